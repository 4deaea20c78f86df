"""Names a table that is no export of clients by what it looks like, so that a person knows what they dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapport.reckon.folding import fold
from rapport.reckon.tables.refusal import Refused
from rapport.reckon.verdict import because


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split("|"))


# Header words, folded, cut by bars; a trailing * matches any ending. The number is how many of them are enough.
_REPORTS: dict[str, tuple[int, tuple[str, ...]]] = {
    "Google Ads": (
        4,
        _words(
            "campaign | campaign status | ad group | impr. | clicks | cost | avg. cpc | avg. cpm | avg. "
            "cost | interactions | interaction rate | conversions | conv. rate | cost / conv. | currency "
            "code | campaign type | kampagne | kosten | klicks | wahrungscode | anzeigengruppe | "
            "kampagnenstatus | campana | clics | coste | impresiones | kampanja | klikovi | trosak | "
            "prikazivanja | kampan | kliknutia | cena | campagne | cout"
        ),
    ),
    "Meta Ads": (
        3,
        _words(
            "reporting starts | reporting ends | amount spent* | campaign delivery | reach | frequency | "
            "link clicks | results | result indicator | cost per results | cost per result | cpm (cost "
            "per 1,000 impressions)* | berichtsbeginn | berichtsende | ausgegebener betrag* | reichweite "
            "| nombre de la campana | inicio del informe | fin del informe | importe gastado* | alcance | "
            "pocetak izvjescivanja | kraj izvjescivanja | zaciatok vykazovania | дата начала отчетности | "
            "дата окончания отчетности | потраченная сумма* | охват"
        ),
    ),
    "Yandex Direct": (
        4,
        _words(
            "id кампании | название кампании | id объявления | id группы | показы | клики | расход* | "
            "ctr* | кампания | группа | campaignid | campaignname | adgroupid | ср. цена клика* | "
            "конверсии | номер кампании"
        ),
    ),
    "Yandex Metrica": (
        3,
        _words(
            "источник трафика | визиты | посетители | отказы | глубина просмотра | время на саите | "
            "просмотры | дата визита | traffic source | visits | bounce rate | page depth | time on site "
            "| достижения цели* | последнии источник*"
        ),
    ),
    "Search Console": (
        4,
        _words(
            "clicks | impressions | ctr | position | klicks | impressionen | clics | impresiones | "
            "posicion | klikovi | pojavljivanja | pozicija | kliknutia | zobrazenia | pozicia | клики | "
            "показы | позиция"
        ),
    ),
    "Google Analytics": (
        3,
        _words(
            "sessions | engaged sessions | engagement rate | active users | total users | new users | "
            "event count | session default channel group | session source / medium | average engagement "
            "time* | key events | views | bounce rate | first user default channel group | sitzungen | "
            "aktive nutzer | sesiones | usuarios activos | sesije | relacie | сеансы | активные "
            "пользователи"
        ),
    ),
    "call tracking": (
        3,
        _words(
            "call duration | duration | caller | caller id | caller number | calling number | tracking "
            "number | call time | call date | call status | source number | destination number | talk "
            "time | ring time | start time | call type | call source | call id | длительность звонка | "
            "длительность разговора | номер звонящего | номер абонента | номер клиента | виртуальныи "
            "номер | дата звонка | время ожидания | тип звонка | статус звонка | anrufdauer | anrufer | "
            "trajanje poziva | trvanie hovoru"
        ),
    ),
}
_BANK = {
    "account": _words(
        "iban | account number | account | kontonummer | auftragskonto | kontonummer/iban | racun | "
        "broj racuna | cislo uctu | ucet | номер счета | счет | account no | zahlungsbeteiligter | "
        "iban zahlungsbeteiligter | iban primatelja | iban platitelja | protiucet | bic | swift"
    ),
    "day": _words(
        "booking date | value date | transaction date | buchungstag | buchungsdatum | valuta | "
        "valutadatum | wertstellung | datum valute | datum knjizenja | datum izvrsenja | datum "
        "uctovania | datum zauctovania | datum splatnosti | дата операции | дата проводки | дата "
        "документа | completed date | started date | posting date | date"
    ),
    "amount": _words(
        "amount | debit | credit | betrag | umsatz | soll | haben | isplata | uplata | duguje | "
        "potrazuje | iznos | suma | castka | objem | дебет | кредит | сумма | сумма операции | приход "
        "| расход | paid in | paid out | money in | money out | betrag (eur) | uplate | isplate"
    ),
    "balance": _words("balance | saldo | stanje | zostatok | остаток | баланс | saldo nach buchung | running balance"),
    "purpose": _words(
        "payee | beneficiary | counterparty | verwendungszweck | beguenstigter/zahlungspflichtiger | "
        "auftraggeber | empfanger | buchungstext | opis placanja | svrha placanja | primatelj | "
        "platitelj | poziv na broj | protistrana | variabilny symbol | ucel platby | sprava pre "
        "prijemcu | назначение платежа | контрагент | плательщик | получатель | reference | payment "
        "reference | transaction type | memo | name zahlungsbeteiligter"
    ),
}
_TITLES = (
    (
        re.compile(
            r"^(campaign|ad group|keyword|search terms?|ad) (report|performance)|^kampagnenbericht|^informe de campan"
        ),
        "Google Ads",
    ),
    (re.compile(r"^# -{4,}|^# (reports snapshot|traffic acquisition|all users)"), "Google Analytics"),
)


def looks_like(headers: Sequence[str], preamble: Sequence[str] = ()) -> str:
    """The name of what the table looks like, or "" where nothing speaks against clients.

    >>> looks_like(["Date", "Clicks", "Impressions", "CTR", "Position"]), looks_like(["Client", "City", "Fee"])
    ('Search Console', '')
    """
    folded = {fold(header) for header in headers}
    for title, name in _TITLES:
        if any(title.search(fold(line)) for line in preamble):
            return name
    best, most = "", 0.0
    for name, (enough, words) in _REPORTS.items():
        hits = _hits(folded, words)
        if hits >= enough and hits / enough > most:
            best, most = name, hits / enough
    if best:
        return best
    held = {part for part, words in _BANK.items() if _hits(folded, words)}
    is_bank = len(held) >= 3 and {"day", "amount"} <= held and held & {"account", "balance", "purpose"}
    return "bank statement" if is_bank else ""


def refuse_lookalike(name: str) -> None:
    """Raise the refusal with its sentence."""
    match name:
        case "":
            return
        case "bank statement":
            reason = because("This looks like a bank statement, not an export of clients.")
        case "call tracking":
            reason = because("This looks like a list of calls from call tracking, not an export of clients.")
        case _:
            reason = because("This looks like a report of {system}, not an export of clients.", system=name)
    raise Refused(reason, name)


def _hits(folded: set[str], words: Sequence[str]) -> int:
    found = 0
    for word in words:
        if word.endswith("*"):
            found += any(header.startswith(word[:-1]) for header in folded)
        else:
            found += word in folded
    return found
