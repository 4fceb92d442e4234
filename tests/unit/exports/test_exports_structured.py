"""JSON-LD for search engines, and QR codes for paper."""

from __future__ import annotations

import base64
import html
import io
import json
import re

import exported_lists
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from work_counting import calls_of

from access_info.exports.columns import DISCLOSURE_COLUMNS
from access_info.exports.structured import (
    DatasetAbout,
    Download,
    Organisation,
    agency_ld,
    breadcrumb_ld,
    catalog_ld,
    dataset_ld,
    datasets_ld,
)
from access_info.model.agency import AgencyProfile
from access_info.pipeline.preparation.agency_files import qr_image

ADDRESS = "https://tinh.mau.example/co-quan/so-mau/"
CATALOGUE = "https://tinh.mau.example/du-lieu-mo/"
PARENT = Organisation(address="https://tinh.mau.example/co-quan/ubnd-tinh/")
ORGANISATION = {
    "@type": "GovernmentOrganization",
    "@id": ADDRESS,
    "identifier": "H01.05",
    "name": "Sở Mẫu",
}
ABOUT = DatasetAbout(
    publisher=Organisation(address=ADDRESS, name="Sở Mẫu", code="H01.05"),
    catalog=CATALOGUE,
    license=f"{CATALOGUE}#giay-phep",
    keywords=("Kế hoạch", "Ngân sách"),
    temporal="2026-01-05/2026-10",
    place="Tỉnh Mẫu",
)
PROFILE = {
    "ten": "Sở Mẫu",
    "ten_ngan": "Sở M",
    "loai": "so",
    "ma_dinh_danh": "H01.05",
    "ten_cu": [{"ten": "Ty Mẫu"}],
    "thanh_lap": {"ngay": "2025-07-01"},
    "dia_chi": "Số 1 đường Mẫu",
    "dien_thoai": "0298 3812 005",
    "email": "so-mau@mau.example",
    "trang_web": "https://so.mau.example",
    "dau_moi": [{"don_vi": "Văn phòng", "nguoi": "Nguyễn Văn Mẫu", "email": "dm@mau.example"}],
}


def dataset(**values):
    return exported_lists.dataset(
        DISCLOSURE_COLUMNS, exported_lists.rows_of(DISCLOSURE_COLUMNS), **values
    )


def test_an_agency():
    profile = AgencyProfile.model_validate(PROFILE)
    assert json.loads(agency_ld(profile, address=ADDRESS, parent=PARENT)) == {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "@id": ADDRESS,
        "name": "Sở Mẫu",
        "alternateName": ["Sở M", "Ty Mẫu"],
        "identifier": "H01.05",
        "url": ADDRESS,
        "sameAs": "https://so.mau.example",
        "address": "Số 1 đường Mẫu",
        "telephone": "0298 3812 005",
        "email": "so-mau@mau.example",
        "foundingDate": "2025-07-01",
        "parentOrganization": {"@type": "GovernmentOrganization", "@id": PARENT.address},
        "contactPoint": [{"@type": "ContactPoint", "name": "Văn phòng", "email": "dm@mau.example"}],
    }


def test_what_is_unknown_is_left_out():
    profile = AgencyProfile.model_validate({"ten": "Sở", "loai": "so", "trang_web": "đang làm"})
    assert set(json.loads(agency_ld(profile, address=ADDRESS))) == {
        *("@context", "@type", "@id", "name", "url")
    }


def test_a_list_and_its_downloads():
    downloads = [
        Download(address=f"{ADDRESS}cong-khai.csv", media_type="text/csv", size=1200),
        Download(address=f"{ADDRESS}cong-khai.json", media_type="application/json"),
    ]
    text = dataset_ld(dataset(), about=ABOUT, description="Danh mục …", downloads=downloads)
    assert json.loads(text) == {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{ADDRESS}cong-khai/",
        "name": "Danh mục",
        "description": "Danh mục …",
        "url": f"{ADDRESS}cong-khai/",
        "license": f"{CATALOGUE}#giay-phep",
        "dateModified": "2026-10-21",
        "publisher": ORGANISATION,
        "includedInDataCatalog": {"@id": CATALOGUE},
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": f"{ADDRESS}cong-khai.csv",
                "encodingFormat": "text/csv",
                "contentSize": "1200 B",
            },
            {
                "@type": "DataDownload",
                "contentUrl": f"{ADDRESS}cong-khai.json",
                "encodingFormat": "application/json",
            },
        ],
    }


def test_what_lists_are_about_is_described_under_their_ids():
    node = json.loads(datasets_ld([(dataset(), ABOUT, "Danh mục …")]))
    (described,) = node["@graph"]
    assert described["@id"] == f"{ADDRESS}cong-khai/"
    assert "distribution" not in described
    assert described["publisher"] == ORGANISATION
    assert described["creator"] == {"@id": ORGANISATION["@id"]}
    assert described["keywords"] == ["Kế hoạch", "Ngân sách"]
    assert described["temporalCoverage"] == "2026-01-05/2026-10"
    assert described["spatialCoverage"] == {"@type": "AdministrativeArea", "name": "Tỉnh Mẫu"}
    assert datasets_ld([]) == ""


