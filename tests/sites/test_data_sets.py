"""What pages show, as data: every set follows its schema, says what pages say, and its ids resolve."""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import unquote, urldefrag, urljoin

import jsonschema
import jsonschema_rs
import pytest
from loaded_program import laws_of_today
from site_builds import access_info, dead_links, read

from access_info.exports.published_sets import PUBLISHED_SETS, SetLevel
from access_info.exports.set_columns import STATISTICS_COLUMNS
from access_info.exports.set_rows import law_rows
from access_info.pages.rendering.environment import load_texts
from access_info.source.documents import read_yaml

SITE = "https://tiep-can-thong-tin.mau.example/"
NAMES = [each.name for each in PUBLISHED_SETS]


def table_of(path):
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture(scope="module")
def sets(demo):
    folder = demo / "site/tai-ve"
    return {name: json.loads((folder / f"{name}.json").read_bytes()) for name in NAMES}


def files_of_sets(demo):
    """Every JSON file of a set: path, its schema's path, content."""
    for path in sorted((demo / "site").rglob("tai-ve/*.json")):
        name = path.name.removesuffix(".json")
        if name in NAMES:
            schema = demo / "site/tai-ve" / f"{name}.schema.json"
            yield path, schema, json.loads(path.read_bytes())


def test_every_file_follows_the_schema_that_it_names(demo):
    count = 0
    for path, schema, data in files_of_sets(demo):
        assert data["$schema"] == f"{SITE}tai-ve/{schema.name}"
        rules = json.loads(schema.read_bytes())
        assert (rules["$id"], rules["$schema"][-14:]) == (data["$schema"], "2020-12/schema")
        jsonschema.Draft202012Validator.check_schema(rules)
        jsonschema_rs.Draft202012Validator(rules, validate_formats=True).validate(data)
        count += 1
        assert data["items"] or path.parent.parent.name != "site"
    assert count > 40


def ids_of(data):
    """Every address of something that a file names: rows, publishers, concepts, the law."""
    base = data["@context"]["@base"]
    ids = [data["publisher"]["@id"]]
    ids += [data[name]["@id"] for name in ("applicableLegislation",) if name in data]
    ids += [data["shared"]] if "shared" in data else []
    ids += [known["@id"] for known in data.get("publishers", {}).values()]
    ids += [row["@id"] for row in data["items"]]
    ids += [place for row in data["items"] for place in row.get("evidence", ())]
    for table in data.get("concepts", {}).values():
        ids += [concept["@id"] for concept in table.values()]
    return {urljoin(base, each) for each in ids}


def test_every_id_is_a_page_with_that_anchor(demo):
    dead = set()
    addresses = set().union(*(ids_of(data) for _, _, data in files_of_sets(demo)))
    assert len(addresses) > 1_200
    for address in addresses:
        page, fragment = urldefrag(address)
        assert page.startswith(SITE)
        file = demo / "site" / page.removeprefix(SITE)
        file = file if file.suffix == ".json" else file / "index.html"
        if not file.is_file() or (fragment and unquote(fragment) not in read(file).ids):
            dead.add(address)
    assert dead == set()


def test_ids_of_rows_are_unique(sets):
    for name, data in sets.items():
        ids = [row["@id"] for row in data["items"]]
        assert len(ids) == len(set(ids)), name


def test_csv_has_the_same_rows_in_the_same_order(demo, sets):
    for name, data in sets.items():
        rows = table_of(demo / f"site/tai-ve/{name}.csv")
        assert len(rows) == len(data["items"])
        addresses = [next(cell for cell in row.values() if cell.startswith(SITE)) for row in rows]
        assert addresses == [urljoin(SITE, row["@id"]) for row in data["items"]]


