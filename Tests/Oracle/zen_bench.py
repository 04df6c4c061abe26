#!/usr/bin/env python3
"""The 2026 appliance and vehicle-scrappage rules as zen-engine decision tables, timed.

    zen_bench.py CLAIMS.csv OUT.jsonl [--venv DIR]

Decides every row whose programme is appliance or vehicle-scrappage and whose day of sale lies in
2026; other rows are left out (compare with `compare.py --common`). Reading, check digits and
required fields are done before the clock starts, by determine.py; the tables see facts: words,
whole fen, days as yyyymmdd, and whether the row read cleanly. Tables reach the engine through
its static loader, which keeps the compiled decision; a Python callable as loader or
`create_decision` compiles anew and is many times slower.

OUT.jsonl gets row, ref, verdict and amountFen. Standard output gets one JSON object with the
median of five runs. The packages of requirements.txt are installed into --venv (or the
environment's VENV) when it does not hold them yet; without either, the running Python must.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
import venv
from importlib import metadata
from pathlib import Path

import determine

VERSION = "2.1.3"
RUNS = 5
HERE = Path(__file__).resolve().parent


def table(columns: dict, rules: list) -> dict:
    """A graph of one first-hit table: input, table, output.

    `columns` maps a column's id to the expression it tests; each rule maps ids to cells, and
    "verdict" and "amountFen" to output expressions. A column without a cell matches anything.
    """
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": key, "name": key, "field": expr} for key, expr in columns.items()],
        "outputs": [{"id": key, "name": key, "field": key} for key in ("verdict", "amountFen")],
        "rules": [{"_id": f"r{i}", **{key: rule.get(key, "") for key in columns},
                   "verdict": rule["verdict"], "amountFen": rule["amountFen"]}
                  for i, rule in enumerate(rules)],
    }
    here = {"x": 0, "y": 0}
    return {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "claim", "position": here},
            {"id": "table", "type": "decisionTableNode", "name": "rules", "position": here,
             "content": content},
            {"id": "out", "type": "outputNode", "name": "determination", "position": here},
        ],
        "edges": [
            {"id": "e1", "sourceId": "in", "targetId": "table", "type": "edge"},
            {"id": "e2", "sourceId": "table", "targetId": "out", "type": "edge"},
        ],
    }


REFUSED = {"verdict": "'ineligible'", "amountFen": "0"}
GRANTED = "doubtful ? 'review' : 'eligible'"


def appliance_table() -> dict:
    classes = ", ".join(f"'{name}'" for name in sorted(determine.SIX))
    columns = {"read": "readable", "buyer": "invoiceBuyerId == applicantId", "class": "itemClass",
               "grade": "efficiencyGrade", "quantity": "quantity"}
    paid = {"read": "true", "buyer": "true", "class": classes, "grade": "1", "quantity": "1",
            "verdict": GRANTED, "amountFen": "min([floor(price * 15 / 100), 150000])"}
    return table(columns, [paid, REFUSED])


def scrappage_table() -> dict:
    columns = {
        "read": "readable", "buyer": "invoiceBuyerId == applicantId",
        "owner": "oldOwnerId == applicantId", "account": "payeeAccountClass",
        "class": "oldVehicleClass", "held": "oldOwnedSince", "recycled": "recycledOn",
        "deregistered": "deregisteredOn", "registered": "newRegisteredOn", "energy": "newEnergy",
        "catalogue": "newInCatalogue", "displacement": "newDisplacementMl", "fuel": "oldFuel",
        "age": "oldFirstRegisteredOn",
    }
    year = "[20260101..20261231]"
    common = {"read": "true", "buyer": "true", "owner": "true", "account": "'I'",
              "class": "'small-passenger', 'micro-passenger'", "held": "<= 20250108",
              "recycled": year, "deregistered": year, "registered": year, "verdict": GRANTED}
    nev = {**common, "energy": "'nev'", "catalogue": "true",
           "amountFen": "min([floor(price * 12 / 100), 2000000])"}
    fuel = {**common, "energy": "'fuel'", "displacement": "<= 2000",
            "amountFen": "min([floor(price * 10 / 100), 1500000])"}
    petrol = {"fuel": "'petrol'", "age": "<= 20130630"}
    diesel = {"fuel": "'diesel', 'other'", "age": "<= 20150630"}
    old_nev = {"fuel": "'nev'", "age": "<= 20191231"}
    return table(columns, [{**nev, **petrol}, {**nev, **diesel}, {**nev, **old_nev},
                           {**fuel, **petrol}, {**fuel, **diesel}, REFUSED])


TABLES = {"appliance": appliance_table, "vehicle-scrappage": scrappage_table}


def facts_of(claim) -> dict:
    """What the tables see of a claim: texts as they are, days and amounts as whole numbers."""
    facts = {key: claim.get(key) for key in ("applicantId", "invoiceBuyerId")}
    facts.update(readable=not claim.errors, doubtful=bool(claim.doubts), price=claim.price)
    if claim.programme == "appliance":
        grade, quantity = claim.get("efficiencyGrade"), claim.get("quantity")
        facts.update(itemClass=determine.item_class(claim),
                     efficiencyGrade=int(grade) if grade.isdecimal() else 0,
                     quantity=int(quantity) if quantity.isdecimal() else 0 if quantity else 1)
        return facts
    for key in ("oldOwnerId", "payeeAccountClass", "oldVehicleClass", "newEnergy", "oldFuel"):
        facts[key] = claim.get(key)
    for key in ("oldOwnedSince", "recycledOn", "deregisteredOn", "newRegisteredOn",
                "oldFirstRegisteredOn"):
        day = claim.day.get(key)
        facts[key] = day.year * 10000 + day.month * 100 + day.day if day else 0
    displacement = claim.get("newDisplacementMl")
    facts["newDisplacementMl"] = int(displacement) if displacement.isdecimal() else 0
    facts["newInCatalogue"] = bool(determine.parse_bool(claim.get("newInCatalogue")))
    return facts


def prepare(path: str) -> list:
    """(row, reference, table, facts) of each row that the two tables cover."""
    found = []
    for number, claim in enumerate(determine.read_file(path), start=1):
        sold = claim.day.get("soldOn")
        if claim.programme in TABLES and sold is not None and sold.year == 2026:
            found.append((number, claim.get("claimRef"), claim.programme, facts_of(claim)))
    return found


def whole(amount) -> int:
    """The engine's number as whole fen; a fraction is a fault of the table."""
    if amount != int(amount):
        raise ValueError(f"the table gave a fraction of a fen: {amount}")
    return int(amount)


