"""The outbox: once per cause, sent once, kept with the server's words, untouched where no mail goes out."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from rapport.journal import clock
from rapport.post.models import Outgoing
from rapport.post.put import put
from rapport.post.send import GIVE_UP_AFTER, send_waiting

LETTER = {"key": "digest:7", "to": "luka@kordun.example", "subject": "Today", "text": "Good morning."}


class Refusing(EmailBackend):
    def send_messages(self, messages: object) -> int:
        raise OSError("550 no such mailbox")


@pytest.mark.django_db
def test_the_same_cause_makes_one_letter_and_one_sending() -> None:
    assert put(**LETTER) == put(**LETTER)
    assert (send_waiting(), send_waiting()) == (1, 0)
    assert [letter.subject for letter in mail.outbox] == ["Today"]
    assert mail.outbox[0].message()["Auto-Submitted"] == "auto-generated"


@pytest.mark.django_db
def test_a_letter_waits_for_its_hour() -> None:
    put(**LETTER, not_before=clock.now() + timedelta(hours=2))
    assert send_waiting() == 0
    with time_machine.travel(clock.now() + timedelta(hours=3)):
        assert send_waiting() == 1


@pytest.mark.django_db
def test_what_is_refused_is_kept_with_the_servers_words_and_given_up_in_the_end(settings) -> None:
    settings.EMAIL_BACKEND = f"{Refusing.__module__}.{Refusing.__qualname__}"
    put(**LETTER)
    at = clock.now()
    for _ in range(GIVE_UP_AFTER + 3):
        with time_machine.travel(at):
            assert send_waiting() == 0
        at += timedelta(days=5)
    letter = Outgoing.objects.get()
    assert (letter.attempts, letter.sent_at) == (GIVE_UP_AFTER, None)
    assert "550 no such mailbox" in letter.error


@pytest.mark.django_db
def test_without_a_mail_server_letters_wait_untried(settings) -> None:
    settings.MAIL_GOES_OUT = False
    put(**LETTER)
    assert send_waiting() == 0
    assert Outgoing.objects.get().attempts == 0
    settings.MAIL_GOES_OUT = True
    assert send_waiting() == 1
