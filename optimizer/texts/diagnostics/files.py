"""Files that a scenario names: whether they may be read, and whether they are YAML."""

from __future__ import annotations

from optimizer.texts.messages import Template

# Which file.
OUTSIDE_ROOT = Template(
    "tệp {file!r} nằm ngoài thư mục {folder!r}", "the file {file!r} lies outside the folder {folder!r}"
)
MOVE_BELOW_ROOT = Template(
    "chuyển tệp vào trong thư mục đó; kịch bản không đọc gì ở nơi khác",
    "move the file below that folder; scenarios read nothing else",
)
NO_FILE = Template("không có tệp {file!r}", "there is no file {file!r}")
CANNOT_BE_REACHED = Template("không mở được {file!r}: {reason}", "{file!r} cannot be reached: {reason}")
FILES_IN_FOLDER = Template("các tệp trong thư mục đó: {files}", "files in that folder: {files}")
CHECK_PATH = Template("kiểm tra lại đường dẫn", "check the path")
NOT_A_FILE = Template("{file!r} không phải tệp", "{file!r} is not a file")
NAME_A_FILE = Template("nêu một tệp", "name a file")
TOO_LARGE = Template(
    "{file!r} có {size:.1f} MB; chỉ đọc tệp đến {limit:g} MB",
    "{file!r} has {size:.1f} MB; at most {limit:g} MB are read",
)
CHECK_FILE_OR_SPLIT = Template(
    "kiểm tra xem có đúng tệp không, hoặc chia nhỏ", "check that it is the right file, or split it"
)
UNREADABLE = Template("không đọc được tệp: {reason}", "the file cannot be read: {reason}")
CHECK_PERMISSIONS = Template("kiểm tra quyền truy cập", "check its permissions")
NOT_UTF8 = Template(
    "byte 0x{byte:02x} không phải UTF-8; có thể tệp dùng bảng mã Windows-1258 hoặc TCVN3",
    "byte 0x{byte:02x} is not UTF-8; the file may be in Windows-1258 or TCVN3",
)
SAVE_AS_UTF8 = Template(
    "lưu lại dạng UTF-8 (bảng trong Excel: Save As, “CSV UTF-8”)",
    "save it again as UTF-8 (a table in Excel: Save As, “CSV UTF-8”)",
)
NOT_TEXT = Template(
    "tệp này không phải văn bản, mà là sổ tính, tệp nén hoặc PDF",
    "this is no text, but a workbook, a packed file or a PDF",
)
SAVE_AS_TEXT = Template(
    "sổ tính phải có đuôi .xlsx; nếu không, lưu lại dạng văn bản UTF-8 (trong Excel: Save As, “CSV UTF-8”)",
    "a workbook needs the ending .xlsx; else save it as text in UTF-8 (in Excel: Save As, “CSV UTF-8”)",
)
EXISTS = Template("tệp đã có", "the file exists already")
OTHER_FOLDER_OR_MOVE = Template("nêu thư mục khác, hoặc chuyển tệp đó đi", "name another folder, or move the file away")
CANNOT_BE_WRITTEN = Template("không ghi được: {reason}", "cannot be written: {reason}")
OTHER_FOLDER = Template("nêu thư mục khác", "name another folder")
RUN_BESIDE_SCENARIOS = Template("chạy lệnh ở nơi có thư mục scenarios", "run this where the folder scenarios lies")

