"""Sets a report as a PDF: tagged PDF/A with bookmarks, our fonts, charts as vectors. No network, no system fonts.

Words of the report reach the typesetter as JSON beside our own template, so nothing in them is ever run as markup.
"""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import font_manrope
import typst

from rapport.gateways.logo import as_png
from rapport.reckon.report.set_out import Laidout

TEMPLATE = Path(__file__).with_name("report.typ")
FONTS = Path(font_manrope.__file__).parent / "files"
FAMILY = "Manrope"
STANDARDS: list[Any] = ["a-2a", "ua-1"]
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_TRIES = 24
_LONGEST = 22  # letters of a word before it may be broken
_WORD = re.compile(rf"[^\s\u200b\u00a0-]{{{_LONGEST + 1},}}")
_FAR = 0x2FFF  # from here on: East Asia, pictures
_NO_SIGN = "\u25a1"


class NotSet(Exception):
    """The typesetter refused; the message is its own, for whoever keeps the template."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """`lost` are characters that none of our fonts has: signs are left out, letters are an empty box."""

    pdf: bytes
    lost: tuple[str, ...] = ()


def pdf_of(laid: Laidout) -> Typeset:
    """About 0.1 s for a report of some pages. Raises NotSet."""
    data = _breakable(_as_data(laid))
    logo = as_png(laid.report.agency.logo)
    data["logo"] = logo is not None
    lost: set[str] = set()
    with tempfile.TemporaryDirectory(prefix="rapport-report-") as folder:
        root = Path(folder)
        (root / "main.typ").write_bytes(TEMPLATE.read_bytes())
        if logo is not None:
            (root / "logo.png").write_bytes(logo)
        fonts = _fonts_of(laid, root)
        for _try in range(_TRIES):
            try:
                pdf = _compiled(root, fonts, data, STANDARDS)
                return Typeset(pdf, tuple(sorted(lost)))
            except typst.TypstError as refusal:
                found = _NO_GLYPH.search(str(refusal))
                if not found:
                    raise NotSet(str(refusal)) from refusal
                said = _ESCAPED.sub(lambda hit: chr(int(hit[1], 16)), found[1])
                # one sign we lack is rarely alone: those of its kind go with it, so that few rounds are needed
                new = _without_glyph(said, data) - lost
                if not new:
                    break
                lost |= new
                data = _replaced(data, new)
    raise NotSet("no font of ours has the signs of this report")


def _compiled(root: Path, fonts: typst.Fonts, data: dict[str, Any], standards: list[Any]) -> bytes:
    inputs = {"report": json.dumps(data, ensure_ascii=False)}
    compiler = typst.Compiler(str(root / "main.typ"), root=str(root), font_paths=fonts, sys_inputs=inputs)
    made = compiler.compile(format="pdf", pdf_standards=standards)
    assert isinstance(made, bytes)
    return made


@lru_cache(maxsize=1)
def _house_fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])


def _fonts_of(laid: Laidout, root: Path) -> typst.Fonts:
    """The house's, and the agency's own where it brings files (typst reads folders, and ignores a file's path)."""
    font = laid.report.agency.font
    if font is None or not font.files:
        return _house_fonts()
    own = root / "fonts"
    own.mkdir()
    for n, file in enumerate(font.files):
        (own / f"{n}.ttf").write_bytes(file)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS), str(own)])


def _as_data(laid: Laidout) -> dict[str, Any]:
    report, labels = laid.report, laid.words.labels
    font = report.agency.font
    day = report.checked_on or report.period.last
    dress = laid.dress
    return {
        "title": laid.title,
        "client": laid.client,
        "headline": laid.headline,
        "maker": laid.maker,
        "foot": laid.foot,
        "checked": laid.checked,
        "sources": laid.sources,
        "strokes": _plain(asdict(laid.strokes)) if laid.strokes else None,
        "strokes_text": laid.strokes_text,
        "language": laid.language,
        "page": labels.page,
        "logo_of": labels.logo_of.format(name=report.agency.name),
        "date": [day.year, day.month, day.day],
        "fonts": [*([font.family] if font and font.files else []), FAMILY],
        "inks": {
            **dress.inks(),
            "on-brand": dress.on_brand,
            "on-brand-quiet": dress.on_brand_quiet,
            "stroke-1": dress.stroke_1,
            "stroke-2": dress.stroke_2,
            "stroke-3": dress.on_brand,
        },
        "sections": [
            {
                "title": part.title,
                "kind": part.kind,
                "service": part.service,
                "blocks": [_block(block) for block in part.blocks],
            }
            for part in laid.sections
        ],
    }


def _block(block: Any) -> Any:
    if block.kind != "pictures":
        return _plain(asdict(block))
    wanted = ("title", "text", "alt", "notes")
    return {
        "kind": "pictures",
        "pictures": [
            {
                **{name: _plain(getattr(one, name)) for name in wanted},
                "keys": [asdict(key) for key in one.keys],
                "line": one.chart.kind == "line",
                "paper": _plain(asdict(one.paper)),
            }
            for one in block.pictures
        ],
    }


def _plain(value: Any) -> Any:
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _breakable(data: Any) -> Any:
    """Words too long for a line may be broken: a space of no width stands in them."""
    return _every_text(data, lambda text: _WORD.sub(lambda hit: _broken(hit[0]), text))


def _broken(word: str) -> str:
    pieces, piece = [], ""
    for char in word:
        # never between a letter and what stands on it
        if len(piece) >= _LONGEST // 2 and not unicodedata.combining(char) and char not in "\u200d\ufe0f":
            pieces.append(piece)
            piece = ""
        piece += char
    return "\u200b".join([*pieces, piece])


def _without_glyph(said: str, data: Any) -> set[str]:
    """What could not be shown, and whatever else of this report is as far from our alphabets."""
    present = set(json.dumps(data, ensure_ascii=False))
    far = {char for char in present if ord(char) > _FAR}
    return (far if set(said) & far else set()) | set(said)


def _replaced(data: Any, lost: set[str]) -> Any:
    instead = {ord(char): _NO_SIGN if unicodedata.category(char)[0] in "LN" else None for char in lost}
    return _every_text(data, lambda text: text.translate(instead))


def _every_text(data: Any, change: Any) -> Any:
    match data:
        case str():
            return change(data)
        case list() | tuple():
            return [_every_text(one, change) for one in data]
        case dict():
            return {key: _every_text(one, change) for key, one in data.items()}
        case _:
            return data
