"""A build goes on from what was published before: days of change, changes, and the same bytes each time."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import shutil

import pytest
import tiny_province
from published_state import build, changes_of, publish, rows_of
from site_builds import digests

from access_info.pipeline.incremental.earlier import read_earlier_state

LIST = "agencies/xa-doi/cong-khai.yml"
OLD, NEW, LATER = "2026-11-24", "2026-11-25", "2026-11-26"


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A site that nothing was published before."""
    folder = tiny_province.lay_out(tmp_path_factory.mktemp("tinh"))
    edit(folder, '- ma: "2026-002"', '- ma: "2026-002"\n  ngay_cap_nhat: 2026-10-01')
    site = build(folder, OLD)
    publish(site, folder / "truoc")
    return folder


@pytest.fixture
def province(first, tmp_path):
    shutil.copytree(first, tmp_path / "tinh")
    return tmp_path / "tinh"


def edit(folder, before, after):
    path = folder / LIST
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def rows(site):
    content = json.loads((site / "co-quan/xa-doi/tai-ve/cong-khai.json").read_bytes())
    # A list's row has its id behind the `#` of its address.
    return {row["@id"].partition("#")[2]: row for row in content["items"]}, content["modified"]


def test_without_an_earlier_state_days_are_the_datas(first):
    site = first / f"site-{OLD}"
    states = rows_of(site)["xa-doi"]["cong-khai"]
    assert [state[1] for state in states.values()] == ["", "2026-10-01", "", "", "", ""]
    assert all(len(json.dumps({key: state}, separators=(",", ":"))) <= 46 for key, state in states.items())  # fmt: skip
    for name in ("dong", "thay-doi"):
        members = json.loads((site / f"tai-ve/{name}.json").read_bytes())
        assert members["modifiedFrom"] == "data"
    assert changes_of(site) == []


def test_a_rows_hash_is_that_of_the_row_as_published(first):
    listed, _ = rows(first / f"site-{OLD}")
    for key, row in listed.items():
        row.pop("modified", None)
        text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        state = rows_of(first / f"site-{OLD}")["xa-doi"]["cong-khai"][key]
        assert state[0] == hashlib.sha256(text.encode()).hexdigest()[:16]


def test_nothing_changed(province):
    site, before = (
        build(province, NEW, previous=province / "truoc/manifest.json"),
        province / f"site-{OLD}",
    )
    assert changes_of(site) == []
    assert rows_of(site) == rows_of(before)
    was, now = digests(before), digests(site)
    data = [name for name in was if re.search("[.](csv|xlsx|ics)$|tin[^/]*[.]xml$|sitemap", name)]
    assert len(data) > 10
    assert [name for name in data if was[name] != now[name]] == []
    # The lists now tell that their days are of a comparison, and nothing else.
    name = "co-quan/xa-doi/tai-ve/cong-khai.json"
    texts = [(folder / name).read_text("utf-8") for folder in (before, site)]
    assert texts[0].replace('"modifiedFrom":"data"', '"modifiedFrom":"previous"') == texts[1]


def test_edit_add_remove_and_withdraw(province):
    edit(province, "Quy chế số 1", "Quy chế số 1b")
    edit(province, '- ma: "2026-003"', '- ma: "2026-008"')
    withdrawn = '- ma: "2026-004"\n  rut: {ngay: 2026-11-20, ly_do: "Có đời tư"}'
    edit(province, '- ma: "2026-004"', withdrawn)
    site = build(province, NEW, previous=province / "truoc/manifest.json")
    kinds = {
        (change["identifier"], change["change"], change["date"]) for change in changes_of(site)
    }
    assert kinds == {
        ("2026-001", "changed", NEW),
        ("2026-008", "added", NEW),
        ("2026-003", "removed", NEW),
        ("2026-004", "changed", NEW),
    }
    assert "Quy chế" not in (site / "tai-ve/thay-doi.json").read_text("utf-8")
    listed, modified = rows(site)
    assert {key: row.get("modified") for key, row in listed.items()} == {
        "2026-001": NEW, "2026-002": "2026-10-01", "2026-008": NEW, "2026-004": NEW,
        "2026-005": None, "2026-006": None,
    }  # fmt: skip
    assert modified == NEW
    states = rows_of(site)["xa-doi"]["cong-khai"]
    assert states["2026-003"] == ["", NEW]
    assert states["2026-001"][2:] == [1]
    assert f"<lastmod>{NEW}</lastmod>" in (site / "sitemap.xml").read_text("utf-8")
    feed = (site / "co-quan/xa-doi/tin.xml").read_text("utf-8")
    assert f'cong-khai/#2026-003" when="{NEW}T' in feed
    assert f'cong-khai/#2026-004" when="{NEW}T' in feed
    # The next build adds nothing and changes no byte of the data.
    publish(site, province / "truoc")
    again = build(province, LATER, previous=province / "truoc/manifest.json")
    assert changes_of(again) == changes_of(site)
    before, after = digests(site), digests(again)
    assert [name for name in before if before[name] != after[name]] == [
        "SHA256SUMS",
        "assets/access-info/as-of.css",
        "manifest.json",
    ]


