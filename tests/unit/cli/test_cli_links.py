"""`access-info check --links`: from asking real servers to what pages say about a broken link."""

from __future__ import annotations

import argparse
import datetime
import filecmp
import json
import re
import shutil
from pathlib import Path

import pytest
from web_server import Server, serving

from access_info.assessment.link_results import (
    LinkAnswer,
    LinkResult,
    LinkState,
    link_result,
    link_result_bytes,
)
from access_info.cli import main
from access_info.cli.check import ask_links
from access_info.cli.parser import WrongDataError
from access_info.cli.typed import Targets, Typed
from access_info.pipeline import Options, build_plain_site
from access_info.pipeline.link_check import Asking
from access_info.source.documents import read_yaml
from access_info.source.rewriting import dump_yaml
from access_info.waiting import NO_PROGRESS

pytestmark = pytest.mark.sampled

ROOT = Path(__file__).parents[3]
DAYS = [datetime.date(2026, 11, day) for day in (1, 8, 15, 22)]
DEAD = LinkAnswer(state=LinkState.DEAD, code=404)
UNKNOWN = LinkAnswer(state=LinkState.UNKNOWN, code=403)
ALIVE = LinkAnswer(state=LinkState.ALIVE, code=200)
HOW = Asking(interval=0, patience=2, allowed=lambda _: True, skips=lambda _: False)


def _chain(*answers: LinkAnswer):
    """The last of the results of some weeks."""
    before = None
    for day, answer in zip(DAYS, answers, strict=False):
        before = link_result(
            day, {"https://a.vn/": answer}, {"so": ["https://a.vn/"]}, before=before
        )
        before = LinkResult.model_validate_json(link_result_bytes(before))
    return before.dead("so").get("https://a.vn/")


@pytest.mark.parametrize(
    ("answers", "since"),
    [
        ([DEAD], None),
        ([DEAD, DEAD], DAYS[0]),
        ([ALIVE, DEAD, DEAD], DAYS[1]),
        ([DEAD, DEAD, DEAD, DEAD], DAYS[0]),
        ([DEAD, UNKNOWN, DEAD], DAYS[0]),
        ([DEAD, DEAD, UNKNOWN], DAYS[0]),
        ([UNKNOWN, UNKNOWN], None),
        ([DEAD, DEAD, ALIVE], None),
        ([DEAD, ALIVE, DEAD], None),
        ([DEAD, DEAD, ALIVE, DEAD], None),
    ],
)
def test_a_link_is_dead_after_failing_on_two_days(answers, since):
    assert _chain(*answers) == since


def test_what_works_needs_no_room():
    result = link_result(
        DAYS[0],
        {"https://a.vn/": ALIVE, "https://b.vn/": DEAD},
        {"so": ["https://a.vn/"]},
        before=None,
    )
    data = json.loads(link_result_bytes(result))
    assert data == {
        "format": 1,
        "checked": "2026-11-01",
        "count": 2,
        "links": {
            "https://b.vn/": {"state": "hong", "code": 404, "since": "2026-11-01", "times": 1}
        },
    }
    assert LinkResult.model_validate_json(link_result_bytes(result)) == result


@pytest.fixture
def server():
    with serving(Server()) as running:
        yield running


@pytest.fixture
def province(tmp_path, monkeypatch, server) -> Path:
    """Two agencies whose addresses are this machine's."""
    monkeypatch.chdir(tmp_path)
    for name in ("xa-mau-phu", "trung-tam-dich-vu-viec-lam"):
        shutil.copytree(ROOT / "agencies" / name, tmp_path / "agencies" / name)
        for path in (tmp_path / "agencies" / name).rglob("*.yml"):
            text = re.sub(
                r"https://[\w.-]*mau\.example",
                f"{server.address}/{name}",
                path.read_text(encoding="utf-8"),
            )
            path.write_text(text, encoding="utf-8")
    return tmp_path


def _options(day: datetime.date, **settings) -> argparse.Namespace:
    usual = {"fetch": None, "fetch_only": False, "out": Path("lien-ket"), "as_of": day}
    usual |= {"format": "text", "progress": NO_PROGRESS}
    return Typed(**{**usual, **settings})


def _ask(province: Path, day: datetime.date, **settings):
    return ask_links(_options(day, **settings), Targets(province / "agencies"), HOW)


