// Say something to a screen reader without moving the focus.
const region = document.getElementById("announcer");

export function announce(text) {
  if (!region) return;
  // The same text twice is news only when the region was empty in between.
  region.textContent = "";
  window.setTimeout(() => { region.textContent = text; }, 100);
}

// Say something that nobody may miss, in view; an empty text takes it away.
const warning = document.getElementById("alarm");

export function alarm(text) {
  if (!warning) return;
  warning.hidden = !text;
  warning.querySelector("p").textContent = text;
}
