#!/usr/bin/env python3
"""Compares two files of determinations by row: verdict and amount.

    compare.py A.jsonl B.jsonl [--common]

A row that stands in one file only is a difference, unless --common is given. Exits 0 when all
rows agree, 1 with up to 20 differences printed, 64 when a file cannot be read or no row could be
compared.
"""

import argparse
import json
import sys

SHOWN = 20


def load(path: str) -> dict:
    """Rows by number, each as (verdict, amountFen, reference).

    Raises ValueError for a line that is no determination and for a row that appears twice.
    """
    rows = {}
    with open(path, encoding="utf-8") as handle:
        for place, line in enumerate(handle, start=1):
            if not line.strip():
                continue
            try:
                item = json.loads(line)
                number, found = item["row"], (item["verdict"], item["amountFen"], item.get("ref"))
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{path}:{place}: no determination: {error!r}") from error
            if type(number) is not int or type(found[1]) is not int:
                raise ValueError(f"{path}:{place}: row and amountFen must be whole numbers")
            if number in rows:
                raise ValueError(f"{path}:{place}: row {number} appears twice")
            rows[number] = found
    return rows


def differences(left: dict, right: dict, common: bool = False):
    """One sentence for each row on which the two disagree, in row order."""
    for number in sorted(left.keys() & right.keys() if common else left.keys() | right.keys()):
        a, b = left.get(number), right.get(number)
        if a is None or b is None:
            yield f"row {number}: only in the {'second' if a is None else 'first'} file"
        elif a[:2] != b[:2]:
            yield f"row {number} ({a[2] or b[2] or '-'}): {a[0]} {a[1]} fen / {b[0]} {b[1]} fen"


def main(arguments=None) -> int:
    parser = argparse.ArgumentParser(description="Compares two files of determinations by row.")
    parser.add_argument("left")
    parser.add_argument("right")
    parser.add_argument("--common", action="store_true", help="compare rows in both files only")
    options = parser.parse_args(arguments)
    try:
        left, right = load(options.left), load(options.right)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 64
    compared = len(left.keys() & right.keys())
    if not compared:
        print("no row stands in both files", file=sys.stderr)
        return 64
    found = list(differences(left, right, options.common))
    for sentence in found[:SHOWN]:
        print(sentence)
    if len(found) > SHOWN:
        print(f"... and {len(found) - SHOWN} more")
    print(f"{compared} rows in both files, {len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
