"""The dealer's journeys: a claim with its mistake, draft, papers and receipt; a file of claims."""
import random

from synthetic_claims import award, mistyped, pdf, png, write_claims

# Columns of the form in the order in which a shop fills them in.
SKIPPED = {"programme", "dealerCode", "townCode"}


def yuan(fen):
    """An amount as pages group it: 1,234.50."""
    return f"{fen // 100:,}.{fen % 100:02d}"


def type_in(browser, claim, names=None):
    """Types a claim's values, or some of them, into the form."""
    for name, value in claim.items():
        if name not in SKIPPED and value and (names is None or name in names):
            browser.fill(name, value)
    if names is None or "townCode" in names:
        browser.find("main [name='townCode'] option:nth-child(4)").click()


def register(browser, claim):
    """From the home page to the claim's page, with a mistake and a draft on the way."""
    browser.open("/home", "home")
    browser.press("main a[href='/claims/new']", "programmes")
    browser.press("main a[href='/claims/new?programme=appliance']", "claim-form")
    first = ["claimRef", "applicantName", "applicantPhone", "applicantId"]
    type_in(browser, {**claim, "applicantId": mistyped(claim["applicantId"])}, first)
    tell_mistake(browser)
    browser.press("button[value='draft']", "home.draft")
    browser.press(f"main a[href*='draft=']:nth-of-type(1)", "claim-form.draft")
    check_kept(browser, claim)
    type_in(browser, claim)
    verdict(browser, claim)
    browser.see("claim-form.verdict")
    browser.press("button[value='submit']", "claim.registered")
    number = browser.path().split("/")[2].split("?")[0].split("#")[0]
    assert number.startswith("TC"), f"no claim page after submitting: {browser.path()}"
    assert browser.has(".alert.good"), "nothing tells that it is registered"
    return number


def tell_mistake(browser):
    """The wrong check character is told: on leaving the field, else on asking for a check."""
    fault = ".field[data-field='applicantId'] .fault"
    if browser.scripted:
        browser.find("[name='applicantPhone']").click()
        browser.wait_for(fault)
        browser.see("claim-form.mistake")
    else:
        browser.press("button[value='check']", "claim-form.mistake")
        assert browser.has(fault), "the wrong check character is not told"


def check_kept(browser, claim):
    """A draft opens with what was typed."""
    kept = browser.find("[name='applicantName']").get_attribute("value")
    assert kept == claim["applicantName"], f"the draft has lost the name: {kept!r}"


def verdict(browser, claim):
    """The verdict shows while typing, else on asking for a check."""
    amount = yuan(award(claim))
    if not browser.scripted:
        browser.press("button[value='check']")
    browser.wait(lambda: amount in browser.text("#verdict .amount"), f"verdict of {amount}")
    assert browser.has("#verdict .lines .article"), "the verdict names no article"
    assert not browser.has("main .fault"), f"a fault in a right claim: {browser.text('main .fault')}"


def send_papers(browser, number, seed):
    """Every paper that the pack asks for, a picture or a PDF by turns; returns how many."""
    rng = random.Random(seed)
    browser.open(f"/claims/{number}", "claim")
    sent = 0
    missing = "#papers ~ .alert.warn, section[aria-labelledby='papers'] .alert.warn"
    while browser.has(missing) and sent < 12:
        data, ending = (png(rng), "png") if sent % 2 else (pdf(f"SYNTHETIC {seed} {sent}"), "pdf")
        path = f"{browser.folder.name}/paper-{seed}-{sent}.{ending}"
        with open(path, "wb") as file:
            file.write(data)
        browser.fill("file", path)
        browser.press("form[action$='/papers'] button", "claim.paper" if sent == 0 else None)
        sent += 1
    assert sent, "no paper was asked for"
    assert not browser.has(missing), f"papers still missing: {browser.text(missing)}"
    return sent


def receipt(browser, number):
    browser.open(f"/claims/{number}")
    browser.press(f"main a[href='/claims/{number}/receipt']", "receipt")
    assert browser.has("svg.qr path"), "the receipt has no QR code"
    assert number in browser.text("main"), "the receipt does not name the claim"


def correct(browser, number, claim):
    """Puts a returned claim right and sends it in again."""
    browser.open("/home")
    browser.press("main a[href='/claims?state=returned']", "claims.returned")
    browser.press(f"main a[href='/claims/{number}']", "claim.returned")
    browser.press("form[action$='/correct/open'] button", "claim-form.correct")
    kept = browser.find("[name='applicantId']").get_attribute("value")
    assert kept == claim["applicantId"], "the form to correct does not hold the applicant's ID"
    browser.fill("model", claim["model"] + "-A")
    browser.press("button[value='submit']", "claim.corrected")
    assert browser.has(".alert.good"), f"not corrected: {browser.text('main')[:300]}"
    browser.expect(lambda: browser.has(".badge.eligible"), "claim.corrected",
                   "a claim that was right stays eligible when its model is put right")


def import_file(browser, claims):
    """A file with mistakes: tried out, given back with what is wrong, then registered."""
    good, bad = claims[:3], {**claims[3], "applicantId": mistyped(claims[3]["applicantId"])}
    path = f"{browser.folder.name}/claims-{claims[0]['claimRef']}.csv"
    write_claims(path, [*good, bad])
    browser.open("/import", "import")
    browser.fill("file", path)
    browser.press("form[action='/import'] button")
    browser.wait_for("form[action$='/book'] button")
    browser.see("import-result.tried")
    assert browser.has("main table .badge.bad"), "the mistyped ID is not told"
    sheet = browser.download("a[href$='/corrected']")
    assert sheet.read_bytes()[:2] == b"PK", "the corrected file is no workbook"
    browser.press("form[action$='/book'] button")
    browser.wait(lambda: not browser.has("meta[http-equiv='refresh']") and
                 browser.has(".tiles") and not browser.has("form[action$='/book']"), "booked")
    browser.see("import-result.booked")
    assert browser.text(".tile strong") == "3", f"booked {browser.text('.tile strong')}, not 3"
    template = browser.download_from("/import", "a[href*='/import/template']")
    assert template.read_bytes()[:2] == b"PK", "the template is no workbook"


def look_around(browser):
    """What else a dealer opens now and then."""
    browser.open("/claims", "claims")
    browser.open("/account", "account")
