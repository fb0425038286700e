// The buttons of a table of rows (smartplan/web/rows.py) without a trip to the server.
import { announce } from "./announce.js";

const PLACEHOLDER = /__prefix__/g;

function rowsOf(table) {
  return [...table.querySelectorAll("tbody > tr")];
}

function firstNumber(table) {
  if (!table.dataset.first) {
    const number = table.querySelector("tbody [data-number]");
    table.dataset.first = number ? number.textContent : "1";
  }
  return Number(table.dataset.first);
}

function renumber(table, first) {
  rowsOf(table).forEach((row, place) => {
    const number = first + place;
    row.querySelector("[data-number]").textContent = number;
    row.querySelector("[data-position]").value = number;
  });
}

// One more than any index on the page.
function nextIndex(table) {
  const used = rowsOf(table).map((row) =>
    Number(row.querySelector("[data-position]").name.match(/-(\d+)-position$/)[1]));
  return Math.max(...used.map((one) => one + 1), 0);
}

function touched(table) {
  table.dispatchEvent(new Event("change", { bubbles: true }));
}

function add(table) {
  const first = firstNumber(table);
  const blank = table.querySelector("template");
  const copy = document.createElement("template");
  copy.innerHTML = blank.innerHTML.replace(PLACEHOLDER, nextIndex(table));
  const row = copy.content.querySelector("tr");
  table.querySelector("tbody").append(row);
  renumber(table, first);
  row.querySelector("td input, td select, td textarea").focus();
  announce(`${row.querySelector("[data-number]").textContent}行目を追加しました。`);
  touched(table);
}

function neighbourOf(button) {
  const row = button.closest("tr");
  return button.dataset.move === "up" ? row.previousElementSibling : row.nextElementSibling;
}

// At the edge of a long table's page the server moves the row on: it saves, and opens that page.
function leadsToAnotherPage(table, button) {
  const pages = document.querySelector(`[name="do"][value^="page:${table.dataset.rows}:"]`);
  return pages !== null && neighbourOf(button) === null;
}

function move(table, button) {
  const first = firstNumber(table);
  const row = button.closest("tr");
  const up = button.dataset.move === "up";
  const neighbour = neighbourOf(button);
  if (!neighbour) {
    announce(up ? "いちばん上の行です。" : "いちばん下の行です。");
    return;
  }
  if (up) neighbour.before(row);
  else neighbour.after(row);
  renumber(table, first);
  button.focus();
  announce(`${row.querySelector("[data-number]").textContent}行目に移動しました。`);
  touched(table);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-row], [data-move]");
  const table = button?.closest("[data-rows]");
  if (!table?.closest("form")) return;
  if (button.dataset.move && leadsToAnotherPage(table, button)) return;
  event.preventDefault();
  if (button.dataset.move) move(table, button);
  else add(table);
});
