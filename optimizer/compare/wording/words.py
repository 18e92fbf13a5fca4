"""The words of a comparison in both languages, beside those of the other documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from optimizer.compare.differences.figures import Figure, Value
from optimizer.texts.labels import LABELS
from optimizer.texts.texts import Texts

NOTHING = "–"

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "title": ("SO SÁNH PHƯƠNG ÁN", "COMPARISON OF PLANS"),
        "verdict": (
            "{other} so với {base}: {parts}",
            "{other} against {base}: {parts}",
        ),
        "verdict.expected": (
            "dự báo {after} thay vì {before} ({difference})",
            "{after} expected instead of {before} ({difference})",
        ),
        "verdict.missing": ("thiếu {after} thay vì {before}", "short of {after} instead of {before}"),
        "verdict.finish": (
            "ngày đạt: {after} thay vì {before}",
            "total reached: {after} instead of {before}",
        ),
        "verdict.duties": ("{difference} ca trực", "{difference} duties"),
        "verdict.roster": ("{changed} ca đổi trong bảng phân công", "{changed} changes to the roster"),
        "verdict.same": ("hai phương án như nhau", "the plans are the same"),
        "verdict.apart": ("không so sánh được trực tiếp", "not comparable as they stand"),
        "never": ("không đạt", "never"),
        "runs": ("Phương án", "Plans"),
        "figure": ("Chỉ số", "Figure"),
        # Groups and figures.
        "group.targets": ("Kết quả", "Targets"),
        "group.work": ("Lực lượng", "Work"),
        "group.fairness": ("Chia đều", "Fairness"),
        "group.tiers": ("Mục tiêu theo thứ tự ưu tiên", "Objectives in order of priority"),
        "group.acceptance": ("Tiêu chí chấp nhận", "Acceptance rules"),
        "targets.share": ("Tỷ lệ so với mọi chỉ tiêu", "Expected share of all targets"),
        "targets.expected": ("Dự báo đến ngày phải đạt", "Expected by the day to finish by"),
        "targets.finish_date": ("Ngày đạt tổng chỉ tiêu", "Total reached on"),
        "targets.stream_share": ("Tỷ lệ: {of}", "Share: {of}"),
        "targets.missing": ("Thiếu: {of}", "Short of: {of}"),
        "targets.places_short": ("Số xã chưa đạt", "Communes below a target"),
        "targets.least_share": ("Tỷ lệ thấp nhất của một xã", "Lowest share of a commune"),
        "targets.pupils": ("Tỷ lệ học sinh được làm", "Pupils reached at schools"),
        "targets.schools_visited": ("Số trường được đến", "Schools visited"),
        "work.officers": ("Cán bộ", "Officers"),
        "work.officers_on_duty": ("Cán bộ có ca trực", "Officers with duties"),
        "work.duties": ("Lượt trực", "Duties"),
        "work.hours": ("Giờ trực", "Officer hours"),
        "work.evenings": ("Lượt trực tối", "Evening duties"),
        "work.weekend_duties": ("Lượt trực cuối tuần", "Weekend duties"),
        "work.holiday_duties": ("Lượt trực ngày lễ", "Holiday duties"),
        "work.overtime_hours": ("Giờ làm thêm", "Overtime hours"),
        "work.overtime_breaches": ("Lượt vượt mức làm thêm tháng", "Months above the overtime cap"),
        "work.weeks_at_limit": ("Tuần-cán bộ dùng hết giờ", "Officer-weeks at their limit"),
        "work.loans": ("Lượt trực cho đơn vị khác", "Duties for another unit"),
        "work.openings": ("Ca mở bàn", "Desk shifts open"),
        "work.evening_openings": ("trong đó ca tối", "of these in the evening"),
        "work.visits": ("Buổi lưu động", "Visit shifts"),
        "work.helper_shifts": ("Lượt của lực lượng hỗ trợ", "Helper shifts"),
        "work.invitations": ("Số người được mời", "People invited"),
        "fairness.widest_spread": ("Chênh lệch lớn nhất trong đơn vị", "Widest spread within a unit"),
        "fairness.most_evenings": ("Ca tối nhiều nhất của một người", "Most evenings of an officer"),
        "fairness.most_hours": ("Giờ nhiều nhất của một người", "Most hours of an officer"),
        "tiers.value": ("{of}", "{of}"),
        "tiers.bound": ("– cận", "– bound"),
        "tiers.gap": ("– khoảng cách", "– gap"),
        "acceptance.passed": ("Số tiêu chí đạt", "Rules passed"),
        "acceptance.failed": ("Số tiêu chí không đạt", "Rules failed"),
        "acceptance.rule": ("{of}", "{of}"),
        # What keeps plans from being compared.
        "not_comparable": ("Không so sánh trực tiếp được:", "Not comparable as they stand:"),
        "bear_in_mind": ("Cần lưu ý:", "To bear in mind:"),
        "obstacle.days": (
            "thời gian khác nhau ({before} và {after}): ca trực và bàn chỉ so sánh trong {days} ngày chung",
            "other days ({before} and {after}): duties and desks are compared on the {days} days they share",
        ),
        "obstacle.no_days": (
            "không có ngày chung ({before} và {after}): không so sánh được ca trực và bàn",
            "no day in common ({before} and {after}): duties and desks cannot be compared",
        ),
        "obstacle.finish_by": (
            "ngày phải đạt khác nhau ({before} và {after}): dự báo tính đến ngày của mỗi phương án",
            "other days to finish by ({before} and {after}): each is judged on its own",
        ),
        "obstacle.streams": ("nội dung khác nhau: {before} | {after}", "other streams: {before} | {after}"),
        "obstacle.shifts": ("ca khác nhau: {before} | {after}", "other shifts: {before} | {after}"),
        "obstacle.officers": (
            "cán bộ chỉ có ở một phương án: {before} | {after}",
            "officers in one of them only: {before} | {after}",
        ),
        "obstacle.posts": ("bàn chỉ có ở một phương án: {before} | {after}", "desks in one only: {before} | {after}"),
        "obstacle.places": (
            "địa điểm chỉ có ở một phương án: {before} | {after}",
            "places in one of them only: {before} | {after}",
        ),
        # Why.
        "why": ("Vì sao khác: {other} so với {base}", "Why {other} differs from {base}"),
        "why_note": (
            "Nguồn cho biết người dân được làm ở đâu; ai không gặp bàn mở thì vẫn chờ và có thể đến ca khác.",
            "Sources say where people are served; whoever finds no desk open waits on and may come in another shift.",
        ),
        "why.settings": ("Kịch bản khác nhau ở:", "The scenarios differ in:"),
        "why.no_settings": ("Hai kịch bản như nhau.", "The scenarios are the same."),
        "why.setting": ("{path}: {before} → {after}", "{path}: {before} → {after}"),
        "why.settings_alike": (
            "{path} ({count} mục): {before} → {after}",
            "{path} ({count} times): {before} → {after}",
        ),
        "not_set": ("không đặt", "not set"),
        "why.more": ("và {count} mục nữa (xem comparison.json)", "and {count} more (see comparison.json)"),
        "why.standing": (
            "Ca trực thường trực thiếu {after} lượt người thay vì {before} ({difference}): {posts}.",
            "Standing duties lack {after} crew members instead of {before} ({difference}): {posts}.",
        ),
        "why.stream": (
            "{stream}: dự báo {after} thay vì {before} ({difference}), gồm:",
            "{stream}: {after} expected instead of {before} ({difference}), made up of:",
        ),
        "why.source": ("{difference}: {what}", "{difference}: {what}"),
        "why.fewer": (
            "bớt {count} {source} ({before} → {after}; số nơi: {places})",
            "{count} {source} fewer ({before} → {after}; places: {places})",
        ),
        "why.added": (
            "thêm {count} {source} ({before} → {after}; số nơi: {places})",
            "{count} {source} more ({before} → {after}; places: {places})",
        ),
        "why.alike": ("{source}: vẫn {after}", "{source}: still {after}"),
        "why.already_done": ("số đã làm trước đợt", "done before the first day"),
        "why.mobilised": (
            "Người do tổ chức vận động đến bàn: {after} thay vì {before} ({difference}).",
            "Brought to the desks by organisations: {after} instead of {before} ({difference}).",
        ),
        "why.places": ("Thiếu thêm nhiều nhất: {places}.", "Most is lost at: {places}."),
        "why.places_gained": ("Bớt thiếu nhiều nhất: {places}.", "Most is gained at: {places}."),
        "why.people": (
            "Lực lượng: {officers} cán bộ ({officers_difference}), {days} ngày có mặt ({days_difference}), "
            "{weeks} tuần-cán bộ dùng hết giờ ({weeks_difference}).",
            "Officers: {officers} ({officers_difference}), available days: {days} ({days_difference}), officer-weeks "
            "at their limit: {weeks} ({weeks_difference}).",
        ),
        "why.burden": (
            "Tải trực {after} thay vì {before} ({difference}): {parts}.",
            "Burden {after} instead of {before} ({difference}): {parts}.",
        ),
        "why.proved": (
            "{tier}: mọi phương án của {worse} giữ được các mục tiêu trên đều không dưới {bound}, còn {better} đạt "
            "{value}: do kịch bản, không phải do tìm kiếm.",
            "{tier}: no plan of {worse} that keeps the objectives above gets below {bound}, and {better} has {value}: "
            "the scenario makes the difference, not the search.",
        ),
        "why.open": (
            "{tier}: {after} thay vì {before}, nằm trong khoảng cách còn lại: có thể chỉ do tìm kiếm.",
            "{tier}: {after} instead of {before} lies within the gaps, so it may be the search's doing.",
        ),
        "source.evening": ("ca tối", "evening shifts"),
        "source.rest_day": ("ca ban ngày cuối tuần, ngày lễ", "day shifts on weekends and holidays"),
        "source.weekday": ("ca ban ngày trong tuần", "day shifts on weekdays"),
        "source.school": ("buổi đi trường", "school visits"),
        "source.commune": ("buổi lưu động tại xã", "visits to communes"),
        "source.home_visit": ("buổi đến nhà", "home-visit shifts"),
        # Desks.
        "desks": ("Bàn và chuyến đi mở khác nhau", "Desks and visits that open differently"),
        "desks.none": ("Mọi bàn và chuyến đi như nhau.", "All desks and visits are the same."),
        "desks.summary": (
            "{opens} ca mở thêm, {closes} ca đóng, {lanes} ca đổi số luồng",
            "{opens} shifts open, {closes} close, {lanes} have other lanes",
        ),
        "opens": ("Mở thêm", "Open"),
        "closes": ("Đóng", "Close"),
        "lanes_changed": ("Đổi luồng", "Lanes"),
        # The roster.
        "roster": ("Ai trực khác đi", "Who works differently"),
        "roster.summary": (
            "{same} ca giữ nguyên, {moved} chuyển (cùng người, cùng ngày), {handed} giao người khác, {vanishes} bỏ, "
            "{appears} thêm; {officers} cán bộ có thay đổi",
            "duties: {same} the same, {moved} moved (same officer, same day), {handed} handed over, {vanishes} vanish, "
            "{appears} appear; {officers} officers have changes",
        ),
        "same": ("Giữ nguyên", "Same"),
        "moved": ("Chuyển", "Moved"),
        "handed": ("Giao", "Handed over"),
        "given": ("Giao đi", "Given"),
        "taken": ("Nhận", "Taken"),
        "vanishes": ("Bỏ", "Vanish"),
        "appears": ("Thêm", "Appear"),
        "officer": ("Cán bộ", "Officer"),
        "change.moved": ("chuyển: {before} → {after}", "moved: {before} → {after}"),
        "change.shifted": ("chuyển ca: {before} → {after}", "moved: {before} → {after}"),
        "change.handed": ("giao: {before}, {giver} → {taker}", "handed over: {before}, {giver} → {taker}"),
        "change.vanishes": ("bỏ: {before}", "vanishes: {before}"),
        "change.appears": ("thêm: {after}", "appears: {after}"),
        "changes_list": ("Từng thay đổi", "Every change"),
        "list_goes_on": (
            "… và {count} thay đổi nữa: xem duties.csv",
            "… and {count} more changes: see duties.csv",
        ),
        "files": ("Kết quả: {directory} (xem comparison.html)", "Results: {directory} (see comparison.html)"),
        "unverified": ("{name}: KHÔNG ĐẠT kiểm chứng", "{name}: does NOT VERIFY"),
        # The page.
        "burn_ups": ("Tiến độ dự kiến", "Expected progress"),
        "heat_map": ("Tỷ lệ hoàn thành theo nơi", "Completion by place"),
        "heat_note": (
            "Tỷ lệ so với chỉ tiêu vào ngày phải đạt (trường học: ngày cuối).",
            "Share of the target on the day to finish by (schools: on the last day).",
        ),
        "figures": ("Các chỉ số", "Figures"),
        "grid_note": (
            "Mỗi ô là một ngày của cán bộ; rê chuột lên ô để xem chi tiết.",
            "Each cell is a day of an officer; point at a cell for details.",
        ),
    }
)
"""Label name to its Vietnamese and English text."""


@dataclass(frozen=True, slots=True)
class Words(Texts):
    """Labels and formats of a comparison; labels that are not its own are those of all documents."""

    def __call__(self, label: str, **values: object) -> str:
        """The label's text with its places filled in."""
        text = (WORDS.get(label) or LABELS[label])[0 if self.language == "vi" else 1]
        return text.format(**values) if values else text

    def signed(self, value: float, decimals: int = 0) -> str:
        """A difference with its sign, ``±0`` if there is none to be seen."""
        text = self.number(abs(value), decimals)
        if not any(letter in "123456789" for letter in text):
            return "±0"
        return f"{'+' if value > 0 else '−'}{text}"

    def figure(self, figure: Figure, names: Mapping[str, str]) -> str:
        """Name of a figure; ``names`` has those of streams, whose ids stand where there are none."""
        of = names.get(figure.of) or self.either(f"tier.{figure.of}", figure.of)
        return self(f"{figure.group}.{figure.name}", of=of)

    def value(self, figure: Figure, value: Value) -> str:
        """A value in the form of its figure."""
        if value is None:
            return NOTHING
        if isinstance(value, date):
            return self.day(value)
        if figure.form == "share":
            return self.percent(value)
        return self.number(value, _DECIMALS[figure.form])

    def difference(self, figure: Figure, value: float | None) -> str:
        """A difference in the form of its figure: points of shares, days of dates."""
        if value is None:
            return NOTHING
        if figure.form == "share":
            return self.points(value)
        return self.signed(value, _DECIMALS[figure.form])

    def points(self, value: float) -> str:
        """A difference of shares, in points of per cent."""
        text = self.signed(100 * value, 1)
        return text if text == "±0" else f"{text}\u202f%"

    def setting(self, value: object) -> str:
        """A value of a scenario in short."""
        if value is None:
            return self("not_set")
        text = f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)
        if isinstance(value, dict):
            text = ", ".join(f"{key}: {below}" for key, below in value.items())
        return text if len(text) <= _LONGEST_SETTING else f"{text[: _LONGEST_SETTING - 1]}…"


_DECIMALS = {"count": 0, "decimal": 1, "fine": 3, "day": 0}
_LONGEST_SETTING = 60
