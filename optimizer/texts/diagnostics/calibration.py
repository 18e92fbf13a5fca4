"""Calibration: why there is none, and where it cannot be written."""

from __future__ import annotations

from optimizer.texts.messages import Template

NO_CALIBRATION = Template("tệp đã có và không phải lớp phủ hiệu chỉnh", "the file exists and is no calibration")
OUTPUT_ELSEWHERE = Template(
    "nêu tệp khác sau -o, hoặc chuyển tệp đó đi", "name another file with -o, or move that one away"
)
NOTHING_RECORDED_YET = Template(
    "chưa ghi kết quả nào cho thấy mức đến của người dân", "nothing is recorded that says anything of the turnout"
)
RECORD_FIRST = Template("ghi kết quả trước: catruc record", "record results first: catruc record")
OVERLAY_CANNOT_BE_WRITTEN = Template("không ghi được lớp phủ: {reason}", "the overlay cannot be written: {reason}")
MAKE_ROOM_OR_ELSEWHERE = Template(
    "dọn chỗ, xin quyền ghi, hoặc nêu tệp khác sau -o",
    "make room, ask for write permission, or name another file with -o",
)
