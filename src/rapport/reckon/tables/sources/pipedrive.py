"""Pipedrive's files: every header is "Object - Field", and one row may hold an organisation, a person, a deal and more.

Records are linked by name where ids are missing; a name with a star was asked for by its import template.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapport.reckon.folding import fold

_HEADER = re.compile(r"^(?P<object>[^-–]+?)\s[-–]\s(?P<field>.+?)\s*\*?(?:\s\(\d+\))?$")
_OBJECTS = {
    "client": ("organization", "organisation", "organización", "organizacija", "organizácia", "организация", "company"),
    "contact": ("person", "persona", "osoba", "контактное лицо", "контакт", "kontaktperson", "contact person"),
    "deal": ("deal", "negocio", "trato", "сделка", "posao", "obchod", "lead"),
    "activity": ("activity", "actividad", "aktivität", "aktivnost", "aktivita", "дело", "задача"),
    "note": ("note", "nota", "notiz", "bilješka", "poznámka", "заметка", "примечание"),
}
_FIELDS = {
    "client": {
        "source_id": ("id",),
        "name": ("name", "nombre", "naziv", "názov", "название"),
        "address": ("address", "dirección", "adresse", "adresa", "адрес"),
        "city": ("city/town/village/locality of address", "city", "ciudad"),
        "postcode": ("zip/postal code of address",),
        "region": ("region of address", "state/county of address"),
        "country": ("country of address", "country"),
        "keeper": ("owner", "propietario", "besitzer", "vlasnik", "vlastník", "ответственный", "владелец"),
        "tags": ("label", "labels", "etiqueta"),
        "web_site": ("website", "web", "sitio web"),
        "phone": ("phone",),
        "mail": ("email",),
        "industry": ("industry", "sector", "branche", "сфера деятельности"),
    },
    "contact": {
        "source_id": ("id",),
        "name": ("name", "nombre", "ime", "meno", "имя"),
        "first_name": ("first name", "vorname", "имя (отдельно)"),
        "last_name": ("last name", "nachname", "apellido", "фамилия"),
        "job": ("job title", "position", "cargo", "должность"),
        "company_names": ("organization", "organisation", "organización", "организация"),
        "company_ids": ("organization id", "organisation id"),
        "birthday": ("birthday",),
    },
    "deal": {
        "source_id": ("id",),
        "title": ("title", "título", "titel", "название"),
        "value": ("value", "valor", "wert", "сумма", "стоимость"),
        "currency": ("currency of value", "currency", "moneda", "währung", "валюта"),
        "stage": ("stage", "etapa", "phase", "этап"),
        "status": ("status", "estado", "статус"),
        "created": ("deal created", "created", "created on", "add time"),
        "close": ("expected close date", "fecha prevista de cierre", "ожидаемая дата закрытия"),
        "owner": ("owner", "propietario", "besitzer", "владелец"),
        "company_names": ("organization", "organisation", "organización", "организация"),
    },
    "activity": {
        "source_id": ("id",),
        "subject": ("subject", "asunto", "betreff", "тема"),
        "due": ("due date", "fecha de vencimiento", "fälligkeitsdatum", "срок выполнения"),
        "type": ("type", "tipo", "typ", "тип"),
    },
    "note": {"source_id": ("id",), "text": ("content", "contenido", "inhalt", "содержание", "note")},
}
_OBJECT_OF = {fold(word): kind for kind, words in _OBJECTS.items() for word in words}
_FIELD_OF = {
    kind: {fold(word): name for name, words in fields.items() for word in words} for kind, fields in _FIELDS.items()
}
_CHANNELS = (
    ("email", "mail"),
    ("e-mail", "mail"),
    ("correo", "mail"),
    ("phone", "phone"),
    ("telefon", "phone"),
    ("телефон", "phone"),
)


def recognise(headers: Sequence[str]) -> tuple[str, dict[str, str]] | None:
    """(leading kind, header -> field) where nearly all headers are "Object - Field"; else None."""
    mapping: dict[str, str] = {}
    seen: dict[str, int] = {}
    fitting = 0
    for header in headers:
        found = _HEADER.match(header)
        kind = _OBJECT_OF.get(fold(found["object"])) if found else None
        if not found or not kind:
            continue
        fitting += 1
        seen[kind] = seen.get(kind, 0) + 1
        if (name := _field(kind, found["field"])) and (
            name in {"mail", "phone"} or f"{kind}.{name}" not in mapping.values()
        ):
            mapping[header] = f"{kind}.{name}"
    if not mapping or fitting < max(2, len(headers) * 0.6):
        return None
    leading = next((k for k in ("deal", "activity", "note") if set(seen) == {k}), "")
    if not leading:
        leading = "client" if any(v == "client.name" for v in mapping.values()) else max(seen, key=lambda k: seen[k])
    if "client.name" not in mapping.values() and leading == "client":
        leading = max(seen, key=lambda k: seen[k])
    return leading, mapping


def _field(kind: str, written: str) -> str:
    plain = fold(written)
    if name := _FIELD_OF[kind].get(plain):
        return name
    if kind in {"contact", "client"}:
        return next(
            (name for word, name in _CHANNELS if plain == word or plain.startswith((f"{word} ", f"{word}("))), ""
        )
    return ""
