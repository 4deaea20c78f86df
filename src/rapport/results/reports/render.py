"""Makes the files of a report and lays it out for the page: from what is written, or what was signed off."""

from __future__ import annotations

import base64

from django.conf import settings
from django.urls import reverse

from rapport.gateways import slides as decks
from rapport.gateways.logo import as_png
from rapport.gateways.typesetting import pdf_of
from rapport.reckon.colours import brand
from rapport.reckon.folding import fold
from rapport.reckon.report.content import Report as Content
from rapport.reckon.report.periods import written
from rapport.reckon.report.set_out import Laidout, set_out
from rapport.results.reports.compose import compose, period_of
from rapport.results.reports.freeze import thawed
from rapport.results.reports.models import Report, Signed

PDF = "application/pdf"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def content_of(report: Report) -> Content:
    """What was signed off, word for word; of one being written, what stands now, without what is empty."""
    if not report.is_draft:
        signed = Signed.objects.filter(report=report, number=report.number).first()
        if signed is not None:
            return thawed(signed.content)
    return compose(report, sent=True)


def laid_out(content: Content) -> Laidout:
    return set_out(content)


def logo_of(content: Content) -> str:
    """The agency's logo as an address of its own, or nothing."""
    picture = as_png(content.agency.logo)
    return f"data:image/png;base64,{base64.b64encode(picture).decode('ascii')}" if picture else ""


def colours_of(content: Content) -> str:
    """Where the small sheet with the agency's colour lies; nothing for the house's own."""
    chosen = brand(content.agency.colour)
    return reverse(settings.PORTAL_COLOURS_URL, args=[chosen.was.removeprefix("#")]) if chosen else ""


def pdf(content: Content) -> bytes:
    return pdf_of(set_out(content)).pdf


def slides(content: Content) -> bytes:
    return decks.deck_of(set_out(content))


def file_name(report: Report, ending: str) -> str:
    """ "adria-dental-2026-10.pdf" """
    name = "-".join("".join(c if c.isalnum() else " " for c in fold(report.client.name)).split())
    return f"{name or 'report'}-{written(period_of(report)).replace('..', '-to-')}.{ending}"
