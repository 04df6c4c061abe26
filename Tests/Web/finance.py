"""Finance's journey: a batch built, released, exported, and confirmed by the bank's file."""
import csv
import datetime


def build(browser, reference):
    """The maker builds a batch of all that can be paid; the answer is its number."""
    browser.open("/batches", "batches")
    browser.fill("programme", "appliance")
    browser.fill("reference", reference)
    browser.press("form[action='/batches'] .button", "batch.built")
    number = browser.path().split("/")[-1].split("?")[0]
    assert number.startswith("PB"), f"no batch: {browser.text('main')[:300]}"
    return number


def release(browser, batch):
    """The checker, another person, releases it."""
    browser.open("/batches", "batches.check")
    browser.press(f"main a[href='/batches/{batch}']", "batch.check")
    browser.press(f"form[action='/batches/{batch}/release'] button", "batch.released")


def export(browser, batch):
    """The maker takes the payment file; the answer is its lines."""
    browser.open(f"/batches/{batch}", "batch.export")
    file = browser.download(f"form[action='/batches/{batch}/file'] button")
    with open(file, encoding="utf-8-sig", newline="") as lines:
        payments = list(csv.DictReader(lines))
    assert payments, "the payment file is empty"
    again = f"form[action='/batches/{batch}/file'] button:enabled"
    browser.expect(lambda: browser.has(again), "batch", "the button works again after an export")
    return [line for line in payments if line["付款编号"].startswith("PB")]


def confirm(browser, batch, payments, status="paid"):
    """The bank's confirmation is taken; the answer is the page's text."""
    path = f"{browser.folder.name}/confirmation-{batch}-{status}.csv"
    today = datetime.date.today().isoformat()
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["paymentRef", "amount", "status", "reason", "bankRef", "settledOn"])
        for line in payments:
            writer.writerow([line["付款编号"], line["金额"], status, "", "B1", today])
    browser.open(f"/batches/{batch}")
    browser.fill("file", path, within="section[aria-labelledby='confirmation']")
    browser.press(f"form[action='/batches/{batch}/confirmation'] button")
    return browser.text("main")


def confirm_with_mistake(browser, batch, payments):
    """A confirmation with another amount is refused whole; the right one is taken."""
    wrong = [{**payments[0], "金额": "0.01"}, *payments[1:]]
    confirm(browser, batch, wrong)
    browser.see("batch.refused")
    assert browser.has(".alert.bad"), "a wrong amount was taken"
    confirm(browser, batch, payments)
    browser.see("batch.paid")
    assert browser.has(".alert.good"), f"not confirmed: {browser.text('main')[:300]}"


def look_around(browser):
    """Funds, months, clawbacks and what else finance opens."""
    for path, name in (("/home", "home.finance"), ("/funds", "funds"), ("/months", "months"),
                       ("/clawbacks", "clawbacks"), ("/totals", "totals")):
        browser.open(path, name)
    browser.open("/funds")
    browser.press("main a[href^='/funds/']", "fund")
    browser.open("/months")
    if browser.has("main a[href^='/months/']"):
        browser.press("main a[href^='/months/']", "month")
