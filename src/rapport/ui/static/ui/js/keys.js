// The keyboard: j and k walk the rows, a letter does the deed that carries it, g and a letter goes somewhere.
const OFF = "keys-off";
const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.checkVisibility());
const here = () => document.activeElement?.closest?.("[data-row]");
const typing = (el) => el.closest("input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]");
let going = 0;

function walk(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(here());
  const row = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  if (!row.hasAttribute("tabindex")) row.tabIndex = -1;
  row.focus({ focusVisible: true });
  row.scrollIntoView({ block: "nearest" });
}
function press(el) {
  if (!el) return false;
  el.matches("input[type=text], input[type=search], textarea") ? el.focus() : el.click();
  return true;
}
const DEFAULTS = { enter: ".name a, th a", x: "input[name=pick]" };

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if ((event.ctrlKey || event.metaKey) && key === "k") { event.preventDefault(); return document.dispatchEvent(new Event("palette:open")); }
  if (event.altKey && !event.ctrlKey && !event.metaKey) {  // by place, since Alt writes other letters on some keyboards
    const deed = document.querySelector(`[data-alt="${CSS.escape(event.code.replace("Key", ""))}"]`);
    if (deed) { event.preventDefault(); return deed.click(); }
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "Enter") {
    const row = here();
    if (row && event.target === row && press(row.querySelector('[data-key="enter"]') || row.querySelector(DEFAULTS.enter))) event.preventDefault();
    return;
  }
  if (event.key.length !== 1 || localStorage.getItem(OFF)) return;
  if (going && Date.now() - going < 1500) {
    going = 0;
    const place = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
    if (place) { event.preventDefault(); place.click(); }
    return;
  }
  const done = {
    j: () => (walk(1), true),
    k: () => (walk(-1), true),
    g: () => (going = Date.now(), true),
    "/": () => (document.dispatchEvent(new Event("palette:open")), true),
    "?": () => { const keys = document.getElementById("keys"); keys?.showModal(); return Boolean(keys); },
    z: () => press([...document.querySelectorAll("[data-undo]")].pop()),
  }[key]?.() || press(here()?.querySelector(`[data-key="${CSS.escape(key)}"]`) || (DEFAULTS[key] && here()?.querySelector(DEFAULTS[key])))
    || press(document.querySelector(`[data-hotkey="${CSS.escape(key)}"]`));
  if (done) event.preventDefault();
});

// After a fragment came back, the focus stays with the row that was acted on, or goes to its neighbour.
let place = null;
document.addEventListener("htmx:beforeSwap", () => { const row = here(); place = row ? { id: row.id, at: rows().indexOf(row) } : null; });
document.addEventListener("htmx:afterSettle", () => {
  if (!place || document.activeElement !== document.body) return;
  const row = document.getElementById(place.id) || rows()[Math.min(place.at, rows().length - 1)];
  if (row) { if (!row.hasAttribute("tabindex")) row.tabIndex = -1; row.focus({ preventScroll: true }); }
  place = null;
});

const box = document.querySelector("[data-single-keys]");
if (box) {
  box.checked = !localStorage.getItem(OFF);
  box.addEventListener("change", () => (box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "yes")));
}
