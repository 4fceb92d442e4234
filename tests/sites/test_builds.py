"""How a build behaves: whole or not at all, the same every time, only what changed."""

from __future__ import annotations

import functools
import os
import re
import signal

import pytest
import tiny_province
from killed import build_until
from site_builds import access_info, copy_demo, digests, mkdocs, read

from access_info.cli import main
from access_info.source.events import NumberedText
from access_info.source.rewriting import dump_yaml

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% raw %}",
    "[x](javascript:alert(1))",
    "a|b|c",
    "' onmouseover='alert(1)",
    "=HYPERLINK(1)",
    "&lt;b&gt; & <b>",
    "@@access-info:content@@",
    "[[site.home]]",
    "$(touch x)`id`",
    "--> <!-- ]]>",
)


def test_same_bytes_whatever_the_workers_zone_and_seed(tmp_path):
    wanted = None
    for number, (jobs, zone, seed) in enumerate(
        [(1, "Asia/Ho_Chi_Minh", "0"), (4, "America/Anchorage", "77")]
    ):
        # Enough agencies for workers to be started.
        folder = tiny_province.lay_out(tmp_path / f"lan-{number}", more=20)
        result = access_info(
            folder,
            *("build", "--out", "tron", "--jobs", str(jobs), "--site-url", "https://x.example"),
            TZ=zone,
            PYTHONHASHSEED=seed,
            LC_ALL="C",
        )
        assert result.returncode == 0, result.stderr
        built_digests = digests(folder / "tron")
        wanted = wanted or built_digests
        assert built_digests == wanted


def test_the_demo_has_the_same_bytes_in_another_zone_and_with_another_seed(demo, tmp_path):
    folder = copy_demo(tmp_path / "tinh")
    result = mkdocs(folder, TZ="America/Anchorage", PYTHONHASHSEED="77", LC_ALL="C")
    assert result.returncode == 0, result.stderr
    assert digests(folder / "site") == digests(demo / "site")


def test_second_build_is_the_same_as_the_first(demo_copy):
    folder = demo_copy
    first = digests(folder / "site")
    assert mkdocs(folder).returncode == 0
    assert digests(folder / "site") == first


def test_cached_build_is_the_same_as_a_fresh_build(demo_copy, tmp_path):
    folder = demo_copy
    profile = folder / "agencies/xa-mau-hoa/co-quan.yml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(
        text.replace("Ủy ban nhân dân xã Mẫu Hòa", "Ủy ban nhân dân xã Mẫu Mới"), encoding="utf-8"
    )
    (folder / "agencies/so-y-te/cong-khai.yml").write_text("muc: []\n", encoding="utf-8")
    assert mkdocs(folder).returncode == 0
    cached = digests(folder / "site")
    fresh = copy_demo(tmp_path / "lai")
    for name in ("xa-mau-hoa/co-quan.yml", "so-y-te/cong-khai.yml"):
        (fresh / "agencies" / name).write_bytes((folder / "agencies" / name).read_bytes())
    assert mkdocs(fresh).returncode == 0
    assert digests(fresh / "site") == cached
    # The agency that was merged into it names it on its own page.
    assert "xã Mẫu Mới" in read(folder / "site/co-quan/xa-mau-an/index.html").text


@pytest.mark.parametrize("harm", ["remove", "change", "add"])
def test_touched_output_is_mended(demo_copy, harm):
    folder = demo_copy
    wanted = digests(folder / "site")
    page = folder / "site/co-quan/so-y-te/index.html"
    if harm == "remove":
        page.unlink()
    elif harm == "change":
        page.write_text("hỏng", encoding="utf-8")
    else:
        page.with_name("la.html").write_text("lạ", encoding="utf-8")
    assert mkdocs(folder).returncode == 0
    assert digests(folder / "site") == wanted


def test_attachment_replaced_by_another_of_its_size_is_published(demo_copy):
    folder = demo_copy
    name = "van-phong-ubnd-tinh/tep/dau-tu-cong-2026.csv"
    source = folder / "agencies" / name
    source.write_bytes(source.read_bytes()[::-1])
    assert mkdocs(folder).returncode == 0
    assert (folder / "site/co-quan" / name).read_bytes() == source.read_bytes()


