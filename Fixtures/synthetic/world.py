"""Towns (real), dealers, goods and people (all synthetic)."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from . import identifiers

TOWNS = (
    "金乡街道", "高河街道", "王丕街道", "鱼山街道", "羊山镇", "胡集镇", "霄云镇",
    "鸡黍镇", "司马镇", "马庙镇", "化雨镇", "卜集镇", "兴隆镇",
)
TOWN_WEIGHTS = (24, 8, 8, 9, 8, 9, 5, 6, 5, 6, 4, 4, 4)

PROGRAMME_NAMES = {
    "vehicle-scrappage": "汽车报废更新",
    "vehicle-replacement": "汽车置换更新",
    "appliance": "家电以旧换新",
    "digital": "数码和智能产品购新",
    "home-goods": "家装厨卫焕新",
    "e-bike": "电动自行车以旧换新",
}

VEHICLES = ("vehicle-scrappage", "vehicle-replacement")


@dataclass
class Dealer:
    """A firm of dealers.csv; `ref` starts its claim references."""

    code: str
    name: str
    programmes: tuple
    town: str
    account: str
    bank: str
    state: str
    ref: str
    count: dict = field(default_factory=dict)

    def next_ref(self, year):
        """The next reference of the year: QC03-25-0001."""
        self.count[year] = self.count.get(year, 0) + 1
        return f"{self.ref}-{year % 100}-{self.count[year]:04d}"


# Kind, word in the name, credit-code kind, programmes by turns, how many.
DEALER_KINDS = (
    ("QC", "汽车", 91, (VEHICLES, VEHICLES, VEHICLES, VEHICLES[:1]), 14),
    ("JD", "家电", 92, (("appliance",), ("appliance", "digital"), ("appliance",)), 21),
    ("TX", "通讯", 92, (("digital",),), 13),
    ("JJ", "家居", 92, (("home-goods",), ("home-goods", "appliance")), 8),
    ("DC", "电动车", 92, (("e-bike",),), 2),
    ("SC", "商城", 91, (("appliance", "digital", "home-goods"),), 2),
)
SUSPENDED = ("JD09", "TX11")
WRONG_CHECK = "JD17"


def dealers(numbers):
    """The sixty dealers in order of their reference.

    JD17 has a credit code whose check character fails, as at least one real firm's does.
    """
    found = []
    for ref, word, kind, turns, count in DEALER_KINDS:
        for place in range(1, count + 1):
            town = TOWNS[(place * 5 + len(found)) % 13] if place % 3 else TOWNS[0]
            name = f"金乡示例{word}{place:02d}号{'有限公司' if kind == 91 else '商行'}"
            key = f"{ref}{place:02d}"
            code = identifiers.credit_code(kind, len(found) * 10 + 11)
            if key == WRONG_CHECK:
                code = code[:-1] + ("A" if code[-1] != "A" else "B")
            found.append(Dealer(
                code, name, turns[(place - 1) % len(turns)], town, numbers.card(), bank(town),
                "暂停" if key in SUSPENDED else "在册", key))
    return found


def bank(town):
    """The synthetic bank's branch in a town."""
    return f"金乡示例银行{town.removesuffix('街道').removesuffix('镇')}支行"


