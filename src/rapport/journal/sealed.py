"""Secrets in a column: sealed before they reach the database, opened only by saying so, for every context above."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models, transaction
from django.db.models.query_utils import DeferredAttribute

HIDDEN = "••••••"


class Unsealable(Exception):
    """None of the keys given opens this secret. The words name the cause and never the secret."""

    def __init__(self) -> None:
        super().__init__(
            "A secret in the database cannot be opened with the secret key in use. Give the key it was sealed with "
            "in RAPPORT_OLD_SECRET_KEYS, or enter the secret anew."
        )


@dataclass(frozen=True, slots=True)
class Sealed:
    """A secret under seal. It shows itself to nobody: print, logs and templates see dots; `reveal()` opens it."""

    token: str = field(repr=False)

    def reveal(self) -> str:
        """The secret in clear. Say in the journal who asked; raises Unsealable where the keys have changed."""
        if not self.token:
            return ""
        try:
            return _box().decrypt(self.token.encode()).decode()
        except InvalidToken:
            raise Unsealable from None

    def resealed(self) -> Sealed:
        """The same secret under the newest key."""
        try:
            return Sealed(_box().rotate(self.token.encode()).decode()) if self.token else self
        except InvalidToken:
            raise Unsealable from None

    @property
    def is_newest(self) -> bool:
        """Whether the newest key alone opens it, so that older ones may go."""
        try:
            _boxes(_keys()[:1]).decrypt(self.token.encode())
        except InvalidToken:
            return not self.token
        return True

    def __bool__(self) -> bool:
        return bool(self.token)

    def __str__(self) -> str:
        return HIDDEN if self.token else ""

    def __repr__(self) -> str:
        return f"<Sealed {HIDDEN}>" if self.token else "<Sealed, empty>"


def seal(secret: str) -> Sealed:
    """Put a secret under seal; an empty one stays empty, so that `if mailbox.password` asks whether there is one."""
    return Sealed(_box().encrypt(secret.encode()).decode() if secret else "")


@dataclass(frozen=True)
class Resealed:
    """What a rotation did: secrets under the newest key now, and the keys of rows that no key given opens."""

    done: int
    unsealable: tuple[Any, ...] = ()


def reseal(model: type[models.Model]) -> Resealed:
    """Bring every sealed text of a table under the newest key, row by row; safe to stop and to run again."""
    done, lost = 0, []
    for key in list(model._base_manager.order_by("pk").values_list("pk", flat=True)) if sealed_fields(model) else ():
        for each in sealed_fields(model):
            try:
                done += _reseal_one(model, key, each.attname)
            except Unsealable:
                lost.append(key)
    return Resealed(done, tuple(dict.fromkeys(lost)))


def sealed_fields(model: type[models.Model]) -> list[SealedText]:
    return [each for each in model._meta.local_concrete_fields if isinstance(each, SealedText)]


def _reseal_one(model: type[models.Model], key: Any, name: str) -> bool:
    with transaction.atomic():
        row = model._base_manager.select_for_update().filter(pk=key).only("pk", name).first()
        old = getattr(row, name, None)
        if not old or old.is_newest:
            return False
        return bool(model._base_manager.filter(pk=key).update(**{name: old.resealed()}))


class _Seal(DeferredAttribute):
    """Seals at the moment of assignment, so that a row in memory, in a traceback or in a log holds no clear text."""

    def __set__(self, row: models.Model, value: Any) -> None:
        row.__dict__[self.field.attname] = seal(value) if isinstance(value, str) else value


if TYPE_CHECKING:
    _Text = models.TextField[str | Sealed, Sealed]
else:
    _Text = models.TextField


class SealedText(_Text):
    """A text column for a secret: takes a str, gives a Sealed. It is not searched, not compared and not exported.

    Only `isnull` can be asked of it: the same secret sealed twice is two different texts.
    """

    _pyi_private_set_type: str | Sealed  # type: ignore[assignment]
    _pyi_private_get_type: Sealed  # type: ignore[assignment]
    descriptor_class = _Seal

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(value)

    def to_python(self, value: Any) -> Any:
        return seal(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        sealed = self.to_python(value)
        return sealed.token if isinstance(sealed, Sealed) else sealed

    def value_to_string(self, obj: models.Model) -> str:
        return ""  # an export of rows leaves secrets out

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is sealed: it cannot be searched or compared ({lookup_name})")
        return super().get_lookup(lookup_name)

    def formfield(self, **kwargs: Any) -> Any:
        """A password box that comes up empty: the page never carries a secret back."""
        from django import forms

        hidden = forms.PasswordInput(render_value=False, attrs={"autocomplete": "off"})
        return forms.CharField(
            **{"required": not self.blank, "strip": False, "label": self.verbose_name, "widget": hidden} | kwargs
        )


def _box() -> MultiFernet:
    return _boxes(_keys())


def _keys() -> tuple[str, ...]:
    return (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@lru_cache(maxsize=8)
def _boxes(keys: tuple[str, ...]) -> MultiFernet:
    """The first key seals; all of them open."""
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(key))) for key in keys])


def _derived(key: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"rapport sealed text").derive(key.encode())
