// Texts grow with what is written in them, and tell how long they are.
import { announce } from "./announce.js";

const PAUSE = 1500;
const SHORT = 5000; // a longer limit is told only when it comes near
const grows = CSS.supports("field-sizing", "content");
const SELECTORS = /[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu;
const timers = new WeakMap();

function grow(text) {
  if (grows || text.hidden) return;
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + 2}px`;
}

function lengthOf(text) {
  return [...text.value.replace(SELECTORS, "")].length;
}

function counterOf(text) {
  const id = `${text.id}_count`;
  let counter = document.getElementById(id);
  if (!counter) {
    counter = document.createElement("p");
    counter.id = id;
    counter.className = "field__counter";
    text.after(counter);
  }
  return counter;
}

function count(text) {
  const limit = Number(text.dataset.limit) || 0;
  const length = lengthOf(text);
  const isNear = limit && length > limit * 0.8;
  const isText = text.localName === "textarea" && length > 0;
  // Short answers need no counter before they are nearly full; a table's cells have no room for one.
  if (!text.closest(".field") || !(isText || isNear)) {
    document.getElementById(`${text.id}_count`)?.remove();
    return;
  }
  const counter = counterOf(text);
  const over = limit && length > limit;
  counter.classList.toggle("field__counter--over", Boolean(over));
  if (over) {
    counter.textContent = `${length.toLocaleString()}文字（${(length - limit).toLocaleString()}文字超えています）`;
  } else if (limit && (isNear || limit <= SHORT)) {
    counter.textContent = `${length.toLocaleString()}／${limit.toLocaleString()}文字`;
  } else {
    counter.textContent = `${length.toLocaleString()}文字`;
  }
}

function announceLater(text) {
  window.clearTimeout(timers.get(text));
  const limit = Number(text.dataset.limit) || 0;
  if (!limit || lengthOf(text) <= limit * 0.9) return;
  timers.set(text, window.setTimeout(() => {
    const counter = document.getElementById(`${text.id}_count`);
    if (counter) announce(counter.textContent);
  }, PAUSE));
}

const TYPED = "textarea[id], input[type='text'][data-limit]";

export function dress(root) {
  for (const text of root.querySelectorAll(TYPED)) {
    grow(text);
    count(text);
  }
}

document.addEventListener("input", (event) => {
  if (!event.target.matches(TYPED)) return;
  grow(event.target);
  count(event.target);
  announceLater(event.target);
});

dress(document);
document.addEventListener("htmx:load", (event) => dress(event.target));
