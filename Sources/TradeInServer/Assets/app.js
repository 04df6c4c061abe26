// What pages do better with a script; each works without it. It is a page's only script: its
// names meet no others.
"use strict";

document.documentElement.classList.add("js");

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const on = (target, types, listener) => {
  for (const type of types.split(" ")) target.addEventListener(type, listener);
};
const isSending = (form) => form.getAttribute("aria-busy") === "true";

// ---- Live check: the verdict while a form is filled in ----

const typingPause = 500;
const controls = "input:not([type=hidden]), select, textarea";

/** What a browser would send, less the files. */
function textFields(form) {
  const isText = ([, value]) => typeof value === "string";
  return new URLSearchParams([...new FormData(form)].filter(isText));
}

/** The server's page; null when it did not judge the form. */
async function askServer(address, body, signal) {
  // A redirect leads to the log-in page: no verdict.
  const answer = await fetch(address, { method: "POST", body, signal, redirect: "error" });
  if (!answer.ok && ![409, 422].includes(answer.status)) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Replaces what differs; details stay open, the focus where it is. */
function replaceContent(element, html) {
  if (html === undefined || element.innerHTML === html) return;
  const stops = () => all("a[href], button, summary", element);
  const place = stops().indexOf(document.activeElement);
  const open = all("details", element).map((details) => details.open);
  element.innerHTML = html;
  all("details", element).forEach((details, index) => { if (open[index]) details.open = true; });
  stops()[place]?.focus({ preventScroll: true });
}

function showLive(page) {
  for (const element of all("[data-live]")) {
    replaceContent(element, page.getElementById(element.id)?.innerHTML);
  }
}

function hasValue(control) {
  return /^(checkbox|radio)$/.test(control.type) ? control.checked : control.value !== "";
}

function markFault(field) {
  const isFaulty = field.querySelector(".messages .fault") !== null;
  for (const control of all(controls, field)) control.setAttribute("aria-invalid", isFaulty);
}

/** Shows the messages of fields that were left or filled in, of no others. */
function showMessages(form, page, left) {
  for (const field of all(".field[data-field]", form)) {
    const name = field.dataset.field;
    // Half a word, while its suggestions are open, is no fault yet.
    if (field.querySelector("[aria-expanded=true]")) continue;
    if (all(controls, field).some(hasValue)) left.add(name);
    const place = `.field[data-field="${CSS.escape(name)}"] .messages`;
    const messages = form.querySelector(place);
    if (!messages || !left.has(name)) continue;
    replaceContent(messages, page.querySelector(place)?.innerHTML);
    markFault(field);
  }
}

function watchForm(form) {
  const left = new Set();
  let timer, running, asked, page;

  const markBusy = (isBusy) => {
    for (const element of all("[data-live]")) element.setAttribute("aria-busy", isBusy);
  };
  const show = () => {
    if (page) showLive(page);
    if (page) showMessages(form, page, left);
  };
  const check = async () => {
    clearTimeout(timer);
    if (isSending(form)) return;
    const body = textFields(form);
    // Asked already: the answer is here or on its way.
    if (String(body) === asked) return show();
    running?.abort();
    const mine = running = new AbortController();
    asked = String(body);
    page = null;
    markBusy(true);
    const answer = await askServer(form.dataset.check, body, mine.signal).catch(() => null);
    if (running !== mine) return;
    markBusy(false);
    page = answer;
    if (!page) asked = null;
    show();
  };
  const checkSoon = (event) => {
    clearTimeout(timer);
    // Pinyin that is not characters yet is no value.
    if (!event.isComposing) timer = setTimeout(check, typingPause);
  };
  const leave = (event) => {
    const field = event.target.closest(".field[data-field]");
    if (field) left.add(field.dataset.field);
    if (event.target.matches(controls)) check();
  };

  on(form, "input compositionend", checkSoon);
  on(form, "change focusout", leave);
}

// ---- Suggestions while typing: the list of WAI-ARIA's combobox ----

const suggestPause = 150;

function suggestionRow(item, id) {
  const row = document.createElement("li");
  row.id = id;
  row.setAttribute("role", "option");
  row.append(span("", item.value), span("muted", item.note));
  return row;
}

/** What the server suggests for a field as it stands. */
async function askSuggestions(input, signal) {
  const { form } = input;
  const value = (name) => form.elements.namedItem(name)?.value ?? "";
  const question = new URLSearchParams({
    programme: value("programme"), field: input.name, class: value("itemClass"), typed: input.value,
  });
  const answer = await fetch(`${form.dataset.suggest}?${question}`, { signal, redirect: "error" });
  return answer.ok ? (await answer.json()).items : [];
}

function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

function watchSuggested(input) {
  const list = document.createElement("ul");
  const told = span("unseen", "");
  let items = [], active = -1, timer, running;

  const show = (isOpen) => {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", isOpen);
  };
  const mark = (place) => {
    active = place;
    [...list.children].forEach((row, index) => row.setAttribute("aria-selected", index === place));
    const row = list.children[place];
    if (row) input.setAttribute("aria-activedescendant", row.id);
    else input.removeAttribute("aria-activedescendant");
    row?.scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    clearTimeout(timer);
    running?.abort();
    show(false);
    mark(-1);
    told.textContent = "";
  };
  const ask = async () => {
    running?.abort();
    const mine = running = new AbortController();
    const found = await askSuggestions(input, mine.signal).catch(() => []);
    if (mine.signal.aborted || document.activeElement !== input) return;
    items = found;
    list.replaceChildren(...items.map((item, index) => suggestionRow(item, `${list.id}-${index}`)));
    show(items.length > 0);
    mark(-1);
    told.textContent = items.length > 0 ? input.dataset.found + items.length : "";
  };
  const take = (place) => {
    const item = items[place];
    const brand = input.form.elements.namedItem("brand");
    input.value = item.value;
    if (item.brand && brand?.value === "") brand.value = item.brand;
    close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const step = (by) => {
    if (list.hidden) return void ask();
    const count = items.length;
    mark(active < 0 && by < 0 ? count - 1 : (active + by + count) % count);
  };
  // Each says whether the browser keeps the key.
  const keys = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: () => (list.hidden || active < 0) || take(active),
    Escape: () => list.hidden || close(),
  };

  list.id = `s-${input.name}`;
  list.className = "suggestions";
  list.hidden = true;
  setAttributes(list, { role: "listbox", "aria-label": input.dataset.found });
  told.setAttribute("role", "status");
  input.removeAttribute("list"); // the browser's own list would lie over ours
  setAttributes(input, {
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": list.id,
  });
  input.after(list, told);
  on(input, "input compositionend", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(ask, suggestPause);
  });
  on(input, "keydown", (event) => {
    const press = event.isComposing ? undefined : keys[event.key];
    if (press && !press()) event.preventDefault();
  });
  on(input, "focusout", close);
  on(list, "mousedown", (event) => event.preventDefault()); // the focus stays in the field
  on(list, "click", (event) => {
    const row = event.target.closest("li");
    if (row) take([...list.children].indexOf(row));
  });
}

