"""The reviewers' journeys, and the officer's among registers, tallies and targets."""
import datetime


def step(browser, number, key, **values):
    """Takes a step on the claim's page; one with a reason is unfolded first."""
    form = f"//form[@action='/claims/{number}/steps'][input[@name='step' and @value='{key}']]"
    if values:
        browser.unfold(form)
    for name, value in values.items():
        browser.fill(name, value, within=form)
    browser.press(f"{form}//button")


def find_in_queue(browser, number, stage):
    """Leafs through the queue to a claim, and opens it."""
    browser.open(f"/queue?stage={stage}&programme=appliance", f"queue.{stage}")
    link = f"main a[href='/claims/{number}']"
    while not browser.has(link):
        assert browser.has(".pager a[href*='after=']"), f"{number} is not in the queue"
        browser.press(".pager a[href*='after=']")
    browser.press(link, f"claim.{stage}")


def send_back(browser, number):
    """The first reviewer looks at a person in clear, and returns the claim with a reason."""
    find_in_queue(browser, number, "first")
    form = f"form[action='/claims/{number}/view']"
    browser.fill("reason", "review", within=form)
    browser.press(f"{form} button", "claim.clear")
    assert "*" not in browser.text("section[aria-labelledby='sealed'] dl"), "still masked"
    step(browser, number, "return", reason="item-mismatch", note="型号与铭牌不符")
    browser.see("claim.sent-back")


def approve(browser, number, stage):
    """A reviewer approves; what follows is the next in line."""
    find_in_queue(browser, number, stage)
    step(browser, number, "approve")
    browser.see("queue.next")
    browser.open(f"/claims/{number}", f"claim.approved-{stage}")


def registers(browser):
    """The officer looks through the registers, enrols nobody twice and records an event."""
    for path, name in (("/home", "home"), ("/registers", "registers"),
                       ("/registers/dealers", "dealers"), ("/registers/events", "events"),
                       ("/registers/recycling", "recycling"),
                       ("/registers/recycling/gaps", "recycling-gaps"),
                       ("/registers/recycling/new", "recycling-new"),
                       ("/registers/dealers/new", "dealer-new"),
                       ("/registers/import/dealers", "register-import")):
        browser.open(path, name)
    browser.open("/registers/dealers")
    browser.press("main tbody a[href^='/registers/dealers/']", "dealer")
    browser.open("/registers/recycling")
    browser.press("main tbody a[href^='/registers/recycling/']", "recycling-record")
    record_event(browser)


def record_event(browser):
    """An event in a village, first with a mistake."""
    browser.open("/registers/events/new", "event-new")
    browser.fill("name", f"李楼村家电下乡{browser.mark}")
    browser.press("main form.card .button", "event-new.mistakes")
    assert browser.has("main .fault"), "an event without its day was taken"
    browser.fill("eventRef", f"E-{browser.mark}")
    browser.fill("kind", browser.find("[name='kind'] option:nth-child(2)").get_attribute("value"))
    browser.fill("startsOn", datetime.date(2026, 11, 7).isoformat())
    browser.find("[name='town']").click()
    browser.fill("ruralBasis", "羊山镇李楼村大集")
    browser.press("main form.card .button", "event")
    assert browser.has(".alert.good"), f"no event: {browser.text('main')[:300]}"


def tallies(browser):
    """Tallies with their plots, targets with their months, the report to print."""
    for path, name in (("/tallies", "tallies"), ("/tallies?by=town&year=2026", "tallies.town"),
                       ("/targets?year=2025", "targets"), ("/totals", "totals"),
                       ("/exports", "exports"),
                       ("/targets/report?year=2025", "target-report")):
        browser.open(path, name)
    browser.open("/targets?year=2026")
    browser.press("main tbody a[href^='/targets/']", "target")


def announce(browser):
    """The officer tells the dealers something."""
    browser.open("/home")
    browser.unfold("form[action='/announcements']")
    browser.fill("zh", "本周六系统维护。")
    browser.fill("en", "Maintenance on Saturday.")
    browser.press("form[action='/announcements'] button", "home.announced")
    assert browser.has(".alert.good"), "not announced"
    for path in ("/announcements", "/rights", "/supplements"):
        browser.open(path, path[1:])
