"""The numbers of the file exchange beside their peers, in one run: files.py TRADEIN [--rows N]

Workbooks beside XlsxWriter, openpyxl and calamine, the dry run of a GB18030 claim file beside
frictionless, a large CSV. Run with the Python of .venv, for a release build. Prints a table like
bench.py and exits 0 whatever the numbers are; a number that is not reached is printed as such.
"""
import argparse, collections, csv, datetime, json, os, pathlib, platform, random, shutil
import statistics, subprocess, sys, tempfile, time, types

ROOT = pathlib.Path(__file__).resolve().parents[2]
COLUMNS = (
    "claimRef", "programme", "dealerCode", "applicantName", "applicantId", "applicantPhone",
    "townCode", "soldOn", "invoiceNumber", "invoiceBuyerId", "price", "itemClass", "brand",
    "model", "gtin", "serialNumber", "imei", "efficiencyGrade", "deliveredOn", "quantity")
NO_STRINGS = {"soldOn": "date", "deliveredOn": "date", "price": "number", "quantity": "integer"}


def bench_functions():
    """bench.py as a module: its last line, which runs it, is left out."""
    path = ROOT / "Tests/Performance/bench.py"
    module = types.ModuleType("bench")
    module.__file__ = str(path)
    exec(compile(path.read_text().removesuffix("\nmain()\n"), path, "exec"), module.__dict__)
    return module


bench = bench_functions()

# --- the peers, each in a process of its own: files.py --peer NAME FILE ROWS ------------------
#
# What a child is said to occupy begins with what its parent occupied: whatever is large is done
# in a process of its own.


def bench_row(number):
    """12 texts, 3 dates, 3 amounts with two decimals, 2 whole numbers; no two rows are equal."""
    rng = random.Random(number)
    digits = str(rng.randrange(10**19, 10**20))
    day = datetime.date(2026, 1, 1) + datetime.timedelta(days=number % 300)
    texts = (
        f"JD{number:07}", "家电以旧换新", f"92370899MA{digits[:8]}", f"赵例{chr(0x4E00 + number % 20000)}",
        f"370899{digits[:12]}", f"1{digits[:10]}", ("金乡街道", "羊山镇", "胡集镇")[number % 3], digits,
        f"370899{digits[8:]}", f"例{chr(0x5000 + number % 9000)}", f"LZJ-{number % 1000}",
        f"LZJ{digits[9:]}")
    amounts = tuple(rng.randrange(100, 10**6) / 100 for _ in range(3))
    return texts, (day,) * 3, amounts, (number % 5 + 1, number)


def peer_xlsxwriter(path, rows):
    """Seconds of writing alone: the rows are made outside of the clock, a thousand at a time."""
    import xlsxwriter
    start = time.perf_counter()
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    date, money = (book.add_format({"num_format": f}) for f in ("yyyy-mm-dd", "#,##0.00"))
    seconds = time.perf_counter() - start
    for first in range(0, rows, 1000):
        made = [(n, bench_row(n)) for n in range(first, min(first + 1000, rows))]
        start = time.perf_counter()
        for place, (texts, days, amounts, numbers) in made:
            for column, text in enumerate(texts):
                sheet.write_string(place, column, text)
            for column, day in enumerate(days, 12):
                sheet.write_datetime(place, column, day, date)
            for column, amount in enumerate(amounts, 15):
                sheet.write_number(place, column, amount, money)
            for column, number in enumerate(numbers, 18):
                sheet.write_number(place, column, number)
        seconds += time.perf_counter() - start
    start = time.perf_counter()
    book.close()
    return {"seconds": seconds + time.perf_counter() - start, "rows": rows}


def peer_openpyxl(path, _):
    import openpyxl
    start = time.perf_counter()
    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    count, last = 0, ()
    for last in sheet.iter_rows(values_only=True):
        count += 1
    kinds = [type(value).__name__ for value in last]
    return {"seconds": time.perf_counter() - start, "rows": count,
            "kinds": {kind: kinds.count(kind) for kind in sorted(set(kinds))}}


def peer_calamine(path, _):
    import python_calamine
    start = time.perf_counter()
    book = python_calamine.CalamineWorkbook.from_path(path)
    count = sum(1 for _ in book.get_sheet_by_index(0).iter_rows())
    return {"seconds": time.perf_counter() - start, "rows": count}


def peer_frictionless(path, _):
    """frictionless validate with a schema of strings, dates and numbers."""
    import frictionless
    fields = [{"name": name, "type": NO_STRINGS.get(name, "string")} for name in header_of(path)]
    schema = frictionless.Schema.from_descriptor({"fields": fields, "missingValues": [""]})
    start = time.perf_counter()
    resource = frictionless.Resource(path=path.name, basepath=str(path.parent), schema=schema)
    report = resource.validate()
    tasks = report.tasks[0]
    with frictionless.Resource(path=path.name, basepath=str(path.parent)) as again:
        name = next(again.row_stream)["applicantName"]
    return {"seconds": time.perf_counter() - start, "rows": tasks.stats.get("rows"),
            "valid": report.valid, "encoding": resource.encoding, "name": name,
            "errors": [f"{e.type}: {e.note}"[:200] for e in [*report.errors, *tasks.errors][:3]]}


