"""The claim files as dealers send them: encodings, headings, orders and habits."""

import csv
import io
import json
import random
import re
from dataclasses import dataclass

from .world import CLASSES, PROGRAMME_NAMES

HEADINGS = dict(zip(
    """claimRef programme dealerCode applicantName applicantId applicantPhone payeeAccount
    payeeBank payeeAccountClass townCode soldOn invoiceNumber invoiceCode invoiceBuyerId price
    priceNet itemClass brand model gtin serialNumber imei imei2 efficiencyGrade deliveredOn
    newVin newEnergy newDisplacementMl newInCatalogue newRegisteredOn oldVin oldPlate
    oldVehicleClass oldFuel oldFirstRegisteredOn oldOwnedSince oldOwnerId recyclingCertificate
    recycledOn deregisteredOn transferredOn oldItemClass oldItemSerial recyclerCode handedInOn
    homeCompletedOn homeOwnerId quantity note""".split(),
    """申领编号 补贴项目 经销商统一社会信用代码 申领人姓名 身份证号 手机号 收款账号
    开户行 账户类别 镇街 销售日期 发票号码 发票代码 购方证件号 价税合计
    不含税价 品类 品牌 型号 商品条码 序列号 IMEI IMEI2 能效水效等级 送达日期
    新车VIN 新车能源 排量毫升 在免征目录 新车登记日期 旧车VIN 旧车号牌
    旧车类型 旧车燃料 初次登记日期 登记在名下日期 旧车所有人证件号 回收证明编号
    回收日期 注销日期 转让日期 旧机品类 旧机序列号 回收企业代码 交旧日期
    房屋竣工日期 房屋所有人证件号 数量 备注""".split()))

CHINESE_WORDS = {
    "programme": PROGRAMME_NAMES,
    "itemClass": {key: entry[0] for key, entry in CLASSES.items()} | {"smart-band": "智能手环"},
    "newEnergy": {"nev": "新能源", "fuel": "燃油"},
    "oldFuel": {"petrol": "汽油", "diesel": "柴油", "other": "其他", "nev": "新能源"},
    "oldVehicleClass": {
        "small-passenger": "小型客车", "micro-passenger": "微型客车",
        "truck": "轻型货车", "medium-bus": "中型客车"},
}

PERSON = "applicantName applicantId applicantPhone townCode"
SALE = "soldOn invoiceNumber invoiceBuyerId price"
PAYEE = "payeeAccount payeeBank payeeAccountClass"
NEW_CAR = "newVin newEnergy newDisplacementMl newInCatalogue newRegisteredOn"
OLD_CAR = ("oldVin oldPlate oldVehicleClass oldFuel oldFirstRegisteredOn oldOwnedSince "
           "oldOwnerId")
SCRAP = "recyclingCertificate recycledOn deregisteredOn"
ITEM = "itemClass brand model serialNumber"
COLUMNS = {
    "vehicle-scrappage": f"{PERSON} {PAYEE} {SALE} {NEW_CAR} {OLD_CAR} {SCRAP}",
    "vehicle-replacement": f"{PERSON} {PAYEE} {SALE} {NEW_CAR} {OLD_CAR} transferredOn",
    "appliance": f"{PERSON} {SALE} {ITEM} efficiencyGrade",
    "digital": f"{PERSON} {SALE} {ITEM} imei",
}


@dataclass(frozen=True, eq=False)
class ClaimFile:
    """How one file of claims is written.

    `counts` holds claims per (programme, year); `dealers` the beginnings of dealer
    references that it draws from.
    """

    name: str
    counts: dict
    dealers: tuple
    encoding: str = "utf-8"
    bom: bool = False
    ending: str = "\n"
    chinese: bool = True
    slashes: bool = False
    amounts: str = "plain"
    extra: str = ""
    shuffled: bool = False
    aliases: bool = False
    quantity: str = ""

    @property
    def columns(self):
        """The file's columns in its own order."""
        names = "claimRef programme dealerCode".split()
        for programme, _ in self.counts:
            names += COLUMNS[programme].split()
        names += self.extra.split()
        names = list(dict.fromkeys(names))
        if self.shuffled:
            random.Random(self.name).shuffle(names)
        return names


S25, S26 = ("vehicle-scrappage", 2025), ("vehicle-scrappage", 2026)
R26 = ("vehicle-replacement", 2026)
A25, A26 = ("appliance", 2025), ("appliance", 2026)
D25, D26 = ("digital", 2025), ("digital", 2026)
WITH_BOM = {"bom": True, "ending": "\r\n"}
FROM_EXCEL = {"encoding": "gb18030", "ending": "\r\n"}

