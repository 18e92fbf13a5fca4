"""What is said of changed plans: stand-ins, swaps, edits by hand, replanning."""

from __future__ import annotations

from optimizer.texts.messages import Template

# What is asked for.
NO_SUCH_OFFICER = Template("không có cán bộ {name!r} trong kịch bản", "there is no officer {name!r} in the scenario")
NO_SUCH_POST = Template("không có bàn hay đội {name!r} trong kịch bản", "there is no post or team {name!r}")
NO_SUCH_SHIFT = Template("không có ca {name!r} trong kịch bản", "there is no shift {name!r} in the scenario")
OFFICERS = Template("cán bộ", "officers")
SHIFTS = Template("ca", "shifts")
POSTS = Template("bàn và đội", "posts and teams")
NO_DATE = Template("{text!r} không phải ngày", "{text!r} is no date")
WRITE_DATE = Template("ghi 2024-05-12 hoặc 12/05/2024", "write 2024-05-12 or 12/05/2024")
OUTSIDE = Template(
    "{day:%d/%m/%Y} nằm ngoài đợt ({first:%d/%m/%Y} đến {last:%d/%m/%Y})",
    "{day:%Y-%m-%d} lies outside the campaign ({first:%Y-%m-%d} to {last:%Y-%m-%d})",
)
DAY_OF_CAMPAIGN = Template("nêu một ngày của đợt", "give a day of the campaign")
BACKWARDS = Template("ngày cuối {last} trước ngày đầu {first}", "the last day {last} lies before the first, {first}")
TURN_ROUND = Template("đổi chỗ hai ngày", "give them the other way round")
DUTY_FORM = Template("{text!r} không có dạng CÁN-BỘ:NGÀY:CA", "{text!r} is not of the form OFFICER:DATE:SHIFT")
DUTY_EXAMPLE = Template("ghi ví dụ TP-03:2024-05-12:evening", "write e.g. TP-03:2024-05-12:evening")
ABSENCE_FORM = Template(
    "{text!r} không có dạng CÁN-BỘ:NGÀY hoặc CÁN-BỘ:NGÀY..NGÀY",
    "{text!r} is not of the form OFFICER:DATE or OFFICER:DATE..DATE",
)
ABSENCE_EXAMPLE = Template("ghi ví dụ TP-03:2024-05-12..2024-05-15", "write e.g. TP-03:2024-05-12..2024-05-15")
PIN_FORM = Template(
    "{text!r} không có dạng CÁN-BỘ:NGÀY:CA hoặc CÁN-BỘ:NGÀY:CA:BÀN",
    "{text!r} is not of the form OFFICER:DATE:SHIFT or OFFICER:DATE:SHIFT:POST",
)
NOT_ON_DUTY = Template(
    "{officer} không có ca {shift} ngày {day:%d/%m/%Y}", "{officer} has no {shift} on {day:%Y-%m-%d}"
)
NO_DUTY_THAT_DAY = Template(
    "{officer} không có ca trực nào ngày {day:%d/%m/%Y}", "{officer} has no duty on {day:%Y-%m-%d}"
)
DUTIES_NEARBY = Template("các ca gần đó của {officer}: {duties}", "duties of {officer} nearby: {duties}")
ONE_DUTY = Template("{day:%Y-%m-%d} {shift}", "{day:%Y-%m-%d} {shift}")
NO_DUTIES_AT_ALL = Template("{officer} không có ca trực nào trong đợt", "{officer} has no duty in the campaign")
SAME_OFFICER = Template("cả hai ca là của cùng một cán bộ", "both duties are the same officer's")
SAME_DUTY = Template("{one} và {other} trực cùng một ca tại một chỗ", "{one} and {other} have one and the same duty")
NAME_TWO = Template("nêu ca trực của hai cán bộ khác nhau", "name duties of two different officers")
BEFORE_FREE = Template(
    "{day:%d/%m/%Y} ở trước --from {free:%d/%m/%Y}, tức đã qua",
    "{day:%Y-%m-%d} lies before --from {free:%Y-%m-%d}, so it is past",
)
LATER_DAY_OR_FROM = Template("nêu ngày sau, hoặc --from sớm hơn", "give a later day, or an earlier --from")
NOT_THEIR_DUTY = Template(
    "{officer} không thể trực {shift} ngày {day:%d/%m/%Y} tại {post}: không mở, hoặc không phải việc của đơn vị",
    "{officer} cannot be on {shift} on {day:%Y-%m-%d} at {post}: it is not open, or not the unit's work",
)
NAME_OPEN_DUTY = Template(
    "nêu một ca có trong roster.csv của đơn vị đó", "name a duty of that unit that is in roster.csv"
)
SEVERAL_POSTS = Template(
    "ca {shift} ngày {day:%d/%m/%Y} có nhiều chỗ trực: {posts}", "{shift} on {day:%Y-%m-%d} has several posts: {posts}"
)
ADD_POST = Template("thêm :BÀN vào sau ca", "add :POST after the shift")

