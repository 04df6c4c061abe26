"""One row against the identifiers' formulas and the rules of its year."""

from datetime import date

from .world import CLASSES_OF, PROGRAMME_NAMES, TOWNS

REQUIRED = """claimRef programme dealerCode applicantName applicantId applicantPhone townCode
soldOn invoiceNumber invoiceBuyerId price""".split()
VEHICLE = """payeeAccount payeeBank payeeAccountClass newVin newEnergy newRegisteredOn oldVin
oldPlate oldVehicleClass oldFuel oldFirstRegisteredOn oldOwnedSince oldOwnerId""".split()
REQUIRED_BY = {
    "vehicle-scrappage": VEHICLE + ["recyclingCertificate", "recycledOn", "deregisteredOn"],
    "vehicle-replacement": VEHICLE + ["transferredOn"],
    "appliance": ["itemClass", "brand", "model", "serialNumber", "efficiencyGrade"],
    "digital": ["itemClass", "brand", "model", "serialNumber"],
}
DAYS = ("soldOn deliveredOn newRegisteredOn oldFirstRegisteredOn oldOwnedSince recycledOn "
        "deregisteredOn transferredOn handedInOn").split()
CUT_OFF = {
    "2025": {"petrol": "2012-06-30", "diesel": "2014-06-30", "other": "2014-06-30",
             "nev": "2018-12-31"},
    "2026": {"petrol": "2013-06-30", "diesel": "2015-06-30", "other": "2015-06-30",
             "nev": "2019-12-31"},
}
FIRST_SALE = {
    ("vehicle-scrappage", "2025"): "2025-01-01", ("appliance", "2025"): "2025-01-01",
    ("digital", "2025"): "2025-01-20",
}
LETTER_VALUES = dict(zip("0123456789ABCDEFGHJKLMNPRSTUVWXYZ",
                         map(int, "0123456789" "12345678" "12345" "7" "9" "23456789")))
CREDIT_VALUES = {c: v for v, c in enumerate("0123456789ABCDEFGHJKLMNPQRTUWXY")}


def good_id(text):
    """ISO 7064 MOD 11-2: the weighted sum over all characters is 1 modulo 11."""
    if len(text) != 18 or not text[:17].isascii() or not text[:17].isdigit():
        return False
    values = [int(c) for c in text[:17]] + [10 if text[17] == "X" else int(text[17])]
    return sum(v * pow(2, 17 - i, 11) for i, v in enumerate(values)) % 11 == 1


def birth(text):
    """The date of birth, or None when there is no such day."""
    try:
        return date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return None


def good_credit(text):
    """GB 32100: the sum with weights 3^0 to 3^16 and 1 for the check is 0 modulo 31."""
    if len(text) != 18 or any(c not in CREDIT_VALUES for c in text):
        return False
    total = sum(CREDIT_VALUES[c] * 3**i for i, c in enumerate(text[:17]))
    return (total + CREDIT_VALUES[text[17]]) % 31 == 0


def good_vin(text):
    if len(text) != 17 or any(c not in LETTER_VALUES for c in text):
        return False
    weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
    total = sum(LETTER_VALUES[c] * w for c, w in zip(text, weights))
    return "0123456789X"[total % 11] == text[8]


def good_luhn(text):
    doubled = "0246813579"
    digits = [int(doubled[int(c)]) if i % 2 else int(c) for i, c in enumerate(text[::-1])]
    return sum(digits) % 10 == 0


def good_gtin(text):
    return len(text) == 13 and (
        sum(map(int, text[::2])) + 3 * sum(map(int, text[1::2]))) % 10 == 0


# Published or computed apart from this code: identifiers with and without a right check.
VECTORS = (
    (good_id, "11010519491231002X 440524188001010014 370899196302140014 370899197809091121 "
     "370899198802290245 370899199506013336 370899200112312064 37089919700101019X",
     "370899199506013337"),
    (good_vin, "1M8GDM9AXKP042788 WDBEA30D3HA391172 11111111111111111 LZZTEST16SA000001 "
     "LZZTEST18SA000002 LZZTEST21B0000003 LZZTEST31H0000004 LZZTEST49TA900001 "
     "LZZTEST5XPA000013", "LZZTEST17SA000001"),
    (good_credit, "91350100M000100Y43 91110000101623741K 911101066976941872 91370899MA0000015Y "
     "91370899MA0000023R 92370899MA00000A9H 91370899MAC1D2E3XT 113708990040000160",
     "91310115MA1H8R7C6D"),
    (good_luhn, "490154203237518 860000000000017 350000000000428 6222000000000000012 "
     "6222000000000000020 622200000000000009", "490154203237519"),
    (good_gtin, "6291041500213 7622200004607 6900000000014 6979999999999", "6900000000015"),
)


