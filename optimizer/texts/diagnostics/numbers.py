"""Numbers in notations that the files do not have."""

from __future__ import annotations

from optimizer.texts.messages import Template

COMMA_IN_BRACES = Template(
    "trong ngoặc, dấu phẩy kết thúc giá trị: {number} được đọc là {read}, phần sau bị mất",
    "a comma ends a value in braces: {number} reads as {read}, and the rest is lost",
)
COMMA_IN_BRACKETS = Template(
    "trong ngoặc vuông, {number} là hai giá trị, {left} và {right}",
    "in brackets {number} is two values, {left} and {right}",
)
UNCLEAR_POINT = Template(
    "{number}: dấu chấm có thể là dấu thập phân hoặc ngăn hàng nghìn",
    "{number}: the point may be a decimal one or stand before thousands",
)

# Remedies.
DECIMAL_POINT = Template("có phải là dấu thập phân không? ghi {number}", "a decimal point? write {number}")
POINT_OR_THOUSANDS = Template(
    "có phải là dấu thập phân không? ghi {decimal}; nếu là hàng nghìn thì ghi {whole}",
    "a decimal point? write {decimal}; for thousands write {whole}",
)
PERCENTAGE = Template("có phải là tỷ lệ phần trăm không? ghi {number}", "a percentage? write {number}")
NO_THOUSANDS = Template(
    "ghi không có dấu ngăn hàng nghìn: {number}", "write it without marks between thousands: {number}"
)
POINT_OR_BLANK = Template(
    "có phải là dấu thập phân không? ghi {number}; nếu là hai giá trị thì thêm dấu cách: {left}, {right}",
    "a decimal point? write {number}; for two values add a blank: {left}, {right}",
)
BLANK_OR_QUOTES = Template(
    "thêm dấu cách sau dấu phẩy, hoặc đặt trong dấu nháy", "add a blank after the comma, or put it in quotes"
)
THOUSANDS_OR_DECIMALS = Template(
    "nếu là hàng nghìn thì ghi {whole}, nếu là số lẻ thì ghi {decimal}",
    "for thousands write {whole}, for decimals {decimal}",
)