def make_claims(path, count):
    """So many valid claims of goods in 20 columns; the generator's vehicles are left out."""
    every = path.with_suffix(".all")
    bench.run(sys.executable, ROOT / "Fixtures/generate.py", "--valid", count * 3 // 2,
              "--out", every)
    written = 0
    with open(every, encoding="utf-8-sig", newline="") as file, \
            open(path, "w", encoding="gb18030", newline="") as out:
        lines = csv.writer(out)
        lines.writerow(COLUMNS)
        for row in csv.DictReader(file):
            if row["programme"] in ("appliance", "digital") and written < count:
                lines.writerow([row[name] for name in COLUMNS])
                written += 1
    every.unlink()
    assert written == count
    return {"rows": written}


def make_late(path, count):
    """The same claims in ASCII letters; only the last ten rows keep their GB18030 bytes.

    In few.csv the first row keeps them too.
    """
    letters = bytes.maketrans(bytes(range(128, 256)), b"x" * 128)
    with open(path, "rb") as lines, open(path.with_name("late.csv"), "wb") as late, \
            open(path.with_name("few.csv"), "wb") as few:
        for number, line in enumerate(lines):
            plain = line if number > count - 10 else line.translate(letters)
            late.write(plain)
            few.write(line if number == 1 else plain)
    return {"rows": count}


PEERS = {"xlsxwriter": peer_xlsxwriter, "openpyxl": peer_openpyxl, "calamine": peer_calamine,
         "frictionless": peer_frictionless, "make-claims": make_claims, "make-late": make_late}


def header_of(path):
    with open(path, "rb") as file:
        return file.readline().decode().strip().split(",")


def peer(name, path, rows=0):
    seconds, mib, output = bench.run(sys.executable, __file__, "--peer", name, path, rows)
    return {**json.loads(output.splitlines()[-1]), "mib": mib}


def version(package):
    from importlib.metadata import version as installed
    return f"{package} {installed(package)}"


# --- ours ------------------------------------------------------------------------------------


def ours(tradein, *words, runs=3):
    """`bench files …` so many times: the median of its own seconds, the largest peak."""
    answers = []
    for _ in range(runs):
        _, mib, output = bench.run(tradein, "bench", "files", *words)
        answers.append({**json.loads(output.splitlines()[-1]), "mib": mib})
    seconds = statistics.median(answer["microseconds"] for answer in answers) / 1e6
    return {**answers[0], "seconds": seconds, "mib": max(answer["mib"] for answer in answers)}


def write_rows(tradein, work, count, row):
    scale = count / 100_000
    book = work / "ours.xlsx"
    made = ours(tradein, "write-xlsx", book, "--rows", count)
    theirs = peer("xlsxwriter", work / "theirs.xlsx", count)
    row(f"write a workbook of {count:,} x {made['columns']}, s", f"{made['seconds']:.2f}",
        f"{scale:.1f}", made["seconds"] <= scale)
    times = theirs["seconds"] / made["seconds"]
    row(f"  {version('XlsxWriter')} constant_memory, s, over ours",
        f"{theirs['seconds']:.2f} = {times:.1f} times", "8", times >= 8)
    row("  peak resident memory, MiB", f"{made['mib']:.0f}", "50", made["mib"] <= 50)
    row("  MiB on disk; XlsxWriter's", f"{size(book)}; {size(work / 'theirs.xlsx')}", "-", True)
    return book


def size(path):
    return f"{path.stat().st_size / (1 << 20):.1f}"


def read_rows(tradein, book, count, row):
    scale = count / 50_000
    read = ours(tradein, "read-xlsx", book)
    theirs = peer("openpyxl", book)
    row(f"read the same workbook, s, {read['rows']:,} rows", f"{read['seconds']:.2f}",
        f"{scale:.1f}", read["seconds"] <= scale)
    times = theirs["seconds"] / read["seconds"]
    row(f"  {version('openpyxl')} read_only, s, over ours",
        f"{theirs['seconds']:.2f} = {times:.1f} times", "6", times >= 6)
    row("  peak resident memory, MiB", f"{read['mib']:.0f}", "-", True)
    kinds = ", ".join(f"{count} {kind}" for kind, count in theirs["kinds"].items())
    print(f"    its last row, as openpyxl sees it: {kinds}")
    other = peer("calamine", book)
    times = other["seconds"] / read["seconds"]
    row(f"  {version('python-calamine')} (Rust), s, over ours",
        f"{other['seconds']:.2f} = {times:.1f} times", "-", True)


