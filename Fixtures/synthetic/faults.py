"""The mistakes that dealers make, each put into otherwise valid rows.

Every fault names what a stateless determination should answer and what an import should:
`ineligible` and `review` as in the claim format; on import also `refused` (a key, a limit
or the dealer register says no) and `replayed` (the same row again: the first answer).
"""

from dataclasses import dataclass, field

from . import identifiers
from .world import SUSPENDED, WRONG_CHECK


@dataclass
class Row:
    """A row of a claim file before it is written."""

    file: object
    values: dict
    year: int
    fault: str = ""
    determine: str = "eligible"
    answer: str = "accepted"
    locked: bool = False
    item_class: str = ""

    @property
    def programme(self):
        return self.values["programme"]

    @property
    def clean(self):
        """Whether no fault touches the row and none leans on it."""
        return not self.fault and not self.locked


@dataclass
class County:
    """All rows of all files in the order of import, and what faults need."""

    rows: list
    dealers: list
    rng: object
    numbers: object
    place: dict = field(default_factory=dict)

    def dealer(self, ref):
        return next(dealer for dealer in self.dealers if dealer.ref == ref)


def is_vehicle(row):
    return row.programme.startswith("vehicle")


def is_scrappage(row):
    return row.programme == "vehicle-scrappage"


def is_appliance(row):
    return row.programme == "appliance"


def is_phone(row):
    return row.item_class == "phone"


def anything(row):
    return True


def wrong_digit(text, place):
    """`text` with the digit at `place` raised by one (9 becomes 0)."""
    return f"{text[:place]}{(int(text[place]) + 1) % 10}{text[place + 1:]}"


def swap(row, *pairs):
    for name, text in pairs:
        row.values[name] = text


# Faults of one row: each changes the row in place.

def id_check(row, county):
    person = wrong_digit(row.values["applicantId"], 15)
    for name in ("applicantId", "invoiceBuyerId", "oldOwnerId"):
        if row.values.get(name):
            row.values[name] = person


def id_exponent(row, county):
    for name in ("applicantId", "invoiceBuyerId", "oldOwnerId"):
        if row.values.get(name):
            row.values[name] = "3.70899E+17"


def id_zeroed(row, county):
    for name in ("applicantId", "invoiceBuyerId", "oldOwnerId"):
        if row.values.get(name):
            row.values[name] = row.values[name][:15] + "000"


def price_missing(row, county):
    row.values["price"] = ""


def price_third_decimal(row, county):
    row.values["price"] += str(county.rng.randrange(1, 10))


def price_negative(row, county):
    row.values["price"] = "-" + row.values["price"]


def day_impossible(row, county):
    row.values["soldOn"] = f"{row.year}-" + county.rng.choice(("02-30", "04-31", "13-05", "11-31"))


def class_unknown(row, county):
    row.values["itemClass"] = county.rng.choice(("冰向", "洗衣鸡", "空凋", "投影仪", "电示"))


def grade_too_low(row, county):
    row.values["efficiencyGrade"] = county.rng.choice("223")


def sold_before_packs(row, county):
    row.values["soldOn"] = county.rng.choice(("2024-01-30", "2024-01-31"))


def sold_after_packs(row, county):
    row.values["soldOn"] = county.rng.choice(("2027-01-02", "2027-03-15", "2062-05-06"))


def dealer_not_enrolled(row, county):
    other = {"digital": "JJ03", "appliance": "TX05"}.get(row.programme, "JD02")
    move(row, county.dealer(other))


def dealer_unknown(row, county):
    row.values["dealerCode"] = identifiers.credit_code(92, 990_000 + county.rng.randrange(10))


def dealer_suspended(row, county):
    move(row, county.dealer(SUSPENDED[0 if is_appliance(row) else 1]))


def dealer_code_check(row, county):
    move(row, county.dealer(WRONG_CHECK))


def move(row, dealer):
    swap(row, ("dealerCode", dealer.code), ("claimRef", dealer.next_ref(row.year)))


def old_class_wrong(row, county):
    row.values["oldVehicleClass"] = county.rng.choice(("truck", "medium-bus"))


def old_registered_late(row, county):
    late = {2025: "2015-03-20", 2026: "2016-07-01"}[row.year]
    if row.values["oldFuel"] == "nev":
        late = "2020-05-11"
    swap(row, ("oldFirstRegisteredOn", late), ("oldOwnedSince", late))


def old_nev_new_fuel(row, county):
    swap(
        row, ("oldFuel", "nev"), ("oldFirstRegisteredOn", "2016-04-18"),
        ("oldOwnedSince", "2016-04-18"), ("oldPlate", county.numbers.plate(True)),
        ("newEnergy", "fuel"), ("newDisplacementMl", "1498"), ("newInCatalogue", ""))


def displacement_too_large(row, county):
    swap(row, ("newEnergy", "fuel"), ("newDisplacementMl", "2488"), ("newInCatalogue", ""))


def not_in_catalogue(row, county):
    swap(row, ("newEnergy", "nev"), ("newDisplacementMl", ""), ("newInCatalogue", "否"))


