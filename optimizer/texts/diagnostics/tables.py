"""Tables in CSV files and workbooks: form, columns, rows and cells."""

from __future__ import annotations

from optimizer.texts.messages import Template

# Files and sheets.
CSV_OR_XLSX = Template("bảng được đọc từ tệp .csv và .xlsx", "tables are read from .csv and .xlsx files")
SAVE_AS_TABLE = Template("lưu bảng dạng “CSV UTF-8” hoặc .xlsx", "save the table as “CSV UTF-8” or .xlsx")
NOT_VALID_CSV = Template("dòng không đúng dạng CSV: {reason}", "the row is not valid CSV: {reason}")
CLOSE_QUOTES = Template('đóng dấu nháy; dấu " ghi thành ""', 'close the quotes; write " as ""')
UNREADABLE_WORKBOOK = Template("tệp không phải sổ tính XLSX đọc được", "the file is not a readable XLSX workbook")
SAVE_AS_XLSX = Template("lưu lại dạng .xlsx, không đặt mật khẩu", "save it again as .xlsx, without a password")
UNPACKS_TOO_LARGE = Template("sổ tính giải nén ra hơn {limit:g} MB", "the workbook unpacks to more than {limit:g} MB")
TOO_MANY_CELLS = Template("trang tính có hơn {limit:,} ô", "the sheet has more than {limit:,} cells")
TOO_MANY_COLUMNS = Template("bảng có hơn {limit} cột", "the table has more than {limit} columns")
TOO_MANY_ROWS = Template("bảng có hơn {limit:,} dòng", "the table has more than {limit:,} rows")
CHECK_HEADING = Template("kiểm tra dòng tên cột và dấu ngăn cách", "check the heading and the separator")
DELETE_SHEETS = Template("xóa các trang tính không dùng", "delete unused sheets")
NO_SHEET = Template("sổ tính không có trang {sheet!r}", "the workbook has no sheet {sheet!r}")
FORMULA = Template("ô có công thức", "the cell holds a formula")
REPLACE_BY_VALUE = Template(
    "thay bằng giá trị (chép, rồi Paste Special → Values)",
    "replace it by its value (copy, then Paste Special → Values)",
)
CELL_ERROR = Template("ô báo lỗi {error}", "the cell holds the error {error}")
ENTER_OR_CLEAR = Template("nhập giá trị, hoặc xóa ô", "enter a value, or clear it")
MERGED = Template("các ô bị gộp nên chỉ ô đầu có giá trị", "the cells are merged, so that all but the first are empty")
UNMERGE = Template("bỏ gộp và điền từng ô", "unmerge and fill in each")

# Columns and rows.
EMPTY_TABLE = Template("bảng trống", "the table is empty")
FIRST_ROW_NAMES = Template("dòng đầu ghi tên cột", "its first row holds the column names")
NUMBERED_COLUMN = Template("{origin}  cột {number}", "{origin}  column {number}")
NAMELESS_COLUMN = Template("cột không có tên", "the column has no name")
NAME_OR_DELETE = Template("đặt tên cột, hoặc xóa cột", "name it, or delete it")
COLUMN_TWICE = Template("cột ghi hai lần", "the column stands twice")
KEEP_ONE = Template("chỉ giữ một", "keep one of them")
CELLS_IN_ROW = Template(
    "dòng có {cells} ô, dòng tên cột có {columns} ô", "the row has {cells} cells, the heading has {columns}"
)
QUOTE_OR_FILL = Template(
    "đặt trong dấu nháy những ô có dấu ngăn cách; dòng thiếu thì thêm ô trống",
    "quote cells that contain the separator; fill up short rows with empty cells",
)
NO_HEADING = Template(
    "dòng này không phải dòng tên cột: thiếu {columns}", "this line is no heading: {columns} is missing"
)
DELETE_LINES_ABOVE = Template(
    "xóa các dòng phía trên dòng tên cột ({heading})", "delete the lines above the heading ({heading})"
)
BESIDE_TABLE = Template("ô nằm ngoài các cột của bảng", "the cell stands beside the columns of the table")
NAME_COLUMN_OR_CLEAR = Template("đặt tên cột, hoặc xóa ô", "give its column a name, or clear the cell")
HIDDEN_ROW = Template(
    "dòng bị ẩn (hoặc bị lọc) nhưng vẫn được đọc", "the row is hidden (or filtered out), yet it is read"
)
HIDDEN_COLUMN = Template("cột bị ẩn nhưng vẫn được đọc", "the column is hidden, yet it is read")
SHOW_OR_DELETE = Template(
    "hiện lại để kiểm tra, hoặc xóa nếu không dùng", "show it and check it, or delete it if it is not meant"
)
UNREAD_SHEET = Template("không bảng nào đọc trang tính này", "no table reads this sheet")
NAME_SHEET = Template(
    "nếu cần thì thêm vào mục tables: '{table}: {file}#{sheet}'",
    "if it is meant, add it under tables: '{table}: {file}#{sheet}'",
)
NO_ROWS = Template("bảng có tên cột nhưng không có dòng nào", "the table has a heading but no rows")
ADD_ROWS = Template("thêm dòng, hoặc bỏ bảng này", "add rows, or drop the table")
UNKNOWN_COLUMN = Template("không có cột này", "unknown column")
COLUMN_MISSING = Template("thiếu cột này", "the column is missing")
ADD_COLUMN = Template("thêm cột tên {column!r}", "add a column named {column!r}")
WHOLE_SECTION = Template("cột này ứng với cả một nhóm mục", "the column stands for a whole section")
WRITE_BELOW = Template("ghi ví dụ '{column}.<mục>'", "write e.g. '{column}.<field>'")

# Cells.
EMPTY_CELL = Template("ô trống", "the cell is empty")
FILL_OR_DELETE = Template("điền vào, hoặc xóa dòng", "fill it in, or delete the row")
NUMBER_NOT_DATE = Template("{value} là số, không phải ngày", "{value} is a number, not a date")
FORMAT_AS_DATE = Template(
    "định dạng ô là ngày, hoặc ghi 2024-04-05 hay 05/04/2024",
    "format the cell as a date, or write 2024-04-05 or 05/04/2024",
)
NO_ID = Template("{value} không phải mã", "{value} is no id")
GIVE_ID = Template("ghi mã cho dòng này", "give the row an id")
ROW_TWICE = Template("{key!r} ghi hai lần; lần đầu ở {first}", "{key!r} stands twice; the first is at {first}")

# The section that names them.
TABLES_NOT_MAPPING = Template("tables không phải một nhóm mục", "tables is not a mapping")
TABLES_EXAMPLE = Template("ghi ví dụ officers: data/officers.csv", "write e.g. officers: data/officers.csv")
NO_FILE_NAME = Template("{value} không phải tệp", "{value} is no file")
FILE_EXAMPLE = Template("ghi ví dụ data/officers.csv", "write e.g. data/officers.csv")
