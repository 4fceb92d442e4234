"""A list too long for one page: each row in one block, which follows from its id; addresses stay."""

from __future__ import annotations

import datetime
import random
import re
import zlib

import pytest
from request_pages import site

from access_info.model.agency import AgencyProfile
from access_info.model.as_of import AsOf
from access_info.model.items import ConditionalItem, Item
from access_info.model.registry import Agency
from access_info.pages.agency.blocks import (
    block_names,
    block_words,
    divided_before,
    is_narrowest,
    place_in_order,
)
from access_info.pages.agency.pages import agency_pages
from access_info.pages.rendering.environment import load_texts
from access_info.pages.rendering.paths import Urls

LIST = "co-quan/so-mau/cong-khai"
DAY = datetime.date(2026, 11, 24)


def rendered(rows, published=None, *, conditional=(), urls=None):
    """The pages of an agency with these rows by path, and the names of its blocks."""
    agency = Agency(
        "so-mau",
        AgencyProfile.model_validate({"ten": "Sở Mẫu", "loai": "so"}),
        items=tuple(Item.model_validate({"ten": f"Mục {row['ma']}", **row}) for row in rows),
        conditional=tuple(ConditionalItem.model_validate(row) for row in conditional),
    )
    pages = agency_pages(agency, site(urls=urls or Urls()), AsOf(DAY), published=published)
    return {page.path: page for page in pages.pages}, pages


def numbered(count, year=2026, **values):
    return [{"ma": f"{year}-{number:03d}", **values} for number in range(1, count + 1)]


def ids_on(page):
    return re.findall(r'<tr id="?([^" >]+)', page.content)


def below(pages):
    return {
        path.removeprefix(f"{LIST}/"): page for path, page in pages.items() if f"{LIST}/" in path
    }


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ("2026-001", ["2026-0", "2026-0-0", "2026-0-01"]),
        ("2026-123", ["2026-1", "2026-1-2", "2026-1-23"]),
        ("2026-12345", ["2026-123", "2026-123-4", "2026-123-45"]),
        ("2026-7", ["2026-0", "2026-0-0", "2026-0-07"]),
        ("vb/7", ["khac", *(f"khac-{'8ee2a270'[:end]}" for end in range(1, 9))]),
        ("2026-123456", None),
        ("２０２６-001", None),
        ("2026-dc-01", None),
    ],
)
def test_the_block_follows_from_the_id(row, names):
    if names is None:
        digits = f"{zlib.crc32(row.encode()):08x}"
        names = ["khac", *(f"khac-{digits[:end]}" for end in range(1, 9))]
    assert block_names(row) == names
    assert is_narrowest(names[-1])
    assert not is_narrowest(names[-2])
    assert divided_before([names[-1]]) == ({names[-1]}, set(names[:-1]))


def test_blocks_are_in_order_and_have_names_for_people():
    names = ["khac-b", "2025-3", "2026-10", "2026-2-1", "khac-a3", "2026-2-0", "2026-0"]
    ordered = sorted(names, key=place_in_order)
    assert ordered == ["2026-0", "2026-2-0", "2026-2-1", "2026-10", "2025-3", "khac-a3", "khac-b"]
    assert [
        block_words(name, load_texts()) for name in ("2026-0", "2026-2-1", "khac", "khac-a3")
    ] == [
        "2026-001 – 2026-099",
        "2026-210 – 2026-219",
        "Mã khác",
        "Mã khác, phần a3",
    ]


def test_three_hundred_rows_are_a_page_and_more_are_an_index():
    rows = numbered(200)
    rows[0]["van_ban"] = numbered(100, 2025, ten="Văn bản")
    pages, whole = rendered(rows)
    assert len(ids_on(pages[LIST])) == 300
    assert not below(pages)
    assert whole.blocks == {}
    pages, divided = rendered([*rows, {"ma": "2026-201"}])
    assert ids_on(pages[LIST]) == []
    assert (
        list(below(pages))
        == divided.blocks["cong-khai"]
        == ["2026-0", "2026-1", "2026-2", "2025-0", "2025-1"]
    )
    assert {"2026-001", "2025-099"} <= divided.anchors[LIST], "permalinks keep their form"
    assert "2025-099" in divided.anchors[f"{LIST}/2025-0"]


