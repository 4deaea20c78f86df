"""Nothing of another client, and nothing of what we say among ourselves, reaches a client's contact.

Every text of every row is filled with a word that is found nowhere else: one for whatever is another client's, one for
what is about this client and not for its eyes. Then all that a contact can open is read, and the letters to them. The
walk over the models is generic: a new model or field is covered without a line here, unless the client may see it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import models
from django.db.models import Q
from django.test import Client as Browser
from django.urls import resolve, reverse
from django.utils import timezone
from tests.cast import Cast, make
from tests.house.sources import listing
from tests.house.test_matrix import OF_CONTACTS, Things, make_world, parts_of
from tests.portal.coming_in import as_contact

from rapport.agency.models import Member
from rapport.agency.permissions import BY_CONTACT, OPEN, ROUTES
from rapport.approvals.letter import PURPOSE as APPROVAL
from rapport.approvals.models import Approval
from rapport.approvals.remind import send_again
from rapport.conversations.meetings.feed import PURPOSE as FEED
from rapport.conversations.meetings.invite_by_mail import PURPOSE as INVITATION
from rapport.conversations.meetings.invite_by_mail import invite_by_mail
from rapport.conversations.meetings.models import Meeting, Offer, Participant
from rapport.conversations.meetings.offers import PURPOSE as TIMES
from rapport.delivery.models import Brief, Goal, Owed, Plan
from rapport.delivery.owed.remind_them import remind_them
from rapport.delivery.requests.answer import answer
from rapport.delivery.requests.models import Request
from rapport.documents.keep import keep
from rapport.documents.models import Document, Paper
from rapport.journal import clock
from rapport.links.hand_out import hand_out
from rapport.onboarding.accesses.ask_for_secret import ask_for_secret
from rapport.onboarding.accesses.empty import PURPOSE as DROP
from rapport.onboarding.models import Access, Drop
from rapport.onboarding.questionnaires.letter import PURPOSE as QUESTIONS
from rapport.onboarding.questionnaires.letter import write as write_questions
from rapport.onboarding.questionnaires.models import Questionnaire
from rapport.overview.portal.send_key import by_mail
from rapport.portfolio.models import Client, Contact
from rapport.portfolio.shut_out import DOOR
from rapport.portfolio.welcome import mails_of
from rapport.post.models import Outgoing
from rapport.results.reports.letter import PURPOSE as REPORT
from rapport.results.reports.models import Part as ReportPart
from rapport.results.reports.models import Report, Signed
from rapport.results.reports.sign_off import sign_off
from rapport.results.reports.write_part import write_part

THEIRS, OURS = "zk7canary9qx", "wv3inside8jp"  # of another client · of this one, among ourselves

# Words that machines read, and addresses and times: another value would hide a leak instead of showing it.
NOT_WORDS = frozenset(
    "language zone country currency week rule digest kind began tier status brand version token_hash purpose subject "
    "about cause source key uid once formats mail to_all network mark channel".split()
)
# What a client may see of its own, field by field; all else is for our eyes.
VISIBLE: dict[str, frozenset[str]] = {
    "portfolio.Client": frozenset({"name", "silence_note"}),
    "portfolio.Contact": frozenset({"first_name", "last_name"}),
    "portfolio.Channel": frozenset({"value", "folded"}),
    "approvals.Approval": frozenset({"title", "intro", "shown", "news", "passed_name"}),
    "delivery.Owed": frozenset({"what", "waits", "note", "given_note"}),
    "delivery.Plan": frozenset({"title", "about"}),
    "delivery.Milestone": frozenset({"title", "about"}),
    "delivery.Goal": frozenset({"title", "aim"}),
    "delivery.Brief": frozenset({"title", "about", "why_channels", "answers"}),
    "delivery.Request": frozenset({"words", "answer"}),
    "conversations.Meeting": frozenset({"title", "place"}),
    "conversations.Offer": frozenset({"title", "place"}),
    "conversations.Participant": frozenset({"name"}),
    "documents.Paper": frozenset({"title"}),
    "onboarding.Access": frozenset({"system", "why"}),
    "results.Part": frozenset({"title", "text"}),  # signed off word for word
    "onboarding.Part": frozenset({"name"}),  # a colleague of theirs
    "documents.Document": frozenset({"name"}),
    "post.Outgoing": frozenset({"to", "subject", "text", "html", "calendar", "method", "said", "error"}),
    "links.Link": frozenset({"data"}),
}
FILLED_JSON = frozenset(
    {"shown", "news", "aside", "value", "answers", "regions", "earlier", "before", "filled", "labels"}
)


@pytest.fixture
def cast(db: Any) -> Cast:
    cache.clear()
    with timezone.override("Europe/Zagreb"):
        return make()


def test_nothing_of_another_client_and_nothing_of_ours_reaches_a_contact(cast: Cast) -> None:
    world = make_world(cast)
    adria = world.things["adria"]
    who = Contact.objects.get(pk=adria["contact"])
    unmarked(cast)
    filled = fill_everything(cast)
    assert filled[THEIRS] > 150
    assert filled[OURS] > 40
    write_letters(cast, who, adria)
    seen = {**read_as_contact(world, who), **read_by_links(who, adria)}
    seen |= {f"letter {pk}": text for pk, text in letters_to(who)}
    assert len(seen) > 25, sorted(seen)
    lacking = portal_routes() - {name for address in seen if (name := named(address))}
    assert not lacking, "no page of the portal is left out; read these too" + listing(sorted(lacking))
    assert "Adria Dental" in seen["/portal/home/"]
    found = sorted(f"{where}: …{around(text, word)}…" for where, text in seen.items() for word in (THEIRS, OURS)
                   if word in text.lower())  # fmt: skip
    assert not found, "\n".join(found)


def portal_routes() -> set[str]:
    """Every address that a contact may open: the gate lets nobody else in by these rows."""
    names = {name for name, deed in ROUTES.items() if name.startswith("portal_") and deed in (*OPEN, *BY_CONTACT)}
    return names - {"portal_logo"}  # whose address is signed: test_band.py


def named(place: str) -> str:
    """The name of an address that was read; empty for a letter."""
    address = place.split(" ")[-1].partition("?")[0]
    return resolve(address).url_name or "" if address.startswith("/") else ""


def unmarked(cast: Cast) -> None:
    """Things of this client that nobody has marked: as if all of them were about our plans with it."""
    service = cast.adria.engagements.get().service
    Plan.objects.create(client=cast.adria, title=OURS, state="going", settled_at=clock.now())
    Plan.objects.create(client=cast.adria, title=OURS, state="draft")
    Goal.objects.create(client=cast.adria, title=OURS)
    Brief.objects.create(client=cast.adria, service=service, title=OURS, state="ready")
    Paper.objects.create(client_id=cast.adria.pk, title=OURS)


def fill_everything(cast: Cast) -> dict[str, int]:
    """Every text of every row; how many were filled with each word."""
    others = list(Client.objects.exclude(pk=cast.adria.pk).values_list("pk", flat=True))
    filled = {THEIRS: 0, OURS: 0}
    for model in apps.get_models():
        if not model.__module__.startswith("rapport.") or not (ways := ways_to_client(model)):
            continue
        for word, clients in ((THEIRS, others), (OURS, [cast.adria.pk])):
            mine = Q()
            for way in ways:
                mine |= Q(**{f"{way}__in": clients})
            for row in model._default_manager.filter(mine).distinct():
                if word == OURS and model is Contact and row.deleted_at is None:
                    continue  # whoever takes part is named
                values = dict(values_of(row, word))
                filled[word] += bool(values)
                model._default_manager.filter(pk=row.pk).update(**values)
    swap_files(others)
    return filled


def ways_to_client(model: type[models.Model], past: frozenset[type] = frozenset()) -> list[str]:
    """The lookups that lead from a row to the client it is about, through at most three keys."""
    if model is Client:
        return ["pk"]
    ways = []
    for one in model._meta.concrete_fields:
        if one.name == "client_id" and not isinstance(one, models.ForeignKey):
            ways.append("client_id")
        elif isinstance(one, models.ForeignKey) and one.related_model not in past and len(past) < 3:
            ways += [f"{one.name}__{way}" for way in ways_to_client(one.related_model, past | {model})]
    return ways


def values_of(row: models.Model, word: str) -> Iterator[tuple[str, Any]]:
    visible = VISIBLE.get(row._meta.label, frozenset()) if word == OURS else frozenset()
    for one in row._meta.concrete_fields:
        if one.name in visible or one.name in NOT_WORDS or one.unique or one.choices:
            continue
        if isinstance(one, models.JSONField):
            if one.name in FILLED_JSON:
                yield one.name, in_json(getattr(row, one.attname), word)
        elif isinstance(one, models.EmailField):
            yield one.name, f"{word}.{row.pk}@{word}.example"
        elif isinstance(one, models.CharField | models.TextField):
            text = f"{word} {row._meta.label_lower}.{one.name} {row.pk}"
            if one.max_length is None or one.max_length >= len(word) + 8:
                yield one.name, text[: one.max_length] if one.max_length else text


def in_json(value: Any, word: str) -> Any:
    match value:
        case str():
            return word
        case list():
            return [in_json(part, word) for part in value]
        case dict():
            return {key: in_json(part, word) for key, part in value.items()}
        case _:
            return value


def swap_files(others: list[int]) -> None:
    """What another client's files hold."""
    kept = keep(BytesIO(THEIRS.encode()), name="x", by=None)
    Document.objects.filter(client_id__in=others).update(digest=kept.digest, name=f"{THEIRS}.txt")


