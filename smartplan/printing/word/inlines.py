"""What stands inside a line: words, marks of terms, references, footnotes."""

from __future__ import annotations

from dataclasses import dataclass, field

from smartplan.document.tree import (
    Footnote,
    Inline,
    Inlines,
    Reference,
    Strong,
    TermMark,
    Text,
    Unbroken,
)
from smartplan.printing.word.markup import field as word_field
from smartplan.printing.word.markup import link, run, styled, unbroken_run
from smartplan.printing.word.places import Places


@dataclass
class Lines:
    """Writes what stands inside lines, and gathers the footnotes on the way."""

    places: Places
    notes: list[str] = field(default_factory=list)

    def write(self, inlines: Inlines) -> str:
        return "".join(self._inline(inline) for inline in inlines)

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text(words):
                return run(words)
            case Unbroken(words):
                return unbroken_run(words)
            case Strong(words):
                return run(words, styled("Strong"))
            case TermMark(label, _, target):
                return self._linked(target, run(label, styled("TermMark")))
            case Reference(label, target):
                return self._reference(label, target)
            case Footnote(_, words):
                return self._footnote(words)

    def _reference(self, label: str, target: str) -> str:
        """「図3」 is a field, which follows when Word counts the figures anew; others are links."""
        if label and self.places.labels.get(target) == label:
            return word_field(f"REF {self.places.names[target]} \\h", label)
        return self._linked(target, run(label))

    def _linked(self, target: str, content: str) -> str:
        """A link; only the words where the document does not have the target."""
        name = self.places.names.get(target)
        return link(name, content) if name else content

    def _footnote(self, words: str) -> str:
        self.notes.append(words)
        raised = styled("FootnoteReference")
        return (
            f"{run('※', raised)}<w:r><w:rPr>{raised}</w:rPr>"
            f'<w:footnoteReference w:id="{len(self.notes)}"/></w:r>'
        )
