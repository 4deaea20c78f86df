"""Calls a running house as browsers do, alone and many at once, and says how long it took."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from itertools import cycle, islice
from time import perf_counter
from urllib.parse import urlencode
from uuid import uuid4


@dataclass(frozen=True, slots=True)
class Taken:
    """Milliseconds of the middle and of the slowest twentieth of calls, bytes of a page, calls a second of many."""

    p50: float
    p95: float
    size: int
    per_second: float


class Browser:
    """One caller with a connection that stays open and the cookies it was given."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)

    def sign_in(self, mail: str, password: str) -> None:
        page = self.call("/account/login/").decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        if token is None:
            raise RuntimeError("the sign-in page has no form")
        form = {"login": mail, "password": password, "csrfmiddlewaretoken": token.group(1)}
        self.call("/account/login/", form)
        if "sessionid" not in self.cookies:
            raise RuntimeError(f"{mail} could not sign in")

    def come_in(self, key: str) -> None:
        """Into the portal, by the address of a key."""
        self.call(key)
        self.call(key, {})
        if "portal" not in self.cookies:
            raise RuntimeError("the key opened nothing")

    def twin(self) -> Browser:
        other = Browser(self.port)
        other.cookies = dict(self.cookies)
        return other

    def call(self, path: str, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None) -> bytes:
        sent = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), **(headers or {})}
        body = None
        if form is not None:
            body = urlencode(form)
            sent |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "X-CSRFToken": self.cookies.get("csrftoken", ""),
            }
        self.connection.request("POST" if form is not None else "GET", path, body, sent)
        answer = self.connection.getresponse()
        content = answer.read()
        self._keep_cookies(answer)
        if answer.status >= 400:
            raise RuntimeError(f"{path} answered {answer.status}")
        return content

    def _keep_cookies(self, answer: HTTPResponse) -> None:
        for value in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, rest = value.partition("=")
            self.cookies[name] = rest.partition(";")[0]


def measure(
    browser: Browser,
    paths: Sequence[str],
    *,
    headers: Mapping[str, str],
    form: Mapping[str, str] | None,
    calls: int,
    callers: int,
    seconds: float,
) -> Taken:
    """`calls` one after the other, then `callers` at once for some seconds; the first calls are not counted."""
    around = cycle(paths)
    size = 0
    for path in islice(around, 5):
        size = len(_one(browser, path, headers, form))
    spent = sorted(_timed(browser, path, headers, form) for path in islice(around, calls))
    return Taken(
        p50=spent[len(spent) // 2],
        p95=spent[min(len(spent) * 95 // 100, len(spent) - 1)],
        size=size,
        per_second=_together(browser, paths, headers, form, callers, seconds) if callers else 0.0,
    )


def _together(
    browser: Browser,
    paths: Sequence[str],
    headers: Mapping[str, str],
    form: Mapping[str, str] | None,
    callers: int,
    seconds: float,
) -> float:
    until = perf_counter() + seconds

    def keep_calling(number: int) -> int:
        mine, done = browser.twin(), 0
        for path in cycle([*paths[number:], *paths[:number]]):
            if perf_counter() >= until:
                return done
            _one(mine, path, headers, form)
            done += 1
        return done

    began = perf_counter()
    with ThreadPoolExecutor(callers) as pool:
        total = sum(pool.map(keep_calling, range(callers)))
    return total / (perf_counter() - began)


def _timed(browser: Browser, path: str, headers: Mapping[str, str], form: Mapping[str, str] | None) -> float:
    began = perf_counter()
    _one(browser, path, headers, form)
    return (perf_counter() - began) * 1000


def _one(browser: Browser, path: str, headers: Mapping[str, str], form: Mapping[str, str] | None) -> bytes:
    return browser.call(path, None if form is None else {**form, "once": str(uuid4())}, headers)
