import os
import re
import subprocess
import sys
from pathlib import Path

from registry.display.palette import TOKENS
from registry.settings import PROJECT_FOLDER

STATIC = PROJECT_FOLDER / "registry" / "static"
_TOKEN = re.compile(r"--([a-z0-9-]+): (#[0-9a-f]{6});")
_START = """
import sys
from registry.app import create_app
from registry.settings import load_settings
client = create_app(load_settings()).test_client()
assert client.get("/sign-in").status_code == 200
heavy = {"pandas", "lifelines", "reportlab", "scipy"} & set(sys.modules)
assert not heavy, heavy
"""


def test_page_and_pdf_share_their_colours() -> None:
    css = (STATIC / "tokens.css").read_text("utf-8")
    light, dark = css.split("@media screen and (prefers-color-scheme: dark)")
    assert dict(_TOKEN.findall(light)) == TOKENS
    assert dict(_TOKEN.findall(dark)).keys() == TOKENS.keys()


def test_the_start_loads_neither_analysis_nor_charts(tmp_path: Path) -> None:
    environ = os.environ | {
        "REGISTRY_ENVIRONMENT": "testing",
        "REGISTRY_INSTANCE": str(tmp_path),
        "REGISTRY_SECRET_KEY": "a secret key that only the tests know",
        "REGISTRY_IDENTITY_KEY": "an identity key that only the tests know",
    }
    command = [sys.executable, "-c", _START]
    done = subprocess.run(  # noqa: S603 - our own interpreter with our own words
        command, env=environ, cwd=PROJECT_FOLDER, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_templates_are_short_and_hold_no_styles() -> None:
    for path in (PROJECT_FOLDER / "registry" / "templates").rglob("*.html"):
        text = path.read_text("utf-8")
        assert len(text.splitlines()) <= 60, path
        assert "style=" not in text, path
