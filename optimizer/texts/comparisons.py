"""What a comparison of plans says, in the terminal and on its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from optimizer.texts.messages import Template

TITLE = Template("SO SÁNH PHƯƠNG ÁN", "COMPARISON OF PLANS")
VERDICT = Template(
    "{other} so với {base}: {parts}",
    "{other} against {base}: {parts}",
)
VERDICT_CHANCE = Template(
    "{stream}: khả năng đạt đến hết ngày cuối {after} thay vì {before} ({difference})",
    "{stream}: chance by the last day {after} instead of {before} ({difference})",
)
VERDICT_SAME_CHANCE = Template(
    "{stream}: khả năng đạt đến hết ngày cuối đều là {after}", "{stream}: chance by the last day {after} in both"
)
VERDICT_NO_CHANCE = Template("không biết khả năng đạt của {name}", "no chance is known of {name}")
VERDICT_NO_CHANCES = Template("không biết khả năng đạt của cả hai", "no chance is known of either")
VERDICT_STATUS = Template("{after} thay vì {before}", "{after} instead of {before}")
VERDICT_STREAM = Template(
    "{stream}: dự báo {after} thay vì {before} ({difference}), {shortfall}",
    "{stream}: {after} expected instead of {before} ({difference}), {shortfall}",
)
VERDICT_SHORT = Template("thiếu {after} thay vì {before}", "short of {after} instead of {before}")
VERDICT_ENOUGH_NOW = Template(
    "đạt mọi chỉ tiêu, còn {base} thiếu {before}", "reaches every target, where {base} is short of {before}"
)
VERDICT_SHORT_NOW = Template(
    "thiếu {after}, còn {base} đạt mọi chỉ tiêu", "short of {after}, where {base} reaches every target"
)
VERDICT_ENOUGH = Template("cả hai đạt mọi chỉ tiêu", "both reach every target")
VERDICT_PLACE = Template(
    "đổi nhiều nhất: {place}, {stream} {difference}",
    "changed most: {place}, {stream} {difference}",
)
VERDICT_DUTIES = Template("{difference} ca trực", "duties {difference}")
VERDICT_ROSTER = Template("{changed} ca đổi trong bảng phân công", "changes to the roster: {changed}")
VERDICT_SAME_ROSTER = Template("bảng phân công không đổi", "the roster is the same")
VERDICT_SAME = Template("hai phương án như nhau", "the plans are the same")
VERDICT_APART = Template("không so sánh được trực tiếp", "not comparable as they stand")
FIGURE = Template("Chỉ số", "Figure")

# What keeps plans from being compared.
NOT_COMPARABLE = Template("Không so sánh trực tiếp được:", "Not comparable as they stand:")
BEAR_IN_MIND = Template("Cần lưu ý:", "To bear in mind:")

# Why.
WHY = Template("Vì sao khác: {other} so với {base}", "Why {other} differs from {base}")
WHY_NOTE = Template(
    "Nguồn cho biết người dân được làm ở đâu; ai không gặp bàn mở thì vẫn chờ và có thể đến ca khác.",
    "Sources say where people are served; whoever finds no desk open waits on and may come in another shift.",
)
WHY_SETTINGS = Template("Kịch bản khác nhau ở:", "The scenarios differ in:")
WHY_NO_SETTINGS = Template("Hai kịch bản như nhau.", "The scenarios are the same.")
WHY_SETTING = Template("{path}: {before} → {after}", "{path}: {before} → {after}")
WHY_SETTINGS_ALIKE = Template(
    "{path} ({count} mục): {before} → {after}",
    "{path} ({count} times): {before} → {after}",
)
NOT_SET = Template("không đặt", "not set")
WHY_MORE = Template("và {count} mục nữa (xem comparison.json)", "and {count} more (see comparison.json)")
WHY_STANDING = Template(
    "Ca trực thường trực thiếu {after} lượt người thay vì {before} ({difference}): {posts}.",
    "Crew members missing at standing duties: {after} instead of {before} ({difference}): {posts}.",
)
WHY_STREAM = Template(
    "{stream}: dự báo {after} thay vì {before} ({difference}), gồm:",
    "{stream}: {after} expected instead of {before} ({difference}), made up of:",
)
WHY_SOURCE = Template("{difference}: {what}", "{difference}: {what}")
WHY_FEWER = Template(
    "bớt {count} {source} ({before} → {after}; số nơi: {places})",
    "{count} {source} fewer ({before} → {after}; places: {places})",
)
WHY_ADDED = Template(
    "thêm {count} {source} ({before} → {after}; số nơi: {places})",
    "{count} {source} more ({before} → {after}; places: {places})",
)
WHY_ALIKE = Template("{source}: vẫn {after}", "{source}: still {after}")
WHY_ALREADY_DONE = Template("số đã làm trước đợt", "done before the first day")
WHY_MOBILISED = Template(
    "Người do tổ chức vận động đến bàn: {after} thay vì {before} ({difference}).",
    "Brought to the desks by organisations: {after} instead of {before} ({difference}).",
)
WHY_PLACES = Template("Thiếu thêm nhiều nhất: {places}.", "Most is lost at: {places}.")
WHY_PLACES_GAINED = Template("Bớt thiếu nhiều nhất: {places}.", "Most is gained at: {places}.")
WHY_PEOPLE = Template(
    "Lực lượng: {officers} cán bộ ({officers_difference}), {days} ngày có mặt ({days_difference}), "
    "{weeks} tuần-cán bộ dùng hết giờ ({weeks_difference}).",
    "Officers: {officers} ({officers_difference}), available days: {days} ({days_difference}), officer-weeks "
    "at their limit: {weeks} ({weeks_difference}).",
)
WHY_BURDEN = Template(
    "Tải trực {after} thay vì {before} ({difference}): {parts}.",
    "Burden {after} instead of {before} ({difference}): {parts}.",
)
WHY_PROVED = Template(
    "{tier}: mọi phương án của {worse} giữ được các mục tiêu trên đều không dưới {bound}, còn {better} đạt "
    "{value}: do kịch bản, không phải do tìm kiếm.",
    "{tier}: no plan of {worse} that keeps the objectives above gets below {bound}, and {better} has {value}: "
    "the scenario makes the difference, not the search.",
)
WHY_OPEN = Template(
    "{tier}: {after} thay vì {before}, nằm trong khoảng cách còn lại: có thể chỉ do tìm kiếm.",
    "{tier}: {after} instead of {before} lies within the gaps, so it may be the search's doing.",
)

# Chances.
CHANCES = Template("Khả năng đạt", "Chances")
CHANCES_NOTE = Template(
    "{campaigns} lần mô phỏng, hạt giống {seed}, cùng số ngẫu nhiên cho mọi phương án; trong ngoặc là khoảng tin cậy "
    "90\u202f% của chênh lệch. Toàn địa bàn, rồi những nơi khác nhau nhiều nhất.",
    "{campaigns} campaigns, seed {seed}, the same random numbers for every plan; in brackets the 90\u202f% interval of "
    "the difference. All places together, then those that differ most.",
)
BY_DAY = Template("Đến hết", "By")
CHANCE_OF = Template("Khả năng {name}", "Chance {name}")
DIFFERENCE = Template("Chênh lệch", "Difference")
PEOPLE_MORE = Template("Số người chênh lệch", "People more")
MORE_IN = Template("{name} hơn trong", "{name} has more in")
INTERVAL = Template("{value} ({low} … {high})", "{value} ({low} … {high})")

# Desks.
DESKS = Template("Bàn và chuyến đi mở khác nhau", "Desks and visits that open differently")
DESKS_NONE = Template("Mọi bàn và chuyến đi như nhau.", "All desks and visits are the same.")
DESKS_SUMMARY = Template(
    "{opens} ca mở thêm, {closes} ca đóng, {lanes} ca đổi số luồng",
    "{opens} shifts open, {closes} close, {lanes} have other lanes",
)
OPENS = Template("Mở thêm", "Open")
CLOSES = Template("Đóng", "Close")
LANES_CHANGED = Template("Đổi luồng", "Lanes")

# The roster.
ROSTER = Template("Ai trực khác đi", "Who works differently")
ROSTER_SUMMARY = Template(
    "{same} ca giữ nguyên, {moved} chuyển (cùng người, cùng ngày), {handed} giao người khác, {vanishes} bỏ, "
    "{appears} thêm; {officers} cán bộ có thay đổi",
    "duties: {same} the same, {moved} moved (same officer, same day), {handed} handed over, {vanishes} vanish, "
    "{appears} appear; {officers} officers have changes",
)
ROSTER_ALIKE = Template("Không ai trực khác đi: {same} ca giữ nguyên", "Nobody works differently; duties: {same}")
OFFICER = Template("Cán bộ", "Officer")
CHANGES_LIST = Template("Từng thay đổi", "Every change")
LIST_GOES_ON = Template(
    "… và {count} nữa: xem duties.csv, hoặc thêm --all",
    "… and {count} more: see duties.csv, or give --all",
)
FILES = Template("Kết quả: {directory} (xem comparison.html)", "Results: {directory} (see comparison.html)")
UNVERIFIED = Template("{name}: KHÔNG ĐẠT kiểm chứng", "{name}: does NOT VERIFY")

# The page.
BURN_UPS = Template("Tiến độ dự kiến", "Expected progress")
HEAT_MAP = Template("Tỷ lệ hoàn thành theo nơi", "Completion by place")
HEAT_NOTE = Template(
    "Tỷ lệ so với chỉ tiêu vào ngày phải đạt (trường học: ngày cuối).",
    "Share of the target on the day to finish by (schools: on the last day).",
)
FIGURES_TITLE = Template("Các chỉ số", "Figures")
FIGURES_ALIKE = Template("{count} chỉ số như nhau", "figures that are alike: {count}")
FIGURES_ALL_ALIKE = Template("Mọi chỉ số như nhau.", "All figures are alike.")
ALIKE_NOTE = Template(
    "Không liệt kê: {figures} chỉ số và {places} nơi như nhau (thêm --all để xem)",
    "Not listed: {figures} figures and {places} places that are alike (--all lists them)",
)
GRID_NOTE = Template(
    "Mỗi ô là một ngày của cán bộ; rê chuột lên ô để xem chi tiết.",
    "Each cell is a day of an officer; point at a cell for details.",
)

GROUPS: Final[Mapping[str, Template]] = {
    "targets": Template("Kết quả", "Targets"),
    "work": Template("Lực lượng", "Work"),
    "fairness": Template("Chia đều", "Fairness"),
    "tiers": Template("Mục tiêu theo thứ tự ưu tiên", "Objectives in order of priority"),
    "acceptance": Template("Tiêu chí chấp nhận", "Acceptance rules"),
}
"""Groups of figures."""

FIGURES: Final[Mapping[str, Template]] = {
    "targets.stream_share": Template("Tỷ lệ: {of}", "Share: {of}"),
    "targets.stream_expected": Template("Dự báo đến ngày phải đạt: {of}", "Expected by the day to finish by: {of}"),
    "targets.stream_total": Template("Ngày đủ tổng số: {of}", "Total reached on: {of}"),
    "targets.missing": Template("Thiếu: {of}", "Short of: {of}"),
    "targets.places_short": Template("Chỉ tiêu của các nơi chưa đạt", "Targets of places missed"),
    "targets.least_share": Template("Tỷ lệ thấp nhất của một xã", "Lowest share of a commune"),
    "targets.pupils": Template("Tỷ lệ học sinh được làm", "Pupils reached at schools"),
    "targets.schools_visited": Template("Số trường được đến", "Schools visited"),
    "work.officers": Template("Cán bộ", "Officers"),
    "work.officers_on_duty": Template("Cán bộ có ca trực", "Officers with duties"),
    "work.duties": Template("Lượt trực", "Duties"),
    "work.hours": Template("Giờ trực", "Officer hours"),
    "work.evenings": Template("Lượt trực tối", "Evening duties"),
    "work.weekend_duties": Template("Lượt trực cuối tuần", "Weekend duties"),
    "work.holiday_duties": Template("Lượt trực ngày lễ", "Holiday duties"),
    "work.overtime_hours": Template("Giờ làm thêm", "Overtime hours"),
    "work.overtime_breaches": Template("Lượt vượt mức làm thêm tháng", "Months above the overtime cap"),
    "work.weeks_at_limit": Template("Tuần-cán bộ dùng hết giờ", "Officer-weeks at their limit"),
    "work.loans": Template("Lượt trực cho đơn vị khác", "Duties for another unit"),
    "work.openings": Template("Ca mở bàn", "Desk shifts open"),
    "work.evening_openings": Template("trong đó ca tối", "of these in the evening"),
    "work.visits": Template("Buổi lưu động", "Visit shifts"),
    "work.helper_shifts": Template("Lượt của lực lượng hỗ trợ", "Helper shifts"),
    "work.invitations": Template("Số người được mời", "People invited"),
    "fairness.widest_spread": Template("Chênh lệch lớn nhất trong đơn vị", "Widest spread within a unit"),
    "fairness.most_evenings": Template("Ca tối nhiều nhất của một người", "Most evenings of an officer"),
    "fairness.most_hours": Template("Giờ nhiều nhất của một người", "Most hours of an officer"),
    "tiers.value": Template("{of}", "{of}"),
    "tiers.bound": Template("{of} – cận", "{of} – bound"),
    "tiers.gap": Template("{of} – khoảng cách", "{of} – gap"),
    "acceptance.passed": Template("Số tiêu chí đạt", "Rules passed"),
    "acceptance.failed": Template("Số tiêu chí không đạt", "Rules failed"),
    "acceptance.rule": Template("{of}", "{of}"),
}
"""Figures by group and name."""

OBSTACLES: Final[Mapping[str, Template]] = {
    "days": Template(
        "thời gian khác nhau ({before} và {after}): ca trực và bàn chỉ so sánh trong {days} ngày chung",
        "other days ({before} and {after}): duties and desks are compared on the {days} days they share",
    ),
    "no_days": Template(
        "không có ngày chung ({before} và {after}): không so sánh được ca trực và bàn",
        "no day in common ({before} and {after}): duties and desks cannot be compared",
    ),
    "finish_by": Template(
        "ngày phải đạt khác nhau ({before} và {after}): dự báo tính đến ngày của mỗi phương án",
        "other days to finish by ({before} and {after}): each is judged on its own",
    ),
    "streams": Template("nội dung khác nhau: {before} | {after}", "other streams: {before} | {after}"),
    "shifts": Template("ca khác nhau: {before} | {after}", "other shifts: {before} | {after}"),
    "officers": Template(
        "cán bộ chỉ có ở một phương án: {before} | {after}",
        "officers in one of them only: {before} | {after}",
    ),
    "posts": Template("bàn chỉ có ở một phương án: {before} | {after}", "desks in one only: {before} | {after}"),
    "places": Template(
        "địa điểm chỉ có ở một phương án: {before} | {after}",
        "places in one of them only: {before} | {after}",
    ),
}
"""What keeps plans from being compared as they stand."""

SOURCES: Final[Mapping[str, Template]] = {
    "evening": Template("ca tối", "evening shifts"),
    "rest_day": Template("ca ban ngày cuối tuần, ngày lễ", "day shifts on weekends and holidays"),
    "weekday": Template("ca ban ngày trong tuần", "day shifts on weekdays"),
    "school": Template("buổi đi trường", "school visits"),
    "commune": Template("buổi lưu động tại xã", "visits to communes"),
    "home_visit": Template("buổi đến nhà", "home-visit shifts"),
}
"""Where people are served."""

STATES: Final[Mapping[str, Template]] = {
    "same": Template("Giữ nguyên", "Same"),
    "moved": Template("Chuyển", "Moved"),
    "handed": Template("Giao", "Handed over"),
    "given": Template("Giao đi", "Given"),
    "taken": Template("Nhận", "Taken"),
    "vanishes": Template("Bỏ", "Vanish"),
    "appears": Template("Thêm", "Appear"),
}
"""What becomes of duties, in heads of columns and legends."""

CHANGES: Final[Mapping[str, Template]] = {
    "moved": Template("chuyển: {before} → {after}", "moved: {before} → {after}"),
    "shifted": Template("chuyển ca: {before} → {after}", "moved: {before} → {after}"),
    "handed": Template("giao: {before}, {giver} → {taker}", "handed over: {before}, {giver} → {taker}"),
    "vanishes": Template("bỏ: {before}", "vanishes: {before}"),
    "appears": Template("thêm: {after}", "appears: {after}"),
}
"""What becomes of one duty."""

# Two revisions of one campaign.
AFFECTED = Template(
    "Bản số {before} → {after}: {officers} cán bộ có lịch khác: {people}",
    "Revision {before} → {after}: {officers} officers have another roster: {people}",
)
AFFECTED_NOBODY = Template(
    "Bản số {before} → {after}: không cán bộ nào có lịch khác",
    "Revision {before} → {after}: no officer has another roster",
)
AFFECTED_OFFICER = Template("{name} ({changes})", "{name} ({changes})")
