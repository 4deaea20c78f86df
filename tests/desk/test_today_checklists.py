"""A member's own checklists: nobody else's business, ticked in place, begun anew each day where they repeat."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Caller
from django.urls import reverse
from tests.cast import Cast

from rapport.attention.checklists import add_step, is_done, make, midnight_of
from rapport.attention.models import Checklist, Step
from rapport.journal import clock

Sign = Callable[[Any], Caller]
HTMX = {"HX-Request": "true"}


def test_a_list_is_made_once_however_often_it_is_sent(cast: Cast, caller: Sign) -> None:
    browser = caller(cast.luka)
    for _ in range(2):
        assert browser.post(reverse("checklist_new"), {"title": "Friday", "repeats": "on"}).status_code == 303
    assert Checklist.objects.get().repeats
    page = browser.get(reverse("checklists")).content.decode()
    assert "Friday" in page
    assert "anew each day" in page


def test_a_list_without_a_name_is_refused_in_words(cast: Cast, caller: Sign) -> None:
    answer = caller(cast.luka).post(reverse("checklist_new"), {"title": " "})
    assert answer.status_code == 422
    assert "This is needed" in answer.content.decode()


def test_steps_are_added_and_ticked_in_place(cast: Cast, caller: Sign) -> None:
    browser, friday = caller(cast.luka), make(cast.luka, title="Before I leave")
    for _ in range(2):
        text = browser.post(reverse("step_new", args=[friday.pk]), {"text": "Look at Monday"}, headers=HTMX)
    assert "Look at Monday" in text.content.decode()
    step = Step.objects.get()
    assert (
        'aria-pressed="true"'
        in browser.post(reverse("step_tick", args=[step.pk]), {"done": "yes"}, headers=HTMX).content.decode()
    )
    assert browser.post(reverse("step_tick", args=[step.pk]), {"done": "no"}).status_code == 303
    assert Step.objects.get().done_at is None
    assert browser.post(reverse("step_new", args=[friday.pk]), {"text": ""}, headers=HTMX).status_code == 422


@pytest.mark.parametrize("repeats", [True, False])
def test_ticks_of_a_list_that_repeats_fall_off_at_midnight(cast: Cast, repeats: bool) -> None:
    daily = make(cast.luka, title="Daily", repeats=repeats)
    step = add_step(daily, "Look at Monday")
    step.done_at = midnight_of(cast.luka) - timedelta(minutes=1)
    assert is_done(step, daily, midnight_of(cast.luka)) is not repeats
    step.done_at = clock.now()
    assert is_done(step, daily, midnight_of(cast.luka))


def test_anothers_list_is_not_there(cast: Cast, caller: Sign) -> None:
    friday = make(cast.luka, title="Before I leave")
    step = add_step(friday, "Look at Monday")
    stranger = caller(cast.marta)
    assert "Before I leave" not in stranger.get(reverse("checklists")).content.decode()
    for name, pk in (("checklist_delete", friday.pk), ("step_new", friday.pk), ("step_tick", step.pk)):
        assert stranger.post(reverse(name, args=[pk]), {"text": "x", "done": "yes"}).status_code == 404
    assert Step.objects.get().done_at is None
    assert caller(cast.luka).post(reverse("checklist_delete", args=[friday.pk])).status_code == 303
    assert not Checklist.objects.exists()
