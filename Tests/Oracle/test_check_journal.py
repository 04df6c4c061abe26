import pathlib, tempfile, unittest

import check_journal

JOURNAL = """2026-03-01 (1) money.release
    Fund:A%3B1:appropriation  -1000000.10 CNY
    Fund:A%3B1:available  1000000.10 CNY

2026-03-02 (2) claim.submit TC000000018
    Fund:A%3B1:available  -450.00 CNY
    Fund:A%3B1:encumbered  450.00 CNY
"""


class CheckJournal(unittest.TestCase):
    def balances(self, of):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "j"
            path.write_text(JOURNAL)
            return of(path)

    def test_both_tools_add_up(self):
        expected = {"Fund:A%3B1:appropriation": -100000010, "Fund:A%3B1:available": 99955010,
                    "Fund:A%3B1:encumbered": 45000}
        self.assertEqual(self.balances(check_journal.of_ledger), expected)
        self.assertEqual(self.balances(check_journal.of_hledger), expected)
        wrong = dict(expected, **{"Fund:A%3B1:encumbered": 45001})
        self.assertEqual(len(check_journal.differences("x", wrong, expected)), 1)
        self.assertEqual(len(check_journal.differences("x", {}, expected)), 3)

    def test_amounts(self):
        for text, value in (("-1,234.50 CNY", -123450), ("0", 0), ("7.5", 750), ("12 CNY", 1200)):
            self.assertEqual(check_journal.fen(text), value)
        for text in ("", "CNY", "1.234", "1e5"):
            with self.assertRaises(ValueError):
                check_journal.fen(text)

    def test_codes(self):
        self.assertEqual(check_journal.escaped("JX-2026;甲:a b"), "JX-2026%3B甲%3Aa%20b")


if __name__ == "__main__":
    unittest.main()
