import copy, datetime, json, unittest

import jsonschema

import check_dhis2
from check_dhis2 import Refused, Server


def uid(number):
    return f"a{number:010}"


def named(number, code, **more):
    return {"code": code, "id": uid(number), "name": f"名{number}", "shortName": f"短{number}",
            "translations": [{"locale": "en", "property": "NAME", "value": f"Name {number}"},
                             {"locale": "en", "property": "SHORT_NAME", "value": f"N {number}"}],
            **more}


def element(number, code, kind="INTEGER_ZERO_OR_POSITIVE"):
    return named(number, code, description="d", domainType="AGGREGATE", aggregationType="SUM",
                 valueType=kind, zeroIsSignificant=True)


METADATA = {
    "dataElements": [element(1, "TRADEIN_Y_APPLIANCE_CLAIMS"),
                     element(2, "TRADEIN_Y_APPLIANCE_SALES", "NUMBER"), element(3, "OTHER")],
    "dataSets": [named(
        4, "TRADEIN_Y", periodType="Yearly", openFuturePeriods=1,
        dataSetElements=[{"dataElement": {"id": uid(n)}, "dataSet": {"id": uid(4)}} for n in (1, 2)],
        organisationUnits=[{"id": uid(5)}, {"id": uid(6)}])],
    "organisationUnits": [
        named(5, "370828", openingDate="1970-01-01T00:00:00.000"),
        named(6, "370828-jinxiang", openingDate="1970-01-01T00:00:00.000", parent={"id": uid(5)})]}
BODY = {"dataElementIdScheme": "CODE", "dataSet": "TRADEIN_Y", "dataSetIdScheme": "CODE",
        "orgUnitIdScheme": "CODE", "dataValues": [
            {"dataElement": "TRADEIN_Y_APPLIANCE_CLAIMS", "orgUnit": "370828-jinxiang",
             "period": "2026", "value": "2"},
            {"dataElement": "TRADEIN_Y_APPLIANCE_SALES", "orgUnit": "370828-jinxiang",
             "period": "2026", "value": "1234.50"}]}


class CheckDHIS2(unittest.TestCase):
    def server(self, metadata=METADATA):
        return Server(metadata, today=datetime.date(2026, 10, 20))

    def test_sound_values_are_taken(self):
        values = self.server().take(json.dumps(BODY))
        self.assertEqual(sorted(values.values()), ["1234.50", "2"])

    def test_unsound_metadata_is_refused(self):
        def broken(path, value):
            metadata = copy.deepcopy(METADATA)
            place = metadata
            for key in path[:-1]:
                place = place[key]
            place[path[-1]] = value
            return metadata
        for path, value in (
                (("dataElements", 0, "code"), "OTHER"), (("dataElements", 0, "code"), "x" * 51),
                (("dataElements", 0, "id"), uid(2)), (("dataElements", 0, "id"), "1aaaaaaaaaa"),
                (("dataElements", 0, "name"), "名2"), (("dataElements", 0, "shortName"), "x" * 51),
                (("dataElements", 0, "translations", 1, "value"), "x" * 51),
                (("dataElements", 0, "translations", 1, "value"), "N 2"),
                (("dataElements", 0, "valueType"), "MONEY"), (("dataElements", 0, "colour"), "red"),
                (("dataElements", 0, "zeroIsSignificant"), False),
                (("dataSets", 0, "dataSetElements", 0, "dataElement", "id"), uid(9)),
                (("dataSets", 0, "dataSetElements", 0, "dataElement", "id"), uid(2)),
                (("dataSets", 0, "organisationUnits", 0, "id"), uid(9)),
                (("dataSets", 0, "periodType"), "Fortnightly"),
                (("organisationUnits", 1, "parent", "id"), uid(9)),
                (("organisationUnits", 0, "parent"), {"id": uid(6)}),
                (("organisationUnits", 0, "openingDate"), "1970")):
            with self.assertRaises((Refused, jsonschema.ValidationError), msg=path):
                self.server(broken(path, value))

    def test_unsound_values_are_refused(self):
        for key, value in (
                ("dataElement", "OTHER"), ("dataElement", "NONE"), ("orgUnit", "jinxiang"),
                ("period", "202601"), ("period", "2027"), ("period", "26"), ("value", "-1"),
                ("value", "1.5"), ("value", "01"), ("value", ""), ("value", 2), ("comment", "x"),
                ("dataElement", "TRADEIN_Y_APPLIANCE_SALES")):
            body = copy.deepcopy(BODY)
            body["dataValues"][0][key] = value
            with self.assertRaises((Refused, jsonschema.ValidationError), msg=(key, value)):
                self.server().take(json.dumps(body))
        for change in ({"dataSet": "NONE"}, {"orgUnitIdScheme": "UID"}, {"log": "x"}):
            with self.assertRaises((Refused, jsonschema.ValidationError), msg=change):
                self.server().take(json.dumps({**change, **{
                    key: value for key, value in BODY.items() if key not in change}}))
        late = {key: BODY[key] for key in sorted(BODY)}
        with self.assertRaises(Refused):
            self.server().take(json.dumps(late))

    def test_the_last_open_period(self):
        server = self.server()
        self.assertEqual(server.latest("Yearly", 1), "2026")
        self.assertEqual(server.latest("Monthly", 1), "202610")
        self.assertEqual(server.latest("Monthly", 0), "202609")
        self.assertEqual(server.latest("Monthly", 3), "202612")
        self.assertEqual(server.latest("Monthly", 4), "202701")

    def test_differences_are_found(self):
        row = {"parent": "", "year": "2026", "month": "2026-03", "programme": "appliance",
               "town": "jinxiang", "state": "paid", "units": "1", "salesFen": "500000",
               "subsidyFen": "50000"}
        rows = [row, {**row, "state": "rejected"}, {**row, "parent": "TC1", "units": "0",
                                                    "salesFen": "0", "subsidyFen": "1"}]
        theirs = check_dhis2.worked_out(rows, "M")
        key = ("TRADEIN_M_APPLIANCE_{}", "jinxiang", "202603")
        self.assertEqual(
            {name: theirs[(key[0].format(name), *key[1:])] for name in check_dhis2.MEASURES},
            {"CLAIMS": 1, "UNITS": 1, "SALES": 500000, "SUBSIDY": 50001, "PAID_CLAIMS": 1,
             "PAID_SUBSIDY": 50001, "WAITLISTED_CLAIMS": 0, "WAITLISTED_SUBSIDY": 0})
        server = self.server()
        values = {}
        for (word, town, period), value in check_dhis2.worked_out(rows, "Y").items():
            amount = word.endswith(("SALES", "SUBSIDY"))
            values[(word, "370828-" + town, period)] = (
                f"{value // 100}.{value % 100:02}" if amount else str(value))
        self.assertEqual(check_dhis2.compare(server, values, rows, "Y"), [])
        for word, value in (("CLAIMS", "2"), ("PAID_SUBSIDY", "500.02")):
            wrong = {**values, (f"TRADEIN_Y_APPLIANCE_{word}", "370828-jinxiang", "2026"): value}
            self.assertEqual(len(check_dhis2.compare(server, wrong, rows, "Y")), 1)
        first = next(iter(values))
        fewer = {key: value for key, value in values.items() if key != first}
        self.assertTrue(check_dhis2.compare(server, fewer, rows, "Y"))

    def test_amounts(self):
        self.assertEqual(check_dhis2.fen("1234.50"), 123450)
        for text in ("1", "1.5", "1.234", ""):
            with self.assertRaises(ValueError):
                check_dhis2.fen(text)


if __name__ == "__main__":
    unittest.main()
