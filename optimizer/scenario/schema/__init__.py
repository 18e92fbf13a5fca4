"""The schema of a scenario file: what may be written, with units and meaning."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from optimizer.fields import Id, Section, Text, in_vietnamese
from optimizer.rules.catalogue import Rule
from optimizer.scenario.schema.acceptance import Baseline
from optimizer.scenario.schema.campaign import Calendar, Campaign, Shift
from optimizer.scenario.schema.objectives import Objectives
from optimizer.scenario.schema.people import Helper, Officer, Unit
from optimizer.scenario.schema.turnout import StreamService, StreamTurnout
from optimizer.scenario.schema.uncertainty import Uncertainty
from optimizer.scenario.schema.work import Kit, Organisation, Place, Post, Team, Travel, Visits

__all__ = ["Scenario"]


class Scenario(Section):
    """One campaign, whole: the root of a scenario file."""

    campaign: Campaign
    calendar: Calendar = Calendar()
    shifts: dict[Id, Shift] = Field(min_length=1)
    """In order of time."""
    places: dict[Id, Place] = Field(min_length=1)
    travel: Travel = Travel()
    units: dict[Id, Unit] = Field(min_length=1)
    kits: dict[Id, Kit] = Field(default_factory=dict)
    posts: dict[Id, Post] = Field(min_length=1)
    teams: dict[Id, Team] = Field(default_factory=dict)
    visits: dict[Id, Visits] = Field(default_factory=dict)
    """Where the teams go: schools, communes, or the homes of those who are hard to reach."""
    officers: dict[Id, Officer] = Field(min_length=1)
    helpers: dict[Id, Helper] = Field(default_factory=dict)
    organisations: dict[Id, Organisation] = Field(default_factory=dict)
    turnout: dict[Id, StreamTurnout] = Field(default_factory=dict)
    """Per stream."""
    service: dict[Id, StreamService] = Field(default_factory=dict)
    """Per stream."""
    uncertainty: Uncertainty | None = None
    rules: dict[Id, Rule] = Field(default_factory=dict)
    """What holds for the duties of officers: hard, soft, or off."""
    objectives: Objectives = Objectives()
    baseline: Baseline | None = None
    acceptance: tuple[Text, ...] = ()
    """Rules that the plan is to pass, as text, e.g. ``expected share >= 1.0``, ``evenings per officer per 7 days <= 3``
    or ``value(burden) <= 1.05 * baseline``; one that fails makes exit code 7."""

    vietnamese: ClassVar = in_vietnamese(
        "Một đợt cao điểm trọn vẹn: gốc của tệp kịch bản.",
        shifts="Theo thứ tự thời gian.",
        visits="Các tổ đi đâu: trường học, xã, hoặc đến nhà những người khó vận động.",
        turnout="Theo từng nội dung.",
        service="Theo từng nội dung.",
        rules="Những gì ca trực của cán bộ phải theo: bắt buộc, ưu tiên, hoặc không áp dụng.",
        acceptance=(
            "Những tiêu chí phương án phải đạt, ghi bằng chữ, ví dụ expected share >= 1.0, evenings per officer per 7 "
            "days <= 3 hoặc value(burden) <= 1.05 * baseline; có tiêu chí không đạt thì mã kết thúc là 7."
        ),
    )
