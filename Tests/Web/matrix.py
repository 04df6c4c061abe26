"""The authorisation matrix: every route, every role, the own dealer's claim and another's.

Usage: matrix.py. What must come of each request is worked out from the duties' table; what the
server answers is held against it. Forms without the session's token change nothing.
"""
import concurrent.futures
import json
import re
import sys
import time

from client import Client
from duties import ROLES, Duties
from routes import TABLE
from server import DEALER, LOGINS, OTHER_DEALER, OTHER_STAFF, claims_of, log_size, tradein

SCOPES = ("read", "claims", "review", "registers", "finance", "policy", "users")
# What stands for a parameter: something that is there for a GET, nothing for a POST.
THERE = {"index": "1", "code": DEALER, "dealer": DEALER, "batch": "PB000000018", "login": "bo",
         "fund": "JX-2026-appliance", "month": "2026-10", "programme": "appliance", "level": "0"}
NOT_THERE = {"batch": "PB000999994", "login": "nobody-here", "code": "91370899MA00099993",
             "month": "2999-01"}
ELSEWHERE = "0" * 64
# Allowed, these take seconds: they are asked once, not by every role that may.
SLOW = ("/verify", "/api/v1/verify", "/api/v1/log/recount", "/api/v1/exports/")


def routes():
    return [line.split(" ", 2) for line in TABLE.read_text().splitlines()]


def filled(path, method, claim):
    """The path with its parameters filled in."""
    values = {**THERE, **(NOT_THERE if method == "POST" else {}), "claim": claim}

    def value(found):
        return values.get(found[1] or found[2], ELSEWHERE)
    return re.sub(r":(\w+)|\{(\w+)\}", value, path)


