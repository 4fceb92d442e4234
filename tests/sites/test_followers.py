"""Strangers' programs follow a site through all that happens to it, each by one way of telling changes."""

from __future__ import annotations

import inspect
import json

import harvesters
import pytest
import tiny_province
from published_state import build, changes_of, publish
from site_builds import mkdocs

PROFILES = {
    "xa-an": "Ủy ban nhân dân xã Mẫu An",
    "xa-binh": "Ủy ban nhân dân xã Mẫu Bình",
    "so-mau": "Sở Mẫu",
}


def row(number, **more):
    fields = {"ten": f'"Kế hoạch số {number}"', "ngay_cong_khai": f"2026-0{number}-01", **more}
    lines = "".join(f"  {name}: {value}\n" for name, value in fields.items())
    return f'- ma: "2026-00{number}"\n{lines}'


@pytest.fixture
def province(tmp_path):
    write(tmp_path, "_dia-ban.yml", 'ten: "Tỉnh Mẫu"\nloai: tinh\n')
    for agency, name in PROFILES.items():
        kind = "so" if agency == "so-mau" else "xa"
        write(tmp_path, f"{agency}/co-quan.yml", f'ten: "{name}"\nloai: {kind}\n')
        write(tmp_path, f"{agency}/cong-khai.yml", "muc:\n" + "".join(map(row, range(1, 5))))
    conditional = 'muc:\n- ma: "2026-901"\n  ten: "Hồ sơ"\n  ngay_cap_nhat: 2026-02-01\n'
    write(tmp_path, "so-mau/co-dieu-kien.yml", conditional)
    return tmp_path


def write(folder, name, text):
    path = folder / "agencies" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def replaced(folder, name, before, after):
    path = folder / "agencies" / name
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def add(folder):
    write(folder, "so-mau/cong-khai.yml", "muc:\n" + "".join(map(row, range(1, 6))))


def edit(folder):
    """Without a word on when."""
    replaced(folder, "so-mau/cong-khai.yml", "Kế hoạch số 2", "Kế hoạch (sửa) số 2")


def withdraw(folder):
    taken = row(3, rut="{ngay: 2026-11-20, ly_do: Có đời tư}")
    replaced(folder, "so-mau/cong-khai.yml", row(3), taken)


def remove(folder):
    replaced(folder, "so-mau/cong-khai.yml", row(1), "")
    (folder / "agencies/so-mau/co-dieu-kien.yml").unlink()


def rename(folder):
    (folder / "agencies/so-mau").rename(folder / "agencies/so-moi")
    replaced(folder, "so-moi/co-quan.yml", "Sở Mẫu", "Sở Mới")
    moved = 'chuyen_huong:\n- tu: "so-mau"\n  den: "so-moi"\n'
    write(folder, "_dia-ban.yml", f'ten: "Tỉnh Mẫu"\nloai: tinh\n{moved}')


def merge(folder):
    """Two communes become one; one of them keeps its page, the other's data are cleared away."""
    founded = 'thanh_lap: {ngay: "2026-11-01"}\ntien_than: ["xa-an", "xa-binh"]\n'
    write(folder, "xa-hoa/co-quan.yml", f'ten: "Ủy ban nhân dân xã Mẫu Hòa"\nloai: xa\n{founded}')
    write(folder, "xa-hoa/cong-khai.yml", f"muc:\n{row(1)}{row(2)}")
    for agency in ("xa-an", "xa-binh"):
        ended = f'ten: "{PROFILES[agency]}"\nloai: xa\ncham_dut: {{ngay: "2026-11-01"}}\n'
        write(folder, f"{agency}/co-quan.yml", f'{ended}ke_thua: ["xa-hoa"]\n')
    (folder / "agencies/xa-binh/cong-khai.yml").unlink()


def nothing(folder):
    pass


STEPS = {
    add: ["added"],
    edit: ["changed"],
    withdraw: ["changed"],
    remove: ["removed"] * 2,
    rename: ["removed"] * 4 + ["added"] * 4,
    merge: ["removed"] * 4 + ["added"] * 2,
    nothing: [],
}


def test_a_mirror_equals_the_site_after_each_step(province):
    rows, feed = harvesters.RowHarvester(), harvesters.FeedHarvester()
    files = harvesters.FileHarvester()
    late = (
        harvesters.RowHarvester(),
        harvesters.FeedHarvester(),
        harvesters.FileHarvester(),
    )
    manifest, count = None, 0
    for number, step in enumerate([nothing, *STEPS], 20):
        step(province)
        site = build(province, f"2026-11-{number}", previous=manifest)
        kinds = [change["change"] for change in changes_of(site)][count:]
        assert sorted(kinds) == sorted(STEPS[step])
        count += len(kinds)

        def get(path, site=site):
            return (site / path).read_bytes()

        is_late = manifest is not None and step is not nothing
        for harvester in (rows, feed, files, *(() if is_late else late)):
            harvester.visit(get)
        every = {name: harvesters.listed(get, name) for name in harvesters.SETS}
        assert rows.rows == {key: row for each in every.values() for key, row in each.items()}
        listed = every["cong-khai"] | every["co-dieu-kien"]
        assert feed.ids == {key for key, each in listed.items() if each.get("status") != "da-rut"}
        names = json.loads(get("manifest.json"))["files"].items()
        assert files.hashes == {path: file["sha256"] for path, file in names}
        manifest = publish(site, province / "truoc")
    assert (late[0].rows, late[1].ids, late[2].hashes) == (rows.rows, feed.ids, files.hashes)
    assert "Kế hoạch" not in (site / "tai-ve/thay-doi.json").read_text("utf-8")


@pytest.mark.parametrize(
    "harvester", [harvesters.RowHarvester, harvesters.FeedHarvester, harvesters.FileHarvester]
)
def test_harvesters_are_short(harvester):
    """Whoever follows a site need not write much."""
    assert len(inspect.getsource(harvester).splitlines()) <= 60


def test_the_plugin_goes_on_from_a_state_that_is_there(tmp_path):
    folder = tiny_province.lay_out(tmp_path)
    settings = (folder / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("papers: true", "papers: true, previous: truoc/manifest.json")
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    for basis in ("data", "previous"):
        assert mkdocs(folder).returncode == 0
        listing = json.loads((folder / "site/tai-ve/dong.json").read_bytes())
        assert listing["modifiedFrom"] == basis
        publish(folder / "site", folder / "truoc")
    (folder / "truoc/tai-ve/dong.json").write_text("{}", "utf-8")
    failed = mkdocs(folder)
    assert failed.returncode == 1
    assert "TT171" in failed.stderr