# What comes of it.
CONTRADICTS_PINS = Template(
    "những gì phải giữ nguyên trái với quy định bắt buộc (đã chứng minh): {rules}",
    "what is to stay contradicts hard rules (proved): {rules}",
)
OWN_RULE = Template("điều kiện chung của lịch trực", "a condition of every roster")
UNKNOWN_CONFLICT = Template("không rõ quy định nào", "which ones is not known")
RULE_OF = Template("{rule}: {whom} {when}", "{rule}: {whom} {when}")
TOO_FEW_CHANGES = Template(
    "ít nhất {least} ca phải đổi người trong một đơn vị (đã chứng minh); chỉ cho phép {most}",
    "at least {least} duties of one unit have to change hands (proved); allowed are {most}",
)
ALLOW_MORE = Template("cho phép nhiều hơn, hoặc bỏ giới hạn", "allow more, or leave the limit out")
RELEASE_PINS = Template(
    "bỏ bớt --pin, giảm --freeze, hoặc chọn người khác", "drop a --pin, freeze fewer days, or choose somebody else"
)
NOT_FOUND_IN_TIME = Template(
    "không tìm được lịch trực trong thời gian cho phép; chưa chứng minh là không có",
    "no roster was found in the time given; that there is none is not proved",
)
STOPPED_BEFORE_CHANGE = Template(
    "dừng trước khi lịch trực mới sẵn sàng; phương án vẫn như cũ",
    "stopped before the changed roster was ready; the plan is as it was",
)
TRY_AGAIN = Template("chạy lại, hoặc giảm --freeze", "try again, or freeze fewer days")
BREAKS_RULES = Template(
    "thay đổi này vi phạm {count} quy định hoặc điều kiện bắt buộc; không ghi gì",
    "this change breaks hard rules or conditions: {count}; nothing was written",
)
AND_MORE = Template("và {count} nữa", "and {count} more")
CHANGE_OTHERWISE = Template(
    "đổi cách khác: chọn người hoặc ca khác; catruc stand-in cho biết ai thay được mà không vi phạm",
    "change it otherwise: another officer or another shift; catruc stand-in tells who can without breaking a rule",
)
OUR_FAULT = Template(
    "đây là lỗi của chương trình; kết quả cũ còn nguyên", "this is a fault of the program; the run is as it was"
)
NO_CHANGE = Template(
    "Không có gì thay đổi: kết quả giữ nguyên từng byte", "Nothing changes: the run stays as it is, byte for byte"
)
VERDICT = Template(
    "Điều chỉnh lần {revision}: {duties} ca đổi người, {people} cán bộ có lịch khác",
    "Revision {revision}: duties that change hands: {duties}; officers with another roster: {people}",
)
FEWER_DUTIES = Template("không thể ít ca hơn (đã chứng minh)", "fewer duties is impossible (proved)")
FEWER_PEOPLE = Template("không thể ít người hơn (đã chứng minh)", "fewer officers is impossible (proved)")
LESS_BURDEN = Template("không thể ít tải hơn (đã chứng minh)", "less burden is impossible (proved)")
AT_LEAST_DUTIES = Template("ít nhất {least} ca (đã chứng minh)", "at least {least} duties (proved)")
AT_LEAST_PEOPLE = Template("ít nhất {least} người (đã chứng minh)", "at least {least} officers (proved)")
NOT_PROVED = Template("chưa chứng minh là ít nhất", "not proved to be the least")
WITH_WHAT_IS_KEPT = Template(
    "Chứng minh: với các bàn đang mở, những ngày đã qua và những ca phải giữ nguyên",
    "Proved of: the desks that are open, the days that are past, and the duties that are to stay",
)
CHANCE_MOVES = Template(
    "{stream}: khả năng đạt trước hết ngày {day} {before} → {after}",
    "{stream}: chance by {day} {before} → {after}",
)
EXPECTED_MOVES = Template("Kỳ vọng đến {day}: {before} → {after}", "Expected by {day}: {before} → {after}")
BURDEN_MOVES = Template("Điểm tải: {before} → {after}", "Burden: {before} → {after}")
LOANS = Template("Điều động sang đơn vị khác: {officers}", "On loan: {officers}")
LENT = Template("{officer} của {unit}: {duties}", "{officer} of {unit}: {duties}")
PRICE_OF_CHANGES = Template(
    "Giá của các thay đổi: {price} (càng gần, càng vào ngày nghỉ thì càng cao)",
    "Price of the changes: {price} (dearer the nearer, and on rest days)",
)
REPORTED = Template(
    "Đã tính theo kết quả báo cáo của {days} ngày, đến {last}", "Reckoned with reports of days: {days}, up to {last}"
)
UNREPORTED = Template(
    "Lượt ngày và nơi chưa có báo cáo, tính như kế hoạch: {count}",
    "Days of places without a report, which count as planned: {count}",
)
PLAN_STAYS = Template(
    "Ca mở và chuyến đi giữ nguyên: mục tiêu đến ngày cuối vẫn như khi công bố, hoặc không có cách nào tốt hơn",
    "Desks and visits stay: the aims for the last day are as near as when published, or nothing better was found",
)
PLAN_STAYS_WITHIN = Template(
    "Ca mở và chuyến đi giữ nguyên: mục tiêu đến ngày cuối vẫn như khi công bố, hoặc không có cách nào tốt hơn mà "
    "đổi không quá {most} ca",
    "Desks and visits stay: the aims for the last day are as near as when published, or nothing better was found that "
    "changes at most {most} duties",
)
PLANNED_ON = {
    "added": Template(
        "Từ {day}: những gì đang mở vẫn mở, mở thêm ca; giữ ca đã công bố đến mức có thể",
        "From {day} on what is open stays open and more is added; published duties kept as far as possible",
    ),
    "anew": Template(
        "Ca mở và chuyến đi lập lại từ {day}, giữ ca đã công bố đến mức có thể",
        "Desks and visits planned anew from {day}, published duties kept as far as possible",
    ),
}
ALTERNATIVES = Template(
    "Ba cách đếm ít thay đổi nhất (chưa ghi gì)", "Three ways to change least (nothing was written)"
)
FEWEST = {
    "duties": Template("ít ca đổi người nhất", "fewest duties"),
    "people": Template("ít cán bộ bị ảnh hưởng nhất", "fewest officers"),
    "burden": Template("ít tải nhất", "least burden"),
}
SAME_AS = Template("{fewest} (cùng một lịch với: {other})", "{fewest} (the same roster as {other})")
CHANGED_LEAST = Template("Ưu tiên", "First")
DUTIES = Template("Ca đổi người", "Duties")
PEOPLE = Template("Cán bộ", "Officers")
BURDEN = Template("Điểm tải", "Burden")
CLOSED_DUTIES = Template("Ca phải đóng", "Closed")
PROVED = Template("Đã chứng minh", "Proved")
YES = Template("có", "yes")
NO = Template("không", "no")
WAYS_ON = Template(
    "Các cách đi tiếp theo kết quả và tỷ lệ đến mới (chưa ghi gì)",
    "Ways to go on by the new results and turnout (nothing was written)",
)
WAYS = {
    "kept": Template("giữ nguyên ca mở và chuyến đi", "desks and visits stay"),
    "added": Template("giữ những gì đang mở, chỉ mở thêm", "what is open stays, more is added"),
    "anew": Template("lập lại tất cả", "all planned anew"),
}
WAY_ON = Template("Cách", "Way")
IS_TAKEN = Template("(replan sẽ chọn)", "(what replan does)")
MISSING = Template("Thiếu theo kỳ vọng", "Missing in expectation")
LACKING = Template("Thiếu đến ngày cuối cho khả năng đã yêu cầu", "Lacking by the last day for the chance")
CHOOSE = Template("Chọn một cách: {command}", "Choose one: {command}")
CLOSED = Template("Không còn đủ người, phải đóng: {duties}", "Closed, since nobody is left to do it: {duties}")
DAY = Template("Ngày", "Day")
SHIFT = Template("Ca", "Shift")
POST = Template("Chỗ trực", "Post")
BEFORE = Template("Trước", "Before")
AFTER = Template("Sau", "After")
NOBODY = Template("–", "–")
FILES = Template(
    "Kết quả: {directory} (điều chỉnh lần {revision}; bản trước còn trong nhật ký)",
    "Results: {directory} (revision {revision}; the one before is kept in the journal)",
)

