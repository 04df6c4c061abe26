"""The web proof's own tests: what it calls wrong is wrong, what it reads is read."""
import unittest

import duties
import forms
import hostile
import look
import routes


class Languages(unittest.TestCase):
    def test_english(self):
        for text in ("提交", "In all 24，held 21", "Sold on：2026"):
            self.assertTrue(look.is_not_english(text, True), text)
        for text in ("Submit", "art. 二(一)", "金乡示例商城01号有限公司", "例海 LDS-100"):
            self.assertFalse(look.is_not_english(text, True), text)
        self.assertFalse(look.is_not_english("国庆新能源车展", False))

    def test_chinese(self):
        for text in ("Submit", "2000.00 yuan", "targets"):
            self.assertTrue(look.is_not_chinese(text, True), text)
        for text in ("提交", "申领 TC000038455", "CSV", "IMEI2", "dian", "English", "2026-03-01"):
            self.assertFalse(look.is_not_chinese(text, True), text)
        self.assertTrue(look.is_not_chinese("This is a whole sentence of English words.", False))


class Routes(unittest.TestCase):
    def test_words(self):
        self.assertEqual(routes.access_word(".seeing(.claims)"), "seeing:claims")
        self.assertEqual(routes.access_word(".doing(.a, .b)"), "doing:a,b")
        self.assertIsNone(routes.access_word(".doing(things)"))

    def test_duties(self):
        table = duties.Duties()
        self.assertEqual(table.roles("doing:keepUser"), {"administrator"})
        self.assertEqual(table.roles("seeing:access"), {"administrator"})
        self.assertIn("reviewer", table.roles("doing:sendBack"))
        self.assertIsNone(table.roles("everyone"))


class Forms(unittest.TestCase):
    def test_reader(self):
        reader = forms.Reader("/x")
        reader.feed("<a href='/y'>y</a><form method=post action='/z' enctype='multipart/form-data'>"
                    "<input type=hidden name=formToken value=t><input type=file name=file>"
                    "<select name=kind><option value=a><option value=b></select></form>")
        form = reader.forms[0]
        self.assertEqual((form.method, form.action, form.is_multipart), ("POST", "/z", True))
        self.assertEqual((form.fields["formToken"], form.files), ("t", ["file"]))
        self.assertEqual(form.choices, {"kind": ["a", "b"]})
        self.assertEqual(reader.links, ["/y"])

    def test_markup_is_known_again(self):
        for text in hostile.MARKUP[:4]:
            self.assertTrue(any(raw in text for raw in hostile.RAW), text)


if __name__ == "__main__":
    unittest.main()
