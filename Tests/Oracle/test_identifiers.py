"""Vectors for the check digits: published examples and synthetic numbers."""

import unittest

import identifiers as ids


class Identifiers(unittest.TestCase):
    def test_right_numbers_pass(self):
        for check, numbers in (
            (ids.is_resident_id, "11010519491231002X 440524188001010014 370899196302140014 "
                                 "370899198802290245 37089919700101019X"),
            (lambda v: ids.has_vin_shape(v) and ids.vin_digit(v) == v[8],
             "1M8GDM9AXKP042788 WDBEA30D3HA391172 11111111111111111 LZZTEST16SA000001 "
             "LZZTEST18SA000002 LZZTEST21B0000003 LZZTEST31H0000004 LZZTEST49TA900001 "
             "LZZTEST5XPA000013"),
            (lambda c: ids.has_credit_code_shape(c) and ids.credit_digit(c[:17]) == c[17],
             "91350100M000100Y43 91110000101623741K 911101066976941872 91370899MA0000015Y "
             "91370899MA0000023R 92370899MA00000A9H 91370899MAC1D2E3XT 113708990040000160"),
            (ids.is_imei, "490154203237518 860000000000017 350000000000428"),
            (ids.is_bank_card, "6222000000000000012 6222000000000000020 622200000000000009"),
            (ids.is_gtin13, "6291041500213 7622200004607 6900000000014 6979999999999"),
            (ids.is_plate, "鲁H12345 鲁HD12345 鲁HDA1234 鲁H12345F 鲁HAA001"),
        ):
            for number in numbers.split():
                with self.subTest(number):
                    self.assertTrue(check(number))

    def test_wrong_numbers_fail(self):
        for check, numbers in (
            (ids.is_resident_id, "370899199506013337 370899199502300012 37089919950601333"),
            (ids.has_vin_shape, "LZZTEST1OSA000001 LZZTEST16SA00000 LZZTEST16SA0000011"),
            (ids.has_credit_code_shape, "91370899MA000001 9137089IMA0000015Y"),
            (ids.is_imei, "490154203237519 49015420323751"),
            (ids.is_bank_card, "6222000000000000013 622200000000000"),
            (ids.is_gtin13, "6291041500214 629104150021"),
            (ids.is_plate, "鲁H1234 鲁I12345 鲁HZ12345 H12345"),
            (ids.is_phone, "12812345678 1381234567"),
        ):
            for number in numbers.split():
                with self.subTest(number):
                    self.assertFalse(check(number))
        self.assertNotEqual(ids.vin_digit("LZZTEST17SA000001"), "7")
        self.assertNotEqual(ids.credit_digit("91310115MA1H8R7C6"), "D")

    def test_an_invoice_has_twenty_digits_or_eight_and_a_code(self):
        for number, code, right in (
            ("26372000000000000001", "", True), ("12345678", "1370826001", True),
            ("12345678", "137082600111", True), ("12345678", "", False),
            ("12345678", "13708260011", False), ("2637200000000000000", "", False),
        ):
            with self.subTest(number=number, code=code):
                self.assertEqual(ids.is_invoice(number, code), right)


if __name__ == "__main__":
    unittest.main()
