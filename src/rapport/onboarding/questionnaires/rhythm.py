"""When we kindly ask about a questionnaire again, and when nothing has come for so long that the keeper is told."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from rapport.journal import clock
from rapport.onboarding.questionnaires.models import Questionnaire
from rapport.portfolio.models import Client
from rapport.reckon.timing import Calendar

AGAIN_AFTER = 3  # working days there, since they last wrote something or we last asked
MOST_REMINDERS = 3
QUIET_AFTER = 5  # working days without a word: the keeper is told
WANTED_AFTER = 5  # working days, where no day is named
BEFORE_CLOSING = timedelta(hours=6)  # of the usual day: the middle of the morning


def usual_due(client: Client) -> datetime:
    calendar = client.calendar()
    return calendar.end_of_day(working_days_on(calendar, clock.today(client.zone), WANTED_AFTER))


def next_reminder(client: Client, last: datetime, *, reminders: int) -> datetime | None:
    """In the middle of their morning, some working days after the last sign of life; None when enough was asked."""
    if reminders >= MOST_REMINDERS:
        return None
    calendar = client.calendar()
    day = working_days_on(calendar, last.astimezone(clock.zone_of(client.zone)).date(), AGAIN_AFTER)
    return calendar.end_of_day(day) - BEFORE_CLOSING


def last_word(questionnaire: Questionnaire) -> datetime:
    """When they last wrote something, else when they were first asked."""
    return questionnaire.touched_at or questionnaire.asked_at or questionnaire.made_at


def quiet_since(questionnaire: Questionnaire) -> datetime:
    """The instant from which it counts as quiet."""
    client = questionnaire.client
    calendar = client.calendar()
    day = last_word(questionnaire).astimezone(clock.zone_of(client.zone)).date()
    return calendar.end_of_day(working_days_on(calendar, day, QUIET_AFTER))


def working_days_on(calendar: Calendar, day: date, number: int) -> date:
    for _n in range(number):
        day = calendar.next_working_day(day + timedelta(days=1))
    return day
