"""How long a plan takes to become a PDF, stage by stage, and how much memory it needs.

    .venv/bin/python benchmarks/document.py              # the demo plan, in a database of its own
    .venv/bin/python benchmarks/document.py PLAN_ID      # a plan of the database that is set up

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
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

STARTED = time.perf_counter()
ROOT = Path(__file__).resolve().parent.parent
DEMO = "992011"
STAGES = ("read", "tree", "html", "layout", "write")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("plan", type=int, nargs="?", help="the plan's id")
    parser.add_argument("--rounds", type=int, default=5, help="warm rounds")
    parser.add_argument("--cold", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.cold:
        _in_one_process(arguments.plan, rounds=0)
    elif arguments.plan is not None:
        _measure(arguments.plan, arguments.rounds)
    else:
        with tempfile.TemporaryDirectory() as folder:
            _load_demo(folder)
            _measure(None, arguments.rounds)


def _load_demo(folder: str) -> None:
    """Let this process and its children work on a fresh SQLite database with the demo city."""
    os.environ |= {
        "SMARTPLAN_DATA_DIR": f"{folder}/data",
        "SMARTPLAN_STATIC_ROOT": f"{folder}/static",
        "SMARTPLAN_POSTGRES_DB": "",
    }
    prepare = [sys.executable, ROOT / "manage.py", "prepare", "--demo"]
    subprocess.run(prepare, check=True, stdout=subprocess.DEVNULL)


def _measure(plan_id: int | None, rounds: int) -> None:
    plan = [] if plan_id is None else [str(plan_id)]
    subprocess.run([sys.executable, __file__, *plan, "--cold"], check=True)
    _in_one_process(plan_id, rounds=rounds)


def _in_one_process(plan_id: int | None, *, rounds: int) -> None:
    plan = _plan(plan_id)
    loaded = time.perf_counter() - STARTED
    first, size, pages = _round(plan)
    if not rounds:
        print(f"plan {plan.pk}: {pages} pages, {size / 1000:,.0f} kB")
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


def _plan(plan_id: int | None) -> Any:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartplan.settings")
    import django

    django.setup()
    import weasyprint  # noqa: F401 (Pango and the rest)

    from smartplan.plans.models import Plan

    wanted = {"municipality__code": DEMO} if plan_id is None else {"pk": plan_id}
    return Plan.objects.select_related("municipality").get(**wanted)


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
