"""Whether a tag may become a release: signed by who may release, on the branch, of this version."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from releasing.project import git, sections, tag_of, version_of

# Who may release, in the format of ssh-keygen(1), "ALLOWED SIGNERS". It is read from the branch: a tag
# must not bring a list of its own.
SIGNERS = "scripts/releasing/allowed_signers"


def refusals(root: Path, tag: str, branch: str) -> Iterator[str]:
    """Yield in Vietnamese every reason why a tag is no release.

    Args:
        root: A checkout of the tag.
        tag: Its name.
        branch: The branch that releases are made from, as git names it here: `origin/main`.
    """
    version = version_of(root)
    if tag != tag_of(version):
        yield f"Thẻ {tag} không khớp: bộ dựng ghi phiên bản {version}, thẻ phải là {tag_of(version)}."
    if git(root, "rev-parse", f"refs/tags/{tag}^{{commit}}") != git(root, "rev-parse", "HEAD"):
        yield f"Thư mục này không phải bản của thẻ {tag}: chạy git switch --detach {tag}."
    if git(root, "merge-base", "--is-ancestor", "HEAD", branch) is None:
        yield f"Bản của thẻ {tag} không nằm trên {branch}: chỉ phát hành từ nhánh ấy."
    if not sections(root).get(version):
        yield f"CHANGELOG.md chưa có mục “## [{version}] - ngày”."
    said = _signature(root, tag, branch)
    if said:
        yield said


def may_sign(signers: str) -> bool:
    """Tell whether a list of signers names anybody."""
    return any(line.strip() and not line.startswith("#") for line in signers.splitlines())


def _signature(root: Path, tag: str, branch: str) -> str:
    """Say what is wrong with a tag's signature; "" when it is right."""
    signers = git(root, "show", f"{branch}:{SIGNERS}")
    if signers is None or not may_sign(signers):
        return f"{SIGNERS} trên {branch} chưa có khóa nào: thêm khóa công khai của người được phát hành."
    with tempfile.TemporaryDirectory() as folder:
        allowed = Path(folder, "allowed_signers")
        allowed.write_text(signers + "\n", encoding="utf-8", newline="\n")
        settings = ("-c", "gpg.format=ssh", "-c", f"gpg.ssh.allowedSignersFile={allowed}")
        done = subprocess.run(
            ["git", *settings, "verify-tag", tag],
            cwd=root,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    if done.returncode == 0:
        return ""
    return (
        f"Thẻ {tag} không có chữ ký SSH của ai trong {SIGNERS}: "
        f"{' '.join((done.stderr or done.stdout).split())}"
    )
