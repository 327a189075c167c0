"""Reports as they should be: the text of every page, and all pages as one small picture."""

import difflib
import re
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdfium2
from PIL import Image

PAGES_IN_A_ROW = 6
DOTS_PER_INCH = 24
BLOCK = 4
TOLERATED = 24
"""How far the mean grey (0–255) of a block of 4 × 4 dots may differ: another machine smooths the
edges of letters a little otherwise. A line of 2 points that moved by 3 mm makes 40."""
_DIFFERENCES_SHOWN = 60
_INTERPRETER = re.compile(r"^Python\W+3[\d.]+$", re.MULTILINE)

Grey = npt.NDArray[np.uint8]


def text_of(report: bytes) -> str:
    """Return the words of each page in the order of the page; the interpreter's version aside."""
    pdf = pypdfium2.PdfDocument(report)
    pages = [page.get_textpage().get_text_range() for page in pdf]
    text = "".join(
        f"=== page {number} ===\n{page.strip()}\n" for number, page in enumerate(pages, 1)
    )
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    return _INTERPRETER.sub("Python …", "\n".join(lines))


def picture_of(report: bytes) -> Grey:
    """Return all pages in rows, grey."""
    pdf = pypdfium2.PdfDocument(report)
    scale = DOTS_PER_INCH / 72
    pages = [np.array(page.render(scale=scale, grayscale=True).to_pil()) for page in pdf]
    while len(pages) % PAGES_IN_A_ROW:
        pages.append(np.full_like(pages[0], 255))
    rows = [
        np.hstack(pages[first : first + PAGES_IN_A_ROW])
        for first in range(0, len(pages), PAGES_IN_A_ROW)
    ]
    return np.vstack(rows)


def write_golden(path: Path, report: bytes) -> None:
    """Take a report as it should be: as a text and a picture with the name of the path."""
    path.with_suffix(".txt").write_text(text_of(report), "utf-8")
    Image.fromarray(picture_of(report)).save(path.with_suffix(".png"), optimize=True)


def differences(path: Path, report: bytes) -> list[str]:
    """Return what differs from how the report should be, in words; nothing where it is so."""
    told = path.with_suffix(".txt").read_text("utf-8").split("\n")
    lines = difflib.unified_diff(told, text_of(report).split("\n"), "golden", "made", n=1)
    found = list(islice(lines, _DIFFERENCES_SHOWN))
    golden = np.array(Image.open(path.with_suffix(".png")))
    made = picture_of(report)
    if golden.shape != made.shape:
        return [*found, f"the pages are {made.shape} dots, not {golden.shape}"]
    return [*found, *_blocks_that_differ(golden, made)]


def _blocks_that_differ(golden: Grey, made: Grey) -> list[str]:
    rows, columns = np.nonzero(np.abs(_means(golden) - _means(made)) > TOLERATED)
    places = zip(rows * BLOCK, columns * BLOCK, strict=True)
    return [
        f"the picture differs {down} dots down, {right} to the right"
        for down, right in islice(places, _DIFFERENCES_SHOWN)
    ]


def _means(picture: Grey) -> npt.NDArray[np.float64]:
    height, width = (size // BLOCK * BLOCK for size in picture.shape)
    cut = picture[:height, :width].astype(float)
    blocks = cut.reshape(height // BLOCK, BLOCK, width // BLOCK, BLOCK)
    return np.asarray(blocks.mean(axis=(1, 3)))
