"""Reports in Russian: labels, metrics with gender and number, months in the cases that sentences need."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from rapport.reckon.report.changes import Change, Direction
from rapport.reckon.report.content import Period
from rapport.reckon.report.words import Labels, Noun, Words, differs, more_or_less, sentence

# Each month as the fourth, second, fifth and sixth case have it: за октябрь, уровень октября, с октябрём, в октябре.
MONTHS = (
    ("январь", "января", "январём", "январе"), ("февраль", "февраля", "февралём", "феврале"),
    ("март", "марта", "мартом", "марте"), ("апрель", "апреля", "апрелем", "апреле"), ("май", "мая", "маем", "мае"),
    ("июнь", "июня", "июнем", "июне"), ("июль", "июля", "июлем", "июле"), ("август", "августа", "августом", "августе"),
    ("сентябрь", "сентября", "сентябрём", "сентябре"), ("октябрь", "октября", "октябрём", "октябре"),
    ("ноябрь", "ноября", "ноябрём", "ноябре"), ("декабрь", "декабря", "декабрём", "декабре"),
)  # fmt: skip
QUARTERS = (
    ("первый", "первого", "первым", "первом"), ("второй", "второго", "вторым", "втором"),
    ("третий", "третьего", "третьим", "третьем"), ("четвёртый", "четвёртого", "четвёртым", "четвёртом"),
)  # fmt: skip
_QUARTER = ("квартал", "квартала", "кварталом", "квартале")
_YEAR = ("год", "года", "годом", "году")
_SPAN = ("период", "периода", "периодом", "период")
_WHOLE, _OF, _WITH, _IN = range(4)

# Forms by gender, the last of many.
ROSE = {"m": "вырос", "f": "выросла", "n": "выросло", "": "выросли"}
FELL = {"m": "снизился", "f": "снизилась", "n": "снизилось", "": "снизились"}
STAYED = {"m": "остался", "f": "осталась", "n": "осталось", "": "остались"}
CAME_TO = {"m": "составил", "f": "составила", "n": "составило", "": "составили"}
WAS = {"m": "был", "f": "была", "n": "было", "": "были"}


def _agreeing(forms: dict[str, str], noun: Noun) -> str:
    return forms["" if noun.plural else noun.gender]


def _counted(name: str, gender: str, one: str, few: str, many: str, animate: bool = False) -> Noun:
    # The fractions of Russian take the second case, which for all of these is the form of two to four.
    return Noun(name, gender, True, (one, few, many, few), animate)  # type: ignore[arg-type]


class Russian(Words):
    language = "ru"
    labels = Labels(
        report_for="Отчёт за {period}",
        contents="Содержание",
        sections={
            "goals": "Цели", "summary": "Коротко", "figures": "Показатели", "findings": "Что мы заметили",
            "done": "Что мы сделали и что это дало", "tasks": "Выполненные задачи по целям", "spend": "Расходы",
            "next": "Что мы предлагаем", "requests": "Что нам нужно от вас", "appendix": "Приложение", "other": "",
        },
        states={
            "reached": "Достигнуто", "on the way": "По плану", "behind": "Отстаёт", "missed": "Не достигнуто",
            "unknown": "Неизвестно",
        },
        figure="Показатель", target="цель", to_target="к цели", previous="ранее", to_previous="к предыдущему",
        to_last_year="за год", course="Динамика", of_target="цель {target}", pace="по плану {pace}", period="Период",
        page="{page} из {pages}", checked="Проверка: {name}, {day}", sources="Источники: {sources}",
        line_chart="Линейный график", bar_chart="Столбчатая диаграмма", chart_data="Данные графика", total="Всего",
        logo_of="Логотип: {name}",
    )  # fmt: skip
    nouns = {
        "clicks": _counted("клики", "m", "клик", "клика", "кликов"),
        "impressions": _counted("показы", "m", "показ", "показа", "показов"),
        "visits": _counted("визиты", "m", "визит", "визита", "визитов"),
        "users": _counted("пользователи", "m", "пользователя", "пользователя", "пользователей", True),
        "sessions": _counted("сеансы", "m", "сеанс", "сеанса", "сеансов"),
        "conversions": _counted("конверсии", "f", "конверсию", "конверсии", "конверсий"),
        "leads": _counted("заявки", "f", "заявку", "заявки", "заявок"),
        "orders": _counted("заказы", "m", "заказ", "заказа", "заказов"),
        "bookings": _counted("бронирования", "n", "бронирование", "бронирования", "бронирований"),
        "calls": _counted("звонки", "m", "звонок", "звонка", "звонков"),
        "views": _counted("просмотры", "m", "просмотр", "просмотра", "просмотров"),
        "downloads": _counted("скачивания", "n", "скачивание", "скачивания", "скачиваний"),
        "nights": _counted("ночёвки", "f", "ночёвку", "ночёвки", "ночёвок"),
        "followers": _counted("подписчики", "m", "подписчика", "подписчика", "подписчиков", True),
        "subscribers": _counted(
            "подписчики рассылки", "m", "подписчика рассылки", "подписчика рассылки", "подписчиков рассылки", True
        ),
        "new_customers": _counted("новые клиенты", "m", "нового клиента", "новых клиента", "новых клиентов", True),
        "engagement": _counted("взаимодействия", "n", "взаимодействие", "взаимодействия", "взаимодействий"),
        "reach": Noun("охват", "m"),
        "revenue": Noun("выручка", "f"),
        "average_order": Noun("средний чек", "m"),
        "roas": Noun("окупаемость рекламы", "f"),
        "ctr": Noun("кликабельность", "f"),
        "conversion_rate": Noun("коэффициент конверсии", "m"),
        "open_rate": Noun("доля открытий", "f"),
        "time_on_site": Noun("время на сайте", "n"),
        "bounce_rate": Noun("показатель отказов", "m"),
        "position": Noun("средняя позиция", "f"),
        "spend": Noun("расходы", "m", True),
        "cost_per_click": Noun("цена клика", "f"),
        "cost_per_lead": Noun("цена заявки", "f"),
        "cost_per_order": Noun("цена заказа", "f"),
        "cost_per_booking": Noun("цена бронирования", "f"),
        "cost_per_conversion": Noun("цена конверсии", "f"),
    }

    def _phrase(self, period: Period, year: bool, case: int) -> str:
        first = period.first
        of_year = f" {first.year} года" if year else ""
        match period.kind:
            case "month":
                return MONTHS[first.month - 1][case] + of_year
            case "quarter":
                return f"{QUARTERS[first.month // 3][case]} {_QUARTER[case]}{of_year}"
            case "year":
                return f"{first.year} {_YEAR[case]}"
            case _:
                return f"{_SPAN[case]} {self._days(period, year)}"

    def _days(self, period: Period, year: bool) -> str:
        a, b = period.first, period.last
        same = (a.year, a.month) == (b.year, b.month)
        of_year = f" {a.year} года" if year and a.year != b.year else ""
        begin = str(a.day) if same else f"{a.day} {MONTHS[a.month - 1][_OF]}{of_year}"
        since = "со" if a.day == 2 else "с"
        return f"{since} {begin} по {b.day} {MONTHS[b.month - 1][_OF]}" + (f" {b.year} года" if year else "")

    def within(self, period: Period, year: bool = False) -> str:
        phrase = self._phrase(period, year, _IN)
        return f"{'во' if phrase.startswith('втор') else 'в'} {phrase}"

    def against(self, period: Period, year: bool = False) -> str:
        phrase = self._phrase(period, year, _WITH)
        return f"по сравнению {'со' if phrase.startswith('втор') else 'с'} {phrase}"

    def level(self, period: Period, year: bool = False) -> str:
        return f"на уровне {self._phrase(period, year, _OF)}"

    def whole(self, period: Period, year: bool = True) -> str:
        return self._phrase(period, year, _WHOLE)

    def points(self, size: Decimal) -> str:
        forms = {"one": "процентный пункт", "few": "процентных пункта", "many": "процентных пунктов"}
        return f"{self.write.points(size)}\u00a0{forms.get(self.write.plural(size), 'процентного пункта')}"

    def changed(self, noun: Noun, change: Change, now: str, within: Period, base: Period) -> str:
        year = differs(within, base)
        start = f"{self.within(within)} {noun.name}"
        if change.direction == "same":
            return sentence(f"{start} {_agreeing(STAYED, noun)} {self.level(base, year)}: {now}")
        verb = _agreeing(ROSE if change.direction == "up" else FELL, noun)
        came = f"и {_agreeing(CAME_TO, noun)} {now}"
        return sentence(f"{start} {verb} на {self.size(change)} {self.against(base, year)} {came}")

    def compared(self, noun: Noun, change: Change, within: Period, base: Period) -> str:
        then = self.within(base, differs(within, base))
        if noun.counted:
            more = more_or_less(change, "больше", "меньше")
            amount = "столько же, сколько" if change.direction == "same" else f"на {self.size(change)} {more}, чем"
            return sentence(f"{self.within(within)} {noun.after('many')} было {amount} {then}")
        start = f"{self.within(within)} {noun.name} {_agreeing(WAS, noun)}"
        if change.direction == "same":
            return sentence(f"{start} на том же уровне, что и {then}")
        return sentence(f"{start} на {self.size(change)} {more_or_less(change, 'выше', 'ниже')}, чем {then}")

    def recorded(self, noun: Noun, now: int, more: int | None, within: Period, base: Period) -> str:
        tail = ""
        if more is not None:
            amount = f"на {self.write.plain(abs(more))} {'больше' if more > 0 else 'меньше'}, чем"
            tail = f", {amount if more else 'столько же, сколько'} {self.within(base, differs(within, base))}"
        # two to four living beings stand in the second case of many: "2 пользователей", but "22 пользователя"
        form = "many" if noun.animate and now in (2, 3, 4) else self.write.plural(now)
        return sentence(f"{self.within(within)} мы зафиксировали {self.write.plain(now)} {noun.after(form)}{tail}")

    def stated(self, name: str, now: str, change: Change | None, was: str, within: Period, base: Period | None) -> str:
        said = f"{name}: {now} {self.within(within)}"
        if base is not None:
            then = self.within(base, differs(within, base))
            if change is None or change.size is None:
                said += f", {was} {then}"
            elif change.direction == "same":
                said += f", как и {then}"
            else:
                said += f", на {self.size(change)} {more_or_less(change, 'больше', 'меньше')}, чем {then}"
        return sentence(said)

    def than(self, change: Change, within: Period, base: Period) -> str:
        then = self.within(base, differs(within, base))
        if change.direction == "same":
            return f"столько же, сколько {then}"
        more = more_or_less(change, "выше", "ниже") if change.points else more_or_less(change, "больше", "меньше")
        return f"на {self.size(change)} {more}, чем {then}"

    def beside_target(self, change: Change, target: str) -> str:
        return f"на {self.size(change)} {more_or_less(change, 'выше', 'ниже')} цели ({target})"

    def that_is(self, *clauses: str) -> str:
        return sentence(f"это {', и '.join(clauses)}")

    def met_exactly(self, target: str) -> str:
        return sentence(f"цель ({target}) достигнута в точности")

    def unusual(self, noun: Noun | None, name: str, since: date, change: Change) -> str:
        day = f"{'со' if since.day == 2 else 'с'} {since.day} {MONTHS[since.month - 1][_OF]}"
        where = f"на {self.size(change)} {more_or_less(change, 'выше', 'ниже')} обычного уровня"
        if noun is None:
            return sentence(f"{name}: {day} {where}")
        return sentence(f"{day} {noun.name} {where}")

    def best_in(self, direction: Direction, months: int) -> str:
        return f"Это самое {'высокое' if direction == 'up' else 'низкое'} значение за последние {months} месяцев."

    def spent(self, spent: str, budget: str, share: str, over: str, within: Period) -> str:
        tail = f", на {over} больше плана" if over else ""
        return sentence(f"{self.within(within)} израсходовано {spent} из запланированных {budget} ({share}){tail}")

    def tasks_done(self, count: int, within: Period) -> str:
        tasks = {"one": "задачу", "few": "задачи"}.get(self.write.plural(count), "задач")
        return sentence(f"{self.within(within)} мы завершили {self.write.plain(count)} {tasks}")

    def goals_reached(self, reached: int, of: int, within: Period) -> str:
        start = self.within(within)
        if of == 1:
            return sentence(f"{start} мы достигли цели" if reached else f"{start} мы не достигли цели")
        if reached == 0:
            goals = "цели" if self.write.plural(of) == "one" else "целей"
            return sentence(f"{start} мы не достигли ни одной из {of} {goals}")
        goals = "цели" if self.write.plural(reached) == "one" else "целей"
        return sentence(f"{start} мы достигли {reached} {goals} из {of}")

    def most_from(self, name: str, gain: str) -> str:
        return sentence(f"больше всего дал источник {name} ({gain})")

    def no_figures(self, name: str, within: Period) -> str:
        return sentence(f"за {self.whole(within, False)} нет данных: {name}")


IN_WORDS = Russian()
