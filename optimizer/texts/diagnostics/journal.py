"""The journal of a campaign: revisions and reported results."""

from __future__ import annotations

from optimizer.texts.messages import Template

SOMEBODY_WRITES = Template("chương trình khác đang ghi vào nhật ký này", "another process is writing to this journal")
WAIT_AND_REPEAT = Template(
    "đợi một lát rồi chạy lại; chưa có gì được ghi", "wait a moment and repeat; nothing was written"
)
CANNOT_LOCK = Template(
    "ổ đĩa này không khóa được tệp ({reason}), nên không bảo đảm được mỗi lúc chỉ một người ghi",
    "files cannot be locked on this drive ({reason}), so nothing ensures that only one writes at a time",
)
MOVE_TO_LOCAL_DISK = Template(
    "chuyển thư mục kết quả cùng nhật ký sang ổ đĩa của máy",
    "move the run folder and its journal to a disk of the machine",
)
NO_JOURNAL = Template("đây không phải nhật ký của catruc", "this is no journal of catruc")
LATER_JOURNAL = Template(
    "nhật ký theo mẫu {version} của một phiên bản catruc mới hơn; phiên bản này đọc đến mẫu {own}",
    "the journal has form {version} of a later version of catruc; this one reads up to form {own}",
)
USE_LATER_VERSION = Template("dùng phiên bản catruc mới hơn", "use the later version of catruc")
RESTORE_JOURNAL = Template(
    "khôi phục tệp từ bản sao lưu; các lần điều chỉnh vẫn nằm trong thư mục revisions bên cạnh",
    "restore the file from a backup; the revisions still lie in the folder revisions beside it",
)
JOURNAL_FAILS = Template("không đọc hoặc ghi được nhật ký: {reason}", "the journal cannot be read or written: {reason}")
MAKE_ROOM_FOR_JOURNAL = Template(
    "dọn chỗ hoặc xin quyền ghi rồi chạy lại; những gì đã ghi vẫn giữ nguyên",
    "make room or ask for write permission, and repeat; what was recorded is kept as it was",
)
OUTDATED = Template(
    "trong lúc đó {by} đã công bố lần điều chỉnh {number}; bản này dựa trên lần {parent}",
    "meanwhile {by} published revision {number}; this rests on revision {parent}",
)
REPEAT_ON_NEWEST = Template("chạy lại trên bản mới nhất", "repeat it on the newest revision")
NO_SUCH_REVISION = Template(
    "không có lần điều chỉnh {number}; có: {known}", "there is no revision {number}, only {known}"
)
NAME_REVISION = Template("nêu một trong các lần ấy", "name one of them")
NOTHING_TO_RECORD_IN = Template(
    "không có kết quả nào ở đây để ghi nhật ký", "there is no run here to keep a journal of"
)
REVISION_LOST = Template("thiếu thư mục của lần điều chỉnh {number}", "the folder of revision {number} is missing")
RESTORE_FOLDER = Template("khôi phục thư mục ấy từ bản sao lưu", "restore that folder from a backup")
NO_REVISIONS = Template("chưa có lần nào", "none yet")
