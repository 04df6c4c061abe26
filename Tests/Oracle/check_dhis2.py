"""Data values for DHIS2, held against its rules and the claims: check_dhis2.py TRADEIN LEDGER

DHIS2 itself is not run here: it is a server in Java with a database of its own. What its
documentation and its importer ask of metadata and of data values stands below, as JSON Schemas
and as a small server that takes them in. Every value is then worked out anew from the export of
claims, in whole fen, and from the board of targets. Ends with a message on any difference.
"""
import collections, csv, datetime, io, json, os, re, subprocess, sys

import jsonschema

OVER = ("rejected", "withdrawn", "lapsed", "clawedBack")
UID = {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9]{10}$"}
REFERENCE = {"type": "object", "properties": {"id": UID}, "required": ["id"],
             "additionalProperties": False}


def text(most):
    return {"type": "string", "minLength": 1, "maxLength": most}


def described(required, **more):
    """An object of DHIS2 that people name: its lengths are those of the server's tables."""
    return {
        "type": "object", "additionalProperties": False,
        "required": ["code", "id", "name", "shortName", "translations", *required],
        "properties": {
            "code": text(50), "id": UID, "name": text(230), "shortName": text(50),
            "description": text(10_000), **more,
            "translations": {"type": "array", "items": {
                "type": "object", "additionalProperties": False,
                "required": ["locale", "property", "value"],
                "properties": {"locale": {"enum": ["en"]}, "value": text(230),
                               "property": {"enum": ["NAME", "SHORT_NAME"]}}}}}}


METADATA = {
    "type": "object", "additionalProperties": False,
    "required": ["dataElements", "dataSets", "organisationUnits"],
    "properties": {
        "dataElements": {"type": "array", "minItems": 1, "items": described(
            ["aggregationType", "domainType", "valueType", "zeroIsSignificant"],
            aggregationType={"enum": ["SUM", "LAST"]}, domainType={"enum": ["AGGREGATE"]},
            valueType={"enum": ["INTEGER_ZERO_OR_POSITIVE", "NUMBER"]},
            zeroIsSignificant={"enum": [True]})},
        "dataSets": {"type": "array", "minItems": 1, "items": described(
            ["dataSetElements", "openFuturePeriods", "organisationUnits", "periodType"],
            periodType={"enum": ["Yearly", "Monthly"]},
            openFuturePeriods={"type": "integer", "minimum": 0},
            organisationUnits={"type": "array", "minItems": 1, "items": REFERENCE},
            dataSetElements={"type": "array", "minItems": 1, "items": {
                "type": "object", "additionalProperties": False,
                "required": ["dataElement", "dataSet"],
                "properties": {"dataElement": REFERENCE, "dataSet": REFERENCE}}})},
        "organisationUnits": {"type": "array", "minItems": 1, "items": described(
            ["openingDate"], parent=REFERENCE,
            openingDate={"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT00:00:00\.000$"})}}}

VALUES = {
    "type": "object", "additionalProperties": False, "required": ["dataSet", "dataValues"],
    "properties": {
        "dataSet": text(50), "dataSetIdScheme": {"const": "CODE"},
        "dataElementIdScheme": {"const": "CODE"}, "orgUnitIdScheme": {"const": "CODE"},
        "dataValues": {"type": "array", "items": {
            "type": "object", "additionalProperties": False,
            "required": ["dataElement", "orgUnit", "period", "value"],
            "properties": {"dataElement": text(50), "orgUnit": text(50),
                           "period": text(6), "value": text(100)}}}}}

# DHIS2's own forms of numbers: no leading nought, no sign of plus.
FORMS = {"INTEGER_ZERO_OR_POSITIVE": r"0|[1-9]\d*", "NUMBER": r"-?(0|[1-9]\d*)(\.\d+)?"}
PERIODS = {"Yearly": r"\d{4}", "Monthly": r"\d{4}(0[1-9]|1[0-2])"}


class Refused(Exception):
    """The server does not take it."""


