"""What checks remember: whatever changed and whatever was damaged, they say what they say without it."""

from __future__ import annotations

import datetime
import random
import shutil

import pytest
import tiny_province
from cache_damage import FILES

from access_info.cli import main
from access_info.pipeline import Options, build_plain_site
from access_info.pipeline.preparation import prepare as prepare_module

# Something for each to be wrong with: a link that leads nowhere, one to another agency, a doubtful name.
DEAD = 'muc:\n- ma: "2026-001"\n  ten: "Quy chế"\n  thay_the_boi: "xa-1/2026-009"\n'


@pytest.fixture
def province(tmp_path, monkeypatch):
    folder = tiny_province.lay_out(tmp_path / "tinh")
    (folder / "agencies/xa-2/cong-khai.yml").write_text(DEAD, "utf-8")
    profile = folder / "agencies/xa-3/co-quan.yml"
    profile.write_text(profile.read_text("utf-8") + 'email: "so-nhac@"\n', "utf-8")
    (folder / "agencies/xa-4/tep").mkdir()
    (folder / "agencies/xa-4/tep/hong.pdf").write_bytes(b"%PDF-1.7\nkhong phai")
    (folder / ".cache/access-info").mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")
    return folder


@pytest.fixture
def checked(capsys):
    def check(*words):
        code = main(["check", "--quiet", "--jobs", "1", *words])
        return code, *capsys.readouterr()

    return check


@pytest.fixture
def looked_at(monkeypatch):
    """Agencies that were checked anew."""
    seen: list[str] = []
    prepared = prepare_module.prepare_agency

    def noted(task, name):
        seen.append(name)
        return prepared(task, name)

    monkeypatch.setattr(prepare_module, "prepare_agency", noted)
    return seen


def test_what_did_not_change_is_not_looked_at_again(province, checked, looked_at):
    first = checked()
    assert first[1:] == checked("--no-cache")[1:]
    assert "TT" in first[2]
    looked_at.clear()
    assert checked() == first
    # What could not be read may be read on a machine with less to do.
    assert looked_at == ["xa-4"]
    assert checked("--format", "json") == checked("--no-cache", "--format", "json")


def _edit(path, old, new):
    def change(folder):
        file = folder / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    return change


CHANGES = {
    "a text": _edit("agencies/xa-doi/co-quan.yml", "xã Một", 'xã "Một'),
    "a cure": _edit("agencies/xa-3/co-quan.yml", "so-nhac@", "so-nhac@mau.gov.vn"),
    "the item that another agency names": lambda folder: (
        folder / "agencies/xa-1/cong-khai.yml"
    ).write_text('muc:\n- ma: "2026-009"\n  ten: "Quy chế"\n', "utf-8"),
    "an agency is gone": lambda folder: shutil.rmtree(folder / "agencies/xa-1"),
    "an agency is new": lambda folder: shutil.copytree(
        folder / "agencies/xa-3", folder / "agencies/xa-9"
    ),
    "an attachment": lambda folder: (folder / "agencies/xa-doi/tep/quy-che-1.csv").write_text(
        "Họ tên,Số định danh\nNguyễn Văn Mẫu,001099012345\n", "utf-8"
    ),
    "an attachment that is gone": lambda folder: (
        folder / "agencies/xa-doi/tep/quy-che-2.csv"
    ).unlink(),
    "the province": _edit("agencies/_dia-ban.yml", '"tinh"', '"thanh-pho"'),
    "a stray file": lambda folder: (folder / "agencies/xa-1/ghi-chu.txt").write_text("x", "utf-8"),
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("before", ["check", "build"])
def test_after_any_change_a_check_says_what_this_says_without_a_memory(
    province, checked, looked_at, name, before
):
    if before == "check":
        checked()
    else:
        _built(province)
    looked_at.clear()
    CHANGES[name](province)
    output = checked()
    assert len(looked_at) < 12
    assert output == checked("--no-cache")
    assert checked() == output
    assert checked("xa-2", "--no-cache") == checked("xa-2")


def _built(folder):
    day = datetime.date(2026, 11, 24)
    options = Options(
        agencies=folder / "agencies", as_of=day, jobs=1, cache=folder / ".cache/access-info"
    )
    assert not build_plain_site(options, out=folder / "site").stops


def test_a_check_takes_over_what_a_build_seen(province, checked, looked_at):
    _built(province)
    looked_at.clear()
    output = checked()
    assert looked_at == ["xa-4"]
    assert output == checked("--no-cache")


def test_a_check_of_some_leaves_what_is_known_of_the_others(province, checked, looked_at):
    checked()
    checked("xa-1")
    looked_at.clear()
    checked()
    assert looked_at == ["xa-4"]


def test_another_day_is_requested_for_anew_where_this_matters(province, checked, monkeypatch):
    profile = province / "agencies/xa-3/co-quan.yml"
    profile.write_text(profile.read_text("utf-8") + "ngay_cham_dut: 2026-12-31\n", "utf-8")
    checked()
    for day in ("1798848000", "1861920000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", day)
        assert checked() == checked("--no-cache")


def test_a_folder_that_was_moved_with_its_cache_is_reported_where_this_is(
    province, checked, monkeypatch, tmp_path
):
    checked()
    monkeypatch.chdir(tmp_path)
    moved = tmp_path / "noi-khac"
    province.rename(moved)
    monkeypatch.chdir(moved)
    assert checked("--format", "json") == checked("--no-cache", "--format", "json")


@pytest.mark.parametrize("way", FILES)
def test_a_damaged_memory_says_nothing_wrong(province, checked, way):
    output = checked()
    FILES[way](province / ".cache/access-info/results.db")
    assert checked() == output
    assert checked() == output


def test_changes_and_damage_in_any_order_are_of_no_matter(province, checked):
    dice = random.Random(18)  # noqa: S311
    changes = [name for name in CHANGES if "agency is" not in name and "gone" not in name]
    for _ in range(6):
        if dice.random() < 0.5 and (province / ".cache/access-info/results.db").is_file():
            FILES[dice.choice(sorted(FILES))](province / ".cache/access-info/results.db")
        elif changes:
            CHANGES[changes.pop(dice.randrange(len(changes)))](province)
        assert checked() == checked("--no-cache")


def test_few_agencies_leave_no_cache_and_none_is_needed(province, checked):
    shutil.rmtree(province / ".cache")
    checked()
    assert not (province / ".cache").exists()
    (province / ".cache").write_text("một tệp", "utf-8")
    assert checked() == checked("--no-cache")
