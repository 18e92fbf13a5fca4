"""The command line: one function per verb, each calling its workflow and printing the verdict.

Everything heavy is imported inside the commands, so that ``catruc --help`` answers at once.
"""

from __future__ import annotations

import io
import json
import math
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from optimizer.errors import CatrucError, Problem, ScenarioError

if TYPE_CHECKING:
    from optimizer.workflows import PlanRequest

OUR_FAULT, VERIFICATION_FAILED, ABORTED = 1, 6, 130
"""Exit codes that no error carries; the last one, after a second Ctrl-C, is what shells expect."""
LONGEST_SECONDS = 7 * 24 * 3600


class Verb(click.Command):
    """A command that turns errors into problems on standard error and the exit code they carry."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.params += [
            click.Option(["--json", "as_json"], is_flag=True, help="Print one JSON object instead of text."),
            click.Option(["--debug"], is_flag=True, help="Show the traceback of a fault."),
        ]

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        is_debugging = ctx.params.pop("debug")
        try:
            return super().invoke(ctx)
        except CatrucError as error:
            problems, exit_code = error.problems, error.exit_code
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if is_debugging:
                raise
            what = f"{type(error).__name__}: {error}"
            remedy = "this is a fault of catruc: run it again with --debug and report what it says"
            problems, exit_code = (Problem("catruc", what, remedy),), OUR_FAULT
        _report(problems, exit_code, as_json=ctx.params["as_json"])
        return ctx.exit(exit_code)


def _report(problems: Iterable[Problem], exit_code: int, *, as_json: bool) -> None:
    records = [{"where": p.where, "what": p.what, "remedy": p.remedy} for p in problems]
    for problem in problems:
        click.echo(str(problem), err=True)
    if as_json:
        _print_json({"status": "error", "exit_code": exit_code, "problems": records})


def _print_json(record: object) -> None:
    click.echo(json.dumps(record, ensure_ascii=False, indent=2))


def _print(lines: Iterable[str]) -> None:
    click.echo("\n".join(lines))


def _seconds(_context: click.Context, _parameter: click.Parameter, value: float) -> float:
    if not (math.isfinite(value) and 0 < value <= LONGEST_SECONDS):
        raise click.BadParameter(f"{value:g} is not between 0 and {LONGEST_SECONDS:,} seconds")
    return value


_scenario = click.argument("scenario", type=click.Path(path_type=Path))
_set = click.option(
    "--set",
    "overrides",
    multiple=True,
    metavar="PATH=VALUE",
    help="Change one value of the scenario, e.g. campaign.finish_by=2024-06-20; repeatable.",
)
_language = click.option(
    "--lang", "language", type=click.Choice(["vi", "en"]), help="Language of the output; the campaign's if left out."
)


@click.group()
@click.version_option(package_name="catruc")
def main() -> None:
    r"""Duty plans that reach a public-service target on time, verified before they are published.

    \b
    Example:
      catruc plan scenarios/dong_phu.yaml
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() not in ("utf-8", "utf8"):
            stream.reconfigure(encoding="utf-8")


@main.command(cls=Verb)
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@_language
def new(directory: Path, language: str | None, *, as_json: bool) -> None:
    r"""Create a campaign to start from.

    Writes a small scenario that works as it is, and a workbook to fill in.

    \b
    Example:
      catruc new my_campaign
    """
    from optimizer.terminal.new_text import new_lines
    from optimizer.workflows import new_campaign

    files = new_campaign(directory)
    if as_json:
        _print_json({"status": "created", "files": [str(path) for path in files]})
    else:
        _print(new_lines(directory, files, language or "vi"))


@main.command(cls=Verb)
@_scenario
@_set
@_language
def check(scenario: Path, overrides: tuple[str, ...], language: str | None, *, as_json: bool) -> None:
    r"""Check a scenario and tell what it holds.

    Nothing is planned; errors name file, line and remedy.

    \b
    Example:
      catruc check scenarios/dong_phu.yaml --set campaign.finish_by=2024-06-20
    """
    from optimizer.workflows import check_scenario

    checked = check_scenario(scenario, overrides, language)
    if as_json:
        _print_json(checked.to_json())
    else:
        _print(checked.lines())