def check_vectors():
    """The formulas above against known numbers."""
    found = []
    for good, valid, invalid in VECTORS:
        found += [f"{good.__name__} refuses {text}" for text in valid.split() if not good(text)]
        found += [f"{good.__name__} accepts {text}" for text in invalid.split() if good(text)]
    return found


def row_problems(row, enrolled):
    """Why a row is not valid; nothing when it is."""
    programme, year = row["programme"], row["soldOn"][:4]
    for name in REQUIRED + REQUIRED_BY[programme]:
        if not row.get(name):
            yield f"{name} missing"
    for name in DAYS:
        if row.get(name):
            date.fromisoformat(row[name])
    if PROGRAMME_NAMES[programme] not in enrolled.get(row["dealerCode"], ()):
        yield "dealer not enrolled"
    if not good_credit(row["dealerCode"]):
        yield "credit code"
    if not FIRST_SALE.get((programme, year), f"{year}-01-01") <= row["soldOn"] <= "2026-11-15":
        yield "day of sale"
    if row["townCode"] not in TOWNS:
        yield "town"
    yield from person_problems(row)
    yield from invoice_problems(row)
    if programme.startswith("vehicle"):
        yield from vehicle_problems(row, year)
    else:
        yield from goods_problems(row, programme, int(year))


def person_problems(row):
    number, sold = row["applicantId"], date.fromisoformat(row["soldOn"])
    born = birth(number)
    if not good_id(number) or not number.startswith("370899") or born is None:
        yield "ID"
    elif not 18 <= sold.year - born.year - ((sold.month, sold.day) < (born.month, born.day)) <= 80:
        yield "age"
    if row["invoiceBuyerId"] != number or row.get("oldOwnerId", number) not in ("", number):
        yield "another person's paper"
    phone = row["applicantPhone"]
    if len(phone) != 11 or phone[0] != "1" or phone[1] not in "3456789" or not phone.isdigit():
        yield "phone"


def invoice_problems(row):
    number, code = row["invoiceNumber"], row.get("invoiceCode", "")
    if code:
        if len(number) != 8 or len(code) != 12:
            yield "old invoice"
    elif len(number) != 20 or not number.isdigit() or number[:4] != row["soldOn"][2:4] + "37":
        yield "invoice"
    whole, _, decimals = row["price"].partition(".")
    if not whole.isdigit() or len(decimals) != 2 or int(whole) <= 0:
        yield "price"


def vehicle_problems(row, year):
    for name in ("newVin", "oldVin"):
        if not good_vin(row[name]) or not row[name].startswith("LZZ"):
            yield name
    if len(row["payeeAccount"]) != 19 or not good_luhn(row["payeeAccount"]):
        yield "account"
    if row["payeeAccountClass"] != "I":
        yield "account class"
    if row["oldVehicleClass"] not in ("small-passenger", "micro-passenger"):
        yield "old class"
    if len(row["oldPlate"]) != (8 if row["oldFuel"] == "nev" else 7):
        yield "plate"
    if row["newEnergy"] == "fuel":
        if row["oldFuel"] == "nev" or not 0 < int(row["newDisplacementMl"]) <= 2000:
            yield "new fuel car"
    elif row["newEnergy"] != "nev" or row["newInCatalogue"] != "是":
        yield "new energy"
    if not row["oldFirstRegisteredOn"] <= row["oldOwnedSince"] < "2025-01-08":
        yield "held since"
    papers = [row["newRegisteredOn"], *(row.get(name) for name in
                                        ("recycledOn", "deregisteredOn", "transferredOn"))]
    if any(day and not f"{year}-01-01" <= day <= min(f"{year}-12-31", "2026-11-22")
           for day in papers) or row["newRegisteredOn"] < row["soldOn"]:
        yield "papers outside the year"
    if row["programme"] == "vehicle-scrappage":
        if row["oldFirstRegisteredOn"] > CUT_OFF[year][row["oldFuel"]]:
            yield "cut-off"
        if not row["recycledOn"] <= row["deregisteredOn"]:
            yield "deregistered before recycled"


def goods_problems(row, programme, year):
    if row["itemClass"] not in CLASSES_OF[programme, year]:
        yield "class"
    if programme == "appliance" and row["efficiencyGrade"] not in (
            ("1", "2") if year == 2025 else ("1",)):
        yield "grade"
    if programme == "digital" and int(row["price"].replace(".", "")) > 600_000:
        yield "price above 6,000"
    if row["itemClass"] == "phone" and not row.get("imei"):
        yield "imei missing"
    for name in ("imei", "imei2"):
        if row.get(name) and (len(row[name]) != 15 or not good_luhn(row[name])):
            yield name
    if row.get("gtin") and (not good_gtin(row["gtin"]) or row["gtin"][:2] != "69"):
        yield "gtin"
    if row.get("deliveredOn"):
        days = (date.fromisoformat(row["deliveredOn"]) - date.fromisoformat(row["soldOn"])).days
        if not 0 <= days <= 15:
            yield "delivery"
