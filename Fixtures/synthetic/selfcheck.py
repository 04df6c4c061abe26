"""Checks what was generated, by formulas of its own and from the written files.

Nothing here calls the functions that made the numbers: sums are tested for a congruence
over all characters instead of a computed check character.
"""

import csv
import io
import json
import tempfile
from collections import Counter
from pathlib import Path

from . import county, files
from .claims import FIELDS, award
from .faults import FAULTS
from .rulecheck import check_vectors, row_problems

VALID_COUNT = 20_000
SIZE_LIMIT = 3_000_000
KEYS = {chinese: key for key, chinese in files.HEADINGS.items()}


def problems(folder):
    """Everything that does not hold, as sentences; empty when all is well."""
    found = check_vectors()
    enrolled = read_dealers(folder / "dealers.csv")
    found += valid_problems(enrolled)
    found += county_problems(folder, enrolled)
    return found


def read_dealers(path):
    """Enrolled programmes by credit code, suspended dealers left out."""
    with open(path, encoding="utf-8-sig", newline="") as source:
        return {row["统一社会信用代码"]: row["补贴项目"].split(";")
                for row in csv.DictReader(source) if row["状态"] == "在册"}


def valid_problems(enrolled):
    """A valid set, written, read again and checked row by row."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "valid.csv"
        county.write_valid(VALID_COUNT, 7, path)
        with open(path, encoding="utf-8", newline="") as source:
            reader = csv.DictReader(source)
            rows = [canonical(row) for row in reader]
    found = [] if reader.fieldnames == FIELDS else ["valid: not all columns"]
    if len(rows) != VALID_COUNT:
        found.append(f"valid: {len(rows)} rows instead of {VALID_COUNT}")
    kinds = Counter((row["programme"], row["soldOn"][:4]) for row in rows)
    if len(kinds) != 7:
        found.append(f"valid: rule sets {sorted(kinds)}")
    return found + [f"valid: {text}" for text in set_problems(rows, enrolled)]


def set_problems(rows, enrolled):
    """Faults of single rows, then keys used twice, then persons over a limit."""
    found = []
    keys = Counter()
    draws = Counter()
    for row in rows:
        for text in row_problems(row, enrolled):
            found.append(f"{row['claimRef']}: {text}")
        keys.update(row_keys(row))
        draws[draw(row)] += 1
    found += [f"used {count} times: {key}" for key, count in keys.items() if count > 1]
    found += [f"drawn {count} times: {key}" for key, count in draws.items() if count > 1]
    return found


def row_keys(row):
    """What only one claim may hold."""
    yield "reference", row["dealerCode"], row["claimRef"]
    yield "invoice", row.get("invoiceCode", ""), row["invoiceNumber"]
    for name in ("newVin", "oldVin", "oldPlate", "recyclingCertificate"):
        if row.get(name):
            yield name, row[name]
    for name in ("imei", "imei2"):
        if row.get(name):
            yield "imei", row[name]
    if row.get("serialNumber"):
        folded = row["serialNumber"].upper().replace("O", "0").replace("I", "1")
        yield "serial", row["brand"], folded


def draw(row):
    """Person, year and class; one vehicle for a person over all years."""
    person = row["applicantId"].upper()
    if row["programme"].startswith("vehicle"):
        return person, "vehicle"
    item_class = "smart-watch" if row["itemClass"] == "smart-band" else row["itemClass"]
    return person, row["soldOn"][:4], item_class


def county_problems(folder, enrolled):
    """The files are those that the seed makes, and hold what the README says."""
    built = county.build()
    found = [f"{name} differs from a fresh run" for name, content in built.items()
             if not (folder / name).exists() or (folder / name).read_bytes() != content]
    size = sum(len(content) for content in built.values())
    if size > SIZE_LIMIT:
        found.append(f"the county has {size} bytes")
    faults = list(csv.DictReader(io.StringIO(built["faults.csv"].decode())))
    rows = {}
    for file in (*files.CLAIM_FILES, files.RESENDING):
        for number, row in enumerate(read_claims(file, built[file.name]), 1):
            rows[file.name, number] = row
    found += fault_problems(faults, rows)
    bad = {(fault["file"], int(fault["row"])) for fault in faults
           if not fault["fault"].startswith("harmless")}
    clean = [row for place, row in rows.items() if place not in bad]
    found += [f"county: {text}" for text in set_problems(clean, enrolled)]
    return found + fund_problems(built["funds.csv"], faults, rows)


def fault_problems(faults, rows):
    """Each kind at least three times, about six rows in a hundred, each at its row."""
    found = []
    count = Counter(fault["fault"] for fault in faults)
    for code in {fault.code for fault in FAULTS} | {"resent"}:
        if count[code] < 3:
            found.append(f"fault {code} occurs {count[code]} times")
    share = len(faults) * 1000 // len(rows)
    if not 50 <= share <= 70:
        found.append(f"{share} rows in a thousand have a fault")
    if not 3900 <= len(rows) <= 4200:
        found.append(f"{len(rows)} claims")
    for fault in faults:
        row = rows.get((fault["file"], int(fault["row"])))
        if row is None or row["claimRef"] != fault["claimRef"]:
            found.append(f"fault at {fault['file']} row {fault['row']} is not there")
    return found


def fund_problems(content, faults, rows):
    """Digital goods of 2026 have 84 to 85 % of what acceptable claims need, the others more."""
    refused = {(fault["file"], int(fault["row"])) for fault in faults
               if fault["import"] in ("refused", "replayed")}
    need = Counter()
    for place, row in rows.items():
        if place not in refused:
            scope = "vehicle" if row["programme"].startswith("vehicle") else row["programme"]
            if scope == "digital" and row["soldOn"] < "2026":
                scope = "appliance"
            need[row["soldOn"][:4], scope] += award(row)
    found = []
    for fund in csv.DictReader(io.StringIO(content.decode("utf-8-sig"))):
        share = int(fund["amount"].replace(".", "")) * 100 // max(need[fund["year"], fund["scope"]],
                                                                  1)
        if (84 <= share <= 85) != (fund["scope"] == "digital") or (
                fund["scope"] != "digital" and share < 120):
            found.append(f"fund {fund['code']} covers {share} %")
    return found


def read_claims(file, content):
    """A written file's rows, back in canonical keys and words."""
    text = content.decode("utf-8-sig" if file.bom else file.encoding)
    if file.name.endswith(".jsonl"):
        for line in text.splitlines():
            yield canonical(json.loads(line, parse_float=str, parse_int=str))
        return
    for row in csv.DictReader(io.StringIO(text, newline="")):
        yield canonical(row)


def canonical(row):
    """Key headings, keys for Chinese words, ISO days, plain amounts, narrow digits."""
    found = {KEYS.get(name, name): text for name, text in row.items()}
    for name, words in files.CHINESE_WORDS.items():
        keys = {word: key for key, word in words.items()}
        if found.get(name):
            found[name] = keys.get(found[name], found[name])
    for key, entry in files.CLASSES.items():
        if found.get("itemClass") in (entry[0], *entry[1]):
            found["itemClass"] = key
    for name, text in found.items():
        if name.endswith(("On", "Since")) and text.count("/") == 2:
            year, month, day = text.split("/")
            found[name] = f"{year}-{int(month):02d}-{int(day):02d}"
    for name in ("price", "priceNet"):
        if found.get(name):
            whole, _, decimals = found[name].replace(",", "").partition(".")
            found[name] = f"{whole}.{decimals or '00'}"
    for name in ("applicantId", "invoiceBuyerId", "oldOwnerId"):
        if found.get(name):
            found[name] = found[name].upper()
    found["applicantPhone"] = "".join(
        chr(ord(c) - 0xFEE0) if ord(c) > 0xFF00 else c for c in found["applicantPhone"])
    return found
