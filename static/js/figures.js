// Figures beside the rows: an open one is drawn anew from what is being typed.
const PAUSE = 800;
const OPEN = "open-figures";
let timer = 0;

function panelsIn(root) {
  return [...root.querySelectorAll("[data-figure]")];
}

function draw(panel) {
  window.htmx?.trigger(panel.querySelector("[hx-post]"), "draw");
}

function remembered() {
  return new Set((sessionStorage.getItem(OPEN) ?? "").split(" "));
}

function remember(panel) {
  const open = remembered();
  if (panel.open) open.add(panel.dataset.figure);
  else open.delete(panel.dataset.figure);
  sessionStorage.setItem(OPEN, [...open].join(" "));
}

function changed(event) {
  const open = panelsIn(event.target.closest?.("form") ?? document).filter((panel) => panel.open);
  if (!open.length || !event.target.closest("form")) return;
  window.clearTimeout(timer);
  timer = window.setTimeout(() => open.forEach(draw), PAUSE);
}

for (const panel of panelsIn(document)) {
  panel.addEventListener("toggle", () => {
    remember(panel);
    if (panel.open) draw(panel);
  });
}
// After htmx has read the page.
window.addEventListener("load", () => {
  for (const panel of panelsIn(document)) panel.open = remembered().has(panel.dataset.figure);
});
document.addEventListener("input", changed);
document.addEventListener("change", changed);
