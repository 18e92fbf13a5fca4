"""Files of reported totals: what is wrong in them, and what is told of them."""

from __future__ import annotations

from optimizer.texts.messages import Template

# Cells and rows.
NOT_A_DATE = Template("{value!r} không phải ngày", "{value!r} is no date")
WRITE_DATE = Template("ghi 2024-04-05 hoặc 05/04/2024", "write 2024-04-05 or 05/04/2024")
NOT_A_COUNT = Template("{value!r} không phải số người", "{value!r} is no number of people")
WRITE_COUNT = Template("ghi số không âm, ví dụ 1250", "write a number that is not negative, e.g. 1250")
NO_BASE = Template("tổng số người (base) là {base}", "the base is {base}")
WRITE_BASE = Template("ghi tổng số người có thể làm, lớn hơn 0", "write how many people there are at all, more than 0")
ABOVE_BASE = Template(
    "lũy kế {cumulative} lớn hơn tổng số người (base) {base}", "the cumulative {cumulative} is above the base {base}"
)
CORRECT_EITHER = Template(
    "sửa một trong hai; base là tổng số người có thể làm, không phải chỉ tiêu",
    "correct one of them; the base is how many people there are at all, not the target",
)
DATE_TWICE = Template(
    "chuỗi {series!r} có hai dòng cho ngày {day}; dòng đầu ở {first}",
    "the series {series!r} has two rows for {day}; the first is at {first}",
)
KEEP_ONE_ROW = Template("chỉ giữ một dòng cho mỗi ngày", "keep one row a date")
OTHER_PLACE = Template(
    "chuỗi {series!r} ghi nơi {place!r}, còn ở {first} là {other!r}",
    "the series {series!r} is of the place {place!r} here and of {other!r} at {first}",
)
ONE_PLACE = Template(
    "một chuỗi là một đợt ở một nơi; đặt tên chuỗi khác cho nơi khác",
    "a series is one campaign of one place; give the other place's series another name",
)

# Nothing to forecast.
NOTHING_BEFORE = Template(
    "không có dòng nào đến ngày {as_of}; dòng sớm nhất là ngày {first}",
    "no row is of {as_of} or before; the first is of {first}",
)
LATER_AS_OF = Template("nêu ngày muộn hơn sau --as-of", "give a later --as-of")
NOTHING_RUNS = Template(
    "vào ngày {as_of} không còn chuỗi nào đang chạy; dòng cuối là ngày {last}",
    "no series runs on {as_of} any more; the last row is of {last}",
)
EARLIER_AS_OF = Template(
    "bổ sung số liệu mới, hoặc nêu ngày sớm hơn sau --as-of", "add newer rows, or give an earlier --as-of"
)
ONE_POINT = Template(
    "chuỗi {series!r} mới có một dòng, và không có chuỗi nào đã kết thúc để dựa vào",
    "the series {series!r} has one row only, and no series has ended that it could be projected from",
)
SECOND_POINT = Template(
    "thêm ít nhất một ngày báo cáo, hoặc chuỗi của các đợt trước",
    "add another reporting date at least, or the series of earlier campaigns",
)

# Notices.
UNREAD_COLUMN = Template("cột này không được đọc", "this column is not read")
COLUMNS_READ = Template("các cột được đọc: {columns}", "columns that are read: {columns}")
BEGINS_ANEW = Template(
    "lũy kế của chuỗi {series!r} giảm xuống dưới một nửa: bắt đầu đếm lại, nên các dòng trước đó bị bỏ qua",
    "the cumulative of the series {series!r} falls to less than half: it begins anew, so rows before that are left out",
)
SERIES_OF_ITS_OWN = Template(
    "đặt tên chuỗi riêng cho mỗi đợt, ghi cùng một nơi ở cột place, thì các đợt trước mới được dùng để dự báo",
    "give each campaign a series of its own, of the same place, to have the earlier ones learnt from",
)
FALLS = Template(
    "lũy kế giảm so với ngày báo cáo trước, ở {count} trên {series} chuỗi",
    "the cumulative falls from one report to the next, in {count} of {series} series",
)
FALLS_ARE_READ = Template(
    "được đọc như đã ghi, coi là sai số hoặc đính chính; dự báo có thể giảm nhiều nhất bằng mức đó",
    "read as it stands, as an error of measurement or a correction; forecasts may fall by as much at most",
)
GAP = Template(
    "trước dòng này thiếu nhiều ngày báo cáo, ở {count} trên {series} chuỗi",
    "several reports before this row are missing, in {count} of {series} series",
)
GAP_IS_BRIDGED = Template(
    "phần thiếu được coi là tăng đều; nếu có số liệu thì bổ sung",
    "what is missing is taken as a straight line; add the reports if there are any",
)
OUTPUT_EXISTS = Template("tệp đã có và không phải tệp dự báo", "the file exists and is no forecast")
OUTPUT_ELSEWHERE = Template(
    "nêu tệp khác sau -o, hoặc chuyển tệp đó đi", "name another file with -o, or move that one away"
)
