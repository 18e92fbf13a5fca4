"""Usage that is refused, told in the language of the command line."""

from __future__ import annotations

import re
import sys
from typing import IO, Any

import click

from optimizer.texts import commandline as texts
from optimizer.texts.libraries import recognised
from optimizer.texts.messages import AS_IT_IS, Language, Message, Said


class WrongUsageError(click.UsageError):
    """Usage that a verb of ours refuses."""

    def __init__(self, told: Said) -> None:
        super().__init__(str(told))
        self.told = told


class WrongValueError(click.BadParameter):
    """A value that an option or argument of ours refuses."""

    def __init__(self, told: Said, param_hint: str | None = None) -> None:
        super().__init__(str(told), param_hint=param_hint)
        self.told = told


class RefusedUsageError(click.UsageError):
    """Refused usage, ready to be shown: what the library says and what the verbs say alike."""

    def __init__(self, error: click.UsageError, language: Language) -> None:
        super().__init__(error.format_message(), error.ctx)
        self.told, self.language = told_of(error), language

    def format_message(self) -> str:
        """What is wrong."""
        return self.told.in_language(self.language)

    def show(self, file: IO[Any] | None = None) -> None:
        """Show the usage, where there is help, and what is wrong."""
        if self.ctx is not None:
            try_help = texts.TRY_HELP(command=self.ctx.command_path).in_language(self.language)
            click.echo(f"{self.ctx.get_usage()}\n{try_help}\n", file=file or sys.stderr)
        click.echo(texts.ERROR(message=self.told).in_language(self.language), file=file or sys.stderr)


def told_of(error: click.UsageError) -> Said:
    """What is wrong, in both languages."""
    if isinstance(error, WrongUsageError):
        return error.told
    message = error.format_message()
    if isinstance(error, WrongValueError):
        parameter = re.escape(str(error.told))
        before = re.fullmatch(rf"(?s).*for (.+?): {parameter}", message)
        return texts.INVALID_VALUE(parameter=before[1] if before else "", message=error.told)
    return _recognised(message)


def _recognised(message: str) -> Message:
    """A sentence of the library, and the sentence in it."""
    found = recognised(message, texts.REFUSALS)
    if found.template is AS_IT_IS:
        return found
    values = {name: _recognised(str(value)) if name == "message" else value for name, value in found.values}
    return found.template(**values)
