#!/usr/bin/env python3
"""Random claims that crowd around the borders of the rules.

    gen_cases.py N SEED OUT.csv [--only RULESET]... [--without CHANGE]... [--notes N.jsonl] [--bom]

Each row starts as a claim its rule set pays, with dates and prices taken from both sides of a
border as often as from the middle; then none, one or two named changes are made to it. The same
N, SEED and options give the same bytes. Identifiers are synthetic (region 370899) and differ
from row to row. --without takes a change or the start of its name ("missing", "bad:oldVin");
--notes tells for each row the rule set it started from and the changes made to it.
"""

import argparse
import csv
import json
import random
import sys
from datetime import date, timedelta

import identifiers as ids

COLUMNS = (
    "claimRef programme dealerCode applicantName applicantId applicantPhone payeeAccount "
    "payeeBank payeeAccountClass townCode soldOn invoiceNumber invoiceCode invoiceBuyerId price "
    "priceNet itemClass brand model gtin serialNumber imei imei2 efficiencyGrade deliveredOn "
    "newVin newEnergy newDisplacementMl newInCatalogue newRegisteredOn oldVin oldPlate "
    "oldVehicleClass oldFuel oldFirstRegisteredOn oldOwnedSince oldOwnerId recyclingCertificate "
    "recycledOn deregisteredOn transferredOn quantity").split()
WEIGHTS = {
    "vehicle-scrappage-2025": 18, "vehicle-scrappage-2026": 24, "vehicle-replacement-2026": 12,
    "vehicle-replacement-2025": 2, "appliance-2025": 16, "appliance-2026": 14,
    "digital-2025": 8, "digital-2026": 8,
}
PROGRAMME_WORDS = {"vehicle-scrappage": "汽车报废更新", "vehicle-replacement": "汽车置换更新",
                   "appliance": "家电以旧换新", "digital": "数码和智能产品购新"}
SIX = ("冰箱", "洗衣机", "电视", "空调", "电脑", "热水器", "refrigerator", "washing-machine",
       "television", "air-conditioner", "computer", "water-heater")
SIX_MORE = ("家用灶具", "吸油烟机", "净水器", "洗碗机", "电饭煲", "微波炉")
DIGITAL = ("手机", "手机", "平板", "智能手表", "智能手环")
TOWNS = ("羊山镇", "胡集镇", "鸡黍镇", "化雨镇", "金乡街道")
CUTOFFS = {
    2025: {"petrol": date(2012, 6, 30), "diesel": date(2014, 6, 30), "other": date(2014, 6, 30),
           "nev": date(2018, 12, 31)},
    2026: {"petrol": date(2013, 6, 30), "diesel": date(2015, 6, 30), "other": date(2015, 6, 30),
           "nev": date(2019, 12, 31)},
}
HELD = date(2025, 1, 8)
YEAR_LETTERS = dict(zip(range(2000, 2030), "Y123456789ABCDEFGHJKLMNPRSTVWX"))
CROSSOVERS = {  # Fen at which percent and cap meet, first price that reaches the cap.
    ("vehicle-scrappage", 2026, "nev"): 16666667, ("vehicle-scrappage", 2026, "fuel"): 15000000,
    ("vehicle-replacement", 2026, "nev"): 18750000,
    ("vehicle-replacement", 2026, "fuel"): 21666667,
    ("appliance", 2025, "1"): 1000000, ("appliance", 2025, "2"): 1333334,
    ("appliance", 2026, "1"): 1000000,
    ("digital", 2025, ""): 333334, ("digital", 2026, ""): 333334,
}
DROPPABLE = {
    "": "claimRef programme dealerCode applicantName applicantId applicantPhone townCode soldOn "
        "invoiceNumber invoiceBuyerId price",
    "vehicle-scrappage": "payeeAccount payeeBank payeeAccountClass newVin newEnergy "
                         "newRegisteredOn oldVin oldPlate oldVehicleClass oldFuel "
                         "oldFirstRegisteredOn oldOwnedSince oldOwnerId recyclingCertificate "
                         "recycledOn deregisteredOn",
    "vehicle-replacement": "payeeAccount payeeBank payeeAccountClass newVin newEnergy oldVin "
                           "oldPlate oldVehicleClass oldFuel oldFirstRegisteredOn oldOwnerId "
                           "transferredOn",
    "appliance": "itemClass brand model serialNumber efficiencyGrade",
    "digital": "itemClass brand model serialNumber",
}


