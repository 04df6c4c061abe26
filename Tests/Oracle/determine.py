#!/usr/bin/env python3
"""A second determination of 2025 and 2026 claims, written apart from the product.

It knows the notices and the claim-file contract, and nothing of the packs or of the Swift code,
so that an error made in one of the two shows as a difference. Standard library only. Money is
an integer number of fen and every division rounds down; no floating point is used.

    determine.py CLAIMS.csv [--why]

Reads UTF-8 (with or without BOM) whose header holds the column keys; prints one JSON object per
row: row, ref, verdict, amountFen (and with --why, the reasons). README.md in this folder lists
how each place that the notices leave open was read.

Covered: vehicle-scrappage 2025 and 2026, vehicle-replacement 2026, appliance 2025 (Shandong) and
2026, digital from 2025-01-20 and 2026. Any other programme or sale date is ineligible here; the
number of such rows goes to standard error.
"""

import argparse
import csv
import json
import re
import sys
from dataclasses import dataclass, field
from datetime import date

import identifiers as ids

PROGRAMMES = {
    "汽车报废更新": "vehicle-scrappage", "汽车置换更新": "vehicle-replacement",
    "家电以旧换新": "appliance", "数码和智能产品购新": "digital",
    "家装厨卫焕新": "home-goods", "电动自行车以旧换新": "e-bike",
}
CLASSES = {
    "冰箱": "refrigerator", "电冰箱": "refrigerator", "洗衣机": "washing-machine",
    "电视": "television", "空调": "air-conditioner", "电脑": "computer",
    "热水器": "water-heater", "家用灶具": "stove", "吸油烟机": "range-hood",
    "净水器": "water-purifier", "洗碗机": "dishwasher", "电饭煲": "rice-cooker",
    "微波炉": "microwave", "手机": "phone", "平板": "tablet", "智能手表": "smart-watch",
    "智能手环": "smart-band", "智能眼镜": "smart-glasses",
}
SIX = {"refrigerator", "washing-machine", "television", "air-conditioner", "computer",
       "water-heater"}
TWELVE = SIX | {"stove", "range-hood", "water-purifier", "dishwasher", "microwave", "rice-cooker"}
THREE_DIGITAL = {"phone", "tablet", "smart-watch", "smart-band"}
FOUR_DIGITAL = THREE_DIGITAL | {"smart-glasses"}
YES = {"是", "Y", "y", "true", "TRUE", "True"}
NO = {"否", "N", "n", "false", "FALSE", "False"}

COMMON = ("claimRef", "dealerCode", "applicantName", "applicantId", "applicantPhone", "townCode",
          "soldOn", "invoiceNumber", "invoiceBuyerId", "price")
VEHICLE = ("payeeAccount", "payeeBank", "payeeAccountClass", "newVin", "newEnergy",
           "newRegisteredOn", "oldVin", "oldPlate", "oldVehicleClass", "oldFuel",
           "oldFirstRegisteredOn", "oldOwnedSince", "oldOwnerId")
ITEM = ("itemClass", "brand", "model", "serialNumber")
OWN = {
    "vehicle-scrappage": VEHICLE + ("recyclingCertificate", "recycledOn", "deregisteredOn"),
    "vehicle-replacement": VEHICLE + ("transferredOn",),
    "appliance": ITEM + ("efficiencyGrade",),
    "digital": ITEM,
}
DAYS = ("soldOn", "deliveredOn", "newRegisteredOn", "oldFirstRegisteredOn", "oldOwnedSince",
        "recycledOn", "deregisteredOn", "transferredOn")
HELD_SINCE = date(2025, 1, 8)
CUTOFFS = {  # The last day of first registration of the old car, included.
    2025: {"petrol": date(2012, 6, 30), "diesel": date(2014, 6, 30),
           "other": date(2014, 6, 30), "nev": date(2018, 12, 31)},
    2026: {"petrol": date(2013, 6, 30), "diesel": date(2015, 6, 30),
           "other": date(2015, 6, 30), "nev": date(2019, 12, 31)},
}
SMALL_CAR = {"small-passenger", "micro-passenger"}
MAX_ML = 2000


@dataclass
class Claim:
    """One row as read: its texts, its parsed values, and what is wrong with either."""

    text: dict
    programme: str
    day: dict = field(default_factory=dict)
    price: int = 0
    errors: list = field(default_factory=list)
    doubts: list = field(default_factory=list)

    def get(self, key: str) -> str:
        return self.text.get(key, "")


def parse_day(text: str):
    """The day, or None when the text is no date of the calendar."""
    match = (re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
             or re.fullmatch(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})", text))
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def parse_fen(text: str):
    """The amount in fen, or None when the text is no amount in yuan above zero."""
    match = re.fullmatch(r"([0-9]{1,12})(?:\.([0-9]{1,2}))?", text)
    if not match:
        return None
    fen = int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))
    return fen if fen > 0 else None


