"""The structure tree of a PDF: what its marked words are, in the order in which they are read."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObject,
    PDFObjectReference,
    PDFString,
)

_ROOT = "StructureRoot"
_HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


@dataclass(frozen=True, slots=True)
class Content:
    """So many marked words of a page: ``number`` counts them on their page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link's annotation, by the name under which the document knows it."""

    page: int
    name: str


@dataclass(slots=True, eq=False)
class Element:
    """One node of the tree; what it holds is noted while the pages are drawn.

    ``alternative`` says a figure in words. ``attributes`` are those of PDF, such as a cell's scope.
    """

    role: str
    alternative: str = ""
    attributes: dict[str, str | int | list[float]] = field(default_factory=dict)
    parent: "Element | None" = None
    kids: list["Element | Content | Link"] = field(default_factory=list)

    @property
    def filled(self) -> bool:
        """Whether anything was drawn in it."""
        return any(_held(kid) for kid in self.kids)


class StructureTree:
    """The elements of one document, and which of them owns each marked place and each link.

    Pages have even keys in the list of owners, links odd ones: neither must know how many there are
    of the other.
    """

    def __init__(self) -> None:
        self._root = Element("Document")
        self._open = [self._root]
        self._headings: list[str] = []
        self._page_owners: dict[int, list[Element]] = {}
        self._link_owners: list[Element] = []

    def begin(self, element: Element) -> None:
        """Go into an element: as the newest of the open one's, unless it has its place already."""
        if element.parent is None:
            if element.role in _HEADINGS:
                element.role = self._level(element.role)
            element.parent = self._open[-1]
            element.parent.kids.append(element)
        self._open.append(element)

    def _level(self, wanted: str) -> str:
        """Return the heading's role one below the last higher one: no level is skipped."""
        self._headings = [*(each for each in self._headings if each < wanted), wanted]
        return _HEADINGS[len(self._headings) - 1]

    def end(self) -> None:
        """Leave the element that was begun last."""
        self._open.pop()

    def newest(self, role: str) -> Element:
        """Return the open element's last one if it has this role, else a new one."""
        last = self._open[-1].kids[-1:]
        if last and isinstance(last[0], Element) and last[0].role == role:
            return last[0]
        return Element(role)

    def add_content(self, page: int) -> Content:
        """Note that the open element owns what is marked next on this page."""
        owners = self._page_owners.setdefault(page, [])
        content = Content(page, len(owners))
        owners.append(self._open[-1])
        self._open[-1].kids.append(content)
        return content

    def add_link(self, page: int, name: str) -> int:
        """Note that the open element owns a link, and return the link's key."""
        self._open[-1].kids.append(Link(page, name))
        self._link_owners.append(self._open[-1])
        return 2 * len(self._link_owners) - 1

    def page_key(self, page: int) -> int:
        """Return the key under which the owners of a page's marked content are listed."""
        return 2 * page

    def write(self, put: Callable[[PDFObject, str], PDFObjectReference]) -> PDFObjectReference:
        """Put every filled element into a document under its name and return the tree's root."""
        names = {element: f"Structure{i}" for i, element in enumerate(_walk(self._root))}
        for element, name in names.items():
            put(_dictionary(element, names), name)
        owners = self._owners(names)
        numbers = [each for pair in sorted(owners.items()) for each in pair]
        tree = {
            "Type": PDFName("StructTreeRoot"),
            "K": PDFArray([PDFObjectReference(names[self._root])]),
            "ParentTree": PDFDictionary({"Nums": PDFArray(numbers)}),
            "ParentTreeNextKey": max(owners, default=0) + 1,
        }
        return put(PDFDictionary(tree), _ROOT)

    def _owners(self, names: Mapping[Element, str]) -> dict[int, PDFObject]:
        links = enumerate(self._link_owners)
        return {
            **{2 * i + 1: PDFObjectReference(names[owner]) for i, owner in links},
            **{
                self.page_key(page): PDFArray([PDFObjectReference(names[each]) for each in owners])
                for page, owners in self._page_owners.items()
            },
        }


def _held(kid: Element | Content | Link) -> bool:
    return not isinstance(kid, Element) or kid.filled


def _walk(element: Element) -> Iterator[Element]:
    yield element
    for kid in element.kids:
        if isinstance(kid, Element) and kid.filled:
            yield from _walk(kid)


def _dictionary(element: Element, names: Mapping[Element, str]) -> PDFDictionary:
    page = next((kid.page for kid in element.kids if not isinstance(kid, Element)), 0)
    entries = {
        "Type": PDFName("StructElem"),
        "S": PDFName(element.role),
        "P": PDFObjectReference(names[element.parent] if element.parent else _ROOT),
        "K": PDFArray([_kid(kid, page, names) for kid in element.kids if _held(kid)]),
    }
    if page:
        entries["Pg"] = _page(page)
    if element.alternative:
        entries["Alt"] = PDFString(element.alternative)
    if element.attributes:
        entries["A"] = PDFDictionary(
            {name: _attribute(value) for name, value in element.attributes.items()}
        )
    return PDFDictionary(entries)


def _kid(kid: Element | Content | Link, page: int, names: Mapping[Element, str]) -> object:
    if isinstance(kid, Element):
        return PDFObjectReference(names[kid])
    if isinstance(kid, Link):
        annotation = PDFObjectReference(f"Annot.{kid.name}")
        return PDFDictionary({"Type": PDFName("OBJR"), "Pg": _page(kid.page), "Obj": annotation})
    if kid.page == page:
        return kid.number
    return PDFDictionary({"Type": PDFName("MCR"), "Pg": _page(kid.page), "MCID": kid.number})


def _page(number: int) -> PDFObjectReference:
    return PDFObjectReference(f"Page{number}")


def _attribute(value: str | int | list[float]) -> object:
    if isinstance(value, str):
        return PDFName(value)
    return PDFArray(value) if isinstance(value, list) else value