class Server:
    """What DHIS2 makes of metadata and of data values, as far as its rules are documented."""

    def __init__(self, metadata, today=None):
        # The county's day: what runs in the county runs on the server.
        zone = datetime.timezone(datetime.timedelta(hours=8))
        self.today = today or datetime.datetime.now(zone).date()
        jsonschema.validate(metadata, METADATA)
        uids = [each["id"] for kind in metadata.values() for each in kind]
        self.unique("id", uids)
        for kind, objects in metadata.items():
            for key in ("code", "name", "shortName"):
                self.unique(f"{kind} {key}", [each[key] for each in objects])
            for property in ("NAME", "SHORT_NAME"):
                self.unique(f"{kind} {property}", [
                    each["value"] for one in objects for each in one["translations"]
                    if each["property"] == property])
                for one in objects:
                    if property == "SHORT_NAME" and any(
                            len(each["value"]) > 50 for each in one["translations"]
                            if each["property"] == property):
                        raise Refused(f"{one['code']}: the short name is too long")
        self.units = {each["code"]: each for each in metadata["organisationUnits"]}
        self.elements = {each["code"]: each for each in metadata["dataElements"]}
        self.sets = {each["code"]: each for each in metadata["dataSets"]}
        self.roots = [each for each in self.units.values() if "parent" not in each]
        if len(self.roots) != 1:
            raise Refused("one unit is above all others")
        self.refer(self.units, [each["parent"]["id"] for each in self.units.values()
                                if "parent" in each])
        self.members, taken = {}, []
        for code, each in self.sets.items():
            members = [one["dataElement"]["id"] for one in each["dataSetElements"]]
            self.refer(self.elements, members)
            self.refer(self.units, [one["id"] for one in each["organisationUnits"]])
            if any(one["dataSet"]["id"] != each["id"] for one in each["dataSetElements"]):
                raise Refused(f"{code}: a member of another data set")
            self.members[code] = set(members)
            taken += members
        self.unique("data elements in data sets", taken)

    @staticmethod
    def unique(what, values):
        twice = [value for value, count in collections.Counter(values).items() if count > 1]
        if twice:
            raise Refused(f"{what} twice: {twice[:3]}")

    @staticmethod
    def refer(objects, uids):
        missing = set(uids) - {each["id"] for each in objects.values()}
        if missing:
            raise Refused(f"nobody is {sorted(missing)[:3]}")

    def latest(self, kind, open_periods):
        """The last period that values are taken of: nought open ones is the one before today's."""
        if kind == "Yearly":
            return str(self.today.year + open_periods - 1)
        months = self.today.year * 12 + self.today.month - 1 + open_periods - 1
        return f"{months // 12}{months % 12 + 1:02}"

    def take(self, body):
        """The values of a body by element, unit and period; the head must come before them."""
        order = json.loads(body, object_pairs_hook=lambda pairs: pairs)
        if order[-1][0] != "dataValues":
            raise Refused("the head is read only as far as the values")
        document = json.loads(body)
        jsonschema.validate(document, VALUES)
        data_set = self.sets.get(document["dataSet"])
        if data_set is None:
            raise Refused(f"no data set {document['dataSet']}")
        members = self.members[data_set["code"]]
        units = {each["id"] for each in data_set["organisationUnits"]}
        last = self.latest(data_set["periodType"], data_set["openFuturePeriods"])
        values = {}
        for each in document["dataValues"]:
            element, unit = self.elements.get(each["dataElement"]), self.units.get(each["orgUnit"])
            key = (each["dataElement"], each["orgUnit"], each["period"])
            if element is None or element["id"] not in members:
                raise Refused(f"{key}: no such element in the data set")
            if unit is None or unit["id"] not in units:
                raise Refused(f"{key}: no such unit in the data set")
            if not re.fullmatch(PERIODS[data_set["periodType"]], each["period"]):
                raise Refused(f"{key}: no period of the data set")
            if each["period"] > last:
                raise Refused(f"{key}: after the last open period {last}")
            if not re.fullmatch(FORMS[element["valueType"]], each["value"]):
                raise Refused(f"{key}: {each['value']} is no {element['valueType']}")
            if key in values:
                raise Refused(f"{key}: twice")
            values[key] = each["value"]
        return values


def fen(yuan):
    whole, _, cents = yuan.partition(".")
    if len(cents) != 2:
        raise ValueError(f"no amount with two decimals: {yuan}")
    return int(whole) * 100 + int(cents)


MEASURES = {
    "CLAIMS": ("claims", None), "UNITS": ("units", None), "SALES": ("salesFen", None),
    "SUBSIDY": ("subsidyFen", None), "PAID_CLAIMS": ("claims", "paid"),
    "PAID_SUBSIDY": ("subsidyFen", "paid"), "WAITLISTED_CLAIMS": ("claims", "waitlisted"),
    "WAITLISTED_SUBSIDY": ("subsidyFen", "waitlisted")}


def worked_out(rows, letter):
    """Every value that claims give, in whole numbers, by element, town and period."""
    sums = collections.Counter()
    for row in rows:
        period = row["year"] if letter == "Y" else row["month"].replace("-", "")
        word = row["programme"].upper().replace("-", "_")
        amounts = {"claims": 0 if row["parent"] else 1,
                   **{name: int(row[name]) for name in ("units", "salesFen", "subsidyFen")}}
        for measure, (name, state) in MEASURES.items():
            counts = row["state"] == state if state else row["state"] not in OVER
            key = (f"TRADEIN_{letter}_{word}_{measure}", row["town"], period)
            sums[key] += amounts[name] if counts else 0
    return dict(sums)


