"""Claims that meet the rules of their year, as dictionaries of canonical text.

Rules by year: Docs and policy packs; here only what a valid claim needs. Days are ISO
text, amounts yuan with two decimals.
"""

from datetime import date, timedelta

from .world import CLASSES, CLASSES_OF

FIELDS = """
claimRef programme dealerCode applicantName applicantId applicantPhone
payeeAccount payeeBank payeeAccountClass
townCode soldOn invoiceNumber invoiceCode invoiceBuyerId price priceNet
itemClass brand model gtin serialNumber imei imei2 efficiencyGrade deliveredOn
newVin newEnergy newDisplacementMl newInCatalogue newRegisteredOn
oldVin oldPlate oldVehicleClass oldFuel oldFirstRegisteredOn oldOwnedSince oldOwnerId
recyclingCertificate recycledOn deregisteredOn transferredOn
oldItemClass oldItemSerial recyclerCode handedInOn
homeCompletedOn homeOwnerId quantity
""".split()

# The last day an old vehicle may have been registered first.
CUT_OFF = {
    2025: {"petrol": date(2012, 6, 30), "diesel": date(2014, 6, 30),
           "other": date(2014, 6, 30), "nev": date(2018, 12, 31)},
    2026: {"petrol": date(2013, 6, 30), "diesel": date(2015, 6, 30),
           "other": date(2015, 6, 30), "nev": date(2019, 12, 31)},
}
# Claims are sold inside; papers may follow until the second day of LAST_PAPER.
SALES = {
    ("vehicle-scrappage", 2025): (date(2025, 1, 20), date(2025, 12, 15)),
    ("appliance", 2025): (date(2025, 2, 5), date(2025, 12, 28)),
    ("digital", 2025): (date(2025, 1, 22), date(2025, 12, 30)),
    ("vehicle-scrappage", 2026): (date(2026, 1, 1), date(2026, 11, 15)),
    ("vehicle-replacement", 2026): (date(2026, 1, 1), date(2026, 11, 15)),
    ("appliance", 2026): (date(2026, 1, 1), date(2026, 11, 15)),
    ("digital", 2026): (date(2026, 1, 1), date(2026, 11, 15)),
}
LAST_PAPER = {2025: date(2025, 12, 31), 2026: date(2026, 11, 20)}
OWNED_BY = date(2025, 1, 7)

# Weights over the weeks of a year: trade peaks in May, June, September and at year's end.
MONTH_WEIGHTS = (7, 5, 7, 8, 10, 11, 8, 8, 10, 9, 9, 8)


def sale_day(rng, programme, year):
    """A day on which the programme's pack of the year is in force."""
    first, last = SALES[programme, year]
    while True:
        day = first + timedelta(days=rng.randrange((last - first).days + 1))
        if rng.random() * 11 < MONTH_WEIGHTS[day.month - 1]:
            return day


def between(rng, first, last):
    return first + timedelta(days=rng.randrange(max((last - first).days, 0) + 1))


