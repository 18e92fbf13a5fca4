"""What is short before anything is solved: counting arguments with what is asked, what there is, what lacks."""

from __future__ import annotations

from typing import Final

from optimizer.texts.messages import Template

# Where and when.
ON_DAY: Final = Template("ngày {day:%d/%m/%Y}", "on {day:%d %b %Y}")
FROM_TO: Final = Template("từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}", "from {first:%d %b %Y} to {last:%d %b %Y}")
AND_MORE: Final = Template("{names} và {count} người nữa", "{names} and {count} more")
POST_OF_UNIT: Final = Template("{post}, {unit}", "{post}, {unit}")
TEAM_OF_UNIT: Final = Template("{team}, {unit}", "{team}, {unit}")
UNIT_WITH_SKILL: Final = Template("{unit}, bàn cần kỹ năng {skill}", "{unit}, desks that ask for {skill}")
STREAM_IN_PLACE: Final = Template("{stream}, {place}", "{stream}, {place}")
STREAM: Final = Template("{stream}, mọi nơi", "{stream}, all places")
SHIFT_CHANGED: Final = Template("{origin}  ca {shift}", "{origin}  shift {shift}")

# What is counted.
CREW_MEMBERS: Final = Template("lượt người trong kíp", "crew members")
HOURS: Final = Template("giờ", "hours")
OFFICERS: Final = Template("cán bộ", "officers")
PUPILS: Final = Template("học sinh", "pupils")
SCHOOLS: Final = Template("trường", "schools")
PEOPLE: Final = Template("người", "people")

# Crews.
CREW_LACKING: Final = Template(
    "{span}: {shifts} ca thường trực cần {required} lượt người, bố trí được nhiều nhất {available}, thiếu {missing}; "
    "{why}",
    "{span}: standing duties {shifts}, crew members needed {required}, available at most {available}, missing "
    "{missing}; {why}",
)
ON_LEAVE: Final = Template(
    "nghỉ phép {count} trong {able} người làm được: {names}", "on leave {count} of the {able} who are able: {names}"
)
FEW_OFFICERS: Final = Template(
    "kíp cần {size} người, chỉ có {able} cán bộ làm được cho đơn vị",
    "a crew is {size}; officers who may serve the unit: {able}",
)
FEW_SKILLED: Final = Template(
    "kíp cần {size} người, cán bộ có kỹ năng {skill} phục vụ được đơn vị: {able}",
    "a crew is {size}; officers with the skill {skill} who may serve the unit: {able}",
)
LEND_OR_CLOSE: Final = Template(
    "cho mượn cán bộ (lent_to), dời phép, hoặc bỏ ca thường trực những ngày đó",
    "lend officers (lent_to), move leave, or give up standing duties on these days",
)

# Hours.
HOURS_LACKING: Final = Template(
    "{span}: ca thường trực cần {required:,g} giờ, cán bộ được làm nhiều nhất {officers:,g} giờ, người hỗ trợ "
    "{helpers:,g} giờ, thiếu {missing:,g} giờ (nhiều nhất {worst:,g} giờ trong {week})",
    "{span}: standing duties need {required:,g} h, officers may work at most {officers:,g} h and helpers "
    "{helpers:,g} h, missing {missing:,g} h (at the most {worst:,g} h in {week})",
)
LEND_OR_SHORTEN: Final = Template(
    "thêm hoặc cho mượn cán bộ, thêm người hỗ trợ, hoặc bớt ca thường trực",
    "add or lend officers, add helpers, or have fewer standing duties",
)

# Teams and schools.
NO_TEAM_CREW: Final = Template(
    "kíp cần {size} cán bộ, đơn vị chỉ có {able}, thiếu {missing}; tổ không đi được chuyến nào",
    "the crew is {size} officers, the unit has {able}, missing {missing}; the team makes no visit at all",
)
NO_SKILLED_TEAM: Final = Template(
    "kíp cần {size} cán bộ có kỹ năng {skill}, chỉ có {able}, thiếu {missing}; tổ không đi được chuyến nào",
    "the crew is {size} officers with the skill {skill}, there are {able}, missing {missing}; the team makes no visit "
    "at all",
)
SMALLER_CREW: Final = Template(
    "giảm số người trong kíp, hoặc thêm cán bộ, kỹ năng cho đơn vị",
    "ask for a smaller crew, or give the unit officers or the skill",
)
SCHOOL_WITHOUT_DATE: Final = Template(
    "không còn ngày nào đến được: {windows} khoảng ngày đều rơi vào ngày nghỉ, ngày đóng cửa hoặc tạm dừng; "
    "{pupils:,g} học sinh không được cấp",
    "no date is left for a visit: all of the windows ({windows}) are closed or interrupted; pupils not reached: "
    "{pupils:,g}",
)
SCHOOL_TOO_EARLY: Final = Template(
    "ngày cuối đến được là {last:%d/%m/%Y}, khi đó chưa học sinh nào đủ tuổi; {pupils:,g} học sinh không được cấp",
    "the last date for a visit is {last:%d %b %Y}, when no pupil is eligible yet; pupils not reached: {pupils:,g}",
)
TOO_MANY_SCHOOLS: Final = Template(
    "{schools} trường chỉ có chung {shifts} ca có thể đi, đến được nhiều nhất {visited} trường, thiếu {missing}: "
    "{names}",
    "schools: {schools}; shifts in which a team can be at any of them: {shifts}; visited at most {visited}, missing "
    "{missing}: {names}",
)
WIDEN_WINDOWS: Final = Template("mở thêm ngày cho chuyến đi (windows)", "allow visits on more days (windows)")

# Targets.
TARGET_ABOVE: Final = Template(
    "chỉ tiêu đến {last:%d/%m/%Y} là {target:,.0f}; dù mọi bàn luôn mở đủ làn, dự kiến nhiều nhất {most:,}, thiếu "
    "{missing:,.0f}",
    "the target by {last:%d %b %Y} is {target:,.0f}; with every desk always open and all lanes, at most {most:,} can "
    "be expected, missing {missing:,.0f}",
)
LOWER_TARGET: Final = Template(
    "thêm bàn, ca, chuyến đi hoặc vận động, kéo dài đợt, hoặc hạ chỉ tiêu",
    "add desks, shifts, visits or invitations, give more days, or lower the target",
)

# Shift times.
ARRIVALS_UNCHANGED: Final = Template(
    "ca đổi từ {start_before}–{end_before} thành {start}–{end}, nhưng xác suất người đến trong ca vẫn như cũ",
    "the shift went from {start_before}–{end_before} to {start}–{end}, but as many people are said to come in it",
)
CHANGE_ARRIVALS: Final = Template(
    "sửa turnout.*.segments.*.arrival.*.{shift} theo giờ mới",
    "write turnout.*.segments.*.arrival.*.{shift} for the new hours",
)

# Below the verdict of a check.
MOST_REACHED: Final = Template(
    "{stream}: dù mọi bàn luôn mở, dự kiến nhiều nhất {most} so với chỉ tiêu {target}",
    "{stream}: with every desk always open, at most {most} can be expected; the target is {target}",
)
