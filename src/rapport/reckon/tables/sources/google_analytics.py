"""Google Analytics 4: lines with # above the header, days as 20260413, a grand total without a name."""

from __future__ import annotations

from rapport.reckon.tables.sources import figure_words as words
from rapport.reckon.tables.sources.figures import FigureLayout

LAYOUT = FigureLayout(
    "google_analytics",
    needs=(
        ("Sessions", "Active users", "Total users", "New users", "Sitzungen", "Aktive Nutzer", "Sesiones", "Sesije",
         "Relácie", "Сеансы", "Активные пользователи", "Usuarios activos"),
        ("Engaged sessions", "Engagement rate", "Event count", "Key events", "New users", "Total users", "Views",
         "Bounce rate", "Average engagement time per session", "Total revenue", "Sitzungen mit Interaktionen",
         "Ereignisanzahl", "Neue Nutzer", "Usuarios nuevos", "Новые пользователи", "Количество событий", "Active users",
         "Session default channel group", "Session primary channel group (Default Channel Group)",
         "Session source / medium"),
    ),
    never=("Визиты", "Page depth", "Campaign status"),
    titles=("# traffic acquisition", "# reports snapshot", "# all users", "# user acquisition"),
    fields={
        "day": ("Date", *words.DAY),
        "week": ("Week", "ISO week", *words.WEEK),
        "month": words.MONTH,
        "nth_day": ("Nth day",),
        "hour": words.HOUR,
        "channel": ("Session default channel group", "Session primary channel group",
                    "Session primary channel group (Default Channel Group)", "Default channel group",
                    "First user default channel group", "First user primary channel group", "Session source / medium",
                    "Session medium", "Session source"),
        "campaign": ("Session campaign", *words.CAMPAIGN),
        "segment": (*words.SEGMENTS, "Device category", "Landing page + query string", "Page path and screen class"),
        "visits": ("Sessions", "Sitzungen", "Sesiones", "Sesije", "Relácie", "Сеансы"),
        "users": ("Active users", "Total users", "Users", "Aktive Nutzer", "Usuarios activos", "Активные пользователи"),
        "new_users": ("New users", "Neue Nutzer", "Usuarios nuevos", "Новые пользователи"),
        "views": ("Views", "Aufrufe", "Vistas", "Просмотры"),
        "goals": ("Key events", "Conversions", "Schlüsselereignisse", "Ключевые события"),
        "orders": ("Ecommerce purchases", "Purchases", "Transactions"),
        "revenue": ("Total revenue", "Purchase revenue", "Gesamtumsatz"),
        "bounce": ("Bounce rate", "Absprungrate", "Показатель отказов"),
        "time_on_site": ("Average session duration", "Average engagement time per session"),
        "depth": ("Views per session",),
        "site_conversion": ("Session key event rate", "Session conversion rate"),
    },
)  # fmt: skip
