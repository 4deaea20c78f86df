"""One deed for many chosen clients: each done by the same deed as for one, with its own rights; says which were not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rapport.agency.access import acting, may
from rapport.agency.models import Agency, Member
from rapport.desk.colleagues import MemberField, keepers
from rapport.desk.fields import PlainForm, WordsField
from rapport.desk.onward import asked, go
from rapport.portfolio import facts
from rapport.portfolio.change import ChangedMeanwhile, change
from rapport.portfolio.exclusivity import Collides
from rapport.portfolio.hand_over import hand_over
from rapport.portfolio.models import Client

MOST = 500


class HandOverForm(PlainForm):
    keeper = MemberField(label=gettext_lazy("New keeper"))
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class TagForm(PlainForm):
    tags = WordsField(label=gettext_lazy("Tags to add"), most=10)


def hand_over_many(request: HttpRequest) -> HttpResponse:
    member = acting(request)
    form = HandOverForm(request.POST if request.method == "POST" else None)
    form.fields["keeper"].among(  # type: ignore[attr-defined]
        keepers(), agency=Agency.ours()
    )
    chosen = _chosen(request, member)
    if chosen and form.is_valid():
        keeper: Member = form.cleaned_data["keeper"]
        deputies = facts.keeping(client.pk for client in chosen)

        def give(client: Client) -> None:
            deputy = deputies.get(client.pk, facts.Keeping()).deputy
            stays = Member.objects.get(pk=deputy) if deputy and deputy != keeper.pk else None
            hand_over(client, by=member, keeper=keeper, deputy=stays, note=form.cleaned_data["note"])

        done, refused = _each(member, chosen, "client.hand_over", give)
        _tell(
            request, done, refused,
            ngettext("%(num)s client handed over to %(name)s.", "%(num)s clients handed over to %(name)s.", done)
            % {"num": done, "name": keeper.name},
        )  # fmt: skip
        return go(asked(request, reverse("clients")))
    return _ask(request, form, chosen, _("Hand over"), "clients_hand_over", _("Hand over"))


def tag_many(request: HttpRequest) -> HttpResponse:
    member = acting(request)
    form = TagForm(request.POST if request.method == "POST" else None)
    chosen = _chosen(request, member)
    if chosen and form.is_valid():
        added: list[str] = form.cleaned_data["tags"]
        tags = facts.tags(client.pk for client in chosen)

        def tag(client: Client) -> None:
            change(client, {}, by=member, version=client.version, tags=[*tags.get(client.pk, []), *added])

        done, refused = _each(member, chosen, "client.change", tag)
        _tell(
            request, done, refused,
            ngettext("%(num)s client tagged %(tags)s.", "%(num)s clients tagged %(tags)s.", done)
            % {"num": done, "tags": ", ".join(added)},
        )  # fmt: skip
        return go(asked(request, reverse("clients")))
    return _ask(request, form, chosen, _("Tag"), "clients_tag", _("Add the tags"))


def _chosen(request: HttpRequest, member: Member) -> list[Client]:
    """The ticked clients that the member may see, each with its standing; the others are as if they did not exist."""
    given = request.POST if request.method == "POST" else request.GET
    picked = [int(pk) for pk in given.getlist("pick")[:MOST] if pk.isascii() and pk.isdigit() and len(pk) < 19]
    chosen = list(Client.objects.here().visible_to(member).filter(pk__in=picked).order_by("folded"))
    for client in chosen:
        client.standing = client.standing_of(member)
    return chosen


def _each(
    member: Member, chosen: Sequence[Client], deed: str, do: Callable[[Client], None]
) -> tuple[int, dict[str, list[str]]]:
    """Do it for each, every one in a transaction of its own: how many were done, and reason -> names of the others."""
    done, refused = 0, dict[str, list[str]]()
    for client in chosen:
        try:
            if not may(member, deed, client.standing):
                raise ValidationError(_("this is for its keeper or the head"))
            do(client)
        except ValidationError as refusal:
            refused.setdefault(" ".join(refusal.messages), []).append(client.name)
        except Collides as refusal:
            refused.setdefault(str(refusal), []).append(client.name)
        except ChangedMeanwhile:
            refused.setdefault(_("somebody changed it in the same moment"), []).append(client.name)
        else:
            done += 1
    return done, refused


def _tell(request: HttpRequest, done: int, refused: dict[str, list[str]], words: str) -> None:
    if done:
        messages.success(request, words)
    for reason, names in refused.items():
        told = _("Not done for %(names)s: %(reason)s") % {"names": ", ".join(names), "reason": reason}
        messages.error(request, told[:1500])


def _ask(
    request: HttpRequest, form: PlainForm, chosen: Sequence[Client], title: str, url_name: str, verb: str
) -> HttpResponse:
    """The page that asks with whom or with what; without chosen clients it says so."""
    refused = request.method == "POST"
    context = {
        "form": form,
        "chosen": chosen,
        "title": title,
        "verb": verb,
        "action": reverse(url_name),
        "back": asked(request, reverse("clients")),
    }
    return render(request, "desk/clients/bulk.html", context, status=422 if refused else 200)
