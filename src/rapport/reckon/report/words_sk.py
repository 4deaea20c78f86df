"""Reports in Slovak: labels, metrics with gender and number, prepositions that follow the sound after them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from rapport.reckon.report.changes import Change, Direction
from rapport.reckon.report.content import Period
from rapport.reckon.report.words import Labels, Noun, Words, differs, more_or_less, sentence

# Each month as the fourth, second, third and sixth case have it: za október, úroveň októbra, oproti októbru, v októbri.
MONTHS = (
    ("január", "januára", "januáru", "januári"), ("február", "februára", "februáru", "februári"),
    ("marec", "marca", "marcu", "marci"), ("apríl", "apríla", "aprílu", "apríli"), ("máj", "mája", "máju", "máji"),
    ("jún", "júna", "júnu", "júni"), ("júl", "júla", "júlu", "júli"), ("august", "augusta", "augustu", "auguste"),
    ("september", "septembra", "septembru", "septembri"), ("október", "októbra", "októbru", "októbri"),
    ("november", "novembra", "novembru", "novembri"), ("december", "decembra", "decembru", "decembri"),
)  # fmt: skip
QUARTERS = (("prvý", "prvého", "prvému", "prvom"), ("druhý", "druhého", "druhému", "druhom"),
            ("tretí", "tretieho", "tretiemu", "treťom"), ("štvrtý", "štvrtého", "štvrtému", "štvrtom"))  # fmt: skip
_QUARTER = ("štvrťrok", "štvrťroka", "štvrťroku", "štvrťroku")
_YEAR = ("rok", "roka", "roku", "roku")
_SPAN = ("obdobie", "obdobia", "obdobiu", "období")
_WHOLE, _OF, _TO, _IN = range(4)

# Forms by gender, the last of many.
ROSE = {"m": "vzrástol", "f": "vzrástla", "n": "vzrástlo", "": "vzrástli"}
FELL = {"m": "klesol", "f": "klesla", "n": "kleslo", "": "klesli"}
STAYED = {"m": "zostal", "f": "zostala", "n": "zostalo", "": "zostali"}
WAS = {"m": "bol", "f": "bola", "n": "bolo", "": "boli"}
HIGHER = {"m": "vyšší", "f": "vyššia", "n": "vyššie", "": "vyššie"}
LOWER = {"m": "nižší", "f": "nižšia", "n": "nižšie", "": "nižšie"}


def _agreeing(forms: dict[str, str], noun: Noun) -> str:
    return forms["" if noun.plural else noun.gender]


def _counted(name: str, gender: str, one: str, few: str, broken: str, many: str) -> Noun:
    # Unicode's "many" are fractions in Slovak; five and more are "other".
    return Noun(name, gender, True, (one, few, broken, many))  # type: ignore[arg-type]


class Slovak(Words):
    language = "sk"
    labels = Labels(
        report_for="Správa za {period}",
        contents="Obsah",
        sections={
            "goals": "Ciele", "summary": "V skratke", "figures": "Čísla", "findings": "Čo sme zistili",
            "done": "Čo sme urobili a čo to prinieslo", "tasks": "Dokončené úlohy podľa cieľov",
            "spend": "Čo sa minulo", "next": "Čo navrhujeme", "requests": "Čo od vás potrebujeme",
            "appendix": "Príloha", "other": "",
        },
        states={
            "reached": "Splnené", "on the way": "Na dobrej ceste", "behind": "Zaostáva", "missed": "Nesplnené",
            "unknown": "Nie je známe",
        },
        figure="Ukazovateľ", target="cieľ", to_target="oproti cieľu", previous="predtým",
        to_previous="oproti minulému", to_last_year="medziročne", course="Vývoj", of_target="cieľ {target}",
        pace="podľa plánu {pace}", period="Obdobie", page="{page} z {pages}", checked="Kontrola: {name}, {day}",
        sources="Zdroje: {sources}", line_chart="Čiarový graf", bar_chart="Stĺpcový graf", chart_data="Údaje z grafu",
        total="Spolu", logo_of="Logo: {name}",
    )  # fmt: skip
    nouns = {
        "clicks": _counted("kliknutia", "n", "kliknutie", "kliknutia", "kliknutia", "kliknutí"),
        "impressions": _counted("zobrazenia", "n", "zobrazenie", "zobrazenia", "zobrazenia", "zobrazení"),
        "visits": _counted("návštevy", "f", "návštevu", "návštevy", "návštevy", "návštev"),
        "users": _counted("používatelia", "m", "používateľa", "používateľov", "používateľa", "používateľov"),
        "sessions": _counted("relácie", "f", "reláciu", "relácie", "relácie", "relácií"),
        "conversions": _counted("konverzie", "f", "konverziu", "konverzie", "konverzie", "konverzií"),
        "leads": _counted("dopyty", "m", "dopyt", "dopyty", "dopytu", "dopytov"),
        "orders": _counted("objednávky", "f", "objednávku", "objednávky", "objednávky", "objednávok"),
        "bookings": _counted("rezervácie", "f", "rezerváciu", "rezervácie", "rezervácie", "rezervácií"),
        "calls": _counted("hovory", "m", "hovor", "hovory", "hovoru", "hovorov"),
        "views": _counted("zhliadnutia", "n", "zhliadnutie", "zhliadnutia", "zhliadnutia", "zhliadnutí"),
        "downloads": _counted("stiahnutia", "n", "stiahnutie", "stiahnutia", "stiahnutia", "stiahnutí"),
        "nights": _counted("prenocovania", "n", "prenocovanie", "prenocovania", "prenocovania", "prenocovaní"),
        "followers": _counted("sledovatelia", "m", "sledovateľa", "sledovateľov", "sledovateľa", "sledovateľov"),
        "subscribers": _counted("odberatelia", "m", "odberateľa", "odberateľov", "odberateľa", "odberateľov"),
        "new_customers": _counted(
            "noví zákazníci", "m", "nového zákazníka", "nových zákazníkov", "nového zákazníka", "nových zákazníkov"
        ),
        "engagement": _counted("interakcie", "f", "interakciu", "interakcie", "interakcie", "interakcií"),
        "reach": Noun("dosah", "m"),
        "revenue": Noun("tržby", "f", True),
        "average_order": Noun("priemerná objednávka", "f"),
        "roas": Noun("návratnosť reklamy", "f"),
        "ctr": Noun("miera prekliknutí", "f"),
        "conversion_rate": Noun("konverzný pomer", "m"),
        "open_rate": Noun("miera otvorení", "f"),
        "time_on_site": Noun("čas na stránke", "m"),
        "bounce_rate": Noun("miera odchodov", "f"),
        "position": Noun("priemerná pozícia", "f"),
        "spend": Noun("výdavky", "m", True),
        "cost_per_click": Noun("cena za kliknutie", "f"),
        "cost_per_lead": Noun("cena za dopyt", "f"),
        "cost_per_order": Noun("cena za objednávku", "f"),
        "cost_per_booking": Noun("cena za rezerváciu", "f"),
        "cost_per_conversion": Noun("cena za konverziu", "f"),
    }

    def _phrase(self, period: Period, year: bool, case: int) -> str:
        first = period.first
        of_year = f" {first.year}" if year else ""
        match period.kind:
            case "month":
                return MONTHS[first.month - 1][case] + of_year
            case "quarter":
                return f"{QUARTERS[first.month // 3][case]} {_QUARTER[case]}{of_year}"
            case "year":
                return f"{_YEAR[case]} {first.year}"
            case _:
                return f"{_SPAN[case]} {self._days(period, year)}"

    def _days(self, period: Period, year: bool) -> str:
        a, b = period.first, period.last
        same = (a.year, a.month) == (b.year, b.month)
        of_year = f" {a.year}" if year and a.year != b.year else ""
        begin = f"{a.day}." if same else f"{a.day}. {MONTHS[a.month - 1][_OF]}{of_year}"
        return f"od {begin} do {b.day}. {MONTHS[b.month - 1][_OF]}" + (f" {b.year}" if year else "")

    def within(self, period: Period, year: bool = False) -> str:
        phrase = self._phrase(period, year, _IN)
        return f"{'vo' if phrase.startswith(('f', 'v', 'štvr')) else 'v'} {phrase}"

    def against(self, period: Period, year: bool = False) -> str:
        return f"oproti {self._phrase(period, year, _TO)}"

    def level(self, period: Period, year: bool = False) -> str:
        return f"na úrovni {self._phrase(period, year, _OF)}"

    def whole(self, period: Period, year: bool = True) -> str:
        return self._phrase(period, year, _WHOLE)

    def points(self, size: Decimal) -> str:
        forms = {"one": "percentuálny bod", "few": "percentuálne body", "many": "percentuálneho bodu"}
        return f"{self.write.points(size)}\u00a0{forms.get(self.write.plural(size), 'percentuálnych bodov')}"

    def changed(self, noun: Noun, change: Change, now: str, within: Period, base: Period) -> str:
        year = differs(within, base)
        if change.direction == "same":
            verb = _agreeing(STAYED, noun)
            return sentence(f"{self.within(within)} {verb} {noun.name} {self.level(base, year)}: {now}")
        verb = _agreeing(ROSE if change.direction == "up" else FELL, noun)
        return sentence(
            f"{self.within(within)} {verb} {noun.name} {self.against(base, year)} o {self.size(change)} na {now}"
        )

    def compared(self, noun: Noun, change: Change, within: Period, base: Period) -> str:
        then = self.within(base, differs(within, base))
        if noun.counted:
            more = more_or_less(change, "viac", "menej")
            amount = "rovnako ako" if change.direction == "same" else f"o {self.size(change)} {more} ako"
            return sentence(f"{self.within(within)} bolo {noun.after('other')} {amount} {then}")
        start = f"{self.within(within)} {_agreeing(WAS, noun)} {noun.name}"
        if change.direction == "same":
            return sentence(f"{start} na rovnakej úrovni ako {then}")
        higher = _agreeing(HIGHER if change.direction == "up" else LOWER, noun)
        return sentence(f"{start} o {self.size(change)} {higher} ako {then}")

    def recorded(self, noun: Noun, now: int, more: int | None, within: Period, base: Period) -> str:
        tail = ""
        if more is not None:
            amount = f"o {self.write.plain(abs(more))} {'viac' if more > 0 else 'menej'} ako"
            tail = f", {amount if more else 'rovnako ako'} {self.within(base, differs(within, base))}"
        counted = noun.after(self.write.plural(now))
        return sentence(f"{self.within(within)} sme zaznamenali {self.write.plain(now)} {counted}{tail}")

    def stated(self, name: str, now: str, change: Change | None, was: str, within: Period, base: Period | None) -> str:
        said = f"{name}: {now} {self.within(within)}"
        if base is not None:
            then = self.within(base, differs(within, base))
            if change is None or change.size is None:
                said += f", {was} {then}"
            elif change.direction == "same":
                said += f", rovnako ako {then}"
            else:
                said += f", o {self.size(change)} {more_or_less(change, 'viac', 'menej')} ako {then}"
        return sentence(said)

    def than(self, change: Change, within: Period, base: Period) -> str:
        then = self.within(base, differs(within, base))
        if change.direction == "same":
            return f"rovnako ako {then}"
        return f"o {self.size(change)} {more_or_less(change, 'viac', 'menej')} ako {then}"

    def beside_target(self, change: Change, target: str) -> str:
        return f"{self.size(change)} {more_or_less(change, 'nad', 'pod')} cieľom {target}"

    def that_is(self, *clauses: str) -> str:
        return sentence(f"to je {' a '.join(clauses)}")

    def met_exactly(self, target: str) -> str:
        return sentence(f"cieľ {target} sa presne splnil")

    def unusual(self, noun: Noun | None, name: str, since: date, change: Change) -> str:
        day = f"od {since.day}. {MONTHS[since.month - 1][_OF]}"
        where = f"{self.size(change)} {more_or_less(change, 'nad', 'pod')} obvyklou úrovňou"
        if noun is None:
            return sentence(f"{name}: {day} {where}")
        return sentence(f"{day} {'sú' if noun.plural else 'je'} {noun.name} {where}")

    def best_in(self, direction: Direction, months: int) -> str:
        return f"Je to {'najvyššia' if direction == 'up' else 'najnižšia'} hodnota za posledných {months} mesiacov."

    def spent(self, spent: str, budget: str, share: str, over: str, within: Period) -> str:
        tail = f", o {over} viac ako plán" if over else ""
        return sentence(f"{self.within(within)} sa z rozpočtu {budget} minulo {spent} ({share}){tail}")

    def tasks_done(self, count: int, within: Period) -> str:
        tasks = {"one": "úlohu", "few": "úlohy"}.get(self.write.plural(count), "úloh")
        return sentence(f"{self.within(within)} sme dokončili {self.write.plain(count)} {tasks}")

    def goals_reached(self, reached: int, of: int, within: Period) -> str:
        start = self.within(within)
        if of == 1:
            return sentence(f"{start} sme splnili cieľ" if reached else f"{start} sme cieľ nesplnili")
        if reached == 0:
            return sentence(f"{start} sme nesplnili ani jeden {_out_of(of)} {of} cieľov")
        return sentence(f"{start} sme splnili {reached} {_out_of(of)} {of} cieľov")

    def most_from(self, name: str, gain: str) -> str:
        return sentence(f"najviac priniesol zdroj {name} ({gain})")

    def no_figures(self, name: str, within: Period) -> str:
        return sentence(f"za {self.whole(within, False)} nie sú údaje: {name}")


def _out_of(count: int) -> str:
    """z or zo, as the number is spoken: zo štyroch, zo šiestich, zo siedmich, but z dvoch."""
    if count >= 100:
        spoken = 7 if count < 200 else int(str(count)[0])
    elif count >= 20:
        spoken = count // 10
    else:
        spoken = {14: 4, 16: 6, 17: 7}.get(count, count if count < 10 else 0)
    return "zo" if spoken in (4, 6, 7) else "z"


IN_WORDS = Slovak()
