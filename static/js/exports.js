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