def test_agencies_with_their_codes_and_nobody_by_name(demo, sets):
    folders = sorted(path.parent for path in (demo / "agencies").glob("[!_]*/co-quan.yml"))
    rows = {row["identifier"]: row for row in sets["co-quan"]["items"]}
    assert sorted(rows) == [folder.name for folder in folders]
    content = (demo / "site/tai-ve/co-quan.csv").read_text("utf-8-sig")
    assert content.count("H99.") == sum(
        "ma_dinh_danh:" in (folder / "co-quan.yml").read_text("utf-8") for folder in folders
    )
    people = set()
    for folder in folders:
        profile = read_yaml(folder / "co-quan.yml")
        points = [*profile.data.get("dau_moi", []), profile.data.get("nguoi_phat_ngon") or {}]
        people |= {point["nguoi"] for point in points if point.get("nguoi")}
    assert people
    for form in ("csv", "json"):
        content = (demo / f"site/tai-ve/co-quan.{form}").read_text("utf-8-sig")
        assert {person for person in people if f'"{person}"' in content} == set()
    for name, data in sets.items():
        named = {row["publisher"] for row in data["items"] if "publisher" in row}
        assert named <= set(rows), name
        assert set(data.get("publishers", {})) <= set(rows)
        for code, known in data.get("publishers", {}).items():
            assert known.get("orgIdentifier") == rows[code].get("orgIdentifier"), (name, code)
    assert sets["co-quan"]["publisher"]["orgIdentifier"] == "H99"
    assert sets["co-quan"]["spatial"] == {"notation": "99", "name": "Tỉnh Mẫu"}


def test_duties_are_as_the_table_of_results_and_the_agencys_page_say(demo, sets):
    results = table_of(demo / "site/giam-sat/van-ban/ket-qua.csv")
    labels = sets["tinh-trang"]["concepts"]["status"]
    rows = {(row["publisher"], row["obligation"]): row for row in sets["tinh-trang"]["items"]}
    assert len(rows) == len(sets["tinh-trang"]["items"]) == len(results) > 300
    for result in results:
        row = rows[result["Mã cơ quan"], result["Mã nghĩa vụ"]]
        assert labels[row["status"]]["prefLabel"] == result["Tình trạng"]
        assert row.get("due", "") == result["Hạn"]
        assert row.get("reason", "") == result["Lý do"]
        lacking = [line for line in result["Còn thiếu, cần hoàn thiện"].split("\n") if line]
        more = re.fullmatch(r"\D*(\d+).*", lacking[-1]) if len(lacking) > 3 else None
        shown = lacking[:-1] if more else lacking
        assert bool(row.get("lacking")) == bool(shown)
        page = read(demo / "site" / urldefrag(row["@id"])[0] / "index.html")
        assert result["Tình trạng"] in page.text


def test_figures_are_those_of_the_agencys_page(demo, sets):
    by_agency = {}
    for row in sets["thong-ke"]["items"]:
        by_agency.setdefault(row["publisher"], []).append(row)
    assert len(by_agency) > 10
    texts = load_texts()
    labels = {each.name: texts[each.label] for each in STATISTICS_COLUMNS.columns if each.label}
    known = sets["thong-ke"]["concepts"]["refusedByGround"]
    for agency, rows in by_agency.items():
        path = demo / f"site/co-quan/{agency}/thong-ke/index.html"
        sections = path.read_text("utf-8").split('<h2 id="nam-')[1:]
        assert [section[:4] for section in sections] == [str(row["year"]) for row in rows]
        for section, row in zip(sections, rows, strict=True):
            assert row["@id"] == f"co-quan/{agency}/thong-ke/#nam-{row['year']}"
            shown = re.findall(r"<tr><th>([^<]*)<td>([\d.,]*)", section)
            values = {
                words: float(value.replace(".", "").replace(",", ".")) for words, value in shown
            }
            numbers = {name: row[name] for name in row if isinstance(row[name], int | float)}
            refusals = row.get("refusedByGround", {})
            assert len(shown) == len(numbers) - 1 - bool(refusals) + len(refusals)
            for name, value in numbers.items():
                assert name in {"year", "refused"} or values[labels[name]] == value
            assert row.get("refused", 0) == sum(refusals.values())
            assert set(refusals) <= set(known)
            for name in ("difficulties", "proposals"):
                assert row.get(name, "") in read(path).text
        own = json.loads((demo / f"site/co-quan/{agency}/tai-ve/thong-ke.json").read_bytes())
        assert [each["year"] for each in own["items"]] == [each["year"] for each in rows]
        assert own["publisher"]["identifier"] == agency
        table = table_of(demo / f"site/co-quan/{agency}/tai-ve/thong-ke.csv")
        assert [each["Năm"] for each in table] == [str(each["year"]) for each in rows]