// ---- Files: drop, list, make photos small ----

const mebibyte = 2 ** 20;
const photo = { mostBytes: 3 * mebibyte, mostPixels: 3000, quality: 0.85 };
/** Each form's work on photos that is not done. */
const shrinking = new Map();

function picture(file) {
  const image = new Image();
  image.alt = ""; // its name stands beside it
  image.onload = () => URL.revokeObjectURL(image.src);
  image.onerror = () => image.remove();
  image.src = URL.createObjectURL(file);
  return image;
}

async function drawn(file) {
  const image = picture(file);
  await image.decode();
  const scale = Math.min(1, photo.mostPixels / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff"; // JPEG knows nothing transparent
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", photo.quality));
}

/** A large photo made small; any other file as it is. */
async function shrunk(file) {
  if (!/^image\/(jpeg|png)$/.test(file.type) || file.size <= photo.mostBytes) return file;
  const blob = await drawn(file).catch(() => null);
  if (!blob || blob.size >= file.size) return file;
  return new File([blob], file.name.replace(/(\.[^.]*)?$/, ".jpg"), { type: blob.type });
}

function putFiles(input, files) {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  input.files = transfer.files;
}

function span(name, text) {
  const element = document.createElement("span");
  element.className = name;
  element.textContent = text;
  return element;
}

const sizeText = (file) => `${Math.ceil(file.size * 100 / mebibyte) / 100} MB`;

function listFiles(input) {
  const { most, tooLarge = "" } = input.dataset;
  const isTooLarge = (file) => file.size > most;
  const files = [...input.files];
  // The browser then keeps back what the server would refuse.
  input.setCustomValidity(files.some(isTooLarge) ? tooLarge : "");
  const label = input.closest(".drop");
  const names = label.querySelector(".names") || label.appendChild(span("names", ""));
  names.replaceChildren(...files.map((file) => {
    const entry = document.createElement(names.matches("ul, ol") ? "li" : "span");
    if (file.type.startsWith("image/")) entry.append(picture(file));
    entry.append(file.name, span("muted number", sizeText(file)));
    if (isTooLarge(file)) entry.append(span("fault", tooLarge));
    return entry;
  }));
}

async function takeFiles(input) {
  const chosen = input.files;
  const files = [];
  // One by one: a phone's memory is small.
  for (const file of chosen) files.push(await shrunk(file));
  if (input.files !== chosen) return; // others were chosen meanwhile
  if (files.some((file, index) => file !== chosen[index])) putFiles(input, files);
  listFiles(input);
}

function queueFiles(input) {
  const { form } = input;
  const work = Promise.allSettled([shrinking.get(form)]).then(() => takeFiles(input));
  shrinking.set(form, work);
  work.finally(() => shrinking.get(form) === work && shrinking.delete(form));
}

function watchDrop(input) {
  const label = input.closest(".drop");
  on(label, "dragenter dragover dragleave drop", (event) => {
    event.preventDefault();
    label.classList.toggle("over", event.type === "dragover");
  });
  on(label, "drop", (event) => {
    const files = [...event.dataTransfer.files].slice(0, input.multiple ? undefined : 1);
    if (files.length === 0) return;
    putFiles(input, files);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  on(input, "change", () => queueFiles(input));
}

// ---- Sending: once, not by mistake ----

/** Whether photos are still made smaller; the form is sent after that. */
function isSentLater(form, submitter) {
  const work = shrinking.get(form);
  work?.finally(() => form.requestSubmit(submitter));
  return work !== undefined;
}

function isRefused(submitter) {
  return submitter?.matches("[data-confirm]") && !confirm(submitter.dataset.confirm);
}

const held = []; // buttons that wait for an answer

function holdButtons(form) {
  held.push(...[...form.elements].filter((one) => one.type === "submit" && !one.disabled));
  for (const button of held) button.disabled = true;
}

function onSubmit(event) {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || !form.matches("[method=post]")) return;
  if (isSending(form) || isSentLater(form, submitter) || isRefused(submitter)) {
    return event.preventDefault();
  }
  if (form.matches("[target]")) return; // the answer comes elsewhere
  form.setAttribute("aria-busy", "true");
  // Next tick: what is sent then has the clicked button's name and value.
  setTimeout(holdButtons, 0, form);
}

/** What comes back as it was left can be sent again. */
function onReturn(event) {
  if (!event.persisted) return;
  for (const form of all("form[aria-busy]")) form.removeAttribute("aria-busy");
  for (const button of held.splice(0)) button.disabled = false;
}

function guard(form) {
  let isChanged = false;
  on(form, "input change", () => { isChanged = true; });
  on(window, "beforeunload", (event) => {
    if (!isChanged || isSending(form)) return;
    event.preventDefault();
    event.returnValue = "?"; // older browsers ask only then
  });
}

function watchNote(select) {
  const note = document.getElementById(select.dataset.noteFor);
  const demand = () => { note.required = select.selectedOptions[0]?.matches("[data-needs-note]"); };
  if (!note) return;
  on(select, "change", demand);
  demand();
}

// ---- Keys: single ones can be switched off (WCAG 2.1.4), and stay off in this browser ----

const keysName = "single-keys";

/** A browser that keeps nothing has them on. */
function areKeysOff() {
  try { return localStorage.getItem(keysName) === "off"; } catch { return false; }
}

function showKeysSwitch() {
  const areOff = areKeysOff();
  document.documentElement.classList.toggle("keys-off", areOff);
  for (const control of all("[data-keys-switch]")) control.checked = !areOff;
}

function switchKeys(control) {
  try {
    if (control.checked) localStorage.removeItem(keysName);
    else localStorage.setItem(keysName, "off");
  } catch { /* nothing is kept: they stay on, as the box then says */ }
  showKeysSwitch();
}

// Each of these says whether it did something.

function toggleKeys() {
  const dialog = document.querySelector("dialog[data-keys]");
  if (dialog?.open) dialog.close();
  else dialog?.showModal();
  return dialog !== null;
}

function stepRows(by) {
  const rows = all("[data-rows] [data-row]");
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const row = rows[here < 0 ? 0 : here + by];
  (row?.matches("a") ? row : row?.querySelector("a[href]"))?.focus();
  return row !== undefined;
}

function pressElement(key) {
  const element = all("[data-key]").find(
    (one) => one.dataset.key === key && !one.disabled && one.offsetParent);
  if (element?.matches("input, select, textarea")) element.focus();
  else element?.click();
  return element !== undefined;
}

function isKeyDone(key) {
  if (key === "?" && toggleKeys()) return true;
  if (document.querySelector("dialog[open]")) return false;
  return pressElement(key) || (key === "j" && stepRows(1)) || (key === "k" && stepRows(-1));
}

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || areKeysOff()) return;
  if (event.target.closest("input, textarea, select")) return;
  // The key is not typed into what now has the focus.
  if (isKeyDone(event.key)) event.preventDefault();
}

