"""Section ``baseline``: the run that acceptance rules may be relative to."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from optimizer.fields import Day, Quantity, Section, Text, in_vietnamese


class Baseline(Section):
    """An earlier run that acceptance rules compare with."""

    run: Text
    """Its folder, seen from where the command is run, e.g. ``runs/dong_phu``."""
    figures: dict[Text, Quantity | Day] = Field(default_factory=dict)
    """Per acceptance rule, the baseline's figure; read from the run and written out in the resolved scenario, which
    so needs the run no more."""

    vietnamese: ClassVar = in_vietnamese(
        "Phương án trước đó để các tiêu chí chấp nhận đối chiếu.",
        run="Thư mục kết quả, tính từ nơi chạy lệnh, ví dụ runs/dong_phu.",
        figures=(
            "Số liệu của phương án đối chiếu theo từng tiêu chí; lấy từ kết quả đó và ghi vào kịch bản đầy đủ, nên về "
            "sau không cần thư mục kết quả nữa."
        ),
    )