def write_letters(cast: Cast, who: Contact, adria: Things) -> None:
    """Those that the house writes to them: a key, a question once more, the answer to a request."""
    assert by_mail(mails_of(who)[0])
    approval = Approval.objects.get(pk=adria["approval"])
    Approval.objects.filter(pk=approval.pk).update(asked_at=clock.now() - timedelta(days=2))
    send_again(Approval.objects.get(pk=approval.pk), by=cast.luka)
    request = Request.objects.select_related("contact").get(pk=adria["request"])
    request.client = Client.objects.fetch(cast.luka, cast.adria.pk)
    answer(request, "We make one.", by=cast.luka)
    client = request.client
    asked = Questionnaire.objects.select_related("client", "edition__service").get(pk=adria["questionnaire"])
    Questionnaire.objects.filter(pk=asked.pk).update(contact=who, asked_at=clock.now())
    asked.contact = who
    write_questions(asked, by=cast.luka)
    owed = Owed.objects.select_related("contact").get(pk=adria["owed"])
    owed.client = client
    remind_them(owed, by=cast.luka)
    access = Access.objects.get(pk=adria["access"])
    access.client = client
    ask_for_secret(access, by=cast.luka, for_member=cast.luka, contact=who)
    ahead = clock.now() + timedelta(days=3)
    Meeting.objects.filter(pk=adria["meeting"]).update(at=ahead, local=ahead)
    meeting = Meeting.objects.select_related("host").get(pk=adria["meeting"])
    meeting.client = client
    invite_by_mail(meeting, by=cast.luka)
    report = Report.objects.get(pk=adria["report"])
    report.client = client
    ReportPart.objects.filter(report=report).update(writer=None)
    part = ReportPart.objects.get(report=report)
    part.report = report
    write_part(part, by=cast.luka, text="A good month.", title="More calls")
    sign_off(report, by=cast.luka)
    Signed.objects.update(sent_at=clock.now())
    assert len(letters_to(who)) >= 8, Outgoing.objects.values_list("to", "subject")


