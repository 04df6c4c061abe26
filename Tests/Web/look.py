"""What must hold of every page that a journey comes to, and the accessibility check of axe-core."""
import importlib.util
import pathlib
import re
import threading

HERE = pathlib.Path(__file__).resolve().parent
MOST_BYTES = 80 * 1024

CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\uff01-\uff5e\u3001-\u3011]")
# A Chinese mark beside a Latin letter or digit: half of a sentence was not translated.
MIXED = re.compile(r"[A-Za-z0-9] ?[，。：；！？（）、]|[，。：；！？（）、] ?[A-Za-z]")
# Names of the synthetic county, and articles of its notices: data, whatever the page's language.
NAMES = re.compile(
    r"金乡示例\w+|例[海信尔星达光云]|\w例\w|阿例·示例|李楼村家电下乡"
    r"|art\. [一二三四五六七八九十附]+(\([一二三四五六七八九十]+\))?|金政发〔2024〕4号")
LATIN_ONLY = re.compile(r"^[\x20-\x7e·…–—→]*[A-Za-z]{4,}[\x20-\x7e·…–—→]*$")
SENTENCE = re.compile(r"^(?:[A-Za-z'-]+[ ,;:.]+){5,}")
# What a Chinese page says in Latin letters.
FIT_FOR_CHINESE = re.compile(
    r"CSV|JSONL?|XLSX|xlsx|JPEG|HTML|YAML|IMEI2?|GTIN|Enter|English|SHA-?256|Beancount|hledger|DHIS2"
    r"|TC\d+|PB\d+|JX-[\w-]+|https?://\S+|[\w.-]+\.(csv|xlsx|jsonl|yaml|pdf|html)|tradein[\w /-]*|web-[\w-]+"
    r"|(?:administrator|guan|bo|shen|fu|zhao|qian|pei|ji|dian|wen|lin)\b")


def package_file(package, path):
    folder = importlib.util.find_spec(package).submodule_search_locations[0]
    return (pathlib.Path(folder) / path).read_text(encoding="utf-8")


class Look:
    """Looks at pages for all journeys, and keeps what is wrong with them."""

    def __init__(self):
        self.script = (HERE / "look.js").read_text(encoding="utf-8")
        self.axe = package_file("selenium_axe_python", "axe-core/axe.min.js")
        self.faults = []
        self.pages = 0
        self.seen = set()
        self.gate = threading.Lock()

    def fault(self, where, text):
        with self.gate:
            if (where.split()[-1], text) not in self.seen:
                self.seen.add((where.split()[-1], text))
                self.faults.append(f"{where}: {text}")

    def at(self, browser, name):
        """Looks at the page that a browser shows."""
        page = browser.driver.execute_script(self.script, browser.width)
        where = f"{browser.login or 'nobody'} {browser.way} {name}"
        faults = [*shape_faults(page, browser), *load_faults(page),
                  *in_short(list(language_faults(page, browser)))]
        for text in faults + browser.console():
            self.fault(where, text)
        if browser.scripted and self.is_first(name, browser.width):
            for text in self.barriers(browser.driver, browser.width):
                self.fault(where, text)
        with self.gate:
            self.pages += 1

    def is_first(self, name, width):
        """Whether axe-core has not seen it: on phones each state of a page, else each page."""
        shown = (name if width < 600 else name.split(".")[0], width)
        with self.gate:
            is_first = shown not in self.seen
            self.seen.add(shown)
            return is_first

    def barriers(self, driver, width):
        """The serious and critical violations that axe-core finds; colours are those of phones."""
        driver.execute_script(self.axe)
        found = driver.execute_async_script(
            # The rows of a table are made by one template; the first ones stand for all.
            "const [rest, rules, done] = arguments;"
            "axe.run({exclude: [rest]}, {resultTypes: ['violations'], rules})"
            ".then((one) => done(one.violations))",
            "tbody tr:nth-child(n+6)", {"color-contrast": {"enabled": width < 600}})
        return [f"axe {one['impact']} {one['id']}: {node['html'][:120]}"
                for one in found if one["impact"] in ("serious", "critical")
                for node in one["nodes"][:2]]


def in_short(faults):
    """The first faults of a kind, and how many more there are."""
    return faults[:4] + ([f"and {len(faults) - 4} more like it"] if len(faults) > 4 else [])


def shape_faults(page, browser):
    if len(page["headings"]) != 1:
        yield f"{len(page['headings'])} first headings: {page['headings']}"
    if page["widest"] > browser.width:
        yield f"{page['widest']} px wide, scrolls sideways: {page['tooWide']}"
    if page["language"] != {"zh": "zh-Hans", "en": "en"}[browser.language]:
        yield f"its language is {page['language']}"


def load_faults(page):
    total = sum(one["bytes"] for one in page["loaded"] if one["kind"] != "fetch")
    if total > MOST_BYTES:
        yield f"{total // 1024} KiB in all"
    for one in page["loaded"][1:]:
        if one["status"] >= 400 and one["kind"] != "fetch":
            yield f"{one['name']} answers {one['status']}"


def language_faults(page, browser):
    """Texts in the wrong language; names and marked parts apart."""
    is_wrong = {"en": is_not_english, "zh": is_not_chinese}[browser.language]
    for one in [*page["texts"], {"text": page["title"], "isWord": False, "tag": "title"}]:
        if is_wrong(one["text"], one["isWord"]):
            yield f"wrong language in <{one['tag']}>: {one['text'][:80]}"


def is_not_english(text, is_word):
    """Chinese in our own words, or half of a sentence in it; data may be in Chinese."""
    rest = NAMES.sub("", text)
    return bool(is_word and CHINESE.search(rest) or MIXED.search(rest))


def is_not_chinese(text, is_word):
    """Our own words in Latin letters alone, or a whole sentence of anything in them."""
    rest = FIT_FOR_CHINESE.sub("", text)
    return bool(is_word and LATIN_ONLY.match(text) and LATIN_ONLY.match(rest) or SENTENCE.match(rest))