# YAML.
EMPTY_FILE = Template("tệp trống", "the file is empty")
BEGIN_OR_EXTEND = Template(
    "bắt đầu bằng 'campaign:', hoặc bằng 'extends:'", "begin with 'campaign:', or with 'extends:'"
)
NO_SECTIONS = Template("tệp không gồm các phần của kịch bản", "the file does not hold a mapping of sections")
BEGIN = Template("bắt đầu bằng 'campaign:'", "begin with 'campaign:'")
CONTROL_CHARACTER = Template("trong tệp có ký tự điều khiển", "a control character stands in the text")
DELETE_IT = Template("xóa ký tự đó", "delete it")
CHARACTER = Template(
    "trong văn bản có ký tự điều khiển {character}", "the control character {character} stands in the text"
)
NO_VALUE = Template("{key!r} không có giá trị", "{key!r} has no value")
WRITE_VALUE_OR_NULL = Template(
    "ghi giá trị, hoặc bỏ mục này; ghi null để bỏ mục có ở lớp dưới",
    "write a value, or delete the key; null removes what a file below has",
)
BLANK_AFTER_COLON = Template(
    "thêm dấu cách sau dấu hai chấm: '{key}: {value}'", "add a blank after the colon: '{key}: {value}'"
)
COMMA_IN_BRACES = Template(
    "trong ngoặc nhọn, dấu phẩy kết thúc giá trị: {text!r} được đọc là {read!r}",
    "a comma ends a value in braces: {text!r} reads as {read!r}",
)
QUOTE_TEXT = Template("đặt cả văn bản trong dấu nháy", "put the whole text in quotes")
EMPTY_ITEM = Template("trong danh sách có mục trống", "an item of the list is empty")
REMOVE_ITEM = Template("ghi giá trị, hoặc bỏ mục đó", "write a value, or delete the item")
NOT_VALID_YAML = Template("YAML không hợp lệ: {reason}", "not valid YAML: {reason}")
IN_CONTEXT = Template("{context} {problem}", "{context} {problem}")
CHECK_INDENTATION = Template(
    "kiểm tra thụt dòng (chỉ dùng dấu cách), dấu hai chấm và dấu nháy ở dòng này và dòng trên",
    "check indentation (spaces only), colons and quotes on this line and the one above",
)
NOT_YAML = Template("không phải YAML: {reason}", "not YAML: {reason}")
CORRECT_FILE = Template("sửa lại tệp", "correct the file")
SECOND_DOCUMENT = Template("bắt đầu tài liệu thứ hai ('---')", "a second document begins ('---')")
ONE_DOCUMENT = Template("mỗi tệp chỉ để một tài liệu", "keep one document in a file")
TOO_DEEP = Template("lồng nhau hơn {levels} cấp", "more than {levels} levels are nested")
FEWER_LEVELS = Template("kịch bản cần ít hơn 10 cấp", "a scenario needs fewer than 10")
TAG = Template("không hiểu nhãn {tag!r}", "the tag {tag!r} is not understood")
REMOVE_TAG = Template("bỏ nhãn đó", "remove the tag")
REMOVE_TAG_OR_QUOTE = Template(
    "bỏ nhãn đó; nếu là văn bản thì đặt trong dấu nháy", "remove the tag; quote the value for text"
)
LIST_AS_KEY = Template(
    "ở chỗ cần tên mục lại có danh sách hoặc nhóm mục", "a list or mapping stands where a key is expected"
)
PLAIN_KEYS = Template("ghi tên mục bằng chữ", "write keys as plain text")
MERGE_KEY = Template("không hiểu mục gộp '<<'", "the merge key '<<' is not understood")
WRITE_OUT = Template("ghi đầy đủ các mục, hoặc dùng 'extends'", "write the entries out, or use 'extends'")
KEY_TWICE = Template(
    "mục {key!r} ghi hai lần; lần đầu ở dòng {line}", "the key {key!r} stands twice; the first is on line {line}"
)
KEEP_ONE = Template("chỉ giữ một", "keep one of them")
UNKNOWN_ANCHOR = Template(
    "'*{anchor}' trỏ đến một neo không có ở phía trên", "'*{anchor}' refers to an anchor that is not above it"
)
DEFINE_ANCHOR = Template("đặt '&{anchor}' trước", "define '&{anchor}' first")
TOO_MANY_VALUES = Template("tệp có hơn {limit} giá trị", "the file holds more than {limit} values")
USE_TABLES = Template("chuyển các danh sách lớn sang bảng CSV", "move large lists to CSV tables")
