"""What libraries and the operating system say, in Vietnamese beside the English by which it is recognised."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from functools import cache
from typing import Final

from optimizer.texts.messages import AS_IT_IS, Message, Template

SYSTEM: Final = (
    Template("không có quyền truy cập", "Permission denied"),
    Template("không được phép", "Operation not permitted"),
    Template("từ chối truy cập", "Access is denied"),
    Template("không có tệp hoặc thư mục này", "No such file or directory"),
    Template("ổ đĩa hết chỗ", "No space left on device"),
    Template("vượt hạn mức lưu trữ", "Disk quota exceeded"),
    Template("đây là một thư mục", "Is a directory"),
    Template("đây không phải thư mục", "Not a directory"),
    Template("tệp đã có", "File exists"),
    Template("thư mục không trống", "Directory not empty"),
    Template("ổ đĩa chỉ cho đọc", "Read-only file system"),
    Template("tên tệp quá dài", "File name too long"),
    Template("mở quá nhiều tệp", "Too many open files"),
    Template("tệp đang được dùng", "Device or resource busy"),
    Template("lỗi đọc ghi ổ đĩa", "Input/output error"),
    Template("đã bị đóng", "Bad file descriptor"),
    Template(
        "tệp đang mở ở chương trình khác",
        "The process cannot access the file because it is being used by another process",
    ),
    Template("kết nối bị từ chối", "Connection refused"),
)
"""The operating system, on files."""

SQLITE: Final = (
    Template("ổ đĩa hết chỗ", "database or disk is full"),
    Template("lỗi đọc ghi ổ đĩa", "disk I/O error"),
    Template("không mở được tệp", "unable to open database file"),
    Template("tệp chỉ cho đọc", "attempt to write a readonly database"),
    Template("tệp đang bị chương trình khác giữ", "database is locked"),
    Template("đây không phải tệp SQLite", "file is not a database"),
    Template("tệp SQLite bị hỏng", "database disk image is malformed"),
)
"""SQLite, on the journal."""

YAML_CONTEXT: Final = (
    Template("khi đọc các mục trong ngoặc nhọn,", "while parsing a flow mapping"),
    Template("khi đọc danh sách trong ngoặc vuông,", "while parsing a flow sequence"),
    Template("khi đọc các mục thụt dòng,", "while parsing a block mapping"),
    Template("khi đọc danh sách gạch đầu dòng,", "while parsing a block collection"),
    Template("khi đọc một giá trị ({node}),", "while parsing a {node} node"),
    Template("khi đọc một giá trị,", "while parsing a node"),
    Template("khi đọc phần tiếp theo,", "while scanning for the next token"),
    Template("khi đọc tên mục,", "while scanning a simple key"),
    Template("khi đọc văn bản trong dấu nháy,", "while scanning a quoted scalar"),
    Template("khi đọc văn bản trong dấu nháy kép,", "while scanning a double-quoted scalar"),
    Template("khi đọc một giá trị,", "while scanning a plain scalar"),
    Template("khi đọc văn bản nhiều dòng,", "while scanning a block scalar"),
    Template("khi đọc chỉ thị (dấu %),", "while scanning a directive"),
    Template("khi đọc nhãn (dấu !),", "while scanning a tag"),
    Template("khi đọc nhãn (dấu !),", "while parsing a tag"),
    Template("khi đọc neo {name} (dấu & hoặc *),", "while scanning an {name}"),
)
"""The YAML reader, on where it is."""

YAML_PROBLEM: Final = (
    Template("cần ',' hoặc '}}' nhưng gặp {found}", "expected ',' or '}}', but got {found}"),
    Template("cần ',' hoặc ']' nhưng gặp {found}", "expected ',' or ']', but got {found}"),
    Template("dòng thụt không khớp với các dòng trên, gặp {found}", "expected <block end>, but found {found}"),
    Template("cần một giá trị nhưng gặp {found}", "expected the node content, but found {found}"),
    Template("cần chữ hoặc số nhưng gặp {found}", "expected alphabetic or numeric character, but found {found}"),
    Template(
        "cần chú thích hoặc xuống dòng nhưng gặp {found}", "expected a comment or a line break, but found {found}"
    ),
    Template("cần dấu cách nhưng gặp {found}", "expected ' ', but found {found}"),
    Template("cần chữ số nhưng gặp {found}", "expected a digit, but found {found}"),
    Template("thiếu dấu ':'", "could not find expected ':'"),
    Template("ở đây không được có dấu ':'", "mapping values are not allowed here"),
    Template("ở đây không được có tên mục", "mapping keys are not allowed here"),
    Template("ở đây không được có danh sách gạch đầu dòng", "sequence entries are not allowed here"),
    Template("gặp ký tự {found} không thể đứng đầu", "found character {found} that cannot start any token"),
    Template("sau dấu \\ gặp ký tự lạ {found}", "found unknown escape character {found}"),
    Template("tệp kết thúc giữa chừng", "found unexpected end of stream"),
    Template("gặp dấu ngăn tài liệu giữa chừng", "found unexpected document separator"),
    Template("gặp dấu ':' không đúng chỗ", "found unexpected ':'"),
    Template("gặp nhãn lạ {found}", "found undefined tag handle {found}"),
    Template(
        "các dòng đầu thụt sâu hơn dòng đầu tiên có chữ",
        "more indented follow up line than first in a block scalar",
    ),
)
"""The YAML reader, on what is wrong there."""

CSV: Final = (
    Template("tệp kết thúc giữa chừng", "unexpected end of data"),
    Template("cần {delimiter} sau {quote}", "{delimiter} expected after {quote}"),
    Template(
        "có ký tự xuống dòng trong ô không có dấu nháy",
        "new-line character seen in unquoted field - do you need to open the file with newline=''?",
    ),
    Template("ô dài quá giới hạn ({limit})", "field larger than field limit ({limit})"),
)
"""The CSV reader."""

JSON: Final = (
    Template("cần một giá trị", "Expecting value"),
    Template("cần tên mục trong dấu nháy kép", "Expecting property name enclosed in double quotes"),
    Template("cần dấu ','", "Expecting ',' delimiter"),
    Template("cần dấu ':'", "Expecting ':' delimiter"),
    Template("có phần thừa sau cùng", "Extra data"),
    Template("văn bản thiếu dấu nháy đóng", "Unterminated string starting at"),
    Template("có ký tự điều khiển", "Invalid control character at"),
    Template("sau dấu \\ là ký tự không hợp lệ", "Invalid \\escape"),
    Template("mã \\uXXXX không hợp lệ", "Invalid \\uXXXX escape"),
    Template("dấu ',' thừa trước dấu đóng ngoặc", "Illegal trailing comma before end of object"),
    Template("dấu ',' thừa trước dấu đóng ngoặc", "Illegal trailing comma before end of array"),
    Template(
        "danh sách lồng nhau quá nhiều cấp",
        "maximum recursion depth exceeded while decoding a JSON array from a unicode string",
    ),
    Template(
        "đối tượng lồng nhau quá nhiều cấp",
        "maximum recursion depth exceeded while decoding a JSON object from a unicode string",
    ),
    Template(
        "số có {digits} chữ số, chỉ đọc đến {limit}",
        "Exceeds the limit ({limit} digits) for integer string conversion: value has {digits} digits; use "
        "sys.set_int_max_str_digits() to increase the limit",
    ),
)
"""The JSON reader."""


def recognised(text: str, templates: Iterable[Template]) -> Message:
    """The text as the one of these templates that it is in English; as it is if it is none of them."""
    for template in templates:
        if found := _pattern(template.en).fullmatch(text):
            return template(**found.groupdict())
    return AS_IT_IS(text=text)


def reason_of(error: OSError) -> Message:
    """Why a file cannot be read or written."""
    return recognised(error.strerror or str(error), SYSTEM)


@cache
def _pattern(text: str) -> re.Pattern[str]:
    parts = string.Formatter().parse(text)
    return re.compile("".join(re.escape(before) + (f"(?P<{name}>.+)" if name else "") for before, name, _, _ in parts))
