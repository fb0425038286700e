"""What `document.py` measures, each case in a process of its own. Prints one JSON object."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

STARTED = time.perf_counter()
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartplan.settings")

import django  # noqa: E402

django.setup()

from playwright.sync_api import sync_playwright  # noqa: E402

from smartplan.document.build import build_document  # noqa: E402
from smartplan.document.tree import Document, Paragraph, Text  # noqa: E402
from smartplan.plans.models import Plan  # noqa: E402
from smartplan.plans.reading import read_plan  # noqa: E402
from smartplan.printing.html import document as html  # noqa: E402
from smartplan.printing.pdf import engine, layout  # noqa: E402
from smartplan.printing.pdf.document import Variant, one_at_a_time, pictures_of, write  # noqa: E402
from smartplan.printing.pdf.fetching import stylesheet  # noqa: E402
from smartplan.printing.pdf.parts import parts_of  # noqa: E402
from smartplan.publishing.exports.material import material_of  # noqa: E402
from smartplan.publishing.exports.writers import WRITERS  # noqa: E402
from smartplan.publishing.models import Format  # noqa: E402

CHROMIUM = "/usr/bin/chromium"
STAGES = ("queries", "tree", "figures", "html", "layout", "write")
LONG = "\n".join(f"ページを1枚増やすための、{line}行目の文章です。" for line in range(1, 46))

Times = dict[str, float]


class Stopwatch:
    """The seconds that each stage took."""

    def __init__(self) -> None:
        self.times: Times = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.times[name] = self.times.get(name, 0) + time.perf_counter() - start


def print_stages(plan: Plan, watch: Stopwatch, variant: Variant) -> tuple[Document, int, int]:
    """One PDF, stage by stage; the document, its pages and its bytes."""
    with watch.stage("queries"):
        contents = read_plan(plan)
    with watch.stage("tree"):
        document = build_document(contents)
    with watch.stage("html"), _figures_apart(watch):
        parts_of(document)
    pages, size = print_document(document, watch, variant)
    return document, pages, size


def print_document(document: Document, watch: Stopwatch, variant: Variant) -> tuple[int, int]:
    """Layout (with the HTML of the parts, which is made again for it) and writing."""
    pictures = {picture.sha256 for picture in pictures_of(document)}
    with one_at_a_time:
        with watch.stage("layout"):
            laid_out = layout.lay_out(document, pictures)
        with watch.stage("write"):
            pdf = write(laid_out, variant)
    return len(laid_out.pages), len(pdf)


@contextmanager
def _figures_apart(watch: Stopwatch) -> Iterator[None]:
    svg_of = html.svg_of

    def timed(*arguments: Any, **options: Any) -> str:
        with watch.stage("figures"):
            return svg_of(*arguments, **options)

    html.svg_of = timed
    try:
        yield
    finally:
        html.svg_of = svg_of
        watch.times["html"] = watch.times.get("html", 0) - watch.times.get("figures", 0)


def pdf_cold(plan: Plan, variant: Variant) -> Times:
    watch = Stopwatch()
    watch.times["import"] = time.perf_counter() - STARTED
    _, pages, size = print_stages(plan, watch, variant)
    return _told(watch.times, pages, size)


def pdf_warm(plan: Plan, variant: Variant, rounds: int = 4) -> Times:
    print_stages(plan, Stopwatch(), variant)
    found = []
    for _ in range(rounds):
        layout.forget_all()
        watch = Stopwatch()
        _, pages, size = print_stages(plan, watch, variant)
        found.append(watch.times)
    middle = {name: median(times[name] for times in found) for name in found[0]}
    middle["all"] = median(sum(times.values()) for times in found)
    return _told(middle, pages, size)


def pdf_changed(plan: Plan, change: Callable[[Document], Iterator[Document]]) -> Times:
    """Each change after a print of the document as it was; the median, and the longest."""
    document, *_ = print_stages(plan, Stopwatch(), Variant.ACCESSIBLE)
    found = []
    for changed in change(document):
        print_document(document, Stopwatch(), Variant.ACCESSIBLE)
        watch = Stopwatch()
        pages, size = print_document(changed, watch, Variant.ACCESSIBLE)
        found.append(watch.times)
    middle = {name: median(times[name] for times in found) for name in found[0]}
    totals = [sum(times.values()) for times in found]
    return _told(middle | {"all": median(totals), "longest": max(totals)}, pages, size)


def each_chapter(document: Document) -> Iterator[Document]:
    """The document with one sentence more in one chapter, for each chapter."""
    for place in range(len(document.chapters)):
        yield _with(document, place, "この文は、変更した後の文です。")


def first_chapter_grows(document: Document) -> Iterator[Document]:
    """A page more in the first chapter, so that all numbers behind it move."""
    for place in range(3):
        yield _with(document, 0, f"{LONG}{place}")


def nothing(document: Document) -> Iterator[Document]:
    yield from [document] * 4


def _with(document: Document, place: int, words: str) -> Document:
    chapters = list(document.chapters)
    more = Paragraph((Text(words),))
    chapters[place] = replace(chapters[place], blocks=(*chapters[place].blocks, more))
    return replace(document, chapters=tuple(chapters))


def other(plan: Plan, kind: Format, rounds: int = 4) -> Times:
    """A format as a whole: the first file of the process, and the median of the next ones."""
    start = time.perf_counter()
    size = len(WRITERS[kind](material_of(plan)))
    cold = time.perf_counter() - start
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        WRITERS[kind](material_of(plan))
        found.append(time.perf_counter() - start)
    return _told({"first": cold, "all": median(found)}, 0, size)


def chromium(plan: Plan, rounds: int = 4) -> Times:
    """The same HTML with the same styles, printed by a browser that stays open."""
    document = build_document(read_plan(plan))
    link = f'<link rel="stylesheet" href="{html.STYLESHEET}">'
    styles = f"<style>{stylesheet('css/document.css')}</style>"
    page_html = html.render_html(document).replace(link, styles)
    start = time.perf_counter()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        found = []
        for _ in range(rounds + 1):
            page = browser.new_page()
            page.set_content(page_html)
            pdf = page.pdf(prefer_css_page_size=True, tagged=True, outline=True)
            found.append(time.perf_counter() - start)
            page.close()
            start = time.perf_counter()
        browser.close()
    return _told(
        {"first": found[0], "all": median(found[1:])}, pdf.count(b"/Type /Page\n"), len(pdf)
    )


def _told(times: Times, pages: int, size: int) -> Times:
    return times | {"pages": pages, "kB": size / 1000, "peak": _peak()}


def _peak() -> float:
    """The most memory that this process has held, in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


