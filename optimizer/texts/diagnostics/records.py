"""Files of reported results: what is wrong in them, and what is told of them."""

from __future__ import annotations

from optimizer.texts.messages import Template

NOTHING_RECORDED = Template("CHƯA GHI GÌ, số lỗi: {count}", "NOTHING RECORDED, problems: {count}")
STOPPED_UNCHANGED = Template("ĐÃ DỪNG theo yêu cầu; không thay đổi gì", "STOPPED on request; nothing was changed")
NOT_A_DATE = Template("{value!r} không phải ngày", "{value!r} is no date")
WRITE_DATE = Template("ghi 2024-04-05 hoặc 05/04/2024", "write 2024-04-05 or 05/04/2024")
FUTURE = Template("ngày {day} chưa đến; hôm nay là {today}", "{day} is still to come; today is {today}")
CORRECT_DATE = Template("sửa ngày, hoặc xóa dòng", "correct the date, or delete the row")
BEFORE_FIRST_DAY = Template(
    "ngày {day} trước ngày đầu của đợt, {first}", "{day} is before the first day of the campaign, {first}"
)
AFTER_LAST_DAY = Template(
    "ngày {day} sau ngày cuối của đợt, {last}", "{day} is after the last day of the campaign, {last}"
)
AMBIGUOUS = Template("nhiều mã có tên {name!r}: {ids}", "several ids have the name {name!r}: {ids}")
WRITE_ID = Template("ghi mã thay cho tên", "write the id instead of the name")
NOT_SERVED = Template("ở {place} không có bàn hay tổ nào làm {stream}", "no desk or team serves {stream} at {place}")
CORRECT_PLACE_OR_STREAM = Template("sửa địa điểm hoặc nội dung", "correct the place or the stream")
NOT_A_COUNT = Template("{value!r} không phải số người", "{value!r} is no number of people")
WRITE_COUNT = Template("ghi số nguyên không âm, ví dụ 37", "write a whole number that is not negative, e.g. 37")
MORE_THAN_CAME = Template(
    "đã làm, chưa làm được và phải về cộng lại là {sum}, nhiều hơn {came} người đến",
    "done, failed and turned away add up to {sum}, more than the {came} who came",
)
CORRECT_ONE = Template("sửa một trong các số ấy", "correct one of these figures")
MORE_THAN_WAIT = Template(
    "tính đến {day} là {done:,} người đã làm trong đợt, nhiều hơn {people:,} người có thể làm ở đây",
    "this makes {done:,} done in the campaign by {day}, more than the {people:,} who can be done here",
)
CORRECT_COUNT = Template(
    "sửa số liệu; nếu số dân trong diện lớn hơn thì sửa trong kịch bản rồi lập lại",
    "correct the figure; if there are more people after all, correct the scenario and plan again",
)
TWO_FIGURES = Template(
    "dòng này và {first} nói về cùng một việc nhưng số khác nhau",
    "this row and {first} are about the same, with different figures",
)
KEEP_RIGHT_ROW = Template("chỉ giữ dòng đúng", "keep the one that is right")
NEVER_RECORDED = Template("chưa từng ghi gì ở đây, không có gì để rút", "nothing was ever recorded of this to withdraw")
NAME_AS_RECORDED = Template(
    "ghi ngày, địa điểm, nội dung và ca đúng như dòng đã ghi nhầm",
    "write date, place, stream and shift as in the row that was recorded by mistake",
)
SHIFTS_ADD_UP = Template(
    "các ca cộng lại được {shifts:,}, nhiều hơn cả ngày là {day:,}",
    "the shifts add up to {shifts:,}, more than the day's {day:,}",
)
DAY_COUNTS = Template("số cả ngày được tính; sửa nếu sai", "the day's figure counts; correct it if it is wrong")
NOT_PLANNED = Template(
    "theo phương án, ngày {day} ở {place} không mở {stream}",
    "the plan has nothing of {stream} open at {place} on {day}",
)
COUNTS_ALL_THE_SAME = Template(
    "vẫn được ghi; kiểm tra lại ngày và địa điểm", "it is recorded all the same; check date and place"
)
NO_END_OF_LINE = Template(
    "dòng cuối không kết thúc bằng dấu xuống dòng: có thể tệp chưa ghi xong",
    "the last line has no end: the file may be written only in part",
)
CHECK_LAST_ROW = Template("kiểm tra dòng cuối cùng", "check the last row")
TOTAL_ROW = Template("dòng tổng cộng, không được đọc", "a row of totals, which is not read")
ROWS_ALONE = Template("chỉ từng dòng được ghi nhận", "rows are recorded one by one")
COMPUTED = Template(
    "số ô có công thức: {count}; lấy giá trị được tính lần cuối",
    "cells with formulas: {count}; the values computed last are taken",
)
CHECK_COMPUTED = Template("kiểm tra các giá trị này", "check these values")
UNREAD_COLUMN = Template("cột này không được đọc", "this column is not read")
COLUMNS_READ = Template("các cột được đọc: {columns}", "columns that are read: {columns}")
NOTHING_FILLED_IN = Template("không có dòng nào được điền", "no row is filled in")
FILL_IN = Template("điền ít nhất cột {column}", "fill in at least the column {column}")
CELL = Template("{where}  {column}", "{where}  {column}")
