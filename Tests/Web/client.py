"""A small HTTP client that sends just what it is told, and keeps a session's cookies."""
import http.client
import re
import urllib.parse

from server import PASSWORD, address

HTML = "text/html,application/xhtml+xml"


class Answer:
    """What came back."""

    def __init__(self, response, body):
        self.status = response.status
        self.headers = response.headers
        self.body = body

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @property
    def code(self):
        """The problem's code, of a page or of JSON; empty where there is none."""
        if self.status < 400:
            return ""
        found = (re.search(r'"code": ?"([\w-]+)"', self.text)
                 or re.search(r'<p class="muted code">([\w-]+)</p>', self.text))
        return found[1] if found else ""


class Client:
    """One visitor: nobody, somebody with a session, or a program with a token."""

    def __init__(self, login=None, token=None):
        self.host = urllib.parse.urlsplit(address()).netloc
        self.connection = http.client.HTTPConnection(self.host, timeout=60)
        self.login = login
        self.token = token
        self.cookie = None
        self.form_token = ""
        if login:
            self.sign_in(login)

    def send(self, method, path, body=None, headers=None):
        """One request; a connection that the server closed is opened again once."""
        whole = {"Accept": HTML, **({"Cookie": self.cookie} if self.cookie else {}),
                 **({"Authorization": f"Bearer {self.token}"} if self.token else {}),
                 **(headers or {})}
        for attempt in (1, 2):
            try:
                self.connection.request(method, path, body, whole)
                response = self.connection.getresponse()
                return Answer(response, response.read())
            except (http.client.RemoteDisconnected, ConnectionError, http.client.CannotSendRequest):
                self.connection.close()
                if attempt == 2:
                    raise

    def get(self, path, **headers):
        return self.send("GET", path, None, headers)

    def post(self, path, fields=(), token=None, headers=None):
        """A form; with the session's form token unless another is given."""
        pairs = list(fields.items() if isinstance(fields, dict) else fields)
        sent = self.form_token if token is None else token
        if sent:
            pairs.append(("formToken", sent))
        body = urllib.parse.urlencode(pairs)
        return self.send("POST", path, body, {
            "Content-Type": "application/x-www-form-urlencoded", **(headers or {})})

    def twin(self):
        """The same session on a connection of its own, for another thread."""
        other = Client(token=self.token)
        other.login, other.cookie, other.form_token = self.login, self.cookie, self.form_token
        return other

    def sign_in(self, login):
        """Takes the session's cookie and the token that its forms carry."""
        answer = self.post("/login", {"login": login, "password": PASSWORD})
        found = re.search(r"tradein=([^;]+)", answer.headers.get("Set-Cookie", ""))
        assert answer.status == 303 and found, f"{login} cannot sign in: {answer.status}"
        self.cookie = f"tradein={found[1]}"
        page = self.get("/account")
        self.form_token = re.search(r'name="formToken" value="([^"]+)"', page.text)[1]
