"""Dates and quantities that cannot be meant."""

from __future__ import annotations

from optimizer.texts.messages import Template

# Dates.
OUTSIDE_CAMPAIGN = Template("{day} nằm ngoài đợt cao điểm", "{day} lies outside the campaign")
PERIOD_OUTSIDE_CAMPAIGN = Template(
    "từ {first} đến {last} nằm ngoài đợt cao điểm", "{first} to {last} lies outside the campaign"
)
CAMPAIGN_DAYS = Template("ghi ngày trong đợt, từ {first} đến {last}", "its days are {first} to {last}")
ENDS_BEFORE_IT_BEGINS = Template(
    "{name!r} kết thúc ngày {last}, trước khi bắt đầu ngày {first}", "{name!r} ends {last}, before it begins {first}"
)
SWAP_DATES_OR_SAME = Template(
    "đổi chỗ hai ngày; nếu chỉ một ngày thì ghi ngày đó hai lần",
    "swap the dates, or write the same day twice for a single day",
)
DEADLINE_BEFORE_START = Template(
    "hạn cuối {last} nằm trước ngày đầu {first}", "the deadline {last} lies before the first day {first}"
)
SWAP_DATES_OR_YEAR = Template("đổi chỗ hai ngày, hoặc sửa năm", "swap the dates, or correct the year")
CAMPAIGN_LASTS = Template("đợt kéo dài {days} ngày", "the campaign lasts {days} days")
CHECK_YEARS = Template("kiểm tra lại năm", "check the years")
OTHER_YEAR = Template("{day} không thuộc năm nào của đợt", "{day} lies in no year of the campaign")
NO_WEEKEND = Template("{day} không phải thứ Bảy hay Chủ nhật", "{day} is no Saturday or Sunday")
ONLY_WEEKEND_DAYS = Template(
    "chỉ ghi ngày cuối tuần; ngày thường vốn là ngày làm việc",
    "list only weekend days; weekdays are worked anyway",
)
HOLIDAY_AND_WORKING = Template("{day} vừa là ngày lễ vừa là ngày làm bù", "{day} is a holiday and a working weekend")
REMOVE_ONE = Template("bỏ một trong hai", "remove one of the two")
BORN_AFTER_CAMPAIGN = Template(
    "học sinh sinh ngày {born}, sau ngày cuối của đợt {last}",
    "pupils born {born}, after the campaign's last day {last}",
)
CORRECT_BIRTH_DATE = Template("sửa ngày sinh", "correct the date of birth")
HISTORY_TOO_LATE = Template(
    "dữ liệu trước đợt có ngày {day}, không trước ngày đầu {first}",
    "the history has {day}, which is not before the first day {first}",
)
HISTORY_ENDS = Template("dữ liệu trước đợt dừng ở hôm trước ngày đầu", "history ends the day before the first day")
LEAVES_OVERLAP = Template(
    "{later!r} bắt đầu ngày {begin}, trước khi {earlier!r} kết thúc ngày {end}",
    "{later!r} begins {begin}, before {earlier!r} ends {end}",
)
MAKE_THEM_ONE = Template("gộp làm một, hoặc sửa ngày", "make them one, or correct the dates")
SHIFT_TOO_EARLY = Template(
    "ca {later!r} bắt đầu {start:%H:%M}, không sau ca {earlier!r} lúc {before:%H:%M}",
    "shift {later!r} starts {start:%H:%M}, not after {earlier!r} at {before:%H:%M}",
)
ORDER_OF_TIME = Template("liệt kê các ca theo thứ tự thời gian", "list the shifts in order of time")
CODE_TWICE = Template("ký hiệu {code!r} đã dùng cho ca khác", "the code {code!r} is another shift's too")
OTHER_CODE = Template("chọn ký hiệu khác", "choose another code")

# Quantities.
POOL_BELOW_TARGET = Template(
    "số dân trong diện {people} nhỏ hơn chỉ tiêu {target}",
    "the pool of {people} people is smaller than the target {target}",
)
DONE_ABOVE_POOL = Template(
    "đã làm {done} trong khi số dân trong diện là {people}", "{done} are already done of {people} people"
)
PEOPLE_COUNTS = Template(
    "people là mọi người có thể làm, kể cả already_done",
    "people counts everybody who can be done, already_done included",
)
SCHOOL_WITHOUT_PUPILS = Template("trường {school!r} chưa có học sinh", "school {school!r} has no pupils")
GIVE_PUPIL_NUMBERS = Template(
    "ghi số học sinh theo ngày sinh, ví dụ 2010-03-15: 2, hoặc trong bảng 'pupils'",
    "give their number by date of birth, e.g. 2010-03-15: 2, or in a table 'pupils'",
)
SEGMENT_SHARES = Template("tỷ lệ các nhóm dân", "shares of the segments")
INVITED_SHARES = Template("tỷ lệ những người được mời", "shares of the invited")
HOUSEHOLD_SHARES = Template("tỷ lệ các hộ", "shares of the households")
SHARES_DO_NOT_SUM = Template("{what} cộng lại bằng {total:g}, không phải 1", "the {what} sum to {total:g}, not 1")
CORRECT_SHARES = Template("sửa lại; 45 % ghi là 0.45", "correct them; 45 % is 0.45")
NO_ARRIVAL = Template("chưa có xác suất đến cho {periods}", "no arrival for {periods}")
ADD_OR_ZERO = Template("thêm vào; ghi 0 nếu lúc đó không ai đến", "add it; 0 if nobody comes then")
ROAD_DIFFERS = Template(
    "từ {start!r} đến {end!r} là {there:g} km, chiều về {back:g} km",
    "{start!r} to {end!r} is {there:g} km, the way back {back:g} km",
)
ROAD_BOTH_WAYS = Template(
    "quãng đường tính cho cả hai chiều; chỉ ghi một lần", "a road distance holds both ways; write it once"
)
FAR_AWAY = Template(
    "{place!r} ở {latitude:g}, {longitude:g} cách các địa điểm khác khoảng {distance:.0f} km",
    "{place!r} at {latitude:g}, {longitude:g} lies some {distance:.0f} km from the other places",
)
CHECK_COORDINATES = Template(
    "kiểm tra vĩ độ (latitude) và kinh độ (longitude), tính bằng độ", "check latitude and longitude, in degrees"
)
TOO_LARGE = Template("{name} ghi là {value:g}", "{name} is {value:g}")
LARGEST_QUANTITY = Template("ở đây không số liệu nào trên {limit:g}", "no quantity here is above {limit:g}")
