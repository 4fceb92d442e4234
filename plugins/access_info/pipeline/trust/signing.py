"""Signatures of files by `ssh-keygen -Y` (PROTOCOL.sshsig), which is on nearly every machine.

The secret key is named by a path and read by `ssh-keygen` alone: it never passes through here, nor does its
path into messages, logs or the cache.
"""

from __future__ import annotations

import dataclasses
import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path

from access_info.model.types import public_key
from access_info.unchanged.surroundings import SIGNING_KEY

# What a signature is for; the same key's signature of another purpose does not pass for one of a site.
NAMESPACE = "tiep-can-thong-tin"
# Names the secret key's file to a build.
VARIABLE = SIGNING_KEY
_PATIENCE = 60  # seconds
_FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_SECRET = "PRIVATE KEY"  # noqa: S105 - what the first line of such a file says
_MOST_BYTES = 100_000


class SigningError(Exception):
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
        text = file.read(_MOST_BYTES).decode("utf-8", "replace")
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
