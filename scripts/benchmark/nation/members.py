"""What the provinces of a made-up nation publish: the files that a national build reads, and no pages.

The agencies are those of the made-up province (`benchmark.province`), each member with others, so that
nothing repeats itself between members more than within one. They are written as YAML, loaded, judged and
exported as a build does, without checks and pages: the same bytes for the same number, on every machine.
"""

from __future__ import annotations

import concurrent.futures
import dataclasses
import functools
import json
import shutil
import tempfile
from pathlib import Path

from benchmark.nation.publication import publish
from benchmark.province import agencies
from benchmark.province.profile import agency_id

MEMBERS = 34
AGENCIES = 112
_NUMBERS = (
    97  # a prime: with it, no two members' first agencies are of the same kinds in the same order
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class MadeUpMember:
    """A province of the made-up nation.

    Attributes:
        number: Counted from 1.
        agencies: How many it has.
    """

    number: int
    agencies: int = AGENCIES

    @property
    def code(self) -> str:
        """Its code as an administrative unit; none that was issued."""
        return f"{900 + self.number}"

    @property
    def name(self) -> str:
        """What it is called."""
        return f"Tỉnh Mẫu {self.number}"

    @property
    def url(self) -> str:
        """Its public address."""
        return f"https://tinh-{self.number:02d}.mau.example/"

    @property
    def numbers(self) -> range:
        """The numbers of its agencies in the made-up province."""
        first = 2 + (self.number - 1) * (self.agencies + _NUMBERS)
        return range(first, first + self.agencies)


def nation(members: int = MEMBERS, per_member: int = AGENCIES) -> list[MadeUpMember]:
    """List the members of the nation."""
    return [MadeUpMember(number=number, agencies=per_member) for number in range(1, members + 1)]


def write_nation(folder: Path, members: list[MadeUpMember], *, jobs: int) -> Path:
    """Write what all members publish, each in a folder of its code, and the nation's own file.

    Args:
        folder: Where; made if it is not there. Members that are there already stay.
        members: The members.
        jobs: Processes.

    Returns:
        The path of `quoc-gia.yml`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    missing = [member for member in members if not (folder / member.code).is_dir()]
    if missing:
        with concurrent.futures.ProcessPoolExecutor(jobs) as pool:
            list(pool.map(functools.partial(write_member, folder), missing))
    nation_file = folder / "quoc-gia.yml"
    data = {
        "ten": "Nước Mẫu",
        "thanh_vien": [
            {
                "ma": member.code,
                "ten": member.name,
                "dia_chi": member.url,
                "nguon": (folder / member.code).as_posix(),
            }
            for member in members
        ],
    }
    nation_file.write_text(
        json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8", newline="\n"
    )
    return nation_file


def write_member(folder: Path, member: MadeUpMember, *, change: int = 0) -> None:
    """Write what one member publishes into a folder of its code, whole or not at all.

    Args:
        folder: Where all members are.
        member: Which.
        change: How often its middle agency has changed a row.
    """
    with tempfile.TemporaryDirectory(dir=folder, prefix=f".{member.code}-") as work:
        data, out = Path(work, "agencies"), Path(work, "site")
        write_data(data, member, change)
        publish(data, out, member.url)
        target = folder / member.code
        if target.exists():
            shutil.rmtree(target)
        out.rename(target)


def write_data(folder: Path, member: MadeUpMember, change: int = 0) -> None:
    """Write a member's own data into a new folder of agencies."""
    place = agencies.jurisdiction() | {
        "ten": member.name,
        "ma_dinh_danh": f"H{member.code}",
        "ma_don_vi_hanh_chinh": member.code,
    }
    folder.mkdir(parents=True)
    _write(folder / "_dia-ban.yml", place)
    middle = member.numbers[len(member.numbers) // 2]
    for number in member.numbers:
        files = agencies.agency(number)
        files["co-quan.yml"].pop("truc_thuoc", None)  # the office is not of this member
        row = files["cong-khai.yml"]["muc"][agencies.ATTACHED_TO - 1]
        del row["tep"]
        if change and number == middle:
            files["cong-khai.yml"]["muc"][0]["ten"] = f"Thông báo sửa đổi lần {change}"
        for name, content in files.items():
            _write(folder / agency_id(number) / name, content)


def _write(path: Path, data: agencies.Data) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8", newline="\n")
