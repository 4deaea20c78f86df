"""New words, quote and signature are told apart in many languages, and no word is lost."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.mail.page import read_page
from rapport.reckon.mail.trimming import Trimmed, trim

ROOT = Path(__file__).parents[2]
ANSWERS = ROOT.parent / "shared/data/email-reply-stripping"

INTRODUCTIONS = """
On Tue, May 5, 2026 at 10:15 AM Ana Horvat <ana@adria.example> wrote:
On 5 May 2026, at 10:15, Ana Horvat <ana@adria.example> wrote:
Dana uto, 5. svi 2026. u 10:15 Ana Horvat <ana@adria.example> napisao je:
uto, 5. svi 2026. u 10:15 Ana Horvat <ana@adria.example> napisao/la je:
ut 5. 5. 2026 o 10:15 Ana Horvat <ana@adria.example> napísal(a):
Dňa 5. 5. 2026 o 10:15 Ana Horvat napísala:
út 5. 5. 2026 v 10:15 odesílatel Ana Horvat <ana@adria.example> napsal:
Dne 05. 05. 26 v 10:15 Ana Horvat napsal(a):
вт, 5 мая 2026 г. в 10:15, Ana Horvat <ana@adria.example>:
5 мая 2026 г., в 10:15, Ana Horvat <ana@adria.example> написал(а):
05.05.2026 10:15, Ana Horvat пишет:
Вторник, 5 мая 2026, 10:15 +03:00 от Ana Horvat <ana@adria.example>:
Am 05.05.2026 um 10:15 schrieb Ana Horvat:
Am Di., 5. Mai 2026 um 10:15 Uhr schrieb Ana Horvat <ana@adria.example>:
Le mar. 5 mai 2026 à 10:15, Ana Horvat <ana@adria.example> a écrit :
El mar, 5 may 2026 a las 10:15, Ana Horvat (<ana@adria.example>) escribió:
Il giorno mar 5 mag 2026 alle ore 10:15 Ana Horvat <ana@adria.example> ha scritto:
Em ter., 5 de mai. de 2026 às 10:15, Ana Horvat <ana@adria.example> escreveu:
Op di 5 mei 2026 om 10:15 schreef Ana Horvat <ana@adria.example>:
wt., 5 maj 2026 o 10:15 Ana Horvat <ana@adria.example> napisał(a):
Den tis 5 maj 2026 kl 10:15 skrev Ana Horvat <ana@adria.example>:
tir. 5. maj 2026 kl. 10.15 skrev Ana Horvat <ana@adria.example>:
ti 5. toukok. 2026 klo 10.15 Ana Horvat (ana@adria.example) kirjoitti:
2026年5月5日(火) 10:15 Ana Horvat <ana@adria.example>:
Ana Horvat <ana@adria.example> 于2026年5月5日周二 10:15写道：
2026년 5월 5일 (화) 오전 10:15, Ana Horvat <ana@adria.example>님이 작성:
Ana Horvat <ana@adria.example>, 5 May 2026 Sal, 10:15 tarihinde şunu yazdı:
---- On Tue, 05 May 2026 10:15:00 +0200 Ana Horvat <ana@adria.example> wrote ----
""".strip().splitlines()

BLOCKS = """
From:|Sent:|To:|Subject:
Od:|Poslano:|Za:|Predmet:
Šalje:|Poslano:|Prima:|Predmet:
Od:|Odoslané:|Komu:|Predmet:
Od:|Odesláno:|Komu:|Předmět:
От:|Отправлено:|Кому:|Тема:
Von:|Gesendet:|An:|Betreff:
De :|Envoyé :|À :|Objet :
De:|Enviado el:|Para:|Asunto:
Da:|Inviato:|A:|Oggetto:
De:|Enviada em:|Para:|Assunto:
Van:|Verzonden:|Aan:|Onderwerp:
Od:|Wysłano:|Do:|Temat:
Från:|Skickat:|Till:|Ämne:
Fra:|Sendt:|Til:|Emne:
Lähettäjä:|Lähetetty:|Vastaanottaja:|Aihe:
*From:*|*Date:*|*To:*|*Subject:*
差出人:|送信日時:|宛先:|件名:
发件人:|发送时间:|收件人:|主题:
보낸 사람:|보낸 날짜:|받는 사람:|제목:
Kimden:|Tarih:|Kime:|Konu:
""".strip().splitlines()


@pytest.mark.parametrize("line", INTRODUCTIONS)
@pytest.mark.parametrize("mark", ["> ", ""])
def test_an_introduction_in_any_language_begins_the_quote(line: str, mark: str) -> None:
    got = trim(f"Yes, on Monday.\n\n{line}\n\n{mark}When do you deliver?\n{mark}Ana\n")
    assert got.new_words == "Yes, on Monday."
    assert got.quoted.startswith(line[:20])


@pytest.mark.parametrize("labels", BLOCKS)
def test_a_block_of_fields_in_any_language_begins_the_quote(labels: str) -> None:
    values = ["Ana Horvat <ana@adria.example>", "5. 5. 2026 10:15", "Luka Perko", "RE: Reels"]
    block = "\n".join(f"{label} {value}" for label, value in zip(labels.split("|"), values, strict=True))
    assert trim(f"Yes, on Monday.\n\n{block}\n\nWhen do you deliver?").new_words == "Yes, on Monday."


@pytest.mark.parametrize(
    "line",
    [
        "-----Original Message-----",
        "-----Izvorna poruka-----",
        "-----Pôvodná správa-----",
        "-------- Původní zpráva --------",
    ]
    + [
        "-------- Исходное сообщение --------",
        "-----Ursprüngliche Nachricht-----",
        "---------- Forwarded message ---------",
    ],
)
def test_words_between_dashes_begin_the_quote(line: str) -> None:
    assert trim(f"Yes.\n\n{line}\n\nWhen?\n").new_words == "Yes."


@pytest.mark.parametrize(
    "line",
    ["Sent from my iPhone", "Poslano s mojeg iPhonea", "Odoslané z iPhonu", "Odesláno z iPhonu", "Отправлено с iPhone"]
    + [
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone",
        "Get Outlook for Android<https://aka.ms/x>",
        "Wysłane z iPhone'a",
    ],
)
def test_what_a_phone_adds_is_the_signature(line: str) -> None:
    assert trim(f"Yes, on Monday.\n\n{line}") == Trimmed("Yes, on Monday.", "", line)


def test_answers_between_quotes_stay_with_what_they_answer() -> None:
    text = "Hi,\n\nOn 5 May 2026 Ana <ana@x.hr> wrote:\n> When?\nOn Monday.\n> Where?\nHere.\n> Bye\n"
    got = trim(text)
    assert got.new_words == "Hi,\n\n> When?\nOn Monday.\n> Where?\nHere."
    assert "wrote:" in got.quoted
    assert "> Bye" in got.quoted


@pytest.mark.parametrize(
    "text",
    [
        "On the other hand, we should wait.\n\nOn Monday I wrote:\n\nthat it is late.",
        "From: Zagreb\nTo: London\nDate: 5 May\n\nThat is my trip.",
        "Hi,\n\nmy route:\n\nFrom: Zagreb\nTo: London\nDate: 5 May\n\nIs that fine?",
        "With regards to the price:\n\nit is too high.",
        "Here is why:\n\n- one\n- two\n\nBest regards\n\nAna",
        "👍",
        "Please call me:\n+385 91 123 4567",
        "Can you call Marko? His number is\n\nMarko Marić\n+385 91 1234567",
        "---------- Forwarded message ---------\nFrom: Luka <l@x.hr>\nTo: a@x.hr\nSubject: Hi\n\nPlease see.",
        "The numbers:\n----------------\nJan 12\nFeb 15\n\nAll good.",
        "> Only a quote.",
        "Sent from my desk, it is easier than my mobile phone.",
    ],
)
def test_words_that_only_look_like_a_frame_stay(text: str) -> None:
    assert trim(text).new_words == text


def test_a_block_of_name_and_ways_to_be_reached_is_the_signature() -> None:
    got = trim("Molim ponudu.\n\nS poštovanjem,\nAna Horvat\nVoditeljica marketinga\nTel: +385 1 234 567\nwww.adria.hr")
    assert got.new_words == "Molim ponudu."
    assert got.signature.startswith("S poštovanjem")


PAGES = [
    '<div>Yes.</div><div class="gmail_quote"><div class="gmail_attr">X Ana:<br></div>'
    '<blockquote class="gmail_quote">When?</blockquote></div>',
    '<p>Yes.</p><div id="divRplyFwdMsg"><b>Xyz:</b> Ana<br><b>Abc:</b> 5</div><div>When?</div>',
    '<p class="MsoNormal">Yes.</p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in">'
    '<p class="MsoNormal"><b>Xyz:</b> Ana</p></div><p>When?</p>',
    '<div>Yes.</div><div class="yahoo_quoted"><div>Ana, 5:</div><div>When?</div></div>',
    'Yes.<div class="moz-cite-prefix">X, Ana:<br></div><blockquote type="cite" cite="mid:1">When?</blockquote>',
    'Yes.<div class="moz-forward-container">-- Xyz --<table><tr><th>Abc:</th><td>Ana</td></tr></table>When?</div>',
    '<div>Yes.</div><div id="appendonsend"></div><hr><div>When?</div>',
    "<style>p {}</style><p>Yes.</p><script>no()</script><!-- no --><blockquote>When?</blockquote>",
]


@pytest.mark.parametrize("html", PAGES)
def test_the_quotes_of_mail_programs_are_found_in_pages(html: str) -> None:
    page = read_page(html)
    got = trim(page.text, cuts=page.cuts, introductions=page.introductions)
    assert got.new_words == "Yes."
    assert "When?" in got.quoted
    assert "no" not in page.text


def test_a_page_reads_as_plain_text() -> None:
    html = "<table><tr><td>Jan</td><td>12</td></tr></table><ul><li>one<li>two</ul>"
    html += "See <a href='https://x.hr/a'>this</a> &amp; go"
    assert read_page(html).text.split("\n") == ["Jan 12", "", "- one", "- two", "", "See this <https://x.hr/a> & go"]


LINES = [
    *INTRODUCTIONS[:12],
    "",
    "",
    "--",
    "-- ",
    "> q",
    ">> q",
    "From: a@b.hr",
    "Subject: x",
    "To: b",
    "Sent: 1",
    "Ana Horvat",
]
LINES += [
    "+385 1 234 567",
    "Sent from my iPhone",
    "-----Original Message-----",
    "Yes.",
    "Regards",
    "____",
    ">:",
    "wrote:",
]


@given(st.lists(st.sampled_from(LINES) | st.text(max_size=30), max_size=30), st.sets(st.integers(0, 30)))
def test_the_three_parts_hold_every_word(lines: list[str], cuts: set[int]) -> None:
    text = "\n".join(lines)
    got = trim(text, cuts=cuts)
    together = Counter(f"{got.new_words}\n{got.quoted}\n{got.signature}".split())
    assert together == Counter(text.split())


@given(st.text(alphabet="<>/!-abdivp =\"'&;#", max_size=200))
def test_any_page_is_read(html: str) -> None:
    assert isinstance(read_page(html).text, str)


@pytest.mark.skipif(not ANSWERS.exists(), reason="the samples are not here")
def test_stored_answers_are_met_and_no_word_is_hidden() -> None:
    spec = importlib.util.spec_from_file_location("reply_stripping", ROOT / "benchmarks/reply_stripping.py")
    assert spec
    assert spec.loader
    measuring = importlib.util.module_from_spec(spec)
    __import__("sys").modules["reply_stripping"] = measuring
    spec.loader.exec_module(measuring)
    samples = list(measuring.samples(ANSWERS))
    assert len(samples) >= 40
    assert sum(sample.is_exact() for sample in samples) >= 0.95 * len(samples)
    assert [sample.name for sample in samples if sample.lost()] == []
