"""The journeys of auditor, administrator and those who keep the packs."""
import threading

# The server verifies for one visitor at a time, and says so to others.
ONE_VERIFICATION = threading.Lock()


def audit(browser):
    """The auditor reads the log, draws a sample by a seed, and verifies the ledger."""
    browser.open("/home", "home.auditor")
    browser.open("/log", "log")
    browser.press("main tbody a[href^='/log/']", "log-entry")
    browser.open("/sample", "sample")
    browser.fill("seed", "3 1 4 1 5")
    browser.fill("size", "12")
    browser.press("form[action='/sample'] .button", "sample.drawn")
    drawn = browser.text("main tbody")
    browser.open("/sample?seed=3+1+4+1+5&size=12")
    assert browser.text("main tbody") == drawn, "the same seed drew another sample"
    browser.open("/verify", "verify")
    with ONE_VERIFICATION:
        browser.press("form[action='/verify'] .button")
    browser.see("verify.done")
    assert browser.has(".alert.good"), f"not verified: {browser.text('main')[:300]}"
    browser.open("/recount", "recount")
    with ONE_VERIFICATION:
        browser.press("form[action='/recount'] .button")
    browser.see("recount.done")
    assert browser.has(".alert.good"), f"tallies differ: {browser.text('main')[:300]}"
    check_proof(browser)
    browser.open("/users", "users.auditor")


def check_proof(browser):
    """Somebody pastes what is no proof, then one."""
    browser.open("/log/verify", "proof")
    browser.fill("proof", "c2sp.org/tlog-proof@v1\nindex 1\n")
    browser.press("form[action='/log/verify'] .button", "proof.mistake")
    assert not browser.has(".alert.good"), "half a proof was believed"
    proof = browser.driver.execute_async_script(
        "const done = arguments[0]; fetch('/log/5/proof').then(r => r.text()).then(done)")
    browser.fill("proof", proof)
    browser.press("form[action='/log/verify'] .button", "proof.good")
    assert browser.has(".alert.good"), f"a proof was not believed: {browser.text('main')[:300]}"


def administer(browser):
    """The administrator adds a user, gives a password, makes a token and ends it."""
    mark = f"web-{browser.mark}"
    browser.open("/home", "home.administrator")
    browser.open("/users", "users")
    browser.press("main a[href='/users/new']", "user.new")
    browser.fill("login", mark)
    browser.press("main form .button", "user.mistakes")
    assert browser.has("main .fault"), "a user without a role was taken"
    browser.find("[name='role'][value='officer']").click()
    browser.press("main form .button", "user")
    browser.open(f"/users/{mark}")
    browser.press("form[action$='/password'] button", "secret.password")
    browser.open("/access", "access")
    make_token(browser, mark)


def make_token(browser, mark):
    browser.fill("login", "bo")
    browser.fill("title", f"till {mark}")
    browser.find("[name='scope'][value='registers']").click()
    browser.press("form[action='/access/tokens'] .button", "secret.token")
    assert browser.find("#secret").get_attribute("value"), "no token was shown"
    browser.open("/access", "access.token")
    browser.press("form[action^='/access/tokens/'][action$='/end'] button", "access.ended")


def packs(browser):
    """The approver reads packs, runs cases, and sees what one would change."""
    browser.open("/home", "home.approver")
    browser.open("/packs", "packs")
    browser.press("main tbody a[href^='/packs/']", "pack")
    pack = browser.path().split("?")[0]
    browser.press("main a[href$='/cases']", "pack-cases")
    browser.open(pack)
    browser.press("form[action$='/preview'] button", "pack-preview")
    browser.open("/log", "log.approver")


def propose(browser):
    """The author looks at the form, and is told that files are missing."""
    browser.open("/packs", "packs.author")
    browser.press("main a[href='/packs/new']", "pack-new")
    browser.press("main form.card .button", "pack-new.faults")
    assert browser.has(".alert.bad, .fault"), "a pack without files was taken"
