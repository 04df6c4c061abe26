"""Who may take a route: from the two tables of Docs/reference/duties.md.

Nothing here comes from the running server, so that the matrix holds one against the other.
"""
import re

from server import ROOT

DUTIES = ROOT / "Docs" / "reference" / "duties.md"
ACTS = ROOT / "Sources" / "TradeInCore" / "Duties" / "Act.swift"

ROLES = ("dealer-staff", "reviewer", "officer", "policy-author", "policy-approver",
         "finance-officer", "finance-checker", "auditor", "administrator")


def act_keys():
    """Each act's name in Swift with its key in the documents: sendBack, return."""
    text = ACTS.read_text(encoding="utf-8")
    cases = text[text.index("enum Act"):text.index("public var title")]
    keys = {}
    for line in re.findall(r"^    case (.+)$", cases, re.MULTILINE):
        for one in line.split(", "):
            name, _, key = one.partition(" = ")
            keys[name] = key.strip('"') or name
    return keys


def table(text):
    """A table's rows: the key in its first column, the roles in its third."""
    rows = re.findall(r"^\| `([\w-]+)` \| [^|]+ \| ([^|]+?) \|", text, re.MULTILINE)
    return {key: set(roles.split(", ")) for key, roles in rows}


class Duties:
    """Answers which roles a route's access admits."""

    def __init__(self):
        acts, sights = DUTIES.read_text(encoding="utf-8").split("\n## ", 1)
        self.acts, self.sights = table(acts), table(sights)
        self.keys = act_keys()
        assert set(self.acts) == set(self.keys.values()), "duties.md does not list every act"
        assert set().union(*self.acts.values(), *self.sights.values()) == set(ROLES)

    def roles(self, access):
        """The roles that an access word of routes.txt admits; None where nobody is asked."""
        kind, _, what = access.partition(":")
        if kind == "everyone":
            return None
        if kind == "signedIn":
            return set(ROLES)
        if kind == "seeing":
            return self.sights[what]
        return set().union(*(self.acts[self.keys[act]] for act in what.split(",")))
