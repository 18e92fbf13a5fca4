"""The strict scalar types and the base class of scenario sections and rule statements."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, StrictBool


class Section(BaseModel):
    """A part of a scenario: frozen, no unknown keys, fields documented by their docstrings."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, allow_inf_nan=False)


def _as_date(value: object) -> object:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return value
    raise ValueError("write a date as 2024-04-04")


def _as_clock_time(value: object) -> object:
    if isinstance(value, time):
        return value
    if isinstance(value, str) and (match := re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", value)):
        return time(int(match[1]), int(match[2]))
    raise ValueError("write a time of day as 07:00 or 22:00")


def _as_identifier(value: str) -> str:
    if not re.fullmatch(r"\w[\w\-]*", value):
        raise ValueError("an id has letters, digits, '_' and '-' only")
    return value


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
Share = Annotated[float, Field(strict=True, ge=0, le=1)]
Flag = StrictBool
