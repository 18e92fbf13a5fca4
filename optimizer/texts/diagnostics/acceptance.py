"""Acceptance rules that cannot be read, or that ask for what is not there."""

from __future__ import annotations

from optimizer.texts.messages import Template

NO_RULE = Template(
    "{text!r} không phải tiêu chí: cần một chỉ số, >= hoặc <=, một giới hạn",
    "{text!r} is no rule: one measure, >= or <=, one limit",
)
COMPARE_WITH = Template("so sánh bằng >= hoặc <=", "compare with >= or <=")
EXAMPLE = Template(
    "ghi như 'expected share >= 1.0' hoặc 'evenings per officer per 7 days <= 3'",
    "write it as 'expected share >= 1.0' or 'evenings per officer per 7 days <= 3'",
)
NAMES_NO_STREAM = Template("{text!r} không nêu nội dung", "{text!r} names no stream")
WRITE_STREAM = Template(
    "ghi '{name} of activation', hoặc '{name}' cho mọi nội dung", "write '{name} of activation', or '{name}' for all"
)
NO_MEASURE = Template("{text!r} không phải chỉ số", "{text!r} is no measure")
WRITE_LOAD = Template(
    "với tải trực, ghi 'per officer', rồi 'per week', 'per month' hoặc 'per 7 days'",
    "of a load write 'per officer', then 'per week', 'per month' or 'per 7 days'",
)
WRITE_CHANCE = Template(
    "ghi 'chance(activation)' với mã một nội dung, hoặc 'chance(place)', 'chance(place) of activation' cho mọi nơi",
    "write 'chance(activation)' with a stream's id, or 'chance(place)', 'chance(place) of activation' for every place",
)
LIMIT_TEXT = Template("giới hạn ghi là {limit!r}", "the limit is {limit!r}")
LIMIT_NUMBER = Template("giới hạn ghi là {limit}", "the limit is {limit}")
WRITE_NUMBER = Template(
    "ghi một số, dùng dấu chấm thập phân (60 % là 0.6), hoặc 1.05 * baseline",
    "write a number with a point (60 % is 0.6), or 1.05 * baseline",
)
SHARE_OF_WHOLE = Template(
    "tỷ lệ của toàn bộ là 1: {limit} % là {share:g}", "a share of the whole is 1: {limit} % is {share:g}"
)
WRITE_DATE = Template("ghi ngày theo dạng 2024-06-24, hoặc baseline", "write a date as 2024-06-24, or baseline")

# What the scenario lacks.
NO_BASELINE = Template(
    "tiêu chí so với phương án đối chiếu, nhưng chưa nêu phương án nào",
    "the rule is relative to a baseline, and none is named",
)
NAME_BASELINE = Template(
    "nêu phương án: 'baseline: {{run: runs/dong_phu}}'", "name the run: 'baseline: {{run: runs/dong_phu}}'"
)
NO_FINISH_TIER = Template(
    "không có mục tiêu 'finish' khi goal là {goal!r}", "there is no tier 'finish' with the goal {goal!r}"
)
WRITE_FINISH_DATE = Template(
    "ghi 'finish date <= 2024-06-24', hoặc đặt objectives.goal là earliest",
    "write 'finish date <= 2024-06-24', or set objectives.goal to earliest",
)
NOTHING_TO_REACH = Template(
    "không có chỉ tiêu nào để {measure!r} đánh giá", "nothing is to be reached that {measure!r} could tell"
)
NOTHING_TO_REACH_OF = Template(
    "không có chỉ tiêu nào của nội dung {stream!r} để {measure!r} đánh giá",
    "nothing is to be reached that {measure!r} could tell of stream {stream!r}",
)
STREAMS_WITH_TARGETS = Template("nội dung có chỉ tiêu như vậy: {streams}", "streams with such targets: {streams}")
CHANCE_UNKNOWN = Template(
    "tiêu chí hỏi khả năng đạt, nhưng kịch bản không có mục uncertainty nên không có gì được mô phỏng",
    "the rule asks for a chance, but the scenario has no section 'uncertainty', so nothing is simulated",
)
CONFIDENCE_UNKNOWN = Template(
    "yêu cầu một khả năng đạt, nhưng kịch bản không có mục uncertainty nên không có gì được mô phỏng",
    "a chance is asked for, but the scenario has no section 'uncertainty', so nothing is simulated",
)
NO_RUN_FOLDER = Template("{run!r} không phải thư mục kết quả", "{run!r} is no run folder")
RUNS_THERE = Template("kết quả ở đó: {runs}", "runs there: {runs}")
PLAN_IT_FIRST = Template("lập kế hoạch đó trước, hoặc sửa đường dẫn", "plan it first, or correct the path")
BASELINE_WITHOUT_FIGURE = Template(
    "phương án đối chiếu không có số liệu cho {rule!r}", "the baseline has no figure for {rule!r}"
)
OTHER_BASELINE = Template(
    "nêu phương án đối chiếu khác, hoặc ghi giới hạn bằng số",
    "name another baseline, or write the limit as a figure",
)
