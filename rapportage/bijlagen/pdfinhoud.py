"""What a PDF from elsewhere does besides being read: scripts, programs, forms that send things off.

Looked at by structure, object by object with pikepdf (qpdf), so that neither compression nor an odd
spelling of a name hides anything. In a process of its own with little memory and little time: the
file may be made to take both. Such a PDF is refused and not cleaned: what is kept is byte for byte
what somebody chose, and a signature or a form without its script would be broken silently.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

_MEMORY = 1_000_000_000
_SECONDS = 20
_DEEPEST = 3
# What may lie in a PDF: what is read, not run. No archives: those hold anything.
_MAY_BE_EMBEDDED = {
    "csv", "docx", "gif", "jpeg", "jpg", "json", "md", "odp", "ods", "odt", "pdf", "png", "pptx",
    "tsv", "txt", "xlsx", "xml", "yaml", "yml",
}  # fmt: skip
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa")
# By the kind of action (ISO 32000-1, 12.6.4).
_ACTIONS = {
    "/JavaScript": "JavaScript",
    "/Launch": "een opdracht die een programma of bestand start",
    "/SubmitForm": "een formulier dat gegevens verstuurt",
    "/ImportData": "een opdracht die gegevens inleest",
    "/Rendition": "beeld of geluid dat wordt afgespeeld",
    "/Movie": "beeld of geluid dat wordt afgespeeld",
    "/Sound": "beeld of geluid dat wordt afgespeeld",
    "/GoToE": "een sprong naar een ingesloten bestand",
    "/RichMediaExecute": "rich media (Flash of 3D)",
}
_ANNOTATIONS = {
    "/RichMedia": "rich media (Flash of 3D)",
    "/3D": "rich media (Flash of 3D)",
    "/Movie": "beeld of geluid dat wordt afgespeeld",
    "/Sound": "beeld of geluid dat wordt afgespeeld",
    "/Screen": "beeld of geluid dat wordt afgespeeld",
}
# Where a document may go to when it is opened without doing anything.
_STAYS_INSIDE = {"/GoTo"}


class NietNaTeKijken(ValueError):
    """It takes more memory or time than it may, or can't be followed."""


def looked_into(data: bytes) -> list[str]:
    """What is in it that does something, in Dutch, each once; empty when it is only read. Raises
    NietNaTeKijken."""
    try:
        done = subprocess.run(  # noqa: S603  (our own interpreter and module)
            [sys.executable, "-m", __name__],
            input=data,
            capture_output=True,
            timeout=3 * _SECONDS,
            check=True,
        )
        found: list[str] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise NietNaTeKijken from error
    return found


def _look(data: bytes, depth: int = 0) -> Iterator[str]:
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        for item in pdf.objects:
            for holder in _dictionaries(item):
                yield from _one(holder, depth)
        if _opens_with_action(pdf.Root):
            yield "een opdracht die bij het openen wordt uitgevoerd"


def _dictionaries(item: Any) -> Iterator[Any]:
    """Every dictionary in this object; what it points to has its own turn."""
    import pikepdf

    todo, top = [item], True
    while todo:
        here = todo.pop()
        if not isinstance(here, pikepdf.Object) or (here.is_indirect and not top):
            continue
        top = False
        if isinstance(here, pikepdf.Array):
            todo += list(here.as_list())
        elif isinstance(here, pikepdf.Dictionary | pikepdf.Stream):
            yield here
            todo += [here.get(key) for key in here.keys()]  # noqa: SIM118  (no mapping)


def _one(holder: Any, depth: int) -> Iterator[str]:
    action = str(holder.get("/S", ""))
    if "/JS" in holder:
        yield _ACTIONS["/JavaScript"]
    elif action in _ACTIONS and str(holder.get("/Type", "/Action")) == "/Action":
        yield _ACTIONS[action]
    if (kind := str(holder.get("/Subtype", ""))) in _ANNOTATIONS and "/Rect" in holder:
        yield _ANNOTATIONS[kind]
    if "/XFA" in holder:
        yield "een XFA-formulier"
    if len(holder.get("/AA", {})):
        yield "opdrachten die vanzelf worden uitgevoerd"
    if "/EF" in holder:
        yield from _embedded(holder, depth)


def _opens_with_action(root: Any) -> bool:
    import pikepdf

    opens = root.get("/OpenAction")
    return isinstance(opens, pikepdf.Dictionary) and str(opens.get("/S", "")) not in _STAYS_INSIDE


def _embedded(specification: Any, depth: int) -> Iterator[str]:
    naam = str(specification.get("/UF", specification.get("/F", "zonder naam")))
    ending = naam.rpartition(".")[2].lower().strip()
    for key in specification.EF.keys():  # noqa: SIM118  (no mapping)
        data = specification.EF[key].read_bytes()
        if ending not in _MAY_BE_EMBEDDED or data.startswith(_PROGRAMS):
            yield f"het ingesloten bestand “{naam[:80]}”"
        elif data.startswith(b"%PDF-"):
            if depth == _DEEPEST:
                raise NietNaTeKijken
            inside = list(_look(data, depth + 1))
            yield from (f"{what}, in het ingesloten bestand “{naam[:80]}”" for what in inside)


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    found = dict.fromkeys(_look(sys.stdin.buffer.read()))
    json.dump(list(found), sys.stdout)


if __name__ == "__main__":
    _main()