# In the order of import, which is the order of their names.
CLAIM_FILES = (
    ClaimFile("claims_2025_01_scrappage.csv", {S25: 210}, ("QC0",), **WITH_BOM,
              extra="priceNet"),
    ClaimFile("claims_2025_02_scrappage_paper_invoices.csv", {S25: 160}, ("QC1",), **FROM_EXCEL,
              slashes=True, amounts="thousands", extra="invoiceCode"),
    ClaimFile("claims_2025_03_appliance.csv", {A25: 420}, ("JD0",), **WITH_BOM,
              extra="gtin deliveredOn quantity", aliases=True, quantity="1"),
    ClaimFile("claims_2025_04_appliance_towns.csv", {A25: 330}, ("JD1", "JJ"), **FROM_EXCEL,
              slashes=True, amounts="thousands", shuffled=True, aliases=True,
              extra="note quantity"),
    ClaimFile("claims_2025_05_appliance_keys.csv", {A25: 170}, ("JD2", "SC"), chinese=False,
              extra="gtin deliveredOn"),
    ClaimFile("claims_2025_06_digital.csv", {D25: 260}, ("TX0",), chinese=False, shuffled=True,
              extra="imei2 gtin"),
    ClaimFile("claims_2025_07_digital.csv", {D25: 150}, ("TX1", "SC"), **FROM_EXCEL,
              slashes=True, aliases=True, amounts="whole"),
    ClaimFile("claims_2026_01_scrappage.csv", {S26: 230}, ("QC0",), **WITH_BOM,
              amounts="thousands", extra="priceNet"),
    ClaimFile("claims_2026_02_replacement.csv", {R26: 210}, ("QC0",), **FROM_EXCEL,
              slashes=True, shuffled=True),
    ClaimFile("claims_2026_03_auto_market.csv", {S26: 180, R26: 170}, ("QC",), chinese=False),
    ClaimFile("claims_2026_04_appliance.csv", {A26: 380}, ("JD0",), **WITH_BOM,
              extra="gtin deliveredOn oldItemClass recyclerCode handedInOn note", aliases=True),
    ClaimFile("claims_2026_05_appliance_towns.csv", {A26: 310}, ("JD1", "JJ"), **FROM_EXCEL,
              slashes=True, amounts="thousands", shuffled=True, aliases=True, extra="quantity"),
    ClaimFile("claims_2026_06_appliance_till.jsonl", {A26: 220}, ("JD2", "SC"), chinese=False,
              extra="gtin deliveredOn quantity", quantity="1"),
    ClaimFile("claims_2026_07_digital.csv", {D26: 210}, ("TX0",), chinese=False,
              extra="imei2 gtin"),
    ClaimFile("claims_2026_08_digital.csv", {D26: 150}, ("TX1",), **FROM_EXCEL,
              slashes=True, shuffled=True, aliases=True, amounts="thousands"),
    ClaimFile("claims_2026_09_shopping_centre.csv", {A26: 90, D26: 130}, ("SC", "JD02", "JD05"),
              **WITH_BOM, extra="imei2 note", aliases=True, amounts="whole"),
)
# Sent by the dealers of file 04: rows of that file again, and a few new ones.
RESENT = "claims_2026_04_appliance.csv"
RESENDING = ClaimFile(
    "claims_2026_10_appliance_again.csv", {A26: 40}, ("JD0",), **WITH_BOM,
    extra="gtin deliveredOn oldItemClass recyclerCode handedInOn note", aliases=True)

NOTES = ("", "", "", "已送货", "客户自提", "旧机已拉走", "分两次送达，\n已签收", "含安装,免费",
         "客户说\"周末送\"", "电话联系\n后送货")


def habits(row, rng, numbers, recyclers):
    """What a file's clerk adds to or abbreviates in a row; nothing that matters."""
    values, columns = row.values, row.file.columns
    if "handedInOn" in columns and rng.random() < 0.5:
        values.update(
            oldItemClass=CHINESE_WORDS["itemClass"][row.item_class],
            recyclerCode=rng.choice(recyclers), handedInOn=values["soldOn"])
    if row.file.aliases and row.item_class and rng.random() < 0.4:
        values["itemClass"] = rng.choice(CLASSES[row.item_class][1])
    if "note" in columns:
        values["note"] = rng.choice(NOTES)
    if row.file.shuffled and row.item_class and rng.random() < 0.03:
        values["model"] += "\n(带底座)"
    if "invoiceCode" in columns and rng.random() < 0.3:
        values.update(invoiceCode="137089900001", invoiceNumber=numbers.old_invoice())
    values["quantity"] = row.file.quantity


def cell(file, name, text):
    """A canonical value as the file's clerk writes it."""
    if file.chinese:
        text = CHINESE_WORDS.get(name, {}).get(text, text)
    elif text == "smart-band":
        text = "智能手环"
    if file.slashes and name.endswith(("On", "Since")) and re.fullmatch(r"\d+-\d+-\d+", text):
        return "/".join(part.lstrip("0") for part in text.split("-"))
    if name in ("price", "priceNet") and re.fullmatch(r"\d+\.\d\d", text):
        return amount(file, text)
    return text


def amount(file, text):
    whole, decimals = text.split(".")
    if file.amounts == "thousands":
        return f"{int(whole):,}.{decimals}"
    if file.amounts == "whole" and decimals == "00":
        return whole
    return text


def encoded(file, rows):
    """The file's bytes."""
    text = json_lines(file, rows) if file.name.endswith(".jsonl") else table(file, rows)
    return (b"\xef\xbb\xbf" if file.bom else b"") + text.encode(file.encoding)


def table(file, rows, columns=None):
    """The rows as CSV; with `columns` given, in that order and without headings."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=file.ending)
    if columns is None:
        columns = file.columns
        writer.writerow([HEADINGS[name] if file.chinese else name for name in columns])
    for row in rows:
        writer.writerow([cell(file, name, row.values.get(name, "")) for name in columns])
    return out.getvalue()


def json_lines(file, rows):
    """One object a line: prices as numbers with their decimals, grades and counts as integers."""
    lines = []
    for row in rows:
        pairs = []
        for name in file.columns:
            text = cell(file, name, row.values.get(name, ""))
            if text == "":
                continue
            bare = name in ("price", "quantity", "efficiencyGrade") and re.fullmatch(
                r"-?\d+(\.\d+)?", text)
            pairs.append(f'"{name}":{text if bare else json.dumps(text, ensure_ascii=False)}')
        lines.append("{" + ",".join(pairs) + "}")
    return "\n".join(lines) + "\n"
