"""Sections ``places``, ``posts``, ``teams``, ``visits``, ``travel``: where work is done and by what crew."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from optimizer.fields import (
    Count,
    Day,
    Id,
    Positive,
    PositiveQuantity,
    Quantity,
    Section,
    Share,
    Text,
    in_vietnamese,
)
from optimizer.scenario.schema.campaign import DayType


class Pool(Section):
    """People of one place who can be served in one stream."""

    target: Count
    """People to be done by the deadline, ``already_done`` included."""
    people: Count
    """People who can be done at all (the pool), ``already_done`` included; more than the target."""
    already_done: Count = 0
    """Done before the first day; taken from the segments in proportion to their shares."""
    turnout_factor: Quantity = 1.0
    """Factor on the probabilities of ``turnout`` that a waiting person comes to a desk here; no product is above 1."""
    confidence: Share | None = None
    """Chance with which this place is to reach its own target by the last day; if left out, none is asked for."""

    vietnamese: ClassVar = in_vietnamese(
        "Số dân của một nơi có thể làm một nội dung.",
        target="Số người phải làm xong trước hạn cuối, kể cả already_done.",
        people="Số người có thể làm (số dân trong diện), kể cả already_done; nhiều hơn chỉ tiêu.",
        already_done="Đã làm trước ngày đầu; trừ vào các nhóm dân theo tỷ lệ.",
        turnout_factor="Hệ số nhân các xác suất ở mục turnout để một người đang chờ đến bàn ở đây; tích không quá 1.",
        confidence="Khả năng cần có để nơi này đạt chỉ tiêu riêng đến hết ngày cuối; để trống là không yêu cầu.",
    )


class Place(Section):
    """A commune, an office or a school."""

    name: Text
    kind: Literal["commune", "office", "school"]
    commune: Id | None = None
    """For an office or a school: the commune it lies in."""
    population: Count = 0
    """Inhabitants; for people who read the scenario: it changes nothing."""
    latitude: Annotated[float, Field(strict=True, ge=-90, le=90)]
    """Degrees north."""
    longitude: Annotated[float, Field(strict=True, ge=-180, le=180)]
    """Degrees east."""
    road_km: dict[Id, Quantity] = Field(default_factory=dict)
    """Known road distances to other places (km, both ways); others follow from the coordinates."""
    pools: dict[Id, Pool] = Field(default_factory=dict)
    """Per stream, who can be served here."""
    pupils: dict[Day, Count] = Field(default_factory=dict)
    """For a school: number of pupils per date of birth."""
    closed: dict[Day, Text] = Field(default_factory=dict)
    """Days on which nothing can be held here, with the reason."""
    note: Text = ""
    """Where the figures come from, estimates with their basis; for people who read the scenario: it changes nothing."""

    vietnamese: ClassVar = in_vietnamese(
        "Một xã, một trụ sở hoặc một trường học.",
        commune="Với trụ sở hoặc trường: thuộc xã nào.",
        population="Số dân; dành cho người đọc kịch bản, không làm thay đổi gì.",
        latitude="Độ vĩ bắc.",
        longitude="Độ kinh đông.",
        road_km="Quãng đường đã biết đến các địa điểm khác (km, cả hai chiều); còn lại tính theo tọa độ.",
        pools="Theo từng nội dung, ai có thể làm ở đây.",
        pupils="Với trường: số học sinh theo ngày sinh.",
        closed="Những ngày không tổ chức được ở đây, kèm lý do.",
        note=("Số liệu lấy từ đâu, số ước tính thì kèm cơ sở; dành cho người đọc kịch bản, không làm thay đổi gì."),
    )


class Outage(Section):
    """Days on which something does not work, both ends included."""

    first_day: Day
    last_day: Day
    reason: Text = ""
    """Why; for people who read the scenario: it changes nothing."""

    vietnamese: ClassVar = in_vietnamese(
        "Những ngày không hoạt động, kể cả hai ngày đầu và cuối.",
        reason="Lý do; dành cho người đọc kịch bản, không làm thay đổi gì.",
    )


class Kit(Section):
    """Equipment that posts and teams name as their kit; one of which nothing is to be said need not stand here."""

    unavailable: dict[Id, Outage] = Field(default_factory=dict)
    """Days on which whoever needs it stays closed or at home."""

    vietnamese: ClassVar = in_vietnamese(
        "Bộ thiết bị mà bàn và tổ ghi ở mục kit; bộ nào không có gì cần ghi thì không phải khai ở đây.",
        unavailable="Những ngày mà bàn, tổ cần bộ thiết bị này phải đóng cửa hoặc ở nhà.",
    )


class Crew(Section):
    """Who mans a post or a team."""

    size: Positive = 2
    """People needed, helpers included."""
    officers: Positive = 1
    """Of these, officers at the least; the others may be helpers."""
    skill: Id | None = None
    """Skill that every officer of the crew must have."""

    vietnamese: ClassVar = in_vietnamese(
        "Kíp trực của một bàn hoặc một tổ.",
        size="Số người cần, kể cả cộng tác viên.",
        officers="Trong đó ít nhất bao nhiêu cán bộ; còn lại có thể là cộng tác viên.",
        skill="Nghiệp vụ mà mọi cán bộ trong kíp phải có.",
    )


class Standing(Section):
    """Shifts in which a post must be manned."""

    shifts: tuple[Id, ...] = Field(min_length=1)
    day_types: tuple[DayType, ...] = Field(min_length=1)

    vietnamese: ClassVar = in_vietnamese(
        "Những ca mà bàn phải có người trực.",
    )


class Post(Section):
    """A desk at a fixed place, serving one stream."""

    name: Text
    place: Id
    """Place whose pool comes to this desk."""
    unit: Id
    """Unit whose officers man it."""
    stream: Id
    lanes: Positive = 1
    """Service lanes equipped; no more are open than crew is present."""
    crew: Crew = Crew()
    kit: Id | None = None
    """Equipment it needs; one kit is at one place at a time. It may be shared with desks that never open in the same
    shift, and with teams that visit schools and communes: while they have it, the desk stays closed, and where the desk
    must stand, they do not have it."""
    standing: Standing | None = None
    """Shifts in which it must be open; all others are the optimizer's choice."""
    shifts: tuple[Id, ...] | None = Field(default=None, min_length=1)
    """Shifts in which it may open; all if left out."""
    day_types: tuple[DayType, ...] | None = Field(default=None, min_length=1)
    """Day types on which it may open; all if left out."""

    vietnamese: ClassVar = in_vietnamese(
        "Một bàn tiếp nhận ở nơi cố định, làm một nội dung.",
        place="Nơi có người dân đến bàn này.",
        unit="Đơn vị có cán bộ trực bàn.",
        lanes="Số luồng phục vụ được trang bị; số luồng mở không nhiều hơn số người có mặt.",
        kit=(
            "Bộ thiết bị cần dùng; mỗi lúc một bộ chỉ ở một nơi. Có thể dùng chung với các bàn không bao giờ mở cùng "
            "ca, và với các tổ đi trường, đi xã: khi tổ mang đi thì bàn đóng cửa, và trong các ca bàn phải trực thì "
            "tổ không mang đi."
        ),
        standing="Những ca phải mở; các ca khác do chương trình chọn.",
        shifts="Những ca có thể mở; bỏ trống là mọi ca.",
        day_types="Những loại ngày có thể mở; bỏ trống là mọi ngày.",
    )


