"""What is said of simulated campaigns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from optimizer.texts.messages import Template

# The verdict.
CHANCE_OF_STREAM = Template(
    "{stream}: khả năng đạt {target} {unit} trước hết ngày {last_day} là {chance} (trung vị {median}); trước hết ngày "
    "{finish_by} là {early}",
    "{stream}: {target} {unit} by {last_day} with a chance of {chance} (median {median}); by {finish_by} {early}",
)
STOPPED_EARLY = Template(
    "dừng sớm theo yêu cầu: {campaigns}/{asked} lần mô phỏng",
    "stopped early on request: {campaigns} of {asked} campaigns",
)

# Tables.
PLANNED_BY = Template("Kế hoạch đến {day}", "Planned by {day}")
NINETY = Template("5–95\u202f%", "5–95\u202f%")
MEDIAN = Template("Trung vị", "Median")
CHANCE_BY = Template("Đạt trước hết {day}", "Chance by {day}")
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
    "Những bàn có nhiều người phải về nhất (trung bình mỗi ca mở)",
    "Desks that turn most people away (mean of an open shift)",
)
DESK = Template("Bàn", "Desk")
SHIFT = Template("Ca", "Shift")
CAME = Template("Đến", "Came")
SERVED = Template("Được làm", "Served")
TURNED_AWAY = Template("Phải về", "Turned away")
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
