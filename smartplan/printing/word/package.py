"""The file itself: its parts, their types, and how they hang together."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package as OpcPackage

from smartplan.printing.word.markup import text
from smartplan.printing.word.namespaces import DECLARATION, part
from smartplan.printing.word.styles import FONT, STYLES_PART

_ENGLISH_FONT = "BIZ UDPGothic"

# No question about fields at opening (updateFields): Word puts it as a warning. A line that ends
# at a typed break is not spread over the whole width.
_SETTINGS = part(
    "w:settings",
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="840"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    "<w:compat><w:doNotExpandShiftReturn/>"
    '<w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="ja-JP" w:eastAsia="ja-JP"/>'
    '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>',
)

_FONT_TABLE = part(
    "w:fonts",
    f'<w:font w:name="{FONT}"><w:altName w:val="{_ENGLISH_FONT}"/><w:charset w:val="80"/>'
    '<w:family w:val="modern"/><w:pitch w:val="variable"/></w:font>',
)

METAFILE = "image/x-emf"

_PICTURE_ENDINGS = {"image/png": "png", "image/jpeg": "jpeg", METAFILE: "emf"}


class RunningText(Part):
    """The main part: its relationships are there before its content is."""

    content = b""

    @property
    def blob(self) -> bytes:
        return self.content


@dataclass
class Package:
    """A Word file in the making."""

    opc: OpcPackage = field(default_factory=OpcPackage)
    main: RunningText = field(init=False)
    count: int = 0

    def __post_init__(self) -> None:
        place = PackURI("/word/document.xml")
        self.main = RunningText(place, CONTENT_TYPE.WML_DOCUMENT_MAIN, package=self.opc)
        self.opc.relate_to(self.main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
        for name, kind, relation, content in (
            ("styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, STYLES_PART),
            ("settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, _SETTINGS),
            ("fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, _FONT_TABLE),
        ):
            self.main.relate_to(self._part(f"/word/{name}.xml", kind, content), relation)

    def add_header(self, content: bytes) -> str:
        """The relationship's id of a page head."""
        return self._numbered("header", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, content)

    def add_footer(self, content: bytes) -> str:
        return self._numbered("footer", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, content)

    def add_footnotes(self, content: bytes) -> None:
        notes = self._part("/word/footnotes.xml", CONTENT_TYPE.WML_FOOTNOTES, content)
        self.main.relate_to(notes, RELATIONSHIP_TYPE.FOOTNOTES)

    def add_picture(self, content: bytes, media_type: str) -> str:
        self.count += 1
        name = f"/word/media/image{self.count}.{_PICTURE_ENDINGS[media_type]}"
        picture = self._part(name, media_type, content)
        return self.main.relate_to(picture, RELATIONSHIP_TYPE.IMAGE)

    def describe(self, *, title: str, author: str) -> None:
        """Title, author and language; no dates, so that the same plan makes the same parts."""
        names = (
            'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"'
        )
        content = (
            f"{DECLARATION}<cp:coreProperties {names}><dc:title>{text(title)}</dc:title>"
            f"<dc:creator>{text(author)}</dc:creator><cp:lastModifiedBy>{text(author)}"
            "</cp:lastModifiedBy><dc:language>ja-JP</dc:language></cp:coreProperties>"
        )
        core = self._part("/docProps/core.xml", CONTENT_TYPE.OPC_CORE_PROPERTIES, content.encode())
        self.opc.relate_to(core, RELATIONSHIP_TYPE.CORE_PROPERTIES)

    def finish(self, running_text: bytes) -> bytes:
        """The whole file, with the running text."""
        self.main.content = running_text
        file = io.BytesIO()
        self.opc.save(file)
        return file.getvalue()

    def _numbered(self, name: str, kind: str, relation: str, content: bytes) -> str:
        self.count += 1
        return self.main.relate_to(
            self._part(f"/word/{name}{self.count}.xml", kind, content), relation
        )

    def _part(self, name: str, kind: str, content: bytes = b"") -> Part:
        return Part(PackURI(name), kind, content, self.opc)