CASES: dict[str, Callable[[Plan], Times]] = {
    "PDF, fresh process": lambda plan: pdf_cold(plan, Variant.ACCESSIBLE),
    "PDF, all changed": lambda plan: pdf_warm(plan, Variant.ACCESSIBLE),
    "PDF/A, all changed": lambda plan: pdf_warm(plan, Variant.ARCHIVE),
    "PDF, a chapter changed": lambda plan: pdf_changed(plan, each_chapter),
    "PDF, a page more in front": lambda plan: pdf_changed(plan, first_chapter_grows),
    "PDF, nothing changed": lambda plan: pdf_changed(plan, nothing),
    "Chromium": chromium,
}


def cases() -> dict[str, Callable[[Plan], Times]]:
    """Every case by its name: those above, and each other format that we write."""
    kinds = [kind for kind in WRITERS if kind not in {Format.PDF, Format.PDF_A}]
    more = {str(kind.value): (lambda plan, kind=kind: other(plan, kind)) for kind in kinds}
    return CASES | more


if __name__ == "__main__":
    engine.lay_out  # noqa: B018 (imported with all that it needs before the clock is read)
    wanted = Plan.objects.select_related("municipality").get(pk=int(sys.argv[1]))
    print(json.dumps(cases()[sys.argv[2]](wanted)))
