"""SHA256SUMS: what `sha256sum --check --ignore-missing` reads, without the portal."""

from rapportage.bewijs.manifest import Manifestinhoud

# What is shown in a browser, not kept.
_NOT_KEPT = ".html"


def kept_name(slug: str, pad: str, versie: int | None = None) -> str:
    """What a file is called in the folder of whoever keeps it, as its address gives it.

    versie: of a version by its own address; None for the one that holds now."""
    which = slug if versie is None else f"{slug}-versie-{versie}"
    head, _, rest = pad.partition("/")
    if pad.startswith("wijzigingen."):
        return f"{which}-{pad}"
    if head != "bijlage":
        return f"{which}.{pad.removeprefix('brief.')}" if pad.startswith("brief.") else pad
    nummer, _, naam = rest.partition("/")
    if naam == "bijlage.pdf":
        return f"{which}-bijlage-{nummer}.pdf"
    return f"{which}-{nummer}-{naam}" if naam.endswith((".csv", ".xlsx")) else naam


def sha256sums(inhoud: Manifestinhoud, versie: int | None = None) -> str:
    """A line for each file that a reader keeps, by the name that it then has. Two files that would
    have one name are told apart by their folder."""
    lines, taken = [], set[str]()
    for regel in inhoud.bestanden:
        if regel.pad.endswith(_NOT_KEPT):
            continue
        naam = kept_name(inhoud.slug, regel.pad, versie)
        if naam in taken:
            naam = regel.pad
        taken.add(naam)
        lines.append(f"{regel.sha256}  {naam}\n")
    return "".join(lines)
