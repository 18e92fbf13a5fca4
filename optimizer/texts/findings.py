"""What the verifier finds wrong with a plan, whatever the scenario's own rules say; each rule's own stand with it."""

from __future__ import annotations

from typing import Final

from optimizer.texts.messages import Template

# Rows that make no sense.
UNKNOWN_NAME: Final = Template(
    "{file} dòng {row} {column}: không có {name!r} trong {section}{hint}",
    "{file} row {row} {column}: {name!r} is not among the {section}{hint}",
)
DID_YOU_MEAN: Final = Template("; ý là {name}?", "; did you mean {name}?")
OUTSIDE_CAMPAIGN: Final = Template(
    "{file} dòng {row}: {when} nằm ngoài đợt ({first} đến {last})",
    "{file} row {row}: {when} lies outside the campaign ({first} to {last})",
)
REPEATS: Final = Template(
    "{file} dòng {row} lặp lại dòng {other}: {told}", "{file} row {row} repeats row {other}: {told}"
)
NO_ROW: Final = Template("{file} không có dòng cho {whom}", "{file} has no row for {whom}")
NO_PROGRESS_ROW: Final = Template(
    "progress.csv không có dòng {stream} tại {place}", "progress.csv has no row for {stream} at {place}"
)
NOTHING_TO_REACH: Final = Template(
    "progress.csv dòng {row}: {place} không có chỉ tiêu {stream}",
    "progress.csv row {row}: {place} has nothing to reach in {stream}",
)
SECTIONS: Final = {
    "officers": Template("cán bộ", "officers"),
    "shifts": Template("ca", "shifts"),
    "posts": Template("bàn", "posts"),
    "posts and teams": Template("bàn và đội", "posts and teams"),
    "teams": Template("đội", "teams"),
    "helpers": Template("người hỗ trợ", "helpers"),
    "places": Template("địa điểm", "places"),
    "organisations": Template("tổ chức", "organisations"),
    "streams": Template("luồng việc", "streams"),
    "roles": Template("vai trò", "roles"),
    "kinds of absence": Template("loại vắng mặt", "kinds of absence"),
    "kinds of visit": Template("loại chuyến đi", "kinds of visit"),
}

# Duties of officers and helpers.
NOT_OPEN: Final = Template(
    "roster.csv dòng {row}: {officer} có {duty}, nhưng bàn không mở lúc đó",
    "roster.csv row {row}: {officer} has {duty}, which is not open then",
)
NO_VISIT: Final = Template(
    "roster.csv dòng {row}: {officer} có {duty}, nhưng đội không đi lúc đó",
    "roster.csv row {row}: {officer} has {duty}, which makes no visit then",
)
NOT_LENT: Final = Template(
    "roster.csv dòng {row}: {officer} của {home} không được điều động cho {unit}",
    "roster.csv row {row}: {officer} of {home} is not lent to {unit}",
)
IN_TWO_PLACES: Final = Template(
    "roster.csv dòng {row}: {officer} ở {here} từ {start:%H:%M} khi còn ở {there} đến {end:%H:%M} (dòng {other})",
    "roster.csv row {row}: {officer} is at {here} from {start:%H:%M} while at {there} until {end:%H:%M} (row {other})",
)
DUTY_UNTIL: Final = Template("{duty} đến {end:%H:%M}", "{duty} until {end:%H:%M}")
SHIFT_UNTIL: Final = Template("{shift} đến {end:%H:%M}", "{shift} until {end:%H:%M}")
ABSENT_ON_DUTY: Final = Template(
    "có {duties}, nhưng absences.csv ghi {kinds}", "has {duties}, but absences.csv has {kinds}"
)
DAY_UNACCOUNTED: Final = Template(
    "không có ca trực và không có dòng trong absences.csv", "has neither a duty nor a row in absences.csv"
)
TWO_ABSENCES: Final = Template("absences.csv ghi {kinds} trong một ngày", "absences.csv has {kinds} on one day")
NOT_AS_LEAVE: Final = Template("nghỉ phép, nhưng absences.csv ghi {kind}", "is on leave, but absences.csv has {kind}")
LEAVE_NOT_GRANTED: Final = Template(
    "absences.csv ghi leave, nhưng không được duyệt phép", "absences.csv has leave, but none is granted"
)
NO_OTHER_WORK: Final = Template(
    "absences.csv ghi {kind}, nhưng ngày này đơn vị không có công tác khác nên là ngày nghỉ",
    "absences.csv has {kind}, but the day has no other work for the unit, so it is rest",
)
HELPER_AT: Final = Template("helpers.csv dòng {row}: {helper} có {duty}", "helpers.csv row {row}: {helper} has {duty}")
HELPER_NOT_OPEN: Final = Template("{here}, nhưng bàn không mở lúc đó", "{here}, which is not open then")
HELPER_ALONE: Final = Template("{here} mà không có cán bộ", "{here} without an officer")
HELPER_ELSEWHERE: Final = Template("{here}, không phải một trong {posts}", "{here}, not one of {posts}")
HELPER_AWAY: Final = Template("{here}, nhưng lúc đó không có mặt", "{here}, but is not available then")
HELPER_IN_TWO_PLACES: Final = Template("{helper} có {shift} tại {posts}", "{helper} has {shift} at {posts}")
HELPER_TOO_OFTEN: Final = Template(
    "{helper} có {shifts} ca trong {week}, nhiều nhất {most}", "{helper} has {shifts} shifts in {week}, at most {most}"
)

