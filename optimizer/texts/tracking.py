"""The campaign as it runs: what desks report, where it stands, what that says of the turnout."""

from __future__ import annotations

from typing import Final

from optimizer.texts.messages import Template

RESULT_COLUMNS: Final = {
    "date": Template("Ngày", "Date"),
    "place": Template("Địa điểm", "Place"),
    "stream": Template("Nội dung", "Stream"),
    "shift": Template("Ca", "Shift"),
    "done": Template("Đã làm", "Done"),
    "came": Template("Số người đến", "Came"),
    "failed": Template("Chưa làm được", "Failed"),
    "turned_away": Template("Phải về", "Turned away"),
    "officers_absent": Template("Cán bộ vắng", "Officers absent"),
}
"""Headings of the form that results are reported in."""
RESULTS_SHEET = Template("Kết quả", "Results")
GUIDE_SHEET = Template("Hướng dẫn", "How to")

FORM_PLANNED = Template("Dự kiến", "Planned")
FORM_GUIDE: Final = (
    Template(
        "Mỗi dòng là một nơi, một nội dung trong một ngày theo phương án. Điền cột “Đã làm”, các cột khác nếu có; dòng "
        "để trống là chưa báo cáo, không phải bằng 0.",
        "Each row is a place and stream on a day, as planned. Fill in the column “Done”, the others if they are known; "
        "a row left empty is not reported yet, which is not 0.",
    ),
    Template(
        "Số cả ngày là đủ, khi đó để trống cột “Ca”. Muốn báo cáo từng ca thì ghi tên ca, mỗi ca một dòng; nếu có cả "
        "số cả ngày thì số cả ngày được tính.",
        "A figure for the whole day is enough; the column “Shift” then stays empty. To report shift by shift, write "
        "the name of the shift, one row each; where there is a figure for the day too, that one counts.",
    ),
    Template(
        "“Số người đến” là tất cả những ai đến, kể cả người phải về; “Chưa làm được” là đã phục vụ nhưng chưa xong.",
        "“Came” are all who came, those turned away included; “Failed” are those served but not done.",
    ),
    Template(
        "Gửi lại cả bảng bao nhiêu lần cũng được: dòng đã ghi chỉ tính một lần, dòng sửa thì số mới được tính.",
        "The whole table may be handed in as often as wanted: what is recorded counts once, and of corrected rows the "
        "newest figure counts.",
    ),
)

# Recording.
RECORDED = Template("ĐÃ GHI {added} dòng vào nhật ký", "RECORDED {added} rows in the journal")
NOTHING_NEW = Template("KHÔNG CÓ GÌ MỚI để ghi", "NOTHING NEW to record")
RECORDED_FILE = Template(
    "{file}: {added} dòng mới, {corrected} dòng đính chính, {known} dòng đã ghi trước đó, {empty} dòng chưa điền",
    "{file}: {added} new rows, {corrected} corrections, {known} recorded before, {empty} not filled in yet",
)
RECORDED_BY = Template("Người ghi: {by}; ghi trong nhật ký {folder}", "Recorded by {by}, in the journal {folder}")
NOBODY = Template("không rõ", "somebody unknown")
