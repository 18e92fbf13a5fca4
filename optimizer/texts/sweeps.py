"""What a sweep says, in the terminal and on its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from optimizer.texts.messages import Template

TITLE = Template("Thử nhiều phương án", "Sweep")
CASES = Template("Các phương án", "Cases")
CASES_NOTE = Template(
    "Mỗi dòng là một phương án đã lập và kiểm chứng. results.csv có đủ mọi cột; kịch bản của từng phương án "
    "nằm trong thư mục scenarios/.",
    "Each row is a plan that was made and verified. results.csv has every column; each case's scenario lies in "
    "the folder scenarios/.",
)
AXES = Template("Từng thông số", "One parameter at a time")
AXES_NOTE = Template(
    "Mỗi chấm là một phương án; đường nối trung bình của các phương án có cùng giá trị.",
    "Each dot is a case; the line joins the means of the cases with the same value.",
)
FRONT = Template("Phương án không bị phương án nào trội hơn", "Pareto front")
FRONT_NOTE = Template(
    "Ngày đủ tổng số × tải trực × số cán bộ. Chấm đậm: không có phương án nào sớm hơn hoặc bằng, nhẹ hơn hoặc bằng, "
    "ít người hơn hoặc bằng mà tốt hơn ở ít nhất một mặt; số bên cạnh là số cán bộ. Phương án không đủ tổng số "
    "trong đợt không có ở đây.",
    "Finish date × burden × officers. Filled: no case is as good in all three and better in one; the figure "
    "beside it is the number of officers. Cases that never meet the totals are not here.",
)
FRONT_EMPTY = Template(
    "Không phương án nào đủ tổng số của mọi nội dung trong đợt.",
    "No case meets the totals of all streams within the campaign.",
)
LEAST = Template("Bao nhiêu là đủ", "How little is enough")
LEAST_VALUE = Template("Nhỏ nhất đủ", "Least that is enough")
NOT_ENOUGH = Template("Không đủ", "Not enough")
PROOF = Template("Chứng minh", "Proof")
PROVED = Template("đã chứng minh", "proved")
NOT_PROVED = Template("chưa chứng minh: chỉ chưa tìm được", "not proved: only none was found")
REASONS = Template("Vì", "Because of")
PARAMETER = Template("Thông số", "Parameter")
CASE = Template("Số", "Case")
SCENARIO = Template("Kịch bản", "Scenario")
SEED = Template("Hạt giống", "Seed")
ACCEPTANCE = Template("Tiêu chí chấp nhận", "Acceptance")
MORE_CASES = Template("và {count} phương án nữa trong results.csv", "and {count} more in results.csv")

# In the terminal.
DONE = Template("{done}/{total} phương án", "{done} of {total} cases")
FAILED = Template("{count} không lập được", "{count} failed")
LEFT = Template("còn khoảng {time}", "about {time} left")
SECONDS = Template("{seconds:.0f} giây", "{seconds:.0f} s")
MINUTES = Template("{minutes} phút", "{minutes} min")
HOURS = Template("{hours:,.1f} giờ", "{hours:,.1f} h")
STOPPING = Template(
    "đang dừng; phương án đã xong được giữ lại (Ctrl-C lần nữa: bỏ hẳn)",
    "stopping; plans that are finished are kept (Ctrl-C again gives up)",
)
CHANCES = Template(
    "Khả năng nội dung khó đạt nhất đạt chỉ tiêu đến hết ngày cuối: {best} ở phương án {case}, thấp nhất {worst}",
    "Chance of the least sure stream's target by the last day: {best} in case {case}, {worst} at the least",
)
CHANCES_ALIKE = Template(
    "Khả năng nội dung khó đạt nhất đạt chỉ tiêu đến hết ngày cuối: {best} ở mọi phương án",
    "Chance of the least sure stream's target by the last day: {best} in every case",
)
CHANCE_UNKNOWN = Template("Không biết khả năng đạt", "No chance is known")
CHANCE_OF = Template("Khả năng đạt: {stream}", "Chance: {stream}")
REACHED = Template(
    "{count}/{total} phương án ĐẠT mọi chỉ tiêu theo kỳ vọng",
    "{count} of {total} cases REACH every target in expectation",
)
TAKEN_OVER = Template("{count} đã có từ lần trước", "{count} taken over from before")
INTERRUPTED = Template(
    "dừng sớm theo yêu cầu, xong {done}/{total}; chạy tiếp: --resume",
    "stopped early on request, {done} of {total} done; continue with --resume",
)
LEAST_FOUND = Template("{parameter}: {value} là ĐỦ; {below}", "{parameter}: {value} is ENOUGH; {below}")
LEAST_NONE = Template(
    "{parameter}: KHÔNG có giá trị nào trong khoảng là đủ; {below}",
    "{parameter}: NO value in the range is enough; {below}",
)
LEAST_OPEN = Template("{parameter}: chưa tìm xong", "{parameter}: the search is not finished")
LEAST_LOWEST = Template("không xét giá trị nhỏ hơn", "no smaller value was asked for")
LEAST_PROVED = Template(
    "{value} không đủ, đã chứng minh ({reasons})",
    "{value} provably not enough ({reasons})",
)
LEAST_UNPROVED = Template(
    "với {value} chưa tìm được phương án đủ ({reasons})",
    "{value} not found to be enough ({reasons})",
)
LEAST_PROVED_WHOEVER = Template(
    "{value} không đủ, dù ai rời đi, đã chứng minh ({reasons})",
    "{value} provably not enough, whoever leaves ({reasons})",
)
LEAST_UNPROVED_CHOICES = Template(
    "với {value} chưa tìm được phương án đủ (số cách chọn người rời đi đã thử: {count}; {reasons}); {reach}",
    "{value} not found to be enough (choices of who leaves tried: {count}; {reasons}); {reach}",
)
PROOF_REACHES = Template(
    "dù ai rời đi thì đến {value} là không đủ, đã chứng minh",
    "proved up to {value}, whoever leaves",
)
PROOF_REACHES_NOTHING = Template("chưa số nào được chứng minh là không đủ", "no number is proved not to be enough")
ENOUGH_WITHOUT = Template("{value} (bớt {units})", "{value} (without {units})")
OF_UNIT = Template("{number} ở {unit}", "{number} of {unit}")
LEAVING = Template("Ai rời đi khi vừa đủ", "Who leaves where it is enough")
CASE_FAILED = Template("Phương án {case} không lập được: {error}", "Case {case} failed: {error}")
FILES = Template(
    "Kết quả: {directory} (xem report.html, results.csv; kịch bản từng phương án trong scenarios/)",
    "Results: {directory} (see report.html, results.csv; each case's scenario in scenarios/)",
)

FACTS: Final[Mapping[str, Template]] = {
    "cases": Template("Phương án", "Cases"),
    "reached": Template("Đạt mọi chỉ tiêu", "Reach every target"),
    "failed": Template("Không lập được", "Failed"),
    "seconds": Template("Giây mỗi phương án", "Seconds a plan"),
}
"""At the head of the page."""

CHANCE = Template("Khả năng đạt thấp nhất của một nội dung", "Least chance of a stream")
FIGURES: Final[Mapping[str, Template]] = {
    "finish_date": Template("Ngày đủ tổng số", "Totals met on"),
    "share": Template("Tỷ lệ thấp nhất của một nội dung", "Least share of a stream"),
    "places_short": Template("Chỉ tiêu chưa đạt", "Targets missed"),
    "shortfall": Template("Thiếu so với chỉ tiêu", "Shortfall"),
    "burden": Template("Tải trực", "Burden"),
    "fairness": Template("Chênh lệch tải", "Unfairness"),
    "officers": Template("Cán bộ", "Officers"),
}
"""Figures of a case."""
