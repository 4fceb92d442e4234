"""`manifest.json`: every file of a site with size and SHA-256, by which program and laws it was made.

Beside it stands `SHA256SUMS`, the same for `sha256sum --check`; signatures of both, where there is a key.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import posixpath
import re
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from access_info.model.types import public_key
from access_info.pages.rendering.paths import Urls
from access_info.problems import MisuseError
from access_info.unchanged.surroundings import SIGNING_KEY

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
SIGNATURE = ".sig"
# In no manifest, for they are made from it.
BESIDES = frozenset({MANIFEST, SUMS, MANIFEST + SIGNATURE, SUMS + SIGNATURE})
VERSION = "1.0"
_MAX_SHOWN = 80
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# As `sha256sum` writes it, “e3b0c442…(64 digits)  co-quan/index.html”; names that hold a backslash or a
# line feed begin with a backslash, and both are written as “\\” and “\n”.
_SUM = re.compile(r"(\\?)([0-9a-f]{64}) [ *](.+)", re.ASCII)
_MEANT = {"\\\\": "\\", "\\n": "\n", "\\r": "\r"}


class BadManifestError(ValueError):
    """A text that is no manifest; the message says what is wrong, in Vietnamese."""


@dataclasses.dataclass(frozen=True)
class ManifestFile:
    """A file as a manifest names it.

    Attributes:
        size: Bytes.
        sha256: In hexadecimal digits.
    """

    size: int
    sha256: str


@dataclasses.dataclass(frozen=True)
class Manifest:
    """A manifest that was read.

    Attributes:
        created: The day that the site is right on, `YYYY-MM-DD`, or "".
        generator: What the manifest says of the program.
        files: By path below the manifest's folder.
    """

    created: str
    generator: Mapping[str, Any]
    files: Mapping[str, ManifestFile]


def manifest_paths(urls: Urls) -> frozenset[str]:
    """Return where a manifest, sums and signatures may stand, below the output folder."""
    return frozenset(posixpath.join(urls.shared(""), name) for name in BESIDES)


def manifest_lines(
    facts: Mapping[str, Any], files: Iterable[tuple[str, int, bytes]]
) -> Iterator[str]:
    """Write a manifest, a file a line.

    Args:
        facts: What it says of the site as a whole.
        files: Path, size and SHA-256 of each file, by path.
    """
    head = json.dumps(facts, ensure_ascii=False, indent=1).removesuffix("\n}")
    yield f'{head},\n "files": {{'
    # Of thousands of files, so without a blank that could be left out.
    encode = json.JSONEncoder(ensure_ascii=False).encode
    between = "\n"
    for path, size, sha256 in files:
        yield f'{between}{encode(path)}:{{"size":{size},"sha256":"{sha256.hex()}"}}'
        between = ",\n"
    yield "\n }\n}\n"


def sum_line(path: str, sha256: bytes) -> str:
    """Write a line as `sha256sum` does."""
    if "\\" in path or "\n" in path:
        path = path.replace("\\", "\\\\").replace("\n", "\\n")
        return f"\\{sha256.hex()}  {path}\n"
    return f"{sha256.hex()}  {path}\n"


def read_sums(content: bytes) -> dict[str, str]:
    """Read what `sum_line` or `sha256sum` wrote: SHA-256 by path.

    Raises:
        BadManifestError: A line is none of those.
    """
    sums = {}
    for line in content.decode("utf-8", "replace").splitlines():
        match = _SUM.fullmatch(line)
        if match is None:
            raise BadManifestError(f"{SUMS} có dòng không đọc được.")
        path = match[3]
        if match[1]:
            path = re.sub(r"\\[\\nr]", lambda found: _MEANT[found[0]], path)
        sums[path] = match[2]
    return sums


def read_manifest(content: bytes) -> Manifest:
    """Read a manifest, which may come from anyone.

    Raises:
        BadManifestError: It is none, or names a file outside its own folder.
    """
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        raise BadManifestError(f"{MANIFEST} không phải JSON đọc được.") from None
    files = data.get("files") if isinstance(data, dict) else None
    if not isinstance(files, dict):
        raise BadManifestError(f"{MANIFEST} không có danh sách tệp (“files”).")
    listed = {}
    for path, entry in files.items():
        size, sha256 = (
            (entry.get("size"), entry.get("sha256")) if isinstance(entry, dict) else (None, None)
        )
        known = type(size) is int and size >= 0 and isinstance(sha256, str)
        if not known or not _HASH.fullmatch(str(sha256)):
            raise BadManifestError(f"{MANIFEST}: “{_printable(path)}” thiếu độ lớn hoặc mã băm.")
        if not is_path_below(path):
            raise BadManifestError(
                f"{MANIFEST}: “{_printable(path)}” không phải đường dẫn trong trang."
            )
        listed[path] = ManifestFile(int(str(size)), str(sha256))
    created, generator = data.get("created"), data.get("generator")
    return Manifest(
        created=created if isinstance(created, str) and _DAY.fullmatch(created) else "",
        generator=generator if isinstance(generator, dict) else {},
        files=listed,
    )


def _printable(path: str) -> str:
    """Return a path that may hold anything as it can be shown."""
    clean = "".join(letter if letter.isprintable() else "�" for letter in path[:_MAX_SHOWN])
    return clean if len(path) <= _MAX_SHOWN else f"{clean}…"


def is_path_below(path: str) -> bool:
    """Tell whether a text is a path below a folder, as manifests write it."""
    parts = path.split("/")
    return not {"", ".", ".."}.intersection(parts) and "\0" not in path and "\\" not in path


# Signatures of files by `ssh-keygen -Y` (PROTOCOL.sshsig), which is on nearly every machine.

# What a signature is for; the same key's signature of another purpose does not pass for one of a site.
NAMESPACE = "tiep-can-thong-tin"
# Names the secret key's file to a build.
VARIABLE = SIGNING_KEY
_PATIENCE = 60  # seconds
_FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_SECRET = "PRIVATE KEY"  # noqa: S105 - what the first line of such a file says
_MAX_KEY_BYTES = 100_000


class SigningError(MisuseError):
    """A site cannot be signed, or signatures cannot be checked; the text says why, in Vietnamese."""


@dataclasses.dataclass(frozen=True)
class Signer:
    """What signs files.

    Attributes:
        key: Path of the secret key.
        public: Kind and public key, as `_dia-ban.yml` holds it.
    """

    key: Path = dataclasses.field(repr=False)
    public: str


def key_in(environ: Mapping[str, str]) -> Path | None:
    """Return the path of the secret key that the environment names; `None` without one."""
    named = environ.get(VARIABLE, "").strip()
    return Path(named).expanduser() if named else None


def signer(
    key: Path, published: Collection[str], *, outside: Path, named_in: str = "_dia-ban.yml"
) -> Signer:
    """Look whether a key can sign a site: before anything is built.

    Args:
        key: Path of the secret key.
        published: Public keys that readers are told.
        outside: The folder of the site's sources: what lies there may be published with them.
        named_in: The file that tells readers the public keys.

    Raises:
        SigningError: It cannot.
    """
    try:
        status = key.stat()
    except OSError:
        raise SigningError("Không ký được trang: không mở được tệp khóa ký.") from None
    if not stat.S_ISREG(status.st_mode):
        raise SigningError("Không ký được trang: khóa ký phải là một tệp.")
    if os.name != "nt" and status.st_mode & _FOR_OTHERS:
        raise SigningError(
            "Không ký được trang: người khác trên máy này cũng đọc được tệp khóa ký. Chạy chmod 600 với tệp "
            "ấy rồi làm lại."
        )
    if key.resolve().is_relative_to(outside.resolve()):
        raise SigningError(
            "Không ký được trang: tệp khóa ký nằm trong thư mục dữ liệu của trang, dễ bị đưa lên mạng. "
            "Chuyển tệp ấy ra ngoài thư mục này."
        )
    done = _run("-y", "-P", "", "-f", str(key))
    public = public_key(done.stdout.decode("utf-8", "replace")) if done.returncode == 0 else ""
    if not public:
        if b"passphrase" in done.stderr:
            raise SigningError(
                "Không ký được trang: khóa ký có mật khẩu, máy dựng trang không gõ được. Tạo khóa không có "
                'mật khẩu, chỉ dùng để ký trang: ssh-keygen -t ed25519 -N "" -f khoa-ky'
            )
        raise SigningError(
            "Không ký được trang: tệp khóa ký không phải khóa bí mật do ssh-keygen tạo ra."
        )
    if public not in published:
        raise SigningError(
            f"Không ký được trang: khóa công khai của khóa ký chưa có trong {named_in}. Thêm hai dòng này "
            f'rồi dựng lại:\nkhoa_cong_khai:\n  - "{public}"'
        )
    return Signer(key, public)


def signature_of(content: Path, signer: Signer) -> bytes:
    """Sign a file.

    Raises:
        SigningError: `ssh-keygen` refuses.
        OSError: The file cannot be read.
    """
    with content.open("rb") as file:
        done = _run("-q", "-Y", "sign", "-n", NAMESPACE, "-f", str(signer.key), stdin=file.fileno())
    if done.returncode or not done.stdout.startswith(b"-----BEGIN SSH SIGNATURE-----"):
        raise SigningError("Không ký được trang: ssh-keygen không ký bằng khóa này.")
    return done.stdout


def allowed_signers(keys: Collection[str]) -> str:
    """Write public keys as `ssh-keygen -Y verify` reads them, a line each; "" without any."""
    return "".join(f'{NAMESPACE} namespaces="{NAMESPACE}" {key}\n' for key in keys)


def read_allowed_signers(path: Path) -> str:
    """Read a file of public keys, as `.pub` or as `allowed_signers` has them, in the latter's form.

    Raises:
        SigningError: It is none of these.
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        text = file.read(_MAX_KEY_BYTES).decode("utf-8", "replace")
    if _SECRET in text:
        raise SigningError(
            f"“{path}” là khóa bí mật. Để kiểm tra chỉ cần khóa công khai: tệp .pub, hoặc tệp lấy ở trang “Dữ "
            "liệu mở”."
        )
    lines = [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]
    keys = [key for line in lines if (key := public_key(line))]
    if keys and len(keys) == len(lines):
        return allowed_signers(keys)
    if not any(" ssh-" in line or " ecdsa-" in line or " sk-" in line for line in lines):
        raise SigningError(f"“{path}” không phải khóa công khai do ssh-keygen tạo ra.")
    return "".join(f"{line}\n" for line in lines)


