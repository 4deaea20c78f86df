"""Makes one client of two, and two again: what went over is remembered row by row."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Agency, Member
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio import exclusivity
from rapport.portfolio.models import Client, Keeper, Merge, Shown

FILLED = (
    "legal_name", "legal_number", "address", "city", "country", "mail", "phone", "web_site", "industry", "potential",
    "potential_note", "cadence_days", "about",
)  # fmt: skip
# What belongs to a client and simply goes along; keepers, crew and tags have one of a kind and need care.
ALONG = ("contacts", "engagements", "private_notes", "direct_lines", "pauses", "partings")


def merge(kept: Client, gone: Client, *, by: Member) -> Merge:
    """`gone` becomes part of `kept`: people, engagements, notes and lines go over, empty facts are filled.

    What contexts above own (touchpoints, items) follows by the event `client.merged`.
    """
    if kept.pk == gone.pk:
        raise ValidationError({"other": _("Choose another client; this one cannot be merged with itself.")})
    with transaction.atomic():
        pair = {c.pk: c for c in Client.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk]).order_by("pk")}
        kept, gone = pair[kept.pk], pair[gone.pk]
        if gone.merged_into_id or kept.merged_into_id or gone.deleted_at or kept.deleted_at:
            raise ValidationError({"other": _("One of the two was merged or deleted meanwhile. Look at it first.")})
        moved: dict[str, Any] = {name: _move(getattr(gone, name), kept) for name in ALONG[:4]}
        moved |= {name: _move(getattr(gone, name).exclude(**_OPEN[name]), kept) for name in ALONG[4:]}
        moved["shown"] = _move(Shown.objects.filter(client=gone), kept)
        moved["keepers"] = _move_keepers(gone, kept)
        moved["crew"] = _move(gone.crew.exclude(member__in=kept.crew.filter(until=None).values("member")), kept)
        moved["tags"] = [tag.pk for tag in gone.tags.exclude(pk__in=kept.tags.values("pk"))]
        kept.tags.add(*moved["tags"])
        moved["filled"] = _fill(kept, gone)
        gone.merged_into = kept
        kept.version += 1
        gone.version += 1
        kept.save()
        gone.save()
        done = Merge.objects.create(kept=kept, gone=gone, by=by, moved=moved)
        exclusivity.check(kept, Agency.ours())
        record(
            "client.merged", by=by, about=done, client=kept.pk, merge=done.pk, kept=kept.pk, gone=gone.pk,
            name=gone.name,
        )  # fmt: skip
    return done


def unmerge(done: Merge, *, by: Member, exception: exclusivity.Signature | None = None) -> Client:
    """Two again: what went over goes back, so far as it is still there; the client that comes back."""
    with transaction.atomic():
        done = Merge.objects.select_for_update().get(pk=done.pk)
        if done.undone_at is not None:
            return done.gone
        pair = {
            c.pk: c
            for c in Client.objects.select_for_update().filter(pk__in=[done.kept_id, done.gone_id]).order_by("pk")
        }
        kept, gone = pair[done.kept_id], pair[done.gone_id]
        for name in (*ALONG, "crew"):
            getattr(kept, name).filter(pk__in=done.moved.get(name, [])).update(client=gone)
        Shown.objects.filter(client=kept, pk__in=done.moved.get("shown", [])).update(client=gone)
        _return_keepers(kept, gone, done.moved.get("keepers", {}))
        kept.tags.remove(*done.moved.get("tags", []))
        for name, value in done.moved.get("filled", {}).items():
            attribute = _attribute(name)
            if getattr(kept, attribute) == value:
                setattr(kept, attribute, None if name in ("industry", "potential", "cadence_days") else "")
        gone.merged_into = None
        kept.version += 1
        gone.version += 1
        kept.save()
        gone.save()
        done.undone_at = clock.now()
        done.save()
        exclusivity.check(gone, Agency.ours(), signed=exception)
        record(
            "client.unmerged", by=by, about=done, client=kept.pk, merge=done.pk, kept=kept.pk, gone=gone.pk,
            name=gone.name,
        )  # fmt: skip
    return gone


def remember(merge_id: int, **moved: list[int]) -> None:
    """For followers: which rows of contexts above went over too, so that undoing can bring them back."""
    with transaction.atomic():
        done = Merge.objects.select_for_update().get(pk=merge_id)
        for name, ids in moved.items():
            done.moved[name] = [*done.moved.get(name, []), *ids]
        done.save(update_fields=["moved"])


_OPEN: dict[str, dict[str, Any]] = {"pauses": {"ended_on": None}, "partings": {"undone_at": None}}


def _move(rows: models.QuerySet[Any], kept: Client) -> list[int]:
    ids = list(rows.values_list("pk", flat=True))
    rows.model._default_manager.filter(pk__in=ids).update(client=kept)
    return ids


def _move_keepers(gone: Client, kept: Client) -> dict[str, list[int]]:
    """All of them go into the history; the open ones end, for the kept client has its own."""
    rows = list(gone.keepers.all())
    ended = []
    for row in rows:
        own = Keeper.objects.filter(client=kept, part=row.part, until=None).exists()
        if row.until is None and own:
            row.until = clock.today() - timedelta(days=1)
            ended.append(row.pk)
        row.client = kept
        row.save()
    return {"moved": [row.pk for row in rows], "ended": ended}


def _return_keepers(kept: Client, gone: Client, moved: dict[str, list[int]]) -> None:
    rows = Keeper.objects.filter(client=kept, pk__in=moved.get("moved", []))
    rows.filter(pk__in=moved.get("ended", [])).update(client=gone, until=None)
    rows.update(client=gone)


def _attribute(name: str) -> str:
    return "industry_id" if name == "industry" else name


def _fill(kept: Client, gone: Client) -> dict[str, Any]:
    filled = {}
    for name in FILLED:
        attribute = _attribute(name)
        if getattr(kept, attribute) in (None, "") and getattr(gone, attribute) not in (None, ""):
            setattr(kept, attribute, getattr(gone, attribute))
            filled[name] = getattr(gone, attribute)
    return filled