def dry_run_rows(tradein, work, count, row):
    claims = work / "claims_gb18030.csv"
    peer("make-claims", claims, count)
    ledger = bench.ledger_for(tradein, work, "files.ledger", claims)
    scale = count / 50_000
    words = (tradein, "claim", "determine", claims)
    alone = statistics.median(
        bench.run(*words, ok=(0, 1), stderr=subprocess.DEVNULL)[0] for _ in range(3))
    row(f"all checks and rules, without a ledger, {count:,} x {len(COLUMNS)} GB18030, s",
        f"{alone:.2f}", f"{scale:.1f}", alone <= scale)
    words = (tradein, "claim", "import", claims, "--dry-run", "--ledger", ledger)
    booked = would_be_booked(words, work / "answers.jsonl")
    runs = [bench.run(*words, ok=(0, 1), stderr=subprocess.DEVNULL) for _ in range(3)]
    seconds = statistics.median(run[0] for run in runs)
    row(f"  the dry run: duplicates, limits and money too, s ({booked:,} would be booked)",
        f"{seconds:.2f}", f"{scale:.1f}", seconds <= scale)
    row("  peak resident memory, MiB", f"{max(run[1] for run in runs):.0f}", "-", True)
    theirs = peer("frictionless", claims)
    row(f"  {version('frictionless')}, shape of cells alone, s, over ours",
        f"{theirs['seconds']:.2f} = {theirs['seconds'] / seconds:.1f} times", "-", True)
    print(f"    it says: {said(theirs)}")
    peer("make-late", claims, count)
    for name, where in (("late.csv", "last ten rows"), ("few.csv", "first and last ten rows")):
        print(f"    of a file with GB18030 bytes in its {where} alone it says: "
              f"{said(peer('frictionless', work / name))}")
        print(f"    ours: {read_names(tradein, work / name)}")


def would_be_booked(words, answers):
    with open(answers, "w") as out:
        subprocess.run([*words, "--format", "jsonl"], stdout=out, stderr=subprocess.DEVNULL)
    with open(answers) as lines:
        return sum('"claimId"' in line for line in lines)


def said(answer):
    verdict = "valid" if answer["valid"] else "NOT valid"
    return "; ".join([f"{verdict}, {answer['rows']:,} rows as {answer['encoding']}, the first name "
                      f"{answer['name']!r}", *answer["errors"]])


def read_names(tradein, late):
    """The names in the last ten rows, as `claim convert` reads them."""
    out = late.with_suffix(".jsonl")
    bench.run(tradein, "claim", "convert", late, out, ok=(0, 1))
    with open(out, encoding="utf-8") as lines:
        last = collections.deque(lines, 10)
    names = [json.loads(line)["applicantName"] for line in last]
    count = sum(any("\u4e00" <= letter <= "\u9fff" for letter in name) for name in names)
    return f"{count} of the last ten names are read in Chinese, the first of them {names[0]!r}"


def csv_rows(tradein, work, count, row):
    path = work / "large.csv"
    small = ours(tradein, "write-csv", path, "--rows", count)
    large = ours(tradein, "write-csv", path, "--rows", count * 10)
    scale = 3 * count / 100_000
    row(f"write a CSV of {count * 10:,} x {large['columns']}, s", f"{large['seconds']:.2f}",
        f"{scale:.1f}", large["seconds"] <= scale)
    growth = large["mib"] / small["mib"]
    row(f"  its peak, MiB, over that at {count:,} rows",
        f"{large['mib']:.1f} = {growth:.2f} times", "1.10", growth <= 1.10)
    path.unlink()


def measure(options, tradein, work):
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo")
                if line.startswith("model name")), "?")
    print(f"{cpu}, {os.cpu_count()} cores, {platform.platform()}, {options.rows:,} rows")
    rows = []

    def row(what, value, reach, reached):
        rows.append((what, value, reach, "yes" if reached else "NO"))
        print(f"{what:<66} {value:>22}   reach {reach:<6} "
              f"{'reached' if reached else 'NOT REACHED'}", flush=True)

    book = write_rows(tradein, work, options.rows, row)
    read_rows(tradein, book, options.rows, row)
    csv_rows(tradein, work, options.rows, row)
    dry_run_rows(tradein, work, options.rows, row)
    (ROOT / ".build/files.json").write_text(json.dumps(rows, indent=1, ensure_ascii=False))


def main():
    if sys.argv[1:2] == ["--peer"]:
        name, path, rows = sys.argv[2:]
        print(json.dumps(PEERS[name](pathlib.Path(path), int(rows)), ensure_ascii=False))
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("tradein", type=pathlib.Path)
    parser.add_argument("--rows", type=int, default=100_000)
    options = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix="files-", dir=ROOT / ".build"))
    try:
        measure(options, options.tradein.resolve(), work)
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
