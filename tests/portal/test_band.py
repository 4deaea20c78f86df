"""The band is in the client's own colour and logo, whatever was chosen; pictures only, and only those in force."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.signing import Signer
from django.test import Client as Browser
from django.urls import reverse
from tests.approvals.asking import person, question
from tests.cast import Cast
from tests.portal.coming_in import as_contact

from rapport.agency.dress import dress_agency
from rapport.documents.keep import keep
from rapport.documents.models import Document
from rapport.journal.models import Entry
from rapport.portfolio.dress import dress
from rapport.portfolio.models import Client
from rapport.reckon.colours import WHITE, contrast

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
HOME = "/portal/home/"


def adria(cast: Cast) -> Client:
    return Client.objects.fetch(cast.luka, cast.adria.pk)


def sheet_of(page: str) -> str:
    return "".join(re.findall(r'href="(/portal/colours/[^"]+)"', page))


def logo_of(page: str) -> str:
    return "".join(re.findall(r'<img class="sign" src="([^"]+)"', page))


def test_the_clients_own_come_before_the_agencys_and_those_before_the_usual(cast: Cast) -> None:
    browser = as_contact(person(cast.adria))
    page = browser.get(HOME).content.decode()
    assert (sheet_of(page), logo_of(page)) == ("", "")
    dress_agency(by=cast.iva, brand="#204060", logo=ContentFile(PNG), name="ours.png")
    page = browser.get(HOME).content.decode()
    assert sheet_of(page) == "/portal/colours/204060.css"
    ours = logo_of(page)
    dress(adria(cast), by=cast.luka, brand="0F5C56", logo=ContentFile(PNG + b"theirs"), name="theirs.png")
    page = browser.get(HOME).content.decode()
    assert sheet_of(page) == "/portal/colours/0f5c56.css"
    assert logo_of(page) not in ("", ours)
    _approval, token = question(cast, person(cast.adria, "Ante"))  # on the pages that links open too
    assert sheet_of(Browser().get(reverse("portal_approval", args=[token])).content.decode()) == sheet_of(page)
    assert sheet_of(Browser().get("/portal/").content.decode()) == "/portal/colours/204060.css"
    answer = browser.get(logo_of(page))
    assert (answer["Content-Type"], b"".join(answer.streaming_content)) == ("image/png", PNG + b"theirs")
    assert Client.objects.get(pk=cast.adria.pk).version == 2
    changed = Entry.objects.filter(name="client.changed").get().data["changes"]
    assert changed == {"brand": ["", "#0f5c56"], "logo": ["", "theirs.png"]}
    dress(adria(cast), by=cast.luka, brand="", without_logo=True)
    page = browser.get(HOME).content.decode()
    assert (sheet_of(page), logo_of(page)) == ("/portal/colours/204060.css", ours)


@pytest.mark.parametrize("digits", ["ffffff", "ffd400", "000000", "0f5c56", "FFD400"])
def test_the_sheet_of_a_colour_bears_white_words(digits: str) -> None:
    answer = Browser().get(f"/portal/colours/{digits}.css")
    css = answer.content.decode()
    assert answer["Content-Type"].startswith("text/css")
    assert "immutable" in answer["Cache-Control"]
    fills = re.findall(r"--brand(?:-hover)?:(?:light-dark\()?(#\w{6}),?(#\w{6})?", css)
    assert len(fills) == 4
    assert all(contrast(fill, WHITE) >= 4.5 for pair in fills for fill in pair if fill)
    assert css.count("{") == css.count("}")


@pytest.mark.parametrize("digits", ["red", "fff", "12345", "1234567", "gggggg", "0f5c5;", "..%2f..", "0f5c56}"])
def test_what_is_no_colour_has_no_sheet(db: Any, digits: str) -> None:
    assert Browser().get(f"/portal/colours/{digits}.css").status_code == 404


@pytest.mark.parametrize(
    "content, told",
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "an SVG is not taken"),
        (b"%PDF-1.7", "PNG, JPEG"),
        (b"<html>", "PNG, JPEG"),
        (b"", "empty"),
        (PNG + bytes(1_000_001), "At most 1 MB"),
    ],
)
def test_only_a_light_raster_picture_becomes_a_logo(cast: Cast, content: bytes, told: str) -> None:
    with pytest.raises(ValidationError, match=told) as refused:
        dress(adria(cast), by=cast.luka, brand="", logo=ContentFile(content), name="logo.png")
    assert list(refused.value.message_dict) == ["logo"]
    assert not Document.objects.exists()


def test_a_logos_address_is_signed_and_leads_to_pictures_alone(cast: Cast) -> None:
    text = keep(ContentFile(b"a contract"), name="logo.png", by=None)
    signer = Signer(salt="portal.logo")
    for signed in (signer.sign(str(text.pk)), signer.sign("987654"), str(text.pk), f"{text.pk}:AAAA", "x"):
        assert Browser().get(reverse("portal_logo", args=[signed])).status_code == 404
    assert Browser().get(reverse("portal_logo", args=[Signer(salt="else").sign(str(text.pk))])).status_code == 404


def test_only_who_keeps_the_client_dresses_it_and_only_an_administrator_the_agency(cast: Cast, caller: Any) -> None:
    with pytest.raises(PermissionDenied):
        dress(Client.objects.fetch(cast.tin, cast.adria.pk), by=cast.tin, brand="#000000")
    with pytest.raises(PermissionDenied):
        dress_agency(by=cast.luka, brand="#000000")
    address = reverse("client_brand", args=[cast.adria.pk])
    for wrong in ("reddish", "#12", "url(x)", "#0f5c56;}"):
        answer = caller(cast.luka).post(address, {"brand": wrong})
        assert answer.status_code == 422
        assert f'value="{wrong}"' in answer.content.decode()
    answer = caller(cast.luka).post(address, {"brand": "#ffd400"}, follow=True)
    assert "so pages show it as #8c7500" in answer.content.decode()
    assert caller(cast.iva).post(reverse("agency_brand"), {"brand": "#123456"}).status_code == 303
    assert "#123456" in caller(cast.iva).get(reverse("agency_brand")).content.decode()
