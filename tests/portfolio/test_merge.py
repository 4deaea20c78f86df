"""One client of two, and two again."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from tests import cast as casting

from rapport.conversations.models import Touchpoint
from rapport.journal import clock
from rapport.portfolio.merge import merge, unmerge
from rapport.portfolio.models import Client, Keeper, Tag


def said(client: Client, by: Any) -> Touchpoint:
    return Touchpoint.objects.create(
        client=client, member=by, channel="call", began="ours", at=clock.now(), summary="A word"
    )


def test_what_is_lacking_is_filled_and_emptied_again(cast: casting.Cast) -> None:
    Client.objects.filter(pk=cast.isar.pk).update(phone="+49 89 1", legal_name="Isar GmbH", city="München")
    done = merge(cast.adria, cast.isar, by=cast.marta)
    cast.adria.refresh_from_db()
    assert (cast.adria.phone, cast.adria.legal_name, cast.adria.city) == ("+49 89 1", "Isar GmbH", "Split")
    Client.objects.filter(pk=cast.adria.pk).update(legal_name="Written since")
    unmerge(done, by=cast.marta)
    cast.adria.refresh_from_db()
    assert (cast.adria.phone, cast.adria.legal_name) == ("", "Written since")


def test_tags_and_crew_go_along_without_doubling(cast: casting.Cast) -> None:
    shared, own = Tag.called("sea"), Tag.called("snow")
    cast.adria.tags.add(shared)
    cast.isar.tags.add(shared, own)
    cast.isar.crew.create(member=cast.tin, since=clock.today())
    done = merge(cast.adria, cast.isar, by=cast.marta)
    assert set(cast.adria.tags.all()) == {shared, own}
    assert cast.adria.crew.filter(member=cast.tin, until=None).count() == 1
    unmerge(done, by=cast.marta)
    assert set(cast.adria.tags.all()) == {shared}
    assert cast.isar.crew.filter(member=cast.tin).count() == 1


def test_undoing_twice_changes_nothing_more(cast: casting.Cast) -> None:
    done = merge(cast.adria, cast.isar, by=cast.marta)
    unmerge(done, by=cast.marta)
    unmerge(done, by=cast.marta)
    assert Keeper.objects.get(client=cast.isar).until is None


def test_a_client_is_not_merged_with_itself_nor_twice(cast: casting.Cast) -> None:
    with pytest.raises(ValidationError):
        merge(cast.adria, cast.adria, by=cast.marta)
    merge(cast.adria, cast.isar, by=cast.marta)
    with pytest.raises(ValidationError):
        merge(cast.tatrawood, cast.isar, by=cast.marta)


def test_words_go_along_and_come_back(cast: casting.Cast, follow: Any) -> None:
    word, own = said(cast.isar, cast.ana), said(cast.adria, cast.luka)
    done = merge(cast.adria, cast.isar, by=cast.marta)
    follow()
    word.refresh_from_db()
    assert word.client == cast.adria
    unmerge(done, by=cast.marta)
    follow()
    word.refresh_from_db()
    own.refresh_from_db()
    assert (word.client, own.client) == (cast.isar, cast.adria)


def test_words_told_late_of_a_merge_that_was_undone_stay(cast: casting.Cast, follow: Any) -> None:
    word = said(cast.isar, cast.ana)
    unmerge(merge(cast.adria, cast.isar, by=cast.marta), by=cast.marta)
    follow()
    word.refresh_from_db()
    assert word.client == cast.isar
