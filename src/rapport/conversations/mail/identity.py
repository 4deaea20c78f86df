"""When two messages are the same one: for whatever stores a message, read or written."""

from __future__ import annotations

import hashlib


def once_of(message_id: str, sender_mail: str, words: str) -> str:
    """The key under which a message is stored once.

    A Message-ID is its sender's own word, so it counts together with the sender; without one the words decide.
    """
    said = message_id.strip().strip("<>") or f"\0{' '.join(words.split())}"
    return hashlib.sha256(f"{sender_mail.lower()}\n{said}".encode()).hexdigest()


def once_more(once: str, words: str) -> str:
    """The key of a message that claims the Message-ID of another one but says something else."""
    return hashlib.sha256(f"{once}\n{' '.join(words.split())}".encode()).hexdigest()


def same_words(one: str, other: str) -> bool:
    """Whether two texts are one, apart from white space and from what a list or a gateway puts below."""
    a, b = " ".join(one.split()), " ".join(other.split())
    return a == b or (bool(a and b) and (a.startswith(b) or b.startswith(a)))
