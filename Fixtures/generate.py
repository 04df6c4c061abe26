#!/usr/bin/env python3
"""Writes the synthetic county, or any number of valid claims for benchmarks.

    generate.py                                   writes Fixtures/county
    generate.py --valid N --out FILE [--seed S]   writes N valid, distinct claims
    generate.py --check                           checks the county and a valid set

Standard library only; the same seed gives the same bytes.
"""

import argparse
import sys
from pathlib import Path

from synthetic import county, selfcheck

FOLDER = Path(__file__).resolve().parent / "county"


def write_county():
    """Writes every file of the county and removes claim files of earlier runs."""
    for stale in FOLDER.glob("claims_*"):
        stale.unlink()
    for name, content in county.build().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--valid", type=int, metavar="N", help="write N valid claims")
    parser.add_argument("--out", metavar="FILE", help="where to write them")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="default 1")
    parser.add_argument("--check", action="store_true", help="check instead of writing")
    options = parser.parse_args()
    if options.check:
        problems = selfcheck.problems(FOLDER)
        print("\n".join(problems) if problems else "county and valid claims: all checks hold")
        sys.exit(1 if problems else 0)
    if options.valid is None:
        write_county()
    elif options.out is None or options.valid < 0:
        parser.error("--valid needs a count of 0 or more, and --out FILE")
    else:
        county.write_valid(options.valid, options.seed, options.out)


if __name__ == "__main__":
    main()
