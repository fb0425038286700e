"""What each patch of WeasyPrint brings: all of them on, against all but one.

    .venv/bin/python benchmarks/patches.py                 # the demo plan and the large one
    .venv/bin/python benchmarks/patches.py --plan demo --only painting --rounds 5
    .venv/bin/python benchmarks/patches.py --together "svg_text + page_references"

CPU seconds, each time of a process of its own, and the medians of rounds in which each variant has
its turn. "all" is a plan of which nothing is kept, in a process that has printed before; "chapter"
the same plan with one chapter changed; "peak" the most memory held, in MB. "gain" is the part of it
that the patch takes away.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.document import load_demo, plans  # noqa: E402

ON = "all on"
KINDS = ("all", "chapter", "peak")
OFTEN = 5
"""After so many variants comes one with all patches on."""

Found = dict[str, list[dict[str, float]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--plan", default="", help="plans whose name has this in it")
    parser.add_argument("--only", default="", help="patches whose name has this in it")
    parser.add_argument("--together", help="patches to switch off at once, parted by ' + '")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        load_demo(folder)
        for name, plan in plans():
            if arguments.plan in name:
                print(f"\n{name}", flush=True)
                _measure(plan, arguments)


def _measure(plan: int, arguments: Any) -> None:
    from benchmarks.patch_switches import SWITCHES

    names = [name for name in SWITCHES if arguments.only in name]
    variants = [arguments.together] if arguments.together else names
    document = _document(plan)
    found: Found = {}
    for _ in range(arguments.rounds):
        for variant in _turns(variants):
            without = [] if variant == ON else variant.split(" + ")
            found.setdefault(variant, []).append(_in_a_process(document, without))
    _print(found)


def _turns(variants: list[str]) -> Iterator[str]:
    for place, variant in enumerate(variants):
        if place % OFTEN == 0:
            yield ON
        yield variant


def _document(plan: int) -> Any:
    from django.db import connection

    from smartplan.document.build import build_document
    from smartplan.plans.models import Plan
    from smartplan.plans.reading import read_plan

    document = build_document(read_plan(Plan.objects.select_related("municipality").get(pk=plan)))
    connection.close()
    return document


def _in_a_process(document: Any, without: list[str]) -> dict[str, float]:
    from benchmarks.patch_switches import measured

    with get_context("fork").Pool(1) as pool:
        return pool.apply(measured, (document, without))


def _print(found: Found) -> None:
    print(f"{'without':34}" + "".join(f"{kind:>10}{'gain':>7}" for kind in KINDS))
    on = {kind: _middle(found[ON], kind) for kind in KINDS}
    for name, runs in found.items():
        off = {kind: _middle(runs, kind) for kind in KINDS}
        cells = "".join(
            f"{off[kind]:10.{0 if kind == 'peak' else 2}f}{1 - on[kind] / off[kind]:7.0%}"
            for kind in KINDS
        )
        print(f"{name:34}{cells}", flush=True)


def _middle(runs: list[dict[str, float]], kind: str) -> float:
    return median(run[kind] for run in runs)


if __name__ == "__main__":
    main()
