"""Pictures are decoded at a known price, and come out as they were meant to be seen."""

import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from rapportage.bijlagen.plaatje import GeenAfbeelding, Gemaakt, TeGroot, remake
from tests.rapportage.bijlagen.hulp import picture

# Of what a worker has (docs/howto/installeren.md) no more than this goes to one picture.
MB = 1_000_000
ZIJDE = 6_300

METEN = """
import sys
from pathlib import Path
from rapportage.bijlagen.plaatje import TeGroot, remake
data = Path(sys.argv[1]).read_bytes()
remake(Path(sys.argv[2]).read_bytes())  # what Pillow itself loads is no price of this picture
def memory(what):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(what))
Path("/proc/self/clear_refs").write_text("5")  # the peak from here on
before = memory("VmRSS")
try:
    made = remake(data)
    outcome = f"{made.width}x{made.height}"
except TeGroot as refused:
    outcome = f"refused: {refused}"
print(memory("VmHWM") - before, outcome)
"""


def png_of(kind: int, depth: int, bytes_a_row: int, *more: tuple[bytes, bytes]) -> bytes:
    """A large PNG of little: every row the same, made without holding its points."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    packer, row = zlib.compressobj(9), b"\0" + b"\1" * bytes_a_row
    points = b"".join(packer.compress(row) for _ in range(ZIJDE)) + packer.flush()
    head = struct.pack(">IIBBBBB", ZIJDE, ZIJDE, depth, kind, 0, 0, 0)
    chunks = [(b"IHDR", head), *more, (b"IDAT", points), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*c) for c in chunks)


def jpeg(path: Path, **opties: bool) -> None:
    """Made elsewhere: this process must not have had it."""
    code = (
        "import sys; from PIL import Image; "
        f"Image.effect_noise(({ZIJDE}, {ZIJDE}), 60).convert('RGB')"
        f".save(sys.argv[1], 'JPEG', quality=60, **{opties!r})"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)


PALET = ((b"PLTE", bytes(range(256)) * 3), (b"tRNS", b"\x80" * 256))
GROOT: dict[str, Callable[[Path], object]] = {
    "palette, transparent": lambda p: p.write_bytes(png_of(3, 8, ZIJDE, *PALET)),
    "colours": lambda p: p.write_bytes(png_of(2, 8, 3 * ZIJDE)),
    "colours, transparent": lambda p: p.write_bytes(png_of(6, 8, 4 * ZIJDE)),
    "sixteen bits of grey": lambda p: p.write_bytes(png_of(0, 16, 2 * ZIJDE)),
    "sixteen bits of colours": lambda p: p.write_bytes(png_of(6, 16, 8 * ZIJDE)),
    "one bit": lambda p: p.write_bytes(png_of(0, 1, ZIJDE // 8 + 1)),
    "jpeg": lambda p: jpeg(p),
    "progressive jpeg": lambda p: jpeg(p, progressive=True),
}


@pytest.mark.parametrize("soort", GROOT)
def test_what_the_largest_cost(soort: str, tmp_path: Path) -> None:
    """39.7 million points of every kind; the worst of them took 650 MB."""
    groot, klein = tmp_path / "groot", tmp_path / "klein.png"
    GROOT[soort](groot)
    klein.write_bytes(picture(Image.new("RGBA", (9, 9)), "PNG"))
    done = subprocess.run(
        [sys.executable, "-c", METEN, str(groot), str(klein)],
        capture_output=True,
        text=True,
        check=True,
    )
    kb, outcome = done.stdout.strip().split(" ", 1)
    print(f"{soort}: {groot.stat().st_size // 1000} kB costs {int(kb) // 1000} MB, {outcome}")
    assert int(kb) * 1000 < 300 * MB
    if soort == "progressive jpeg":
        assert "kost uitgepakt 238 MB geheugen; er is 160 MB voor" in outcome
    else:
        assert outcome == "2000x2000"


def seen(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


def made_of(image: Image.Image, kind: str = "PNG", **opties: object) -> Gemaakt:
    return remake(picture(image, kind, **opties))


def test_a_large_one_looks_like_itself() -> None:
    """Made small in strips: no seams, no shift, transparency on white, turned as it was meant."""
    size = (8_200, 4_100)
    image = Image.new("P", size)
    image.putpalette([255, 0, 0, 0, 0, 255, 0, 255, 0])
    image.paste(1, (0, 0, 4_100, 4_100))
    image.paste(2, (4_100, 2_050, 8_200, 4_100))
    exif = Image.Exif()
    exif[0x0112] = 6
    made = made_of(image, transparency=2, exif=exif)
    found = seen(made.data)
    assert found.size == (1_000, 2_000)
    # Lying on its side: what was on the left is above, what was below is on the left.
    corners = [found.getpixel(xy) for xy in ((20, 20), (980, 20), (980, 1_980), (20, 1_980))]
    assert corners == [(0, 0, 255), (0, 0, 255), (255, 0, 0), (255, 255, 255)]
    left = {found.getpixel((990, y)) for y in range(0, 990)}
    assert left == {(0, 0, 255)}


def test_grey_of_sixteen_bits_stays_grey() -> None:
    image = Image.new("I;16", (4_500, 10), 0x8000)
    found = seen(made_of(image).data)
    assert {found.getpixel((x, 1)) for x in range(0, found.width, 50)} == {(128, 128, 128)}


def test_words_in_a_picture_stay_behind() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "Van Joris")
    assert b"Joris" not in made_of(Image.new("RGB", (60, 40)), pnginfo=info).data


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a"])
def test_no_picture(data: bytes) -> None:
    with pytest.raises(GeenAfbeelding):
        remake(data)


def test_the_limit_is_named() -> None:
    with pytest.raises(TeGroot, match=r"is 20\.001 bij 1 beeldpunten\. Een zijde mag hoogstens 20"):
        made_of(Image.new("1", (20_001, 1)))
