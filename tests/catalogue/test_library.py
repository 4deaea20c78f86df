"""The library: finding in every language, writing with a second editor, what helped, what came with the product."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation
from tests.cast import Cast, make

from rapport.catalogue.delete_saying import delete_saying, restore_saying
from rapport.catalogue.find import find_sayings, find_words
from rapport.catalogue.mark_helped import mark_helped, unmark_helped
from rapport.catalogue.models import Helped, Saying, Service
from rapport.catalogue.shipped_sayings import lay_out, shipped_sayings
from rapport.catalogue.write_saying import SayingChanged, change_saying, write_saying
from rapport.journal.models import Entry

pytestmark = pytest.mark.django_db

LANGUAGES = {"en", "hr", "sk", "ru"}


@pytest.fixture
def cast() -> Cast:
    return make()


def page(by: Any, **fields: Any) -> Saying:
    return write_saying(
        **{
            "kind": "phrase", "titles": {"hr": "Šutnja je zlato"}, "texts": {"hr": "Ponekad."}, "service": None,
            "by": by, **fields,
        }
    )  # fmt: skip


def test_what_comes_with_the_product_is_complete_in_four_languages() -> None:
    rows = shipped_sayings()
    assert len({row["key"] for row in rows}) == len(rows) == 16
    assert [sum(row["kind"] == kind for row in rows) for kind in ("objection", "no", "phrase")] == [8, 4, 4]
    assert all(set(row["title"]) == set(row["text"]) == LANGUAGES for row in rows)
    assert all(len(set(row["text"].values())) == 4 and min(map(len, row["text"].values())) > 200 for row in rows)


def test_what_an_agency_changed_or_took_out_stays_so(cast: Cast) -> None:
    lay_out(Saying, Service)
    mine = Saying.objects.get(shipped="too-expensive")
    Saying.objects.filter(pk=mine.pk).update(titles={"en": "Mine"})
    delete_saying(Saying.objects.get(shipped="nephew"), by=cast.luka)
    assert lay_out(Saying, Service) == 0
    assert Saying.objects.get(pk=mine.pk).title == "Mine"
    assert Saying.objects.get(shipped="nephew").deleted_at is not None


@pytest.mark.parametrize(
    "words, found",
    [
        ("too expensive", "too-expensive"),
        ("PRESKUPO", "too-expensive"),
        ("prilis drahe", "too-expensive"),
        ("слишком дорого", "too-expensive"),
        ("ocenenia maximum %", ""),
        ("synovec", "nephew"),
        ("племянник", "nephew"),
        ("conversion xyzzy", ""),
    ],
)
def test_a_page_is_found_in_whatever_language_one_searches(words: str, found: str) -> None:
    lay_out(Saying, Service)
    hits = list(find_sayings(words, kind="objection").values_list("shipped", flat=True))
    assert (found in hits) if found else hits == []


def test_the_search_takes_kinds_services_and_signs_as_they_are(cast: Cast) -> None:
    lay_out(Saying, Service)
    seo = Service.objects.get(key="seo")
    assert set(find_sayings(service=seo.pk).values_list("shipped", flat=True)) == {"first-place"}
    assert not find_sayings("%").filter(shipped=None).exists()
    page(cast.luka, titles={"en": "100 % sure"}, texts={"en": "a_b"})
    assert find_sayings("100 %", kind="phrase").count() == 1
    assert find_sayings("a_b").count() == 1
    assert find_sayings("axb").count() == 0


def test_words_of_the_trade_are_found_in_every_language() -> None:
    with translation.override("sk"):
        assert [word.service.key for word in find_words("spätný odkaz")] == ["seo"]
        assert [word.service.key for word in find_words("backlink")] == ["seo"]
        everything = find_words()
    assert len(everything) > 50
    seo = Service.objects.get(key="seo")
    assert {word.service for word in find_words(service=seo.pk)} == {seo}


def test_one_language_is_enough_and_both_its_parts_are_needed(cast: Cast) -> None:
    saying = page(cast.luka)
    with translation.override("ru"):
        assert (saying.spoken, saying.title) == ("hr", "Šutnja je zlato")
    for titles, texts, field in (
        ({"en": "Title"}, {}, "text_en"),
        ({}, {"sk": "Text"}, "title_sk"),
        ({"en": "x" * 201}, {"en": "Text"}, "title_en"),
        ({"en": "Title"}, {"en": "x" * 8_001}, "text_en"),
    ):
        with pytest.raises(ValidationError) as refusal:
            page(cast.luka, titles=titles, texts=texts)
        assert field in refusal.value.message_dict
    with pytest.raises(ValidationError, match="one language at least"):
        page(cast.luka, titles={"en": "  "}, texts={})
    with pytest.raises(ValidationError):
        page(cast.luka, kind="poem")


def test_a_doubled_click_writes_one_page(cast: Cast) -> None:
    assert page(cast.luka, once="form:1") == page(cast.luka, once="form:1")


def test_the_second_editor_is_asked(cast: Cast) -> None:
    saying = page(cast.luka)
    words = {"kind": "no", "titles": {"hr": "Ne"}, "texts": {"hr": "Ljubazno."}, "service": None}
    changed = change_saying(saying, by=cast.ana, version=1, **words)
    assert (changed.version, changed.kind, changed.folded) == (2, "no", "ne ljubazno.")
    with pytest.raises(SayingChanged):
        change_saying(saying, by=cast.luka, version=1, **words)
    assert change_saying(saying, by=cast.luka, version=2, **words).version == 2  # nothing is different


def test_each_member_says_once_that_it_helped_and_may_take_it_back(cast: Cast) -> None:
    saying = page(cast.luka)
    assert [mark_helped(saying, by=one) for one in (cast.tin, cast.tin, cast.ana)] == [True, False, True]
    saying.refresh_from_db()
    assert (saying.worked, Helped.objects.filter(saying=saying).count()) == (2, 2)
    assert [unmark_helped(saying, by=cast.tin), unmark_helped(saying, by=cast.tin)] == [True, False]
    saying.refresh_from_db()
    assert saying.worked == 1
    assert find_sayings().first() == saying


def test_a_page_goes_out_of_sight_and_comes_back(cast: Cast) -> None:
    saying = page(cast.luka)
    assert [delete_saying(saying, by=cast.ana), delete_saying(saying, by=cast.ana)] == [True, False]
    assert not find_sayings("zlato").exists()
    assert restore_saying(saying, by=cast.luka)
    assert find_sayings("zlato").exists()
    names = (
        Entry.objects.filter(about="catalogue.saying", about_id=saying.pk).order_by("id").values_list("name", flat=True)
    )
    assert list(names) == ["saying.written", "saying.deleted", "saying.restored"]


def test_specialists_read_the_library_and_do_not_write_it(cast: Cast) -> None:
    saying = page(cast.luka)
    for deed in (
        lambda: page(cast.tin),
        lambda: delete_saying(saying, by=cast.fran),
        lambda: change_saying(saying, kind="no", titles={}, texts={}, service=None, by=cast.iva, version=1),
    ):
        with pytest.raises(PermissionDenied):
            deed()
