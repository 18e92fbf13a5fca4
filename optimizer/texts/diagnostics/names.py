"""Names that nothing has, and the nearest ones that something has."""

from __future__ import annotations

from optimizer.texts.messages import Template

UNKNOWN = Template("không có {what} {name!r}", "unknown {what} {name!r}")
NOT_AMONG = Template("không có {key!r} trong mục {section}", "{key!r} is not among the {section}")
STANDS_TIMES = Template("{name!r} ghi {count} lần", "{name!r} stands {count} times")
MORE_PLACES = Template("… và {count:,} chỗ khác", "… and {count:,} more places")
WRITE_ONCE = Template("chỉ ghi một lần", "write it once")

# Remedies.
DID_YOU_MEAN = Template("có phải là {name!r} không?", "did you mean {name!r}?")
KNOWN = Template("{what} hiện có: {names}", "known {what}: {names}")
KNOWN_AND_MORE = Template("{what} hiện có: {names}, …", "known {what}: {names}, …")
NOTHING_KNOWN = Template("ở đây không có {what} nào; hãy bỏ đi", "there are no {what} here; remove it")
