"""Times offered by link: found for both sides, picked once, never booked twice, declined with words, withdrawn."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connections
from tests import cast as casting
from tests.approvals.asking import person
from tests.cast import Cast

from rapport.agency.models import Absence, Member, Role
from rapport.attention.models import open_items
from rapport.conversations.meetings import quarters
from rapport.conversations.meetings.cancel import cancel
from rapport.conversations.meetings.find_times import sides
from rapport.conversations.meetings.models import Meeting, Offer, Participant, Taken
from rapport.conversations.meetings.move import move
from rapport.conversations.meetings.offer_times import offer_times
from rapport.conversations.meetings.offers import fresh, still_free, waiting
from rapport.conversations.meetings.pick_time import Ended, Gone, none_suits, pick
from rapport.conversations.meetings.plan import plan
from rapport.conversations.meetings.put_back import put_back
from rapport.conversations.meetings.withdraw_offer import withdraw_offer
from rapport.journal.models import Entry
from rapport.links.models import Link
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Away, Client
from rapport.post.models import Outgoing

AT = datetime(2026, 11, 23, 7, 10, tzinfo=UTC)  # a Monday, ten past eight in Zagreb
TUESDAY = datetime(2026, 11, 24, 9, tzinfo=UTC)
TIMES = [TUESDAY, TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=2)]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    def at(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    at(AT)
    return at


def offered(cast: Cast, by: Member | None = None, **more: Any) -> tuple[Offer, str]:
    """The offer and its token; Luka's, to Ivana at Adria."""
    client = client_for(cast.luka, cast.adria.pk, "meeting.keep")
    who = more.pop("contact", None) or person(cast.adria)
    offer, address = offer_times(
        client, by=by or cast.luka, contact=who, **{"times": TIMES, "title": "Winter plan", **more}
    )
    return offer, token_of(address)


def token_of(text: str) -> str:
    return re.findall(r"/(?:times|meet)/([\w-]{43})/", text)[-1]


def free(cast: Cast, at: datetime, *members: Member) -> bool:
    client = client_for(cast.luka, cast.adria.pk)
    table = sides(client, members or [cast.luka], list(client.contacts.all()), since=at, until=at + timedelta(hours=1))
    return table.judge(at, 60) is not None


def test_three_times_are_found_inside_the_hours_of_both_sides(cast: Cast) -> None:
    client = client_for(cast.luka, cast.adria.pk)
    until = AT + timedelta(days=7)
    found = sides(client, [cast.luka, cast.tin], [], since=AT, until=until).find(AT, until, 60)
    assert [slot.kind for slot in found.slots] == ["both in hours"] * 3
    assert len({slot.start.date() for slot in found.slots}) == 3


def test_whatever_stands_against_a_time_on_either_side_is_seen(cast: Cast) -> None:
    ivana = person(cast.adria)
    assert free(cast, TUESDAY)
    Away.objects.create(contact=ivana, first=TUESDAY.date(), last=TUESDAY.date())
    assert not free(cast, TUESDAY)
    wednesday = TIMES[1]
    Absence.objects.create(member=cast.tin, first=wednesday.date(), last=wednesday.date())
    assert free(cast, wednesday)
    assert not free(cast, wednesday, cast.luka, cast.tin)
    thursday = TIMES[2]
    isar = client_for(cast.marta, cast.isar.pk, "meeting.keep")
    plan(by=cast.marta, client=isar, host=cast.luka, local=datetime(2026, 11, 26, 10, 30), zone="Europe/Zagreb")
    assert not free(cast, thursday)
    assert not free(cast, datetime(2026, 12, 25, 9, tzinfo=UTC))


def test_an_offer_writes_times_on_both_clocks_in_their_language(cast: Cast) -> None:
    Client.objects.filter(pk=cast.adria.pk).update(zone="Asia/Tokyo")
    early = [datetime(2026, 11, 24, 8, tzinfo=UTC)]
    offer, token = offered(cast, times=early)
    letter = Outgoing.objects.get(key=f"times:{offer.pk}")
    assert "Tuesday" in letter.text
    assert "17:00 (09:00 with us in Zagreb)" in letter.text
    assert "These are times in Tokyo." in letter.text
    assert token in letter.text
    assert letter.headers["Reply-To"] == cast.luka.email
    assert Entry.objects.get(name="times.offered").data["times"] == [early[0].isoformat()]


