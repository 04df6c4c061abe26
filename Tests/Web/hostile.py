"""What nobody should send: values, bodies and files, drawn from one source of chance."""
import pathlib
import sys
import tempfile

from server import ROOT

sys.path.insert(0, str(ROOT / "Tests" / "Oracle"))
import odd_workbooks  # noqa: E402

# Markup with a mark of ours: it must never come back as markup.
MARK = "zq7"
MARKUP = (
    f"<script>{MARK}()</script>", f'"><img src=x onerror={MARK}()>', f"'><svg/onload={MARK}()>",
    f"</textarea><script>{MARK}()</script>", f"<a href=\"javascript:{MARK}()\">x</a>",
    f"\u0600<b {MARK}>x</b>", f"&lt;script&gt;{MARK}", f"<!--{MARK}--><i {MARK}>",
)
RAW = (f"<script>{MARK}", f"<img src=x onerror={MARK}", f"<svg/onload={MARK}", f"<a href=\"javascript:",
       f"<b {MARK}>", f"<i {MARK}>", f"<!--{MARK}")
TEMPLATES = ("{{=<% %>=}}", "{{{title}}}", "{{#frame}}x{{/frame}}", "{{> frame}}", "[[a|b]]", "[[", "]]",
             "[[|]]", "${7*7}", "%{7*7}", "<%= 7*7 %>")
NUMBERS = ("-1", "0", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
           "1e400", "NaN", "0x7fffffff", "99999999999999999999999999", "1.005", "0.001", "１２",
           "٣", "1,000,000,000,000.00", "-0.01", "+1", "1_000")
DAYS = ("2026-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "-2026-01-01", "2026-13-01",
        "1970-01-01T00:00:00Z", "20261301")
CONTROLS = ("a\x01b", "\x7f", "a\r\nX-Injected: 1\r\n\r\nb", "a\nb\tc", "\u202ecba", "\ufeff", "\u200b",
            "\ud7ff", "\U000e0041", "e\u0301" * 40, "\u2028", "\x1b[31m")
STRANGE = ("' OR 1=1 --", "'; DROP TABLE claim; --", "../../../../etc/passwd", "..\\..\\x", "/etc/passwd",
           "file:///etc/passwd", "http://169.254.169.254/", "=cmd|' /C calc'!A0", "@SUM(1)", "{}", "[]",
           "null", "true", "", " ", "　", "%00", "%", "%zz")
# Bytes that are no UTF-8, as surrogate escapes.
BROKEN = tuple(one.decode("utf-8", "surrogateescape") for one in (
    b"\xff\xfe", b"\xc0\xaf", b"\xed\xa0\x80", b"abc\x80", b"\xf5\x80\x80\x80"))
PATHS = ("..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e", "%00", "%ff%fe", "%c0%ae", "%0d%0aX-Injected:%201",
         "a" * 4000, "%F0%9F%92%A9", "TC000000018%00", "TC000000018%2f..", "-1", "99999999999999999999",
         "%7B%7Btitle%7D%7D", "%3Cscript%3Ezq7()%3C%2Fscript%3E", "'", "%27%20OR%201%3D1", ";", "*", "?x")


def value(rng, is_sound=True):
    """One hostile value; unless it shall be sound, it may be what no form is read with."""
    if not is_sound:
        return rng.choice(("x\0y", "金" * 30_000, *BROKEN))
    kind = rng.randrange(8)
    if kind < 2:
        return rng.choice(MARKUP)
    if kind == 7:
        return rng.choice(("x", "金", "\U0001f4a9", "<", "&", "\"")) * rng.choice((65, 201, 3000))
    return rng.choice((TEMPLATES, NUMBERS, DAYS, CONTROLS, STRANGE)[kind - 2])


def as_bytes(text):
    return text.encode("utf-8", "surrogateescape")


def multipart(parts, boundary="zq7-boundary"):
    """A body of parts; each is a name, a file's name or None, and bytes."""
    body = b""
    for name, file, content in parts:
        body += f"--{boundary}\r\nContent-Disposition: form-data; name=\"".encode() + as_bytes(name) + b'"'
        if file is not None:
            body += b'; filename="' + as_bytes(file) + b'"\r\nContent-Type: application/octet-stream'
        body += b"\r\n\r\n" + content + b"\r\n"
    return body + f"--{boundary}--\r\n".encode()


