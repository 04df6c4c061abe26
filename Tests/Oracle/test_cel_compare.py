"""The comparison with cel-python: what it maps, what it tries, and that it sees a wrong answer."""

import contextlib
import importlib.util
import io
import json
import os
import stat
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

if importlib.util.find_spec("celpy") is None:
    raise unittest.SkipTest("cel-python is not installed")

import cel_compare
from cel_facts import KIND_OF, FactMaker, item_classes

# A product of one pack and two stretches that answers by hand; FAULT makes it wrong in one way.
FAKE = """#!{python}
import json, os, sys
fault = os.environ.get("FAULT", "")
EXPRESSIONS = {{
    "require:grade": "efficiencyGrade <= limit",
    "require:late": "!has(deliveredOn) || deliveredOn <= by",
    "award:when": 'newEnergy == "nev"',
    "award:amount": "min(price, cap * 2)",
}}
STRETCHES = [
    {{"day": "2026-01-01", "expressions": EXPRESSIONS,
      "parameters": {{"limit": 1, "by": "2026-03-31", "cap": 1000}}}},
    {{"day": "2026-07-01", "expressions": EXPRESSIONS,
      "parameters": {{"limit": 2, "by": "2026-09-30", "cap": 1500}}}},
]
if sys.argv[1:3] == ["policy", "list"]:
    print(json.dumps({{"pack": "p", "from": "2026-01-01", "to": "2026-12-31"}}))
    sys.exit()
if len(sys.argv) == 4:
    for stretch in STRETCHES:
        print(json.dumps(stretch))
    sys.exit()
lines = [json.loads(line) for line in open(sys.argv[4])]
for number, line in enumerate(lines[1:] if fault == "short" else lines):
    facts = line["facts"]
    values = [s["parameters"] for s in STRETCHES if s["day"] <= line["day"]][-1]
    grade, delivered = facts.get("efficiencyGrade"), facts.get("deliveredOn")
    answers = {{
        "require:grade": "absent:efficiencyGrade" if grade is None else (
            grade < values["limit"] if fault == "edge" else grade <= values["limit"]),
        "require:late": delivered is None or delivered <= values["by"],
        "award:when": facts["newEnergy"] == "nev" if "newEnergy" in facts else
            False if fault == "default" else "absent:newEnergy",
        "award:amount": min(facts["price"], values["cap"] * 2) if "price" in facts else
            "absent:price",
    }}
    if number == 40 and fault == "one":
        answers["award:amount"] = 7
    if number == 41 and fault == "absent":
        answers["require:late"] = "absent:deliveredOn"
    if fault == "type":
        answers["require:late"] = int(answers["require:late"])
    if fault == "silent":
        del answers["require:late"]
    print(json.dumps(answers))
"""


def outcome(*arguments, fault=""):
    """Exit code and standard output of the comparison with a product that has this fault."""
    out = io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        fake = Path(folder) / "tradein"
        fake.write_text(FAKE.format(python=sys.executable), encoding="utf-8")
        fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
        with mock.patch.dict(os.environ, {"FAULT": fault}), contextlib.redirect_stdout(out), \
                contextlib.redirect_stderr(io.StringIO()):
            code = cel_compare.main([str(fake), "--sets", "200", "--jobs", "1", *arguments])
    return code, out.getvalue()


class WholeRun(unittest.TestCase):
    def test_a_product_without_fault_agrees(self):
        code, out = outcome()
        self.assertEqual(code, 0, out)
        self.assertIn("0 differences", out)
        self.assertIn("seed 7", out)

    def test_a_wrong_answer_is_caught(self):
        for fault, words in (("one", "ours 7"), ("edge", "other values"), ("type", "other values"),
                             ("default", "CEL misses a fact, ours decides"),
                             ("absent", "ours misses a fact, CEL decides"),
                             ("silent", "names differ")):
            with self.subTest(fault):
                code, out = outcome(fault=fault)
                self.assertEqual(code, 1, out)
                self.assertIn(words, out)

    def test_one_wrong_answer_is_one_difference_and_shown_with_its_facts(self):
        out = outcome("--seed", "9", fault="one")[1]
        self.assertIn("2 differences in 1 expressions", out)
        for words in ("p from 2026-01-01, award:amount", "min(price, cap * 2)", '"price":', "CEL "):
            self.assertIn(words, out)

    def test_a_seed_gives_the_same_differences(self):
        def shown(seed):
            return outcome("--seed", seed, fault="edge")[1].rsplit("seed", 1)[0]
        self.assertEqual(shown("3"), shown("3"))
        self.assertNotEqual(shown("3"), shown("4"))

    def test_no_answer_is_no_agreement(self):
        self.assertEqual(outcome(fault="short")[0], 64)
        self.assertEqual(outcome("--pack", "q")[0], 64)


