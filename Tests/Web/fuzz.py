"""Hostile forms, bodies, files, headers and addresses: fuzz.py [--seed N] [--requests N]

Never a fault of the server's own, never our markup back as markup, no header of the sender's
making; afterwards the ledger verifies and the server still answers.
"""
import argparse
import collections
import concurrent.futures
import os
import pathlib
import random
import re
import socket
import sys
import time
import urllib.parse

import hostile
from client import Client
from forms import harvest
from matrix import filled, routes
from server import DEALER, LOGINS, claims_of, tradein, until

FORM = "application/x-www-form-urlencoded"
METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "GET", "POST")


class Fuzzer:
    """Sends, and keeps what was answered as it must not be."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.clients = {role: Client(login) for role, login in LOGINS.items()}
        self.claim = claims_of(DEALER)[0]
        self.log = pathlib.Path(os.environ.get("WEB_LOG", os.devnull))
        self.said = len(self.log.read_bytes())
        self.faults = []
        self.echoes = 0
        self.answers = collections.Counter()

    def judge(self, answer, what):
        """What must hold of every answer; gives the answer back."""
        self.answers[answer.status] += 1
        text = answer.text
        if answer.status >= 500 and answer.status not in (503, 507):
            self.fault(what, f"{answer.status} {answer.code}")
        kind = answer.headers.get("Content-Type", "")
        if "html" in kind:
            self.echoes += f"&lt;script&gt;{hostile.MARK}" in text
            for raw in hostile.RAW:
                if raw in text:
                    self.fault(what, f"markup came back: {text[text.index(raw) - 40:][:120]!r}")
            if not text.rstrip().endswith("</html>"):
                self.fault(what, "the page is not whole")
        if "X-Injected" in answer.headers:
            self.fault(what, "a header of the sender's making")
        # What is refused before it is a request has no body and no headers of ours.
        is_ours = answer.body or answer.status != 400
        if is_ours and answer.headers.get("X-Content-Type-Options") != "nosniff":
            self.fault(what, f"{answer.status} without security headers")
        place = answer.headers.get("Location")
        if place and not re.match(r"/(?![/\\])", place):
            self.fault(what, f"leads away to {place[:80]!r}")
        return answer

    def fault(self, what, text):
        self.faults.append(f"{what[:160]}: {text}")

    # --- forms

    def fill(self, form, client, rng):
        """A form's fields, some of them hostile."""
        fields = [(name, value) for name, value in form.fields.items() if name != "formToken"]
        fields += [(name, rng.choice(values)) for name, values in form.choices.items()]
        # Few at a time: the first mistake of a form may keep the others from being looked at.
        most = rng.choice((1, 2, 3, len(fields)))
        spoilt = rng.sample(range(len(fields)), min(most, len(fields)))
        is_sound = rng.random() < 0.9
        filled_in = [(name, hostile.value(rng, is_sound) if place in spoilt else value)
                     for place, (name, value) in enumerate(fields)]
        if rng.random() < 0.1:
            filled_in.append((hostile.value(rng), hostile.value(rng)))
        return [*filled_in, ("formToken", client.form_token)] if form.method == "POST" else filled_in

    def send_form(self, form, client, rng):
        pairs = [(hostile.as_bytes(name), hostile.as_bytes(value))
                 for name, value in self.fill(form, client, rng)]
        what = f"{client.login} {form.method} {form.action} {pairs}"
        if form.method == "GET":
            return self.judge(client.get(f"{form.action}?{urllib.parse.urlencode(pairs)[:6000]}"), what)
        if form.is_multipart:
            parts = [(name.decode("utf-8", "surrogateescape"), None, value) for name, value in pairs]
            parts += [(name, hostile.value(rng)[:200].replace("\r", "").replace("\n", ""), rng.randbytes(300))
                      for name in form.files]
            return self.judge(client.send("POST", form.action, hostile.multipart(parts), {
                "Content-Type": "multipart/form-data; boundary=zq7-boundary"}), what)
        return self.judge(client.send(
            "POST", form.action, urllib.parse.urlencode(pairs), {"Content-Type": FORM}), what)

    def forms(self, role, count, seed):
        """One role's forms, each again and again with other values."""
        rng, client = random.Random(seed), self.clients[role].twin()
        pages, forms = harvest(client)
        for turn in range(count):
            if turn % 4 == 3:
                self.query(rng.choice(pages), client, rng)
            else:
                self.send_form(forms[turn % len(forms)], client, rng)

    def query(self, page, client, rng):
        """A page with a query that it does not expect, or in a language that is none."""
        path = urllib.parse.urlsplit(page).path
        names = ("lang", "state", "programme", "before", "after", "year", "by", "asOf", "draft", "index",
                 "page", "q", "month", "seed", "size", "next")
        pairs = [(name, hostile.as_bytes(hostile.value(rng))[:2000]) for name in rng.sample(names, 3)]
        self.judge(client.get(f"{path}?{urllib.parse.urlencode(pairs)}"), f"{client.login} GET {path} {pairs}")

    # --- addresses and methods

    def addresses(self):
        """Every route with a parameter of its path that nobody would write."""
        client = self.clients["officer"]
        for method, path, _ in routes():
            if not re.search(r"[:{]\w", path):
                continue
            for bad in self.rng.sample(hostile.PATHS, 2):
                address = re.sub(r":\w+|\{\w+\}", bad.replace("\\", ""), path)
                answer = (client.get(address) if method == "GET" else client.post(address))
                self.judge(answer, f"{method} {address}")
                if b"root:x:0" in answer.body:
                    self.fault(address, "a file of the machine came back")

    def methods(self):
        """A method that an address does not take is 405, with those that it takes."""
        taken = collections.defaultdict(set)
        for method, path, _ in routes():
            taken[path].add(method)
        for path, methods in taken.items():
            wrong = self.rng.choice([one for one in METHODS if one not in methods])
            answer = self.judge(Client().send(wrong, filled(path, "GET", self.claim)), f"{wrong} {path}")
            allowed = set(answer.headers.get("Allow", "").split(", "))
            if answer.status != 405 or not methods <= allowed:
                self.fault(f"{wrong} {path}", f"{answer.status}, Allow: {sorted(allowed)}")

    def doors(self):
        """The log-in page sends nobody away to another site, and takes odd names calmly."""
        client = Client()
        for place in ("//evil.example", "/\\evil.example", "https://evil.example", "/%0d%0aX-Injected:1",
                      "/\r\nX-Injected: 1", "javascript:alert(1)", "/home\x00", "\\\\evil"):
            answer = client.post("/login", {"login": "ji", "password": "trade-in-demo", "next": place})
            self.judge(answer, f"login with next={place!r}")
        for turn in range(6):
            self.judge(client.post("/login", [("login", hostile.value(self.rng).encode(
                "utf-8", "surrogateescape"))]), f"odd login {turn}")

    # --- bodies and files

    def bodies(self):
        """Bodies that are no forms, and bodies that are too long."""
        client = self.clients["dealer-staff"]
        for path in (f"/claims/{self.claim}/papers", "/import"):
            for body, kind in hostile.broken_multiparts(self.rng, client.form_token):
                self.judge(client.send("POST", path, body, {"Content-Type": kind}), f"{path} {kind[:60]}")
            large = hostile.multipart([("formToken", None, client.form_token.encode()),
                                       ("file", "a.pdf", b"%PDF" + bytes(11 << 20))])
            answer = client.send("POST", path, large, {
                "Content-Type": "multipart/form-data; boundary=zq7-boundary"})
            if self.judge(answer, f"11 MiB to {path}").status != 413:
                self.fault(f"11 MiB to {path}", f"{answer.status}, not 413")
        answer = client.post("/claims/new", {"claimRef": "x" * 100_000})
        if self.judge(answer, "a long form").status != 413:
            self.fault("100 KiB of form", f"{answer.status}, not 413")
        for kind in ("text/plain", "application/json", "", "x" * 300):
            self.judge(client.send("POST", "/claims/new", b'{"a":1}', {"Content-Type": kind}), f"form as {kind[:30]}")

    def files(self):
        """Hostile claim files are told as wrong, never as a fault of ours; papers likewise."""
        client = self.clients["dealer-staff"]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda file: self.upload(*file), list(hostile.files(self.rng))))
        for name, content in hostile.papers(self.rng):
            answer = self.send_file(client, f"/claims/{self.claim}/papers", name, content, kind="invoice")
            self.judge(answer, f"paper {name}")

    @staticmethod
    def send_file(client, path, name, content, **fields):
        parts = [("formToken", None, client.form_token.encode())]
        parts += [(key, None, value.encode()) for key, value in fields.items()]
        return client.send("POST", path, hostile.multipart([*parts, ("file", name, content)]), {
            "Content-Type": "multipart/form-data; boundary=zq7-boundary"})

    def upload(self, name, content):
        """A claim file, watched until it is tried out."""
        client = self.clients["dealer-staff"].twin()
        place = self.judge(self.send_file(client, "/import", name, content), f"import {name}").headers.get("Location")
        if not place:
            return

        def tried_out():
            answer = self.judge(client.get(place + "?lang=en"), f"import {name}")
            return None if 'http-equiv="refresh"' in answer.text else answer
        answer = until(tried_out, 40, f"import {name}")
        if "The request failed" in answer.text:
            self.fault(f"import {name}", "told as a fault of ours")

    # --- below the forms

    def wire(self):
        """What is hardly HTTP: refused or closed, and soon."""
        host = Client().host.encode()
        line = b"GET /login HTTP/1.1\r\nHost: " + host + b"\r\n"
        for what, data, wanted in (
                ("a long header", line + b"X: " + b"a" * 20_000 + b"\r\n\r\n", {400, 431}),
                ("a long cookie", line + b"Cookie: tradein=" + b"a" * 12_000 + b"\r\n\r\n", {400, 431}),
                ("many headers", line + b"".join(b"X-%d: 1\r\n" % n for n in range(300)) + b"\r\n", {400, 431}),
                ("headers of 40 KiB", line + b"".join(b"X-%d: %s\r\n" % (n, b"a" * 4000) for n in range(10))
                 + b"\r\n", {400, 431}),
                ("a long address", b"GET /" + b"a" * 30_000 + b" HTTP/1.1\r\n\r\n", {400, 404, 414, 431}),
                ("no HTTP", b"hello\r\n\r\n", {400}),
                ("two lengths", line + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", {400}),
                ("length and chunks", line.replace(b"GET", b"POST") + b"Content-Length: 5\r\n"
                 b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", {400, 403, 415, 422, 200, 401}),
                ("a length below zero", line + b"Content-Length: -1\r\n\r\n", {400}),
                ("a bad header", line + b"X Y: 1\r\n\r\n", {400}),
                ("bytes in a header", line + b"X: \x00\x01\r\n\r\n", {400})):
            status = self.raw(data)
            self.answers[status] += 1
            if status not in wanted | {None}:
                self.fault(what, f"answered {status}")

    @staticmethod
    def raw(data):
        """Sends bytes; the answer's status, or None where the server only closed."""
        host, port = Client().host.split(":")
        with socket.create_connection((host, int(port)), timeout=30) as link:
            try:
                link.sendall(data)
                start = link.recv(100)
            except (ConnectionResetError, BrokenPipeError):
                return None
        found = re.match(rb"HTTP/1\.[01] (\d{3})", start)
        return int(found[1]) if found else None

    def slow(self):
        """Who begins a request and says no more is not waited for much longer than 20 s."""
        host, port = Client().host.split(":")
        with socket.create_connection((host, int(port)), timeout=35) as link:
            link.sendall(b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nlogin=")
            try:
                while link.recv(1000):
                    pass
            except TimeoutError:
                self.fault("a slow client", "still waited for after 35 s")
            except ConnectionResetError:
                pass

    def cookies(self):
        """Cookies that nobody was given: not signed in, nothing worse."""
        for _ in range(20):
            client = Client()
            bad = re.sub(r"[\r\n\0]", "", hostile.value(self.rng))[:3000].encode("utf-8", "surrogateescape")
            client.cookie = b"tradein=" + bad + b"; lang=" + bad + b"; told=" + bad
            self.judge(client.get("/home"), f"cookie {bad[:40]!r}")
            self.judge(client.get("/login", **{"Accept-Language": bad.decode("latin-1")}), f"language {bad[:40]!r}")

    # --- all of it

    def run(self, requests):
        """Forms of all roles side by side; the rest one after another beside them."""
        each = max(1, requests // len(LOGINS))
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            works = [pool.submit(self.slow)]
            works += [pool.submit(self.forms, role, each, self.rng.random()) for role in LOGINS]
            for part in (self.wire, self.cookies, self.doors, self.methods, self.addresses, self.bodies, self.files):
                part()
            for work in works:
                work.result()

    def afterwards(self):
        """What was stored comes back as text, the server is well, and the ledger is whole."""
        for client in self.clients.values():
            for page in harvest(client)[0]:
                self.judge(client.get(page), f"{client.login} afterwards {page}")
        if not self.echoes:
            self.fault("afterwards", "no page showed the markup as text: was it sent at all?")
        if Client().get("/healthz").status != 200:
            self.fault("afterwards", "the server is not well")
        said = self.log.read_bytes()[self.said:].decode("utf-8", "replace").splitlines()
        for line in [line for line in said if " error " in line][:5]:
            self.fault("the server's log", line)
        try:
            tradein("verify")
        except RuntimeError as error:
            self.fault("afterwards", f"the ledger does not verify: {error}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--requests", type=int, default=750, help="hostile forms and queries")
    options = parser.parse_args()
    print(f"fuzz.py --seed {options.seed}", flush=True)
    started = time.monotonic()
    fuzzer = Fuzzer(options.seed)
    fuzzer.run(options.requests)
    fuzzer.afterwards()
    for text in fuzzer.faults:
        print(text)
    counts = ", ".join(f"{status}: {count}" for status, count in sorted(
        fuzzer.answers.items(), key=lambda one: str(one[0])))
    print(f"{sum(fuzzer.answers.values())} hostile requests in {time.monotonic() - started:.0f} s "
          f"({counts}), {fuzzer.echoes} with our markup as text, {len(fuzzer.faults)} faults")
    sys.exit(1 if fuzzer.faults else 0)


if __name__ == "__main__":
    main()