def test_agencies_that_go_come_and_are_renamed(province):
    (province / "agencies/xa-doi").rename(province / "agencies/xa-moi")
    site = build(province, NEW, previous=province / "truoc/manifest.json")
    changes = [(change["agency"], change["change"]) for change in changes_of(site)]
    assert changes == [("xa-doi", "removed")] * 7 + [("xa-moi", "added")] * 7
    assert {state[0] for state in rows_of(site)["xa-doi"]["cong-khai"].values()} == {""}
    feed = (site / "tin.xml").read_text("utf-8")
    assert feed.count("/xa-doi/") == feed.count("at:deleted-entry") == 7
    publish(site, province / "truoc")
    later = build(province, LATER, previous=province / "truoc/manifest.json")
    assert changes_of(later) == changes_of(site)
    assert (later / "tin.xml").read_bytes() == (site / "tin.xml").read_bytes()


def test_states_of_a_large_site_are_in_several_files_and_an_edit_changes_a_single_file(province):
    tiny_province.lay_out(province, more=30)
    first = build(province, OLD)
    publish(first, province / "truoc")
    edit(province, "Quy chế số 1", "Quy chế số 1b")
    site = build(province, NEW, previous=province / "truoc/manifest.json")
    assert [change["identifier"] for change in changes_of(site)] == ["2026-001"]
    assert [*rows_of(site)] == sorted(rows_of(site)) == [*rows_of(first)]
    files = sorted(path.relative_to(site).as_posix() for path in site.glob("tai-ve/dong/*.json"))
    assert len(files) > 2
    manifest = json.loads((site / "manifest.json").read_bytes())
    assert manifest["rows"] == files
    assert not (site / "tai-ve/dong.json").exists()
    # A build that compares says so in each file; from then on only one changes.
    publish(site, province / "truoc")
    edit(province, "Quy chế số 1b", "Quy chế số 1c")
    again = build(province, LATER, previous=province / "truoc/manifest.json")
    changed = [path for path in files if (site / path).read_bytes() != (again / path).read_bytes()]
    assert len(changed) == 1
    (province / "truoc" / changed[0]).unlink()
    _, [problem] = read_earlier_state(province / "truoc/manifest.json")
    assert "thiếu tệp" in problem.message


def test_other_sets_are_followed_too(province):
    path = province / "agencies/xa-3/co-quan.yml"
    path.write_text(tiny_province.profile("xã Ba"), "utf-8")
    site = build(province, NEW, previous=province / "truoc/manifest.json")
    assert changes_of(site) == []
    [change] = changes_of(site, lists=("co-quan", "dinh-chinh", "thong-ke", "tinh-trang"))
    assert (change["@id"], change["identifier"], change["change"]) == (
        "co-quan/xa-3/", "xa-3", "changed",
    )  # fmt: skip


def test_a_site_without_downloads_has_no_state_to_go_on_from(province):
    manifest = province / "truoc/manifest.json"
    members = json.loads(manifest.read_bytes())
    for member in ("rows", "changes"):
        del members[member]
    manifest.write_text(json.dumps(members), "utf-8")
    assert read_earlier_state(manifest) == (None, [])


