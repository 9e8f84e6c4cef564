"""The same booking for every peer: five questions, the same words, the same number of buttons."""

from __future__ import annotations

from typing import NamedTuple


class Question(NamedTuple):
    """One step: what is asked and the labels to choose from, `width` in a row."""

    key: str
    text: str
    labels: tuple[str, ...]
    width: int


_DAYS = "周一 6月1日|周二 6月2日|周三 6月3日|周四 6月4日|周五 6月5日|周六 6月6日|周日 6月7日|周一 6月8日|"
_DAYS += "周二 6月9日|周三 6月10日|周四 6月11日|周五 6月12日"

QUESTIONS = (
    Question("car", "您好！要给哪辆车预约？", ("沪A·12345 朗逸", "沪B·67890 途观"), 1),
    Question(
        "reason",
        "这次来做什么？",
        ("小保养", "大保养", "轮胎换位", "空调清洗", "刹车检查", "其他故障"),
        2,
    ),
    Question(
        "day",
        "哪天方便？以下都是可以预约的日子（上海时间）。",
        tuple(_DAYS.split("|")),
        4,
    ),
    Question(
        "time",
        "几点到店？",
        tuple(f"{8 + quarter // 2:02d}:{quarter % 2 * 30:02d}" for quarter in range(16)),
        4,
    ),
    Question(
        "summary",
        "请核对：\n车辆 {car}\n项目 {reason}\n时间 {day} {time}\n估价 300–500 元，以实际检查为准。",
        ("确认预约", "改车辆", "改项目", "改日期", "改时间"),
        1,
    ),
)
DONE = "预约好了：{day} {time}（上海时间），{car}，{reason}。请带上行驶证和保养手册。"
BACK, CANCEL = "‹ 返回", "取消"
