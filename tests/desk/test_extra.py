"""Extra work on its pages: captured in one step from where it was asked, told, given, refused; who sees money."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from tests import cast as casting

from rapport.approvals.models import Approval
from rapport.conversations.models import Touchpoint
from rapport.delivery.extra.capture import capture
from rapport.delivery.extra.models import ExtraWork
from rapport.journal import clock
from rapport.portfolio.models import Channel, Client
from rapport.post.models import Outgoing

DAY = timedelta(days=1)


@pytest.fixture
def adria(cast):
    return Client.objects.fetch(cast.luka, cast.adria.pk)


@pytest.fixture
def luka(cast, caller):
    return caller(cast.luka)


@pytest.fixture
def ivana(cast):
    person = casting.contact(cast.adria, "Ivana", "Perić")
    Channel.objects.create(contact=person, kind="mail", value="ivana@adria.example", folded="ivana@adria.example")
    return person


@pytest.fixture
def film(cast, adria, ivana):
    return capture(adria, by=cast.luka, what="A film <b>", minutes=180, price=Decimal(240), contact=ivana)


def text(answer):
    return answer.content.decode().replace("\xa0", " ")


def test_an_empty_page_teaches_the_next_step(luka, adria):
    page = text(luka.get(reverse("client_extra", args=[adria.pk])))
    assert "Nothing was asked beside the contract" in page


def test_one_step_from_where_it_was_asked(luka, cast, adria, ivana):
    word = Touchpoint.objects.create(
        client=cast.adria,
        member=cast.luka,
        channel="call",
        began="theirs",
        at=clock.now(),
        summary="Could you film it?",
    )
    word.people.add(ivana)
    address = f"{reverse('extra_new', args=[adria.pk])}?touchpoint={word.pk}"
    page = text(luka.get(address))
    assert "Could you film it?" in page
    sent = {"what": "A film", "kind": "request", "minutes": "180", "price": "240,50", "once": str(uuid4())}
    for _twice in range(2):
        answer = luka.post(address, sent)
    made = ExtraWork.objects.get()
    assert (made.source, made.source_id, made.price, made.currency) == ("touchpoint", word.pk, Decimal("240.50"), "EUR")
    assert answer["Location"] == reverse("extra", args=[made.pk])
    assert f"#touchpoint-{word.pk}" in text(luka.get(answer["Location"]))


def test_a_favour_is_said_to_be_counted(luka, adria):
    answer = luka.post(
        reverse("extra_new", args=[adria.pk]), {"what": "A new phone number", "kind": "request", "minutes": "5"}
    )
    assert answer["Location"] == reverse("client_extra", args=[adria.pk])
    page = text(luka.get(answer["Location"]))
    assert "Counted as a small favour." in page
    assert "Small favours" in page


@pytest.mark.parametrize(
    "wrong, says",
    [
        ({"what": ""}, "cannot stay empty"),
        ({"minutes": "an hour"}, "whole minutes"),
        ({"minutes": "0"}, "greater than or equal to 1"),
        ({"price": "much"}, "no amount"),
        ({"currency": "EU1"}, "three letters"),
        ({"until": "2190-01-01"}, "within a year"),
        ({"contact": "999999"}, "valid choice"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(luka, adria, wrong, says):
    answer = luka.post(reverse("extra_new", args=[adria.pk]), {"what": "A film", "kind": "request", **wrong})
    assert answer.status_code == 422
    assert says in text(answer)
    assert not ExtraWork.objects.exists()


def test_they_are_told_by_link(luka, film, ivana):
    assert "A film &lt;b&gt;" in text(luka.get(reverse("extra", args=[film.pk])))
    sent = {"contact": ivana.pk, "intro": "As we said.", "version": "1", "due": ""}
    assert luka.post(reverse("extra_tell", args=[film.pk]), sent).status_code == 303
    assert Approval.objects.get().contact == ivana
    page = text(luka.get(reverse("extra", args=[film.pk])))
    assert reverse("approval", args=[Approval.objects.get().pk]) in page
    again = luka.post(reverse("extra_tell", args=[film.pk]), {**sent, "version": "2"})
    assert (again.status_code, Approval.objects.count()) == (422, 1)


def test_a_gift_and_a_no_send_words_only_when_ticked(luka, film, ivana, cast, adria):
    gift = {"price": "240", "reason": "Jubilee", "contact": ivana.pk, "said": "For you.", "version": "1"}
    refused = luka.post(reverse("extra_gift", args=[film.pk]), {**gift, "reason": ""})
    assert refused.status_code == 422
    assert "For you." in text(refused)
    luka.post(reverse("extra_gift", args=[film.pk]), gift)
    assert (ExtraWork.objects.get().state, Outgoing.objects.count()) == ("gift", 0)
    luka.post(reverse("extra_reopen", args=[film.pk]))
    no = {"reason": "Nobody films", "contact": ivana.pk, "said": "We do not film.", "send": "on", "version": "3"}
    stale = luka.post(reverse("extra_refuse", args=[film.pk]), {**no, "version": "1"})
    assert "Somebody changed it meanwhile" in text(stale)
    luka.post(reverse("extra_refuse", args=[film.pk]), no)
    assert (ExtraWork.objects.get().state, Outgoing.objects.count()) == ("refused", 1)


def test_a_specialist_captures_time_and_sees_no_money(cast, caller, adria, film):
    tin = caller(cast.tin)
    for page in (reverse("client_extra", args=[adria.pk]), reverse("extra", args=[film.pk])):
        assert "240" not in text(tin.get(page))
    new = reverse("extra_new", args=[adria.pk])
    assert 'name="price"' not in text(tin.get(new))
    tin.post(new, {"what": "A banner more", "kind": "request", "minutes": "60", "price": "99"})
    made = ExtraWork.objects.get(what="A banner more")
    assert (made.made_by, made.price) == (cast.tin, None)
    assert tin.post(reverse("extra_gift", args=[made.pk]), {}).status_code == 403


@pytest.mark.parametrize("n", [3, 25])
def test_the_page_takes_the_same_statements_whatever_the_rows(
    cast, luka, adria, ivana, n, django_assert_max_num_queries
):
    for i in range(n):
        capture(adria, by=cast.luka, what=f"Thing {i}", minutes=10 if i % 2 else 60, contact=ivana)
    with django_assert_max_num_queries(13):
        assert luka.get(reverse("client_extra", args=[adria.pk])).status_code == 200
