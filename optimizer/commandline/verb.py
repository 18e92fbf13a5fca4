"""What every verb has: ``--json``, ``--debug``, ``--lang``, an example, help and errors in the language spoken."""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence
from typing import Any

import click

from optimizer.commandline.language import OfCampaign, ask, asked_for, language_of_words, speak, spoken
from optimizer.commandline.printing import print_json
from optimizer.commandline.terminal.standard_streams import forgiving_streams
from optimizer.commandline.usage import RefusedUsageError
from optimizer.errors import CatrucError, Diagnostic
from optimizer.scenario.reading.characters import escaped
from optimizer.texts import commandline as texts
from optimizer.texts.diagnostics.files import CANNOT_BE_WRITTEN
from optimizer.texts.diagnostics.planning import DEBUG_AND_REPORT
from optimizer.texts.libraries import reason_of
from optimizer.texts.messages import AS_IT_IS, LANGUAGES, Language, Template

OUR_FAULT, USAGE, VERIFICATION_FAILED, NOT_ACCEPTED, ABORTED = 1, 2, 6, 7, 130
"""Exit codes that no error carries; the last one, after a second Ctrl-C, is what shells expect."""
UNHEARD = 2
"""Exit code of work that is done, but whose verdict and data could not be written to standard output."""


LANGUAGE_CHOICE = click.Choice(LANGUAGES)


class Option(click.Option):
    """An option that explains itself in the language spoken."""

    def __init__(
        self, declarations: Sequence[str], *, text: Template, default_text: Template | None = None, **settings: Any
    ) -> None:
        super().__init__(declarations, **{**settings, "help": text.in_language("en")})
        self.text, self.default_text = text, default_text

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """How the option is written; what it does, with its default and range."""
        record = super().get_help_record(ctx)
        if record is None:
            return None
        language, extra = spoken(ctx), self.get_help_extra(ctx)
        told = self.default_text.in_language(language) if self.default_text else extra.get("default")
        default = [texts.DEFAULT(value=told).in_language(language)] if told else []
        remarks = "; ".join([*default, *([extra["range"]] if "range" in extra else [])])
        text = self.text.in_language(language)
        return record[0], f"{text}  [{remarks}]" if remarks else text


