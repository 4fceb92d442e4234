"""`CODEOWNERS`: whose approval a change needs, from the province's own file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access_info.cli import main
from access_info.exports.forge_files import code_owners
from access_info.model.jurisdiction import Jurisdiction, Reviewers, is_account

ROOT = Path(__file__).parents[3]


def _settings(*entries: tuple[str | None, list[str]]) -> Jurisdiction:
    reviewers = [Reviewers.model_validate({"co_quan": a, "tai_khoan": b}) for a, b in entries]
    return Jurisdiction.model_validate({"ten": "Tỉnh Mẫu", "nguoi_duyet": reviewers})


def _rules(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith("#")]


def _owners(text: str, path: str) -> list[str]:
    """As forges read it: the last rule that fits wins."""
    owners: list[str] = []
    for line in _rules(text):
        pattern, *accounts = line.split(" ")
        if pattern == "*" or path.startswith(pattern.removeprefix("/")):
            owners = accounts
    return owners


def test_the_rule_for_everything_comes_first_and_agencies_win():
    text = code_owners(
        _settings(
            ("xa-mau", ["@xa-mau"]), ("*", ["@tinh/so-tu-phap", "so@mau.example"]), ("so-a", ["@a"])
        )
    )
    assert _rules(text) == [
        "* @tinh/so-tu-phap so@mau.example",
        "/agencies/so-a/ @a",
        "/agencies/xa-mau/ @xa-mau",
    ]
    province = ["@tinh/so-tu-phap", "so@mau.example"]
    assert _owners(text, "agencies/so-a/cong-khai.yml") == ["@a"]
    assert _owners(text, "agencies/so-ab/cong-khai.yml") == province
    for path in ("agencies/_dia-ban.yml", ".github/workflows/x.yml", "CODEOWNERS", "content/a.md"):
        assert _owners(text, path) == province


def test_entries_of_an_agency_are_put_together():
    text = code_owners(_settings(("so-a", ["@a", "@b"]), ("so-a", ["@b", "@c"])))
    assert _rules(text) == ["/agencies/so-a/ @a @b @c"]
    assert "Chưa khai người duyệt chung" in text


@pytest.mark.parametrize(
    "account",
    [
        "@a\n* @b",
        "@a @b",
        "@",
        "a",
        "@a/",
        "@/b",
        "@a#b",
        "[@a]",
        "@é",
        "^@a",
        "a@b",
        "a b@c.example",
        "",
    ],
)
def test_what_is_no_account_becomes_no_rule(account):
    assert not is_account(account)
    assert _rules(code_owners(_settings(("*", [account]), ("so-a", [account, "@ok"])))) == [
        "/agencies/so-a/ @ok"
    ]


@pytest.mark.parametrize("account", ["@a", "@tinh-mau/so_tu.phap", "@g/h/i", "a.b+c@mau.gov.vn"])
def test_accounts_of_all_forges_are_known(account):
    assert is_account(account)


@given(
    st.lists(
        st.tuples(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=3)), max_size=4
    )
)
def test_no_text_of_the_data_becomes_a_rule(entries):
    for line in _rules(code_owners(_settings(*entries))):
        pattern, *accounts = line.split(" ")
        assert pattern == "*" or pattern.startswith("/agencies/")
        assert accounts
        assert all(map(is_account, accounts))


def test_a_province_file_that_cannot_be_read_takes_no_owner_away(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    agencies = tmp_path / "agencies"
    agencies.mkdir()
    settings = agencies / "_dia-ban.yml"
    settings.write_text('nguoi_duyet:\n- {co_quan: "*", tai_khoan: ["@a"]}\n', "utf-8")
    assert main(["schema"]) == 0
    assert "* @a\n" in (tmp_path / "CODEOWNERS").read_text("utf-8")
    capsys.readouterr()
    for broken in ('nguoi_duyet: "@a"\n', "nguoi_duyet: [\n", "<<<<<<< a\n"):
        settings.write_text(broken, "utf-8")
        assert main(["schema"]) == 0
        assert "CODEOWNERS giữ nguyên" in capsys.readouterr().out
        assert "* @a\n" in (tmp_path / "CODEOWNERS").read_text("utf-8")


def test_the_demo_owner_of_everything_is_the_province():
    text = (ROOT / "CODEOWNERS").read_text("utf-8")
    assert _owners(text, "agencies/_dia-ban.yml") == ["@tinh-mau-vi-du/so-tu-phap"]
    assert _owners(text, "agencies/xa-mau-hoa/cong-khai.yml")[0] == "@tinh-mau-vi-du/xa-mau-hoa"
