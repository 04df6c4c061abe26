"""Claims through other people's spreadsheets: round_trips.py TRADEIN [--rows N] [--seed S]

Makes rows of awkward texts, has `tradein claim convert` write them as a workbook and as CSV, has
LibreOffice, Gnumeric and openpyxl save the workbook again, converts back what they wrote and
compares every value. Needs the Debian packages libreoffice-calc-nogui and gnumeric. Prints the
seed, a line per way and the first ten differences of each; ends with 1 on any. --keep DIR
leaves all files in DIR; --only WORD runs the ways whose name holds the word.
"""
import argparse, json, pathlib, random, re, shutil, subprocess, sys, tempfile, zipfile

import openpyxl

TITLES = {
    "claimRef": "申领编号", "programme": "补贴项目", "dealerCode": "经销商统一社会信用代码",
    "applicantName": "申领人姓名", "applicantId": "身份证号", "applicantPhone": "手机号",
    "townCode": "镇街", "payeeBank": "开户行", "soldOn": "销售日期", "invoiceNumber": "发票号码",
    "invoiceBuyerId": "购方证件号", "price": "价税合计", "brand": "品牌", "model": "型号",
    "serialNumber": "序列号", "imei": "IMEI", "deliveredOn": "送达日期",
    "recyclingCertificate": "回收证明编号",
}
EDGE_BLANKS = " \t\n\v\f\r\u00a0\u3000\ufeff"

# --- the values --------------------------------------------------------------------------------

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
NUMBER_LIKE = (
    "0", "00123", "1.10", "1E5", "1e-7", "0x1F", "1,000", "100%", "¥1,200.00", "5e324", "-0",
    "3.70899E+17", "123456789012345678901234567890", ".5", "1/2", "１２３", "٣", "Infinity",
    "NaN", "TRUE", "FALSE", "是", "#N/A", "#REF!", "#DIV/0!", "NULL", "null", "nil", "None")
DATE_LIKE = (
    "2026-03-01", "2026/3/1", "2026.3.1", "2026年3月1日", "20260301", "3-1", "1-2-3", "12:30",
    "1月1日", "Mar-26", "MARCH1", "SEPT2", "46082", "2026-02-30", "1900-02-29", "2026-03-01T08:00Z")
FORMULA_LIKE = (
    "=1+1", "+1", "-1", "@x", "=HYPERLINK(\"http://x\",\"y\")", "=cmd|' /C calc'!A0", "＝1+1",
    "＋1", "－1", "＠x", "'=1+1", "''=1+1", "'''@x", "'＝1", "'-1", "'\tx", "'quoted'", "'", "''",
    "'00123", "=\u03011", "'\u0301=1", "=", "+", "-", "@", "=\"a\"&\"b\"", "{=1}", "-x", "+86138")
MARKUP_LIKE = (
    "_x000D_", "_x000d_", "_x0041_", "_x0041x0042_", "_x0041_x0042_", "_x005F_", "_x005F_x0041_",
    "_x0020_", "__x0041__", "_xD83D__xDE00_", "x_x0041_y_x0042_z", "_x41_", "_X0041_", "_x_", "_",
    "<r><t>x</t></r>", "<b>&amp;</b>", "&lt;", "&#10;", "&", "<", ">", "]]>", "<![CDATA[x]]>",
    "<!--x-->", "\\n", "\\u0041", "\\", "%s%n", "{{x}}", "${x}", "&N&P", "\"", "\"\"", "a\"b", "`",
    "a,b", "a;b", "\"a\",\"b\"", "a|b")
LINES = (
    "a\nb", "a\n\nb", "a\n=1\nb", "甲\n乙\n丙", "a\tb", "a\t\tb", "a\n\tb", "a \nb", "a\n b",
    "a  b", "a\u00a0b", "a\u3000b", "a\ufeffb", "a\u2028b", "a\u2029b", "a\u0085b", "a\n\u0301b",
    "\"\u0301", "a,\u0301b", "a\n\"b\"\n,c")
