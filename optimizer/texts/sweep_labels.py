"""The words on the page of results, both languages side by side."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LABELS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "title": ("Thử nhiều phương án", "Sweep"),
        "cases": ("Các phương án", "Cases"),
        "cases_note": (
            "Mỗi dòng là một phương án đã lập và kiểm chứng. results.csv có đủ mọi cột; kịch bản của từng phương án "
            "nằm trong thư mục scenarios/.",
            "Each row is a plan that was made and verified. results.csv has every column; each case's scenario lies in "
            "the folder scenarios/.",
        ),
        "axes": ("Từng thông số", "One parameter at a time"),
        "axes_note": (
            "Mỗi chấm là một phương án; đường nối trung bình của các phương án có cùng giá trị.",
            "Each dot is a case; the line joins the means of the cases with the same value.",
        ),
        "front": ("Phương án không bị phương án nào trội hơn", "Pareto front"),
        "front_note": (
            "Ngày đạt × tải trực × số cán bộ. Chấm đậm: không có phương án nào sớm hơn hoặc bằng, nhẹ hơn hoặc bằng, "
            "ít người hơn hoặc bằng mà tốt hơn ở ít nhất một mặt; số bên cạnh là số cán bộ. Phương án không đạt chỉ "
            "tiêu trong đợt không có ở đây.",
            "Finish date × burden × officers. Filled: no case is as good in all three and better in one; the figure "
            "beside it is the number of officers. Cases that never reach the target are not here.",
        ),
        "front_empty": (
            "Không phương án nào đạt chỉ tiêu toàn huyện trong đợt.",
            "No case reaches the district's target within the campaign.",
        ),
        "least": ("Bao nhiêu là đủ", "How little is enough"),
        "least_value": ("Nhỏ nhất đủ", "Least that is enough"),
        "not_enough": ("Không đủ", "Not enough"),
        "proof": ("Chứng minh", "Proof"),
        "proved": ("đã chứng minh", "proved"),
        "not_proved": ("chưa chứng minh: chỉ chưa tìm được", "not proved: only none was found"),
        "reasons": ("Vì", "Because of"),
        "parameter": ("Thông số", "Parameter"),
        "fact.cases": ("Phương án", "Cases"),
        "fact.reached": ("Đạt chỉ tiêu", "Reach the target"),
        "fact.failed": ("Không lập được", "Failed"),
        "fact.seconds": ("Giây mỗi phương án", "Seconds a plan"),
        "case": ("Số", "Case"),
        "scenario": ("Kịch bản", "Scenario"),
        "seed": ("Hạt giống", "Seed"),
        "status": ("Kết quả", "Result"),
        "status.reached": ("đạt", "reached"),
        "status.partly": ("đạt, còn nơi thiếu", "reached, some places short"),
        "status.late": ("đạt chậm", "late"),
        "status.missed": ("chưa đạt", "missed"),
        "status.failed": ("không lập được", "failed"),
        "acceptance": ("Tiêu chí chấp nhận", "Acceptance"),
        "PASS": ("ĐẠT", "PASS"),
        "FAIL": ("KHÔNG ĐẠT", "FAIL"),
        "finish_date": ("Ngày đạt", "Finish date"),
        "share": ("Tỷ lệ đạt", "Share of target"),
        "shortfall": ("Thiếu so với chỉ tiêu", "Shortfall"),
        "burden": ("Tải trực", "Burden"),
        "fairness": ("Chênh lệch tải", "Unfairness"),
        "officers": ("Cán bộ", "Officers"),
        "more_cases": ("và {count} phương án nữa trong results.csv", "and {count} more in results.csv"),
    }
)


def label(language: str, name: str, **values: object) -> str:
    """The words in a language."""
    text = LABELS[name][0 if language == "vi" else 1]
    return text.format(**values) if values else text
