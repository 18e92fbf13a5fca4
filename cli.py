"""The command line: one function per verb, each calling its workflow and printing the verdict.

Everything heavy is imported inside the commands, so that ``catruc --help`` answers at once.
"""

from __future__ import annotations

import io
import json
import math
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from optimizer.errors import CatrucError, Problem, ScenarioError

if TYPE_CHECKING:
    from optimizer.public_instances.bench import BenchRequest, InstanceOutcome
    from optimizer.stopping import StopRequest
    from optimizer.terminal.progress import Progress
    from optimizer.terminal.sweep_progress import SweepProgress
    from optimizer.workflows import PlanOutcome, PlanRequest

Result = TypeVar("Result")

OUR_FAULT, USAGE, VERIFICATION_FAILED, NOT_ACCEPTED, ABORTED = 1, 2, 6, 7, 130
"""Exit codes that no error carries; the last one, after a second Ctrl-C, is what shells expect."""
LONGEST_SECONDS = 7 * 24 * 3600
MOST_COMPARED = 26
"""Runs of one comparison, called A to Z."""
MOST_DISTRICTS = 2000
"""Of a made-up country; Viet Nam had 705."""


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
            problems, exit_code = error.problems, error.exit_code
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            return ctx.exit(ABORTED)
        except Exception as error:
            if is_debugging:
                raise
            what = f"{type(error).__name__}: {error}"
            remedy = "this is a fault of catruc: run it again with --debug and report what it says"
            problems, exit_code = (Problem("catruc", what, remedy),), OUR_FAULT
        _report(problems, exit_code, ctx.params)
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
                from optimizer.terminal.failure_text import failure_record

                usage = error.ctx.command_path if error.ctx else "catruc"
                problem = Problem(usage, error.format_message(), f"see {usage} --help")
                _print_json(failure_record([problem], USAGE, "en"))
            raise


def _write_example(formatter: click.HelpFormatter, example: str) -> None:
    with formatter.section("Example"):
        formatter.write(f"{'':{formatter.current_indent}}{example}\n")


def _report(problems: Sequence[Problem], exit_code: int, params: Mapping[str, Any]) -> None:
    from optimizer.terminal.failure_text import failure_record

    record = failure_record(problems, exit_code, params.get("language") or "vi")
    click.echo("\n".join([record["verdict"], *map(str, problems)]), err=True)
    if params["as_json"]:
        _print_json(record)


def _print_json(record: object) -> None:
    click.echo(json.dumps(record, ensure_ascii=False, indent=2))


def _print(lines: Iterable[str]) -> None:
    click.echo("\n".join(lines))


def _seconds(_context: click.Context, _parameter: click.Parameter, value: float) -> float:
    if not (math.isfinite(value) and 0 < value <= LONGEST_SECONDS):
        raise click.BadParameter(f"{value:g} is not between 0 and {LONGEST_SECONDS:,} seconds")
    return value


def _address(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"(tcp|tls)://[^/\s]+:\d+", value):
        raise click.BadParameter(f"{value!r} is not of the form tcp://host:8786 or tls://host:8786")
    return value


_scenario = click.argument("scenario", type=click.Path(path_type=Path))
_set = click.option(
    "--set",
    "overrides",
    multiple=True,
    metavar="PATH=VALUE",
    help="Change one value of the scenario, e.g. campaign.finish_by=2024-06-20; repeatable.",
)
_overlay = click.option(
    "--overlay",
    "overlays",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Lay a file over the scenario; a bare name is looked for in its folder what_if; repeatable.",
)
_language = click.option(
    "--lang", "language", type=click.Choice(["vi", "en"]), help="Language of the output; the campaign's if left out."
)


