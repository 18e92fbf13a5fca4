"""What is said of simulated campaigns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from optimizer.texts.messages import Template

# The first line of every surface.
NO_CHANCE_KNOWN = Template(
    "Không biết khả năng đạt: kịch bản không có mục uncertainty",
    "No chance is known: the scenario has no section uncertainty",
)
NOT_SIMULATED = Template(
    "Không biết khả năng đạt: kế hoạch chưa được mô phỏng", "No chance is known: the plan was not simulated"
)
NOTHING_TO_REACH = Template("Không có chỉ tiêu nào để mô phỏng", "There is no target to simulate")
CHANCE_OF_STREAM = Template(
    "{stream}: khả năng đạt {target} {unit} trước hết ngày {last_day} là {chance} (trung vị {median}); trước hết ngày "
    "{finish_by} là {early}",
    "{stream}: {target} {unit} by {last_day} with a chance of {chance} (median {median}); by {finish_by} {early}",
)
STOPPED_EARLY = Template(
    "dừng sớm theo yêu cầu: {campaigns}/{asked} lần mô phỏng",
    "stopped early on request: {campaigns} of {asked} campaigns",
)
TIME_WAS_UP = Template(
    "thời gian chỉ đủ cho {campaigns}/{asked} lần mô phỏng", "time for {campaigns} of {asked} campaigns only"
)

# Planning for confidence.
LACKING_SO_FAR = Template(
    "để đạt với khả năng đã yêu cầu còn thiếu {people} người", "{people} people missing for the chance asked for"
)
CONFIDENCE: Final[Mapping[str, Template]] = {
    "met": Template(
        "Đã lập kế hoạch cho đến khi đạt khả năng đã yêu cầu", "Planned until the chance asked for was reached"
    ),
    "out_of_reach": Template(
        "Không tìm được cách mở ca nào đạt khả năng đã yêu cầu: còn thiếu {lacking} người đến hết {day}; cần thêm "
        "cán bộ, bàn hoặc vận động",
        "No way to open was found that has the chance asked for: {lacking} people more are needed by {day}; it takes "
        "more officers, desks or invitations",
    ),
    "out_of_time": Template(
        "Hết thời gian trước khi đạt khả năng đã yêu cầu: còn thiếu {lacking} người đến hết {day}; chạy lại với --time "
        "lớn hơn",
        "The time was up before the plan had the chance asked for: {lacking} people more are needed by {day}; plan "
        "again with a larger --time",
    ),
    "not_aimed": Template(
        "Với objectives.goal: earliest thì ngày đạt sớm nhất được ưu tiên, không tính dư cho khả năng đã yêu cầu: còn "
        "thiếu {lacking} người đến hết {day}; để có khả năng đó thì đặt goal: target",
        "With objectives.goal: earliest the earliest day comes first, and nothing is aimed at the chance asked for: "
        "{lacking} people more are needed by {day}; set goal: target to plan for that chance",
    ),
}
"""How planning for the chance asked for has ended."""
SIMULATED_OTHERWISE: Final[Mapping[bool, Template]] = {
    False: Template(
        "Mô phỏng lại thì khả năng thấp hơn mức đã yêu cầu một ít", "Simulated anew, the chance is less than asked for"
    ),
    True: Template("Mô phỏng lại thì đạt khả năng đã yêu cầu", "Simulated anew, the plan has the chance asked for"),
}
"""Where a simulation in the run folder says otherwise than the one that planning ended with."""
AIMED_AT = Template(
    "{stream}: kế hoạch tính dư {more} {unit} ({share}) ở {places} nơi so với chỉ tiêu; cận dưới của tải trực là trên "
    "các kế hoạch tính dư như vậy",
    "{stream}: planned for {more} {unit} ({share}) above the targets at {places} places; the bound on burden is over "
    "plans that aim as high",
)
PRICES = Template(
    "{stream}: tải trực ước tính cho khả năng {prices}", "{stream}: estimated burden for a chance of {prices}"
)
PRICE = Template("{chance}: {burden}", "{chance}: {burden}")
OUT_OF_REACH = Template("ngoài tầm", "out of reach")

# The page.
TITLE = Template("Khả năng đạt chỉ tiêu", "Chances of the targets")
SHEET = Template("Khả năng đạt", "Chances")
SHEET_TITLE = Template("KHẢ NĂNG ĐẠT CHỈ TIÊU", "CHANCES OF THE TARGETS")
FAN_NOTE = Template(
    "Dải đậm dần: 5–95, 10–90 và 25–75 % số lần mô phỏng; đường liền: trung vị; nét đứt: kế hoạch; nét đứt ngang: chỉ "
    "tiêu; nét chấm dọc: ngày phải đạt. Rê chuột lên biểu đồ để xem từng ngày. Khả năng màu xanh: ít nhất bằng mức "
    "yêu cầu (không yêu cầu thì 80 %); vàng: trên một nửa; đỏ: không quá một nửa.",
    "Bands, the darker the narrower: 5–95, 10–90 and 25–75 % of the campaigns; curve: median; dashed: planned; dashed "
    "across: target; dotted: day to be met by. Point at the chart to read each day. A chance is green where it is at "
    "least what is asked for (80 % if nothing is), amber above one half, else red.",
)
DAY_TOLD = Template(
    "{day}: trung vị {median}, 5–95\u202f% {low}–{high}, kế hoạch {planned}",
    "{day}: median {median}, 5–95\u202f% {low}–{high}, planned {planned}",
)

# Tables.
PLANNED_BY = Template("Kế hoạch đến {day}", "Planned by {day}")
LOW = Template("5\u202f%", "5\u202f%")
HIGH = Template("95\u202f%", "95\u202f%")
NINETY = Template("5–95\u202f%", "5–95\u202f%")
MEDIAN = Template("Trung vị", "Median")
CHANCE_BY = Template("Đạt trước hết {day}", "Chance by {day}")
ASKED = Template("Yêu cầu", "Asked for")
REACHED_MEDIAN = Template("Ngày đạt (trung vị)", "Reached (median)")
ALL_PLACES = Template(
    "Tất cả {count} nơi cùng đạt: {chance} trước hết {last_day}, {early} trước hết {finish_by}",
    "All {count} places together: {chance} by {last_day}, {early} by {finish_by}",
)
CAUSES = Template(
    "Nơi khó đạt nhất trước hết {day}, và khả năng đạt nếu không có riêng từng yếu tố ({campaigns} lần mô phỏng, cùng "
    "số ngẫu nhiên)",
    "What fails first by {day}, and its chance without each source by itself ({campaigns} campaigns, the same random "
    "numbers)",
)
CHANCE = Template("Khả năng", "Chance")
MAIN_CAUSE = Template("Nguyên nhân chính", "Main cause")
PLANNED_SHORT = Template("kế hoạch vốn đã thiếu", "planned to fall short")
NO_CAUSE = Template("–", "–")
SOURCES: Final[Mapping[str, Template]] = {
    "turnout": Template("mức đến ước tính sai", "turnout estimated wrong"),
    "capacity": Template("xếp hàng", "queues"),
    "illness": Template("cán bộ ốm", "illness"),
    "outage": Template("hệ thống ngừng", "system down"),
}
"""The sources of chance that are switched off one at a time."""
DESKS = Template(
    "Những bàn có nhiều người không được làm nhất (trung bình mỗi ca mở)",
    "Desks where most people leave unserved (mean of an open shift)",
)
DESK = Template("Bàn", "Desk")
SHIFT = Template("Ca", "Shift")
CAME = Template("Đến", "Came")
SERVED = Template("Được làm", "Served")
QUEUEING = Template("Còn xếp hàng khi đóng cửa", "Queueing at closing")
TURNED_AWAY = Template("Gặp bàn đóng", "Found it closed")
WAIT = Template("Chờ (phút)", "Wait (minutes)")
BASIS = Template(
    "{campaigns} lần mô phỏng, hạt giống {seed}; mức bất định là ước tính (xem docs/model.md)",
    "{campaigns} campaigns, seed {seed}; the spreads are estimates (see docs/model.md)",
)
FILES = Template(
    "Đã ghi vào {directory}: simulation.json, simulation.csv; khả năng đạt ghi thêm vào run.json",
    "Written to {directory}: simulation.json, simulation.csv; the chances into run.json",
)
CAMPAIGNS_FINISHED = Template("{finished:,}/{asked:,} lần", "{finished:,} of {asked:,} campaigns")
STOPPING = Template(
    "đang dừng; những lần mô phỏng đã xong được tính (Ctrl-C lần nữa: bỏ hẳn)",
    "stopping; the campaigns finished so far count (Ctrl-C again gives up)",
)

# Beside a plan that is made anew on the way.
MINUTES_LEFT = Template("{finished}, còn khoảng {minutes} phút", "{finished}, about {minutes} min left")
CHANCE_REPLANNED = Template(
    "{stream}: khả năng đạt trước hết ngày {day} là {once} nếu giữ kế hoạch, {replanned} nếu {every} ngày lập lại một "
    "lần",
    "{stream}: chance by {day} {once} with the plan left alone, {replanned} planned anew every {every} days",
)
PLAYED_ALL = Template("{campaigns} lần mô phỏng", "{campaigns} campaigns")
STREAM = Template("Chỉ tiêu", "Stream")
BY_DAY = Template("Trước hết", "By")
TARGET = Template("Số phải đạt", "Target")
LEFT_ALONE = Template("Giữ kế hoạch", "Left alone")
REPLANNED = Template("Lập lại", "Planned anew")
GAINED = Template("Thêm (điểm phần trăm)", "Gained (points)")
MEDIANS = Template("Trung vị", "Medians")
WITH_INTERVAL = Template("{value} ({low} đến {high})", "{value} ({low} to {high})")
FROM_TO = Template("{before} → {after}", "{before} → {after}")
REPLANNED_ON = Template("Xem lại kế hoạch vào các ngày: {days}", "Looked at again on: {days}")
CHANGED_ON_THE_WAY = Template(
    "Kế hoạch thay đổi {changed} lần trong {looks} lần xem lại; trung vị {duties} ca đổi người mỗi đợt",
    "Changed {changed} of {looks} times; median of duties that change hands in a campaign: {duties}",
)
SAME_CAMPAIGNS = Template(
    "Cùng những lần mô phỏng cho cả hai cách; khoảng tin cậy 95 %, của phần thêm 90 %; không ghi gì vào thư mục kết "
    "quả",
    "The same campaigns both ways; intervals of 95 %, of what is gained 90 %; nothing was written into the run",
)
