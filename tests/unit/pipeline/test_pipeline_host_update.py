"""What a host is sent after an edit, and what is deleted there: by rsync, by tar, in a bucket, in a git branch."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess

import boto3
import pytest
import s3_storage

from access_info.cli.parser import UsageError
from access_info.cli.verify import tell_update
from access_info.pipeline.trust.copies import FolderCopy
from access_info.pipeline.trust.host_update import host_update
from access_info.pipeline.trust.manifest import PARTS, paths_below, write_lists
from access_info.pipeline.trust.web import WebAccess

LIST = "co-quan/xa-a/tai-ve/cong-khai.json"
HEAD = "tim-kiem/du-lieu/muc-luc.js"
LISTS = ("SHA256SUMS", "manifest.json")


def piece(text):
    return f"tim-kiem/du-lieu/{hashlib.sha256(text.encode()).hexdigest()[:12]}.js"


def listed(*rows):
    """A list's JSON file; a row is withdrawn if it is written with an exclamation mark."""
    items = [
        {"@id": f"#{row.strip('!')}", **({"status": "da-rut"} if "!" in row else {})}
        for row in rows
    ]
    return json.dumps({"items": items})


def site(folder, *rows, words="chữ", **more):
    """A site of one list, whose search has a piece for all rows and one that no edit touches."""
    files = {"index.html": words, LIST: listed(*rows), HEAD: words + " ".join(rows), **more}
    for text in (words + " ".join(rows), "khác"):
        files[piece(text)] = text
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    write_lists(folder, {"created": "2026-11-24"}, _hashed(folder, files), None, most=3)
    return folder


def _hashed(folder, files):
    for path in sorted(files):
        content = (folder / path).read_bytes()
        yield path, len(content), hashlib.sha256(content).digest()


def update(tmp_path, *rows, **more):
    old = site(tmp_path / "cu", "1", "2")
    return host_update(FolderCopy(site(tmp_path / "moi", *rows, **more)), FolderCopy(old))


def test_an_addition_leaves_old_pieces_for_two_days(tmp_path):
    needed = update(tmp_path, "1", "2", "3", words="mới")
    parts = [f"{PARTS}co-quan/xa-a.json", f"{PARTS}tim-kiem.json"]
    first = sorted([LIST, piece("mới1 2 3"), *parts])
    assert needed.upload == (*first, "index.html", HEAD, *LISTS)
    assert (needed.delete_now, needed.delete_later) == ((), (piece("chữ1 2"),))
    sizes = {path: (tmp_path / "moi" / path).stat().st_size for path in needed.upload}
    assert (needed.size, needed.is_withdrawn) == (sum(sizes.values()), False)


def test_nothing_is_to_be_done_where_nothing_changed(tmp_path):
    needed = update(tmp_path, "1", "2")
    assert (needed.upload, needed.delete_now, needed.delete_later) == ((), (), ())


@pytest.mark.parametrize("rows", [("1", "2!"), ("1",), ("2", "3")])
def test_a_vanished_row_takes_every_old_piece_along(tmp_path, rows):
    needed = update(tmp_path, *rows)
    assert (needed.delete_now, needed.delete_later) == ((piece("chữ1 2"),), ())
    assert needed.is_withdrawn


def test_a_vanished_file_takes_every_old_piece_along(tmp_path):
    old = FolderCopy(site(tmp_path / "cu", "1", **{"co-quan/xa-a/tep/a.pdf": "a"}))
    needed = host_update(FolderCopy(site(tmp_path / "moi", "1", words="mới")), old)
    assert needed.delete_now == ("co-quan/xa-a/tep/a.pdf", piece("chữ1"))


def test_pieces_left_for_later_are_listed_and_foreign_files_stay(tmp_path):
    old = site(tmp_path / "cu", "1")
    for path in (piece("cũ"), ".well-known/a.txt", "tim-kiem/du-lieu/a.js"):
        (old / path).parent.mkdir(exist_ok=True)
        (old / path).write_text("", "utf-8")
    needed = host_update(FolderCopy(site(tmp_path / "moi", "1")), FolderCopy(old))
    assert (needed.upload, needed.delete_now, needed.delete_later) == ((), (), (piece("cũ"),))


def test_a_first_publication_is_sent_whole(tmp_path):
    new, nothing = site(tmp_path / "moi", "1"), tmp_path / "cu"
    nothing.mkdir()
    (nothing / "a.html").write_text("của người khác", "utf-8")
    needed = host_update(FolderCopy(new), FolderCopy(nothing))
    assert {*needed.upload} == {*paths_below(new)}
    assert needed.delete_now == ()


