"""Who adopts it: an existing site, another theme, one agency alone, a new jurisdiction."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from site_builds import ROOT, SITES, access_info, copy, dead_links, mkdocs, read

OURS = "  - access-info:\n      agencies: agencies\n      prefix: tiep-can-thong-tin\n"


@pytest.fixture(scope="module")
def existing(tmp_path_factory):
    folder = copy(SITES / "co-san", tmp_path_factory.mktemp("co-san") / "cong")
    result = mkdocs(folder, "--strict")
    assert result.returncode == 0, result.stderr
    return folder


def without_entry(html: str) -> str:
    """A page without our entry in tabs and navigation."""
    entry = r'\s*<li class="md-(tabs|nav)__item">\s*<a href="[^"]*tiep-can-thong-tin/".*?</li>'
    return re.sub(r"\s+", " ", re.sub(entry, "", html, flags=re.DOTALL))


def test_existing_pages_differ_by_a_single_entry(existing, tmp_path):
    before = copy(SITES / "co-san", tmp_path / "truoc")
    config = before / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    assert OURS in text
    config.write_text(text.replace(OURS, ""), encoding="utf-8")
    assert mkdocs(before).returncode == 0
    for page in ("huong-dan/hai/index.html", "404.html"):
        now = (existing / "site" / page).read_text(encoding="utf-8")
        then = (before / "site" / page).read_text(encoding="utf-8")
        assert len(re.findall('href="[^"]*tiep-can-thong-tin/" class="md-nav__link"', now)) == 1
        assert without_entry(now) == re.sub(r"\s+", " ", then)


def test_existing_site_keeps_its_search_and_templates(existing):
    assert (existing / "site/search/search_index.json").is_file()
    page = (existing / "site/tiep-can-thong-tin/co-quan/so-mau/index.html").read_text("utf-8")
    assert "Chân trang riêng của cổng" in page
    assert "Thông báo riêng của cổng" in page
    assert 'tiep-can-thong-tin/tim-kiem/"' in page


def test_existing_site_links_lead_to_our_pages(existing):
    assert dead_links(existing / "site") == []
    links = read(existing / "site/index.html").links
    assert "tiep-can-thong-tin/co-quan/so-mau/cong-khai/#2026-001" in links


def test_what_is_said_of_another_language_stays_out_of_the_hosts_menu(existing):
    """Links to pages in Vietnamese are marked on English pages, but for those that are not ours."""
    page = (existing / "site/tiep-can-thong-tin/en/index.html").read_text("utf-8")
    around, ours = page.split('<section class="ai-guest"')
    assert "(in Vietnamese)" in ours
    assert "(in Vietnamese)" not in around + ours.split("</footer>", 1)[1]


def test_section_has_a_front_page_under_its_prefix(existing):
    html = read(existing / "site/tiep-can-thong-tin/index.html")
    assert "co-quan/" in html.links


def test_unicode_file_names(existing):
    folder = existing / "site/tiep-can-thong-tin/co-quan/xa-mau"
    assert (folder / "tep/lịch tiếp công dân 2026.txt").read_text("utf-8") == "Thứ Hai hằng tuần\n"


@pytest.mark.parametrize(
    ("theme", "frame"), [("readthedocs", "wy-nav-content"), ("mkdocs", "navbar-brand")]
)
def test_our_pages_stand_in_the_page_of_any_theme(tmp_path, theme, frame):
    folder = copy(SITES / "co-san", tmp_path / "cong")
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    text = re.sub(r"theme:\n(  .*\n)+", f"theme: {theme}\n", text)
    text = re.sub(r"  - search:\n.*\n  - offline:\n.*\n", "", text)
    config.write_text(text, encoding="utf-8")
    result = mkdocs(folder, "--strict")
    assert result.returncode == 0, result.stderr
    page = (folder / "site/tiep-can-thong-tin/co-quan/so-mau/index.html").read_text("utf-8")
    assert page.count('class="ai-guest"') == 1
    assert frame in page
    assert "ai-plain" not in page
    assert "Chân trang" not in page  # which Material's overrides hold
    assert dead_links(folder / "site") == []


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("agency: x", "Có phải ý bạn là “agencies”?"),
        ("agencies: khong-co", "không có thư mục “khong-co”"),
        ("prefix: Tiếp Cận", "không dùng làm địa chỉ được"),
        ("as_of: 24/11/2026", "không phải ngày"),
        ("layout: mot", "chọn một trong: auto, single, many"),
        ("jobs: -1", "viết số từ 1 trở lên"),
        ("json_version: 1", "tệp JSON chỉ còn bản 2. Bỏ dòng json_version"),
        ("nav: co", "viết true hoặc false"),
    ],
)
def test_wrong_option_is_explained(tmp_path, option, words):
    folder = copy(SITES / "co-san", tmp_path / "cong")
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    name = option.partition(":")[0]
    text = re.sub(rf"      {name}: .*\n", "", text)
    config.write_text(text.rstrip() + f"\n      {option}\n", encoding="utf-8")
    result = mkdocs(folder)
    assert result.returncode == 1
    assert words in result.stdout + result.stderr


def lone_agency(folder: Path) -> Path:
    agency = folder / "agencies/so-mau"
    agency.mkdir(parents=True)
    (agency / "co-quan.yml").write_text('ten: "Sở Mẫu"\nloai: so\n', encoding="utf-8")
    (agency / "cong-khai.yml").write_text(
        'muc:\n  - ma: "2026-001"\n    ten: "Quy chế"\n    diem: ["l01-d17k1c3"]\n',
        encoding="utf-8",
    )
    return folder


def test_a_lone_agency_is_at_the_root(tmp_path):
    folder = lone_agency(tmp_path)
    result = access_info(folder, "build", "--out", "site")
    assert result.returncode == 0, result.stderr
    assert "Sở Mẫu" in read(folder / "site/index.html").text
    assert "2026-001" in read(folder / "site/cong-khai/index.html").ids
    assert not (folder / "site/co-quan").exists()
    assert dead_links(folder / "site") == []


def test_a_lone_agency_in_mkdocs(tmp_path):
    folder = lone_agency(tmp_path)
    (folder / "content").mkdir()
    (folder / "mkdocs.yml").write_text(
        "site_name: Sở Mẫu\ndocs_dir: content\ntheme: {name: material, language: vi, font: false}\n"
        "plugins: [{access-info: {whole_site: true}}]\n",
        encoding="utf-8",
    )
    result = mkdocs(folder, "--strict")
    assert result.returncode == 0, result.stderr
    assert "Liên hệ" in read(folder / "site/index.html").text
    assert dead_links(folder / "site") == []
    (folder / "content/index.md").write_text("# Trang đầu viết tay\n", encoding="utf-8")
    result = mkdocs(folder, "--strict")
    assert result.returncode == 0, result.stderr
    assert "Trang đầu viết tay" in read(folder / "site/index.html").text
    assert "Liên hệ" in read(folder / "site/tong-quan/index.html").text
    assert dead_links(folder / "site") == []


def test_single_agency_of_a_province_keeps_its_folder(tmp_path):
    folder = lone_agency(tmp_path)
    (folder / "agencies/_dia-ban.yml").write_text('ten: "Tỉnh Mẫu"\nloai: tinh\n', "utf-8")
    assert access_info(folder, "build", "--out", "site").returncode == 0
    assert (folder / "site/co-quan/so-mau/index.html").is_file()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The built wheel, unpacked: nothing of the repository can help."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    shutil.copytree(
        ROOT / "plugins", source / "plugins", ignore=shutil.ignore_patterns("__pycache__")
    )
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"):
        shutil.copy(ROOT / name, source)
    code = f"import hatchling.build as b; b.build_wheel({str(folder)!r})"
    subprocess.run([sys.executable, "-c", code], cwd=source, check=True, capture_output=True)
    built = next(folder.glob("*.whl"))
    home = folder / "env"
    venv.create(home, with_pip=False, system_site_packages=False)
    packages = next(home.rglob("site-packages"))
    with zipfile.ZipFile(built) as archive:
        archive.extractall(packages)
    # Third-party libraries come from this environment, our package from the wheel alone.
    ours = Path(sys.prefix)
    others = next(ours.rglob("site-packages"))
    (packages / "libraries.pth").write_text(str(others) + "\n", encoding="utf-8")
    python = home / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    where = subprocess.run(
        [python, "-c", "import access_info; print(access_info.__file__)"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    assert Path(where.strip()).is_relative_to(home)
    return python


def test_the_steps_of_the_readme_put_the_section_into_a_site(wheel, tmp_path):
    """Typed as they stand, in an environment that has the libraries and not yet the program."""
    both = [(ROOT / name).read_text("utf-8") for name in ("README.md", "README.vi.md")]
    steps, same = (re.findall(r"```sh\n(pip install .*?)```", text, re.S)[0] for text in both)
    assert steps == same
    install, begin, serve = steps.splitlines()
    folder, home = tmp_path / "cổng xã", tmp_path / "env"
    (folder / "docs").mkdir(parents=True)
    (folder / "docs/index.md").write_text("# Cổng xã Thử\n", "utf-8")
    settings = "site_name: Cổng xã Thử # tên\ntheme: {name: material, language: vi, font: false}\n"
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    venv.create(home, with_pip=False)
    others = next(Path(sys.prefix).rglob("site-packages"))
    packages = next(home.rglob("site-packages"))
    (packages / "libraries.pth").write_text(f"{others}\n", "utf-8")
    python = home / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    for built in wheel.parents[2].glob("*.whl"):
        shutil.copy(built, folder)

    def typed(*words: str | Path) -> None:
        env = {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "PATH": "", "HOME": str(tmp_path)}
        result = subprocess.run(
            words, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False
        )
        assert result.returncode == 0, result.stdout + result.stderr

    pip, *words, pattern = shlex.split(install)
    assert (pip, serve) == ("pip", "mkdocs serve")
    command = (sys.executable, "-m", "pip", "--python", python)
    # The libraries are there already.
    typed(*command, *words, "--quiet", "--no-deps", "--no-index", *folder.glob(pattern))
    program, *words = shlex.split(begin)
    typed(python.with_name(program), *words)
    assert (folder / "mkdocs.yml").read_text("utf-8").startswith(settings)
    typed(python, "-m", "mkdocs", "build", "--strict")  # as `serve` does, which does not end
    page = read(folder / "site/tiep-can-thong-tin/index.html")
    assert "Ủy ban nhân dân xã Thử" in page.text
    assert (folder / "site/tiep-can-thong-tin/cong-khai/index.html").is_file()
    assert dead_links(folder / "site") == []


def test_real_commune_shows_every_row(tmp_path):
    folder = copy(SITES / "vinh-bao", tmp_path / "vinh-bao")
    result = mkdocs(folder, "--strict")
    assert result.returncode == 0, result.stderr
    lists = [
        path
        for path in (folder / "site").rglob("cong-khai/index.html")
        if path.parent.parent.name != "nhung"
    ]
    assert len(lists) == 1
    html = lists[0].read_text(encoding="utf-8")
    rows = re.findall(r"<tr id=[^\s>]+", html)
    assert len(rows) == 34 + 161
    text = read(lists[0]).text
    assert "trường m ầm non đạt chuẩn" in text
    assert text.count("Hết hiệu lực") >= 20
    assert dead_links(folder / "site") == []