def price_above_limit(row, county):
    row.values["price"] = county.rng.choice(("6000.01", "6299.00", "6999.00", "8999.00"))


def buyer_other(row, county):
    other = pick(county, lambda one: one.clean and one is not row, anything)
    row.values["invoiceBuyerId"] = other.values["applicantId"]
    if other.values["applicantId"] == row.values["applicantId"]:
        row.values["invoiceBuyerId"] = "37089919700101019X"


def owner_other(row, county):
    row.values["oldOwnerId"] = "37089919700101019X"


def account_class(row, county):
    row.values["payeeAccountClass"] = "II"


def vin_check(row, county):
    row.values["newVin"] = wrong_digit(row.values["newVin"], 15)


def imei_check(row, county):
    row.values["imei"] = wrong_digit(row.values["imei"], 13)


# Habits that look like faults and are none.

def small_x(row, county):
    for name in ("applicantId", "invoiceBuyerId", "oldOwnerId"):
        if row.values.get(name):
            row.values[name] = row.values[name].lower()


def wide_digits(row, county):
    row.values["applicantPhone"] = "".join(
        chr(ord(digit) + 0xFEE0) for digit in row.values["applicantPhone"])


# Faults of a row against an earlier one.

def invoice_used(row, first, county):
    row.values["invoiceNumber"] = first.values["invoiceNumber"]
    row.values["invoiceCode"] = first.values.get("invoiceCode", "")


def copy_item(row, first, county):
    for name in ("itemClass", "brand", "model", "gtin", "serialNumber"):
        row.values[name] = first.values[name]
    if row.year == 2026 and row.programme == "appliance":
        row.values["efficiencyGrade"] = first.values["efficiencyGrade"]


def serial_near(row, first, county):
    copy_item(row, first, county)
    row.values["serialNumber"] = first.values["serialNumber"].replace("0", "O", 1)


def imei_used(row, first, county):
    row.values["imei"] = first.values["imei"]


def new_vin_used(row, first, county):
    for name in ("newVin", "newEnergy", "newDisplacementMl", "newInCatalogue"):
        row.values[name] = first.values[name]


def old_vehicle_used(row, first, county):
    for name in ("oldVin", "oldPlate", "oldVehicleClass", "oldFuel", "oldFirstRegisteredOn",
                 "oldOwnedSince"):
        row.values[name] = first.values[name]
    if row.values["oldFuel"] == "nev":
        swap(row, ("newEnergy", "nev"), ("newDisplacementMl", ""), ("newInCatalogue", "是"))


def certificate_used(row, first, county):
    row.values["recyclingCertificate"] = first.values["recyclingCertificate"]


def person_again(row, first, county):
    for name in ("applicantName", "applicantId", "applicantPhone", "townCode", "payeeAccount",
                 "payeeBank"):
        if first.values.get(name):
            row.values[name] = first.values[name]
    row.values["invoiceBuyerId"] = first.values["applicantId"]
    if row.values.get("oldOwnerId"):
        row.values["oldOwnerId"] = first.values["applicantId"]


def reference_reused(row, first, county):
    row.values["claimRef"] = first.values["claimRef"]


@dataclass(frozen=True)
class Single:
    """A fault of one row: how many, in which rows, and what answers to expect."""

    code: str
    count: int
    where: object
    change: object
    determine: str = "ineligible"
    answer: str = "refused"


@dataclass(frozen=True)
class Pair:
    """A fault of a row against an earlier clean row for which `fits(row, first)` holds."""

    code: str
    count: int
    where: object
    fits: object
    change: object
    answer: str = "refused"


def same_file(row, first):
    return row.file is first.file and carries_number(row, first)


def other_file(row, first):
    return row.file is not first.file and carries_number(row, first)


def carries_number(row, first):
    """Whether the row's file has the column for an old invoice's code, where one is needed."""
    return not first.values.get("invoiceCode") or "invoiceCode" in row.file.columns


def same_class(row, first):
    return row.programme == first.programme and row.item_class == first.item_class


def same_class_with_zero(row, first):
    """Only a serial number with a zero has a twin that looks alike."""
    return same_class(row, first) and "0" in first.values["serialNumber"]


def same_dealer(row, first):
    return row.values["dealerCode"] == first.values["dealerCode"]


def zeros_fail(row):
    """Whether the ID cut to fifteen digits also fails its check: one in eleven does not."""
    return not identifiers.right_id(row.values["applicantId"][:15] + "000")


def in_2026(test):
    return lambda row: row.year == 2026 and test(row)


def any_fuel_car(row):
    return is_vehicle(row) and row.values["oldFuel"] != "nev"


def any_nev(row):
    return is_vehicle(row) and row.values["newEnergy"] == "nev"


def goods(row):
    return not is_vehicle(row)


def other_appliance(row):
    """Neither an air-conditioner (three a person in 2025) nor anything but an appliance."""
    return is_appliance(row) and row.item_class != "air-conditioner"