class Maker:
    """Makes rows from one seeded source of chance."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)
        self.dealers = [self.credit_code(n) for n in range(1, 31)]

    # Numbers with right check digits.

    def credit_code(self, n: int) -> str:
        organisation = f"MA{n:06d}"
        body = "91370899" + organisation + ids.organisation_digit(organisation)
        if body.endswith("X"):
            return self.credit_code(n + 1000)
        return body + ids.credit_digit(body)

    def resident_id(self, n: int) -> str:
        born = date(1950, 1, 1) + timedelta(days=n * 7919 % 20000)
        body = f"370899{born:%Y%m%d}{(n // 20000) % 1000:03d}"
        return body + ids.resident_id_digit(body)

    def vin(self, n: int, place: str, year: int) -> str:
        vin = f"LZZTEST{place}0{YEAR_LETTERS[year]}A{n % 1000000:06d}"
        return vin[:8] + ids.vin_digit(vin) + vin[9:]

    def completed(self, body: str, digit) -> str:
        return body + digit(body)

    def wrong(self, text: str, place: int, alphabet: str = "0123456789") -> str:
        """The text with another character at `place`."""
        other = self.random.choice([c for c in alphabet if c != text[place]])
        head, tail = text[:place], text[place:][1:]
        return head + other + tail

    # Values near a border.

    def near(self, border: date) -> date:
        return border + timedelta(days=self.random.choice((-1, 0, 0, 1)))

    def between(self, first: date, last: date) -> date:
        return first + timedelta(days=self.random.randint(0, (last - first).days))

    def day_text(self, day: date) -> str:
        if self.random.random() < 0.1:
            return f"{day.year}/{day.month}/{day.day}"
        return day.isoformat()

    def yuan(self, fen: int) -> str:
        if fen % 100 == 0 and self.random.random() < 0.3:
            return str(fen // 100)
        if fen % 10 == 0 and self.random.random() < 0.3:
            return f"{fen // 100}.{fen % 100 // 10}"
        return f"{fen // 100}.{fen % 100:02d}"

    def boolean(self, value: bool) -> str:
        return self.random.choice(("是", "Y", "true") if value else ("否", "N", "false"))

    # Rows.

    def row(self, n: int, rule_set: str) -> dict:
        """A claim of the rule set, with borders on both sides and no change made yet."""
        programme, year = rule_set.rsplit("-", 1)
        year = int(year)
        row = dict.fromkeys(COLUMNS, "")
        person = self.resident_id(n)
        sold = self.sold_on(programme, year)
        row.update(
            claimRef=f"G-{n:07d}", dealerCode=self.random.choice(self.dealers),
            programme=programme if self.random.random() < 0.8 else PROGRAMME_WORDS[programme],
            applicantName=f"测试{n}", applicantId=person, applicantPhone=f"138{n:08d}",
            townCode=self.random.choice(TOWNS), soldOn=sold, invoiceBuyerId=person)
        self.invoice(row, n, sold.year)
        if programme.startswith("vehicle-"):
            self.vehicle(row, n, programme, sold)
        else:
            self.item(row, n, programme, sold)
        return row

    def sold_on(self, programme: str, year: int) -> date:
        first = date(2025, 1, 20) if (programme, year) == ("digital", 2025) else date(year, 1, 1)
        last = date(year, 12, 31)
        return self.random.choice((first, last, *[self.between(first, last) for _ in range(8)]))

    def invoice(self, row: dict, n: int, year: int) -> None:
        if self.random.random() < 0.85:
            row["invoiceNumber"] = f"{year % 100:02d}372{n:015d}"
        else:
            row["invoiceNumber"] = f"{n:08d}"
            row["invoiceCode"] = self.random.choice(("1370826001", "137082600111"))

    def vehicle(self, row: dict, n: int, programme: str, sold: date) -> None:
        pick = self.random.choice
        energy = pick(("nev", "fuel"))
        fuel = pick(("petrol", "petrol", "diesel", "other", "nev"))
        if programme == "vehicle-scrappage" and energy == "fuel" and self.random.random() < 0.8:
            fuel = pick(("petrol", "petrol", "diesel", "other"))
        year = sold.year
        registered = self.near(CUTOFFS[year][fuel]) if self.random.random() < 0.4 else (
            self.between(date(2014 if fuel == "nev" else 2003, 1, 1), CUTOFFS[year][fuel]))
        held = self.near(HELD) if self.random.random() < 0.3 else (
            self.between(registered, date(2025, 1, 8)))
        if programme == "vehicle-replacement":
            held = min(held, HELD)
        displacement = pick(("", "1498")) if energy == "nev" else (
            pick(("998", "1498", "1598", "1999", "2000", "2000", "2001")))
        row.update(
            payeeAccount=self.completed(f"6222{n:014d}", ids.luhn_digit), payeeBank="测试银行金乡支行",
            payeeAccountClass="I", newVin=self.vin(n, "1", year), newEnergy=energy,
            newDisplacementMl=displacement,
            newInCatalogue=self.boolean(energy == "nev"),
            oldVin=self.vin(n, "2", registered.year), oldPlate=self.plate(n, fuel),
            oldVehicleClass=pick(("small-passenger", "micro-passenger")), oldFuel=fuel,
            oldFirstRegisteredOn=registered, oldOwnedSince=held, oldOwnerId=row["applicantId"],
            newRegisteredOn=min(sold + timedelta(days=self.random.randint(0, 20)),
                                date(year, 12, 31)))
        earlier = self.between(date(year, 1, 1), sold)
        if programme == "vehicle-scrappage":
            row.update(recyclingCertificate=f"HS-370899-{year}-{n:08d}", recycledOn=earlier,
                       deregisteredOn=self.between(earlier, sold))
        else:
            row["transferredOn"] = earlier
        self.price(row, CROSSOVERS.get((programme, year, energy)), 5000000, 40000000)

    def plate(self, n: int, fuel: str) -> str:
        letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
        if fuel == "nev":
            return f"鲁H{'DF'[n % 2]}{letters[n // 20000 % 24]}{n // 2 % 10000:04d}"
        return f"鲁H{letters[n // 24000 % 24]}{letters[n // 1000 % 24]}{n % 1000:03d}"

    def item(self, row: dict, n: int, programme: str, sold: date) -> None:
        pick = self.random.choice
        year = sold.year
        if programme == "appliance":
            word = pick(SIX + SIX_MORE * 2 if year == 2025 else SIX)
            grade = pick(("1", "2")) if year == 2025 else "1"
            row["efficiencyGrade"] = grade
        else:
            word = pick(DIGITAL + (("智能眼镜",) if year == 2026 else ()))
            grade = ""
        product = n % 500
        row.update(
            itemClass=word, brand=f"测试牌{product % 20}", model=f"TM-{product:03d}",
            gtin=self.completed(f"6977{product:08d}", ids.gtin_digit), serialNumber=f"TS{n:09d}",
            quantity=pick(("", "1")))
        if word == "手机":
            row["imei"] = self.completed(f"86{2 * n:012d}", ids.luhn_digit)
            if self.random.random() < 0.6:
                row["imei2"] = self.completed(f"86{2 * n + 1:012d}", ids.luhn_digit)
        row["deliveredOn"] = self.delivered_on(programme, sold)
        crossover = CROSSOVERS[programme, year, grade]
        if programme == "digital" and self.random.random() < 0.35:
            self.set_price(row, 600000 + pick((-1, 0, 0, 1)))
        else:
            self.price(row, crossover, 20000, 600000 if programme == "digital" else 2500000)

    def delivered_on(self, programme: str, sold: date):
        """Blank, soon, or for the notice that sets terms of 15 and 90 days, around them."""
        if self.random.random() < 0.4:
            return ""
        if programme == "appliance" and sold.year == 2025 and self.random.random() < 0.5:
            if sold >= date(2025, 11, 1) and self.random.random() < 0.5:
                return self.near(date(2026, 1, 15))
            return self.near(sold + timedelta(days=self.random.choice((15, 90))))
        return sold + timedelta(days=self.random.randint(0, 10))

    def price(self, row: dict, crossover, low: int, high: int) -> None:
        if crossover and self.random.random() < 0.5:
            self.set_price(row, crossover + self.random.choice((-1, 0, 1)))
        else:
            self.set_price(row, self.random.randint(low, high))

    def set_price(self, row: dict, fen: int) -> None:
        row["price"] = fen
        if self.random.random() < 0.2:
            row["priceNet"] = self.yuan(fen * 100 // 113)

    # Changes: each makes one thing wrong, or moves one value over a border.

    def changes(self, row: dict, programme: str) -> list:
        found = [f"missing:{k}" for k in (DROPPABLE[""] + " " + DROPPABLE[programme]).split()]
        if programme.startswith("vehicle-"):
            found.append("missing:newDisplacementMl" if row["newEnergy"] == "fuel"
                         else "missing:newInCatalogue")
        found = self.random.sample(found, 5)
        found += ["bad:applicantId", "bad:birthDay", "bad:dealerCode", "bad:dealerCode",
                  "bad:dealerShape", "bad:invoice", "bad:phone", "other:buyer", "price:third",
                  "price:zero", "price:negative", "date:soldOn", "sold:nextYear"]
        if programme.startswith("vehicle-"):
            found += ["bad:payeeAccount", "bad:newVin", "bad:oldVin", "bad:oldVinOf2009",
                      "bad:oldVinOf2010", "bad:vinShape", "class:account", "class:oldVehicle",
                      "other:oldOwner", "other:oldOwner", "over:displacement", "catalogue:no",
                      "date:oldFirstRegisteredOn", "fuelForNev"]
            if programme == "vehicle-scrappage":
                found += ["papers:before", "papers:after"]
        else:
            found += ["bad:gtin", "quantity:2", "quantity:0", "class:other", "class:text"]
            found += ["bad:imei"] * bool(row["imei"]) + ["bad:imei2"] * bool(row["imei2"])
            if programme == "digital":
                found += ["over:price", "sold:beforeDigital"]
            else:
                found += ["grade:2", "grade:3", "grade:none", "grade:6"]
        return found

    def apply(self, change: str, row: dict, n: int) -> None:
        kind, _, name = change.partition(":")
        if kind == "missing":
            row[name] = ""
        elif kind == "bad":
            self.spoil(name, row, n)
        elif kind in ("price", "over", "quantity", "grade", "class", "catalogue"):
            self.set_value(change, row)
        else:
            self.move(change, row, n)

    def spoil(self, name: str, row: dict, n: int) -> None:
        """Wrong check digits and wrong shapes."""
        if name in ("applicantId", "birthDay"):
            if name == "birthDay":
                body = f"37089919950230{n % 1000:03d}"
                wrong = body + ids.resident_id_digit(body)
            else:
                wrong = self.wrong(self.resident_id(n), 17, ids.ID_MAP)
            for key in ("applicantId", "invoiceBuyerId", "oldOwnerId"):
                row[key] = wrong if row[key] else ""
        elif name == "dealerCode":
            row[name] = self.wrong(self.random.choice(self.dealers), 17, ids.CREDIT_ALPHABET)
        elif name == "dealerShape":
            row["dealerCode"] = self.dealers[0][:self.random.choice((8, 17))]
        elif name == "invoice":
            row.update(self.random.choice((
                {"invoiceNumber": f"{n:019d}", "invoiceCode": ""},
                {"invoiceNumber": f"{n:08d}", "invoiceCode": ""},
                {"invoiceNumber": f"{n:08d}", "invoiceCode": "13708260011"})))
        elif name == "phone":
            row["applicantPhone"] = self.random.choice((f"128{n:08d}", f"138{n:07d}"))
        elif name in ("newVin", "oldVin"):
            vin = self.vin(n, "1" if name == "newVin" else "2", 2005)
            row[name] = self.wrong(vin, 8, "0123456789X")
        elif name in ("oldVinOf2009", "oldVinOf2010"):
            row["oldFirstRegisteredOn"] = date(2009, 12, 31) if name[-1] == "9" else (
                date(2010, 1, 1))
            row["oldVin"] = self.wrong(self.vin(n, "2", 2009), 8, "0123456789X")
            if isinstance(row["oldOwnedSince"], date):
                row["oldOwnedSince"] = max(row["oldOwnedSince"], row["oldFirstRegisteredOn"])
        elif name == "vinShape":
            row[self.random.choice(("newVin", "oldVin"))] = f"LZZTEST1OSA{n % 1000000:06d}"
        elif row[name]:
            row[name] = self.wrong(row[name], len(row[name]) - 1)

    def set_value(self, change: str, row: dict) -> None:
        pick = self.random.choice
        key, value = {
            "price:third": ("price", "1234.567"), "price:zero": ("price", "0.00"),
            "price:negative": ("price", "-100.00"), "over:price": ("price", 600001),
            "over:displacement": ("newDisplacementMl", "2001"),
            "catalogue:no": ("newInCatalogue", self.boolean(False)),
            "quantity:2": ("quantity", "2"), "quantity:0": ("quantity", "0"),
            "grade:2": ("efficiencyGrade", "2"), "grade:3": ("efficiencyGrade", "3"),
            "grade:none": ("efficiencyGrade", "none"), "grade:6": ("efficiencyGrade", "6"),
            "class:account": ("payeeAccountClass", pick(("II", "III"))),
            "class:oldVehicle": ("oldVehicleClass", pick(("mid-size-bus", "light-truck"))),
            "class:other": ("itemClass", pick(("手机", "智能眼镜", "微波炉", "吸油烟机", "冰箱"))),
            "class:text": ("itemClass", "投影仪"),
        }[change]
        row[key] = value

    def move(self, change: str, row: dict, n: int) -> None:
        """Other persons, other dates, other fuels."""
        if change == "other:buyer":
            row["invoiceBuyerId"] = self.resident_id(n + 5000011)
        elif change == "other:oldOwner":
            row["oldOwnerId"] = self.resident_id(n + 5000011)
        elif change == "fuelForNev":
            row.update(oldFuel="nev", newEnergy="fuel", newDisplacementMl="1498",
                       oldFirstRegisteredOn=date(2016, 5, 1), oldOwnedSince=date(2016, 5, 1),
                       oldPlate=self.plate(n, "nev"))
        elif change.startswith("date:"):
            row[change[5:]] = self.random.choice(("2026-02-30", "2025-13-01", "26-01-05"))
        elif change == "sold:nextYear":
            self.sell(row, self.random.choice((date(2026, 1, 1), date(2026, 12, 31),
                                               date(2027, 1, 1))))
        elif change == "sold:beforeDigital":
            self.sell(row, self.near(date(2025, 1, 20)))
        elif change == "papers:before":
            row["recycledOn"] = self.random.choice((date(2025, 1, 1), date(2024, 12, 31)))
        elif change == "papers:after":
            row[self.random.choice(("deregisteredOn", "newRegisteredOn"))] = self.random.choice(
                (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)))

    def sell(self, row: dict, day: date) -> None:
        """Moves the sale, and with it what may not lie before it."""
        row["soldOn"] = day
        if len(row["invoiceNumber"]) == 20:
            row["invoiceNumber"] = f"{day.year % 100:02d}" + row["invoiceNumber"][2:]
        for key in ("deliveredOn", "newRegisteredOn"):
            if isinstance(row[key], date):
                row[key] = max(row[key], day)

    def text(self, row: dict) -> list:
        """The row as it is written, column by column."""
        def cell(key):
            value = row[key]
            if isinstance(value, date):
                return self.day_text(value)
            return self.yuan(value) if isinstance(value, int) else value
        return [cell(key) for key in COLUMNS]


def write(count: int, seed: int, out: str, only=(), without=(), notes=None, bom=False) -> None:
    """Writes the claims, and when asked what each row is made of."""
    maker = Maker(seed)
    names = [name for name in WEIGHTS if not only or name in only]
    weights = [WEIGHTS[name] for name in names]
    log = open(notes, "w", encoding="utf-8") if notes else None
    with open(out, "w", encoding="utf-8-sig" if bom else "utf-8", newline="") as handle:
        table = csv.writer(handle, lineterminator="\n")
        table.writerow(COLUMNS)
        for n in range(1, count + 1):
            rule_set = maker.random.choices(names, weights)[0]
            programme = rule_set.rsplit("-", 1)[0]
            row = maker.row(n, rule_set)
            wanted = maker.random.choices((0, 1, 2), (40, 45, 15))[0]
            menu = [c for c in maker.changes(row, programme)
                    if not any(c.startswith(w) for w in without)]
            made = maker.random.sample(menu, min(wanted, len(menu)))
            for change in made:
                maker.apply(change, row, n)
            table.writerow(maker.text(row))
            if log:
                log.write(json.dumps({"row": n, "ruleSet": rule_set, "changes": made}) + "\n")
    if log:
        log.close()


def main(arguments=None) -> int:
    parser = argparse.ArgumentParser(description="Random claims at the borders of the rules.")
    parser.add_argument("count", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("out")
    parser.add_argument("--only", action="append", choices=list(WEIGHTS), default=[])
    parser.add_argument("--without", action="append", default=[])
    parser.add_argument("--notes")
    parser.add_argument("--bom", action="store_true")
    options = parser.parse_args(arguments)
    if not 0 <= options.count <= 1000000:
        parser.error("N must lie between 0 and 1,000,000")
    write(options.count, options.seed, options.out, options.only, options.without,
          options.notes, options.bom)
    return 0


if __name__ == "__main__":
    sys.exit(main())