// ---- Print and copy ----

/** Copies by selection: navigator.clipboard asks for TLS, which a bureau may not have. */
function copyFrom(element) {
  const area = document.createElement("textarea");
  area.value = element.dataset.copy || element.value;
  element.after(area);
  area.select();
  document.execCommand("copy");
  area.remove();
  element.focus({ preventScroll: true });
  const told = span("muted", element.dataset.copied);
  told.setAttribute("role", "status");
  element.after(told);
  setTimeout(() => told.remove(), 2000);
}

function onClick(event) {
  const source = event.target.closest("[data-copy]");
  if (source) copyFrom(source);
  if (event.target.closest("[data-print]")) print();
  if (event.target.closest("[data-keys-open], [data-keys-close]")) toggleKeys();
}

// ---- Start ----

all("form[data-check]").forEach(watchForm);
all("form[data-suggest] input[data-suggested]").forEach(watchSuggested);
all("label.drop input[type=file]").forEach(watchDrop);
all("form[data-guard]").forEach(guard);
all("select[data-note-for]").forEach(watchNote);
on(document, "submit", onSubmit);
on(document, "click", onClick);
on(document, "keydown", onKey);
all("[data-keys-switch]").forEach((one) => on(one, "change", () => switchKeys(one)));
on(window, "storage", showKeysSwitch); // another page of this browser switched them
showKeysSwitch();
on(window, "pageshow", onReturn);

// On a phone the row of places scrolls sideways: begin where one is.
document.querySelector(".places [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
