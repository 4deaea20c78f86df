"""Meta's ads manager: each row says its own first and last day, and the money stands in the header."""

from __future__ import annotations

from rapport.reckon.tables.sources import figure_words as words
from rapport.reckon.tables.sources.figures import FigureLayout

_SINCE = (
    "Reporting starts", "Berichtsbeginn", "Auswertungsstart", "Inicio del informe", "Début des rapports",
    "Početak izvješćivanja", "Začiatok vykazovania", "Дата начала отчетности", "Начало отчетного периода",
)  # fmt: skip
_UNTIL = (
    "Reporting ends", "Berichtsende", "Auswertungsende", "Fin del informe", "Fin des rapports", "Kraj izvješćivanja",
    "Koniec vykazovania", "Дата окончания отчетности", "Окончание отчетного периода",
)  # fmt: skip

LAYOUT = FigureLayout(
    "meta_ads",
    needs=(
        (*_SINCE, "Ad set name", "Campaign delivery", "Result indicator"),
        ("Amount spent", "Ausgegebener Betrag", "Importe gastado", "Montant dépensé", "Potrošeni iznos", "Minutá suma",
         "Потраченная сумма", "Сумма затрат"),
    ),
    channel="meta_ads",
    fields={
        "day": words.DAY,
        "since": _SINCE,
        "until": _UNTIL,
        "campaign": words.CAMPAIGN,
        "currency": words.CURRENCY,
        "segment": words.SEGMENTS,
        "result_kind": ("Result indicator", "Result type", "Indicator", "Ergebnisindikator"),
        "results": ("Results", "Ergebnisse", "Resultados", "Rezultati", "Výsledky", "Результаты", "Résultats"),
        "spend": words.SPEND,
        "impressions": words.IMPRESSIONS,
        "clicks": ("Link clicks", "Clicks (all)", "Klicks auf Links", "Клики по ссылке", "Clics en el enlace"),
        "reach": ("Reach", "Reichweite", "Alcance", "Doseg", "Dosah", "Охват", "Couverture"),
        "leads": ("Leads", "Website leads", "On-Facebook leads", "Лиды"),
        "orders": ("Purchases", "Website purchases", "Käufe", "Покупки"),
        "revenue": ("Purchases conversion value", "Website purchases conversion value", "Conversion value"),
        "ctr": words.CTR,
        "cpc": words.CPC,
        "cpm": words.CPM,
        "cpl": words.CPL,
        "roas": ("Purchase ROAS (return on ad spend)", "Purchase ROAS", "ROAS"),
    },
)  # fmt: skip
# What Meta calls a result, by the last part of its indicator.
RESULT_KINDS = {
    "lead": "leads", "leadgen": "leads", "onsite_conversion.lead_grouped": "leads", "fb_pixel_lead": "leads",
    "fb_pixel_purchase": "orders", "purchase": "orders", "omni_purchase": "orders", "link_click": "clicks",
    "fb_pixel_complete_registration": "leads", "contact": "leads", "submit_application": "leads",
}  # fmt: skip