LETTERS = (
    "😀", FAMILY, "👍🏽", "🇨🇳", "🇨🇳🇨", "1️⃣", "❤️", "⛄︎", "🏴\U000E0067\U000E0062\U000E007F",
    "㐂", "𠮷", "\U0002A6D6", "\U00030000", "㐂𠮷野家", "ＡＢＣ", "ｱｲｳ", "（株）", "ﬁ", "Ⅻ", "①", "㎡",
    "e\u0301", "\u00e9", "\u00c5", "\u212b", "A\u030a", "\uf900", "\u8c48", "\u0301",
    "n\u0303\u0323", "\u1112\u1161\u11ab", "\ud55c", "葛\U000E0100", "\ufffd", "\u0378", "\ue000",
    "\ue5e5", "\ufe10", "\U000F0000", "\U0010FFFD", "\u1e3f", "\u01f9", "\u9fb4", "ــ", "שלום",
    "سلام", "\u202eabc\u202c", "a\u200bb", "a\u00adb", "ก็", "क्ष", "·", "•", "買賣", "买卖", "〇",
    "王·阿不都", "O'Neil", "İi", "ß", "ẞ")
FIXED = NUMBER_LIKE + DATE_LIKE + FORMULA_LIKE + MARKUP_LIKE + LINES + LETTERS
RANGES = (
    (0x21, 0x7E), (0xA1, 0x24F), (0x300, 0x36F), (0x370, 0x5FF), (0x900, 0x97F), (0x1100, 0x11FF),
    (0x1E00, 0x1FFF), (0x2000, 0x2BFF), (0x3001, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
    (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xE000, 0xF8FF), (0xF900, 0xFFFD), (0x1F300, 0x1FAFF),
    (0x20000, 0x3FFFD), (0xE0000, 0xE0FFF), (0x80, 0x10FFFD))


def digits(rng, count):
    return "".join(rng.choice("0123456789") for _ in range(count))


def letter(rng):
    """A character that XML 1.0 can carry, of any script or of none."""
    while True:
        code = rng.randint(*rng.choice(RANGES))
        if not 0xD800 <= code <= 0xDFFF and code not in (0xFFFE, 0xFFFF):
            return chr(code)


def day(rng):
    year, month, date = rng.randint(1900, 2030), rng.randint(1, 12), rng.randint(1, 28)
    return rng.choice(("{}-{:02}-{:02}", "{}/{}/{}", "{}年{}月{}日")).format(year, month, date)


def pieces(rng):
    """Awkward pieces beside each other, with anything between."""
    chosen = [rng.choice(FIXED) for _ in range(rng.randint(2, 4))]
    return rng.choice(("", " ", "\n", ",", "\t", "_", "'", '"')).join(chosen)


def long_text(rng):
    """About 30,000 characters; a cell takes 32,767 units of UTF-16."""
    unit = rng.choice(("字", "a", "字\n", "=1,", '"', "_x0041_", "&<", "𠮷", "\u00e9 ", FAMILY))
    count = rng.choice((30_000, 32_767)) // (len(unit.encode("utf-16-le")) // 2)
    return unit * count


ORDINARY = (
    lambda r: f"370899{r.randint(1940, 2007)}{digits(r, 8)}",
    lambda r: f"37089919{digits(r, 9)}X",
    lambda r: digits(r, 20),
    lambda r: "0" * r.randint(1, 6) + digits(r, r.randint(1, 12)),
    lambda r: f"{r.randint(0, 99999)}.{r.randint(0, 99):02}",
    lambda r: f"{r.randint(1, 999)},{r.randint(0, 999):03}.{r.randint(0, 9)}0",
    lambda r: "1" + digits(r, 10),
    day,
    lambda r: "例" + "".join(chr(r.randint(0x4E00, 0x9FA5)) for _ in range(r.randint(1, 3))),
)


def value(rng):
    kind = rng.random()
    if kind < 0.04:
        return ""
    if kind < 0.40:
        return rng.choice(ORDINARY)(rng)
    if kind < 0.75:
        return rng.choice(FIXED)
    if kind < 0.88:
        return pieces(rng)
    return "".join(letter(rng) for _ in range(rng.randint(1, 12)))


def make_rows(rng, count):
    """Rows of trimmed texts; the first claims hold every fixed value once."""
    keys = [key for key in TITLES if key != "claimRef"]
    pending = list(FIXED)
    rows = []
    for number in range(count):
        row = {"claimRef": f"{rng.choice(('R', '=', '00', '_x0041_', '𠮷'))}{number:06}"}
        for key in keys:
            row[key] = (pending.pop() if pending else value(rng)).strip(EDGE_BLANKS)
        rows.append(row)
    for _ in range(min(count, 12)):
        rng.choice(rows)[rng.choice(keys)] = long_text(rng).strip(EDGE_BLANKS)
    return rows


# --- what a program changes itself, and so is not sent to it -----------------------------------

# Per program: what is left out of the values sent to it, and why; found in the XML it writes.
LIBREOFFICE = (
    ("(?i)_x[0-9A-F]{4}_x[0-9A-F]{4}_",
     "_x005F_x0041_ it writes without a further escape, as if it were escaped already, and of "
     "_x0041_x0042_ it escapes the first half only: both then stand for another text"),
    ("(?i)_x0020_", "_x0020_ it never escapes: it then stands for a blank"),
)
OPENPYXL_WITH_SHARED_STRINGS = (
    ("(?i)_x[0-9A-F]{4}_|x005F_",
     "_x0041_ in a shared string: it drops the escape on reading and writes none"),
)


# The 24 characters that GB 18030 had in Unicode's private area before Unicode had them.
LEGACY = "\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796\ue816\ue817\ue818" \
    "\ue81e\ue826\ue82b\ue82c\ue831\ue832\ue83b\ue843\ue854\ue855\ue864"


def modern():
    """What each of them is today: the bytes of Python's older table, read by the C library."""
    return {ord(old): subprocess.run(
        ["iconv", "-f", "GB18030", "-t", "UTF-8"], input=old.encode("gb18030"), check=True,
        capture_output=True).stdout.decode() for old in LEGACY}


def without(left_out, rows):
    """The rows with the values emptied that a program is known to change, and how many."""
    kept, count = [], 0
    patterns = [re.compile(pattern) for pattern, _ in left_out]
    for row in rows:
        bad = [k for k, v in row.items() if any(p.search(v) for p in patterns)]
        count += len(bad)
        kept.append({**row, **dict.fromkeys(bad, "")} if bad else row)
    return kept, count


# --- the programs ------------------------------------------------------------------------------


def run(*words):
    done = subprocess.run([str(w) for w in words], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, words))} ended with {done.returncode}: "
                           f"{(done.stdout + done.stderr)[-1500:]}")
    return done.stdout


