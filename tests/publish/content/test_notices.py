"""What a planner should look at before signing."""

from __future__ import annotations

from optimizer.publish.content.notices import notices
from optimizer.publish.content.results import stream_results
from tests.publish.documents import SMALL


def test_warnings_name_places_officers_and_schools():
    found = {notice.subject: notice.text for notice in notices(SMALL, stream_results(SMALL))}
    assert found["Chung"] == "Xã Đồng Tâm chạm trần giờ trong 5 tuần"
    assert "44,0 giờ (tháng 05/2024)" in found["Làm thêm quá mức cho phép trong tháng"]
    assert found["Số học sinh chưa đủ điều kiện trước hạn cuối"] == "THCS Tân Phú 3; THCS Thuận Lợi 3"
