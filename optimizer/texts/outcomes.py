"""What a plan comes to, in the words of every surface: terminal, page, workbook, sweep and comparison."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from optimizer.texts.messages import Template

# The first line.
REACHED = Template(
    "ĐẠT mọi chỉ tiêu theo kỳ vọng ngày {day} (phải đạt trước hết ngày {finish_by})",
    "Every target REACHED in expectation on {day} (to be reached by {finish_by})",
)
PARTLY = Template(
    "ĐẠT MỘT PHẦN: đủ tổng số theo kỳ vọng, nhưng {short}/{targets} chỉ tiêu của các nơi CHƯA ĐẠT, phải đạt trước hết "
    "ngày {finish_by}",
    "PARTLY reached: totals are met in expectation, but {short} of the places' {targets} targets are MISSED, to be "
    "reached by {finish_by}",
)
LATE = Template(
    "ĐẠT CHẬM: mọi chỉ tiêu theo kỳ vọng ngày {day}, sau ngày phải đạt {finish_by}; đến ngày đó còn {short}/{targets} "
    "chỉ tiêu của các nơi chưa đạt",
    "Every target reached LATE: in expectation on {day}, after {finish_by}; by then {short} of the places' {targets} "
    "targets are missed",
)
MISSED = Template(
    "CHƯA ĐẠT chỉ tiêu theo kỳ vọng, phải đạt trước hết ngày {finish_by}: {short}/{targets} chỉ tiêu của các nơi "
    "chưa đạt",
    "Target MISSED in expectation, to be reached by {finish_by}: {short} of the places' {targets} targets are missed",
)
NO_TARGETS = Template("Không có chỉ tiêu nào phải đạt", "There are no targets to reach")
STREAM = Template(
    "{stream}: {expected}/{target} {unit} ({share})",
    "{stream}: {expected} of {target} {unit} ({share})",
)
STREAM_SHORT = Template(
    "{stream}: {expected}/{target} {unit} ({share}), {short}/{places} nơi thiếu {missing}",
    "{stream}: {expected} of {target} {unit} ({share}), {short} of {places} places short of {missing}",
)
STANDING_FULL = Template("ca trực thường trực đủ người", "standing duties fully staffed")
STANDING_SHORT = Template(
    "ca trực thường trực thiếu {count} lượt người",
    "crew members missing at standing duties: {count}",
)
ALL_ACCEPTED = Template("đạt cả {count} tiêu chí chấp nhận", "all {count} acceptance rules passed")
NOT_ACCEPTED = Template(
    "KHÔNG đạt {failed}/{count} tiêu chí chấp nhận",
    "{failed} of {count} acceptance rules FAILED",
)
INTERRUPTED = Template("dừng sớm theo yêu cầu", "stopped early on request")

STATUSES: Final[Mapping[str, Template]] = {
    "reached": Template("đạt", "reached"),
    "partly": Template("đủ tổng số, còn nơi thiếu", "totals met, places short"),
    "late": Template("đạt chậm", "late"),
    "missed": Template("chưa đạt", "missed"),
    "failed": Template("không lập được", "failed"),
}
"""A plan in a word."""
