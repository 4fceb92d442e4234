"""`access-info review` where the province has law packs of its own, or proposes some."""

from __future__ import annotations

import pytest
from provincial_law_pack import BOTH, NEW_LAW, PACK, SITE

from access_info.cli import main

pytestmark = pytest.mark.exhaustive


def _with_pack(province) -> None:
    province.write({"mkdocs.yml": SITE, PACK: NEW_LAW})
    province.commit("gói luật")


def test_a_point_of_the_provincial_law_is_known(province, tmp_path, review, monkeypatch):
    _with_pack(province)
    province.propose({"agencies/xa-mau/cong-khai.yml": BOTH})
    monkeypatch.chdir(tmp_path)  # the packs are the proposal's, wherever the command stands
    out = tmp_path / "xem-thu"
    code, summary, output = review(f"--repository={province.folder}", f"--bundle={out}")
    assert (code, output.splitlines()[-1]) == (0, "Đã xét 1 tệp: 0 lỗi, 0 cảnh báo.")
    assert "<ins>l01-d17k1c3; l99-d17k1c3</ins>" in summary
    assert (out / "phap-luat/luat-99-2030").is_dir()


def test_without_the_law_pack_the_point_is_unknown(province, review):
    province.propose({"agencies/xa-mau/cong-khai.yml": BOTH})
    code, _, output = review()
    assert (code, "[TT311]" in output) == (1, True)


def test_a_law_pack_with_a_mistake_is_reported_at_its_line(province, review):
    province.propose({"mkdocs.yml": SITE, PACK: NEW_LAW.replace("ma: l99-cung-cap", "ma: l01-x")})
    code, summary, output = review()
    assert code == 1
    line = NEW_LAW[: NEW_LAW.index("ma: l99-cung-cap")].count("\n") + 1
    assert f"{PACK}:{line}:9: lỗi [TT406]" in output
    assert "Sửa thành “l99-x”." in output
    assert "gói luật" in summary


def test_a_good_pack_alone_passes(province, review):
    province.propose({"mkdocs.yml": SITE, PACK: NEW_LAW})
    assert review()[0] == 0


def test_a_law_pack_removed_while_data_need_the_pack_is_reported(province, review):
    province.write({"agencies/xa-mau/cong-khai.yml": BOTH})
    _with_pack(province)
    province.propose({"mkdocs.yml": "plugins: [search]\n", PACK: None})
    code, _, output = review()
    assert (code, "agencies/xa-mau/cong-khai.yml:5:" in output, "[TT311]" in output) == (
        1,
        True,
        True,
    )


def test_a_folder_that_nobody_committed_is_reported(province, review):
    province.propose({"mkdocs.yml": SITE})
    code, _, output = review()
    assert (code, "luat:1:1: lỗi [TT4" in output) == (1, True)


def test_a_folder_outside_is_never_read(province, tmp_path, review):
    (tmp_path / "luat").mkdir()
    (tmp_path / PACK).write_text(NEW_LAW, "utf-8")
    for outside in ("../luat", str(tmp_path / "luat"), "..", "luat/../../luat"):
        site = SITE.replace("laws: luat", f'laws: "{outside}"')
        province.propose({"mkdocs.yml": site, "agencies/xa-mau/cong-khai.yml": BOTH})
        assert "[TT311]" in review()[2]


def test_every_command_takes_the_packs_that_the_site_is_built_with(province, capsys):
    _with_pack(province)
    province.write({"agencies/xa-mau/cong-khai.yml": BOTH})
    assert main(["check"]) == 0, capsys.readouterr().err
    assert main(["snapshot", "--out", "tom-tat"]) == 0
    assert main(["preview", "xa-mau", "--out", "xem"]) == 0
    assert (province.folder / "xem/phap-luat/luat-99-2030").is_dir()
    province.write({PACK: None})
    (province.folder / "luat").rmdir()
    capsys.readouterr()
    assert main(["check"]) == 2
    assert "mkdocs.yml ghi laws: “luat” nhưng không có thư mục ấy" in capsys.readouterr().err
