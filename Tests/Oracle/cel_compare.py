#!/usr/bin/env python3
"""Every expression of every pack, evaluated by the product and by a CEL that is not ours.

    cel_compare.py TRADEIN [--sets N] [--seed N] [--pack ID]... [--jobs N]

For each pack (templates too) and each stretch of days on which its parameters stay as they are,
at least N sets of facts go to `tradein policy evaluate` and to cel-python. Agreement means: the
same truth or the same whole number; and the product misses a fact exactly when CEL ends in an
error over a missing name. Exits 0 when all agree, 1 with up to 10 differences printed, 64 when
the product's answers cannot be read. Docs/decisions/0013 says how the two are mapped.
"""

import argparse
import json
import logging
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

import celpy
from celpy import celtypes

from cel_facts import KIND_OF, FactMaker, item_classes

SHOWN = 10
HAS = re.compile(r"\bhas\(\s*(\w+)\s*\)")
UNDECLARED = re.compile(r"undeclared reference to '(\w+)'")
# Words that CEL's definition keeps for itself; cel-python would take them as names.
RESERVED = frozenset("as break const continue else for function if import let loop package "
                     "namespace return var void while".split())
FUNCTIONS = {"min": lambda a, b: a if a <= b else b, "max": lambda a, b: a if a >= b else b}


class NotReadable(Exception):
    """The product gave no answer, or one that does not fit the question."""


def environment() -> celpy.Environment:
    """A CEL without the Protobuf types, which no expression names and every run would load."""
    made = celpy.Environment()
    made.annotations.clear()
    return made


class Expression:
    """One expression as CEL reads it, compiled once; equal questions are asked once."""

    def __init__(self, cel: celpy.Environment, name: str, text: str, parameters: dict):
        self.name, self.text = name, text
        tree = cel.compile(HAS.sub(r"has(f.\1)", text))
        self.program = cel.program(tree, FUNCTIONS)
        self.asked = sorted({str(t.children[1]) for t in tree.find_data("member_dot")})
        named = {str(t.children[0]) for t in tree.find_data("ident")}
        if self.asked and "f" in parameters:
            raise ValueError("f is needed as the map of facts, give the parameter another name")
        named = sorted(named - {"f"} if self.asked else named)
        self.fixed = {n: celpy.json_to_cel(parameters[n]) for n in named if n in parameters}
        self.facts = [n for n in named if n not in parameters]
        strange = [n for n in self.facts + self.asked if n not in KIND_OF]
        strange += RESERVED & self.fixed.keys()
        if strange:
            raise ValueError(f"CEL knows no variable of the name {', '.join(strange)}")
        self.needed = sorted({*self.facts, *self.asked})
        self.answers: dict = {}

    def value(self, facts: dict):
        """True, False, a whole number, "absent:NAME", "absent", or "error: …"."""
        key = (*map(facts.get, self.facts), *(n in facts for n in self.asked))
        if key not in self.answers:
            self.answers[key] = self.evaluate(facts)
        return self.answers[key]

    def evaluate(self, facts: dict):
        known = {n: celpy.json_to_cel(facts[n]) for n in self.needed if n in facts}
        context = {**self.fixed, **{n: known[n] for n in self.facts if n in known}}
        if self.asked:
            context["f"] = celtypes.MapType({celtypes.StringType(n): v for n, v in known.items()})
        try:
            found = self.program.evaluate(context)
        except celpy.CELEvalError as error:
            return self.ending(error, facts)
        if isinstance(found, celtypes.BoolType):
            return bool(found)
        return int(found) if isinstance(found, celtypes.IntType) else f"error: {found!r}"

    def ending(self, error: celpy.CELEvalError, facts: dict) -> str:
        """Whether CEL stopped over a missing name, at once or by an operator fed with that."""
        text = " ".join(map(str, error.args))
        named = UNDECLARED.match(text)
        if named:
            return f"absent:{named[1]}"
        if "CELEvalError" in text and any(n not in facts for n in self.facts):
            return "absent"
        return f"error: {text[:120]}"


def kind_of_difference(ours, theirs, facts: dict):
    """None when the two agree, else in what way they do not."""
    ours_misses = isinstance(ours, str) and ours.startswith("absent:")
    theirs_misses = isinstance(theirs, str) and theirs.startswith("absent")
    if ours_misses and theirs_misses:
        return "the fact named is not absent" if ours[7:] in facts else None
    if ours_misses:
        return "ours misses a fact, CEL decides" if type(theirs) in (bool, int) else "CEL fails"
    if theirs_misses:
        return "CEL misses a fact, ours decides"
    if type(theirs) is str:
        return "CEL fails"
    return None if type(ours) is type(theirs) and ours == theirs else "other values"


