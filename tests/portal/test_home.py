"""What a contact finds: the one thing first, only what was marked for the client, and nothing of anybody else."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.approvals.asking import person, question
from tests.cast import Cast, contact
from tests.portal.coming_in import as_contact

from rapport.catalogue.models import Edition, Service
from rapport.conversations.meetings.models import Meeting, Participant
from rapport.delivery.models import Brief, Goal, Milestone, Owed, Plan
from rapport.delivery.requests.make import make
from rapport.documents.bring import bring, bring_version
from rapport.documents.models import Paper
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.journal.record import record
from rapport.links.models import Link
from rapport.onboarding.questionnaires.models import Questionnaire
from rapport.portfolio.models import Client, Contact, Keeper, Shown
from rapport.portfolio.show import hide, show
from rapport.post.models import Outgoing

HOME = "/portal/home/"


def html(browser: Browser, address: str = HOME) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def adria(cast: Cast) -> Client:
    return Client.objects.fetch(cast.luka, cast.adria.pk)


def plan_of(client: Client, title: str = "The way to spring", stages: int = 1) -> Plan:
    plan = Plan.objects.create(client=client, title=title, state="going", settled_at=clock.now())
    for number in range(stages):
        day = clock.today() + timedelta(days=10 * number)
        Milestone.objects.create(
            plan=plan, title=f"{title}, part {number + 1}", first=day, last=day + timedelta(days=9),
            baseline_first=day, baseline_last=day + timedelta(days=9 - number), place=number,
        )  # fmt: skip
    return plan


def questionnaire(who: Contact, days: int = 5) -> Questionnaire:
    service = Service.objects.get_or_create(key="seo", defaults={"names": {"en": "SEO"}})[0]
    edition = Edition.objects.filter(service=service).first() or Edition.objects.create(
        service=service, number=1, content={}
    )
    return Questionnaire.objects.create(
        client=who.client, edition=edition, contact=who, due=clock.now() + timedelta(days=days), asked_at=clock.now()
    )


def test_the_page_teaches_when_there_is_nothing(cast: Cast) -> None:
    page = html(as_contact(person(cast.adria)))
    assert "Nothing waits for you, Ivana" in page
    assert "Ask for something" in page
    assert "Luka Perko" in page


def test_the_thing_wanted_first_stands_first_and_all_are_counted(cast: Cast) -> None:
    who = person(cast.adria)
    approval, _token = question(cast, who, due=clock.now() + timedelta(days=4))
    Owed.objects.create(client=cast.adria, what="Photos of the surgery", waits="the page", due=clock.today())
    asked = questionnaire(who, days=9)
    page = html(as_contact(who))
    assert "1 of 3 things for you" in page
    assert "<h1>Photos of the surgery</h1>" in page
    order = [page.index(f"<b>{words}") for words in ("Photos of the surgery", approval.title, "SEO")]
    assert order == sorted(order)
    assert reverse("portal_opening", args=["questionnaire", asked.pk]) in page


def test_an_approval_opens_by_a_press_that_makes_a_link_for_this_visit(cast: Cast) -> None:
    who = person(cast.adria)
    approval, _token = question(cast, who)
    browser, address = as_contact(who), reverse("portal_opening", args=["approval", approval.pk])
    assert browser.get(address).status_code == 405
    there = browser.post(address).headers["Location"]
    assert approval.title in Browser().get(there).content.decode()  # the link is the key, as the one in the letter is
    link = Link.objects.get(data={"visit": True})
    assert link.expires_at - clock.now() < timedelta(hours=13)
    again = browser.post(address).headers["Location"]
    assert Browser().get(there).status_code == 410  # one at a time
    answer = Browser().post(again, {"answer": "confirmed", "version": approval.version, "name": "Ivana"})
    assert answer.status_code == 200
    assert browser.post(address).status_code == 404
    assert approval.title not in html(browser)


def test_a_question_that_was_passed_on_by_name_is_not_theirs_any_more(cast: Cast) -> None:
    who = person(cast.adria)
    approval, _token = question(cast, who)
    type(approval).objects.filter(pk=approval.pk).update(passed_name="Ante of the workshop")
    browser = as_contact(who)
    assert approval.title not in html(browser)
    assert browser.post(reverse("portal_opening", args=["approval", approval.pk])).status_code == 404


def test_what_is_given_waits_for_our_look_and_a_second_press_says_it_once(cast: Cast) -> None:
    who = person(cast.adria)
    owed = Owed.objects.create(client=cast.adria, contact=who, what="Photos", due=clock.today())
    browser = as_contact(who)
    for _press in range(2):
        answer = browser.post(reverse("portal_owed_given", args=[owed.pk]), {"note": "In the folder\0"})
        assert answer.headers["Location"] == reverse("portal_owed", args=[owed.pk])
    owed.refresh_from_db()
    assert (owed.state, owed.given_note) == ("given", "In the folder")
    assert Entry.objects.filter(name="owed.given").count() == 1
    assert "given; we look at it" in html(browser)
    assert "In the folder" in html(browser, reverse("portal_owed", args=[owed.pk]))


def test_only_what_is_marked_is_seen_and_only_while_it_is(cast: Cast) -> None:
    client, browser = adria(cast), as_contact(person(cast.adria))
    plan = plan_of(client, stages=2)
    goal = Goal.objects.create(client=client, title="Forty implants a month", aim="The surgery is half empty")
    service = Service.objects.get(key="seo")
    brief = Brief.objects.create(
        client=client, service=service, title="Brief of the winter", about="Cold", state="ready"
    )
    paper = bring(client.pk, BytesIO(b"one"), name="offer.txt", by=cast.luka, title="Our offer").paper
    things = {
        plan: (reverse("portal_plan", args=[plan.pk]), "The way to spring, part 2"),
        brief: (reverse("portal_brief", args=[brief.pk]), "Cold"),
        paper: (reverse("portal_paper", args=[paper.pk]), ""),
        goal: ("", ""),
    }
    for thing, (address, words) in things.items():
        assert str(thing) not in html(browser)
        assert not address or browser.get(address).status_code == 404
        show(thing, client, cast.luka)
        assert str(thing) in html(browser)
        if words:
            assert words in html(browser, address)
    assert str(paper) in html(browser, reverse("portal_papers"))
    for thing, (address, _words) in things.items():
        hide(thing, cast.luka)
        assert str(thing) not in html(browser)
        assert not address or browser.get(address).status_code == 404
    assert str(paper) not in html(browser, reverse("portal_papers"))


def test_a_mark_of_another_client_shows_nothing_here(cast: Cast) -> None:
    """Also where somebody would have marked it wrongly."""
    browser, polyot = as_contact(person(cast.adria)), Client.objects.fetch(cast.nina, cast.polyot.pk)
    plan, goal = plan_of(polyot, "Theirs"), Goal.objects.create(client=polyot, title="Their goal")
    paper = bring(polyot.pk, BytesIO(b"x"), name="theirs.txt", by=cast.nina, title="Their paper").paper
    for thing in (plan, goal, paper):
        Shown.objects.create(client=cast.adria, subject=thing._meta.label_lower, subject_id=thing.pk)
        assert str(thing) not in html(browser)
    assert browser.get(reverse("portal_paper", args=[paper.pk])).status_code == 404
    with pytest.raises(Exception, match="another client"):
        show(plan, adria(cast), cast.luka)


def test_the_newest_version_comes_as_a_download(cast: Cast) -> None:
    browser, client = as_contact(person(cast.adria)), adria(cast)
    paper = bring(client.pk, BytesIO(b"<script>1</script>"), name="page.html", by=cast.luka).paper
    bring_version(paper, BytesIO(b"<script>2</script>"), name="page.html", by=cast.luka)
    show(paper, client, cast.luka)
    answer = browser.get(reverse("portal_paper", args=[paper.pk]))
    assert b"".join(answer.streaming_content) == b"<script>2</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "private, no-store"
    Paper.objects.filter(pk=paper.pk).update(deleted_at=clock.now())
    assert browser.get(reverse("portal_paper", args=[paper.pk])).status_code == 404


def test_a_plan_says_how_far_it_is_and_what_was_agreed_first(cast: Cast) -> None:
    client, browser = adria(cast), as_contact(person(cast.adria))
    plan = plan_of(client, stages=3)
    Milestone.objects.filter(plan=plan, place=0).update(done_at=clock.now())
    show(plan, client, cast.luka)
    page = html(browser, reverse("portal_plan", args=[plan.pk]))
    for words in ("1 of 3 milestones done", "done on", "first agreed"):
        assert words in page
    assert "Milestone 2 of 3" in html(browser)
    assert "2 days later than agreed" in html(browser)


def test_meetings_are_seen_by_who_takes_part_and_minutes_once_they_were_sent(cast: Cast) -> None:
    who, beside = person(cast.adria), person(cast.adria, "Ante", "Radić")
    at = clock.now() + timedelta(days=3)
    fields: dict[str, Any] = {"client": cast.adria, "host": cast.luka, "local": at, "zone": "Europe/Zagreb"}
    ahead = Meeting.objects.create(title="Winter plan", at=at, uid="a", **fields)
    past = clock.now() - timedelta(days=3)
    held = Meeting.objects.create(title="Autumn", at=past, uid="b", state="held", minutes_sent_at=clock.now(), **fields)
    for meeting in (ahead, held):
        Participant.objects.create(meeting=meeting, contact=who)
        Participant.objects.create(meeting=meeting, member=cast.luka)
    mine, theirs = as_contact(who), as_contact(beside)
    assert "Winter plan" in html(mine)
    assert "Winter plan" not in html(theirs)
    address = reverse("portal_meeting", args=[ahead.pk])
    assert theirs.get(address).status_code == 404
    assert mine.post(address, {"answer": "accepted", "sequence": 9}).status_code == 409
    assert mine.post(address, {"answer": "never", "sequence": 0}).status_code == 422
    assert "your answer is kept" in mine.post(address, {"answer": "accepted", "sequence": 0}).content.decode()
    assert Participant.objects.get(meeting=ahead, contact=who).answer == "accepted"
    assert "Autumn" not in html(mine)  # they were sent, but not to Ivana
    mail = who.channels.get().value
    letter = Outgoing.objects.create(key="minutes:1", to=mail, to_all=[["Ivana", mail]], subject="M", text="We agreed.")
    record("minutes.sent", by=cast.luka, about=held, client=cast.adria.pk, title="x", to=[mail], letters=[letter.pk])
    assert "Autumn" in html(mine)
    assert "We agreed." in html(mine, reverse("portal_meeting", args=[held.pk]))
    assert mine.post(reverse("portal_meeting", args=[held.pk]), {"answer": "declined"}).status_code == 200
    assert Participant.objects.get(meeting=held, contact=who).answer == "none"


def test_who_looks_after_them_is_named_with_who_stands_in(cast: Cast) -> None:
    today = clock.today()
    Keeper.objects.create(client=cast.adria, member=cast.ana, part="cover", since=today, until=today)
    Keeper.objects.create(client=cast.adria, member=cast.nina, part="deputy", since=today, until=None)
    page = html(as_contact(person(cast.adria, zone="America/Los_Angeles")))
    assert page.index("Luka Perko") < page.index("Ana Vidović") < page.index("Nina Horvat")
    assert "with you" in page


def fill(cast: Cast, who: Contact, rows: range) -> None:
    client = adria(cast)
    for number in rows:
        Owed.objects.create(client=client, what=f"Thing {number}", due=clock.today())
        show(plan_of(client, f"Plan {number}", stages=2), client, cast.luka)
        show(Goal.objects.create(client=client, title=f"Goal {number}"), client, cast.luka)
        paper = bring(client.pk, BytesIO(b"%d" % number), name=f"{number}.txt", by=cast.luka).paper
        show(paper, client, cast.luka)
        question(cast, who, subject=contact(client, f"Subject {number}"))
        at = clock.now() + timedelta(days=number + 1)
        meeting = Meeting.objects.create(
            client=client, host=cast.luka, local=at, at=at, zone="UTC", uid=f"m{number}", title=f"Talk {number}"
        )
        Participant.objects.create(meeting=meeting, contact=who)
        make(who, f"Wish {number}")


def test_the_page_asks_as_often_with_three_rows_as_with_twenty_five(cast: Cast) -> None:
    who = person(cast.adria)
    browser, counts = as_contact(who), []
    for rows in (range(3), range(3, 25)):
        fill(cast, who, rows)
        with CaptureQueriesContext(connection) as queries:
            html(browser)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 24, counts


def test_looking_at_everything_writes_nothing(cast: Cast) -> None:
    who = person(cast.adria)
    fill(cast, who, range(1))
    browser = as_contact(who)
    with CaptureQueriesContext(connection) as queries:
        for name in ("portal_home", "portal_papers", "portal_request", "portal_choice"):
            html(browser, reverse(name))
    assert not [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
