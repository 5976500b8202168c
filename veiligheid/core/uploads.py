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


class WordField(forms.FileField):
    """A Word file. What is in it is judged by whoever reads it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "label": "Word-bestand",
                "help_text": "Een .docx-bestand van ten hoogste 50 MB.",
                "allow_empty_file": True,
                "error_messages": {"required": "Kies een Word-bestand."},
                **kwargs,
            }
        )
        self.widget.attrs["accept"] = (
            ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        )


class BestandForm(forms.Form):
    """A form with one file in the field `bestand`; a subclass says what kind."""

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


class UploadForm(BestandForm):
    """A form with one Word file."""

    bestand = WordField()


class InleesForm(UploadForm):
    """A Word file to take in, and what it doesn't say itself."""

    def opties(self) -> dict[str, Any]:
        """The options for the importer, as plain data."""
        raise NotImplementedError
