"""Balances by other hands: check_journal.py TRADEIN LEDGER

Exports the journal, has Debian's `ledger` and `hledger` add it up, and holds every account
against the ledger file's own table, to the fen. Ends with 1 on any difference.
"""
import csv, io, pathlib, re, sqlite3, subprocess, sys, tempfile


def fen(text):
    """Whole fen of an amount like -1,234.50 CNY; exact, no floating point."""
    match = re.fullmatch(r'(-?)([\d,]+)(?:\.(\d{1,2}))?(?: CNY)?', text.strip().strip('"'))
    if not match:
        raise ValueError(f"no amount: {text!r}")
    sign, whole, part = match.groups()
    value = int(whole.replace(",", "")) * 100 + int((part or "0").ljust(2, "0"))
    return -value if sign else value


def of_ledger(journal):
    output = subprocess.run(
        ["ledger", "-f", journal, "bal", "--flat", "--no-total", "--empty",
         "--format", "%(account)|%(display_total)\n"],
        check=True, capture_output=True, text=True).stdout
    rows = [line.split("|") for line in output.splitlines() if "|" in line]
    return {account.strip(): fen(amount) for account, amount in rows}


def of_hledger(journal):
    output = subprocess.run(
        ["hledger", "-f", journal, "bal", "--flat", "--empty", "-O", "csv"],
        check=True, capture_output=True, text=True).stdout
    rows = list(csv.reader(io.StringIO(output)))[1:]
    return {row[0]: fen(row[1]) for row in rows if row[0] != "total"}


def escaped(code):
    plain = lambda c: c in "-_" or c.isalpha() or c.isdecimal()
    return "".join(c if plain(c) else "".join(f"%{b:02X}" for b in c.encode()) for c in code)


def of_file(path):
    """The ledger's own balances by account; accounts without postings are left out."""
    rows = sqlite3.connect(f"file:{path}?mode=ro", uri=True).execute(
        "SELECT code, kind, postingSumFen FROM account JOIN fund USING (fundId)"
        " WHERE EXISTS (SELECT 1 FROM posting WHERE posting.accountId = account.accountId)")
    return {f"Fund:{escaped(code)}:{kind}": amount for code, kind, amount in rows}


def differences(name, theirs, ours):
    return [f"{name}: {account}: {theirs.get(account)} fen, the ledger has {ours.get(account)}"
            for account in sorted(set(theirs) | set(ours)) if theirs.get(account) != ours.get(account)]


def main():
    tradein, path = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        journal = pathlib.Path(folder) / "all.journal"
        subprocess.run([tradein, "export", "journal", "--out", journal, "--ledger", path], check=True)
        ours = of_file(path)
        found = differences("ledger", of_ledger(journal), ours)
        found += differences("hledger", of_hledger(journal), ours)
    for line in found:
        print(line)
    if found or not ours:
        sys.exit(1)
    print(f"{len(ours)} accounts: ledger and hledger agree to the fen")


if __name__ == "__main__":
    main()
