"""Headless Chromium as somebody at a counter uses it: opens, fills in, presses, looks."""
import base64
import pathlib
import re
import tempfile

from selenium import webdriver
from selenium.common.exceptions import (
    StaleElementReferenceException, TimeoutException, WebDriverException)
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from server import PASSWORD, ROOT, address

SCREENS = ROOT / ".demo" / "screens"
PATIENCE = 20
# Of a long list a picture shows so many pixels; its rows are all alike.
TALLEST = 2200


def driver(language, scripted, downloads):
    """Chromium, in a language, with or without JavaScript."""
    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                 "--hide-scrollbars", "--window-size=1440,900",
                 f"--lang={'zh-CN' if language == 'zh' else 'en-US'}"):
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    options.unhandled_prompt_behavior = "accept"
    wishes = {"intl.accept_languages": language, "download.default_directory": downloads,
              "download.prompt_for_download": False}
    if not scripted:
        wishes["profile.managed_default_content_settings.javascript"] = 2
    options.add_experimental_option("prefs", wishes)
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


def kind(selector):
    """Selectors that begin with a slash are XPath, others CSS."""
    return By.XPATH if selector.startswith("/") else By.CSS_SELECTOR


class Browser:
    """One browser in one language and width; people take turns at it."""

    def __init__(self, look, way, seed=0):
        self.look = look
        self.language, self.width, self.scripted, self.also = way
        # What tells things that this browser enters from those of others, and of another run.
        self.mark = f"{seed}-{self.way}"
        self.login = None
        self.shots = 0
        self.sessions = {}
        self.folder = tempfile.TemporaryDirectory()
        self.driver = driver(self.language, self.scripted, self.folder.name)
        self.driver.set_script_timeout(PATIENCE)
        self.be_wide(self.width)

    @property
    def way(self):
        """Language, scripts and width, as faults and pictures are named by."""
        return f"{self.language}{'' if self.scripted else '-noscript'}-{self.width}"

    def be_wide(self, width):
        """Makes the window a phone's or a screen's."""
        self.width = width
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": 780, "deviceScaleFactor": 1, "mobile": width < 600})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()
        self.folder.cleanup()

    # --- coming and going

    def become(self, login):
        """Signs in, the first time at the door, then with the session from before."""
        self.login = None
        if login in self.sessions:
            self.driver.add_cookie(self.sessions[login])
            self.login = login
            return
        self.driver.delete_all_cookies()
        self.open(f"/login?lang={self.language}", None if self.sessions else "login")
        self.fill("login", login)
        self.fill("password", PASSWORD)
        self.press("main .button")
        self.login = login
        if not self.path().startswith("/home"):
            raise AssertionError(f"{login} could not sign in: {self.text('main')}")
        cookies = self.driver.get_cookies()
        self.sessions[login] = next(one for one in cookies if one["name"] == "tradein")

    def leave(self):
        """Signs out by the button."""
        self.press("form[action='/logout'] button")
        self.sessions.pop(self.login, None)
        self.login = None

    def open(self, path, name=None):
        """Goes to an address; looks at the page where it has a name."""
        self.driver.get(address() + path)
        if name:
            self.see(name)

    def path(self):
        return self.driver.current_url.removeprefix(address())

    # --- acting

    def find(self, selector):
        return self.driver.find_element(kind(selector), selector)

    def all(self, selector):
        return self.driver.find_elements(kind(selector), selector)

    def has(self, selector):
        return bool(self.all(selector))

    def text(self, selector):
        """What the first such element says, folded parts and all."""
        return re.sub(r"\s+", " ", self.find(selector).get_property("textContent")).strip()

    def wait(self, condition, what):
        """Waits until the condition gives something; pages may change meanwhile."""
        waiting = WebDriverWait(
            self.driver, PATIENCE, 0.02, (StaleElementReferenceException, LookupError))
        return waiting.until(lambda _: condition(), f"waited in vain: {what} at {self.path()}")

    def wait_for(self, selector):
        return self.wait(lambda: self.all(selector), selector)

    def expect(self, condition, name, what):
        """Notes a fault of the page where something does not come true; the journey goes on."""
        try:
            WebDriverWait(self.driver, PATIENCE, 0.02).until(lambda _: condition())
        except TimeoutException:
            self.look.fault(f"{self.login} {self.way} {name}", f"not so: {what}")

    def fill(self, name, value, within="main"):
        """Gives a control its value, as a person would."""
        control = self.find(within).find_element(By.CSS_SELECTOR, f"[name='{name}']")
        if control.tag_name == "select":
            control.find_element(By.CSS_SELECTOR, f"option[value='{value}']").click()
        elif control.get_attribute("type") == "date":
            # How a date is typed depends on the browser's country, so it is set.
            self.driver.execute_script(
                "arguments[0].value = arguments[1];"
                "for (const type of ['input', 'change'])"
                " arguments[0].dispatchEvent(new Event(type, {bubbles: true}))", control, value)
        elif control.get_attribute("type") == "file":
            control.send_keys(str(value))
        else:
            control.clear()
            control.send_keys(value)

    def press(self, selector, name=None):
        """Presses a button or link and waits for the page that follows."""
        page = self.find("html")
        self.find(selector).click()
        self.arrive(page)
        if name:
            self.see(name)

    def arrive(self, page):
        """Waits until another page than this one is there, whole."""
        def is_gone():
            try:
                return not page.is_enabled()
            except WebDriverException:  # stale, or of a page that just went
                return True
        waiting = WebDriverWait(self.driver, PATIENCE, 0.02)
        waiting.until(lambda _: is_gone(), f"no new page after {self.path()}")
        self.wait(lambda: self.driver.execute_script("return document.readyState") == "complete",
                  "the whole page")

    def unfold(self, form):
        """Opens the folded part that a form lies in."""
        part = self.find(form).find_element(By.XPATH, "ancestor::details[1]")
        if part.get_attribute("open") is None:
            part.find_element(By.TAG_NAME, "summary").click()

    def download(self, selector):
        """Presses what gives out a file; the answer is the file's path."""
        folder = pathlib.Path(self.folder.name)
        before = set(folder.iterdir())
        self.find(selector).click()

        def new_file():
            files = set(folder.iterdir()) - before
            return next((one for one in files if one.suffix not in (".crdownload", ".tmp")
                         and not one.name.startswith(".")), None)
        return self.wait(new_file, f"the file of {selector}")

    def download_from(self, path, selector):
        """The file that a page gives out."""
        self.open(path)
        return self.download(selector)

    # --- looking

    def see(self, name):
        """Looks at the page and keeps a picture of it, in the other width too where one is given."""
        self.shots += 1
        own = self.width
        self.look_once(name)
        for width in self.also:
            self.be_wide(width)
            self.look_once(name)
            self.be_wide(own)

    def look_once(self, name):
        self.look.at(self, name)
        SCREENS.mkdir(parents=True, exist_ok=True)
        file = f"{self.login or 'nobody'}-{self.way}-{self.shots:03d}-{name.replace('.', '-')}.png"
        height = self.driver.execute_script("return document.documentElement.scrollHeight")
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {
            "format": "png", "optimizeForSpeed": True, "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": self.width, "height": min(height, TALLEST), "scale": 1}})
        (SCREENS / file).write_bytes(base64.b64decode(shot["data"]))

    def console(self):
        """What the browser complained about; that we answered with a refusal is no fault."""
        return [f"console: {one['message'][:200]}" for one in self.driver.get_log("browser")
                if one["level"] in ("SEVERE", "WARNING")
                and not re.search(r"status of (4\d\d|503)", one["message"])]
