"""Why a desk is open or shut, why a team visits a place, and why people are invited: the answers in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from optimizer.texts.messages import Template

# What is asked wrongly.
NO_SUCH_DESK: Final = Template("không có bàn {name!r} trong kịch bản", "there is no desk {name!r} in the scenario")
NO_SUCH_VISIT: Final = Template("không tổ nào có thể đến {name!r}", "no team may visit {name!r}")
NO_SUCH_ORGANISATION: Final = Template("không có tổ chức {name!r} trong kịch bản", "there is no organisation {name!r}")
NO_SUCH_WEEK: Final = Template("đợt không có tuần {name!r}", "the campaign has no week {name!r}")
KNOWN: Final = Template("những gì kịch bản có", "what the scenario has")
NO_DAY: Final = Template("chưa nói ngày nào", "it is not said which day")
GIVE_DAY: Final = Template("thêm --date, ví dụ --date 12/05/2024", "add --date, as --date 2024-05-12")

# Verdicts on a desk.
DESK_SHIFT: Final = Template("{post}, {day}, ca {shift}", "{post}, {day}, {shift}")
OPEN: Final = Template("{what}: MỞ, {why}", "{what}: OPEN, {why}")
SHUT: Final = Template("{what}: ĐÓNG, {why}", "{what}: SHUT, {why}")
DESK_REASONS: Final[Mapping[str, Template]] = {
    "standing": Template("vì kịch bản bắt buộc mở (standing)", "because the scenario has it stand (standing)"),
    "needed": Template(
        "vì đóng thì {place} còn {otherwise}, chưa đạt {target}",
        "because without it {place} comes to {otherwise}, short of its {target}",
    ),
    "short": Template(
        "vì {place} thiếu: dự kiến {expected} trong {target}, không có ca này thì {otherwise}",
        "because {place} is short: {expected} of {target} expected, {otherwise} without it",
    ),
    "chance": Template(
        "để chắc hơn: kế hoạch nhắm {aim} thay cho {target}, đóng thì còn {otherwise}",
        "for the chance: {aim} are planned for instead of {target}; without it there are {otherwise}",
    ),
    "spare": Template(
        "dù đóng thì {place} vẫn đạt {target} (còn {otherwise})",
        "though without it {place} still reaches its {target} (with {otherwise})",
    ),
    "reserve": Template("sau ngày phải đạt, để dự phòng", "after the day to finish by, in reserve"),
    "cannot": Template(
        "vì bàn không được mở ca này: ngoài các ca, loại ngày của bàn, ngày đóng cửa, tạm dừng hoặc hỏng thiết bị",
        "because it may not open then: not among its shifts or day types; a closure, an interruption, a broken kit",
    ),
    "kit_away": Template("vì tổ lưu động đang mang bộ thiết bị đi", "because a visiting team has its kit"),
    "enough": Template(
        "vì {place} đã đạt {target} mà không cần ca này (dự kiến {expected})",
        "because {place} reaches its {target} without it ({expected} expected)",
    ),
    "no_hours": Template(
        "vì tuần đó đơn vị chỉ còn {left} giờ, kíp cần {needed} giờ",
        "because its unit has {left} h left that week and a crew needs {needed} h",
    ),
    "worth_less": Template(
        "dù {place} còn thiếu: giờ của đơn vị đã dành cho ca khác hoặc nơi khác, hoặc quy định nghỉ không cho",
        "though {place} is short: its unit's hours go to other shifts or places, or rules of rest leave nobody",
    ),
}

# What follows the verdict on a desk.
ADDS: Final = Template(
    "Dự kiến {arrivals} lượt đến ({mobilised} do vận động), làm xong {done}; đến {day} thêm {added} cho {place}",
    "Expected to come: {arrivals} ({mobilised} of them invited), done {done}; by {day} it adds {added} to {place}",
)
WOULD_ADD: Final = Template(
    "Nếu mở: dự kiến {arrivals} lượt đến ({mobilised} do vận động), xong {done}; đến {day} thêm {added} cho {place}",
    "If open: {arrivals} would come ({mobilised} invited), {done} be done; by {day} it would add {added} to {place}",
)
COSTS: Final = Template(
    "Tốn giờ của: {people}; điểm tải {burden}; {helpers} người hỗ trợ",
    "It costs the hours of: {people}; burden {burden}; helpers {helpers}",
)
WOULD_COST: Final = Template(
    "Sẽ tốn {hours} giờ cán bộ, điểm tải {burden}", "It would cost {hours} officer-hours, burden {burden}"
)
CREW_MEMBER: Final = Template("{officer} ({worked} giờ tuần đó)", "{officer} ({worked} h that week)")
FREE: Final = Template("Theo giờ và phép thì còn rảnh: {people}", "Free by hours and leave: {people}")
FREE_MEMBER: Final = Template("{officer} (còn {left} giờ)", "{officer} ({left} h left)")
NOBODY_FREE: Final = Template("Theo giờ và phép thì không ai còn rảnh", "By hours and leave nobody is free")
BUSY: Final[Mapping[str, Template]] = {
    "leave": Template("nghỉ phép: {people}", "on leave: {people}"),
    "elsewhere": Template("đang trực chỗ khác: {people}", "on other duty: {people}"),
    "full": Template("hết giờ: {people}", "no hours left: {people}"),
}
CHANGES_STANDING: Final = Template(
    "Muốn khác: bỏ ca này khỏi posts.{post}.standing", "What would change it: posts.{post}.standing without this shift"
)
CHANGES_OPEN: Final = Template(
    "Muốn khác: mở {others} thay ca này", "What would change it: opening {others} in its place"
)
CHANGES_NOTHING_LIGHTER: Final = Template(
    "Trong tuần không có ca nào khác đang đóng mà không nặng hơn", "No other shut shift of the week is as light"
)
CHANGES_SHUT: Final = Template("Muốn mở: đóng {others}", "What would open it: shutting {others}")
CHANGES_ENOUGH: Final = Template(
    "Muốn mở: nâng chỉ tiêu của {place} quá {expected}", "What would open it: a target of {place} above {expected}"
)
CHANGES_HOURS: Final = Template(
    "Muốn mở: thêm {hours} giờ cán bộ tuần đó", "What would open it: {hours} more officer-hours that week"
)
OTHER_SHIFT: Final = Template("{shift} {day} ({place}: {otherwise})", "{shift} {day} ({place}: {otherwise})")

# Visits.
VISIT_DAY: Final = Template("{team}, {place}, {day}", "{team}, {place}, {day}")
VISITED: Final = Template("{what}: CÓ ĐẾN, {why}", "{what}: VISITED, {why}")
NOT_VISITED: Final = Template("{what}: KHÔNG ĐẾN, {why}", "{what}: NOT VISITED, {why}")
VISIT_REASONS: Final[Mapping[str, Template]] = {
    "needed": Template(
        "vì không đến thì chỉ làm được {otherwise} trong {target}",
        "because without it {otherwise} of {target} are done",
    ),
    "best_day": Template(
        "không ngày nào khác làm được nhiều hơn {expected}",
        "and on no other day that is free would more be done than {expected}",
    ),
    "other_day_better": Template(
        "dù ngày khác làm được nhiều hơn cho nơi này ({best}); lịch của tổ, quãng đường và tải đã được tính cả",
        "though another day would do more for this place ({best}); the team's other visits, ways and burden count too",
    ),
    "not_allowed": Template(
        "vì hôm đó không được đến: ngoài khoảng ngày, ca, loại ngày, hoặc nghỉ học, đóng cửa, tạm dừng",
        "because no visit is allowed then: outside windows, shifts, day types; no lessons, a closure, an interruption",
    ),
    "often_enough": Template(
        "vì đã đến đủ số ngày cho phép ({visits})", "because it is visited as often as allowed ({visits})"
    ),
    "team_elsewhere": Template("vì hôm đó tổ ở {elsewhere}", "because the team is at {elsewhere} that day"),
    "adds_nothing": Template("vì đến cũng không thêm được ai còn thiếu", "because it would add nobody who is missing"),
    "worth_less": Template(
        "dù sẽ thêm {added}: giờ của tổ hoặc của công an xã không còn",
        "though it would add {added}: no hours of team or commune are left for it",
    ),
}
VISIT_EXPECTED: Final = Template(
    "Đủ điều kiện {eligible}, dự kiến xong {done}; đi {travel} phút, lắp đặt {setup} phút, kíp {crew} người: {people}",
    "Eligible {eligible}, expected done {done}; travel {travel} min, set-up {setup} min, crew of {crew}: {people}",
)
VISIT_WOULD: Final = Template(
    "Nếu đến: đủ điều kiện {eligible}, làm xong {done}; cả đợt thêm {added} cho {place}",
    "If visited: {eligible} eligible, {done} done; over the campaign that adds {added} to {place}",
)
VISIT_ADDS: Final = Template("Cả đợt thêm {added} cho {place}", "Over the campaign it adds {added} to {place}")
VISIT_OTHERS: Final = Template(
    "Ngày khác còn trống thì {place} đạt: {others}", "On other free days {place} would come to: {others}"
)
VISIT_MOVES: Final = Template("Muốn đến: dời chuyến {others}", "What would change it: moving the visit of {others}")
OTHER_DAY: Final = Template("{day} ({otherwise})", "{day} ({otherwise})")
VISITED_ON: Final = Template("Nơi này có chuyến ngày {days}", "The place is visited on {days}")
NEVER_VISITED: Final = Template("Nơi này không có chuyến nào", "The place is never visited")

# Invitations.
INVITED: Final = Template(
    "{who} mời {people} người đến {place} tuần {week}, {why}", "{who} invites {people} to {place} in {week}, {why}"
)
NOT_INVITED: Final = Template(
    "{who} không mời ai đến {place} tuần {week}, {why}", "{who} invites nobody to {place} in {week}, {why}"
)
INVITATION_REASONS: Final[Mapping[str, Template]] = {
    "needed": Template(
        "không mời thì {place} còn {otherwise}, chưa đạt {target}",
        "without them {place} comes to {otherwise}, short of its {target}",
    ),
    "short": Template(
        "vì {place} thiếu: dự kiến {expected} trong {target}, không mời thì {otherwise}",
        "because {place} is short: {expected} of {target} expected, {otherwise} without them",
    ),
    "chance": Template(
        "để chắc hơn: không mời thì còn {otherwise}", "for the chance: without them there are {otherwise}"
    ),
    "spare": Template(
        "dù không mời thì {place} vẫn đạt {target}: tổ chức có sức mời thì kế hoạch dùng hết",
        "though without them {place} still reaches its {target}: what an organisation can invite is used",
    ),
    "better_elsewhere": Template(
        "dù ở {best} họ thêm được nhiều hơn cho chỉ tiêu", "though at {best} they would add more towards the target"
    ),
    "desk_shut": Template("vì tuần đó bàn ở đó không mở", "because no desk is open there that week"),
    "enough": Template("vì {place} đã đạt {target} mà không cần", "because {place} reaches its {target} without them"),
    "capacity_used": Template(
        "vì tổ chức đã mời hết sức ({capacity}) đến nơi khác",
        "because all it can invite ({capacity}) goes to other places",
    ),
    "unused": Template("dù còn sức mời và {place} còn thiếu", "though it could invite more and {place} is short"),
}
INVITED_ADD: Final = Template(
    "Dự kiến {arrivals} lượt đến; đến {day} thêm {added} cho {place}",
    "Expected to come: {arrivals}; by {day} they add {added} to {place}",
)
WOULD_INVITE: Final = Template(
    "Nếu mời {people}: dự kiến {arrivals} lượt đến; đến {day} thêm {added} cho {place}",
    "If {people} were invited: {arrivals} would come; by {day} that adds {added} to {place}",
)
ELSEWHERE: Final = Template("Mời nơi khác thì thêm: {others}", "Invited elsewhere they would add: {others}")
AT_PLACE: Final = Template("{place} {added}", "{place} {added}")
FOLLOWED_ANEW: Final = Template(
    "Số thêm được tính bằng cách bỏ (hoặc thêm) đúng một quyết định này và theo lại diễn biến người đến",
    "What is added comes of leaving out (or putting in) this one decision and following the turnout anew",
)
