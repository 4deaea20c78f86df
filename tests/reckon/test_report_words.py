# ruff: noqa: E501
"""What a report says of its figures, in four languages: cases, plurals, gender, comparatives, months.

Each sentence was read by eye before it was written down; a space in them may be one that does not break.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal as D

import pytest

from rapport.reckon.report.content import COUNT, LANGUAGES, SHARE, Goal, KeyFigure, Language, Metric, Period, Unit
from rapport.reckon.report.drafting import about, in_short, money_spent, unusual
from rapport.reckon.report.words import METRICS, Words, words_of

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
JANUARY = Period(date(2026, 1, 1), date(2026, 1, 31))
FEBRUARY = Period(date(2026, 2, 1), date(2026, 2, 28))
SPRING = Period(date(2026, 4, 1), date(2026, 6, 30))
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
FORTNIGHT = Period(date(2026, 10, 5), date(2026, 10, 18))
EUR = Unit("money", currency="EUR")
OWN = Metric(name="Šank")
RECORD = KeyFigure(Metric("views"), D(5000), previous=D(4000), course=(*map(D, range(11)), D(5000)))


Says = Callable[[Words], str]


def figure(metric: str | Metric, value: object, unit: Unit = COUNT, period: Period = OCTOBER, **more: object) -> Says:
    values = {key: D(str(one)) for key, one in more.items()}
    known = Metric(metric) if isinstance(metric, str) else metric
    made = KeyFigure(known, None if value is None else D(str(value)), unit, **values)  # type: ignore[arg-type]
    return lambda words: about(made, period, words)


def goals(reached: int, of: int, tasks: int = 0) -> Says:
    known = KeyFigure(Metric("clicks"), D(1))
    all_ = tuple(Goal("", known, "reached" if n < reached else "behind") for n in range(of))
    return lambda words: in_short(all_, tasks, OCTOBER, words)


SAID: dict[str, Says] = {
    "many things rose": figure("clicks", 18420, previous=16446),
    "with last year and target": figure("clicks", 18420, previous=16446, last_year=14960, target=17000),
    "one thing fell, after January": figure("revenue", 61300, EUR, FEBRUARY, previous=65000),
    "on last year's December, on target": figure("cost_per_click", 0.42, EUR, JANUARY, previous=0.46, target=0.42),
    "a hundredth of a point": figure("conversion_rate", 0.0083, SHARE, previous=0.0082),
    "three points": figure("bounce_rate", 0.42, SHARE, previous=0.45, last_year=0.41),
    "one point": figure("ctr", 0.42, SHARE, previous=0.43),
    "five points": figure("open_rate", 0.5, SHARE, previous=0.45),
    "a quarter": figure("sessions", 18420, period=SPRING, previous=16446),
    "a year": figure("average_order", 55, EUR, YEAR, previous=50),
    "some days": figure("spend", 5500, EUR, FORTNIGHT, previous=6000),
    "as long as before": figure("time_on_site", 155, Unit("seconds"), previous=120),
    "nothing changed": figure("visits", 155000, previous=155001),
    "one thing did not change": figure("reach", 155000, previous=155001),
    "more of many than last year": figure("impressions", 155000, last_year=140000),
    "lower than last year": figure("roas", 4.6, Unit("number"), last_year=5),
    "the same as last year": figure("cost_per_lead", 55, EUR, last_year=55),
    "two counted": figure("bookings", 152, previous=121),
    "one counted": figure("leads", 151, previous=151),
    "many counted, one less": figure("orders", 155, period=NOVEMBER, previous=156),
    "living beings": figure("users", 3, previous=2),
    "a single one": figure("new_customers", 1, previous=0),
    "a position": figure("position", 6.2, Unit("number"), previous=8.1),
    "an own metric": figure(OWN, 340, previous=304, target=300),
    "an own metric as before": figure(OWN, 340, previous=340),
    "no figures": figure("calls", None, period=FEBRUARY),
    "out of nothing": figure("downloads", 5000, previous=0),
    "a record": lambda words: about(RECORD, OCTOBER, words),
    "many are unusual": lambda words: unusual(Metric("clicks"), date(2026, 10, 12), D("-0.4"), words),
    "one is unusual": lambda words: unusual(Metric("cost_per_order"), date(2026, 2, 2), D("0.15"), words),
    "spent": lambda words: money_spent(D(4200), D(5000), "EUR", OCTOBER, words),
    "overspent": lambda words: money_spent(D(5300), D(5000), "EUR", OCTOBER, words),
    "two of four goals, three tasks": goals(2, 4, 3),
    "one of six goals, a task": goals(1, 6, 1),
    "none of three goals, five tasks": goals(0, 3, 5),
    "the one goal, twenty-one tasks": goals(1, 1, 21),
    "title of a month": lambda words: words.labels.report_for.format(period=words.whole(OCTOBER)),
    "title of days": lambda words: words.labels.report_for.format(period=words.whole(FORTNIGHT)),
}  # fmt: skip

SENTENCES: dict[Language, dict[str, str]] = {
    "en": {
        "many things rose": "In October, clicks rose by 12% compared with September, to 18,420.",
        "with last year and target": "In October, clicks rose by 12% compared with September, to 18,420. That is 23% more than in October 2025 and 8% above the target of 17,000.",
        "one thing fell, after January": "In February, revenue fell by 6% compared with January, to €61,300.",
        "on last year's December, on target": "In January, cost per click fell by 9% compared with December 2025, to €0.42. The target of €0.42 was met exactly.",
        "a hundredth of a point": "In October, conversion rate rose by 0.01 percentage points compared with September, to 0.83%.",
        "three points": "In October, bounce rate fell by 3 percentage points compared with September, to 42%. That is 1 percentage point higher than in October 2025.",
        "one point": "In October, click-through rate fell by 1 percentage point compared with September, to 42%.",
        "five points": "In October, open rate rose by 5 percentage points compared with September, to 50%.",
        "a quarter": "In the second quarter, sessions rose by 12% compared with the first quarter, to 18,420.",
        "a year": "In 2025, average order value rose by 10% compared with 2024, to €55.",
        "some days": "From 5 to 18 October, spend fell by 8% compared with 21 September to 4 October, to €5,500.",
        "as long as before": "In October, time on site rose by 29% compared with September, to 2:35.",
        "nothing changed": "In October, visits stayed level with September, at 155,000.",
        "one thing did not change": "In October, reach stayed level with September, at 155,000.",
        "more of many than last year": "In October there were 11% more impressions than in October 2025.",
        "lower than last year": "In October, return on ad spend was 8% lower than in October 2025.",
        "the same as last year": "In October, cost per lead was the same as in October 2025.",
        "two counted": "In October we recorded 152 bookings, 31 more than in September.",
        "one counted": "In October we recorded 151 leads, as many as in September.",
        "many counted, one less": "In November we recorded 155 orders, 1 fewer than in October.",
        "living beings": "In October we recorded 3 users, 1 more than in September.",
        "a single one": "In October we recorded 1 new customer, 1 more than in September.",
        "a position": "Average position: 6.2 in October, 8.1 in September.",
        "an own metric": "Šank: 340 in October, 12% more than in September. That is 13% above the target of 300.",
        "an own metric as before": "Šank: 340 in October, the same as in September.",
        "no figures": "There are no figures for February: calls.",
        "out of nothing": "Downloads: 5,000 in October, 0 in September.",
        "a record": "In October, views rose by 25% compared with September, to 5,000. It is the highest value of the last 12 months.",
        "many are unusual": "Since 12 October, clicks have been 40% below their usual level.",
        "one is unusual": "Since 2 February, cost per order has been 15% above its usual level.",
        "spent": "In October, €4,200 of the planned €5,000 was spent (84%).",
        "overspent": "In October, €5,300 of the planned €5,000 was spent (106%), €300 more than planned.",
        "two of four goals, three tasks": "In October we reached 2 of 4 goals. In October we finished 3 tasks.",
        "one of six goals, a task": "In October we reached 1 of 6 goals. In October we finished 1 task.",
        "none of three goals, five tasks": "In October we reached none of the 3 goals. In October we finished 5 tasks.",
        "the one goal, twenty-one tasks": "In October we reached the goal. In October we finished 21 tasks.",
        "title of a month": "Report for October 2026",
        "title of days": "Report for 5 to 18 October 2026",
    },
    "hr": {
        "many things rose": "U listopadu su klikovi porasli za 12 % u odnosu na rujan, na 18.420.",
        "with last year and target": "U listopadu su klikovi porasli za 12 % u odnosu na rujan, na 18.420. To je 23 % više nego u listopadu 2025. i 8 % iznad cilja od 17.000.",
        "one thing fell, after January": "U veljači je prihod pao za 6 % u odnosu na siječanj, na 61.300 €.",
        "on last year's December, on target": "U siječnju je cijena po kliku pala za 9 % u odnosu na prosinac 2025., na 0,42 €. Cilj od 0,42 € točno je dosegnut.",
        "a hundredth of a point": "U listopadu je stopa konverzije porasla za 0,01 postotni bod u odnosu na rujan, na 0,83 %.",
        "three points": "U listopadu je stopa napuštanja pala za 3 postotna boda u odnosu na rujan, na 42 %. To je 1 postotni bod više nego u listopadu 2025.",
        "one point": "U listopadu je stopa klikanja pala za 1 postotni bod u odnosu na rujan, na 42 %.",
        "five points": "U listopadu je stopa otvaranja porasla za 5 postotnih bodova u odnosu na rujan, na 50 %.",
        "a quarter": "U drugom tromjesečju su sesije porasle za 12 % u odnosu na prvo tromjesečje, na 18.420.",
        "a year": "U 2025. godini je prosječna narudžba porasla za 10 % u odnosu na 2024. godinu, na 55 €.",
        "some days": "U razdoblju od 5. do 18. listopada je potrošnja pala za 8 % u odnosu na razdoblje od 21. rujna do 4. listopada, na 5.500 €.",
        "as long as before": "U listopadu je vrijeme na stranici poraslo za 29 % u odnosu na rujan, na 2:35.",
        "nothing changed": "U listopadu su posjeti ostali na razini rujna: 155.000.",
        "one thing did not change": "U listopadu je doseg ostao na razini rujna: 155.000.",
        "more of many than last year": "U listopadu je prikaza bilo 11 % više nego u listopadu 2025.",
        "lower than last year": "U listopadu je povrat ulaganja u oglase bio 8 % niži nego u listopadu 2025.",
        "the same as last year": "U listopadu je cijena po upitu bila na istoj razini kao u listopadu 2025.",
        "two counted": "U listopadu smo zabilježili 152 rezervacije, 31 više nego u rujnu.",
        "one counted": "U listopadu smo zabilježili 151 upit, jednako kao u rujnu.",
        "many counted, one less": "U studenome smo zabilježili 155 narudžbi, 1 manje nego u listopadu.",
        "living beings": "U listopadu smo zabilježili 3 korisnika, 1 više nego u rujnu.",
        "a single one": "U listopadu smo zabilježili 1 novog kupca, 1 više nego u rujnu.",
        "a position": "Prosječna pozicija: 6,2 u listopadu, 8,1 u rujnu.",
        "an own metric": "Šank: 340 u listopadu, 12 % više nego u rujnu. To je 13 % iznad cilja od 300.",
        "an own metric as before": "Šank: 340 u listopadu, isto kao u rujnu.",
        "no figures": "Za veljaču nema podataka: pozivi.",
        "out of nothing": "Preuzimanja: 5.000 u listopadu, 0 u rujnu.",
        "a record": "U listopadu su pregledi porasli za 25 % u odnosu na rujan, na 5.000. To je najviša vrijednost u posljednjih 12 mjeseci.",
        "many are unusual": "Od 12. listopada su klikovi 40 % ispod uobičajene razine.",
        "one is unusual": "Od 2. veljače je cijena po narudžbi 15 % iznad uobičajene razine.",
        "spent": "U listopadu je potrošeno 4.200 € od planiranih 5.000 € (84 %).",
        "overspent": "U listopadu je potrošeno 5.300 € od planiranih 5.000 € (106 %), 300 € više od plana.",
        "two of four goals, three tasks": "U listopadu smo dosegnuli 2 od 4 cilja. U listopadu smo dovršili 3 zadatka.",
        "one of six goals, a task": "U listopadu smo dosegnuli 1 od 6 ciljeva. U listopadu smo dovršili 1 zadatak.",
        "none of three goals, five tasks": "U listopadu nismo dosegnuli nijedan od 3 cilja. U listopadu smo dovršili 5 zadataka.",
        "the one goal, twenty-one tasks": "U listopadu smo dosegnuli cilj. U listopadu smo dovršili 21 zadatak.",
        "title of a month": "Izvješće za listopad 2026.",
        "title of days": "Izvješće za razdoblje od 5. do 18. listopada 2026.",
    },
    "sk": {
        "many things rose": "V októbri vzrástli kliknutia oproti septembru o 12 % na 18 420.",
        "with last year and target": "V októbri vzrástli kliknutia oproti septembru o 12 % na 18 420. To je o 23 % viac ako v októbri 2025 a 8 % nad cieľom 17 000.",
        "one thing fell, after January": "Vo februári klesli tržby oproti januáru o 6 % na 61 300 €.",
        "on last year's December, on target": "V januári klesla cena za kliknutie oproti decembru 2025 o 9 % na 0,42 €. Cieľ 0,42 € sa presne splnil.",
        "a hundredth of a point": "V októbri vzrástol konverzný pomer oproti septembru o 0,01 percentuálneho bodu na 0,83 %.",
        "three points": "V októbri klesla miera odchodov oproti septembru o 3 percentuálne body na 42 %. To je o 1 percentuálny bod viac ako v októbri 2025.",
        "one point": "V októbri klesla miera prekliknutí oproti septembru o 1 percentuálny bod na 42 %.",
        "five points": "V októbri vzrástla miera otvorení oproti septembru o 5 percentuálnych bodov na 50 %.",
        "a quarter": "V druhom štvrťroku vzrástli relácie oproti prvému štvrťroku o 12 % na 18 420.",
        "a year": "V roku 2025 vzrástla priemerná objednávka oproti roku 2024 o 10 % na 55 €.",
        "some days": "V období od 5. do 18. októbra klesli výdavky oproti obdobiu od 21. septembra do 4. októbra o 8 % na 5 500 €.",
        "as long as before": "V októbri vzrástol čas na stránke oproti septembru o 29 % na 2:35.",
        "nothing changed": "V októbri zostali návštevy na úrovni septembra: 155 000.",
        "one thing did not change": "V októbri zostal dosah na úrovni septembra: 155 000.",
        "more of many than last year": "V októbri bolo zobrazení o 11 % viac ako v októbri 2025.",
        "lower than last year": "V októbri bola návratnosť reklamy o 8 % nižšia ako v októbri 2025.",
        "the same as last year": "V októbri bola cena za dopyt na rovnakej úrovni ako v októbri 2025.",
        "two counted": "V októbri sme zaznamenali 152 rezervácií, o 31 viac ako v septembri.",
        "one counted": "V októbri sme zaznamenali 151 dopytov, rovnako ako v septembri.",
        "many counted, one less": "V novembri sme zaznamenali 155 objednávok, o 1 menej ako v októbri.",
        "living beings": "V októbri sme zaznamenali 3 používateľov, o 1 viac ako v septembri.",
        "a single one": "V októbri sme zaznamenali 1 nového zákazníka, o 1 viac ako v septembri.",
        "a position": "Priemerná pozícia: 6,2 v októbri, 8,1 v septembri.",
        "an own metric": "Šank: 340 v októbri, o 12 % viac ako v septembri. To je 13 % nad cieľom 300.",
        "an own metric as before": "Šank: 340 v októbri, rovnako ako v septembri.",
        "no figures": "Za február nie sú údaje: hovory.",
        "out of nothing": "Stiahnutia: 5 000 v októbri, 0 v septembri.",
        "a record": "V októbri vzrástli zhliadnutia oproti septembru o 25 % na 5 000. Je to najvyššia hodnota za posledných 12 mesiacov.",
        "many are unusual": "Od 12. októbra sú kliknutia 40 % pod obvyklou úrovňou.",
        "one is unusual": "Od 2. februára je cena za objednávku 15 % nad obvyklou úrovňou.",
        "spent": "V októbri sa z rozpočtu 5 000 € minulo 4 200 € (84 %).",
        "overspent": "V októbri sa z rozpočtu 5 000 € minulo 5 300 € (106 %), o 300 € viac ako plán.",
        "two of four goals, three tasks": "V októbri sme splnili 2 zo 4 cieľov. V októbri sme dokončili 3 úlohy.",
        "one of six goals, a task": "V októbri sme splnili 1 zo 6 cieľov. V októbri sme dokončili 1 úlohu.",
        "none of three goals, five tasks": "V októbri sme nesplnili ani jeden z 3 cieľov. V októbri sme dokončili 5 úloh.",
        "the one goal, twenty-one tasks": "V októbri sme splnili cieľ. V októbri sme dokončili 21 úloh.",
        "title of a month": "Správa za október 2026",
        "title of days": "Správa za obdobie od 5. do 18. októbra 2026",
    },
    "ru": {
        "many things rose": "В октябре клики выросли на 12 % по сравнению с сентябрём и составили 18 420.",
        "with last year and target": "В октябре клики выросли на 12 % по сравнению с сентябрём и составили 18 420. Это на 23 % больше, чем в октябре 2025 года, и на 8 % выше цели (17 000).",
        "one thing fell, after January": "В феврале выручка снизилась на 6 % по сравнению с январём и составила 61 300 €.",
        "on last year's December, on target": "В январе цена клика снизилась на 9 % по сравнению с декабрём 2025 года и составила 0,42 €. Цель (0,42 €) достигнута в точности.",
        "a hundredth of a point": "В октябре коэффициент конверсии вырос на 0,01 процентного пункта по сравнению с сентябрём и составил 0,83 %.",
        "three points": "В октябре показатель отказов снизился на 3 процентных пункта по сравнению с сентябрём и составил 42 %. Это на 1 процентный пункт выше, чем в октябре 2025 года.",
        "one point": "В октябре кликабельность снизилась на 1 процентный пункт по сравнению с сентябрём и составила 42 %.",
        "five points": "В октябре доля открытий выросла на 5 процентных пунктов по сравнению с сентябрём и составила 50 %.",
        "a quarter": "Во втором квартале сеансы выросли на 12 % по сравнению с первым кварталом и составили 18 420.",
        "a year": "В 2025 году средний чек вырос на 10 % по сравнению с 2024 годом и составил 55 €.",
        "some days": "В период с 5 по 18 октября расходы снизились на 8 % по сравнению с периодом с 21 сентября по 4 октября и составили 5 500 €.",
        "as long as before": "В октябре время на сайте выросло на 29 % по сравнению с сентябрём и составило 2:35.",
        "nothing changed": "В октябре визиты остались на уровне сентября: 155 000.",
        "one thing did not change": "В октябре охват остался на уровне сентября: 155 000.",
        "more of many than last year": "В октябре показов было на 11 % больше, чем в октябре 2025 года.",
        "lower than last year": "В октябре окупаемость рекламы была на 8 % ниже, чем в октябре 2025 года.",
        "the same as last year": "В октябре цена заявки была на том же уровне, что и в октябре 2025 года.",
        "two counted": "В октябре мы зафиксировали 152 бронирования, на 31 больше, чем в сентябре.",
        "one counted": "В октябре мы зафиксировали 151 заявку, столько же, сколько в сентябре.",
        "many counted, one less": "В ноябре мы зафиксировали 155 заказов, на 1 меньше, чем в октябре.",
        "living beings": "В октябре мы зафиксировали 3 пользователей, на 1 больше, чем в сентябре.",
        "a single one": "В октябре мы зафиксировали 1 нового клиента, на 1 больше, чем в сентябре.",
        "a position": "Средняя позиция: 6,2 в октябре, 8,1 в сентябре.",
        "an own metric": "Šank: 340 в октябре, на 12 % больше, чем в сентябре. Это на 13 % выше цели (300).",
        "an own metric as before": "Šank: 340 в октябре, как и в сентябре.",
        "no figures": "За февраль нет данных: звонки.",
        "out of nothing": "Скачивания: 5 000 в октябре, 0 в сентябре.",
        "a record": "В октябре просмотры выросли на 25 % по сравнению с сентябрём и составили 5 000. Это самое высокое значение за последние 12 месяцев.",
        "many are unusual": "С 12 октября клики на 40 % ниже обычного уровня.",
        "one is unusual": "Со 2 февраля цена заказа на 15 % выше обычного уровня.",
        "spent": "В октябре израсходовано 4 200 € из запланированных 5 000 € (84 %).",
        "overspent": "В октябре израсходовано 5 300 € из запланированных 5 000 € (106 %), на 300 € больше плана.",
        "two of four goals, three tasks": "В октябре мы достигли 2 целей из 4. В октябре мы завершили 3 задачи.",
        "one of six goals, a task": "В октябре мы достигли 1 цели из 6. В октябре мы завершили 1 задачу.",
        "none of three goals, five tasks": "В октябре мы не достигли ни одной из 3 целей. В октябре мы завершили 5 задач.",
        "the one goal, twenty-one tasks": "В октябре мы достигли цели. В октябре мы завершили 21 задачу.",
        "title of a month": "Отчёт за октябрь 2026 года",
        "title of days": "Отчёт за период с 5 по 18 октября 2026 года",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", SAID)
def test_a_figure_is_told_as_people_would(language: Language, case: str) -> None:
    said = SAID[case](words_of(language))
    assert said.replace("\u00a0", " ").replace("\u202f", " ") == SENTENCES[language][case]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_metric_has_its_name_and_every_counted_one_its_forms(language: Language) -> None:
    words = words_of(language)
    assert set(words.nouns) == set(METRICS)
    assert all(noun.name and (noun.counted is None or all(noun.counted)) for noun in words.nouns.values())


@pytest.mark.parametrize(
    "language, of, expected",
    [
        ("sk", 3, "z 3"),
        ("sk", 4, "zo 4"),
        ("sk", 6, "zo 6"),
        ("sk", 14, "zo 14"),
        ("sk", 22, "z 22"),
        ("sk", 72, "zo 72"),
    ],
)
def test_a_preposition_follows_the_sound_of_the_number(language: Language, of: int, expected: str) -> None:
    assert f" {expected} " in words_of(language).goals_reached(2, of, OCTOBER)
