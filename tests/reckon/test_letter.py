"""A message becomes a letter, or a refusal with its name, whatever comes."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rapport.reckon.letter import Address, Letter, Limits, Refusal, letters_of_mbox, read_letter
from rapport.reckon.mail.languages import tell_language

SAMPLES = Path(__file__).parents[3] / "shared/data/email-mime"
FILES = [
    path for path in sorted(SAMPLES.rglob("*")) if path.is_file() and path.stem not in ("README", ".gitattributes")
]
HEAD = b"From: Ana Horvat <ana@adria.example>\nTo: luka@kordun.example\nSubject: Reels\nMIME-Version: 1.0\n"


def read(raw: bytes) -> Letter:
    letter = read_letter(raw)
    assert isinstance(letter, Letter), letter
    return letter


def mixed(*parts: bytes) -> bytes:
    return HEAD + b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n' + b"\n--b\n".join(parts) + b"\n--b--\n"


def refusal(raw: bytes, limits: Limits | None = None) -> str:
    refused = read_letter(raw, limits=limits) if limits else read_letter(raw)
    assert isinstance(refused, Refusal)
    assert refused.sentence.plain().endswith(".")
    return refused.reason


@pytest.mark.skipif(not FILES, reason="the raw messages are not here")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_raw_message_is_read_or_refused_by_name(path: Path) -> None:
    raw = path.read_bytes()
    letter = read_letter(raw)
    if isinstance(letter, Refusal):
        assert (raw.strip(), letter.reason) == (b"", "not_a_message")
        return
    assert "\0" not in letter.text
    assert letter.text.split() == [] or (letter.new_words + letter.quoted + letter.signature).strip()


@pytest.mark.skipif(not FILES, reason="the raw messages are not here")
def test_attachments_of_broken_messages_are_kept() -> None:
    names = {path.stem: [a.name for a in read(path.read_bytes()).attachments] for path in FILES if path.stat().st_size}
    assert names["attachment_pdf"] == ["broken.pdf"]
    assert names["missing_content_disposition"] == ["part 1.jpg"]
    assert names["japanese_attachment"] == ["てすと.txt"]
    assert names["msg_25"] == ["part 1.txt", "part 2.txt"]
    assert sum(map(len, names.values())) >= 28


@given(st.binary(max_size=3_000))
@example(b"\x00")
@example(b"Content-Type: multipart/mixed; boundary=\n\n--\n")
@example(b"Subject: =?utf-8?b?====?=\nFrom: <@>,,:;\nDate: Mon, 99 Foo 0000 99:99\n\n\xff")
def test_reading_never_raises(raw: bytes) -> None:
    for message in (raw, HEAD + raw, HEAD + b"Content-Type: text/html\n\n" + raw, b"From: " + raw):
        assert isinstance(read_letter(message), Letter | Refusal)


PIECES = [
    b"Content-Type: ",
    b"multipart/mixed; boundary=x",
    b"text/html",
    b"\n",
    b"\r\n",
    b"--x",
    b"--x--",
    b"message/rfc822",
]
PIECES += [
    b"Content-Transfer-Encoding: base64",
    b"quoted-printable",
    b"charset=",
    b"=?utf-8?q?",
    b"?=",
    b"name*0*=",
    b";",
]
PIECES += [
    b"<blockquote>",
    b"</div",
    b"<!--",
    b"> ",
    b"On 5 May 2026 at 10:15 a@b.hr wrote:",
    b"\xff\xfe",
    b"\0",
    b"From: ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_what_looks_like_a_message_never_raises(pieces: list[bytes]) -> None:
    assert isinstance(read_letter(HEAD + b"".join(pieces)), Letter | Refusal)


def test_who_wrote_to_whom_and_when() -> None:
    letter = read(
        b'From: "Horvat, Ana" <ANA@Adria.example>\nTo: =?utf-8?q?=C5=A0ime?= <sime@x.hr>, Team: b@x.hr, c@x.hr;\n'
        b"Cc: nobody at all\nDate: Tue, 5 May 2026 10:15:00 +0200\nMessage-ID: <1@x>\nIn-Reply-To: <0@x>\n"
        b"References: <9@x>\n <0@x>\n\nBok\n"
    )
    assert letter.sender == Address("Horvat, Ana", "ana@adria.example")
    assert letter.to == (Address("Šime", "sime@x.hr"), Address("", "b@x.hr"), Address("", "c@x.hr"))
    assert letter.cc == (Address("nobody at all", ""),)
    assert letter.date == datetime(2026, 5, 5, 8, 15, tzinfo=UTC)
    assert (letter.message_id, letter.in_reply_to, letter.references) == ("1@x", "0@x", ("9@x", "0@x"))


@pytest.mark.parametrize("said", ["", "soon", "Tue, 5 May 1926 10:00 +0000", "Tue, 5 May 2226 10:00 +0000", "9" * 300])
def test_an_absurd_date_is_none(said: str) -> None:
    assert read(HEAD + b"Date: " + said.encode() + b"\n\nHi").date is None


@pytest.mark.parametrize(
    ("charset", "encoding", "text"),
    [
        ("windows-1250", "cp1250", "Šime, čekamo đaka"),
        ("klingon", "cp1250", "Šime, čekamo đaka"),
        ("", "cp1251", "Когда будет готово, коллеги"),
        ("us-ascii", "utf-8", "Žeľmíra ďakuje"),
        ("iso-8859-1", "cp1252", "Größe – “gut”"),
        ("ks_c_5601-1987", "cp949", "안녕하세요"),
        ("utf-8", "cp1252", "Grüße"),
        ("rot13", "utf-8", "Đuro"),
    ],
)
def test_letters_of_every_charset_are_read(charset: str, encoding: str, text: str) -> None:
    letter = read(HEAD + f"Content-Type: text/plain; charset={charset}\n\n".encode() + text.encode(encoding))
    assert letter.new_words == text or (charset == "utf-8" and letter.new_words.startswith("Gr"))


def test_a_file_name_in_any_dress_is_a_bare_name() -> None:
    letter = read(
        mixed(
            b'Content-Type: application/pdf; name="=?utf-8?b?xI1hai5wZGY=?="\n\n%PDF-1',
            b"Content-Disposition: attachment; filename*0*=utf-8''%C5%A0i; filename*1=me.txt\n\nx",
            b'Content-Disposition: attachment; filename="../../etc/passwd"\n\nx',
            b'Content-Disposition: attachment; filename="C:\\\\temp\\\\a.doc"\n\nx',
            b"Content-Type: image/png\n\n%PDF-1.7",
        )
    )
    assert [a.name for a in letter.attachments] == ["čaj.pdf", "Šime.txt", "passwd", "a.doc", "part 5.pdf"]
    assert letter.attachments[4].kind == "application/pdf"


def test_messages_within_and_winmail_are_kept_as_attachments() -> None:
    letter = read(
        mixed(
            b"Content-Type: text/plain\n\nSee below.",
            b"Content-Type: message/rfc822\n\nSubject: The older one\n\nHi",
            b"Content-Type: application/ms-tnef; name=winmail.dat\n\n\x78\x9f\x3e\x22..",
        )
    )
    assert letter.new_words == "See below."
    assert [(a.name, a.kind) for a in letter.attachments] == [
        ("The older one.eml", "message/rfc822"),
        ("winmail.dat", "application/vnd.ms-tnef"),
    ]


def test_a_page_is_read_where_no_plain_text_says_the_same() -> None:
    page, footer = b"Content-Type: text/html\n\n<p>Yes.</p><blockquote>When?</blockquote>", b"\nThe list of lists"
    twice = b"Content-Type: multipart/alternative; boundary=c\n\n--c\n\nPlain yes.\n--c\n" + page + b"\n--c--"
    assert read(mixed(page, footer)).text == "Yes.\n\n> When?\n\nThe list of lists"
    both = read(mixed(twice, footer))
    assert both.text == "Plain yes.\n\nThe list of lists"
    assert "<p>Yes.</p>" in both.html


def test_broken_encodings_stay_readable() -> None:
    assert read(HEAD + b"Content-Transfer-Encoding: base64\n\nThis is no base64, is it?").text.startswith("This is no")
    assert read(HEAD + b"Content-Transfer-Encoding: base64\n\nQm9rIQ").text == "Bok!"
    assert read(HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n100 =% =C5=A0ime=").text == "100 =% Šime"
    assert read(HEAD[:-1] + b"\nSubject\n\n").subject == "Reels"


def test_control_characters_and_turned_text_go() -> None:
    letter = read(b"From: a@x.hr\nSubject: in\x00voice\xe2\x80\xaefdp.exe\n\nHi\x00\x07 there\x1b[31m")
    assert letter.subject == "invoicefdp.exe"
    assert letter.text == "Hi there[31m"


def test_a_picture_shown_in_the_page_is_inline() -> None:
    letter = read(
        HEAD + b"Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>Hi<img src=cid:1>\n"
        b"--b\nContent-Type: image/png\nContent-ID: <1>\nContent-Transfer-Encoding: base64\n\n"
        + base64.b64encode(b"\x89PNG\r\n\x1a\n")
        + b"\n--b--"
    )
    assert (letter.attachments[0].inline, letter.attachments[0].content_id, letter.text) == (True, "1", "Hi")


@pytest.mark.parametrize(
    ("field", "automatic", "bounce", "listed"),
    [
        (b"Auto-Submitted: auto-replied", True, False, False),
        (b"Auto-Submitted: no", False, False, False),
        (b"Return-Path: <>", True, False, False),
        (b"X-Failed-Recipients: a@b.hr", True, True, False),
        (b"List-Unsubscribe: <https://x.hr>", False, False, True),
        (b"Precedence: bulk", False, False, True),
        (b"X-Mailer: Outlook", False, False, False),
    ],
)
def test_mail_of_machines_is_told(field: bytes, automatic: bool, bounce: bool, listed: bool) -> None:
    letter = read(HEAD + field + b"\n\nHi")
    assert (letter.is_automatic, letter.is_bounce, letter.is_list) == (automatic, bounce, listed)


@pytest.mark.parametrize(
    "subject", ["Automatic reply: Reels", "Automatická odpoveď: Ponuka", "Автоответ: отпуск", "Abwesenheitsnotiz"]
)
def test_an_absence_is_automatic_by_its_subject(subject: str) -> None:
    assert read(b"From: ana@x.hr\nSubject: " + subject.encode() + b"\n\nHi").is_automatic


def test_a_message_over_a_limit_is_refused_by_name() -> None:
    levels = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(100))
    assert refusal(mixed(*[b"\nx"] * 50_000)) == "too_many_parts"
    assert refusal(HEAD + levels + b"\nHi") == "too_deep"
    assert refusal(HEAD + b"X-Long: " + b"a" * 10_000_000 + b"\n\nHi") == "header_too_large"
    assert refusal(HEAD + b"\n" + b"a" * 100, Limits(size=50)) == "too_large"
    assert refusal(b"\x89PNG\r\n\x1a\n\0\0\0") == refusal(b"") == "not_a_message"


def test_traps_of_great_length_are_read() -> None:
    for trap in (b"<" * 300_000, b"<title>" * 40_000, b"> " * 100_000, b"On a wrote:\n" * 20_000, b"--\nx\n" * 40_000):
        assert read(HEAD + b"Content-Type: text/html\n\n" + trap).size > 100_000
        assert read(HEAD + b"\n" + trap).size > 100_000
    assert len(read(HEAD + b"Cc: " + b"a@b.hr, " * 100_000 + b"\n\nHi").cc) == 2_000


def test_an_mbox_gives_its_messages_one_by_one() -> None:
    mbox = b"From a@x Thu Jan  1 00:00:00 2026\r\nSubject: 1\r\n\r\n>From Ana\r\n>>From us\r\n\r\nFrom now on.\r\n\r\n"
    mbox += b"From b@x Thu Jan  1 00:00:00 2026\r\nSubject: 2\r\n\r\nHi\r\n"
    for step in (1, 7, 1_000):
        given = [mbox[at : at + step] for at in range(0, len(mbox), step)]
        first, second = letters_of_mbox(given)
        assert first.endswith(b"From Ana\r\n>From us\r\n\r\nFrom now on.\r\n")
        assert read(second).subject == "2"
    assert [len(raw) for raw in letters_of_mbox([mbox], most=20)] == [21, 18]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Could you please send us the report before Friday?"),
        ("hr", "Molim vas pošaljite nam izvještaj prije petka."),
        ("sk", "Prosím, pošlite nám správu ešte pred piatkom."),
        ("cs", "Prosím, pošlete nám zprávu ještě před pátkem."),
        ("ru", "Пришлите, пожалуйста, отчёт до пятницы."),
        ("de", "Bitte schicken Sie uns den Bericht noch vor Freitag."),
        ("", "OK"),
        ("", "12345"),
    ],
)
def test_the_language_is_told_or_left_open(language: str, said: str) -> None:
    assert tell_language(said) == language
