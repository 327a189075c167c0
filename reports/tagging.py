"""Marks on the page that tell a screen reader what is drawn, and what is only decoration."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, cast

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName
from reportlab.pdfgen.canvas import Canvas

from reports.metadata import metadata
from reports.structure import Element, StructureTree

_SINCE_PDF = (1, 7)
_PRINTED = 4


class TaggedCanvas(Canvas):
    """A canvas whose file holds, beside the pages, the structure of what was drawn."""

    _doc: Any
    _code: list[str]
    _decorates = False

    @cached_property
    def _structure(self) -> StructureTree:
        return StructureTree()

    @contextmanager
    def within(self, *elements: Element) -> Iterator[None]:
        """Let the elements drawn inside be parts of these, each a part of the one before it."""
        for element in elements:
            self._structure.begin(element)
        yield
        for _ in elements:
            self._structure.end()

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """Let what is drawn inside be this element, unless it only decorates."""
        if self._decorates:
            yield
            return
        with self.within(element):
            content = self._structure.add_content(self.getPageNumber())
            self._code.append(f"/{element.role} <</MCID {content.number}>> BDC")
            yield
            self._code.append("EMC")

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """Let what is drawn inside be passed over by whoever listens to the document."""
        self._decorates = True
        self._code.append("/Artifact BMC")
        yield
        self._code.append("EMC")
        self._decorates = False

    def newest(self, role: str) -> Element:
        """Return the element drawn last if it has this role, to be continued, else a new one."""
        return self._structure.newest(role)

    def link(self, words: str, destination: str, size: tuple[float, float]) -> None:
        """Lay a link over an area that begins here, as a part of the element being drawn."""
        page = self.getPageNumber()
        name = f"link.{destination}.{page}"
        self.linkRect(words, destination, (0, 0, *size), relative=1, name=name, F=_PRINTED)
        annotation = self._doc.idToObject[self._doc.annotationName(name)]
        annotation.permitted = (*annotation.permitted, "StructParent")
        annotation.otherkw["StructParent"] = self._structure.add_link(page, name)

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Finish the page and say where the owners of its marked content are listed."""
        number = self.getPageNumber()
        super().showPage()
        page = self._doc.Pages[number - 1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = self._structure.page_key(number)
        page.Tabs = PDFName("S")

    def save(self) -> None:
        """Write the structure and the metadata, then finish the file."""
        self._doc._pdfVersion = _SINCE_PDF  # noqa: SLF001 - ReportLab has no other way
        catalog = self._doc.Catalog
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.StructTreeRoot = self._structure.write(self._doc.Reference)
        catalog.Metadata = metadata(self._doc.info.title, catalog.Lang.s)
        super().save()


def tags(canvas: Canvas) -> TaggedCanvas:
    """Return the canvas that every report is drawn on."""
    return cast("TaggedCanvas", canvas)
