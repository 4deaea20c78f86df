"""Lists of calls from call tracking: each row is one call, its time, length, fate and whence it came."""

from __future__ import annotations

from rapport.reckon.tables.sources import figure_words as words
from rapport.reckon.tables.sources.figures import FigureLayout

_STARTED = (
    "Start time", "Call time", "Call date", "Date/Time", "Date and time", "Started", "Call start", "Time",
    "Дата звонка", "Дата и время", "Дата и время звонка", "Время звонка", "Anrufzeit", "Vrijeme poziva", "Čas hovoru",
)  # fmt: skip
_DURATION = (
    "Duration", "Call duration", "Duration (s)", "Duration (seconds)", "Duration (sec)", "Talk time", "Длительность",
    "Длительность звонка", "Длительность разговора", "Anrufdauer", "Trajanje poziva", "Trvanie hovoru",
)  # fmt: skip

LAYOUT = FigureLayout(
    "call_tracking",
    needs=(
        (*_STARTED, *words.DAY),
        (*_DURATION, "Call status", "Статус звонка"),
        ("Caller", "Caller ID", "Caller number", "Calling number", "Tracking number", "Call source", "Source number",
         "Destination number", "Call status", "Call ID", "Номер звонящего", "Номер абонента", "Номер клиента",
         "Виртуальный номер", "Статус звонка", "Тип звонка", "Phone", "Phone number", "Anrufer"),
    ),
    channel="calls",
    events=True,
    fields={
        "started": (*_STARTED, *words.DAY),
        "duration": _DURATION,
        "call_status": ("Call status", "Status", "Статус звонка", "Статус", "Result", "Answered"),
        "call_type": ("Call type", "Type", "Direction", "Тип звонка", "Направление"),
        "channel": ("Call source", "Source", "Channel", "Источник", "Источник звонка", "Канал", "utm_source"),
        "campaign": words.CAMPAIGN,
    },
)  # fmt: skip
