// Find and commands: asks the server while one types, walks by arrows, opens by Enter.
const dialog = document.getElementById("palette");
const input = dialog?.querySelector("input");
const list = document.getElementById("palette-list");
const said = dialog?.querySelector("[data-said]");
let asked = null, timer = 0;

function open(text = "") {
  if (!dialog || dialog.open) return;
  document.querySelector("dialog[open]")?.close();
  dialog.showModal();
  input.value = text;
  input.focus();
  ask();
}
async function ask() {
  asked?.abort();
  asked = new AbortController();
  try {
    const answer = await fetch(`${dialog.dataset.href}?q=${encodeURIComponent(input.value)}`, { headers: { "HX-Request": "true", "X-Palette": "true" }, signal: asked.signal });
    if (!answer.ok || !new URL(answer.url).pathname.startsWith(dialog.dataset.href)) return location.assign(`${dialog.dataset.href}?q=${encodeURIComponent(input.value)}`);
    list.innerHTML = await answer.text();
    const found = options();
    found.forEach((option, i) => { option.id ||= `palette-${i}`; option.tabIndex = -1; });
    choose(found[0]);
    said.textContent = list.querySelector("[data-count]")?.dataset.count ?? String(found.length);
  } catch (error) {
    if (error.name !== "AbortError") document.dispatchEvent(new CustomEvent("toast:words", { detail: { words: "offline" } }));
  }
}
const options = () => [...list.querySelectorAll('[role="option"]')];
function choose(option) {
  options().forEach((other) => other.setAttribute("aria-selected", String(other === option)));
  if (option) { input.setAttribute("aria-activedescendant", option.id); option.scrollIntoView({ block: "nearest" }); }
  else input.removeAttribute("aria-activedescendant");
}
if (dialog) {
  document.addEventListener("palette:open", () => open());
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-palette-open]");
    if (opener && !dialog.contains(opener)) { event.preventDefault(); open(opener.querySelector?.("input")?.value || ""); }
  });
  document.querySelector("form[data-palette-open] input")?.addEventListener("input", (event) => { const text = event.target.value; event.target.value = ""; open(text); });
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 90); });
  input.addEventListener("keydown", (event) => {
    const found = options(), at = found.findIndex((o) => o.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); choose(found[(at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length]); }
    else if (event.key === "Escape") { event.preventDefault(); dialog.close(); }  // a search field would only empty itself
    else if (event.key === "Enter") { event.preventDefault(); if (found[at]) { dialog.close(); found[at].click(); } }
  });
}
