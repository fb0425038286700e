// Begin at the summary of mistakes, and let its links put the cursor into the field.
const summary = document.getElementById("error-summary");

if (summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const block = field.closest(".field") ?? field;
    block.scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  });
}