# Desks.
DESK_AT: Final = Template("openings.csv dòng {row}: {post} trong {shift}", "openings.csv row {row}: {post} in {shift}")
NOT_ITS_SHIFT: Final = Template("{here}; bàn chỉ mở {shifts}", "{here}; it opens in {shifts} only")
DESK_OBSTACLE: Final = Template("{here}, nhưng {obstacle}", "{here}, but {obstacle}")
TOO_MANY_LANES: Final = Template(
    "{here} có {lanes} làn; với {officers} cán bộ và {helpers} người hỗ trợ chỉ được {most}",
    "{here} has {lanes} lanes; possible with {officers} officers and {helpers} helpers: {most}",
)
CREW_LACKING: Final = Template(
    "{here} có {officers} cán bộ và {helpers} người hỗ trợ; kíp là {size}, trong đó ít nhất {least} cán bộ",
    "{here} has {officers} officers and {helpers} helpers; its crew is {size}, of these at least {least} officers",
)
STREAM_CLOSED: Final = Template("{stream} tạm dừng ngày {day}", "the stream {stream} is closed on {day}")
PLACE_CLOSED: Final = Template("{place} đóng cửa ngày {day}: {reason}", "{place} is closed on {day}: {reason}")
SCHOOLS_CLOSED: Final = Template("các trường nghỉ ngày {day}: {reason}", "schools are closed on {day}: {reason}")
NO_REASON: Final = Template("không nêu lý do", "no reason given")
KIT_BROKEN: Final = Template("{kit} hỏng ngày {day}", "the kit {kit} is out of order on {day}")
NOT_ITS_DAY_TYPE: Final = Template(
    "{day} là ngày {day_type}; bàn chỉ mở ngày {day_types}", "{day} is a {day_type}; it opens on {day_types} only"
)
NO_VISIT_DAY_TYPE: Final = Template(
    "{day} là ngày {day_type}; chỉ đi ngày {day_types}", "{day} is a {day_type}; visits are on {day_types} only"
)
DAY_TYPES: Final = {
    "weekday": Template("thường", "weekday"),
    "weekend": Template("cuối tuần", "weekend"),
    "holiday": Template("lễ", "holiday"),
}
OUTSIDE_WINDOWS: Final = Template(
    "{day} nằm ngoài các khoảng ngày của chương trình", "{day} lies outside the windows of the programme"
)

# Visits.
VISIT_LACKS: Final = Template(
    "visits.csv dòng {row}: {team} trong {shift} có {count} {whom} trên {needed}",
    "visits.csv row {row}: {team} in {shift} has {count} {whom} of {needed}",
)
OFFICERS: Final = Template("cán bộ", "officers")
LOCAL_OFFICERS: Final = Template("cán bộ địa phương", "local officers")
VISIT_AT: Final = Template(
    "visits.csv dòng {row}: {team} tại {place} trong {shift}", "visits.csv row {row}: {team} at {place} in {shift}"
)
NO_PROGRAMME: Final = Template(
    "visits.csv dòng {row}: {team} tại {place} trong {shift}: không chương trình nào cho đội này đi {kind} đến nơi này",
    "visits.csv row {row}: {team} at {place} in {shift}: no programme has {kind} visits of this team to this place",
)
NOT_ITS_SHIFTS: Final = Template("{here}; {programme} chỉ có {shifts}", "{here}; {programme} has {shifts} only")
VISIT_OBSTACLE: Final = Template("{here}: {obstacle}", "{here}: {obstacle}")
TOO_MANY_VISITS: Final = Template(
    "{here}: ngày đi thứ {number}; {programme} mỗi nơi nhiều nhất {most}",
    "{here}: visiting day {number}; {programme} has at most {most} a place",
)
ALREADY_THERE: Final = Template(
    "visits.csv dòng {row}: {team} ở {place} trong {shift}, nơi đã có {other}",
    "visits.csv row {row}: {team} is at {place} in {shift}, where {other} is already",
)
TEAM_IN_TWO_PLACES: Final = Template(
    "visits.csv dòng {row}: {team} ở {place} và ở {other} trong {shift}",
    "visits.csv row {row}: {team} is at {place} and at {other} in {shift}",
)
CREW_CHANGED: Final = Template(
    "{officer} đi cùng {team} trong {there}, nhưng không đi trong {absent}; kíp đã đi thì cùng về",
    "{officer} is with {team} in {there}, but not in {absent}; a crew that sets out comes back together",
)
TOO_LATE: Final = Template(
    "visits.csv dòng {row}: để có mặt ở {place} cho {shift}, đội rời {here} lúc {start:%H:%M}, nhưng bận ở đó đến "
    "{free:%H:%M}",
    "visits.csv row {row}: to be at {place} for {shift} the team leaves {here} at {start:%H:%M}, but is busy there "
    "until {free:%H:%M}",
)
KIT_IN_TWO_PLACES: Final = Template("{kit} được dùng ở {users} trong {shift}", "{kit} is used by {users} in {shift}")

