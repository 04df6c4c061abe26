"""The server under test: where it is, who may come in, and its ledger by the command line.

The environment names it, as `run` sets it: TRADEIN (the program), WEB_LEDGER, WEB_ADDRESS.
"""
import contextlib
import functools
import os
import pathlib
import re
import subprocess
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PASSWORD = "trade-in-demo"
DEALER = "91370899MA00059169"
OTHER_DEALER = "92370899MA00016168"

# One login for each of the nine roles; the demo makes all but the last two.
LOGINS = {
    "administrator": "guan", "officer": "bo", "reviewer": "shen", "finance-officer": "zhao",
    "finance-checker": "qian", "policy-approver": "pei", "auditor": "ji", "dealer-staff": "dian",
    "policy-author": "wen",
}
SECOND_REVIEWER = "fu"
OTHER_STAFF = "lin"


def tradein(*words, check=True):
    """Runs the command line on the ledger; returns what it printed."""
    command = [os.environ["TRADEIN"], *words, "--ledger", os.environ["WEB_LEDGER"]]
    env = {**os.environ, "TRADEIN_LANG": "en"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if check and done.returncode:
        raise RuntimeError(f"{' '.join(words)}: {done.stdout}{done.stderr}")
    return done.stdout


def address():
    return os.environ["WEB_ADDRESS"].rstrip("/")


@contextlib.contextmanager
def serving(ledger):
    """Serves another ledger for a while; who asks meanwhile in this process asks there."""
    before = dict(os.environ)
    command = [os.environ["TRADEIN"], "serve", "--ledger", str(ledger), "--port", "0"]
    with tempfile.TemporaryFile("w+") as log, subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=log) as server:
        def told():
            log.seek(0)
            return re.search(r"http://[^/\s]+(?=/)", log.read())
        try:
            found = until(told, 30, "the server's address")
            os.environ.update(WEB_LEDGER=str(ledger), WEB_ADDRESS=found[0])
            yield
        finally:
            server.terminate()
            os.environ.update(before)


def add_users(folder):
    """The users that the demo lacks: a policy author, and the staff of a second dealer."""
    password = pathlib.Path(folder) / "web-password.txt"
    password.write_text(PASSWORD + "\n")
    others = [("wen", ["--role", "policy-author"]),
              (OTHER_STAFF, ["--role", "dealer-staff", "--dealer", OTHER_DEALER])]
    for login, words in others:
        tradein("user", "add", login, *words, "--as", "guan")
        tradein("user", "password", login, "--from", str(password), "--lasting", "--as", "guan")


@functools.cache
def claims_of(dealer):
    """The numbers of a dealer's claims, oldest first."""
    text = tradein("claim", "list", "--dealer", dealer, "--format", "csv", "--limit", "0",
                   "--as", "bo")
    return sorted(set(re.findall(r"TC\d{9,}", text)))


def log_size():
    """How many entries the log has."""
    note = tradein("log", "checkpoint")
    return int(note.splitlines()[1])


def until(condition, seconds, what):
    """Waits until the condition gives something, and gives it back."""
    deadline, pause = time.monotonic() + seconds, threading.Event()
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {seconds} s in vain: {what}")
        pause.wait(0.03)
