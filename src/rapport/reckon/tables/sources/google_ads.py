"""Google Ads' reports: a title and a range of days above the header, totals in the account's language below."""

from __future__ import annotations

from rapport.reckon.tables.sources import figure_words as words
from rapport.reckon.tables.sources.figures import FigureLayout

LAYOUT = FigureLayout(
    "google_ads",
    needs=(
        (*words.CAMPAIGN, "Ad group", "Anzeigengruppe", "Account"),
        ("Impr.", "Avg. CPM", "Cost / conv.", "Conv. rate", "Interaction rate", "Währungscode", "Currency code"),
        words.SPEND,
    ),
    never=("Reporting starts", "Расход", "Визиты"),
    titles=(
        "campaign report",
        "ad group report",
        "campaign performance",
        "ad performance",
        "search terms report",
        "keyword report",
        "kampagnenbericht",
        "anzeigengruppenbericht",
        "informe de campan",
        "izvjesce o kampanj",
        "izvjestaj o kampanj",
        "prehlad kampan",
        "отчет о кампаниях",
        "отчет по кампаниям",
        "rapport sur les campagnes",
    ),  # fmt: skip
    channel="google_ads",
    fields={
        "day": words.DAY,
        "week": words.WEEK,
        "month": words.MONTH,
        "hour": words.HOUR,
        "campaign": words.CAMPAIGN,
        "currency": words.CURRENCY,
        "segment": tuple(word for word in words.SEGMENTS if word != "Campaign type"),
        "spend": words.SPEND,
        "impressions": words.IMPRESSIONS,
        "clicks": words.CLICKS,
        "leads": words.LEADS,
        "revenue": words.REVENUE,
        "ctr": ("CTR",),
        "cpc": words.CPC,
        "cpm": words.CPM,
        "cpl": words.CPL,
        "conversion": ("Conv. rate", "Conversionrate", "Conversion rate"),
        "impression_share": ("Search impr. share", "Search impression share", "Impr. share"),
    },
)
