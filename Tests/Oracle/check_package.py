"""The data package of claims, validated by frictionless: check_package.py TRADEIN LEDGER

`frictionless validate` must accept the package, and refuse it once a cell holds a word that its
column may not, or a byte of a file is another. The claims must be those of `export claims`, the
tallies what these add up to, and no column or cell may tell of a person.
"""
import csv, hashlib, io, json, pathlib, re, shutil, subprocess, sys, tempfile

COLUMNS = ["claim", "parent", "category", "programme", "class", "town", "dealer", "year", "month",
           "soldOn", "state", "units", "salesFen", "subsidyFen", "fund", "shares"]
SUMS = ("claims", "units", "salesFen", "subsidyFen")


def errors(folder):
    """The kinds of error that frictionless finds in a package; empty when it is valid."""
    tool = pathlib.Path(sys.executable).parent / "frictionless"
    run = subprocess.run([tool, "validate", "--json", "datapackage.json"], cwd=folder,
                         capture_output=True, text=True)
    report = json.loads(run.stdout)
    if report["valid"] != (run.returncode == 0):
        raise ValueError(f"frictionless contradicts itself: {run.stdout}{run.stderr}")
    kinds = {error["type"] for error in report["errors"]}
    kinds |= {error["type"] for task in report["tasks"] for error in task["errors"]}
    if report["valid"] == bool(kinds):
        raise ValueError(f"valid {report['valid']} with {kinds}")
    return kinds


def stamped(folder, resource):
    """The descriptor with the bytes and the digest of a file as it is now."""
    path = folder / "datapackage.json"
    package = json.loads(path.read_text())
    for each in package["resources"]:
        if each["name"] == resource:
            data = (folder / each["path"]).read_bytes()
            each.update(bytes=len(data), hash="sha256:" + hashlib.sha256(data).hexdigest())
    path.write_text(json.dumps(package))


def changed(folder, resource, change, is_stamped):
    """What frictionless finds once a change has been made to the bytes of a file."""
    with tempfile.TemporaryDirectory() as place:
        copy = pathlib.Path(place) / "package"
        shutil.copytree(folder, copy)
        path = copy / f"{resource}.csv"
        before = path.read_bytes()
        path.write_bytes(change(before))
        if path.read_bytes() == before:
            raise ValueError("the change changes nothing")
        if is_stamped:
            stamped(copy, resource)
        return errors(copy)


def cell(line, column, value):
    """A change of one cell; line 0 is the heading."""
    def change(data):
        rows = list(csv.reader(io.StringIO(data.decode())))
        rows[line][column] = value
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        return text.getvalue().encode()
    return change


def flipped(data):
    """The last digit of a file, another."""
    place = max(index for index, byte in enumerate(data) if 48 <= byte <= 57)
    return data[:place] + bytes([48 + (data[place] - 47) % 10]) + data[place + 1:]


def personal(rows):
    """Cells that look like a resident's or a phone's number; dealers' codes are public."""
    pattern = re.compile(r"(?<!\d)(\d{17}[\dXx]|1[3-9]\d{9})(?!\d)")
    return [(row["claim"], name) for row in rows for name, value in row.items()
            if name != "dealer" and pattern.search(value)]


def tallied(rows):
    sums = {}
    for row in rows:
        key = tuple(row[name] for name in ("year", "programme", "town", "state"))
        cell = sums.setdefault(key, [0, 0, 0, 0])
        cell[0] += 0 if row["parent"] else 1
        for place, name in enumerate(SUMS[1:], 1):
            cell[place] += int(row[name])
    return {key: cell for key, cell in sums.items() if any(cell)}


def main(tradein, ledger):
    def run(*words):
        return subprocess.run([tradein, *words, "--ledger", ledger], check=True,
                              capture_output=True).stdout.decode("utf-8-sig")

    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place) / "claims"
        run("export", "package", str(folder))
        again = subprocess.run([tradein, "export", "package", folder, "--ledger", ledger],
                               capture_output=True)
        if again.returncode != 1 or [path.name for path in pathlib.Path(place).iterdir()] != ["claims"]:
            sys.exit("a folder that is there was replaced, or something was left beside it")
        names = sorted(path.name for path in folder.iterdir())
        if names != ["claims.csv", "datapackage.json", "tallies.csv"]:
            sys.exit(f"the package holds {names}")
        package = json.loads((folder / "datapackage.json").read_text())
        data = (folder / "claims.csv").read_bytes()
        rows = list(csv.DictReader(io.StringIO(data.decode())))
        given = run("export", "claims")
        tallies = list(csv.DictReader(io.StringIO((folder / "tallies.csv").read_text())))
        sums = {tuple(row[name] for name in ("year", "programme", "town", "state")):
                [int(row[name]) for name in SUMS] for row in tallies}
        note = run("log", "checkpoint").splitlines()
        source = package["sources"][0]
        found = [
            *(f"frictionless: {kind}" for kind in errors(folder)),
            *(["the claims are not those of export claims"] if data.decode() != given else []),
            *([f"columns {list(rows[0])}"] if list(rows[0]) != COLUMNS else []),
            *(["the tallies are not what the claims add up to"] if sums != tallied(rows) else []),
            *(f"{where} tells of a person" for where in personal(rows)),
            *([f"source {source}"] if [source["title"], str(source["size"]), source["root"]] != note[:3]
              else []),
        ]
        state, units = COLUMNS.index("state"), COLUMNS.index("units")
        for name, change, is_stamped, wanted in (
                ("a word that no state is", cell(1, state, "stolen"), True, {"constraint-error"}),
                ("a number below nought", cell(1, units, "-1"), True, {"constraint-error"}),
                ("a number that is none", cell(1, units, "one"), True, {"type-error"}),
                ("a claim without number", cell(1, 0, ""), True, {"constraint-error", "primary-key"}),
                ("a claim twice", cell(2, 0, rows[0]["claim"]), True, {"primary-key"}),
                ("a claim that adds to none", cell(1, 1, "TC999999999"), True, {"foreign-key"}),
                ("a column of another name", cell(0, units, "name"), True, {"incorrect-label"}),
                ("a byte", flipped, False, {"hash-count"}),
                ("a byte more", lambda bytes: bytes + b"\r\n", False, {"byte-count", "hash-count"})):
            kinds = changed(folder, "claims", change, is_stamped)
            if not kinds & wanted:
                found.append(f"frictionless lets {name} pass, or says {kinds}")
        if "hash-count" not in changed(folder, "tallies", flipped, False):
            found.append("frictionless lets a byte of the tallies pass")
    for line in found:
        print(line)
    if found or not rows:
        sys.exit("the package is not sound")
    print(f"{len(rows)} claims and {len(tallies)} tallies: valid by frictionless, ten changes refused")


if __name__ == "__main__":
    main(*sys.argv[1:])
