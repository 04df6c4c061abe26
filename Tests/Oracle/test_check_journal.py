import pathlib, tempfile, unittest

import check_journal

JOURNAL = """2026-03-01 (1) money.release
    Fund:A%3B1:appropriation  -1000000.10 CNY
    Fund:A%3B1:available  1000000.10 CNY

2026-03-02 (2) claim.submit TC000000018
    Fund:A%3B1:available  -450.00 CNY
    Fund:A%3B1:encumbered  450.00 CNY
"""

BEANS = """option "title" "t"
option "operating_currency" "CNY"

2026-03-02 * "money.release" ""
  logIndex: "1"
  Income:Fund-A--3B-1:Appropriation  -1000000.10 CNY
  Assets:Fund-A--3B-1:Available  1000000.10 CNY

2026-03-01 * "claim.submit" "TC000000018"
  logIndex: "2"
  Assets:Fund-A--3B-1:Available  -450.00 CNY
  Assets:Fund-A--3B-1:Encumbered  450.00 CNY

2026-03-01 open Assets:Fund-A--3B-1:Available CNY
  fund: "A;1"
2026-03-01 open Assets:Fund-A--3B-1:Encumbered CNY
  fund: "A;1"
2026-03-02 open Income:Fund-A--3B-1:Appropriation CNY
  fund: "A;1"
2026-03-03 balance Assets:Fund-A--3B-1:Available  999550.10 ~ 0.00 CNY
2026-03-03 balance Assets:Fund-A--3B-1:Encumbered  450.00 ~ 0.00 CNY
2026-03-03 balance Income:Fund-A--3B-1:Appropriation  -1000000.10 ~ 0.00 CNY
; 2 transactions of a log of 3 entries
"""


class CheckJournal(unittest.TestCase):
    def balances(self, of, text=JOURNAL):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "j"
            path.write_text(text)
            return of(path)

    def test_both_tools_add_up(self):
        expected = {"Fund:A%3B1:appropriation": -100000010, "Fund:A%3B1:available": 99955010,
                    "Fund:A%3B1:encumbered": 45000}
        self.assertEqual(self.balances(check_journal.of_ledger), expected)
        self.assertEqual(self.balances(check_journal.of_hledger), expected)
        wrong = dict(expected, **{"Fund:A%3B1:encumbered": 45001})
        self.assertEqual(len(check_journal.differences("x", wrong, expected)), 1)
        self.assertEqual(len(check_journal.differences("x", {}, expected)), 3)

    def test_beancount_adds_up_and_proves_the_sums(self):
        expected = {"Income:Fund-A--3B-1:Appropriation": -100000010,
                    "Assets:Fund-A--3B-1:Available": 99955010,
                    "Assets:Fund-A--3B-1:Encumbered": 45000}
        self.assertEqual(self.balances(check_journal.of_beancount, BEANS), expected)
        self.assertEqual(self.balances(check_journal.bean_check, BEANS), (True, ""))
        accepted, words = self.balances(
            check_journal.bean_check, check_journal.off_by_a_fen(BEANS))
        self.assertFalse(accepted)
        self.assertIn("Balance failed", words)

    def test_beancount_faults_are_seen(self):
        unasserted = "\n".join(line for line in BEANS.split("\n") if "balance Income" not in line)
        unopened = BEANS.replace("2026-03-01 open Assets", "2026-03-02 open Assets", 1)
        uneven = BEANS.replace("Encumbered  450.00 CNY", "Encumbered  450.01 CNY")
        foreign = BEANS.replace('"operating_currency" "CNY"', '"operating_currency" "USD"')
        for text in (unasserted, unopened, uneven, foreign):
            with self.assertRaises(ValueError):
                self.balances(check_journal.of_beancount, text)
        with self.assertRaises(ValueError):
            check_journal.off_by_a_fen("")

    def test_beancount_names(self):
        for code, name in (("JX-2026", "JX-2026"), ("A;1", "A--3B-1"), ("a--b", "a--2D---2D-b"),
                           ("金乡2026", "金乡2026"), ("-a", "--2D-a"), ("a_b", "a--5F-b"),
                           ("e\u0301", "e--301-")):
            self.assertEqual(check_journal.beancount_name(code, "available"),
                             f"Assets:Fund-{name}:Available")
        for kind, root in (("appropriation", "Income"), ("paid", "Expenses"), ("payable", "Assets")):
            self.assertEqual(check_journal.beancount_name("A", kind),
                             f"{root}:Fund-A:{kind.capitalize()}")

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
