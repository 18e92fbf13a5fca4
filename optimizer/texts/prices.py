"""What binds where a target is missed, what one more of each thing is worth, and the least that is enough."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from optimizer.texts.messages import Message, Noun, Template

# On the way.
AS_IT_STANDS: Final = Template("phương án như hiện có", "the campaign as it stands")
PRICING: Final = Template("{number}/{count}: {what}", "{number}/{count}: {what}")
TRYING: Final[Mapping[str, Template]] = {
    "officers": Template("thử thêm {number} cán bộ", "trying officers more: {number}"),
    "days": Template("thử thêm {number} ngày", "trying days more: {number}"),
}
SHARING: Final = Template("tỷ lệ mọi nơi cùng đạt", "the share that all places reach")
CONFIRMING: Final = Template("lập phương án đầy đủ: {what}", "planning in full: {what}")

STOPPING: Final = Template(
    "Đang dừng, phần đã tính sẽ được in; Ctrl-C lần nữa để bỏ",
    "Stopping; what is finished will be told. Press Ctrl-C again to give up",
)

# Limits, as they are eased.
LIMITS: Final[Mapping[str, Template]] = {
    "turnout": Template(
        "nếu thêm 10 % người dân tự đến mỗi ca", "if 10 % more people came by themselves in each shift"
    ),
    "lanes": Template("nếu không ai phải chờ (luồng không giới hạn)", "if nobody had to queue (lanes without limit)"),
    "hours": Template("nếu giờ của cán bộ không giới hạn", "if officers' hours were no limit"),
    "rest": Template("nếu không có quy định nghỉ", "if there were no rules of rest"),
    "team_calendar": Template("nếu tổ lưu động đi được mọi ngày", "if the mobile teams could go on any day"),
    "quotas": Template("nếu các tổ chức mời gấp đôi", "if organisations invited twice as many"),
    "deadline": Template("nếu có thêm 7 ngày", "if there were 7 more days"),
}

# Things of which there can be more.
KINDS: Final[Mapping[str, Template]] = {
    "officer": Template("thêm 1 cán bộ", "one more officer"),
    "evening": Template("thêm 1 buổi tối mỗi tuần", "one more evening a week"),
    "lane": Template("thêm 1 luồng", "one more lane"),
    "helper": Template("thêm 1 người hỗ trợ", "one more helper"),
    "invitations": Template("mời thêm 50 người mỗi tuần", "50 more invitations a week"),
    "team_day": Template("thêm 1 ngày đi mỗi nơi", "one more visiting day at each place"),
    "school": Template("thêm 1 ngày đến mỗi trường", "one more visiting day at each school"),
    "commune": Template("thêm 1 ngày lưu động mỗi xã", "one more visiting day in each commune"),
    "home_visit": Template("thêm 1 ngày đến nhà dân mỗi xã", "one more day of home visits in each commune"),
    "campaign_day": Template("thêm 1 ngày cho cả đợt", "one more campaign day"),
}
ITEM_AT: Final = Template("{what}: {where}", "{what}: {where}")

# Verdicts.
ALL_REACHED: Final = Template(
    "Mọi chỉ tiêu đều đạt theo dự kiến và đủ khả năng yêu cầu; không có gì phải định giá",
    "Every target is reached in expectation and with the chance asked for; there is nothing to price",
)
TARGET_MISSED: Final = Template(
    "{stream}: thiếu {missing} {unit} so với chỉ tiêu các nơi; mọi phương án đều thiếu ít nhất {least}",
    "{stream}: {missing} {unit} short of the places' targets; every plan is at least {least} short",
)
TARGET_MISSED_SO_FAR: Final = Template(
    "{stream}: thiếu {missing} {unit} so với chỉ tiêu các nơi; chưa chứng minh là phương án nào cũng thiếu",
    "{stream}: {missing} {unit} short of the places' targets; that every plan is short is not proved",
)
CHANCE_MISSED: Final = Template(
    "{stream}: khả năng đạt chỉ tiêu là {chance}, yêu cầu {asked}",
    "{stream}: the target is reached with a chance of {chance}; {asked} are asked for",
)
BINDS: Final = Template("Vướng nhất, theo thứ tự: {limits}", "What binds, in order: {limits}")
LIMIT_WORTH: Final = Template("{limit} thì thêm {people}", "{limit}, {people} more")
NOTHING_BINDS: Final = Template(
    "Không giới hạn nào, nới riêng từng cái, đem lại thêm người", "No limit, eased by itself, brings anybody more"
)
REMEDY_KINDS: Final[Mapping[str, Noun]] = {
    "officers": Noun(
        Template("thêm {count} cán bộ", "{count} more officer"),
        Template("thêm {count} cán bộ", "{count} more officers"),
    ),
    "days": Noun(Template("thêm {count} ngày", "{count} more day"), Template("thêm {count} ngày", "{count} more days")),
}
REMEDY_LINE: Final = Template("Ít nhất cần: {remedies}", "The least that is enough: {remedies}")
OR: Final = Template("{one}; hoặc {other}", "{one}; or {other}")
MORE_IN: Final = Template("{what} ({units})", "{what} ({units})")
UNIT_COUNT: Final = Template("{unit} {count}", "{unit} {count}")
OFFICERS_NOT_ENOUGH: Final = Template(
    "thêm bao nhiêu cán bộ cũng không đủ (vẫn thiếu ít nhất {missing})",
    "no number of officers is enough (at least {missing} stay missing)",
)
STILL_MISSING: Final = Template("{what} vẫn còn thiếu {missing}", "with {what}, {missing} stay missing")
LEAST_OF_ALL: Final = Template("{what} (ít hơn thì không phương án nào đạt)", "{what} (with fewer, no plan reaches it)")
IN_VAIN: Final[Mapping[str, Template]] = {
    "officers": Template("thêm cán bộ không bớt được số thiếu", "more officers do not lower what is missing"),
    "days": Template("thêm ngày không bớt được số thiếu", "more days do not lower what is missing"),
}


def remedy(kind: str, count: int) -> Message:
    """So many more officers or days, of one and of many."""
    noun = REMEDY_KINDS[kind]
    return (noun.one if count == 1 else noun.many)(count=count)


ACCEPT: Final = Template("chấp nhận {people} {unit}", "accept {people} {unit}")
COMMON_SHARE: Final = Template(
    "Mọi nơi cùng đạt được {share} chỉ tiêu, không phương án nào đưa mọi nơi quá {most}",
    "All places reach {share} of their targets; no plan brings all of them above {most}",
)
COMMON_SHARE_SO_FAR: Final = Template(
    "Mọi nơi cùng đạt được {share} chỉ tiêu; chưa chứng minh là không phương án nào đưa mọi nơi đến đủ",
    "All places reach {share} of their targets; that no plan brings all of them to all of it is not proved",
)
HELD_BACK: Final = Template("không hơn vì {place}: {why}", "no more because of {place}: {why}")
HELD_BACK_BY_NOTHING: Final = Template(
    "nới riêng từng giới hạn cũng không thêm được ai ở đó", "no limit, eased by itself, brings anybody more there"
)
AT_THIS_LEVEL: Final = Template(
    'Tính lại ở mức đợt: giờ của đơn vị, chưa xếp tên từng người; số "nhiều nhất" đúng với mọi phương án',
    'Planned anew without naming anybody, within the units\' hours; figures "at most" hold for every plan',
)
PUBLISHED_DIFFERS: Final = Template(
    "Ở mức này phương án hiện có thiếu {missing} {unit}; giá được tính so với số đó",
    "At this level the campaign as it stands is {missing} {unit} short; prices are differences from that",
)
AS_MANY_AS_POSSIBLE: Final = Template(
    "Chỉ tiêu đã đạt theo kỳ vọng nên mọi số trên được tính khi kế hoạch nhắm càng nhiều người càng tốt",
    "The target is reached in expectation, so all this is of campaigns planned for as many people as possible",
)
CUT_SHORT: Final = Template("Đã dừng: chỉ có những gì tính xong", "Stopped: only what was finished is told")
CONFIRMED: Final = Template(
    "Đã lập phương án đầy đủ, kiểm chứng: {what}: còn thiếu {missing} {unit}",
    "Planned in full and verified: {what}: {missing} {unit} missing",
)
CONFIRMED_CHANCE: Final = Template(
    "Đã lập phương án đầy đủ, kiểm chứng: {what}: khả năng đạt {chance}",
    "Planned in full and verified: {what}: chance {chance}",
)
OTHERS_NOTHING: Final = Template(
    "{count} thứ khác đã thử: không thêm ai", "other things that were tried, with nobody more: {count}"
)
NOT_CONFIRMED: Final = Template(
    "Chưa lập phương án đầy đủ cho các cách trên; thêm --confirm để lập và kiểm chứng",
    "None of these was planned in full; --confirm plans and verifies them",
)
SEE_ALL: Final = Template("Thêm --all để xem mọi giá và từng nơi", "--all tells every price, place by place")

# Tables.
LIMIT_COLUMN: Final = Template("Nới giới hạn", "Limit eased")
MORE_COLUMN: Final = Template("Thêm được", "More")
AT_MOST_COLUMN: Final = Template("Nhiều nhất", "At most")
STILL_COLUMN: Final = Template("Vẫn thiếu", "Still missing")
LEAST_COLUMN: Final = Template("Ít nhất vẫn thiếu", "Missing in every plan")
ITEM_COLUMN: Final = Template("Thêm", "One more")
DAYS_COLUMN: Final = Template("Sớm hơn (ngày)", "Days earlier")
CHANCE_COLUMN: Final = Template("Khả năng", "Chance")
POINTS: Final = Template("{points} điểm %", "{points} points")
MOST_THERE_COLUMN: Final = Template("Vướng nhất ở đó", "What binds most there")
MISSING_COLUMN: Final = Template("Thiếu", "Missing")
PLACE_COLUMN: Final = Template("Nơi", "Place")
LESS_CERTAIN: Final = Template(
    "Trong cột nhiều nhất, {gap} {unit} có thể là do phương án hiện có chưa tốt nhất, không phải do thêm gì",
    'Of the figures "at most", {gap} {unit} may be what a better plan of the campaign as it stands would bring',
)