def parse_bool(text: str):
    return True if text in YES else False if text in NO else None


def read_claim(row: dict) -> Claim:
    """A row with its field-level findings: what is missing, malformed or fails its check."""
    text = {k.strip(): (v or "").strip() for k, v in row.items() if isinstance(k, str)
            and (v is None or isinstance(v, str))}
    for key in ("applicantId", "invoiceBuyerId", "oldOwnerId", "newVin", "oldVin", "dealerCode",
                "oldPlate"):
        text[key] = text.get(key, "").upper()
    name = text.get("programme", "")
    claim = Claim(text, PROGRAMMES.get(name, name))
    check_presence(claim)
    read_values(claim)
    check_identifiers(claim)
    check_words(claim)
    return claim


def check_presence(claim: Claim) -> None:
    needed = list(COMMON + OWN.get(claim.programme, ()))
    if claim.programme.startswith("vehicle-"):
        if claim.get("newEnergy") == "fuel":
            needed.append("newDisplacementMl")
        if claim.get("newEnergy") == "nev":
            needed.append("newInCatalogue")
    if item_class(claim) == "phone" and claim.programme == "digital":
        needed.append("imei")
    claim.errors += [f"missing {key}" for key in needed if not claim.get(key)]


def read_values(claim: Claim) -> None:
    for key in DAYS:
        if claim.get(key):
            claim.day[key] = parse_day(claim.get(key))
            if claim.day[key] is None:
                claim.errors.append(f"no date in {key}")
    if claim.get("price"):
        claim.price = parse_fen(claim.get("price")) or 0
        if not claim.price:
            claim.errors.append("no amount in price")


def check_identifiers(claim: Claim) -> None:
    def refuse_unless(check, *keys):
        claim.errors.extend(f"bad {k}" for k in keys if claim.get(k) and not check(claim.get(k)))

    refuse_unless(ids.is_resident_id, "applicantId", "invoiceBuyerId", "oldOwnerId")
    refuse_unless(ids.is_phone, "applicantPhone")
    refuse_unless(ids.is_imei, "imei", "imei2")
    refuse_unless(ids.is_gtin13, "gtin")
    number, code = claim.get("invoiceNumber"), claim.get("invoiceCode")
    if number and not ids.is_invoice(number, code):
        claim.errors.append("bad invoiceNumber")
    dealer = claim.get("dealerCode")
    if dealer and not ids.has_credit_code_shape(dealer):
        claim.errors.append("bad dealerCode")
    elif dealer and ids.credit_digit(dealer[:17]) != dealer[17]:
        claim.doubts.append("check character of dealerCode")
    if claim.programme.startswith("vehicle-"):
        refuse_unless(ids.is_bank_card, "payeeAccount")
        refuse_unless(ids.is_plate, "oldPlate")
        refuse_unless(lambda t: 6 <= len(t) <= 40, "recyclingCertificate")
        check_vins(claim)


def check_vins(claim: Claim) -> None:
    registered = claim.day.get("oldFirstRegisteredOn")
    for key in ("newVin", "oldVin"):
        vin = claim.get(key)
        if not vin:
            continue
        if not ids.has_vin_shape(vin):
            claim.errors.append(f"bad {key}")
        elif ids.vin_digit(vin) != vin[8]:
            old = key == "oldVin" and registered is not None and registered < date(2010, 1, 1)
            (claim.doubts if old else claim.errors).append(f"check digit of {key}")


def check_words(claim: Claim) -> None:
    """Fields that hold one of a few words, and whole numbers."""
    if claim.programme.startswith("vehicle-"):
        words = {"newEnergy": {"nev", "fuel"}, "oldFuel": {"petrol", "diesel", "other", "nev"},
                 "newInCatalogue": YES | NO}
        claim.errors += [f"unknown word in {key}" for key, allowed in words.items()
                         if claim.get(key) and claim.get(key) not in allowed]
        displacement = claim.get("newDisplacementMl")
        if displacement and not re.fullmatch(r"[0-9]{1,6}", displacement):
            claim.errors.append("no number in newDisplacementMl")


def item_class(claim: Claim) -> str:
    word = claim.get("itemClass")
    return CLASSES.get(word, word)


def rules_for(claim: Claim):
    """The rule set in force for the programme on the day of sale, or None."""
    sold = claim.day.get("soldOn")
    if sold is None or sold.year not in (2025, 2026):
        return None
    if claim.programme == "vehicle-replacement" and sold.year == 2025:
        return None  # The province sets the sums, and they were not found.
    if claim.programme == "digital" and sold < date(2025, 1, 20):
        return None
    return {"vehicle-scrappage": scrappage, "vehicle-replacement": replacement,
            "appliance": appliance, "digital": digital}.get(claim.programme)


