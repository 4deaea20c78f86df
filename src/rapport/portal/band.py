"""The band on top of a portal page: whose name, colour and logo, and where its small style sheet and picture lie."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rapport.agency.models import Agency
from rapport.documents.keep import path_of
from rapport.documents.models import Document
from rapport.portfolio.models import Client
from rapport.reckon.colours import Brand, brand
from rapport.reckon.file_kinds import HEAD, IMAGES, kind_of

_KEPT = "private, max-age=86400"
_FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Band:
    """`colours` and `logo` are addresses, empty where there is none."""

    name: str
    colours: str = ""
    logo: str = ""


def band_of(agency: Agency, client: Client | None = None) -> Band:
    """The client's own colour and logo, else the agency's, else the house's accent and initials."""
    chosen = next((found for one in (client, agency) if one and (found := brand(one.brand))), None)
    logo = (client.logo_id if client else None) or agency.logo_id
    return Band(
        name=client.name if client else agency.name,
        colours=reverse("portal_colours", args=[chosen.was.removeprefix("#")]) if chosen else "",
        logo=reverse("portal_logo", args=[_signer().sign(str(logo))]) if logo else "",
    )


@require_safe
def colours(request: HttpRequest, digits: str) -> HttpResponse:
    """The tokens of one colour. What it makes is legible, whatever stands in the address."""
    found = brand(digits) if len(digits) == 6 else None
    if found is None:
        raise Http404(_("There is no such colour."))
    return HttpResponse(_sheet(found), content_type="text/css; charset=utf-8", headers={"Cache-Control": _FOR_EVER})


@require_safe
def logo(request: HttpRequest, signed: str) -> HttpResponseBase:
    """A picture whose address this house has signed, and only if its bytes are one."""
    try:
        number = int(_signer().unsign(signed))
    except (BadSignature, ValueError):
        raise Http404(_("There is no such picture.")) from None
    kept = Document.objects.filter(pk=number).first()
    try:
        file = path_of(kept.digest).open("rb") if kept else None
    except FileNotFoundError:
        file = None
    if file is None:
        raise Http404(_("There is no such picture."))
    kind = kind_of(file.read(HEAD))
    if kind not in IMAGES:
        file.close()
        raise Http404(_("There is no such picture."))
    file.seek(0)
    answer = FileResponse(file, content_type=kind)
    answer["Cache-Control"] = _KEPT
    return answer


def _signer() -> Signer:
    return Signer(salt="portal.logo")


def _sheet(found: Brand) -> str:
    """Old browsers read the first line of each pair."""
    return (
        f".portal{{--brand:{found.fill};--brand-hover:{found.hover};--brand-ink:{found.ink}}}\n"
        "@supports (color:light-dark(#fff,#000)){"
        f".portal{{--brand:light-dark({found.fill},{found.fill_dark});"
        f"--brand-hover:light-dark({found.hover},{found.hover_dark});"
        f"--brand-ink:light-dark({found.ink},{found.ink_dark})}}}}\n"
        f".portal .band{{background:{found.fill}}}\n"
        f".portal .great,.portal .button.solid{{background:{found.fill};background:var(--brand)}}\n"
    )
