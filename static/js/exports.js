// A file that somebody waited for: tell that it is there, and fetch it.
import { announce } from "./announce.js";

document.addEventListener("htmx:afterSettle", () => {
  const news = document.querySelector("[data-export-news]");
  if (!news) return;
  announce(news.dataset.exportNews);
  news.removeAttribute("data-export-news");
  const link = news.querySelector("[data-download-now]");
  if (link) window.location.assign(link.href);
});

// The server does not tell how far a file is: it must not look as if work went on.
function showLost(event) {
  const watched = event.detail.elt.closest("[data-watched]");
  const lost = watched?.querySelector("[data-watched-lost]");
  if (!lost?.hidden) return;
  lost.hidden = false;
  watched.querySelectorAll("[data-watched-going]").forEach((each) => { each.hidden = true; });
  announce(lost.querySelector("p").textContent);
}

["htmx:sendError", "htmx:responseError", "htmx:timeout"].forEach((name) => {
  document.addEventListener(name, showLost);
});
