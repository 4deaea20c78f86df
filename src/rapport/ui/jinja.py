"""The environment of our pages: translations, addresses, icons and the reader's formats."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined
from lucide.jinja import lucide
from markupsafe import Markup

from rapport.journal import clock
from rapport.ui import faces, formats, lines


def environment(**options: Any) -> Environment:
    env = Environment(  # noqa: S701  (Django passes autoescape=True in options)
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
        **{**options, "undefined": StrictUndefined, "auto_reload": settings.DEBUG},
    )
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    env.globals.update(_=told, gettext=told)  # the same as Jinja's own, several times as quick
    env.globals.update(
        url=url, static=asset, icon=icon, say=formats.say, now=clock.now, today=clock.today, settings=settings
    )
    env.globals.update(
        messages_of=get_messages,
        initials=faces.initials,
        face_ground=faces.ground,
        rhythm_of=lines.rhythm,
        spark_of=lines.spark,
        drawn_once=lru_cache(8192)(lambda line: _macro(env, "rhythm", "drawn")(line, "cell", "")),
        face_once=lru_cache(4096)(lambda name: _macro(env, "face", "face")(name)),
    )
    env.filters.update(
        number=formats.number,
        money=formats.money,
        share=formats.share,
        size=formats.size,
        day=formats.day,
        clock=formats.clock_time,
        moment=formats.moment,
        ago=formats.ago,
        lasting=formats.lasting,
        say=formats.say,
        as_json=lambda value: json.dumps(value, ensure_ascii=False),
    )
    return env


def told(message: str, **variables: Any) -> Markup:
    """A text of ours in the reader's language, with variables escaped. A page says hundreds."""
    language = get_language()
    if not variables:
        return _plainly_told(language, message)
    said = _told(language, message) % variables
    ends = ")s." in message or ")s</b>." in message  # perhaps with a date
    return Markup(formats.one_stop(said)) if ends else said  # noqa: S704  (it was Markup before)


@lru_cache(maxsize=16384)
def _told(language: str | None, message: str) -> Markup:
    return Markup(gettext(message))  # noqa: S704  (catalogues are ours, and Jinja's own gettext does the same)


@lru_cache(maxsize=16384)
def _plainly_told(language: str | None, message: str) -> Markup:
    return _told(language, message) % {}


def url(name: str, *args: Any, **kwargs: Any) -> str:
    return _address(name, args, tuple(kwargs.items()))


@lru_cache(maxsize=8192)
def _address(name: str, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...]) -> str:
    return reverse(name, args=args or None, kwargs=dict(kwargs) or None)


@lru_cache(maxsize=512)
def asset(path: str) -> str:
    """The address of a static file; its name carries its content's hash, so it stays while the server runs."""
    return static(path)


def _macro(env: Environment, part: str, name: str) -> Any:
    return getattr(env.get_template(f"ui/parts/{part}.html").module, name)


@lru_cache(maxsize=512)
def icon(name: str, size: int = 16, css: str = "", label: str = "") -> Markup:
    """A lucide icon as inline SVG: hidden from screen readers unless it carries a label itself."""
    extra = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    return Markup(lucide(name, size=size, **{"stroke-width": "1.75", "class": f"icon {css}".strip(), **extra}))  # noqa: S704