def _first_path(province: Path, server) -> str:
    """A path of an address in a list of the first agency."""
    text = (province / "agencies/xa-mau-phu/cong-khai.yml").read_text(encoding="utf-8")
    match = re.search(re.escape(server.address) + r'(/xa-mau-phu/[^"]+)', text)
    assert match
    return match[1]


def _site(province: Path, out: str, day: datetime.date, **settings):
    options = Options(
        agencies=province / "agencies",
        as_of=day,
        languages=("en",),
        cache=province / ".cache",
        jobs=1,
        links=province / "lien-ket",
        **settings,
    )
    return build_plain_site(options, out=province / out)


def _differing(first: Path, other: Path) -> set[str]:
    files = {
        path.relative_to(root).as_posix()
        for root in (first, other)
        for path in root.rglob("*")
        if path.is_file()
    }
    _, wrong, missing = filecmp.cmpfiles(first, other, files, shallow=False)
    return {*wrong, *missing}


def _page(province: Path, agency: str = "xa-mau-phu") -> str:
    return (province / "site/co-quan" / agency / "cong-khai/index.html").read_text(encoding="utf-8")


def test_a_broken_link_is_reported_at_its_place_and_shown_on_the_second_day(
    province, server, capsys
):
    path = _first_path(province, server)
    server.answers = {path: 404}
    problems = _ask(province, DAYS[0])
    [dead] = {problem.message for problem in problems if problem.code == "TT522"}
    assert dead == f"“{server.address}{path}” không mở được: trang không còn (HTTP 404)."
    [place] = {problem.location.path for problem in problems}
    assert place.endswith("agencies/xa-mau-phu/cong-khai.yml")
    line = Path(place).read_text(encoding="utf-8").split("\n")[problems[0].location.line - 1]
    assert path in line
    assert "1 hỏng (0 hỏng từ hai lần trở lên" in capsys.readouterr().out

    assert _ask(province, DAYS[0])  # twice on a day counts once
    _site(province, "site", DAYS[0])
    assert "liên kết hỏng" not in _page(province)

    _ask(province, DAYS[1])
    prepared = _site(province, "site", DAYS[1])
    page = (province / "site/co-quan/xa-mau-phu/cong-khai/index.html").read_text(encoding="utf-8")
    note = re.search(
        rf'<a href="{re.escape(server.address + path)}"[^>]*>[^<]*</a> <em class="ai-unverified">(.*?)</em>',
        page,
    )
    assert note
    assert re.sub(r"<[^>]+>", "", note[1]).startswith(
        "(liên kết hỏng từ 01/11/2026; hỏi đầu mối của cơ quan 0"
    )
    assert 'href="../dau-moi/"' in note[1]
    assert page.count("liên kết hỏng") == page.count(f'href="{server.address}{path}"')
    assert "liên kết hỏng" not in _page(province, "trung-tam-dich-vu-viec-lam")
    assert not prepared.stops

    server.answers = {}
    _ask(province, DAYS[2])
    _site(province, "site", DAYS[2])
    assert "liên kết hỏng" not in _page(province)


def test_only_the_agency_of_a_broken_link_is_built_anew(province, server):
    server.answers = {_first_path(province, server): 410}
    _site(province, "site", DAYS[3])
    shutil.copytree(province / "site", province / "truoc")
    for day in DAYS[:2]:
        _ask(province, day)
    prepared = _site(province, "site", DAYS[3])
    assert prepared.rendered == {"xa-mau-phu"}
    changed = _differing(province / "truoc", province / "site")
    # Pages of law points list the item too, and say what is wrong with its link.
    points = {name for name in changed if name.startswith("phap-luat/")}
    assert points
    for name in points:
        assert "co-quan/xa-mau-phu/" in (province / "site" / name).read_text(encoding="utf-8")
    assert {name for name in changed if "/xa-mau-phu/" not in name} - points == {
        "giam-sat/lien-ket/2026-11-08.json",
        "giam-sat/lien-ket/danh-sach.txt",
        "assets/access-info/as-of.css",
        "assets/access-info/content-digests.txt",
        "manifest.json",
        "SHA256SUMS",
    }
    assert "co-quan/xa-mau-phu/cong-khai/index.html" in changed
    assert _site(province, "site", DAYS[3]).rendered == frozenset()


