"""The marks (※) in the running text at the terms that the glossary explains."""

from __future__ import annotations

import re
from dataclasses import replace

from smartplan.document.rewriting import TreeWalk
from smartplan.document.tree import (
    Blocks,
    Cell,
    CellKind,
    Chapter,
    Footnote,
    Glossary,
    GlossaryEntry,
    GlossaryGroup,
    Inline,
    Inlines,
    TermMark,
    Text,
    words_of,
)
from smartplan.japanese.terms import TermFinder
from smartplan.plans import references
from smartplan.plans.models import GlossaryText
from smartplan.plans.references import BEGINNING, Mark
from smartplan.structure.keys import SectionKey

MARK = "※"

_TYPED = re.compile("※(?![0-9０-９])|（※）|\\(※\\)")
"""The mark as a writer types it behind a term; with a number it leads to a note of their own."""

LONGEST_NOTE = 300
"""A longer explanation would take the page from its text; the glossary has the whole of it."""

IN_GLOSSARY = "（続きは用語集にあります。）"


def mark_terms(
    chapters: list[Chapter], entries: list[GlossaryEntry], glossary: GlossaryText
) -> list[Chapter]:
    """The chapters with marked terms, and the glossary in the order that its style asks for."""
    printed = any(chapter.section == SectionKey.GLOSSARY for chapter in chapters)
    footnotes = glossary.style == GlossaryText.Style.FOOTNOTE
    if not entries or not (printed or footnotes):
        return chapters
    marker = Marker(entries, style=glossary.style, mark=glossary.mark, printed=printed)
    marked = [
        chapter
        if chapter.section == SectionKey.GLOSSARY
        else replace(chapter, blocks=marker.blocks(chapter.blocks))
        for chapter in chapters
    ]
    if glossary.style != GlossaryText.Style.NUMBER:
        return marked
    return [
        replace(chapter, blocks=marker.numbered_glossary())
        if chapter.section == SectionKey.GLOSSARY
        else chapter
        for chapter in marked
    ]


class Marker(TreeWalk):
    """Walks the running text in its order; headings and short table cells are left alone."""

    def __init__(
        self, entries: list[GlossaryEntry], *, style: str, mark: str, printed: bool = True
    ) -> None:
        self.entries = {entry.term: entry for entry in reversed(entries) if entry.term}
        self.all_entries = entries
        self.finder = TermFinder(self.entries)
        self.style = style
        self.mark = mark
        self.printed = printed
        self.numbers: dict[str, int] = {}

    def numbered_glossary(self) -> Blocks:
        """The entries by number: first those that the text uses, then the others."""
        used = [self.entries[term] for term in self.numbers]
        others = [entry for entry in self.all_entries if entry not in used]
        entries = tuple(
            replace(entry, number=str(number))
            for number, entry in enumerate((*used, *others), start=1)
        )
        return (Glossary((GlossaryGroup("", entries),)),)

    def _cell(self, cell: Cell) -> Cell:
        return super()._cell(cell) if cell.kind is CellKind.PROSE else cell

    def _inlines(self, inlines: Inlines) -> Inlines:
        split = [self._parts(each) if isinstance(each, Text) else (each,) for each in inlines]
        if all(len(pieces) == 1 for pieces in split):
            return inlines
        return tuple(piece for pieces in split for piece in pieces)

    def _parts(self, whole: Text) -> Inlines:
        """The text in pieces; a mark that leads somewhere (〔→施策#12〕) is left alone."""
        if BEGINNING not in whole.text:
            return self._split(whole.text)
        return tuple(
            piece
            for part in references.pieces(whole.text)
            for piece in ((Text(str(part)),) if isinstance(part, Mark) else self._split(part))
        )

    def _split(self, text: str) -> Inlines:
        """The text in pieces with the signs behind its terms; a single piece is the whole."""
        pieces: list[Inline] = []
        done = 0
        for match in self.finder.find(text):
            if text.startswith(MARK, match.end) and not _TYPED.match(text, match.end):
                continue
            if signs := self._signs(match.term):
                pieces += (Text(text[done : match.end]), *signs)
                typed = _TYPED.match(text, match.end)
                done = typed.end() if typed else match.end
        if done < len(text) or not pieces:
            pieces.append(Text(text[done:]))
        return tuple(pieces)

    def _signs(self, term: str) -> Inlines:
        """What stands after this use of a term: a footnote, a mark, or nothing."""
        first = term not in self.numbers
        number = self.numbers.setdefault(term, len(self.numbers) + 1)
        entry = self.entries[term]
        if self.mark == GlossaryText.Mark.NONE:
            return ()
        if self.style == GlossaryText.Style.FOOTNOTE:
            return self._footnotes(entry) if first else ()
        if not first and self.mark != GlossaryText.Mark.EVERY:
            return ()
        label = f"{MARK}{number}" if self.style == GlossaryText.Style.NUMBER else MARK
        return (TermMark(label, term, entry.anchor),)

    def _footnotes(self, entry: GlossaryEntry) -> Inlines:
        """The explanation as a note; a long one ends early, or goes on in a second note."""
        words = "".join(words for block in entry.definition for words in words_of(block))
        if not words:
            return ()
        notes = cut(f"{entry.term}：{words}", LONGEST_NOTE)
        if self.printed and len(notes) > 1:
            notes = (f"{notes[0]}{IN_GLOSSARY}",)
        return tuple(Footnote(entry.term, note) for note in notes)


def cut(text: str, longest: int) -> tuple[str, ...]:
    """The text in pieces of at most so many characters, ended after a sentence where one ends."""
    pieces = []
    while len(text) > longest:
        end = text.rfind("。", 0, longest) + 1 or longest
        pieces.append(text[:end])
        text = text[end:]
    return (*pieces, text) if text else tuple(pieces)
