"""Who called first: marks, their items, what closes them, and the share that falls."""

from datetime import timedelta

import pytest

from rapport.attention.ask import close
from rapport.attention.models import Item, open_items
from rapport.conversations import first_calls
from rapport.conversations.correct import correct
from rapport.conversations.give_reason import give_reason
from rapport.conversations.log import log
from rapport.conversations.models import Earlier, Touchpoint
from rapport.conversations.remove import remove, restore
from rapport.journal import clock
from rapport.portfolio.models import Client


def say(cast, *, began="theirs", ago=0.0, **more):
    client = Client.objects.fetch(cast.luka, cast.adria.pk)
    values = {"channel": "call", "summary": "Can you tell me whether it stays?", **more}
    return log(client, by=cast.luka, began=began, at=clock.now() - timedelta(days=ago), **values)


def asked():
    return open_items(kind="first_call")


def test_a_call_of_theirs_asks_for_its_reason(cast):
    mark = say(cast)
    item = asked().get()
    assert item.cause == f"first_call:{mark.pk}"
    assert item.facts["quote"] == "Can you tell me whether it stays?"
    assert not item.facts["amber"]
    assert "called first" in item.why.plain()
    assert item.due > clock.now() - timedelta(days=1)
    give_reason(mark, by=cast.luka, why_first="question")
    item.refresh_from_db()
    assert (item.outcome, item.closed_by) == ("done", cast.luka)


def test_the_reason_may_be_given_at_once(cast):
    say(cast, why_first="praise")
    assert not asked().exists()


def test_inside_an_agreed_appointment_nobody_is_marked(cast):
    say(cast, channel="meeting", agreed=True)
    assert not asked().exists()


def test_a_complaint_also_needs_our_word_after_it(cast):
    mark = say(cast, why_first="complaint", ago=0.1)
    assert asked().get().facts["amber"]
    say(cast, began="ours")
    assert not asked().exists()
    assert Touchpoint.objects.get(pk=mark.pk).why_first == "complaint"


def test_a_mail_of_theirs_needs_our_answer(cast):
    say(cast, channel="mail", why_first="question", ago=0.1)
    assert "wrote first" in asked().get().why.plain()
    say(cast, began="ours", channel="mail")
    assert not asked().exists()


def test_it_is_amber_when_our_word_was_overdue(cast):
    say(cast, began="ours", ago=40)
    mark = say(cast)
    assert mark.word_overdue
    assert first_calls.is_amber(mark)
    assert "our word was late" in asked().get().why.plain()


def test_a_call_before_the_word_was_due_is_not_amber(cast):
    say(cast, began="ours", ago=5)
    assert not say(cast).word_overdue


def test_one_item_stands_for_each_mark(cast):
    say(cast, ago=0.2)
    say(cast, ago=0.1)
    assert asked().count() == 2


def test_an_old_mark_asks_nobody(cast):
    say(cast, ago=45)
    assert not asked().exists()


def test_a_mark_put_aside_by_hand_is_not_asked_again(cast):
    mark = say(cast, why_first="complaint", ago=0.1)
    close(asked().get(), by=cast.luka, outcome="dismissed", note="Settled at lunch")
    say(cast, began="ours", channel="mail", agreed=True)
    first_calls.look_again(mark.client_id)
    assert not asked().exists()


def test_taking_our_word_back_asks_again(cast):
    mark = say(cast, why_first="late", ago=0.1)
    ours = say(cast, began="ours")
    assert not asked().exists()
    remove(ours, by=cast.luka)
    assert asked().get().cause == f"first_call:{mark.pk}"
    restore(ours, by=cast.luka)
    assert not asked().exists()


def test_a_removed_mark_asks_nobody(cast):
    mark = say(cast)
    remove(mark, by=cast.luka)
    assert not asked().exists()


def test_the_reason_is_kept_with_its_history(cast):
    mark = say(cast)
    give_reason(mark, by=cast.luka, why_first="question")
    give_reason(mark, by=cast.luka, why_first="late")  # from a page that has not seen the first click
    mark.refresh_from_db()
    assert (mark.why_first, mark.version) == ("late", 1)
    assert [earlier.values["why_first"] for earlier in Earlier.objects.order_by("pk")] == ["", "question"]


def test_a_reason_given_meanwhile_survives_a_correction(cast):
    mark = say(cast)
    give_reason(mark, by=cast.luka, why_first="question")
    correct(mark, by=cast.marta, version=1, summary="Does it stay?", why_first="")
    mark.refresh_from_db()
    assert (mark.summary, mark.why_first) == ("Does it stay?", "question")


def test_our_own_word_has_no_reason_for_coming_first(cast):
    ours = say(cast, began="ours")
    assert give_reason(ours, by=cast.luka, why_first="late").why_first == ""


def history(client, member, *, ours, theirs, ago):
    now = clock.now()
    for n in range(ours + theirs):
        Touchpoint.objects.create(
            client=client, member=member, channel="call", began="ours" if n < ours else "theirs", summary="Said",
            at=now - timedelta(days=ago, hours=n),
        )  # fmt: skip


def test_a_falling_share_is_asked_about_and_settled(cast, django_assert_max_num_queries):
    history(cast.adria, cast.luka, ours=27, theirs=3, ago=100)
    history(cast.adria, cast.luka, ours=4, theirs=12, ago=10)
    history(cast.isar, cast.ana, ours=30, theirs=3, ago=100)
    history(cast.isar, cast.ana, ours=30, theirs=3, ago=10)
    first_calls.review_shares([cast.adria.pk, cast.isar.pk])
    item = open_items(kind="first_call_share").get()
    assert item.client == cast.adria
    assert item.why.plain() == "They call first more often: we began 4 of 16 in 90 days, 27 of 30 before that."
    history(cast.adria, cast.luka, ours=200, theirs=0, ago=1)
    first_calls.review_shares([cast.adria.pk, cast.isar.pk])
    assert Item.objects.get(pk=item.pk).outcome == "gone"


def test_a_share_put_aside_is_not_asked_about_for_a_month(cast):
    history(cast.adria, cast.luka, ours=27, theirs=3, ago=100)
    history(cast.adria, cast.luka, ours=4, theirs=12, ago=10)
    first_calls.review_shares([cast.adria.pk])
    item = open_items(kind="first_call_share").get()
    close(item, by=cast.luka, outcome="dismissed", note="Their fair")
    first_calls.review_shares([cast.adria.pk])
    assert not open_items(kind="first_call_share").exists()
    Item.objects.update(closed_at=clock.now() - timedelta(days=31))
    first_calls.review_shares([cast.adria.pk])
    assert open_items(kind="first_call_share").exists()


def test_a_manager_reads_one_ledger_of_all_clients(cast):
    history(cast.adria, cast.luka, ours=6, theirs=2, ago=10)
    history(cast.isar, cast.ana, ours=5, theirs=1, ago=10)
    book = first_calls.pooled([cast.adria.pk, cast.isar.pk])
    assert (book.ours, book.total) == (11, 14)
    assert book.share is not None


@pytest.mark.parametrize("why", ["late", "complaint"])
def test_these_reasons_are_amber(cast, why):
    assert first_calls.is_amber(say(cast, why_first=why))
