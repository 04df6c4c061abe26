"""Every tally, made anew by DuckDB from the export of claims: check_tally.py TRADEIN LEDGER

The split of each award by source of money is worked out here in whole numbers, by largest
remainder, from the fund's shares; DuckDB adds up. Every cell that `tally` gives is compared, for
every grouping and year, and the sums of each grouping with each other.
"""
import csv, io, subprocess, sys, tempfile

import duckdb

SOURCES = ("central", "province", "city", "county", "unassigned")
OVER = ("rejected", "withdrawn", "lapsed", "clawedBack")
GROUPS = {"category": "category", "class": "class", "programme": "programme", "town": "town",
          "dealer": "dealer", "month": "month", "state": "state"}


def split(fen, shares):
    """Parts of an amount by source; of equal remainders the first source's wins."""
    weights = [(name, int(weight)) for name, weight in (w.split(":") for w in shares.split())]
    if not weights:
        return {"unassigned": fen}
    total = sum(weight for _, weight in weights)
    weights.sort(key=lambda pair: SOURCES.index(pair[0]))
    parts = [fen * weight // total for _, weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(fen * weights[i][1] % total), i))
    for place in order[:fen - sum(parts)]:
        parts[place] += 1
    return {name: part for (name, _), part in zip(weights, parts)}


def fen(yuan):
    whole, _, cents = yuan.partition(".")
    return int(whole) * 100 + int((cents + "00")[:2])


def main(tradein, ledger):
    def run(*words):
        return subprocess.run([tradein, *words, "--ledger", ledger], check=True,
                              capture_output=True).stdout.decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(run("export", "claims"))))
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*rows[0], *SOURCES])
        for row in rows:
            parts = split(int(row["subsidyFen"]), row["shares"])
            writer.writerow([*row.values(), *(parts.get(name, 0) for name in SOURCES)])
        file.flush()
        table = duckdb.connect()
        table.execute(
            "CREATE TABLE claim AS SELECT * FROM read_csv(?, header = true, all_varchar = true)",
            [file.name])
    sums = ["CAST(count(*) FILTER (parent IS NULL OR parent = '') AS BIGINT)"]
    sums += [f"coalesce(sum(CAST({name} AS BIGINT)), 0)::BIGINT"
             for name in ("units", "salesFen", "subsidyFen", *SOURCES)]
    years = sorted({row["year"] for row in rows})
    cells, totals = 0, {}
    for group, column in GROUPS.items():
        for year in (None, *years):
            words = ["tally", "--by", group, "--format", "csv", "--lang", "en"]
            ours = list(csv.DictReader(io.StringIO(run(*words, *(["--year", year] if year else [])))))
            for state in (None, *sorted({row["state"] for row in rows})):
                chosen = f"state = '{state}'" if state else f"state NOT IN {OVER}"
                if year:
                    chosen += f" AND year = '{year}'"
                theirs = {str(key): tuple(values) for key, *values in table.execute(
                    f"SELECT {column}, {', '.join(sums)} FROM claim WHERE {chosen} GROUP BY 1"
                ).fetchall()}
                theirs["total"] = tuple(table.execute(
                    f"SELECT {', '.join(sums)} FROM claim WHERE {chosen}").fetchone())
                for line in ours:
                    names = ["claims", "units", "sales", "subsidy", *SOURCES]
                    if state:
                        names = [state + name[0].upper() + name[1:] for name in names]
                    seen = [int(line[name]) for name in names[:2]]
                    seen += [fen(line[name]) for name in names[2:]]
                    wanted = theirs.pop(line["key"], (0,) * 9)
                    if tuple(seen) != wanted:
                        sys.exit(f"{group} {year} {state} {line['key']}: {seen}, DuckDB {wanted}")
                    cells += 1
                    if line["key"] == "total":
                        totals.setdefault((year, state), set()).add(tuple(seen))
                if theirs:
                    sys.exit(f"{group} {year} {state}: tally lacks {sorted(theirs)}")
    unequal = [key for key, values in totals.items() if len(values) != 1]
    if unequal:
        sys.exit(f"groupings differ in their sums: {unequal}")
    borne = next(iter(totals[(None, None)]))
    print(f"{len(rows)} claims, {cells} cells of {len(GROUPS)} groupings: the same in DuckDB; "
          f"{sum(borne[4:])} fen by source, {borne[3]} in all")


if __name__ == "__main__":
    main(*sys.argv[1:])