def printed(tmp_path, capsys, old, new, form="text"):
    place = {"place": str(new), "compare": str(old), "lists": tmp_path / "ke"}
    tell_update(argparse.Namespace(**place, format=form), WebAccess())
    return capsys.readouterr().out


def test_the_command_prints_the_three_lists(tmp_path, capsys):
    old, new = site(tmp_path / "cu", "1", "2"), site(tmp_path / "moi", "1", "2!")
    needed = host_update(FolderCopy(new), FolderCopy(old))
    text = printed(tmp_path, capsys, old, new)
    assert text.startswith("Đưa lên trước, theo thứ tự này (")
    assert f"\nXóa ngay sau khi đưa lên xong: 1 tệp.\n  {piece('chữ1 2')}\n" in text
    assert text.endswith("mảnh tìm kiếm cũ nào cũng phải xóa ngay.\n")
    assert json.loads(printed(tmp_path, capsys, old, new, "json")) == {
        "upload": [*needed.upload],
        "deleteNow": [*needed.delete_now],
        "deleteLater": [],
        "bytes": needed.size,
    }
    (old / f"{PARTS}tim-kiem.json").write_text("{}", "utf-8")
    with pytest.raises(UsageError, match=r"tim-kiem\.json không như manifest\.json kê"):
        printed(tmp_path, capsys, old, new)


# As the guide “Đưa lên mạng” has them; `HOST` is the folder on the server.
SENDING = {
    "rsync": "rsync -aI --delay-updates --files-from=ke/dua-len.txt moi/ HOST/",
    "tar": "tar -C moi -T ke/dua-len.txt -cf - | tar -C HOST -xf -",
}
DELETING = "cd HOST && xargs -d '\\n' -r rm -f -- < ../ke/{}.txt"


@pytest.mark.parametrize("program", [name for name in SENDING if shutil.which(name)])
def test_a_server_is_brought_up_to_date_by_the_lists(tmp_path, capsys, program):
    host, new = site(tmp_path / "HOST", "1", "2"), site(tmp_path / "moi", "1", "2", "3")
    untouched = piece("khác")
    before = (host / untouched).stat()
    printed(tmp_path, capsys, host, new)
    for line in (SENDING[program], DELETING.format("xoa-ngay")):
        subprocess.run(["/bin/sh", "-c", line], cwd=tmp_path, check=True)
    later = (tmp_path / "ke/xoa-sau.txt").read_text("utf-8").split()
    assert later == [piece("chữ1 2")]
    assert {*paths_below(host)} == {*paths_below(new), *later}
    subprocess.run(["/bin/sh", "-c", DELETING.format("xoa-sau")], cwd=tmp_path, check=True)
    assert {path: (host / path).read_bytes() for path in paths_below(host)} == {
        path: (new / path).read_bytes() for path in paths_below(new)
    }
    after = (host / untouched).stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_bucket_is_brought_up_to_date_by_the_lists(tmp_path, monkeypatch):
    old, new = site(tmp_path / "cu", "1", "2"), site(tmp_path / "moi", "1", "2!")
    with s3_storage.s3_storage(monkeypatch):
        client = boto3.client("s3")
        for path in paths_below(old):
            client.upload_file(str(old / path), s3_storage.BUCKET, path)
        needed = host_update(FolderCopy(new), FolderCopy(old))
        for path in needed.upload:
            client.upload_file(str(new / path), s3_storage.BUCKET, path)
        for path in needed.delete_now:
            client.delete_object(Bucket=s3_storage.BUCKET, Key=path)
        assert s3_storage.stored() == {*paths_below(new)}
        assert all(s3_storage.content(path) == (new / path).read_bytes() for path in needed.upload)


def test_a_branch_of_pages_gets_only_what_changed(tmp_path):
    old, new = site(tmp_path / "cu", "1", "2"), site(tmp_path / "moi", "1", "2", "3")
    needed = host_update(FolderCopy(new), FolderCopy(old))

    def git(work, *words):
        who = ("-c", "user.name=a", "-c", "user.email=a@mau.example")
        place = (f"--git-dir={tmp_path / 'git'}", f"--work-tree={work}")
        done = subprocess.run(["git", *who, *place, *words], check=True, capture_output=True)
        return done.stdout.decode().split()

    git(old, "init", "-q")
    for work in (old, new):
        git(work, "add", "-A")
        git(work, "commit", "-q", "-m", "trang")
    changed = {*git(new, "diff", "--name-only", "HEAD~", "HEAD")}
    assert changed == {*needed.upload, *needed.delete_now, *needed.delete_later}
