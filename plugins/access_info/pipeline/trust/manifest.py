"""Writing, reading and signing `manifest.json`: all files of a site with size and SHA-256, program, laws.

`SHA256SUMS` says the same for `sha256sum --check`; both are signed if there is a key. The manifest of a
large site lists parts, `danh-sach-tep/co-quan/xa-mau.json`, which list the files of one folder in the same
form: so an edit changes one part and the head, and whoever trusts the head can trust the parts.
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
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from access_info.model.types import public_key
from access_info.pages.rendering.paths import DIRECTORY, DOWNLOADS, Urls
from access_info.pipeline.incremental.reuse import hash_of
from access_info.problems import MisuseError
from access_info.unchanged.surroundings import SIGNING_KEY
from access_info.waiting import temporary_folder

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
SIGNATURE = ".sig"
# Files that no manifest lists, since they are made from it.
BESIDES = frozenset({MANIFEST, SUMS, MANIFEST + SIGNATURE, SUMS + SIGNATURE})
VERSION = "1.0"
# Where parts lie. A site with more files than this has some; folders that are always in the head.
PARTS = "danh-sach-tep/"
MAX_LISTED = 1_000
_UNDIVIDED = frozenset({"", "assets", DOWNLOADS})
_MAX_SHOWN = 80
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# A line of `sha256sum`: “e3b0c442…(64 digits)  co-quan/index.html”. If the name holds a backslash
# or a line feed, the line begins with a backslash, and they are written as “\\” and “\n”.
_SUM = re.compile(r"(\\?)([0-9a-f]{64}) [ *](.+)", re.ASCII)
_UNESCAPED = {"\\\\": "\\", "\\n": "\n", "\\r": "\r"}


class BadManifestError(ValueError):
    """A manifest or list of sums cannot be read; the message says what is wrong, in Vietnamese."""


@dataclasses.dataclass(frozen=True)
class ManifestFile:
    """Size and hash of a file, as a manifest states them.

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
        created: The day as of which the site was built, `YYYY-MM-DD`, or "".
        generator: What the manifest says of the program.
        files: The files by path below the manifest's folder.
    """

    created: str
    generator: Mapping[str, Any]
    files: Mapping[str, ManifestFile]


def manifest_paths(urls: Urls) -> frozenset[str]:
    """Return the paths, below the output folder, that manifest, sums and signatures may have."""
    return frozenset(posixpath.join(urls.shared(""), name) for name in BESIDES)


def manifest_lines(
    facts: Mapping[str, Any], files: Iterable[tuple[str, int, bytes]]
) -> Iterator[str]:
    """Yield the text of a manifest as JSON with one line for each file.

    Args:
        facts: What it says of the site as a whole.
        files: Path, size and SHA-256 of each file, sorted by path.
    """
    head = json.dumps(facts, ensure_ascii=False, indent=1).removesuffix("\n}")
    yield f'{head},\n "files": {{'
    # No needless blanks, since there may be thousands of files.
    encode = json.JSONEncoder(ensure_ascii=False).encode
    between = "\n"
    for path, size, sha256 in files:
        yield f'{between}{encode(path)}:{{"size":{size},"sha256":"{sha256.hex()}"}}'
        between = ",\n"
    yield "\n }\n}\n"


def sum_line(path: str, sha256: bytes) -> str:
    """Return a file's line of `SHA256SUMS`, escaped as `sha256sum` does it."""
    if "\\" in path or "\n" in path:
        path = path.replace("\\", "\\\\").replace("\n", "\\n")
        return f"\\{sha256.hex()}  {path}\n"
    return f"{sha256.hex()}  {path}\n"


def read_sums(content: bytes) -> dict[str, str]:
    """Read a `SHA256SUMS` file: path → SHA-256 in hexadecimal.

    Raises:
        BadManifestError: A line has another form.
    """
    sums = {}
    for line in content.decode("utf-8", "replace").splitlines():
        match = _SUM.fullmatch(line)
        if match is None:
            raise BadManifestError(f"{SUMS} có dòng không đọc được.")
        path = match[3]
        if match[1]:
            path = re.sub(r"\\[\\nr]", lambda found: _UNESCAPED[found[0]], path)
        sums[path] = match[2]
    return sums


