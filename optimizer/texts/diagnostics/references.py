"""What the parts of a scenario say about each other."""

from __future__ import annotations

from optimizer.texts.messages import Template

NONE = Template("không có", "none")

# Places and kits.
SCHOOL_WITH_POOL = Template("trường học không có số dân trong diện", "a school has no pool")
GIVE_PUPILS = Template(
    "ghi số học sinh theo ngày sinh ở mục 'pupils'", "give its pupils by date of birth under 'pupils'"
)
PUPILS_ELSEWHERE = Template(
    "{place!r} không phải trường học mà lại có học sinh", "{place!r} is no school but has pupils"
)
WRITE_SCHOOL = Template("ghi kind: school", "write kind: school")
KIT_UNUSED = Template(
    "không bàn tiếp nhận hay tổ lưu động nào có bộ thiết bị {kit!r}", "no post and no team has the kit {kit!r}"
)
KIT_SHARED = Template(
    "{kit!r} cũng là bộ thiết bị của {other!r}, có thể cần dùng trong cùng một ca",
    "{kit!r} is also the kit of {other!r}, which may need it in the same shift",
)
SEPARATE_KITS = Template(
    "cho mỗi nơi một bộ thiết bị riêng, hoặc shifts hay day_types riêng",
    "give each its own kit, or shifts or day_types of its own",
)

# Posts and teams.
POST_WITHOUT_POOL = Template(
    "{place!r} không có số dân trong diện của nội dung {stream!r}, nên không ai đến bàn này",
    "{place!r} has no pool of stream {stream!r}, so nobody comes to this desk",
)
ADD_POOL_OR_CHOOSE = Template(
    "thêm places.{place}.pools.{stream}, hoặc chọn nơi có người dân đến bàn này",
    "add places.{place}.pools.{stream}, or choose the place whose pool comes here",
)
CREW_OF_FEWER = Template("{officers} cán bộ trong kíp {size} người", "{officers} officers in a crew of {size}")
RAISE_SIZE = Template("tăng size, hoặc giảm officers", "raise size, or lower officers")
ID_OF_A_TEAM = Template("{key!r} cũng là mã của một tổ lưu động", "{key!r} is also the id of a team")
OTHER_ID = Template("đổi mã của một trong hai", "give one of them another id")
STANDING_SHIFT = Template(
    "ca trực thường trực {shift!r} không có trong các ca của bàn",
    "standing shift {shift!r} is not among the post's shifts",
)
STANDING_DAY_TYPE = Template(
    "loại ngày trực thường trực {kind!r} không có trong các loại ngày của bàn",
    "standing day type {kind!r} is not among the post's day types",
)
ADD_THERE = Template("thêm vào danh sách của bàn", "add it there")
OFFICERS_NEEDED = Template(
    "đơn vị {unit!r} cần {needed} cán bộ nhưng chỉ có {found}",
    "officers needed of unit {unit!r}: {needed}; it has {found}",
)
ADD_OFFICERS = Template("thêm cán bộ, hoặc điều động từ đơn vị khác đến", "add officers, or lend some to it")
SKILLED_OFFICERS_NEEDED = Template(
    "đơn vị {unit!r} cần {needed} cán bộ có nghiệp vụ {skill!r} nhưng chỉ có {found}",
    "officers needed of unit {unit!r} with skill {skill!r}: {needed}; it has {found}",
)
GIVE_SKILL = Template(
    "ghi nghiệp vụ cho cán bộ (nghiệp vụ đang có: {skills}), hoặc điều động cán bộ có nghiệp vụ đến đơn vị",
    "give officers the skill (skills in use: {skills}), or lend skilled officers to the unit",
)

# Visits.
SEGMENT_WITHOUT_ARRIVAL = Template("nhóm dân {segment!r} chưa có xác suất đến", "segment {segment!r} has no arrival")
ADD_ARRIVAL = Template("thêm '{segment}: 0.1'", "add '{segment}: 0.1'")
OWN_TEAM = Template("{team!r} chính là tổ của chương trình này", "{team!r} is the programme's own team")
OFF_THE_LIST = Template("bỏ khỏi danh sách", "take it off the list")
OTHER_STREAM = Template(
    "{team!r} phụ trách nội dung {stream!r}, còn chuyến đi thuộc nội dung {own!r}",
    "{team!r} serves stream {stream!r}, the visits are of {own!r}",
)
NAME_TEAMS_OF_STREAM = Template("ghi các tổ cùng nội dung", "name teams of the same stream")
OTHER_KIND = Template(
    "{place!r} thuộc loại {kind}, còn chương trình thuộc loại {wanted}",
    "{place!r} is of kind {kind}, but the programme is of kind {wanted}",
)
LIST_UNDER_OTHER_KIND = Template("ghi vào chương trình thuộc loại kia", "list it under a programme of the other kind")
VISIT_WITHOUT_POOL = Template(
    "{place!r} không có số dân trong diện của nội dung {stream!r}, nên đến đó không có ai để làm",
    "{place!r} has no pool of stream {stream!r}, so nobody is served there",
)
ADD_POOL_OR_TAKE_OFF = Template(
    "thêm places.{place}.pools.{stream}, hoặc bỏ khỏi danh sách",
    "add places.{place}.pools.{stream}, or take it off the list",
)
LOCAL_OFFICERS_NEEDED = Template(
    "mỗi chuyến đi cần {needed} cán bộ tại chỗ; {place} có {found}",
    "local officers needed for a visit: {needed}; {place} has {found}",
)
GIVE_COMMUNE = Template(
    "ghi xã của địa điểm và cán bộ của công an xã đó, hoặc giảm local_officers của tổ",
    "give the place its commune and the commune's unit officers, or lower local_officers of the team",
)

