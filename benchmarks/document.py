"""How long a plan takes to become a PDF, stage by stage, and how much memory it needs.

    python benchmarks/document.py PLAN_ID [--rounds 5]

Stages: read (the queries), tree, html, layout, write. The cold line is a fresh process from its
first import on; the warm line is the median of the later rounds in the same process.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

STARTED = time.perf_counter()
ROOT = Path(__file__).resolve().parent.parent
STAGES = ("read", "tree", "html", "layout", "write")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("plan", type=int, help="the plan's id")
    parser.add_argument("--rounds", type=int, default=5, help="warm rounds")
    parser.add_argument("--cold", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.cold:
        _in_one_process(arguments.plan, rounds=0)
        return
    subprocess.run([sys.executable, __file__, str(arguments.plan), "--cold"], check=True)
    _in_one_process(arguments.plan, rounds=arguments.rounds)


def _in_one_process(plan_id: int, *, rounds: int) -> None:
    plan = _plan(plan_id)
    loaded = time.perf_counter() - STARTED
    first, size, pages = _round(plan)
    if not rounds:
        print(f"plan {plan_id}: {pages} pages, {size / 1000:,.0f} kB")
        print(
            "       " + "".join(f"{name:>9}" for name in ("import", *STAGES, "all")) + "  peak MB"
        )
        _print("cold", [loaded, *first, loaded + sum(first)])
        return
    later = [_round(plan)[0] for _ in range(rounds)]
    middle = [median(times) for times in zip(*later, strict=True)]
    _print("warm", [0.0, *middle, median(sum(times) for times in later)])


def _print(name: str, times: list[float]) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:7}" + "".join(f"{seconds:8.3f}s" for seconds in times) + f"{peak:9.0f}")


def _plan(plan_id: int) -> Any:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartplan.settings")
    import django

    django.setup()
    import weasyprint  # noqa: F401 (Pango and the rest)

    from smartplan.plans.models import Plan

    return Plan.objects.select_related("municipality").get(pk=plan_id)


def _round(plan: Any) -> tuple[list[float], int, int]:
    """The times of the stages, the size of the PDF and its pages."""
    from weasyprint import HTML

    from smartplan.plans.reading import read_plan
    from smartplan.publishing.build import build_document
    from smartplan.publishing.html import render_html
    from smartplan.publishing.pdf import VARIANT, OwnFilesFetcher

    times: list[float] = []

    def timed(work: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - start)
        return result

    contents = timed(lambda: read_plan(plan))
    document = timed(lambda: build_document(contents))
    page = timed(lambda: render_html(document))
    gc.disable()
    laid_out = timed(
        lambda: HTML(string=page, url_fetcher=OwnFilesFetcher()).render(pdf_variant=VARIANT)
    )
    pdf = timed(partial(laid_out.write_pdf, pdf_variant=VARIANT))
    gc.enable()
    pages = len(laid_out.pages)
    del laid_out
    gc.collect()
    return times, len(pdf), pages


if __name__ == "__main__":
    main()
