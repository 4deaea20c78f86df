// A passage marked in the text is taken over into the field beside it; without this the field is cut down by hand.
const text = document.querySelector("[data-mark-in]");
const field = document.querySelector("[data-marked]");
const told = document.querySelector("[data-marked-words]");
const hint = document.getElementById("marking-hint");
if (text && field) {
  if (hint) hint.hidden = false;
  let waiting;
  const take = () => {
    const chosen = document.getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed || !text.contains(chosen.getRangeAt(0).commonAncestorContainer)) return;
    const words = chosen.toString().trim();
    if (!words || words === field.value) return;
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if (told) told.textContent = told.dataset.markedWords;
  };
  document.addEventListener("selectionchange", () => { clearTimeout(waiting); waiting = setTimeout(take, 200); });
}
