"""News on its pages: whom it touches, who was told, who asked first; written and changed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests import cast as casting

from rapport.catalogue.models import Service
from rapport.conversations.models import Touchpoint
from rapport.conversations.news.models import News, Told
from rapport.conversations.news.write import write
from rapport.journal import clock


@pytest.fixture
def news(cast):
    seo = Service.objects.get(key="seo")
    return write(by=cast.marta, kind="law", title="Consent banners", text="From May on.", services=[seo])


def text(answer):
    return answer.content.decode()


def words(**more):
    seo = Service.objects.get(key="seo")
    return {"kind": "law", "title": "A law", "text": "Soon.", "services": [seo.pk], "countries": ["HR"], **more}


def test_the_list_says_how_many_of_ones_clients_are_untold(cast, news, caller):
    page = text(caller(cast.luka).get(reverse("news")))
    assert "touches 1 client you see" in page
    assert "1 untold" in page
    assert "Polyot" not in text(caller(cast.luka).get(reverse("news_one", args=[news.pk])))


def test_all_of_ones_clients_are_told_at_once_with_a_word(cast, news, caller):
    other = casting.client("Otok Sailing", cast.luka, fee=900)
    browser, address = caller(cast.luka), reverse("news_tell", args=[news.pk])
    chosen = {"clients": [cast.adria.pk, other.pk, cast.polyot.pk], "how": "told", "channel": "mail"}
    assert browser.post(address, chosen).status_code == 303
    assert set(Told.objects.values_list("client", flat=True)) == {cast.adria.pk, other.pk}
    assert Touchpoint.objects.count() == 2
    assert "all told" in text(browser.get(reverse("news")))
    browser.post(reverse("news_untell", args=[news.pk]), {"client": other.pk})
    assert Told.objects.get().client == cast.adria


def test_who_asked_first_is_said(cast, news, caller):
    browser = caller(cast.luka)
    browser.post(reverse("news_tell", args=[news.pk]), {"clients": [cast.adria.pk], "how": "asked"})
    assert "asked first" in text(browser.get(reverse("news_one", args=[news.pk])))


@pytest.mark.parametrize("sent", [{}, {"clients": ["x"], "how": "told"}, {"clients": ["99"], "how": "told"}])
def test_nobody_chosen_notes_nothing(cast, news, caller, sent):
    assert caller(cast.luka).post(reverse("news_tell", args=[news.pk]), sent).status_code in (303, 422)
    assert not Told.objects.exists()


def test_news_is_written_and_withdrawn(cast, caller):
    browser = caller(cast.luka)
    answer = browser.post(reverse("news_new"), words())
    made = News.objects.get()
    assert answer.headers["Location"] == reverse("news_one", args=[made.pk])
    browser.post(reverse("news_withdraw", args=[made.pk]))
    assert "A law" not in text(browser.get(reverse("news")))
    browser.post(reverse("news_bring_back", args=[made.pk]))
    assert News.objects.get().withdrawn_at is None


@pytest.mark.parametrize(
    "wrong, says",
    [
        ({"title": ""}, "cannot stay empty"),
        ({"source": "not an address"}, "no web address"),
        ({"services": []}, "cannot stay empty"),
        ({"countries": ["??"]}, "valid choice"),
        ({"tell_by": "never"}, "no day of the calendar"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(cast, caller, wrong, says):
    answer = caller(cast.luka).post(reverse("news_new"), words(text="A long story", **wrong))
    assert answer.status_code == 422
    assert says in text(answer)
    assert "A long story" in text(answer)
    assert not News.objects.exists()


def test_of_two_editors_both_versions_are_shown(cast, news, caller):
    address = reverse("news_change", args=[news.pk])
    assert caller(cast.marta).post(address, words(title="Marta's", version=1)).status_code == 303
    luka = caller(cast.luka)
    answer = luka.post(address, words(title="Luka's", version=1))
    assert answer.status_code == 409
    assert "Marta&#39;s" in text(answer)
    assert luka.post(address, words(title="Luka's", version=2, keep_title="mine")).status_code == 303
    assert News.objects.get().title == "Luka's"


@pytest.mark.parametrize("n", [1, 12])
def test_both_pages_take_the_same_statements_however_much_there_is(cast, caller, n, django_assert_max_num_queries):
    seo = Service.objects.get(key="seo")
    for i in range(n):
        casting.client(f"Client {i}", cast.luka, fee=100)
        one = write(
            by=cast.marta, kind="law", title=f"News {i}", text="…", services=[seo],
            tell_by=clock.today() + timedelta(days=9),
        )  # fmt: skip
    browser = caller(cast.luka)
    browser.get(reverse("news"))
    with django_assert_max_num_queries(10):
        browser.get(reverse("news"))
    with django_assert_max_num_queries(10):
        browser.get(reverse("news_one", args=[one.pk]))
