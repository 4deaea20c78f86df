"""Secrets in a column: unreadable at rest, in print and in forms; opened by their keys only, moved to newer ones."""

import io
import json
import logging
import pickle
from collections.abc import Iterator

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.forms import modelform_factory
from django.test.utils import isolate_apps

from rapport.journal.sealed import Sealed, SealedText, Unsealable, reseal, seal

SECRET = "pčelinji vosak, 12"


@pytest.fixture
def box(db) -> Iterator[type[models.Model]]:
    """A table with one secret, gone with the transaction of the test."""
    with isolate_apps("tests"):

        class Box(models.Model):
            name = models.TextField(default="")
            password = SealedText(blank=True, default="")

            class Meta:
                app_label = "tests"
                db_table = "a_box_for_a_secret"
                managed = False

    key = "bigserial PRIMARY KEY" if connection.vendor == "postgresql" else "integer PRIMARY KEY AUTOINCREMENT"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE a_box_for_a_secret (id {key}, name text NOT NULL, password text NOT NULL)")
    yield Box
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE a_box_for_a_secret")


def at_rest(pk: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT password FROM a_box_for_a_secret WHERE id = %s", [pk])
        return cursor.fetchone()[0]


def test_a_secret_comes_back_only_when_it_is_asked_for(box) -> None:
    row = box.objects.create(password=SECRET)
    again = box.objects.get(pk=row.pk)
    assert again.password.reveal() == SECRET
    assert row.password.reveal() == SECRET
    assert SECRET not in at_rest(row.pk)


def test_a_secret_shows_itself_nowhere(box, caplog) -> None:
    row = box(password=SECRET)
    with caplog.at_level(logging.INFO):
        logging.getLogger("a").info("%s %r %s", row.password, row.password, row.__dict__)
    shown = [caplog.text, str(row.password), repr(vars(row)), f"{row.password:}", repr(pickle.dumps(row.password))]
    assert not any(SECRET in text or "vosak" in text for text in shown)
    assert "gAAAA" not in caplog.text
    with pytest.raises(TypeError):
        json.dumps({"password": row.password})


def test_every_way_into_the_table_seals(box) -> None:
    made = box.objects.create(name="one")
    box.objects.filter(pk=made.pk).update(password=SECRET)
    assert box.objects.get(pk=made.pk).password.reveal() == SECRET
    box.objects.bulk_create([box(name="two", password=SECRET), box(name="three")])
    two = box.objects.get(name="two")
    assert two.password.reveal() == SECRET
    two.password = "another"
    box.objects.bulk_update([two], ["password"])
    assert box.objects.get(name="two").password.reveal() == "another"
    assert not any(SECRET in at_rest(pk) for pk in box.objects.values_list("pk", flat=True))


def test_an_empty_secret_is_none_at_all(box) -> None:
    row = box.objects.create()
    assert not row.password
    assert (str(row.password), row.password.reveal(), at_rest(row.pk)) == ("", "", "")


def test_a_row_saved_again_keeps_its_secret(box) -> None:
    row = box.objects.create(password=SECRET)
    before = at_rest(row.pk)
    again = box.objects.only("name").get(pk=row.pk)
    again.name = "renamed"
    again.save()
    again.save()
    assert at_rest(row.pk) == before
    assert box.objects.get(pk=row.pk).password.reveal() == SECRET


@pytest.mark.parametrize("lookup", ["password", "password__contains", "password__in", "password__startswith"])
def test_a_secret_is_not_searched(box, lookup) -> None:
    with pytest.raises(FieldError, match="sealed"):
        list(box.objects.filter(**{lookup: [SECRET] if lookup.endswith("in") else SECRET}))


def test_an_export_leaves_secrets_out(box) -> None:
    box.objects.create(password=SECRET)
    exported = serializers.serialize("json", box.objects.all())
    assert json.loads(exported)[0]["fields"]["password"] == ""


def test_a_form_takes_a_secret_and_never_shows_it(box) -> None:
    form_of = modelform_factory(box, fields=["password"])
    row = box.objects.create(password=SECRET)
    page = str(form_of(instance=row))
    assert 'type="password"' in page
    assert SECRET not in page
    assert row.password.token not in page
    form_of({"password": " spaces stay "}, instance=row).save()
    assert box.objects.get(pk=row.pk).password.reveal() == " spaces stay "


def test_another_key_is_a_clear_refusal_without_a_word_of_the_secret(settings) -> None:
    sealed = seal(SECRET)
    settings.SECRET_KEY = "another key altogether"
    with pytest.raises(Unsealable) as refusal:
        sealed.reveal()
    assert "RAPPORT_OLD_SECRET_KEYS" in str(refusal.value)
    assert refusal.value.__cause__ is None
    assert sealed.token not in str(refusal.value)


@pytest.mark.parametrize("token", ["nonsense", "gAAAAABnonsense==", "čšž", "a" * 5000])
def test_a_broken_seal_is_a_clear_refusal(token) -> None:
    with pytest.raises(Unsealable):
        Sealed(token).reveal()


def test_an_old_key_still_opens_and_is_needed_no_more_after_resealing(box, settings) -> None:
    row, empty = box.objects.create(password=SECRET), box.objects.create()
    old = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the newest key", [old]
    assert box.objects.get(pk=row.pk).password.reveal() == SECRET
    assert reseal(box).done == 1
    assert reseal(box).done == 0
    settings.SECRET_KEY_FALLBACKS = []
    assert box.objects.get(pk=row.pk).password.reveal() == SECRET
    assert at_rest(empty.pk) == ""


def test_what_no_key_opens_is_named_and_left_as_it_is(box, settings) -> None:
    lost = box.objects.create(password=SECRET)
    settings.SECRET_KEY = "the key of today"
    kept = box.objects.create(password="kept")
    before = at_rest(lost.pk)
    result = reseal(box)
    assert (result.done, result.unsealable) == (0, (lost.pk,))
    assert at_rest(lost.pk) == before
    assert box.objects.get(pk=kept.pk).password.reveal() == "kept"


@pytest.mark.django_db
def test_the_command_reseals_second_steps_too_and_names_what_it_could_not(cast, settings) -> None:
    from allauth.mfa.models import Authenticator

    from rapport.agency.adapter import SecondStepAdapter

    secret = SecondStepAdapter().encrypt("JBSWY3DPEHPK3PXP")
    step = Authenticator.objects.create(user=cast.iva, type="totp", data={"secret": secret})
    old = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the newest key", [old]
    said = io.StringIO()
    call_command("reseal", "--json", stdout=said)
    assert json.loads(said.getvalue())["resealed"] >= 1
    settings.SECRET_KEY_FALLBACKS = []
    step.refresh_from_db()
    assert SecondStepAdapter().decrypt(step.data["secret"]) == "JBSWY3DPEHPK3PXP"
    settings.SECRET_KEY = "a key that was lost"
    with pytest.raises(CommandError, match="No key given opens"):
        call_command("reseal", stdout=io.StringIO())
