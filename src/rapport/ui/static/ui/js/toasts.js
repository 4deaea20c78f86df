// Toasts: eight seconds, stopped by pointer or focus; failures stay until dealt with and can be tried again.
const region = document.getElementById("toasts");

function live(toast) {
  if (toast.dataset.live) return;
  toast.dataset.live = "yes";
  if (toast.classList.contains("failed")) return toast.querySelector(".left")?.remove();
  let left = 8000, since = Date.now(), timer = setTimeout(() => toast.remove(), left);
  const stop = () => { clearTimeout(timer); left -= Date.now() - since; };
  const go = () => { since = Date.now(); clearTimeout(timer); timer = setTimeout(() => toast.remove(), Math.max(left, 800)); };
  toast.addEventListener("pointerenter", stop);
  toast.addEventListener("pointerleave", go);
  toast.addEventListener("focusin", stop);
  toast.addEventListener("focusout", go);
}
function say(words, again) {
  const template = document.getElementById(`words-${words}`);
  if (!template || !region) return;
  region.querySelectorAll(".toast.failed").forEach((old) => old.remove());
  const toast = template.content.firstElementChild.cloneNode(true);
  const button = document.getElementById("words-again")?.content.firstElementChild.cloneNode(true);
  if (again && button) { button.onclick = () => { toast.remove(); again(); }; toast.append(button); }
  region.append(toast);
}
if (region) {
  region.querySelectorAll("[data-toast]").forEach(live);
  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) => node.matches?.("[data-toast]") && live(node)))).observe(region, { childList: true });
  document.addEventListener("toast:words", (event) => say(event.detail.words, event.detail.again));
  region.addEventListener("keydown", (event) => { if (event.key === "Escape") event.target.closest("[data-toast]")?.remove(); });
}

// What went wrong with a fragment is said in words, and can be tried again with everything still typed in.
const again = (event) => {
  const elt = event.detail.elt, button = event.detail.requestConfig?.triggeringEvent?.submitter;
  if (button) return () => button.click();  // htmx sends the value of a button only when it was pressed
  return () => (elt instanceof HTMLFormElement ? elt.requestSubmit() : window.htmx?.trigger(elt, event.detail.requestConfig?.triggeringEvent?.type || "click"));
};
document.addEventListener("htmx:sendError", (event) => say("offline", again(event)));
document.addEventListener("htmx:timeout", (event) => say("offline", again(event)));
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  if (status === 401 || event.detail.xhr.getResponseHeader("X-Session") === "ended") return say("ended", signIn);
  say(status === 403 ? "refused" : status === 404 || status === 410 ? "gone" : "failed", status >= 500 ? again(event) : null);
});
const signIn = () => location.assign(`/door/?next=${encodeURIComponent(location.pathname + location.search)}`);
// A session that ended answers a fragment with the sign-in page: do not put it into the row.
document.addEventListener("htmx:beforeSwap", (event) => {
  const came = event.detail.xhr.responseURL && new URL(event.detail.xhr.responseURL).pathname;
  if (!came?.startsWith("/account/login")) return;
  event.detail.shouldSwap = false;
  say("ended", signIn);
});
