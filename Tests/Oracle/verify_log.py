#!/usr/bin/env python3
"""An outsider's check of a ledger's evidence log.

    verify_log.py LEDGER.sqlite --vkey NAME+KEYID+KEY [--held NOTE]...

Needs Python's sqlite3 and hashlib, and the package `cryptography`; nothing of the product. It
reads two tables, `logEntry(seq, body)` with seq from 0 and `checkpoint(size, note)`, in one read
transaction, and checks:

- entries: seq runs 0, 1, 2 without a gap; each body is canonical JSON (sorted keys, no blanks,
  UTF-8 unescaped, whole numbers only);
- tree: the RFC 6962 root over the bodies, at the size of each checkpoint;
- checkpoints: C2SP tlog-checkpoint text in a C2SP signed note, sizes rising, one origin, size in
  the note as in the table, root as computed, Ed25519 signature of the key that --vkey names;
- the end: the last checkpoint covers the last entry.

A log whose owner rewrites everything and signs anew passes all of that; only a checkpoint kept
elsewhere shows it. --held names a file with such a signed note; it must stand on this tree.

Prints a summary and up to 20 failures. Exits 0 when all holds, 1 on any failure (an
unreadable database is one), 64 when the key or a held note could not be used.
"""

import argparse
import base64
import binascii
import hashlib
import json
import re
import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

SHOWN = 20
ED25519 = b"\x01"


class Tree:
    """An RFC 6962 tree that grows by one leaf and keeps the roots of its full subtrees."""

    def __init__(self):
        self.size = 0
        self.full = []  # Roots of full subtrees, largest first: one for each bit set in size.

    def append(self, body: bytes) -> None:
        node = hashlib.sha256(b"\x00" + body).digest()
        bits = self.size
        while bits & 1:
            node = hashlib.sha256(b"\x01" + self.full.pop() + node).digest()
            bits >>= 1
        self.full.append(node)
        self.size += 1

    def root(self) -> bytes:
        if not self.full:
            return hashlib.sha256().digest()
        node = self.full[-1]
        for left in reversed(self.full[:-1]):
            node = hashlib.sha256(b"\x01" + left + node).digest()
        return node


@dataclass
class Key:
    """A verifier key: its name, its four-byte id, and the public key."""

    name: str
    id: bytes
    public: Ed25519PublicKey


@dataclass
class Checkpoint:
    """What a signed checkpoint says, once its signature has been verified."""

    origin: str
    size: int
    root: bytes


def parse_vkey(text: str) -> Key:
    """A key from `name+keyid+base64(0x01 || public key)`.

    Raises ValueError when the shape is wrong or the id does not belong to name and key.
    """
    parts = text.strip().split("+", 2)
    if len(parts) != 3 or not is_key_name(parts[0]):
        raise ValueError("the verifier key is not NAME+KEYID+KEY")
    name, identity, encoded = parts
    key = decode(encoded)
    if len(key) != 33 or key[:1] != ED25519:
        raise ValueError("the verifier key holds no Ed25519 key")
    computed = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
    if identity != computed.hex():
        raise ValueError(f"the verifier key says id {identity}, its key has {computed.hex()}")
    return Key(name, computed, Ed25519PublicKey.from_public_bytes(key[1:]))


def is_key_name(text: str) -> bool:
    return bool(text) and "+" not in text and not any(c.isspace() for c in text)


def decode(text: str) -> bytes:
    """Standard base64 with padding and nothing else; ValueError otherwise."""
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(f"no base64: {text!r}") from error
    if base64.b64encode(data).decode() != text:
        raise ValueError(f"base64 not in its one form: {text!r}")
    return data


def open_note(note: str, key: Key) -> Checkpoint:
    """The checkpoint in a signed note; ValueError when shape or signature is wrong."""
    if re.search(r"[\x00-\x09\x0b-\x1f]", note):
        raise ValueError("control characters in the note")
    head, gap, tail = note.rpartition("\n\n")
    if not gap or not tail.endswith("\n"):
        raise ValueError("no signed note: text, blank line, signature lines")
    text = head + "\n"
    verify_signatures(text.encode("utf-8"), tail[:-1].split("\n"), key)
    lines = head.split("\n")
    if len(lines) < 3 or "" in lines:
        raise ValueError("fewer than three lines, or an empty line, in the checkpoint")
    if not re.fullmatch(r"0|[1-9][0-9]*", lines[1]):
        raise ValueError(f"no tree size: {lines[1]!r}")
    root = decode(lines[2])
    if len(root) != 32:
        raise ValueError("the root is not 32 bytes long")
    return Checkpoint(lines[0], int(lines[1]), root)


def verify_signatures(text: bytes, lines: list, key: Key) -> None:
    """Every signature under the key must hold, and there must be one; others are ignored."""
    found = 0
    for line in lines:
        match = re.fullmatch("\u2014 ([^ ]+) ([A-Za-z0-9+/=]+)", line)
        if not match or not is_key_name(match[1]):
            raise ValueError(f"no signature line: {line[:60]!r}")
        data = decode(match[2])
        if len(data) < 5:
            raise ValueError("a signature line without a signature")
        if match[1] != key.name or data[:4] != key.id:
            continue
        try:
            key.public.verify(data[4:], text)
        except InvalidSignature as error:
            raise ValueError("the signature does not hold") from error
        found += 1
    if not found:
        raise ValueError(f"no signature by {key.name} with id {key.id.hex()}")


