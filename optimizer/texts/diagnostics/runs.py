"""Run folders: reading, writing, verifying and comparing them."""

from __future__ import annotations

from optimizer.texts.messages import Template

# Reading.
NO_SUCH_FILE = Template("không có tệp này", "there is no such file")
WHOLE_RUN = Template(
    "nêu thư mục của một kết quả đầy đủ, hoặc khôi phục tệp", "name the folder of a complete run, or restore the file"
)
RUN_FOLDER = Template("thư mục kết quả", "the folder of a run")
FILE_INSTEAD = Template("đây là tệp, không phải thư mục kết quả", "this is a file, not the folder of a run")
NAME_RUN = Template("nêu thư mục của một kết quả, ví dụ runs/dong_phu", "name the folder of a run, e.g. runs/dong_phu")
NOT_VALID_JSON = Template("JSON không hợp lệ: {reason}", "is no valid JSON: {reason}")
NO_JSON_OBJECT = Template("không phải đối tượng JSON", "is no JSON object")
RESTORE_FILE = Template("khôi phục tệp như khi được ghi", "restore the file as it was written")
NOT_UTF8 = Template("không phải văn bản UTF-8", "is not UTF-8 text")
NO_CSV = Template("không phải bảng CSV", "is no table in CSV")
SAVE_AS_CSV = Template("lưu dạng CSV UTF-8", "save it as CSV in UTF-8")
CANNOT_BE_READ = Template("không đọc được: {reason}", "cannot be read: {reason}")
IS_A_LINK = Template(
    "là liên kết; chỉ đọc tệp nằm ngay trong thư mục kết quả",
    "is a link; only files that lie in the run folder itself are read",
)
NOT_A_REGULAR_FILE = Template("không phải tệp thông thường", "is no regular file")
FILE_TOO_LARGE = Template(
    "có {size:.1f} MB; chỉ đọc đến {limit:g} MB", "has {size:.1f} MB; at most {limit:g} MB are read"
)
ROW = Template("{file} dòng {row}", "{file} row {row}")
CELL = Template("{file} dòng {row} cột {column}", "{file} row {row} {column}")
HEADER = Template("dòng tên cột là {header!r}; {faults}", "the header is {header!r}; {faults}")
SEMICOLONS = Template("các ô cách nhau bằng dấu chấm phẩy", "cells are separated by semicolons")
UNKNOWN_COLUMNS = Template("cột lạ: {names}", "unknown: {names}")
MISSING_COLUMNS = Template("thiếu cột: {names}", "missing: {names}")
UNKNOWN_AND_MISSING = Template("{unknown}; {missing}", "{unknown}; {missing}")
OUT_OF_ORDER = Template("các cột không đúng thứ tự", "the columns are out of order")
WRITE_HEADER = Template(
    "ghi dòng tên cột {header}, hoặc lấy lại tệp từ kết quả",
    "write the header {header}, or take the file from the run again",
)
AND_MORE = Template("{what}; và {count} chỗ khác tương tự", "{what}; and {count} more like it")
OR_TAKE_AGAIN = Template("{remedy}, hoặc lấy lại tệp từ kết quả", "{remedy}, or take the file from the run again")
CELLS = Template("có {cells} ô thay vì {columns}", "has {cells} cells instead of {columns}")
COMPLETE_ROW = Template("bổ sung cho đủ, hoặc xóa dòng", "complete the row or remove the line")
NOT_OF_FORM = Template("{cell!r} không phải {what}", "{cell!r} is no {what}")
WRITE_AS = Template("ghi theo dạng {example}", "write it as {example}")
DATE = Template("ngày", "date")
DATE_AND_TIME = Template("ngày và giờ", "date and time")
WHOLE_NUMBER = Template("số nguyên", "whole number")
NUMBER = Template("số", "number")

# The record.
PLAN_WITH_THIS_VERSION = Template("lập lại bằng phiên bản này", "plan it again with this version")
UNKNOWN_KEY = Template("không có mục này", "unknown key")
KEY_MISSING = Template("thiếu mục này", "is missing")
NOT_WANTED = Template("là {value}, không phải {wanted}", "is {value}, not {wanted}")
RESTORE_OR_PLAN_AGAIN = Template(
    "khôi phục tệp như khi được ghi, hoặc lập lại", "restore the file as it was written, or plan again"
)
EITHER = Template("{one} hoặc {other}", "{one} or {other}")
A_TEXT = Template("văn bản", "text")
A_TRUTH = Template("true hoặc false", "true or false")
A_WHOLE_NUMBER = Template("số nguyên", "a whole number")
A_NUMBER = Template("số", "a number")
A_DATE = Template("ngày theo dạng 2024-04-04", "a date such as 2024-04-04")
A_LIST = Template("danh sách", "a list")
AN_OBJECT = Template("đối tượng JSON", "an object")

