"""What a province sees of its agencies, and an agency of itself, on the built demo site."""

from __future__ import annotations

import functools
import http.server
import json
import re
import shutil
import threading
from collections import Counter

import pytest
from loaded_program import laws_of_today
from site_builds import ROOT, access_info, copy_demo, mkdocs, read

from access_info.assessment.findings import STATUSES
from access_info.assessment.province import read_snapshots

FRAMEWORK, _ = laws_of_today()
# The province's own, and no other's.
LETTER = "Công văn số 712/UBND-NC ngày 05/10/2026 của Ủy ban nhân dân tỉnh Mẫu (hư cấu)"
DUTIES = [obligation.id for obligation, _ in FRAMEWORK.obligations_of(FRAMEWORK.pack("l01"))]


@pytest.fixture(scope="module")
def findings(demo):
    result = access_info(demo, "check", "--findings", "--format", "json", "--as-of", "2026-11-24")
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_every_duty_of_every_agency_is_printed_with_its_citation_and_places(demo, findings):
    duties = [finding for finding in findings if finding["duty"].startswith("OB-")]
    agencies = {duty["agency"] for duty in duties}
    for agency in agencies:
        assert [duty["duty"] for duty in duties if duty["agency"] == agency] == DUTIES
    for finding in findings:
        assert finding["status"] in STATUSES
        assert finding["citation"] or finding["status"] == "khong-ap-dung"
        if finding["status"] == "dat":
            assert finding["evidence"], finding
            assert not finding["lacking"]
        if finding["status"] in {"dat-mot-phan", "qua-han", "khong-danh-gia-duoc", "chua-co"}:
            assert finding["lacking"] or finding["reason"], finding
        for place in (*finding["evidence"], *finding["lacking"]):
            if place["line"] is None:
                continue
            lines = (demo / "agencies" / place["file"]).read_text("utf-8").splitlines()
            assert 1 <= place["line"] <= len(lines)
            if place["row"] and place["file"].endswith(("cong-khai.yml", "co-dieu-kien.yml")):
                start = max(0, place["line"] - 60)
                around = "\n".join(lines[start : place["line"] + 1])
                assert place["row"] in around, place


def test_the_overview_counts_what_the_findings_say(demo, findings):
    page = (demo / "site/giam-sat/index.html").read_text("utf-8")
    counts = {}
    for finding in findings:
        counts.setdefault(finding["duty"], Counter())[finding["status"]] += 1
    rows = dict(re.findall(r'<tr id="(ob-\d+)">(.*?)(?=<tr|</tbody)', page, re.DOTALL))
    assert [duty.upper() for duty in rows] == DUTIES
    for duty, row in rows.items():
        cells = re.findall(r'data-label="([^"]+)">(\d+)', row)
        shown = {label: int(number) for label, number in cells}
        wanted = counts[duty.upper()]
        assert shown["Số cơ quan phải thực hiện"] == sum(wanted.values()) - wanted["khong-ap-dung"]
        for status, label in STATUSES.items():
            if status != "khong-ap-dung":
                assert shown[label] == wanted[status], (duty, status)


def test_an_agencys_page_says_what_to_do_and_leads_to_the_line(demo, findings):
    page = (demo / "site/co-quan/so-y-te/tinh-hinh/index.html").read_text("utf-8")
    for finding in findings:
        if finding["agency"] != "so-y-te" or not finding["duty"].startswith("OB-"):
            continue
        is_open = finding["status"] not in {"dat", "khong-ap-dung"}
        assert (f'data-duty="{finding["duty"]}"' in page) == is_open
        known = [lack for lack in finding["lacking"] if lack["line"]]
        for lack in known[:1] if is_open else ():
            assert f"{lack['file']}#L{lack['line']}" in page, lack
    text = read(demo / "site/co-quan/so-y-te/tinh-hinh/index.html").text
    assert "Quy chế năm 2019 còn theo luật cũ, cần thay." in text  # the office's own remark
    assert "chưa xác minh" not in text
    assert text.count("Về những căn cứ có dấu *, xem Về độ chính xác") == 1
    assert not re.search(r"\.yml|dòng \d|\bmáy\b|OB-\d\d", text, re.IGNORECASE)
    assert "Trang Quy chế nội bộ" in text  # a place is named by what opens


