"""``catruc replan --revert``: an earlier revision of a campaign made the newest one again."""

from __future__ import annotations

from pathlib import Path

from optimizer.errors import DamagedRunError, VerificationError
from optimizer.events import Event, Report
from optimizer.workflows.revising import Revised, Signature, open_run


def revert_run(run: Path, number: int, signed: Signature, report: Report) -> Revised:
    """Make an earlier revision the newest one again.

    Raises
    ------
    JournalError
        If there is no such revision.
    RunFolderError, VerificationError
        If a run cannot be read or written, or does not verify.
    """
    from optimizer.publish.content.publication import Publication
    from optimizer.run.reading import read_folder
    from optimizer.run.safe_files import read_file
    from optimizer.run.seal import SCENARIO_FILE
    from optimizer.track.journal import open_journal
    from optimizer.track.mending import roster_difference
    from optimizer.verify.verified_run import read_run
    from optimizer.workflows.revisions import publish_revision

    journal = open_journal(run)
    folder = journal.revision(number).folder
    try:
        opened = open_run(run, report)
    except (DamagedRunError, VerificationError):  # what the run folder should hold is in the journal
        newest = journal.newest()
        opened = open_run(folder if newest is None else newest.folder, report)
    report(Event("verify"))
    earlier, files = read_run(folder), read_folder(folder)
    report(Event("publish"))
    publication = Publication(
        earlier.scenario,
        earlier.plan,
        earlier.record,
        earlier.verification,
        read_file(folder / SCENARIO_FILE).decode("utf-8-sig"),
        published=signed.author.at,
        simulation=earlier.simulation,
        actuals=files.actuals,
        replaced=opened.plan.roster if files.replaced is None else files.replaced.rows,
    )
    publication, revision = publish_revision(run, publication, "revert", signed.author, reason=signed.reason)
    difference = roster_difference(opened.plan.roster, earlier.plan.roster)
    return Revised(run, publication, opened.record, difference, revision.number)
