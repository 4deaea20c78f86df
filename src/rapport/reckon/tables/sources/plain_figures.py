"""Any table with a column of days: what its headers likely mean, in six languages and in the words agencies use."""

from __future__ import annotations

from rapport.reckon.tables.sources import figure_words as words
from rapport.reckon.tables.sources.figures import FigureLayout

LAYOUT = FigureLayout(
    "plain",
    needs=((*words.DAY, *words.WEEK, *words.MONTH, "Period", "Since", "From"),),
    fields={
        "day": (*words.DAY, "Period", "Period / day"),
        "week": words.WEEK,
        "month": words.MONTH,
        "since": ("Since", "From", "Start date", "Start", "Od", "С"),
        "until": ("Until", "To", "End date", "End", "Do", "По"),
        "hour": words.HOUR,
        "channel": words.CHANNEL,
        "campaign": words.CAMPAIGN,
        "currency": words.CURRENCY,
        "segment": words.SEGMENTS,
        "spend": (*words.SPEND, "Budget spent"),
        "impressions": words.IMPRESSIONS,
        "clicks": words.CLICKS,
        "leads": words.LEADS,
        "orders": words.ORDERS,
        "revenue": words.REVENUE,
        "calls": ("Calls", "Anrufe", "Llamadas", "Pozivi", "Hovory", "Звонки", "Phone calls"),
        "visits": ("Visits", "Sessions", "Besuche", "Visitas", "Posjeti", "Posjete", "Návštevy", "Визиты", "Сеансы"),
        "users": ("Users", "Visitors", "Nutzer", "Usuarios", "Korisnici", "Používatelia", "Посетители", "Пользователи"),
        "views": ("Pageviews", "Page views", "Views", "Просмотры"),
        "reach": ("Reach", "Doseg", "Dosah", "Охват"),
        "bounce": ("Bounce rate", "Bounce", "Отказы", "Stopa napuštanja", "Miera odchodov"),
        "visibility": ("Visibility", "Vidljivost", "Viditeľnosť", "Видимость"),
        "position": ("Average position", "Position", "Prosječna pozicija", "Позиция"),
        "ctr": words.CTR,
        "cpc": words.CPC,
        "cpm": words.CPM,
        "cpl": words.CPL,
        "cpo": ("CPO", "Cost per order", "Cost per purchase"),
        "roas": ("ROAS",),
        "conversion": ("Conversion", "Conversion rate", "CR", "Konverzija", "Конверсия"),
        "time_on_site": ("Time on site", "Время на сайте"),
    },
)
