"""The strict scalar types and the base class of scenario sections and rule statements."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, StrictBool

from optimizer.errors import RefusedValueError
from optimizer.texts.diagnostics.schema import ID_LETTERS, WRITE_DATE, WRITE_MIDNIGHT, WRITE_TIME

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ID = re.compile(r"\w[\w\-]*")


def in_vietnamese(about: str, /, **fields: str) -> Mapping[str, str]:
    """What a section and its fields mean in Vietnamese, beside the English of their docstrings."""
    return {"": about, **fields}


class Section(BaseModel):
    """A part of a scenario: frozen, no unknown keys, fields documented by their docstrings."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, allow_inf_nan=False)

    vietnamese: ClassVar[Mapping[str, str]] = {}
    """Meaning of the section's own fields, by name, and of the section, under the empty name."""


def _as_date(value: object) -> object:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DATE.fullmatch(value):
        return value
    raise RefusedValueError(WRITE_DATE)


def _as_clock_time(value: object) -> object:
    if isinstance(value, time):
        return value
    if isinstance(value, str) and (match := re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", value)):
        return time(int(match[1]), int(match[2]))
    if isinstance(value, str) and re.fullmatch("24[:.h]00", value):
        raise RefusedValueError(WRITE_MIDNIGHT)
    raise RefusedValueError(WRITE_TIME)


def _as_identifier(value: str) -> str:
    if not _ID.fullmatch(value):
        raise RefusedValueError(ID_LETTERS)
    return value


def _to_the_minute(hours: float) -> float:
    """Hours in whole minutes, as models count them, so that nothing that reads them counts less than a minute."""
    return max(round(hours * 60), int(hours > 0)) / 60


Day = Annotated[date, BeforeValidator(_as_date)]
ClockTime = Annotated[
    time, BeforeValidator(_as_clock_time), PlainSerializer(lambda value: f"{value:%H:%M}", return_type=str)
]
Text = Annotated[str, Field(strict=True), AfterValidator(lambda value: unicodedata.normalize("NFC", value))]
Id = Annotated[str, Field(strict=True, min_length=1), AfterValidator(_as_identifier)]
Count = Annotated[int, Field(strict=True, ge=0)]
Positive = Annotated[int, Field(strict=True, ge=1)]
Quantity = Annotated[float, Field(strict=True, ge=0)]
PositiveQuantity = Annotated[float, Field(strict=True, gt=0)]
Hours = Annotated[float, Field(strict=True, ge=0), AfterValidator(_to_the_minute)]
PositiveHours = Annotated[float, Field(strict=True, gt=0), AfterValidator(_to_the_minute)]
HoursAWeek = Annotated[float, Field(strict=True, ge=0, le=168), AfterValidator(_to_the_minute)]
Share = Annotated[float, Field(strict=True, ge=0, le=1)]
Flag = StrictBool
