"""Workbooks as they really come: odd_workbooks.py TRADEIN [--only WORD] [--keep DIR]

Builds workbooks in the ways of Excel, WPS, LibreOffice, Gnumeric, openpyxl and XlsxWriter, and
hostile ones, converts each with `tradein claim convert X.xlsx out.jsonl` and checks what was
read, or which finding refused it, how long it took (10 s) and how much memory (200 MiB). Prints
every case that failed; ends with 1 on any. --keep DIR leaves the workbooks there.
"""
import argparse, dataclasses, datetime, io, json, os, pathlib, random, re, shutil, struct
import subprocess, sys, tempfile, warnings, zipfile

MOST_SECONDS, MOST_MIB = 10, 200
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
STRICT = {MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
          REL: "http://purl.oclc.org/ooxml/officeDocument/relationships"}
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
RELS = "xl/_rels/workbook.xml.rels"

TITLES = {
    "claimRef": "申领编号", "programme": "补贴项目", "dealerCode": "经销商统一社会信用代码",
    "applicantName": "申领人姓名", "applicantId": "身份证号", "applicantPhone": "手机号",
    "townCode": "镇街", "soldOn": "销售日期", "invoiceNumber": "发票号码",
    "invoiceBuyerId": "购方证件号", "price": "价税合计", "brand": "品牌", "model": "型号",
    "serialNumber": "序列号",
}
KEYS = list(TITLES)
ROW = dict(zip(KEYS, (
    "A-1", "家电以旧换新", "92370899MA0001712H", "赵例松", "370899197711018700", "15455018154",
    "金乡街道", "2025-02-06", "25372943728749342376", "370899197711018700", "1055.00", "例信",
    "LZJ-275", "LZJ848513758")))

# --- cells: a text, or the pair of a cell's attributes and what is inside it -----------------

(GENERAL, TEXT, DAY, DAY_TIME, EIGHT, CHINESE_DAY, CHINESE_31, MONEY, LITERAL, RED,
 CHINESE_58) = range(11)
FORMATS = {164: "yyyy-mm-dd hh:mm:ss", 165: "00000000", 166: 'yyyy"年"m"月"d"日";@',
           167: "#,##0.00_);[Red]\\(#,##0.00\\)", 168: '0.0"d"', 169: '[Red][>100]0.00;"day "0.00'}
STYLE_FORMATS = (0, 49, 14, 164, 165, 166, 31, 167, 168, 169, 58)


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def inline(xml):
    return 't="inlineStr"', f"<is>{xml}</is>"


def text(value):
    return inline(f"<t>{escaped(value)}</t>")


def shared(index):
    return 't="s"', f"<v>{index}</v>"


def number(value, style=GENERAL):
    return f's="{style}"', f"<v>{value}</v>"


def formula(source, cached=None, kind=""):
    value = "" if cached is None else f"<v>{cached}</v>"
    return f't="{kind}"' if kind else "", f"<f>{source}</f>{value}"


def typed(kind, value, style=GENERAL):
    return f's="{style}" t="{kind}"', f"<v>{value}</v>"


def letters(column):
    name = ""
    while column >= 0:
        name, column = chr(65 + column % 26) + name, column // 26 - 1
    return name


def row_xml(number, cells, attributes="", refs=True):
    """A row; None leaves a cell out."""
    xml = []
    for column, cell in enumerate(cells):
        if cell is None:
            continue
        extra, inside = cell if isinstance(cell, tuple) else text(cell)
        ref = f'r="{letters(column)}{number}" ' if refs else ""
        xml.append(f"<c {ref}{extra}>{inside}</c>")
    ref = f'r="{number}" ' if refs else ""
    return f"<row {ref}{attributes}>{''.join(xml)}</row>"


def with_cells(**cells):
    """The ordinary row with some cells in other ways."""
    return [cells.get(key, ROW[key]) for key in KEYS]


def rows_xml(*rows, first=1, refs=True):
    return "".join(row_xml(number, row, refs=refs) for number, row in enumerate(rows, first))


def sheet_xml(data, before="", after=""):
    return (f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{REL}">{before}'
            f"<sheetData>{data}</sheetData>{after}</worksheet>")


def claim_sheet(*rows, **options):
    return sheet_xml(rows_xml(list(TITLES.values()), *rows), **options)


# --- the package ----------------------------------------------------------------------------


def styles_xml():
    quoted = {n: escaped(code).replace('"', "&quot;") for n, code in FORMATS.items()}
    formats = "".join(f'<numFmt numFmtId="{n}" formatCode="{code}"/>' for n, code in quoted.items())
    xfs = "".join(f'<xf numFmtId="{n}" fontId="0" fillId="0" borderId="0" xfId="0"'
                  f' applyNumberFormat="1"/>' for n in STYLE_FORMATS)
    return (f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="{len(FORMATS)}">{formats}</numFmts>'
            '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
            '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
            '<borders count="1"><border/></borders>'
            '<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>'
            f'<cellXfs count="{len(STYLE_FORMATS)}">{xfs}</cellXfs></styleSheet>')


def parts_of(sheets, strings=None, names=None, states=None, date1904=False, targets=None):
    """The parts of a workbook. `sheets` are XML in the order of the workbook."""
    count = len(sheets)
    names = names or [f"Sheet{n}" for n in range(1, count + 1)]
    states = states or [""] * count
    targets = targets or [f"worksheets/sheet{n}.xml" for n in range(1, count + 1)]
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" {state} r:id="rId{n}"/>'
                     for n, (name, state) in enumerate(zip(names, states), 1))
    rels = "".join(f'<Relationship Id="rId{n}" Type="{REL}/worksheet" Target="{target}"/>'
                   for n, target in enumerate(targets, 1))
    rels += f'<Relationship Id="rId900" Type="{REL}/styles" Target="styles.xml"/>'
    epoch = 'date1904="1"' if date1904 else ""
    if strings is not None:
        rels += f'<Relationship Id="rId901" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/>'
    parts = {
        "[Content_Types].xml": content_types(strings is not None),
        "_rels/.rels": relationships(
            f'<Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/>'),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{REL}">'
                           f"<workbookPr {epoch}/>"
                           f"<sheets>{listed}</sheets></workbook>",
        RELS: relationships(rels),
        "xl/styles.xml": styles_xml(),
    }
    for target, xml in zip(targets, sheets):
        parts[target.lstrip("/") if target.startswith("/") else f"xl/{target}"] = xml
    if strings is not None:
        parts[STRINGS] = strings
    return parts


def relationships(inside):
    return f'{HEAD}<Relationships xmlns="{PACKAGE_REL}">{inside}</Relationships>'


