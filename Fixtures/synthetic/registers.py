"""The registers beside the claims: dealers, funds, events, recycled goods."""

import csv
import io
from datetime import date, timedelta

from . import identifiers
from .claims import award, yuan
from .files import CHINESE_WORDS
from .world import CLASSES, PROGRAMME_NAMES, TOWNS

# Code and whether the firm holds the licence; the last two do not.
RECYCLERS = tuple(
    (identifiers.credit_code(91, 800_000 + number * 7), number <= 4) for number in range(1, 7))


def table(rows, bom=True):
    """A register as UTF-8 CSV with CRLF, as Excel saves it."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("utf-8-sig" if bom else "utf-8")


def dealer_rows(dealers):
    yield "统一社会信用代码 名称 补贴项目 镇街 结算账号 开户行 状态".split()
    for dealer in dealers:
        programmes = ";".join(PROGRAMME_NAMES[key] for key in dealer.programmes)
        yield [dealer.code, dealer.name, programmes, dealer.town, dealer.account, dealer.bank,
               dealer.state]


FUNDS = (
    ("JX-2025-vehicle", "2025年汽车以旧换新资金", "Vehicles 2025", 2025, "vehicle"),
    ("JX-2025-appliance", "2025年家电数码以旧换新资金", "Appliances and digital 2025", 2025,
     "appliance"),
    ("JX-2026-vehicle", "2026年汽车以旧换新资金", "Vehicles 2026", 2026, "vehicle"),
    ("JX-2026-appliance", "2026年家电以旧换新资金", "Appliances 2026", 2026, "appliance"),
    ("JX-2026-digital", "2026年数码和智能产品购新资金", "Digital products 2026", 2026, "digital"),
    ("JX-2026-home-goods", "2026年家装厨卫焕新资金", "Home goods 2026", 2026, "home-goods"),
)


def need(rows, year, scope):
    """The money, in fen, that a fund's acceptable claims ask for."""
    def inside(row):
        if row.programme.startswith("vehicle"):
            return scope == "vehicle"
        return scope == row.programme or (scope == "appliance" and year == 2025)

    return sum(award(row.values) for row in rows
               if row.year == year and row.answer in ("accepted", "review") and inside(row))


