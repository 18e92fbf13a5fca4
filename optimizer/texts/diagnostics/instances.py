"""Public rostering instances, and the folders of their results."""

from __future__ import annotations

from optimizer.texts.messages import Template

# Sections.
SECTION_MISSING = Template("thiếu {section}", "{section} is missing")
ADD_SECTION = Template("thêm vào, không có dòng nào nếu trống", "add it, with no rows if it is empty")
SECTION_EMPTY = Template("{section} không có dòng nào", "{section} has no rows")
ADD_ROW = Template("thêm ít nhất một dòng", "add at least one")
NO_SECTION = Template("không có phần {section!r}", "there is no section {section!r}")
SECTION_TWICE = Template("{section} bắt đầu lần thứ hai", "{section} begins a second time")
ROWS_IN_ONE = Template("gộp mọi dòng vào một phần", "put all its rows in one")
BEFORE_SECTIONS = Template("{content!r} nằm trước mọi phần", "{content!r} stands before any section")
BEGIN_WITH_SECTION = Template("bắt đầu bằng một phần", "begin with a section")

# Rows.
ONE_HORIZON = Template("thời gian chỉ ghi một số", "the horizon is one number")
WRITE_DAYS = Template("ghi số ngày trên một dòng, ví dụ 28", "write the number of days on one line, e.g. 28")
NO_WHOLE_WEEKS = Template("{days} ngày không tròn tuần", "{days} days are not whole weeks")
WRITE_WEEKS = Template("ghi {fewer} hoặc {more}", "write {fewer} or {more}")
LEAST_ABOVE_MOST = Template(
    "{least} ({least_value}) lớn hơn {most} ({most_value})", "{least} ({least_value}) is above {most} ({most_value})"
)
NO_TIMELINE = Template(
    "không lịch cá nhân nào thỏa mãn cả hai; sửa một trong hai",
    "no timeline can satisfy both; correct one of them",
)
NO_RUN = Template(
    "không chuỗi ngày nào thỏa mãn cả hai; sửa một trong hai", "no run can satisfy both; correct one of them"
)
MAX_SHIFTS_HAS = Template("MaxShifts có {entry!r}", "MaxShifts has {entry!r}")
WRITE_MAX_SHIFTS = Template(
    "ghi ca=số, cách nhau bằng |, ví dụ D=14|N=4", "write shift=number, separated by |, e.g. D=14|N=4"
)
MAX_SHIFTS_TWICE = Template("MaxShifts nêu {shift!r} hai lần", "MaxShifts names {shift!r} twice")
KEEP_ONE = Template("chỉ giữ một", "keep one of the two")
MAX_SHIFTS_WITHOUT = Template("MaxShifts không nêu {shift!r}", "MaxShifts does not name {shift!r}")
ADD_SHIFT = Template("thêm {shift}=0, hoặc số nhiều nhất", "add {shift}=0, or the most there may be")
NO_DAY = Template("sau {employee!r} không có ngày nào", "no day stands after {employee!r}")
WRITE_DAYS_OFF = Template("ghi các ngày, ví dụ A,0,5, hoặc bỏ dòng", "write the days, e.g. A,0,5, or remove the row")
DAY_TWICE = Template("một ngày ghi hai lần", "a day stands there twice")
KEEP_ONCE = Template("chỉ ghi một lần", "keep it once")
FIELDS = Template("{found} ô trong khi cần {wanted}", "{found} fields where there are {wanted}")
WRITE_FIELDS = Template("ghi {columns}, cách nhau bằng dấu phẩy", "write {columns}, separated by commas")
NO_WHOLE_NUMBER = Template("{column} là {text!r}, không phải số nguyên", "{column} is {text!r}, no whole number")
DIGITS_ONLY = Template("chỉ ghi chữ số, ví dụ {example}", "write digits only, e.g. {example}")
NUMBER_IS = Template("{column} là {number}", "{column} is {number}")
WRITE_NUMBER_FROM = Template("ghi số từ {least} đến {most}", "write a number from {least} to {most}")
NO_ID = Template("{name!r} không phải mã", "{name!r} is no id")
NONE_OF = Template("{name!r} không có trong {what}", "{name!r} is none of the {what}")
SECOND_ROW = Template("dòng thứ hai cho {about}", "a second row for {about}")

# Best known values.
BEST_KNOWN_HEADING = Template(
    "dòng đầu không ghi các cột {instance} và {value}",
    "the first line does not name the columns {instance} and {value}",
)
CORRECT_OR_MOVE = Template("sửa lại, hoặc chuyển tệp đi", "correct it, or move the file away")

# Planning.
SAME_NAME = Template(
    "{count} tệp cùng tên {name}; mỗi tệp cần thư mục riêng",
    "{count} files are called {name}; each needs its own folder",
)
RENAME = Template(
    "đổi tên, hoặc lập từng tệp với -o khác nhau", "rename them, or plan them one at a time with different -o"
)
REFUTED = Template(
    "{violations}bộ giải báo {claimed:g}, bảng phân công được {value}",
    "{violations}the engine claims {claimed:g}, the roster is worth {value}",
)
REPORT_FAULT = Template(
    "không ghi gì cả; đây là lỗi của catruc, không phải của bài toán: hãy báo lại",
    "nothing was written; this is a fault of catruc, not of the instance: please report it",
)
SEED = Template("hạt giống {seed}", "seed {seed}")
STOPPED = Template("đã dừng trước khi có bảng phân công", "stopped before there was a roster")

# Results.
IS_A_FILE = Template("đây là một tệp", "this is a file")
NO_RESULT = Template(
    "thư mục có tệp nhưng không có {marker}, nên không phải kết quả được phép thay thế",
    "the folder holds files but no {marker}, so it is not a result that may be replaced",
)
CANNOT_BE_WRITTEN = Template("không ghi được kết quả: {reason}", "results cannot be written: {reason}")
MAKE_ROOM = Template("dọn chỗ, hoặc chọn thư mục khác bằng -o", "make room, or choose another folder with -o")
