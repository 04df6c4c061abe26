"""Puts the county together: every file as bytes, by its path under Fixtures/county."""

import random

from . import broken, faults, registers
from .claims import FIELDS, SALES, Maker
from .files import CLAIM_FILES, RESENDING, RESENT, encoded, habits, table
from .files import ClaimFile
from .identifiers import Numbers
from .world import WRONG_CHECK, People, dealers, models

SEED = 20240514


class Builder:
    """One seed's source of everything."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        # Dealers are the same for every seed, so that any claims fit dealers.csv.
        self.dealers = dealers(Numbers(SEED))
        self.numbers = Numbers(seed + 1)
        people = People(self.rng, self.numbers)
        self.maker = Maker(self.rng, self.numbers, people, models())

    def sellers(self, programme, beginnings=("",)):
        """The dealers who may claim: enrolled, not suspended, with a right credit code."""
        return [dealer for dealer in self.dealers
                if programme in dealer.programmes and dealer.state == "在册"
                and dealer.ref != WRONG_CHECK and dealer.ref.startswith(beginnings)]

    def rows_of(self, file):
        """A file's valid rows by day of sale, with references."""
        rows = []
        by_code = {dealer.code: dealer for dealer in self.dealers}
        for (programme, year), count in file.counts.items():
            sellers = self.sellers(programme, file.dealers)
            for _ in range(count):
                values = self.maker.claim(programme, year, self.rng.choice(sellers))
                rows.append(faults.Row(file, values, year,
                                       item_class=values.get("itemClass", "")))
        rows.sort(key=lambda row: row.values["soldOn"])
        yards = [code for code, licensed in registers.RECYCLERS if licensed]
        for row in rows:
            row.values["claimRef"] = by_code[row.values["dealerCode"]].next_ref(row.year)
            habits(row, self.rng, self.numbers, yards)
        return rows


def build(seed=SEED):
    """All files of the county, as a dictionary from path to bytes."""
    builder = Builder(seed)
    rows = [row for file in CLAIM_FILES for row in builder.rows_of(file)]
    county = faults.County(rows, builder.dealers, builder.rng, builder.numbers)
    faults.inject(county)
    rows = county.rows + resent_file(builder, county)
    files = {"dealers.csv": registers.table(registers.dealer_rows(builder.dealers))}
    for file in (*CLAIM_FILES, RESENDING):
        files[file.name] = encoded(file, [row for row in rows if row.file is file])
    files["faults.csv"] = registers.table(fault_rows(rows), bom=False)
    files["funds.csv"] = registers.table(registers.fund_rows(rows))
    files["events.csv"] = registers.table(registers.event_rows())
    files["figures.csv"] = registers.table(registers.figure_rows())
    recycling = registers.Recycling(builder.rng, builder.numbers)
    files["recycling.csv"] = registers.table(recycling.rows(rows))
    files.update(broken.files(builder))
    return files


def resent_file(builder, county):
    """The last file: fifteen rows of an earlier one again among new ones."""
    rows = builder.rows_of(RESENDING)
    for _ in range(15):
        first = faults.pick(county, lambda row: row.file.name == RESENT, faults.anything)
        first.locked = True
        rows.insert(builder.rng.randrange(len(rows)), faults.repeat(first, RESENDING))
    return rows


def fault_rows(rows):
    """Which row of which file has which fault, and the answers to expect."""
    yield "file row claimRef fault determine import".split()
    count = {}
    for row in rows:
        name = row.file.name
        count[name] = count.get(name, 0) + 1
        if row.fault:
            yield [name, count[name], row.values["claimRef"], row.fault, row.determine,
                   row.answer]


# The shares of the seven rule sets in a file of valid claims.
SHARES = {
    ("vehicle-scrappage", 2025): 10, ("appliance", 2025): 22, ("digital", 2025): 12,
    ("vehicle-scrappage", 2026): 10, ("vehicle-replacement", 2026): 10,
    ("appliance", 2026): 24, ("digital", 2026): 12,
}


def valid_claims(count, seed):
    """`count` valid and distinct claims under all seven rule sets, in random order."""
    builder = Builder(seed)
    sellers = {programme: builder.sellers(programme) for programme, _ in SALES}
    kinds, weights = tuple(SHARES), tuple(SHARES.values())
    for place in range(count):
        programme, year = kinds[place] if place < 7 else builder.rng.choices(kinds, weights)[0]
        dealer = builder.rng.choice(sellers[programme])
        claim = builder.maker.claim(programme, year, dealer)
        claim["claimRef"] = f"V{seed}-{place + 1:07d}"
        yield claim


def write_valid(count, seed, path):
    """Writes valid claims as one UTF-8 CSV with all columns and key headings."""
    file = ClaimFile("valid.csv", {}, (), chinese=False)
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write(",".join(FIELDS) + "\n")
        for claim in valid_claims(count, seed):
            out.write(table(file, [faults.Row(file, claim, 0)], FIELDS))
