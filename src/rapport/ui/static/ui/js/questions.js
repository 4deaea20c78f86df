// A questionnaire keeps each answer as it is typed, with its number, so that an older screen overwrites nothing. What
// cannot be sent stays in this browser and goes out when the connection is back. Without this the form has a button.
const form = document.getElementById("questions");
const state = form.querySelector("[data-state]");
const words = state.dataset;
const STORE = `questions:${form.dataset.store}`;
const WAIT = 700, AGAIN = 15000;

const sections = [...form.querySelectorAll("[data-question]")];
const byKey = new Map(sections.map((section) => [section.dataset.question, section]));
const field = (section, letter) => section.querySelector(`[name="${letter}-${section.dataset.question}"]`);
const controls = (section) => [...section.querySelectorAll(`[name="a-${section.dataset.question}"]`)];

function typed(section) {
  const own = controls(section), first = own[0];
  if (!first) return [];
  if (first.type === "radio" || first.type === "checkbox") return own.filter((one) => one.checked).map((one) => one.value);
  return first.value === "" ? [] : [first.value];
}
function put(section, values) {
  const list = Array.isArray(values) ? values : values === "" || values == null ? [] : [values];
  for (const one of controls(section)) {
    if (one.type === "radio" || one.type === "checkbox") one.checked = list.includes(one.value);
    else one.value = list[0] ?? "";
  }
}
const held = (section) => ({
  words: typed(section), unknown: field(section, "u").checked, doubt: field(section, "d").value,
  number: Number(field(section, "n").value),
});
const same = (one, other) => JSON.stringify([one.words, one.unknown, one.doubt]) === JSON.stringify([other.words, other.unknown, other.doubt]);

// --- what waits on this device ---------------------------------------------------------------------------------
const read = () => { try { return JSON.parse(localStorage.getItem(STORE)) || {}; } catch { return {}; } };
function write(waiting) {
  try {
    if (Object.keys(waiting).length) localStorage.setItem(STORE, JSON.stringify(waiting));
    else localStorage.removeItem(STORE);
  } catch { /* the storage is full or shut: what is typed is still sent */ }
}
let waiting = read();
const known = new Map(sections.map((section) => [section.dataset.question, held(section)]));
const undecided = new Set();

function note(section) {
  const key = section.dataset.question, now = held(section);
  if (same(now, known.get(key))) delete waiting[key];
  else waiting[key] = now;
  write(waiting);
  ask();
}

// --- which questions are asked ---------------------------------------------------------------------------------
function asked(section, above = new Set()) {
  const parent = byKey.get(section.dataset.when);
  if (!section.dataset.when || !parent) return true;
  if (above.has(parent) || !asked(parent, above.add(section)) || field(parent, "u").checked) return false;
  const wanted = JSON.parse(section.dataset.is);
  return typed(parent).some((value) => wanted.includes(value));
}
function ask() {
  let place = 0;
  for (const section of sections) if (section.dataset.when && byKey.has(section.dataset.when)) section.hidden = !asked(section);
  for (const section of sections) if (!section.hidden) section.querySelector(".place").textContent = ++place;
}

// --- sending ---------------------------------------------------------------------------------------------------
let going = false, over = false, timer = 0;
const say = (text, tone = "") => { state.textContent = text; state.classList.toggle("warn", tone === "warn"); };
const later = (time) => { clearTimeout(timer); if (!over) timer = setTimeout(send, time); };
const next = () => Object.keys(waiting).find((key) => !undecided.has(key) && !byKey.get(key)?.classList.contains("wrong"));

