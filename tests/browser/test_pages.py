"""Every page, looked at by axe in both themes and at both sizes: no violation, nothing too wide, no error."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

# member, address; {adria} and the like are filled with the number of the client of that name
PAGES = [
    ("", "/account/login/"),
    ("", "/demo/"),
    ("marta", "/"),
    ("marta", "/clients/"),
    ("marta", "/clients/{Adria Dental}/"),
    ("marta", "/clients/{Adria Dental}/people/"),
    ("marta", "/clients/{Adria Dental}/services/"),
    ("marta", "/clients/{Adria Dental}/understandings/"),
    ("marta", "/clients/{Adria Dental}/links/"),
    ("marta", "/clients/{Adria Dental}/approvals/"),
    ("marta", "/clients/{Blue Heron Outfitters}/files/"),
    ("marta", "/clients/{Blue Heron Outfitters}/approvals/new/"),
    ("marta", "/clients/new/"),
    ("marta", "/imports/"),
    ("marta", "/today/team/"),
    ("marta", "/touchpoints/new/"),
    ("marta", "/mail/"),
    ("marta", "/meetings/"),
    ("marta", "/work/"),
    ("marta", "/work/board/"),
    ("marta", "/work/matrix/"),
    ("marta", "/work/calendar/"),
    ("marta", "/work/starts/"),
    ("marta", "/clients/{Adria Dental}/plan/"),
    ("marta", "/clients/{Adria Dental}/portal/"),
    ("petra", "/work/load/"),
    ("tin", "/work/mine/"),
    ("luka", "/"),
    ("luka", "/library/"),
    ("petra", "/services/1/"),
    ("petra", "/team/"),
    ("iva", "/members/"),
    ("iva", "/members/invite/"),
    ("iva", "/agency/"),
    ("marta", "/me/"),
    ("zuzana", "/"),
    ("alexei", "/clients/"),
]
WAYS = {
    "wide-light": ("wide", False),
    "phone-dark": ("phone", True),
    "wide-dark": ("wide", True),
    "phone-light": ("phone", False),
}
# the three pages people live in, in every way; the others wide and light, and on a phone in the dark
LIVED_IN = [("marta", "/"), ("marta", "/clients/"), ("marta", "/clients/{Adria Dental}/")]
LOOKS = [(*page, way) for page in PAGES for way in (WAYS if page in LIVED_IN else list(WAYS)[:2])]


def fill(house, address):
    if "{" not in address:
        return address
    name = address[address.index("{") + 1 : address.index("}")]
    return address.replace("{" + name + "}", str(house.client(name)))


@pytest.mark.parametrize(("mail", "address", "way"), LOOKS, ids=[f"{m or 'nobody'} {a} {w}" for m, a, w in LOOKS])
def test_page_is_open_to_everyone(house, enter, mail, address, way):
    size, dark = WAYS[way]
    page = enter(mail, size=size, dark=dark, at=fill(house, address))
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    wrong = found.response["violations"]
    told = [f"{v['id']}: {v['help']} — {[n['html'][:160] for n in v['nodes'][:3]]}" for v in wrong]
    assert told == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "wider than the screen"
    assert page.troubles == []
