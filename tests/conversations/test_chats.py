"""What becomes of each conversation of a file of chats or calls, and why."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from tests import cast as casting

from rapport.conversations.chats.drop import decide, drop, take_up
from rapport.conversations.chats.models import ChatFile, ChatPart, FileChat, KnownChat
from rapport.conversations.chats.settle import settle, undo
from rapport.conversations.models import Evidence, Touchpoint
from rapport.documents.keep import path_of
from rapport.journal.models import Entry
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Channel
from rapport.reckon.chats.opening import kind_of

DATA = Path(__file__).parents[1] / "data" / "chats"
IPHONE = DATA / "whatsapp" / "WhatsApp Chat - Ivana Perić.txt"


def give(raw: bytes | Path, by: Any, name: str = "") -> ChatFile:
    name = name or (raw.name if isinstance(raw, Path) else "WhatsApp Chat - Ivana Perić.txt")
    content = raw.read_bytes() if isinstance(raw, Path) else raw
    return drop(io.BytesIO(content), name=name, by=by, kind=kind_of(content, name))


def outcomes(file: ChatFile) -> list[str]:
    return list(
        ChatPart.objects.filter(chat__file=file).order_by("chat__place", "place").values_list("outcome", flat=True)
    )


def lines(*said: str) -> bytes:
    return "\n".join(
        f"[{day}/04/2026, {clock}:00] {words}" for day, clock, words in (one.split("|") for one in said)
    ).encode()


@pytest.fixture
def ivana(cast: casting.Cast) -> Any:
    return casting.contact(cast.adria, "Ivana", "Perić")


def test_each_conversation_becomes_one_word_with_the_client(cast: Any, ivana: Any) -> None:
    file = give(IPHONE, cast.luka)
    assert outcomes(file) == ["kept", "kept", "missed", "kept"]
    chat, call, last = Touchpoint.objects.order_by("at")
    assert (chat.client, chat.channel, chat.began, chat.direction, chat.counts) == (
        cast.adria, "chat", "theirs", "both", True,
    )  # fmt: skip
    assert chat.at.isoformat() == "2026-04-03T07:01:12+00:00"  # the clock of Zagreb
    assert chat.summary.startswith("Ivana Perić: Good morning Luka, when do the spring ads start?")
    assert list(chat.people.all()) == [ivana]
    assert (call.channel, call.began, call.direction, call.summary) == (
        "call", "theirs", "both", "Call with Ivana Perić, 5:00",
    )  # fmt: skip
    assert (last.began, last.direction) == ("ours", "out")


def test_the_whole_conversation_is_its_evidence_and_nothing_else_of_the_file(cast: Any, ivana: Any) -> None:
    give(IPHONE, cast.luka)
    document = Evidence.objects.order_by("touchpoint__at").first().document
    text = path_of(document.digest).read_text()
    assert "also the short ones" in text
    assert "212 clicks" not in text
    assert document.client_id == cast.adria.pk


def test_the_same_file_again_changes_nothing(cast: Any, ivana: Any) -> None:
    give(IPHONE, cast.luka)
    before = list(Touchpoint.objects.values_list("pk", "summary", "counts"))
    again = give(IPHONE, cast.luka)
    assert outcomes(again) == ["known", "known", "missed", "known"]
    assert list(Touchpoint.objects.values_list("pk", "summary", "counts")) == before


def test_a_longer_export_adds_only_what_is_new(cast: Any, ivana: Any) -> None:
    short = ["13|09:00|Ivana Perić: When?", "13|09:05|Luka Perko: Soon."]
    give(lines(*short), cast.luka)
    longer = [*short, "13|11:00|Ivana Perić: Thanks, and the texts?", "14|10:00|Luka Perko: Here they are."]
    assert outcomes(give(lines(*longer), cast.luka)) == ["kept", "kept"]
    first, tail, new = Touchpoint.objects.order_by("at")
    assert [first.counts, tail.counts, new.counts] == [True, False, True]
    assert tail.summary == "Ivana Perić: Thanks, and the texts?"
    assert outcomes(give(lines(*longer), cast.luka)) == ["known", "known"]


def test_an_export_that_reaches_further_back_moves_who_began(cast: Any, ivana: Any) -> None:
    late = ["13|09:05|Luka Perko: Soon.", "13|09:30|Ivana Perić: Good."]
    give(lines(*late), cast.luka)
    give(lines("13|09:00|Ivana Perić: When?", *late), cast.luka)
    assert list(Touchpoint.objects.order_by("at").values_list("began", "counts")) == [("theirs", True), ("ours", False)]


def test_an_android_export_of_the_same_chat_is_known_by_the_minute(cast: Any, ivana: Any) -> None:
    give(lines("13|09:00|Ivana Perić: When?", "13|09:05|Luka Perko: Soon."), cast.luka)
    android = "13/04/2026, 09:00 - Ivana Perić: When?\n13/04/2026, 09:05 - Luka Perko: Soon.\n".encode()
    assert outcomes(give(android, cast.luka, "WhatsApp Chat with Ivana Perić.txt")) == ["known"]


def test_an_unsure_chat_is_asked_about_once_and_remembered(cast: Any) -> None:
    raw = lines("13|09:00|Iva: When?", "13|09:05|Luka Perko: Soon.")
    file = give(raw, cast.luka, "WhatsApp Chat - Iva.txt")
    chat = file.chats.get()
    assert (chat.state, chat.conversations, Touchpoint.objects.count()) == ("waits", 1, 0)
    settle(chat, by=cast.luka, client=client_for(cast.luka, cast.adria.pk, "touchpoint.log"))
    assert Touchpoint.objects.get().client == cast.adria
    more = lines("13|09:00|Iva: When?", "13|09:05|Luka Perko: Soon.", "20|09:00|Iva: Hello again")
    assert outcomes(give(more, cast.luka, "WhatsApp Chat - Iva.txt")) == ["known", "kept"]


def test_a_name_in_another_members_telephone_is_another_chat(cast: Any) -> None:
    raw = lines("13|09:00|Iva: When?", "13|09:05|Luka Perko: Soon.")
    settle(give(raw, cast.luka, "WhatsApp Chat - Iva.txt").chats.get(), by=cast.luka,
           client=client_for(cast.luka, cast.adria.pk, "touchpoint.log"))  # fmt: skip
    other = lines("13|10:00|Iva: Dinner?", "13|10:05|Nina Horvat: Yes.")
    assert give(other, cast.nina, "WhatsApp Chat - Iva.txt").chats.get().state == "waits"


def test_a_full_name_alone_is_not_enough_at_a_colleagues_client(cast: Any, ivana: Any) -> None:
    chat = give(IPHONE, cast.marta).chats.get()  # she leads the team, but does not keep the client
    assert (chat.state, chat.likely) == ("waits", cast.adria)


def test_nothing_is_said_of_clients_one_may_not_see(cast: Any, ivana: Any) -> None:
    chat = give(IPHONE, cast.nina).chats.get()
    assert (chat.state, chat.likely, chat.contact, chat.because) == ("waits", None, None, [])


def test_chats_of_nobody_in_a_large_export_are_left_alone(cast: Any, ivana: Any) -> None:
    Channel.objects.create(contact=ivana, kind="chat", value="live:ivana.peric", folded="live:ivana.peric")
    file = give(DATA / "skype" / "8_luka.perko_export.tar", cast.luka)
    assert [chat.state for chat in file.chats.all()] == ["taken", "nobody"]
    assert outcomes(file) == ["kept", "kept", "missed"]
    assert Touchpoint.objects.get(channel="call").summary == "Call with Ivana Perić, 2:00"


def test_who_is_us_is_asked_when_it_cannot_be_told(cast: Any) -> None:
    raw = lines("13|09:00|Iva: When?", "13|09:05|Lule: Soon.")
    chat = give(raw, cast.luka, "_chat.txt").chats.get()
    adria = client_for(cast.luka, cast.adria.pk, "touchpoint.log")
    assert chat.asks_who
    with pytest.raises(ValidationError, match="which of them is you"):
        settle(chat, by=cast.luka, client=adria)
    settle(chat, by=cast.luka, client=adria, ours=["Lule"])
    assert Touchpoint.objects.get().began == "theirs"


def test_dates_that_may_be_read_in_two_ways_are_asked(cast: Any, ivana: Any) -> None:
    raw = "[03/04/26, 09:00:00] Ivana Perić: When?\n[03/04/26, 09:05:00] Luka Perko: Soon.".encode()
    file = give(raw, cast.luka)
    assert (file.asks, file.chats.count()) == ("03/04/26, 09:00:00", 0)
    with pytest.raises(ValidationError):
        decide(file, "xyz", by=cast.luka)
    decide(file, "mdy", by=cast.luka)
    assert Touchpoint.objects.get().at.isoformat() == "2026-03-04T08:00:00+00:00"


def test_each_answered_call_of_a_list_is_a_word(cast: Any, ivana: Any) -> None:
    Channel.objects.create(contact=ivana, kind="phone", value="+385 91 234 5678", folded="385912345678")
    file = give(DATA / "calls" / "pozivi-hr.csv", cast.luka)
    assert outcomes(file) == ["kept", "kept", "missed"]
    assert list(Touchpoint.objects.order_by("at").values_list("began", "summary")) == [
        ("theirs", "Call with Ivana Perić, 5:12"), ("ours", "Call with Ivana Perić, 2:05"),
    ]  # fmt: skip
    assert list(Touchpoint.objects.order_by("at").first().people.all()) == [ivana]


def test_numbers_of_strangers_in_a_list_of_calls_are_nobodys(cast: Any) -> None:
    file = give(DATA / "calls" / "calls-en.csv", cast.luka)
    assert {chat.state for chat in file.chats.all()} == {"nobody"}
    assert file.refused_in_all == 1
    assert file.refused[0][0] == 6


def test_a_whole_file_is_taken_back_and_can_come_again(cast: Any, ivana: Any) -> None:
    file = give(IPHONE, cast.luka)
    corrected = Touchpoint.objects.order_by("at").last()
    Touchpoint.objects.filter(pk=corrected.pk).update(version=2)
    assert undo(file, by=cast.luka) == 2
    assert undo(file, by=cast.luka) == 0
    assert outcomes(file) == ["undone", "undone", "missed", "left"]
    assert list(Touchpoint.objects.filter(deleted_at=None)) == [corrected]
    assert outcomes(give(IPHONE, cast.luka)) == ["kept", "kept", "missed", "known"]


def test_a_chat_can_be_given_to_another_client_or_to_nobody(cast: Any, ivana: Any) -> None:
    chat = give(IPHONE, cast.luka).chats.get()
    bora = casting.client("Bora Wines", cast.luka)
    settle(chat, by=cast.luka, client=client_for(cast.luka, bora.pk, "touchpoint.log"))
    assert set(Touchpoint.objects.filter(deleted_at=None).values_list("client", flat=True)) == {bora.pk}
    chat.refresh_from_db()
    settle(chat, by=cast.luka, client=None)
    assert not Touchpoint.objects.filter(deleted_at=None).exists()
    chat.refresh_from_db()
    assert (chat.state, KnownChat.objects.get().aside) == ("nobody", True)


def test_a_colleagues_answer_is_not_overruled_by_whoever_may_not(cast: Any) -> None:
    raw = (DATA / "telegram" / "result.json").read_bytes()
    nina = drop(io.BytesIO(raw), name="result.json", by=cast.nina, kind="telegram")
    settle(nina.chats.get(), by=cast.nina, client=client_for(cast.nina, cast.polyot.pk, "touchpoint.log"))
    luka = drop(io.BytesIO(raw), name="result.json", by=cast.luka, kind="telegram")
    with pytest.raises(ValidationError, match="colleague"):
        settle(luka.chats.get(), by=cast.luka, client=client_for(cast.luka, cast.adria.pk, "touchpoint.log"))
    assert set(Touchpoint.objects.values_list("client", flat=True)) == {cast.polyot.pk}


def test_a_reader_killed_in_the_middle_goes_on(cast: Any, ivana: Any, monkeypatch: Any) -> None:
    from rapport.conversations.chats import take_in as taking

    monkeypatch.setattr(taking, "AT_A_TIME", 1)
    real, calls = taking._one, iter(range(100))

    def dying(*args: Any) -> int:
        if next(calls) == 2:
            raise KeyboardInterrupt
        return real(*args)

    monkeypatch.setattr(taking, "_one", dying)
    with pytest.raises(KeyboardInterrupt):
        give(IPHONE, cast.luka)
    assert Touchpoint.objects.count() == 2
    monkeypatch.setattr(taking, "_one", real)
    assert take_up() == 1
    assert outcomes(ChatFile.objects.get()) == ["kept", "kept", "missed", "kept"]
    assert Touchpoint.objects.count() == 3


def test_what_came_in_is_told_once_for_each_chat(cast: Any, ivana: Any) -> None:
    give(IPHONE, cast.luka)
    entry = Entry.objects.get(name="chats.taken_in")
    assert (entry.client_id, entry.data) == (cast.adria.pk, {"number": 3, "kind": "whatsapp"})
    assert FileChat.objects.get().state == "taken"
