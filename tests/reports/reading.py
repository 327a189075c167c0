"""A PDF as a screen reader takes it: its structure tree, with the words that are marked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import cast

import pdfplumber
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject

Place = tuple[int, int]


@dataclass(kw_only=True)
class Node:
    """One element; ``places`` are the pages and numbers of its own marked content."""

    role: str
    alternative: str
    attributes: dict[str, object]
    kids: list["Node"] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    links: list[DictionaryObject] = field(default_factory=list)
    words: str = ""

    def walk(self) -> Iterator["Node"]:
        """Return the element and all below it in the order of reading."""
        yield self
        for kid in self.kids:
            yield from kid.walk()

    @property
    def text(self) -> str:
        """The words of the element and all below it."""
        return " ".join(node.words for node in self.walk() if node.words)


def inside(thing: PdfObject) -> DictionaryObject:
    """Return the dictionary that a PDF object is or points to."""
    return cast("DictionaryObject", thing.get_object())


def array(thing: PdfObject) -> ArrayObject:
    """Return the array that a PDF object is or points to."""
    return cast("ArrayObject", thing.get_object())


def read(report: bytes) -> Node:
    """Return the root of what is read."""
    reader = PdfReader(BytesIO(report))
    numbers = {page.indirect_reference: i for i, page in enumerate(reader.pages, start=1)}
    words = _marked_words(report)

    def node(element: DictionaryObject) -> Node:
        made = Node(
            role=str(element["/S"])[1:],
            alternative=str(element.get("/Alt", "")),
            attributes=dict(inside(element["/A"])) if "/A" in element else {},
        )
        own_page = element.raw_get("/Pg") if "/Pg" in element else None
        for kid in array(element["/K"]):
            held = kid.get_object()
            if isinstance(held, int):
                made.places.append((numbers[own_page], held))
            elif held.get("/Type") == "/MCR":
                made.places.append((numbers[held.raw_get("/Pg")], held["/MCID"]))
            elif held.get("/Type") == "/OBJR":
                made.links.append(inside(held["/Obj"]))
            else:
                made.kids.append(node(held))
        made.words = "".join(words.get(place, "") for place in made.places)
        return made

    tree = inside(reader.root_object["/StructTreeRoot"])
    (root,) = array(tree["/K"])
    return node(inside(root))


def _marked_words(report: bytes) -> dict[Place, str]:
    words: dict[Place, str] = {}
    with pdfplumber.open(BytesIO(report)) as pdf:
        for page in pdf.pages:
            for char in page.chars:
                if char["mcid"] is not None:
                    place = (page.page_number, char["mcid"])
                    words[place] = words.get(place, "") + char["text"].replace("\u00a0", " ")
    return words


def unmarked(report: bytes) -> list[tuple[int, str, str]]:
    """Return page, kind and letter of whatever is drawn neither as content nor as decoration."""
    with pdfplumber.open(BytesIO(report)) as pdf:
        return [
            (page.page_number, kind, item.get("text", ""))
            for page in pdf.pages
            for kind, items in page.objects.items()
            for item in items
            if item["mcid"] is None and item["tag"] != "Artifact"
        ]
