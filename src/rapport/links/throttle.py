"""Counts what is asked from one place, or about one thing, in a while: for every page that strangers may press."""

from __future__ import annotations

from hashlib import sha256

from django.core.cache import cache

from rapport.journal import clock


def within(what: str, of: str, most: int, minutes: int) -> bool:
    """Whether this is at most the `most`-th in the running span of so many minutes; it is counted by asking."""
    span = int(clock.now().timestamp()) // (minutes * 60)
    key = f"asked:{what}:{sha256(of.encode('utf-8', 'surrogatepass')).hexdigest()}:{span}"
    cache.add(key, 0, minutes * 60 + 60)
    try:
        return bool(cache.incr(key) <= most)
    except ValueError:  # it ran out in this very moment
        return True
