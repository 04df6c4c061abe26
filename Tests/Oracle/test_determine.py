"""The rules at their borders, one row per case."""

import unittest

import determine

PERSON = "370899199506013336"
OTHER = "370899200112312064"
BASE = {
    "claimRef": "T-1", "dealerCode": "91370899MA0000015Y", "applicantName": "测试",
    "applicantId": PERSON, "applicantPhone": "13800000001", "townCode": "羊山镇",
    "invoiceNumber": "26372000000000000001", "invoiceBuyerId": PERSON,
}
APPLIANCE = {
    **BASE, "programme": "appliance", "soldOn": "2026-03-01", "price": "3333.33",
    "itemClass": "冰箱", "brand": "甲", "model": "M", "serialNumber": "S1", "efficiencyGrade": "1",
}
DIGITAL = {
    **BASE, "programme": "digital", "soldOn": "2026-03-01", "price": "3333.33",
    "itemClass": "手机", "brand": "甲", "model": "M", "serialNumber": "S1",
    "imei": "860000000000017",
}
VEHICLE = {
    **BASE, "programme": "vehicle-scrappage", "soldOn": "2026-03-01", "price": "166666.67",
    "payeeAccount": "6222000000000000012", "payeeBank": "行", "payeeAccountClass": "I",
    "newVin": "LZZTEST49TA900001", "newEnergy": "nev", "newInCatalogue": "是",
    "newRegisteredOn": "2026-03-05", "oldVin": "LZZTEST21B0000003", "oldPlate": "鲁H12345",
    "oldVehicleClass": "small-passenger", "oldFuel": "petrol",
    "oldFirstRegisteredOn": "2013-06-30", "oldOwnedSince": "2025-01-08", "oldOwnerId": PERSON,
    "recyclingCertificate": "HS-370899-1", "recycledOn": "2026-02-01",
    "deregisteredOn": "2026-02-02",
}
FUEL = {**VEHICLE, "newEnergy": "fuel", "newInCatalogue": "否", "newDisplacementMl": "2000"}
SCRAP25 = {"soldOn": "2025-03-01", "newRegisteredOn": "2025-03-05", "recycledOn": "2025-02-01",
           "deregisteredOn": "2025-02-02", "oldFirstRegisteredOn": "2012-06-30"}
REPLACE = {**VEHICLE, "programme": "vehicle-replacement", "transferredOn": "2026-02-01"}
REPLACE_FUEL = {**FUEL, "programme": "vehicle-replacement", "transferredOn": "2026-02-01"}