def test_a_shifted_day_is_said_as_such(cast: Cast) -> None:
    Client.objects.filter(pk=cast.adria.pk).update(zone="Asia/Tokyo")
    offer, _token = offered(cast, times=[datetime(2026, 11, 24, 6, tzinfo=UTC)])
    assert "We shift our day by 1 hour for this." in Outgoing.objects.get(key=f"times:{offer.pk}").text


def test_what_cannot_be_offered_is_said_at_its_field(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refused:
        offered(cast, times=[])
    assert "times" in refused.value.message_dict
    with pytest.raises(ValidationError) as refused:
        offered(cast, contact=casting.contact(cast.adria, "Mute"))
    assert "contact" in refused.value.message_dict
    with pytest.raises(ValidationError) as refused:
        offered(cast, times=[datetime(2026, 11, 22, 9, tzinfo=UTC)])  # over, and a Sunday
    assert "times" in refused.value.message_dict
    with pytest.raises(PermissionDenied):
        offered(cast, by=cast.fran)
    assert not Offer.objects.exists()


def test_a_pick_makes_the_meeting_for_everybody_who_comes(cast: Cast) -> None:
    offer, token = offered(cast, members=[cast.tin])
    made = pick(token, TIMES[1])
    assert (made.at, made.host, made.title, made.client_id) == (TIMES[1], cast.luka, "Winter plan", cast.adria.pk)
    seats = Participant.objects.filter(meeting=made)
    assert {str(one.member or one.contact) for one in seats} == {"Luka Perko", "Tin Babić", "Ivana Perić"}
    assert Taken.objects.filter(meeting=made).count() == 8
    offer.refresh_from_db()
    assert offer.meeting == made
    assert Entry.objects.get(name="times.picked").data["when"] == TIMES[1].isoformat()
    assert Outgoing.objects.get(key__startswith=f"invitation:{made.pk}:").method == "REQUEST"


def test_the_same_pick_again_is_the_same_meeting_and_another_is_too_late(cast: Cast) -> None:
    _offer, token = offered(cast)
    assert pick(token, TIMES[0]) == pick(token, TIMES[0])
    with pytest.raises(Ended):
        pick(token, TIMES[1])
    assert Meeting.objects.count() == 1


def test_a_time_that_was_never_offered_cannot_be_picked(cast: Cast) -> None:
    _offer, token = offered(cast)
    with pytest.raises(Gone):
        pick(token, TIMES[0] + timedelta(minutes=30))
    with pytest.raises(Ended):
        pick("made-up", TIMES[0])
    assert Link.objects.get().used_at is None


def test_a_time_that_went_meanwhile_leaves_the_others(cast: Cast) -> None:
    offer, token = offered(cast)
    isar = client_for(cast.marta, cast.isar.pk, "meeting.keep")
    plan(by=cast.marta, client=isar, host=cast.luka, local=datetime(2026, 11, 24, 10), zone="Europe/Zagreb")
    assert [at for at, _reason in still_free(offer)] == TIMES[1:]
    with pytest.raises(Gone):
        pick(token, TIMES[0])
    assert pick(token, TIMES[2]).at == TIMES[2]


def test_when_all_have_gone_fresh_ones_can_be_picked(cast: Cast) -> None:
    offer, token = offered(cast)
    Absence.objects.create(member=cast.luka, first=date(2026, 11, 24), last=date(2026, 11, 26))
    assert still_free(offer) == []
    anew = fresh(offer)
    assert len(anew) == 3
    assert pick(token, anew[0][0]).at == anew[0][0]


def test_a_quarter_that_another_meeting_holds_decides_even_where_nothing_was_seen(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    _offer, token = offered(cast)
    other = plan(
        by=cast.luka, client=client_for(cast.luka, cast.adria.pk), local=datetime(2026, 11, 24, 10, 30),
        zone="Europe/Zagreb",
    )  # fmt: skip
    monkeypatch.setattr(
        "rapport.conversations.meetings.pick_time.on_offer", lambda offer: ([(at, None) for at in TIMES], False)
    )
    with pytest.raises(Gone):
        pick(token, TIMES[0])
    assert Meeting.objects.get() == other
    assert Link.objects.get(purpose="times").used_at is None


def test_none_suits_asks_the_keeper_with_their_words(cast: Cast) -> None:
    offer, token = offered(cast)
    none_suits(token, " I am in Graz until Friday. ")
    item = open_items(kind="pick").get()
    assert "I am in Graz until Friday." in str(item.reason)
    assert item.client == cast.adria
    with pytest.raises(Ended):
        pick(token, TIMES[0])
    offered(cast, contact=offer.contact, title="Winter plan")
    assert not open_items(kind="pick").exists()


def test_a_withdrawn_offer_and_one_that_was_replaced_open_nothing(cast: Cast) -> None:
    offer, token = offered(cast)
    newer, second = offered(cast, contact=offer.contact)
    assert list(waiting()) == [newer]
    assert withdraw_offer(newer, by=cast.luka)
    assert not withdraw_offer(newer, by=cast.luka)
    for one in (token, second):
        with pytest.raises(Ended):
            pick(one, TIMES[0])


def test_a_pick_moves_the_meeting_that_was_to_be_moved(cast: Cast) -> None:
    client = client_for(cast.luka, cast.adria.pk)
    ivana = person(cast.adria)
    standing = plan(
        by=cast.luka, client=client, local=datetime(2026, 11, 24, 10), zone="Europe/Zagreb", contacts=[ivana],
        title="Monthly",
    )  # fmt: skip
    _offer, token = offered(cast, contact=ivana, moves=standing, title="")
    moved = pick(token, TIMES[1])
    assert moved.pk == standing.pk
    assert (moved.at, moved.sequence) == (TIMES[1], 1)
    assert sorted(Taken.objects.values_list("quarter", flat=True))[0] == TIMES[1]
    assert Taken.objects.count() == 4


def test_moving_cancelling_and_putting_back_free_and_take_quarters(cast: Cast) -> None:
    client = client_for(cast.luka, cast.adria.pk)
    made = plan(by=cast.luka, client=client, local=datetime(2026, 11, 24, 10), zone="Europe/Zagreb", minutes=30)
    assert sorted(Taken.objects.values_list("quarter", flat=True)) == list(quarters.quarters_of(made.at, 30))
    made = move(made, by=cast.luka, local=datetime(2026, 11, 24, 12))
    assert sorted(Taken.objects.values_list("quarter", flat=True)) == list(quarters.quarters_of(made.at, 30))
    cancel(made, by=cast.luka)
    assert not Taken.objects.exists()
    put_back(made, by=cast.luka)
    assert Taken.objects.count() == 2


def test_fifty_picks_at_once_of_one_offer_are_one_meeting(transactional_db: Any) -> None:
    luka, adria = _small_world()
    _offer, address = offer_times(adria, by=luka, contact=person(adria), times=TIMES, title="Winter plan")
    outcomes = _at_once([(token_of(address), TIMES[number % 3]) for number in range(50)])
    made = Meeting.objects.get()
    assert Taken.objects.filter(meeting=made).count() == 4
    assert outcomes.count(f"met {made.pk}") >= 1  # the same time again through the same link is the same meeting
    assert len({one for one in outcomes if one.startswith("met")}) == 1
    assert Entry.objects.filter(name="times.picked").count() == 1


def test_fifty_picks_at_once_of_fifty_offers_are_one_meeting(transactional_db: Any) -> None:
    luka, adria = _small_world()
    offers = [
        offer_times(adria, by=luka, contact=person(adria, f"Nr{n}"), times=[TUESDAY], title="Winter plan")[1]
        for n in range(50)
    ]
    outcomes = _at_once([(token_of(address), TUESDAY) for address in offers])
    made = Meeting.objects.get()
    assert sorted(outcomes) == sorted([f"met {made.pk}", *["gone"] * 49])
    assert Taken.objects.count() == 4
    assert Link.objects.filter(purpose="times", used_at=None).count() == 49


def _small_world() -> tuple[Member, Client]:
    luka = casting.member("Luka Perko", [Role.MANAGER], casting.Team.objects.create(name="Growth"))
    adria = casting.client("Adria Dental", luka)
    return luka, Client.objects.fetch(luka, adria.pk)


def _at_once(picks: list[tuple[str, datetime]]) -> list[str]:
    gate, outcomes = threading.Barrier(len(picks)), list[str]()

    def one(token: str, at: datetime) -> Callable[[], None]:
        def deed() -> None:
            gate.wait()
            try:
                outcomes.append(f"met {pick(token, at).pk}")
            except Gone:
                outcomes.append("gone")
            except Ended:
                outcomes.append("ended")
            except Exception as trouble:
                outcomes.append(repr(trouble))
            finally:
                connections.close_all()

        return deed

    threads = [threading.Thread(target=one(*each)) for each in picks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(180)
    return outcomes


def test_a_quarter_is_counted_from_the_hour() -> None:
    assert [f"{one:%H:%M}" for one in quarters.quarters_of(datetime.combine(TUESDAY, time(9, 10), UTC), 30)] == [
        "09:00", "09:15", "09:30",
    ]  # fmt: skip
