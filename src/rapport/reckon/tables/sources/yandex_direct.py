"""Yandex Direct's reports: a closing row of totals, the money in the header or in a column, Windows-1251."""

from __future__ import annotations

from rapport.reckon.tables.sources import figure_words as words
from rapport.reckon.tables.sources.figures import FigureLayout

LAYOUT = FigureLayout(
    "yandex_direct",
    needs=(
        ("Название кампании", "ID кампании", "№ Кампании", "Кампания", "CampaignName", "CampaignId"),
        ("Показы", "Impressions"),
        ("Расход", "Cost", "Расход всего"),
    ),
    never=("Impr.", "Reporting starts", "Визиты"),
    channel="yandex_direct",
    fields={
        "day": words.DAY,
        "week": words.WEEK,
        "month": words.MONTH,
        "campaign": ("Название кампании", "Кампания", "CampaignName"),
        "currency": words.CURRENCY,
        "segment": (*words.SEGMENTS, "CampaignId", "AdGroupId", "AdId", "AdGroupName", "Device"),
        "spend": ("Расход", "Расход всего", "Cost"),
        "impressions": ("Показы", "Impressions"),
        "clicks": ("Клики", "Clicks"),
        "leads": ("Конверсии", "Conversions"),
        "revenue": ("Доход", "Revenue"),
        "ctr": ("CTR", "Ctr"),
        "cpc": ("Ср. цена клика", "Средняя цена клика", "AvgCpc"),
        "cpl": ("Цена цели", "CostPerConversion", "CPA"),
        "conversion": ("Конверсия", "ConversionRate"),
        "bounce": ("Отказы", "BounceRate"),
    },
)
