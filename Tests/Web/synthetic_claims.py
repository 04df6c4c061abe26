"""Claims, files and papers for the journeys; nobody's, by the makers of Fixtures/synthetic."""
import csv
import random
import struct
import sys
import threading
import zlib

from server import DEALER, ROOT

sys.path.insert(0, str(ROOT / "Fixtures"))
from synthetic.claims import FIELDS, Maker, award, yuan  # noqa: E402
from synthetic.identifiers import Numbers, right_id  # noqa: E402
from synthetic.world import CLASSES, People, TOWNS, dealers, models  # noqa: E402

__all__ = ["Claims", "FIELDS", "award", "yuan"]


class Claims:
    """A dealer's claims of 2026 that meet the rules, each of a new person; for many threads."""

    def __init__(self, seed, dealer=DEALER):
        rng = random.Random(seed)
        numbers = Numbers(seed)
        people = People(rng, numbers)
        people.for_award = lambda _: people.new()
        self.maker = Maker(rng, numbers, people, models())
        self.dealer = next(one for one in dealers(Numbers(1)) if one.code == dealer)
        self.mark = f"W{seed % 10**6:06d}"
        self.count = 0
        self.gate = threading.Lock()

    def appliance(self):
        """A claim of the appliance programme with a reference of its own."""
        with self.gate:
            self.count += 1
            claim = self.maker.claim("appliance", 2026, self.dealer)
            return {"claimRef": f"{self.mark}-{self.count}", **claim}


def mistyped(number):
    """A resident ID whose last character is wrong."""
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    assert not right_id(wrong)
    return wrong


def write_claims(path, claims):
    """A file as a shop's till writes it."""
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, restval="")
        writer.writeheader()
        writer.writerows(claims)


def pdf(line):
    """A PDF of one line of ASCII (ISO 32000-1, 7.5)."""
    content = f"BT /F1 18 Tf 72 760 Td ({line}) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    text, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(text))
        text += f"{number} 0 obj\n{one}\nendobj\n"
    start = len(text)
    text += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    text += "".join(f"{place:010d} 00000 n \n" for place in places)
    text += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return text.encode("ascii")


def png(rng, width=64, height=48):
    """A picture that nobody has sent before."""
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
    rows = b"".join(b"\0" + rng.randbytes(3 * width) for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))