class Matrix:
    """Asks, and keeps what was answered otherwise than the duties say."""

    def __init__(self):
        self.duties = Duties()
        self.faults = []
        self.asked = 0
        self.tokens = {}
        self.clients = {role: Client(login) for role, login in LOGINS.items()}
        self.shown = json.loads(Client().get("/api/v1/openapi.json").text)
        self.own, self.other = claims_of(DEALER)[0], claims_of(OTHER_DEALER)[0]

    def expect(self, holds, what):
        self.asked += 1
        if not holds:
            self.faults.append(what)

    # --- one request

    def ask(self, visitor, route, role, claim):
        """One cell of the matrix."""
        method, path, access = route
        address = filled(path, method, claim)
        answer = self.send(visitor, method, address)
        told = f"{role or 'nobody'} {method} {address}: {answer.status} {answer.code}"
        admitted = self.duties.roles(access)
        if admitted is None:
            self.expect(answer.status not in (401, 403) or path == "/login", f"{told}, open to all")
        elif role is None:
            self.expect_closed(answer, method, path, told)
        elif role not in admitted:
            is_denied = answer.status == 403 and answer.code == "role-missing"
            self.expect(is_denied, f"{told}, expected 403 role-missing")
        else:
            self.expect_open(answer, role, path, claim, told)

    @staticmethod
    def send(visitor, method, address):
        if not address.startswith("/api/"):
            return visitor.get(address) if method == "GET" else visitor.post(address)
        headers = {"Accept": "application/json"}
        if method == "GET":
            return visitor.get(address, **headers)
        return visitor.send(method, address, "{}", {**headers, "Content-Type": "application/json"})

    def expect_closed(self, answer, method, path, told):
        """Nobody is sent to the door, or told that a token is needed."""
        if path.startswith("/api/"):
            self.expect(answer.status == 401, f"{told}, expected 401")
            self.expect("WWW-Authenticate" in answer.headers, f"{told}, no WWW-Authenticate")
            return
        place = answer.headers.get("Location", "")
        self.expect(answer.status == 303 and place.startswith("/login"), f"{told}, expected /login")
        self.expect(("?next=" in place) == (method == "GET"), f"{told}, goes on from {place}")

    def expect_open(self, answer, role, path, claim, told):
        """Whoever may is not denied; the staff of a dealer finds no other dealer's claim."""
        is_denied = answer.status == 401 or answer.code in ("role-missing", "scope-missing")
        self.expect(not is_denied, f"{told}, expected to be let in")
        self.expect(answer.status < 500, f"{told}, a fault")
        if role == "dealer-staff" and claim == self.other and re.search(r"[:{]claim\b", path):
            # A body that fits no claim at all may be told first.
            is_unfit = path.startswith("/api/") and answer.status in (400, 422)
            self.expect(answer.status == 404 or is_unfit, f"{told}, expected 404: another dealer's")
        elif re.search(r"[:{]claim\}?$", path) and answer.status not in (200, 405):
            self.expect(False, f"{told}, expected the claim")

    # --- the matrix

    def of(self, role, pages, api):
        """All routes for one role; `role` None is nobody."""
        for route in routes():
            method, path, access = route
            admitted = self.duties.roles(access)
            is_slow = path.startswith(SLOW) and (method == "POST" or "exports" in path)
            if path == "/logout" or is_slow and admitted and role in admitted - {"auditor"}:
                continue
            claims = (self.own, self.other) if re.search(r"[:{]claim\b", path) else (self.own,)
            for claim in claims:
                self.ask(api if path.startswith("/api/") else pages, route, role, claim)

    def steps(self, role, pages):
        """Every step on a claim: who may not is told so, whatever the claim's state."""
        for act in ("approve", "return", "reject", "hold", "unhold", "withdraw", "reopen",
                    "report-return", "clawback", "recover"):
            if role not in self.duties.roles(self.access_of_steps()):
                continue
            fields = {"step": act, "reason": "other", "note": "a try"}
            if role in self.duties.acts[act]:
                continue
            answer = pages.post(f"/claims/{self.own}/steps", fields)
            self.expect(answer.status == 403, f"{role} {act}: {answer.status}, expected 403")

    @staticmethod
    def access_of_steps():
        return next(access for _, path, access in routes() if path == "/claims/:claim/steps")

    def scopes(self, role, login):
        """A token without the scope is refused, whatever its user may do."""
        programs = {scope: Client(token=self.token(login, scope)) for scope in ("users", "read")}
        for path, operations in self.shown["paths"].items():
            for method, operation in operations.items():
                access = operation.get("x-access")
                if not access or role not in access["roles"]:
                    continue
                other = "read" if "users" in access["scopes"] else "users"
                answer = self.send(programs[other], method.upper(),
                                   filled("/api/v1" + path, method.upper(), self.own))
                self.expect(answer.status == 403 and answer.code == "scope-missing",
                            f"{role} {method} {path} with {other}: {answer.status} {answer.code}")

    def token(self, login, *scopes):
        """A bearer token of a user, made by the command line once."""
        if (login, scopes) not in self.tokens:
            words = [word for scope in scopes for word in ("--scope", scope)]
            text = tradein("user", "token", login, "--title", "matrix", *words, "--as", "guan")
            self.tokens[login, scopes] = re.search(r"tradein_[\w-]+", text)[0]
        return self.tokens[login, scopes]

    def document(self):
        """The API's document lists the declared routes with the roles of the duties."""
        shown = {(method.upper(), "/api/v1" + path): operation.get("x-access", {}).get("roles")
                 for path, operations in self.shown["paths"].items()
                 for method, operation in operations.items()}
        for method, path, access in routes():
            if not path.startswith("/api/"):
                continue
            self.expect((method, path) in shown, f"{method} {path} is not in the document")
            roles = shown.pop((method, path), None)
            if access.startswith(("seeing", "doing")):
                self.expect(set(roles or ()) == self.duties.roles(access),
                            f"{method} {path}: the document's roles are {roles}")
        self.expect(not shown, f"in the document, but declared nowhere: {sorted(shown)}")


class Forms:
    """Forms that were not sent from a page of the session: refused, and nothing changes."""

    def __init__(self, matrix):
        self.matrix = matrix
        self.stranger = Client(OTHER_STAFF)

    def run(self):
        before = log_size()
        for method, path, access in routes():
            # A form for everybody, whoever is signed in, changes nothing that is somebody's.
            if method == "POST" and not path.startswith("/api/") and access != "everyone":
                self.try_foreign(path, self.matrix.duties.roles(access))
        self.matrix.expect(log_size() == before, "a foreign form changed the ledger")

    def try_foreign(self, path, roles):
        """Without a token, with a wrong one, with another session's, from another site."""
        client = self.matrix.clients[sorted(roles)[0]]
        address = filled(path, "POST", self.matrix.own)
        right, others = client.form_token, self.stranger.form_token
        for what, token, headers in (
                ("no token", "", {}), ("a wrong token", "A" * len(right), {}),
                ("another session's token", others, {}),
                ("another site", right, {"Origin": "http://example.org"}),
                ("a hidden origin", right, {"Origin": "null"})):
            answer = client.post(address, token=token, headers=headers)
            self.matrix.expect(answer.status == 403 and answer.code == "form-foreign",
                               f"POST {address} with {what}: {answer.status} {answer.code}")


