"""Edits that a clerk makes in a day, drawn by chance, and an agency whose lists are long."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from benchmark.province import rows
from benchmark.province.agencies import Data, agency, jurisdiction, write_data
from benchmark.province.attachments import file_bytes, file_kind
from benchmark.province.composing import pick, title
from benchmark.province.profile import agency_id
from benchmark.province.words import TITLES

KINDS = ("word", "title", "row", "withdrawal")
_LIST = "cong-khai.yml"
_FILE_ROWS = 1_000


def draw_edits(folder: Path, count: int, times: int) -> Iterator[tuple[str, str]]:
    """Make one edit after another, each when it is asked for: the same ones in every run.

    Args:
        folder: The ``agencies/`` folder, as `write_agencies` made it.
        count: How many agencies it has.
        times: How many edits.

    Yields:
        What was edited, one of `KINDS`, and in which agency.
    """
    chance = random.Random(30)  # noqa: S311 - nothing secret: made-up data
    lists: dict[int, Data] = {}
    for step in range(times):
        number = pick(chance, range(1, count + 1))
        data = lists.setdefault(number, agency(number)[_LIST])
        row = pick(chance, [row for row in data["muc"] if not {"tinh_trang", "tep"} & row.keys()])
        kind = KINDS[step % len(KINDS)]
        if kind == "word":
            words = row["ten"].split()
            words[int(chance.random() * len(words))] = f"mẫu-{step}"
            row["ten"] = " ".join(words)
        elif kind == "title":
            row["ten"] = title(pick(chance, TITLES).text, chance, year=2026)
        elif kind == "row":
            (new,) = rows.items(1, f"{agency_id(number)}.mau.example", chance)
            data["muc"].append(new | {"ma": f"2026-moi-{step}"})
        else:
            row |= {"tinh_trang": "da-rut", "rut": {"ngay": "2026-11-20", "ly_do": "Đăng nhầm"}}
        write_data(folder / agency_id(number) / _LIST, data)
        yield kind, agency_id(number)


def write_long_agency(folder: Path, *, items: int = 0, attachments: int = 0) -> None:
    """Write a whole ``agencies/`` folder of a single agency with a long list.

    Args:
        folder: Where; made if it is not there.
        items: Rows of its list of what must be disclosed, no two alike.
        attachments: As many rows besides, each with a file of its own.
    """
    chance = random.Random(items + attachments)  # noqa: S311 - as above
    write_data(folder / "_dia-ban.yml", jurisdiction())
    below = folder / agency_id(1)
    write_data(below / "co-quan.yml", agency(1)["co-quan.yml"])
    (below / "tep").mkdir()
    listed = rows.items(items + attachments, f"{agency_id(1)}.mau.example", chance)
    seen: set[str] = set()
    for number, row in enumerate(listed, 1):
        row["ten"] += f", đợt {number}" if row["ten"] in seen else ""
        seen.add(row["ten"])
    for number, row in enumerate(listed[items:], 1):
        row["tep"] = [f"tai-lieu-{number}.{file_kind(number)}"]
        content = file_bytes(file_kind(number), 2026, chance)
        (below / "tep" / row["tep"][0]).write_bytes(content)
    for start in range(0, len(listed), _FILE_ROWS):
        name = f"cong-khai/{start // _FILE_ROWS + 1:03d}.yml"
        write_data(below / name, {"muc": listed[start : start + _FILE_ROWS]})