def test_corrections_are_those_of_the_pages(demo, sets):
    ids = {row["@id"] for row in sets["dinh-chinh"]["items"]}
    shown = set()
    for page in (demo / "site/co-quan").glob("*/dinh-chinh/index.html"):
        agency = page.parts[-3]
        log = demo / "agencies" / agency / "dinh-chinh.yml"
        if log.is_file():
            data = read_yaml(log)
            shown |= {f"co-quan/{agency}/dinh-chinh/#{each['ma']}" for each in data.data["muc"]}
    assert ids == shown
    assert ids


def test_laws_with_points_kinds_duties_periods_and_how_each_was_checked(sets):
    framework, _ = laws_of_today()
    rows = sets["phap-luat"]["items"]
    assert len(rows) == len(list(law_rows(framework, lambda *_: "")))
    counts = {}
    for row in rows:
        counts[row["type"]] = counts.get(row["type"], 0) + 1
        assert row["verification"] in sets["phap-luat"]["concepts"]["verification"]
    packs = (*framework.packs, *framework.supplements)
    assert counts["luat"] == len(packs)
    assert counts["diem"] == sum(len(pack.points) for pack in packs)
    assert counts["loai-thong-tin"] == sum(len(list(pack.kinds)) for pack in packs)
    assert counts["thoi-han"] == sum(len(pack.deadlines) for pack in packs)
    assert counts["nghia-vu"] == sum(len(pack.obligation_bases) for pack in packs)
    known = {row["identifier"] for row in rows}
    assert {row["broader"] for row in rows if "broader" in row} <= known


def test_the_table_of_sets_names_just_the_files_that_are_there(demo):
    site = demo / "site/tai-ve"
    wanted = {file.name for each in PUBLISHED_SETS for file in each.files()}
    wanted |= {each.schema for each in PUBLISHED_SETS}
    there = {path.name for path in site.iterdir()}
    assert wanted <= there
    others = {
        name
        for name in there - wanted
        if not re.search(r"\.(v1\.schema|phan|cot|chung)\.json$|^(dong|thay-doi)\.json$", name)
    }
    assert others == set()
    own = {
        file.name
        for each in PUBLISHED_SETS
        if SetLevel.AGENCY in each.levels
        for file in each.files()
    }
    for folder in (demo / "site/co-quan").glob("*/tai-ve"):
        assert {path.name for path in folder.iterdir()} <= own


def test_an_agency_alone_has_every_set(tmp_path):
    folder = tmp_path / "mot"
    agencies = folder / "agencies"
    agencies.mkdir(parents=True)
    (agencies / "_dia-ban.yml").write_text('ten: "Xã Mẫu"\nloai: xa\n', "utf-8")
    (agencies / "xa-mau").mkdir()
    (agencies / "xa-mau/co-quan.yml").write_text(
        'ten: "Ủy ban nhân dân xã Mẫu"\nloai: xa\n', "utf-8"
    )
    (agencies / "xa-mau/thong-ke").mkdir()
    year = (
        "nam: 2025\ntiep_nhan:\n  truc_tiep: 3\nket_qua:\n  day_du: 2\n  tu_choi:\n    d27k3: 1\n"
    )
    (agencies / "xa-mau/thong-ke/2025.yml").write_text(year, "utf-8")
    result = access_info(folder, "build", "--out", "trang", "--as-of", "2026-11-24", "--no-content")
    assert result.returncode == 0, result.stderr
    site = folder / "trang/tai-ve"
    figures = json.loads((site / "thong-ke.json").read_bytes())
    assert figures["items"][0]["@id"] == "thong-ke/#nam-2025"
    assert {row["publisher"] for row in figures["items"]} == {"xa-mau"}
    for name in ("co-quan", "thong-ke", "tinh-trang", "dinh-chinh", "phap-luat"):
        data = json.loads((site / f"{name}.json").read_bytes())
        assert data["items"] or name == "dinh-chinh"
        assert "@context" not in data
    assert dead_links(folder / "trang") == []
