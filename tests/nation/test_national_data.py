"""The members' data put together: every row of every member, in files that say what they hold."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import subprocess
import urllib.parse

import jsonschema
import nation_members
import published_members
import pyshacl
import pytest
import signing_keys
from nation_sites import AS_OF, CODES, NAMES, NOW, SITE, read_nation, worked_out
from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from site_builds import ROOT, access_info, digests, read

from access_info.model.nation import Member, Nation
from access_info.nation.build import nation_signer
from access_info.nation.copies import MemberCopy, MemberFolder, NationalSite
from access_info.nation.data import (
    FOLDER,
    MEMBER_TITLE,
    read_member_data,
    write_data,
    write_member_data,
)
from access_info.nation.member_files import SET_NAMES, MemberSets
from access_info.nation.pages.about import write_pages
from access_info.nation.reading import read_member
from access_info.nation.sources import ReadingAccess
from access_info.pipeline.trust.manifest import SigningError

SHAPES = ROOT / "tests/cases/exports/dcat-ap-3.0.1"
SPDX = Namespace("http://spdx.org/rdf/terms#")


@pytest.fixture(scope="module")
def nation(built, tmp_path_factory):
    return read_nation(built, tmp_path_factory.mktemp("nuoc"))


@pytest.fixture(scope="module")
def site(nation, tmp_path_factory):
    out = tmp_path_factory.mktemp("trang") / "ca-nuoc"
    nation.write(out)
    return out


def lines(path):
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]


def table(path):
    text = gzip.decompress(path.read_bytes()).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def index_of(site):
    return json.loads((site / FOLDER / "phan.json").read_bytes())


def test_every_row_is_there_with_the_code_of_its_member(nation, site):
    for copy in nation.copies[:2]:
        code, sets = copy.state.code, MemberSets(copy)
        for name in SET_NAMES:
            rows = list(sets.rows(name))
            assert rows, name
            written = lines(site / FOLDER / code / f"{name}.ndjson.gz")
            assert written == [{"tinh": code, **row} for row in rows]
            titles, *cells = table(site / FOLDER / code / f"{name}.csv.gz")
            assert titles[0] == MEMBER_TITLE
            assert [row[0] for row in cells] == [code] * len(rows)
            assert all(len(row) == len(titles) for row in cells)
    titles, *cells = table(site / FOLDER / "01/cong-khai.csv.gz")
    names = [row[titles.index("Tên thông tin")] for row in cells]
    assert names == [row["title"] for row in MemberSets(nation.copies[0]).rows("cong-khai")]


def test_lines_are_as_their_schema_says_and_tables_have_its_fields(site):
    for name in SET_NAMES:
        schema = json.loads((site / FOLDER / f"luoc-do/{name}.json").read_bytes())
        rows = lines(site / FOLDER / f"01/{name}.ndjson.gz")
        for row in rows:
            jsonschema.validate(row, schema)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**rows[0], "landingPage": 1}, schema)
        fields = json.loads((site / FOLDER / f"luoc-do/{name}.cot.json").read_bytes())["fields"]
        titles = table(site / FOLDER / f"01/{name}.csv.gz")[0]
        assert [field["name"] for field in fields] == titles


def test_the_index_lists_each_file_truly(site):
    index = index_of(site)
    listed = {each["downloadURL"]: each for each in index["distribution"]}
    there = {
        path.relative_to(site / FOLDER).as_posix(): path for path in (site / FOLDER).rglob("*.gz")
    }
    assert listed.keys() == there.keys()
    for name, path in there.items():
        entry, content = listed[name], path.read_bytes()
        assert entry["byteSize"] == len(content)
        assert entry["sha256"] == hashlib.sha256(content).hexdigest()
        rows = len(lines(path)) if name.endswith("ndjson.gz") else len(table(path)) - 1
        assert entry["rows"] == rows
    members = [(each["tinh"], each["name"], each["isStale"]) for each in index["members"]]
    assert members == [(CODES[0], NAMES[0], False), (CODES[1], NAMES[1], True)]
    head, *rows = csv.reader(
        io.StringIO((site / FOLDER / "phan.csv").read_text("utf-8-sig"), newline="")
    )
    assert [row[head.index("Tệp")] for row in rows] == list(listed)


def test_equal_copies_give_equal_bytes_without_the_hour(nation, tmp_path):
    written = []
    for number in range(2):
        (tmp_path / str(number)).mkdir()
        write_member_data(nation.copies[0], tmp_path / str(number))
        written.append(digests(tmp_path / str(number)))
    assert written[0] == written[1]
    for path in (tmp_path / "0").glob("*.gz"):
        # RFC 1952: magic number, method, flags (no name), time, of which there is none.
        assert path.read_bytes()[:8] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00"


@pytest.fixture
def large(built, tmp_path):
    """A member with many rows, each different from the others, some of them hostile."""
    site = published_members.publish(
        built, tmp_path / "lon", code="09", url="https://lon.mau.example/"
    )

    def many(data):
        first = data["items"][0]
        data["items"] = [
            {
                **first,
                "@id": first["@id"].replace("2026-001", f"m-{number}"),
                "identifier": f"m-{number}",
                "title": hashlib.sha512(str(number).encode()).hexdigest()
                if number
                else '=1+"2"\n3',
            }
            for number in range(2_000)
        ]

    published_members.edit(site, "cong-khai", many)
    member = Member(ma="09", ten="Tỉnh Lớn", dia_chi="https://lon.mau.example/", nguon=str(site))
    state = read_member(member, tmp_path / "cache", ReadingAccess(), NOW)
    assert not state.failures
    return MemberCopy(state=state, folder=MemberFolder(tmp_path / "cache", member).copy().folder)


def test_no_file_is_larger_than_allowed_and_no_row_is_lost(large, tmp_path):
    most = 120_000
    folder = tmp_path / "du-lieu"
    folder.mkdir()
    write_member_data(large, folder, most=most)
    rows = [row["identifier"] for row in MemberSets(large).rows("cong-khai")]
    for form in ("csv.gz", "ndjson.gz"):
        parts = [
            part
            for part in read_member_data(folder).parts
            if (part.set, part.form) == ("cong-khai", form)
        ]
        assert len(parts) > 2
        assert [part.name for part in parts[:2]] == [f"cong-khai.{form}", f"cong-khai-2.{form}"]
        assert all(part.size == (folder / part.name).stat().st_size <= most for part in parts)
        assert sum(part.rows for part in parts) == len(rows)
        identifiers = []
        for part in parts:
            if form == "csv.gz":
                titles, *cells = table(folder / part.name)
                identifiers += [row[titles.index("Mã mục")] for row in cells]
            else:
                identifiers += [row["identifier"] for row in lines(folder / part.name)]
        assert identifiers == rows


def test_a_cell_cannot_act_as_a_formula(large, tmp_path):
    folder = tmp_path / "du-lieu"
    folder.mkdir()
    write_member_data(large, folder)
    titles, first, *_ = table(folder / "cong-khai.csv.gz")
    assert first[titles.index("Tên thông tin")].startswith("'=1+")


def test_what_is_withdrawn_is_in_no_file(built, tmp_path):
    nation = read_nation(built, tmp_path / "nuoc")
    gone = "Quy chế số 3"
    assert gone in str(lines(nation.parts[0].folder / FOLDER / "cong-khai.ndjson.gz"))
    site = nation.folders[0]
    published_members.edit(
        site,
        "cong-khai",
        lambda data: data.update(items=[r for r in data["items"] if r["title"] != gone]),
    )
    cache = tmp_path / "nuoc/cache"
    read_member(nation.nation.members[0], cache, ReadingAccess(), NOW)
    copy = MemberFolder(cache, nation.nation.members[0]).copy()
    part = worked_out(copy, tmp_path / "moi")
    for path in part.folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            text = gzip.decompress(content) if path.suffix == ".gz" else content
            assert gone not in text.decode(), path


def test_the_catalogue_of_catalogues_conforms_and_lists_members_and_sets(site):
    graph = Graph().parse(site / "danh-muc.ttl")
    for names in (("dcat-ap-SHACL.ttl",), ("shapes.ttl", "range.ttl")):
        shapes = Graph()
        for name in names:
            shapes.parse(SHAPES / name)
        conforms, _, text = pyshacl.validate(graph, shacl_graph=shapes)
        assert conforms, text
    catalogue = URIRef(f"{SITE}du-lieu-mo/#danh-muc")
    listed = set(graph.objects(catalogue, DCAT.catalog))
    # That of a member that was never read is not known.
    assert listed == {
        URIRef(f"https://tinh-{code}.mau.example/du-lieu-mo/#danh-muc") for code in CODES[:2]
    }
    for member in listed:
        assert (member, RDF.type, DCAT.Catalog) in graph
        assert graph.value(graph.value(member, DCTERMS.publisher), FOAF.name)
    assert len(set(graph.objects(catalogue, DCAT.dataset))) == len(SET_NAMES)
    distributions = set(graph.objects(None, DCAT.distribution))
    assert len(distributions) == 2 * 2 * len(SET_NAMES)
    for distribution in distributions:
        url = str(graph.value(distribution, DCAT.downloadURL))
        content = (site / urllib.parse.unquote(url.removeprefix(SITE))).read_bytes()
        assert graph.value(distribution, DCAT.byteSize).toPython() == len(content)
        checksum = graph.value(distribution, SPDX.checksum)
        assert graph.value(checksum, SPDX.checksumValue) == Literal(
            hashlib.sha256(content).hexdigest(), datatype=XSD.hexBinary
        )
        assert str(graph.value(distribution, DCAT.compressFormat)).endswith("/application/gzip")
        schema = str(graph.value(distribution, DCTERMS.conformsTo))
        assert (site / schema.removeprefix(SITE)).is_file()


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's
def test_both_formats_of_the_catalogue_say_the_same(site):
    turtle, json_ld = site / "danh-muc.ttl", site / "danh-muc.jsonld"
    assert isomorphic(Graph().parse(turtle), Graph().parse(json_ld, format="json-ld"))


def test_the_whole_is_as_young_as_its_youngest_part_and_counts_each_row_once(tmp_path):
    parts = []
    for code, day, count in (("01", "2026-11-10", 2), ("02", "2026-11-20", 3), ("03", "", 1)):
        rows = [
            nation_members.row("so-tu-phap", f"2026-{number:03}", "Quy chế")
            for number in range(count)
        ]
        member = nation_members.MadeMember(
            code=code, agencies=nation_members.AGENCIES, rows=rows, modified=day
        )
        copy = member.copy(tmp_path / code / "tep")
        parts.append(worked_out(copy, tmp_path / code / "phan"))
    (tmp_path / "trang").mkdir()
    nation = Nation(ten="Nước Mẫu", thanh_vien=[])
    site = NationalSite(
        nation=nation, parts=parts, out=tmp_path / "trang", as_of=AS_OF, site_url=SITE
    )
    write_pages(site, write_data(site))
    days = {each["identifier"]: each["modified"] for each in index_of(site.out)["sets"]}
    assert days["cong-khai"] == "2026-11-20"
    graph = Graph().parse(site.out / "danh-muc.ttl")
    described = {str(text) for text in graph.objects(None, DCTERMS.description)}
    assert any(text.endswith("Ghép từ các tỉnh: 6 dòng.") for text in described)
    assert "6 dòng" in read(site.out / "du-lieu-mo/index.html").text


def test_every_file_is_listed_with_its_hash(site, tmp_path):
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"],
        cwd=site,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    manifest = json.loads((site / "manifest.json").read_bytes())
    lists = {"manifest.json", "SHA256SUMS"}
    assert manifest["files"].keys() | lists == digests(site).keys()
    assert (manifest["url"], manifest["created"]) == (SITE, "2026-11-28")
    done = access_info(tmp_path, "verify", str(site))
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_site_is_signed_with_the_key_that_its_file_names(built, tmp_path):
    key = tmp_path / "khoa" / "khoa-ky"
    key.parent.mkdir()
    public = signing_keys.make(key)
    nation = read_nation(built, tmp_path / "nuoc", khoa_cong_khai=[public])
    file = tmp_path / "nuoc" / "quoc-gia.yml"
    signing = nation_signer(nation.nation, file, key)
    site = tmp_path / "ca-nuoc"
    nation.write(site, signing=signing)
    signers = site / "du-lieu-mo/khoa-cong-khai.txt"
    assert all(
        signing_keys.is_signed(site, name, signers) for name in ("manifest.json", "SHA256SUMS")
    )
    (site / "SHA256SUMS").write_bytes((site / "SHA256SUMS").read_bytes() + b"\n")
    assert not signing_keys.is_signed(site, "SHA256SUMS", signers)
    other = tmp_path / "khoa" / "khac"
    signing_keys.make(other)
    with pytest.raises(SigningError, match=r"quoc-gia\.yml"):
        nation_signer(nation.nation, file, other)
    with pytest.raises(SigningError, match="nằm trong thư mục dữ liệu"):
        nation_signer(nation.nation, tmp_path / "khoa" / "quoc-gia.yml", key)


def test_without_an_address_there_is_no_catalogue_and_no_sitemap(nation, tmp_path):
    site = tmp_path / "ca-nuoc"
    nation.write(site, site_url="")
    names = digests(site).keys()
    assert not names & {"danh-muc.ttl", "danh-muc.jsonld", "sitemap.xml", "robots.txt"}
    assert "url" not in json.loads((site / "manifest.json").read_bytes())
    assert "danh-muc.ttl" not in (site / "du-lieu-mo/index.html").read_text("utf-8")