def broken_multiparts(rng, token):
    """Bodies that are no whole form, with their content types."""
    good = multipart([("formToken", None, token.encode()), ("kind", None, b"invoice"),
                      ("file", "a.pdf", b"%PDF-1.4\n%%EOF")])
    kind = "multipart/form-data; boundary=zq7-boundary"
    yield good[:-20], kind
    yield good[:rng.randrange(1, len(good))], kind
    yield good, "multipart/form-data"
    yield good, "multipart/form-data; boundary="
    yield good, "multipart/form-data; boundary=" + "x" * 500
    yield good, "multipart/form-data; boundary=other"
    yield good, 'multipart/form-data; boundary="zq7-boundary'
    yield good, "multipart/mixed; boundary=zq7-boundary"
    yield good.replace(b"Content-Disposition", b"X-Other"), kind
    yield good.replace(b"\r\n\r\n", b"\r\n"), kind
    yield good.replace(b"\r\n", b"\n"), kind
    yield good.replace(b'name="kind"', b'name="' + b"k" * 9000 + b'"'), kind
    yield good.replace(b'name="kind"', b"name=\xff\xfe"), kind
    yield multipart([("a", None, b"x")] * 300), kind
    yield multipart([("formToken", None, token.encode()), ("file", "../../../etc/passwd", b"%PDF-1.4\n")]), kind
    yield multipart([("formToken", None, token.encode()), ("file", "a\x00.pdf", good)]), kind
    yield multipart([("formToken", None, token.encode()),
                     ("inner", None, multipart([("x", "y", b"z")], "inner"))]), kind
    yield b"--zq7-boundary" * 5000, kind
    yield b"", kind
    yield rng.randbytes(3000), kind


def files(rng):
    """Hostile files by name: workbooks of the outside checks, and what is no table at all."""
    cases = [*odd_workbooks.unsafe_cases(), *odd_workbooks.kind_cases(), *odd_workbooks.damaged_cases()]
    with tempfile.TemporaryDirectory() as folder:
        for case in rng.sample(cases, 24):
            path = pathlib.Path(folder) / "case.xlsx"
            case.build(path)
            yield f"{case.name}.xlsx", path.read_bytes()
    header = "申领编号,补贴项目,申领人姓名\n"
    yield "markup.csv", (header + "\n".join(f'"{one}",家电以旧换新,"{one}"' for one in
                                            (text.replace('"', '""') for text in MARKUP))).encode()
    yield f"{MARKUP[0]}.csv", header.encode()
    yield "quote.csv", (header + '"' + "x" * 100_000).encode()
    yield "wide.csv", (",".join(f"c{n}" for n in range(30_000)) + "\n1").encode()
    yield "nul.csv", b"claimRef,programme\n\0\0\0,appliance\n"
    yield "noise.csv", rng.randbytes(50_000)
    yield "noise.xlsx", b"PK\x03\x04" + rng.randbytes(50_000)
    yield "deep.jsonl", b'{"claimRef":' + b"[" * 50_000
    yield "keys.jsonl", b"{" + b",".join(b'"k%d":1' % n for n in range(20_000)) + b"}"
    yield "utf16.csv", header.encode("utf-16")
    yield "lines.csv", header.encode() + b"\n" * 200_000


def papers(rng):
    """Files that say to be papers and are not."""
    yield "a.pdf", b"%PDF-1.4\n" + rng.randbytes(2000)
    yield "a.png", b"\x89PNG\r\n\x1a\n" + rng.randbytes(2000)
    yield "a.jpg", b"\xff\xd8\xff\xe0" + rng.randbytes(2000)
    yield "a.svg", f"<svg xmlns='http://www.w3.org/2000/svg'><script>{MARK}()</script></svg>".encode()
    yield "a.html", MARKUP[0].encode()
    yield "a.xml", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    yield "a.ofd", b"PK\x03\x04" + rng.randbytes(500)
    yield "a.exe", b"MZ" + rng.randbytes(500)
    yield "none.pdf", b""
