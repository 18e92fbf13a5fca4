"""Simulations that are refused, or came to nothing."""

from __future__ import annotations

from optimizer.texts.messages import Template

NOTHING_SIMULATED = Template(
    "CHƯA MÔ PHỎNG: kịch bản không nói điều gì là không chắc",
    "NOTHING SIMULATED: the scenario does not say how uncertain anything is",
)
NO_UNCERTAINTY = Template(
    "kịch bản không có mục 'uncertainty', nên không biết khả năng đạt là bao nhiêu",
    "the scenario has no section 'uncertainty', so no chance is known",
)
ADD_UNCERTAINTY = Template(
    "thêm 'uncertainty: {{}}' vào kịch bản để dùng các giá trị mặc định (ước tính, xem docs/model.md), rồi "
    "lập kế hoạch lại",
    "add 'uncertainty: {{}}' to the scenario for the defaults (estimates, see docs/model.md), and plan again",
)
VERY_MANY = Template(
    "{campaigns:,} lần mô phỏng; trên {most:,} lần thì tốn nhiều bộ nhớ và thời gian",
    "{campaigns:,} campaigns; more than {most:,} take much memory and time",
)
SAY_YES = Template(
    "thêm --yes nếu đúng ý, hoặc ghi ít hơn sau -n", "say --yes if that is meant, or ask for fewer with -n"
)
NO_ROOM = Template(
    "không đủ bộ nhớ cho {campaigns:,} lần mô phỏng", "there is no room in memory for {campaigns:,} campaigns"
)
FEWER_CAMPAIGNS = Template("ghi ít hơn sau -n", "ask for fewer with -n")
MAKE_ROOM_OR_COPY = Template(
    "dọn chỗ hoặc xin quyền ghi, hay mô phỏng một bản sao của thư mục kết quả; kết quả cũ vẫn giữ nguyên",
    "make room, ask for write permission, or simulate a copy of the run; the run is kept as it was",
)
STOPPED = Template("đã dừng trước khi mô phỏng xong lần nào", "stopped before any campaign was simulated")
RUN_AGAIN = Template("chạy lại", "run it again")
RUN_AGAIN_WITHOUT_CLUSTER = Template(
    "xem nhật ký của cụm máy rồi chạy lại, hoặc bỏ --cluster; kết quả cũ vẫn giữ nguyên",
    "see what the cluster's logs say and run it again, or leave --cluster out; the run is kept as it was",
)
NO_DAY_TO_REPLAN = Template(
    "{every} ngày một lần thì không còn ngày thứ Hai nào của đợt để lập lại kế hoạch",
    "every {every} days leaves no Monday of the campaign to plan anew on",
)
REPLAN_MORE_OFTEN = Template("ghi số ngày nhỏ hơn, ví dụ 14", "give fewer days, e.g. 14")
TAKES_LONG = Template(
    "{replannings:,} lần lập lại kế hoạch, có thể mất đến khoảng {minutes:,} phút",
    "the rest is planned anew {replannings:,} times, which may take about {minutes:,} minutes",
)
