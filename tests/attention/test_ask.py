"""One open item for each cause, closed when its cause is gone."""

import pytest
from tests.cast import Cast

from rapport.attention.ask import answered, ask, ask_once, close, reopen, settle
from rapport.attention.models import Item, open_items
from rapport.journal.models import Entry
from rapport.reckon.verdict import because


def test_a_cause_asked_twice_is_one_item_brought_up_to_date(cast: Cast) -> None:
    first = ask("word", cause="word:1", reason=because("Last word 3 days ago."), client=cast.adria)
    again = ask("word", cause="word:1", reason=because("Last word 4 days ago."), client=cast.adria, hours=1)
    assert (first.pk, 1) == (again.pk, Item.objects.count())
    assert again.why.plain() == "Last word 4 days ago."
    assert again.hours == 1


def test_asking_again_leaves_it_with_whom_it_was_given_to(cast: Cast) -> None:
    item = ask("word", cause="word:1", reason=because("Late."), client=cast.adria)
    open_items(pk=item.pk).update(member=cast.tin)
    assert ask("word", cause="word:1", reason=because("Later."), client=cast.adria).member == cast.tin


def test_a_cause_that_is_gone_closes_its_item_and_may_come_again(cast: Cast) -> None:
    ask("word", cause="word:1", reason=because("Late."), client=cast.adria)
    assert settle(cause="word:1") == 1
    assert settle(cause="word:1") == 0
    assert Item.objects.get().outcome == "gone"
    ask("word", cause="word:1", reason=because("Late."), client=cast.adria)
    assert Item.objects.count() == 2


def test_settling_everything_of_everybody_is_refused(cast: Cast) -> None:
    with pytest.raises(ValueError, match="name the cause"):
        settle(kind="word")


def test_what_somebody_answered_is_not_asked_once_more(cast: Cast) -> None:
    item = ask_once("birthday", cause="birthday:1:2026", reason=because("Birthday."), client=cast.adria)
    assert item
    assert close(item, by=cast.luka, outcome="done")
    assert ask_once("birthday", cause="birthday:1:2026", reason=because("Birthday."), client=cast.adria) is None
    assert answered(["birthday:1:2026", "birthday:2:2026"]) == {"birthday:1:2026"}


def test_closing_twice_is_recorded_once_and_is_undone_once(cast: Cast) -> None:
    item = ask("note", cause="note:1", reason=because("Send the file."), client=cast.adria)
    assert close(item, by=cast.luka, outcome="done")
    assert not close(item, by=cast.luka, outcome="done")
    assert reopen(item, by=cast.luka)
    assert not reopen(item, by=cast.luka)
    assert list(Entry.objects.order_by("id").values_list("name", flat=True)) == ["item.done", "item.reopened"]


def test_a_closing_is_not_undone_when_its_cause_was_asked_anew(cast: Cast) -> None:
    item = ask("note", cause="note:1", reason=because("Send the file."), client=cast.adria)
    close(item, by=cast.luka, outcome="done")
    ask("note", cause="note:1", reason=because("Send it again."), client=cast.adria)
    assert not reopen(item, by=cast.luka)
    assert open_items().count() == 1
