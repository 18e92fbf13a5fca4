"""For every kind of rule, the micro-worlds in which it bites: borders, history, weekends and holidays, leave."""

from __future__ import annotations

from tests.contract.case_drawing import Case
from tests.contract.cases_by_the_clock import NIGHTS
from tests.contract.cases_of_days import COMPENSATORY, CONSECUTIVE, ONE_DUTY, REST, REST_DAYS, SEQUENCES
from tests.contract.cases_of_people import AVAILABILITY, COVERAGE, FAIR_SHARE, QUALIFICATION, STABILITY, TOGETHER
from tests.contract.cases_of_periods import DUTIES, HOURS

CASES: tuple[Case, ...] = (
    *ONE_DUTY,
    *REST,
    *SEQUENCES,
    *CONSECUTIVE,
    *HOURS,
    *DUTIES,
    *REST_DAYS,
    *COMPENSATORY,
    *AVAILABILITY,
    *QUALIFICATION,
    *COVERAGE,
    *FAIR_SHARE,
    *TOGETHER,
    *STABILITY,
    *NIGHTS,
)

ALWAYS_IN_BREACH = {"stability: somebody who may not be there any more"}
NEVER_IN_BREACH = {"stability: nothing published"}