@dataclass
class Task:
    """One stretch of one pack, and what is to be tried on it."""

    tradein: str
    pack: str
    stretch: dict
    last: str
    classes: list
    sets: int
    seed: int


@dataclass
class Outcome:
    """What was found on one stretch, or on all of them."""

    pack: str
    count: Counter = field(default_factory=Counter)
    kinds: Counter = field(default_factory=Counter)
    places: Counter = field(default_factory=Counter)
    shown: list = field(default_factory=list)
    constant: list = field(default_factory=list)
    unseen: list = field(default_factory=list)

    def differ(self, kind: str, task: Task, name: str, sentence: str) -> None:
        """Notes a difference; the first of each expression and stretch is kept to be shown."""
        self.kinds[kind] += 1
        place = f"{task.pack} {name}"
        if not self.places[place]:
            self.shown.append(f"{task.pack} from {task.stretch['day']}, {name}: {kind}\n"
                              f"  {sentence}")
        self.places[place] += 1

    def add(self, other: "Outcome") -> None:
        for name in ("count", "kinds", "places"):
            getattr(self, name).update(getattr(other, name))
        for name in ("shown", "constant", "unseen"):
            getattr(self, name).extend(getattr(other, name))


def tool(tradein: str, *words: str) -> list:
    """The JSON lines that the product prints."""
    done = subprocess.run([tradein, *words], capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise NotReadable(f"{' '.join(words)} ended with {done.returncode}: {done.stderr[-500:]}")
    try:
        return [json.loads(line) for line in done.stdout.splitlines() if line.strip()]
    except ValueError as error:
        raise NotReadable(f"{' '.join(words)}: no JSON line: {error}") from error


def days_of(task: Task, count: int, maker: FactMaker):
    """Days of the stretch: its first, its last, then any."""
    first, last = date.fromisoformat(task.stretch["day"]), date.fromisoformat(task.last)
    yield from (first.isoformat(), last.isoformat())
    for _ in range(count - 2):
        yield (first + timedelta(maker.random.randrange((last - first).days + 1))).isoformat()


def our_answers(task: Task, sets: list, maker: FactMaker) -> list:
    """What the product says of each set of facts."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for day, facts in zip(days_of(task, len(sets), maker), sets):
            file.write(json.dumps({"day": day, "facts": facts}) + "\n")
        file.flush()
        found = tool(task.tradein, "policy", "evaluate", task.pack, file.name)
    if len(found) != len(sets):
        raise NotReadable(f"{task.pack}: {len(sets)} sets of facts, {len(found)} answers")
    return found


def compiled(task: Task, outcome: Outcome) -> list:
    """The expressions of the stretch; one that CEL cannot read is a difference."""
    cel, found = environment(), []
    for name, text in task.stretch["expressions"].items():
        try:
            found.append(Expression(cel, name, text, task.stretch["parameters"]))
        except (celpy.CELParseError, ValueError) as error:
            first = str(error).splitlines()[0][:200]
            outcome.differ("CEL cannot read it", task, name, f"{text}\n  {first}")
    return found


def add_missing_sides(task, expressions: list, sets: list, maker, outcome: Outcome) -> None:
    """Sees to it that each expression comes out true and false, by trying all edges if need be."""
    for item in expressions:
        values = {type(v): v for v in map(item.value, sets)}
        seen = {v for v in item.answers.values() if type(v) is bool}
        if int in values or not item.needed or len(seen) == 2:
            continue
        tries, complete = maker.every_edge(item.needed, set(item.asked))
        for facts in tries:
            value = item.value(facts)
            if type(value) is bool and value not in seen:
                seen.add(value)
                sets.append(facts)
        if len(seen) < 2:
            words = f"{task.pack} {item.name}: only {' '.join(map(str, seen)).lower() or 'absent'}"
            (outcome.constant if complete else outcome.unseen).append(words)


def check(task: Task) -> Outcome:
    """Both evaluators on one stretch."""
    logging.disable(logging.CRITICAL)
    outcome = Outcome(task.pack)
    maker = FactMaker(task.stretch, task.classes,
                      f"{task.seed}/{task.pack}/{task.stretch['day']}")
    sets = maker.sets(task.sets)
    expressions = compiled(task, outcome)
    add_missing_sides(task, expressions, sets, maker, outcome)
    answers = our_answers(task, sets, maker)
    listed = set(task.stretch["expressions"])
    for facts, ours in zip(sets, answers):
        for name in listed ^ ours.keys():
            outcome.differ("listed and evaluated names differ", task, name, "")
        for item in expressions:
            compare(task, item, facts, ours.get(item.name), outcome)
    outcome.count.update(stretches=1, expressions=len(listed), sets=len(sets),
                         distinct=sum(len(item.answers) for item in expressions))
    return outcome


def compare(task: Task, item: Expression, facts: dict, ours, outcome: Outcome) -> None:
    theirs = item.value(facts)
    side = ("absent" if str(theirs).startswith("absent") else "error" if type(theirs) is str
            else str(theirs).lower() if type(theirs) is bool else "number")
    outcome.count.update(["evaluations", side])
    kind = kind_of_difference(ours, theirs, facts)
    if kind:
        used = {n: facts[n] for n in item.needed if n in facts}
        values = {n: task.stretch["parameters"][n] for n in item.fixed}
        outcome.differ(kind, task, item.name,
                       f"{item.text}\n  facts {json.dumps(used)} parameters {json.dumps(values)}\n"
                       f"  ours {json.dumps(ours)}, CEL {json.dumps(theirs)}")


def tasks(options) -> list:
    """One task for each stretch of each pack, the same whatever the number of jobs."""
    packs = tool(options.tradein, "policy", "list", "--format", "jsonl")
    listed = {row["pack"]: tool(options.tradein, "policy", "evaluate", row["pack"])
              for row in packs}
    unknown = set(options.pack) - listed.keys()
    if unknown or not packs:
        raise NotReadable(f"no such pack: {', '.join(sorted(unknown)) or 'the list is empty'}")
    # Of all packs, whichever are tried: a class that this pack does not cover stands in another.
    classes = item_classes([stretch for found in listed.values() for stretch in found])
    made = []
    for row in packs:
        if options.pack and row["pack"] not in options.pack:
            continue
        stretches = listed[row["pack"]]
        ends = [(date.fromisoformat(later["day"]) - timedelta(days=1)).isoformat()
                for later in stretches[1:]] + [row["to"]]
        made += [Task(options.tradein, row["pack"], stretch, end, classes, options.sets,
                      options.seed) for stretch, end in zip(stretches, ends)]
    return made


COLUMNS = ("stretches", "expressions", "sets", "evaluations", "distinct", "true", "false",
           "number", "absent", "error")


def report(outcomes: list) -> bool:
    """Prints a row for each pack and what was found; whether all agree."""
    total, packs = Outcome("all"), {}
    for outcome in outcomes:
        packs.setdefault(outcome.pack, Outcome(outcome.pack)).add(outcome)
        total.add(outcome)
    width = max(map(len, packs))
    print(" " * width, *(f"{name:>11}" for name in COLUMNS))
    for row in [*packs.values(), total]:
        print(f"{row.pack:<{width}}", *(f"{row.count[name]:>11,}" for name in COLUMNS))
    for words in total.constant:
        print(f"{words}, at every combination of edges")
    for words in total.unseen:
        print(f"{words}; the other side was not found and may exist")
    for words in total.shown[:SHOWN]:
        print(words)
    differing = sum(total.kinds.values())
    if differing:
        print("differences by expression:")
        for place, number in sorted(total.places.items()):
            print(f"  {number:>8,} {place}")
    for kind, number in sorted(total.kinds.items()):
        print(f"{number:,} differences: {kind}")
    print(f"{total.count['evaluations']:,} evaluations compared, "
          f"{total.count['distinct']:,} of them distinct and evaluated by cel-python, "
          f"{differing:,} differences in {len(total.places)} expressions")
    return not differing and not total.unseen and total.count["evaluations"] > 0


def main(arguments=None) -> int:
    parser = argparse.ArgumentParser(description="Packs' expressions against cel-python.")
    parser.add_argument("tradein")
    parser.add_argument("--sets", type=int, default=1000, help="sets of facts for each stretch")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--pack", action="append", default=[])
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args(arguments)
    start = time.monotonic()
    try:
        todo = tasks(options)
        with multiprocessing.Pool(options.jobs) as pool:
            outcomes = pool.map(check, todo, chunksize=1)
    except (NotReadable, OSError) as error:
        print(error, file=sys.stderr)
        return 64
    agreed = report(outcomes)
    print(f"seed {options.seed}, {time.monotonic() - start:.1f} s with {options.jobs} jobs")
    return 0 if agreed else 1


if __name__ == "__main__":
    sys.exit(main())