def run(cases: list):
    """Determinations, and microseconds per decision of each run, without and with a trace."""
    import zen

    content = {name: make() for name, make in TABLES.items()}
    evaluate = zen.ZenEngine({"loader": {"type": "static", "content": content}}).evaluate
    calls = [(name, facts) for _, _, name, facts in cases]
    for call in calls[:200]:
        evaluate(*call)
    costs, answers = [], []
    for _ in range(RUNS):
        start = time.perf_counter_ns()
        answers = [evaluate(name, facts) for name, facts in calls]
        costs.append((time.perf_counter_ns() - start) / 1000 / len(calls))
    traced = []
    for _ in range(RUNS):
        start = time.perf_counter_ns()
        for name, facts in calls:
            evaluate(name, facts, {"trace": True})
        traced.append((time.perf_counter_ns() - start) / 1000 / len(calls))
    return [answer["result"] for answer in answers], costs, traced


def engine_is_here() -> bool:
    try:
        return metadata.version("zen-engine") == VERSION
    except metadata.PackageNotFoundError:
        return False


def continue_in(folder: str) -> None:
    """Starts this program again with the Python of a venv, made and filled when needed."""
    python = Path(folder).absolute() / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    # Standard output is kept for the result.
    subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r",
                    HERE / "requirements.txt"], check=True, stdout=sys.stderr)
    os.environ["ZEN_BENCH_IN_VENV"] = "1"
    os.execv(python, [str(python), *sys.argv])


def main() -> int:
    parser = argparse.ArgumentParser(description="Times zen-engine on the 2026 rules.")
    parser.add_argument("claims")
    parser.add_argument("out")
    parser.add_argument("--venv", default=os.environ.get("VENV"))
    options = parser.parse_args()
    if not engine_is_here():
        if not options.venv or os.environ.get("ZEN_BENCH_IN_VENV"):
            print(f"zen-engine {VERSION} is not installed; give --venv DIR", file=sys.stderr)
            return 64
        continue_in(options.venv)
    cases = prepare(options.claims)
    if not cases:
        print("no row of 2026 appliance or vehicle-scrappage in the file", file=sys.stderr)
        return 64
    results, costs, traced = run(cases)
    with open(options.out, "w", encoding="utf-8") as handle:
        for (number, reference, _, _), result in zip(cases, results):
            line = {"row": number, "ref": reference, "verdict": result["verdict"],
                    "amountFen": whole(result["amountFen"])}
            handle.write(json.dumps(line, ensure_ascii=False) + "\n")
    print(json.dumps({"engine": "zen-engine", "version": VERSION,
                      "usPerDecision": round(statistics.median(costs), 3),
                      "usPerDecisionWithTrace": round(statistics.median(traced), 3),
                      "decisions": len(cases)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