# Key, notices' word, dealers' aliases, letters of model and serial, price from and to in yuan,
# weight in sales.
CLASSES = {
    "refrigerator": ("冰箱", ("电冰箱", "冰柜"), "BX", 1699, 9999, 18),
    "washing-machine": ("洗衣机", ("滚筒洗衣机", "波轮洗衣机"), "XY", 899, 7999, 16),
    "television": ("电视", ("液晶电视", "电视机"), "DS", 1299, 12999, 15),
    "air-conditioner": ("空调", ("空调器", "壁挂式空调"), "KT", 1799, 9999, 24),
    "computer": ("电脑", ("笔记本电脑", "台式电脑"), "DN", 2999, 10999, 12),
    "water-heater": ("热水器", ("电热水器", "燃气热水器"), "RS", 799, 4999, 10),
    "stove": ("家用灶具", ("燃气灶",), "ZJ", 499, 3299, 5),
    "range-hood": ("吸油烟机", ("抽油烟机", "油烟机"), "YJ", 899, 4999, 5),
    "water-purifier": ("净水器", ("净水机",), "JS", 699, 4999, 4),
    "dishwasher": ("洗碗机", ("洗碗机",), "XW", 2299, 8999, 3),
    "rice-cooker": ("电饭煲", ("电饭锅",), "DF", 199, 1499, 4),
    "microwave": ("微波炉", ("微波炉",), "WB", 349, 1999, 3),
    "phone": ("手机", ("智能手机",), "SJ", 999, 5999, 60),
    "tablet": ("平板", ("平板电脑",), "PB", 1099, 5899, 18),
    "smart-watch": ("智能手表", ("智能手表",), "SB", 399, 3499, 12),
    "smart-band": ("智能手环", ("手环",), "SH", 149, 399, 6),
    "smart-glasses": ("智能眼镜", ("智能眼镜",), "YN", 1599, 4999, 6),
}
CLASSES_OF = {
    ("appliance", 2025): tuple(CLASSES)[:12],
    ("appliance", 2026): tuple(CLASSES)[:6],
    ("digital", 2025): ("phone", "tablet", "smart-watch", "smart-band"),
    ("digital", 2026): ("phone", "tablet", "smart-watch", "smart-band", "smart-glasses"),
}
BRANDS = ("例海", "例信", "例尔", "例星", "例达", "例光", "例云")


@dataclass(frozen=True)
class Model:
    """A product on sale: its barcode, list price in fen and grade."""

    item_class: str
    brand: str
    model: str
    gtin: str
    price: int
    grade: int


def models():
    """Twelve models of every class, three in four of grade 1."""
    found = {}
    number = 1
    for key, (_, _, letters, low, high, _) in CLASSES.items():
        for place in range(12):
            price = (low + (high - low) * place * place // 121) // 100 * 100 + 99
            found.setdefault(key, []).append(Model(
                key, BRANDS[(number * 3 + place) % 7], f"L{letters}-{100 + place * 35}",
                identifiers.gtin(number), min(price, high) * 100, 2 if place % 4 == 1 else 1))
            number += 1
    return found


SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "安宁康泰春夏秋冬东南西北山川江河田禾谷雨云霞明亮文书松柏梅兰竹菊平和"
# Names that tell encodings apart: four bytes in UTF-8 or GB18030, a middle dot.
RARE_NAMES = ("𠮷例安", "李例䶮", "王例㐂", "阿例·示例")


@dataclass
class Person:
    """A synthetic applicant and the awards already drawn."""

    id: str
    name: str
    phone: str
    account: str
    bank: str
    town: str
    used: set = field(default_factory=set)


class People:
    """Makes people of 18 to 80 years, and remembers who may still draw."""

    FIRST_BIRTH = date(1947, 1, 1)
    BIRTH_DAYS = (date(2006, 12, 31) - FIRST_BIRTH).days + 1

    def __init__(self, rng, numbers):
        self.rng = rng
        self.numbers = numbers
        self.ids = set()
        self.recent = []

    def new(self):
        """A person nobody has met yet."""
        rng = self.rng
        while True:
            birth = self.FIRST_BIRTH + timedelta(days=rng.randrange(self.BIRTH_DAYS))
            number = identifiers.resident_id(birth, rng.randrange(1, 1000))
            if number not in self.ids:
                break
        self.ids.add(number)
        town = rng.choices(TOWNS, TOWN_WEIGHTS)[0]
        name = f"{rng.choice(SURNAMES)}例{rng.choice(GIVEN)}"
        if rng.random() < 0.004:
            name = rng.choice(RARE_NAMES)
        return Person(number, name, self.numbers.phone(), self.numbers.card(), bank(town), town)

    def for_award(self, key):
        """A person who has not drawn the award `key`; known people come back one time in four."""
        if self.recent and self.rng.random() < 0.25:
            person = self.rng.choice(self.recent)
            if key not in person.used:
                person.used.add(key)
                return person
        person = self.new()
        person.used.add(key)
        if len(self.recent) < 400:
            self.recent.append(person)
        else:
            self.recent[self.rng.randrange(400)] = person
        return person
