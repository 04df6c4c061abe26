"""Shapes and check digits of the numbers on a claim, standard library only.

Every function takes the number without blanks and in upper case. Each scheme is written from
its standard: GB 11643 (resident ID), GB 32100 (credit code), GB 16735 (VIN), 3GPP TS 23.003
(IMEI), ISO/IEC 7812 (bank card), GS1 (GTIN-13).
"""

import re
from datetime import date

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_MAP = "10X98765432"
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
VIN_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9,
                                                2, 3, 4, 5, 6, 7, 8, 9)))
VIN_VALUES.update({str(n): n for n in range(10)})


def luhn_digit(body: str) -> str:
    """The Luhn digit that completes `body`."""
    total = 0
    for place, char in enumerate(reversed(body)):
        digit = int(char) * (2 if place % 2 == 0 else 1)
        total += digit - 9 if digit > 9 else digit
    return str(-total % 10)


def resident_id_digit(body: str) -> str:
    """The ISO 7064 MOD 11-2 character that completes 17 digits."""
    return ID_MAP[sum(int(c) * w for c, w in zip(body, ID_WEIGHTS)) % 11]


def credit_digit(body: str) -> str:
    """The check character that completes 17 characters of a credit code."""
    total = sum(CREDIT_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return CREDIT_ALPHABET[-total % 31]


def organisation_digit(body: str) -> str:
    """The GB 11714 character that completes an eight-character organisation code."""
    total = sum(int(c, 36) * w for c, w in zip(body, ORGANISATION_WEIGHTS))
    return "0123456789X"[-total % 11]


def vin_digit(vin: str) -> str:
    """The character that belongs at position 9 of a 17-character VIN."""
    return "0123456789X"[sum(VIN_VALUES[c] * w for c, w in zip(vin, VIN_WEIGHTS)) % 11]


def gtin_digit(body: str) -> str:
    """The GS1 digit that completes 12 digits."""
    total = sum(int(c) * (3 if place % 2 == 0 else 1) for place, c in enumerate(reversed(body)))
    return str(-total % 10)


def is_resident_id(text: str) -> bool:
    """Whether the shape, the day of birth and the check character are right."""
    if not re.fullmatch(r"[0-9]{17}[0-9X]", text) or resident_id_digit(text[:17]) != text[17]:
        return False
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    return True


def has_credit_code_shape(text: str) -> bool:
    return re.fullmatch(f"[{CREDIT_ALPHABET}]{{18}}", text) is not None


def has_vin_shape(text: str) -> bool:
    return re.fullmatch(r"[0-9A-HJ-NPR-Z]{17}", text) is not None


def is_imei(text: str) -> bool:
    return re.fullmatch(r"[0-9]{15}", text) is not None and luhn_digit(text[:-1]) == text[-1]


def is_bank_card(text: str) -> bool:
    return re.fullmatch(r"[0-9]{16,19}", text) is not None and luhn_digit(text[:-1]) == text[-1]


def is_gtin13(text: str) -> bool:
    return re.fullmatch(r"[0-9]{13}", text) is not None and gtin_digit(text[:-1]) == text[-1]


def is_invoice(number: str, code: str) -> bool:
    """Twenty digits alone, or eight digits with a code of ten or twelve digits."""
    if re.fullmatch(r"[0-9]{20}", number):
        return code == ""
    digits = re.fullmatch(r"[0-9]{8}", number) and re.fullmatch(r"[0-9]{10}|[0-9]{12}", code)
    return digits is not None


def is_phone(text: str) -> bool:
    return re.fullmatch(r"1[3-9][0-9]{9}", text) is not None


def is_plate(text: str) -> bool:
    """An ordinary seven-place plate, or an eight-place plate of a new-energy vehicle."""
    ordinary = r"[\u4e00-\u9fff][A-HJ-NP-Z][0-9A-HJ-NP-Z]{5}"
    small = r"[\u4e00-\u9fff][A-HJ-NP-Z][A-HJK][0-9A-HJ-NP-Z][0-9]{4}"
    large = r"[\u4e00-\u9fff][A-HJ-NP-Z][0-9]{5}[A-HJK]"
    return re.fullmatch(f"{ordinary}|{small}|{large}", text) is not None