def content_types(with_strings=False):
    strings = BOOK_TYPE.replace("sheet.main", "sharedStrings")
    overrides = f'<Override PartName="/xl/workbook.xml" ContentType="{BOOK_TYPE}"/>'
    if with_strings:
        overrides += f'<Override PartName="/xl/sharedStrings.xml" ContentType="{strings}"/>'
    overrides += (f'<Override PartName="/xl/styles.xml" ContentType="'
                  f'{BOOK_TYPE.replace("sheet.main", "styles")}"/>')
    return (f'{HEAD}<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/'
            f'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            f'ContentType="{SHEET_TYPE}"/>{overrides}</Types>')


def strings_xml(*items, attributes=""):
    return f'{HEAD}<sst xmlns="{MAIN}" {attributes}>{"".join(items)}</sst>'


def write_zip(path, parts, compression=zipfile.ZIP_DEFLATED, **options):
    with zipfile.ZipFile(path, "w", compression, **options) as book:
        for name, part in parts.items():
            book.writestr(name, part)


def saved(**options):
    """Builds a workbook of these sheets."""
    return lambda path: write_zip(path, parts_of(**options))


def one(*rows, **options):
    """Builds a workbook of one sheet with the claim header and these rows."""
    return saved(sheets=[claim_sheet(*rows)], **options)


def replaced(part, old, new, **options):
    """The ordinary workbook with something replaced in one of its parts."""
    def build(path):
        parts = parts_of(**({"sheets": [claim_sheet(with_cells())]} | options))
        assert old in parts[part], f"{old} is not in {part}"
        parts[part] = parts[part].replace(old, new)
        write_zip(path, parts)
    return build


def extra_parts(extra, **options):
    def build(path):
        parts = parts_of(**({"sheets": [claim_sheet(with_cells())]} | options))
        write_zip(path, parts | extra)
    return build


# --- cases ------------------------------------------------------------------------------------


@dataclasses.dataclass
class Case:
    name: str
    build: object
    rows: object = None       # dictionaries of what differs from ROW; None: no rows are expected
    codes: tuple = ()         # one of them must be told
    notices: tuple = ()       # all of them must be told
    silent: tuple = ()        # none of them must be told
    tolerant: bool = False    # either read or refused: only it must not fail
    most_seconds: float = MOST_SECONDS


def reads(name, build, *rows, notices=(), silent=()):
    return Case(name, build, rows=rows or ({},), notices=notices, silent=silent)


def finds(name, build, *codes):
    """The rest of the file may be read; the finding must be told."""
    return Case(name, build, codes=codes, tolerant=True)


def refuses(name, build, *codes):
    return Case(name, build, codes=codes)


def survives(name, build):
    return Case(name, build, tolerant=True)


def text_cases():
    item = lambda xml: f"<si>{xml}</si>"
    rich = ('<r><rPr><b/><sz val="11"/></rPr><t>赵</t></r><r><t xml:space="preserve">例</t></r>'
            "<r><t>松</t></r>")
    phonetic = '<rPh sb="0" eb="1"><t>チョウ</t></rPh><phoneticPr fontId="1"/>'
    table = strings_xml(item("<t>金乡街道</t>"), item(rich), item(f"<t>赵例松</t>{phonetic}"),
                        item(f"{rich}{phonetic}"), item("<t/>"), item("<t>例信</t>"))
    from_table = lambda n: one(with_cells(applicantName=shared(n)), strings=table)
    name = lambda cell: one(with_cells(applicantName=cell))
    said = lambda value: {"applicantName": value}
    return [
        reads("shared-strings", one(
            with_cells(townCode=shared(0), brand=shared(5)), strings=table)),
        reads("shared-rich-text", from_table(1)),
        reads("shared-phonetic", from_table(2)),
        reads("shared-rich-phonetic", from_table(3)),
        reads("shared-empty", from_table(4), said("")),
        reads("shared-count-lies", one(with_cells(brand=shared(5)), strings=table.replace(
            "<sst ", '<sst count="4294967295" uniqueCount="4294967295" '))),
        reads("inline-rich-text", name(inline(rich))),
        reads("inline-phonetic", name(inline(f"<t>赵例松</t>{phonetic}"))),
        reads("inline-empty", name(('t="inlineStr"', "<is/>")), said("")),
        reads("cell-without-value", name(('s="1"', "")), said("")),
        reads("string-of-formula", name(('t="str"', "<f>A1</f><v>赵例松</v>"))),
        reads("string-without-formula", name(typed("str", "赵例松"))),
        reads("escape-x0041", name(inline("<t>_x0041_b_x005F_x0041_</t>")), said("Ab_x0041_")),
        reads("escape-in-shared", one(with_cells(brand=shared(0)), strings=strings_xml(
            item("<t>_x0041_b</t>"))), {"brand": "Ab"}),
        reads("escape-line-break", name(inline("<t>a_x000D_\nb</t>")), said("a\r\nb")),
        # What this stands for the format leaves open; LibreOffice reads it as one character.
        reads("escape-surrogates", name(inline("<t>_xD83D__xDE00_</t>")),
              said(("😀", "_xD83D__xDE00_"))),
        survives("escape-lone-surrogate", name(inline("<t>a_xD83D_b</t>"))),
        survives("escape-nul", name(inline("<t>a_x0000_b</t>"))),
        reads("line-breaks-of-xml", name(inline("<t>a\r\nb&#10;c&#x9;d</t>")), said("a\nb\nc\td")),
        reads("cdata-and-comment", name(inline("<t><![CDATA[<赵&]]><!-- x -->松&#x5b57;</t>")),
              said("<赵&松字")),
        reads("blanks-trimmed", name(inline('<t xml:space="preserve"> \u3000赵例松\u00a0\n</t>'))),
        reads("inner-blanks-kept", name(inline("<t>赵  例\u3000松</t>")), said("赵  例\u3000松")),
        reads("apostrophe-is-text", name("'=1+1"), said("'=1+1")),
    ]


def date_cases():
    sold = lambda cell, **o: one(with_cells(soldOn=cell), **o)
    day = lambda value="2026-03-01": {"soldOn": value}
    return [
        reads("date-1900", sold(number(46082, DAY)), day()),
        reads("date-1900-first", sold(number(1, DAY)), day("1900-01-01")),
        reads("date-1900-59", sold(number(59, DAY)), day("1900-02-28")),
        reads("date-1900-61", sold(number(61, DAY)), day("1900-03-01")),
        reads("date-1900-exponent", sold(number("4.6082E4", DAY)), day()),
        reads("date-1904", sold(number(44620, DAY), date1904=True), day()),
        reads("date-1904-true", replaced(
            "xl/workbook.xml", 'date1904="1"', 'date1904="true"', date1904=True,
            sheets=[claim_sheet(with_cells(soldOn=number(44620, DAY)))]), day()),
        reads("date-chinese", sold(number(46082, CHINESE_DAY)), day()),
        reads("date-builtin-31", sold(number(46082, CHINESE_31)), day()),
        reads("date-builtin-58", sold(number(46082, CHINESE_58)), day()),
        reads("date-time", sold(number("46082.354166666664", DAY_TIME)),
              day("2026-03-01 08:30:00")),
        reads("date-time-noon", sold(number("46082.5", DAY)), day("2026-03-01 12:00:00")),
        reads("date-time-last-second", sold(number("46082.999988425923", DAY_TIME)),
              day("2026-03-01 23:59:59")),
        reads("date-time-midnight-format", sold(number(46082, DAY_TIME)), day()),
        reads("date-time-rounds-up", sold(number("46081.999999999", DAY_TIME)), day()),
        reads("date-iso", sold(typed("d", "2026-03-01", DAY)), day()),
        reads("date-iso-midnight", sold(typed("d", "2026-03-01T00:00:00", DAY)), day()),
        reads("date-iso-time", sold(typed("d", "2026-03-01T08:30:00.000", DAY_TIME)),
              day("2026-03-01 08:30:00")),
        reads("date-of-formula", sold((f's="{DAY}"', "<f>TODAY()</f><v>46082</v>")), day()),
        reads("date-as-text", sold("2026年3月1日"), day("2026年3月1日")),
        survives("date-negative", sold(number(-1, DAY))),
        survives("date-huge", sold(number("1E300", DAY))),
        survives("date-60", sold(number(60, DAY))),
    ]


def number_cases():
    phone = lambda cell: one(with_cells(applicantPhone=cell))
    price = lambda cell: one(with_cells(price=cell))
    model = lambda cell: one(with_cells(model=cell))
    of = lambda key, value: {key: value}
    return [
        reads("number-phone", phone(number(13800138000)), of("applicantPhone", "13800138000")),
        reads("number-phone-exponent", phone(number("1.3800138E10")),
              of("applicantPhone", "13800138000")),
        reads("number-phone-tail", phone(number("13800138000.0")),
              of("applicantPhone", "13800138000")),
        reads("number-price", price(number("4999.8999999999996", MONEY)), of("price", "4999.9")),
        reads("number-price-sum", price(number("0.30000000000000004")), of("price", "0.3")),
        reads("number-price-exponent", price(number("1.2E-2")), of("price", "0.012")),
        reads("number-price-n", price(typed("n", "4999.9", MONEY)), of("price", "4999.9")),
        reads("number-whole", price(number("7599")), of("price", "7599")),
        reads("number-negative", price(number("-5.5", MONEY)), of("price", "-5.5")),
        reads("number-zero", price(number("0")), of("price", "0")),
        reads("number-padded", model(number(345678, EIGHT)), of("model", "00345678")),
        reads("number-padded-full", model(number(12345678, EIGHT)), of("model", "12345678")),
        reads("number-padded-over", model(number(123456789, EIGHT)), of("model", "123456789")),
        reads("number-format-d-in-quotes", model(number("275.5", LITERAL)), of("model", "275.5")),
        reads("number-format-red", model(number("275.5", RED)), of("model", "275.5")),
        reads("number-damaged-id", one(with_cells(applicantId=number("3.70899199001011E+17"))),
              of("applicantId", ("3.70899199001011E+17", "370899199001011000"))),
        reads("number-damaged-id-whole", one(with_cells(applicantId=number("370899199001011000"))),
              of("applicantId", ("3.70899199001011E+17", "370899199001011000"))),
        reads("number-damaged-invoice", one(
            with_cells(invoiceNumber=number("2.53729437287493E+19"))),
              of("invoiceNumber", ("2.53729437287493E+19", "25372943728749300000"))),
        reads("number-15-digits", model(number("123456789012345")), of("model", "123456789012345")),
        reads("number-as-text", phone(text("13800138000")), of("applicantPhone", "13800138000")),
        reads("boolean-true", model(typed("b", 1)), of("model", "TRUE")),
        reads("boolean-false", model(typed("b", 0)), of("model", "FALSE")),
        survives("number-infinite", model(number("1E999"))),
        survives("number-no-number", model(number("abc"))),
        survives("number-NaN", model(number("NaN"))),
        survives("number-long", model(number("1" * 100_000))),
    ]


def formula_cases():
    model = lambda cell: one(with_cells(model=cell))
    of = lambda value: {"model": value}
    return [
        reads("formula-number", model(formula("1+1", "2")), of("2")),
        reads("formula-text", model(formula('"a"&amp;"b"', "ab", "str")), of("ab")),
        reads("formula-boolean", model(formula("TRUE()", "1", "b")), of("TRUE")),
        reads("formula-empty-text", model(('t="str"', '<f>""</f><v></v>')), of("")),
        reads("formula-shared", model(
            ("", '<f t="shared" ref="M2:M3" si="0">1+1</f><v>2</v>')), of("2")),
        reads("formula-shared-follower", model(("", '<f t="shared" si="0"/><v>2</v>')), of("2")),
        reads("formula-array", model(("", '<f t="array" ref="M2">1+1</f><v>2</v>')), of("2")),
        finds("formula-uncalculated", model(formula("1+1")), "formula-uncalculated"),
        finds("formula-uncalculated-empty-v", model(("", "<f>1+1</f><v/>")),
              "formula-uncalculated"),
        finds("formula-uncalculated-by-openpyxl", by_openpyxl_formula, "formula-uncalculated"),
        finds("formula-error", model(formula("1/0", "#DIV/0!", "e")), "cell-error"),
        finds("cell-error-na", model(typed("e", "#N/A")), "cell-error"),
        finds("cell-error-ref", model(typed("e", "#REF!")), "cell-error"),
    ]


def header_cases():
    title = row_xml(1, ["金乡县以旧换新补贴申领表"]) + row_xml(2, ["填报单位：例商店", None, "2026年3月"])
    third = sheet_xml(
        title + rows_xml(list(TITLES.values()), with_cells(), first=3),
        after='<mergeCells count="1"><mergeCell ref="A1:N1"/></mergeCells>')
    groups = [TITLES["claimRef"], TITLES["programme"], TITLES["dealerCode"], "申领人", None, None,
              TITLES["townCode"], "发票", None, None, None, "商品", None, None]
    below = [None, None, None, *[TITLES[k] for k in KEYS[3:6]], None,
             *[TITLES[k] for k in KEYS[7:]]]
    merged = "".join(f'<mergeCell ref="{r}"/>' for r in (
        "A1:A2", "B1:B2", "C1:C2", "D1:F1", "G1:G2", "H1:K1", "L1:N1"))
    two = sheet_xml(rows_xml(groups, below, with_cells()),
                    after=f"<mergeCells>{merged}</mergeCells>")
    starred = [f" {name}* " for name in TITLES.values()]
    # 16,000 columns are read; more would leave a corrected file no room for its own two.
    wide, wider = (list(TITLES.values()) + [f"另{n}" for n in range(count - len(TITLES))]
                   for count in (16_000, 16_384))
    return [
        reads("header-in-row-3", saved(sheets=[third])),
        reads("header-of-two-rows", saved(sheets=[two])),
        reads("header-by-key", saved(sheets=[sheet_xml(rows_xml(KEYS, with_cells()))])),
        reads("header-starred", saved(sheets=[sheet_xml(rows_xml(starred, with_cells()))])),
        reads("header-from-column-C", saved(sheets=[sheet_xml(rows_xml(
            [None, None, *TITLES.values()], [None, None, *with_cells()]))])),
        reads("header-with-comment-column", saved(sheets=[sheet_xml(rows_xml(
            ["序号", *TITLES.values(), "备注"], [number(1), *with_cells(), "电话联系"]))])),
        reads("header-of-16000-columns", saved(sheets=[sheet_xml(
            rows_xml(wide, with_cells()))])),
        refuses("header-of-16384-columns", saved(sheets=[sheet_xml(
            rows_xml(wider, with_cells()))]), "header-unreadable"),
        refuses("header-nowhere", saved(sheets=[sheet_xml(rows_xml(["甲", "乙"], ["1", "2"]))])),
        refuses("sheet-empty-alone", saved(sheets=[sheet_xml("")])),
        survives("header-alone", saved(sheets=[claim_sheet()])),
    ]


def shape_cases():
    titles = list(TITLES.values())
    hidden = sheet_xml(row_xml(1, titles) + row_xml(2, with_cells(), 'hidden="1"')
                       + row_xml(3, with_cells(claimRef="A-2")))
    columns = '<cols><col min="4" max="6" width="9" hidden="1" customWidth="1"/></cols>'
    spans = sheet_xml(row_xml(1, titles, 'spans="1:2"') + row_xml(2, with_cells(), 'spans="3:4"'))
    gaps = sheet_xml(row_xml(2, titles) + row_xml(9, with_cells())
                     + row_xml(11, with_cells(claimRef="A-2")))
    mixed = row_xml(1, titles, refs=False) + row_xml(2, with_cells())
    second = {"claimRef": "A-2"}
    return [
        reads("rows-hidden", saved(sheets=[hidden]), {}, second, notices=("rows-hidden",)),
        reads("columns-hidden", saved(sheets=[claim_sheet(with_cells(), before=columns)])),
        reads("spans-wrong", saved(sheets=[spans])),
        reads("rows-with-gaps", saved(sheets=[gaps]), {}, second),
        reads("rows-blank-styled", saved(sheets=[claim_sheet(with_cells(), [('s="1"', "")] * 14)])),
        reads("refs-missing", saved(sheets=[sheet_xml(
            rows_xml(titles, with_cells(), refs=False))])),
        reads("refs-missing-in-header", saved(sheets=[sheet_xml(mixed)])),
        reads("cells-missing", one(with_cells(brand=None, model=None)), {"brand": "", "model": ""}),
        reads("dimension-lies", saved(sheets=[claim_sheet(
            with_cells(), before='<dimension ref="A1:XFD1048576"/>')])),
        reads("dimension-too-small", saved(sheets=[claim_sheet(
            with_cells(), before='<dimension ref="A1"/>')])),
        reads("other-namespaces-after", saved(sheets=[claim_sheet(with_cells(), after=(
            '<extLst><ext uri="{1}" xmlns:y="urn:other"><y:row r="9"><y:c><y:v>1</y:v></y:c>'
            "</y:row>"
            "</ext></extLst>"))])),
        reads("other-namespaces-inside", replaced(
            SHEET, "</row>",
            '<y:c xmlns:y="urn:other" r="Z1"><y:v>9</y:v></y:c></row>')),
        survives("rows-descending", saved(sheets=[sheet_xml(
            row_xml(1, titles) + row_xml(5, with_cells())
            + row_xml(3, with_cells(claimRef="A-2")))])),
        survives("cells-descending", replaced(SHEET, 'r="N2"', 'r="A2"')),
        survives("cells-merged-in-data", saved(sheets=[claim_sheet(
            with_cells(), with_cells(claimRef="A-2", brand=None),
            after='<mergeCells><mergeCell ref="L2:L3"/></mergeCells>')])),
        survives("merge-of-all-cells", saved(sheets=[claim_sheet(
            with_cells(), after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')])),
        survives("style-out-of-range", one(with_cells(model=number(5, 9999)))),
        survives("no-styles", replaced(RELS, 'Target="styles.xml"', 'Target="none.xml"')),
    ]


MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
X14AC = 'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'


def look_alikes():
    """Sheets with the attributes and extensions that each program strews about."""
    titles = list(TITLES.values())
    excel = sheet_xml(
        row_xml(1, titles, 'spans="1:14" x14ac:dyDescent="0.2"')
        + row_xml(2, with_cells(), 'spans="1:14" s="1" customFormat="1" ht="14.25"'),
        before='<sheetPr codeName="Sheet1"/><dimension ref="A1:N2"/><sheetViews><sheetView'
               ' tabSelected="1"'
               ' workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft"'
               ' state="frozen"/></sheetView></sheetViews>'
               '<sheetFormatPr defaultRowHeight="14.25"/>',
        after='<phoneticPr fontId="1" type="noConversion"/><dataValidations count="1">'
              '<dataValidation'
              ' type="list" sqref="B2"><formula1>"汽车报废更新,家电以旧换新"</formula1></dataValidation>'
              '</dataValidations><legacyDrawing r:id="rId2"/>').replace(
        "<worksheet ", f'<worksheet {MC} {X14AC} mc:Ignorable="x14ac" ')
    wps = claim_sheet(with_cells(soldOn=number(46082, CHINESE_31)), after=(
        '<etc:x xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><etc:v>1</etc:v>'
        "</etc:x>"))
    office = ('customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0"'
              ' collapsed="false"')
    sum_cell = ('s="0" t="n"', '<f aca="false">1+1</f><v>2</v>')
    libreoffice = sheet_xml(
        row_xml(1, titles, office) + row_xml(2, with_cells(model=sum_cell), office),
        before='<sheetPr filterMode="false"><pageSetUpPr fitToPage="false"/></sheetPr>'
               '<cols><col collapsed="false" customWidth="false" hidden="false"'
               ' outlineLevel="0" max="1024"'
               ' min="1" style="0" width="11.53"/></cols>')
    gnumeric = re.sub(r"(<(?:row|c|is|t|/c|/is|/row)\b[^>]*>)(?=<)", r"\1\n        ",
                      claim_sheet(with_cells()))
    silent = ("rows-hidden",)
    return [
        reads("as-excel", saved(sheets=[excel]), silent=silent),
        reads("as-wps", saved(sheets=[wps]), {"soldOn": "2026-03-01"}, silent=silent),
        reads("as-libreoffice", saved(sheets=[libreoffice]), {"model": "2"}, silent=silent),
        reads("as-gnumeric", saved(sheets=[gnumeric]), silent=silent),
    ]


def sheet_cases():
    note = sheet_xml(rows_xml(["填表说明"], ["一、请如实填写"]))
    claims = [claim_sheet(with_cells(claimRef=f"A-{n}")) for n in range(5)]
    rows = lambda *numbers: [{"claimRef": f"A-{n}"} for n in numbers]
    backwards = sheet_xml(rows_xml(list(TITLES.values())[::-1], with_cells(claimRef="A-2")[::-1]))
    swapped = ["worksheets/sheet2.xml", "worksheets/sheet1.xml"]
    return [
        reads("sheets-some", saved(
            sheets=[note, claims[1], sheet_xml(""), claims[2]]), *rows(1, 2)),
        reads("sheets-hidden", saved(
            sheets=claims[1:4], states=["", 'state="hidden"', ""]), *rows(1, 3)),
        reads("sheets-very-hidden", saved(
            sheets=claims[1:3], states=['state="veryHidden"', ""]), *rows(2)),
        reads("sheets-other-order", saved(sheets=[claims[1], backwards]), *rows(1, 2)),
        reads("sheets-by-relationship", saved(sheets=claims[1:3], targets=swapped), *rows(1, 2)),
        reads("sheets-chinese-names", saved(sheets=[claims[1]], names=["一月&amp;二月 😀"]), *rows(1)),
        reads("sheet-empty-first", saved(sheets=[sheet_xml(""), claims[1]]), *rows(1)),
        survives("sheets-all-hidden", saved(sheets=claims[1:2], states=['state="hidden"'])),
        survives("sheets-2000", saved(sheets=[note] * 2000)),
    ]


def prefixed(xml):
    return re.sub(r"<(/?)(?=[A-Za-z])", r"<\1x:", xml).replace("xmlns=", "xmlns:x=")


def package_cases():
    sheet = claim_sheet(with_cells(brand=shared(0)))
    table = strings_xml("<si><t>例信</t></si>")
    parts = parts_of([sheet], strings=table)

    def changed(change):
        return lambda path: write_zip(path, {n: change(n, part) for n, part in parts.items()})

    def strict(name, part):
        for old, new in STRICT.items():
            part = part.replace(old, new)
        return part

    def elsewhere(path):
        moved = {n.replace("xl/workbook", "xl/book").replace("_rels/workbook", "_rels/book"): p
                 for n, p in parts.items()}
        moved["_rels/.rels"] = moved["_rels/.rels"].replace("workbook.xml", "book.xml")
        types = moved["[Content_Types].xml"]
        moved["[Content_Types].xml"] = types.replace("workbook.xml", "book.xml")
        write_zip(path, moved)

    def streamed(path):
        class Out(io.RawIOBase):
            def write(self, data, file=open(path, "wb")):
                file.write(data)
                file.flush()
                return len(data)
        write_zip(Out(), parts)

    def commented(path):
        write_zip(path, parts)
        with zipfile.ZipFile(path, "a") as book:
            book.comment = b"PK\x05\x06 made by " + b"x" * 1000

    def zip64(path):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
            for name, part in parts.items():
                with book.open(name, "w", force_zip64=True) as file:
                    file.write(part.encode())

    def folders(path):
        write_zip(path, {"xl/": "", "xl/worksheets/": "", **parts})

    def prefix(name, part):
        return part if name.startswith("[") or name.endswith(".rels") else prefixed(part)

    def marked(name, part):
        return "\ufeff" + part

    def utf16(name, part):
        return part.replace("UTF-8", "UTF-16").encode("utf-16") if "sheet1" in name else part

    def gb18030(name, part):
        return part.replace("UTF-8", "GB18030").encode("gb18030") if "sheet1" in name else part

    return [
        reads("target-absolute", saved(
            sheets=[sheet], strings=table, targets=[f"/{SHEET}"])),
        reads("target-with-dot", replaced(
            RELS, "worksheets/sheet1.xml", "./worksheets/sheet1.xml")),
        reads("workbook-target-absolute", replaced(
            "_rels/.rels", "xl/workbook.xml", "/xl/workbook.xml")),
        reads("workbook-elsewhere", elsewhere),
        reads("namespace-prefixes", changed(prefix)),
        reads("strict-namespaces", changed(strict)),
        reads("xml-with-byte-order-mark", changed(marked)),
        survives("xml-in-utf16", changed(utf16)),
        survives("xml-in-gb18030", changed(gb18030)),
        reads("zip-stored", lambda path: write_zip(path, parts, zipfile.ZIP_STORED)),
        reads("zip-data-descriptors", streamed),
        reads("zip-comment", commented),
        reads("zip64", zip64),
        reads("zip-folders", folders),
        survives("zip-capitals", changed_names(
            parts, lambda n: n.replace("xl/worksheets", "XL/Worksheets"))),
        survives("zip-backslashes", changed_names(parts, lambda n: n.replace("/", "\\"))),
        reads("zip-part-order", lambda path: write_zip(path, dict(reversed(parts.items())))),
        reads("macros", extra_parts({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0macro"})),
    ]


def changed_names(parts, change):
    return lambda path: write_zip(path, {change(n): p for n, p in parts.items()})


# --- by the programs themselves ---------------------------------------------------------------


def openpyxl_book(build, **options):
    def made(path):
        import openpyxl
        book = openpyxl.Workbook(**options)
        sheet = book.active if book.worksheets else book.create_sheet()
        sheet.append(list(TITLES.values()))
        build(book, sheet)
        book.save(path)
    return made


TYPED = {**ROW, "soldOn": datetime.date(2026, 3, 1), "price": 4999.9, "applicantPhone": 15455018154,
         "model": True}
TYPED_READ = {"soldOn": "2026-03-01", "price": "4999.9", "model": "TRUE"}


def by_openpyxl(book, sheet):
    sheet.append(list(TYPED.values()))


def by_openpyxl_iso(book, sheet):
    book.iso_dates = True
    by_openpyxl(book, sheet)


def by_openpyxl_1904(book, sheet):
    import openpyxl.utils.datetime as times
    book.epoch = times.CALENDAR_MAC_1904
    by_openpyxl(book, sheet)


by_openpyxl_formula = openpyxl_book(
    lambda book, sheet: sheet.append(list({**ROW, "model": "=1+1"}.values())))


def xlsxwriter_book(**options):
    def made(path):
        import xlsxwriter
        book = xlsxwriter.Workbook(str(path), options)
        sheet = book.add_worksheet("申领")
        day = book.add_format({"num_format": "yyyy/m/d"})
        sheet.write_row(0, 0, list(TITLES.values()))
        for column, value in enumerate(TYPED.values()):
            if isinstance(value, datetime.date):
                sheet.write_datetime(1, column, value, day)
            elif isinstance(value, str):
                sheet.write_string(1, column, value)
            else:
                sheet.write(1, column, value)
        book.close()
    return made


def program_cases():
    return [
        reads("by-openpyxl", openpyxl_book(by_openpyxl), TYPED_READ),
        reads("by-openpyxl-iso-dates", openpyxl_book(by_openpyxl_iso), TYPED_READ),
        reads("by-openpyxl-1904", openpyxl_book(by_openpyxl_1904), TYPED_READ),
        reads("by-openpyxl-write-only", openpyxl_book(by_openpyxl, write_only=True), TYPED_READ),
        reads("by-xlsxwriter", xlsxwriter_book(), TYPED_READ),
        reads("by-xlsxwriter-constant-memory", xlsxwriter_book(constant_memory=True), TYPED_READ),
        reads("by-xlsxwriter-1904", xlsxwriter_book(date_1904=True), TYPED_READ),
    ]


# --- hostile ones -----------------------------------------------------------------------------


def streaming(part, opening, unit, times, closing, extra=None):
    """A workbook of which one part is `unit` so many times, written piece by piece."""
    def build(path):
        parts = parts_of([claim_sheet(with_cells())], strings=strings_xml("<si><t>x</t></si>"))
        parts.pop(part)
        block = unit * (1 + (1 << 20) // len(unit))
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
            for name, other in parts.items():
                book.writestr(name, other)
            with book.open(part, "w", force_zip64=True) as file:
                file.write(opening)
                for _ in range(max(1, times * len(unit) // len(block))):
                    file.write(block)
                file.write(closing)
    return build


def lying_sizes(path):
    """A bomb whose directory says that it is small."""
    bomb_of_blanks(path)
    data = bytearray(path.read_bytes())
    for found in re.finditer(b"PK\x01\x02", bytes(data)):
        at = found.start()
        length, = struct.unpack_from("<H", data, at + 28)
        if bytes(data[at + 46:at + 46 + length]) == SHEET.encode():
            struct.pack_into("<I", data, at + 24, 1000)
    path.write_bytes(data)


OPEN_SHEET = claim_sheet().split("</sheetData>")[0].encode()
CLOSE_SHEET = b"</sheetData></worksheet>"
bomb_of_blanks = streaming(SHEET, OPEN_SHEET, b" ", 500 << 20, CLOSE_SHEET)
bomb_of_rows = streaming(
    SHEET, OPEN_SHEET, b"<row><c><v>1</v></c><c><v>1</v></c></row>", 25_000_000, CLOSE_SHEET)
bomb_of_text = streaming(
    SHEET, OPEN_SHEET + b'<row><c t="inlineStr"><is><t>', b"x", 500 << 20,
    b"</t></is></c></row>" + CLOSE_SHEET)
bomb_of_strings = streaming(
    STRINGS, strings_xml().split("</sst>")[0].encode(), b"<si><t>aaaaaaaaaaaaaaaa</t></si>",
    20_000_000, b"</sst>")
bomb_of_attributes = streaming(
    SHEET, OPEN_SHEET + b'<row x="', b"x", 500 << 20, b'"></row>' + CLOSE_SHEET)
bomb_of_depth = streaming(SHEET, OPEN_SHEET, b"<a>", 2_000_000, CLOSE_SHEET)


def doctype(declarations, entity, part=SHEET):
    old = parts_of([claim_sheet(with_cells())], strings=strings_xml("<si><t>x</t></si>"))[part]
    root = re.search(r"<(\w+)", old.split("?>")[1])[1]
    new = old.replace("?>\n", f"?>\n<!DOCTYPE {root} {declarations}>", 1).replace("例信", entity)

    def build(path):
        parts = parts_of([claim_sheet(with_cells())], strings=strings_xml("<si><t>x</t></si>"))
        write_zip(path, parts | {part: new})
    return build


LAUGHS = "[<!ENTITY a0 \"哈哈哈哈哈哈哈哈哈哈\">" + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + "]"


def ole(stream):
    """The beginning of an OLE file with one stream in its directory."""
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504)
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIII", header, 44, 1, 1, 0, 0x1000, 0xFFFFFFFE)
    struct.pack_into("<I", header, 76, 0)
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * 504
    return bytes(header) + table + b"".join(
        entry(name, kind) for name, kind in (("Root Entry", 5), (stream, 2))) + b"\0" * 256


def entry(name, kind):
    raw = name.encode("utf-16-le") + b"\0\0"
    return raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1) + b"\xff" * 12 + b"\0" * 48


def as_bytes(make):
    return lambda path: path.write_bytes(make() if callable(make) else make)


def ordinary():
    out = io.BytesIO()
    write_zip(out, parts_of([claim_sheet(*[with_cells(claimRef=f"A-{n}") for n in range(300)])]))
    return out.getvalue()


def zip_encrypted():
    """The flag of encryption in every header, as zip programs set it."""
    data = bytearray(ordinary())
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(magic), bytes(data)):
            data[found.start() + offset] |= 1
    return bytes(data)


def other_method(method):
    data = bytearray(ordinary())
    for magic, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        for found in re.finditer(re.escape(magic), bytes(data)):
            struct.pack_into("<H", data, found.start() + offset, method)
    return bytes(data)


def spoilt():
    """Some bytes of the compressed sheet are others: the check sum says so."""
    out = io.BytesIO()
    sheet = claim_sheet(*[with_cells(claimRef=f"A-{n}") for n in range(300)])
    write_zip(out, parts_of([sheet]), zipfile.ZIP_STORED)
    return out.getvalue().replace(b"A-200", b"B-200")


def overlapping(path):
    """Sixty sheets that are the same compressed bytes, 30 MiB unpacked: one of them is no bomb."""
    noise = [f"<!--{os.urandom(75).hex()}-->" for _ in range(16)]
    comments = "".join(random.Random(1).choices(noise, k=(30 << 20) // len(noise[0])))
    sheet = claim_sheet(with_cells()).replace("<sheetData>", f"{comments}<sheetData>")
    write_zip(path, parts_of([sheet] + ["x"] * 59))
    data = bytearray(path.read_bytes())
    places = [found.start() for found in re.finditer(b"PK\x01\x02", bytes(data))]
    first = next(p for p in places if b"/sheet1.xml" in data[p:p + 80])
    for place in places:
        if b"worksheets/sheet" in data[place:place + 80]:
            data[place + 16:place + 28] = data[first + 16:first + 28]
            data[place + 42:place + 46] = data[first + 42:first + 46]
    path.write_bytes(data)


def twice(path):
    write_zip(path, parts_of([claim_sheet(with_cells())]))
    with warnings.catch_warnings(), zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as book:
        warnings.simplefilter("ignore")
        book.writestr(SHEET, claim_sheet(with_cells(price="999999.00")))


def many_entries(path):
    extra = {f"xl/media/{n}.xml": "" for n in range(100_000)}
    write_zip(path, parts_of([claim_sheet(with_cells())]) | extra, zipfile.ZIP_STORED)


def long_cell(path):
    noise = os.urandom(20 << 20).hex()
    write_zip(path, parts_of([claim_sheet(with_cells(model=noise))]))


def document(mimetype):
    return {"mimetype": mimetype, "META-INF/manifest.xml": "<manifest/>", "content.xml": "<x/>"}


def package(main, kind):
    """An OOXML package whose main part is no workbook in XML."""
    return {"[Content_Types].xml": content_types().replace("/xl/workbook.xml", f"/{main}").replace(
                BOOK_TYPE, kind),
            "_rels/.rels": relationships(
                f'<Relationship Id="rId1" Type="{REL}/officeDocument" Target="{main}"/>'),
            main: "<x/>" if main.endswith("xml") else b"\x83\x01\0\x80\x01\x14"}


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
XLSB = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"


def zipped(parts):
    return lambda path: write_zip(path, parts)


def bomb_cases():
    return [
        refuses("bomb-of-blanks", bomb_of_blanks, "workbook-too-large"),
        refuses("bomb-of-text", bomb_of_text, "workbook-too-large"),
        Case("bomb-of-rows", bomb_of_rows, codes=("workbook-too-large", "workbook-damaged"),
             most_seconds=60),  # a sheet's million rows are read first; debug builds are slow
        refuses("bomb-of-strings", bomb_of_strings, "workbook-too-large"),
        refuses("bomb-of-attributes", bomb_of_attributes, "workbook-too-large", "workbook-damaged"),
        refuses("bomb-of-depth", bomb_of_depth, "workbook-too-large", "workbook-damaged"),
        refuses("bomb-with-lying-sizes", lying_sizes, "workbook-too-large", "workbook-damaged"),
        refuses("bomb-of-overlaps", overlapping),
        finds("cell-of-40-MiB", long_cell, "row-too-long", "workbook-too-large"),
        survives("zip-of-100000-entries", many_entries),
    ]


def unsafe_cases():
    secret = '[<!ENTITY x SYSTEM "file:///etc/passwd">]'
    external = 'Target="http://example.invalid/sheet1.xml" TargetMode="External"'
    target = lambda new: replaced(RELS, 'Target="worksheets/sheet1.xml"', new)
    return [
        refuses("doctype-laughs", doctype(LAUGHS, "&a11;"), "workbook-unsafe"),
        refuses("doctype-internal", doctype('[<!ENTITY x "例信">]', "&x;"), "workbook-unsafe"),
        refuses("doctype-external-entity", doctype(secret, "&x;"), "workbook-unsafe"),
        refuses("doctype-external-subset", doctype(
            'SYSTEM "file:///etc/passwd"', "例信"), "workbook-unsafe"),
        refuses("doctype-parameter-entity", doctype(
            '[<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]', "例信"), "workbook-unsafe"),
        refuses("doctype-in-strings", doctype(secret, "x", STRINGS), "workbook-unsafe"),
        refuses("doctype-in-workbook", doctype(secret, "x", "xl/workbook.xml"), "workbook-unsafe"),
        refuses("doctype-in-relationships", doctype(
            secret, "x", RELS), "workbook-unsafe"),
        refuses("doctype-in-styles", doctype(secret, "x", "xl/styles.xml"), "workbook-unsafe"),
        refuses("entity-undeclared", one(
            with_cells(model=inline("<t>&x;</t>"))), "workbook-damaged",
                "workbook-unsafe"),
        refuses("name-absolute", extra_parts({"/etc/cron.d/x": "x"}), "workbook-unsafe"),
        refuses("name-parent", extra_parts({"../../x.xml": "x"}), "workbook-unsafe"),
        refuses("name-parent-inside", extra_parts({"xl/../../x.xml": "x"}), "workbook-unsafe"),
        refuses("name-drive", extra_parts({"C:/x.xml": "x"}), "workbook-unsafe"),
        refuses("name-parent-backslash", extra_parts({"..\\..\\x.xml": "x"}), "workbook-unsafe"),
        refuses("target-external", target(external), "workbook-unsafe"),
        refuses("target-external-relative", target(
            'Target="worksheets/sheet1.xml" TargetMode="External"'), "workbook-unsafe"),
        refuses("target-outside", target('Target="../../../etc/passwd"'), "workbook-unsafe",
                "workbook-damaged"),
        survives("external-hyperlink", extra_parts({
            "xl/worksheets/_rels/sheet1.xml.rels": relationships(
            f'<Relationship Id="rId1" Type="{REL}/hyperlink" Target="http://x.invalid" '
            'TargetMode="External"/>')})),
        survives("zip-name-twice", twice),
    ]


def kind_cases():
    workbook = "not-a-workbook"
    return [
        refuses("old-xls", as_bytes(ole("Workbook")), "workbook-old-format"),
        refuses("old-xls-95", as_bytes(ole("Book")), "workbook-old-format"),
        refuses("password", as_bytes(ole("EncryptedPackage")), "workbook-encrypted"),
        refuses("ole-header-alone", as_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
                "workbook-old-format",
                workbook, "workbook-damaged"),
        refuses("zip-encrypted", as_bytes(zip_encrypted), "workbook-encrypted"),
        refuses("ods", zipped(document("application/vnd.oasis.opendocument.spreadsheet")),
                workbook),
        refuses("docx", zipped(package("word/document.xml", DOCX)), workbook),
        refuses("xlsb", zipped(package("xl/workbook.bin", XLSB)), workbook),
        refuses("zip-without-workbook", zipped({"readme.txt": "x"}), workbook),
        refuses("zip-empty", zipped({}), workbook, "workbook-damaged"),
        refuses("empty-file", as_bytes(b"")),
        refuses("html", as_bytes(b"<html><table><tr><td>x</td></tr></table></html>")),
        refuses("pdf", as_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")),
        refuses("gzip", as_bytes(b"\x1f\x8b\x08\0\0\0\0\0\0\3")),
        survives("csv-named-xlsx", as_bytes(
            f"{','.join(KEYS)}\n{','.join(ROW.values())}".encode())),
    ]


def damaged_cases():
    damaged = "workbook-damaged"
    cut = lambda part: as_bytes(lambda: ordinary()[:int(len(ordinary()) * part)])
    broken = lambda old, new: replaced(SHEET, old, new)
    string = lambda index: one(
        with_cells(brand=shared(index)), strings=strings_xml("<si><t>x</t></si>"))
    reference = lambda ref: broken('r="C2"', f'r="{ref}"')
    wide = [*TITLES.values(), *[f"另{n}" for n in range(20_000)]]
    return [
        refuses("truncated-half", cut(0.5), damaged),
        refuses("truncated-end", as_bytes(lambda: ordinary()[:-10]), damaged),
        refuses("truncated-4-bytes", as_bytes(b"PK\x03\x04"), damaged, "not-a-workbook"),
        refuses("check-sum-wrong", as_bytes(spoilt), damaged),
        refuses("method-unknown", as_bytes(lambda: other_method(99)), damaged,
                "workbook-encrypted"),
        refuses("method-bzip2-claimed", as_bytes(lambda: other_method(12)), damaged),
        refuses("xml-cut", lambda path: write_zip(path, parts_of(
            [claim_sheet(with_cells(), with_cells())[:-300]])), damaged),
        refuses("xml-malformed", broken("<row r=\"2\" >", "<row r=\"2\" ><c></row><row>"), damaged),
        refuses("xml-bad-utf8", lambda path: write_zip(path, parts_of([claim_sheet(
            with_cells()).encode().replace("例信".encode(), b"\xff\xfe")])), damaged),
        refuses("xml-control-character", broken("例信", "\x01"), damaged),
        refuses("xml-of-workbook-malformed", replaced(
            "xl/workbook.xml", "</sheets>", "</sheet>"), damaged),
        refuses("xml-of-strings-malformed", one(
            with_cells(brand=shared(0)), strings="<sst>"), damaged),
        refuses("sheet-part-missing", replaced(
            RELS, "worksheets/sheet1.xml", "worksheets/sheet9.xml"), damaged),
        refuses("sheet-relationship-missing", replaced(
            "xl/workbook.xml", 'r:id="rId1"', 'r:id="rId77"'), damaged),
        refuses("string-out-of-range", string(1), damaged),
        refuses("string-negative", string(-1), damaged),
        refuses("string-huge", string("99999999999999999999"), damaged),
        refuses("string-no-number", string("x"), damaged),
        refuses("strings-part-missing", one(with_cells(brand=shared(0))), damaged),
        refuses("columns-20000", saved(sheets=[sheet_xml(rows_xml(wide, wide))])),
        refuses("reference-beyond", reference("ZZZZZZZZZZZZ2")),
        refuses("reference-XFE", reference("XFE2")),
        refuses("reference-row-huge", broken('<row r="2"', '<row r="99999999999999999999"')),
        survives("reference-row-zero", broken('<row r="2"', '<row r="0"')),
        survives("reference-other-row", reference("C7")),
        survives("reference-no-reference", reference("2C")),
        survives("reference-empty", reference("")),
    ]


GROUPS = (text_cases, date_cases, number_cases, formula_cases, header_cases, shape_cases,
          look_alikes, sheet_cases, package_cases, program_cases, bomb_cases, unsafe_cases,
          kind_cases, damaged_cases)

# --- running -----------------------------------------------------------------------------------

# A process between: what a child of ours occupies begins with what we occupy ourselves.
WATCH = """
import os, resource, subprocess, sys, time
start = time.monotonic()
try:
    code = subprocess.run(sys.argv[2:], timeout=60).returncode
except subprocess.TimeoutExpired:
    code = 'none after 60 s'
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
open(sys.argv[1], 'w').write(f'{code}|{time.monotonic() - start}|{peak}')
"""


@dataclasses.dataclass
class Run:
    code: str
    seconds: float
    mib: float
    said: str
    rows: object


def convert(tradein, path, work):
    out, told = work / "out.jsonl", work / "told"
    out.unlink(missing_ok=True)
    done = subprocess.run(
        [sys.executable, "-ISc", WATCH, told, tradein, "claim", "convert", path, out],
        capture_output=True, env={"TRADEIN_LANG": "en", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"})
    code, seconds, mib = told.read_text().split("|")
    said = (done.stdout + done.stderr).decode(errors="replace")
    rows = None
    if out.exists():
        rows = [json.loads(line) for line in out.read_text("utf-8").split("\n") if line]
    return Run(code, float(seconds), float(mib), said, rows)


def told(run, code):
    return re.search(rf"(?<![\w-]){re.escape(code)}(?![\w-])", run.said)


def faults(case, run):
    """What is wrong about a run, in words."""
    allowed = ("0",) if case.rows is not None else ("0", "1") if case.tolerant else ("1",)
    if run.code not in allowed:
        yield f"exit code {run.code}, not {' or '.join(allowed)}"
    if run.seconds > case.most_seconds:
        yield f"{run.seconds:.1f} s"
    if run.mib > MOST_MIB:
        yield f"{run.mib:.0f} MiB"
    if run.code == "1" and not re.search(r"(?m)(^|\s)[a-z]+(-[a-z]+)*: \S", run.said):
        yield "no finding was told"
    if case.codes and not any(told(run, code) for code in case.codes):
        yield f"{' or '.join(case.codes)} was not told"
    yield from (f"{code} was not told" for code in case.notices if not told(run, code))
    yield from (f"{code} was told" for code in case.silent if told(run, code))
    if case.rows is None and not case.tolerant and run.rows is not None:
        yield f"a file of {len(run.rows)} rows was left"
    if case.rows is not None:
        yield from row_faults(case.rows, run.rows)


def row_faults(expected, rows):
    if rows is None or len(rows) != len(expected):
        yield f"{None if rows is None else len(rows)} rows, not {len(expected)}"
        return
    for number, (changes, row) in enumerate(zip(expected, rows), 1):
        for key in dict.fromkeys([*KEYS, *row]):
            wanted = ({**ROW, **changes}).get(key, "")
            if row.get(key, "") not in (wanted if isinstance(wanted, tuple) else (wanted,)):
                yield f"row {number} {key}: {row.get(key)!r}, not {wanted!r}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tradein", type=pathlib.Path)
    parser.add_argument("--only", default="", help="cases whose name holds the word")
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("--verbose", action="store_true", help="tell what was said in every case")
    options = parser.parse_args()
    work = options.keep or pathlib.Path(tempfile.mkdtemp(prefix="odd-workbooks-"))
    work.mkdir(parents=True, exist_ok=True)
    failed = ran = 0
    try:
        for case in (case for group in GROUPS for case in group() if options.only in case.name):
            path = work / f"{case.name}.xlsx"
            case.build(path)
            run = convert(options.tradein.resolve(), path, work)
            found = list(faults(case, run))
            ran, failed = ran + 1, failed + bool(found)
            if found or options.verbose:
                print(f"{'FAILED' if found else 'passed'} {case.name}: {'; '.join(found[:4])}\n"
                      f"    exit {run.code}, {run.seconds:.2f} s, {run.mib:.0f} MiB,"
                      f" said: {run.said.strip()[:300] or 'nothing'}", flush=True)
            if not options.keep:
                path.unlink()
    finally:
        if not options.keep:
            shutil.rmtree(work, ignore_errors=True)
    print(f"{ran - failed} of {ran} odd workbooks read or refused as they should be")
    sys.exit(1 if failed or not ran else 0)


if __name__ == "__main__":
    main()
