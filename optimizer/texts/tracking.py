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
WITHDRAWN = Template("rút", "withdrawn")
"""Stands in the column of what was done where a report is not to count any more."""
TOTALS: Final = (
    Template("Tổng", "Total"),
    Template("Tổng cộng", "Totals"),
    Template("Tổng số", "Grand total"),
    Template("Cộng", "Sum"),
)
"""What stands before figures that were added up."""
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
    Template(
        "Dòng đã ghi nhầm (sai nơi, sai ngày): ghi “rút” vào cột “Đã làm” rồi gửi lại; dòng ấy không tính nữa và lại "
        "là chưa báo cáo.",
        "A row recorded by mistake (wrong place, wrong day): write “withdrawn” into the column “Done” and hand it in "
        "again; it counts no longer and is again not reported.",
    ),
)

# Recording.
RECORDED = Template("ĐÃ GHI {added} dòng vào nhật ký", "RECORDED {added} rows in the journal")
NOTHING_NEW = Template("KHÔNG CÓ GÌ MỚI để ghi", "NOTHING NEW to record")
RECORDED_FILE = Template(
    "{file}: {added} dòng mới, {corrected} dòng đính chính, {withdrawn} dòng rút, {known} dòng đã ghi trước đó, "
    "{empty} dòng chưa điền",
    "{file}: {added} new rows, {corrected} corrections, {withdrawn} withdrawn, {known} recorded before, "
    "{empty} not filled in yet",
)
RECORDED_BY = Template("Người ghi: {by}; ghi trong nhật ký {folder}", "Recorded by {by}, in the journal {folder}")
NOBODY = Template("không rõ", "somebody unknown")

# The state of the campaign.
STATES: Final = {
    "on_track": Template("ĐÚNG TIẾN ĐỘ", "ON TRACK"),
    "at_risk": Template("CÓ NGUY CƠ CHẬM", "AT RISK"),
    "behind": Template("CHẬM TIẾN ĐỘ", "BEHIND"),
}
NOTHING_REPORTED = Template("CHƯA CÓ BÁO CÁO nào", "NOTHING REPORTED yet")
STATE_VERDICT = Template("{state} đến hết ngày {through}: {streams}", "{state} by the end of {through}: {streams}")
STATE_OF_STREAM = Template(
    "{stream}: {done}/{target} {unit} ({share}), dự kiến {expected}; khả năng đạt trước hết ngày {last_day} là "
    "{chance}",
    "{stream}: {done} of {target} {unit} ({share}), {expected} expected; chance of the target by {last_day} {chance}",
)
STATE_WITHOUT_CHANCE = Template(
    "{stream}: {done}/{target} {unit} ({share}), kế hoạch {expected}",
    "{stream}: {done} of {target} {unit} ({share}), {expected} planned",
)
DAY_OF_CAMPAIGN = Template(
    "Ngày {today}: ngày thứ {number}/{days} của đợt, phương án lần {revision}",
    "{today}: day {number} of {days}, revision {revision} of the plan",
)
OUTSIDE_CAMPAIGN = Template(
    "Ngày {today} ở ngoài đợt ({first} – {last}), phương án lần {revision}",
    "{today} is outside the campaign ({first} – {last}), revision {revision} of the plan",
)
NO_REVISION = Template("chưa có nhật ký", "without journal")
RANK = Template("Hạng", "Rank")
DONE_SO_FAR = Template("Đã làm", "Done")
SHARE_DONE = Template("Tỷ lệ", "Share")
EXPECTED_NOW = Template("Dự kiến đến nay", "Expected by now")
USUAL_RANGE = Template("10–90 %", "10–90 %")
DIFFERENCE = Template("Hơn kém", "Difference")
CHANCE_OF_TARGET = Template("Khả năng đạt", "Chance")
FORECAST_AT_END = Template("Dự báo cuối đợt", "Forecast at the end")
FORECAST_FINISH = Template("Dự báo đạt ngày", "Forecast finish")
POSITION = Template(
    "{stream}: trong {share} số lần mô phỏng phương án, những ngày đã báo cáo đến {through} làm được không nhiều hơn; "
    "dự báo đạt ngày {finish}, đến hết ngày {last_day} được {low}–{high} (trung vị {median})",
    "{stream}: in {share} of the simulated campaigns no more were done on the days reported up to {through}; "
    "forecast finish {finish}, by {last_day} {low}–{high} (median {median})",
)
ASSUMED = Template(
    "{stream}: trong số đã làm có {people} tính theo phương án cho những ngày chưa báo cáo",
    "{stream}: of those done {people} are taken from the plan, for days that were not reported",
)
ROSTER_OF = Template("Lịch trực {day}", "On duty {day}")
NOBODY_ON_DUTY = Template("không ai trực", "nobody is on duty")
MISSING_REPORTS = Template(
    "Thiếu {count} báo cáo trong {planned} báo cáo đến ngày {last}",
    "Reports missing: {count} of {planned} up to {last}",
)
NOTHING_DUE = Template("Chưa đến ngày phải báo cáo", "No report is due yet")
NOTHING_MISSING = Template("Đủ báo cáo đến ngày {last}", "No report is missing up to {last}")
MISSING_OF_PLACE = Template("{place}, {stream}: {days}", "{place}, {stream}: {days}")
MISSING_SHIFTS = Template("{day} ({shifts})", "{day} ({shifts})")
MORE_DAYS = Template("{days} và {count} ngày khác", "{days} and {count} more days")
BACK_UP = Template(
    "Nhật ký: {journal}. Sao lưu: chép cả hai thư mục {run} và {name} khi không có lệnh nào đang chạy",
    "Journal: {journal}. To back up, copy both folders {run} and {name} while no command runs",
)
NO_JOURNAL_YET = Template(
    "Chưa có nhật ký: nhật ký bắt đầu khi ghi kết quả (catruc record) hoặc lập lại phương án này",
    "There is no journal yet: it begins when results are recorded (catruc record) or this is planned again",
)
STATE_TITLE = Template("Tình hình thực hiện", "State of the campaign")
STATE_PAGE = Template("Trang: {page}", "Page: {page}")
PAGE_NOT_WRITTEN = Template("trang không ghi được: {reason}", "the page cannot be written: {reason}")

