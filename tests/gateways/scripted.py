"""A server that says what a test tells it to say, and a line that breaks where a test wants it to break."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


class Talk:
    """One visitor, line by line."""

    def __init__(self, line: socket.socket) -> None:
        self.line, self.file = line, line.makefile("rb")
        self.heard: list[bytes] = []

    def hear(self) -> bytes:
        said = self.file.readline()
        if not said:
            raise EOFError
        self.heard.append(said)
        return said.rstrip(b"\r\n")

    def say(self, *lines: bytes) -> None:
        self.line.sendall(b"".join(line + b"\r\n" for line in lines))


@contextmanager
def listening(play: Callable[[Talk], None], host: str = "127.0.0.1") -> Iterator[int]:
    """A port on which every visitor meets `play`, one after the other."""
    with socket.create_server((host, 0)) as listener:
        over = threading.Event()

        def serve() -> None:
            while not over.is_set():
                with suppress(OSError, EOFError):
                    visitor, _ = listener.accept()
                    with visitor:
                        visitor.settimeout(10)
                        play(Talk(visitor))

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield int(listener.getsockname()[1])
        finally:
            over.set()
            with suppress(OSError):  # closing alone does not wake accept
                listener.shutdown(socket.SHUT_RDWR)
            thread.join(12)


def imap(answers: dict[bytes, list[bytes]], capabilities: bytes = b"IMAP4rev1") -> Callable[[Talk], None]:
    """An IMAP server: the beginning of a command ("UID FETCH") → its answers; in the last, TAG stands for the tag."""
    known = {
        b"CAPABILITY": [b"* CAPABILITY " + capabilities, b"TAG OK"],
        b"LOGIN": [b"TAG OK"],
        b"LOGOUT": [b"* BYE", b"TAG OK"],
        b"EXAMINE": [b"* 3 EXISTS", b"* OK [UIDVALIDITY 7] fine", b"TAG OK [READ-ONLY] done"],
        b"LIST": [b'* LIST () "/" INBOX', b"TAG OK"],
        b"STATUS": [b"* STATUS INBOX (UIDVALIDITY 7 UIDNEXT 4)", b"TAG OK"],
        b"NOOP": [b"TAG OK"],
    } | answers

    def play(talk: Talk) -> None:
        talk.say(known.get(b"greeting", [b"* OK at your service"])[0])
        while True:
            tag, _, command = talk.hear().partition(b" ")
            if literal := re.search(rb"\{(\d+)\}$", command):
                talk.say(b"+ go on")
                talk.file.read(int(literal[1]))
                talk.hear()
            said = next((known[key] for key in sorted(known, key=len, reverse=True) if command.startswith(key)), None)
            for line in said or [b"TAG BAD not understood"]:
                if line == b"HANG UP":
                    return
                talk.say(tag + line[3:] if line.startswith(b"TAG ") else line)

    return play


@contextmanager
def breaking_after(port: int, *lengths: int, host: str = "127.0.0.1") -> Iterator[int]:
    """A way to `port` that hangs up after so many bytes from there: one length for each visit, later ones hold."""
    limits = iter(lengths)

    def play(talk: Talk) -> None:
        left = next(limits, 10**12)
        with socket.create_connection(("127.0.0.1", port), timeout=10) as there:
            threading.Thread(target=_carry, args=(talk.line, there), daemon=True).start()
            while left > 0 and (piece := there.recv(min(left, 65536))):
                talk.line.sendall(piece)
                left -= len(piece)
        talk.line.shutdown(socket.SHUT_RDWR)

    with listening(play, host) as way:
        yield way


def _carry(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
