"""The commands together, and how errors reach the user: one sentence on stderr, an exit code."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module, metadata
from typing import Annotated

import typer
from typer.exceptions import TyperException

from extractors.model.errors import IonlitError
from pipeline.inputs import printable

FINE, SOME_FAILED, UNUSABLE = 0, 1, 2

INTERRUPTED = 130
"""What typer makes of Ctrl-C."""

STOPPED = "stopped; what was read is kept, and the next run goes on from there"

COMMANDS = ("run", "extract", "show", "score", "diff", "report", "export", "release", "gold", "serve")
"""Each is the function, or the group of commands, of that name in the module of that name."""


def build_app(names: Sequence[str]) -> typer.Typer:
    """The command line with these commands; only their modules are imported."""
    app = typer.Typer(
        name="ionlit",
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        epilog="Exit codes: 0 fine; 1 some documents failed or a threshold was missed; "
        "2 wrong usage or unreadable input.",
    )
    app.callback()(ionlit)
    for name in names:
        command = getattr(import_module(f"pipeline.cli.{name}"), name)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"ionlit {metadata.version('ionlit')}")
        raise typer.Exit


def ionlit(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop."),
    ] = False,
) -> None:
    """Read ionic conductivities, with composition, temperature, reference and place on the page, from PDF."""


def main() -> None:
    """What the command `ionlit` runs."""
    sys.exit(run_command(sys.argv[1:]))


def run_command(args: list[str]) -> int:
    """Run one command and give its exit code; whatever goes wrong is told on stderr in one sentence."""
    try:
        app = build_app(args[:1] if args and args[0] in COMMANDS else COMMANDS)
        code = app(args or ["--help"], standalone_mode=False)
        sys.stdout.flush()
    except TyperException as error:
        if error.format_message().startswith("Usage:"):  # a group without a command: its help is the answer
            typer.echo(error.format_message(), err=True)
            return UNUSABLE
        said = error.format_message().rstrip(".").replace("Value error, ", "")
        return _complain(f"{said}; see ionlit --help", error.exit_code)
    except IonlitError as error:
        return _complain(str(error), UNUSABLE)
    except BrokenPipeError:
        # the reader of our output (head, less) has seen enough; Python would complain once more at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except OSError as error:
        where = f"{printable(str(error.filename))}: " if error.filename else ""
        return _complain(f"{where}{error.strerror or error}; check the disk and the permissions", UNUSABLE)
    except (KeyboardInterrupt, typer.Abort):
        return _complain(STOPPED, SOME_FAILED)
    except (
        Exception
    ) as error:  # a fault of ours reaches the user as a sentence, and its trace whoever asks for it
        if os.environ.get("IONLIT_DEBUG"):
            raise
        what = f"ionlit itself failed ({type(error).__name__}: {error})"
        return _complain(f"{what}; please report it, with what IONLIT_DEBUG=1 shows", SOME_FAILED)
    if code == INTERRUPTED:
        return _complain(STOPPED, SOME_FAILED)
    return code if isinstance(code, int) else FINE


def _complain(sentence: str, code: int) -> int:
    typer.echo(f"ionlit: {' '.join(sentence.split())}", err=True)
    return code
