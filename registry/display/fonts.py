"""Source Sans Pro, the one embedded typeface of charts and PDFs.

Figures are tabular by default. The italics have no Greek: set a Greek letter upright.
"""

from functools import cache
from pathlib import Path

from font_source_sans_pro import font_directory
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "SourceSansPro-Regular"
ITALIC = "SourceSansPro-It"
SEMIBOLD = "SourceSansPro-Semibold"
BOLD = "SourceSansPro-Bold"
BOLD_ITALIC = "SourceSansPro-BoldIt"


@cache
def register_fonts() -> None:
    """Make the typeface known to ReportLab, so that <b> and <i> find their faces; once."""
    for name in (REGULAR, ITALIC, SEMIBOLD, BOLD, BOLD_ITALIC):
        registerFont(TTFont(name, str(Path(font_directory, f"{name}.ttf"))))
    registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC)
