"""Values that a scenario's schema refuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from optimizer.texts.messages import Template

# Keys.
KEY_MISSING = Template("thiếu mục {name!r}", "{name!r} is missing")
ADD_KEY = Template("thêm '{name}:'", "add '{name}:'")
ADD_KEY_WITH_MEANING = Template("thêm '{name}:' — {meaning}", "add '{name}:' — {meaning}")
KIND_MISSING = Template("thiếu mục 'kind'", "'kind' is missing")
KNOWN_KINDS = Template("các loại hiện có: {kinds}", "known kinds: {kinds}")
NO_KEY_HERE = Template("{name!r} không thể làm mã ở đây", "{name!r} cannot be a key here")

# Values.
VALUE = Template("{name} ghi là {value}", "{name} is {value}")
NOT_WANTED = Template("{name} ghi là {value}, không phải {wanted}", "{name} is {value}, not {wanted}")
EMPTY = Template("{name} trống", "{name} is empty")
TOO_FEW = Template("{name} mới có {count} mục", "{name} has {count} only")
EMPTY_VALUE = Template("trống", "empty")
GIVE_AT_LEAST = Template("ghi ít nhất {count} mục", "give at least {count}")
CORRECT = Template("sửa {path}", "correct {path}")
ENFORCEMENT = Template(
    "ghi hard, off, hoặc {{soft: 5}} với trọng số của mỗi đơn vị vi phạm",
    "write hard, off, or {{soft: 5}} with the weight of one unit of breach",
)
NO_SUCH_DAY = Template(
    "không có ngày này; ghi ngày theo dạng 2024-04-04", "there is no such day; write a date as 2024-04-04"
)
ABOVE = Template("ghi một số lớn hơn {limit:g}", "write a number above {limit:g}")
AT_LEAST = Template("ghi một số không nhỏ hơn {limit:g}", "write a number of at least {limit:g}")
BELOW = Template("ghi một số nhỏ hơn {limit:g}", "write a number below {limit:g}")
AT_MOST = Template("ghi một số không lớn hơn {limit:g}", "write a number of at most {limit:g}")
SHARE_AT_MOST = Template(
    "ghi một số không lớn hơn {limit:g} (tỷ lệ nằm giữa 0 và 1: 40 % là 0.4)",
    "write a number of at most {limit:g} (a share lies between 0 and 1: 40 % is 0.4)",
)

# Types, and how they are written.
TEXT = Template("văn bản", "text")
WRITE_TEXT = Template(
    "đặt trong dấu nháy; trong Excel, định dạng cột là Text",
    "put it in quotes; in a workbook, format the column as Text",
)
WHOLE = Template("số nguyên", "a whole number")
WRITE_WHOLE = Template("ghi số nguyên, không có dấu nháy, ví dụ 12", "write a whole number without quotes, e.g. 12")
NUMBER = Template("số", "a number")
WRITE_NUMBER = Template(
    "ghi số không có dấu nháy và đơn vị, dùng dấu chấm thập phân: 12.5",
    "write a number without quotes and unit, with a point: 12.5",
)
TRUTH = Template("true hoặc false", "true or false")
WRITE_TRUTH = Template("ghi true hoặc false, không có dấu nháy", "write true or false without quotes")
MAPPING = Template("một nhóm mục", "a mapping")
WRITE_MAPPING = Template(
    "ghi các mục bên dưới, thụt vào, theo dạng 'mục: giá trị'",
    "write its keys below it, indented, as 'key: value'",
)
LIST = Template("một danh sách", "a list")
WRITE_LIST = Template("ghi trong ngoặc vuông: [a, b]", "write it in brackets: [a, b]")

# The schema's own checks.
WRITE_DATE = Template("ghi ngày theo dạng 2024-04-04", "write a date as 2024-04-04")
WRITE_TIME = Template("ghi giờ theo dạng 07:00 hoặc 22:00", "write a time of day as 07:00 or 22:00")
WRITE_MIDNIGHT = Template("nửa đêm ghi là 00:00", "midnight is written 00:00")
ID_LETTERS = Template("mã chỉ gồm chữ, số, '_' và '-'", "an id has letters, digits, '_' and '-' only")
GIVE_BOUNDS = Template("ghi at_most, at_least hoặc cả hai", "give at_most, at_least or both")
BOUNDS_CROSSED = Template(
    "at_least ({at_least:g}) lớn hơn at_most ({at_most:g})",
    "at_least ({at_least:g}) is more than at_most ({at_most:g})",
)
OFFICER_HOURS_A_WEEK = Template(
    "at_most: officer là số giờ mỗi tuần; ghi period: week, hoặc một số giờ",
    "at_most: officer means hours per week; write period: week, or a number of hours",
)
WEEKENDS_IN_PERIOD = Template(
    "cuối tuần được đếm theo week, month hoặc horizon", "weekends are counted per week, month or horizon"
)
OFFICERS_ONCE = Template("mỗi cán bộ chỉ nêu một lần", "each officer is named once")

OTHERS: Final[Mapping[str, Template]] = {
    "too_long": Template(
        "chỉ được có nhiều nhất {max_length} mục, không phải {actual_length}",
        "tuple should have at most {max_length} items after validation, not {actual_length}",
    ),
    "multiple_of": Template("ghi bội số của {multiple_of}", "input should be a multiple of {multiple_of}"),
    "none_required": Template("bỏ trống", "input should be None"),
    "invalid_key": Template("mã phải là văn bản", "keys should be strings"),
}
"""What the validation library says by itself, by its types of errors."""