def test_a_catalogue_names_the_provinces_lists():
    text = catalog_ld(
        name="Danh mục tỉnh Mẫu",
        description="Tất cả.",
        address=f"{CATALOGUE}#danh-muc",
        page=CATALOGUE,
        publisher=Organisation(name="Sở Tư pháp"),
        datasets=[
            (
                dataset(),
                ABOUT,
                "Mọi mục.",
                [Download(address=f"{ADDRESS}a.csv", media_type="text/csv")],
            )
        ],
    )
    node = json.loads(text)
    assert node["@type"] == "DataCatalog"
    assert (node["@id"], node["url"]) == (f"{CATALOGUE}#danh-muc", CATALOGUE)
    assert node["publisher"] == {"@type": "GovernmentOrganization", "name": "Sở Tư pháp"}
    (each,) = node["dataset"]
    assert (each["@id"], each["name"]) == (f"{ADDRESS}cong-khai/", "Danh mục")
    assert each["distribution"][0]["contentUrl"] == f"{ADDRESS}a.csv"
    assert each["license"]


def test_the_way_to_a_page_is_numbered_from_its_start():
    node = json.loads(breadcrumb_ld([("Trang đầu", "https://a.example/"), ("Sở", ADDRESS)]))
    steps = [(step["position"], step["name"], step["item"]) for step in node["itemListElement"]]
    assert steps == [(1, "Trang đầu", "https://a.example/"), (2, "Sở", ADDRESS)]


@given(st.text())
def test_no_text_can_leave_its_script(text):
    profile = AgencyProfile.model_validate({"ten": f"Sở {text}", "loai": "so"})
    party = Organisation(name=text, code=text)
    about = DatasetAbout(publisher=party, keywords=(text,), place=text)
    scripts = [
        agency_ld(profile, address=ADDRESS, parent=party),
        dataset_ld(dataset(title=text, name=text), about=about, description=text, downloads=[]),
        catalog_ld(name=text, description=text, address=ADDRESS, page=ADDRESS, publisher=party),
        breadcrumb_ld([(text, ADDRESS)]),
    ]
    for script in scripts:
        assert not re.search("[<>&\u2028\u2029\n]", script)
    assert json.loads(scripts[3])["itemListElement"][0]["name"] == text


@pytest.mark.parametrize("text", exported_lists.HOSTILE)
def test_hostile_text_stays(text):
    written = dataset_ld(dataset(title=text), about=ABOUT, description=text, downloads=[])
    node = json.loads(written)
    assert node.get("name", "") == text


def drawn(image):
    """The attributes of an image, the size of its picture, and the dark squares."""
    attributes = dict(re.findall(r' ([a-z]+)="([^"]*)"', image))
    assert re.fullmatch(r'<img( [a-z]+="[^"]*")+>', image)
    kind, data = attributes["src"].split(",")
    assert kind == "data:image/png;base64"
    with Image.open(io.BytesIO(base64.b64decode(data))) as picture:
        width, height = picture.size
        gray = picture.convert("L")
        places = [(row, column) for row in range(height) for column in range(width)]
        dark = {(row, column) for row, column in places if not gray.getpixel((column, row))}
    return attributes, (width, height), dark


@pytest.mark.parametrize(
    ("address", "version"), [(f"{ADDRESS}co-dieu-kien/", 4), (f"{ADDRESS}?{'a' * 1_000}", 26)]
)
def test_a_qr_code_leads_to_its_address(address, version):
    attributes, size, dark = drawn(qr_image(address, label="Mã QR"))
    side = 17 + 4 * version + 2 * 4  # ISO/IEC 18004: around it four squares of silence
    assert size == (side, side)
    assert {min(map(min, dark)), side - 1 - max(map(max, dark))} == {4}
    picture = io.BytesIO(base64.b64decode(attributes["src"].split(",")[1]))
    with Image.open(picture) as image:
        printed = image.convert("L").resize([4 * pixels for pixels in image.size])
    [code] = zxingcpp.read_barcodes(printed)
    assert (code.text, code.ec_level) == (address, "M")


def test_a_qr_code_obeys_the_pages_policy_and_is_named():
    label = 'Mã "QR" <b>'
    attributes, _, _ = drawn(qr_image(ADDRESS, label=label))
    assert attributes.keys() == {"class", "alt", "src"}
    assert attributes["class"] == "ai-qr"
    assert html.unescape(attributes["alt"]) == label
    assert attributes["alt"] == html.escape(label)


def test_a_qr_code_costs_next_to_nothing():
    address = f"{ADDRESS}cong-khai/"
    qr_image(address, label="Mã QR")
    assert calls_of(lambda: qr_image(address, label="Mã QR")) < 300
