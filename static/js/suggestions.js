// Cases beside a text: the focus follows what a button has shown or put aside.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id === "suggestions-list") {
    event.detail.target.querySelector("a")?.focus();
  }
});

document.addEventListener("htmx:afterSettle", () => {
  const quoted = document.querySelector("[data-quoted]");
  if (!quoted) return;
  quoted.removeAttribute("data-quoted");
  quoted.focus();
});

// A page that is being saved asks for no more news: the next page brings its own cases.
let saving = false;
document.addEventListener("submit", () => { saving = true; });
window.addEventListener("pageshow", () => { saving = false; });
document.addEventListener("htmx:beforeRequest", (event) => {
  if (saving && event.target.id === "suggestions-news") event.preventDefault();
});