# Writing.
NOT_A_RUN = Template(
    "thư mục có tệp nhưng không có {marker}, nên không phải kết quả được phép thay thế",
    "the folder holds files but no {marker}, so it is not a run that may be replaced",
)
FILE_NOT_A_RUN = Template(
    "đây là một tệp, nên không phải kết quả được phép thay thế",
    "this is a file, so it is not a run that may be replaced",
)
OTHER_FOLDER = Template("chọn thư mục khác bằng -o", "choose another folder with -o")
RUN_CANNOT_BE_WRITTEN = Template("không ghi được kết quả: {reason}", "the run cannot be written: {reason}")
REASON_AND_FILE = Template("{reason} ({file})", "{reason} ({file})")
MAKE_ROOM = Template(
    "dọn chỗ hoặc chọn thư mục khác bằng -o; kết quả cũ, nếu có, vẫn giữ nguyên",
    "make room or choose another folder with -o; an earlier run, if there was one, is kept as it was",
)
CLOSE_FILES = Template(
    "đóng những tệp kết quả đang mở ở chương trình khác, xin quyền ghi, hoặc chọn thư mục khác bằng -o; kết quả cũ, "
    "nếu có, vẫn giữ nguyên",
    "close files of the run that are open in another program, ask for write permission, or choose another folder with "
    "-o; an earlier run, if there was one, is kept as it was",
)
SAVED_ELSEWHERE = Template("kết quả đã được lưu ở {folder}", "the run was saved in {folder}")

# Verifying.
OTHER_VERSION = Template(
    "kết quả do catruc {version} lập; đây là {own}", "the run was made by catruc {version}; this is {own}"
)
UNKNOWN_VERSION = Template("phiên bản không rõ", "of an unknown version")
PLAN_AGAIN = Template(
    "lập lại: catruc plan {scenario} -o {folder}; catruc compare vẫn nhận nguyên trạng nếu thêm --unverified",
    "plan it again: catruc plan {scenario} -o {folder}; catruc compare takes it as it is with --unverified",
)
MEND_OR_PLAN_AGAIN = Template(
    "nếu cố ý sửa roster.csv: catruc amend {folder}; nếu không: catruc replan {folder} --revert N lấy lại một bản "
    "trong nhật ký; xem catruc verify {folder}, hoặc lập lại; catruc compare vẫn nhận nguyên trạng nếu thêm "
    "--unverified",
    "if roster.csv was edited on purpose: catruc amend {folder}; if not: catruc replan {folder} --revert N takes a "
    "revision of the journal; see catruc verify {folder}, or plan it again; catruc compare takes it as it is with "
    "--unverified",
)
TWO_IN_A_FOLDER = Template(
    "hai phương án sẽ nằm trong cùng thư mục kết quả này", "two of the plans would lie in this run folder"
)
PLAN_ELSEWHERE = Template(
    "lập một phương án ở nơi khác bằng catruc plan -o, rồi so sánh các thư mục kết quả",
    "plan one of them elsewhere with catruc plan -o, and compare the run folders",
)
NO_SOURCE = Template("không có tệp kịch bản hay thư mục kết quả này", "there is no such scenario file or run folder")
NAME_SOURCE = Template("nêu một thư mục kết quả hoặc tệp kịch bản", "name a run folder or a scenario file")
IN_THAT_FOLDER = Template("trong thư mục đó", "in that folder")

# Comparing.
COMPARISON_CANNOT_BE_WRITTEN = Template(
    "không ghi được bản so sánh: {reason}", "the comparison cannot be written: {reason}"
)
MAKE_ROOM_OR_CLOSE = Template(
    "dọn chỗ, đóng các tệp đang mở ở chương trình khác, hoặc chọn thư mục khác bằng -o",
    "make room, close files of it that are open in another program, or choose another folder with -o",
)
NOT_A_COMPARISON = Template(
    "thư mục có tệp nhưng không có {marker}, nên không ghi bản so sánh vào đó",
    "the folder holds files but no {marker}, so no comparison is written there",
)
FILE_NOT_A_COMPARISON = Template(
    "đây là một tệp, nên không ghi bản so sánh vào đó", "this is a file, so no comparison is written there"
)
