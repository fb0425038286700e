// What JavaScript adds to a page. Every page works without it.
import "./errors.js";
import "./texts.js";
import "./rows.js";
import "./reachable.js";
import "./unsaved.js";
import "./copy.js";
import "./history.js";
import "./menu.js";
import "./suggestions.js";
import "./exports.js";
import { alarm } from "./announce.js";

// A part of the page that could not be fetched (htmx): the text stays, the reason is told.
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.elt.closest("[data-watched]")) return; // told by exports.js
  const expired = event.detail.xhr.status === 401;
  alarm(
    expired
      ? "ログインの有効期限が切れています。保存のボタンを押すと、ログインしたあとで内容を保存できます。"
      : "読み込めませんでした。時間をおいて、もう一度操作してください。",
  );
});
