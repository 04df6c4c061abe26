"""All routes of the server with their access, read from the Swift declarations.

Usage: routes.py writes routes.txt; routes.py --check fails when routes.txt is not what the
sources say. A declaration that cannot be read fails both.
"""
import pathlib
import re
import sys

from server import ROOT

SOURCES = ROOT / "Sources" / "TradeInServer"
TABLE = pathlib.Path(__file__).resolve().parent / "routes.txt"

PAGE = re.compile(r"(?<![\w)\]>?])\.(get|post)\(\s*")
OPERATION = re.compile(r"\bOperation\(\s*id: \"(\w+)\", ")
PAGE_PARTS = re.compile(r"(\"/[^\"]*\"|path), (\.\w+(?:\((?:[^()]|\([^()]*\))*\))?)")
OPERATION_PARTS = re.compile(
    r"method: \.(\w+),\s+path: (\"/[^\"]*\"),\s*access: (\.\w+(?:\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))?)")

# Declarations whose path or access is made in code: what the code makes, by file and text.
CLAIM_STEPS = "approve sendBack reject hold unhold withdraw reopen reportReturn clawback recover"
MADE = {
    ("StepPages.swift", "/claims/:claim/steps", ".doing(acts)"):
        [("/claims/:claim/steps", "doing:" + ",".join(CLAIM_STEPS.split()))],
    ("RegistersImport.swift", "path", ".doing(kind.act)"): [
        ("/registers/import/dealers", "doing:enrolDealer"),
        ("/registers/import/events", "doing:recordEvent"),
        ("/registers/import/recycling", "doing:recordRecycling"),
        ("/registers/import/figures", "doing:recordFigure")],
    ("Pages.swift", r"/assets/\(asset.name)", ".everyone"):
        [("/assets/app.css", "everyone"), ("/assets/app.js", "everyone")],
    ("ClaimOperations.swift", "/claims/{claim}/steps",
     r".doing(Set(ClaimStep.allCases.compactMap(\.act)))"):
        [("/claims/{claim}/steps", "doing:" + ",".join(CLAIM_STEPS.split()))],
}


def access_word(text):
    """`.seeing(.claims)` as `seeing:claims`; None where it is none of the known forms."""
    if text in (".everyone", ".signedIn"):
        return text[1:]
    form = re.fullmatch(r"\.(seeing|doing)\(((?:\.\w+(?:, )?)+)\)", text)
    return form and f"{form[1]}:" + form[2].replace(".", "").replace(" ", "")


def resolved(file, path, access):
    """The paths and accesses that a declaration stands for; a list of pairs."""
    made = MADE.get((file.name, path, access))
    if made:
        return made
    word = access_word(access)
    if not word or path == "path" or "\\(" in path:
        sys.exit(f"{file}: cannot read the access of {path}: {access}")
    return [(path, word)]


def declared(file):
    """The routes that a file declares: method, path, access."""
    text = file.read_text(encoding="utf-8")
    for start in PAGE.finditer(text):
        parts = PAGE_PARTS.match(text, start.end())
        if not parts:
            sys.exit(f"{file}: cannot read {text[start.start():start.end() + 60]!r}")
        for path, access in resolved(file, parts[1].strip('"'), parts[2]):
            yield start[1].upper(), path, access
    for start in OPERATION.finditer(text):
        parts = OPERATION_PARTS.match(text, start.end())
        if not parts:
            sys.exit(f"{file}: cannot read the operation {start[1]}")
        for path, access in resolved(file, parts[2].strip('"'), parts[3]):
            yield parts[1].upper(), "/api/v1" + path, access


def all_routes():
    """Every route once, sorted by path."""
    routes = [route for file in sorted(SOURCES.rglob("*.swift")) for route in declared(file)]
    return sorted(set(routes), key=lambda route: (route[1], route[0]))


def main():
    text = "".join(" ".join(route) + "\n" for route in all_routes())
    if "--check" not in sys.argv:
        TABLE.write_text(text)
    elif not TABLE.exists() or TABLE.read_text() != text:
        sys.exit("Tests/Web/routes.txt is not what the sources declare: run Tests/Web/routes.py "
                 "and look at what changed")
    print(f"{text.count(chr(10))} routes")


if __name__ == "__main__":
    main()
