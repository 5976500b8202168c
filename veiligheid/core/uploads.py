"""Files that people upload: never more of them than fits, whatever the browser sends."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

MAX_UPLOAD = 50 * 1024 * 1024
TOO_BIG = (
    "Dit bestand is groter dan 50 MB en is niet gelezen. Haal grote afbeeldingen eruit en probeer "
    "het nog eens."
)
DOCX = ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REKENBLAD = ".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MARK = "upload_te_groot"


class BegrensdeUpload(FileUploadHandler):
    """Stops keeping a file as soon as it is too big, and notes that on the request."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > MAX_UPLOAD:
            setattr(self.request, _MARK, True)
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

    def __init__(self, request: HttpRequest | None = None, **kwargs: Any) -> None:
        self.request = request
        if request is not None:
            kwargs |= {"data": request.POST, "files": request.FILES}
        super().__init__(**kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if getattr(self.request, _MARK, False):
            self.errors.pop("bestand", None)
            self.add_error("bestand", TOO_BIG)
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
