"""JSON of version 2, of version 1 where a site keeps it, and what turns one into the other."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import jsonschema
import pytest
from site_builds import AS_OF, ROOT, SITES, access_info, copy, read

from access_info.exports.json_reading import json_rows
from access_info.exports.version1 import converter_text

LISTS = ("cong-khai", "co-dieu-kien")
MOST = 0.6
SOURCES = {"demo": (ROOT, "https://tiep-can-thong-tin.mau.example/"),
           "vinh-bao": (SITES / "vinh-bao", "https://vinh-bao.example/")}  # fmt: skip


def build(folder, address, *words, out="site"):
    command = ("build", "--out", out, "--as-of", AS_OF, "--site-url", address, "--no-content")
    result = access_info(folder, *command, *words)
    assert result.returncode == 0, result.stderr
    return folder / out


@pytest.fixture(scope="module", params=SOURCES)
def both(request, tmp_path_factory):
    """A site that keeps version 1, with version 2 second_file it; and one of version 2 alone."""
    source, address = SOURCES[request.param]
    folder = tmp_path_factory.mktemp("ban")
    copy(source / "agencies", folder / "agencies")
    first = build(folder, address, "--json-version", "1", out="mot")
    return first, build(folder, address, out="hai")


def lists_of(site, ending="json"):
    files = [path for name in LISTS for path in site.rglob(f"tai-ve/{name}.{ending}")]
    assert files
    return sorted(path.relative_to(site) for path in files)


def shared_of(site, name):
    """The file that one of an agency's names, found by the address in it."""
    data = json.loads((site / name).read_bytes())
    assert ("shared" in data) == (name.parts[0] == "co-quan")
    if "shared" not in data:
        return None
    address = urljoin(data["@context"]["@base"], data["shared"])
    return site / address.partition("example/")[2]


def test_version1_remains_at_its_addresses_with_version2_next_to_each_file(both):
    first, second = both
    names = lists_of(first)
    assert names == lists_of(second)
    for name in names:
        data = json.loads((first / name).read_bytes())
        assert data["schemaVersion"] == "1.0"
        schema = Path(name.name).with_suffix(".schema.json").name
        assert data["$schema"].endswith(f"/tai-ve/{schema}")
        check = json.loads((first / "tai-ve" / schema).read_bytes())
        jsonschema.Draft202012Validator(check).validate(data)
        second_file = first / name.with_suffix(".v2.json")
        after = (second / name).read_bytes().replace(b".schema.json", b".v2.schema.json")
        assert second_file.read_bytes() == after
        check = json.loads((first / "tai-ve" / schema.replace(".", ".v2.", 1)).read_bytes())
        jsonschema.Draft202012Validator(check).validate(json.loads(second_file.read_bytes()))
    assert not list(second.rglob("*.v2.json"))
    for name in LISTS:
        csv = f"tai-ve/{name}.csv"
        assert (first / csv).is_file() == (second / csv).is_file()


def test_the_program_on_the_page_of_changes_gives_back_version1(both, tmp_path):
    first, second = both
    page = read(second / "du-lieu-mo/thay-doi/index.html")
    assert " ".join(converter_text().split()) in " ".join(page.text.split())
    program = tmp_path / "doi-ve-ban-1.py"
    program.write_text(converter_text(), encoding="utf-8")
    for name in lists_of(second):
        shared = shared_of(second, name)
        command = [sys.executable, "-I", program, second / name, *([shared] if shared else [])]
        converted = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        schema = second / "tai-ve" / converted.pop("$schema").rpartition("/")[2]
        wanted = json.loads((first / name).read_bytes())
        del wanted["$schema"]
        assert converted == wanted
        jsonschema.Draft202012Validator(json.loads(schema.read_bytes())).validate(converted)
        known = json.loads(shared.read_bytes()) if shared else None
        assert json_rows((second / name).read_bytes(), known) == wanted["items"]


def test_the_lists_of_version_two_are_smaller(both):
    first, second = both

    def size(site):
        return sum((site / name).stat().st_size for name in lists_of(site))

    assert size(second) < 0.7 * size(first)
    largest = Path("tai-ve/cong-khai.json")
    assert (second / largest).stat().st_size < 0.7 * (first / largest).stat().st_size
    of_agencies = [name for name in lists_of(first) if name.parts[0] == "co-quan"]
    shares = [
        (second / name).stat().st_size / (first / name).stat().st_size for name in of_agencies
    ]
    # Of a list of a single row, half is its title and who publishes it.
    assert sum(share <= MOST for share in shares) >= 0.9 * len(shares)
    assert all(share < MOST + 0.04 for share in shares)


def test_pages_and_workers_of_earlier_builds_find_what_they_name(both):
    for site in both:
        worker = (site / "sw.js").read_text("utf-8")
        assert "tai-ve" not in worker
        assert ".json" not in worker
        folders = {path.parent for path in lists_of(site, "csv")}
        for folder in folders:
            names = {path.name for path in (site / folder).iterdir()}
            for name in LISTS:
                forms = {f"{name}.{form}" for form in ("csv", "xlsx", "json")}
                assert forms <= names or not forms & names
        schemas = {f"{name}.schema.json" for name in LISTS} | {"cong-khai.phan.json"}
        assert schemas <= {path.name for path in (site / "tai-ve").iterdir()} | (
            set() if (site / "co-quan").is_dir() else {"cong-khai.phan.json"}
        )