# Calibration.
CALIBRATED_PURPOSE = Template(
    "Mức đến của người dân hiệu chỉnh theo {days} báo cáo từ {first} đến {last}",
    "Turnout calibrated by {days} reports from {first} to {last}",
)
CALIBRATED = Template(
    "ĐÃ HIỆU CHỈNH theo {days} báo cáo từ {first} đến {last}: {levels}",
    "CALIBRATED by {days} reports from {first} to {last}: {levels}",
)
LEVEL = Template(
    "{stream}: người dân đến bằng {level} so với kịch bản ({low}–{high})",
    "{stream}: people come at {level} of the scenario's rate ({low}–{high})",
)
NO_LEVEL = Template("không có báo cáo của bàn nào", "no desk has reported")
PARAMETER = Template("Thông số", "Parameter")
OLD_VALUE = Template("Cũ", "Old")
NEW_VALUE = Template("Mới", "New")
INTERVAL = Template("Khoảng 90 %", "90 % interval")
REVISED_KINDS: Final = {
    "arrival": Template("Xác suất đến, mỗi ca", "Probability of coming, a shift"),
    "place": Template("Hệ số của từng nơi", "Factor of each place"),
    "visits": Template("Xác suất đến khi tổ lưu động tới, mỗi ca", "Probability of coming to a visit, a shift"),
    "organisation": Template("Tỷ lệ người được mời đến", "Share of the invited who come"),
    "first_try": Template("Làm xong ngay lần đầu", "Done at the first try"),
}
DISPERSION = Template(
    "Các báo cáo phân tán gấp {dispersion} lần so với khi ai cũng đến độc lập; giữa các tuần lệch {weeks}",
    "Reports vary {dispersion} times as much as if everybody came independently; weeks differ by {weeks}",
)
SPREAD_CHANGED = Template("uncertainty.{field}: {old} → {new}", "uncertainty.{field}: {old} → {new}")
OVERLAY_WRITTEN = Template(
    "Lớp phủ: {file}; dùng với --overlay {file} khi lập lại, so sánh hoặc kiểm tra",
    "Overlay: {file}; give it with --overlay {file} to plan again, compare or check",
)

# What a revision changes, as documents tell it.
REVISION_MARK = Template(
    "Điều chỉnh lần {number} ({when}), thay bản số {parent}", "Revision {number} ({when}), replaces revision {parent}"
)
REVISION_KINDS: Final = {
    "plan": Template("lập kế hoạch", "planned"),
    "adopted": Template("nhận từ trước khi có nhật ký", "adopted from before the journal"),
    "replan": Template("lập lại", "replanned"),
    "stand_in": Template("trực thay", "stand-in"),
    "swap": Template("đổi ca", "swap"),
    "amend": Template("sửa tay", "amended by hand"),
    "revert": Template("quay lại bản trước", "reverted"),
}
LINEAGE_TITLE = Template("Các lần điều chỉnh", "Revisions")
REVISION_NUMBER = Template("Bản số", "Revision")
REVISION_WHEN = Template("Lúc", "When")
REVISION_BY = Template("Người lập", "By")
REVISION_KIND = Template("Cách lập", "How")
REVISION_REASON = Template("Lý do", "Reason")
CHANGES_SHEET = Template("Thay đổi", "Changes")
CHANGES_TITLE = Template("DANH SÁCH CA TRỰC THAY ĐỔI", "DUTIES THAT CHANGE")
SLIPS_SHEET = Template("Phiếu thay đổi", "Change slips")
SLIPS_TITLE = Template("PHIẾU BÁO THAY ĐỔI CA TRỰC", "SLIPS OF CHANGED DUTIES")
BEFORE_CHANGE = Template("Trước", "Before")
AFTER_CHANGE = Template("Sau", "After")
RECEIVED = Template("Đã nhận (ký, ngày)", "Received (signature, date)")
CHANGES_COUNT = Template(
    "So với bản số {parent}: {days} ngày trực của {officers} cán bộ thay đổi",
    "Against revision {parent}: {days} days of duty of {officers} officers change",
)
CHANGES_SHOWN = Template(
    "{shown} dòng đầu; còn lại xem roster.xlsx", "the first {shown}; the others are in roster.xlsx"
)
NO_DUTY = Template("không trực", "no duty")
