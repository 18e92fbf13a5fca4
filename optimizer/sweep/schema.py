"""The schema of a sweep file: what is varied, over which values, and how long each plan may take."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, JsonValue

from optimizer.fields import Flag, Id, PositiveQuantity, Section, Text, in_vietnamese

Number: TypeAlias = Annotated[int, Field(strict=True)] | Annotated[float, Field(strict=True)]


class SetParameter(Section):
    """A value set at a path of the scenario."""

    kind: Literal["set"] = "set"
    path: Text
    """Dotted path, e.g. ``campaign.finish_by``; ``*`` stands for every entry: ``officers.*.hours_per_week``."""
    title: Text = ""
    """Name on the page of results; the parameter's id if left out."""

    vietnamese: ClassVar = in_vietnamese(
        "Một giá trị đặt vào một đường dẫn của kịch bản.",
        path="Đường dẫn có dấu chấm, ví dụ campaign.finish_by; * là mọi mục: officers.*.hours_per_week.",
        title="Tên trên trang kết quả; bỏ trống là mã của thông số.",
    )


class ScaleParameter(Section):
    """A factor on the numbers at a path of the scenario; whole numbers stay whole."""

    kind: Literal["scale"] = "scale"
    path: Text
    """Dotted path, e.g. ``organisations.*.weekly_capacity``."""
    title: Text = ""

    vietnamese: ClassVar = in_vietnamese(
        "Hệ số nhân các số ở một đường dẫn của kịch bản; số nguyên vẫn là số nguyên.",
        path="Đường dẫn có dấu chấm, ví dụ organisations.*.weekly_capacity.",
    )


class OfficersParameter(Section):
    """The number of officers that some units have in all.

    Officers are taken away and added one by one, each time where the people to serve per officer then are fewest, or
    are most. Who is taken is the last of the unit; who is added has the skills and hours of the last, and no leave.
    Where the least number that is enough is searched for, who leaves is chosen with it.
    """

    kind: Literal["officers"] = "officers"
    units: tuple[Id, ...] = Field(min_length=1)
    title: Text = ""

    vietnamese: ClassVar = in_vietnamese(
        "Tổng số cán bộ của một số đơn vị. Khi tìm số ít nhất đủ thì ai rời đi cũng được chọn.",
    )


class OfficersPerUnitParameter(Section):
    """So many officers more (or, below zero, fewer) in each of some units than there are."""

    kind: Literal["officers_per_unit"] = "officers_per_unit"
    units: tuple[Id, ...] = Field(min_length=1)
    title: Text = ""

    vietnamese: ClassVar = in_vietnamese(
        "Thêm (hoặc, nếu âm, bớt) bấy nhiêu cán bộ ở mỗi đơn vị đã nêu.",
    )


class OverlaysParameter(Section):
    """Files laid over the scenario."""

    kind: Literal["overlays"] = "overlays"
    choices: dict[Id, tuple[Text, ...]] = Field(min_length=1)
    """Per value the files that it lays over the scenario, perhaps none; a bare name lies in the folder what_if."""
    title: Text = ""

    vietnamese: ClassVar = in_vietnamese(
        "Các lớp phủ lên kịch bản.",
        choices=(
            "Theo từng giá trị, những lớp phủ được đặt lên kịch bản, có thể không có; tên trần nằm trong thư mục "
            "what_if."
        ),
    )


Parameter: TypeAlias = Annotated[
    SetParameter | ScaleParameter | OfficersParameter | OfficersPerUnitParameter | OverlaysParameter,
    Field(discriminator="kind"),
]


class Limits(Section):
    """What each plan may take."""

    time: Annotated[float, Field(strict=True, gt=0, le=604800)] = 60.0
    """Seconds to plan in."""
    workers: Annotated[int, Field(strict=True, ge=1, le=64)] = 2
    """Threads of the solvers of one plan; as many plans run side by side as there are processors for."""
    deterministic: Flag = False
    """Whether limits count the solvers' steps, so that a case gives the same plan on every machine."""

    vietnamese: ClassVar = in_vietnamese(
        "Mỗi phương án được dùng bao nhiêu.",
        time="Số giây để lập kế hoạch.",
        workers="Số luồng của bộ giải cho một phương án; số phương án lập song song tùy số bộ xử lý.",
        deterministic="Giới hạn tính theo bước của bộ giải, để một trường hợp cho cùng phương án trên mọi máy.",
    )


class Least(Section):
    """How little of one parameter is enough: the smallest value with which a plan meets the acceptance rules."""

    parameter: Id
    low: Number
    """The smallest value in question."""
    high: Number
    """The largest value in question."""
    step: PositiveQuantity = 1.0
    """Distance between values in question."""
    acceptance: tuple[Text, ...] = ()
    """The rules to meet, e.g. ``expected share >= 1.0``; those of the scenario if left out."""

    vietnamese: ClassVar = in_vietnamese(
        "Ít nhất bao nhiêu của một thông số là đủ: giá trị nhỏ nhất để phương án đạt các tiêu chí chấp nhận.",
        low="Giá trị nhỏ nhất cần xét.",
        high="Giá trị lớn nhất cần xét.",
        step="Khoảng cách giữa các giá trị cần xét.",
        acceptance="Những tiêu chí phải đạt, ví dụ expected share >= 1.0; bỏ trống là tiêu chí của kịch bản.",
    )


class Sweep(Section):
    """One sweep, whole: the root of a sweep file."""

    purpose: Text
    """What it is to find out, in one sentence."""
    base: Text | tuple[Text, ...]
    """The scenario file, or several."""
    overlays: tuple[Text, ...] = ()
    """Files laid over every scenario; a bare name lies in the folder what_if."""
    parameters: dict[Id, Parameter] = Field(default_factory=dict)
    """What may be varied."""
    grid: dict[Id, Annotated[tuple[JsonValue, ...], Field(min_length=1)]] = Field(default_factory=dict)
    """Per parameter its values; every combination is planned."""
    cases: tuple[dict[Id, JsonValue], ...] = ()
    """Instead of a grid, the combinations one by one."""
    seeds: Annotated[tuple[Annotated[int, Field(strict=True, ge=0, lt=2**31)], ...], Field(min_length=1)] = (1,)
    """Every combination is planned with each seed."""
    least: Least | None = None
    """Search the smallest value that is enough, for every combination."""
    limits: Limits = Limits()

    vietnamese: ClassVar = in_vietnamese(
        "Một đợt thử trọn vẹn: gốc của tệp sweep.",
        purpose="Cần tìm hiểu điều gì, nêu trong một câu.",
        base="Tệp kịch bản, một hoặc nhiều.",
        overlays="Các lớp phủ lên mọi kịch bản; tên trần nằm trong thư mục what_if.",
        parameters="Những gì có thể thay đổi.",
        grid="Theo từng thông số, các giá trị; lập kế hoạch cho mọi tổ hợp.",
        cases="Thay cho grid, từng tổ hợp một.",
        seeds="Mỗi tổ hợp được lập với từng hạt giống.",
        least="Tìm giá trị nhỏ nhất đủ, cho từng tổ hợp.",
    )