class _Spoken(click.Command):
    """Help in the language spoken.

    Parameters
    ----------
    about
        What it does: a sentence, which stands in the list of verbs, and more below it.
    example
        A command line, shown below the help.
    """

    def __init__(self, *arguments: Any, about: Template, example: str, **settings: Any) -> None:
        super().__init__(*arguments, **{**settings, "help": about.in_language("en")})
        self.about, self.example = about, example

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option that shows this."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = texts.SHOW_HELP.in_language(spoken(ctx))
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """How the command is written."""
        language = spoken(ctx)
        metavars = {text.en: text.in_language(language) for text in (texts.OPTIONS_METAVAR, texts.VERBS_METAVAR)}
        pieces = [metavars.get(piece, piece) for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=f"{texts.USAGE.in_language(language)} ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What it does."""
        self.help = self.about.in_language(spoken(ctx))
        super().format_help_text(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What can be chosen."""
        options = (option for option in self.get_params(ctx) if isinstance(option, click.Option))
        with formatter.section(texts.OPTIONS.in_language(spoken(ctx))):
            formatter.write_dl([record for option in options if (record := option.get_help_record(ctx)) is not None])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the example."""
        with formatter.section(texts.EXAMPLE.in_language(spoken(ctx))):
            formatter.write(f"{'':{formatter.current_indent}}{self.example}\n")


class Verb(_Spoken):
    """A command that turns errors into a verdict, problems on standard error and the exit code they carry.

    Parameters
    ----------
    campaign
        Reads the language of the campaign that the command is about, if it is about one.
    """

    def __init__(self, *arguments: Any, campaign: OfCampaign | None = None, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.campaign = campaign
        self.params += [
            Option(["--lang", "language"], type=LANGUAGE_CHOICE, text=texts.LANG),
            Option(["--json", "as_json"], is_flag=True, text=texts.JSON),
            Option(["--debug"], is_flag=True, text=texts.DEBUG),
        ]

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        is_debugging, asked = ctx.params.pop("debug"), ctx.params.pop("language")
        if asked is not None:
            ask(ctx, asked)
        elif asked_for(ctx) is None and self.campaign is not None:
            speak(ctx, self.campaign(ctx.params) or spoken(ctx))
        try:
            return super().invoke(ctx)
        except CatrucError as error:
            diagnostics, exit_code, verdict = error.diagnostics, error.exit_code, error.verdict
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            return ctx.exit(ABORTED)
        except Exception as error:
            if is_debugging:
                raise
            what = AS_IT_IS(text=f"{type(error).__name__}: {error}")
            diagnostics, exit_code, verdict = (Diagnostic("catruc", what, DEBUG_AND_REPORT),), OUR_FAULT, None
        _report(ctx, diagnostics, exit_code, verdict)
        return ctx.exit(exit_code)


class Verbs(_Spoken, click.Group):
    """The group of all verbs; with ``--json`` even a wrong command line is answered by an object."""

    command_class = Verb

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.params.append(Option(["--lang"], type=LANGUAGE_CHOICE, expose_value=False, callback=_ask, text=texts.LANG))

    def main(self, *arguments: Any, **settings: Any) -> Any:
        """Run a command line; what it is told that nobody can hear has an exit code of its own."""
        with forgiving_streams() as told:
            try:
                return super().main(*arguments, **settings)
            except SystemExit as ended:
                sys.stdout.flush()
                if ended.code or told.failure is None or told.failure.errno == errno.EPIPE:
                    raise
                click.echo(_unheard(told.failure).in_language(language_of_words(sys.argv)), err=True)
                raise SystemExit(UNHEARD) from told.failure

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of the work."""
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What can be chosen, and the verbs."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each verb with a sentence."""
        language = spoken(ctx)
        verbs = [(name, verb.about) for name, verb in self.commands.items() if isinstance(verb, Verb)]
        with formatter.section(texts.VERBS.in_language(language)):
            formatter.write_dl([(name, about.in_language(language).partition("\n")[0]) for name, about in verbs])

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the options that stand before the verb."""
        words = list(args)
        try:
            return super().make_context(info_name, args, parent, **extra)
        except KeyboardInterrupt as error:
            raise click.exceptions.Exit(ABORTED) from error
        except click.UsageError as error:
            raise _refused(error, words, language_of_words(words)) from error

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words, and which language they are to be answered in."""
        speak(ctx, language_of_words(args))
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb."""
        words = list(ctx.args)
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as error:
            raise click.exceptions.Exit(ABORTED) from error
        except click.UsageError as error:
            raise _refused(error, words, spoken(ctx)) from error


def _ask(ctx: click.Context, _parameter: click.Parameter, value: Language | None) -> None:
    if value is not None:
        ask(ctx, value)


def _unheard(failure: OSError) -> Diagnostic:
    return Diagnostic(texts.STANDARD_OUTPUT, CANNOT_BE_WRITTEN(reason=reason_of(failure)), texts.HEAR_IT_ELSEWHERE)


def _refused(error: click.UsageError, words: Sequence[str], language: Language) -> click.UsageError:
    """The error as it is to be shown; what asks for an object gets one."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error
    refused = RefusedUsageError(error, language)
    if "--json" in words:
        from optimizer.commandline.terminal.failure_text import failure_record

        usage = error.ctx.command_path if error.ctx else "catruc"
        diagnostic = Diagnostic(usage, refused.told, texts.SEE_HELP(command=usage))
        print_json(failure_record([diagnostic], USAGE, language))
    return refused


def _report(ctx: click.Context, diagnostics: Sequence[Diagnostic], exit_code: int, verdict: Template | None) -> None:
    from optimizer.commandline.terminal.failure_text import failure_record

    language = spoken(ctx)
    record = failure_record(diagnostics, exit_code, language, verdict)
    told = (diagnostic.in_language(language) for diagnostic in diagnostics)
    click.echo(escaped("\n".join([record["verdict"], *told])), err=True)
    if ctx.params["as_json"]:
        print_json(record)
