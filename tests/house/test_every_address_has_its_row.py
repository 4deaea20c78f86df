"""Every address stands in the permission table, and whoever may not come in does not come in."""

import re
from functools import cache

import pytest
from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.house.sources import calls, listing, modules, string_of, where

from rapport.agency.models import Member, Role
from rapport.agency.permissions import BY_CONTACT, DEEDS, OPEN, ROUTES, may_at_all


@cache
def addresses() -> dict[str, URLPattern]:
    """Full name ("clients:page") → pattern; a pattern without a name under its own text."""
    found: dict[str, URLPattern] = {}

    def walk(resolver: URLResolver, prefix: str) -> None:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
            else:
                found[prefix + pattern.name if pattern.name else f"nameless {pattern.pattern}"] = pattern

    walk(get_resolver(), "")
    return found


def made_up(name: str) -> str:
    """An address of this name with made-up parts, of which no row exists."""
    samples = {"int": 987654321, "str": "nothing", "slug": "nothing", "path": "no/thing"}
    samples["uuid"] = "00000000-0000-4000-8000-000000000000"
    options = get_resolver().reverse_dict.getlist(name.split(":")[-1]) if ":" not in name else []
    converters = options[0][3] if options else addresses()[name].pattern.converters
    kwargs = {part: samples.get(_kind(converter), "nothing") for part, converter in converters.items()}
    if not kwargs and getattr(addresses()[name].pattern, "regex", None) is not None:
        groups = addresses()[name].pattern.regex.groupindex
        kwargs = {part: "abc-def" if part == "key" else "nothing" for part in groups}
    return reverse(name, kwargs=kwargs)


def _kind(converter: object) -> str:
    return re.sub(r"converter$", "", type(converter).__name__.lower()).replace("string", "str")


def closed() -> list[str]:
    return sorted(name for name, deed in ROUTES.items() if deed not in OPEN | BY_CONTACT and name in addresses())


def test_every_address_has_a_row_in_the_permission_table() -> None:
    lacking = sorted(set(addresses()) - set(ROUTES))
    assert not lacking, "the gate refuses these; give them a deed in agency/permissions.py" + listing(lacking)


def test_no_row_is_left_of_an_address_that_has_gone() -> None:
    assert not set(ROUTES) - set(addresses())


def test_every_deed_asked_for_stands_in_the_table() -> None:
    refusals = [f"{name}: {deed}" for name, deed in ROUTES.items() if deed not in DEEDS]
    for module, tree in modules().items():
        for call in calls(tree, "may", "require", "may_at_all", "suffices"):
            deed = string_of(call.args[1]) if len(call.args) > 1 else None
            if deed is not None and deed not in DEEDS:
                refusals.append(f"{where(module, call)}: {deed}")
    assert not refusals, listing(refusals)


@pytest.mark.django_db
@pytest.mark.parametrize("name", closed())
def test_a_stranger_is_shown_the_door(name: str, client: Client) -> None:
    for answer in (client.get(made_up(name)), client.post(made_up(name))):
        assert answer.status_code == 302, f"{name} answered a stranger with {answer.status_code}"
        assert answer.headers["Location"].startswith(resolve_url(settings.LOGIN_URL))


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(name for name, deed in ROUTES.items() if deed in BY_CONTACT))
def test_a_stranger_is_shown_the_portals_own_door(name: str, client: Client) -> None:
    for answer in (client.get(made_up(name)), client.post(made_up(name))):
        assert answer.status_code in (302, 405), f"{name} answered a stranger with {answer.status_code}"
        assert answer.status_code == 405 or answer.headers["Location"] == resolve_url("portal_door")


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_a_role_that_may_not_is_refused_before_anything_is_looked_up(role: Role, client: Client) -> None:
    member = Member.objects.create_user(f"{role}@example.com", "a long password", name="Somebody", roles=[role])
    client.force_login(member)
    refusals = []
    for name in closed():
        if ROUTES[name] in DEEDS and not may_at_all([role], ROUTES[name]):
            for answer in (client.get(made_up(name)), client.post(made_up(name))):
                if answer.status_code != 403:
                    refusals.append(f"{name} answered {role} with {answer.status_code}")
    assert not refusals, listing(refusals)
