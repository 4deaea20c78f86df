// What floats: menus under their button, dialogs by name, quick log with its form fetched when it is opened.
function put(menu, button) {
  const b = button.getBoundingClientRect(), m = menu.getBoundingClientRect(), gap = 6, edge = 8;
  const below = b.bottom + gap + m.height <= innerHeight - edge && button.dataset.menu !== "above";
  const left = Math.min(Math.max(edge, b.right - m.width), innerWidth - m.width - edge);
  menu.style.position = "fixed";
  menu.style.left = `${Math.max(edge, left)}px`;
  menu.style.top = `${Math.max(edge, below ? b.bottom + gap : b.top - gap - m.height)}px`;
}
let openedAt = 0;  // a scroll that was under way before a menu opened is told of only afterwards
document.addEventListener("beforetoggle", () => (openedAt = scrollY), true);
document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (menu.matches?.(".menu[popover]") && event.newState === "open") {
    const button = document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`);
    if (button) put(menu, button);
    menu.querySelector("a, button, input")?.focus({ focusVisible: Boolean(button?.matches(":focus-visible")) });
  }
}, true);
addEventListener("scroll", () => Math.abs(scrollY - openedAt) > 4 && document.querySelectorAll(".menu[popover]:popover-open").forEach((menu) => menu.hidePopover()), { passive: true });

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.(".menu");
  if (!menu) return;
  if (event.key === "Escape") return menu.closest("details")?.removeAttribute("open");
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const items = [...menu.querySelectorAll("a, button")];
  const next = items[(items.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length];
  if (next) { event.preventDefault(); next.focus(); }
});

document.addEventListener("click", (event) => {
  document.querySelectorAll("details[data-menu-of][open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (dialog) { event.preventDefault(); opener.closest("details[data-menu-of]")?.removeAttribute("open"); opener.closest("[popover]")?.hidePopover(); dialog.showModal(); }
    return;
  }
  const log = event.target.closest("[data-quick-log]");
  if (log && !event.ctrlKey && !event.metaKey && !event.shiftKey) return quickLog(event, log);
  if (event.target.matches("dialog[closedby=any]")) {
    const box = event.target.getBoundingClientRect();
    if (event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom) event.target.close();
  }
});

async function quickLog(event, link) {
  const dialog = document.getElementById("quick-log"), body = document.getElementById("quick-log-body");
  if (!dialog) return;
  event.preventDefault();
  document.getElementById("palette")?.close();
  dialog.showModal();
  try {
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
    if (!answer.ok || new URL(answer.url).pathname !== new URL(link.href).pathname) throw new Error(answer.status);
    body.innerHTML = await answer.text();
    window.htmx?.process(body);
    document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: body } }));
    (body.querySelector("[autofocus]") || body.querySelector("input:not([type=hidden]), textarea, select"))?.focus();
  } catch {
    location.href = link.href;
  }
}
// A deed done inside a dialog closes it: the answer says so with HX-Trigger: dialog:close.
document.addEventListener("dialog:close", () => document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close()));
