"""Why there is no plan: statements that contradict each other, and what would mend it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from optimizer.texts.messages import Template

# Periods.
IN_WEEK: Final = Template(
    "trong tuần {week} ({first:%d/%m}–{last:%d/%m/%Y})", "in week {week} ({first:%d %b}–{last:%d %b %Y})"
)
IN_MONTH: Final = Template("trong tháng {month:%m/%Y}", "in {month:%b %Y}")
IN_CAMPAIGN: Final = Template("trong cả đợt", "over the whole campaign")
IN_SHIFT: Final = Template("ca {shift} ngày {day:%d/%m/%Y}", "in the shift {shift} on {day:%d %b %Y}")

# Statements.
STATEMENT: Final = Template("{rule} của {whom} {when}", "{rule} of {whom} {when}")
STANDING: Final = Template("{post} có đủ kíp {when}", "{post} has its whole crew {when}")
WISH: Final = Template("nguyện vọng {wish} của {whom} {when}", "the wish of {whom} to be {wish}, {when}")
WISHES: Final[Mapping[str, Template]] = {"on": Template("trực", "on duty"), "off": Template("nghỉ", "off")}
LIMITED: Final = Template("{rule} ({limit})", "{rule} ({limit})")
AT_MOST: Final = Template("nhiều nhất {limit:,g}", "at most {limit:,g}")
AT_LEAST: Final = Template("ít nhất {limit:,g}", "at least {limit:,g}")
BETWEEN: Final = Template("từ {least:,g} đến {most:,g}", "{least:,g} to {most:,g}")
BESIDES: Final = Template("{one}; {other}", "{one}; {other}")

# Conflicts.
CONFLICT_OF: Final = Template("mâu thuẫn {number}, cán bộ của {units}", "conflict {number}, officers of {units}")
CHEAPEST: Final = Template(
    "{count} điều sau không thể cùng giữ (đã chứng minh hai lần; không có mâu thuẫn nào nhẹ hơn):",
    "these cannot hold together: {count} (proved twice; no conflict is cheaper):",
)
CHEAPEST_NEARBY: Final = Template(
    "{count} điều sau không thể cùng giữ (đã chứng minh hai lần; không có mâu thuẫn nào nhẹ hơn giữa các quy định của"
    " {first:%d/%m}–{last:%d/%m/%Y}; ngoài các ngày đó chưa chứng minh):",
    "these cannot hold together: {count} (proved twice; no conflict is cheaper among the rules of"
    " {first:%d %b}–{last:%d %b %Y}; beyond these days that was not proved in time):",
)
SMALL: Final = Template(
    "{count} điều sau không thể cùng giữ (đã chứng minh hai lần; chưa chứng minh là mâu thuẫn nhẹ nhất):",
    "these cannot hold together: {count} (proved twice; whether another conflict is cheaper was not proved in time):",
)
ALONE: Final = Template(
    "điều sau tự nó đã không thể giữ (đã chứng minh hai lần):", "this cannot hold even by itself (proved twice):"
)
ANOTHER: Final = Template(
    "{count} điều sau cũng không thể cùng giữ (đã chứng minh hai lần):",
    "these cannot hold together either: {count} (proved twice):",
)
AND_PERIODS: Final = Template("{shown} và {count} kỳ nữa", "{shown} and {count} more")
MORE_STATEMENTS: Final = Template("- và {count} điều nữa (--all để xem hết)", "- and {count} more (--all shows them)")
BULLET: Final = Template("- {statement}", "- {statement}")
MORE_CONFLICTS: Final = Template(
    "còn {count} mâu thuẫn khác; --all để xem hết", "further conflicts: {count}; --all shows them"
)
MORE_SHORTAGES: Final = Template(
    "còn {count} chỗ thiếu khác; --all để xem hết", "further shortages: {count}; --all shows them"
)

# Repairs.
MEND: Final = Template("cách gỡ {number}: {changes} {costs}", "mend {number}: {changes} {costs}")
CHANGED: Final = Template("{statement}: {new:,g} thay vì {old:,g}", "{statement}: {new:,g} instead of {old:,g}")
CLOSE: Final = Template("không mở {post} {when}", "do not open {post} {when}")
GIVE_UP: Final = Template("bỏ {statement}", "give up {statement}")
LEND: Final = Template(
    "điều {officer} ({unit}) sang tăng cường cho {to} {when}", "lend {officer} of {unit} to {to} {when}"
)
LEAST_PRICE: Final = Template(
    "{price}, không cách nào bỏ bớt quy định mà rẻ hơn (theo chặn dưới của bộ giải)",
    "{price}, giving up no other rules is cheaper (by the solver's bound)",
)
COSTS: Final = Template(
    "[giá {price}; ở các bàn, tổ liên quan: thiếu {standing:,g} lượt người trực thường trực, dự kiến thiếu"
    " {shortfall:,.0f} người, tải trực {burden:,.1f}; khả năng đạt và độ chia đều chỉ biết khi lập phương án]",
    "[price {price}; at the desks and teams concerned: standing crew members missing {standing:,g}, expected shortfall"
    " {shortfall:,.0f} people, burden {burden:,.1f}; chance and fairness only a plan tells]",
)
FIRST_FOUND: Final = Template(
    "{costs} (số thiếu và tải là của phương án tìm được đầu tiên, thường chỉ gồm các ca thường trực: chưa kịp tìm xem"
    " còn mở thêm được gì, nên cách gỡ này có thể thiếu ít hơn và tải cao hơn)",
    "{costs} (shortfall and burden are those of the first plan found, as a rule of standing duties alone: what else"
    " could open was not found in time, so this mend may come to less shortfall and more burden)",
)
AS_ABOVE: Final = Template("các cách gỡ nêu trên gỡ cả mâu thuẫn này", "the mends above mend this, too")
NO_MEND: Final = Template(
    "chưa tìm được cách gỡ trong thời gian cho phép; bỏ hoặc nới một trong các điều trên rồi chạy lại",
    "nothing that mends it was found in time; drop or ease one of the above and try again",
)

# Verdicts.
POSSIBLE: Final = Template(
    "CÓ bảng phân công giữ mọi quy định bắt buộc; {shortages} chỗ thiếu khi đếm sơ bộ",
    "The hard rules leave a roster; short by counting alone: {shortages}",
)
IMPOSSIBLE: Final = Template(
    "KHÔNG THỂ có phương án: {conflicts} mâu thuẫn giữa các quy định bắt buộc (đã chứng minh)",
    "NO PLAN is possible: conflicts between hard rules: {conflicts} (proved)",
)
UNDECIDED: Final = Template(
    "CHƯA RÕ: trong thời gian cho phép chưa tìm được bảng phân công, cũng chưa chứng minh là không có ({units})",
    "UNDECIDED: in the time given no roster was found, nor was it proved that there is none ({units})",
)