_time = click.option(
    "--time",
    "seconds",
    type=float,
    default=60.0,
    show_default=True,
    callback=_seconds,
    metavar="SECONDS",
    help="Time to plan in.",
)
_seed = click.option(
    "--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True, help="Seed of the search."
)
_workers = click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=lambda: min(8, max(2, os.cpu_count() or 2)),
    show_default="processors, 2 to 8",
    help="Threads of the solvers.",
)
_deterministic = click.option(
    "--deterministic", is_flag=True, help="Limits in solver steps: the same CSV files on every run."
)
_quiet = click.option("-q", "--quiet", is_flag=True, help="No progress on standard error.")


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="catruc")
def main() -> None:
    """Duty plans that reach a public-service target on time, verified before they are published."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() not in ("utf-8", "utf8"):
            stream.reconfigure(encoding="utf-8")


@main.command(example="catruc new my_campaign")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--districts",
    type=click.IntRange(1, MOST_DISTRICTS),
    help="Make up a province of so many districts instead, above 11 a country of several provinces.",
)
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="Seed of what is made up; with --districts [1].")
@_language
def new(directory: Path, districts: int | None, seed: int | None, language: str | None, *, as_json: bool) -> None:
    """Create a campaign to start from.

    Writes a small scenario that works as it is, and a workbook to fill in. With --districts, writes provinces that do
    not exist, drawn from the figures of the reference case: to try how plans scale.
    """
    from optimizer.terminal.new_text import new_lines, province_lines
    from optimizer.workflows import new_campaign, new_provinces

    if districts is None and seed is not None:
        raise click.UsageError("--seed goes with --districts; a campaign to fill in has nothing to draw")
    files = (
        new_campaign(directory)
        if districts is None
        else new_provinces(directory, districts, 1 if seed is None else seed)
    )
    if as_json:
        _print_json({"status": "created", "files": [str(path) for path in files]})
    else:
        lines = new_lines if districts is None else province_lines
        _print(lines(directory, files, language or "vi"))


@main.command(example="catruc check scenarios/dong_phu.yaml --set campaign.finish_by=2024-06-20")
@_scenario
@click.option("--diff", is_flag=True, help="Tell each value that differs from the base, old → new, and its line.")
@_overlay
@_set
@_language
def check(
    scenario: Path,
    overlays: tuple[Path, ...],
    overrides: tuple[str, ...],
    language: str | None,
    *,
    diff: bool,
    as_json: bool,
) -> None:
    """Check a scenario and tell what it holds.

    Nothing is planned; errors name file, line and remedy. With --diff it tells what overlays, --set and the files
    that extend another change of the base, the file at the end of 'extends'.
    """
    from optimizer.workflows import check_scenario

    checked = check_scenario(scenario, overlays, overrides, language, with_changes=diff)
    if as_json:
        _print_json(checked.to_json())
    else:
        _print(checked.lines())


@main.command(example="catruc plan scenarios/dong_phu.yaml --time 120 -o runs/april")
@_scenario
@click.option("-o", "--output", "directory", type=click.Path(path_type=Path), help="Run folder [runs/<scenario>].")
@_time
@_seed
@_workers
@_deterministic
@_quiet
@_overlay
@_set
@_language
def plan(
    scenario: Path,
    directory: Path | None,
    seconds: float,
    seed: int,
    workers: int,
    overlays: tuple[Path, ...],
    overrides: tuple[str, ...],
    language: str | None,
    *,
    deterministic: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Plan a campaign, verify, write the run folder.

    The plan goes down to names. Ctrl-C keeps the best plan found so far; a second one gives up.
    """
    from optimizer.terminal.progress import QuietProgress, progress

    # The display comes first: what else is needed takes a second to import.
    show = QuietProgress() if quiet else progress(sys.stderr, time.monotonic, language or "vi")
    with closing(show):
        from optimizer.workflows import PlanRequest

        request = PlanRequest(scenario, directory, seconds, seed, deterministic, workers, overlays, overrides, language)
        outcome = _plan(request, show)
    _print_plan(outcome, as_json=as_json)


def _plan(request: PlanRequest, show: Progress) -> PlanOutcome:
    from optimizer.stopping import StopRequest
    from optimizer.workflows import plan_campaign

    stop = StopRequest()
    return _interruptibly(
        lambda: plan_campaign(request, show.event, stop, time.monotonic), stop, show, request.language
    )


def _interruptibly(
    work: Callable[[], Result],
    stop: StopRequest,
    show: Progress | SweepProgress,
    language: str | None,
    remark: str = "stopping",
) -> Result:
    """Do work that hears ``stop``: Ctrl-C requests it, a second one gives up."""
    from optimizer.terminal.interruption import run_interruptibly
    from optimizer.terminal.native_output import native_output_aside
    from optimizer.terminal.phrases import phrase

    def give_up() -> None:
        show.close()
        os._exit(ABORTED)

    with native_output_aside():
        return run_interruptibly(work, stop, on_stop=lambda: show.say(phrase(language or "vi", remark)), abort=give_up)


