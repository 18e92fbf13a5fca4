"""What ``catruc rules`` says around the words of the kinds themselves."""

from __future__ import annotations

from optimizer.texts.messages import Template

NO_KIND = Template("không có loại quy định '{kind}'", "there is no kind of rule '{kind}'")
ONE_OF = Template("một trong: {kinds}", "one of: {kinds}")

# Headings.
RULE = Template("Quy định", "Rule")
AMOUNT = Template("Mức vi phạm", "Amount of a breach")
BORDERS = Template("Ở hai đầu của đợt", "At the borders")
SOURCE = Template("Căn cứ", "Source")
TIER = Template("Mục tiêu nếu là quy định mềm", "Tier of a soft rule")
PARAMETERS = Template("Thông số", "Parameters")

# Parameters.
REQUIRED = Template("bắt buộc", "required")
DEFAULT = Template("mặc định {value}", "default {value}")
NONE = Template("không có", "none")
WHOLE_NUMBER = Template("số nguyên", "whole number")
NUMBER = Template("số", "number")
NAME = Template("tên", "name")
TRUTH = Template("true hoặc false", "true or false")
LIST_OF = Template("danh sách {what}", "list of {what}")
