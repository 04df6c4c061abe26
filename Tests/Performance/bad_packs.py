"""Part of make bench: packs made to stop the checker, each refused soon and in little memory.

Usage: bad_packs.py PATH-TO-TRADEIN
Writes each pack to a temporary folder, runs `policy check` on it, and prints a table of wall
time, peak resident memory and the code of the first fault. Exits 1 when a pack is accepted,
when the checker ends in any other way than with exit code 1 and a fault, or when a limit is
passed. Every pack is the sound one of Fixtures/packs/good with one file replaced.
"""
import argparse, os, pathlib, random, re, subprocess, sys, tempfile, threading, time

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOOD = ROOT / "Fixtures/packs/good"

# The numbers: a hostile pack is refused within 1 s and 100 MiB.
MOST_SECONDS = 1.0
MOST_MIB = 100
# Far above the limit, so that a checker that never ends is told from a slow one.
KILL_SECONDS = 60

MB = 1_000_000
# What a file may hold (256 KiB), less room for the rest of the pack.
FULL = 250_000

DATED = "{from: 2026-01-01, value: %s, article: 一, mark: K}"
LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 10)}]\n"
    for before, name in zip("abcdefghi", "bcdefghij"))
RULE = "  - {code: r%d, require: %s, article: 一, message: {zh: x, en: x}}\n"
AWARD = "  - {code: a%d, when: %s, rate: rate, of: price, article: 一}\n"
LIMIT = ("  - {code: l%d, counter: c, count: %s, per: [applicant], window: year, article: 一, "
         "message: {zh: x, en: x}}\n")
CASE = "  - {name: c%d, claim: {}, expect: {verdict: ineligible}}\n"
EACH = "  - {name: c%d, each: {itemClass: [CELLS]}, expect: {verdict: eligible, amount: 1}}\n"


