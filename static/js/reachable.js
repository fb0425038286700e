// The server cannot be reached: say so, and leave the page with everything typed as it is.
import { alarm } from "./announce.js";

const WRITTEN = "form:has(input[name='written_by'])";
const PATIENCE = 5000;
const LOST =
  "サーバーにつながりません。入力した内容は、この画面に残っています。" +
  "画面を閉じずに、しばらくしてから、もう一度操作してください。";

// Only a server that is surely not there stops a save: a slow one gets it.
async function isThere() {
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    await fetch("/healthz", { method: "HEAD", cache: "no-store", signal });
    return true;
  } catch (error) {
    return error.name === "TimeoutError";
  }
}

// Asked before the page is left, for a browser shows its own page of the error in this one's place.
let asking = false;
let sending = false;

async function send(form, button) {
  asking = true;
  const there = await isThere();
  asking = false;
  alarm(there ? "" : LOST);
  if (!there) return;
  sending = true;
  form.requestSubmit(button);
  sending = false;
}

document.addEventListener("submit", (event) => {
  if (sending || !event.target.matches(WRITTEN)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!asking) send(event.target, event.submitter);
}, { capture: true });

["htmx:sendError", "htmx:timeout"].forEach((name) => {
  document.addEventListener(name, (event) => {
    if (!event.detail.elt.closest("[data-watched]")) alarm(LOST); // else told by exports.js
  });
});
document.addEventListener("htmx:afterOnLoad", () => alarm(""));
