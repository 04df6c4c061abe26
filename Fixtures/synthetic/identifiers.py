"""Identifiers with right check characters, in ranges that belong to nobody.

Resident IDs and credit codes use region 370899, which GB/T 2260 does not assign; VINs the
maker code LZZ; plates three letters, which GA 36 never issues; phones the prefix 154.
Standards: GB 11643, GB 32100, GB 11714, GB 16735, GS1 GTIN-13, 3GPP TS 23.003, ISO 7812.
"""

REGION = "370899"

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

VIN_VALUES = {str(digit): digit for digit in range(10)}
VIN_VALUES.update(zip("ABCDEFGH", range(1, 9)))
VIN_VALUES.update(zip("JKLMN", range(1, 6)))
VIN_VALUES.update({"P": 7, "R": 9})
VIN_VALUES.update(zip("STUVWXYZ", range(2, 10)))
VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
MODEL_YEARS = "ABCDEFGHJKLMNPRSTVWXY123456789"

PLATE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def resident_id(birth, serial):
    """An 18-character resident ID for a date of birth and a serial of 1 to 999."""
    body = f"{REGION}{birth:%Y%m%d}{serial:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, ID_WEIGHTS))
    return body + ID_CHECKS[total % 11]


def right_id(text):
    """Whether the check character is the one that its body asks for."""
    total = sum(int(digit) * weight for digit, weight in zip(text, ID_WEIGHTS))
    return ID_CHECKS[total % 11] == text[17]


def credit_code(kind, number):
    """A unified social credit code; `kind` is 91 (company) or 92 (sole trader)."""
    organisation = f"MA{number:06d}"
    values = (int(character, 36) for character in organisation)
    check = (11 - sum(v * w for v, w in zip(values, ORGANISATION_WEIGHTS)) % 11) % 11
    body = f"{kind}{REGION}{organisation}{'X' if check == 10 else check}"
    total = sum(CREDIT_ALPHABET.index(c) * w for c, w in zip(body, CREDIT_WEIGHTS))
    return body + CREDIT_ALPHABET[(31 - total % 31) % 31]


def vin(description, year, plant, serial):
    """A VIN of the maker LZZ: five describing characters, model year, plant, serial."""
    letter = MODEL_YEARS[(year - 2010) % 30]
    body = f"LZZ{description}0{letter}{plant}{serial:06d}"
    total = sum(VIN_VALUES[c] * w for c, w in zip(body, VIN_WEIGHTS)) % 11
    return f"{body[:8]}{'X' if total == 10 else total}{body[9:]}"


def luhn(body):
    """`body` and its Luhn digit: IMEIs and bank cards."""
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return f"{body}{-total % 10}"


def gtin(number):
    """A GTIN-13 of the prefix 690 with a zero maker code."""
    body = f"690{number:09d}"
    total = sum(int(d) * (3 if place % 2 else 1) for place, d in enumerate(body))
    return f"{body}{-total % 10}"


def letters(number, count):
    """`number` written in plate letters (no I, no O), `count` places."""
    text = ""
    for _ in range(count):
        number, place = divmod(number, len(PLATE_LETTERS))
        text = PLATE_LETTERS[place] + text
    return text


class Numbers:
    """Running numbers, each a permutation of its range so that none repeats.

    A number is (n × odd factor + start) mod range; the factor shares no divisor with
    the range. The start depends on the seed.
    """

    def __init__(self, seed):
        self.seed = seed
        self.next = {}

    def take(self, name, size, factor):
        """The next number below `size` in the sequence called `name`."""
        count = self.next.get(name, 0)
        self.next[name] = count + 1
        if count >= size:
            raise OverflowError(f"no more synthetic numbers: {name}")
        return (count * factor + self.seed * 1_000_003) % size

    def phone(self):
        return f"154{self.take('phone', 10**8, 73_939_133):08d}"

    def card(self):
        return luhn(f"6222000000{self.take('card', 10**8, 38_196_601):08d}")

    def invoice(self, year):
        """A digital invoice; none that a spreadsheet might have cut, which needs a person."""
        while True:
            serial = f"{self.take('invoice', 10**14, 61_803_398_874_989):014d}"
            if not serial.endswith("00000"):
                return f"{year % 100:02d}3729{serial}"

    def old_invoice(self):
        """A number of eight digits, unique under the code 137089900001."""
        return f"{self.take('old invoice', 10**8, 27_182_817):08d}"

    def imei(self):
        return luhn(f"860000{self.take('imei', 10**8, 57_721_567):08d}")

    def serial(self, prefix):
        """A maker's serial number; no O and no I, so that no two look alike."""
        return f"{prefix}{self.take('serial', 10**9, 141_421_357):09d}"

    def new_vin(self, description, year):
        plant, serial = divmod(self.take("new vin", 8 * 10**6, 3_141_593), 10**6)
        return vin(description, year, "ABCDEFGH"[plant], serial)

    def old_vin(self, description, year):
        plant, serial = divmod(self.take("old vin", 8 * 10**6, 2_718_281), 10**6)
        return vin(description, year, "RSTUVWXY"[plant], serial)

    def plate(self, nev):
        if nev:
            block, digits = divmod(self.take("nev plate", 240_000, 7_919), 10_000)
            return f"鲁HD{letters(block, 1)}{digits:04d}"
        block, digits = divmod(self.take("plate", 24**3 * 100, 618_031), 100)
        return f"鲁H{letters(block, 3)}{digits:02d}"

    def certificate(self, day):
        number = self.take("certificate", 10**7, 3_819_661)
        return f"HS-{REGION}-{number:07d}-{day:%Y%m%d}-{number % 9 + 1}"
