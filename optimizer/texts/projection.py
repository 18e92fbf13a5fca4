"""What is said of forecasts from reported totals."""

from __future__ import annotations

from optimizer.texts.messages import Template

# The verdict.
ONE_SERIES = Template(
    "{series}: đến {by} dự báo đạt {median} trên {base}, 80\u202f% trong khoảng {low}–{high}; {basis}",
    "{series}: {median} of {base} by {by}, 80\u202f% between {low} and {high}; {basis}",
)
MANY_SERIES = Template(
    "dự báo {count} chuỗi đến {by}: trung vị từ {least} đến {most} tổng số người; {basis}",
    "{count} series forecast to {by}: medians from {least} to {most} of the base; {basis}",
)
FROM_ENDED = Template(
    "dựa vào số liệu đến {as_of} và {count} chuỗi đã kết thúc",
    "from reports up to {as_of} and {count} series that ended",
)
FROM_PACE = Template(
    "chỉ dựa vào nhịp độ đến {as_of}, chưa có chuỗi nào đã kết thúc, nên khoảng dự báo rộng",
    "from the pace up to {as_of} alone, no series having ended, so the interval is wide",
)

# The table.
SERIES = Template("Chuỗi", "Series")
REPORTED = Template("Đã báo cáo", "Reported")
MEDIAN_BY = Template("Trung vị {day}", "Median {day}")
EIGHTY = Template("10–90\u202f%", "10–90\u202f%")
SHARE = Template("Tỷ lệ", "Share")
MORE_SERIES = Template("… và {count} chuỗi khác, xem tệp", "… and {count} more series, see the file")
NOTICES = Template("Lưu ý", "Notices")
FILE = Template("Đã ghi: {file}", "Written: {file}")
