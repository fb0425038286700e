"""How long a plan takes to become a file, stage by stage, and how much memory it needs.

    .venv/bin/python benchmarks/document.py              # the demo plan, and one of about 120 pages
    .venv/bin/python benchmarks/document.py PLAN_ID      # a plan of the database that is set up

Stages: queries, tree, figures (their SVG), html, layout, write. Each line is a process of its own;
"first" is the first file of a process, "all" the median of the next ones. Beside them stands
headless Chromium, which prints the same HTML, with tags and an outline, but without page numbers in
the table of contents.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEMO = "992011"
COLUMNS = ("import", "queries", "tree", "figures", "html", "layout", "write", "first", "all")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("plan", type=int, nargs="?", help="the plan's id")
    parser.add_argument("--only", help="cases whose name has this in it")
    arguments = parser.parse_args()
    if arguments.plan is not None:
        _measure("plan", arguments.plan, arguments.only)
        return
    with tempfile.TemporaryDirectory() as folder:
        load_demo(folder)
        for name, plan in plans():
            _measure(name, plan, arguments.only)


def load_demo(folder: str) -> None:
    """Let this process and its children work on a fresh SQLite database with the demo city."""
    os.environ |= {
        "SMARTPLAN_DATA_DIR": f"{folder}/data",
        "SMARTPLAN_STATIC_ROOT": f"{folder}/static",
        "SMARTPLAN_POSTGRES_DB": "",
    }
    prepare = [sys.executable, ROOT / "manage.py", "prepare", "--demo"]
    subprocess.run(prepare, check=True, stdout=subprocess.DEVNULL)


def plans() -> list[tuple[str, int]]:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartplan.settings")
    import django

    django.setup()
    from benchmarks.large_plan import enlarged
    from smartplan.municipalities.models import User
    from smartplan.plans.content.loading import load_plan
    from smartplan.plans.content.writing import plan_content
    from smartplan.plans.models import Plan

    demo = Plan.objects.select_related("municipality").get(municipality__code=DEMO)
    planner = User.objects.get(username="planner")
    large = load_plan(enlarged(plan_content(demo)), municipality=demo.municipality, by=planner)
    return [("the demo plan", demo.pk), ("a plan of 40 measures and 100 KPIs", large.pk)]


def _measure(name: str, plan: int, only: str | None) -> None:
    print(f"\n{name}")
    print(f"{'':28}" + "".join(f"{column:>9}" for column in COLUMNS) + "    pages      kB  peak MB")
    for case in _cases():
        if not only or only in case:
            _run(case, plan)


def _cases() -> list[str]:
    return json.loads(
        _child("import json, benchmarks.document_cases as c; print(json.dumps([*c.cases()]))")
    )


def _run(case: str, plan: int) -> None:
    program = [sys.executable, str(ROOT / "benchmarks" / "document_cases.py"), str(plan), case]
    done = subprocess.run(program, check=False, capture_output=True, text=True)
    if done.returncode:
        print(f"{case:28} failed: {done.stderr.strip().splitlines()[-1]}")
        return
    found = json.loads(done.stdout.splitlines()[-1])
    stages = [found[name] for name in COLUMNS[:-2] if name in found]
    found.setdefault("all", sum(stages))
    times = "".join(f"{found[name]:8.2f}s" if name in found else " " * 9 for name in COLUMNS)
    longest = f"  longest {found['longest']:.2f}s" if "longest" in found else ""
    print(f"{case:28}{times}{found['pages']:9.0f}{found['kB']:8,.0f}{found['peak']:9.0f}{longest}")


def _child(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT
    )
    return done.stdout.splitlines()[-1]


if __name__ == "__main__":
    main()
