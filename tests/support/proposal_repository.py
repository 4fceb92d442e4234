"""A small province in a real git repository, and changes that somebody proposes to it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from access_info.exports.forge_files import code_owners
from access_info.loading import load_jurisdiction

PROFILE = """\
ten: "{name}"
loai: "{type}"
dia_chi: "Số 1 đường Mẫu"
email: "dau-moi@{id}.mau.example"
dau_moi:
- don_vi: "Văn phòng"
  email: "dau-moi@{id}.mau.example"
"""
LIST = """\
# Danh mục của cơ quan
muc:
- ma: "2026-001"
  ten: "Quy chế tiếp công dân"
  diem: ["l01-d17k1c3"]
  tep: ["quy-che.txt"]
- ma: "2026-002"
  ten: "Chương trình công tác"
"""
NEW_ROW = LIST + '- ma: "2026-003"\n  ten: "Kế hoạch năm 2027"\n'
PLACE = """\
ten: "Tỉnh Mẫu"
loai: "tinh"
nguoi_duyet:
- co_quan: "*"
  tai_khoan: ["@tinh-mau/so-tu-phap"]
- co_quan: "xa-mau"
  tai_khoan: ["@tinh-mau/xa-mau"]
"""
AGENCIES = {"so-tu-phap": ("Sở Tư pháp tỉnh Mẫu", "so"), "xa-mau": ("Ủy ban nhân dân xã Mẫu", "xa")}
GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **{f"GIT_{who}_NAME": "người thử" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "nguoi-thu@mau.example" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_DATE": "2026-11-24T08:00:00+07:00" for who in ("AUTHOR", "COMMITTER")},
}


def git(folder: Path, *words: str) -> str:
    """What git says."""
    done = subprocess.run(
        ["git", *words],
        cwd=folder,
        env={**os.environ, **GIT},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


class Province:
    """A repository with a province on `main`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        git(folder, "init", "--quiet", "--initial-branch=main")
        files = {"agencies/_dia-ban.yml": PLACE, "scripts/x.py": "1\n", "content/index.md": "# x\n"}
        for name, (title, kind) in AGENCIES.items():
            files[f"agencies/{name}/co-quan.yml"] = PROFILE.format(id=name, name=title, type=kind)
            files[f"agencies/{name}/cong-khai.yml"] = LIST
            files[f"agencies/{name}/tep/quy-che.txt"] = "Quy chế tiếp công dân.\n"
        self.write(files)
        self.commit("bắt đầu")

    @classmethod
    def at(cls, folder: Path) -> Province:
        """One that lies there already."""
        province = cls.__new__(cls)
        province.folder = folder
        return province

    def write(self, files: dict[str, str | None]) -> None:
        """Writes files by path below the top; `None` takes one away."""
        for name, text in files.items():
            path = self.folder / name
            if text is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")

    def name_reviewers(self) -> None:
        """Writes the file of who reviews what, as the province's settings have it."""
        place, _, _ = load_jurisdiction(self.folder / "agencies")
        self.write({"CODEOWNERS": code_owners(place)})

    def commit(self, message: str) -> str:
        """Commits everything that lies there."""
        git(self.folder, "add", "--all", "--force")
        git(self.folder, "commit", "--quiet", "--allow-empty", "--message", message)
        return git(self.folder, "rev-parse", "HEAD").strip()

    def propose(self, files: dict[str, str | None], message: str = "sửa") -> str:
        """A branch `de-nghi` with a change, checked out."""
        git(self.folder, "switch", "--quiet", "--force-create", "de-nghi", "main")
        self.write(files)
        return self.commit(message)


def event(path: Path, **payload: str) -> Path:
    """The file in which the forge tells a workflow of a pull request or of an issue."""
    if "number" in payload:
        issue = {
            "number": int(payload["number"]),
            "title": "x",
            "body": payload["body"].replace("\n", "\r\n"),
            "created_at": "2026-11-23T17:30:00Z",
            "user": {"login": "nguoi-gui-phieu"},
        }
        content = {"action": "labeled", "issue": issue, "label": {"name": "lập bản đề nghị"}}
    else:
        request = {
            "title": payload.get("title", ""),
            "body": payload.get("body"),
            "head": {"ref": payload.get("branch", "de-nghi")},
        }
        content = {"action": "opened", "pull_request": request}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path
