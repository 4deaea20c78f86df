"""Yandex Metrica's reports: "Итого и средние" below the header; visitors do not add up over days."""

from __future__ import annotations

from rapport.reckon.tables.sources import figure_words as words
from rapport.reckon.tables.sources.figures import FigureLayout

LAYOUT = FigureLayout(
    "yandex_metrica",
    needs=(
        ("Визиты", "Visits", "Sessions"),
        ("Посетители", "Отказы", "Глубина просмотра", "Время на сайте", "Page depth", "Time on site", "Users"),
    ),
    never=("Sitzungen", "Engaged sessions", "Event count", "Active users"),
    fields={
        "day": ("Дата визита", "Дата", "День", "Date", "Date of visit", "Visit date"),
        "week": ("Неделя визита", "Неделя"),
        "month": ("Месяц визита", "Месяц"),
        "hour": ("Час", "Час визита"),
        "channel": ("Источник трафика", "Последний источник трафика", "Последний значимый источник", "Traffic source",
                    "Last traffic source", "Первый источник трафика"),
        "campaign": ("UTM Campaign", "Рекламная кампания Яндекс.Директ", "Кампания"),
        "segment": words.SEGMENTS,
        "visits": ("Визиты", "Visits", "Sessions"),
        "users": ("Посетители", "Users", "Visitors"),
        "new_users": ("Новые посетители", "New users"),
        "views": ("Просмотры", "Pageviews", "Views"),
        "bounce": ("Отказы", "Bounce rate", "Bounces"),
        "depth": ("Глубина просмотра", "Page depth"),
        "time_on_site": ("Время на сайте", "Time on site"),
        "goals": ("Достижения целей", "Достижения любой цели", "Достижения цели", "Goal reaches", "Целевые визиты"),
        "site_conversion": ("Конверсия", "Конверсия по любой цели", "Conversion rate"),
        "orders": ("Покупки", "Количество покупок", "Purchases"),
        "revenue": ("Доход", "Revenue"),
    },
)  # fmt: skip
