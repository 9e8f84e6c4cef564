"""A dealer's spreadsheets of any size: owners in GB18030, their cars, visits by plate. The same seed, the same files."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from dealership.domain.identity import vin_check_digit_ok


def write(folder: Path, owners: int, cars: int, visits: int, order: int | None = None) -> list[Path]:
    """Three files; `order` shuffles their rows and the files themselves."""
    tables = (
        ("owners.csv", "gb18030", ["客户编号", "客户姓名", "手机号", "生日", "客户等级"], [_owner(i) for i in range(owners)]),
        ("cars.csv", "utf-8", ["客户编号", "车牌号", "VIN", "车型", "保险到期"], [_car(i, owners) for i in range(cars)]),
        ("visits.csv", "utf-8", ["Plate", "Visit date", "Odometer", "Work", "Amount", "Finding"], [_visit(i, cars) for i in range(visits)]),
    )  # fmt: skip
    paths = []
    for name, encoding, headings, rows in tables:
        if order is not None:
            random.Random(order).shuffle(rows)
        with (folder / name).open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows([headings, *rows])
        paths.append(folder / name)
    return paths if order is None else paths[::-1]


def _owner(i: int) -> Sequence[object]:
    name = "王李张刘陈"[i % 5] + chr(0x4E00 + i % 3000)
    return (
        f"K{i:06}",
        name,
        f"1{3800000000 + i * 7}",
        f"{1960 + i % 40}-{1 + i % 12:02}-{1 + i % 28:02}",
        ("普通", "重点")[i % 2],
    )


def _car(i: int, owners: int) -> Sequence[object]:
    return f"K{i % owners:06}", plate(i), vin(i), "星途 X7", f"2026-{1 + i % 12:02}-{1 + i % 28:02}"


def _visit(i: int, cars: int) -> Sequence[object]:
    day = f"{2020 + i % 6}-{1 + (i // 7) % 12:02}-{1 + i % 28:02}"
    return (
        plate(i % cars),
        day,
        5000 + i % 90000,
        "机油机滤",
        f"{300 + i % 900}.{i % 100:02}",
        "前刹车片" if i % 10 == 0 else "",
    )


def plate(i: int) -> str:
    return f"沪{'ABCDEFGH'[i // 100_000]}{i % 100_000:05}"


def vin(i: int) -> str:
    return next(one for one in _vins(i) if vin_check_digit_ok(one))


def _vins(i: int) -> Iterator[str]:
    return (f"LSVAA418{digit}E2{i:06}" for digit in "0123456789X")