class Team(Section):
    """A team that travels, one place at a time."""

    name: Text
    unit: Id
    """Unit whose officers man it."""
    base: Id
    """Place it leaves from and returns to."""
    stream: Id
    crew: Crew
    local_officers: Count = 0
    """Officers of the visited commune's unit who take part."""
    kit: Id | None = None
    """Equipment it needs; of teams that share a kit one is out at a time."""
    setup_minutes: Count = 0
    """Setting up and packing, once per place and day; taken from the time on site."""

    vietnamese: ClassVar = in_vietnamese(
        "Một tổ lưu động, mỗi lúc ở một nơi.",
        unit="Đơn vị có cán bộ đi tổ.",
        base="Nơi xuất phát và trở về.",
        local_officers="Số cán bộ của công an xã nơi đến cùng tham gia.",
        kit="Bộ thiết bị cần dùng; các tổ dùng chung một bộ thì mỗi lúc chỉ một tổ đi.",
        setup_minutes="Thời gian lắp đặt và thu dọn, mỗi nơi mỗi ngày một lần; trừ vào thời gian tại chỗ.",
    )


class Window(Section):
    """Days between which visits are possible, both ends included."""

    first_day: Day
    last_day: Day

    vietnamese: ClassVar = in_vietnamese(
        "Khoảng ngày có thể đi, kể cả hai ngày đầu và cuối.",
    )


class VisitProgramme(Section):
    """Places that one team visits."""

    team: Id
    places: tuple[Id, ...] = Field(min_length=1)
    maximum_visits: Positive
    """Visiting days per place over the whole campaign."""
    shifts: tuple[Id, ...] = Field(min_length=1)
    day_types: tuple[DayType, ...] = ("weekday",)
    windows: dict[Id, Window] = Field(default_factory=dict)
    """Days on which visits are possible; the whole campaign if left out."""

    vietnamese: ClassVar = in_vietnamese(
        "Những nơi một tổ đến.",
        maximum_visits="Số ngày đến mỗi nơi trong cả đợt.",
        windows="Những ngày có thể đi; bỏ trống là cả đợt.",
    )

    @property
    def lenders(self) -> tuple[str, ...]:
        """Teams that may be lent to these visits."""
        return ()