class Mapping(unittest.TestCase):
    def value(self, text, facts, **parameters):
        cel = cel_compare.environment()
        return cel_compare.Expression(cel, "x", text, parameters).value(facts)

    def test_values_keep_their_kind(self):
        self.assertIs(self.value("quantity == one", {"quantity": 1}, one=1), True)
        self.assertEqual(self.value("quantity * 2 - -1", {"quantity": 3}), 7)
        self.assertIs(self.value("itemClass in classes", {"itemClass": "a"}, classes=["a"]), True)
        self.assertIs(self.value("soldOn <= by", {"soldOn": "2026-02-01"}, by="2026-01-31"), False)

    def test_a_missing_fact_is_told_from_other_errors(self):
        self.assertEqual(self.value("quantity < 3", {}), "absent:quantity")
        self.assertEqual(self.value("-quantity < 3 ? 1 : 2", {}), "absent")
        self.assertEqual(self.value("min(price, priceNet)", {"price": 1}), "absent:priceNet")
        overflow = self.value("price * 9223372036854775807", {"price": 2})
        self.assertTrue(overflow.startswith("error: "), overflow)

    def test_has_looks_only_whether_the_fact_is_there(self):
        for facts, there in (({"imei": True}, True), ({}, False), ({"quantity": 1}, False)):
            self.assertIs(self.value("has(imei)", facts), there)
        self.assertIs(self.value("!has(quantity) || quantity < 2", {}), True)

    def test_cel_lets_one_side_decide_over_a_missing_fact(self):
        self.assertIs(self.value("quantity < 1 || true", {}), True)
        self.assertIs(self.value("quantity < 1 && false", {}), False)
        kind = cel_compare.kind_of_difference("absent:quantity", True, {})
        self.assertEqual(kind, "ours misses a fact, CEL decides")

    def test_what_is_no_cel_is_refused(self):
        for text, parameters in (("price ? price ? 1 : 2 : 3", {}), ("nobody < 1", {}),
                                 ("quantity < package", {"package": 1}),
                                 ("has(imei)", {"f": 1})):
            with self.subTest(text), self.assertRaises((cel_compare.celpy.CELParseError,
                                                        ValueError)):
                self.value(text, {}, **parameters)

    def test_a_fact_said_to_be_absent_must_be(self):
        kind = cel_compare.kind_of_difference
        self.assertIsNone(kind("absent:price", "absent", {"quantity": 1}))
        self.assertIsNotNone(kind("absent:price", "absent", {"price": 1}))
        self.assertIsNotNone(kind("absent:price", "error: overflow", {}))
        self.assertIsNotNone(kind(True, 1, {}))


class Facts(unittest.TestCase):
    STRETCH = {"day": "2026-01-01", "parameters": {"cap": 500, "by": "2026-03-31", "on": ["a"]},
               "expressions": {"x": 'quantity <= 3 && itemClass != "b"'}}

    def maker(self, seed="1"):
        return FactMaker(self.STRETCH, item_classes([self.STRETCH]), seed)

    def test_every_fact_takes_every_edge(self):
        sets = self.maker().sets(100)
        self.assertGreaterEqual(len(sets), 100)
        for fact, edges in {
                "price": (2, 3, 4, 499, 500, 501), "quantity": (2, 3, 4, 499, 500, 501),
                "soldOn": ("2026-03-30", "2026-03-31", "2026-04-01"), "itemClass": ("a", "b"),
                "oldFuel": ("petrol", "diesel", "other", "nev"), "imei": (True,),
                "newInCatalogue": (True, False)}.items():
            self.assertLessEqual(set(edges), {facts.get(fact) for facts in sets}, fact)

    def test_every_fact_is_absent_at_times(self):
        sets = self.maker().sets(300)
        for fact in KIND_OF:
            self.assertTrue(any(fact not in facts for facts in sets), fact)

    def test_a_seed_gives_the_same_sets(self):
        self.assertEqual(self.maker().sets(200), self.maker().sets(200))
        self.assertNotEqual(self.maker().sets(200), self.maker("2").sets(200))

    def test_all_edges_together_hold_the_rare_side(self):
        tries, complete = self.maker().every_edge(["imei", "quantity"], {"imei"})
        found = list(tries)
        self.assertTrue(complete)
        self.assertIn({"quantity": 3}, found)
        self.assertIn({"imei": True, "quantity": 501}, found)

    def test_a_side_that_chance_misses_is_looked_for(self):
        text = 'quantity == 3 && price == 501 && oldFuel == "nev" && soldOn == by && has(imei)'
        stretch = {**self.STRETCH, "expressions": {"x": text}}
        task = cel_compare.Task("", "p", stretch, "2026-12-31", [], 1, 1)
        maker, found = FactMaker(stretch, [], "1"), cel_compare.Outcome("p")
        expressions, sets = cel_compare.compiled(task, found), [{}]
        cel_compare.add_missing_sides(task, expressions, sets, maker, found)
        self.assertEqual({expressions[0].value(facts) for facts in sets} & {True, False},
                         {True, False})
        self.assertEqual(found.constant + found.unseen, [])


if __name__ == "__main__":
    unittest.main()
