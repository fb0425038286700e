// A part of the page could not be fetched, for the server cannot be reached: say that nothing typed
// is lost. (A form that is sent meets the browser's own page of the error; smartplan/web/pages.py.)
import { alarm } from "./announce.js";

const LOST =
  "サーバーにつながりません。入力した内容は、この画面に残っています。" +
  "画面を閉じずに、しばらくしてから、もう一度操作してください。";

["htmx:sendError", "htmx:timeout"].forEach((name) => {
  document.addEventListener(name, (event) => {
    if (!event.detail.elt.closest("[data-watched]")) alarm(LOST); // else told by exports.js
  });
});
document.addEventListener("htmx:afterOnLoad", () => alarm(""));
