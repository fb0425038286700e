"""Looking at what is drawn: the text, fonts, pictures and structure of a PDF."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pikepdf
from PIL import Image

from smartplan.document.numbering import number_chapters
from smartplan.document.tree import (
    Blocks,
    Chapter,
    Colophon,
    Cover,
    Document,
    Heading,
    words_of,
)


def run(*command: str, stdin: bytes) -> bytes:
    return subprocess.run(command, input=stdin, capture_output=True, check=True).stdout  # noqa: S603


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, without white space."""
    text = run("pdftotext", "-layout", "-", "-", stdin=pdf).decode()
    return ["".join(page.split()) for page in text.split("\f")[:-1]]


def fonts_of(pdf: bytes) -> list[tuple[str, str]]:
    """Each font by its name without the subset's tag, and whether it is embedded and subset."""
    lines = run("pdffonts", "-", stdin=pdf).decode().splitlines()[2:]
    fonts = []
    for line in lines:
        name = line.split()[0]
        embedded = " ".join(line.split()[-5:-2])
        fonts.append((name.partition("+")[2], embedded))
    return sorted(fonts)


def picture_of(pdf: bytes, page: int, tmp_path: Path, dpi: int = 60) -> Image.Image:
    """A page as a grey picture."""
    picture = run(
        "pdftoppm", "-f", str(page), "-l", str(page), "-r", str(dpi), "-gray", "-", stdin=pdf
    )
    return Image.open(io.BytesIO(picture))


def bookmarks_of(pdf: bytes) -> list[str]:
    """The bookmarks, indented by their level."""
    found: list[str] = []

    def walk(items: list[pikepdf.OutlineItem], depth: int) -> None:
        for item in items:
            found.append("  " * depth + item.title)
            walk(list(item.children), depth + 1)

    with pikepdf.open(io.BytesIO(pdf)) as file, file.open_outline() as outline:
        walk(list(outline.root), 0)
    return found


def language_of(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return str(file.Root.Lang)


def tags_of(pdf: bytes) -> list[str]:
    """The structure tags (H1, Table, TH …) in reading order."""
    found: list[str] = []

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node.S).lstrip("/"))
            if "/K" in node:
                walk(node.K)

    with pikepdf.open(io.BytesIO(pdf)) as file:
        walk(file.Root.StructTreeRoot.K)
    return found


def links_to_pages(pdf: bytes, page: int) -> list[int]:
    """The pages to which the links on one page lead, from top to bottom."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        numbers = {each.objgen: place for place, each in enumerate(file.pages, start=1)}
        links = [note for note in file.pages[page - 1].get("/Annots", []) if "/Dest" in note]
        names = {str(key): value for key, value in pikepdf.NameTree(file.Root.Names.Dests).items()}
        links.sort(key=lambda note: -float(note.Rect[3]))
        return [numbers[names[str(note.Dest)][0].objgen] for note in links]


def document_with(
    *blocks: Blocks, title: str = "試し刷り", municipality: str = "あおば市"
) -> Document:
    """A document of one chapter."""
    chapter = Chapter("", "試し", "", tuple(block for some in blocks for block in some))
    return Document(
        cover=Cover(title, "素案", municipality, "", ""),
        front=(),
        chapters=number_chapters([chapter], "chapter"),
        colophon=Colophon((("発行", "あおば市"),)),
    )


def chapter_named(document: Document, title: str) -> Chapter:
    return next(chapter for chapter in document.chapters if chapter.title == title)


def headings_of(chapter: Chapter) -> list[str]:
    return [block.label for block in chapter.blocks if isinstance(block, Heading)]


def words_in(document: Document) -> str:
    """Everything that the chapters print."""
    return "\n".join(
        words
        for part in (*document.front, *document.chapters)
        for block in part.blocks
        for words in words_of(block)
    )
