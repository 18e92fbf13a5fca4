"""What every verb has: ``--json``, ``--debug``, an example, and errors turned into a verdict and an exit code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from optimizer.commandline.printing import print_json
from optimizer.errors import CatrucError, Diagnostic

OUR_FAULT, USAGE, VERIFICATION_FAILED, NOT_ACCEPTED, ABORTED = 1, 2, 6, 7, 130
"""Exit codes that no error carries; the last one, after a second Ctrl-C, is what shells expect."""


class Verb(click.Command):
    """A command that turns errors into a verdict, problems on standard error and the exit code they carry.

    Parameters
    ----------
    example
        A command line, shown below the help.
    """

    def __init__(self, *arguments: Any, example: str, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.example = example
        self.params += [
            click.Option(["--json", "as_json"], is_flag=True, help="Print one JSON object instead of text."),
            click.Option(["--debug"], is_flag=True, help="Show the traceback of a fault."),
        ]

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the example."""
        _write_example(formatter, self.example)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        is_debugging = ctx.params.pop("debug")
        try:
            return super().invoke(ctx)
        except CatrucError as error:
            diagnostics, exit_code = error.diagnostics, error.exit_code
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            return ctx.exit(ABORTED)
        except Exception as error:
            if is_debugging:
                raise
            what = f"{type(error).__name__}: {error}"
            remedy = "this is a fault of catruc: run it again with --debug and report what it says"
            diagnostics, exit_code = (Diagnostic("catruc", what, remedy),), OUR_FAULT
        _report(diagnostics, exit_code, ctx.params)
        return ctx.exit(exit_code)


class Verbs(click.Group):
    """The group of all verbs; with ``--json`` even a wrong command line is answered by an object."""

    command_class = Verb

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of the work."""
        return list(self.commands)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the example."""
        _write_example(formatter, "catruc plan scenarios/dong_phu.yaml")

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb."""
        wants_json = "--json" in ctx.args
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            if wants_json:
                from optimizer.commandline.terminal.failure_text import failure_record

                usage = error.ctx.command_path if error.ctx else "catruc"
                diagnostic = Diagnostic(usage, error.format_message(), f"see {usage} --help")
                print_json(failure_record([diagnostic], USAGE, "en"))
            raise


def _write_example(formatter: click.HelpFormatter, example: str) -> None:
    with formatter.section("Example"):
        formatter.write(f"{'':{formatter.current_indent}}{example}\n")


def _report(diagnostics: Sequence[Diagnostic], exit_code: int, params: Mapping[str, Any]) -> None:
    from optimizer.commandline.terminal.failure_text import failure_record

    record = failure_record(diagnostics, exit_code, params.get("language") or "vi")
    click.echo("\n".join([record["verdict"], *map(str, diagnostics)]), err=True)
    if params["as_json"]:
        print_json(record)
