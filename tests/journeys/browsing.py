"""What people do on the pages, in their own words: log in, write, press, look at the document."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from itertools import count
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.conftest import PASSWORD

CONTROLS = "textarea:visible, select:visible, input[type='text']:visible, input[type='radio']"
numbers = count(1)


def log_in(page: Page, username: str, password: str = PASSWORD) -> None:
    page.get_by_label("ログイン名").fill(username)
    page.get_by_label("パスワード").fill(password)
    press(page, "ログイン")


def log_out(page: Page) -> None:
    page.locator(".user-menu summary").click()
    page.get_by_role("button", name="ログアウト").click()
    expect(page.get_by_role("heading", name="ログイン", exact=True)).to_be_visible()


def press(page: Page, name: str) -> None:
    """Press the button of exactly this name, and wait for the page that it leads to."""
    submit(page.get_by_role("button", name=name, exact=True))


def submit(button: Locator) -> None:
    """Press a button that leads to another page, and wait for that page."""
    with button.page.expect_navigation():
        button.click()


def write_everywhere(root: Locator) -> list[str]:
    """Something in every box, and something chosen in every list; returns the texts.

    Every text is another one. Years and numbers are typed as officials do, and not returned: the
    document prints them in its own style.
    """
    texts: list[str] = []
    for control in root.locator(CONTROLS).all():
        kind = control.evaluate(KIND)
        if kind == "text":
            texts.append(f"{control.evaluate(LABEL)}の記入{next(numbers)}番")
            control.fill(texts[-1])
        elif kind == "choice":
            control.select_option(index=control.evaluate(FIRST_CHOICE))
        elif kind == "radio":
            control.check()
        elif kind in TYPED:
            control.fill(TYPED[kind])
    return texts


TYPED = {"year": "Ｒ８", "number": "１２，３００"}

KIND = """control => {
    if (control.localName === "select") return "choice";
    if (control.type === "radio") {
        const first = control.form.elements[control.name];
        return (first[0] ?? first) === control ? "radio" : "";
    }
    const cell = control.closest("td")?.className ?? control.name;
    return ["year", "number"].find(kind => cell.includes(`cell--${kind}`)) ?? (
        cell.endsWith("_year") ? "year" : cell.endsWith("_value") ? "number"
        : cell.startsWith("year_") ? "number" : "text");
}"""
LABEL = """control => {
    const heading = control.getAttribute("aria-labelledby")?.split(" ")[0];
    const label = heading ? document.getElementById(heading) : control.labels[0];
    return label.firstChild.textContent.trim();
}"""
FIRST_CHOICE = """list => Math.max(0, [...list.options].findIndex(option => option.value))"""


def rows_of(page: Page, name: str) -> Locator:
    """The rows of a table on a chapter's page."""
    return page.locator(f"[data-rows='{name}'] tbody > tr")


def cells(page: Page, table: str, column: str) -> list[str]:
    """What stands in a column of a table, from top to bottom."""
    controls = page.locator(f"[name^='{table}-'][name$='-{column}']")
    return [control.input_value() for control in controls.all()]


def download(page: Page, press_it: Callable[[], None], folder: Path) -> Path:
    """Press what leads to a file; where the file lies then, under the name it came with."""
    with page.expect_download(timeout=120_000) as waiting:
        press_it()
    target = folder / waiting.value.suggested_filename
    waiting.value.save_as(target)
    return target


def words_of(pdf: Path) -> str:
    """What is printed, cell by cell, without white space."""
    command = ["pdftotext", "-raw", str(pdf), "-"]
    done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603
    return "".join(done.stdout.decode().split())
