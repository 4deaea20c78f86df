"""Reports in English: labels, metrics and sentences."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from rapport.reckon.report.changes import Change, Direction
from rapport.reckon.report.content import Period
from rapport.reckon.report.words import Labels, Noun, Words, differs, more_or_less, sentence

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
QUARTERS = ("first", "second", "third", "fourth")


def _counted(one: str, many: str) -> Noun:
    return Noun(many, plural=True, counted=(one, many, many, many))


class English(Words):
    language = "en"
    labels = Labels(
        report_for="Report for {period}",
        contents="Contents",
        sections={
            "goals": "Goals", "summary": "In short", "figures": "Figures", "findings": "What we found",
            "done": "What we did and what it brought", "tasks": "Tasks done for each goal", "spend": "What was spent",
            "next": "What we propose", "requests": "What we need from you", "appendix": "Appendix", "other": "",
        },
        states={
            "reached": "Reached", "on the way": "On the way", "behind": "Behind", "missed": "Missed",
            "unknown": "Not known",
        },
        figure="Figure", target="target", to_target="to target", previous="previous", to_previous="to previous",
        to_last_year="to last year", course="Course", of_target="of {target}", pace="pace {pace}", period="Period",
        page="{page} of {pages}", checked="Checked by {name}, {day}", sources="Sources: {sources}",
        line_chart="Line chart", bar_chart="Bar chart", chart_data="Figures behind the chart", total="Total",
        logo_of="Logo of {name}",
    )  # fmt: skip
    nouns = {
        "clicks": _counted("click", "clicks"),
        "impressions": _counted("impression", "impressions"),
        "visits": _counted("visit", "visits"),
        "users": _counted("user", "users"),
        "sessions": _counted("session", "sessions"),
        "conversions": _counted("conversion", "conversions"),
        "leads": _counted("lead", "leads"),
        "orders": _counted("order", "orders"),
        "bookings": _counted("booking", "bookings"),
        "calls": _counted("call", "calls"),
        "views": _counted("view", "views"),
        "downloads": _counted("download", "downloads"),
        "nights": _counted("night", "nights"),
        "followers": _counted("follower", "followers"),
        "subscribers": _counted("subscriber", "subscribers"),
        "new_customers": _counted("new customer", "new customers"),
        "engagement": _counted("interaction", "interactions"),
        "reach": Noun("reach"),
        "revenue": Noun("revenue"),
        "average_order": Noun("average order value"),
        "roas": Noun("return on ad spend"),
        "ctr": Noun("click-through rate"),
        "conversion_rate": Noun("conversion rate"),
        "open_rate": Noun("open rate"),
        "time_on_site": Noun("time on site"),
        "bounce_rate": Noun("bounce rate"),
        "position": Noun("average position"),
        "spend": Noun("spend"),
        "cost_per_click": Noun("cost per click"),
        "cost_per_lead": Noun("cost per lead"),
        "cost_per_order": Noun("cost per order"),
        "cost_per_booking": Noun("cost per booking"),
        "cost_per_conversion": Noun("cost per conversion"),
    }

    def within(self, period: Period, year: bool = False) -> str:
        if period.kind == "days":
            return f"from {self._days(period, year)}"
        return f"in {self.whole(period, year)}"

    def against(self, period: Period, year: bool = False) -> str:
        return f"compared with {self.whole(period, year)}"

    def level(self, period: Period, year: bool = False) -> str:
        return f"level with {self.whole(period, year)}"

    def whole(self, period: Period, year: bool = True) -> str:
        first = period.first
        match period.kind:
            case "month":
                return MONTHS[first.month - 1] + (f" {first.year}" if year else "")
            case "quarter":
                return f"the {QUARTERS[first.month // 3]} quarter" + (f" of {first.year}" if year else "")
            case "year":
                return str(first.year)
            case _:
                return self._days(period, year)

    def _days(self, period: Period, year: bool) -> str:
        a, b = period.first, period.last
        from_year = f" {a.year}" if year and a.year != b.year else ""
        begin = str(a.day) if (a.year, a.month) == (b.year, b.month) else f"{a.day} {MONTHS[a.month - 1]}{from_year}"
        return f"{begin} to {b.day} {MONTHS[b.month - 1]}" + (f" {b.year}" if year else "")

    def points(self, size: Decimal) -> str:
        return f"{self.write.points(size)} percentage point" + ("" if size == 1 else "s")

    def changed(self, noun: Noun, change: Change, now: str, within: Period, base: Period) -> str:
        year = differs(within, base)
        if change.direction == "same":
            return sentence(f"{self.within(within)}, {noun.name} stayed {self.level(base, year)}, at {now}")
        verb = more_or_less(change, "rose", "fell")
        return sentence(
            f"{self.within(within)}, {noun.name} {verb} by {self.size(change)} {self.against(base, year)}, to {now}"
        )

    def compared(self, noun: Noun, change: Change, within: Period, base: Period) -> str:
        then = self.within(base, differs(within, base))
        if change.direction == "same":
            verb = "were" if noun.plural else "was"
            return sentence(f"{self.within(within)}, {noun.name} {verb} the same as {then}")
        if noun.counted:
            more = more_or_less(change, "more", "fewer")
            return sentence(f"{self.within(within)} there were {self.size(change)} {more} {noun.name} than {then}")
        more = more_or_less(change, "higher", "lower")
        return sentence(f"{self.within(within)}, {noun.name} was {self.size(change)} {more} than {then}")

    def recorded(self, noun: Noun, now: int, more: int | None, within: Period, base: Period) -> str:
        counted = noun.after("one" if now == 1 else "other")
        tail = ""
        if more is not None:
            then = self.within(base, differs(within, base))
            amount = f"{self.write.plain(abs(more))} {'more' if more > 0 else 'fewer'} than"
            tail = f", {amount if more else 'as many as'} {then}"
        return sentence(f"{self.within(within)} we recorded {self.write.plain(now)} {counted}{tail}")

    def stated(self, name: str, now: str, change: Change | None, was: str, within: Period, base: Period | None) -> str:
        said = f"{name}: {now} {self.within(within)}"
        if base is not None:
            then = self.within(base, differs(within, base))
            if change is None or change.size is None:
                said += f", {was} {then}"
            elif change.direction == "same":
                said += f", the same as {then}"
            else:
                said += f", {self.size(change)} {more_or_less(change, 'more', 'less')} than {then}"
        return sentence(said)

    def than(self, change: Change, within: Period, base: Period) -> str:
        then = self.within(base, differs(within, base))
        if change.direction == "same":
            return f"the same as {then}"
        more = more_or_less(change, "higher", "lower") if change.points else more_or_less(change, "more", "less")
        return f"{self.size(change)} {more} than {then}"

    def beside_target(self, change: Change, target: str) -> str:
        return f"{self.size(change)} {more_or_less(change, 'above', 'below')} the target of {target}"

    def that_is(self, *clauses: str) -> str:
        return sentence(f"that is {' and '.join(clauses)}")

    def met_exactly(self, target: str) -> str:
        return sentence(f"the target of {target} was met exactly")

    def unusual(self, noun: Noun | None, name: str, since: date, change: Change) -> str:
        day = f"{since.day} {MONTHS[since.month - 1]}"
        where = f"{self.size(change)} {more_or_less(change, 'above', 'below')}"
        if noun is None:
            return sentence(f"{name}: {where} the usual level since {day}")
        have, their = ("have", "their") if noun.plural else ("has", "its")
        return sentence(f"since {day}, {noun.name} {have} been {where} {their} usual level")

    def best_in(self, direction: Direction, months: int) -> str:
        return f"It is the {'highest' if direction == 'up' else 'lowest'} value of the last {months} months."

    def spent(self, spent: str, budget: str, share: str, over: str, within: Period) -> str:
        tail = f", {over} more than planned" if over else ""
        return sentence(f"{self.within(within)}, {spent} of the planned {budget} was spent ({share}){tail}")

    def tasks_done(self, count: int, within: Period) -> str:
        return sentence(
            f"{self.within(within)} we finished {self.write.plain(count)} {'task' if count == 1 else 'tasks'}"
        )

    def goals_reached(self, reached: int, of: int, within: Period) -> str:
        if of == 1:
            return sentence(f"{self.within(within)} we {'reached' if reached else 'did not reach'} the goal")
        return sentence(
            f"{self.within(within)} we reached {reached or 'none of the'} {'of ' if reached else ''}{of} goals"
        )

    def most_from(self, name: str, gain: str) -> str:
        return sentence(f"most of it came from {name} ({gain})")

    def no_figures(self, name: str, within: Period) -> str:
        return sentence(f"there are no figures for {self.whole(within, False)}: {name}")


IN_WORDS = English()