# Stand-ins.
STANDING_IN = Template(
    "{lawful} trong {all} người thay được {officer} mà không vi phạm quy định bắt buộc: {duties}",
    "{lawful} of {all} can stand in for {officer} without breaking a hard rule: {duties}",
)
NOBODY_LAWFUL = Template(
    "KHÔNG AI thay được {officer} mà không vi phạm quy định bắt buộc: {duties}",
    "NOBODY can stand in for {officer} without breaking a hard rule: {duties}",
)
OFFICER = Template("Cán bộ", "Officer")
UNIT = Template("Đơn vị", "Unit")
BROKEN = Template("Vi phạm", "Breaks")
ADDED = Template("Thêm tải", "Burden added")
SHARE = Template("Tải mỗi ngày", "Burden per day")
MOVED = Template("Ngày nghỉ dời", "Days off moved")
PRICE = Template("Giá thay đổi", "Price of changes")
ON_DUTY_ALREADY = Template("đang trực ca này", "on duty there already")
HARD_BREACH = Template("{rule} (+{amount})", "{rule} (+{amount})")
SOFT_BREACH = Template("{rule} (mềm, +{amount})", "{rule} (soft, +{amount})")
TAKE_IT = Template("Giao ca cho người được chọn: {command}", "Give the duties to whoever is chosen: {command}")
ON_LOAN = Template("{unit} (điều động)", "{unit} (on loan)")
NO_CANDIDATE = Template("{name} không thể nhận ca của {officer}", "{name} cannot take duties of {officer}")
ON_DUTY_THEN = Template("{name} đã có ca {shift} ngày {day}", "{name} is on duty on {day} {shift} already")
TAKE_OTHER = Template(
    "chọn người khác; cùng lệnh ấy không có --take cho biết ai có thể nhận",
    "choose somebody else; the same command without --take tells who can take it",
)
TAKERS = Template("những người có thể nhận ca", "those who can take them")
TAKE_COUNT = Template("nêu {given} người cho {duties} ca", "{given} named for {duties} duties")
TAKE_ONE_OR_EACH = Template(
    "nêu một người cho tất cả, hoặc mỗi ca một người theo thứ tự giờ",
    "name one for all of them, or one for each duty in order of time",
)

