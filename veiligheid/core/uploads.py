"""Files that people upload: never more of them than fits, whatever the browser sends."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from veiligheid.core.inlezen import Inzending

MAX_UPLOAD = 50_000_000
TOO_BIG = (
    "Dit bestand is groter dan {mb} MB en is niet gelezen. Haal grote afbeeldingen eruit en "
    "probeer het nog eens."
)
DOCX = ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REKENBLAD = ".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MARK = "upload_te_groot"
_LIMIT = "meeste_upload"
V = TypeVar("V", bound=Callable[..., Any])


def upload_tot(limit: Callable[[HttpRequest], int]) -> Callable[[V], V]:
    """A decorator for a view that takes larger files than others, from whom may send them: `limit`
    says how large, before anything is read."""

    def mark(view: V) -> V:
        setattr(view, _LIMIT, limit)
        return view

    return mark


def _limit_of(request: HttpRequest) -> int:
    match = request.resolver_match
    limit = getattr(match.func, _LIMIT, None) if match else None
    return limit(request) if limit else MAX_UPLOAD


class BegrensdeUpload(FileUploadHandler):
    """Stops keeping a file as soon as it is too big, and notes that on the request."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Before the first byte of the body."""
        self.limit = _limit_of(self.request) if self.request else MAX_UPLOAD

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > self.limit:
            setattr(self.request, _MARK, self.limit)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        return None


class BestandField(forms.FileField):
    """A file of the kinds that `accept` names. What is in it is judged by whoever reads it."""

    def __init__(self, *, accept: str, **kwargs: Any) -> None:
        super().__init__(**{"allow_empty_file": True, **kwargs})
        self.widget.attrs["accept"] = accept


class WordField(BestandField):
    """A Word file."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "accept": DOCX,
                "label": "Word-bestand",
                "help_text": "Een .docx-bestand van ten hoogste 50 MB.",
                "error_messages": {"required": "Kies een Word-bestand."},
                **kwargs,
            }
        )


class UploadForm(forms.Form):
    """A form with one file: a Word file, unless a subclass says otherwise."""

    bestand: BestandField = WordField()
    te_groot = TOO_BIG

    def __init__(self, request: HttpRequest | None = None, **kwargs: Any) -> None:
        self.request = request
        if request is not None:
            kwargs |= {"data": request.POST, "files": request.FILES}
        super().__init__(**kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if limit := getattr(self.request, _MARK, 0):
            self.errors.pop("bestand", None)
            self.add_error("bestand", self.te_groot.format(mb=limit // 1_000_000))
        return cleaned

    def content(self) -> tuple[bytes, str]:
        """The bytes of the file and its name."""
        file: UploadedFile[bytes] = self.cleaned_data["bestand"]
        return file.read(), file.name or "bestand"


class InleesForm(UploadForm):
    """A file to take in, and what it doesn't say itself."""

    def opties(self) -> dict[str, Any]:
        """The options for the importer, as plain data."""
        raise NotImplementedError

    def verder(self) -> dict[str, bytes]:
        """Further files, by what they are for."""
        return {}

    def inzending(self) -> Inzending:
        """What was sent, to be kept and read."""
        data, naam = self.content()
        return Inzending(data, naam, self.verder())
