"""What the keys mean that say how a scenario file is put together."""

from __future__ import annotations

from optimizer.texts.messages import Template

EXTENDS = Template(
    "Tệp kịch bản được kế thừa; giá trị của tệp đó giữ nguyên nếu ở đây không đổi.",
    "The scenario file whose values hold unless this one changes them.",
)
TABLES = Template(
    "Tệp CSV hoặc trang Excel (tệp.xlsx#trang) chứa các mục.",
    "CSV files or workbook sheets (file.xlsx#sheet) that hold entities.",
)
PURPOSE = Template("Mục đích của tệp, trong một câu.", "What the file is for, in one sentence.")
SELECT = Template("Thay đổi cho cả nhóm mục.", "Changes of whole groups of entities.")
SELECT_WHERE = Template(
    "Một phần, và những giá trị mà mục phải có ở mọi trường đã nêu, hoặc là mã của mục.",
    "A section, and the values that its entities must have in all fields named, or as their id.",
)
SELECT_SET = Template(
    "Những gì được đặt lên từng mục đó; null là bỏ mục.",
    "What is laid over each of these entities; null removes them.",
)
