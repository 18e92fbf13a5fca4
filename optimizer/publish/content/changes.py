"""What a revision changes of the roster before it: each officer's day, before and after; and how revisions follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from optimizer.publish.content.lookups import officer_order, place_name, post_name
from optimizer.publish.content.publication import Publication
from optimizer.run.record import RevisionRecord
from optimizer.texts import tracking as words
from optimizer.texts.formats import Texts
from optimizer.world.plan import RosterRow


@dataclass(frozen=True, slots=True)
class ChangedDay:
    """One officer's duties of one day, before and after."""

    officer: str
    name: str
    unit: str
    """Id."""
    date: date
    before: str
    after: str


def revision_mark(publication: Publication) -> str:
    """Which revision the documents are, and which one it replaces; nothing for the first."""
    revision, texts = publication.record.revision, publication.texts
    if revision is None or revision.parent is None:
        return ""
    when = _moment(texts, revision)
    return texts(words.REVISION_MARK, number=revision.number, when=when, parent=revision.parent)


def revision_reason(publication: Publication) -> str:
    """How a revision came about, and why."""
    revision, texts = publication.record.revision, publication.texts
    if revision is None:
        return ""
    kind = texts(words.REVISION_KINDS[revision.kind])
    return f"{kind}: {revision.reason}" if revision.reason else kind


def lineage(publication: Publication) -> list[list[str]]:
    """A row for each revision up to this one: number, when, by whom, how, why."""
    texts, history = publication.texts, publication.history
    return [
        [
            str(each.number),
            _moment(texts, each),
            each.by or texts(words.NOBODY),
            texts(words.REVISION_KINDS[each.kind]),
            each.reason,
        ]
        for each in (() if history is None else history.lineage)
    ]


def lineage_headings(texts: Texts) -> list[str]:
    """What stands above :func:`lineage`."""
    parts = (words.REVISION_NUMBER, words.REVISION_WHEN, words.REVISION_BY, words.REVISION_KIND, words.REVISION_REASON)
    return [texts(part) for part in parts]


def changed_days(publication: Publication) -> tuple[ChangedDay, ...]:
    """Every officer's day on which duties are others than before, by unit, officer and date."""
    if publication.history is None:
        return ()
    scenario = publication.scenario
    before, after = _by_day(publication.history.previous), _by_day(publication.plan.roster)
    changed: dict[str, list[date]] = defaultdict(list)
    for officer, day in sorted({*before, *after}):
        if _duties(before.get((officer, day), ())) != _duties(after.get((officer, day), ())):
            changed[officer].append(day)
    known = [officer for officer in changed if officer in scenario.officers]
    order = {officer: number for number, officer in enumerate(officer_order(scenario, known))}
    units = {unit: number for number, unit in enumerate(scenario.units)}
    return tuple(
        ChangedDay(
            officer,
            scenario.officers[officer].name,
            scenario.officers[officer].unit,
            day,
            _told(publication, before.get((officer, day), ())),
            _told(publication, after.get((officer, day), ())),
        )
        for officer in sorted(known, key=lambda each: (units[scenario.officers[each].unit], order[each]))
        for day in changed[officer]
    )


def changes_line(publication: Publication, days: Iterable[ChangedDay]) -> str:
    """How much changes, in one sentence; nothing for a first revision."""
    revision, found = publication.record.revision, tuple(days)
    if revision is None or revision.parent is None:
        return ""
    officers = len({day.officer for day in found})
    return publication.texts(words.CHANGES_COUNT, parent=revision.parent, days=len(found), officers=officers)


def _by_day(rows: Iterable[RosterRow]) -> Mapping[tuple[str, date], list[RosterRow]]:
    found: dict[tuple[str, date], list[RosterRow]] = defaultdict(list)
    for row in rows:
        found[row.officer, row.date].append(row)
    return found


def _duties(rows: Iterable[RosterRow]) -> frozenset[tuple[str, str, str, datetime, datetime]]:
    return frozenset((row.shift, row.post, row.place, row.start, row.end) for row in rows)


def _told(publication: Publication, rows: Iterable[RosterRow]) -> str:
    texts, scenario = publication.texts, publication.scenario
    parts = []
    for row in sorted(rows, key=lambda row: row.start):
        shift = scenario.shifts[row.shift].name if row.shift in scenario.shifts else row.shift
        where = post_name(scenario, row.post)
        if row.role != "desk":
            where = f"{where} – {place_name(scenario, row.place)}"
        parts.append(f"{shift} {texts.period(row.start, row.end)}, {where}")
    return "; ".join(parts) or texts(words.NO_DUTY)


def _moment(texts: Texts, revision: RevisionRecord) -> str:
    try:
        at = datetime.fromisoformat(revision.at)
    except ValueError:
        return revision.at
    return f"{texts.clock(at)} {texts.day(at.date())}"