def test_an_overdue_rule_of_another_law_has_its_day_and_leads_to_the_line(demo, findings):
    late = [
        finding for finding in findings if finding["duty"].startswith("l10-") and finding["due"]
    ]
    late = [finding for finding in late if finding["status"] == "qua-han"]
    assert late
    for finding in late:
        page = demo / f"site/co-quan/{finding['agency']}/tinh-hinh/index.html"
        text = page.read_text("utf-8")
        start = text.index(f'data-duty="{finding["duty"]}"')
        section = text[start : text.index("</section>", start)]
        year, _, day = finding["due"].split("-")
        assert f"Hạn: {int(day):02}/" in section
        assert f"/{year}" in section
        lack = finding["lacking"][0]
        assert f"{lack['file']}#L{lack['line']}" in section


def test_the_five_items_of_the_letter_lead_to_duties_and_pages(demo):
    items = {
        number
        for duty in FRAMEWORK.obligations
        for number in re.findall(r"mục (\d)", duty.letter_items or "")
    }
    assert items == {"1", "2", "3", "4", "5"}
    for duty in FRAMEWORK.obligations:
        text = read(demo / f"site/giam-sat/nghia-vu/{duty.id.lower()}/index.html").text
        assert duty.title in text
        assert all(part.title in text for part in duty.parts_under("l01"))
        if duty.letter_items:
            sentence = f"Ứng với {duty.letter_items} của {LETTER}."
            assert sentence in text
            assert sentence in read(demo / "site/giam-sat/cach-xet/index.html").text
    how = (demo / "site/giam-sat/cach-xet/index.html").read_text("utf-8")
    start = how.index('id="cong-van"')
    part = how[start : how.index("<h2", start)]
    assert [part.count(f"Mục {number}:") for number in range(1, 6)] == [1] * 5
    for item in re.findall(r"<li>.*?</li>", part, re.DOTALL):
        assert re.search(r'href="#ob-\d\d"', item)


def test_ended_agencies_count_nowhere(demo, findings):
    for finding in findings:
        if finding["agency"] == "huyen-mau-giang":
            assert finding["status"] == "khong-ap-dung"
            assert "chấm dứt" in finding["reason"]
    matrix = read(demo / "site/giam-sat/bang/index.html").text
    assert "Sở Tư pháp" in matrix
    assert "Huyện Mẫu Giang" not in matrix


def test_no_rate_is_shown_on_fewer_than_ten_answers(demo):
    text = (demo / "site/giam-sat/thong-ke/index.html").read_text("utf-8")
    rows = re.findall(r"<tr><th scope=row.*?(?=<tr|</tbody)", text)
    # Tables of pictures have no such column: their shares are those of these rows.
    rows = [row for row in rows if "Yêu cầu đã tiếp nhận" in row]
    assert len(rows) > 10
    for row in rows:
        shown = re.search(r'Tỷ lệ đúng hạn">([^<]*)', row)
        assert shown
        received = int(re.search(r'Yêu cầu đã tiếp nhận">(\d*)', row)[1] or 0)
        if "%" in shown[1]:
            assert received >= 10


def test_the_demo_shows_how_duties_stood_on_earlier_days(demo):
    earlier, problems = read_snapshots(ROOT / "tom-tat")
    assert (len(earlier), problems) == (3, [])
    assert all(
        {*summary.agencies} <= {path.name for path in (ROOT / "agencies").iterdir()}
        for summary in earlier
    )
    page = (demo / "site/giam-sat/index.html").read_text("utf-8")
    assert "Thay đổi từ 31/10/2026" in page
    lines = page.partition('<ul class="ai-p-multiples">')[2].partition("</ul>")[0]
    assert lines.count('<svg class="ai-p-trend"') == len(DUTIES)
    # Each line has its first and its last value, and its days; some of them go up.
    ends = re.findall(r'class="ai-p-end"[^>]*>(\d+) trên \d+<', lines)
    assert len(ends) == 2 * len(DUTIES)
    assert (
        sum(int(last) > int(first) for first, last in zip(ends[::2], ends[1::2], strict=True)) >= 5
    )
    assert lines.count(">05/9/2026<") >= len(DUTIES) - 1
    duty = read(demo / "site/giam-sat/nghia-vu/ob-04/index.html").text
    assert [f"{met} trên" in duty for met in (2, 8)] == [True, True]


def test_without_earlier_days_no_trend_is_shown(tmp_path):
    folder = copy_demo(tmp_path / "tinh", "so-tu-phap", "so-y-te")
    shutil.rmtree(folder / "tom-tat")
    assert mkdocs(folder, "--strict").returncode == 0
    page = read(folder / "site/giam-sat/index.html")
    assert not {"thay-doi", "xu-huong"} & {*page.ids}
    assert "access-info" not in page.text
    assert "bản tóm tắt" not in page.text