FAULTS = (
    Single("id-check", 9, anything, id_check),
    Single("id-excel-exponent", 6, goods, id_exponent),
    Single("id-excel-zeroed", 6, zeros_fail, id_zeroed),
    Single("price-missing", 8, anything, price_missing),
    Single("price-third-decimal", 6, goods, price_third_decimal),
    Single("price-negative", 4, goods, price_negative),
    Single("day-impossible", 5, anything, day_impossible),
    Single("class-unknown", 10, is_appliance, class_unknown),
    Single("grade-too-low", 16, in_2026(is_appliance), grade_too_low),
    Single("sold-before-packs", 4, goods, sold_before_packs),
    Single("sold-after-packs", 3, goods, sold_after_packs),
    Single("dealer-not-enrolled", 6, anything, dealer_not_enrolled, "eligible"),
    Single("dealer-unknown", 4, anything, dealer_unknown, "eligible"),
    Single("dealer-suspended", 5, goods, dealer_suspended, "eligible"),
    Single("dealer-code-check", 6, is_appliance, dealer_code_check, "review", "review"),
    Single("old-class-wrong", 6, is_scrappage, old_class_wrong),
    Single("old-registered-late", 7, is_scrappage, old_registered_late),
    Single("old-nev-new-fuel", 4, is_scrappage, old_nev_new_fuel),
    Single("displacement-too-large", 3, any_fuel_car, displacement_too_large),
    Single("not-in-catalogue", 3, any_nev, not_in_catalogue),
    Single("price-above-limit", 7, is_phone, price_above_limit),
    Single("buyer-other", 8, anything, buyer_other),
    Single("owner-other", 3, is_vehicle, owner_other),
    Single("account-class", 5, is_vehicle, account_class),
    Single("vin-check", 5, is_vehicle, vin_check),
    Single("imei-check", 6, is_phone, imei_check),
    Single("harmless-small-x", 4, lambda row: row.values["applicantId"].endswith("X"), small_x,
           "eligible", "accepted"),
    Single("harmless-wide-digits", 4, anything, wide_digits, "eligible", "accepted"),
    Pair("invoice-used-same-file", 4, anything, same_file, invoice_used),
    Pair("invoice-used-other-file", 4, anything, other_file, invoice_used),
    Pair("serial-used", 6, is_appliance, same_class, copy_item),
    Pair("serial-near", 4, is_appliance, same_class_with_zero, serial_near, "review"),
    Pair("imei-used", 3, is_phone, same_class, imei_used),
    Pair("new-vin-used", 4, is_vehicle, lambda row, first: is_vehicle(first), new_vin_used),
    Pair("old-vehicle-used", 4, is_scrappage, lambda row, first: is_scrappage(first),
         old_vehicle_used),
    Pair("certificate-used", 3, is_scrappage, lambda row, first: is_scrappage(first),
         certificate_used),
    Pair("person-over-limit", 9, other_appliance, same_class, person_again),
    Pair("person-over-limit", 4, is_phone, same_class, person_again),
    Pair("person-second-vehicle", 4, in_2026(is_vehicle),
         lambda row, first: is_vehicle(first), person_again),
    Pair("reference-reused", 6, anything, same_dealer, reference_reused),
)


def inject(county):
    """Puts every fault of FAULTS into rows of `county`, then repeats some rows."""
    county.place = {id(row): place for place, row in enumerate(county.rows)}
    for fault in FAULTS:
        for _ in range(fault.count):
            if isinstance(fault, Single):
                put_single(fault, county)
            else:
                put_pair(fault, county)
    resend(county, 7)


def put_single(fault, county):
    row = pick(county, fault.where, anything)
    fault.change(row, county)
    mark(row, fault.code, fault.determine, fault.answer)


def put_pair(fault, county):
    def fitting(row):
        return [first for first in county.rows[:county.place[id(row)]]
                if first.clean and first.year == row.year and fault.fits(row, first)]

    row = pick(county, fault.where, fitting)
    first = county.rng.choice(fitting(row))
    first.locked = True
    fault.change(row, first, county)
    mark(row, fault.code, "eligible", fault.answer)


def pick(county, where, fitting):
    """A clean row of a wanted kind, never one that another fault leans on."""
    while True:
        row = county.rng.choice(county.rows)
        if row.clean and where(row) and fitting(row):
            return row


def mark(row, code, determine, answer):
    row.fault, row.determine, row.answer, row.locked = code, determine, answer, True


def resend(county, count):
    """Repeats `count` clean rows a little further down in their own files."""
    for _ in range(count):
        first = pick(county, anything, anything)
        first.locked = True
        place = next(i for i, row in enumerate(county.rows) if row is first)
        rows_after = [row for row in county.rows[place:] if row.file is first.file]
        last = county.rng.choice(rows_after[:40])
        where = next(i for i, row in enumerate(county.rows) if row is last) + 1
        county.rows.insert(where, repeat(first, first.file))


def repeat(first, file):
    """`first` once more in `file`, marked as a resend."""
    return Row(file, dict(first.values), first.year, "resent", "eligible", "replayed", True,
               first.item_class)