def _print_plan(outcome: PlanOutcome, *, as_json: bool) -> None:
    from optimizer.terminal.failure_text import problem_records
    from optimizer.terminal.plan_text import PlanText

    text = PlanText(outcome.publication, outcome.directory)
    problems = outcome.misplaced.problems if outcome.misplaced else ()
    for problem in (*outcome.warnings, *problems):
        click.echo(str(problem), err=True)
    if as_json:
        where = {"verdict": text.verdict(), "directory": str(outcome.directory)}
        _print_json({**where, **outcome.publication.run_record, "problems": problem_records(problems)})
    else:
        _print(text.lines())
    if outcome.misplaced:
        click.get_current_context().exit(outcome.misplaced.exit_code)
    if not outcome.is_accepted:
        click.get_current_context().exit(NOT_ACCEPTED)


@main.command(example="catruc verify runs/dong_phu")
@click.argument("run", type=click.Path(path_type=Path))
@_language
def verify(run: Path, language: str | None, *, as_json: bool) -> None:
    """Verify a run folder, also one edited by hand.

    Everything is recomputed from the files; exit code 6 if it does not hold.
    """
    from optimizer.terminal.verify_text import VerifyText, language_of
    from optimizer.workflows import verify_run

    verification = verify_run(run)
    text = VerifyText(verification, language or language_of(run))
    if as_json:
        _print_json({"verdict": text.verdict(), "directory": str(run), **verification.to_json()})
    else:
        _print(text.lines())
    if not verification.passed:
        click.get_current_context().exit(VERIFICATION_FAILED)


