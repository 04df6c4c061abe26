// What a page shows, for look.py: run by selenium, with or without the page's own scripts.
const foreign = "[lang]:not(html), .code, code, kbd, pre, script, style, textarea, svg.qr";
const words = "h1, h2, h3, h4, legend, label, button, .button, caption, summary, dt, nav, .hint, "
  + ".alert, .lede, .tile span, th[scope=col], .skip, footer, .actions, .pager, .filters";

const isShown = (element) => element.checkVisibility({ checkVisibilityCSS: true });

function texts() {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement: element, data } = walker.currentNode;
    const text = data.replace(/\s+/g, " ").trim();
    if (!text || element.closest(foreign)) continue;
    const isWord = element.closest(words) !== null && element.closest("option, select, td, dd") === null;
    found.push({ text, isWord, tag: element.tagName.toLowerCase() });
  }
  return found;
}

function attributes() {
  const found = [];
  for (const name of ["aria-label", "placeholder", "title", "alt", "data-label", "data-confirm"]) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      if (element.closest(foreign)) continue;
      found.push({ text: element.getAttribute(name), isWord: name !== "placeholder", tag: `@${name}` });
    }
  }
  return found;
}

/** The outermost elements that reach beyond the right edge, for the report. */
function tooWide(width) {
  const reaches = (element) => element.getBoundingClientRect().right > width + 1;
  return [...document.body.querySelectorAll("*")].filter(reaches).slice(-3)
    .map((element) => element.outerHTML.slice(0, 80));
}

const width = arguments[0];
const loaded = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
const widest = document.documentElement.scrollWidth;
return {
  title: document.title,
  language: document.documentElement.lang,
  headings: [...document.querySelectorAll("h1")].filter(isShown).map((one) => one.textContent.trim()),
  widest,
  tooWide: widest > width ? tooWide(width) : [],
  texts: [...texts(), ...attributes()],
  loaded: loaded.map((one) => ({
    name: one.name, bytes: one.encodedBodySize, status: one.responseStatus, kind: one.initiatorType,
  })),
};
