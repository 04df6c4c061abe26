"""The outsider's check, on small ledgers made here and then spoiled."""

import base64
import contextlib
import hashlib
import io
import json
import sqlite3
import tempfile
import unittest
from pathlib import Path

try:
    import verify_log
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
except ImportError:
    verify_log = None

NAME = "example.org/ledger"


def tree_hash(bodies) -> bytes:
    """RFC 6962 section 2.1, as the recursion stands there."""
    if not bodies:
        return hashlib.sha256().digest()
    if len(bodies) == 1:
        return hashlib.sha256(b"\x00" + bodies[0]).digest()
    split = 1
    while split * 2 < len(bodies):
        split *= 2
    return hashlib.sha256(b"\x01" + tree_hash(bodies[:split]) + tree_hash(bodies[split:])).digest()


@unittest.skipIf(verify_log is None, "cryptography is not installed")
class VerifyLog(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "ledger.sqlite"
        self.private = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
        raw = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.id = hashlib.sha256(NAME.encode() + b"\n\x01" + raw).digest()[:4]
        self.vkey = f"{NAME}+{self.id.hex()}+{base64.b64encode(bytes([1]) + raw).decode()}"
        self.bodies = [
            json.dumps({"kind": "submit", "n": n, "名": "甲"}, sort_keys=True,
                       separators=(",", ":"), ensure_ascii=False).encode() for n in range(13)]

    def note(self, size, root=None, origin=NAME, extra="", name=NAME):
        root = root or tree_hash(self.bodies[:size])
        text = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n{extra}"
        signature = self.private.sign(text.encode())
        return text + f"\n\u2014 {name} {base64.b64encode(self.id + signature).decode()}\n"

    def make(self, sizes=(1, 2, 5, 8, 13), notes=None):
        self.path.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(self.path)) as ledger, ledger:
            ledger.execute("CREATE TABLE logEntry(seq INTEGER PRIMARY KEY, body BLOB)")
            ledger.execute("CREATE TABLE checkpoint(size INTEGER, note TEXT)")
            ledger.executemany("INSERT INTO logEntry VALUES (?, ?)", enumerate(self.bodies))
            rows = notes or [(size, self.note(size)) for size in sizes]
            ledger.executemany("INSERT INTO checkpoint VALUES (?, ?)", rows)

    def change(self, *statement):
        with contextlib.closing(sqlite3.connect(self.path)) as ledger, ledger:
            ledger.execute(*statement)

    def verify(self, *more):
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            code = verify_log.main([str(self.path), "--vkey", self.vkey, *more])
        return code, out.getvalue()

    def refuses(self, words):
        code, out = self.verify()
        self.assertEqual(code, 1, out)
        self.assertIn(words, out)

    def test_the_growing_tree_has_the_roots_of_the_standard(self):
        tree = verify_log.Tree()
        for size in range(70):
            bodies = [str(n).encode() for n in range(size)]
            self.assertEqual(tree.root(), tree_hash(bodies), size)
            tree.append(str(size).encode())

    def test_a_sound_ledger_passes(self):
        self.make()
        code, out = self.verify()
        self.assertEqual(code, 0, out)
        self.assertIn("entries 13, signed checkpoints 5, covered 13", out)

    def test_an_empty_ledger_passes_with_or_without_a_checkpoint(self):
        self.bodies = []
        for sizes in ((), (0,)):
            self.make(sizes)
            self.assertEqual(self.verify()[0], 0)

    def test_a_changed_removed_or_added_entry_fails(self):
        self.make()
        self.change("UPDATE logEntry SET body = ? WHERE seq = 4", (self.bodies[3],))
        self.refuses("checkpoint 5: its root is not the root")
        self.make()
        self.change("DELETE FROM logEntry WHERE seq = 4")
        self.refuses("entry 4 is missing")
        self.make()
        self.change("DELETE FROM logEntry WHERE seq = 12")
        self.refuses("checkpoint 13: the log has 12 entries only")
        self.make()
        self.change("INSERT INTO logEntry VALUES (13, ?)", (b'{"n":13}',))
        self.refuses("1 entries after the last good checkpoint")

    def test_a_body_that_is_not_canonical_fails(self):
        for body in (b'{"b":1,"a":2}', b'{"a": 1}', b'{"a":1.0}', b'{"a":1e3}', b'{"a":NaN}',
                     b'{"a":1,"a":1}', b'{"a":"\\u7532"}', b'{"a":"\\/"}', b'{"a":-0}', b'\xff',
                     b'{"a":"\\ud800"}', b'{"a":01}', b'', b'{"a":1}\n', b'[' * 100000):
            with self.subTest(body[:20]):
                self.assertTrue(verify_log.canonical_fault(body))
        self.assertTrue(verify_log.canonical_fault('{"a":1}'))
        for body in (b'{"a":[1,-2,null,true],"b":{}}', '{"名":"甲\\n"}'.encode(), b'{"a/b":1}'):
            self.assertEqual(verify_log.canonical_fault(body), "")
        self.bodies[6] = b'{"a": 1}'
        self.make()
        self.refuses("entry 6: the body is not in canonical form")

    def test_a_false_note_fails(self):
        good = self.note(13)
        flipped = base64.b64encode(self.id + bytes(64)).decode()
        for note, words in (
            (good.replace("\n13\n", "\n12\n"), "the signature does not hold"),
            (good.rsplit(" ", 1)[0] + f" {flipped}\n", "the signature does not hold"),
            (good + f"\u2014 {NAME} {flipped}\n", "the signature does not hold"),
            (self.note(13, name="other.example"), "no signature by"),
            (self.note(13, root=bytes(31)), "32 bytes"),
            (self.note(13, root=bytes(32)), "its root is not the root"),
            (self.note(12), "its note says size 12"), (good[:-1], "no signed note"),
            (good.replace("\u2014", "-"), "no signature line"), ("", "no signed note"),
            (good.replace("\n", "\r\n"), "control characters"),
        ):
            with self.subTest(words):
                self.make(notes=[(13, note)])
                self.refuses(words)

    def test_further_signatures_and_extension_lines_are_allowed(self):
        witness = base64.b64encode(bytes(76)).decode()
        note = self.note(13, extra="more\n") + f"\u2014 witness.example {witness}\n"
        self.make(notes=[(13, note)])
        self.assertEqual(self.verify()[0], 0)

    def test_sizes_must_rise_and_origins_agree(self):
        self.make(sizes=(5, 2, 13))
        self.refuses("comes after a checkpoint of size 5")
        self.make(sizes=(5, 5, 13))
        self.refuses("comes after a checkpoint of size 5")
        self.make(notes=[(5, self.note(5, origin="a")), (13, self.note(13, origin="b"))])
        self.refuses("2 origins")

    def test_a_held_checkpoint_shows_a_history_written_anew(self):
        held = self.path.with_suffix(".note")
        held.write_text(self.note(8), encoding="utf-8")
        self.make()
        self.assertEqual(self.verify("--held", str(held))[0], 0)
        self.bodies[2] = b'{"n":999}'
        self.make()
        self.assertEqual(self.verify()[0], 0)
        self.assertEqual(self.verify("--held", str(held))[0], 1)
        self.bodies = self.bodies[:5]
        self.make((5,))
        self.assertEqual(self.verify("--held", str(held))[0], 1)

    def test_a_key_whose_id_does_not_fit_is_refused(self):
        name, _, key = self.vkey.split("+", 2)
        for vkey in (f"{name}+00000000+{key}", "nothing", f"{name}+{self.id.hex()}+AAAA",
                     f"x+{self.id.hex()}+{key}"):
            with self.assertRaises(ValueError):
                verify_log.parse_vkey(vkey)

    def test_a_file_that_is_no_ledger_fails(self):
        self.path.write_bytes(b"not a database, but long enough to be looked at" * 40)
        self.refuses("cannot be read")


if __name__ == "__main__":
    unittest.main()
