"""Balances by other hands: check_journal.py TRADEIN LEDGER

Exports the journal in both styles, has Debian's `ledger` and `hledger` and PyPI's beancount add it
up, and holds every account against the ledger file's own table, to the fen. `bean-check` must
accept the file with its assertions, and refuse it once an assertion is off by a fen. Ends with 1
on any difference.
"""
import csv, io, pathlib, re, sqlite3, subprocess, sys, tempfile, unicodedata

from beancount import loader
from beancount.core import data


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


def of_beancount(journal):
    """Sums of postings by account, by beancount's own parser; every account is asserted once."""
    entries, errors, options = loader.load_file(str(journal))
    if errors:
        raise ValueError(f"beancount: {errors[0].message}")
    if options["operating_currency"] != ["CNY"]:
        raise ValueError("the currency is not set")
    sums = {}
    for entry in entries:
        for posting in entry.postings if isinstance(entry, data.Transaction) else ():
            if posting.units.currency != "CNY":
                raise ValueError(f"{posting.account}: {posting.units}")
            value = sums.get(posting.account, 0) + posting.units.number * 100
            sums[posting.account] = int(value) if value == int(value) else value
    asserted = [entry.account for entry in entries if isinstance(entry, data.Balance)]
    if sorted(asserted) != sorted(sums):
        raise ValueError("not every account is asserted once")
    return sums


def bean_check(journal):
    """Whether `bean-check` accepts a file; what it says."""
    tool = pathlib.Path(sys.executable).parent / "bean-check"
    run = subprocess.run([tool, journal], capture_output=True, text=True)
    return run.returncode == 0, run.stderr


def off_by_a_fen(text):
    """The journal with its first assertion wrong by a fen."""
    def wrong(match):
        value = fen(match[2]) + 1
        sign = "-" if value < 0 else ""
        return f"{match[1]}{sign}{abs(value) // 100}.{abs(value) % 100:02} ~"
    changed, count = re.subn(r"(?m)^(\S+ balance \S+  )(-?\d+\.\d\d) ~", wrong, text, count=1)
    if count != 1:
        raise ValueError("no assertion")
    return changed


def beancount_name(code, kind):
    """The account as `tradein export journal --style beancount` names it."""
    def plain(place):
        return 0 <= place < len(code) and (
            unicodedata.category(code[place])[0] == "L" or unicodedata.category(code[place]) == "Nd")
    parts = []
    for place, letter in enumerate(code):
        inside = letter == "-" and plain(place - 1) and plain(place + 1)
        parts.append(letter if inside or plain(place) else f"--{ord(letter):X}-")
    root = {"appropriation": "Income", "paid": "Expenses"}.get(kind, "Assets")
    return f"{root}:Fund-{''.join(parts)}:{kind.capitalize()}"


def plain_name(code, kind):
    return f"Fund:{escaped(code)}:{kind}"


def of_file(path, name=plain_name):
    """The ledger's own balances by account; accounts without postings are left out."""
    rows = sqlite3.connect(f"file:{path}?mode=ro", uri=True).execute(
        "SELECT code, kind, postingSumFen FROM account JOIN fund USING (fundId)"
        " WHERE EXISTS (SELECT 1 FROM posting WHERE posting.accountId = account.accountId)")
    return {name(code, kind): amount for code, kind, amount in rows}


def differences(name, theirs, ours):
    return [f"{name}: {account}: {theirs.get(account)} fen, the ledger has {ours.get(account)}"
            for account in sorted(set(theirs) | set(ours)) if theirs.get(account) != ours.get(account)]


def main():
    tradein, path = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        journal, beans = (pathlib.Path(folder) / name for name in ("all.journal", "all.beancount"))
        export = [tradein, "export", "journal", "--ledger", path, "--out"]
        subprocess.run([*export, journal], check=True)
        subprocess.run([*export, beans, "--style", "beancount"], check=True)
        ours = of_file(path)
        found = differences("ledger", of_ledger(journal), ours)
        found += differences("hledger", of_hledger(journal), ours)
        found += differences("beancount", of_beancount(beans), of_file(path, beancount_name))
        accepted, words = bean_check(beans)
        if not accepted:
            found.append(f"bean-check: {words}")
        text = beans.read_text()
        beans.write_text(off_by_a_fen(text))
        accepted, words = bean_check(beans)
        if accepted or "Balance failed" not in words:
            found.append("bean-check lets a fen pass")
    for line in found:
        print(line)
    if found or not ours:
        sys.exit(1)
    print(f"{len(ours)} accounts: ledger, hledger and beancount agree to the fen")


if __name__ == "__main__":
    main()