def read_manifest(content: bytes) -> Manifest:
    """Read a manifest and check every value, since it may come from an attacker.

    Raises:
        BadManifestError: It has another form, or names a file outside its own folder.
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
        is_valid = type(size) is int and size >= 0 and isinstance(sha256, str)
        if not is_valid or not _HASH.fullmatch(str(sha256)):
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


def with_parts(manifest: Manifest, read: Callable[[str, ManifestFile], bytes | None]) -> Manifest:
    """Return a manifest that lists the files of its parts too.

    Args:
        manifest: Its head.
        read: Path of a part, and what the head says of it → its content, whose hash is right; `None`
            where there is none such, whose files are then missing.

    Raises:
        BadManifestError: A part has another form.
    """
    files = dict(manifest.files)
    for path, file in manifest.files.items():
        if path.startswith(PARTS) and (content := read(path, file)) is not None:
            files |= read_manifest(content).files
    return dataclasses.replace(manifest, files=files)


def _printable(path: str) -> str:
    """Return a path from a stranger, made safe to print: control characters as `�`, cut if long."""
    clean = "".join(letter if letter.isprintable() else "�" for letter in path[:_MAX_SHOWN])
    return clean if len(path) <= _MAX_SHOWN else f"{clean}…"


def is_path_below(path: str) -> bool:
    """Tell whether a text is a relative path that stays below its folder: no `..`, `//`, backslash."""
    parts = path.split("/")
    return not {"", ".", ".."}.intersection(parts) and "\0" not in path and "\\" not in path


# Signing and verifying files with `ssh-keygen -Y` (PROTOCOL.sshsig), which nearly every machine
# has.

# The purpose of signatures: one that the same key made for another purpose is not accepted.
NAMESPACE = "tiep-can-thong-tin"

_PATIENCE = 60  # seconds to wait for ssh-keygen
_FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_SECRET = "PRIVATE KEY"  # noqa: S105 - in the first line of a file with a secret key
_MAX_KEY_BYTES = 100_000


class SigningError(MisuseError):
    """A site cannot be signed, or signatures cannot be checked; the text says why, in Vietnamese."""


@dataclasses.dataclass(frozen=True)
class Signer:
    """A usable pair of keys for signing a site.

    Attributes:
        key: Path of the secret key.
        public: Type and public key, as `_dia-ban.yml` holds it.
    """

    key: Path = dataclasses.field(repr=False)
    public: str


def key_in(environ: Mapping[str, str]) -> Path | None:
    """Return the path of the secret key that the environment names; `None` without one."""
    named = environ.get(SIGNING_KEY, "").strip()
    return Path(named).expanduser() if named else None


def signer(
    key: Path, published: Collection[str], *, outside: Path, named_in: str = "_dia-ban.yml"
) -> Signer:
    """Check that a key can sign a site, before anything is built.

    Args:
        key: Path of the secret key.
        published: Public keys that the site publishes; the key's own must be among them.
        outside: The folder of the site's sources: the key must lie elsewhere, lest it be published.
        named_in: The file with the public keys, for the message.

    Raises:
        SigningError: The key cannot be used: missing, readable by others, with a passphrase…
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
    """Return the signature of a file.

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
    """Return public keys in the form of `allowed_signers`, which `ssh-keygen -Y verify` reads."""
    return "".join(f'{NAMESPACE} namespaces="{NAMESPACE}" {key}\n' for key in keys)


def read_allowed_signers(path: Path) -> str:
    """Read public keys from a `.pub` or `allowed_signers` file; return them in the latter's form.

    Raises:
        SigningError: The file holds a secret key, or no public keys.
        OSError: The file cannot be read.
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
    """Tell whether a signature fits a content and was made with one of the allowed keys.

    Args:
        content: The signed content.
        signature: The signature, which may come from an attacker.
        allowed: The allowed keys, as `read_allowed_signers` returns them.

    Raises:
        SigningError: `ssh-keygen` is not installed.
    """
    with temporary_folder("access-info-") as folder:
        signers, signed = Path(folder, "allowed_signers"), Path(folder, "signature")
        signers.write_text(allowed, encoding="utf-8", newline="\n")
        signed.write_bytes(signature)
        files = ("-s", str(signed), "-f", str(signers))
        done = _run("-Y", "find-principals", *files)
        names = done.stdout.decode("utf-8", "replace").splitlines() if not done.returncode else []
        return any(
            _run("-Y", "verify", "-n", NAMESPACE, "-I", name, *files, text=content).returncode == 0
            for name in names
            if not name.startswith("-")
        )