def canonical_fault(body) -> str:
    """Why the body is not canonical JSON; empty when it is."""
    def refuse(text):
        raise ValueError(f"{text} is no whole number")

    if not isinstance(body, bytes):
        return "the body is not a blob"
    try:
        value = json.loads(body.decode("utf-8"), parse_float=refuse, parse_constant=refuse)
        again = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        same = again.encode("utf-8") == body
    except (ValueError, RecursionError) as error:
        return f"no canonical JSON: {error}"
    return "" if same else "the body is not in canonical form"


class Audit:
    """One pass over a ledger, keeping count of what was checked and what failed."""

    def __init__(self, key: Key, held=()):
        self.key = key
        self.held = dict(held)
        self.tree = Tree()
        self.failures = []
        self.origins = set()
        self.signed = 0
        self.covered = 0

    def fail(self, sentence: str) -> None:
        self.failures.append(sentence)

    def run(self, connection: sqlite3.Connection) -> None:
        notes = self.read_checkpoints(connection)
        held = self.read_held()
        self.check_here(notes, held)
        for seq, body in connection.execute("SELECT seq, body FROM logEntry ORDER BY seq"):
            if seq != self.tree.size:
                self.fail(f"entry {self.tree.size} is missing or out of place: seq {seq} found")
                break
            fault = canonical_fault(body)
            if fault:
                self.fail(f"entry {seq}: {fault}")
            self.tree.append(body if isinstance(body, bytes) else str(body).encode())
            self.check_here(notes, held)
        for size in sorted(notes):
            self.fail(f"checkpoint {size}: the log has {self.tree.size} entries only")
        for name, checkpoint in held:
            self.fail(f"{name}: size {checkpoint.size}, the log has {self.tree.size} entries only")
        if self.covered < self.tree.size:
            self.fail(f"{self.tree.size - self.covered} entries after the last good checkpoint")
        if len(self.origins) > 1:
            self.fail(f"checkpoints of {len(self.origins)} origins: {sorted(self.origins)}")

    def read_checkpoints(self, connection) -> dict:
        """Checkpoints by size, those whose note is good; the rest become failures."""
        columns = {row[1] for row in connection.execute("PRAGMA table_info(checkpoint)")}
        if not {"size", "note"} <= columns:
            raise sqlite3.DatabaseError("no table checkpoint(size, note)")
        try:
            rows = list(connection.execute("SELECT size, note FROM checkpoint ORDER BY rowid"))
        except sqlite3.OperationalError:  # A table without rowid keeps the order of its key.
            rows = list(connection.execute("SELECT size, note FROM checkpoint ORDER BY size"))
        notes, last = {}, -1
        for size, note in rows:
            if not isinstance(size, int) or not isinstance(note, str):
                self.fail(f"checkpoint {size!r}: size is no whole number or note is no text")
                continue
            if size <= last:
                self.fail(f"checkpoint {size}: comes after a checkpoint of size {last}")
            last = max(size, last)
            try:
                checkpoint = open_note(note, self.key)
            except ValueError as error:
                self.fail(f"checkpoint {size}: {error}")
                continue
            self.signed += 1
            self.origins.add(checkpoint.origin)
            if checkpoint.size != size:
                self.fail(f"checkpoint {size}: its note says size {checkpoint.size}")
                continue
            notes.setdefault(size, []).append(checkpoint)
        return notes

    def read_held(self) -> list:
        found = []
        for name, note in self.held.items():
            try:
                found.append((name, open_note(note, self.key)))
                self.origins.add(found[-1][1].origin)
            except ValueError as error:
                self.fail(f"{name}: {error}")
        return found

    def check_here(self, notes: dict, held: list) -> None:
        """Compares every checkpoint of the tree's present size with its root."""
        size = self.tree.size
        for checkpoint in notes.pop(size, ()):
            if checkpoint.root == self.tree.root():
                self.covered = size
            else:
                self.fail(f"checkpoint {size}: its root is not the root of the entries")
        for item in [item for item in held if item[1].size == size]:
            held.remove(item)
            if item[1].root != self.tree.root():
                self.fail(f"{item[0]}: its root is not the root of the first {size} entries")


def open_ledger(path: str) -> sqlite3.Connection:
    """The database, read only, inside one read transaction."""
    connection = sqlite3.connect(Path(path).absolute().as_uri() + "?mode=ro", uri=True,
                                 isolation_level=None)
    # A note with bytes that are no UTF-8 must reach the check, where its signature fails.
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    connection.execute("BEGIN")
    return connection


def main(arguments=None) -> int:
    parser = argparse.ArgumentParser(description="An outsider's check of the evidence log.")
    parser.add_argument("ledger")
    parser.add_argument("--vkey", required=True, help="name+hex key id+base64(0x01 || key)")
    parser.add_argument("--held", action="append", default=[], help="a signed checkpoint on file")
    options = parser.parse_args(arguments)
    try:
        key = parse_vkey(options.vkey)
        held = {name: Path(name).read_bytes().decode("utf-8") for name in options.held}
    except (OSError, ValueError) as error:
        print(f"the check could not be made: {error}", file=sys.stderr)
        return 64
    audit = Audit(key, held)
    try:
        audit.run(open_ledger(options.ledger))
    except sqlite3.Error as error:
        audit.fail(f"the database cannot be read: {error}")
    for sentence in audit.failures[:SHOWN]:
        print(f"FAIL {sentence}")
    if len(audit.failures) > SHOWN:
        print(f"... and {len(audit.failures) - SHOWN} more")
    print(f"entries {audit.tree.size}, signed checkpoints {audit.signed}, covered {audit.covered}")
    print(f"root {base64.b64encode(audit.tree.root()).decode()}")
    print("FAILED" if audit.failures else "OK")
    return 1 if audit.failures else 0


if __name__ == "__main__":
    sys.exit(main())
