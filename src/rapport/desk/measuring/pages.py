"""Which pages are measured, as whom, and with which requests: chosen from what a seeded house holds."""

from __future__ import annotations

import html
import random
import re
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from time import perf_counter
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client as Caller
from django.urls import reverse

from rapport.agency.models import Member
from rapport.approvals.letter import PURPOSE
from rapport.approvals.withdraw import waiting_approvals
from rapport.desk.seeding import many
from rapport.links.hand_out import hand_out
from rapport.portfolio.models import HELD, Client, Contact, Keeper
from rapport.portfolio.shut_out import DOOR
from rapport.portfolio.welcome import mails_of

REPEATS = 15
EMPTY = "an empty signed-in page"
CONTACT = ""  # opens it by a link, without signing in
VISITOR = "visitor"  # a contact who has come into the portal


@dataclass
class Page:
    """Requests of one kind, by `who` ("" for a contact with a link). `form` makes it a POST; `key` is the address that
    lets a visitor in. Filled in by `look_inside`: statements, and what they cost bare."""

    name: str
    who: str
    paths: list[str]
    form: dict[str, str] = field(default_factory=dict)
    key: str = ""
    statements: int = 0
    bare_ms: float | None = None


def pages() -> list[Page]:
    """The pages of the issue, with addresses spread over many clients and many queries."""
    rng = random.Random(11)
    manager = Member.objects.get(email=many.MANAGER)
    mine = list(
        Client.objects.filter(
            pk__in=Keeper.objects.filter(member=manager, until=None).values("client"), status__in=HELD
        ).values_list("pk", flat=True)
    )
    some = rng.sample(mine, min(20, len(mine)))
    listing = reverse("clients")
    found = [
        Page(EMPTY, many.MANAGER, [reverse("palette")]),
        Page("Today", many.MANAGER, [reverse("today")]),
        *(
            Page(f"clients by {sort}", many.HEAD, [f"{listing}?sort={sort}"])
            for sort in ("word", "name", "keeper", "last", "-fee", "tier", "-open")
        ),
        Page("clients of a team", many.LEADER, [listing]),
        Page("clients of a manager", many.MANAGER, [listing]),
        Page("clients, one page further", many.HEAD, [_further(many.HEAD, f"{listing}?sort=name")]),
        Page("client page", many.MANAGER, [reverse("client", args=[pk]) for pk in some]),
        Page("story, scrolled", many.MANAGER, [there for pk in some[:8] if (there := _story(many.MANAGER, pk))]),
        Page("my work", many.SPECIALIST, [reverse("my_work")]),
        Page("tasks of all", many.HEAD, [reverse("work")]),
        Page("tasks of a manager", many.MANAGER, [reverse("work")]),
        Page("board of 500 tasks", many.HEAD, [reverse("work_board")]),
        Page("matrix of 500 tasks", many.HEAD, [reverse("work_matrix")]),
        Page("approval page", CONTACT, _questions()),
        Page("portal home", VISITOR, [reverse(settings.PORTAL_HOME_URL)], key=_key()),
        Page("opening an approval there", VISITOR, _openings(), {"press": "1"}, key=_key()),
        Page("search, all clients", many.HEAD, _searches(rng)),
        Page("search, own clients", many.MANAGER, _searches(rng)),
        Page(
            "logging a touchpoint",
            many.MANAGER,
            [reverse("touchpoints", args=[pk]) for pk in some],
            {"channel": "call", "began": "ours", "summary": "Measured."},
        ),
    ]
    return [page for page in found if page.paths]


def look_inside() -> list[dict[str, Any]]:
    """Each page with the number of its statements, and the time the database alone needs for the same ones."""
    settings.ALLOWED_HOSTS = ["*"]
    call_command("collectstatic", verbosity=0, interactive=False)
    found = []
    for page in pages():
        page.statements, asked = _statements(page)
        if not page.form:
            page.bare_ms = _bare(asked)
        found.append(asdict(page))
    return found