def read_as_contact(world: Any, who: Contact) -> dict[str, str]:
    """All pages and files that lead on from the first one, with every press that opens something; what else they ask
    for by hand; and what is only for us."""
    browser = as_contact(who)
    seen = crawl(browser, ["/portal/home/", "/portal/requests/", "/portal/documents/", "/portal/who/"])
    for name in ("adria", "polyot"):
        for route, about in OF_CONTACTS.items():
            address = reverse(route, kwargs=parts_of(about, world.things[name]))
            for method in ("get", "post"):
                seen[f"{method} {address}"] = text_of(getattr(browser, method)(address))
    for address in ("/find/?q=" + THEIRS, "/today/", f"/clients/{world.things['polyot'].client}/", "/clients/"):
        answer = browser.get(address)
        assert answer.status_code in (302, 404), (address, answer.status_code)
    return seen


def read_by_links(who: Contact, adria: Things) -> dict[str, str]:
    """What whoever holds a link of theirs can open."""
    seat = Participant.objects.get(meeting=adria["meeting"], contact=who)
    member = Participant.objects.exclude(member=None).filter(meeting=adria["meeting"]).first()
    assert member is not None
    offer = Offer.objects.get(pk=adria["offer"])
    subjects = [
        ("portal_approval", APPROVAL, Approval.objects.get(pk=adria["approval"])),
        ("portal_invitation", INVITATION, seat),
        ("portal_feed", FEED, member.member),
        ("portal_times", TIMES, offer),
    ]
    subjects.append(("portal_questionnaire", QUESTIONS, Questionnaire.objects.get(pk=adria["questionnaire"])))
    subjects.append(("portal_drop", DROP, Drop.objects.filter(access=adria["access"], ended_at=None).latest("pk")))
    subjects += [
        (route, REPORT, Report.objects.get(pk=adria["report"])) for route in ("portal_report", "portal_report_pdf")
    ]
    seen = {}
    for route, purpose, subject in subjects:
        link, token = hand_out(
            purpose, lasts=timedelta(hours=1), by=None, subject=subject, client=adria.client, contact=who.pk
        )
        if subject is offer:
            Offer.objects.filter(pk=offer.pk).update(link=link)
        if purpose == DROP:
            Drop.objects.filter(pk=subject.pk).update(link=link)
        seen |= crawl(Browser(), [reverse(route, args=[token])])
        if purpose == QUESTIONS:
            told = Browser().post(there := reverse("portal_answer", args=[token]), {"key": "goal", "words": "More"})
            seen[f"post {there}"] = text_of(told)
    _link, key = hand_out(DOOR, lasts=timedelta(hours=1), by=None, client=adria.client, contact=who.pk,
                          mail=mails_of(who)[0])  # fmt: skip
    opened = Browser()
    seen |= crawl(opened, [reverse("portal_key", args=[key]), "/portal/"])
    seen["post /portal/leave/"] = text_of(opened.post("/portal/leave/"))
    colours = reverse("portal_colours", args=["1f6f54"])
    seen[colours] = text_of(opened.get(colours))
    assert any("Right?" in text for text in seen.values())
    return seen


