"""Make the pictures of the README from the demo registry: ``make pictures``.

``make demo`` comes first: pages are those of its database, PDF pages those of its report.
"""

import logging
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from registry.app import create_app
from registry.interchange.demo_parameters import load_demo_parameters
from registry.settings import PROJECT_FOLDER, Settings, load_settings
from tests.journeys.browser import running_chromium

PICTURES = PROJECT_FOLDER / "docs" / "pictures"
PANEL = (740, 1046)
GAP = 24
LINE, GROUND = "#d5dbe0", "#ffffff"
_PASSWORD = re.compile(r"password (\S+)")


def main() -> None:
    """Write every picture."""
    settings = load_settings()
    day = load_demo_parameters(PROJECT_FOLDER / "config" / "demo.toml").reference_date
    report = pypdfium2.PdfDocument(settings.instance_folder / "cohort.pdf")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    at = datetime.combine(day, time(12), UTC)
    with served(settings, at) as address, running_chromium() as browser:
        page = signed_in(browser, address, settings)
        cohort = shot(page, f"/cohort?cut_off={day.isoformat()}")
        worklist = shot(page, "/worklist")
        one = shot(page, "/patients?text=BER-0003")
    benchmark = _page_with(report, "The cohort beside published results")
    _put_together("overview.png", (cohort, _printed(report, 0), _printed(report, benchmark)))
    _put_together("records.png", (worklist, one))


@contextmanager
def served(settings: Settings, at: datetime) -> Iterator[str]:
    """Serve the registry as it was at that time."""
    server = make_server("127.0.0.1", 0, create_app(settings, clock=lambda: at), threaded=True)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        serving.join()


def signed_in(browser: Browser, address: str, settings: Settings) -> Page:
    """Return a page of the demo's administrator, as wide as a panel."""
    told = (settings.instance_folder / "demo-sign-in.txt").read_text("utf-8")
    password = _PASSWORD.search(told)
    if password is None:
        message = "the demo sign-in names no password; run “make demo” in an empty instance"
        raise ValueError(message)
    width, height = PANEL[0] * 3 // 2, PANEL[1] * 3 // 2
    page = browser.new_page(base_url=address, viewport={"width": width, "height": height})
    page.goto("/")
    page.get_by_label("E-mail").fill("administrator@demo.example")
    page.get_by_label("Password").fill(password[1])
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Sign out").wait_for()
    return page


def shot(page: Page, path: str) -> Image.Image:
    """Return what a person sees of a page before scrolling."""
    page.goto(path)
    return Image.open(BytesIO(page.screenshot())).convert("RGB")


def _page_with(report: pypdfium2.PdfDocument, words: str) -> int:
    for number, page in enumerate(report):
        if words in page.get_textpage().get_text_range():
            return number
    message = f"no page of the report says “{words}”"
    raise ValueError(message)


def _printed(report: pypdfium2.PdfDocument, number: int) -> Image.Image:
    image: Image.Image = report[number].render(scale=2).to_pil().convert("RGB")
    return image


def _put_together(name: str, images: Sequence[Image.Image]) -> None:
    """Set the images side by side, each framed by a line."""
    panels = [
        ImageOps.expand(image.resize(PANEL, Image.Resampling.LANCZOS), border=1, fill=LINE)
        for image in images
    ]
    width = sum(panel.width + GAP for panel in panels) + GAP
    sheet = Image.new("RGB", (width, panels[0].height + 2 * GAP), GROUND)
    left = GAP
    for panel in panels:
        sheet.paste(panel, (left, GAP))
        left += panel.width + GAP
    PICTURES.mkdir(parents=True, exist_ok=True)
    path: Path = PICTURES / name
    few = sheet.quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


if __name__ == "__main__":
    main()
