"""The comparison, the case maker, and the decision tables."""

import contextlib
import io
import json
import tempfile
import unittest
from pathlib import Path

import compare
import determine
import gen_cases
import zen_bench


def quiet(function, *arguments):
    """Exit code and standard output."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        code = function(*arguments)
    return code, out.getvalue()


class InFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def jsonl(self, name, *rows):
        path = self.folder / name
        path.write_text("".join(json.dumps(dict(zip(("row", "verdict", "amountFen"), row))) + "\n"
                                for row in rows), encoding="utf-8")
        return str(path)


class Compare(InFolder):
    def test_equal_files_agree(self):
        a = self.jsonl("a", (1, "eligible", 5), (2, "ineligible", 0))
        b = self.jsonl("b", (2, "ineligible", 0), (1, "eligible", 5))
        self.assertEqual(quiet(compare.main, [a, b])[0], 0)

    def test_a_verdict_an_amount_and_a_missing_row_differ(self):
        a = self.jsonl("a", (1, "eligible", 5), (2, "review", 7), (3, "eligible", 1))
        b = self.jsonl("b", (1, "review", 5), (2, "review", 8))
        code, out = quiet(compare.main, [a, b])
        self.assertEqual(code, 1)
        self.assertIn("3 differences", out)
        self.assertIn("2 differences", quiet(compare.main, [a, b, "--common"])[1])

    def test_twenty_differences_are_shown(self):
        a = self.jsonl("a", *[(n, "eligible", 1) for n in range(30)])
        b = self.jsonl("b", *[(n, "eligible", 2) for n in range(30)])
        out = quiet(compare.main, [a, b])[1]
        self.assertEqual(sum(line.startswith("row ") for line in out.splitlines()), 20)
        self.assertIn("and 10 more", out)

    def test_broken_or_empty_input_is_no_agreement(self):
        good = self.jsonl("a", (1, "eligible", 1))
        for name, rows in (("empty", []), ("twice", [(1, "eligible", 1)] * 2),
                           ("float", [(1, "eligible", 1.0)])):
            self.assertEqual(quiet(compare.main, [good, self.jsonl(name, *rows)])[0], 64, name)


class Cases(InFolder):
    def make(self, count, seed, **options):
        path = self.folder / f"{seed}.csv"
        gen_cases.write(count, seed, str(path), **options)
        return path

    def test_a_seed_gives_the_same_bytes(self):
        first = self.make(200, 5).read_bytes()
        self.assertEqual(self.make(200, 5).read_bytes(), first)
        self.assertNotEqual(self.make(200, 6).read_bytes(), first)

    def test_rows_without_change_read_without_error(self):
        path, notes = self.folder / "c.csv", self.folder / "n.jsonl"
        gen_cases.write(2000, 3, str(path), notes=str(notes), bom=True)
        made = [json.loads(line) for line in notes.read_text().splitlines()]
        verdicts = set()
        for note, claim in zip(made, determine.read_file(str(path)), strict=True):
            verdicts.add(determine.determine(claim)[0])
            if not note["changes"]:
                self.assertEqual(claim.errors + claim.doubts, [], note)
        self.assertEqual(verdicts, {"eligible", "ineligible", "review"})

    def test_changes_can_be_left_out(self):
        notes = self.folder / "n.jsonl"
        self.make(500, 4, without=["missing", "bad:"], only=["digital-2026"], notes=str(notes))
        made = [json.loads(line) for line in notes.read_text().splitlines()]
        self.assertEqual({note["ruleSet"] for note in made}, {"digital-2026"})
        self.assertFalse([c for note in made for c in note["changes"]
                          if c.startswith(("missing", "bad:"))])


@unittest.skipUnless(zen_bench.engine_is_here(), "zen-engine is not installed")
class Tables(InFolder):
    def test_the_tables_give_the_same_verdicts(self):
        path = self.folder / "c.csv"
        gen_cases.write(1500, 8, str(path), only=["appliance-2026", "vehicle-scrappage-2026"])
        cases = zen_bench.prepare(str(path))
        results, _, _ = zen_bench.run(cases)
        claims = list(determine.read_file(str(path)))
        self.assertGreater(len(cases), 1000)
        for (row, _, _, _), result in zip(cases, results, strict=True):
            found = determine.determine(claims[row - 1])
            amount = zen_bench.whole(result["amountFen"])
            self.assertEqual((result["verdict"], amount), found[:2], found[2])


if __name__ == "__main__":
    unittest.main()
