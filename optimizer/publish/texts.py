"""Words, numbers and dates of the documents, in Vietnamese and English.

One catalogue holds both languages side by side, so that a label cannot exist in one only. Texts that belong to the
scenario (names of shifts, streams, places) are never translated.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from optimizer.scenario.schema import Scenario

LABELS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # Heads and signatures (Decree 30/2020/NĐ-CP, Appendix I).
        "state": ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIET NAM"),
        "motto": ("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness"),
        "place_and_date": ("{place}, ngày …… tháng …… năm {year}", "{place}, …… …… {year}"),
        # Titles of sheets and sections.
        "week_sheet": ("Tuần {week}", "Week {week}"),
        "week_title": ("LỊCH TRỰC TUẦN {week}", "DUTY ROSTER, WEEK {week}"),
        "from_to": ("(Từ ngày {first} đến ngày {last})", "({first} to {last})"),
        "mobile_sheet": ("Tổ lưu động", "Mobile team"),
        "mobile_title": ("LỊCH CÔNG TÁC TỔ LƯU ĐỘNG", "ROSTER OF THE MOBILE TEAM"),
        "visits_sheet": ("Lịch đi trường, xã", "Visits"),
        "visits_title": ("LỊCH ĐI TRƯỜNG VÀ ĐI CƠ SỞ", "SCHOOL AND COMMUNE VISITS"),
        "units_sheet": ("Tổng hợp đơn vị", "Units"),
        "units_title": ("TỔNG HỢP KẾT QUẢ DỰ BÁO THEO ĐƠN VỊ", "EXPECTED RESULTS BY UNIT"),
        "hours_sheet": ("Giờ trực cán bộ", "Officers' hours"),
        "hours_title": ("TỔNG HỢP GIỜ TRỰC THEO CÁN BỘ", "HOURS OF DUTY BY OFFICER"),
        "warnings_sheet": ("Cảnh báo", "Warnings"),
        "warnings_title": ("CẢNH BÁO VỀ THỜI GIỜ VÀ TIẾN ĐỘ", "WARNINGS ON HOURS AND PROGRESS"),
        "progress_title": ("Tiến độ dự báo so với chỉ tiêu", "Expected progress against target"),
        "progress_note": (
            "Đường liền: lũy kế dự báo (đỏ: chưa đạt chỉ tiêu); nét đứt ngang: chỉ tiêu; nét chấm dọc: ngày phải đạt.",
            "Curve: expected cumulative figure (red: target missed); dashed: target; dotted: day to be met by.",
        ),
        "whole_district": ("Toàn huyện", "Whole district"),
        "roster_title": ("Bảng phân công ca trực", "Duty roster"),
        "tiers_title": ("Mục tiêu theo thứ tự ưu tiên", "Objectives in order of priority"),
        "tiers_note": (
            "Cận: không phương án nào giữ được các mục tiêu xếp trên mà tốt hơn mức này. Khoảng cách: phần còn có thể "
            "cải thiện, tối đa.",
            "Bound: no plan that keeps the objectives above can do better than this. Gap: at most so much could still "
            "be gained.",
        ),
        # Column headings.
        "number": ("STT", "No."),
        "date": ("Ngày", "Date"),
        "weekday": ("Thứ", "Day"),
        "shift": ("Ca", "Shift"),
        "hours_of_day": ("Giờ", "Time"),
        "place": ("Địa điểm", "Place"),
        "from_place": ("Xuất phát từ", "From"),
        "post": ("Bàn/Tổ", "Desk/team"),
        "name": ("Họ và tên", "Name"),
        "rank": ("Cấp bậc", "Rank"),
        "position": ("Chức vụ", "Position"),
        "unit": ("Đơn vị", "Unit"),
        "task": ("Nhiệm vụ", "Task"),
        "phone": ("Số điện thoại", "Phone"),
        "note": ("Ghi chú", "Note"),
        "target": ("Chỉ tiêu", "Target"),
        "expected": ("Dự báo thực hiện", "Expected"),
        "expected_by": ("Dự báo đến {date}", "Expected by {date}"),
        "remaining": ("Còn lại", "Remaining"),
        "share": ("Tỷ lệ hoàn thành", "Completion"),
        "rank_of_unit": ("Xếp hạng", "Rank"),
        "assessment": ("Đánh giá", "Assessment"),
        "stream": ("Nội dung", "Stream"),
        "total": ("Tổng cộng", "Total"),
        "duties": ("Số ca", "Duties"),
        "hours": ("Số giờ", "Hours"),
        "week_hours": ("Giờ trong tuần", "Hours this week"),
        "evenings": ("Ca tối", "Evenings"),
        "weekend_duties": ("Ca cuối tuần", "Weekend duties"),
        "holiday_duties": ("Ca ngày lễ", "Holiday duties"),
        "overtime_hours": ("Giờ làm thêm", "Overtime hours"),
        "burden": ("Điểm tải", "Burden"),
        "burden_per_day": ("Điểm tải mỗi ngày", "Burden per day"),
        "available_days": ("Ngày có mặt", "Available days"),
        "average": ("Bình quân", "Average"),
        "eligible": ("Đủ điều kiện", "Eligible"),
        "attendance": ("Tỷ lệ có mặt", "Attendance"),
        "served": ("Tiếp nhận dự kiến", "Expected served"),
        "done": ("Hoàn thành dự kiến", "Expected done"),
        "crew": ("Cán bộ", "Crew"),
        "kit": ("Thiết bị", "Kit"),
        "travel": ("Di chuyển (phút)", "Travel (min)"),
        "setup": ("Lắp đặt (phút)", "Set-up (min)"),
        "content": ("Nội dung cảnh báo", "Warning"),
        "subject": ("Đối tượng", "Subject"),
        "tier": ("Mục tiêu", "Objective"),
        "value": ("Giá trị", "Value"),
        "bound": ("Cận", "Bound"),
        "gap": ("Khoảng cách", "Gap"),
        "unit_of_measure": ("Đơn vị tính", "Unit"),
        "duties_sheet": ("Danh sách ca trực", "All duties"),
        "start": ("Bắt đầu", "Start"),
        "end": ("Kết thúc", "End"),
        "leave_days": ("Ngày nghỉ phép", "Days of leave"),
        "compensatory_days": ("Ngày nghỉ bù", "Compensatory days"),
        "id_officer": ("Mã cán bộ", "Officer id"),
        "id_unit": ("Mã đơn vị", "Unit id"),
        "id_shift": ("Mã ca", "Shift id"),
        "id_post": ("Mã bàn/tổ", "Post id"),
        "id_place": ("Mã địa điểm", "Place id"),
        "id_stream": ("Mã nội dung", "Stream id"),
        "id_role": ("Mã nhiệm vụ", "Role id"),
        # Codes and their meaning.
        "code.rest": ("N", "O"),
        "code.leave": ("P", "L"),
        "code.compensatory": ("B", "R"),
        "code.other_duty": ("K", "W"),
        "absence.rest": ("nghỉ", "day off"),
        "absence.leave": ("nghỉ phép", "leave"),
        "absence.compensatory": ("nghỉ bù", "compensatory rest"),
        "absence.other_duty": ("công tác khác", "other police work"),
        "legend": ("Ký hiệu", "Codes"),
        "lent_mark": ("* trực tại bàn của đơn vị khác", "* at a desk of another unit"),
        "post_marks": (
            "Chữ số sau ký hiệu ca là số của bàn/tổ ghi ở dòng tên đơn vị",
            "A figure after a shift code is the number of the desk or team in the unit's row",
        ),
        "at_schools": ("tại trường học", "at schools"),
        "kind.school": ("Trường học", "School"),
        "kind.commune": ("Xã, thị trấn", "Commune"),
        "kind.home_visit": ("Tại nhà", "Home visits"),
        "role.desk": ("Trực tại bàn", "Desk duty"),
        "role.team": ("Tổ lưu động", "Mobile team"),
        "role.local": ("Phối hợp tại xã", "Local support"),
        # Assessments.
        "met": ("Đạt", "Met"),
        "exceeded": ("Vượt", "Exceeded"),
        "not_met": ("Chưa đạt", "Not met"),
        # The verdict.
        "verdict.met": (
            "Dự báo đạt chỉ tiêu: {expected}/{target} {unit} đến {date}.",
            "The target is expected to be met: {expected} of {target} {unit} by {date}.",
        ),
        "verdict.missed": (
            "Dự báo chưa đạt chỉ tiêu: {expected}/{target} {unit} đến {date}, thiếu {missing}.",
            "The target is not expected to be met: {expected} of {target} {unit} by {date}, {missing} short.",
        ),
        "verdict.met_on": ("Đạt chỉ tiêu toàn huyện ngày {date}.", "The district's target is met on {date}."),
        "verdict.by_deadline": (
            "Đến hết {date}: {expected} ({share}).",
            "By the deadline {date}: {expected} ({share}).",
        ),
        "fact.finish_by": ("Ngày phải đạt", "To be met by"),
        "fact.deadline": ("Hạn cuối", "Deadline"),
        "fact.communes": ("Đơn vị đạt chỉ tiêu", "Communes that meet their target"),
        "fact.duties": ("Lượt trực của cán bộ", "Officers' duties"),
        "fact.visits": ("Buổi lưu động", "Visit shifts"),
        "fact.breaches": ("Vi phạm quy định bắt buộc", "Breaches of hard rules"),
        "rules_title": ("Kiểm chứng độc lập", "Independent verification"),
        "rules_note": (
            "Đã kiểm tra {rules} quy định và tính lại {figures} số liệu; {wrong} số liệu sai lệch.",
            "{rules} rules checked and {figures} figures recomputed; {wrong} differ.",
        ),
        "rule": ("Quy định", "Rule"),
        "enforcement": ("Mức độ", "Enforcement"),
        "hard": ("Bắt buộc", "hard"),
        "soft": ("Khuyến khích (trọng số {weight})", "soft (weight {weight})"),
        "breaches": ("Số lần vi phạm", "Breaches"),
        "amount": ("Mức vi phạm", "Amount"),
        "of": ("{part}/{whole}", "{part} of {whole}"),
        # Tiers.
        "tier.standing": ("Ca trực thường trực bị trống", "Standing duties unstaffed"),
        "tier.shortfall": ("Thiếu hụt so với chỉ tiêu", "Shortfall against targets"),
        "tier.finish": ("Ngày hoàn thành", "Finishing day"),
        "tier.burden": ("Tải trực", "Burden"),
        "tier.fairness": ("Chênh lệch giữa các cán bộ", "Unfairness between officers"),
        "tier.preferences": ("Nguyện vọng", "Preferences"),
        "measure.standing": ("người trong kíp trực", "crew members"),
        "measure.shortfall": ("người (có trọng số)", "people (weighted)"),
        "measure.finish": ("ngày", "day"),
        "measure.burden": ("điểm tải", "burden"),
        "measure.fairness": ("điểm tải mỗi ngày có mặt", "burden per available day"),
        "measure.preferences": ("điểm", "weight"),
        # The web report.
        "grid_note": (
            "Mỗi ô là một ngày; các vạch từ trái sang phải là các ca. Rê chuột lên ô để xem chi tiết.",
            "Each cell is a day; its bars, from left to right, are the shifts. Point at a cell for details.",
        ),
        "openings_title": ("Lịch mở bàn", "Desks open"),
        "load_title": ("Cân đối tải trực", "Balance of load"),
        "load_note": (
            "Mỗi chấm là một cán bộ: điểm tải trên một ngày có mặt.",
            "Each dot is an officer: burden per available day.",
        ),
        "quotas_sheet": ("Chỉ tiêu vận động", "Quotas"),
        "quotas_title": ("CHỈ TIÊU VẬN ĐỘNG CỦA HỘI, ĐOÀN THỂ, TỔ CÔNG NGHỆ SỐ", "QUOTAS OF ORGANISATIONS"),
        "quotas_note": (
            "Số người cần mời trong từng tuần; dự kiến đến là số mời nhân tỷ lệ có mặt.",
            "People to invite in each week; expected to come is that number times the show-up rate.",
        ),
        "organisation": ("Hội, đoàn thể, tổ", "Organisation"),
        "expected_to_come": ("Dự kiến đến", "Expected to come"),
        "visiting": ("đi lưu động", "on a visit"),
        "lanes": ("{lanes} luồng, {crew} người, dự kiến {done}", "{lanes} lanes, {crew} people, {done} expected"),
        "officers": ("Số cán bộ", "Officers"),
        "mean_hours": ("Giờ bình quân", "Average hours"),
        "spread": ("Thấp nhất – cao nhất", "Lowest – highest"),
        "not_proved": ("chưa có", "none"),
        "contents": ("Nội dung", "Contents"),
        # Warnings.
        "warning.none": ("Không có cảnh báo.", "There are no warnings."),
        "warning.at_limit": (
            "Số tuần-cán bộ dùng hết giờ dành cho đợt cao điểm",
            "Officer-weeks in which the campaign hours are used up",
        ),
        "warning.overtime": ("Làm thêm quá 40 giờ trong tháng", "Above 40 hours of overtime in a month"),
        "warning.overtime_entry": ("{name}: {hours} giờ (tháng {month})", "{name}: {hours} hours ({month})"),
        "warning.not_yet_eligible": (
            "Số học sinh chưa đủ điều kiện trước hạn cuối",
            "Pupils not yet eligible before the deadline",
        ),
        "warning.below_target": (
            "Dự báo chưa đạt chỉ tiêu đến {date} – {stream}",
            "Expected to miss the target by {date} – {stream}",
        ),
        "warning.general": ("Chung", "General"),
        "no_visits": ("Không có buổi lưu động nào.", "There are no visits."),
        "signature_hint": ("(Ký, ghi rõ họ tên)", "(signature and full name)"),
        "produced": (
            "Lập bởi catruc {version} · dữ liệu {digest} · hạt giống {seed}",
            "Made by catruc {version} · data {digest} · seed {seed}",
        ),
        "estimate_note": (
            "Các số liệu thực hiện là giá trị kỳ vọng theo tham số của kịch bản, không phải cam kết.",
            "Results are expected values under the scenario's parameters, not promises.",
        ),
    }
)
"""Label name to its Vietnamese and English text."""

_WEEKDAYS = {
    "vi": ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_SHORT_WEEKDAYS = {
    "vi": ("T2", "T3", "T4", "T5", "T6", "T7", "CN"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_MARKED_LETTERS = {"ă", "â", "đ", "ê", "ô", "ơ", "ư"}
# Order of tones in Vietnamese dictionaries: level, grave, hook above, tilde, acute, dot below.
_TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")


@dataclass(frozen=True, slots=True)
class Texts:
    """Labels and formats of one language (``vi`` or ``en``)."""

    language: str

    def __call__(self, label: str, **values: object) -> str:
        """The label's text with its places filled in."""
        text = LABELS[label][0 if self.language == "vi" else 1]
        return text.format(**values) if values else text

    def has(self, label: str) -> bool:
        """Whether there is such a label."""
        return label in LABELS

    def number(self, value: float, decimals: int = 0) -> str:
        """``30.000`` and ``83,3`` in Vietnamese, ``30,000`` and ``83.3`` in English."""
        text = f"{value:,.{decimals}f}"
        if not float(text.replace(",", "")):
            text = text.lstrip("-")
        return text.translate(str.maketrans(",.", ".,")) if self.language == "vi" else text

    def percent(self, share: float) -> str:
        """A share of 1 as ``83,3 %``; cut, not rounded, so that a missed target never shows as ``100,0 %``."""
        tenths = int(share * 1000 + 1e-6)
        return f"{self.number(tenths / 10, 1)}\u202f%"

    def day(self, value: date) -> str:
        """``05/04/2024`` in Vietnamese, ``5 Apr 2024`` in English."""
        return f"{value:%d/%m/%Y}" if self.language == "vi" else f"{value.day} {_MONTHS[value.month - 1]} {value.year}"

    def short_day(self, value: date) -> str:
        """Day and month."""
        return f"{value:%d/%m}" if self.language == "vi" else f"{value.day} {_MONTHS[value.month - 1]}"

    def month(self, month: str) -> str:
        """``04/2024`` from ``2024-04``."""
        return "/".join(reversed(month.split("-")))

    def weekday(self, value: date) -> str:
        """Name of the weekday."""
        return _WEEKDAYS[self.language][value.weekday()]

    def short_weekday(self, value: date) -> str:
        """Weekday as in the head of a table."""
        return _SHORT_WEEKDAYS[self.language][value.weekday()]

    def clock(self, value: time | datetime) -> str:
        """``07h00`` in Vietnamese, ``07:00`` in English."""
        return f"{value:%Hh%M}" if self.language == "vi" else f"{value:%H:%M}"

    def period(self, start: datetime, end: datetime) -> str:
        """From when to when; the day is told if it ends on another one."""
        tail = "" if end.date() == start.date() else f" ({self.short_day(end.date())})"
        return f"{self.clock(start)}\u2013{self.clock(end)}{tail}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def iso_week(day: date) -> str:
    """ISO week as ``2024-W14``."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def days_between(first: date, last: date) -> tuple[date, ...]:
    """All days from the first to the last, both included."""
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))


def name_order(name: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Sort key of a Vietnamese personal name: the given name (last word) first, then the others from the front."""
    words = unicodedata.normalize("NFC", name).lower().split()
    return tuple(_word_order(word) for word in words[-1:] + words[:-1])


def officer_order(scenario: Scenario, officers: Iterable[str]) -> list[str]:
    """Officers by personal name; by id if any of the scenario's names has a digit and so is a placeholder."""
    everybody = scenario.officers
    if any(letter.isdigit() for officer in everybody.values() for letter in officer.name):
        return sorted(officers)
    return sorted(officers, key=lambda officer: (name_order(everybody[officer].name), officer))


def _word_order(word: str) -> tuple[tuple[int, int], ...]:
    letters = [_letter_order(letter) for letter in word]
    # Letters decide first; tones only between words that are otherwise the same.
    return (*((base, 0) for base, _ in letters), (-1, 0), *((0, tone) for _, tone in letters))


def _letter_order(letter: str) -> tuple[int, int]:
    if letter == "đ":
        return _ALPHABET.index("đ"), 0
    parts = unicodedata.normalize("NFD", letter)
    base, marks = parts[0], parts[1:]
    tone = next((_TONES.index(mark) + 1 for mark in marks if mark in _TONES), 0)
    plain = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark not in _TONES))
    known = plain if plain in _MARKED_LETTERS else base
    position = _ALPHABET.find(known)
    return (position if position >= 0 else len(_ALPHABET) + ord(known)), tone
