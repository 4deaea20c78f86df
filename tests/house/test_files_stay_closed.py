"""A file that holds a page or a drawing with a script is only ever handed out as bytes, by whatever address.

Every address is asked for while all files of the house are such, whatever kind they were called when they were kept. A
new address that hands out files needs its line in HANDED_OUT; so nobody forgets to ask who may have the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from tests.cast import make
from tests.house.sources import listing
from tests.house.test_matrix import ABOUT_CLIENTS, OF_CONTACTS, OWN, World, make_world, parts_of
from tests.portal.coming_in import as_contact

from rapport.approvals.models import Approval
from rapport.documents.keep import keep
from rapport.documents.models import Document
from rapport.links.hand_out import hand_out
from rapport.portal.band import _signer
from rapport.portfolio.models import Contact

HOSTILE = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(2)</script></svg>"
NAME = 'plan"><img src=x onerror=alert(3)>.png'
HANDED_OUT = {
    "approval_file", "document", "mail_attachment", "message_raw", "portal_approval_file", "portal_paper",
    "portal_picture", "portal_request_file", "questionnaire_file", "request_file", "task_file", "version_file",
    "version_picture",
}  # fmt: skip


@pytest.mark.parametrize("called", ["image/png", "text/plain"])
def test_what_holds_a_script_is_never_opened_in_the_browser(db: Any, called: str) -> None:
    cache.clear()
    with timezone.override("Europe/Zagreb"):
        world = make_world(make())
        world.sign_in()
        kept = keep(BytesIO(HOSTILE), name=NAME, by=None)
        Document.objects.update(digest=kept.digest, name=NAME, kind=called)
        files = [{"name": NAME, "size": len(HOSTILE), "kind": called, "digest": kept.digest}]
        Approval.objects.update(files=files)
        handed, wrong = set(), []
        for route, browser, address in addresses(world, kept.pk):
            answer = browser.get(address)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            if b"<img src=x" in content:
                wrong.append(f"{route} writes the name of a file into its page as it is")
            if HOSTILE not in content:
                continue
            handed.add(route)
            if not answer.headers.get("Content-Disposition", "").startswith("attachment"):
                wrong.append(f"{route} opens it in the browser")
            if answer.headers.get("X-Content-Type-Options") != "nosniff":
                wrong.append(f"{route} lets the browser guess what it is")
            if answer.headers["Content-Type"].split(";")[0] not in (
                "application/octet-stream",
                "image/png",
                "message/rfc822",
            ):
                wrong.append(f"{route} calls it {answer.headers['Content-Type']}")
    assert not wrong, listing(wrong)
    lacking = handed ^ (HANDED_OUT if called == "image/png" else HANDED_OUT - {"portal_picture", "version_picture"})
    assert not lacking, "what hands out files, and HANDED_OUT, differ" + listing(sorted(lacking))


def addresses(world: World, file: int) -> Iterator[tuple[str, Browser, str]]:
    """Every address that names something of a client, of a member or of a contact, with who may open it."""
    adria = world.things["adria"]
    for route, about in ABOUT_CLIENTS.items():
        yield route, world.browser("luka"), reverse(route, kwargs=parts_of(about, adria))
    for route, (thing, _who) in OWN.items():
        yield route, world.browser("luka"), reverse(route, kwargs={"pk": world.own[thing]})
    contact = as_contact(Contact.objects.get(pk=adria["contact"]))
    for route, about in OF_CONTACTS.items():
        yield route, contact, reverse(route, kwargs=parts_of(about, adria))
    asked = Approval.objects.get(pk=adria["approval"])
    _link, token = hand_out("approval", lasts=timedelta(hours=1), by=None, subject=asked, contact=asked.contact_id)
    yield "portal_approval", Browser(), reverse("portal_approval", args=[token])
    yield "portal_approval_file", Browser(), reverse("portal_approval_file", args=[token, 1])
    yield "portal_logo", Browser(), reverse("portal_logo", args=[_signer().sign(str(file))])
