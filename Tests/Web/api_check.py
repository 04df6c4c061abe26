"""The interface under schemathesis, all checks: api_check.py [--seed N] [--seconds N]

Three programs ask: one whose user has every role of the bureau and of finance, one of a dealer,
one of the administrator; the latter two only what their role is for.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import time

from client import Client
from server import LOGINS, address, tradein

HERE = pathlib.Path(__file__).resolve().parent
ALL_ROUND = "quan"
ROLES = ("reviewer", "officer", "policy-author", "policy-approver", "finance-officer",
         "finance-checker")
SCOPES = ("read", "claims", "review", "registers", "finance", "policy", "users")


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


def check(login, operations, seconds, seed):
    """Runs schemathesis with a user's token; whether it found nothing."""
    program = pathlib.Path(sys.executable).with_name("schemathesis")
    words = [program, "--config-file", HERE / "schemathesis.toml", "run", address() + "/api/v1/openapi.json?lang=en", "--checks", "all",
             "--header", f"Authorization: Bearer {token(login)}", "--max-examples", "3",
             "--workers", "2", "--max-time", str(seconds), "--seed", str(seed), "--no-color",
             "--warnings", "off", "--generation-database", "none", "--no-shrink"]
    if operations:  # too few of them are linked to go from one to the next
        words += ["--phases", "examples,coverage,fuzzing"]
    for operation in operations:
        words += ["--include-operation-id", operation]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        told = re.search(r"(?ms)^_{3,} .*?(?=^=+ (?:Stateful tests|SUMMARY))", done.stdout)
        print(told[0][:8000] if told else done.stdout[-4000:], done.stderr)
    told = re.findall(r"Tested: +(\d+)|(\d+) generated", done.stdout)
    counts = [one or other for one, other in told]
    print(f"{login}: {' operations, '.join(counts)} cases, "
          f"{'failures' if done.returncode else '0 failures'}", flush=True)
    return done.returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--seconds", type=int, default=36)
    options = parser.parse_args()
    print(f"api_check.py --seed {options.seed}", flush=True)
    words = [word for role in ROLES for word in ("--role", role)]
    if ALL_ROUND not in tradein("user", "list", "--as", "guan"):
        tradein("user", "add", ALL_ROUND, *words, "--as", "guan")
    results = [check(ALL_ROUND, (), options.seconds, options.seed)]
    for role in ("dealer-staff", "administrator"):
        results.append(check(LOGINS[role], operations_of(role), options.seconds // 4, options.seed))
    tradein("verify")
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
