"""What names stand for, of one and of many, for sentences such as “unknown unit 'tan_fu'”."""

from __future__ import annotations

from optimizer.texts.messages import Noun, Template

CHOICE = Noun(Template("lựa chọn", "choice"), Template("lựa chọn", "choices"))
CLASS = Noun(Template("loại ngày", "class"), Template("loại ngày", "classes"))
COLUMN = Noun(Template("cột", "column"), Template("cột", "columns"))
COMMUNE = Noun(Template("xã", "commune"), Template("xã", "communes"))
COUNTRY = Noun(Template("nước", "country"), Template("nước", "countries"))
EMPLOYEE = Noun(Template("nhân viên", "employee"), Template("nhân viên", "employees"))
ENTRY = Noun(Template("mục tên", "entry"), Template("mục", "entries"))
FIELD = Noun(Template("mục tên", "field"), Template("mục", "fields"))
FIGURE = Noun(Template("loại số liệu", "figure of a tier"), Template("số liệu", "figures"))
KEY = Noun(Template("mục tên", "key"), Template("mục", "keys"))
KIND = Noun(Template("loại", "kind"), Template("loại", "kinds"))
KIT = Noun(Template("bộ thiết bị", "kit"), Template("bộ thiết bị", "kits"))
MEASURE = Noun(Template("chỉ số", "measure"), Template("chỉ số", "measures"))
OFFICER = Noun(Template("cán bộ", "officer"), Template("cán bộ", "officers"))
PARAMETER = Noun(Template("thông số", "parameter"), Template("thông số", "parameters"))
PLACE = Noun(Template("địa điểm", "place"), Template("địa điểm", "places"))
POST = Noun(Template("bàn tiếp nhận", "post"), Template("bàn tiếp nhận", "posts"))
SECTION = Noun(Template("phần", "section"), Template("phần", "sections"))
SEGMENT = Noun(Template("nhóm dân", "segment"), Template("nhóm dân", "segments"))
SHEET = Noun(Template("trang tính", "sheet"), Template("trang tính", "sheets"))
SHIFT = Noun(Template("ca trực", "shift"), Template("ca trực", "shifts"))
SKILL = Noun(Template("nghiệp vụ", "skill"), Template("nghiệp vụ được cần", "skills that are asked for"))
STREAM = Noun(Template("nội dung", "stream"), Template("nội dung", "streams"))
TABLE = Noun(Template("bảng", "table"), Template("bảng", "tables"))
TEAM = Noun(Template("tổ lưu động", "team"), Template("tổ lưu động", "teams"))
TIER = Noun(Template("mục tiêu", "tier"), Template("mục tiêu", "tiers"))
UNIT = Noun(Template("đơn vị", "unit"), Template("đơn vị", "units"))
VALUE = Noun(Template("giá trị", "value"), Template("giá trị", "values"))
