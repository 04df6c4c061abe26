"""Opens a payment workbook with openpyxl and holds it against the CSV of the same batch.

Usage: check_payments.py TRADEIN LEDGER BATCH
"""
import csv
import os
import pathlib
import subprocess
import sys
import tempfile
from decimal import Decimal

import openpyxl


def export(tradein, ledger, batch, out):
    env = {**os.environ, "TRADEIN_LANG": "zh"}
    subprocess.run([tradein, "pay", "export", batch, "--ledger", ledger, "--as", "zhao", "--out", out],
                   check=True, env=env, stdout=subprocess.DEVNULL)


def differences(book, lines):
    """What differs between the workbook and the CSV's lines; empty when nothing does."""
    sheet = book["付款"]
    rows = list(sheet.iter_rows(min_row=2, max_row=len(lines) + 1))
    found = []
    for line, row in zip(lines, rows):
        texts = [row[n].value or "" for n in (0, 1, 2, 3)]
        if texts != [line[n].lstrip("'") if line[n].startswith("'=") else line[n] for n in range(4)]:
            found.append(f"texts {texts} {line}")
        if line[2] and (row[2].data_type != "s" or row[2].number_format != "@"):
            found.append(f"account {line[2]} is no text")
        if Decimal(str(row[4].value)).quantize(Decimal("0.01")) != Decimal(line[4]):
            found.append(f"amount {row[4].value} {line[4]}")
        if row[5].value != int(line[5]):
            found.append(f"claims {row[5].value} {line[5]}")
    total = sheet.cell(row=len(lines) + 2, column=5).value
    if Decimal(str(total)).quantize(Decimal("0.01")) != sum(Decimal(line[4]) for line in lines):
        found.append(f"total {total}")
    items = list(book["申领明细"].iter_rows(min_row=2, values_only=True))
    sums = {}
    for reference, _, _, amount in items:
        sums[reference] = sums.get(reference, Decimal(0)) + Decimal(str(amount)).quantize(Decimal("0.01"))
    if sums != {line[0]: Decimal(line[4]) for line in lines}:
        found.append("the claims do not add up to the payments")
    if sheet.freeze_panes != "A2" or not sheet.auto_filter.ref:
        found.append("no frozen header or no filter")
    return found


def main():
    tradein, ledger, batch = sys.argv[1:]
    work = pathlib.Path(tempfile.mkdtemp())
    export(tradein, ledger, batch, work / "p.csv")
    export(tradein, ledger, batch, work / "p.xlsx")
    with open(work / "p.csv", encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))[1:-1]
    if (work / "p.xlsx").stat().st_mode & 0o077:
        sys.exit("others can read the workbook")
    found = differences(openpyxl.load_workbook(work / "p.xlsx"), lines)
    for text in found:
        print(text)
    if found or not lines:
        sys.exit("the workbook and the CSV disagree")
    print(f"{len(lines)} payments are the same in CSV and workbook")


if __name__ == "__main__":
    main()
