"""A small jurisdiction to import lists into, and the command itself."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

from access_info.cli import main

CASES = Path(__file__).parent.parent / "cases" / "imports" / "lists"
PROFILE = 'ten: "Ủy ban nhân dân xã Mẫu"\nloai: "xa"\n'


def lay_out(folder, *, disclosure=None, conditional=None):
    """`agencies/xa-mau` below a folder."""
    agency = folder / "agencies" / "xa-mau"
    agency.mkdir(parents=True)
    (agency / "co-quan.yml").write_text(PROFILE, encoding="utf-8")
    for name, text in (("cong-khai.yml", disclosure), ("co-dieu-kien.yml", conditional)):
        if text is not None:
            (agency / name).write_text(text, encoding="utf-8")
    return agency


def run(capsys, path, *options):
    """The command's exit code, what it printed, and what it complained of."""
    arguments = ["import", str(path), "--agency", "xa-mau", "--as-of", "2026-11-24", *options]
    code = main(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def plan_of(capsys, path, *options):
    """What the command tells programs."""
    code, out, _ = run(capsys, path, "--format", "json", *options)
    return code, json.loads(out)


def items(plan):
    """The fields of all items."""
    return [item["fields"] for table in plan["tables"] for item in table["items"]]


def filled(fields):
    """Fields that are not empty."""
    return {key: value for key, value in fields.items() if value}


def flat(text):
    """Text as the expectations compare it."""
    return " ".join(unicodedata.normalize("NFC", text).split())
