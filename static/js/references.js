// 「参照を入れる」 beside each text: choose what to refer to, and its mark goes in at the cursor.
import { announce } from "./announce.js";

const form = document.querySelector("[data-references]");

function nameOf(text) {
  const label = text.labels?.[0];
  if (!label) return text.getAttribute("aria-label") ?? "";
  const copy = label.cloneNode(true);
  copy.querySelectorAll(".requirement, .visually-hidden").forEach((part) => part.remove());
  return copy.textContent.trim();
}

async function choices(select) {
  const answer = await fetch(form.dataset.references, { headers: { "HX-Request": "true" } });
  if (!answer.ok) throw new Error(answer.status);
  select.innerHTML = await answer.text();
  return select.options.length;
}

function insert(text, mark) {
  text.setRangeText(mark, text.selectionStart, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
  announce(`${mark}を入れました。`);
}

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function picker(text) {
  const id = `${text.id}_reference`;
  const select = element("select", { id, className: "reference-picker__select" });
  const said = element("p", { className: "meta", textContent: "読み込んでいます。" });
  const button = element("button", {
    type: "button", className: "button button--outline button--small", textContent: "カーソルの位置に入れる", disabled: true,
  });
  const label = element("label", { htmlFor: id, textContent: "参照するもの" });
  const body = element("div", { className: "reference-picker__body" }, label, select, button, said);
  const name = nameOf(text);
  const summary = element("summary", {}, "参照を入れる");
  if (name) summary.append(element("span", { className: "visually-hidden", textContent: `（${name}）` }));
  const details = element("details", { className: "reference-picker" }, summary, body);
  let loaded = false;
  details.addEventListener("toggle", async () => {
    if (!details.open || loaded) return;
    try {
      const found = await choices(select);
      loaded = true;
      button.disabled = !found;
      said.textContent = found ? "" : "参照できるものがまだありません。";
    } catch {
      said.textContent = "読み込めませんでした。一度閉じて、もう一度開いてください。";
    }
    said.hidden = !said.textContent;
  });
  button.addEventListener("click", () => insert(text, select.value));
  return details;
}

// A list that is only chosen from is no change to the page (unsaved.js).
function keepQuiet(event) {
  if (event.target.closest?.(".reference-picker")) event.stopPropagation();
}

if (form) {
  for (const text of form.querySelectorAll(".field textarea[id]")) {
    const field = text.closest(".field");
    const details = picker(text);
    details.addEventListener("change", keepQuiet);
    details.addEventListener("input", keepQuiet);
    field.append(details);
  }
}