def determine(claim: Claim):
    """Verdict, amount in fen, and all reasons."""
    rules = rules_for(claim)
    refusals = list(claim.errors)
    if rules is None:
        return "ineligible", 0, refusals + ["no rule set in force"]
    if claim.get("invoiceBuyerId") != claim.get("applicantId"):
        refusals.append("buyer is not the applicant")
    more, doubts, amount = rules(claim, claim.day["soldOn"].year)
    refusals += more
    doubts = claim.doubts + doubts
    if refusals:
        return "ineligible", 0, refusals
    return ("review" if doubts else "eligible"), amount, doubts


def percent(price: int, rate: int, cap: int) -> int:
    """`rate` percent of a price in fen, rounded down to the fen, at most `cap`."""
    return min(price * rate // 100, cap)


def vehicle_refusals(claim: Claim) -> list:
    """What both vehicle programmes ask of payee, old car and new car."""
    found = []
    if claim.get("payeeAccountClass") != "I":
        found.append("account is not of class I")
    if claim.get("oldOwnerId") != claim.get("applicantId"):
        found.append("old car is not the applicant's")
    if claim.get("oldVehicleClass") not in SMALL_CAR:
        found.append("old car is no small or micro passenger car")
    if claim.get("newEnergy") == "nev" and not parse_bool(claim.get("newInCatalogue")):
        found.append("new car is not in the catalogue")
    if claim.get("newEnergy") == "fuel":
        displacement = claim.get("newDisplacementMl")
        if displacement.isdecimal() and int(displacement) > MAX_ML:
            found.append("displacement above 2.0 L")
    return found


def scrappage(claim: Claim, year: int):
    found = vehicle_refusals(claim)
    fuel, energy = claim.get("oldFuel"), claim.get("newEnergy")
    cutoff = CUTOFFS[year].get(fuel)
    registered = claim.day.get("oldFirstRegisteredOn")
    if registered and cutoff and registered > cutoff:
        found.append(f"old car first registered after {cutoff}")
    held = claim.day.get("oldOwnedSince")
    if held and held > HELD_SINCE:
        found.append(f"old car held only since {held}")
    if energy == "fuel" and fuel == "nev":
        found.append("a fuel car needs a scrapped fuel car")
    for key in ("recycledOn", "deregisteredOn", "newRegisteredOn"):
        if claim.day.get(key) and claim.day[key].year != year:
            found.append(f"{key} outside {year}")
    if year == 2025:
        amount = 2000000 if energy == "nev" else 1500000
    elif energy == "nev":
        amount = percent(claim.price, 12, 2000000)
    else:
        amount = percent(claim.price, 10, 1500000)
    return found, [], amount


def replacement(claim: Claim, _year: int):
    if claim.get("newEnergy") == "nev":
        amount = percent(claim.price, 8, 1500000)
    else:
        amount = percent(claim.price, 6, 1300000)
    return vehicle_refusals(claim), [], amount


def appliance(claim: Claim, year: int):
    found, doubts = quantity_refusals(claim), []
    grade = claim.get("efficiencyGrade")
    if item_class(claim) not in (TWELVE if year == 2025 else SIX):
        found.append("class not covered")
    if grade not in (("1", "2") if year == 2025 else ("1",)):
        found.append("grade not covered")
    if year == 2026:
        return found, doubts, percent(claim.price, 15, 150000)
    delivered = claim.day.get("deliveredOn")
    if delivered:
        days = (delivered - claim.day["soldOn"]).days
        if days > 90 or delivered > date(2026, 1, 15):
            found.append("delivered too late")
        elif days > 15:
            doubts.append(f"delivered after {days} days")
    return found, doubts, percent(claim.price, 20 if grade == "1" else 15, 200000)


def digital(claim: Claim, year: int):
    found = quantity_refusals(claim)
    if item_class(claim) not in (THREE_DIGITAL if year == 2025 else FOUR_DIGITAL):
        found.append("class not covered")
    if claim.price > 600000:
        found.append("price above 6,000.00")
    return found, [], percent(claim.price, 15, 50000)


def quantity_refusals(claim: Claim) -> list:
    return [] if claim.get("quantity") in ("", "1") else ["quantity is not 1"]


def read_file(path: str):
    """Every data row of a claim CSV, in order, as a claim."""
    with open(path, encoding="utf-8-sig", newline="") as handle:
        for row in csv.DictReader(handle):
            yield read_claim(row)


def main(arguments=None) -> int:
    parser = argparse.ArgumentParser(description="A second determination of a claim CSV.")
    parser.add_argument("claims")
    parser.add_argument("--why", action="store_true", help="add the reasons to each line")
    options = parser.parse_args(arguments)
    outside = 0
    for number, claim in enumerate(read_file(options.claims), start=1):
        verdict, amount, why = determine(claim)
        outside += "no rule set in force" in why
        line = {"row": number, "ref": claim.get("claimRef"), "verdict": verdict,
                "amountFen": amount}
        if options.why:
            line["why"] = why
        print(json.dumps(line, ensure_ascii=False))
    if outside:
        print(f"{outside} rows have no rule set here", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
