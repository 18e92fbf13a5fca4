"""Why a roster is as it is: who else could, why not, what somebody could take, what its score consists of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from optimizer.texts.messages import Template

# One duty.
HELD = Template("{officer} trực {duty}", "{officer} has {duty}")
ONLY_LAWFUL = Template(
    "không ai khác trong {all} người làm được nhận mà không vi phạm quy định bắt buộc",
    "nobody else of the {all} who are able could take it without breaking a hard rule",
)
NOBODY_ABLE = Template("không ai khác làm được ca này", "nobody else is able to take it")
OTHERS_COULD = Template(
    "{lawful} trong {all} người khác cũng nhận được; gần nhất là {best}: {costs}",
    "{lawful} of {all} others could take it, too; the nearest is {best}: {costs}",
)
COST_BURDEN = Template("tải của người đó +{burden}, thành {share} mỗi ngày", "burden +{burden}, then {share} a day")
COST_NOW = Template("người đang trực {share} mỗi ngày", "the holder has {share} a day")
COST_LOAN = Template("phải tăng cường từ {unit}", "on loan from {unit}")
COST_MOVED = Template("dời {days} ngày nghỉ", "days off moved: {days}")
COST_RULES = Template("vi phạm {rules}", "breaks {rules}")
BARRED = Template("vướng quy định bắt buộc: {rules}", "barred by hard rules: {rules}")
BARRED_RULE = Template("{rule} ({count} người)", "{rule} ({count})")

# Why not somebody.
COULD_TAKE = Template(
    "{officer} nhận được {duty} thay {holder}: {costs}", "{officer} could take {duty} from {holder}: {costs}"
)
COULD_NOT = Template(
    "{officer} không nhận được {duty} thay {holder}: {costs}", "{officer} could not take {duty} from {holder}: {costs}"
)
FITS_IF = Template("được, nếu đổi người {count} ca: {changes}", "it fits if duties change hands ({count}): {changes}")
CHANGE = Template("{duty}: {before} → {after}", "{duty}: {before} → {after}")
NEVER_FITS = Template(
    "đã chứng minh: dù đổi những ca khác thế nào cũng không được ({reasons})",
    "proved: it fits in no way that other duties are moved ({reasons})",
)
NOT_FOUND = Template(
    "chưa tìm được cách đổi ca khác trong thời gian cho phép",
    "no way to move other duties was found in the time given",
)
NOT_HERE = Template(
    "{officer} không thuộc những người làm được {duty} (khác đơn vị, không được tăng cường)",
    "{officer} is not among those who may take {duty} (another unit, and not lent to it)",
)
OFF_DUTY = Template("{officer} không trực ngày {day}: {kind}", "{officer} is off duty on {day}: {kind}")
KINDS: Final[Mapping[str, Template]] = {
    "leave": Template("nghỉ phép", "leave"),
    "rest": Template("nghỉ tuần", "weekly rest"),
    "compensatory": Template("nghỉ bù", "compensatory rest"),
    "other_duty": Template("công tác khác", "other work"),
    "": Template("không rõ", "not known"),
}
NOTHING_TO_TAKE = Template("ngày đó không có ca nào để nhận", "there is no duty to take that day")
NOBODY_ON = Template("không ai trực {post} ngày {day:%d/%m/%Y}", "nobody is on duty at {post} on {day:%d %b %Y}")
OPEN_THEN = Template("{post} mở những ngày gần đó: {days}", "{post} is open nearby on {days}")
NEVER_OPEN = Template("{post} không mở ngày nào của phương án", "{post} is open on no day of the plan")
ON_DAY = Template("{day:%d/%m/%Y}", "{day:%d %b %Y}")
NAME_DATE = Template("thêm --date", "add --date")
DATE_MISSING = Template(
    "--officer, --shift và --post hỏi về một ngày", "--officer, --shift and --post ask about one day"
)
NAME_WHOM = Template("thêm --officer hoặc --post", "add --officer or --post")
WHOM_MISSING = Template("--date hỏi về ai, hoặc bàn nào?", "--date asks about whom, or about which post?")
OF_A_RUN = Template("{option} hỏi về một phương án, không phải kịch bản", "{option} asks about a plan, not a scenario")
FILE_OF_A_RUN = Template("tệp này thuộc thư mục phương án {folder}", "this is a file of the run folder {folder}")
NAME_FOLDER = Template("nêu thư mục đó: catruc explain {folder}", "name that folder: catruc explain {folder}")
PLAN_FIRST = Template("lập phương án trước: catruc plan {scenario}", "plan it first: catruc plan {scenario}")
MORE = Template("còn {count} dòng; --all để xem hết", "further lines: {count}; --all shows them")
OFFICER = Template("Cán bộ", "Officer")
UNIT = Template("Đơn vị", "Unit")
LOST = Template("Mất gì", "What is lost")

# The score.
SCORE = Template(
    "{hard} vi phạm quy định bắt buộc; {soft} lần không đạt ưu tiên; {wishes} nguyện vọng bị từ chối",
    "hard rules broken: {hard}; soft rules not kept: {soft}; wishes refused: {wishes}",
)
RULE = Template("Quy định", "Rule")
TIER = Template("Mục tiêu", "Tier")
AMOUNT = Template("Mức", "Amount")
WEIGHT = Template("Trọng số", "Weight")
POINTS = Template("Điểm", "Points")
TIMES = Template("Số lần", "Times")
HARD = Template("bắt buộc", "hard")
MATCH = Template("{whom} {when}: {evidence} [{amount}]", "{whom} {when}: {evidence} [{amount}]")
REFUSED = Template("Nguyện vọng bị từ chối", "Wishes refused")
WISH_OFF = Template("{officer} xin nghỉ ngày {day}, nhưng {reason}", "{officer} asked to be off on {day}, but {reason}")
WISH_ON = Template("{officer} xin trực ngày {day}, nhưng {reason}", "{officer} asked for duty on {day}, but {reason}")
