// Ask before a page with unsaved text is left.
const WRITTEN = "form:has(input[name='written_by'])";

// A form that came back with mistakes is not saved yet.
let dirty = Boolean(document.getElementById("error-summary") && document.querySelector(WRITTEN));

function changed(event) {
  if (event.target.closest?.(WRITTEN)) dirty = true;
}

document.addEventListener("input", changed);
document.addEventListener("change", changed);
document.addEventListener("submit", (event) => {
  if (event.target.matches(WRITTEN)) dirty = false;
});
function differs(one) {
  const ticked = one.type === "checkbox" || one.type === "radio";
  return ticked ? one.checked !== one.defaultChecked : one.value !== one.defaultValue;
}

// A form that 「戻る」 brought back holds what was typed and did not reach the server.
window.addEventListener("pageshow", () => {
  const controls = document.querySelectorAll(`${WRITTEN} :is(textarea, input)`);
  if ([...controls].some(differs)) dirty = true;
});
window.addEventListener("beforeunload", (event) => {
  if (dirty) event.preventDefault();
});