def _run(
    *words: str, stdin: int = subprocess.DEVNULL, text: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run `ssh-keygen` so that it never asks for a passphrase nor uses an SSH agent.

    Raises:
        SigningError: It is not installed or does not finish in time.
    """
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


# Writing a folder's manifest and sums, and signing them.

SizedHash = tuple[str, int, bytes]


def write_lists(
    root: Path,
    facts: Mapping[str, Any],
    files: Iterable[SizedHash],
    signer: Signer | None,
    *,
    most: int = MAX_LISTED,
) -> list[str]:
    """Write the manifest of all files below a folder, its parts first, and `SHA256SUMS` last.

    Args:
        root: The folder, to which nothing else is added any more.
        facts: What the manifest says of it as a whole.
        files: Path, size and SHA-256 of each file, sorted by path.
        signer: The keys that sign both, or `None`.
        most: With more files, the manifest has parts.

    Returns:
        Names of the files written.
    """
    shutil.rmtree(root / PARTS, ignore_errors=True)
    files = list(files)
    if len(files) > most:
        files = sorted(_with_parts_written(root, files, most // 64))
    parts = [path for path, _, _ in files if path.startswith(PARTS)]
    with (root / SUMS).open("w", encoding="utf-8", newline="\n") as sums:
        with (root / MANIFEST).open("w", encoding="utf-8", newline="\n") as manifest:
            manifest.writelines(manifest_lines(facts, _with_sum_lines(files, sums)))
        names = [MANIFEST, *_write_signature(root, MANIFEST, signer)]
        sums.writelines(sum_line(name, hash_of(root / name)) for name in names)
    return [*parts, *names, SUMS, *_write_signature(root, SUMS, signer)]


def _with_parts_written(root: Path, files: Iterable[SizedHash], fewest: int) -> Iterator[SizedHash]:
    """Write the parts of a manifest, one for each folder and agency; yield what its head lists.

    Files of a folder that has no more than `fewest` stand in the head.
    """
    folders: dict[str, list[SizedHash]] = {}
    for file in files:
        first, *below = file[0].split("/")[:-1] or [""]
        if first in _UNDIVIDED:
            yield file
        else:
            folder = f"{first}/{below[0]}" if first == DIRECTORY and below else first
            folders.setdefault(folder, []).append(file)
    for folder, listed in folders.items():
        if len(listed) <= fewest:
            yield from listed
            continue
        content = "".join(manifest_lines({"schemaVersion": VERSION}, listed)).encode()
        path = f"{PARTS}{folder}.json"
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
        yield path, len(content), hashlib.sha256(content).digest()


def _write_signature(root: Path, name: str, signer: Signer | None) -> list[str]:
    """Write a file's signature beside it if there is a key; return the names of files written."""
    # An output folder that is written into again may hold an old signature.
    (root / (name + SIGNATURE)).unlink(missing_ok=True)
    if signer is None:
        return []
    (root / (name + SIGNATURE)).write_bytes(signature_of(root / name, signer))
    return [name + SIGNATURE]


def paths_below(root: Path) -> Iterator[str]:
    """Yield the path of every file below a folder, in no order, links to files among them.

    Raises:
        OSError: A folder cannot be listed.
    """
    waiting = [""]
    while waiting:
        here = waiting.pop()
        with os.scandir(os.path.join(root, here)) as entries:  # noqa: PTH118 - thousands of folders
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{here}{entry.name}/")
                else:
                    yield f"{here}{entry.name}"


def _with_sum_lines(files: Iterable[SizedHash], sums: TextIO) -> Iterator[SizedHash]:
    """Yield the files unchanged, and write the line of `SHA256SUMS` for each on the way."""
    for path, size, sha256 in files:
        sums.write(sum_line(path, sha256))
        yield path, size, sha256
