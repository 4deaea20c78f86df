// The frame: the rail narrows and remembers it; ticked rows are counted and summed for the bar at the foot.
const toggle = document.querySelector("[data-rail-toggle]");
if (toggle) {
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    const narrow = document.querySelector(".rail").offsetWidth < 100;
    document.body.dataset.rail = narrow ? "wide" : "narrow";
    document.cookie = `rail=${document.body.dataset.rail}; path=/; max-age=31536000; samesite=lax`;
  });
}

function count(form) {
  const picks = [...form.querySelectorAll('[name="pick"]')], chosen = picks.filter((box) => box.checked);
  const all = form.querySelector("[data-pick-all]");
  if (all) { all.checked = chosen.length > 0 && chosen.length === picks.length; all.indeterminate = chosen.length > 0 && chosen.length < picks.length; }
  form.querySelectorAll("[data-picked]").forEach((el) => { el.textContent = chosen.length; });
  form.querySelectorAll("[data-picked-sum]").forEach((el) => {
    const sum = chosen.reduce((total, box) => total + Number(box.dataset.amount || 0), 0);
    el.textContent = sum ? new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency: el.dataset.pickedSum || "EUR", maximumFractionDigits: 0 }).format(sum) : "";
  });
}
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (!form) return;
  if (event.target.matches("[data-pick-all]")) form.querySelectorAll('[name="pick"]').forEach((box) => { box.checked = event.target.checked; });
  if (event.target.matches('[data-pick-all], [name="pick"]')) count(form);
});
document.addEventListener("click", (event) => {
  const clear = event.target.closest("[data-pick-none]");
  if (clear) { clear.form.querySelectorAll('[name="pick"]').forEach((box) => { box.checked = false; }); count(clear.form); }
});
document.addEventListener("keydown", (event) => {
  const form = document.querySelector('form:has([name="pick"]:checked)');
  if (event.key === "Escape" && form && !document.querySelector("dialog[open], .menu:popover-open")) { form.querySelectorAll('[name="pick"]').forEach((box) => { box.checked = false; }); count(form); }
});
document.querySelectorAll("form:has([data-picked])").forEach(count);

// A strip of tabs that is wider than the screen begins where one stands.
document.querySelectorAll(":is(.tabs, .views) [aria-current]").forEach((here) => {
  const strip = here.parentElement;
  strip.scrollLeft = here.offsetLeft - strip.offsetLeft - (strip.clientWidth - here.offsetWidth) / 2;
});
