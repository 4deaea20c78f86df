"""A report as one HTML file with its sheets, font and logo inside, for whoever keeps or sends it without this house."""

from __future__ import annotations

import base64
from functools import lru_cache
from pathlib import Path

from django.template.loader import render_to_string

from rapport.gateways.logo import as_png
from rapport.reckon.report.dress import Dress
from rapport.reckon.report.set_out import Laidout

STATIC = Path(__file__).parent / "static" / "ui"
SHEETS = ("reset", "tokens", "base", "report")
_FONT = 'url("../fonts/manrope.woff2")'


def standalone(laid: Laidout) -> str:
    """The whole page: no script, no address outside itself, light and dark as the reader's machine is, fit to print."""
    logo = as_png(laid.report.agency.logo)
    sheets = [_as_address("text/css", sheet.encode()) for sheet in (_house_sheet(), colours(laid.dress))]
    return render_to_string(
        "ui/report/standalone.html",
        {"laid": laid, "sheets": sheets, "logo": _as_address("image/png", logo) if logo else ""},
    )


def colours(worn: Dress) -> str:
    """The agency's colour as the tokens that report.css paints with.

    >>> from rapport.reckon.report.dress import dress
    >>> colours(dress("#0f5c56")).splitlines()[0]
    '.report{--brand:#0f5c56;--brand-ink:#0f5c56;--brand-edge:#62938e}'
    """
    return (
        f".report{{--brand:{worn.brand};--brand-ink:{worn.text};--brand-edge:{worn.edge}}}\n"
        "@supports (color:light-dark(#fff,#000)){"
        f".report{{--brand:light-dark({worn.brand},{worn.brand_dark});"
        f"--brand-ink:light-dark({worn.text},{worn.text_dark});"
        f"--brand-edge:light-dark({worn.edge},{worn.edge_dark})}}}}\n"
        f".report .report-band{{background:{worn.brand}}}\n"
    )


@lru_cache(maxsize=1)
def _house_sheet() -> str:
    font = _as_address("font/woff2", (STATIC / "fonts" / "manrope.woff2").read_bytes())
    sheets = "\n".join((STATIC / "css" / f"{name}.css").read_text(encoding="utf-8") for name in SHEETS)
    return sheets.replace(_FONT, f"url({font})")


def _as_address(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"
