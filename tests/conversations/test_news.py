"""News: whom it touches, who is asked to tell, who was told and who asked first."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from rapport.attention.models import Item, open_items
from rapport.catalogue.models import Service
from rapport.conversations.models import Touchpoint
from rapport.conversations.news import remind
from rapport.conversations.news.change import change
from rapport.conversations.news.models import News, Told
from rapport.conversations.news.tell import tell, untell
from rapport.conversations.news.touched import touched, touched_by_each
from rapport.conversations.news.withdraw import bring_back, withdraw
from rapport.conversations.news.write import write
from rapport.journal import clock
from rapport.portfolio.change import ChangedMeanwhile
from rapport.portfolio.models import Client, Engagement, Keeper


@pytest.fixture
def seo(cast):
    return Service.objects.get(key="seo")  # all four clients buy it


def news_of(cast, *services, **more):
    values = {"kind": "law", "title": "Consent banners change", "text": "From May on …", **more}
    return write(by=cast.marta, services=services, **values)


def names(news):
    return sorted(touched(news).values_list("name", flat=True))


def test_it_touches_kept_clients_that_buy_the_service_now(cast, seo):
    Client.objects.filter(pk=cast.isar.pk).update(status="paused")
    Engagement.objects.filter(client=cast.polyot).update(until=clock.today() - timedelta(days=1))
    assert names(news_of(cast, seo)) == ["Adria Dental", "Tatrawood"]


def test_a_country_narrows_it(cast, seo):
    assert names(news_of(cast, seo, countries=["SK", "DE"])) == ["Isar Klinik", "Tatrawood"]


def test_another_service_touches_nobody(cast, seo):
    ads = Service.objects.create(key="ads-x", names={"en": "Ads"})
    assert names(news_of(cast, ads)) == []
    assert not open_items(kind="news").exists()


def test_many_news_at_once_say_the_same(cast, seo):
    both = [news_of(cast, seo), news_of(cast, seo, countries=["RU"], title="Only there")]
    found = touched_by_each(both, Client.objects.here())
    assert [sorted(found[one.pk]) for one in both] == [
        sorted(touched(one).values_list("pk", flat=True)) for one in both
    ]


def test_each_keeper_is_asked_once_with_how_many(cast, seo):
    Keeper.objects.filter(client=cast.isar).update(member=cast.luka)
    news = news_of(cast, seo, tell_by=clock.today() + timedelta(days=3))
    items = {item.member: item for item in open_items(kind="news")}
    assert set(items) == {cast.luka, cast.marta, cast.nina}
    assert items[cast.luka].why.plain() == "Consent banners change: 2 clients to be told."
    assert items[cast.luka].facts["news"] == news.pk
    assert items[cast.luka].due.astimezone(clock.zone_of("Europe/Zagreb")).date() == news.tell_by


def test_whoever_stands_in_is_asked_for_the_keeper(cast, seo):
    day = clock.today()
    Keeper.objects.create(client=cast.adria, member=cast.ana, part="cover", since=day, until=day + timedelta(days=3))
    news_of(cast, seo, countries=["HR"])
    assert open_items(kind="news").get().member == cast.ana


def test_the_item_goes_when_all_are_told(cast, seo):
    news = news_of(cast, seo)
    adria = Client.objects.fetch(cast.luka, cast.adria.pk)
    (told,) = tell(news, [adria], by=cast.luka, channel="mail")
    assert told.touchpoint.summary == "Told of: Consent banners change"
    assert (told.touchpoint.began, told.touchpoint.channel) == ("ours", "mail")
    item = Item.objects.get(kind="news", member=cast.luka)
    assert (item.outcome, item.closed_by) == ("done", cast.luka)
    assert tell(news, [adria], by=cast.luka, channel="mail") == []
    assert Touchpoint.objects.count() == 1


def test_who_asked_first_is_kept_and_logs_no_word(cast, seo):
    news = news_of(cast, seo)
    (told,) = tell(
        news, [Client.objects.fetch(cast.luka, cast.adria.pk)], by=cast.luka, channel="call", asked_first=True
    )
    assert told.asked_first
    assert not Touchpoint.objects.exists()


def test_told_in_error_is_taken_back_with_its_word(cast, seo):
    news = news_of(cast, seo)
    adria = Client.objects.fetch(cast.luka, cast.adria.pk)
    (told,) = tell(news, [adria], by=cast.luka, channel="mail")
    untell(told, by=cast.luka, client=adria)
    assert not Told.objects.exists()
    assert Touchpoint.objects.get().deleted_at is not None
    assert open_items(kind="news", member=cast.luka).exists()


def test_nobody_tells_for_a_client_they_do_not_work_for(cast, seo):
    with pytest.raises(PermissionDenied):
        tell(news_of(cast, seo), [Client.objects.fetch(cast.fran, cast.adria.pk)], by=cast.fran)
    assert not Told.objects.exists()


def test_a_doubled_click_is_one_piece_of_news(cast, seo):
    assert news_of(cast, seo) == news_of(cast, seo)
    assert News.objects.count() == 1


@pytest.mark.parametrize(
    "field, more",
    [("title", {"title": " "}), ("text", {"text": ""}), ("kind", {"kind": "gossip"}), ("services", {"services": []})],
)
def test_what_nobody_could_be_told_is_refused_at_its_field(cast, seo, field, more):
    values = {"kind": "law", "title": "Title", "text": "Text", "services": [seo], **more}
    with pytest.raises(ValidationError) as refusal:
        write(by=cast.marta, **values)
    assert field in refusal.value.message_dict


def test_a_specialist_does_not_write_news(cast, seo):
    with pytest.raises(PermissionDenied):
        write(by=cast.tin, kind="law", title="Title", text="Text", services=[seo])


def test_of_two_editors_the_second_is_asked(cast, seo):
    news = news_of(cast, seo)
    change(news, {"title": "Another title", "services": [seo]}, by=cast.luka, version=1)
    with pytest.raises(ChangedMeanwhile):
        change(news, {"title": "A third", "services": [seo]}, by=cast.marta, version=1)
    assert News.objects.get().title == "Another title"


def test_another_country_relieves_those_it_no_longer_touches(cast, seo):
    news = news_of(cast, seo)
    change(news, {"countries": ["SK"], "services": [seo]}, by=cast.marta, version=1)
    assert open_items(kind="news").get().member == cast.marta


def test_withdrawn_news_asks_nobody_and_can_be_brought_back(cast, seo):
    news = news_of(cast, seo)
    assert withdraw(news, by=cast.marta)
    assert not open_items(kind="news").exists()
    assert bring_back(news, by=cast.marta)
    assert open_items(kind="news").count() == 4


def test_looking_over_finds_a_client_that_buys_the_service_since(cast, seo):
    Engagement.objects.filter(client=cast.adria).delete()
    news_of(cast, seo, countries=["HR"])
    assert not open_items(kind="news").exists()
    Engagement.objects.create(client=cast.adria, service=seo, fee=Decimal(1), since=clock.today())
    remind.look_over()
    assert open_items(kind="news").get().member == cast.luka