class Isolation:
    """What belongs to one person or dealer is not there for another."""

    def __init__(self, matrix):
        self.matrix = matrix
        self.mine, self.other = matrix.clients["dealer-staff"], Client(OTHER_STAFF)

    def run(self):
        own = set(claims_of(DEALER))
        token = self.matrix.token(LOGINS["dealer-staff"], *SCOPES)
        program = Client(token=token)
        for path in ("/claims", f"/claims?dealer={OTHER_DEALER}", "/claims?state=submitted"):
            for address, client in ((path, self.mine), ("/api/v1" + path, program)):
                shown = set(re.findall(r"TC\d{9,}", client.get(address).text))
                self.matrix.expect(shown <= own, f"{address} shows another dealer's claims")
        self.others_claim(program)
        self.draft()
        self.upload()

    def others_claim(self, program):
        """Whole and right requests about another dealer's claim find nothing."""
        base = f"/api/v1/claims/{self.matrix.other}"
        for path, body, kind in (
                ("/view", '{"reason": "review"}', "application/json"),
                ("/steps", '{"step": "withdraw", "reason": "applicant-request"}', "application/json"),
                ("/papers?kind=invoice", "%PDF-1.4\n", "application/pdf")):
            answer = program.send("POST", base + path, body, {
                "Content-Type": kind, "Accept": "application/json"})
            self.matrix.expect(answer.status == 404,
                               f"{base}{path} by another dealer: {answer.status} {answer.code}")

    def draft(self):
        """A draft opens for its writer alone."""
        answer = self.mine.post("/claims/new", {
            "programme": "appliance", "claimRef": "secret-draft", "action": "draft"})
        self.matrix.expect(answer.status == 303, f"a draft: {answer.status} {answer.code}")
        number = max(map(int, re.findall(r"draft=(\d+)", self.mine.get("/home").text)))
        path = f"/claims/new?draft={number}"
        self.matrix.expect(self.mine.get(path).status == 200, f"{path} does not open for its writer")
        for client in (self.other, self.matrix.clients["officer"]):
            self.matrix.expect(client.get(path).status == 404, f"{path} opens for {client.login}")
            client.post(f"/drafts/{number}/remove")
        self.matrix.expect(self.mine.get(path).status == 200, f"{path} was removed by another")
        self.mine.post(f"/drafts/{number}/remove")

    def upload(self):
        """A file on the shelf is there for who brought it alone."""
        boundary = "matrix-boundary"
        body = "".join(
            f"--{boundary}\r\nContent-Disposition: form-data; {rest}\r\n" for rest in (
                f'name="formToken"\r\n\r\n{self.mine.form_token}',
                'name="file"; filename="a.csv"\r\n\r\nclaimRef,programme'))
        answer = self.mine.send("POST", "/import", body + f"--{boundary}--\r\n", {
            "Content-Type": f"multipart/form-data; boundary={boundary}"})
        place = answer.headers.get("Location", "")
        self.matrix.expect(place.startswith("/import/"), f"no upload: {answer.status}")
        for path in (place, place + "/corrected"):
            self.matrix.expect(self.other.get(path).status == 404, f"{path} opens for another")
        self.matrix.expect(self.other.post(place + "/book").status == 404, "booked by another")


def main():
    started = time.monotonic()
    matrix = Matrix()
    matrix.document()
    matrix.of(None, Client(), Client())
    everything = {role: matrix.token(login, *SCOPES) for role, login in LOGINS.items()}

    def row(role):
        matrix.of(role, matrix.clients[role], Client(token=everything[role]))
        matrix.steps(role, matrix.clients[role])
        matrix.scopes(role, LOGINS[role])
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(row, ROLES))
    Forms(matrix).run()
    Isolation(matrix).run()
    for text in matrix.faults:
        print(text)
    print(f"{matrix.asked} questions of {len(routes())} routes and {len(ROLES)} roles, "
          f"{len(matrix.faults)} answered wrongly, {time.monotonic() - started:.0f} s")
    sys.exit(1 if matrix.faults else 0)


if __name__ == "__main__":
    main()
