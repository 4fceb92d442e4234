"""What the search of somebody else's site is given of ours: pages, agencies, the newest rows that are in force."""

from __future__ import annotations

import datetime

import pytest
import tiny_province

from access_info.pipeline import Layout, Options, Prepared, prepare
from access_info.pipeline.publish.filling import likely_pages
from access_info.plugin.published_pages import search_entries

ROWS = """\
muc:
- {ma: "2026-001", ten: "Sớm", ngay_ban_hanh: "2026-03-01", so_ky_hieu: "1/QĐ"}
- {ma: "2026-002", ten: "Đã rút", ngay_ban_hanh: "2026-05-01", rut: {ly_do: "Nhầm"}}
- {ma: "2026-003", ten: "Hết hiệu lực", ngay_ban_hanh: "2026-05-02", tinh_trang: "het-hieu-luc"}
- {ma: "2026-004", ten: "Đã thay", ngay_ban_hanh: "2026-05-03", tinh_trang: "thay-the"}
- {ma: "2026-005", ten: "Mới", ngay_ban_hanh: "2026-06-09"}
- {ma: "2026-006", ten: "Không ngày"}
"""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """A province with pages in two languages, one of which search engines must not list."""
    folder = tiny_province.lay_out(tmp_path_factory.mktemp("tinh"))
    (folder / "agencies/xa-doi/cong-khai.yml").write_text(ROWS, "utf-8")
    former = 'ten_ngan: "xã Một"\nten_cu: [{ten: "Xã Cũ"}]\n'
    profile = tiny_province.profile("xã Một") + former
    (folder / "agencies/xa-doi/co-quan.yml").write_text(profile, "utf-8")
    store = folder / "trang"
    store.mkdir()
    options = Options(
        agencies=folder / "agencies",
        as_of=datetime.date(2026, 11, 24),
        layout=Layout.MANY,
        languages=("en",),
        jobs=1,
    )
    return prepare(options, fragment_store=store, home=True)


@pytest.fixture(scope="module")
def entries(prepared: Prepared) -> list[dict[str, str]]:
    return list(search_entries(prepared, prepared.build_context, most=59_000))


def test_rows_in_force_come_the_newest_first_and_no_others(entries: list[dict[str, str]]) -> None:
    rows = [entry for entry in entries if "/cong-khai/#" in entry["location"]]
    assert [(entry["title"], entry["text"]) for entry in rows] == [
        ("Mới", "Ủy ban nhân dân xã Một · 09/06/2026"),
        ("Sớm", "Ủy ban nhân dân xã Một · 1/QĐ · 01/03/2026"),
    ]
    assert rows[0]["location"] == "co-quan/xa-doi/cong-khai/#2026-005"


def test_agencies_go_by_former_names_too_and_lead_to_their_pages(
    entries: list[dict[str, str]],
) -> None:
    texts = {entry["location"]: (entry["title"], entry["text"]) for entry in entries}
    assert texts["co-quan/xa-doi/"] == ("Ủy ban nhân dân xã Một", "xã Một, Xã Cũ")
    assert texts["co-quan/xa-2/dau-moi/"] == ("Đầu mối và kênh tiếp nhận yêu cầu – Xã 2", "")
    assert texts["giam-sat/bang/"] == (
        "Bảng từng cơ quan",
        "Mỗi cơ quan một dòng, mỗi việc một cột.",
    )


def test_neither_a_search_nor_a_wrong_address_leads_to_hidden_pages(
    prepared: Prepared, entries: list[dict[str, str]]
) -> None:
    hidden = "bien-tap/mau-giao-dien/"
    assert any(not page.indexed and hidden.startswith(page.path) for page in prepared.site.pages)
    places_in_index = [entry["location"] for entry in entries]
    likely = dict(likely_pages(prepared))
    for addresses in (places_in_index, likely):
        assert hidden not in addresses
        assert not [address for address in addresses if "en" in address.split("/")]
        assert {"co-quan/", "giam-sat/", "tim-kiem/", "co-quan/xa-doi/"} <= set(addresses)
    assert likely["co-quan/xa-doi/"] == "xã Một"
    assert (likely["co-quan/"], likely[""]) == ("Danh sách cơ quan", "Trang đầu")


def test_the_last_entry_leads_to_the_search_itself_however_few_there_are(
    prepared: Prepared, entries: list[dict[str, str]]
) -> None:
    few = list(search_entries(prepared, prepared.build_context, most=2_000))
    assert few == [entries[-1]]
    assert entries[-1]["location"] == "tim-kiem/"
    assert entries[-1] not in entries[:-1]
    places = [entry["location"] for entry in entries[:-1]]
    assert len(set(places)) == len(places)
