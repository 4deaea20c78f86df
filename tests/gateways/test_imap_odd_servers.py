"""Servers that are not as they should be: only Trouble is raised, nothing is lost unsaid, nothing fills the memory."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.gateways.scripted import Talk, imap, listening

from rapport.gateways import imap as gateway
from rapport.gateways import imap_wire
from rapport.gateways.door import Door, Trouble
from rapport.gateways.imap import Gone, Placed
from rapport.gateways.imap_folders import kinds
from rapport.gateways.imap_wire import Listed, items, listed, readable, uid_set, wire_name

MESSAGE = b"Subject: offer\r\n\r\nGood morning.\r\n"
LITERAL = b"{%d}" % len(MESSAGE)
SEARCH = [b"* SEARCH 1 2 3", b"TAG OK done"]
MEASURED = [b"* %d FETCH (UID %d RFC822.SIZE 33 FLAGS ())" % (n, n) for n in (1, 2, 3)] + [b"TAG OK done"]


def body(uid: int, message: bytes = MESSAGE) -> bytes:
    return b"* %d FETCH (UID %d BODY[] {%d}\r\n%s)" % (uid, uid, len(message), message)


def server(**answers: list[bytes]):
    """Keywords: measured, bodies, search and the like; the rest is a server as it should be."""
    known = {
        b"UID SEARCH": answers.get("search", SEARCH),
        b"UID FETCH 1:3 (UID RFC822.SIZE": answers.get("measured", MEASURED),
        b"UID FETCH 1:3 (UID BODY": answers.get("bodies", [body(1), body(2), body(3), b"TAG OK done"]),
    }
    for uid in (1, 2, 3):
        known[b"UID SEARCH UID %d" % uid] = [b"* SEARCH %d" % uid, b"TAG OK done"]
        known[b"UID FETCH %d (UID" % uid] = answers.get(f"body{uid}", [body(uid), b"TAG OK done"])
    known[b"UID SEARCH UID 1:3"] = SEARCH
    known[b"UID SEARCH UID 2:3"] = [b"* SEARCH 2 3", b"TAG OK done"]
    known[b"UID SEARCH UID 1:*"] = answers.get("search", SEARCH)
    return imap(known | {key.encode(): value for key, value in answers.items() if key.isupper()})


def read(play, **how) -> tuple[list, Trouble | None]:
    got: list = []
    with listening(play) as port:
        try:
            with gateway.open(Door("127.0.0.1", port, "none", "luka", "a secret", timeout=3)) as session:
                found = session.fetch("INBOX", **how)
                got += [] if isinstance(found, Gone) else found
        except Trouble as trouble:
            return got, trouble
    return got, None


def test_a_server_as_it_should_be_is_read() -> None:
    got, trouble = read(server())
    assert trouble is None
    assert [(raw.uid, raw.content) for raw in got] == [(1, MESSAGE), (2, MESSAGE), (3, MESSAGE)]


@pytest.mark.parametrize(
    "bodies",
    {
        "in another order": [body(3), body(1), body(2), b"TAG OK done"],
        "the uid behind": [b"* %d FETCH (BODY[] %s\r\n%s UID %d)" % (n, LITERAL, MESSAGE, n) for n in (1, 2, 3)]
        + [b"TAG OK done"],
        "flags in between": [body(1), b"* 2 FETCH (FLAGS (\\Seen))", body(2), b"* 9 EXISTS", body(3), b"TAG OK done"],
        "twice": [body(1), body(1), body(2), body(3), b"TAG OK done"],
        "one nobody asked for": [body(1), body(2), body(7), body(3), b"TAG OK done"],
        "without words": [body(1), body(2), body(3), b"TAG OK"],
        "empty lines": [body(1), b"", body(2), b"", body(3), b"TAG OK done"],
    }.items(),
    ids=lambda pair: pair[0],
)
def test_an_odd_order_changes_nothing(bodies) -> None:
    got, trouble = read(server(bodies=bodies[1]))
    assert trouble is None
    assert [(raw.uid, raw.content) for raw in got] == [(1, MESSAGE), (2, MESSAGE), (3, MESSAGE)]


def test_a_message_the_server_keeps_back_is_asked_for_alone() -> None:
    got, trouble = read(server(bodies=[body(1), body(3), b"TAG OK done"]))
    assert trouble is None
    assert [(raw.uid, raw.content) for raw in got] == [(1, MESSAGE), (2, MESSAGE), (3, MESSAGE)]


@pytest.mark.parametrize("refusal", [[b"TAG NO some could not be fetched"], [b"TAG OK nothing"]])
def test_a_message_the_server_cannot_give_is_named_and_the_next_is_read(refusal) -> None:
    got, trouble = read(server(bodies=[body(1), b"TAG NO some could not be fetched"], body2=refusal))
    assert trouble is None
    assert [(raw.uid, raw.content, raw.broken) for raw in got] == [
        (1, MESSAGE, False),
        (2, None, True),
        (3, MESSAGE, False),
    ]


def test_a_message_deleted_meanwhile_stays_out() -> None:
    play = server(bodies=[body(1), body(3), b"TAG OK done"], **{"UID SEARCH UID 2": [b"* SEARCH", b"TAG OK done"]})
    got, trouble = read(play)
    assert trouble is None
    assert [raw.uid for raw in got] == [1, 3]


def test_a_server_that_gives_nothing_at_all_is_in_trouble_and_no_message_is_called_broken() -> None:
    no = [b"TAG NO [UNAVAILABLE] later"]
    got, trouble = read(server(bodies=no, body1=no, body2=no, body3=no))
    assert got == []
    assert trouble is not None
    assert (trouble.kind, trouble.temporary, trouble.data["uid"]) == ("server", True, 1)


def test_a_length_that_is_wrong_sets_the_next_visit_right_behind_what_was_whole() -> None:
    lying = b"* 2 FETCH (UID 2 BODY[] {9}\r\n" + MESSAGE + b")"
    got, trouble = read(server(bodies=[body(1), lying, body(3), b"TAG OK done"]))
    assert [raw.uid for raw in got] == [1]
    assert trouble is not None
    assert (trouble.kind, trouble.data) == ("server", {"folder": "INBOX", "uid": 2})


@pytest.mark.parametrize("answers", [{"search": [b"HANG UP"]}, {"measured": [b"HANG UP"]}])
def test_a_line_cut_before_any_message_was_on_its_way_blames_none(answers) -> None:
    got, trouble = read(server(**answers))
    assert got == []
    assert trouble is not None
    assert (trouble.kind, trouble.data) == ("cut", {"folder": "INBOX"})


def test_a_message_far_larger_than_announced_does_not_fill_the_memory() -> None:
    huge = MESSAGE + b"x" * 3_000_000
    got, trouble = read(
        server(bodies=[body(1), body(2, huge), body(3), b"TAG OK done"], body2=[body(2, huge), b"TAG OK done"]),
        max_size=100_000,
    )
    assert trouble is None
    assert [(raw.uid, raw.content) for raw in got] == [(1, MESSAGE), (2, None), (3, MESSAGE)]
    assert (got[1].size, got[1].head) == (len(huge), b"Subject: offer")


def test_a_server_that_never_stops_talking_is_left(monkeypatch) -> None:
    monkeypatch.setattr(imap_wire, "MOST", 100_000)
    flood = [b"* SEARCH 1 2 3"] * 50_000
    got, trouble = read(server(search=flood), max_size=1000)
    assert (got, trouble and trouble.kind) == ([], "server")


def test_a_server_that_drips_is_left_when_the_time_is_over(monkeypatch) -> None:
    monkeypatch.setattr(imap_wire, "PATIENCE", 0)
    _, trouble = read(server())
    assert trouble is not None
    assert trouble.words == "no answer in time"


def test_what_is_no_mail_server_is_not_repeated() -> None:
    _, trouble = read(imap({b"greeting": [b"-ERR private words of another service"]}))
    assert trouble is not None
    assert (trouble.kind, trouble.words) == ("server", "what answers there is no IMAP server")


def test_a_body_in_quotes_or_none_is_a_body() -> None:
    quoted = [b'* 1 FETCH (UID 1 BODY[] "a \\"b\\"")', b"* 2 FETCH (UID 2 BODY[] NIL)", body(3), b"TAG OK done"]
    got, trouble = read(server(bodies=quoted))
    assert trouble is None
    assert [raw.content for raw in got] == [b'a "b"', b"", MESSAGE]


def test_a_server_that_does_not_tell_sizes_is_read_one_by_one() -> None:
    got, trouble = read(server(measured=[b"* 1 FETCH (UID 1 FLAGS (\\Seen))", b"TAG OK done"]))
    assert trouble is None
    assert [(raw.content, raw.seen) for raw in got] == [(MESSAGE, True), (MESSAGE, False), (MESSAGE, False)]


@pytest.mark.parametrize(
    "answers",
    [
        {"greeting": [b"HTTP/1.1 400 Bad Request"]},
        {"greeting": [b"* BYE go away"]},
        {"greeting": [b"220 smtp.example ESMTP"]},
        {"greeting": [b"\xff\xfe\x00"]},
        {"CAPABILITY": [b"TAG BAD what"]},
        {"CAPABILITY": [b"* CAPABILITY IMAP2", b"TAG OK"]},
        {"EXAMINE": [b"TAG BAD what"]},
        {"EXAMINE": [b"* OK [UIDVALIDITY many]", b"TAG OK"]},
        {"search": [b"* SEARCH one two", b"* SEARCH", b"nonsense"]},
        {"search": [b"TAG BAD what"]},
        {"search": [b"HANG UP"]},
        {"measured": [b"* 1 FETCH (UID 1", b"HANG UP"]},
        {"bodies": [b"* 1 FETCH (UID 1 BODY[] {999999999999}", b"HANG UP"]},
        {"bodies": [b"* BYE shutting down", b"HANG UP"]},
        {"bodies": [b"* 1 FETCH", b"+ what", b"TAG NO"], "body1": [b"TAG BAD"]},
        {"bodies": [b"A999 OK another's answer"]},
        {"LIST": [b"* LIST nonsense", b"TAG OK"], "EXAMINE": [b"TAG NO"]},
        {"STATUS": [b"* STATUS INBOX (UIDVALIDITY", b"TAG OK"], "EXAMINE": [b"TAG NO"]},
    ],
)
def test_whatever_a_server_says_it_ends_in_words(answers) -> None:
    greeting = answers.pop("greeting", None)
    upper = {key.encode(): value for key, value in answers.items() if key.isupper()}
    play = server(**{key: value for key, value in answers.items() if not key.isupper()})
    if greeting or upper:
        play = imap(upper | {b"UID SEARCH": SEARCH} | ({b"greeting": greeting} if greeting else {}))
    got, trouble = read(play)
    assert trouble is not None or got == []
    if trouble is not None:
        assert trouble.kind in ("server", "cut", "unreachable")
        assert "a secret" not in f"{trouble} {trouble!r}"


def test_a_secret_the_server_echoes_is_blotted_out() -> None:
    _, trouble = read(imap({b"LOGIN": [b"TAG NO cannot take luka / a secret here"]}))
    assert trouble is not None
    assert (trouble.kind, trouble.words) == ("refused_password", "cannot take luka / … here")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (b"[AUTHENTICATIONFAILED] Invalid credentials", "refused_password"),
        (b"[ALERT] Application-specific password required", "refused_password"),
        (b"[ALERT] Too many simultaneous connections. (Failure)", "too_many_connections"),
        (b"[UNAVAILABLE] Temporary authentication failure", "server"),
    ],
)
def test_a_refusal_at_the_door_says_which(words: bytes, kind: str) -> None:
    _, trouble = read(imap({b"LOGIN": [b"TAG NO " + words]}))
    assert trouble is not None
    assert trouble.kind == kind


def test_a_server_that_takes_no_password_says_so() -> None:
    _, trouble = read(imap({}, capabilities=b"IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2"))
    assert trouble is not None
    assert trouble.kind == "no_way_in"


def by_token(accepted: str):
    """A server that lets a token in, and tells what is wrong with another as the large mail houses do."""

    def play(talk: Talk) -> None:
        talk.say(b"* OK ready")
        while True:
            tag, _, command = talk.hear().partition(b" ")
            if command == b"CAPABILITY":
                talk.say(b"* CAPABILITY IMAP4rev1 AUTH=XOAUTH2", tag + b" OK done")
            elif command == b"AUTHENTICATE XOAUTH2":
                talk.say(b"+ ")
                if base64.b64decode(talk.hear()).decode() == f"user=luka\1auth=Bearer {accepted}\1\1":
                    talk.say(tag + b" OK welcome")
                    continue
                talk.say(b"+ " + base64.b64encode(json.dumps({"status": "400"}).encode()))
                assert talk.hear() == b""
                talk.say(tag + b" NO [AUTHENTICATIONFAILED] Invalid credentials")
            elif command.startswith(b"LIST"):
                talk.say(b'* LIST () "/" INBOX', tag + b" OK done")
            else:
                talk.say(tag + b" OK done")

    return play


def test_a_token_is_a_second_way_in() -> None:
    with listening(by_token("valid")) as port:
        door = Door("127.0.0.1", port, "none", "luka", oauth_token="valid", timeout=3)
        with gateway.open(door) as session:
            assert [folder.name for folder in session.folders()] == ["INBOX"]


def test_a_token_that_is_over_is_refused_as_a_token() -> None:
    with listening(by_token("valid")) as port:
        door = Door("127.0.0.1", port, "none", "luka", oauth_token="long-over", timeout=3)
        with pytest.raises(Trouble) as trouble, gateway.open(door):
            pass
    assert (trouble.value.kind, trouble.value.temporary) == ("refused_token", False)
    assert "long-over" not in f"{trouble.value} {trouble.value!r} {door!r}"


def test_a_token_where_only_passwords_are_taken_is_no_way_in() -> None:
    with listening(imap({})) as port:
        with pytest.raises(Trouble) as trouble, gateway.open(Door("127.0.0.1", port, "none", "luka", oauth_token="t")):
            pass
    assert trouble.value.kind == "no_way_in"


def test_a_sent_folder_is_made_where_there_is_none() -> None:
    play = imap({b"CREATE": [b"TAG OK made"], b"UID SEARCH": [b"* SEARCH", b"TAG OK"], b"APPEND": [b"TAG OK done"]})
    with listening(play) as port, gateway.open(Door("127.0.0.1", port, "none", "luka", "p", timeout=3)) as session:
        assert session.append_to_sent(b"Message-ID: <1@kordun.example>\r\n\r\nHello\r\n") == Placed("Sent", 0)


@pytest.mark.parametrize(
    ("rows", "sent"),
    [
        ([b'(\\HasNoChildren) "/" "Sent"', b'(\\Sent) "/" Poslano'], ["Poslano"]),
        ([b'() "." "INBOX.Odoslan&AOk-"', b'() "." INBOX.Drafts'], ["INBOX.Odoslané"]),
        ([b'() "/" "&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-"'], ["Отправленные"]),
        (['() "/" "Odeslaná pošta"'.encode()], ["Odeslaná pošta"]),
        ([b'() "/" "Sent Items"', b'() "/" "Client/Sent offers"'], ["Sent Items"]),
        ([(b'() "/" {8}', b'Gesendet'), b""], ["Gesendet"]),
        ([b'() NIL Poslano', b'(\\Noselect) "/" Elsewhere'], ["Poslano"]),
        ([b'(\\All) "/" "[Gmail]/All Mail"', b'(\\Sent) "/" "[Gmail]/Sent Mail"'], ["[Gmail]/Sent Mail"]),
        ([b"nonsense", b'() "/" Elsewhere'], []),
    ],
)  # fmt: skip
def test_sent_is_known_by_flag_and_else_by_its_name_in_many_languages(rows, sent) -> None:
    assert [name for name, kind in kinds(listed(rows)).items() if kind == "sent"] == sent


def test_a_folder_that_shows_others_once_more_is_a_view() -> None:
    folders = [Listed(b"a", "All Mail", "All Mail", frozenset({"\\all"})), Listed(b"b", "inbox", "inbox", frozenset())]
    assert kinds(folders) == {"All Mail": "view", "inbox": "inbox"}


@pytest.mark.parametrize("wire", [b"&", b"&AOk", b"&!!!-", b"\xff\xfe", b"&AAAA-", "Važno".encode(), b"a&-b"])
def test_a_name_that_is_not_as_it_should_be_is_still_a_name(wire: bytes) -> None:
    assert readable(wire)


def test_uids_are_named_in_ranges() -> None:
    assert uid_set([1, 2, 3, 7, 9, 10]) == "1:3,7,9:10"
    assert uid_set([5]) == "5"


def test_an_answer_that_is_no_answer_has_no_messages_to_show() -> None:
    assert [item.body for item in items([None, b"", b")", b"3 (FLAGS (\\Seen))"])] == [None, None, None]


PIECES = st.lists(
    st.one_of(
        st.binary(max_size=60),
        st.tuples(st.binary(max_size=60), st.binary(max_size=60)),
        st.sampled_from(
            [
                None,
                (b"1 (UID 5 BODY[] {3}", b"abc"),
                b")",
                b'() "/" "INBOX"',
                (b"() NIL {2}", b"ab"),
                b'2 (UID 6 INTERNALDATE " 1-Foo-2026 1:2:3 +0000" BODY[] NIL)',
            ]
        ),
    ),
    max_size=6,
)


@given(PIECES)
def test_no_answer_is_too_odd_to_be_looked_at(pieces) -> None:
    for item in items(pieces):
        assert item.uid >= 0
    for folder in listed(pieces):
        assert isinstance(folder.name, str)
        assert kinds([folder])[folder.name] is not None


@given(st.text(max_size=40))
def test_every_name_comes_back_from_the_line_as_it_went(name: str) -> None:
    name = name.encode("utf-16", "ignore").decode("utf-16")
    assert readable(wire_name(name)) == name
