"""What is handed in and typed about documents: files, a new version with its news, titles, folders."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.desk.fields import PlainForm, once_field
from rapport.documents.bring import LONGEST_NEWS
from rapport.documents.facts import Branch
from rapport.documents.models import Folder, Paper
from rapport.portfolio.models import Client

MOST_AT_ONCE = 20
INDENT = "\u2003"


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralField(forms.FileField):
    """Several files at once; how large each may be and what it is, `documents.checked` says."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=SeveralFiles, allow_empty_file=True, **kwargs)
        self.error_messages["required"] = gettext_lazy("Choose a file first.")

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if not given:
            raise ValidationError(self.error_messages["required"])
        if len(given) > MOST_AT_ONCE:
            raise ValidationError(_("At most %(limit)s files at once.") % {"limit": MOST_AT_ONCE})
        return [super(SeveralField, self).clean(file, initial) for file in given]


class FolderField(forms.ChoiceField):
    """The folders of one client as a tree; "" is the top."""

    def among(self, branches: list[Branch], *, but: Folder | None = None) -> None:
        self.known = {str(branch.folder.pk): branch.folder for branch in branches}
        top = [("", _("At the top"))]
        offered = [(pk, INDENT * branch.depth + branch.folder.name) for pk, branch in _keyed(branches)]
        self.choices = top + [(pk, name) for pk, name in offered if but is None or pk != str(but.pk)]

    def clean(self, value: Any) -> Folder | None:
        chosen = super().clean(value)
        return self.known[chosen] if chosen else None


class BringForm(PlainForm):
    documents = SeveralField(label=gettext_lazy("Files"))
    folder = FolderField(label=gettext_lazy("Folder"), required=False)
    once = once_field()

    def __init__(self, *args: Any, branches: list[Branch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["folder"].among(branches)  # type: ignore[attr-defined]


class VersionForm(PlainForm):
    file = forms.FileField(
        label=gettext_lazy("The new file"),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose a file first.")},
    )
    news = forms.CharField(
        label=gettext_lazy("What is new in it"),
        required=False,
        max_length=LONGEST_NEWS,
        help_text=gettext_lazy("One thing a line; the client reads it when asked to approve."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PaperForm(PlainForm):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    folder = FolderField(label=gettext_lazy("Folder"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, paper: Paper, branches: list[Branch]) -> None:
        told = {"title": paper.title, "folder": str(paper.folder_id or ""), "version": paper.version}
        super().__init__(data, initial=told)
        self.fields["folder"].among(branches)  # type: ignore[attr-defined]


class FolderForm(PlainForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    parent = FolderField(label=gettext_lazy("Lies in"), required=False)

    def __init__(
        self, data: Any = None, *, client: Client, branches: list[Branch], folder: Folder | None = None, **kwargs: Any
    ) -> None:
        if folder is not None:
            kwargs["initial"] = {"name": folder.name, "parent": str(folder.parent_id or "")}
        super().__init__(data, **kwargs)
        self.fields["parent"].among(branches, but=folder)  # type: ignore[attr-defined]


def _keyed(branches: list[Branch]) -> list[tuple[str, Branch]]:
    return [(str(branch.folder.pk), branch) for branch in branches]
