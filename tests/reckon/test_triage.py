"""What a mail wants of us, told from its words: urgency, questions, promises, complaint and praise."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.hearing.english import WORDING as ENGLISH
from rapport.reckon.hearing.tongues import WORDINGS
from rapport.reckon.triage import Triage, judge

MONDAY = date(2026, 3, 2)


def judged(words: str, language: str = "", *, from_us: bool = False) -> Triage:
    return judge(words, language=language, written_on=MONDAY, from_us=from_us)


@pytest.mark.parametrize(
    "words",
    [
        "Our site is down!",
        "We cannot pay in the shop.",
        "Please send it ASAP.",
        "I need the file by end of day.",
        "Our lawyer will sue you.",
        "HITNO: stranica ne radi",
        "Trebamo to danas do 15 h.",
        "E-shop nejde, zákazníci nevedia zaplatiť.",
        "Súrne potrebujem heslo.",
        "Срочно! Сайт не работает.",
        "Оплата картой не проходит.",
        "srochno nuzhen parol",
    ],
)
def test_what_cannot_wait_is_urgent(words: str) -> None:
    seen = judged(words)
    assert seen.is_urgent
    assert all(because in words for because in seen.urgent_because)


@pytest.mark.parametrize(
    "words",
    [
        "It is not urgent.",
        "Urgent: no rush, really.",
        "No hurry with the banner.",
        "Nije hitno.",
        "Nije to nimalo hitno, samo polako.",
        "Nie je to súrne.",
        "Это не срочно.",
        "The site is up again, it was down yesterday.",
        "I am out of the office. For urgent matters call Ana.",
        "I'll upload it this afternoon.",
        "",
        "   \n ",
    ],
)
def test_what_can_wait_is_calm(words: str) -> None:
    assert not judged(words).is_urgent


def test_no_rush_with_one_thing_does_not_calm_what_is_broken() -> None:
    assert judged("The site is down! As for the brochure, no rush.").is_urgent


def test_urgent_no_longer_is_calm() -> None:
    assert not judged("This was urgent. It is solved now.").is_urgent


def test_small_faults_scattered_over_a_long_mail_are_no_complaint() -> None:
    neutral = "We went through the plan for spring together. The list of texts is in the folder. "
    seen = judged(f"{neutral}Honestly, I do not mind. {neutral}" * 6)
    assert not seen.is_complaint


@pytest.mark.parametrize(
    "words, asked",
    [
        ("Hi Ana. Can you please send the report. Thanks", ["Can you please send the report."]),
        ("When do we start?", ["When do we start?"]),
        ("Let me know whether Friday works.", ["Let me know whether Friday works."]),
        ("is it live? thanks", ["is it live?"]),
        ("How are you? Did you get it?", ["Did you get it?"]),
        ("Možete li mi poslati račun", ["Možete li mi poslati račun"]),
        ("Kako ste? Kada krećemo?", ["Kada krećemo?"]),
        ("Pošlite mi, prosím, faktúru.", ["Pošlite mi, prosím, faktúru."]),
        ("Ako sa máte? Kedy začneme?", ["Kedy začneme?"]),
        ("Пришлите, пожалуйста, счёт.", ["Пришлите, пожалуйста, счёт."]),
        ("Как дела? Когда начнём?", ["Когда начнём?"]),
        ("Was ist das?", ["Was ist das?"]),
    ],
)
def test_a_question_is_quoted_with_or_without_its_mark(words: str, asked: list[str]) -> None:
    questions = judged(words).questions
    assert [question.text for question in questions] == asked
    assert all(question.because for question in questions)


@pytest.mark.parametrize(
    "words",
    [
        "How are you?",
        "Kako ste?",
        "Ako sa máte?",
        "Как дела?",
        "Please find attached the offer.",
        "Let me know if you have any questions.",
        "Slobodno se javite ako imate pitanja.",
        "V prípade otázok sa neváhajte ozvať.",
        "Если будут вопросы, пишите.",
        "The page “How do I pay?” is new.",
        "See https://example.com/a?b=c",
    ],
)
def test_courtesy_and_quotation_ask_nothing(words: str) -> None:
    assert judged(words).questions == ()


@pytest.mark.parametrize(
    "words, due",
    [
        ("I will send it by Friday.", date(2026, 3, 6)),
        ("We'll fix it tomorrow.", date(2026, 3, 3)),
        ("You'll have it in two weeks.", date(2026, 3, 16)),
        ("Poslat ću do petka.", date(2026, 3, 6)),
        ("Poslat cu vam to sutra", date(2026, 3, 3)),
        ("Pošlem do piatka.", date(2026, 3, 6)),
        ("Budeme vás informovať do konca mesiaca.", date(2026, 3, 31)),
        ("Пришлю до пятницы.", date(2026, 3, 6)),
        ("Мы подготовим отчёт к 15 марта.", date(2026, 3, 15)),
        ("I'll let you know.", None),
    ],
)
@pytest.mark.parametrize("from_us", [True, False])
def test_a_promise_is_of_who_writes_and_knows_its_day(words: str, due: date | None, from_us: bool) -> None:
    (promise,) = judged(words, from_us=from_us).promises
    assert (promise.by_us, promise.due, promise.is_reminder) == (from_us, due, False)
    assert promise.due_words in words


@pytest.mark.parametrize(
    "words",
    [
        "You promised to send the report.",
        "Obećali ste izvještaj.",
        "Sľúbili ste report.",
        "Вы обещали отчёт.",
    ],
)
@pytest.mark.parametrize("from_us", [True, False])
def test_you_promised_reminds_of_a_promise_of_the_reader(words: str, from_us: bool) -> None:
    (promise,) = judged(words, from_us=from_us).promises
    assert (promise.by_us, promise.is_reminder) == (not from_us, True)


@pytest.mark.parametrize(
    "words",
    [
        "We will not renew.",
        "Maybe we will come.",
        "Will you send it?",
        "I will be on holiday.",
        "Nećemo produžiti ugovor.",
        "Možda ćemo doći.",
        "Nebudeme predlžovať.",
        "Не будем продлевать.",
        "Shall I send it by Friday?",
    ],
)
def test_a_refusal_a_maybe_and_a_question_promise_nothing(words: str) -> None:
    assert judged(words).promises == ()


@pytest.mark.parametrize(
    "words",
    [
        "We are very disappointed.",
        "I am not happy with the report.",
        "Jako smo razočarani.",
        "Nismo zadovoljni izvještajem.",
        "Sme nespokojní.",
        "Nie som spokojný s reportom.",
        "Мы очень недовольны.",
        "Я не доволен отчётом.",
    ],
)
def test_dissatisfaction_is_a_complaint_in_a_bad_mood(words: str) -> None:
    seen = judged(words)
    assert seen.is_complaint
    assert not seen.is_praise
    assert seen.mood < 0
    assert all(because in words for because in seen.complaint_because)


@pytest.mark.parametrize(
    "words",
    [
        "No complaints from us.",
        "Nema pritužbi.",
        "Žiadne sťažnosti.",
        "Жалоб нет.",
        "Thanks.",
        "The invoice is attached.",
    ],
)
def test_no_complaints_and_thanks_are_no_complaint(words: str) -> None:
    assert not judged(words).is_complaint


@pytest.mark.parametrize("words", ["Great job!", "Svaka čast!", "Skvelá práca!", "Отличная работа!"])
def test_praise_is_praise_in_a_good_mood(words: str) -> None:
    seen = judged(words)
    assert seen.is_praise
    assert seen.mood > 0


@pytest.mark.parametrize("words", ["Thank you!", "Hvala!", "Ďakujem!", "Спасибо!"])
def test_thanks_alone_are_mild_praise(words: str) -> None:
    seen = judged(words)
    assert seen.is_praise
    assert seen.mood < judged("Great job, I love it!").mood


@pytest.mark.parametrize("words", ["Thanks in advance.", "Hvala unaprijed.", "Vopred ďakujem.", "Заранее спасибо."])
def test_thanks_in_advance_are_no_praise(words: str) -> None:
    assert not judged(words).is_praise


def test_one_mail_may_praise_and_complain() -> None:
    seen = judged("The design is beautiful, but the support is terrible.")
    assert seen.is_praise
    assert seen.is_complaint


def test_the_lines_of_another_message_are_not_judged() -> None:
    seen = judged("Ok.\n> The site is down! When will you fix it?\n> We are disappointed.")
    assert seen == Triage(language=seen.language)


def test_a_line_folded_by_the_mail_program_is_one_sentence() -> None:
    (question,) = judged(
        "Could you please send us the list of the keywords we agreed on\nfor the spring campaign before the meeting?"
    ).questions
    assert question.text.startswith("Could")
    assert question.text.endswith("meeting?")


@pytest.mark.parametrize(
    "language, judged_in", [("HR", "hr"), ("sr-Latn", "hr"), ("cs", "sk"), ("uk_UA", "ru"), ("de", ""), ("", "")]
)
def test_a_near_language_is_judged_by_its_neighbour(language: str, judged_in: str) -> None:
    words = "Der Bericht liegt bei, und wir haben darüber mit den Kollegen in Wien gesprochen, die ihn gelesen haben."
    assert judged(words, language).language == judged_in


def test_a_language_we_do_not_know_still_asks_and_dates() -> None:
    seen = judged(
        "Wann kommt der Bericht, den wir mit den Kollegen in Wien besprochen haben, und wer liest ihn bis 15.3.2026?"
    )
    assert seen.language == ""
    assert len(seen.questions) == 1
    assert [d.day for d in seen.dates] == [date(2026, 3, 15)]


@given(st.text(), st.text(max_size=5), st.dates(), st.booleans())
def test_any_words_are_judged_and_quoted_where_they_stand(words: str, language: str, day: date, from_us: bool) -> None:
    quoted_where_it_stands(words, judge(words, language=language, written_on=day, from_us=from_us))


_PIECES = sorted({part for text in ENGLISH.praise.values() for part in text.split(" / ")})
_SCRAPS = ["?", "!", ".", "\n", " ", ">", "not", "I'll", "15.3.", "in 9999 weeks", "İ", "до", "č", "‮", *_PIECES[:40]]


@given(st.lists(st.sampled_from(_SCRAPS), max_size=30).map(" ".join), st.sampled_from(["", *WORDINGS]), st.dates())
def test_any_heap_of_known_words_is_judged(words: str, language: str, day: date) -> None:
    quoted_where_it_stands(words, judge(words, language=language, written_on=day))


def quoted_where_it_stands(words: str, seen: Triage) -> None:
    quotes = [*seen.questions, *(promise.quote for promise in seen.promises)]
    assert all(words[quote.start : quote.end] == quote.text and quote.because for quote in quotes)
    assert all(words[day.start : day.end] == day.words for day in seen.dates)
    assert 0 <= seen.urgency <= 1
    assert -1 <= seen.mood <= 1
    assert bool(seen.urgency) == bool(seen.urgent_because)


@pytest.mark.parametrize("piece", ["a", "?", "a.", " ", "\n", "1/", "a@", "not ", "https://", "I will ", "š", "> \n"])
def test_a_mail_of_one_piece_a_million_times_is_judged(piece: str) -> None:
    quoted_where_it_stands(piece * 1_000_000, judged(piece * 1_000_000))


@pytest.mark.parametrize("code", WORDINGS)
def test_each_phrase_begins_with_a_word(code: str) -> None:
    wording = WORDINGS[code]
    begin = [
        phrase.strip()
        for tags in (wording._kinds() | wording._day_kinds()).values()
        for text in tags.values()
        for phrase in text.split("/")
    ]
    assert not [phrase for phrase in begin if phrase.startswith((".", "_", "|", "*"))]