# People, organisations, streams.
SKILL_UNNEEDED = Template("không kíp nào cần nghiệp vụ {skill!r}", "no crew asks for the skill {skill!r}")
EQUAL_NAMES = Template("{count} cán bộ cùng tên {name!r}", "{count} officers have the name {name!r}")
TELL_NAMES_APART = Template(
    "tài liệu ghi thêm đơn vị hoặc mã sau tên; nếu là một người thì bỏ bớt",
    "documents add unit or id to the name; if it is one person, remove the others",
)
SEVERAL_ON_A_DAY = Template("một ngày ghi cả {entries}", "{entries} on one day")
SHIFTS_OR_ABSENCE = Template("ghi các ca đã trực, hoặc một loại ngày nghỉ", "write the shifts worked, or one absence")
NOBODY_INVITED = Template(
    "không bàn tiếp nhận nào làm nội dung {stream!r} tại {place!r}, nên không thể mời ai đến đó",
    "no post serves stream {stream!r} at {place!r}, so nobody can be invited there",
)
PLACES_WITH_POST = Template("nơi có bàn như vậy: {places}", "places with such a post: {places}")
STREAM_UNSERVED = Template(
    "không bàn tiếp nhận hay tổ lưu động nào làm nội dung {stream!r}", "no post and no team serves stream {stream!r}"
)
ADD_POST = Template("thêm một bàn, hoặc bỏ nội dung này", "add a post, or remove the stream")
STREAM_WITHOUT_SERVICE = Template("nội dung {stream!r} chưa có mục service", "stream {stream!r} has no service")
ADD_SERVICE = Template("thêm service.{stream} với minutes_per_person", "add service.{stream} with minutes_per_person")
STREAM_WITHOUT_TURNOUT = Template("nội dung {stream!r} chưa có mục turnout", "stream {stream!r} has no turnout")
ADD_TURNOUT = Template("thêm turnout.{stream}.segments", "add turnout.{stream}.segments")

SAYS_THE_SAME = Template("quy định này nói đúng như {other!r}", "this rule says the same as {other!r}")
KEEP_ONE_RULE = Template(
    "bỏ một trong hai; nếu cả hai mềm thì vi phạm bị tính hai lần",
    "remove one of them; where both are soft, a breach counts twice",
)
SAME_PEOPLE = Template(
    "{other!r} cũng phục vụ {stream!r} ở {place!r}, có thể mở cùng ca: người dân được tính là đến cả hai bàn",
    "{other!r} serves {stream!r} at {place!r}, too, and may be open in the same shift: people are expected at each",
)
ONE_DESK_WITH_LANES = Template(
    "đúng nếu hai bàn ở hai điểm khác nhau; nếu đặt cạnh nhau thì gộp thành một bàn, tăng lanes",
    "right if they stand apart, as in two hamlets; side by side, make them one desk with more lanes",
)
LENT_TO_OWN = Template("{unit!r} là đơn vị của chính cán bộ này", "{unit!r} is the officer's own unit")
LEND_ELSEWHERE = Template("bỏ ra, hoặc nêu đơn vị khác", "remove it, or name another unit")

# Rules.
COUNTS_CHANGES = Template(
    "quy định này tính những thay đổi so với lịch đã công bố; kế hoạch lập lần đầu chưa có lịch nào như vậy nên quy "
    "định không tính gì",
    "this rule counts changes against the published roster; a first plan has none, so that it counts nothing there",
)
USE_WITH_REPLAN = Template(
    "giữ nguyên: quy định có tác dụng khi kế hoạch được thay đổi bằng replan, stand-in, swap hoặc amend",
    "leave it: it counts once the plan is changed, with replan, stand-in, swap or amend",
)
