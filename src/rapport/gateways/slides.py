"""Makes a report into slides: 16:9, a master in the agency's colour, charts to be edited, notes for who speaks."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from rapport.gateways.logo import as_png
from rapport.reckon.report.content import Chart, Unit
from rapport.reckon.report.drawing import axis_of, by_name, labels_of, lies, wide
from rapport.reckon.report.set_out import Card, Cards, Grid, Items, Laid, Laidout, Part, Picture, Pictures, Strips, Text
from rapport.reckon.report.writing import digits_for

WIDTH: int = Inches(13.333)
HEIGHT: int = Inches(7.5)
SIDE: int = Inches(0.75)
TOP: int = Inches(1.62)
INNER: int = WIDTH - 2 * SIDE
BOTTOM: int = Inches(6.72)
# A deck is read on machines that lack our font, and these are on all of them, or stand in for one another.
FAMILY = "Arial"
ROWS, STRIPS, ITEMS, CARDS = 11, 6, 8, 3
_LONG_LEAD = 260
_MANY_DAYS = 9
_MOST_LABELS = 31
_NO_TABLE_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_TONGUES = {"en": "en-GB", "hr": "hr-HR", "sk": "sk-SK", "ru": "ru-RU"}
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_TONES = {"good": "good", "bad": "bad", "quiet": "ink-2"}
_SIGNS = {"check": "✓ ", "up": "↑ ", "down": "↓ ", "alert": "! "}


@dataclass(frozen=True, slots=True)
class _Slide:
    """What one slide shows: a lead line and a block, or the short lists that have room on one."""

    title: str
    lead: str
    blocks: tuple[Laid, ...]
    spoken: str


def deck_of(laid: Laidout) -> bytes:
    """The .pptx. Where a section is longer than a slide it goes on, under the same title."""
    deck = _Deck(laid)
    deck.cover()
    for part in laid.sections:
        for slide in _slides_of(part):
            deck.add(slide)
    return deck.written()


def _slides_of(part: Part) -> list[_Slide]:
    """A line of words goes over the block after it; words that are many stand alone."""
    lead, made = "", list[_Slide]()
    for block in part.blocks:
        if isinstance(block, Text) and len(block.text) <= _LONG_LEAD and not lead:
            lead = block.text
            continue
        for piece in _pieces(block):
            spoken = "\n\n".join(one for one in ("" if made else part.spoken, lead, _spoken(piece)) if one)
            if made and not lead and _go_together(made[-1].blocks, piece):
                made[-1] = replace(made[-1], blocks=(*made[-1].blocks, piece))
            else:
                made.append(_Slide(part.title, lead, (piece,), spoken))
            lead = ""
    if lead and made and not made[-1].lead and not isinstance(made[-1].blocks[-1], Text):
        made[-1] = replace(made[-1], lead=lead, spoken="\n\n".join(one for one in (made[-1].spoken, lead) if one))
    elif lead or not made:
        made.append(_Slide(part.title, "", (Text(lead),) if lead else (), part.spoken or lead))
    return made


def _go_together(blocks: tuple[Laid, ...], more: Laid) -> bool:
    """Short lists of one section share a slide."""
    lists = [block for block in (*blocks, more) if isinstance(block, Strips)]
    together = sum(len(block.strips) + (0.6 if block.title else 0) for block in lists)
    return len(lists) == len(blocks) + 1 and together <= STRIPS


def _spoken(block: Laid) -> str:
    return "\n".join(one.alt for one in block.pictures) if isinstance(block, Pictures) else ""


def _pieces(block: Laid) -> Iterator[Laid]:
    match block:
        case Grid():
            for rows in _parted(block.rows, ROWS):
                last = rows[-1:] == block.rows[-1:]
                yield replace(block, rows=rows, foot=block.foot if last else ())
        case Strips():
            for strips in _parted(block.strips, STRIPS):
                yield replace(block, strips=strips)
        case Items():
            for items in _parted(block.items, ITEMS):
                yield replace(block, items=items)
        case Cards():
            for cards in _parted(block.cards, CARDS):
                yield replace(block, cards=cards)
        case _:
            yield block


def _parted(things: tuple[Any, ...], most: int) -> Iterator[tuple[Any, ...]]:
    """In parts of nearly equal length, so that none is left alone on a slide."""
    many = max(-(-len(things) // most), 1)
    size = -(-len(things) // many) or 1
    yield from (things[i : i + size] for i in range(0, max(len(things), 1), size))


class _Deck:
    def __init__(self, laid: Laidout) -> None:
        self.laid = laid
        self.inks = {name: ink.removeprefix("#") for name, ink in laid.dress.inks().items()}
        self.inks["on-brand-quiet"] = laid.dress.on_brand_quiet.removeprefix("#")
        font = laid.report.agency.font
        self.family = font.family if font else FAMILY
        self.deck: Any = Presentation()
        self.deck.slide_width = Emu(WIDTH)
        self.deck.slide_height = Emu(HEIGHT)
        core = self.deck.core_properties
        core.title, core.author = (_fit(text)[:255] for text in (f"{laid.title} · {laid.client}", laid.maker))
        core.language = laid.language
        self.first, self.other = self._layouts()

    # ── the master
    def _layouts(self) -> tuple[Any, Any]:
        """Two layouts for 16:9 of the eleven that come for 4:3."""
        kept = [self.deck.slide_layouts[0], self.deck.slide_layouts[5]]
        for layout in list(self.deck.slide_layouts):
            if layout not in kept:
                self.deck.slide_layouts.remove(layout)
        master = self.deck.slide_master
        self._theme(master)
        self._background(kept[0], "brand")
        for place in (master, kept[1]):
            for shape in list(place.placeholders):
                kind = shape.placeholder_format.type
                match str(kind).split(" ")[0]:
                    case "TITLE" | "CENTER_TITLE":
                        _lay(shape, SIDE, Inches(0.52), INNER, Inches(0.9))
                        shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
                    case "BODY" | "OBJECT":
                        _lay(shape, SIDE, TOP, INNER, Emu(BOTTOM - TOP))
                    case "FOOTER":
                        _lay(shape, SIDE, Inches(6.94), Inches(9), Inches(0.32))
                        shape.text_frame.text = _fit(self.laid.foot)
                    case "SLIDE_NUMBER":
                        _lay(shape, Emu(WIDTH - SIDE - Inches(1.5)), Inches(6.94), Inches(1.5), Inches(0.32))
                    case _:
                        shape._element.getparent().remove(shape._element)
        self._title_style(master)
        for shape in list(kept[0].placeholders):
            match str(shape.placeholder_format.type).split(" ")[0]:
                case "TITLE" | "CENTER_TITLE":
                    _lay(shape, SIDE, Inches(1.7), Inches(10.6), Inches(1.2))
                    shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
                case "SUBTITLE":
                    _lay(shape, SIDE, Inches(3.0), Inches(10.0), Inches(1.3))
                    shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP
                case _:
                    shape._element.getparent().remove(shape._element)
        # a thin line in the brand's colour under the title of every slide but the first
        line = kept[1].shapes._spTree
        bar = self.deck.slides.add_slide(kept[1]).shapes.add_shape(
            MSO_SHAPE.RECTANGLE, SIDE, Inches(1.44), INNER, Emu(19050)
        )
        self._fill(bar, "brand")
        line.append(_alone(deepcopy(bar._element), 901))
        self._drop_first_slide()
        return kept[0], kept[1]

    def _drop_first_slide(self) -> None:
        ids = self.deck.slides._sldIdLst
        self.deck.part.drop_rel(ids[0].rId)
        ids.remove(ids[0])

    def _theme(self, master: Any) -> None:
        part = next(rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme"))
        theme = etree.fromstring(part.blob)
        names = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
        colours = {
            "dk1": "ink", "lt1": "white", "dk2": "ink-2", "lt2": "sunken", "accent1": "brand", "accent2": "edge",
            "accent3": "second", "accent4": "warn-mark", "accent5": "good-mark", "accent6": "bad-mark", "hlink": "text",
        }  # fmt: skip
        for name, ink in colours.items():
            for found in theme.iterfind(f".//a:clrScheme/a:{name}", names):
                for child in list(found):
                    found.remove(child)
                etree.SubElement(found, f"{{{names['a']}}}srgbClr", val=self.inks[ink].upper())
        for found in theme.iterfind(".//a:fontScheme//a:latin", names):
            found.set("typeface", self.family)
        part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _title_style(self, master: Any) -> None:
        styles = master._element.find(qn("p:txStyles"))
        for run in styles.iterfind(f"{qn('p:titleStyle')}//{qn('a:defRPr')}"):
            run.set("sz", "2600")
            run.set("b", "1")
        for paragraph in styles.iterfind(f"{qn('p:titleStyle')}/{qn('a:lvl1pPr')}"):
            paragraph.set("algn", "l")

    def _background(self, layout: Any, ink: str) -> None:
        fill = layout.background.fill
        fill.solid()
        fill.fore_color.rgb = _rgb(self.inks[ink])

    # ── slides
    def cover(self) -> None:
        laid, slide = self.laid, self.deck.slides.add_slide(self.first)
        title, under = slide.shapes.title, slide.placeholders[1]
        size = 48 if len(laid.client) < 28 else 34 if len(laid.client) < 70 else 22
        self._write(title, laid.client, size, "white", bold=True)
        self._write(under, laid.headline or laid.title, 22 if len(laid.headline) < 200 else 16, "white")
        logo = as_png(laid.report.agency.logo)
        top = f"{laid.title}   ·   {laid.maker}" if logo else laid.title
        self._text(slide, SIDE, Inches(0.62), Inches(9 if logo else 6), Inches(0.4), top, 14, "white", bold=True)
        if logo:
            self._logo(slide, logo)
        right = Emu(WIDTH - SIDE - Inches(5))
        self._text(
            slide,
            right,
            Inches(0.62),
            Inches(5),
            Inches(0.4),
            "" if logo else laid.maker,
            14,
            "white",
            bold=True,
            side="r",
        )
        if laid.strokes is not None:
            self._strokes(slide)
            self._text(slide, SIDE, Inches(6.5), INNER, Inches(0.4), laid.strokes_text, 12, "on-brand-quiet")
        spoken = (laid.title, laid.headline, laid.checked, laid.sources)
        slide.notes_slide.notes_text_frame.text = _fit("\n".join(one for one in spoken if one))

    def _logo(self, slide: Any, logo: bytes) -> None:
        picture = slide.shapes.add_picture(io.BytesIO(logo), 0, 0, height=Inches(0.42))
        if picture.width > Inches(2.6):
            picture.height, picture.width = Emu(int(picture.height * Inches(2.6) / picture.width)), Inches(2.6)
        picture.left, picture.top = Emu(WIDTH - SIDE - picture.width - Inches(0.1)), Inches(0.6)
        name = self.laid.words.labels.logo_of.format(name=self.laid.report.agency.name)
        _describe(picture, name, name)
        pad = Inches(0.1)
        card = slide.shapes.add_shape(
            MSO_SHAPE.ROUNDED_RECTANGLE,
            picture.left - pad,
            picture.top - pad,
            picture.width + 2 * pad,
            picture.height + 2 * pad,
        )
        card.adjustments[0] = 0.15
        self._fill(card, "white")
        picture._element.addprevious(card._element)

    def _strokes(self, slide: Any) -> None:
        drawing = self.laid.strokes
        assert drawing is not None
        scale = INNER / drawing.width
        flat = scale * 0.82
        top = Inches(6.35) - drawing.height * flat
        colours = {"stroke-1": self.laid.dress.stroke_1, "stroke-2": self.laid.dress.stroke_2}
        for mark in drawing.marks:
            if mark.kind != "line":
                continue
            ends = (
                mark.x1 * scale + SIDE,
                mark.y1 * scale * 0.82 + top,
                mark.x2 * scale + SIDE,
                mark.y2 * scale * 0.82 + top,
            )
            line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *(Emu(int(one)) for one in ends))
            line._element.remove(line._element.find(qn("p:style")))  # the theme's style casts a shadow
            line.line.width = Pt(4 if mark.width > 2 else 1)
            line.line.color.rgb = _rgb(colours.get(mark.ink, "#ffffff"))
            _decorate(line)

    def add(self, page: _Slide) -> None:
        slide = self.deck.slides.add_slide(self.other)
        title = page.title
        match page.blocks:
            case (Pictures(pictures=(Picture(title=finding),)),) if finding:
                title = finding
        self._write(
            slide.shapes.title, title, 26 if len(title) < 62 else 20 if len(title) < 120 else 14, "ink", bold=True
        )
        self._foot(slide)
        top: int = TOP
        if page.lead:
            lines = -(-wide(page.lead, 24) // 1080)
            tall = Inches(0.3 * lines + 0.12)
            self._text(slide, SIDE, Emu(top + Inches(0.04)), INNER, tall, page.lead, 16, "ink-2")
            top = Emu(top + tall + Inches(0.1))
        for block in page.blocks:
            top = self._block(slide, block, top)
        if page.spoken:
            slide.notes_slide.notes_text_frame.text = _fit(page.spoken)

    def _block(self, slide: Any, block: Laid, top: int) -> int:
        """Where the next may begin."""
        match block:
            case Text():
                size = 20 if len(block.text) < 500 else 15 if len(block.text) < 1200 else 11
                self._text(slide, SIDE, top, INNER, Emu(BOTTOM - top), block.text, size, "ink")
            case Items():
                self._items(slide, block, top)
            case Cards():
                self._cards(slide, block, top)
            case Grid():
                self._grid(slide, block, top)
            case Strips():
                return self._strips(slide, block, top)
            case Pictures():
                self._pictures(slide, block, top)
        return BOTTOM

    def _foot(self, slide: Any) -> None:
        """The layout's foot and number: they are shown only where a slide has them too."""
        for shape in self.other.placeholders:
            kind = str(shape.placeholder_format.type).split(" ")[0]
            if kind in ("FOOTER", "SLIDE_NUMBER"):
                number = 901 if kind == "FOOTER" else 902
                slide.shapes._spTree.append(_alone(deepcopy(shape._element), number))
        for shape in slide.placeholders:
            kind = str(shape.placeholder_format.type).split(" ")[0]
            if kind in ("FOOTER", "SLIDE_NUMBER"):
                shape.text_frame.margin_left = shape.text_frame.margin_right = 0
                for paragraph in shape.text_frame.paragraphs:
                    paragraph.alignment = PP_ALIGN.LEFT if kind == "FOOTER" else PP_ALIGN.RIGHT
                    self._field_style(paragraph)

    def _field_style(self, paragraph: Any) -> None:
        for run in paragraph._p.iter(qn("a:rPr")):
            run.set("sz", "1000")
        paragraph.font.size = Pt(10)
        paragraph.font.color.rgb = _rgb(self.inks["ink-3"])

    # ── blocks
    def _items(self, slide: Any, block: Items, top: int) -> None:
        frame = self._frame(slide, SIDE, top, INNER, Emu(BOTTOM - top))
        size = 18 if sum(map(len, block.items)) < 700 else 13
        for n, item in enumerate(block.items):
            paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
            self._run(paragraph, f"{n + 1}.  " if block.numbered else "•  ", size, "text", True)
            self._run(paragraph, item, size, "ink")
            paragraph.space_after = Pt(12)

    def _cards(self, slide: Any, block: Cards, top: int) -> None:
        gap = Inches(0.5)
        width = Emu((INNER - gap * (CARDS - 1)) // CARDS)
        top = Emu(top + Inches(0.25))
        for n, card in enumerate(block.cards):
            left = Emu(SIDE + n * (width + gap))
            if n:
                self._rule(slide, Emu(left - gap // 2), top, Emu(9525), Inches(3.9), "line-2")
            self._card(slide, card, left, top, width)

    def _card(self, slide: Any, card: Card, left: int, top: int, width: int) -> None:
        tone = _TONES.get(card.tone, "ink-2")
        y = top
        if card.state:
            self._text(slide, left, y, width, Inches(0.35), _SIGNS.get(card.icon, "") + card.state, 14, tone, bold=True)
            y = Emu(y + Inches(0.42))
        size = 18 if len(card.title) < 56 else 13 if len(card.title) < 140 else 10
        self._text(slide, left, y, width, Inches(0.75), card.title, size, "ink", bold=True)
        y = Emu(y + Inches(0.82))
        frame = self._frame(slide, left, y, width, Inches(0.8))
        self._run(
            frame.paragraphs[0],
            card.value,
            40 if len(card.value) < 9 else 28 if len(card.value) < 14 else 18,
            "ink",
            True,
        )
        if card.beside:
            self._run(frame.paragraphs[0], "  " + card.beside, 14, "ink-2")
        y = Emu(y + Inches(0.92))
        if card.way is not None:
            mark = {"good": "good-mark", "bad": "bad-mark"}.get(card.tone, "ink-3")
            for share, ink in ((1.0, "track"), (max(card.way, 0.01), mark)):
                bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, left, y, Emu(int(width * share)), Inches(0.09))
                self._fill(bar, ink)
                _decorate(bar)
            y = Emu(y + Inches(0.26))
        if card.notes:
            frame = self._frame(slide, left, y, width, Inches(1.4))
            for n, note in enumerate(card.notes):
                paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
                size = 14 if len(note.text) < 160 else 10
                self._run(paragraph, _SIGNS.get(note.icon, "") + note.text, size, _TONES.get(note.tone, "ink-2"))
                paragraph.space_after = Pt(4)

    def _grid(self, slide: Any, block: Grid, top: int) -> None:
        if block.title:
            self._text(slide, SIDE, top, INNER, Inches(0.4), block.title, 16, "ink", bold=True)
            top = Emu(top + Inches(0.42))
        # the course is a picture; a table of slides holds words
        keep = [i for i in range(len(block.heads)) if not any(row[i].drawing for row in block.rows)]
        rows = [*block.rows, *([block.foot] if block.foot else [])]
        many = len(rows) + 1
        room = BOTTOM - top
        row_height = Emu(min(Inches(0.54), room // many))
        frame = slide.shapes.add_table(many, max(len(keep), 1), SIDE, top, INNER, Emu(row_height * many))
        _describe(frame, block.title or slide.shapes.title.text_frame.text, "")
        frame._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_TABLE_STYLE
        table = frame.table
        self._widths(table, block, keep)
        size = 16 if many <= 8 else 13
        for x, i in enumerate(keep):
            head = block.heads[i]
            self._cell(table.cell(0, x), head.text, size - 2, "ink-2", True, head.right, "line-2")
            for y, row in enumerate(rows, 1):
                cell = row[i]
                foot = block.foot and y == len(rows)
                ink = _TONES.get(cell.tone, "ink")
                text = _SIGNS.get(cell.icon, "") + cell.text
                small = size if len(text) < 44 else 11 if len(text) < 90 else 8
                self._cell(table.cell(y, x), text, small, ink, bool(cell.strong or foot), head.right, "line")
        for row in table.rows:
            row.height = row_height

    def _widths(self, table: Any, block: Grid, keep: list[int]) -> None:
        needs = [
            max([wide(block.heads[i].text, 12), *(wide(row[i].text, 14) for row in block.rows), 40.0]) + 26
            for i in keep
        ]
        needs = [min(need, 420.0) for need in needs]
        if needs:
            needs[0] = max(needs[0], 140.0)
        spare = max(INNER / 9525 - sum(needs), 0) / max(len(needs), 1)
        total = sum(need + spare for need in needs) or 1
        for column, need in zip(table.columns, needs, strict=False):
            column.width = Emu(int(INNER * (need + spare) / total))

    def _cell(self, cell: Any, text: str, size: int, ink: str, bold: bool, right: bool, under: str) -> None:
        cell.margin_left = cell.margin_right = Inches(0.06)
        cell.margin_top = cell.margin_bottom = Inches(0.03)
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        cell.fill.background()
        paragraph = cell.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        self._run(paragraph, text, size, ink, bold)
        edge = etree.SubElement(cell._tc.get_or_add_tcPr(), qn("a:lnB"), w="9525")
        fill = etree.SubElement(etree.SubElement(edge, qn("a:solidFill")), qn("a:srgbClr"))
        fill.set("val", self.inks[under].upper())
        properties = cell._tc.tcPr
        properties.insert(0, edge)  # lines stand before the fill, or a reader calls the file broken

    def _strips(self, slide: Any, block: Strips, top: int) -> int:
        if block.title:
            self._text(slide, SIDE, top, INNER, Inches(0.4), block.title, 16, "ink", bold=True)
            top = Emu(top + Inches(0.45))
        room = BOTTOM - top
        each = Emu(min(Inches(0.98), room // max(len(block.strips), 1)))
        lead = Inches(0.6) if block.style == "numbered" else 0
        share = 0.5 if block.style == "results" else 0.72
        for n, strip in enumerate(block.strips):
            y = Emu(top + each * n)
            if n:
                self._rule(slide, SIDE, y, INNER, Emu(9525), "line")
            if lead:
                self._text(slide, SIDE, y, Emu(lead), each, str(n + 1), 24, "text", bold=True, middle=True)
            left = Emu(SIDE + lead)
            width = Emu(int(INNER * share) - lead)
            self._two_lines(slide, left, y, width, each, strip.title, strip.detail)
            if strip.right or strip.right_detail:
                x = Emu(SIDE + int(INNER * share) + Inches(0.5))
                if block.style == "results":
                    self._text(slide, Emu(x - Inches(0.5)), y, Inches(0.5), each, "→", 16, "ink-3", middle=True)
                side = "l" if block.style == "results" else "r"
                self._two_lines(slide, x, y, Emu(SIDE + INNER - x), each, strip.right, strip.right_detail, side)
        return Emu(top + each * len(block.strips) + Inches(0.2))

    def _two_lines(
        self, slide: Any, left: int, top: int, width: int, height: int, title: str, detail: str, side: str = "l"
    ) -> None:
        frame = self._frame(slide, left, top, width, height)
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        long = len(title) + len(detail) > 170
        self._run(frame.paragraphs[0], title, 10 if long else 17, "ink", True)
        frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if side == "r" else PP_ALIGN.LEFT
        if detail:
            under = frame.add_paragraph()
            under.alignment = frame.paragraphs[0].alignment
            self._run(under, detail, 9 if long else 13, "ink-2")

    # ── charts
    def _pictures(self, slide: Any, block: Pictures, top: int) -> None:
        gap = Inches(0.5)
        many = len(block.pictures)
        width = Emu((INNER - gap * (many - 1)) // many)
        for n, picture in enumerate(block.pictures):
            left = Emu(SIDE + n * (width + gap))
            y = top
            if many > 1 and picture.title:
                size = 16 if len(picture.title) < 60 else 12
                self._text(slide, left, y, width, Inches(0.62), picture.title, size, "ink", bold=True)
                y = Emu(y + Inches(0.62))
            elif picture.text:
                self._text(slide, left, y, width, Inches(0.42), picture.text, 14, "ink-2")
                y = Emu(y + Inches(0.45))
            notes = Inches(0.3 * len(picture.notes))
            self._chart(slide, picture, left, y, width, Emu(BOTTOM - y - notes))
            if picture.notes:
                frame = self._frame(slide, left, Emu(BOTTOM - notes), width, Emu(notes))
                for m, note in enumerate(picture.notes):
                    paragraph = frame.paragraphs[0] if m == 0 else frame.add_paragraph()
                    self._run(paragraph, note, 12 if len(note) < 150 else 9, "ink-2")

    def _chart(self, slide: Any, picture: Picture, left: int, top: int, width: int, height: int) -> None:
        chart, write = picture.chart, self.laid.words.write
        lying = chart.kind == "bar" and lies(chart, write, 860 if width > Inches(8) else 400)
        make: Any = CategoryChartData
        data = make(number_format=_format(chart.unit, self.laid.language, _finest(chart)))
        data.categories = [_fit(label) or " " for label in _days_of(chart) or labels_of(chart, write)]
        for one in chart.series:
            data.add_series(_fit(one.name), [None if value is None else float(value) for value in one.values])
        if chart.target:
            target = chart.target * len(chart.labels) if len(chart.target) == 1 else chart.target
            data.add_series(
                _fit(self.laid.words.labels.target), [None if value is None else float(value) for value in target]
            )
        kind = (
            XL_CHART_TYPE.LINE
            if chart.kind == "line"
            else XL_CHART_TYPE.BAR_CLUSTERED
            if lying
            else XL_CHART_TYPE.COLUMN_CLUSTERED
        )
        frame = slide.shapes.add_chart(kind, left, top, width, height, data)
        _describe(frame, picture.title or picture.alt[:60], picture.alt)
        made = frame.chart
        made.font.size, made.font.name = Pt(12), self.family
        made.font.color.rgb = _rgb(self.inks["ink-2"])
        made.has_title = False
        made.has_legend = len(chart.series) > 1 or bool(chart.target)
        if made.has_legend:
            made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        self._axes(made, chart, lying)
        plot = made.plots[0]
        if chart.kind == "bar":
            plot.gap_width, plot.overlap = 60 if len(chart.series) > 1 else 80, -8
        self._colours(made, chart, lying)
        if chart.target and chart.kind == "bar" and not lying:
            _as_dashes(made, self.inks["warn-mark"].upper())

    def _axes(self, made: Any, chart: Chart, lying: bool) -> None:
        values, names = made.value_axis, made.category_axis
        values.has_major_gridlines = not lying
        values.visible = not lying
        values.format.line.fill.background()
        if not lying:
            values.major_gridlines.format.line.color.rgb = _rgb(self.inks["line"])
        known = [value for one in chart.series for value in one.values if value is not None]
        scale = axis_of([*known, *(value for value in chart.target if value is not None)])
        values.minimum_scale, values.maximum_scale = float(scale.low), float(scale.high)
        values.major_unit = float(scale.step)
        values.tick_labels.number_format = _format(chart.unit, self.laid.language, scale.step)
        values.tick_labels.number_format_is_linked = False
        names.format.line.color.rgb = _rgb(self.inks["axis"])
        names.major_tick_mark = XL_TICK_MARK.NONE
        names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        names.reverse_order = lying
        if len(chart.labels) > _MOST_LABELS and not lying:
            _skip(names, -(-len(chart.labels) // _MOST_LABELS))

    def _colours(self, made: Any, chart: Chart, lying: bool) -> None:
        inks = {
            "main": "brand",
            "before": "pale" if chart.kind == "bar" else "edge",
            "second": "second",
            "third": "third",
        }
        every = list(made.plots[0].series)
        for one, series in zip(chart.series, every, strict=False):
            ink = _rgb(self.inks[inks[one.place]])
            if chart.kind == "line":
                series.smooth = False
                series.format.line.color.rgb = ink
                series.format.line.width = Pt(2.75 if one.place == "main" else 1.75)
                _no_marker(series)
                if one.place == "third":
                    series.format.line.dash_style = MSO_LINE.DASH
            else:
                series.invert_if_negative = False
                series.format.fill.solid()
                series.format.fill.fore_color.rgb = ink
                if one.place == "before":
                    series.format.line.color.rgb = _rgb(self.inks["edge"])
            if by_name(chart):
                labels = series.data_labels
                labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
                labels.font.size, labels.font.bold = Pt(13 if one.place == "main" else 11), one.place == "main"
                labels.font.color.rgb = _rgb(self.inks["ink" if one.place == "main" else "ink-3"])
            elif one.place == "main":
                self._last_label(series, chart, one.values)
        for series in every[len(chart.series) :]:
            amber = _rgb(self.inks["warn-mark"])
            if chart.kind == "line":
                series.smooth = False
                _no_marker(series)
                series.format.line.dash_style = MSO_LINE.DASH
            else:
                series.format.fill.solid()
                series.format.fill.fore_color.rgb = amber
            series.format.line.color.rgb = amber
            series.format.line.width = Pt(2)

    def _last_label(self, series: Any, chart: Chart, values: tuple[Any, ...]) -> None:
        """The last known point says its value, as the report writes it."""
        last = max((i for i, value in enumerate(values) if value is not None), default=None)
        if last is None:
            return
        label = series.points[last].data_label
        frame = label.text_frame
        run = frame.paragraphs[0].add_run()
        run.text = self.laid.words.write.amount(values[last], chart.unit, digits_for(values, chart.unit))
        run.font.size, run.font.bold = Pt(13), True
        run.font.color.rgb = _rgb(self.inks["ink"])
        if chart.kind == "bar":
            label.position = XL_LABEL_POSITION.OUTSIDE_END
        else:
            # over a line that comes down from the left there is no room, beside it there is
            before = next((value for value in reversed(values[:last]) if value is not None), values[last])
            beside = before > values[last] and last + 1 < len(values)
            label.position = XL_LABEL_POSITION.RIGHT if beside else XL_LABEL_POSITION.ABOVE

    def _rule(self, slide: Any, left: int, top: int, width: int, height: int, ink: str) -> None:
        rule = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, left, top, width, height)
        self._fill(rule, ink)
        _decorate(rule)

    # ── words
    def _frame(self, slide: Any, left: int, top: int, width: int, height: int) -> Any:
        frame = slide.shapes.add_textbox(left, top, width, height).text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        return frame

    def _text(
        self, slide: Any, left: int, top: int, width: int, height: int, text: str, size: int, ink: str,
        *, bold: bool = False, side: str = "l", middle: bool = False,
    ) -> None:  # fmt: skip
        if not text:
            return
        frame = self._frame(slide, left, top, width, height)
        if middle:
            frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        for n, line in enumerate(text.split("\n\n")):
            paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
            paragraph.alignment = PP_ALIGN.RIGHT if side == "r" else PP_ALIGN.LEFT
            paragraph.line_spacing = 1.1
            paragraph.space_after = Pt(size * 0.6 if n == 0 and "\n\n" in text else 0)
            self._run(paragraph, line, size, ink, bold)

    def _write(self, shape: Any, text: str, size: int, ink: str, bold: bool = False) -> None:
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = 0
        frame.word_wrap = True
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.LEFT
        self._run(paragraph, text, size, ink, bold)

    def _run(self, paragraph: Any, text: str, size: int, ink: str, bold: bool = False) -> None:
        run = paragraph.add_run()
        run.text = _fit(text)
        run.font.size, run.font.bold = Pt(size), bold
        run.font.name = self.family
        run.font.color.rgb = _rgb(self.inks[ink])
        run._r.get_or_add_rPr().set(
            "lang", {"en": "en-GB", "hr": "hr-HR", "sk": "sk-SK", "ru": "ru-RU"}[self.laid.language]
        )

    def _fill(self, shape: Any, ink: str) -> None:
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(self.inks[ink])
        shape.line.fill.background()
        style = shape._element.find(qn("p:style"))
        if style is not None:
            shape._element.remove(style)  # the theme's style casts a shadow

    def written(self) -> bytes:
        out = io.BytesIO()
        self.deck.save(out)
        return out.getvalue()


def _rgb(colour: str) -> Any:
    return RGBColor.from_string(colour.removeprefix("#").upper())  # type: ignore[no-untyped-call]


def _fit(text: str) -> str:
    """What XML takes; a line end inside a run is a space."""
    return _UNFIT.sub("", text).replace("\n", " ")


def _lay(shape: Any, left: int, top: int, width: int, height: int) -> None:
    shape.left, shape.top, shape.width, shape.height = left, top, width, height


def _describe(shape: Any, name: str, alt: str) -> None:
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("name", _fit(name)[:120])
    if alt:
        properties.set("descr", _fit(alt))


def _decorate(shape: Any) -> None:
    """Says to screen readers that there is nothing to read."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    extension = etree.fromstring(
        '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
        '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
        "</a:ext></a:extLst>"
    )
    properties.append(extension)


def _alone(element: Any, number: int) -> Any:
    """A copied shape with a number that no other of its slide has."""
    element.xpath(".//p:cNvPr")[0].set("id", str(number))
    return element


def _no_marker(series: Any) -> None:
    series.marker.style = XL_MARKER_STYLE.NONE


def _format(unit: Unit, language: str, step: Decimal) -> str:
    """The number format of Excel for values in such steps; its separators are those of whoever opens the deck."""
    fine = max(0, -int(step.normalize().as_tuple().exponent) - (2 if unit.kind == "share" else 0))
    digits = "." + "0" * min(fine, 3) if fine else ""
    match unit.kind:
        case "share":
            return f"0{digits}%"
        case "money":
            sign = {"EUR": "€", "USD": "$", "GBP": "£", "RUB": "₽"}.get(unit.currency, _quoted(unit.currency))
            digits = ".00" if digits else ""
            return f'"{sign}"#,##0{digits}' if language == "en" else f'#,##0{digits}"\u00a0{sign}"'
        case "seconds":
            return "0"
        case _:
            return f"#,##0{digits}" + (f'"\u00a0{_quoted(unit.symbol)}"' if unit.symbol else "")


def _finest(chart: Chart) -> Decimal:
    """The step that shows every value of the chart."""
    known = [value for one in chart.series for value in one.values if value is not None]
    return Decimal(1).scaleb(min((int(value.normalize().as_tuple().exponent) for value in known), default=0))


def _days_of(chart: Chart) -> list[str]:
    """Many days of one month are only their numbers: there is no room for more below an axis."""
    days = [label for label in chart.labels if isinstance(label, date)]
    if len(days) < _MANY_DAYS or len(days) < len(chart.labels) or len({(day.year, day.month) for day in days}) > 1:
        return []
    return [str(day.day) for day in days]


def _skip(axis: Any, every: int) -> None:
    """Labels only each so many, or they lie upon one another; in the order that the schema wants."""
    element = axis._element
    for name in ("c:tickLblSkip", "c:tickMarkSkip"):
        made = etree.Element(qn(name), val=str(every))
        after = element.find(qn("c:noMultiLvlLbl"))
        after.addprevious(made) if after is not None else element.append(made)


def _quoted(symbol: str) -> str:
    return _fit(symbol).replace('"', "")


def _as_dashes(made: Any, ink: str) -> None:
    """Takes the last series of a bar chart out into a line chart on the same axes: the target of each bar as a dash."""
    area = made._chartSpace.chart.plotArea
    bars = area.find(qn("c:barChart"))
    target = bars.findall(qn("c:ser"))[-1]
    bars.remove(target)
    for name in ("c:invertIfNegative",):
        for found in target.findall(qn(name)):
            target.remove(found)
    line = etree.Element(qn("c:lineChart"))
    etree.SubElement(line, qn("c:grouping"), val="standard")
    etree.SubElement(line, qn("c:varyColors"), val="0")
    line.append(target)
    # no line from month to month, only a dash over each bar
    for name in ("c:spPr", "c:marker"):
        for found in target.findall(qn(name)):
            target.remove(found)
    dash = etree.fromstring(
        f'<c:x xmlns:c="{_CHART}" xmlns:a="{_DRAWING}"><c:spPr><a:ln w="28575"><a:noFill/></a:ln></c:spPr>'
        f'<c:marker><c:symbol val="dash"/><c:size val="15"/><c:spPr><a:solidFill><a:srgbClr val="{ink}"/></a:solidFill>'
        f"<a:ln><a:noFill/></a:ln></c:spPr></c:marker></c:x>"
    )
    for made_of in reversed(list(dash)):
        target.find(qn("c:tx")).addnext(made_of)
    etree.SubElement(target, qn("c:smooth"), val="0")
    etree.SubElement(line, qn("c:marker"), val="1")
    for axis in bars.findall(qn("c:axId")):
        line.append(deepcopy(axis))
    bars.addnext(line)