def test_removed_agency_leaves_nothing(demo_copy):
    folder = demo_copy
    for path in sorted((folder / "agencies/xa-mau-lam").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (folder / "agencies/xa-mau-lam").rmdir()
    assert mkdocs(folder).returncode == 0
    assert not (folder / "site/co-quan/xa-mau-lam").exists()
    assert "xa-mau-lam" not in (folder / "site/co-quan/index.html").read_text(encoding="utf-8")


def test_error_leaves_the_last_site_untouched(demo_copy):
    folder = demo_copy
    before = {path: path.stat().st_mtime_ns for path in (folder / "site").rglob("*")}
    (folder / "agencies/so-y-te/co-quan.yml").write_text('ten: "Sở\nloai: so\n', encoding="utf-8")
    for result in (mkdocs(folder), access_info(folder, "build", "--out", "site")):
        assert result.returncode == 1
        output = result.stdout + result.stderr
        assert "agencies/so-y-te/co-quan.yml:1:6" in output
        assert "[TT106]" in output
        assert "Traceback" not in output
    assert {path: path.stat().st_mtime_ns for path in (folder / "site").rglob("*")} == before
    assert [path.name for path in folder.iterdir() if path.name.startswith(".site")] == []


def test_warning_stops_a_strict_build_only_before_the_site_is_touched(demo_copy):
    folder = demo_copy
    before = (folder / "site").stat().st_ino
    path = folder / "agencies/so-y-te/co-quan.yml"
    path.write_text(path.read_text(encoding="utf-8") + 'ma_dinh_danh: "h1"\n', encoding="utf-8")
    if "ma_dinh_danh" in path.read_text(encoding="utf-8").replace('ma_dinh_danh: "h1"', ""):
        text = path.read_text(encoding="utf-8").replace('\nma_dinh_danh: "h1"\n', "\n")
        path.write_text(text.replace("H99", "h99"), encoding="utf-8")
    result = mkdocs(folder, "--strict")
    assert result.returncode == 1
    assert "[TT341]" in result.stdout + result.stderr
    assert (folder / "site").stat().st_ino == before
    assert mkdocs(folder).returncode == 0


def test_killed_build_leaves_a_whole_site(tmp_path):
    folder = tiny_province.lay_out(tmp_path / "tinh")
    for _ in range(3):  # more is written until there are two sites that change places
        assert mkdocs(folder).returncode == 0
    wanted = digests(folder / "site")
    path = folder / "agencies/xa-doi/cong-khai.yml"
    os.utime(path)
    code, changes = build_until(folder, 0)
    assert code == 0
    assert changes > 15
    # Spread over the whole build, and each of its last steps, in which the sites change places.
    for due in (
        *(changes * part // 7 for part in range(1, 6)),
        *range(changes - 9, changes + 1, 2),
    ):
        os.utime(path)
        assert build_until(folder, due) == (-signal.SIGKILL, -1), due
        assert digests(folder / "site") == wanted, due
    assert mkdocs(folder).returncode == 0
    assert digests(folder / "site") == wanted
    left = [path.name for path in folder.iterdir() if path.name.startswith(".site")]
    assert left == []


def write_hostile_agency(agency, text):
    """Put a text into every field of an agency's files that holds free text."""
    (agency / "thong-ke").mkdir(parents=True)
    (agency / "trang").mkdir()
    row = dict.fromkeys(
        ("ten", "nhom", "so_ky_hieu", "can_cu", "thoi_diem", "thoi_han", "don_vi", "ghi_chu"), text
    )
    row |= {
        "ma": "2026-001",
        "hinh_thuc": [text],
        "diem": ["l01-d17k1a1"],
        "ten_khac": {"en": text, "km": text},
        "rut": {"ly_do": text},
    }
    shown = row | {"ma": "2026-002"}
    del shown["rut"]
    profile = {
        "ten": text,
        "ten_ngan": text,
        "loai": "so",
        "dia_chi": text,
        "gio_lam_viec": text,
        "truc_thuoc": text,
        "ten_cu": [{"ten": text}],
        "tien_than": [text],
        "dau_moi": [{"don_vi": text, "vai_tro": text, "nguoi": text}],
        "tiep_nhan": {"noi": text, "thiet_bi": text},
        "huyen_cu": text,
        "ho_tro": [{"doi_tuong": text, "bien_phap": text}],
        "hoat_dong": [{"noi_dung": text}],
        "phan_anh": {"dia_chi": text},
        "quy_che": {
            "so_ky_hieu": text,
            "nguoi_ky": text,
            "dieu": [{"so": text, "ten": text, "van_ban": text}],
        },
        "khong_phat_sinh": [{"diem": "l01-d17k1e", "ly_do": text}],
    }
    if "javascript" in text:
        del profile["phan_anh"]
    files = {
        "co-quan.yml": profile,
        "cong-khai.yml": {"muc": [row, shown]},
        "co-dieu-kien.yml": {
            "muc": [
                {
                    "ma": "2026-901",
                    "ten": text,
                    "dieu_kien": text,
                    "nguoi_dong_y": text,
                    "mau": text,
                    "don_vi": text,
                }
            ]
        },
        "dinh-chinh.yml": {
            "muc": [
                {
                    "ma": "d1",
                    "noi_dung_sai": text,
                    "noi_dung_dung": text,
                    "phat_hien": {"boi": text},
                }
            ]
        },
        "thong-ke/2026.yml": {"nam": "2026", "kho_khan": text, "kien_nghi": text},
    }
    for name, data in files.items():
        (agency / name).write_text(dump_yaml(data), encoding="utf-8")
    (agency / "trang/mot.md").write_text(f"# Trang\n\n{text}\n", encoding="utf-8")


@pytest.fixture(scope="module")
def hostile_province(tmp_path_factory):
    """A province with an agency for each hostile text, built with both shells."""
    folder = tmp_path_factory.mktemp("hostile")
    for number, text in enumerate(HOSTILE):
        write_hostile_agency(folder / f"agencies/so-mau-{number}", text)
    everything = " ".join(HOSTILE)
    jurisdiction = {"ten": everything, "thong_bao": everything, "giam_sat": {"ten": everything}}
    (folder / "agencies/_dia-ban.yml").write_text(
        dump_yaml({**jurisdiction, "giay_phep": everything, "loai": "tinh"}), encoding="utf-8"
    )
    (folder / "content").mkdir()
    (folder / "mkdocs.yml").write_text(
        "site_name: Thử\ndocs_dir: content\ntheme: {name: material, language: vi, font: false}\n"
        "plugins: [{access-info: {whole_site: true}}]\n",
        encoding="utf-8",
    )
    for result in (access_info(folder, "build", "--out", "tron"), mkdocs(folder)):
        assert result.returncode == 0, result.stdout + result.stderr
    return folder


@pytest.mark.parametrize("shell", ["tron", "site"])
def test_hostile_text_runs_nowhere(hostile_province, shell):
    pages = list((hostile_province / shell).rglob("*.html"))
    assert len(pages) > len(HOSTILE)
    for page in pages:
        html = read(page)
        assert not [part for part in html.active if "alert" in part or "onmouse" in part], page
        assert not [source for source in html.resources if source == "x"], page
        assert "49" not in re.sub(r"[\d/]+QH\d+", "", html.text).split(), page


@pytest.mark.parametrize("shell", ["tron", "site"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown(hostile_province, text, shell):
    agency = f"co-quan/so-mau-{HOSTILE.index(text)}"
    page = hostile_province / shell / agency / "cong-khai/index.html"
    assert " ".join(text.split()) in read(page).text
    assert page.read_text("utf-8").count("<tr id=") == 2


def test_lines_are_looked_up_in_few_files_and_once_in_each(tmp_path, monkeypatch):
    """A text is composed when the line of a value in it is asked for, whatever else asks."""
    folder = tiny_province.lay_out(tmp_path / "tinh")
    monkeypatch.chdir(folder)

    compose, texts = NumberedText.root.func, []
    counted = functools.cached_property(lambda text: texts.append(text) or compose(text))
    counted.__set_name__(NumberedText, "root")
    monkeypatch.setattr(NumberedText, "root", counted)

    def composed() -> int:
        texts.clear()
        main(["build", "--out", "tron", "--jobs", "1"])
        return len(texts)

    files = len([*folder.glob("agencies/*/*.yml")])
    assert 0 < (before := composed()) <= files
    profile = folder / "agencies/xa-doi/co-quan.yml"
    profile.write_text(profile.read_text("utf-8") + "loai: xa\n", "utf-8")
    assert composed() <= before + 1
