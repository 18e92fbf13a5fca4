"""What the documents say: the workbook, the report and the calendars of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from optimizer.texts.messages import Template

# Heads and signatures (Decree 30/2020/NĐ-CP, Appendix I).
STATE = Template("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIET NAM")
MOTTO = Template("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness")
PLACE_AND_DATE = Template("{place}, ngày …… tháng …… năm {year}", "{place}, …… …… {year}")
DOCUMENT_NUMBER = Template("Số: ……/……", "No. ……/……")

# Titles of sheets and sections.
WEEK_SHEET = Template("Tuần {week}", "Week {week}")
WEEK_TITLE = Template("LỊCH TRỰC TUẦN {week}", "DUTY ROSTER, WEEK {week}")
FROM_TO = Template("(Từ ngày {first} đến ngày {last})", "({first} to {last})")
MOBILE_SHEET = Template("Tổ lưu động", "Mobile team")
MOBILE_TITLE = Template("LỊCH CÔNG TÁC TỔ LƯU ĐỘNG", "ROSTER OF THE MOBILE TEAM")
VISITS_SHEET = Template("Lịch đi trường, xã", "Visits")
VISITS_TITLE = Template("LỊCH ĐI TRƯỜNG VÀ ĐI CƠ SỞ", "SCHOOL AND COMMUNE VISITS")
UNITS_SHEET = Template("Tổng hợp đơn vị", "Units")
UNITS_TITLE = Template("TỔNG HỢP KẾT QUẢ DỰ BÁO THEO ĐƠN VỊ", "EXPECTED RESULTS BY UNIT")
HOURS_SHEET = Template("Giờ trực cán bộ", "Officers' hours")
HOURS_TITLE = Template("TỔNG HỢP GIỜ TRỰC THEO CÁN BỘ", "HOURS OF DUTY BY OFFICER")
WARNINGS_SHEET = Template("Cảnh báo", "Warnings")
WARNINGS_TITLE = Template("CẢNH BÁO VỀ THỜI GIỜ VÀ TIẾN ĐỘ", "WARNINGS ON HOURS AND PROGRESS")
PROGRESS_TITLE = Template("Tiến độ dự báo so với chỉ tiêu", "Expected progress against target")
PROGRESS_NOTE = Template(
    "Đường liền: lũy kế dự báo (đỏ: chưa đạt chỉ tiêu); nét đứt ngang: chỉ tiêu; nét chấm dọc: ngày phải đạt. "
    "Rê chuột lên biểu đồ toàn địa bàn để xem từng ngày.",
    "Curve: expected cumulative figure (red: target missed); dashed: target; dotted: day to be met by. Point "
    "at the chart of all places to read each day.",
)
ALL_PLACES = Template("Toàn địa bàn", "All places")
ROSTER_TITLE = Template("Bảng phân công ca trực", "Duty roster")
TIERS_TITLE = Template("Mục tiêu theo thứ tự ưu tiên", "Objectives in order of priority")
TIERS_NOTE = Template(
    "Giá trị càng nhỏ càng tốt. Cận: đã chứng minh rằng không phương án nào giữ được các mục tiêu xếp trên mà "
    "tốt hơn mức này. Khoảng cách: nhiều nhất còn có thể cải thiện chừng ấy, không "
    "có nghĩa là chắc chắn cải thiện được.",
    "The smaller the value, the better. Bound: proved that no plan which keeps the objectives above does "
    "better than this. Gap: at most so much could still be gained, which is not to "
    "say that it can.",
)

# Column headings.
NUMBER = Template("STT", "No.")
DATE = Template("Ngày", "Date")
WEEKDAY = Template("Thứ", "Day")
SHIFT = Template("Ca", "Shift")
HOURS_OF_DAY = Template("Giờ", "Time")
PLACE = Template("Địa điểm", "Place")
FROM_PLACE = Template("Xuất phát từ", "From")
POST = Template("Bàn/Tổ", "Desk/team")
NAME = Template("Họ và tên", "Name")
RANK = Template("Cấp bậc", "Rank")
POSITION = Template("Chức vụ", "Position")
UNIT = Template("Đơn vị", "Unit")
TASK = Template("Nhiệm vụ", "Task")
PHONE = Template("Số điện thoại", "Phone")
NOTE = Template("Ghi chú", "Note")
TARGET = Template("Chỉ tiêu", "Target")
EXPECTED_BY = Template("Dự báo đến {date}", "Expected by {date}")
REMAINING = Template("Còn lại", "Remaining")
SHARE = Template("Tỷ lệ hoàn thành", "Completion")
RANK_OF_UNIT = Template("Xếp hạng", "Rank")
ASSESSMENT = Template("Đánh giá", "Assessment")
STREAM = Template("Nội dung", "Stream")
TOTAL = Template("Tổng cộng", "Total")
DUTIES = Template("Số ca", "Duties")
HOURS = Template("Số giờ", "Hours")
WEEK_HOURS = Template("Giờ trong tuần", "Hours this week")
EVENINGS = Template("Ca tối", "Evenings")
WEEKEND_DUTIES = Template("Ca cuối tuần", "Weekend duties")
HOLIDAY_DUTIES = Template("Ca ngày lễ", "Holiday duties")
OVERTIME_HOURS = Template("Giờ làm thêm", "Overtime hours")
BURDEN = Template("Điểm tải", "Burden")
BURDEN_PER_DAY = Template("Điểm tải mỗi ngày", "Burden per day")
AVAILABLE_DAYS = Template("Ngày có mặt", "Available days")
AVERAGE = Template("Bình quân", "Average")
ELIGIBLE = Template("Đủ điều kiện", "Eligible")
ATTENDANCE = Template("Tỷ lệ có mặt", "Attendance")
SERVED = Template("Tiếp nhận dự kiến", "Expected served")
DONE = Template("Hoàn thành dự kiến", "Expected done")
CREW = Template("Cán bộ", "Crew")
KIT = Template("Thiết bị", "Kit")
TRAVEL = Template("Di chuyển (phút)", "Travel (min)")
SETUP = Template("Lắp đặt (phút)", "Set-up (min)")
CONTENT = Template("Nội dung cảnh báo", "Warning")
SUBJECT = Template("Đối tượng", "Subject")
TIER = Template("Mục tiêu", "Objective")
VALUE = Template("Giá trị", "Value")
BOUND = Template("Cận", "Bound")
BOUND_GIVEN_OPENINGS = Template("khi giữ nguyên các ca đã mở", "for the published openings")
GAP = Template("Khoảng cách", "Gap")
UNIT_OF_MEASURE = Template("Đơn vị tính", "Unit")
DUTIES_SHEET = Template("Danh sách ca trực", "All duties")
START = Template("Bắt đầu", "Start")
END = Template("Kết thúc", "End")
LEAVE_DAYS = Template("Ngày nghỉ phép", "Days of leave")
COMPENSATORY_DAYS = Template("Ngày nghỉ bù", "Compensatory days")
ID_OFFICER = Template("Mã cán bộ", "Officer id")
ID_UNIT = Template("Mã đơn vị", "Unit id")
ID_SHIFT = Template("Mã ca", "Shift id")
ID_POST = Template("Mã bàn/tổ", "Post id")
ID_PLACE = Template("Mã địa điểm", "Place id")
ID_STREAM = Template("Mã nội dung", "Stream id")
ID_ROLE = Template("Mã nhiệm vụ", "Role id")

# Codes and their meaning.
LEGEND = Template("Ký hiệu", "Codes")
LENT_MARK = Template("* trực tại bàn của đơn vị khác", "* at a desk of another unit")
POST_MARKS = Template(
    "Chữ số sau ký hiệu ca là số của bàn/tổ ghi ở dòng tên đơn vị",
    "A figure after a shift code is the number of the desk or team in the unit's row",
)
AT_SCHOOLS = Template("tại trường học", "at schools")
HELPER_MARK = Template("hỗ trợ", "helper")
ON_DUTY_WITH = Template("Cùng trực", "On duty with")
NOBODY = Template("không có ai khác", "nobody else")

# Assessments.
MET = Template("Đạt", "Met")
EXCEEDED = Template("Vượt", "Exceeded")
NOT_MET = Template("Chưa đạt", "Not met")

# The verdict.
VERDICT_MET = Template(
    "Dự báo đạt chỉ tiêu: {expected}/{target} {unit} đến {date}.",
    "The target is expected to be met: {expected} of {target} {unit} by {date}.",
)
VERDICT_MISSED = Template(
    "Dự báo chưa đạt chỉ tiêu: {expected}/{target} {unit} đến {date}, thiếu {missing}.",
    "The target is not expected to be met: {expected} of {target} {unit} by {date}, {missing} short.",
)
VERDICT_PARTLY = Template(
    "Dự báo đủ tổng số: {expected}/{target} {unit} đến {date}, nhưng có nơi chưa đạt chỉ tiêu của mình, "
    "thiếu {missing}.",
    "The total is expected to be met: {expected} of {target} {unit} by {date}, but places miss their own target, "
    "{missing} short.",
)
VERDICT_MET_ON = Template("Đủ tổng số toàn địa bàn ngày {date}.", "The total of all places is met on {date}.")
VERDICT_BY_DEADLINE = Template(
    "Đến hết {date}: {expected} ({share}).",
    "By the deadline {date}: {expected} ({share}).",
)
VERDICT_PLACES = Template(
    "{met}/{whole} nơi đạt chỉ tiêu của mình.",
    "{met} of {whole} places meet their own target.",
)
TO_BE_MET = Template("phải đạt {date}", "to be met by {date}")
FACT_FINISH_BY = Template("Ngày phải đạt", "To be met by")
FACT_DEADLINE = Template("Hạn cuối", "Deadline")
FACT_HOURS = Template("Tổng giờ trực", "Hours of duty")
FACT_DUTIES = Template("Lượt trực của cán bộ", "Officers' duties")
FACT_VISITS = Template("Buổi lưu động", "Visit shifts")
FACT_BREACHES = Template("Vi phạm quy định bắt buộc", "Breaches of hard rules")
RULES_TITLE = Template("Kiểm chứng độc lập", "Independent verification")
RULES_NOTE = Template(
    "Đã kiểm tra {rules} quy định và tính lại {figures} số liệu; {wrong} số liệu sai lệch.",
    "{rules} rules checked and {figures} figures recomputed; {wrong} differ.",
)
CONSISTENCY = Template("Tính nhất quán của lịch, không có sai sót", "Consistency of the plan, no faults")
SOURCE = Template("Căn cứ", "Source")
TERMS = Template("Gồm", "Made up of")
RULE = Template("Quy định", "Rule")
ENFORCEMENT = Template("Mức độ", "Enforcement")
HARD = Template("Bắt buộc", "hard")
SOFT = Template("Mềm (trọng số {weight})", "soft (weight {weight})")
BREACHES = Template("Số lần vi phạm", "Breaches")
AMOUNT = Template("Mức vi phạm", "Amount")

# Acceptance rules.
ACCEPTANCE_TITLE = Template("Tiêu chí chấp nhận", "Acceptance rules")
ACCEPTANCE_RULE = Template("Tiêu chí", "Rule")
ACCEPTANCE_NOTE = Template(
    "Tiêu chí do kịch bản đặt ra cho phương án; với xã, cán bộ, tuần thì ghi trường hợp xấu nhất.",
    "What the scenario asks of the plan; of communes, officers and weeks the worst is told.",
)
RESULT = Template("Kết quả", "Result")
ACCEPTED = Template("ĐẠT", "PASS")
REFUSED = Template("KHÔNG ĐẠT", "FAIL")
LIMIT = Template("Giới hạn", "Limit")
WHERE = Template("Ở đâu", "Where")
FROM_DAY = Template("từ {date}", "from {date}")
OUT_OF_REACH = Template("đã chứng minh: không phương án nào đạt", "proved: no plan can pass")

# The web report.
GRID_NOTE = Template(
    "Mỗi ô là một ngày; các vạch từ trái sang phải là các ca. Rê chuột lên ô để xem chi tiết.",
    "Each cell is a day; its bars, from left to right, are the shifts. Point at a cell for details.",
)
GRID_CHOICE = Template(
    "Chọn tuần hoặc đơn vị để xem và in riêng phần đó.",
    "Choose a week or a unit to see and print that part alone.",
)
WHOLE_CAMPAIGN = Template("Cả đợt", "All")
ALL_UNITS = Template("Tất cả đơn vị", "All units")
OPENINGS_TITLE = Template("Lịch mở bàn", "Desks open")
LOAD_TITLE = Template("Cân đối tải trực", "Balance of load")
LOAD_NOTE = Template(
    "Vạch đứng là bình quân của đơn vị, mỗi chấm là một cán bộ. {burden}",
    "The line is the unit's average, each dot an officer. {burden}",
)
QUOTAS_SHEET = Template("Chỉ tiêu vận động", "Quotas")
QUOTAS_TITLE = Template("CHỈ TIÊU VẬN ĐỘNG CỦA HỘI, ĐOÀN THỂ, TỔ CÔNG NGHỆ SỐ", "QUOTAS OF ORGANISATIONS")
QUOTAS_NOTE = Template(
    "Số người cần mời trong từng tuần; dự kiến đến là số mời nhân tỷ lệ có mặt.",
    "People to invite in each week; expected to come is that number times the show-up rate.",
)
BURDEN_NOTE = Template(
    "Điểm tải cộng theo trọng số: {weights}. Cán bộ được so sánh bằng điểm tải mỗi ngày có mặt.",
    "Burden adds up weights: {weights}. Officers are compared by burden per available day.",
)
ORGANISATION = Template("Hội, đoàn thể, tổ", "Organisation")
EXPECTED_TO_COME = Template("Dự kiến đến", "Expected to come")
VISITING = Template("đi lưu động", "on a visit")
LANES = Template("{lanes} luồng, {crew} người, dự kiến {done}", "{lanes} lanes, {crew} people, {done} expected")
SPREAD = Template("Thấp nhất – cao nhất", "Lowest – highest")
CONTENTS = Template("Nội dung", "Contents")

# Warnings.
WARNING_NONE = Template("Không có cảnh báo.", "There are no warnings.")
WARNING_AT_LIMIT = Template(
    "Số tuần-cán bộ dùng hết giờ dành cho đợt cao điểm",
    "Officer-weeks in which the campaign hours are used up",
)
WARNING_OVERTIME = Template("Làm thêm quá mức cho phép trong tháng", "Above the limit of overtime in a month")
WARNING_OVERTIME_ENTRY = Template("{name}: {hours} giờ (tháng {month})", "{name}: {hours} hours ({month})")
WARNING_NOT_YET_ELIGIBLE = Template(
    "Số học sinh chưa đủ điều kiện trước hạn cuối",
    "Pupils not yet eligible before the deadline",
)
WARNING_BELOW_TARGET = Template(
    "Dự báo chưa đạt chỉ tiêu đến {date} – {stream}",
    "Expected to miss the target by {date} – {stream}",
)
WARNING_GENERAL = Template("Chung", "General")
NO_VISITS = Template("Không có buổi lưu động nào.", "There are no visits.")
SIGNATURE_HINT = Template("(Ký, ghi rõ họ tên)", "(signature and full name)")
PRODUCED = Template(
    "Lập bởi catruc {version} · dữ liệu {digest} · hạt giống {seed}",
    "Made by catruc {version} · data {digest} · seed {seed}",
)
ESTIMATE_NOTE = Template(
    "Các số liệu thực hiện là giá trị kỳ vọng theo tham số của kịch bản, không phải cam kết.",
    "Results are expected values under the scenario's parameters, not promises.",
)

CODES: Final[Mapping[str, Template]] = {
    "rest": Template("N", "O"),
    "leave": Template("P", "L"),
    "compensatory": Template("B", "R"),
    "other_duty": Template("K", "W"),
}
"""Of days without duty."""

ABSENCES: Final[Mapping[str, Template]] = {
    "rest": Template("nghỉ", "day off"),
    "leave": Template("nghỉ phép", "leave"),
    "compensatory": Template("nghỉ bù", "compensatory rest"),
    "other_duty": Template("công tác khác", "other police work"),
}

VISIT_KINDS: Final[Mapping[str, Template]] = {
    "school": Template("Trường học", "School"),
    "commune": Template("Xã, thị trấn", "Commune"),
    "home_visit": Template("Tại nhà", "Home visits"),
}

ROLES: Final[Mapping[str, Template]] = {
    "desk": Template("Trực tại bàn", "Desk duty"),
    "team": Template("Tổ lưu động", "Mobile team"),
    "local": Template("Phối hợp tại xã", "Local support"),
    "helper": Template("Lực lượng hỗ trợ", "Helper"),
}