@main.command(example="catruc compare runs/dong_phu runs/no_evenings -o runs/compare")
@click.argument("sources", nargs=-1, required=True, metavar="RUN_OR_SCENARIO...", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "directory",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("runs/compare"),
    show_default=True,
    help="Folder for the page, the tables and the record of the comparison.",
)
@_time
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True, help="Seed of the search.")
@_workers
@_deterministic
@click.option("--unverified", is_flag=True, help="Take runs that do not verify, or are of another version, too.")
@_quiet
@_language
def compare(
    sources: tuple[Path, ...],
    directory: Path,
    seconds: float,
    seed: int,
    workers: int,
    language: str | None,
    *,
    deterministic: bool,
    unverified: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Compare plans down to who works where.

    The first is the base, the others are held against it. Run folders are read; scenario files are planned first, each
    into its run folder runs/<scenario>, with the time, seed and threads given.
    """
    from optimizer.terminal.progress import QuietProgress, progress

    if not 2 <= len(sources) <= MOST_COMPARED:
        raise click.UsageError(f"{len(sources)} given; compare takes 2 to {MOST_COMPARED} runs or scenarios")
    show = QuietProgress() if quiet else progress(sys.stderr, time.monotonic, language or "vi")
    with closing(show):
        from optimizer.stopping import StopRequest
        from optimizer.workflows import CompareRequest, PlanRequest, compare_plans

        how = PlanRequest(sources[0], None, seconds, seed, deterministic, workers, language=language)
        request = CompareRequest(sources, directory, how, must_verify=not unverified)
        stop = StopRequest()
        text = _interruptibly(lambda: compare_plans(request, show.event, stop, time.monotonic), stop, show, language)
    if as_json:
        _print_json(text.to_json())
    else:
        _print(text.lines())


@main.command(example="catruc sweep scenarios/sweeps/how_few_officers.yaml -o sweeps/april")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", "directory", type=click.Path(path_type=Path), help="Folder [sweeps/<file>].")
@click.option(
    "--cluster",
    metavar="ADDRESS",
    callback=_address,
    help="Plan on the Dask cluster at tcp://… or tls://… [processes of this machine].",
)
@click.option("--resume", is_flag=True, help="Continue in a folder: plan only what is not finished.")
@click.option("--yes", is_flag=True, help="Do not ask twice before very many plans.")
@_quiet
@_language
def sweep(
    file: Path,
    directory: Path | None,
    cluster: str | None,
    language: str | None,
    *,
    resume: bool,
    yes: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Plan many variants side by side.

    A sweep file says what varies. Each plan is kept as soon as it is finished; Ctrl-C stops, and --resume continues.
    """
    from optimizer.stopping import StopRequest
    from optimizer.sweep.sweeping import SweepRequest, run_sweep
    from optimizer.terminal.sweep_progress import sweep_progress

    request = SweepRequest(file, directory, cluster, resume, yes, language)
    stop = StopRequest()
    with closing(sweep_progress(None if quiet else sys.stderr, time.monotonic, language or "vi")) as show:
        outcome = _interruptibly(lambda: run_sweep(request, show.tell, stop), stop, show, language, "sweep_stopping")
    text = outcome.text()
    if as_json:
        _print_json({"verdict": text.verdict(), "directory": str(outcome.directory), **outcome.summary})
    else:
        _print(text.lines())
    if not outcome.is_accepted:
        click.get_current_context().exit(NOT_ACCEPTED)


@main.command(example="catruc bench tests/instances/ward.txt --time 10 --seeds 3 -o runs/bench")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "directory",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("runs/bench"),
    show_default=True,
    help="Folder that gets a folder for each instance.",
)
@_time
@_seed
@click.option(
    "--seeds",
    type=click.IntRange(1, 99),
    help="Plan with so many seeds from the first; the median counts, all are kept.",
)
@_workers
@_deterministic
@_quiet
@_language
def bench(
    files: tuple[Path, ...],
    directory: Path,
    seconds: float,
    seed: int,
    seeds: int | None,
    workers: int,
    language: str | None,
    *,
    deterministic: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Plan public rostering instances.

    They are planned by the engine that rosters officers, each with the time given, and scored independently. A table
    best_known.csv beside a file is compared with. Ctrl-C keeps what was found so far.
    """
    from optimizer.terminal.progress import QuietProgress, progress

    show = QuietProgress() if quiet else progress(sys.stderr, time.monotonic, language or "vi")
    with closing(show):
        from optimizer.public_instances.bench import BenchRequest
        from optimizer.stopping import StopRequest
        from optimizer.workflows import bench_instances

        request = BenchRequest(files, directory, seconds, seed, seeds, deterministic, workers)
        stop = StopRequest()
        outcomes = _interruptibly(
            lambda: bench_instances(request, show.event, stop, time.monotonic), stop, show, language
        )
    _print_bench(request, outcomes, language or "vi", was_interrupted=stop.is_requested, as_json=as_json)


def _print_bench(
    request: BenchRequest, outcomes: list[InstanceOutcome], language: str, *, was_interrupted: bool, as_json: bool
) -> None:
    from optimizer.terminal.bench_text import BenchText
    from optimizer.terminal.failure_text import problem_records

    text = BenchText(outcomes, request.directory, language, was_interrupted=was_interrupted)
    errors = [error for outcome in outcomes for error in outcome.errors]
    problems = [problem for error in errors for problem in error.problems]
    exit_code = errors[0].exit_code if errors else 0
    for problem in problems:
        click.echo(str(problem), err=True)
    if as_json:
        _print_json({**text.to_json(), "exit_code": exit_code, "problems": problem_records(problems)})
    else:
        _print(text.lines())
    click.get_current_context().exit(exit_code)


@main.command(example="catruc rules rest_between_duties")
@click.argument("kind", required=False)
@click.option("--markdown", is_flag=True, help="Print a table of all kinds for docs/reference.md.")
def rules(kind: str | None, *, markdown: bool, as_json: bool) -> None:
    """List the kinds of rules, or explain one."""
    from optimizer.terminal.rules_text import rules_table
    from optimizer.workflows import describe_rules

    try:
        descriptions = describe_rules(kind)
    except ScenarioError as error:
        raise click.BadParameter(f"{error.problems[0].what}; {error.problems[0].remedy}", param_hint="KIND") from error
    if as_json:
        from dataclasses import asdict

        _print_json({"rules": [asdict(description) for description in descriptions]})
    elif markdown:
        _print(rules_table(descriptions))
    elif kind:
        _print(map(str, descriptions))
    else:
        width = max(len(description.kind) for description in descriptions)
        _print(f"{description.kind:<{width}}  {description.title}" for description in descriptions)


@main.command(example="catruc schema > schema.json")
@click.option("--write", is_flag=True, help="Write scenarios/schema.json and scenarios/default.yaml anew.")
def schema(*, write: bool, as_json: bool) -> None:
    """Print the JSON schema of scenario files."""
    from optimizer.workflows import scenario_schema, write_schema

    if not write:
        click.echo(scenario_schema(), nl=False)
        return
    files = [str(path) for path in write_schema(Path("scenarios"))]
    if as_json:
        _print_json({"status": "written", "files": files})
    else:
        _print(f"written: {name}" for name in files)