def repeated(text, size):
    """`text` whole, again and again, up to `size` bytes; in pieces, so that we stay small."""
    unit = text.encode()
    count, at_once = size // len(unit), max(1, 65_536 // len(unit))
    return [unit * at_once] * (count // at_once) + [unit * (count % at_once)]


def numbered(line, count):
    """`line` with each number below `count`."""
    return ["".join(line % number for number in range(start, min(start + 1000, count))).encode()
            for start in range(0, count, 1000)]


def long_search(base, parameters, rules, awards):
    """A pack that loads, with as many rules, facts, values and days as may be: the search for
    claims without an award, or with two, has the most to do. Its cases fail."""
    chance = random.Random(1)
    facts = {"q": ["efficiencyGrade", "newDisplacementMl", "quantity", "deliveryDays"],
             "m": ["price", "priceNet"],
             "d": ["deliveredOn", "newRegisteredOn", "oldFirstRegisteredOn", "oldOwnedSince",
                   "recycledOn", "deregisteredOn", "transferredOn", "handedInOn"]}
    values = {"q": lambda i, day: 3 * i + day, "m": lambda i, day: f"{1000 + 37 * i + day}.00 yuan",
              "d": lambda i, day: f"2025-{1 + i % 12:02}-{day:02}"}

    def dated(kind, i):
        return ", ".join(DATED.replace("-01,", f"-{day:02},") % values[kind](i, day)
                         for day in range(1, 13))

    def atoms(joint, relations):
        return joint.join(
            f"{chance.choice(facts[kind])} {chance.choice(relations)} {kind}{chance.randrange(20)}"
            for kind in chance.choices("qmd", k=4))

    names = "".join(f"  {kind}{i}: [{dated(kind, i)}]\n" for kind in "qmd" for i in range(20))
    tests = "".join(RULE % (i, f"'{atoms(' || ', ['!=', '<', '>='])}'") for i in range(63))
    sums = "".join(AWARD % (i, f"'{atoms(' && ', ['==', '<', '>='])}'") for i in range(31))
    return [base[:parameters], names, base[parameters:rules], tests, base[rules:awards], sums,
            base[awards:].replace("when: true", "when: efficiencyGrade == q0")]


def hostile():
    """Name, the file to replace, and its contents as pieces: text, or bytes."""
    base = (GOOD / "minimal.yaml").read_text()
    notice = (GOOD / "minimal.notice.md").read_text()
    cases = (GOOD / "minimal.cases.yaml").read_text()
    parameters = base.index("parameters:\n") + len("parameters:\n")
    rules = base.index("requirements:\n") + len("requirements:\n")
    awards = base.index("awards:\n") + len("awards:\n")
    expression = "itemClass in classes"
    before_message, after_message = base.split("{itemClass}", 1)

    def with_parameters(*pieces):
        return [base[:parameters], *pieces, base[parameters:]]

    def with_rules(*pieces):
        return [base[:rules], *pieces, base[rules:]]

    def with_expression(*pieces):
        before, after = base.split(expression, 1)
        return [before, *pieces, after]

    circle = f"  a: [{DATED % 'b'}]\n  b: [{DATED % 'c'}]\n  c: [{DATED % 'a'}]\n"
    days = ", ".join(DATED.replace("-01,", f"-{day:02},") % 1 for day in range(1, 13))
    long_names = "".join(f"  {'n' * 28}{i + 1000}: [{days}]\n" for i in range(62))
    unknown = "m" * 32
    wrong_rules = "".join(RULE % (i, unknown) for i in range(63))
    wrong_awards = "".join(AWARD % (i, unknown) for i in range(31))
    wrong_limits = "limits:\n" + "".join(LIMIT % (i, unknown) for i in range(8))
    cells = ", ".join(f"w{i}" for i in range(200))
    yield "10 MB of text", "yaml", [base, *repeated("# x\n", 10 * MB)]
    yield "10 MB of one word", "yaml", repeated("a", 10 * MB)
    yield "100,000 levels of [", "yaml", repeated("[", 100_000)
    yield "65,000 levels of {a:", "yaml", repeated("{a:", 200_000)
    yield "100,000 levels of -", "yaml", repeated("- ", 200_000)
    yield "100,000 levels of ?", "yaml", repeated("? ", 200_000)
    yield "100,000 levels hidden in quotes", "yaml", repeated("[\"]\",", 500_000)
    yield "levels of [ that fit, hidden in quotes", "yaml", repeated("[\"]\",", FULL)
    yield "a staircase of 600 levels", "yaml", ["".join(" " * i + "a:\n" for i in range(600))]
    yield "a billion laughs", "yaml", [LAUGHS]
    yield "aliases to nothing", "yaml", repeated("- *a\n", FULL)
    yield "parameters in a circle", "yaml", with_parameters(circle)
    yield "100,000 parameters", "yaml", with_parameters(
        *numbered(f"  p%d: [{DATED.replace('%s', '1')}]\n", 100_000))
    yield "as many parameters as fit", "yaml", with_parameters(*numbered("  p%d: 1\n", 21_000))
    yield "one parameter many times", "yaml", with_parameters(*repeated("  p: 1\n", FULL))
    yield "one name of 250,000 letters", "yaml", with_parameters(
        "  ? ", *repeated("a", FULL), "\n  : 1\n")
    yield "one parameter, as many values as fit", "yaml", with_parameters(
        "  p: [", *repeated("{}, ", FULL), "]\n")
    yield "rules that fit, all wrong", "yaml", with_rules(*repeated("  - {}\n", FULL))
    yield "names, days and rules to the bounds, all unknown", "yaml", [
        base[:parameters], long_names, base[parameters:rules], wrong_rules,
        base[rules:awards], wrong_awards, base[awards:].replace("limits: []\n", wrong_limits)]
    yield "names, days and rules to the bounds, a long search", "yaml", long_search(
        base, parameters, rules, awards)
    yield "one 10 MB expression", "yaml", with_expression(*repeated("true && ", 10 * MB), "true")
    yield "an expression that fits", "yaml", with_expression(*repeated("true && ", FULL), "true")
    yield "an expression of one name", "yaml", with_expression(*repeated("a", FULL))
    yield "an expression of ( that fits", "yaml", with_expression(*repeated("(", 1_999))
    yield "an expression of - that fits", "yaml", with_expression(*repeated("-", 1_999))
    yield "a message of names that fits", "yaml", [
        before_message, *repeated("{aaaaaaaa}", FULL), after_message]
    yield "one key that fits", "yaml", [*repeated("a", FULL), ": 1\n"]
    yield "an open quote", "yaml", ["a: \"", *repeated("b\n", FULL)]
    yield "10 MB that is not UTF-8", "yaml", repeated("é", 10 * MB - 1)
    yield "10 MB of notice", "notice.md", [notice, *repeated("text\n", 10 * MB)]
    yield "a notice of articles that fits", "notice.md", [
        notice, *numbered("## a%d\n", 24_000)]
    yield "10 MB of cases", "cases.yaml", [cases, *numbered(CASE, 170_000)]
    yield "as many cases as fit", "cases.yaml", [cases, *numbered(CASE, 3_900)]
    yield "cases that fit, 200 claims each, all wrong", "cases.yaml", [
        cases, *numbered(EACH.replace("CELLS", cells), 180)]
    yield "cases that fit, all wrong", "cases.yaml", [cases, *repeated("  - {}\n", FULL)]


def check(tradein, folder):
    """Seconds, MiB, exit code and first fault of one run; None for the code when it was ended.

    The kernel counts what this process held when it started the child, so the memory is at
    least ours: some 20 MiB.
    """
    output = folder / "output.txt"
    with output.open("wb") as out:
        start = time.monotonic()
        child = subprocess.Popen([tradein, "policy", "check", "pack.yaml", "--lang", "en"],
                                 cwd=folder, stdout=out, stderr=subprocess.STDOUT)
        overdue = threading.Timer(KILL_SECONDS, child.kill)
        overdue.start()
        _, status, usage = os.wait4(child.pid, 0)
        overdue.cancel()
        seconds = time.monotonic() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    line = output.read_text(errors="replace").partition("\n")[0]
    code = re.match(r"[^ ]+:\d+:\d+: ([a-z-]+): ", line)
    failed = "case-failed" if line.startswith("pack.cases.yaml:") else line[:40]
    return seconds, usage.ru_maxrss / 1024, child.returncode, code[1] if code else failed


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("tradein", type=pathlib.Path)
    tradein = parser.parse_args().tradein.resolve()
    failed = 0
    print(f"{'hostile pack':<52} {'s':>7} {'MiB':>6}  first fault")
    with tempfile.TemporaryDirectory(prefix="bad-packs-") as work:
        for number, (name, replaced, pieces) in enumerate(hostile()):
            folder = pathlib.Path(work) / str(number)
            folder.mkdir()
            for ending in ("yaml", "notice.md", "cases.yaml"):
                (folder / f"pack.{ending}").write_bytes((GOOD / f"minimal.{ending}").read_bytes())
            with (folder / f"pack.{replaced}").open("wb") as file:
                for piece in pieces:
                    file.write(piece if isinstance(piece, bytes) else piece.encode())
            seconds, mib, exit_code, code = check(tradein, folder)
            troubles = []
            if exit_code != 1:
                troubles.append("ACCEPTED" if exit_code == 0 else f"ENDED WITH {exit_code}")
            if seconds > MOST_SECONDS:
                troubles.append(f"ABOVE {MOST_SECONDS:g} s")
            if mib > MOST_MIB:
                troubles.append(f"ABOVE {MOST_MIB} MiB")
            failed += bool(troubles)
            print(f"{name:<52} {seconds:>7.3f} {mib:>6.0f}  {code} {', '.join(troubles)}".rstrip(),
                  flush=True)
    print(f"{failed} of {number + 1} passed a limit" if failed
          else f"all {number + 1} refused within {MOST_SECONDS:g} s and {MOST_MIB} MiB")
    sys.exit(1 if failed else 0)


main()