# Invitations.
QUOTA_AT: Final = Template("quotas.csv dòng {row}: {organisation}", "quotas.csv row {row}: {organisation}")
NOT_ITS_PLACE: Final = Template("{here} không vận động đến {place}", "{here} does not invite to {place}")
NOT_ITS_STREAM: Final = Template("{here} không vận động cho {stream}", "{here} does not invite for {stream}")
NEGATIVE: Final = Template("{here} vận động {number:g} người", "{here} invites {number:g}")
TOO_MANY_INVITED: Final = Template(
    "{organisation} vận động {invited:g} người trong {week}, nhiều nhất {most}",
    "{organisation} invites {invited:g} people in {week}, at most {most}",
)
WRONG_SHARE: Final = Template(
    "quotas.csv dòng {row} và tiếp theo: {organisation} vận động {claimed:g} người nhóm {segment} đến {place}; phần "
    "của nhóm trong {total:g} là {expected:.3f}",
    "quotas.csv row {row} and following: {organisation} invites {claimed:g} of {segment} to {place}; its share of "
    "{total:g} is {expected:.3f}",
)

# Bounds.
BOUND_ABOVE: Final = Template(
    "run.json: cận {bound:g} của {tier} lớn hơn giá trị {value:g}",
    "run.json: the bound {bound:g} of {tier} is above its value {value:g}",
)

GIVEN_ABOVE: Final = Template(
    "run.json: cận {given:g} của {tier} với các ca đã mở lớn hơn giá trị {value:g}",
    "run.json: the bound {given:g} of {tier} given the openings is above its value {value:g}",
)
GIVEN_BELOW: Final = Template(
    "run.json: cận {given:g} của {tier} với các ca đã mở nhỏ hơn cận {bound:g} trên mọi phương án",
    "run.json: the bound {given:g} of {tier} given the openings is below its bound {bound:g} over all plans",
)

# Other files of the folder.
SCENARIO_CHANGED: Final = Template(
    "{file} đã bị sửa sau khi lập phương án", "{file} was changed after the plan was made"
)
FILE_CHANGED: Final = Template("{file} đã bị sửa sau khi công bố", "{file} was changed after it was published")
FILE_GONE: Final = Template("{file} có khi công bố, nay không còn", "{file} was published and is gone")
FILE_ADDED: Final = Template("{file} không có khi công bố", "{file} was not published with the others")
NO_HASHES: Final = Template(
    "{file} không có mã băm, có thể do phiên bản trước ghi",
    "{file} has no hashes; an earlier version may have written it",
)

# The verdict on a run folder.
VERIFICATION_PASSED: Final = Template(
    "ĐẠT kiểm chứng: {rules} quy định, {figures:,} số liệu đã tính lại",
    "Verification PASSED: {rules} rules checked, {figures:,} figures recomputed",
)
VERIFICATION_FAILED: Final = Template(
    "KHÔNG ĐẠT kiểm chứng: {breaches} vi phạm, {wrong} số liệu sai ({rules} quy định, {figures:,} số liệu đã tính lại)",
    "Verification FAILED: breaches: {breaches}, wrong figures: {wrong} ({rules} rules checked, {figures:,} "
    "figures recomputed)",
)
RULE_WITH_ID: Final = Template("{title} ({id})", "{title} ({id})")
WHOM_WHEN: Final = Template("{whom}, {when}", "{whom}, {when}")
BREACH: Final = Template("{rule} · {whom}: {evidence} [{amount:,g}]", "{rule} · {whom}: {evidence} [{amount:,g}]")
WRONG_FIGURE: Final = Template(
    "{file} {column}: ghi {claimed}, tính lại {recomputed}",
    "{file} {column}: claimed {claimed}, recomputed {recomputed}",
)
WRONG_FIGURE_IN_ROW: Final = Template(
    "{file} dòng {row} {column}: ghi {claimed}, tính lại {recomputed}",
    "{file} row {row} {column}: claimed {claimed}, recomputed {recomputed}",
)
NOTHING: Final = Template("không có gì", "nothing")
FIGURE_OF: Final = Template("{figure} ({about})", "{figure} ({about})")
SOFT_BREACHES: Final = Template(
    "ưu tiên {rule}: {breaches} lần không đạt, mức {amount:,g}, trọng số {weight:,g}",
    "soft {rule}: {breaches} breaches, amount {amount:,g}, weight {weight:,g}",
)
