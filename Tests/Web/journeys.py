"""Every role's journey in both languages and widths, with scripts and without.

Usage: journeys.py [--all] [--only WORD] [--seed N]. Pictures of all pages go to .demo/screens.
"""
import argparse
import concurrent.futures
import shutil
import sys
import threading
import time
import traceback

import bureau
import dealer
import finance
import offices
from browser import SCREENS, Browser
from look import Look
from server import SECOND_REVIEWER
from synthetic_claims import Claims

# Language, width in which people act, whether the page's scripts run, widths that are looked at
# besides; the longest come first.
WAYS = (("en", 1440, True, (360,)), ("zh", 360, True, (1440,)), ("zh", 360, False, ()))
# With --all people act in every width and language.
ALL_WAYS = (("zh", 360, False, ()), ("zh", 1440, True, ()), ("en", 360, True, ()),
            ("zh", 360, True, ()), ("en", 1440, True, ()))
# A batch takes all that can be paid, so one journey at a time is between approval and payment.
ONE_BATCH = threading.Lock()


def claim_to_money(browser, claims):
    """One claim from the dealer's counter until it is paid."""
    claim = claims.appliance()
    browser.become("dian")
    number = dealer.register(browser, claim)
    dealer.send_papers(browser, number, claim["claimRef"])
    dealer.receipt(browser, number)
    browser.become("shen")
    browser.open("/home", "home.reviewer")
    bureau.send_back(browser, number)
    browser.become("dian")
    dealer.correct(browser, number, claim)
    browser.become("shen")
    bureau.approve(browser, number, "first")
    with ONE_BATCH:
        browser.become(SECOND_REVIEWER)
        bureau.approve(browser, number, "second")
        pay(browser, claim)
    browser.become("dian")
    browser.open(f"/claims/{number}", "claim.paid")
    assert browser.has("h1 .badge.ok"), f"not paid: {browser.text('h1')}"
    browser.open("/claims?state=paid", "claims.paid")
    assert browser.has(f"main a[href='/claims/{number}']"), "not among those paid"


def pay(browser, claim):
    """Finance pays what is approved."""
    browser.become("zhao")
    batch = finance.build(browser, claim["claimRef"])
    browser.become("qian")
    finance.release(browser, batch)
    browser.become("zhao")
    payments = finance.export(browser, batch)
    finance.confirm_with_mistake(browser, batch, payments)


def shop_file(browser, claims):
    browser.become("dian")
    dealer.import_file(browser, [claims.appliance() for _ in range(4)])
    dealer.look_around(browser)
    browser.leave()


class Journeys:
    """Runs the journeys, four browsers at a time, and keeps what failed."""

    def __init__(self, seed, only):
        self.look = Look()
        self.seed = seed
        self.claims = Claims(seed)
        self.only = only
        self.failures = []

    def attempt(self, browser, name, journey):
        """One journey; what stops it is told with a picture of where it stood."""
        if self.only and self.only not in name:
            return
        try:
            journey()
        except Exception as error:  # whatever it is, the other journeys go on
            where = f"{browser.login} {browser.way} {name}"
            lines = traceback.extract_tb(error.__traceback__)
            line = next((one for one in reversed(lines) if "site-packages" not in one.filename), lines[-1])
            text = str(error).split("Stacktrace")[0].strip().splitlines()
            self.failures.append(f"{where} stopped at {line.filename.split('/')[-1]}:{line.lineno} "
                                 f"({line.line}): {' '.join(text)[:300]}")
            picture(browser)

    def counter(self, way):
        """The claim until it is paid, and a shop's file, in one way."""
        with Browser(self.look, way, self.seed) as browser:
            browser.open(f"/?lang={browser.language}", "board")
            self.attempt(browser, "claim", lambda: claim_to_money(browser, self.claims))
            self.attempt(browser, "import", lambda: shop_file(browser, self.claims))

    def offices(self, way):
        """Everybody else's day, in one way."""
        with Browser(self.look, way, self.seed) as browser:
            for name, day in days(browser):
                self.attempt(browser, name, day)


def days(browser):
    """What the others of the county do in a day: name and journey."""
    for login, day in (("bo", bureau.registers), ("bo", bureau.tallies), ("bo", bureau.announce),
                       ("zhao", finance.look_around), ("ji", offices.audit),
                       ("guan", offices.administer), ("pei", offices.packs),
                       ("wen", offices.propose)):
        def journey(login=login, day=day):
            browser.become(login)
            day(browser)
        yield day.__name__, journey


def picture(browser):
    """Where a journey stopped; that it cannot be drawn is no second failure."""
    try:
        browser.see("stopped")
    except Exception as error:
        print(f"no picture: {str(error).splitlines()[0]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", help="journeys with this word in their name")
    parser.add_argument("--seed", type=int, default=int(time.time()) % 10**6)
    parser.add_argument("--way", type=int, help="one of the ways, from 0")
    parser.add_argument("--all", action="store_true", help="act in every width and language")
    options = parser.parse_args()
    shutil.rmtree(SCREENS, ignore_errors=True)
    journeys = Journeys(options.seed % 10**6, options.only)
    known = ALL_WAYS if options.all else WAYS
    ways = known if options.way is None else known[options.way:options.way + 1]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        works = [pool.submit(journeys.counter, way) for way in ways]
        works += [pool.submit(journeys.offices, way) for way in ways if way[2]]
        for work in works:
            work.result()
    for text in journeys.failures + journeys.look.faults:
        print(text)
    print(f"{journeys.look.pages} pages looked at in {len(ways)} ways, "
          f"{len(journeys.look.faults)} faults, {len(journeys.failures)} journeys stopped")
    sys.exit(1 if journeys.failures or journeys.look.faults else 0)


if __name__ == "__main__":
    main()
