"""How long suggestions take, and how much memory their index needs, with many cases.

Run from the project's folder:

    .venv/bin/python -m benchmarks.suggestions --cases 10000

It makes its own SQLite database in a temporary folder, fills it with synthetic cases (sentences
of the eighty cases of the library, mixed anew with a fixed seed) and measures there: the time to
build the index, its memory, and the time of one suggestion from the question to the cases with
reasons, queries included. Nothing else is read or changed.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TEXTS = {
    "no text": "",
    "one sentence": "高齢者の買い物や通院の足が不足しており、バスの便数も少ない。",
    "rare words": "大雨で川があふれる被害が増えている。",
    "common words": "市の計画で地域の課題を解決するデータの活用と連携を進める。",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=40)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SMARTPLAN_DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartplan.settings")
        os.environ["SMARTPLAN_POSTGRES_DB"] = ""
        import django

        django.setup()
        _measure(options.cases, options.rounds)


def _measure(cases: int, rounds: int) -> None:
    from django.core.management import call_command

    from smartplan.relevance.library import current_index
    from smartplan.relevance.suggestions import suggest

    call_command("migrate", verbosity=0)
    call_command("load_structure", verbosity=0)
    made = _insert(cases)
    print(f"{made} cases")
    tracemalloc.start()
    current_index()
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"index: {kept / 2**20:.0f} MB kept, {peak / 2**20:.0f} MB while building")
    _forget()
    start = time.perf_counter()
    current_index()
    print(f"index: built in {time.perf_counter() - start:.2f} s")
    long = "\n".join(TEXTS.values()) + "\n".join(row["summary"] for row in _library()[:60])
    for name, text in {**TEXTS, f"{len(long)} characters": long}.items():
        times = []
        for _ in range(rounds):
            start = time.perf_counter()
            found = suggest(
                section="measures",
                stage="implementation",
                plan_type="government",
                population=80_000,
                fields=("モビリティ", "健康・医療・福祉"),
                text=text,
            )
            times.append((time.perf_counter() - start) * 1000)
            assert len(found) == 5
            assert all(each.reasons for each in found)
        ranked = sorted(times)
        print(
            f"{name:>16}: median {statistics.median(times):5.1f} ms, "
            f"95 % {ranked[int(len(ranked) * 0.95) - 1]:5.1f} ms"
        )


def _forget() -> None:
    from smartplan.relevance import library

    library.forget_index()


def _library() -> list[dict[str, str]]:
    with (ROOT / "fixtures" / "cases.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _insert(count: int) -> int:
    """Write so many cases with their links, in bulk."""
    from cases.models import Case, PolicyField, Source
    from smartplan.structure.models import Section, Stage

    source = Source.objects.create(title="測定用の資料")
    rows = _library()
    names = {name for row in rows for name in row["fields"].split(";") if name}
    links: dict[str, dict[str, Any]] = {
        "sections": {section.key: section for section in Section.objects.all()},
        "stages": {stage.key: stage for stage in Stage.objects.all()},
        "fields": {name: PolicyField.objects.create(name=name) for name in sorted(names)},
    }
    now = datetime(2026, 1, 1, tzinfo=UTC)
    mixed = list(_mixed(rows, count))
    made = Case.objects.bulk_create(
        [Case(**values, source=source, updated_at=now) for values, _ in mixed], batch_size=500
    )
    for name, known in links.items():
        through = Case._meta.get_field(name).remote_field.through
        far = through._meta.get_fields()[-1].attname
        through.objects.bulk_create(
            [
                through(**{"case_id": case.pk, far: known[code].pk})
                for case, (_, row) in zip(made, mixed, strict=True)
                for code in row[name].split(";")
                if code
            ],
            batch_size=500,
        )
    return len(made)


def _mixed(rows: list[dict[str, str]], count: int) -> Iterator[tuple[dict[str, Any], Any]]:
    """Cases of invented cities: the texts of four cases, sentence by sentence."""
    chance = random.Random(20260401)  # noqa: S311 (no secret)
    sentences = [
        sentence + "。"
        for row in rows
        for sentence in (row["summary"] + row["lessons"]).split("。")
        if sentence
    ]
    for number in range(count):
        row = chance.choice(rows)
        yield (
            {
                "number": f"S{number:05d}",
                "title": f"{chance.choice(rows)['title'][:40]} {number % 100}",
                "status": "published",
                "actor": f"測定{number % 900}市",
                "population_band": chance.choice(rows)["population_band"],
                "plan_type": row["plan_type"],
                "theme": row["theme"],
                "summary": "".join(chance.choices(sentences, k=3)),
                "lessons": "".join(chance.choices(sentences, k=2)),
            },
            row,
        )


if __name__ == "__main__":
    main()
