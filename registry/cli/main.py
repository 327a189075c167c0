"""The command ``registry``: what its nouns are, and how an error becomes a sentence."""

from importlib import import_module
from typing import Any

import click

from registry.domain.errors import RegistryError

INTERRUPTED = 130
NOUNS = {
    "audit": ("Verify the audit trail.", "registry.cli.audit:audit"),
    "database": ("Bring the database to the program’s version.", "registry.cli.database:database"),
    "demo": ("Load a synthetic cohort.", "registry.cli.demo:demo"),
    "evidence": ("List, compare and add what is published.", "registry.cli.evidence:evidence"),
    "import": ("Read files that others made.", "registry.cli.imports:imports"),
    "quality": ("Run the data-quality rules.", "registry.cli.quality:quality"),
    "report": ("Write reports as PDF.", "registry.cli.report:report"),
    "secrets": ("Create the secrets of this installation.", "registry.cli.secrets:secrets"),
    "serve": ("Serve the pages on this machine.", "registry.cli.serve:serve"),
    "site": ("Add sites.", "registry.cli.site:site"),
    "user": ("Add people who sign in.", "registry.cli.user:user"),
}


class Refusal(click.ClickException):
    """An error as its own sentence, without a word before it."""

    def show(self, file: Any = None) -> None:  # noqa: ANN401 - click's own signature
        """Print the sentence on the error stream."""
        sentence = "".join(_visible(character) for character in self.format_message())
        click.echo(sentence, err=file is None, file=file)


def _visible(character: str) -> str:
    """Return the character, escaped where it would command the terminal and not show."""
    return character if character.isprintable() or character == "\n" else ascii(character)[1:-1]


class Nouns(click.Group):
    """A group that imports a noun when it is used, and says errors in a sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the nouns in order."""
        del ctx
        return sorted(NOUNS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the noun’s command, None where there is no such noun."""
        del ctx
        if cmd_name not in NOUNS:
            return None
        module, name = NOUNS[cmd_name][1].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the nouns without importing one."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, NOUNS[name][0]) for name in sorted(NOUNS)])

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command; an error leaves as one sentence, an interruption as exit code 130."""
        try:
            return super().invoke(ctx)
        except RegistryError as error:
            raise Refusal(str(error)) from error
        except OSError as error:
            sentence = f"{error.filename or 'A file'}: {error.strerror or error}."
            raise Refusal(sentence) from error
        except UnicodeEncodeError as error:
            sentence = "What was typed is not UTF-8 text. Type it again in a terminal set to UTF-8."
            raise Refusal(sentence) from error
        except (KeyboardInterrupt, click.Abort):
            click.echo("Interrupted: nothing was stored.", err=True)
            ctx.exit(INTERRUPTED)


@click.group(cls=Nouns)
@click.version_option(package_name="msc-outcomes-registry", message="%(version)s")
def main() -> None:
    """Run a clinical outcomes registry for intradiscal stem-cell treatment."""
