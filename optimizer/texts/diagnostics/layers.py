"""Files that extend one another, overlays, selections and single values laid over a scenario."""

from __future__ import annotations

from optimizer.texts.messages import Template

# Files on files.
STANDS_ALONE = Template(
    "kịch bản của một kết quả đã lập đứng riêng một mình, không đọc mục {key!r}",
    "the scenario of a run stands alone, {key!r} is not read in it",
)
REMOVE_FROM_RUN = Template(
    "bỏ mục này; muốn đổi kịch bản thì sửa tệp kịch bản gốc và lập lại phương án",
    "remove it; to change the scenario, edit the file it came from and plan again",
)
NOTHING_TO_REMOVE = Template("không có {name!r} để bỏ", "there is no {name!r} to remove")
EXTENDS_IS = Template("extends ghi là {value}", "extends is {value}")
EXTENDS_EXAMPLE = Template(
    "nêu một tệp kịch bản, ví dụ extends: dong_phu.yaml", "name one scenario file, e.g. extends: dong_phu.yaml"
)
CIRCLE = Template("các tệp kế thừa lẫn nhau: {circle}", "the files extend each other: {circle}")
REMOVE_EXTENDS = Template("bỏ một mục 'extends'", "remove one 'extends'")
PURPOSE_IS = Template("purpose ghi là {value}", "purpose is {value}")
ONE_SENTENCE = Template("nêu mục đích của tệp trong một câu", "say in one sentence what the file is for")
NOT_PATH_VALUE = Template("không đúng dạng đường.dẫn=giá trị", "not of the form path=value")
SET_EXAMPLE = Template(
    "ghi ví dụ --set officers.an.hours_per_week=24", "write e.g. --set officers.an.hours_per_week=24"
)

# Overlays.
EXTENDS_FOREIGN = Template(
    "lớp phủ kế thừa {file}, không thuộc kịch bản này", "it extends {file}, which is no part of the scenario"
)
EXTEND_OWN = Template(
    "bỏ 'extends', hoặc kế thừa một tệp của kịch bản", "remove 'extends', or extend a file of the scenario"
)
SET_DIFFERENTLY = Template(
    "ở đây đặt là {here}, còn ở {origin} đặt là {there}", "set to {here} here and to {there} at {origin}"
)
REMOVE_OR_JOIN = Template(
    "bỏ một trong hai, hoặc đưa cả hai vào một lớp phủ", "remove one of them, or put both in one overlay"
)
LAST_SETTING_COUNTS = Template(
    "--set ghi sau được dùng; bỏ lần ghi kia", "the last --set counts; leave the other one out"
)
GIVEN_TWICE = Template("lớp phủ này được nêu hai lần", "this overlay is given twice")
GIVE_ONCE = Template("chỉ nêu một lần", "give it once")
CHANGES_NOTHING = Template(
    "lớp phủ này không thay đổi gì: mọi giá trị vẫn như trong kịch bản",
    "this overlay changes nothing: every value is as the scenario has it",
)
SAY_WHAT_DIFFERS = Template("ghi những gì khác đi, hoặc bỏ lớp phủ", "write what differs, or leave the overlay out")

LONE_OVERLAY = Template(
    "{file} là lớp phủ, không phải kịch bản: không có phần campaign",
    "{file} is an overlay, not a scenario: it has no campaign",
)
LAY_OVER = Template(
    "đặt lên kịch bản của nó: catruc plan {base} --overlay {overlay}",
    "lay it over its scenario: catruc plan {base} --overlay {overlay}",
)
SCENARIO_FILE = Template("<kịch bản>", "<scenario>")
SCENARIO_INSTEAD = Template("đây là kịch bản, không phải {wanted}", "this is a scenario, not {wanted}")
SWEEP_INSTEAD = Template("đây là tệp sweep, không phải kịch bản", "this is a sweep file, not a scenario")
RUN_SWEEP = Template("chạy: catruc sweep {sweep}", "run it: catruc sweep {sweep}")
PLAN_IT = Template("lập kế hoạch: catruc plan {scenario}", "plan it: catruc plan {scenario}")

# The country's calendar.
UNKNOWN_COUNTRY = Template(
    "không có dữ liệu ngày lễ của nước {code!r}", "no public holidays are known for country {code!r}"
)
WORKING_IN_EXCHANGE = Template("Ngày làm bù", "Working day in exchange")
OR_LIST_DAYS = Template(
    "{hint} (hoặc liệt kê các ngày ở calendar.holidays)", "{hint} (or list the days under calendar.holidays)"
)

# Selections.
SELECT_NO_LIST = Template("select không phải danh sách các nhóm mục", "select is no list of mappings")
SELECT_EXAMPLE = Template(
    "ghi select: [{{where: {{section: officers, unit: tan_phu}}, set: {{hours_per_week: 32.0}}}}]",
    "write select: [{{where: {{section: officers, unit: tan_phu}}, set: {{hours_per_week: 32.0}}}}]",
)
NAMES_NO_SECTION = Template("chưa nêu phần nào", "it names no section")
OWN_FIELDS = Template("{key} có các mục riêng", "{key} has fields of its own")
NAME_FIELD = Template("nêu một mục theo dạng {key}.…: {fields}", "name one of them as {key}.…: {fields}")
NAME_KEY = Template("nêu một mục theo dạng {key}.…", "name one of its keys as {key}.…")
NOTHING_TO_COMPARE = Template("{key} không có giá trị để so sánh", "{key} has no value to compare with")
WRITE_VALUES = Template("ghi một giá trị, hoặc danh sách giá trị", "write a value, or a list of values")
SET_IS = Template("set ghi là {value}", "set is {value}")
WRITE_CHANGES = Template(
    "ghi các mục cần đổi, hoặc null để bỏ tất cả", "write the fields to change, or null to remove all"
)
SELECTS_NONE = Template(
    "không chọn được gì: không mục nào trong {section} có {condition}",
    "selects nothing: none of the {section} has {condition}",
)
SELECTS_NOTHING = Template("không chọn được gì", "selects nothing")
EITHER = Template("{one} hoặc {other}", "{one} or {other}")
BOTH = Template("{one} và {other}", "{one} and {other}")
CONDITION = Template("{field} {values}", "{field} {values}")
VALUES_OF = Template("giá trị của {field}", "values of {field}")
TOGETHER_NONE = Template(
    "từng điều kiện thì có mục thỏa mãn, gộp lại thì không; bỏ bớt một điều kiện",
    "each condition holds for some, all of them for none; remove one",
)
REMOVE_IT = Template("bỏ mục này", "remove it")
