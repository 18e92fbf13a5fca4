"""What verifying finds reads in both languages, by the names people know; files keep English and ids."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from optimizer.commandline.terminal.verify_text import VerifyText
from optimizer.rules.catalogue import KINDS
from optimizer.texts.findings import SOFT_BREACHES
from optimizer.texts.messages import Language
from optimizer.verify import Verification
from optimizer.verify.verified_run import VerifiedRun
from optimizer.world.plan import Plan
from tests.texts.sources import constants
from tests.verify.changed_plans import edited, verified
from tests.worlds.verified import PLAN, scenario
from tests.worlds.verified_run import run_record

SHORTENED = replace(
    edited("progress", 0, expected_done=9.0),
    roster=PLAN.roster[1:],
    absences=PLAN.absences[1:],
    burden=PLAN.burden[1:],
)
FAULTY = verified(SHORTENED)


def text_of(plan: Plan, verification: Verification, language: Language) -> VerifyText:
    return VerifyText(VerifiedRun(Path("run"), scenario(), plan, run_record(), verification), language)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_line_is_of_one_language_and_names_people(language: Language) -> None:
    first, *lines = text_of(SHORTENED, FAULTY, language).lines()
    assert first.startswith({"vi": "KHÔNG ĐẠT kiểm chứng: ", "en": "Verification FAILED: "}[language])
    assert len(lines) > 5
    words = {"vi": r"\b(row|claimed|recomputed|has|is|the)\b", "en": r"\b(dòng|ghi|tính lại|cán bộ|ngày)\b"}[language]
    assert [line for line in lines if re.search(words, line.casefold())] == []
    told = "\n".join(lines)
    assert "An" in told
    assert not re.search(r"\b(binh|desk|morning)\b(?!\.)", told)


@pytest.mark.parametrize(("language", "told"), [("vi", "mức 1.234,57,"), ("en", "amount 1,234.57,")])
def test_amounts_are_written_as_the_reader_writes_them(language: Language, told: str) -> None:
    breaches = SOFT_BREACHES(rule="x", breaches=3, amount=round(1234.5678, 3), weight=1.0)
    assert told in breaches.in_language(language)


def test_files_keep_ids_and_english() -> None:
    record = json.dumps(FAULTY.to_json(), ensure_ascii=False)
    assert "roster.csv" in record or "absences.csv" in record
    assert not re.search(r"\b(dòng|tính lại|cán bộ)\b", record)
    assert FAULTY.to_json() == json.loads(record)


def test_the_verdict_of_a_sound_plan() -> None:
    sound: Verification = verified(PLAN)
    assert next(text_of(PLAN, sound, "vi").lines()).startswith("ĐẠT kiểm chứng: ")
    first = text_of(PLAN, sound, "en").verdict()
    assert first == f"{next(sound.lines())}; No chance is known: the scenario has no section uncertainty"


def test_every_kind_says_what_shows_a_breach() -> None:
    """A kind without a text of its own for that could tell it in one language only."""
    said = {name.split(".")[2] for name in constants() if re.fullmatch(r"optimizer\.rules\.\w+\.labels\.\w+", name)}
    assert said == set(KINDS)