async function post(data) {
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  return fetch(form.dataset.answers, { method: "POST", body: data, headers: { "X-CSRFToken": token }, credentials: "same-origin" });
}
async function send() {
  clearTimeout(timer);
  if (going || over) return;
  going = true;
  try {
    for (let key = next(); key; key = next()) {
      if (!byKey.has(key)) { delete waiting[key]; write(waiting); continue; }
      say(words.keeping);
      if (!await sendOne(byKey.get(key), { ...waiting[key] })) return;
    }
    if (!Object.keys(waiting).length) say(words.all);
    else say(words.later, "warn");
  } catch {
    say(words.offline, "warn");
    later(AGAIN);
  } finally {
    going = false;
  }
}
async function sendOne(section, now) {
  const key = section.dataset.question, data = new FormData();
  data.append("key", key);
  data.append("number", now.number);
  now.words.forEach((one) => data.append("words", one));
  if (now.unknown) data.append("unknown", "1");
  data.append("doubt", now.doubt);
  const answer = await post(data);
  if (answer.status === 200) kept(section, now, await answer.json());
  else if (answer.status === 409) both(section, await answer.json());
  else if (answer.status === 422) wrong(section, (await answer.json()).wrong);
  else if (answer.status === 410) { over = true; say((await answer.json()).ended, "warn"); return false; }
  else if (answer.status === 403) { over = true; say(words.refused, "warn"); return false; }
  else { say(words.later, "warn"); later(AGAIN); return false; }
  return true;
}
function kept(section, sent, told) {
  const key = section.dataset.question;
  field(section, "n").value = told.number;
  known.set(key, sent);
  if (waiting[key] && same(waiting[key], sent)) delete waiting[key];
  else if (waiting[key]) waiting[key].number = told.number;
  write(waiting);
  wrong(section, "");
  const line = section.querySelector("[data-kept]");
  if (line && told.kept) line.textContent = words.keptAt.replace("{when}", told.kept);
  progress(told);
}
function progress(told) {
  const line = document.querySelector("[data-progress]");
  if (line && told.total != null) line.textContent = words.done.replace("{done}", told.done).replace("{total}", told.total);
}
function wrong(section, text) {
  const box = section.querySelector(".error");
  section.classList.toggle("wrong", Boolean(text));
  section.querySelector(".field").classList.toggle("wrong", Boolean(text));
  controls(section).forEach((one) => text ? one.setAttribute("aria-invalid", "true") : one.removeAttribute("aria-invalid"));
  if (!box) return;
  box.hidden = !text;
  box.querySelector("span").textContent = text || "";
}

// --- two at once -----------------------------------------------------------------------------------------------
function both(section, theirs) {
  const key = section.dataset.question;
  undecided.add(key);
  section.querySelector(".both")?.remove();
  const box = document.createElement("div"), text = document.createElement("p"), deeds = document.createElement("div");
  box.className = "both";
  box.setAttribute("role", "alert");
  text.textContent = theirs.told;
  deeds.className = "deeds";
  deeds.append(press(words.mine, () => decide(true)), press(words.theirs, () => decide(false)));
  box.append(text, deeds);
  section.querySelector(".field").after(box);
  function decide(mine) {
    box.remove();
    undecided.delete(key);
    field(section, "n").value = theirs.number;
    const standing = { words: [].concat(theirs.typed === "" ? [] : theirs.typed), unknown: theirs.unknown, doubt: theirs.doubt, number: theirs.number };
    known.set(key, standing);
    if (!mine) { put(section, theirs.typed); field(section, "u").checked = theirs.unknown; field(section, "d").value = theirs.doubt; }
    note(section);
    send();
  }
}
function press(label, deed) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = label;
  button.addEventListener("click", deed);
  return button;
}

// --- files -----------------------------------------------------------------------------------------------------
async function give(section, input) {
  const data = new FormData();
  data.append("key", section.dataset.question);
  for (const file of input.files) data.append("file", file);
  say(words.keeping);
  try {
    const answer = await post(data), told = await answer.json();
    if (answer.status === 200) { input.value = ""; wrong(section, ""); list(section, told.files); progress(told); say(words.all); }
    else { input.value = ""; wrong(section, told.wrong || told.ended || words.later); say(""); }
  } catch { say(words.offline, "warn"); } // the file stays chosen; the button sends it with the form
}
function list(section, files) {
  const place = section.querySelector(".given-files");
  place.replaceChildren(...files.map((file) => {
    const line = document.createElement("li"), name = document.createElement("span"), away = document.createElement("button");
    name.textContent = file.name;
    Object.assign(away, { className: "text-button", name: "do", value: `remove-${file.pk}`, textContent: words.away });
    line.append(name, away);
    return line;
  }));
}

// --- listening -------------------------------------------------------------------------------------------------
form.addEventListener("input", (event) => {
  const section = event.target.closest("[data-question]");
  if (!section || event.target.type === "file") return;
  wrong(section, "");
  note(section);
  later(WAIT);
});
form.addEventListener("change", (event) => {
  const section = event.target.closest("[data-question]");
  if (!section) return;
  if (event.target.type === "file") { if (event.target.files.length) give(section, event.target); return; }
  note(section);
  send();
});
form.addEventListener("submit", () => clearTimeout(timer)); // the form carries everything that stands in it
addEventListener("online", send);
addEventListener("offline", () => say(words.offline, "warn"));
addEventListener("pagehide", () => write(waiting));
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") send(); });

for (const [key, before] of Object.entries(waiting)) {
  const section = byKey.get(key);
  if (!section || section.querySelector(".both") || section.classList.contains("wrong")) continue;
  if (same(before, held(section))) { delete waiting[key]; continue; }
  put(section, before.words);
  field(section, "u").checked = before.unknown;
  field(section, "d").value = before.doubt;
  field(section, "n").value = before.number;
}
write(waiting);
ask();
if (Object.keys(waiting).length) { say(words.back); send(); }
form.querySelector("[data-save]").hidden = false;