@pytest.mark.parametrize("seed", range(3))
def test_each_row_is_on_a_page_of_its_block_in_the_laws_order(seed):
    chance = random.Random(seed)  # noqa: S311 - the same rows in every run
    forms = (lambda n: f"2026-{n:03d}", lambda n: f"{2000 + n % 9}-{n}", lambda n: f"vb/{n}.A")
    ids = list(dict.fromkeys(chance.choice(forms)(n) for n in range(1, 3_000)))
    chance.shuffle(ids)
    rows = []
    while ids:
        below_it = [ids.pop() for _ in range(min(chance.choice((0, 0, 0, 2, 400)), len(ids) - 1))]
        documents = [{"ma": row, "ten": row} for row in below_it]
        point = chance.choice(("l01-d17k1a", "l01-d17k1c", "l01-d17k1v"))
        rows.append({"ma": ids.pop(), "diem": [point], "van_ban": documents})
    pages, built = rendered(rows)
    seen = {}
    for name in built.blocks["cong-khai"]:
        content = pages[f"{LIST}/{name}"].content
        on_page = re.findall(r'data-item="?([^">]+?)"?(?: class|>)', content)
        assert content.count("<tr") <= 330, (
            "rows, headings of items elsewhere, of points and the table"
        )
        assert len(on_page) <= 300
        assert all(name in block_names(row) for row in on_page)
        seen |= dict.fromkeys(on_page, name)
        assert re.findall(r'h2 id="diem-(.)', content) == sorted(
            re.findall(r'h2 id="diem-(.)', content)
        )
    every = [row["ma"] for row in rows] + [each["ma"] for row in rows for each in row["van_ban"]]
    assert sorted(seen) == sorted(every)
    links = re.findall(r'href="([^"]+)" data-block="([^"]+)"', pages[LIST].content)
    assert links == [(f"{name}/", name) for name in built.blocks["cong-khai"]]


def test_a_document_elsewhere_than_its_item_names_it_and_is_named_there():
    rows = [
        *numbered(400),
        {"ma": "2020-001", "ten": "Loại", "van_ban": [{"ma": "2026-900", "ten": "Mới"}]},
    ]
    pages, _ = rendered(rows)
    assert '<h3><a href="../#2020-001">Loại</a></h3>' in pages[f"{LIST}/2026-9"].content
    assert '<a href="../2026-9/">2026-900 – 2026-999</a> (1)' in pages[f"{LIST}/2020-0"].content
    assert ids_on(pages[f"{LIST}/2026-9"]) == ["2026-900"]


def test_the_index_leads_from_points_of_the_law_to_the_rows():
    rows = numbered(150, diem=["l01-d17k1a"]) + numbered(250, 2025, diem=["l01-d17k1c"])
    content = rendered(rows)[0][LIST].content
    (first, second) = re.findall(r'<details id="diem-(.)">(.*?)</details>', content, re.DOTALL)
    assert [first[0], second[0]] == ["a", "c"]
    assert "(150)" in first[1]
    assert re.findall('href="([^"]+)"', first[1]) == ["2026-0/#diem-a", "2026-1/#diem-a"]
    assert re.findall(r'<h2 id="nam-\d+">(.*?)</h2>', content) == ["Năm 2026", "Năm 2025"]


