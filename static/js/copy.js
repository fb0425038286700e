// Buttons that copy a link: data-copy holds the id of the input with the text.
import { announce } from "./announce.js";

async function copy(input) {
  // On a closed network the site often has no HTTPS, and then the browser has no clipboard API.
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(input.value);
    return true;
  }
  input.select();
  return document.execCommand("copy");
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const input = document.getElementById(button.dataset.copy);
  if (!input) continue;
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const done = await copy(input).catch(() => false);
    button.textContent = done ? "コピーしました" : label;
    announce(done ? "コピーしました。" : "コピーできませんでした。リンクを選択してコピーしてください。");
    if (!done) input.select();
  });
}
