"""The sentences of the terminal in both languages, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PHRASES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # The verdict on a plan.
        "met": (
            "ĐẠT chỉ tiêu theo kỳ vọng ngày {day} (phải đạt trước hết ngày {finish_by})",
            "Target REACHED in expectation on {day} (to be reached by {finish_by})",
        ),
        "partly": (
            "Toàn huyện đạt theo kỳ vọng ngày {day} (phải đạt trước hết ngày {finish_by}), còn nơi chưa đạt",
            "District total reached in expectation on {day} (to be reached by {finish_by}), some places fall short",
        ),
        "late": (
            "ĐẠT CHẬM: theo kỳ vọng ngày {day}, sau ngày phải đạt {finish_by}",
            "Target reached LATE: in expectation on {day}, after {finish_by}",
        ),
        "missed": (
            "CHƯA ĐẠT chỉ tiêu theo kỳ vọng, phải đạt trước hết ngày {finish_by}",
            "Target MISSED in expectation, to be reached by {finish_by}",
        ),
        "total": ("{expected}/{target} ({share})", "{expected} of {target} ({share})"),
        "missing": ("thiếu {parts}", "short of {parts}"),
        "missing_part": ("{count} {unit} ({stream})", "{count} {unit} ({stream})"),
        "standing_full": ("ca trực thường trực đủ người", "standing duties fully staffed"),
        "standing_short": (
            "ca trực thường trực thiếu {count} lượt người",
            "standing duties lack {count} crew members",
        ),
        "all_accepted": ("đạt cả {count} tiêu chí chấp nhận", "all {count} acceptance rules passed"),
        "not_accepted": (
            "KHÔNG đạt {failed}/{count} tiêu chí chấp nhận",
            "{failed} of {count} acceptance rules FAILED",
        ),
        "interrupted": ("dừng sớm theo yêu cầu", "stopped early on request"),
        # Below the verdict.
        "reached_on": ("Đạt ngày", "Reached on"),
        "never": ("–", "–"),
        "seconds": ("Giây", "Seconds"),
        "whole": ("Toàn huyện", "District"),
        "at_limit": (
            "Tuần-cán bộ dùng hết giờ (còn chưa đủ một ca): {parts}",
            "Officer-weeks at their limit (less than one shift left): {parts}",
        ),
        "none": ("không", "none"),
        "overtime": ("Làm thêm quá mức tháng: {parts}", "Overtime above the monthly cap: {parts}"),
        "overtime_part": ("{officer} {month}: {hours} giờ", "{officer} {month}: {hours} h"),
        "more": ("và {count} nữa", "and {count} more"),
        "not_yet_eligible": (
            "Học sinh chưa đủ tuổi trước hạn, không tính: {count}",
            "Pupils not yet eligible by the deadline, not counted: {count}",
        ),
        "cuts": (
            "Tuần-đơn vị phải giảm giờ vì không xếp được người: {count}",
            "Unit-weeks cut because their need could not be staffed: {count}",
        ),
        "verified": (
            "Đã kiểm chứng độc lập: {rules} quy định, {figures} số liệu",
            "Verified independently: {rules} rules, {figures} figures",
        ),
        "files": (
            "Kết quả: {directory} (xem report.html, roster.xlsx; lịch cá nhân trong calendars/)",
            "Results: {directory} (see report.html, roster.xlsx; personal calendars in calendars/)",
        ),
        # The verdict on a scenario.
        "valid": (
            "Kịch bản hợp lệ: {name}, {days} ngày từ {first} đến {last}; {warnings} cảnh báo",
            "Scenario valid: {name}, {days} days from {first} to {last}; warnings: {warnings}",
        ),
        "counts": (
            "{officers} cán bộ, {helpers} người hỗ trợ, {posts} bàn, {teams} tổ lưu động, {schools} trường, "
            "{organisations} tổ chức vận động, {rules} quy định",
            "Officers: {officers}; helpers: {helpers}; desks: {posts}; mobile teams: {teams}; schools: {schools}; "
            "organisations: {organisations}; rules: {rules}",
        ),
        "day_types": (
            "Ngày: {weekday} ngày thường, {weekend} ngày cuối tuần, {holiday} ngày lễ",
            "Days: {weekday} weekdays, {weekend} weekend days, {holiday} holidays",
        ),
        "officers": ("Cán bộ", "Officers"),
        "officer_hours": ("Giờ/tuần", "Hours/week"),
        "helper_hours": ("Giờ hỗ trợ/tuần", "Helper hours/week"),
        "standing_hours": ("Giờ trực thường trực/tuần", "Standing hours/week"),
        "left": ("Còn lại", "Left over"),
        "people": ("Số dân trong diện", "Pool"),
        "already_done": ("Đã làm", "Already done"),
        "places": ("Nơi", "Places"),
        "pupils": (
            "Học sinh đủ tuổi trong đợt: {countable}; chưa đủ tuổi: {later}",
            "Pupils who turn eligible in the campaign: {countable}; later: {later}",
        ),
        "differences": ("Khác với kịch bản gốc: {count} giá trị", "Values that differ from the base: {count}"),
        "not_there": ("(không có)", "(none)"),
        "short_unit": (
            "{unit}: giờ của cán bộ và người hỗ trợ không đủ cho ca trực thường trực",
            "{unit}: officers' and helpers' hours do not cover the standing duties",
        ),
        "warnings": ("Cảnh báo", "Warnings"),
        # The verdict on a run folder.
        "verification_passed": (
            "ĐẠT kiểm chứng: {rules} quy định, {figures} số liệu đã tính lại",
            "Verification PASSED: {rules} rules checked, {figures} figures recomputed",
        ),
        "verification_failed": (
            "KHÔNG ĐẠT kiểm chứng: {breaches} vi phạm, {wrong} số liệu sai ({rules} quy định, {figures} số liệu đã "
            "tính lại)",
            "Verification FAILED: breaches: {breaches}, wrong figures: {wrong} ({rules} rules checked, {figures} "
            "figures recomputed)",
        ),
        # The verdict on a command that came to nothing, by its exit code.
        "failed.1": ("Lỗi của chương trình", "A fault of the program"),
        "failed.2": ("Không thực hiện được", "Cannot be done as asked"),
        "failed.3": ("Kịch bản KHÔNG hợp lệ, số lỗi: {count}", "Scenario INVALID, problems: {count}"),
        "failed.4": (
            "KHÔNG THỂ có phương án: các quy định bắt buộc mâu thuẫn nhau (đã chứng minh)",
            "NO PLAN is possible: hard rules contradict each other (proved)",
        ),
        "failed.5": ("CHƯA CÓ phương án trong thời gian cho phép", "NO PLAN found in the time given"),
        "failed.6": (
            "KHÔNG ĐẠT kiểm chứng; không xuất bản gì",
            "Verification FAILED; nothing was published",
        ),
        # On the way to a plan.
        "stopping": (
            "đang dừng; giữ lại phương án tốt nhất nếu đã có (Ctrl-C lần nữa: bỏ hẳn)",
            "stopping; the best plan so far, if there is one, is kept (Ctrl-C again gives up)",
        ),
        "stage.scenario": ("Đọc kịch bản", "Reading the scenario"),
        "stage.itinerary": ("Lịch đi của các tổ", "Itinerary"),
        "stage.bound": ("Cận dưới", "Bound"),
        "stage.campaign": ("Mở ca", "Openings"),
        "stage.roster": ("Xếp người", "Roster"),
        "stage.cut": ("Giảm giờ", "Cut"),
        "stage.compare": ("So sánh", "Comparing"),
        "stage.verify": ("Kiểm chứng", "Verifying"),
        "stage.publish": ("Ghi kết quả", "Writing the run folder"),
        "progress_bound": ("cận {bound}", "bound {bound}"),
        "progress_gap": ("khoảng cách {gap}", "gap {gap}"),
        # Public instances.
        "stage.instance": ("Bài toán mẫu", "Instance"),
        "instances_planned": (
            "Đã xếp {planned}/{count} bài toán mẫu; {proved} bài đã chứng minh là tốt nhất",
            "Instances planned: {planned} of {count}, proved best possible: {proved}",
        ),
        "instance": ("Bài toán", "Instance"),
        "value": ("Giá trị", "Value"),
        "worst": ("Kém nhất", "Worst"),
        "best_known": ("Tốt nhất đã biết", "Best known"),
        "gap_to_best_known": ("So với tốt nhất", "Gap to it"),
        "bound": ("Cận dưới", "Bound"),
        "gap_to_bound": ("So với cận", "Gap to bound"),
        "first_seconds": ("Giây đầu", "First after"),
        "result_folders": (
            "Kết quả: {directory} (mỗi bài một thư mục, gồm roster.csv, result.json)",
            "Results: {directory} (a folder for each instance, with roster.csv and result.json)",
        ),
        # A sweep.
        "sweep_done": ("{done}/{total} phương án", "{done} of {total} cases"),
        "sweep_failed": ("{count} không lập được", "{count} failed"),
        "sweep_left": ("còn khoảng {time}", "about {time} left"),
        "sweep_stopping": (
            "đang dừng; phương án đã xong được giữ lại (Ctrl-C lần nữa: bỏ hẳn)",
            "stopping; plans that are finished are kept (Ctrl-C again gives up)",
        ),
        "sweep_reached": (
            "{count}/{total} phương án ĐẠT chỉ tiêu toàn huyện theo kỳ vọng",
            "{count} of {total} cases reach the district's target in expectation",
        ),
        "sweep_taken_over": ("{count} đã có từ lần trước", "{count} taken over from before"),
        "sweep_interrupted": (
            "dừng sớm theo yêu cầu, xong {done}/{total}; chạy tiếp: --resume",
            "stopped early on request, {done} of {total} done; continue with --resume",
        ),
        "least_found": ("{parameter}: {value} là ĐỦ; {below}", "{parameter}: {value} is ENOUGH; {below}"),
        "least_none": (
            "{parameter}: KHÔNG có giá trị nào trong khoảng là đủ; {below}",
            "{parameter}: NO value in the range is enough; {below}",
        ),
        "least_open": ("{parameter}: chưa tìm xong", "{parameter}: the search is not finished"),
        "least_lowest": ("không xét giá trị nhỏ hơn", "no smaller value was asked for"),
        "least_proved": (
            "{value} không đủ, đã chứng minh ({reasons})",
            "{value} provably not enough ({reasons})",
        ),
        "least_unproved": (
            "với {value} chưa tìm được phương án đủ ({reasons})",
            "{value} not found to be enough ({reasons})",
        ),
        "sweep_case_failed": ("Phương án {case} không lập được: {error}", "Case {case} failed: {error}"),
        "sweep_files": (
            "Kết quả: {directory} (xem report.html, results.csv; kịch bản từng phương án trong scenarios/)",
            "Results: {directory} (see report.html, results.csv; each case's scenario in scenarios/)",
        ),
        # A new campaign.
        "next_fill": (
            "1. Nhập cán bộ, ngày nghỉ, học sinh vào {workbook}",
            "1. Enter officers, leave and pupils in {workbook}",
        ),
        "next_edit": (
            "2. Sửa ngày, chỉ tiêu, điểm trực trong {scenario}",
            "2. Set dates, targets and desks in {scenario}",
        ),
        "provinces_created": (
            "Đã tạo {provinces} kịch bản tỉnh giả định tại {directory}",
            "Made-up provinces created in {directory}: {provinces}",
        ),
        "created": ("Đã tạo kịch bản mới tại {directory}", "New campaign created in {directory}"),
    }
)
"""Phrase name to its Vietnamese and English text."""


def has_phrase(name: str) -> bool:
    """Whether there is such a phrase."""
    return name in PHRASES


def phrase(language: str, name: str, /, **values: object) -> str:
    """The phrase in a language, its places filled in."""
    text = PHRASES[name][0 if language == "vi" else 1]
    return text.format(**values) if values else text
