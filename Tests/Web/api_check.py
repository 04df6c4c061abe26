"""The interface under schemathesis, all checks: api_check.py [--seed N] [--only WORD]

It makes a small county of its own and serves it, since what is sent changes users and money too.
Programs of four users ask at the same time: one whose user has every role of the bureau and of
finance, whom every operation is for; one each of a dealer, the administrator and the auditor, with
the operations that are for their roles.
"""
import argparse
import concurrent.futures
import contextlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

from client import Client
from server import LOGINS, ROOT, address, serving, tradein

HERE = pathlib.Path(__file__).resolve().parent
ALL_ROUND = "quan"
ROLES = ("reviewer", "officer", "policy-author", "policy-approver", "finance-officer",
         "finance-checker")
SCOPES = ("read", "claims", "review", "registers", "finance", "policy", "users")
# Rows that the small county takes of each file of the large one.
ROWS = {"dealers": 60, "funds": 60, "events": 60, "figures": 60, "recycling": 40}
CLAIM_ROWS = 12
# Phases and examples of each operation; coverage takes the bounds of every value by itself.
WHOLE = ("examples,coverage,fuzzing,stateful", 3)
OWN = ("examples,coverage,fuzzing", 2)
SIGHTS = ("examples,fuzzing", 2)
PATIENCE = 400


def county(folder):
    """A ledger with some claims of every programme, by the demo's own steps."""
    fixtures, ledger = folder / "county", folder / "api" / "county.ledger"
    fixtures.mkdir()
    for file in (ROOT / "Fixtures" / "county").iterdir():
        if file.is_file():
            most = ROWS.get(file.stem, CLAIM_ROWS)
            lines = file.read_bytes().splitlines(keepends=True)
            (fixtures / file.name).write_bytes(b"".join(lines[:most + 1]))
    done = subprocess.run(
        [os.environ["TRADEIN"], "demo", "--fixtures", fixtures, "--ledger", ledger],
        capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"no county: {done.stdout[-2000:]}{done.stderr}")
    return ledger


def token(login):
    words = [word for scope in SCOPES for word in ("--scope", scope)]
    text = tradein("user", "token", login, "--title", "schemathesis", *words, "--as", "guan")
    return re.search(r"tradein_[\w-]+", text)[0]


def operations_of(role):
    """The operations that are for a role and not for everybody."""
    document = json.loads(Client().get("/api/v1/openapi.json").text)
    return [operation["operationId"] for path in document["paths"].values()
            for operation in path.values()
            if role in operation.get("x-access", {}).get("roles", ())]


def check(login, operations, amount, seed):
    """Runs schemathesis with a user's token; what it found, and how much it tried."""
    program = pathlib.Path(sys.executable).with_name("schemathesis")
    phases, examples = amount
    # One worker each: Python's parser of its own sources, which hypothesis uses, breaks in threads.
    words = [program, "--config-file", HERE / "schemathesis.toml", "run",
             address() + "/api/v1/openapi.json?lang=en", "--checks", "all",
             "--header", f"Authorization: Bearer {token(login)}", "--phases", phases,
             "--max-examples", str(examples), "--workers", "1", "--seed", str(seed),
             "--no-color", "--warnings", "off", "--generation-database", "none", "--no-shrink"]
    for operation in operations:
        words += ["--include-operation-id", operation]
    started = time.monotonic()
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=PATIENCE)
    told = ""
    if done.returncode:
        found = re.search(r"(?ms)^_{3,} .*?(?=^=+ (?:Stateful tests|SUMMARY))", done.stdout)
        told = (found[0][:8000] if found else done.stdout[-4000:]) + done.stderr
    tested = re.search(r"Tested: +(\d+)", done.stdout)
    cases = re.search(r"(\d+) generated", done.stdout)
    wanted = re.search(r"Selected: +(\d+)/(\d+)", done.stdout)
    whole = (tested and cases and wanted
             and tested[1] == (str(len(operations)) if operations else wanted[2]))
    counts = f"{tested[1]} operations, {cases[1]} cases" if tested and cases else "nothing tested"
    verdict = "0 failures" if not done.returncode and whole else "failures"
    print(f"{told}{login}: {counts}, {verdict}, {time.monotonic() - started:.0f} s", flush=True)
    return verdict == "0 failures"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--only", help="the program of this login alone")
    options = parser.parse_args()
    print(f"api_check.py --seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        stack.enter_context(serving(county(pathlib.Path(name))))
        words = [word for role in ROLES for word in ("--role", role)]
        tradein("user", "add", ALL_ROUND, *words, "--as", "guan")
        programs = [(ALL_ROUND, (), WHOLE)] + [
            (LOGINS[role], operations_of(role), amount)
            for role, amount in (("dealer-staff", OWN), ("administrator", OWN), ("auditor", SIGHTS))]
        asked = [one for one in programs if options.only in (None, one[0])]
        with concurrent.futures.ThreadPoolExecutor(len(asked)) as pool:
            results = list(pool.map(lambda one: check(*one, options.seed), asked))
        tradein("verify")
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