# A roster edited by hand.
NAME_COLUMN = Template("thiếu cột {column}", "the column {column} is missing")
ADD_COLUMN = Template(
    "ghi dòng tên cột gồm {columns}, hoặc lấy lại tệp từ kết quả",
    "write a heading with {columns}, or take the file from the run again",
)
EMPTY_CELL = Template("ô {column} trống", "the cell of {column} is empty")
FILL_CELL = Template("điền ô, hoặc xóa dòng", "fill it in, or delete the row")
TWICE = Template("lặp lại {other}", "repeats {other}")
DELETE_ONE = Template("xóa một trong hai dòng", "delete one of the two rows")
NO_SUCH_KIND = Template("không có loại vắng mặt {name!r}", "there is no kind of absence {name!r}")
KINDS = Template("loại vắng mặt", "kinds of absence")
NO_SUCH_HELPER = Template(
    "không có người hỗ trợ {name!r} trong kịch bản", "there is no helper {name!r} in the scenario"
)
HELPERS = Template("người hỗ trợ", "helpers")
DERIVED = Template(
    "{text!r} không khớp: dòng này là {expected!r}; cột này theo cán bộ, ngày, ca và chỗ trực",
    "{text!r} does not fit: in this row it is {expected!r}; the column follows from officer, date, shift and post",
)
PUT_BACK = Template(
    "sửa cột officer, date, shift hoặc post; ghi lại ô này như cũ",
    "edit officer, date, shift or post instead, and put this cell back",
)
WRITE_OFFICER = Template(
    "ghi {officers} vào cột officer, hoặc ghi lại tên cũ",
    "write {officers} in the column officer, or put the name back",
)
MOSTLY_GONE = Template(
    "chỉ còn {left} trong {published} lượt trực đã công bố; tệp có vẻ thiếu",
    "only {left} of {published} published duties are left; the file seems to be incomplete",
)
TAKE_WHOLE = Template(
    "lấy lại tệp: catruc replan {run} --revert {revision}; hoặc xóa ít dòng hơn mỗi lần",
    "take the whole file: catruc replan {run} --revert {revision}; or delete fewer rows at a time",
)
NO_ROLE = Template("{text!r} không phải vai trò", "{text!r} is no role")
WRITE_ROLE = Template("ghi desk, team hoặc local", "write desk, team or local")
NO_VISIT = Template(
    "{post} không đi đâu vào {shift} ngày {day:%d/%m/%Y}", "{post} makes no visit on {shift} of {day:%Y-%m-%d}"
)
DELETE_OR_MOVE = Template("xóa dòng, hoặc sửa ngày, ca, đội", "delete the row, or mend day, shift or team")
