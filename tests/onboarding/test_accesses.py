"""The access register: its ways and history, what the client is asked, ends in sight, and revoking all at once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests import cast as casting

from rapport.agency.change_member import change_member
from rapport.attention.models import open_items
from rapport.delivery.owed.give import give
from rapport.delivery.owed.models import Owed
from rapport.journal import clock
from rapport.onboarding.accesses import facts, remind
from rapport.onboarding.accesses.change import change
from rapport.onboarding.accesses.lock import Stale
from rapport.onboarding.accesses.models import Access
from rapport.onboarding.accesses.move_on import move_on
from rapport.onboarding.accesses.note import note
from rapport.onboarding.accesses.revoke_of_client import revoke_of_client
from rapport.onboarding.accesses.revoke_of_member import accesses_of, revoke_of_member
from rapport.portfolio.models import Client, Crew

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


@pytest.fixture
def at(monkeypatch):
    def set_to(day, hour=9):
        moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        monkeypatch.setattr(clock, "now", lambda: moment)
        return moment

    set_to(MONDAY)
    return set_to


@pytest.fixture
def adria(cast, at):
    return Client.objects.fetch(cast.luka, cast.adria.pk)


@pytest.fixture
def ivana(cast):
    return casting.contact(cast.adria, "Ivana", "Perić", language="en")


def register(cast, adria, **more):
    return note(adria, by=cast.luka, **{"system": "Google Ads", "level": "read", "member": cast.tin, **more})


def fresh(access, adria):
    row = Access.objects.select_related("member").get(pk=access.pk)
    row.client = adria
    return row


def test_its_way_is_kept_step_by_step(cast, adria):
    access = register(cast, adria)
    for to in ("asked", "sought", "given"):
        access = move_on(fresh(access, adria), to=to, by=cast.luka, note=f"so {to}")
    works = fresh(access, adria)
    works.client = Client.objects.fetch(cast.tin, adria.pk)
    access = move_on(works, to="tested", by=cast.tin)  # his own: he tries it himself
    steps = list(access.history.values_list("was", "state", "by", "note"))
    assert steps == [
        ("", "wanted", cast.luka.pk, ""), ("wanted", "asked", cast.luka.pk, "so asked"),
        ("asked", "sought", cast.luka.pk, "so sought"), ("sought", "given", cast.luka.pk, "so given"),
        ("given", "tested", cast.tin.pk, ""),
    ]  # fmt: skip
    same = move_on(fresh(access, adria), to="tested", by=cast.luka)
    assert (same.history.count(), same.version) == (5, access.version)  # the second click changes nothing
    with pytest.raises(ValidationError, match="cannot go there"):
        move_on(fresh(access, adria), to="sought", by=cast.luka)


def test_a_specialist_says_only_of_their_own_that_it_works_or_not(cast, adria):
    seen = Client.objects.fetch(cast.tin, adria.pk)
    for member, state in ((cast.tin, "wanted"), (cast.luka, "given")):
        access = register(cast, adria, member=member, state=state)
        access.client = seen
        with pytest.raises(PermissionDenied):
            move_on(access, to="asked" if state == "wanted" else "tested", by=cast.tin)
    with pytest.raises(PermissionDenied):
        note(seen, by=cast.tin, system="x")
    with pytest.raises(PermissionDenied):
        revoke_of_client(seen, by=cast.tin)


def test_asked_for_it_stands_in_what_they_owe_and_given_it_is_tried_by_us(cast, adria, ivana, follow):
    access = register(cast, adria, contact=ivana, state="asked", due=MONDAY + 4 * DAY, why="The campaign")
    owed = Owed.objects.get()
    assert (owed.what, owed.kind, owed.due, owed.waits) == (
        "Access to Google Ads: read", "access", MONDAY + 4 * DAY, "The campaign",
    )  # fmt: skip
    owed.client = adria
    give(owed, contact=ivana, note="Sent to your mail")
    follow()
    access = fresh(access, adria)
    assert (access.state, access.history.last().name) == ("given", "Ivana Perić")
    assert Owed.objects.get().state == "given"  # nobody of us has tried it
    move_on(access, to="asked", by=cast.luka, note="Read only, we need more")
    owed.refresh_from_db()
    assert (owed.state, owed.note) == ("open", "Read only, we need more")
    give(owed, contact=ivana)
    follow()
    move_on(fresh(access, adria), to="tested", by=cast.luka)
    assert Owed.objects.get().state == "done"
    follow()
    assert fresh(access, adria).state == "tested"


def test_not_needed_any_more_lets_go_what_they_owed(cast, adria, ivana):
    access = register(cast, adria, contact=ivana, state="asked")
    move_on(access, to="not-needed", by=cast.luka)
    assert Owed.objects.get().state == "released"


def test_its_end_comes_to_the_keeper_two_weeks_before(cast, adria):
    access = register(cast, adria, state="tested", until=MONDAY + 30 * DAY)
    item = open_items(kind="access_ends").get()
    assert (clock.day_of(item.shows_from), item.member_id, item.facts["access"]) == (
        MONDAY + 16 * DAY, None, access.pk,
    )  # fmt: skip
    moved = change(access, by=cast.luka, until=MONDAY + 60 * DAY, version=1)
    assert clock.day_of(open_items(kind="access_ends").get().due) == MONDAY + 60 * DAY
    with pytest.raises(Stale):
        change(access, by=cast.luka, system="x", version=1)
    move_on(moved, to="revoked", by=cast.luka)
    assert not open_items(kind="access_ends").exists()


def test_of_who_has_left_the_head_is_told_until_it_is_revoked(cast, adria, follow):
    access = register(cast, adria, state="given")
    left = {"name": "Tin Babić", "roles": ["specialist"], "team": cast.growth}
    change_member(cast.tin, by=cast.iva, is_active=False, **left)
    follow()
    item = open_items(kind="access_ends").get()
    assert (item.member, item.why.plain()) == (cast.marta, "Tin Babić has left and still has access: Google Ads")
    due = item.due
    remind.look_over()
    assert open_items(kind="access_ends").get().due == due  # it does not move with each look
    change_member(cast.tin, by=cast.iva, is_active=True, **left)
    follow()
    assert not open_items(kind="access_ends").exists()
    change_member(cast.tin, by=cast.iva, is_active=False, **left)
    follow()
    move_on(fresh(access, adria), to="revoked", by=cast.luka)
    assert not open_items(kind="access_ends").exists()


def test_everything_of_a_colleague_is_revoked_in_one_deed_row_by_row(cast, adria):
    kept = [register(cast, adria, system=f"System {n}", state="given") for n in range(3)]
    wanted = register(cast, adria, system="Not yet", state="asked")
    elsewhere = Client.objects.fetch(cast.nina, cast.polyot.pk)
    Crew.objects.create(client=cast.polyot, member=cast.tin, since=MONDAY)
    far = note(elsewhere, by=cast.nina, system="Far", member=cast.tin, state="tested")
    assert {row.pk for row in accesses_of(cast.tin, seen_by=cast.iva)} == {*(one.pk for one in kept), far.pk}
    with pytest.raises(PermissionDenied):
        revoke_of_member(cast.tin, by=cast.luka)
    assert revoke_of_member(cast.tin, by=cast.marta, note="Left us") == 3  # what she leads
    assert fresh(far, elsewhere).state == "tested"
    assert revoke_of_member(cast.tin, by=cast.iva, only=[far.pk, wanted.pk]) == 1
    assert fresh(wanted, adria).state == "asked"  # there is nothing to revoke
    for one in kept:
        last = fresh(one, adria).history.last()
        assert (last.was, last.state, last.note, last.by) == ("given", "revoked", "Left us", cast.marta)
    assert revoke_of_member(cast.tin, by=cast.iva) == 0


def test_everything_at_a_client_is_revoked_in_one_deed(cast, adria, django_assert_num_queries):
    rows = [register(cast, adria, system=f"System {n}", state="tested", until=MONDAY + DAY) for n in range(3)]
    polyot = note(Client.objects.fetch(cast.nina, cast.polyot.pk), by=cast.nina, system="Far", state="given")
    with django_assert_num_queries(1):
        assert facts.held([adria.pk, cast.polyot.pk]) == {adria.pk: 3, cast.polyot.pk: 1}
    assert revoke_of_client(adria, by=cast.luka, only=[rows[0].pk, polyot.pk]) == 1
    assert revoke_of_client(adria, by=cast.luka) == 2
    assert not open_items(kind="access_ends").exists()
    assert facts.held([adria.pk, cast.polyot.pk]) == {cast.polyot.pk: 1}


@pytest.mark.parametrize(
    "wrong, says",
    [
        ({"system": " \0"}, "which system"),
        ({"system": "x" * 121}, "At most 120"),
        ({"level": "x" * 121}, "At most 120"),
        ({"place": "x" * 201}, "At most 200"),
        ({"why": "x" * 301}, "At most 300"),
        ({"until": date(1800, 1, 1)}, "Check the year"),
        ({"due": date(2190, 1, 1)}, "Check the year"),
        ({"state": "gold"}, "Choose one"),
    ],
)
def test_what_cannot_be_is_said(cast, adria, wrong, says):
    with pytest.raises(ValidationError, match=says):
        register(cast, adria, **wrong)
    assert not Access.objects.exists()


def test_the_same_form_is_one_access_and_of_one_client(cast, adria):
    assert register(cast, adria, once="form:1") == register(cast, adria, once="form:1", system="else")
    with pytest.raises(ValidationError, match="another client"):
        note(Client.objects.fetch(cast.nina, cast.polyot.pk), by=cast.nina, system="x", once="form:1")
    with pytest.raises(ValidationError, match="Choose somebody"):
        register(cast, adria, contact=casting.contact(cast.polyot, "Nina"))