class Determine(unittest.TestCase):
    def check(self, base, cases):
        for change, verdict, amount in cases:
            with self.subTest(change):
                claim = determine.read_claim({**base, **change})
                found = determine.determine(claim)
                self.assertEqual(found[:2], (verdict, amount), found[2])

    def test_appliance_2026(self):
        self.check(APPLIANCE, [
            ({}, "eligible", 49999), ({"price": "10000.00"}, "eligible", 150000),
            ({"price": "9999.99"}, "eligible", 149999), ({"price": "10000.01"}, "eligible", 150000),
            ({"efficiencyGrade": "2"}, "ineligible", 0), ({"itemClass": "微波炉"}, "ineligible", 0),
            ({"quantity": "1"}, "eligible", 49999), ({"quantity": "2"}, "ineligible", 0),
            ({"invoiceBuyerId": OTHER}, "ineligible", 0), ({"price": "1.005"}, "ineligible", 0),
            ({"price": "0"}, "ineligible", 0), ({"price": ""}, "ineligible", 0),
            ({"dealerCode": "91370899MA0000015X"}, "review", 49999),
            ({"dealerCode": "91370899MA0000015X", "quantity": "2"}, "ineligible", 0),
            ({"soldOn": "2027-01-01"}, "ineligible", 0),
        ])

    def test_appliance_2025_in_shandong(self):
        sold = {"soldOn": "2025-10-01"}
        self.check({**APPLIANCE, **sold}, [
            ({}, "eligible", 66666), ({"efficiencyGrade": "2"}, "eligible", 49999),
            ({"efficiencyGrade": "2", "price": "13333.33"}, "eligible", 199999),
            ({"efficiencyGrade": "2", "price": "13333.34"}, "eligible", 200000),
            ({"efficiencyGrade": "3"}, "ineligible", 0), ({"itemClass": "微波炉"}, "eligible", 66666),
            ({"deliveredOn": "2025-10-16"}, "eligible", 66666),
            ({"deliveredOn": "2025-10-17"}, "review", 66666),
            ({"deliveredOn": "2025-12-30"}, "review", 66666),
            ({"deliveredOn": "2025-12-31"}, "ineligible", 0),
            ({"soldOn": "2025-12-31", "deliveredOn": "2026-01-15"}, "eligible", 66666),
            ({"soldOn": "2025-12-31", "deliveredOn": "2026-01-16"}, "ineligible", 0),
        ])

    def test_digital(self):
        self.check(DIGITAL, [
            ({}, "eligible", 49999), ({"price": "3333.34"}, "eligible", 50000),
            ({"price": "6000.00"}, "eligible", 50000), ({"price": "6000.01"}, "ineligible", 0),
            ({"itemClass": "智能眼镜", "imei": ""}, "eligible", 49999),
            ({"itemClass": "智能眼镜", "soldOn": "2025-03-01"}, "ineligible", 0),
            ({"soldOn": "2025-01-19"}, "ineligible", 0),
            ({"soldOn": "2025-01-20"}, "eligible", 49999),
            ({"imei": "860000000000018"}, "ineligible", 0), ({"imei": ""}, "ineligible", 0),
        ])

    def test_scrappage_2026(self):
        self.check(VEHICLE, [
            ({}, "eligible", 2000000), ({"price": "166666.66"}, "eligible", 1999999),
            ({"oldFirstRegisteredOn": "2013-07-01"}, "ineligible", 0),
            ({"oldFuel": "diesel", "oldFirstRegisteredOn": "2015-06-30"}, "eligible", 2000000),
            ({"oldFuel": "other", "oldFirstRegisteredOn": "2015-07-01"}, "ineligible", 0),
            ({"oldFuel": "nev", "oldFirstRegisteredOn": "2019-12-31"}, "eligible", 2000000),
            ({"oldFuel": "nev", "oldFirstRegisteredOn": "2020-01-01"}, "ineligible", 0),
            ({"oldOwnedSince": "2025-01-09"}, "ineligible", 0),
            ({"newInCatalogue": "N"}, "ineligible", 0), ({"oldOwnerId": OTHER}, "ineligible", 0),
            ({"payeeAccountClass": "II"}, "ineligible", 0),
            ({"oldVehicleClass": "micro-passenger"}, "eligible", 2000000),
            ({"oldVehicleClass": "light-truck"}, "ineligible", 0),
            ({"recycledOn": "2025-12-31"}, "ineligible", 0),
            ({"oldVin": "LZZTEST22B0000003"}, "ineligible", 0),
            ({"oldVin": "LZZTEST22B0000003", "oldFirstRegisteredOn": "2009-12-31"},
             "review", 2000000),
            ({"oldVin": "LZZTEST22B0000003", "oldFirstRegisteredOn": "2010-01-01"},
             "ineligible", 0),
        ])
        self.check(FUEL, [
            ({}, "eligible", 1500000), ({"price": "149999.99"}, "eligible", 1499999),
            ({"newDisplacementMl": "2001"}, "ineligible", 0), ({"oldFuel": "nev"}, "ineligible", 0),
            ({"newDisplacementMl": ""}, "ineligible", 0),
        ])

    def test_scrappage_2025_pays_fixed_sums(self):
        self.check({**VEHICLE, **SCRAP25}, [
            ({}, "eligible", 2000000), ({"price": "50000"}, "eligible", 2000000),
            ({"oldFirstRegisteredOn": "2012-07-01"}, "ineligible", 0),
            ({"oldFuel": "diesel", "oldFirstRegisteredOn": "2014-06-30"}, "eligible", 2000000),
            ({"oldFuel": "nev", "oldFirstRegisteredOn": "2019-01-01"}, "ineligible", 0),
            ({"oldOwnedSince": "2025-01-08"}, "eligible", 2000000),
            ({"oldOwnedSince": "2025-01-09"}, "ineligible", 0),
        ])
        self.check({**FUEL, **SCRAP25}, [({}, "eligible", 1500000)])

    def test_replacement(self):
        self.check(REPLACE, [
            ({"price": "187500.00"}, "eligible", 1500000),
            ({"price": "187499.99"}, "eligible", 1499999),
            ({"oldFirstRegisteredOn": "2021-05-01", "oldOwnedSince": "2025-06-01"},
             "eligible", 1333333),
            ({"soldOn": "2025-12-31"}, "ineligible", 0), ({"transferredOn": ""}, "ineligible", 0),
        ])
        self.check(REPLACE_FUEL, [
            ({"price": "216666.67"}, "eligible", 1300000),
            ({"price": "216666.66"}, "eligible", 1299999),
            ({"oldFuel": "nev", "price": "100000.01"}, "eligible", 600000),
        ])

    def test_each_required_field_is_required(self):
        for base in (APPLIANCE, DIGITAL, VEHICLE, FUEL, REPLACE):
            needed = determine.COMMON + determine.OWN[base["programme"]]
            self.check(base, [({key: ""}, "ineligible", 0) for key in needed + ("programme",)])

    def test_days_and_amounts_are_read_exactly(self):
        for text in ("2026-02-30", "2026-2-3", "20260203", "２026-02-03", "2026-02-03 "):
            self.assertIsNone(determine.parse_day(text), text)
        self.assertEqual(str(determine.parse_day("2026/2/3")), "2026-02-03")
        for text, fen in (("1", 100), ("1.5", 150), ("0.01", 1), ("1.234", None), ("-1", None),
                          ("1e3", None), ("0.00", None), (".5", None), ("1,000", None)):
            self.assertEqual(determine.parse_fen(text), fen, text)


if __name__ == "__main__":
    unittest.main()
