"""What makes Word offer to repair a file: order, identifiers, references, types, widths.

Not the whole of the schema (its files may not be copied here), but each rule of it that our parts
could break, written down from ECMA-376 part 1.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect "
    "bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "pBdr": "top left bottom right between bar",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
    "jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
    "tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
    "tcFitText vAlign hideMark",
    "tcBorders": "top start left bottom end right insideH insideV tl2br tr2bl",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
    "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi "
    "rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
    "unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr "
    "trPr tcPr tblStylePr",
    "settings": "zoom defaultTabStop characterSpacingControl footnotePr endnotePr compat "
    "themeFontLang clrSchemeMapping decimalSymbol listSeparator",
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "p": "pPr",
    "r": "rPr",
}

STYLED = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}


def faults(file: bytes) -> list[str]:
    """Everything that is wrong with a Word file; empty when nothing is."""
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        names = package.namelist()
        found = [f"twice in the package: {name}" for name, n in Counter(names).items() if n > 1]
        parts = {
            name: etree.fromstring(package.read(name))
            for name in names
            if name.endswith((".xml", ".rels"))
        }
    found += _types(names, parts)
    found += _relations(names, parts)
    found += _styles(parts)
    for name, root in parts.items():
        found += [f"{name}: {fault}" for fault in (*_order(root), *_tables(root))]
    found += _identifiers(parts)
    return found


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _of(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return root.iter(f"{{{W}}}{name}")


def _value(element: etree._Element, name: str = "val") -> str:
    return element.get(f"{{{W}}}{name}", "")


def _types(names: list[str], parts: dict[str, etree._Element]) -> Iterator[str]:
    types = parts["[Content_Types].xml"]
    kinds = f"{{{PACKAGE}/content-types}}"
    endings = {each.get("Extension").lower() for each in types.iter(f"{kinds}Default")}
    given = {each.get("PartName").lstrip("/") for each in types.iter(f"{kinds}Override")}
    for name in names:
        if name != "[Content_Types].xml" and name not in given:
            ending = name.rpartition(".")[2]
            if ending not in endings or (ending == "xml"):
                yield f"no content type: {name}"
    yield from (f"a type for nothing: {name}" for name in given if name not in names)


def _relations(names: list[str], parts: dict[str, etree._Element]) -> Iterator[str]:
    reached = {"[Content_Types].xml"}
    for name, root in parts.items():
        if not name.endswith(".rels"):
            continue
        reached.add(name)
        folder, _, file = name.replace("_rels/", "").rpartition("/")
        source = posixpath.join(folder, file.removesuffix(".rels"))
        known = {each.get("Id"): each.get("Target") for each in root}
        for target in known.values():
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            reached.add(path)
            if path not in names:
                yield f"{name}: leads to nothing: {target}"
        if source in parts:
            used = {
                value
                for element in parts[source].iter()
                for key, value in element.attrib.items()
                if key.startswith(f"{{{R}}}")
            }
            yield from (f"{source}: unknown relation {each}" for each in used - known.keys())
    yield from (f"nothing leads to {name}" for name in names if name not in reached)


def _styles(parts: dict[str, etree._Element]) -> Iterator[str]:
    known = [
        (_value(style, "type"), _value(style, "styleId"))
        for style in _of(parts["word/styles.xml"], "style")
    ]
    yield from (f"style twice: {style}" for style, count in Counter(known).items() if count > 1)
    for name, root in parts.items():
        for tag, kind in STYLED.items():
            for used in {_value(element) for element in _of(root, tag)}:
                if (kind, used) not in known:
                    yield f"{name}: no {kind} style {used}"
    for style in _of(parts["word/styles.xml"], "style"):
        for tag in ("basedOn", "next"):
            for element in style.findall(f"{{{W}}}{tag}"):
                if _value(element) not in {ident for _, ident in known}:
                    yield f"style {_value(style, 'styleId')}: {tag} nothing"


def _order(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        name = _name(element)
        order = ORDERS.get(name, "").split()
        if not order or etree.QName(element).namespace != W:
            continue
        children = [_name(child) for child in element]
        ranks = [order.index(child) if child in order else len(order) for child in children]
        if ranks != sorted(ranks):
            yield f"{name} in another order: {children}"
        if name.endswith("Pr") and name != "sectPr":
            yield from (f"{name}: {child} twice" for child, n in Counter(children).items() if n > 1)
            yield from (f"{name}: unknown {child}" for child in children if child not in order)


def _tables(root: etree._Element) -> Iterator[str]:
    for table in _of(root, "tbl"):
        grid = [int(_value(each, "w")) for each in table.find(f"{{{W}}}tblGrid")]
        width = int(_value(table.find(f"{{{W}}}tblPr/{{{W}}}tblW"), "w"))
        if sum(grid) != width:
            yield f"the columns {sum(grid)} are not the table {width}"
        for row in table.findall(f"{{{W}}}tr"):
            place = 0
            for cell in row.findall(f"{{{W}}}tc"):
                properties = cell.find(f"{{{W}}}tcPr")
                span = properties.find(f"{{{W}}}gridSpan")
                count = int(_value(span)) if span is not None else 1
                given = int(_value(properties.find(f"{{{W}}}tcW"), "w"))
                if given != sum(grid[place : place + count]):
                    yield f"a cell of {given} in columns of {grid[place : place + count]}"
                if _name(cell[-1]) != "p":
                    yield "a cell that does not end with a paragraph"
                place += count
            if place != len(grid):
                yield f"a row of {place} columns in a table of {len(grid)}"


def _identifiers(parts: dict[str, etree._Element]) -> Iterator[str]:
    text = parts["word/document.xml"]
    starts = [(_value(each, "id"), _value(each, "name")) for each in _of(text, "bookmarkStart")]
    ends = [_value(each, "id") for each in _of(text, "bookmarkEnd")]
    if sorted(ident for ident, _ in starts) != sorted(ends):
        yield "bookmarks that do not begin or do not end"
    yield from _twice("bookmark", [ident for ident, _ in starts])
    yield from _twice("bookmark", [name.lower() for _, name in starts])
    names = {name for _, name in starts}
    for name in names:
        if len(name) > 40 or not name.isascii() or not name.replace("_", "a").isalnum():
            yield f"not a bookmark's name: {name}"
    anchors = {_value(each, "anchor") for each in _of(text, "hyperlink")}
    instructions = [(each.text or "").split() for each in _of(text, "instrText")]
    anchors |= {words[1] for words in instructions if words[0] in {"REF", "PAGEREF"}}
    anchors |= {words[words.index("\\b") + 1] for words in instructions if "\\b" in words}
    yield from (f"leads to no bookmark: {anchor}" for anchor in anchors - names)
    yield from _twice("drawing", [each.get("id") for each in text.iter(f"{{{WP}}}docPr")])
    kinds = Counter(_value(each, "fldCharType") for each in _of(text, "fldChar"))
    if len(set(kinds.values())) > 1:
        yield f"fields that do not end: {dict(kinds)}"
    notes = [_value(each, "id") for each in _of(parts["word/footnotes.xml"], "footnote")]
    yield from _twice("footnote", notes)
    called = [_value(each, "id") for each in _of(text, "footnoteReference")]
    yield from _twice("call of a footnote", called)
    if sorted(called) != sorted(set(notes) - {"-1", "0"}):
        yield f"footnotes {notes} are called as {called}"


def _twice(what: str, names: list[str]) -> Iterator[str]:
    yield from (f"{what} twice: {name}" for name, count in Counter(names).items() if count > 1)
