"""The package without any extra: it is light, checks and builds a province, and says what it lacks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import signed_pdfs
import tiny_province
from new_environments import LIST, Installed, begun_place, written_data
from site_builds import digests

pytestmark = pytest.mark.new_environment

ROOT = Path(__file__).resolve().parents[2]
# What the package may add to an environment that has MkDocs and Material.
MOST_BYTES = 90_000_000


@pytest.fixture(scope="module")
def core(tmp_path_factory, release, wheels):
    """The package without any extra."""
    installed = Installed.begun(tmp_path_factory.mktemp("loi") / "env")
    installed.install_named("mkdocs", "mkdocs-material", wheels=wheels, release=release)
    before = installed.size
    installed.install_named("tiep-can-thong-tin", wheels=wheels, release=release)
    assert installed.size - before <= MOST_BYTES
    return installed


def test_the_core_alone_checks_and_builds_a_province_as_all_extras_do(core, environment, tmp_path):
    built = {}
    for name, installed in (("core", core), ("all", environment)):
        place = tiny_province.lay_out(tmp_path / name / "tỉnh")
        output = installed(place, "access-info", "check")
        installed(place, "mkdocs", "build", "--strict")
        built[name] = output, digests(place / "site")
    assert built["core"] == built["all"]
    assert any(path.endswith(".pdf") for path in built["core"][1])


def test_a_signed_file_is_withheld_where_nothing_judges_signatures(core, environment, tmp_path):
    place = begun_place(core, tmp_path)
    folder = place / "agencies/so-tu-phap"
    (folder / "tep").mkdir()
    plain = signed_pdfs.plain_pdf()
    (folder / "tep/thuong.pdf").write_bytes(plain)
    (folder / "tep/ky.pdf").write_bytes(signed_pdfs.signed(plain))
    files = '  tep: ["thuong.pdf", "ky.pdf"]\n'
    (folder / "cong-khai.yml").write_text(LIST + files, "utf-8")
    code, output = core.fails(place, "access-info", "check")
    assert code == 1
    assert (
        "so-tu-phap/tep/ky.pdf:1:1: lỗi [TT656] Tệp: có chữ ký số, mà máy này chưa có phần"
        in output
    )
    assert 'pip install "tiep-can-thong-tin[signatures]"' in output
    assert output.count("[TT") == 1

    def published():
        return {path.name for path in (place / "site").rglob("*.pdf")}

    core(place, "mkdocs", "build")
    assert published() == {"thuong.pdf"}
    # The same cache and the same site, once the extra is there, and when it is gone again.
    assert "0 lỗi" in environment(place, "access-info", "check")
    environment(place, "mkdocs", "build")
    assert published() == {"thuong.pdf", "ky.pdf"}
    core(place, "mkdocs", "build")
    assert published() == {"thuong.pdf"}


@pytest.mark.parametrize(
    ("words", "extra"),
    [
        (("annex", "--agency", "so-tu-phap", "--out", "ra", "--format", "pdf"), "pdf"),
        (("nation", "build", "quoc-gia.yml", "--out", "ra"), "nation"),
        (("import", "cu.xls", "--agency", "so-tu-phap"), "xls"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_command_names_the_line_for_the_extra_that_is_absent(core, tmp_path, words, extra):
    place = begun_place(core, tmp_path)
    shutil.copy(ROOT / "tests/cases/imports/lists/danh-muc-04.xls", place / "cu.xls")
    before = written_data(place)
    code, output = core.fails(place, "access-info", *words)
    assert (code, written_data(place)) == (2, before)
    assert f'pip install "tiep-can-thong-tin[{extra}]"' in output
    assert "Traceback" not in output
