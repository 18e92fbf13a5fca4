"""What the terminal says of plans, scenarios, run folders and instances."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from optimizer.texts.messages import Template

# Below the verdict on a plan.
REACHED_ON = Template("Đạt ngày", "Reached on")
NEVER = Template("–", "–")
SECONDS = Template("Giây", "Seconds")
AT_LIMIT = Template(
    "Tuần-cán bộ dùng hết giờ (còn chưa đủ một ca): {parts}",
    "Officer-weeks at their limit (less than one shift left): {parts}",
)
NONE = Template("không", "none")
OVERTIME = Template("Làm thêm quá mức tháng: {parts}", "Overtime above the monthly cap: {parts}")
OVERTIME_PART = Template("{officer} {month}: {hours} giờ", "{officer} {month}: {hours} h")
MORE = Template("và {count} nữa", "and {count} more")
NOT_YET_ELIGIBLE = Template(
    "Học sinh chưa đủ tuổi trước hạn, không tính: {count}",
    "Pupils not yet eligible by the deadline, not counted: {count}",
)
CUTS = Template(
    "Tuần-đơn vị phải giảm giờ vì không xếp được người: {count}",
    "Unit-weeks cut because their need could not be staffed: {count}",
)
VERIFIED = Template(
    "Đã kiểm chứng độc lập: {rules} quy định, {figures} số liệu",
    "Verified independently: {rules} rules, {figures} figures",
)
FILES = Template(
    "Kết quả: {directory} (xem report.html, roster.xlsx; lịch cá nhân trong calendars/)",
    "Results: {directory} (see report.html, roster.xlsx; personal calendars in calendars/)",
)

# The verdict on a scenario.
VALID = Template(
    "Kịch bản hợp lệ: {name}, {days} ngày từ {first} đến {last}; {shortages} chỗ thiếu khi đếm sơ bộ, "
    "{warnings} cảnh báo",
    "Scenario valid: {name}, {days} days from {first} to {last}; short by counting alone: {shortages}; "
    "warnings: {warnings}",
)
COUNTS = Template(
    "{officers} cán bộ, {helpers} người hỗ trợ, {posts} bàn, {teams} tổ lưu động, {schools} trường, "
    "{organisations} tổ chức vận động, {rules} quy định",
    "Officers: {officers}; helpers: {helpers}; desks: {posts}; mobile teams: {teams}; schools: {schools}; "
    "organisations: {organisations}; rules: {rules}",
)
READ = Template(
    "Đã đọc: {leave} đợt nghỉ phép, {requests} nguyện vọng, {history} ngày trước đợt, {pupils} học sinh, "
    "{invitations} lượt mời mỗi tuần, {closures} ngày đóng cửa hoặc tạm dừng",
    "Read: leave {leave}; wishes {requests}; days of history {history}; pupils {pupils}; "
    "invitations a week {invitations}; closed or interrupted days {closures}",
)
DAY_TYPES = Template(
    "Ngày: {weekday} ngày thường, {weekend} ngày cuối tuần, {holiday} ngày lễ",
    "Days: {weekday} weekdays, {weekend} weekend days, {holiday} holidays",
)
OFFICERS = Template("Cán bộ", "Officers")
OFFICER_HOURS = Template("Giờ/tuần", "Hours/week")
HELPER_HOURS = Template("Giờ hỗ trợ/tuần", "Helper hours/week")
STANDING_HOURS = Template("Giờ trực thường trực/tuần", "Standing hours/week")
LEFT = Template("Còn lại", "Left over")
PEOPLE = Template("Số dân trong diện", "Pool")
ALREADY_DONE = Template("Đã làm", "Already done")
PLACES = Template("Nơi", "Places")
PUPILS = Template(
    "Học sinh đủ tuổi trong đợt: {countable}; chưa đủ tuổi: {later}",
    "Pupils who turn eligible in the campaign: {countable}; later: {later}",
)
DIFFERENCES = Template("Khác với kịch bản gốc: {count} giá trị", "Values that differ from the base: {count}")
NOT_THERE = Template("(không có)", "(none)")
SHORT_UNIT = Template(
    "{unit}: giờ của cán bộ và người hỗ trợ không đủ cho ca trực thường trực",
    "{unit}: officers' and helpers' hours do not cover the standing duties",
)

# On the way to a plan.
STOPPING = Template(
    "đang dừng; giữ lại phương án tốt nhất nếu đã có (Ctrl-C lần nữa: bỏ hẳn)",
    "stopping; the best plan so far, if there is one, is kept (Ctrl-C again gives up)",
)
CUT = Template("{week}: {hours:g} giờ không xếp được người", "{week}: {hours:g} h could not be staffed")
PROGRESS_BOUND = Template("cận {bound}", "bound {bound}")
PROGRESS_GAP = Template("khoảng cách {gap}", "gap {gap}")

# Public instances.
INSTANCES_PLANNED = Template(
    "Đã xếp {planned}/{count} bài toán mẫu; {proved} bài đã chứng minh là tốt nhất",
    "Instances planned: {planned} of {count}, proved best possible: {proved}",
)
INSTANCE = Template("Bài toán", "Instance")
WORST = Template("Kém nhất", "Worst")
BEST_KNOWN = Template("Tốt nhất đã biết", "Best known")
GAP_TO_BEST_KNOWN = Template("So với tốt nhất", "Gap to it")
BOUND = Template("Cận dưới", "Bound")
GAP_TO_BOUND = Template("So với cận", "Gap to bound")
FIRST_SECONDS = Template("Giây đầu", "First after")
RESULT_FOLDERS = Template(
    "Kết quả: {directory} (mỗi bài một thư mục, gồm roster.csv, result.json)",
    "Results: {directory} (a folder for each instance, with roster.csv and result.json)",
)

# A new campaign.
NEXT_FILL = Template(
    "1. Nhập cán bộ, ngày nghỉ, học sinh vào {workbook}",
    "1. Enter officers, leave and pupils in {workbook}",
)
NEXT_EDIT = Template(
    "2. Sửa ngày, chỉ tiêu, điểm trực trong {scenario}",
    "2. Set dates, targets and desks in {scenario}",
)
PROVINCES_CREATED = Template(
    "Đã tạo {provinces} kịch bản tỉnh giả định tại {directory}",
    "Made-up provinces created in {directory}: {provinces}",
)
CREATED = Template("Đã tạo kịch bản mới tại {directory}", "New campaign created in {directory}")

FAILED: Final[Mapping[int, Template]] = {
    1: Template("Lỗi của chương trình", "A fault of the program"),
    2: Template("Không thực hiện được", "Cannot be done as asked"),
    3: Template("Kịch bản KHÔNG hợp lệ, số lỗi: {count}", "Scenario INVALID, problems: {count}"),
    4: Template(
        "KHÔNG THỂ có phương án: các quy định bắt buộc mâu thuẫn nhau (đã chứng minh)",
        "NO PLAN is possible: hard rules contradict each other (proved)",
    ),
    5: Template("CHƯA CÓ phương án trong thời gian cho phép", "NO PLAN found in the time given"),
    6: Template(
        "KHÔNG ĐẠT kiểm chứng; không xuất bản gì",
        "Verification FAILED; nothing was published",
    ),
}
"""The verdict on a command that came to nothing, by its exit code."""

STAGES: Final[Mapping[str, Template]] = {
    "scenario": Template("Đọc kịch bản", "Reading the scenario"),
    "short": Template("Thiếu", "Short"),
    "question": Template("Đã xem", "Looked at"),
    "itinerary": Template("Lịch đi của các tổ", "Itinerary"),
    "bound": Template("Cận dưới", "Bound"),
    "campaign": Template("Mở ca", "Openings"),
    "roster": Template("Xếp người", "Roster"),
    "cut": Template("Giảm giờ", "Cut"),
    "stand_in": Template("Thử từng người", "Trying everybody"),
    "compare": Template("So sánh", "Comparing"),
    "simulate": Template("Mô phỏng", "Simulating"),
    "rolling": Template("Xem lại và lập lại kế hoạch", "Replanning on the way"),
    "compile": Template(
        "Biên dịch bộ mô phỏng (chỉ lần đầu, không tính vào thời gian lập)",
        "Compiling the simulator (the first time only, not counted to the time to plan in)",
    ),
    "confidence": Template("Khả năng đạt", "Confidence"),
    "verify": Template("Kiểm chứng", "Verifying"),
    "forecast": Template("Dự báo", "Forecasting"),
    "explain": Template("Tính lại", "Planning anew"),
    "publish": Template("Ghi kết quả", "Writing the run folder"),
    "instance": Template("Bài toán mẫu", "Instance"),
}
"""On the way to a plan."""

BEGUN_FROM = Template(
    "Bắt đầu từ phương án đã có trong thư mục (bản số {revision}); --from-scratch thì lập lại từ đầu",
    "Begun from the plan in the folder (revision {revision}); --from-scratch begins from nothing",
)
CUT_SHORT = Template("Hết thời gian khi chưa xong: {what}", "Cut short by the time: {what}")
