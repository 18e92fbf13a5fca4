"""Plans that cannot be found, are stopped, or do not verify."""

from __future__ import annotations

from optimizer.texts.messages import Template

MORE_TIME = Template("cho thêm thời gian bằng --time", "give more time with --time")
RUN_AGAIN = Template("chạy lại", "run it again")
SOFTEN_A_RULE = Template("chuyển một quy định thành mềm hoặc không áp dụng", "make one of the rules soft or off")

SOFTEN_ANOTHER_RULE = Template(
    "không ai ở hai nơi cùng lúc được; chuyển một quy định khác đã nêu thành mềm hoặc không áp dụng",
    "nobody can be at two places; make another of the rules named soft or off",
)

# The campaign level.
CAMPAIGN_LEVEL = Template("cấp đợt", "campaign level")
NO_ALLOCATION = Template("chưa phân bổ được ca trong {seconds:.1f} giây", "no allocation of shifts in {seconds:.1f} s")
STOPPED_UNFINISHED = Template("đã dừng khi chưa xong", "stopped before it was finished")
NO_ITINERARY = Template("chưa tìm được lịch đi trong thời gian cho phép", "no itinerary found in the time given")

# The roster level.
TIER_STANDING = Template("mục tiêu standing", "tier standing")
NO_ROSTER_IN_TIME = Template(
    "chưa tìm được bảng phân công trong thời gian cho phép", "no roster found in the time given"
)
OFFICERS_OF = Template("cán bộ của {units}", "officers of {units}")
NO_ROSTER_WHATEVER_OPENS = Template(
    "đã chứng minh: dù mở ca nào, các quy định bắt buộc cũng không cho phép bảng phân công nào",
    "proved: whatever opens, the hard rules leave no roster",
)
RULE = Template("{name} (rules.{rule})", "{name} (rules.{rule})")
CONTRADICTING = Template(
    "không thể giữ cùng các quy định khác đã nêu: {conditions}",
    "cannot be kept together with the other rules named: {conditions}",
)
MORE_TIME_OR_SOFTEN = Template(
    "cho thêm thời gian bằng --time, hoặc chuyển một quy định thành mềm",
    "give more time with --time, or make one of the rules soft",
)
NO_OPENINGS_FOUND = Template(
    "chưa tìm được các ca mở mà quy định bắt buộc cho phép xếp người, cũng chưa chứng minh được là không có",
    "no openings were found for which the hard rules leave a roster, nor was it proved that there are none",
)
RULES_ON = Template("quy định đối với {person}", "rules on {person}")
NO_TIMELINE = Template("các quy định bắt buộc không cho phép lịch cá nhân nào", "the hard rules leave no timeline")
NO_TIMELINE_FOUND = Template("chưa tìm được lịch cá nhân giữ đúng các quy định", "no timeline found that keeps them")
ROSTER = Template("bảng phân công", "roster")
STOPPED_WITHOUT_ROSTER = Template("đã dừng trước khi có bảng phân công", "stopped before there was a roster")
PERSON_ON_DAY = Template("{person} ngày {day}", "{person} on {day}")
NEITHER_DUTY_NOR_REST = Template(
    "các quy định bắt buộc không cho phép trực cũng không cho phép nghỉ",
    "the hard rules leave neither a duty nor a day off",
)
SOFTEN_A_DAY_RULE = Template(
    "chuyển một quy định về từng ngày thành mềm hoặc không áp dụng",
    "make one of the rules on single days soft or off",
)

# The plan.
STOPPED = Template("đã dừng trước khi có phương án", "stopped before there was a plan")
PLAN_OF = Template("phương án của {name}", "plan of {name}")
REPORT_FAULT = Template(
    "không xuất bản gì; đây là lỗi của catruc, không phải của kịch bản: hãy báo lại",
    "nothing was published; this is a fault of catruc, not of the scenario: please report it",
)
DEBUG_AND_REPORT = Template(
    "đây là lỗi của catruc: chạy lại với --debug và báo lại những gì hiện ra",
    "this is a fault of catruc: run it again with --debug and report what it says",
)
TOLD_WHOLE = Template(
    "còn mâu thuẫn và cách gỡ khác có thể xem, cả trên một trang",
    "all conflicts and mends can be had, on a page, too",
)
ASK_FOR_ALL = Template("chạy: {command}", "run: {command}")
