"""``status.html``: the state of a campaign on one page to print, without scripts."""

from __future__ import annotations

from pathlib import Path

from optimizer.publish.html.templates import page_template
from optimizer.texts import tracking
from optimizer.track.state_words import StateWords

STATUS_PAGE = "status.html"
"""Its name in the folder of the journal."""


def state_page(state: StateWords) -> str:
    """The page."""
    standing, campaign = state.standing, state.scenario.campaign
    return page_template(Path(__file__).with_name("status.html")).render(
        language=state.texts.language,
        texts=state.texts,
        tracking=tracking,
        campaign=campaign.name,
        agency=campaign.agency,
        state=state,
        outcome="met" if standing.state == "on_track" else "missed" if standing.state == "behind" else "mixed",
    )