def _statements(page: Page) -> tuple[int, list[tuple[str, Any]]]:
    caller = _come_in(_key()) if page.key else _signed_in(page.who)
    asked: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many_: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many_, context)

    for _warm in range(2):
        asked.clear()
        with connection.execute_wrapper(note):
            if page.form:
                answer = caller.post(page.paths[0], {**page.form, "once": str(UUID(int=random.getrandbits(128)))})
            else:
                answer = caller.get(page.paths[0], headers=headers_of(page.paths[0]))
        if answer.status_code >= 400:
            raise RuntimeError(f"{page.name}: {page.paths[0]} answered {answer.status_code}")
    return len(asked), list(asked)


def _bare(asked: list[tuple[str, Any]]) -> float:
    """Milliseconds that the statements of a page need without the page: the median of some repeats."""
    spent = []
    for _repeat in range(REPEATS):
        began = perf_counter()
        with connection.cursor() as cursor:
            for sql, params in asked:
                if sql.lstrip().upper().startswith("SELECT"):
                    cursor.execute(sql, params)
                    cursor.fetchall()
        spent.append((perf_counter() - began) * 1000)
    return sorted(spent)[REPEATS // 2]


def headers_of(path: str) -> dict[str, str]:
    """What the browser's own script sends along: find and commands, and a story that is scrolled, ask for a piece."""
    if path.startswith(reverse("palette") + "?"):
        return {"X-Palette": "true", "HX-Request": "true"}
    return {"HX-Request": "true"} if "after=" in path and "/story/" in path else {}


def _questions() -> list[str]:
    """Pages of a contact who is asked to approve something: a living link each."""
    found = []
    for approval in waiting_approvals().order_by("pk")[:20]:
        _link, token = hand_out(
            PURPOSE, lasts=timedelta(days=1), by=None, subject=approval, client=approval.client_id,
            contact=approval.contact_id,
        )  # fmt: skip
        found.append(reverse(settings.APPROVAL_URL, args=[token]))
    return found


def _openings() -> list[str]:
    """What leads whoever came in to the page of a question: a press that makes a link."""
    first = _link(_come_in(_key()).get(reverse(settings.PORTAL_HOME_URL)), r'action="([^"]*/open/approval/[^"]*)"')
    return [first] if first else []


def _key() -> str:
    """Lets in the contact of a measured house for whom most is there (`many.shown_to`)."""
    contact = many.shown_to()
    _link, token = hand_out(
        DOOR, lasts=timedelta(days=1), by=None, client=contact.client_id, contact=contact.pk, mail=mails_of(contact)[0]
    )
    return reverse(settings.PORTAL_KEY_URL, args=[token])


def _come_in(key: str) -> Caller:
    caller = Caller()
    caller.post(key)
    return caller


def _signed_in(mail: str) -> Caller:
    caller = Caller()
    if mail == CONTACT:
        return caller
    caller.force_login(Member.objects.get(email=mail), backend=settings.AUTHENTICATION_BACKENDS[0])
    return caller


def _further(mail: str, path: str) -> str:
    return _link(_signed_in(mail).get(path), r'href="([^"]*[?&]after=[^"]*)"') or path


def _story(mail: str, client: int) -> str:
    return _link(_signed_in(mail).get(reverse("client", args=[client])), r'"([^"]*/story/\?[^"]*after=[^"]*)"')


def _link(answer: Any, pattern: str) -> str:
    hit = re.search(pattern, answer.content.decode().replace("&amp;", "&"))
    return html.unescape(hit.group(1)) if hit else ""


def _searches(rng: random.Random) -> list[str]:
    """What people type: names from their first letter on, mail addresses, telephone numbers, words in the middle."""
    clients = list(
        Client.objects.order_by("pk").values_list("name", flat=True)[:: max(Client.objects.count() // 15, 1)]
    )
    people = Contact.objects.order_by("pk")[:: max(Contact.objects.count() // 15, 1)]
    typed = [name[: rng.randrange(1, 8)] for name in clients] + [name.split()[1][:4] for name in clients]
    for person in people:
        typed += [person.first_name[:3], person.last_name, f"{person.first_name} {person.last_name[:2]}"]
    typed += ["person7", "0859", "nobody of this name", "a", "ma", "client1 exa", "logistics split"]
    return [f"{reverse('palette')}?{urlencode({'q': text})}" for text in typed]