def whole(key, value):
    """A value as a whole number: claims and units, or fen."""
    return fen(value) if re.search("_(SALES|SUBSIDY)$", key[0]) else int(value)


def compare(server, values, rows, letter):
    """Complaints; the values must be those of the claims, and noughts where there are none."""
    county = server.roots[0]["code"]
    theirs = worked_out(rows, letter)
    seen = {}
    for key, value in values.items():
        if key[1] != county:
            seen[(key[0], key[1].removeprefix(county + "-"), key[2])] = whole(key, value)
    found = [f"{key}: {seen.get(key)}, the claims give {theirs.get(key, 0)}"
             for key in sorted(set(seen) | set(theirs)) if seen.get(key) != theirs.get(key, 0)]
    towns = {code.removeprefix(county + "-") for code in server.units if code != county}
    for word, period in sorted({(key[0], key[2]) for key in seen}):
        missing = towns - {key[1] for key in seen if (key[0], key[2]) == (word, period)}
        if missing:
            found.append(f"{word} of {period} lacks {sorted(missing)}")
    return found


def compare_targets(server, values, board):
    """Complaints; the county's values must be those of the board."""
    county = server.roots[0]["code"]
    seen = {key[0]: value for key, value in values.items() if key[1] == county}
    wanted = {}
    for row in board:
        for end, name in (("REQUIRED", "value"), ("ACTUAL", "actual")):
            codes = [code for code in server.elements if code.endswith(f"_{row['id']}_{end}")]
            if len(codes) != 1:
                return [f"target {row['id']}: elements {codes}"]
            if row.get(name, "") != "":
                wanted[codes[0]] = row[name]
    return [f"{code}: {seen.get(code)}, the board has {wanted.get(code)}"
            for code in sorted(set(seen) | set(wanted)) if seen.get(code) != wanted.get(code)]


def main(tradein, ledger):
    def run(*words, lang="en"):
        return subprocess.run(
            [tradein, *words, "--ledger", ledger], check=True, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env={**os.environ, "TRADEIN_LANG": lang},
        ).stdout.decode("utf-8-sig")

    metadata = run("export", "dhis2", "--metadata")
    if metadata != run("export", "dhis2", "--metadata", lang="zh"):
        sys.exit("the metadata depends on the language")
    server = Server(json.loads(metadata))
    rows = list(csv.DictReader(io.StringIO(run("export", "claims"))))
    years = server.take(run("export", "dhis2"))
    months = server.take(run("export", "dhis2", "--period", "month"))
    found = compare(server, years, rows, "Y") + compare(server, months, rows, "M")
    county = server.roots[0]["code"]
    targets = {key[2] for key in years if key[1] == county}
    if len(targets) != 1 or any(key[1] == county for key in months):
        found.append(f"targets of {targets}, or among the months")
    for year in sorted({row["year"] for row in rows} | targets):
        one = server.take(run("export", "dhis2", "--year", year))
        wanted = {key: value for key, value in years.items() if key[2] == year and key[1] != county}
        if {key: value for key, value in one.items() if key[1] != county} != wanted and wanted:
            found.append(f"{year} alone differs from {year} among all years")
        board = json.loads(run("target", "board", "--all", "--format", "json", "--year", year))
        found += compare_targets(server, one, board)
    control = json.loads(run("export", "totals", "--by", "town", "--format", "json"))["control"]
    for measure, name in (("CLAIMS", "claims"), ("UNITS", "units"), ("SALES", "salesFen"),
                          ("SUBSIDY", "subsidyFen")):
        for values in (years, months):
            form = f"TRADEIN_[YM]_[A-Z_]+(?<!PAID)(?<!WAITLISTED)_{measure}"
            total = sum(whole(key, value) for key, value in values.items()
                        if re.fullmatch(form, key[0]))
            if total != control["all"][name]:
                found.append(f"{measure}: {total}, export totals has {control['all'][name]}")
    for line in found[:20]:
        print(line)
    if found or not rows:
        sys.exit("the data values are not those of the ledger")
    print(f"{len(server.elements)} data elements, {len(years)} values of years with targets, "
          f"{len(months)} of months: within DHIS2's rules (DHIS2 itself is not run), and the "
          f"same as {len(rows)} claims and the board give")


if __name__ == "__main__":
    main(*sys.argv[1:])
