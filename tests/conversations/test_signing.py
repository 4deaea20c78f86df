"""What a trainee writes to a client goes out when the mentor has signed it off, and not before."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from tests.cast import Cast, contact

from rapport.agency.change_member import change_member
from rapport.agency.models import Member
from rapport.attention.models import open_items
from rapport.conversations.mail.models import Draft, Message
from rapport.conversations.mail.send import send
from rapport.conversations.signing.held import of_mentor
from rapport.conversations.signing.sign_off import send_back, sign_off
from rapport.portfolio.models import Client
from rapport.post.models import Account, Outgoing
from rapport.post.put import put
from rapport.post.send import send_waiting


@pytest.fixture
def written(cast: Cast) -> Outgoing:
    """Luka, whose mentor is Marta, has written to Adria."""
    contact(cast.adria, "Ivana", "Marić")
    Member.objects.filter(pk=cast.luka.pk).update(mentor=cast.marta)
    luka = Member.objects.get(pk=cast.luka.pk)
    Account.objects.create(member=luka, address=luka.email, host="127.0.0.1")
    client = Client.objects.fetch(luka, cast.adria.pk)
    draft = Draft.objects.create(
        member=luka, client=client, to=[["Ivana", "ivana@adria.example"]], subject="October", text="All is well."
    )
    message = send(draft, by=luka)
    assert message.outgoing is not None
    return message.outgoing


def test_it_waits_and_the_mentor_is_asked(cast: Cast, written: Outgoing, follow: Callable[[], int]) -> None:
    follow()
    Outgoing.objects.update(not_before=None)
    assert send_waiting() == 0
    item = open_items(kind="sign_off").get()
    assert (item.member_id, item.client_id) == (cast.marta.pk, cast.adria.pk)
    assert not of_mentor(cast.ana).exists()


def test_signed_off_it_goes_once(cast: Cast, written: Outgoing, follow: Callable[[], int]) -> None:
    follow()
    letter = of_mentor(cast.marta).get()
    assert sign_off(letter, by=cast.marta)
    assert not sign_off(letter, by=cast.petra)
    letter.refresh_from_db()
    assert (letter.held_at, letter.signed_by) == (None, cast.marta)
    assert not open_items(kind="sign_off").exists()


def test_sent_back_it_is_a_draft_again_and_its_writer_reads_why(
    cast: Cast, written: Outgoing, follow: Callable[[], int], caller: Callable[[Any], Any]
) -> None:
    follow()
    with pytest.raises(ValidationError):
        send_back(of_mentor(cast.marta).get(), " ", by=cast.marta)
    answer = caller(cast.marta).post(reverse("sign_off_return", args=[written.pk]), {"words": "Name the figure."})
    assert answer.status_code == 303
    follow()
    assert not Message.objects.exists()
    assert Draft.objects.get(sent_at=None).text == "All is well."
    assert open_items(kind="sign_off").get().member_id == cast.luka.pk
    page = caller(cast.luka).get(reverse("sign_off", args=[written.pk])).content.decode()
    assert "Name the figure." in page
    assert "Go on with the draft" in page
    assert not open_items(kind="sign_off").exists()


def test_taken_back_it_waits_for_nobody(
    cast: Cast, written: Outgoing, follow: Callable[[], int], caller: Callable[[Any], Any]
) -> None:
    follow()
    message = Message.objects.get()
    caller(cast.luka).post(reverse("mail_return", args=[message.pk]))
    follow()
    assert not open_items(kind="sign_off").exists()
    assert not sign_off(written, by=cast.marta)


def test_words_to_colleagues_and_of_others_are_not_held(cast: Cast) -> None:
    Member.objects.filter(pk=cast.luka.pk).update(mentor=cast.marta)
    luka = Member.objects.get(pk=cast.luka.pk)
    assert put(key="1", to="tin@kordun.example", subject="Hi", text="Hi", by=luka).held_at is None
    assert put(key="2", to="i@adria.example", subject="Hi", text="Hi", by=cast.ana, client_id=1).held_at is None
    assert put(key="3", to="i@adria.example", subject="Hi", text="Hi", by=luka, client_id=1).held_at is not None


def test_a_mentor_is_somebody_else_who_may_sign_off(cast: Cast) -> None:
    now: dict[str, Any] = {"name": "Luka", "roles": ["manager"], "team": cast.growth, "is_active": True}
    for unfit in (cast.luka, cast.tin):
        with pytest.raises(ValidationError):
            change_member(cast.luka, by=cast.iva, mentor=unfit, **now)
    assert change_member(cast.luka, by=cast.iva, mentor=cast.marta, **now).mentor == cast.marta
    with pytest.raises(ValidationError):
        change_member(cast.ana, by=cast.iva, mentor=cast.luka, **now | {"name": "Ana"})
