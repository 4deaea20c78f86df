// Forms: nothing is sent twice, nothing typed is lost, what was refused takes the focus.
const PREFIX = `draft:${document.body.dataset.member || ""}:`;
const SKIP = new Set(["password", "file", "hidden", "submit", "button", "image", "reset"]);

// --- sent once -----------------------------------------------------------------------------------------------
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault(), event.stopImmediatePropagation();
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
  setTimeout(() => free(form), 8000);
  clearTimeout(waiting.get(form));
  if (form.dataset.draft) mark(form);
}, true);
const free = (form) => {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach((el) => el.removeAttribute("aria-busy"));
};
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(free));
// The answer may replace the form itself, so what was asked is looked up in the request, before the answer is put in.
const asked = (event) => event.detail.requestConfig?.elt?.closest?.("form");
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const form = asked(event), { xhr } = event.detail;
  const signedOut = xhr.responseURL && new URL(xhr.responseURL).pathname.startsWith("/account/login");
  if (form?.dataset.draft && xhr.status < 400 && !signedOut) drop(form.dataset.draft);
});
document.addEventListener("htmx:afterRequest", (event) => { const form = asked(event); if (form) free(form); });

// --- drafts --------------------------------------------------------------------------------------------------
const fields = (form) => [...form.elements].filter((el) => el.name && !SKIP.has(el.type));
const values = (form) => Object.fromEntries(fields(form)
  .filter((el) => !(el.type === "radio" && !el.checked))
  .map((el) => [el.name, el.type === "checkbox" ? el.checked : el.value]));
const read = (key) => { try { return JSON.parse(localStorage.getItem(PREFIX + key)); } catch { return null; } };
const write = (key, draft) => { try { localStorage.setItem(PREFIX + key, JSON.stringify(draft)); } catch { /* storage is full or shut */ } };
const drop = (key) => localStorage.removeItem(PREFIX + key);
const mark = (form) => write(form.dataset.draft, { values: values(form), sent: true, at: Date.now() });

const waiting = new WeakMap();
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.dataset.draft) return;
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => form.isConnected && write(form.dataset.draft, { values: values(form), at: Date.now() }), 250));
});

function restore(form) {
  const draft = read(form.dataset.draft);
  if (!draft || form.dataset.restored || form.querySelector(".error-summary")) return;
  form.dataset.restored = "yes";
  let changed = false;
  for (const el of fields(form)) {
    if (!(el.name in draft.values)) continue;
    const old = draft.values[el.name];
    if (el.type === "checkbox") { changed ||= el.checked !== old; el.checked = old; }
    else if (el.type === "radio") { changed ||= !el.checked && el.value === old; el.checked = el.value === old; }
    else if (el.value !== old) { el.value = old; changed = true; }
  }
  const words = document.getElementById("words-restored");
  if (!changed || !words) return;
  const notice = words.content.firstElementChild.cloneNode(true);
  notice.querySelector("button").onclick = () => { drop(form.dataset.draft); form.reset(); notice.remove(); };
  form.prepend(notice);
}

// A form that was sent is done, unless we came to a bare page (signed out, refused, broken) or went back.
const arrived = performance.getEntriesByType("navigation")[0]?.type;
for (const key of Object.keys(localStorage).filter((k) => k.startsWith("draft:"))) {
  let draft;
  try { draft = JSON.parse(localStorage.getItem(key)); } catch { draft = null; }
  if (!draft || Date.now() - draft.at > 14 * 864e5) { localStorage.removeItem(key); continue; }
  if (!draft.sent) continue;
  if (document.body.classList.contains("bare") || arrived !== "navigate") localStorage.setItem(key, JSON.stringify({ ...draft, sent: false }));
  else if (key.startsWith(PREFIX)) localStorage.removeItem(key);
}

// --- small helps ---------------------------------------------------------------------------------------------
function ready(root) {
  root.querySelectorAll("form[data-draft]").forEach(restore);
  root.querySelector("[data-focus]")?.focus();
  root.querySelectorAll(".drop").forEach(droppable);
}
function droppable(zone) {
  const input = zone.querySelector("input[type=file]");
  if (!input || zone.dataset.ready) return;
  zone.dataset.ready = "yes";
  for (const kind of ["dragover", "dragleave", "drop"]) zone.addEventListener(kind, (event) => {
    event.preventDefault();
    zone.classList.toggle("over", kind === "dragover");
    if (kind === "drop" && event.dataTransfer.files.length) { input.files = event.dataTransfer.files; input.dispatchEvent(new Event("change", { bubbles: true })); }
  });
  input.addEventListener("change", () => { const name = zone.querySelector("[data-file-name]"); if (name && input.files[0]) name.textContent = input.files[0].name; });
}
document.addEventListener("change", (event) => { if (event.target.matches("[data-autosubmit]")) event.target.form.requestSubmit(); });
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) { event.preventDefault(); event.target.form.requestSubmit(); }
});
document.addEventListener("htmx:load", (event) => ready(event.detail.elt.parentElement || event.detail.elt));
ready(document);
