"""The guide: its trial says what it says, its script takes attachments out of real letters, its letters are sent."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest
import yaml
from handmade_office_files import workbook
from inbox_command import Inbox, table
from proposal_repository import GIT, git

from access_info.cli import main
from access_info.pipeline.inbox.intake import read_settings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="for servers with a POSIX shell")
ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "content/huong-dan/hop-thu.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = _BLOCK.findall(GUIDE)
BOOK = workbook()


def block(kind: str, mark: str) -> str:
    """The only block of a kind that holds some words."""
    (text,) = [text for shown, text in BLOCKS if shown == kind and mark in text]
    return text


def test_the_trial_in_an_empty_folder_says_what_the_guide_quotes(tmp_path, monkeypatch, capsys):
    trial = block("sh", "DIA_CHI_KHO")
    kho = tmp_path / "kho"
    shutil.copytree(ROOT / "agencies", kho / "agencies", ignore=shutil.ignore_patterns(".cache"))
    for words in (("init", "--quiet", "--initial-branch=main"), ("add", "--all"), ("commit", "--quiet", "--message=x")):  # fmt: skip
        git(kho, *words)
    for name, value in GIT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    shell = [
        line for line in trial.splitlines() if not line.startswith(("git ", "python3 ", "kho/"))
    ]
    subprocess.run(["sh", "-e", "-c", "\n".join(shell)], check=True)
    (command,) = [line for line in trial.splitlines() if line.startswith("kho/")]
    assert main([*command.split()[1:], "--as-of=2026-11-24"]) == 0
    quoted = block("text", "→ nhánh")
    assert re.fullmatch(re.escape(quoted).replace("…", "[0-9a-f]{12}"), capsys.readouterr().out)
    results = Inbox(tmp_path).work.glob("ket-qua/xa-mau-lam/*/*")
    assert {path.name for path in results} == {"doc-thu.txt", "tom-tat.md", "tra-loi.txt"}
    assert "hàng 3" in Inbox(tmp_path).result("tra-loi.txt", "xa-mau-lam")
    assert b"0912 345 678" not in Inbox(tmp_path).objects()
    assert main(command.split()[1:]) == 0
    assert "Đã xem 0 tệp" in capsys.readouterr().out


def test_its_settings_are_settings(tmp_path):
    path = tmp_path / "hop-thu.yml"
    path.write_text(block("yaml", "co_quan").replace("TEN_MIEN", "mau.example"), "utf-8")
    settings, problems = read_settings(path)
    assert not problems
    assert settings is not None
    assert settings.addresses["so-tu-phap"] == "van-thu@so-tu-phap.mau.example"


@pytest.fixture
def keep(tmp_path):
    """Has a letter's attachments saved, as the mail server does."""
    script = tmp_path / "luu-tep"
    script.write_text(block("python", "Auto-Submitted"), "utf-8")
    (tmp_path / "den/xa-mau").mkdir(parents=True)
    (tmp_path / "nguoi-gui").write_text("van-thu@xa-mau.mau.example xa-mau\nhong\n", "utf-8")

    def run(letter: bytes, *words: str, sender: str = "") -> list[Path]:
        environ = {"PATH": os.environ["PATH"], "HOP_THU": str(tmp_path), "SENDER": sender}
        subprocess.run(
            [sys.executable, str(script), *words],
            input=letter,
            env=environ,
            cwd=tmp_path,
            check=True,
        )
        return sorted(path for path in tmp_path.rglob("*") if path.is_file() and path.parent != tmp_path)  # fmt: skip

    return run


def _letter(*names: str, **head: str) -> bytes:
    message = EmailMessage()
    message["From"] = "Văn thư <van-thu@xa-mau.mau.example>"
    message["Subject"] = "Danh mục năm 2027"
    for name, value in head.items():
        message[name.replace("_", "-")] = value
    message.set_content("Kính gửi danh mục.")
    for name in names:
        message.add_attachment(BOOK, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


@pytest.mark.parametrize("words", [("xa-mau",), ()], ids=["sieve", "postfix"])
def test_attachments_of_a_letter_come_into_the_agencys_folder(words, keep):
    (saved,) = keep(_letter("Danh mục năm 2027.xlsx"), *words, sender="Van-Thu@xa-mau.mau.example")
    assert saved.parent.name == "xa-mau"
    assert saved.name.endswith("-Danh mục năm 2027.xlsx")
    assert saved.read_bytes() == BOOK
    assert stat.S_IMODE(saved.stat().st_mode) == 0o660


@pytest.mark.parametrize(
    ("letter", "words", "sender"),
    [
        (_letter("a.xlsx"), (), "ke-la@khac.example"),
        (_letter("a.xlsx"), ("../xa-mau",), ""),
        (_letter("a.xlsx"), ("khong-co",), ""),
        (_letter("a.xlsx", Auto_Submitted="auto-replied"), ("xa-mau",), ""),
        (_letter(), ("xa-mau",), ""),
        (b"\xff\xfe khong phai thu \0", ("xa-mau",), ""),
    ],
    ids=["stranger", "elsewhere", "unknown", "machine", "nothing", "garbage"],
)
def test_other_letters_leave_nothing(letter, words, sender, keep):
    assert keep(letter, *words, sender=sender) == []


def test_no_name_in_a_letter_leads_elsewhere(keep):
    names = ("../../a.xlsx", "/etc/a", "x" * 300 + ".xlsx", "a\u202evsc.exe")
    saved = keep(_letter(*names), "xa-mau")
    assert len(saved) == len(names)
    assert {path.parent.name for path in saved} == {"xa-mau"}


def test_letters_are_sent_once_and_proposals_opened_once(inbox, tmp_path):
    git(tmp_path, "init", "--quiet", "--bare", "xa.git")
    git(inbox.kho, "remote", "add", "origin", str(tmp_path / "xa.git"))
    inbox.send("a.csv", table("Kế hoạch năm 2027"))
    inbox.send("b.csv", b"khong phai bang")
    assert inbox.run("--push") == 0
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("sendmail", "gh"):
        log = tmp_path / f"{name}.log"
        body = f'#!/bin/sh\nprintf "%s\\n" "$@" >>{log}\n[ "{name}" = gh ] || cat >>{log}\n'
        (programs / name).write_text(body, "utf-8")
        (programs / name).chmod(0o755)
    script = block("sh", "sendmail").replace("exit 0\n", "") + block("sh", "gh pr create")
    script = script.replace("/usr/sbin/sendmail", "sendmail").replace(
        "/srv/hop-thu/", f"{inbox.folder}/"
    )
    environ = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"}
    for _ in range(2):
        subprocess.run(["sh", "-c", script], env=environ, check=False)
    sent = (tmp_path / "sendmail.log").read_text("utf-8")
    assert sent.count("To: van-thu@xa-mau.mau.example") == 2
    assert not list(inbox.work.glob("gui-di/*"))
    opened = (tmp_path / "gh.log").read_text("utf-8")
    assert opened.count("pr\ncreate\n") == 1
    assert f"--head\n{inbox.branch()}\n--title\n[xa-mau] Danh mục gửi qua" in opened


def test_the_guide_is_reached_and_names_what_there_is():
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert "huong-dan/hop-thu.md" in settings
    assert "hop-thu.md" in (ROOT / "content/huong-dan/index.md").read_text("utf-8")
    for _, text in [entry for entry in BLOCKS if entry[0] == "yaml"]:
        assert isinstance(yaml.safe_load(text), dict)
