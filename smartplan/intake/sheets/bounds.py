"""What a workbook may hold before anything of it is parsed: its size, its tags, its encoding.

A few kilobytes of ZIP can unpack to gigabytes, to millions of empty cells, or to one tag with
millions of attributes. Excel, LibreOffice and openpyxl never come near these bounds.
"""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_UNPACKED = 50 * 1024 * 1024
MOST_MARKS = 500_000
"""How many "<" the XML inside may have: each costs 20 microseconds, and 200 KB hold 20
million. A sheet of 1,000 lines and 30 columns has 200,000."""
MOST_STYLE_MARKS = 20_000
"""The same for the table of formats, where each costs ten times as much. Ours has 200."""
MOST_EQUAL_SIGNS = 1_000_000
"""Each attribute has one and costs 5 microseconds; a cell has three attributes."""
MOST_COSTLY_MARKS = 10_000
"""Tags of which each becomes an object with ranges of its own and costs up to 300 microseconds:
merged cells, rules, links. Each of 1,000 lines may have ten."""
LONGEST_RANGES = 500_000
"""In bytes: the cells that all rules of the workbook name, one by one at worst."""
MOST_ATTRIBUTES = 200
"""In one tag; the time that a parser takes grows with their square. Real tags have 60 at most."""
LONGEST_TAG = 64 * 1024
"""In bytes, with its attributes; the text between two tags is no tag."""

TOO_LARGE = "ファイルの中身が大きすぎます。不要なシートや画像を除いてください。"
UNREADABLE = (
    "Excelのファイル（.xlsx）として読めません。"
    "Excelで開き、「Excelブック（*.xlsx）」として保存し直してください。"
    "パスワードが付いているときは外してください。"
)

STYLES = "xl/styles.xml"
"""openpyxl looks for the formats here, whatever the package says."""

_ATTRIBUTES = rb"""(?:[^<>"']*+(?:"[^<"]*+"|'[^<']*+')){0,%d}+"""
_TAG = rb"""<[a-zA-Z_:/\x80-\xff]%s[^<>"']*+>"""
_BOUNDED_TAG = _TAG % (_ATTRIBUTES % MOST_ATTRIBUTES)
_ANY_TAG = re.compile(_TAG % rb"""(?:[^<>"']++|"[^<"]*+"|'[^<']*+')*+""")
# A DTD is allowed only without declarations of its own, which could give every tag a thousand
# attributes: pictures in SVG name theirs, and no parser of ours fetches it.
_REST = rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<!DOCTYPE[^<>\[]*+>"
_BOUNDED = re.compile(rb"(?:[^<]++|%s|%s)*+" % (_BOUNDED_TAG, _REST), re.DOTALL)
_COSTLY = re.compile(
    rb"<(?:[^\s<>:]*:)?(?:mergeCell|dataValidation|conditionalFormatting|cfRule|hyperlink"
    rb"|definedName|scenario|inputCells|tablePart|customSheetView|brk|col)[\s/>]"
)
_RANGES = re.compile(rb"""\bsqref\s*=\s*(?:"[^"<]*"|'[^'<]*')""")
_LONG = re.compile(rb"<[^<]{%d}" % LONGEST_TAG)
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"'>]*)""")
_UTF_8_MARK = b"\xef\xbb\xbf"
_OTHER_ENCODINGS = (b"\xfe\xff", b"\xff\xfe", b"\0<", b"<\0", b"\0\0\0<", b"Lo\xa7\x94")
"""How XML in UTF-16, UTF-32 or EBCDIC begins: parsers would read what we did not see."""


class SheetError(Exception):
    """The file cannot be taken back; the message says what to do."""


def refuse_what_is_too_large(file: bytes) -> None:
    """Raises SheetError, or what zipfile raises for a damaged file."""
    if len(file) > LARGEST_FILE:
        raise SheetError("ファイルが大きすぎます。5 MBまでにしてください。")
    with ZipFile(BytesIO(file)) as packed:
        parts = packed.infolist()
        if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
            raise SheetError(UNREADABLE)
        if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise SheetError(TOO_LARGE)
        marks = attributes = costly = ranges = 0
        for part in parts:
            content = packed.read(part)  # zipfile reads no more than was declared
            marks += content.count(b"<")
            attributes += content.count(b"=")
            if marks > MOST_MARKS or attributes > MOST_EQUAL_SIGNS:
                raise SheetError(TOO_LARGE)
            costly += sum(1 for _ in _COSTLY.finditer(content))
            ranges += sum(each.end() - each.start() for each in _RANGES.finditer(content))
            if costly > MOST_COSTLY_MARKS or ranges > LONGEST_RANGES:
                raise SheetError(TOO_LARGE)
            if part.filename == STYLES and content.count(b"<") > MOST_STYLE_MARKS:
                raise SheetError(TOO_LARGE)
            _refuse_hostile_tags(content)


def _refuse_hostile_tags(content: bytes) -> None:
    """Of one part; what is no XML (a picture, a printer's settings) no parser goes on with."""
    if content.startswith(_OTHER_ENCODINGS):
        raise SheetError(UNREADABLE)
    content = content.removeprefix(_UTF_8_MARK)
    start = content[:1024].lstrip()
    if not start.startswith(b"<"):
        return
    encoding = _ENCODING.match(start)
    if encoding and encoding[1].lower() not in (b"utf-8", b"utf8"):
        raise SheetError(UNREADABLE)
    whole = _BOUNDED.match(content)
    end = whole.end() if whole else 0
    if end < len(content):
        raise SheetError(TOO_LARGE if _ANY_TAG.match(content, end) else UNREADABLE)
    for long in _LONG.finditer(content):
        tag = _ANY_TAG.match(content, long.start())
        if tag and tag.end() - tag.start() > LONGEST_TAG:
            raise SheetError(TOO_LARGE)
