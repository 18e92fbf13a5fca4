"""In which language a command speaks.

What is asked for with ``--lang`` goes first, then the campaign's language as far as its files can be read, then what
the environment says (``CATRUC_LANG``, else the locale), and else Vietnamese. Help and refused usage, which know of no
campaign, leave that step out.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from optimizer.texts.messages import Language

OfCampaign = Callable[[Mapping[str, Any]], Language | None]
"""From the parameters of a verb to the language of the campaign it is about, as far as that can be read."""
_SPOKEN, _ASKED = "catruc.spoken", "catruc.asked"


def language_of_words(words: Sequence[str], environment: Mapping[str, str] = os.environ) -> Language:
    """What a command line asks for, wherever it does; else what the environment says."""
    for number, word in enumerate(words):
        option, _, value = word.partition("=")
        if option == "--lang":
            asked = value or (words[number + 1] if number + 1 < len(words) else "")
            if (language := _known(asked)) is not None:
                return language
    return language_of_environment(environment)


def language_of_environment(environment: Mapping[str, str] = os.environ) -> Language:
    """``CATRUC_LANG``, else the locale if it is an English one, else Vietnamese."""
    if (language := _known(environment.get("CATRUC_LANG", ""))) is not None:
        return language
    locale = environment.get("LC_ALL") or environment.get("LANG") or ""
    return "en" if locale.lower().startswith("en") else "vi"


def speak(context: click.Context, language: Language) -> None:
    """Settle the language of a command."""
    context.meta[_SPOKEN] = language


def ask(context: click.Context, language: Language) -> None:
    """Settle the language of a command as its user asks, so that it goes over the campaign's."""
    context.meta[_SPOKEN] = context.meta[_ASKED] = language


def spoken(context: click.Context | None = None) -> Language:
    """The language of the running command."""
    context = context or click.get_current_context(silent=True)
    language: Language | None = context.meta.get(_SPOKEN) if context is not None else None
    return language or language_of_environment()


def asked_for(context: click.Context | None = None) -> Language | None:
    """The language asked for with ``--lang``."""
    context = context or click.get_current_context()
    language: Language | None = context.meta.get(_ASKED)
    return language


def of_scenario(parameters: Mapping[str, Any]) -> Language | None:
    """The language of a scenario with what is laid over it."""
    from optimizer.scenario.reading.language import campaign_language

    return campaign_language(parameters["scenario"], parameters["overlays"], parameters["overrides"])


def of_run(parameters: Mapping[str, Any]) -> Language | None:
    """The language of a run folder."""
    return _of_source(parameters["run"])


def of_run_or_scenario(parameters: Mapping[str, Any]) -> Language | None:
    """The language of a run folder, or of a scenario with what is laid over it."""
    source = parameters["source"]
    return _of_source(source) if source.is_dir() else of_scenario({**parameters, "scenario": source})


def of_sources(parameters: Mapping[str, Any]) -> Language | None:
    """The language of the first of several runs and scenarios."""
    return _of_source(parameters["sources"][0])


def of_sweep(parameters: Mapping[str, Any]) -> Language | None:
    """The language of the first scenario that a sweep file names."""
    from optimizer.sweep.language import sweep_language

    return sweep_language(parameters["file"])


def _of_source(path: Path) -> Language | None:
    from optimizer.scenario.reading.language import campaign_language

    file = path / "scenario.resolved.yaml"
    if not path.is_dir():
        return campaign_language(path)
    # A run folder may come from anybody: nothing outside of it is read.
    return None if file.is_symlink() else campaign_language(file)


def _known(text: str) -> Language | None:
    word = text.strip().lower()
    return "en" if word.startswith("en") else "vi" if word.startswith("vi") else None
