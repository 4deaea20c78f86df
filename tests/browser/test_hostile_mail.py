"""Whatever a mail, a chat or a contact's name holds, none of it runs in a real browser, nor calls another house."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser import hostile
from tests.browser.conftest import House, free_port, served

ROOT = Path(__file__).resolve().parents[2]
OURS = re.compile(r"https?://127\.0\.0\.1:\d+/")
# what no words of a mail may ever become in a page; ours has none of them
LEFT = (
    "[onload],[onerror],[onclick],[onfocus],[onbegin],[ontoggle],[onmouseover],[onpointerenter],[srcdoc],base,object,"
    "embed,math,template:not([id]),meta[http-equiv='refresh' i],a[href^='javascript:' i],a[href^='data:' i],"
    "[formaction]:not([formaction^='/']),form[action*=canary],script:not([src^='/static/']),link:not([href^='/']),img[src='x']"
)


@pytest.fixture(scope="module")
def besieged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, dict[str, Any]]]:
    """A house in which everything that came from outside holds script."""
    folder, port = tmp_path_factory.mktemp("besieged"), free_port()
    env = {k: v for k, v in os.environ.items() if not k.startswith(("RAPPORT_", "DJANGO_"))}
    env |= {
        "RAPPORT_DATA_DIR": str(folder), "RAPPORT_DEMO": "1", "RAPPORT_BASE_URL": f"http://127.0.0.1:{port}",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]), "RAPPORT_LOG_LEVEL": "CRITICAL",
    }  # fmt: skip
    laid = subprocess.run(
        [sys.executable, "-m", "tests.browser.hostile"], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert laid.returncode == 0, laid.stderr
    with served(folder, port, env) as place:
        yield place, json.loads(laid.stdout)


class Watch:
    """A signed-in browser that writes down whatever ran, and whatever was asked of another house."""

    def __init__(self, chromium: Any, house: House, member: int, *, csp: bool) -> None:
        self.house, self.heard = house, []  # type: tuple[House, list[str]]
        # To bypass the policy is right here and nowhere else: it is to be proved that it is the second wall, not the
        # only one. Where it is off, the frame of a mail is stripped of its own policy too, its sandbox with it.
        self.context = chromium.new_context(bypass_csp=not csp, reduced_motion="reduce")
        self.context.set_default_timeout(10_000)
        self.context.expose_function("canary", lambda place: self.heard.append(f"{place} ran"))
        self.context.route(lambda address: not OURS.match(address), self._other_house)
        if not csp:
            self.context.route(re.compile(r"/mail/messages/\d+/page/"), self._stripped)
        self.page = self.context.new_page()
        self.page.on("dialog", self._dialog)
        self.page.goto(f"{house.address}/demo/")
        self.page.locator(f"form[action$='/demo/{member}/'] button").click()

    def look(self, address: str) -> None:
        """Open a page and whatever is folded in it; what stands there as an element must be ours."""
        before = len(self.heard)
        answer = self.page.goto(self.house.address + address)
        assert answer.status == 200, f"{address}: {answer.status}"
        self.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        for frame in self.page.locator("iframe").all():
            frame.scroll_into_view_if_needed()
        found = self.page.evaluate(
            "left => [...document.querySelectorAll(left)].map(one => one.outerHTML.slice(0, 200))", LEFT
        )
        assert found == [], address
        self.page.wait_for_timeout(20)
        assert self.page.url.startswith(self.house.address), f"{address} led away to {self.page.url}"
        assert self.heard[before:] == [], address

    def _other_house(self, route: Any) -> None:
        if route.request.url != WANTED:
            self.heard.append(f"asked for {route.request.url}")
        route.abort()

    def _stripped(self, route: Any) -> None:
        answer = route.fetch()
        told = {name: words for name, words in answer.headers.items() if name.lower() != "content-security-policy"}
        route.fulfill(response=answer, headers=told)

    def _dialog(self, dialog: Any) -> None:
        self.heard.append(f"a dialog said {dialog.message}")
        dialog.dismiss()


WANTED = "https://canary.example/seen.png"  # the one image that is a true one: asked for where images are wanted


@pytest.mark.parametrize("csp", [True, False], ids=["policy on", "policy off"])
def test_nothing_that_came_by_mail_runs(besieged: Any, chromium: Any, csp: bool) -> None:
    house, laid = besieged
    assert laid["became"]["words"] == laid["became"]["page"] == "kept"
    watch = Watch(chromium, house, laid["member"], csp=csp)
    with contextlib.closing(watch.context):
        frames = [f"/mail/messages/{pk}/page/{images}" for pk in laid["frames"] for images in ("", "?images=1")]
        # Without the policy everything is looked at; what is silent there can only be more so with it.
        for address in [*laid["pages"], *frames][:: 4 if csp else 1]:
            watch.look(address)
        watch.page.goto(f"{house.address}/today/")
        for row in set(re.findall(r"/today/rows/[\w-]+/", watch.page.content())):
            watch.look(row)
        _files_are_only_downloads(watch, laid["attachments"])
        if not csp:
            _the_canary_sings(watch)


def _files_are_only_downloads(watch: Watch, attachments: list[int]) -> None:
    for pk in attachments:
        with watch.page.expect_download() as told, contextlib.suppress(Exception):
            watch.page.goto(f"{watch.house.address}/mail/attachments/{pk}/")
        assert told.value
        said = watch.context.request.get(f"{watch.house.address}/mail/attachments/{pk}/").headers
        assert said["content-disposition"].startswith("attachment")
        assert said["x-content-type-options"] == "nosniff"
        assert not re.search("html|svg|xml", said["content-type"])
    assert watch.heard == []


def _the_canary_sings(watch: Watch) -> None:
    """The same words, taken for a page, do run here: silence above was no deafness."""
    raw = "".join(hostile.HTML) + hostile.script("subject")
    watch.context.route("**/sings/", lambda route: route.fulfill(content_type="text/html", body=raw))
    with contextlib.suppress(Exception):  # it is led away at once
        watch.page.goto(f"{watch.house.address}/sings/")
    watch.page.wait_for_timeout(200)
    assert any("ran" in said for said in watch.heard)
    assert any("canary.example" in said for said in watch.heard)