def crawl(browser: Browser, begin: list[str]) -> dict[str, str]:
    """Every address of ours that can be reached, and every press whose answer leads on."""
    seen: dict[str, str] = {}
    waiting = list(begin)
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        answer = browser.get(address)
        if answer.status_code in (302, 303):
            waiting.append(answer.headers["Location"])
        seen[address] = text_of(answer)
        for target in re.findall(r'(?:href|src|action)="(/[^"#]*)', seen[address]):
            target = target.replace("&amp;", "&")
            if target.startswith("/portal/open/"):
                waiting.append(browser.post(target).headers["Location"])
            elif not target.startswith(("/static/", "/portal/leave/", "/portal/language/")):
                waiting.append(target)
    return seen


def text_of(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8", "replace") + str(dict(answer.headers))


def letters_to(who: Contact) -> list[tuple[int, str]]:
    """Also at the address that a question of theirs went to."""
    rows = Outgoing.objects.filter(Q(to__in=mails_of(who)) | Q(client_id=who.client_id))
    rows = rows.exclude(to__in=Member.objects.values("email"))
    return [(one.pk, f"{one.subject}\n{one.text}\n{one.html}\n{one.headers}\n{one.calendar}") for one in rows]


def around(text: str, word: str) -> str:
    at = text.lower().index(word)
    return " ".join(text[max(at - 60, 0) : at + 60].split())
