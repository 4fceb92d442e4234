"""What the cache remembers of a member from one build to the next."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from access_info.model.nation import Member
from access_info.nation.copies import KeptMember, MemberFolder, MemberStanding, MemberState
from access_info.pipeline.incremental.reuse import hash_of

FILES = {"tai-ve/cong-khai.json": b"[1]", "tai-ve/co-quan.json": b"[2]"}


@pytest.fixture
def folder(tmp_path: Path) -> MemberFolder:
    """The folder of a member that was read and trusted, with its good copy."""
    member = Member.model_validate(
        {"ma": "01", "ten": "Tỉnh Mẫu", "dia_chi": "https://tinh.mau.example/"}
    )
    cached = MemberFolder(tmp_path, member)
    sums = {}
    for path, content in FILES.items():
        (tmp_path / "tep").write_bytes(content)
        sums[path] = hash_of(tmp_path / "tep").hex()
    for path, content in FILES.items():
        place = cached.files(sums) / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    state = MemberState(
        code="01",
        name=member.name,
        url=member.url,
        standing=MemberStanding.CURRENT,
        created="2026-11-20",
        reached="2026-11-24T09:00:00+00:00",
        files=sums,
    )
    # A list of a later day was trusted, but its files could not be fetched.
    about = {"manifest": "ab" * 32, "etag": '"e"', "seen": state.reached, "trusted": "khoa"}
    cached.write(KeptMember(state=state, newest="2026-11-24", **about))
    return cached


def test_an_unharmed_copy_is_remembered_whole(folder: MemberFolder) -> None:
    after = folder.kept()
    assert (after.newest, after.manifest, after.etag) == ("2026-11-24", "ab" * 32, '"e"')
    assert set(after.state.files) == set(after.stamps) == set(FILES)
    assert after.state.digest


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"[3, 4]")])
@pytest.mark.parametrize("name", FILES)
def test_a_harmed_copy_is_forgotten_but_for_its_day_so_that_no_older_returns(
    folder: MemberFolder, name: str, harm
) -> None:
    before = folder.kept()
    harm(folder.copy().folder / name)
    after = folder.kept()
    state = dataclasses.replace(before.state, files={}, digest="")
    # Neither `etag` nor `manifest`: all of it is fetched anew.
    assert after == KeptMember(state=state, newest="2026-11-24")
    # And the same in the builds after.
    folder.write(after)
    assert folder.kept() == after
