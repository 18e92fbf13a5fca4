"""The page of an explanation."""

from __future__ import annotations

from optimizer.texts.messages import Template

TITLE = Template("Vì sao như vậy", "Why it is so")
CHECKED = Template(
    "Mọi điều ghi ở đây đã được tính lại hoặc chứng minh trước khi ghi",
    "All that stands here was computed anew or proved before it was said",
)
TARGETS = Template("Vướng gì, thêm gì thì đáng bao nhiêu", "What binds, and what one more of each thing is worth")
SHORTAGES = Template("Thiếu gì khi đếm sơ bộ", "What is short by counting alone")
NO_SHORTAGES = Template("Không thiếu gì khi đếm sơ bộ", "Nothing is short by counting alone")
CONFLICTS = Template("Mâu thuẫn giữa các quy định bắt buộc, cách gỡ", "Hard rules that clash, and mends")
NO_CONFLICTS = Template("Chưa thấy mâu thuẫn nào", "No conflict was found")
SCORE = Template("Điểm của bảng phân công, nguyện vọng bị từ chối", "The roster's score, and wishes refused")
DUTIES = Template("Vì sao phân công như vậy", "Why the roster is so")
OPENINGS = Template("Vì sao mở, đi, mời như vậy", "Why it is opened, visited, invited so")
NO_RUN = Template("kịch bản không có lần điều chỉnh nào", "a scenario has no revisions")
NAME_ITS_RUN = Template("nêu thư mục phương án, như runs/dong_phu", "name a run folder, as runs/dong_phu")