def test_a_summary_of_an_earlier_day_shows_what_changed(tmp_path):
    folder = copy_demo(tmp_path / "tinh", "so-tu-phap", "so-y-te")
    shutil.rmtree(folder / "tom-tat")
    result = access_info(folder, "snapshot", "--as-of", "2026-08-31")
    assert result.returncode == 0, result.stderr
    first = (folder / "tom-tat/2026-08-31.json").read_bytes()
    assert access_info(folder, "snapshot", "--as-of", "2026-08-31", "--jobs", "1").returncode == 0
    assert (folder / "tom-tat/2026-08-31.json").read_bytes() == first
    config = folder / "mkdocs.yml"
    assert "snapshots: tom-tat" in config.read_text("utf-8")
    assert "links: lien-ket" in config.read_text("utf-8")
    shutil.copytree(ROOT / "tests/cases/assessment/links", folder / "lien-ket")
    assert mkdocs(folder, "--strict").returncode == 0
    agency = (folder / "site/co-quan/so-tu-phap/index.html").read_text("utf-8")
    assert "liên kết hỏng từ 01/11/2026" in agency
    assert (folder / "site/giam-sat/lien-ket/2026-11-08.json").is_file()
    page = read(folder / "site/giam-sat/index.html").text
    assert "Thay đổi từ 31/8/2026" in page
    assert "Tốt lên" in page
    assert " → " in page
    # 31/8 was under the former law: told, and no line drawn across the change.
    assert "Sau ngày 31/8/2026 chuyển sang Luật Tiếp cận thông tin số 01/2026/QH16" in page
    assert "Mới có trong dữ liệu" not in page
    duty = (folder / "site/giam-sat/nghia-vu/ob-01/index.html").read_text("utf-8")
    assert '<svg class="ai-p-trend"' in duty
    assert 'class="ai-p-gap"' in duty
    assert "<polyline" not in duty


def test_the_published_site_keeps_summaries_for_the_next_build(tmp_path):
    folder = copy_demo(tmp_path / "tinh", "so-tu-phap", "so-y-te")
    snapshots = ROOT / "tests/cases/assessment/snapshots"
    assert (
        access_info(folder, "build", "--out", "ra", "--snapshots", str(snapshots)).returncode == 0
    )
    # Of whatever age they are, they are read.
    assert "Thay đổi từ 01/10/2026" in read(folder / "ra/giam-sat/index.html").text
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder / "ra")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        words = (
            "snapshot",
            "--fetch",
            address,
            "--out",
            "moi",
            "--as-of",
            "2026-11-24",
            "--monthly",
        )
        first, second = access_info(folder, *words), access_info(folder, *words)
        server.shutdown()
    assert "lấy về 1 bản" in first.stdout, first.stderr
    assert "lấy về 0 bản" in second.stdout
    assert "Tháng 11/2026 đã có" in second.stdout
    names = sorted(path.name for path in (folder / "moi").iterdir())
    assert names == ["2026-10-01.json", "2026-11-24.json"]
    assert (folder / "moi/2026-10-01.json").read_bytes() == (snapshots / names[0]).read_bytes()
    unreachable = access_info(folder, "snapshot", "--fetch", "http://127.0.0.1:9", "--out", "khac")
    assert unreachable.returncode == 0


def test_oversight_can_be_switched_off(tmp_path):
    folder = copy_demo(tmp_path / "tinh", "so-tu-phap", "so-y-te")
    config = folder / "mkdocs.yml"
    text = config.read_text("utf-8")
    config.write_text(
        text.replace("whole_site: true\n", "whole_site: true\n      oversight: false\n"), "utf-8"
    )
    assert mkdocs(folder, "--strict").returncode == 0
    assert not (folder / "site/giam-sat").exists()
    assert not list((folder / "site").rglob("tinh-hinh"))


def test_pages_about_all_agencies_are_as_young_as_the_youngest_answer(demo):
    def since(page):
        text = (demo / "site" / page / "index.html").read_text("utf-8")
        (day,) = set(re.findall(r'đúng từ ngày <time datetime="([^"]+)">', text))
        return day

    days = [
        since(path.parent.relative_to(demo / "site"))
        for path in (demo / "site").glob("co-quan/*/tinh-hinh/index.html")
    ]
    assert len(days) > 10
    for page in ("giam-sat", "giam-sat/qua-han", "giam-sat/bang"):
        assert since(page) >= max(days)