@main.command(cls=Verb)
@_scenario
@click.option("-o", "--output", "directory", type=click.Path(path_type=Path), help="Run folder [runs/<scenario>].")
@click.option("--time", "seconds", type=float, default=60.0, show_default=True, callback=_seconds, help="Seconds.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True, help="Seed of the search.")
@click.option("--workers", type=click.IntRange(1, 64), help="Threads of the solvers [processors, 2 to 8].")
@click.option("--deterministic", is_flag=True, help="Limits in solver steps: the same plan on every run.")
@click.option("-q", "--quiet", is_flag=True, help="No progress on standard error.")
@_set
@_language
def plan(
    scenario: Path,
    directory: Path | None,
    seconds: float,
    seed: int,
    workers: int | None,
    overrides: tuple[str, ...],
    language: str | None,
    *,
    deterministic: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    r"""Plan a campaign, verify, write the run folder.

    The plan goes down to names. Ctrl-C keeps the best plan found so far; a second one gives up.

    \b
    Example:
      catruc plan scenarios/dong_phu.yaml --time 120 -o runs/april
    """
    from optimizer.workflows import PlanRequest

    threads = workers or min(8, max(2, os.cpu_count() or 2))
    request = PlanRequest(scenario, directory, seconds, seed, deterministic, threads, overrides, language)
    _plan(request, quiet=quiet, as_json=as_json)


def _plan(request: PlanRequest, *, quiet: bool, as_json: bool) -> None:
    from optimizer.stopping import StopRequest
    from optimizer.terminal.interruption import run_interruptibly
    from optimizer.terminal.plan_text import PlanText
    from optimizer.terminal.progress import QuietProgress, progress
    from optimizer.workflows import plan_campaign

    stop = StopRequest()
    show = QuietProgress() if quiet else progress(sys.stderr, time.monotonic)

    def give_up() -> None:
        show.close()
        os._exit(ABORTED)

    try:
        outcome = run_interruptibly(
            lambda: plan_campaign(request, show.event, stop, time.monotonic),
            stop,
            on_stop=lambda: show.say("stopping; the best plan so far is kept (Ctrl-C again gives up)"),
            abort=give_up,
        )
    finally:
        show.close()
    text = PlanText(outcome.publication, outcome.directory)
    for warning in outcome.warnings:
        click.echo(str(warning), err=True)
    if as_json:
        _print_json({"verdict": text.verdict(), "directory": str(outcome.directory), **outcome.publication.run_record})
    else:
        _print(text.lines())
    if outcome.misplaced is not None:
        raise outcome.misplaced


@main.command(cls=Verb)
@click.argument("run", type=click.Path(path_type=Path))
@click.pass_context
def verify(ctx: click.Context, run: Path, *, as_json: bool) -> None:
    r"""Verify a run folder, also one edited by hand.

    Everything is recomputed from the files; exit code 6 if it does not hold.

    \b
    Example:
      catruc verify runs/dong_phu
    """
    from optimizer.workflows import verify_run

    verification = verify_run(run)
    lines = list(verification.lines())
    if as_json:
        _print_json({"verdict": lines[0], "directory": str(run), **verification.to_json()})
    else:
        _print(lines)
    if not verification.passed:
        ctx.exit(VERIFICATION_FAILED)


@main.command(cls=Verb)
@click.argument("kind", required=False)
def rules(kind: str | None, *, as_json: bool) -> None:
    r"""List the kinds of rules, or explain one.

    \b
    Example:
      catruc rules rest_between_duties
    """
    from optimizer.workflows import describe_rules

    try:
        descriptions = describe_rules(kind)
    except ScenarioError as error:
        raise click.BadParameter(f"{error.problems[0].what}; {error.problems[0].remedy}", param_hint="KIND") from error
    if as_json:
        from dataclasses import asdict

        _print_json({"rules": [asdict(description) for description in descriptions]})
    elif kind:
        _print(map(str, descriptions))
    else:
        width = max(len(description.kind) for description in descriptions)
        _print(f"{description.kind:<{width}}  {description.title}" for description in descriptions)


@main.command(cls=Verb)
@click.option("--write", is_flag=True, help="Write scenarios/schema.json and scenarios/default.yaml anew.")
def schema(*, write: bool, as_json: bool) -> None:
    r"""Print the JSON schema of scenario files.

    \b
    Example:
      catruc schema > schema.json
    """
    from optimizer.workflows import scenario_schema, write_schema

    if not write:
        click.echo(scenario_schema(), nl=False)
        return
    files = [str(path) for path in write_schema(Path("scenarios"))]
    if as_json:
        _print_json({"status": "written", "files": files})
    else:
        _print(f"written: {name}" for name in files)