def test_a_block_too_large_for_a_page_is_divided_and_leads_on():
    chance = random.Random(4)  # noqa: S311 - the same rows in every run
    heavy = numbered(100, ghi_chu="")
    for row in heavy:
        row["ghi_chu"] = " ".join(f"{chance.randrange(10**12)}" for _ in range(250))
    pages, built = rendered([*heavy, *numbered(290, 2025)])
    parts = [f"2026-0-{digit}" for digit in range(10)]
    assert built.blocks["cong-khai"][:11] == [*parts, "2026-1"]
    assert all(len(zlib.compress(page.content.encode())) < 100_000 for page in pages.values())
    on_the_way = pages[f"{LIST}/2026-0"]
    assert re.findall('data-block="([^"]+)"', on_the_way.content) == parts
    assert 'href="../2026-0-3/"' in on_the_way.content
    alone, _ = rendered(heavy)
    assert re.findall('data-block="(2026-0-[^"]+)"', alone[LIST].content) == parts


def test_addresses_that_were_published_stay():
    _, before = rendered([*numbered(400), *({"ma": f"vb-{number}"} for number in range(400))])
    published = before.blocks
    pages, after = rendered(numbered(120), published)
    assert len(ids_on(pages[LIST])) == 120, "a list that fits on one page again is one"
    assert after.blocks == published
    assert ids_on(pages[f"{LIST}/2026-1"]) == [f"2026-{number}" for number in range(100, 121)]
    assert pages[f"{LIST}/2026-1"].canonical == LIST
    assert ids_on(pages[f"{LIST}/2026-3"]) == []
    assert "Không còn mục" in pages[f"{LIST}/2026-3"].content
    assert "khac-0" in pages[f"{LIST}/khac"].content
    grown, again = rendered([*numbered(400), {"ma": "2026-500"}, {"ma": "vb-7"}], published)
    assert again.blocks["cong-khai"] == [
        *published["cong-khai"][:5],
        "2026-5",
        *published["cong-khai"][5:],
    ]
    assert len(ids_on(grown[f"{LIST}/{block_names('vb-7')[1]}"])) == 1, (
        "a division is not taken back"
    )


def test_names_of_blocks_are_not_believed_blindly():
    pages, built = rendered(
        numbered(3), {"cong-khai": ["../../x", "2026-0/..", "khac-xyz", "2026-0"]}
    )
    assert built.blocks == {"cong-khai": ["2026-0"]}
    assert list(below(pages)) == ["2026-0"]


def test_both_lists_are_divided_below_pages_that_are_files_too():
    conditional = [
        {
            "ma": f"2023-{number:03d}",
            "ten": "Hồ sơ",
            **({"loai": "l01-d16k2"} if number > 250 else {}),
        }
        for number in range(1, 302)
    ]
    pages, built = rendered(numbered(2), conditional=conditional, urls=Urls(directory_urls=False))
    assert built.blocks == {"co-dieu-kien": ["2023-0", "2023-1", "2023-2", "2023-3"]}
    index = pages["co-quan/so-mau/co-dieu-kien"].content
    assert 'href="co-dieu-kien/2023-1.html" data-block="2023-1"' in index
    kinds = re.findall(r"<summary>(.*?) <small>\((\d+)\)</small>", index)
    assert [count for _, count in kinds] == ["51", "250"], "the law's kinds, then rows of none"
    assert kinds[1][0] == "Chưa ghi loại"
    assert 'href="../co-dieu-kien.html"' in pages["co-quan/so-mau/co-dieu-kien/2023-1"].content


def test_a_block_changes_only_with_its_rows():
    rows = numbered(400, ngay_ra_soat="2026-10-01", ngay_cap_nhat="2026-10-02")
    before, _ = rendered(rows)
    rows[250] |= {"ten": "Đã sửa", "ngay_ra_soat": "2026-11-01", "ngay_cap_nhat": "2026-11-02"}
    after, _ = rendered([*rows, {"ma": "2026-480"}])
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {"co-quan/so-mau", LIST, f"{LIST}/2026-2", f"{LIST}/2026-4"}
