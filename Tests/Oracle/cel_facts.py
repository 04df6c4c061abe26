"""Sets of facts that crowd around the values at which a pack's expressions change their mind.

The facts and their kinds are those of Docs/reference/pack-format.md. Amounts are fen, days ISO
dates, and a fact that is not known is left out of the set.
"""

import itertools
import random
import re
from datetime import date, timedelta

WORDS = {
    "newEnergy": ("nev", "fuel"),
    "oldVehicleClass": ("small-passenger", "micro-passenger", "other"),
    "oldFuel": ("petrol", "diesel", "other", "nev"),
    "payeeAccountClass": ("I", "II", "III"),
}
KINDS = {
    "day": "soldOn deliveredOn newRegisteredOn oldFirstRegisteredOn oldOwnedSince recycledOn "
           "deregisteredOn transferredOn handedInOn homeCompletedOn",
    "amount": "price priceNet",
    "count": "efficiencyGrade newDisplacementMl quantity deliveryDays",
    "flag": "newInCatalogue buyerIsApplicant oldOwnerIsApplicant homeOwnerIsApplicant",
    "class": "itemClass oldItemClass",
    "word": " ".join(WORDS),
    "text": "gtin serialNumber imei recyclingCertificate oldItemSerial recyclerCode brand model",
}
KIND_OF = {fact: kind for kind, facts in KINDS.items() for fact in facts.split()}
# What a claim can carry: twelve digits of yuan; whole numbers have far fewer digits.
LARGEST = {"amount": 99_999_999_999_999, "count": 999_999_999}
QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
NUMBER = re.compile(r"(?<![\w.])[0-9]+")
TRIED = 20_000


def literals(stretch: dict):
    """The quoted words and the whole numbers that stand in the expressions of a stretch."""
    words, numbers = set(), set()
    for text in stretch["expressions"].values():
        words.update(a or b for a, b in QUOTED.findall(text))
        numbers.update(map(int, NUMBER.findall(QUOTED.sub("", text))))
    return words, numbers


def item_classes(stretches: list) -> list:
    """Every item class that the stretches name: words that belong to no other fact."""
    named = set()
    for stretch in stretches:
        named |= literals(stretch)[0]
        for value in stretch["parameters"].values():
            named.update(value if isinstance(value, list) else ())
    return sorted(named - set(itertools.chain(*WORDS.values())))


def as_day(value):
    """The day that a parameter is, or None."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


class FactMaker:
    """Makes the sets of facts of one stretch from one seeded source of chance."""

    def __init__(self, stretch: dict, classes: list, seed: str):
        self.random = random.Random(seed)
        values = stretch["parameters"].values()
        self.days = sorted(filter(None, map(as_day, values))) or [
            date.fromisoformat(stretch["day"])]
        self.numbers = {0} | literals(stretch)[1] | {v for v in values if type(v) is int}
        self.classes = classes
        self.edges = {fact: found for fact in KIND_OF if (found := self.edges_of(fact))}

    def edges_of(self, fact: str) -> list:
        """The values on which a cut of the pack falls, one less and one more; all words."""
        kind = KIND_OF[fact]
        if kind == "day":
            around = {day + timedelta(days=n) for day in self.days for n in (-1, 0, 1)}
            return sorted(day.isoformat() for day in around)
        if kind in ("amount", "count"):
            around = {number + n for number in self.numbers for n in (-1, 0, 1)}
            return sorted(n for n in around | {LARGEST[kind]} if abs(n) <= LARGEST[kind])
        if kind == "word":
            return list(WORDS[fact])
        return {"flag": [False, True], "class": list(self.classes), "text": [True]}[kind]

    def chance_value(self, fact: str):
        """Any value, most of them far from a cut."""
        kind = KIND_OF[fact]
        if kind == "day":
            span = (self.days[-1] - self.days[0]).days + 800
            return (self.days[0] + timedelta(days=self.random.randrange(span) - 400)).isoformat()
        if kind == "amount":
            return self.random.randrange(1, 10 ** self.random.randint(1, 14))
        if kind == "count":
            return self.random.randrange(0, 10 ** self.random.randint(1, 5))
        return self.random.choice(self.edges[fact])

    def sets(self, count: int) -> list:
        """At least `count` sets, the first of which take every fact through all its edges."""
        walks = {fact: self.random.sample(edges, len(edges))
                 for fact, edges in self.edges.items()}
        longest = max(map(len, walks.values()))
        made = [{fact: walk[n % len(walk)] for fact, walk in walks.items()}
                for n in range(longest)]
        while len(made) < count:
            missing = self.random.choice((0, 0.1, 0.4))
            made.append({
                fact: self.random.choice(edges) if self.random.random() < 0.7
                else self.chance_value(fact)
                for fact, edges in self.edges.items() if self.random.random() >= missing})
        return made

    def every_edge(self, facts: list, optional: set):
        """Sets of these facts only, at their edges; and whether those are all there are.

        An optional fact may be absent too. Beyond 20,000 combinations it is that many by chance.
        """
        sides = [self.edges.get(fact, []) + ([None] if fact in optional else [])
                 for fact in facts]
        size = 1
        for side in sides:
            size *= len(side)
        if size <= TRIED:
            rows = itertools.product(*sides)
        else:
            rows = (tuple(map(self.random.choice, sides)) for _ in range(TRIED))
        return (({fact: value for fact, value in zip(facts, row) if value is not None}
                 for row in rows), size <= TRIED)
