"""What is asked for often must not load what is needed seldom."""

import subprocess
import sys

HEAVY = ("pandas", "scipy", "lifelines", "reportlab", "flask")
EVERY_HELP = f"""
import sys
import click
from registry.cli.main import NOUNS, main

def run(*arguments):
    main([*arguments, "--help"], prog_name="registry", standalone_mode=False)

run()
context = click.Context(main)
for noun in NOUNS:
    run(noun)
    command = main.get_command(context, noun)
    for verb in getattr(command, "commands", ()):
        run(noun, verb)
loaded = [name for name in {HEAVY!r} if name in sys.modules]
assert not loaded, loaded
"""


def test_no_help_of_the_command_line_loads_analysis_page_or_pdf() -> None:
    subprocess.run([sys.executable, "-c", EVERY_HELP], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - the project’s own program