def test_changes_last_four_hundred_days(province):
    edit(province, '- ma: "2026-003"', '- ma: "2026-008"')
    site = build(province, NEW, previous=province / "truoc/manifest.json")
    publish(site, province / "truoc")
    last = datetime.date.fromisoformat(NEW) + datetime.timedelta(days=400)
    then, after = last.isoformat(), (last + datetime.timedelta(days=1)).isoformat()
    site = build(province, then, previous=province / "truoc/manifest.json")
    assert len(changes_of(site)) == 2
    assert "2026-003" in rows_of(site)["xa-doi"]["cong-khai"]
    site = build(province, after, previous=province / "truoc/manifest.json")
    assert changes_of(site) == []
    assert "2026-003" not in rows_of(site)["xa-doi"]["cong-khai"]


def test_same_bytes_with_a_cache_and_with_any_number_of_workers(province):
    """A chain of states through one cache, each compared with a build from nothing."""
    tiny_province.lay_out(province, more=18)  # enough for workers
    days = ("2026-11-25", "2026-11-25", "2026-11-26", "2026-11-27")
    manifest = province / "truoc/manifest.json"
    for number, day in enumerate(days):
        if number in {0, 3}:
            edit(province, "Quy chế số", f"Quy chế sửa lần {number} số")
        if number == 1:
            shutil.rmtree(province / "agencies/xa-3")
        cached = build(province, day, previous=manifest, cached=True, jobs=3)
        fresh = build(province, day, previous=manifest, jobs=1)
        assert digests(cached) == digests(fresh)
        if number != 1:
            publish(fresh, province / "truoc")


@pytest.mark.parametrize(
    ("spoilt", "content", "reason"),
    [
        ("manifest.json", "[]", "các phần phải có"),
        ("manifest.json", '{"files": {}, "rows": "a", "changes": "b"}', "các phần phải có"),
        ("tai-ve/dong.json", "{}", "mã băm"),
        ("tai-ve/thay-doi.json", None, "thiếu tệp"),
    ],
)
def test_a_state_that_is_not_whole_stops_the_build(province, capsys, spoilt, content, reason):
    path = province / "truoc" / spoilt
    path.unlink() if content is None else path.write_text(content, "utf-8")
    _, [problem] = read_earlier_state(province / "truoc/manifest.json")
    assert problem.code == "TT171"
    assert reason in problem.message
    with pytest.raises(AssertionError):
        build(province, NEW, previous=province / "truoc/manifest.json")
    assert "TT171" in capsys.readouterr().err


@pytest.mark.parametrize(
    "content",
    ['{"a":[\n]}\n', '{"a":[\n{"agency":1,"x":[]}\n]}\n', '{"a":[\n{"date":"2026"}\n]}\n', "{"],
)
@pytest.mark.parametrize("name", ["dong", "thay-doi"])
def test_files_of_another_form_are_refused(province, name, content):
    """Their hash is right, so that somebody meant them."""
    manifest, path = province / "truoc/manifest.json", province / f"truoc/tai-ve/{name}.json"
    text = manifest.read_text("utf-8")
    digests_of = [
        hashlib.sha256(data).hexdigest() for data in (path.read_bytes(), content.encode())
    ]
    manifest.write_text(text.replace(*digests_of), "utf-8")
    path.write_text(content, "utf-8")
    state, problems = read_earlier_state(manifest)
    assert (state is None) == bool(problems) == (content != '{"a":[\n]}\n')


@pytest.mark.parametrize("path", ["../ngoai.json", "/etc/passwd", "a//b", "C:/x", "a\\b"])
def test_a_manifest_that_leads_elsewhere_is_refused(province, path):
    manifest = province / "truoc/manifest.json"
    members = json.loads(manifest.read_bytes())
    members["rows"] = path
    members["files"][path] = {"sha256": "0"}
    manifest.write_text(json.dumps(members), "utf-8")
    _, [problem] = read_earlier_state(manifest)
    assert "ngoài trang" in problem.message


def test_nothing_published_before_is_no_mistake(tmp_path):
    assert read_earlier_state(None) == (None, [])
    assert read_earlier_state(tmp_path / "manifest.json") == (None, [])
