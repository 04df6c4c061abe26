"""The forms of a role's pages, found by following its links: what a fuzzer fills in."""
import html.parser
import re
import urllib.parse

from routes import TABLE

# What would put the visitors themselves out, or ends their sessions.
LEFT_ALONE = re.compile(r"^/(logout|login|account/|users/[^/]+/|access/sessions/)")


class Form:
    """A form of a page: where it goes, and its controls with the values they have."""

    def __init__(self, attributes, page):
        self.action = attributes.get("action") or urllib.parse.urlsplit(page).path
        self.method = (attributes.get("method") or "get").upper()
        self.is_multipart = attributes.get("enctype") == "multipart/form-data"
        self.fields = {}
        self.choices = {}
        self.files = []


class Reader(html.parser.HTMLParser):
    """Reads forms and links of a page."""

    def __init__(self, page):
        super().__init__()
        self.page = page
        self.forms, self.links = [], []
        self.form = self.select = None

    def handle_starttag(self, tag, attrs):
        one = dict(attrs)
        if tag == "a" and one.get("href", "").startswith("/"):
            self.links.append(one["href"])
        elif tag == "form":
            self.form = Form(one, self.page)
            self.forms.append(self.form)
        elif self.form and tag == "option" and self.select:
            self.form.choices.setdefault(self.select, []).append(one.get("value") or "")
        elif self.form and one.get("name"):
            self.control(tag, one)

    def control(self, tag, one):
        name = one["name"]
        self.select = name if tag == "select" else None
        if one.get("type") == "file":
            self.form.files.append(name)
        elif one.get("type") in ("checkbox", "radio"):
            self.form.choices.setdefault(name, []).append(one.get("value") or "on")
        else:
            self.form.fields.setdefault(name, one.get("value") or "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None


def patterns():
    """The GET routes of pages, as expressions that match their paths."""
    for line in TABLE.read_text().splitlines():
        method, path, _ = line.split(" ", 2)
        if method == "GET" and not path.startswith(("/api/", "/assets/")):
            yield path, re.compile(re.sub(r":\w+", "[^/?]+", re.escape(path).replace("\\:", ":")) + "$")


def harvest(client):
    """The pages that a visitor comes to from home, one of each route, and their forms."""
    known = list(patterns())
    waiting, met, pages, found = ["/home", "/"], set(), [], {}
    while waiting:
        address = waiting.pop(0)
        path = urllib.parse.urlsplit(address).path
        # A longer literal path is meant before one with a parameter: /claims/new.
        route = next((name for name, form in sorted(known, key=lambda one: ":" in one[0])
                      if form.match(path)), None)
        if route is None or route in met:
            continue
        met.add(route)
        answer = client.get(address)
        if answer.status != 200 or "html" not in answer.headers.get("Content-Type", ""):
            continue
        pages.append(address)
        reader = Reader(address)
        reader.feed(answer.text)
        waiting += reader.links
        for form in reader.forms:
            if not LEFT_ALONE.match(form.action):
                kind = (form.method, re.sub(r"[^/]*\d[^/]*", ":", form.action), *form.fields)
                found.setdefault(kind, form)
    return pages, list(found.values())
