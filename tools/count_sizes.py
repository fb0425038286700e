"""How large the modules and functions are: number, median, 90th percentile, largest, by package.

    python tools/count_sizes.py [FOLDER] [--largest 10]

FOLDER is a checkout (this one, if left out), so that two commits can be compared. Migrations, tests
and empty files are not counted. A module's lines are all its lines; a function's lines run from
`def` to its last line, without decorators, and with the functions inside it.
"""

from __future__ import annotations

import argparse
import ast
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("smartplan", "cases")
HEAD = (
    "| package | modules | median | p90 | max | functions | median | p90 | max |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
)


class Size(NamedTuple):
    """One module or function: how long it is, the package it belongs to, and its name."""

    lines: int
    package: str
    name: str


def main() -> None:
    parser = argparse.ArgumentParser(description="Sizes of modules and functions, by package.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT, help="a checkout")
    parser.add_argument("--largest", type=int, default=10, help="how many of each to name")
    options = parser.parse_args()
    modules, functions = sizes(options.folder)
    print(HEAD)
    print(row("all", modules, functions))
    by_package = defaultdict(list)
    for function in functions:
        by_package[function.package].append(function)
    for package in sorted({module.package for module in modules}):
        mine = [module for module in modules if module.package == package]
        print(row(f"`{package}`", mine, by_package[package]))
    for title, found in (("modules", modules), ("functions", functions)):
        print(f"\nThe largest {title}:\n")
        for size in sorted(found, key=lambda size: (-size.lines, size.name))[: options.largest]:
            print(f"- {size.lines} `{size.name}`")


def sizes(folder: Path) -> tuple[list[Size], list[Size]]:
    """The sizes of all modules and of all functions of a checkout."""
    modules: list[Size] = []
    functions: list[Size] = []
    for path in files(folder):
        source = path.read_text(encoding="utf-8")
        name = path.relative_to(folder).as_posix()
        package = package_of(path.relative_to(folder))
        modules.append(Size(len(source.splitlines()), package, name))
        functions += [
            Size(lines, package, f"{name}: {function}")
            for lines, function in functions_in(ast.parse(source))
        ]
    return modules, functions


def files(folder: Path) -> Iterator[Path]:
    for package in PACKAGES:
        for path in sorted((folder / package).rglob("*.py")):
            if "migrations" not in path.parts and path.read_bytes().strip():
                yield path


def package_of(path: Path) -> str:
    """`smartplan/plans` of smartplan/plans/saving/door.py; `smartplan` of smartplan/urls.py."""
    depth = 2 if path.parts[0] == "smartplan" else 1
    return "/".join(path.parts[: min(depth, len(path.parts) - 1)])


def functions_in(node: ast.AST, within: str = "") -> Iterator[tuple[int, str]]:
    """Every function and method with its number of lines and its dotted name."""
    for child in ast.iter_child_nodes(node):
        name = within
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            name = f"{within}.{child.name}".lstrip(".")
            if not isinstance(child, ast.ClassDef):
                yield (child.end_lineno or child.lineno) - child.lineno + 1, name
        yield from functions_in(child, name)


def row(name: str, modules: Sequence[Size], functions: Sequence[Size]) -> str:
    cells = [name]
    for found in (modules, functions):
        lines = sorted(size.lines for size in found)
        cells += [str(len(lines)), *(str(percentile(lines, share)) for share in (0.5, 0.9, 1))]
    return f"| {' | '.join(cells)} |"


def percentile(lines: Sequence[int], share: float) -> int:
    """The smallest number that at least this share of `lines` does not exceed."""
    return lines[math.ceil(share * len(lines)) - 1] if lines else 0


if __name__ == "__main__":
    main()
