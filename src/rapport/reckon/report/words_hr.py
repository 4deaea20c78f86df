"""Reports in Croatian: labels, metrics with gender and number, and sentences whose auxiliary stands second.

Sentences begin with the time ("U listopadu su …"), so that the enclitic has its place whatever the metric's name.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from rapport.reckon.report.changes import Change, Direction
from rapport.reckon.report.content import Period
from rapport.reckon.report.words import Labels, Noun, Words, differs, more_or_less, sentence

# Each month as the fourth, second and seventh case have it: "za listopad", "razina listopada", "u listopadu".
MONTHS = (
    ("siječanj", "siječnja", "siječnju"), ("veljaču", "veljače", "veljači"), ("ožujak", "ožujka", "ožujku"),
    ("travanj", "travnja", "travnju"), ("svibanj", "svibnja", "svibnju"), ("lipanj", "lipnja", "lipnju"),
    ("srpanj", "srpnja", "srpnju"), ("kolovoz", "kolovoza", "kolovozu"), ("rujan", "rujna", "rujnu"),
    ("listopad", "listopada", "listopadu"), ("studeni", "studenoga", "studenome"),
    ("prosinac", "prosinca", "prosincu"),
)  # fmt: skip
QUARTERS = (("prvo", "prvog", "prvom"), ("drugo", "drugog", "drugom"), ("treće", "trećeg", "trećem"),
            ("četvrto", "četvrtog", "četvrtom"))  # fmt: skip
_QUARTER = ("tromjesečje", "tromjesečja", "tromjesečju")
_YEAR = ("godinu", "godine", "godini")
_WHOLE, _OF, _IN = range(3)

# Endings of the active participle: m f n, then the same of many.
_FORMS = [("m", False), ("f", False), ("n", False), ("m", True), ("f", True), ("n", True)]
ROSE = ("porastao", "porasla", "poraslo", "porasli", "porasle", "porasla")
FELL = ("pao", "pala", "palo", "pali", "pale", "pala")
STAYED = ("ostao", "ostala", "ostalo", "ostali", "ostale", "ostala")
WAS = ("bio", "bila", "bilo", "bili", "bile", "bila")
HIGHER = ("viši", "viša", "više", "viši", "više", "viša")
LOWER = ("niži", "niža", "niže", "niži", "niže", "niža")


def _agreeing(forms: tuple[str, ...], noun: Noun) -> str:
    return forms[_FORMS.index((noun.gender, noun.plural))]


def _counted(name: str, gender: str, one: str, few: str, many: str) -> Noun:
    return Noun(name, gender, True, (one, few, many, many))  # type: ignore[arg-type]


class Croatian(Words):
    language = "hr"
    labels = Labels(
        report_for="Izvješće za {period}",
        contents="Sadržaj",
        sections={
            "goals": "Ciljevi", "summary": "Ukratko", "figures": "Brojke", "findings": "Što smo uočili",
            "done": "Što smo učinili i što je donijelo", "tasks": "Dovršeni zadaci po ciljevima",
            "spend": "Što je potrošeno", "next": "Što predlažemo", "requests": "Što trebamo od vas",
            "appendix": "Prilog", "other": "",
        },
        states={
            "reached": "Dosegnuto", "on the way": "Na dobrom putu", "behind": "Zaostaje", "missed": "Nije dosegnuto",
            "unknown": "Nije poznato",
        },
        figure="Pokazatelj", target="cilj", to_target="prema cilju", previous="prethodno",
        to_previous="prema prethodnom", to_last_year="na god. razini", course="Kretanje", of_target="cilj {target}",
        pace="dosad planirano {pace}",
        period="Razdoblje", page="{page} od {pages}", checked="Pregled: {name}, {day}", sources="Izvori: {sources}",
        line_chart="Linijski grafikon", bar_chart="Stupčasti grafikon", chart_data="Podaci iz grafikona",
        total="Ukupno", logo_of="Logotip: {name}",
    )  # fmt: skip
    nouns = {
        "clicks": _counted("klikovi", "m", "klik", "klika", "klikova"),
        "impressions": _counted("prikazi", "m", "prikaz", "prikaza", "prikaza"),
        "visits": _counted("posjeti", "m", "posjet", "posjeta", "posjeta"),
        "users": _counted("korisnici", "m", "korisnika", "korisnika", "korisnika"),
        "sessions": _counted("sesije", "f", "sesiju", "sesije", "sesija"),
        "conversions": _counted("konverzije", "f", "konverziju", "konverzije", "konverzija"),
        "leads": _counted("upiti", "m", "upit", "upita", "upita"),
        "orders": _counted("narudžbe", "f", "narudžbu", "narudžbe", "narudžbi"),
        "bookings": _counted("rezervacije", "f", "rezervaciju", "rezervacije", "rezervacija"),
        "calls": _counted("pozivi", "m", "poziv", "poziva", "poziva"),
        "views": _counted("pregledi", "m", "pregled", "pregleda", "pregleda"),
        "downloads": _counted("preuzimanja", "n", "preuzimanje", "preuzimanja", "preuzimanja"),
        "nights": _counted("noćenja", "n", "noćenje", "noćenja", "noćenja"),
        "followers": _counted("pratitelji", "m", "pratitelja", "pratitelja", "pratitelja"),
        "subscribers": _counted("pretplatnici", "m", "pretplatnika", "pretplatnika", "pretplatnika"),
        "new_customers": _counted("novi kupci", "m", "novog kupca", "nova kupca", "novih kupaca"),
        "engagement": _counted("interakcije", "f", "interakciju", "interakcije", "interakcija"),
        "reach": Noun("doseg", "m"),
        "revenue": Noun("prihod", "m"),
        "average_order": Noun("prosječna narudžba", "f"),
        "roas": Noun("povrat ulaganja u oglase", "m"),
        "ctr": Noun("stopa klikanja", "f"),
        "conversion_rate": Noun("stopa konverzije", "f"),
        "open_rate": Noun("stopa otvaranja", "f"),
        "time_on_site": Noun("vrijeme na stranici", "n"),
        "bounce_rate": Noun("stopa napuštanja", "f"),
        "position": Noun("prosječna pozicija", "f"),
        "spend": Noun("potrošnja", "f"),
        "cost_per_click": Noun("cijena po kliku", "f"),
        "cost_per_lead": Noun("cijena po upitu", "f"),
        "cost_per_order": Noun("cijena po narudžbi", "f"),
        "cost_per_booking": Noun("cijena po rezervaciji", "f"),
        "cost_per_conversion": Noun("cijena po konverziji", "f"),
    }

    def _phrase(self, period: Period, year: bool, case: int) -> str:
        first = period.first
        of_year = f" {first.year}." if year else ""
        match period.kind:
            case "month":
                return MONTHS[first.month - 1][case] + of_year
            case "quarter":
                return f"{QUARTERS[first.month // 3][case]} {_QUARTER[case]}{of_year}"
            case "year":
                return f"{first.year}. {_YEAR[case]}"
            case _:
                return ("razdoblje", "razdoblja", "razdoblju")[case] + " " + self._days(period, year)

    def _days(self, period: Period, year: bool) -> str:
        a, b = period.first, period.last
        same = (a.year, a.month) == (b.year, b.month)
        of_year = f" {a.year}." if year and a.year != b.year else ""
        begin = f"{a.day}." if same else f"{a.day}. {MONTHS[a.month - 1][_OF]}{of_year}"
        return f"od {begin} do {b.day}. {MONTHS[b.month - 1][_OF]}" + (f" {b.year}." if year else "")

    def within(self, period: Period, year: bool = False) -> str:
        return f"u {self._phrase(period, year, _IN)}"

    def against(self, period: Period, year: bool = False) -> str:
        return f"u odnosu na {self._phrase(period, year, _WHOLE)}"

    def level(self, period: Period, year: bool = False) -> str:
        return f"na razini {self._phrase(period, year, _OF)}"

    def whole(self, period: Period, year: bool = True) -> str:
        return self._phrase(period, year, _WHOLE)

    def points(self, size: Decimal) -> str:
        form = {"one": "postotni bod", "few": "postotna boda"}.get(self.write.plural(size), "postotnih bodova")
        return f"{self.write.points(size)}\u00a0{form}"

    def changed(self, noun: Noun, change: Change, now: str, within: Period, base: Period) -> str:
        year = differs(within, base)
        start = f"{self.within(within)} {_is(noun)} {noun.name}"
        if change.direction == "same":
            return sentence(f"{start} {_agreeing(STAYED, noun)} {self.level(base, year)}: {now}")
        verb = _agreeing(ROSE if change.direction == "up" else FELL, noun)
        return sentence(f"{start} {verb} za {self.size(change)} {self.against(base, year)}, na {now}")

    def compared(self, noun: Noun, change: Change, within: Period, base: Period) -> str:
        then = self.within(base, differs(within, base))
        if noun.counted:
            more = more_or_less(change, "više", "manje")
            amount = "jednako kao" if change.direction == "same" else f"{self.size(change)} {more} nego"
            return sentence(f"{self.within(within)} je {noun.after('other')} bilo {amount} {then}")
        start = f"{self.within(within)} {_is(noun)} {noun.name} {_agreeing(WAS, noun)}"
        if change.direction == "same":
            return sentence(f"{start} na istoj razini kao {then}")
        higher = _agreeing(HIGHER if change.direction == "up" else LOWER, noun)
        return sentence(f"{start} {self.size(change)} {higher} nego {then}")

    def recorded(self, noun: Noun, now: int, more: int | None, within: Period, base: Period) -> str:
        tail = ""
        if more is not None:
            amount = f"{self.write.plain(abs(more))} {'više' if more > 0 else 'manje'} nego"
            tail = f", {amount if more else 'jednako kao'} {self.within(base, differs(within, base))}"
        counted = noun.after(self.write.plural(now))
        return sentence(f"{self.within(within)} smo zabilježili {self.write.plain(now)} {counted}{tail}")

    def stated(self, name: str, now: str, change: Change | None, was: str, within: Period, base: Period | None) -> str:
        said = f"{name}: {now} {self.within(within)}"
        if base is not None:
            then = self.within(base, differs(within, base))
            if change is None or change.size is None:
                said += f", {was} {then}"
            elif change.direction == "same":
                said += f", isto kao {then}"
            else:
                said += f", {self.size(change)} {more_or_less(change, 'više', 'manje')} nego {then}"
        return sentence(said)

    def than(self, change: Change, within: Period, base: Period) -> str:
        then = self.within(base, differs(within, base))
        if change.direction == "same":
            return f"isto kao {then}"
        more = more_or_less(change, "više", "niže" if change.points else "manje")
        return f"{self.size(change)} {more} nego {then}"

    def beside_target(self, change: Change, target: str) -> str:
        return f"{self.size(change)} {more_or_less(change, 'iznad', 'ispod')} cilja od {target}"

    def that_is(self, *clauses: str) -> str:
        return sentence(f"to je {' i '.join(clauses)}")

    def met_exactly(self, target: str) -> str:
        return sentence(f"cilj od {target} točno je dosegnut")

    def unusual(self, noun: Noun | None, name: str, since: date, change: Change) -> str:
        day = f"od {since.day}. {MONTHS[since.month - 1][_OF]}"
        where = f"{self.size(change)} {more_or_less(change, 'iznad', 'ispod')} uobičajene razine"
        if noun is None:
            return sentence(f"{name}: {day} {where}")
        return sentence(f"{day} {_is(noun)} {noun.name} {where}")

    def best_in(self, direction: Direction, months: int) -> str:
        return f"To je {'najviša' if direction == 'up' else 'najniža'} vrijednost u posljednjih {months} mjeseci."

    def spent(self, spent: str, budget: str, share: str, over: str, within: Period) -> str:
        tail = f", {over} više od plana" if over else ""
        return sentence(f"{self.within(within)} je potrošeno {spent} od planiranih {budget} ({share}){tail}")

    def tasks_done(self, count: int, within: Period) -> str:
        tasks = {"one": "zadatak", "few": "zadatka"}.get(self.write.plural(count), "zadataka")
        return sentence(f"{self.within(within)} smo dovršili {self.write.plain(count)} {tasks}")

    def goals_reached(self, reached: int, of: int, within: Period) -> str:
        if of == 1:
            start = self.within(within)
            return sentence(f"{start} smo dosegnuli cilj" if reached else f"{start} nismo dosegnuli cilj")
        goals = "ciljeva" if self.write.plural(of) == "other" else "cilja"
        if reached == 0:
            return sentence(f"{self.within(within)} nismo dosegnuli nijedan od {of} {goals}")
        return sentence(f"{self.within(within)} smo dosegnuli {reached} od {of} {goals}")

    def most_from(self, name: str, gain: str) -> str:
        return sentence(f"najviše je donio izvor {name} ({gain})")

    def no_figures(self, name: str, within: Period) -> str:
        return sentence(f"za {self.whole(within, False)} nema podataka: {name}")


def _is(noun: Noun) -> str:
    return "su" if noun.plural else "je"


IN_WORDS = Croatian()
