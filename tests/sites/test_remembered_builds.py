"""Builds that remember the last one: whatever changed since, the site is what it is without a memory."""

from __future__ import annotations

import dataclasses
import datetime
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tiny_province
from imagined_areas import areas, collection, feature
from site_builds import digests

from access_info.assessment.link_results import (
    LinkAnswer,
    LinkState,
    link_result,
    link_result_bytes,
)
from access_info.assessment.province import snapshot_bytes
from access_info.legal.packs import DATA
from access_info.pipeline import Layout, Options, build_plain_site
from access_info.pipeline.hand_written import HandWrittenFolder
from access_info.pipeline.preparation import prepare
from access_info.pipeline.preparation.inspection import judge_each, snapshot, snapshot_facts
from access_info.pipeline.publish import shared_files
from access_info.source.mkdocs_settings import SiteSettings

DAY = datetime.date(2026, 11, 24)
LIST, PLACE = "agencies/xa-doi/cong-khai.yml", "agencies/_dia-ban.yml"
LINK = "https://xa.gov.vn/ke-hoach"
SUPPLEMENT = "luat/luat-10-2022.yml"
PLAIN = Options(
    agencies=Path(),
    as_of=DAY,
    site_url="https://tinh.mau.example/",
    layout=Layout.MANY,
    papers=True,
    jobs=1,
)


@dataclasses.dataclass
class Province:
    """The tiny province in a folder, with the settings that its builds have."""

    folder: Path
    settings: dict[str, Any] = dataclasses.field(default_factory=dict)

    def options(self, **more: Any) -> Options:
        """What is built."""
        places = {
            "agencies": "agencies",
            "snapshots": "tom-tat",
            "links": "lien-ket",
            "laws": "luat",
        }
        paths = {name: self.folder / path for name, path in places.items()}
        return dataclasses.replace(PLAIN, **(paths | self.settings | more))

    def build(self, out: str, cache: Path | None) -> dict[str, str]:
        """The files of a site with their hashes."""
        content = HandWrittenFolder(self.folder / "viet", SiteSettings(folder="viet"))
        options = self.options(cache=cache)
        prepared = build_plain_site(options, out=self.folder / out, content=content)
        assert not prepared.stops, prepared.problems
        return digests(self.folder / out)

    def write(self, name: str, content: str | bytes) -> None:
        """Write a file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def edit(self, name: str, old: str, new: str) -> None:
        """Put a text in another's place."""
        text = (self.folder / name).read_text("utf-8")
        assert old in text
        self.write(name, text.replace(old, new, 1))


def _snapshot(province: Province) -> None:
    options = province.options(as_of=datetime.date(2026, 10, 1))
    content = snapshot_bytes(snapshot(options, judge_each(options, snapshot_facts)))
    province.write("tom-tat/2026-10-01.json", content)


def _dead_link(province: Province) -> None:
    dead, before = LinkAnswer(state=LinkState.DEAD, code=404), None
    for day in (20, 21):
        checked = datetime.date(2026, 11, day)
        before = link_result(checked, {LINK: dead}, {"xa-2": [LINK]}, before=before)
        province.write(f"lien-ket/{checked}.json", link_result_bytes(before))


def _areas(seed: int) -> Callable[[Province], None]:
    def draw(province: Province) -> None:
        outlines = collection(
            *(
                feature(name, [[[(105 + x / 1_000, 21 + y / 1_000) for x, y in ring]]])
                for name, ((ring,),) in zip(
                    ("xa-1", "xa-2"), areas(2, 1, seed=seed).values(), strict=True
                )
            )
        )
        province.write("agencies/_dia-ban/ranh_gioi.geojson", json.dumps(outlines))

    return draw


def _set(**settings: object) -> Callable[[Province], None]:
    return lambda province: province.settings.update(settings)


def _edit(name: str, old: str, new: str) -> Callable[[Province], None]:
    return lambda province: province.edit(name, old, new)