def is_signed(content: bytes, signature: bytes, allowed: str) -> bool:
    """Tell whether a signature is of this content, by one of those who are allowed.

    Args:
        content: What was signed.
        signature: As `signature_of` gave it; it may come from anyone.
        allowed: Who may sign, as `read_allowed_signers` gave it.

    Raises:
        SigningError: There is no `ssh-keygen`.
    """
    with tempfile.TemporaryDirectory(prefix="access-info-") as folder:
        signers, signed = Path(folder, "allowed_signers"), Path(folder, "signature")
        signers.write_text(allowed, encoding="utf-8", newline="\n")
        signed.write_bytes(signature)
        known = ("-s", str(signed), "-f", str(signers))
        done = _run("-Y", "find-principals", *known)
        names = done.stdout.decode("utf-8", "replace").splitlines() if not done.returncode else []
        return any(
            _run("-Y", "verify", "-n", NAMESPACE, "-I", name, *known, text=content).returncode == 0
            for name in names
            if not name.startswith("-")
        )


def _run(
    *words: str, stdin: int = subprocess.DEVNULL, text: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run `ssh-keygen`, which asks nobody anything and speaks to no agent."""
    program = shutil.which("ssh-keygen")
    if program is None:
        raise SigningError(
            "Máy này chưa có chương trình ssh-keygen. Cài OpenSSH (Debian, Ubuntu: apt-get install "
            "openssh-client; Windows: OpenSSH Client trong Optional features) rồi làm lại."
        )
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("SSH_")},
        "LC_ALL": "C",
        "SSH_ASKPASS_REQUIRE": "never",
    }
    command = [program, *words]
    try:
        with subprocess.Popen(  # noqa: S603 - our own words, no shell
            command,
            stdin=stdin if text is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            start_new_session=True,
        ) as process:
            try:
                output, errors = process.communicate(text, timeout=_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
            return subprocess.CompletedProcess(command, process.returncode, output, errors)
    except subprocess.TimeoutExpired:
        raise SigningError("Chương trình ssh-keygen không trả lời.") from None


# Writes the lists that a folder's files are known by, and signs them.

SizedHash = tuple[str, int, bytes]


def write_lists(
    root: Path, facts: Mapping[str, Any], files: Iterable[SizedHash], signer: Signer | None
) -> list[str]:
    """Write the manifest of all files below a folder, and `SHA256SUMS` last.

    Args:
        root: The folder, to which nothing else is added any more.
        facts: What the manifest says of it as a whole.
        files: Path, size and SHA-256 of each file, by path.
        signer: What signs both, or `None`.

    Returns:
        Names of the files.
    """
    with (root / SUMS).open("w", encoding="utf-8", newline="\n") as sums:
        with (root / MANIFEST).open("w", encoding="utf-8", newline="\n") as manifest:
            manifest.writelines(manifest_lines(facts, _summed(files, sums)))
        names = [MANIFEST, *_signed(root, MANIFEST, signer)]
        sums.writelines(sum_line(name, _sha256(root / name)) for name in names)
    return [*names, SUMS, *_signed(root, SUMS, signer)]


def _signed(root: Path, name: str, signer: Signer | None) -> list[str]:
    """Write a file's signature beside it, if there is a key; return the name of what was written."""
    # An output folder that is written into anew may hold an older one.
    (root / (name + SIGNATURE)).unlink(missing_ok=True)
    if signer is None:
        return []
    (root / (name + SIGNATURE)).write_bytes(signature_of(root / name, signer))
    return [name + SIGNATURE]


def _summed(files: Iterable[SizedHash], sums: TextIO) -> Iterator[SizedHash]:
    """Pass files on, and write a line of `SHA256SUMS` for each."""
    for path, size, sha256 in files:
        sums.write(sum_line(path, sha256))
        yield path, size, sha256


def _sha256(path: Path) -> bytes:
    """Hash a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