def test_a_page_in_english_says_so_in_english(province, server):
    profile = province / "agencies/xa-mau-phu/co-quan.yml"
    channel = {"loai": "cong-thong-tin", "dia_chi": f"{server.address}/404"}
    data = {**read_yaml(profile).data, "kenh": [channel]}
    profile.write_text(dump_yaml(data), encoding="utf-8")
    for day in DAYS[:2]:
        _ask(province, day)
    _site(province, "site", DAYS[1])
    pages = province / "site/co-quan/xa-mau-phu"
    english = (pages / "en/cach-yeu-cau/index.html").read_text(encoding="utf-8")
    note = re.search(r'/404</a> <em class="ai-unverified">(.*?)</em>', english)
    assert note
    words = re.sub(r"<[^>]+>", "", note[1])
    assert words.startswith(
        "(broken link since 01/11/2026; ask the contact point (in Vietnamese) 0"
    )
    assert "liên kết hỏng" not in english
    vietnamese = (pages / "dau-moi/index.html").read_text(encoding="utf-8")
    assert "liên kết hỏng từ 01/11/2026" in vietnamese


def test_a_result_is_carried_on_by_way_of_the_site(province, server):
    server.answers = {_first_path(province, server): 404}
    for day in DAYS[:2]:
        _ask(province, day)
    _site(province, "site", DAYS[1])
    shutil.rmtree(province / "lien-ket")
    with serving(Server(folder=province / "site")) as site:
        _ask(province, DAYS[2], fetch=site.address)
        assert {path.name for path in (province / "lien-ket").iterdir()} == {
            "2026-11-08.json",
            "2026-11-15.json",
        }
        shutil.rmtree(province / "lien-ket")
        count = len(server.seen)
        assert main(["check", "--links", "--fetch", site.address, "--fetch-only"]) == 0
        assert len(server.seen) == count
    result = LinkResult.model_validate_json((province / "lien-ket/2026-11-08.json").read_bytes())
    assert list(result.dead("xa-mau-phu").values()) == [DAYS[0]]


def test_some_agencies_are_checked_without_a_result(province, server):
    targets = Targets(province / "agencies", frozenset({"trung-tam-dich-vu-viec-lam"}))
    assert ask_links(_options(DAYS[0]), targets, HOW) == []
    assert not (province / "lien-ket").exists()
    assert server.seen
    assert all(path.startswith("/trung-tam-dich-vu-viec-lam") for path in server.paths())


def test_a_machine_without_a_network_writes_nothing(province, server, capsys):
    def nowhere(number: str) -> bool:
        return False

    how = Asking(interval=0, allowed=nowhere, skips=lambda _: False)
    with pytest.raises(WrongDataError, match="có lẽ máy này không có mạng"):
        ask_links(_options(DAYS[0]), Targets(province / "agencies"), how)
    assert not (province / "lien-ket").exists()


def test_the_command(province, server, capsys):
    assert main(["check", "--links", "--as-of", "2026-11-01"]) == 1
    assert server.seen == []
    shutil.rmtree(province / "agencies/xa-mau-phu")
    shutil.rmtree(province / "agencies/trung-tam-dich-vu-viec-lam")
    shutil.copytree(ROOT / "agencies/xa-mau-phu", province / "agencies/xa-mau-phu")
    assert main(["check", "--links", "--as-of", "2026-11-01", "--format", "json"]) == 0
    output, wrong = capsys.readouterr()
    assert json.loads(output) == []
    assert "Đã hỏi 0 địa chỉ" in wrong
    assert main(["check", "--links", "--fetch-only"]) == 2
    assert "--fetch-only phải đi với" in capsys.readouterr().err


def test_every_kind_of_warning(province, server):
    path = province / "agencies/xa-mau-phu/co-quan.yml"
    text = path.read_text(encoding="utf-8")
    moved = f"{server.address}/301/moi"
    path.write_text(re.sub(r"(?m)^trang_web: .*$", f'trang_web: "{moved}"', text), encoding="utf-8")
    [problem] = _ask(province, DAYS[0])
    assert problem.code == "TT524"
    assert problem.cure.endswith(f"{server.address}/moi")


def test_without_an_address_nothing_is_fetched(tmp_path, monkeypatch, capsys):
    """What a workflow types as long as nobody told it where the site is."""
    (tmp_path / "agencies").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--links", "--fetch", "", "--fetch-only"]) == 0
    assert capsys.readouterr().out == (
        "Không lấy về kết quả nào: chưa có địa chỉ trang (trên GitHub là biến SITE_URL).\n"
    )
    assert not (tmp_path / "lien-ket").exists()