ROW = '- ma: "2026-00{}"'
WITHDRAWN = '{}\n  rut: {{ngay: 2026-11-20, ly_do: "Có đời tư"}}'
CHANGES: dict[str, Callable[[Province], None]] = {
    "a title": _edit(LIST, "Quy chế số 1", "Quy chế số 1b"),
    "a name that others show": _edit("agencies/xa-doi/co-quan.yml", "xã Một", "xã Mốt"),
    "a telephone": lambda province: province.write(
        "agencies/xa-doi/co-quan.yml", tiny_province.profile("xã Mốt") + 'dien_thoai: "0298 3812 000"\n'
    ),
    "an item that is withdrawn": _edit(LIST, ROW.format(2), WITHDRAWN.format(ROW.format(2))),
    "an attachment of the same size": _edit("agencies/xa-doi/tep/quy-che-3.csv", "Tiếp", "Tiễn"),
    "a page of an agency": _edit("agencies/xa-doi/trang/lich.md", "Thứ Hai", "Thứ Ba"),
    "words of the province": _edit(PLACE, '"Tỉnh Mẫu"', '"Tỉnh Mẫu Mới"'),
    "a hand-written title": _edit("viet/viec.md", "# Việc", "# Công việc"),
    "a summary of an earlier day": _snapshot,
    "a link that is dead": _dead_link,
    "areas": _areas(1),
    "other areas": _areas(2),
    "a further law": _edit(SUPPLEMENT, "Có kế hoạch công khai:", "Có kế hoạch công khai riêng:"),
    "the next day": _set(as_of=DAY + datetime.timedelta(days=1)),
    "half a year": _set(as_of=datetime.date(2027, 6, 1)),
    "a day of before": _set(as_of=datetime.date(2026, 9, 15)),
    "another language": _set(languages=("en",)),
    "no search": _set(search=False),
    "no frames": _set(embed=False),
    "another address": _set(site_url="https://khac.mau.example/"),
    "an agency that goes": lambda province: shutil.rmtree(province.folder / "agencies/xa-1"),
    "an agency whose name stays": lambda province: shutil.rmtree(province.folder / "agencies/xa-doi"),
    "no oversight": _set(oversight=False),
    "no downloads": _set(downloads=False),
}  # fmt: skip


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Province:
    """The province, built once with a memory."""
    province = Province(tiny_province.lay_out(tmp_path_factory.mktemp("tinh")))
    shutil.copyfile(DATA / "luat-10-2022.yml", _folder(province, "luat") / "luat-10-2022.yml")
    province.write("viet/viec.md", "# Việc\n\nMẫu.\n")
    above = tiny_province.profile("xã 1") + 'truc_thuoc: "xa-doi"\n'
    province.write("agencies/xa-1/co-quan.yml", above)
    linked = f'kenh: [{{loai: cong-thong-tin, dia_chi: "{LINK}"}}]\n'
    province.write("agencies/xa-2/co-quan.yml", tiny_province.profile("xã 2") + linked)
    heir = tiny_province.profile("xã 3") + 'tien_than: ["xa-4"]\n'
    province.write("agencies/xa-3/co-quan.yml", heir)
    ended = tiny_province.profile("xã 4") + "cham_dut: {ngay: 2026-11-25}\n"
    province.write("agencies/xa-4/co-quan.yml", ended)
    province.write(
        "agencies/xa-3/dinh-chinh.yml",
        'muc:\n- ma: "d1"\n  noi_dung_sai: "a"\n  noi_dung_dung: "b"\n  ngay_kien_nghi: 2026-11-20\n',
    )
    province.build("site", province.folder / ".cache")
    return province


def _folder(province: Province, name: str) -> Path:
    folder = province.folder / name
    folder.mkdir()
    return folder


@pytest.mark.parametrize("name", CHANGES)
def test_after_any_change_a_site_is_as_without_a_memory(province: Province, name: str) -> None:
    """One change after the other, each on top of those before: so that the copy before last counts too."""
    before = digests(province.folder / "site")
    CHANGES[name](province)
    remembered = province.build("site", province.folder / ".cache")
    fresh = province.build("moi", None)
    assert [file for file in fresh if remembered.get(file) != fresh[file]] == []
    assert remembered.keys() == fresh.keys()
    assert remembered != before


WORK: dict[str, tuple[Callable[[Province], None], set[str]]] = {
    "a title": (
        CHANGES["a title"],
        {"@front", "index", "list", "write_follower", "catalogue"},
    ),
    "a title under a point": (
        lambda province: province.edit(LIST, "ten:", 'diem: ["l01-d17k1b"]\n  ten:'),
        {"@front", "@agencies", "@l01-d17k1b", "index", "list", "sets", "catalogue"}
        | {"write_follower", "@overview"},
    ),
    "a telephone": (
        CHANGES["a telephone"],
        {
            "@front",
            "@agencies",
            "@overview",
            "index",
            "list",
            "sets",
            "catalogue",
            "write_follower",
        },
    ),
    "a page of an agency": (CHANGES["a page of an agency"], {"catalogue"}),
    "a hand-written text": (_edit("viet/viec.md", "Mẫu.", "Mẫu mới."), set()),
    "the next day": (_set(as_of=DAY + datetime.timedelta(days=1)), set()),
    "nothing": (lambda province: province.edit(LIST, "muc:", "muc: "), set()),
}


@pytest.mark.parametrize("name", WORK)
def test_only_what_takes_something_changed_runs_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = tiny_province.lay_out(tmp_path / "tinh")
    province = Province(folder, {"laws": None, "snapshots": None, "links": None})
    province.write("viet/viec.md", "# Việc\n\nMẫu.\n")
    ran: set[str] = set()

    def noted(module: Any, function: str, called: Callable[[Any], str]) -> None:
        original = getattr(module, function)

        def call(state: Any, task: Any) -> Any:
            ran.add(called(task))
            return original(state, task)

        monkeypatch.setattr(module, function, call)

    noted(prepare, "_render", str)
    noted(shared_files, "_write_part", _producer)
    province.build("site", tmp_path / "nho")
    change, expected = WORK[name]
    ran.clear()
    change(province)
    province.build("site", tmp_path / "nho")
    assert ran == expected


def _producer(write: Callable[..., Any]) -> str:
    function = getattr(write, "func", write)
    return str(function.__name__).removeprefix("_write_").removesuffix("_files")