def version_of(program):
    if program == "LibreOffice":
        return run("soffice", "--version").split()[1]
    if program == "Gnumeric":
        return re.search(r"'([\d.]+)'", run("ssconvert", "--version"))[1]
    return openpyxl.__version__ if program == "openpyxl" else ""


def by_libreoffice(source, target, work, *options):
    """LibreOffice opens a file and saves it as a workbook."""
    folder = work / "libreoffice"
    run("soffice", f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless", *options,
        "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder, source)
    (folder / f"{source.stem}.xlsx").rename(target)  # it ends with 0 also when it wrote nothing


def by_gnumeric(source, target, work):
    run("ssconvert", "--export-type=Gnumeric_Excel:xlsx2", source, target)


def by_openpyxl(source, target, work):
    openpyxl.load_workbook(source).save(target)


def check_author(path, program):
    """A program's own name is in the workbook: it is not the one that was sent to it."""
    with zipfile.ZipFile(path) as book:
        properties = book.read("docProps/app.xml") + book.read("docProps/core.xml")
    if program.lower().encode() not in properties.lower():
        raise RuntimeError(f"{path.name} was not written by {program}")


def write_lines(path, rows):
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_lines(path):
    with open(path, encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines if line != "\n"]


# --- comparing ---------------------------------------------------------------------------------


def shown(text):
    return repr(text) if len(text) <= 60 else f"{text[:40]!r}… of {len(text)} characters"


def differences(expected, found):
    """Every value that differs, in words."""
    if len(expected) != len(found):
        yield f"{len(expected)} rows became {len(found)}"
    for number, (before, after) in enumerate(zip(expected, found), 1):
        for key in dict.fromkeys([*before, *after]):
            was, now = before.get(key, ""), after.get(key, "")
            if was != now:
                yield f"row {number} {key}: {shown(was)} became {shown(str(now))}"


def report(name, rows, found, note=""):
    """Prints a way's line and its first differences; answers how many there were."""
    found = list(found)
    end = f"{len(rows)} rows unchanged" if not found else f"{len(found)} DIFFERENCES"
    print(f"{name}: {end}{note}", flush=True)
    for line in found[:10]:
        print(f"    {line}", flush=True)
    return len(found)


# --- the ways ----------------------------------------------------------------------------------


class Ways:
    def __init__(self, tradein, rows, work):
        self.tradein, self.rows, self.work = tradein, rows, work
        write_lines(work / "a.jsonl", rows)
        self.convert("a.jsonl", "a.xlsx")

    def convert(self, source, target, *options):
        run(self.tradein, "claim", "convert", self.work / source, self.work / target, *options)

    def compared(self, name, back, rows, note=""):
        return report(name, rows, differences(rows, read_lines(self.work / back)), note)

    def sent(self, name, left_out):
        """The rows that a program gets, as JSON Lines under this name, and how many are not."""
        rows, count = without(left_out, self.rows)
        write_lines(self.work / f"{name}-sent.jsonl", rows)
        reasons = "".join(f"\n    not sent: {why}" for _, why in left_out if count)
        return rows, f" ({count} values not sent){reasons}" if count else ""

    def resaved(self, program, by, left_out=()):
        """A program saves our workbook again; what we read from that is what we wrote."""
        rows, note = self.sent(program, left_out)
        self.convert(f"{program}-sent.jsonl", f"{program}-sent.xlsx")
        by(self.work / f"{program}-sent.xlsx", self.work / f"{program}.xlsx", self.work)
        check_author(self.work / f"{program}.xlsx", program)
        self.convert(f"{program}.xlsx", f"{program}-back.jsonl")
        name = f"{program} {version_of(program)}"
        return self.compared(name, f"{program}-back.jsonl", rows, note)

    def libreoffice(self):
        return self.resaved("LibreOffice", by_libreoffice, LIBREOFFICE)

    def gnumeric(self):
        return self.resaved("Gnumeric", by_gnumeric)

    def openpyxl(self):
        shared = has_shared_strings(self.work / "a.xlsx")
        left_out = OPENPYXL_WITH_SHARED_STRINGS if shared else ()
        return self.resaved("openpyxl", by_openpyxl, left_out)

    def workbook(self):
        """The workbook read by ourselves."""
        self.convert("a.xlsx", "a-back.jsonl")
        return self.compared("workbook, read by ourselves", "a-back.jsonl", self.rows)

    def cells(self):
        """The workbook's cells as openpyxl reads them."""
        found = list(cell_differences(self.work / "a.xlsx", self.rows))
        return report(f"openpyxl {openpyxl.__version__}, cell for cell", self.rows, found)

    def csv(self, encoding, today=None):
        """JSON Lines to CSV and back; the workbook of the same rows gives the same CSV."""
        rows, note = self.sent(encoding, ())
        rows = [{key: text.translate(today or {}) for key, text in row.items()} for row in rows]
        self.convert(f"{encoding}-sent.jsonl", f"{encoding}.csv", "--encoding", encoding)
        self.convert(f"{encoding}.csv", f"{encoding}-back.jsonl")
        count = self.compared(f"CSV in {encoding}", f"{encoding}-back.jsonl", rows, note)
        self.convert(f"{encoding}-sent.jsonl", f"{encoding}.xlsx")
        self.convert(f"{encoding}.xlsx", f"{encoding}-2.csv", "--encoding", encoding)
        first, second = (self.work / f"{encoding}{n}.csv" for n in ("", "-2"))
        if first.read_bytes() != second.read_bytes():
            count += report(f"CSV in {encoding} from the workbook", [], ["other bytes"])
        return count

    def csv_in_libreoffice(self):
        """CSV opened with every column as text: the values, with the apostrophes that guard."""
        rows, note = self.sent("opened", LIBREOFFICE)
        self.convert("opened-sent.jsonl", "opened.csv")
        columns = "/".join(f"{n}/2" for n in range(1, len(TITLES) + 1))
        by_libreoffice(self.work / "opened.csv", self.work / "opened.xlsx", self.work,
                       f"--infilter=Text - txt - csv (StarCalc):44,34,76,1,{columns}")
        check_author(self.work / "opened.xlsx", "LibreOffice")
        self.convert("opened.xlsx", "opened-back.jsonl")
        guarded = [{key: guard(text) for key, text in row.items()} for row in rows]
        name = f"LibreOffice {version_of('LibreOffice')}, opening the CSV"
        return self.compared(name, "opened-back.jsonl", guarded, note)


def guard(text):
    return "'" + text if re.match("'*[=+\\-@\t\r\n＝＋－＠]", text) else text


def unescaped(text):
    """What ECMA-376 22.9.2.19 says that a text in a workbook stands for."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)


def has_shared_strings(path):
    return "xl/sharedStrings.xml" in zipfile.ZipFile(path).namelist()


def cell_differences(path, rows):
    """openpyxl leaves escapes in inline strings as they are, and drops x005F_ in shared ones."""
    inline = not has_shared_strings(path)
    lines = openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows()
    headings = [cell.value for cell in next(lines)]
    if headings != list(TITLES.values()):
        yield f"the headings are others, or in another order: {headings}"
    keys = [next((k for k, title in TITLES.items() if title == h), None) for h in headings]
    count = 0
    for count, (row, cells) in enumerate(zip(rows, lines), 1):
        found = dict(zip(keys, cells))
        for key, text in row.items():
            yield from (f"row {count} {key}: {fault}"
                        for fault in cell_faults(found.get(key), text, inline))
    if count != len(rows) or next(lines, None) is not None:
        yield f"{len(rows)} rows, the sheet has others"


def cell_faults(cell, text, inline):
    read = "" if cell is None or cell.value is None else cell.value
    if inline and isinstance(read, str):
        read = unescaped(read)
    if read != (text if inline else text.replace("x005F_", "")):
        yield f"{shown(text)} is {shown(str(read))}"
    elif text and (cell.data_type != "s" or cell.number_format != "@"):
        yield f"{cell.data_type} {cell.number_format!r}, not a text"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tradein", type=pathlib.Path)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    print(f"{options.rows} rows of {len(TITLES)} columns, --seed {options.seed}", flush=True)
    rows = make_rows(random.Random(options.seed), options.rows)
    work = options.keep or pathlib.Path(tempfile.mkdtemp(prefix="round-trips-"))
    work.mkdir(parents=True, exist_ok=True)
    try:
        ways = Ways(options.tradein.resolve(), rows, work)
        steps = {
            "workbook": ways.workbook, "cells": ways.cells, "openpyxl": ways.openpyxl,
            "gnumeric": ways.gnumeric, "libreoffice": ways.libreoffice,
            "csv-utf8": lambda: ways.csv("utf8"),
            "csv-gb18030": lambda: ways.csv("gb18030", modern()),
            "csv-opened": ways.csv_in_libreoffice}
        bad = 0
        for name, step in steps.items():
            if options.only not in name:
                continue
            try:
                bad += step()
            except (RuntimeError, OSError) as fault:
                bad += report(name, [], [str(fault)])
    finally:
        if not options.keep:
            shutil.rmtree(work, ignore_errors=True)
    if bad:
        sys.exit(f"{bad} differences; --seed {options.seed}")


if __name__ == "__main__":
    main()
