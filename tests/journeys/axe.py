"""Looks at a page with axe-core, and at what axe does not see: reflow at 320 pixels."""

from __future__ import annotations

from collections.abc import Collection
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

SOURCE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_IMPACTS = ("minor", "moderate", "serious", "critical")


def violations(page: Page, *, preload: bool = True) -> list[dict[str, Any]]:
    """What axe finds on the page as it is now (WCAG 2.2 A and AA, and best practice).

    Without `preload` it reads no style sheets; where one imports another, as in the Django admin,
    its way of reading them breaks the page's own security policy.
    """
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(SOURCE)  # unlike a script tag, this passes the page's own security policy
    options = {
        "runOnly": {"type": "tag", "values": TAGS},
        "resultTypes": ["violations"],
        "preload": preload,
    }
    return page.evaluate("options => axe.run(document, options)", options)["violations"]


def problems(page: Page) -> list[str]:
    """What axe finds, and what does not fit on a narrow screen, in words; for walks over pages."""
    found = [_sentence(one) for one in violations(page)]
    if (excess := excess_at_320(page)) > 0:
        found.append(f"{excess} px wider than 320 px")
    return [f"{page.url} {each}" for each in found]


def assert_accessible(page: Page, *, impacts: Collection[str] = ALL_IMPACTS) -> None:
    """Nothing of the given impacts; the Django admin is held to `impacts={"critical"}`."""
    found = [one for one in violations(page) if one["impact"] in impacts]
    assert not found, f"{page.url}\n" + "\n".join(map(_sentence, found))


def assert_reflows(page: Page) -> None:
    """At 320 pixels the page is read without scrolling sideways."""
    excess = excess_at_320(page)
    assert excess <= 0, f"{page.url} is {excess} px wider than 320 px"


def excess_at_320(page: Page) -> int:
    """How many pixels the page is too wide for a screen of 320."""
    before = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    excess = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if before:
        page.set_viewport_size(before)
    return int(excess)


def _sentence(violation: dict[str, Any]) -> str:
    places = "\n".join(
        f"    {node['html'][:200]}\n      {node.get('failureSummary', '')}"
        for node in violation["nodes"][:5]
    )
    return f"{violation['id']} ({violation['impact']}): {violation['help']}\n{places}"
