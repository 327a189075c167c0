"""The Chromium of this machine."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Open a browser that goes to no other machine.

    Raises
    ------
    FileNotFoundError
        There is none; the sentence says how to install it.
    """
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        message = "No Chromium is installed; “apt-get install chromium” installs it."
        raise FileNotFoundError(message)
    arguments = ["--disable-quic", "--disable-background-networking"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()