class VisitsOnSite(VisitProgramme):
    """People come to where the team is; teams of other districts may be lent to it."""

    lent_teams: tuple[Id, ...] = ()
    """Teams that may be lent to these visits; for each of their officers a duty here counts as one on loan."""
    minutes_per_person: PositiveQuantity

    vietnamese: ClassVar = in_vietnamese(
        "Người dân đến chỗ tổ; có thể điều tổ của huyện khác đến.",
        lent_teams=(
            "Những tổ có thể được điều đi các chuyến này; với mỗi cán bộ của tổ, ca trực đó tính là tăng cường đơn vị "
            "khác."
        ),
    )

    @property
    def lenders(self) -> tuple[str, ...]:
        """Teams that may be lent to these visits."""
        return self.lent_teams


class SchoolVisits(VisitsOnSite):
    """The team serves pupils who have turned 14, at their school.

    Arrivals are the pupils eligible on that day and not yet done, times attendance.
    """

    kind: Literal["school"] = "school"
    eligible_age_years: Annotated[int, Field(strict=True, ge=1, le=120)] = 14
    attendance_in_term: Share
    attendance_after_term: Share

    vietnamese: ClassVar = in_vietnamese(
        "Tổ làm cho học sinh đã đủ 14 tuổi, tại trường của các em.",
    )


class CommuneVisits(VisitsOnSite):
    """The team serves the people of a commune; they come with these probabilities per shift on site."""

    kind: Literal["commune"] = "commune"
    arrival: dict[Id, Share]
    """Per segment, probability that a waiting person comes in one shift of a visit."""

    vietnamese: ClassVar = in_vietnamese(
        "Tổ làm cho người dân của một xã; họ đến với xác suất đã ghi trong mỗi ca tại chỗ.",
        arrival="Theo từng nhóm dân, xác suất một người đang chờ đến trong một ca của chuyến đi.",
    )


class HomeVisits(VisitProgramme):
    """The team goes to people of one segment at home: ``q · min(capacity, R)`` a shift."""

    kind: Literal["home_visit"] = "home_visit"
    segment: Id
    people_per_shift: PositiveQuantity

    vietnamese: ClassVar = in_vietnamese(
        "Tổ đến tận nhà người dân của một nhóm: mỗi ca q · min(năng lực, R).",
    )


Visits = Annotated[SchoolVisits | CommuneVisits | HomeVisits, Field(discriminator="kind")]


class Travel(Section):
    """How long journeys take: road distance, or great-circle distance times the detour factor, over the speed."""

    speed_km_per_hour: PositiveQuantity = 35.0
    detour_factor: PositiveQuantity = 1.3

    vietnamese: ClassVar = in_vietnamese(
        "Đi đường mất bao lâu: quãng đường bộ, hoặc đường chim bay nhân hệ số đường vòng, chia cho tốc độ.",
    )


class Organisation(Section):
    """An association, union or hamlet team that brings people to the desks."""

    name: Text
    kind: Literal["association", "digital_team", "project_06", "union"]
    """What it is; for people who read the scenario: it changes nothing."""
    places: tuple[Id, ...] = Field(min_length=1)
    """Places it can invite to; a district-wide organisation lists several."""
    stream: Id
    weekly_capacity: Count
    """People it can invite in one ISO week, over all its places."""
    show_up_rate: Share
    """Share of the invited who come."""
    segments: dict[Id, Share]
    """Shares of the invited by segment; they sum to 1."""
    note: Text = ""
    """Where the figures come from; for people who read the scenario: it changes nothing."""

    vietnamese: ClassVar = in_vietnamese(
        "Hội, đoàn thể hoặc tổ ở ấp, khu phố vận động người dân đến bàn.",
        kind="Thuộc loại nào; dành cho người đọc kịch bản, không làm thay đổi gì.",
        places="Những nơi có thể mời đến; tổ chức cấp huyện ghi nhiều nơi.",
        weekly_capacity="Số người có thể mời trong một tuần ISO, tính chung mọi nơi.",
        show_up_rate="Tỷ lệ người được mời đến.",
        segments="Tỷ lệ người được mời theo nhóm dân; cộng lại bằng 1.",
        note="Số liệu lấy từ đâu; dành cho người đọc kịch bản, không làm thay đổi gì.",
    )