def yuan(fen):
    """`fen` as files carry it: 12000.00."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


class Maker:
    """Makes valid claims from one source of chance, numbers, people and goods."""

    def __init__(self, rng, numbers, people, models):
        self.rng = rng
        self.numbers = numbers
        self.people = people
        self.models = models

    def claim(self, programme, year, dealer):
        """A valid claim of the programme and year, sold by `dealer`; no claimRef yet."""
        make = self.vehicle if programme.startswith("vehicle") else self.goods
        return make(programme, year, dealer, sale_day(self.rng, programme, year))

    def common(self, programme, year, dealer, person, day, price):
        return {
            "programme": programme, "dealerCode": dealer.code,
            "applicantName": person.name, "applicantId": person.id,
            "applicantPhone": person.phone, "townCode": person.town,
            "soldOn": day.isoformat(), "invoiceNumber": self.numbers.invoice(year),
            "invoiceBuyerId": person.id, "price": yuan(price), "quantity": "1",
        }

    def vehicle(self, programme, year, dealer, day):
        rng = self.rng
        person = self.people.for_award("vehicle")
        old_fuel = rng.choices(("petrol", "diesel", "other", "nev"), (80, 8, 4, 8))[0]
        nev = old_fuel == "nev" or rng.random() < 0.62
        price = rng.randrange(580, 2600) * 10_000 + rng.choice((0, 0, 8000, 5000, 123))
        claim = self.common(programme, year, dealer, person, day, price)
        claim["priceNet"] = yuan((price * 100 * 2 + 113) // 226)
        claim.update(self.new_vehicle(year, day, nev))
        claim.update(
            payeeAccount=person.account, payeeBank=person.bank, payeeAccountClass="I",
            oldOwnerId=person.id)
        scrapped = programme == "vehicle-scrappage"
        claim.update(self.old_vehicle(year, old_fuel, scrapped))
        claim.update(self.scrapping(year, day) if scrapped else self.transfer(year, day))
        return claim

    def new_vehicle(self, year, day, nev):
        registered = min(day + timedelta(days=self.rng.randrange(1, 11)), LAST_PAPER[year])
        return {
            "newVin": self.numbers.new_vin("EV" + "ABC"[day.day % 3] + "01" if nev else "GA151",
                                           year),
            "newEnergy": "nev" if nev else "fuel",
            "newDisplacementMl": "" if nev else str(self.rng.choice((1198, 1499, 1498, 1998))),
            "newInCatalogue": "是" if nev else "",
            "newRegisteredOn": registered.isoformat(),
        }

    def old_vehicle(self, year, fuel, scrapped):
        rng = self.rng
        first = date(2014, 1, 1) if fuel == "nev" else date(2003, 1, 1)
        last = CUT_OFF[year][fuel] - timedelta(days=1) if scrapped else date(2022, 12, 31)
        registered = between(rng, first, last)
        bought_new = rng.random() < 0.6
        owned = registered if bought_new else between(rng, registered, OWNED_BY)
        vehicle_class = "micro-passenger" if rng.random() < 0.15 else "small-passenger"
        return {
            "oldVin": self.numbers.old_vin("LD" + "ABC"[registered.day % 3] + "99",
                                           registered.year),
            "oldPlate": self.numbers.plate(fuel == "nev"),
            "oldVehicleClass": vehicle_class, "oldFuel": fuel,
            "oldFirstRegisteredOn": registered.isoformat(),
            "oldOwnedSince": owned.isoformat(),
        }

    def scrapping(self, year, day):
        recycled = max(day - timedelta(days=self.rng.randrange(0, 25)), date(year, 1, 1))
        deregistered = min(recycled + timedelta(days=self.rng.randrange(1, 9)),
                           LAST_PAPER[year])
        return {
            "recyclingCertificate": self.numbers.certificate(recycled),
            "recycledOn": recycled.isoformat(), "deregisteredOn": deregistered.isoformat(),
        }

    def transfer(self, year, day):
        moved = day + timedelta(days=self.rng.randrange(-25, 6))
        moved = min(max(moved, date(year, 1, 1)), LAST_PAPER[year])
        return {"transferredOn": moved.isoformat()}

    def goods(self, programme, year, dealer, day):
        rng = self.rng
        classes = CLASSES_OF[programme, year]
        item_class = rng.choices(classes, [CLASSES[key][5] for key in classes])[0]
        model = self.model(item_class, programme, year)
        # A watch and a band are one category to some readers of the notice.
        drawn = "smart-watch" if item_class == "smart-band" else item_class
        person = self.people.for_award((year, drawn))
        price = model.price * rng.randrange(82, 101) // 10_000 * 100
        if rng.random() < 0.08:
            price += rng.choice((33, 50, 99, 80))
        claim = self.common(programme, year, dealer, person, day, min(price, 599_900)
                            if programme == "digital" else price)
        claim.update(
            itemClass=item_class, brand=model.brand, model=model.model, gtin=model.gtin,
            serialNumber=self.numbers.serial(f"L{CLASSES[item_class][2]}"))
        if programme == "appliance":
            claim["efficiencyGrade"] = str(model.grade)
            claim["deliveredOn"] = (day + timedelta(days=rng.randrange(0, 7))).isoformat()
        if item_class == "phone":
            claim["imei"] = self.numbers.imei()
            claim["imei2"] = self.numbers.imei() if rng.random() < 0.5 else ""
        return claim

    def model(self, item_class, programme, year):
        while True:
            model = self.rng.choice(self.models[item_class])
            if programme == "digital" or year == 2025 or model.grade == 1:
                return model


def award(claim):
    """What a valid claim earns, in fen, rounded down to the fen."""
    year = int(claim["soldOn"][:4])
    price = int(claim["price"].replace(".", ""))
    nev = claim.get("newEnergy") == "nev"
    if claim["programme"] == "vehicle-scrappage":
        if year == 2025:
            return 2_000_000 if nev else 1_500_000
        return min(price * 12 // 100, 2_000_000) if nev else min(price // 10, 1_500_000)
    if claim["programme"] == "vehicle-replacement":
        return min(price * 8 // 100, 1_500_000) if nev else min(price * 6 // 100, 1_300_000)
    if claim["programme"] == "digital":
        return min(price * 15 // 100, 50_000)
    if year == 2025:
        return min(price * (20 if claim["efficiencyGrade"] == "1" else 15) // 100, 200_000)
    return min(price * 15 // 100, 150_000)