def fund_rows(rows):
    """Ample money (130 %, rounded up to 10,000 yuan), but 85 % for digital goods in 2026."""
    yield "code zh en year scope amount shares".split()
    for code, chinese, english, year, scope in FUNDS:
        wanted = need(rows, year, scope)
        amount = -(-wanted * 13 // 10_000_000) * 1_000_000
        if scope == "digital":
            amount = wanted * 85 // 100 // 10_000 * 10_000
        if scope == "home-goods":
            amount = 20_000_000
        yield [code, chinese, english, year, scope, yuan(amount),
               "central:85 province:6 city:4 county:5" if scope != "home-goods" else ""]


NEV, APPLIANCE, HOME = "新能源汽车展销", "家电消费活动", "家装家居促消费"

# Kind, name, rural, first day, length in days, town, state, attendance, sales in yuan.
EVENTS = (
    (NEV, "春季新能源汽车展销会", "否", date(2025, 3, 15), 2, 0, "已举办", 2600, 6_420_000),
    (NEV, "新能源汽车下乡羊山站", "是", date(2025, 4, 19), 1, 4, "已举办", 900, 1_830_000),
    (NEV, "五一新能源车展", "否", date(2025, 5, 1), 4, 0, "已举办", 5200, 11_760_000),
    (NEV, "新能源汽车下乡胡集站", "是", date(2025, 6, 14), 1, 5, "已举办", 1100, 2_240_000),
    (NEV, "新能源汽车下乡鸡黍站", "是", date(2025, 9, 20), 1, 7, "已举办", 850, 1_515_000),
    (NEV, "国庆新能源车展", "否", date(2025, 10, 1), 5, 1, "已举办", 6100, 13_980_000),
    (APPLIANCE, "金乡家电消费节开幕周", "否", date(2025, 5, 17), 7, 0, "已举办", 4300, 3_260_000),
    (APPLIANCE, "家电下乡司马站", "是", date(2025, 7, 12), 2, 8, "已举办", 1200, 640_000),
    (APPLIANCE, "双十一绿色家电促销", "否", date(2025, 11, 8), 4, 3, "已举办", 3900, 2_850_000),
    (HOME, "家装家居惠民节", "否", date(2025, 8, 23), 3, 0, "已举办", 2100, 1_420_000),
    (NEV, "迎春新能源车展", "否", date(2026, 1, 24), 2, 0, "已举办", 2400, 5_310_000),
    (NEV, "新能源汽车下乡化雨站", "是", date(2026, 3, 28), 1, 10, "已举办", 780, 1_360_000),
    (NEV, "五一新能源车展", "否", date(2026, 5, 1), 4, 0, "已举办", 5600, 12_450_000),
    (NEV, "新能源汽车下乡马庙站", "是", date(2026, 6, 20), 1, 9, "已举办", 940, 1_790_000),
    (NEV, "夏夜新能源车展", "否", date(2026, 7, 18), 2, 2, "取消", "", ""),
    (NEV, "国庆新能源车展", "否", date(2026, 10, 1), 5, 1, "已举办", 6400, 14_320_000),
    (NEV, "新能源汽车下乡兴隆站", "是", date(2026, 12, 12), 1, 12, "计划", "", ""),
    (APPLIANCE, "新春家电焕新周", "否", date(2026, 1, 31), 7, 0, "已举办", 3800, 2_410_000),
    (APPLIANCE, "家电下乡卜集站", "是", date(2026, 4, 11), 2, 11, "已举办", 1050, 520_000),
    (APPLIANCE, "金乡家电消费节", "否", date(2026, 6, 6), 9, 0, "已举办", 4900, 3_770_000),
    (APPLIANCE, "家电下乡霄云站", "是", date(2026, 9, 12), 2, 6, "已举办", 1180, 610_000),
    (HOME, "春季家装家居节", "否", date(2026, 4, 25), 3, 0, "已举办", 1900, 1_280_000),
    (HOME, "居家适老化改造体验周", "否", date(2026, 10, 17), 7, 3, "已举办", 1350, 460_000),
)


def event_rows():
    yield ("活动编号 类型 名称 是否下乡 开始日期 结束日期 镇街 主办单位 状态 到场人数 销售额 下乡依据"
           ).split()
    count = {}
    for kind, name, rural, first, length, town, state, attendance, sales in EVENTS:
        count[first.year] = count.get(first.year, 0) + 1
        last = first + timedelta(days=length - 1)
        yield [f"HD-{first.year}-{count[first.year]:02d}", kind, name, rural, first, last,
               TOWNS[town], "金乡示例行业协会", state, attendance,
               f"{sales}.00" if sales else "",
               f"{TOWNS[town]}驻地集市，下乡展销" if rural == "是" else ""]


# Target, day or base year, value, unit that reports; synthetic like everything here.
FIGURES = (
    ("T005", "2023", "1600", "县商务局"), ("T010", "2023", "120", "县商务局"),
    ("T012", "2023", "1600", "县商务局"),
    ("T002", "2024-12-31", "14800", "县商务局"), ("T002", "2025-06-30", "17100", "县商务局"),
    ("T002", "2025-12-31", "20400", "县商务局"), ("T009", "2025-12-31", "20400", "县商务局"),
    ("T009", "2026-09-30", "24900", "县商务局"), ("T044", "2025-12-31", "20400", "县商务局"),
    ("T044", "2026-09-30", "24900", "县商务局"),
    ("T004", "2025-12-31", "4180/5020", "县商务局"),
    ("T040", "2024-12-31", "1120", "县发展和改革局"), ("T040", "2025-12-31", "1486", "县发展和改革局"),
    ("T041", "2025-12-31", "1486", "县发展和改革委员会"), ("T041", "2026-06-30", "1720", "县发展和改革局"),
    ("T023", "2025-12-31", "931", "县工业和信息化局"), ("T015", "2025-12-31", "3", "县工业和信息化局"),
    ("T017", "2026-06-30", "3", "县工业和信息化局"), ("T035", "2025-12-31", "42", "县卫生健康局"),
    ("T036", "2026-06-30", "47", "县卫生健康局"), ("T049", "2025-12-31", "286", "县商务局"),
    ("T031", "2025-12-31", "86.4", "县农业农村局"),
)


def figure_rows():
    yield "指标编号 观测日期 基年 数值 来源文件 上报单位 是否更正".split()
    for target, period, value, unit in FIGURES:
        base = len(period) == 4
        yield [target, "" if base else period, period if base else "", value,
               f"示例统计报表{period}", unit, "否"]


MASSES = {"refrigerator": 62, "washing-machine": 45, "television": 14, "air-conditioner": 38,
          "computer": 6, "water-heater": 24}
RECYCLING_HEADINGS = (
    "记录编号 类别 品类 数量 质量千克 回收企业代码 回收企业资质 回收证明编号 交旧日期 接收日期 拆解日期 "
    "关联申领编号 关联经销商代码").split()


class Recycling:
    """The register of recycled goods, about nine hundred records."""

    def __init__(self, rng, numbers):
        self.rng = rng
        self.numbers = numbers
        self.records = []

    def rows(self, claims):
        """Headings, then the records in the order in which the goods were handed in."""
        clean = [row for row in claims if not row.fault]
        scrapped = [row for row in clean if row.programme == "vehicle-scrappage"]
        for row in self.rng.sample(scrapped, 430):
            self.vehicle_of(row)
        self.vehicles_without_claim()
        for row in clean:
            if row.values.get("handedInOn"):
                self.appliance_of(row)
        self.appliances_without_claim()
        self.same_certificates()
        self.records.sort(key=lambda record: record[7])
        yield RECYCLING_HEADINGS
        for number, record in enumerate(self.records, 1):
            yield [f"HS-{record[7][:4]}-{number:04d}", *record]

    def licensed(self):
        return self.rng.choice(RECYCLERS[:4])

    def add(self, kind, item, quantity, mass, recycler, certificate, handed, steps, ref=("", "")):
        """A record; `steps` counts the custody steps reached: 0, 1 received, 2 dismantled."""
        rng = self.rng
        received = handed + timedelta(days=rng.randrange(0, 5))
        dismantled = received + timedelta(days=rng.randrange(3, 40))
        if dismantled > date(2026, 11, 20):
            steps = min(steps, 1)
        self.records.append([
            "报废汽车" if kind == "vehicle" else "废旧家电", item, quantity, mass, recycler[0],
            "是" if recycler[1] else "否", certificate, handed.isoformat(),
            min(received, date(2026, 11, 21)).isoformat() if steps else "",
            dismantled.isoformat() if steps == 2 else "", *ref])

    def vehicle_of(self, row):
        """The scrapped car of a claim, with the claim's own certificate."""
        values = row.values
        self.add(
            "vehicle", CHINESE_WORDS["oldVehicleClass"][values["oldVehicleClass"]], 1,
            self.rng.randrange(860, 1680), self.licensed(), values["recyclingCertificate"],
            date.fromisoformat(values["recycledOn"]), 2 if self.rng.random() < 0.85 else 1,
            (values["claimRef"], values["dealerCode"]))

    def vehicles_without_claim(self):
        """Cars and trucks with a certificate, then some without, then the unlicensed yards'."""
        for place in range(90):
            handed = self.day()
            licensed = place < 75
            certificate = self.numbers.certificate(handed) if not 60 <= place < 75 else ""
            recycler = self.licensed() if licensed else self.rng.choice(RECYCLERS[4:])
            item = self.rng.choice(("小型客车", "小型客车", "微型客车", "轻型货车"))
            self.add("vehicle", item, 1, self.rng.randrange(820, 2400), recycler, certificate,
                     handed, 2 if place < 60 else 1)

    def appliance_of(self, row):
        values = row.values
        recycler = next(one for one in RECYCLERS if one[0] == values["recyclerCode"])
        self.appliance(row.item_class, 1, date.fromisoformat(values["handedInOn"]), recycler,
                       1 + (self.rng.random() < 0.6), (values["claimRef"], values["dealerCode"]))

    def appliances_without_claim(self):
        """Single goods, goods never received, bulk statements."""
        for place in range(190):
            quantity = self.rng.randrange(12, 160) if place >= 145 else 1
            steps = 0 if 110 <= place < 145 else 2
            self.appliance(self.rng.choice(tuple(MASSES)), quantity, self.day(),
                           self.licensed(), steps)

    def appliance(self, item_class, quantity, handed, recycler, steps, ref=("", "")):
        mass = MASSES[item_class] * quantity * self.rng.randrange(85, 116) // 100
        self.add("appliance", CLASSES[item_class][0], quantity, mass, recycler, "", handed,
                 steps, ref)

    def same_certificates(self):
        """Three pairs of records with one certificate."""
        with_certificate = [record for record in self.records if record[6] and not record[10]]
        for place in range(3):
            with_certificate[place * 2 + 1][6] = with_certificate[place * 2][6]

    def day(self):
        return date(2025, 1, 6) + timedelta(days=self.rng.randrange(680))
