"""Answers on a roster as objects of JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

from optimizer.track.mending import DutyOf
from optimizer.track.standing_in import Candidate
from optimizer.workflows.explain_roster import WhyHere, WhyNot


def candidate_record(candidate: Candidate) -> dict[str, Any]:
    """Who could take a duty, and what is lost."""
    return {
        "officer": candidate.officer,
        "unit": candidate.unit,
        "lawful": candidate.is_lawful,
        "on_loan": candidate.is_lent,
        "burden_added": round(candidate.burden, 6),
        "burden_per_day": round(candidate.share, 6),
        "days_off_moved": candidate.days_moved,
        "breaches": [
            {"rule": breach.rule, "amount": round(breach.amount, 6), "hard": breach.is_hard}
            for breach in candidate.breaches
        ],
    }


def here_record(why: WhyHere) -> dict[str, Any]:
    """Who else could have a duty."""
    return {**duty_record(why.duty), "others": [candidate_record(other) for other in why.others]}


def elsewhere_record(why: WhyNot) -> dict[str, Any]:
    """What it would come to if somebody took a duty."""
    changes = why.changes
    return {
        **duty_record(why.duty),
        "candidate": None if why.candidate is None else candidate_record(why.candidate),
        "changes": None
        if changes is None
        else {
            "taken": [duty_record(duty) for duty in changes.taken],
            "given": [duty_record(duty) for duty in changes.given],
        },
        "is_never": why.is_never,
        "rules": list(why.rules),
    }


def duty_record(duty: DutyOf) -> dict[str, str]:
    """One duty of one officer."""
    day: date = duty.date
    return {"officer": duty.officer, "date": day.isoformat(), "shift": duty.shift, "post": duty.post}
