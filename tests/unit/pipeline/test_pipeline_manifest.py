"""Manifests and sums as texts: what is written is read again, what is none is refused."""

from __future__ import annotations

import contextlib
import hashlib
import json

import pytest
import signing_keys
from hypothesis import given
from hypothesis import strategies as st

from access_info.pipeline.trust.copies import FolderCopy, ListSignature, compare
from access_info.pipeline.trust.manifest import (
    BadManifestError,
    Signer,
    allowed_signers,
    manifest_lines,
    read_manifest,
    read_sums,
    signature_of,
    sum_line,
    write_lists,
)


def test_a_manifest_names_nothing_outside_its_folder(tmp_path):
    entry = '{"size": 1, "sha256": "' + "0" * 64 + '"}'
    for path in ("../a", "/a", "a//b", "a/./b", "", "a\\\\b", "a\\u0000"):
        with pytest.raises(BadManifestError):
            read_manifest(f'{{"files": {{"{path}": {entry}}}}}'.encode())
    assert read_manifest(f'{{"files": {{"a/…b": {entry}}}}}'.encode()).files["a/…b"].size == 1
    assert FolderCopy(tmp_path).read("manifest.json") is None


def test_reading_a_manifest_gives_what_was_written():
    files = [("a/lịch “1”.txt", 3, b"\x01" * 32), ("b.html", 0, b"\xff" * 32)]
    facts = {"created": "2026-11-24", "generator": {"name": "x"}}
    text = "".join(manifest_lines(facts, files))
    manifest = read_manifest(text.encode())
    assert (manifest.created, manifest.generator) == ("2026-11-24", {"name": "x"})
    assert {
        path: (file.size, bytes.fromhex(file.sha256)) for path, file in manifest.files.items()
    } == {path: (size, sha256) for path, size, sha256 in files}
    # A line a file, so that two can be compared by any tool.
    assert [line.count("sha256") for line in text.splitlines()].count(1) == len(files)
    assert read_manifest("".join(manifest_lines(facts, [])).encode()).files == {}


@pytest.fixture
def signed(tmp_path):
    """A folder of two files, signed; who may sign it; another key."""
    folder = tmp_path / "trang"
    folder.mkdir()
    keys = {name: signing_keys.make(tmp_path / name) for name in ("khoa", "khac")}
    files = []
    for name in ("a.html", "b.html"):
        (folder / name).write_text(name, "utf-8")
        content = name.encode()
        files.append((name, len(content), hashlib.sha256(content).digest()))
    signers = {name: Signer(tmp_path / name, key) for name, key in keys.items()}
    write_lists(folder, {"created": "2026-11-24"}, files, signers["khoa"])
    return folder, allowed_signers([keys["khoa"]]), signers["khac"]


def test_each_list_must_bear_a_signature_of_those_who_may_sign(signed):
    folder, allowed, other = signed
    whole = compare(FolderCopy(folder), allowed)
    assert (whole.signature, whole.differences) == (ListSignature.GOOD, ())
    for name in ("manifest.json", "SHA256SUMS"):
        place = folder / f"{name}.sig"
        right = place.read_bytes()
        place.write_bytes(signature_of(folder / name, other))
        assert compare(FolderCopy(folder), allowed).signature is ListSignature.BAD
        place.unlink()
        assert compare(FolderCopy(folder), allowed).signature is ListSignature.ABSENT
        place.write_bytes(right)
    assert compare(FolderCopy(folder), allowed) == whole


def hashed(folder):
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    contents = {name: (folder / name).read_bytes() for name in names}
    return [(name, len(each), hashlib.sha256(each).digest()) for name, each in contents.items()]


def test_a_large_manifest_has_a_part_for_each_folder_and_agency(tmp_path):
    pages = ["index.html", "assets/a.html", "co-quan/index.html", "giam-sat/a/b.html"]
    pages += [f"co-quan/{agency}/{page}.html" for agency in ("xa-a", "xa-b") for page in "ab"]
    for page in pages:
        (tmp_path / page).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / page).write_text(page, "utf-8")
    facts = {"created": "2026-11-24"}
    names = write_lists(tmp_path, facts, hashed(tmp_path), None, most=3)
    parts = ["co-quan", "co-quan/xa-a", "co-quan/xa-b", "giam-sat"]
    assert names == [
        *(f"danh-sach-tep/{part}.json" for part in parts),
        *("manifest.json", "SHA256SUMS"),
    ]
    head = read_manifest((tmp_path / "manifest.json").read_bytes())
    assert [*head.files] == sorted(["assets/a.html", *names[:-2], "index.html"])
    whole = compare(FolderCopy(tmp_path))
    assert (whole.differences, whole.count) == ((), len(pages) + len(parts))
    assert {*pages} < {*whole.manifest.files}

    lists = {name: (tmp_path / name).read_bytes() for name in names}
    (tmp_path / "co-quan/xa-b/a.html").write_text("khác", "utf-8")
    write_lists(tmp_path, facts, hashed(tmp_path), None, most=3)
    changed = [name for name in names if (tmp_path / name).read_bytes() != lists[name]]
    assert changed == ["danh-sach-tep/co-quan/xa-b.json", "manifest.json", "SHA256SUMS"]

    forged = tmp_path / changed[0]
    forged.write_bytes(lists[changed[0]])
    differences = compare(FolderCopy(tmp_path)).differences
    assert (changed[0], "changed") in {(item.path, item.state) for item in differences}


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["files", "a", "size", "sha256", "created"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)


@given(st.binary(max_size=40) | _JSON.map(lambda data: json.dumps(data).encode()))
def test_any_text_is_a_manifest_or_refused_as_none(content):
    files = {}
    with contextlib.suppress(BadManifestError):
        files = read_manifest(content).files
    assert isinstance(files, dict)


@given(
    st.lists(
        st.text(
            st.characters(exclude_characters="\r\0", exclude_categories=["Cs", "Cc", "Zl", "Zp"])
            | st.sampled_from("\n\\ *"),
            min_size=1,
        ),
        unique=True,
    )
)
def test_sums_are_read_as_they_were_written(paths):
    hashes = {path: hashlib.sha256(path.encode()).digest() for path in paths}
    text = "".join(sum_line(path, sha256) for path, sha256 in hashes.items())
    assert read_sums(text.encode()) == {path: sha256.hex() for path, sha256 in hashes.items()}
