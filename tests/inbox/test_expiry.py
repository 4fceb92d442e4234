"""The time after which originals go: never before somebody has worked on them."""

from __future__ import annotations

import datetime

import pytest

from access_info.pipeline.inbox.intake import FileStage, Receipt, Workroom

RECEIVED = datetime.datetime(2026, 11, 1, 8, tzinfo=datetime.UTC)


@pytest.fixture
def workroom(tmp_path):
    """A file in each stage, all of one day."""
    room = Workroom(tmp_path / "phong")
    room.originals("xa-mau").mkdir(parents=True)
    for stage in FileStage:
        receipt = Receipt(
            agency="xa-mau",
            digest=stage.value * 9,
            received=RECEIVED,
            name=f"{stage}.csv",
            original=f"{stage}.csv",
            stage=stage,
        )
        room.original(receipt).write_text("STT;Tên\n", "utf-8")
        room.save(receipt)
    return room


def test_what_still_waits_stays_however_old(workroom):
    expired = list(workroom.expire(datetime.date(2027, 6, 1), 30))
    assert {receipt.stage for receipt in expired} == {*FileStage} - {FileStage.WAITING}
    left = [path.name for path in workroom.originals("xa-mau").iterdir()]
    assert left == ["waiting.csv"]
    names = {receipt.stage: receipt.name for receipt in workroom.receipts()}
    assert {stage for stage, name in names.items() if name} == {FileStage.WAITING}


def test_all_replies_about_a_file_go_with_its_original_and_no_others(workroom):
    """Each quotes the sender's name of the file, the one to whoever sent it again too."""
    suffixes = ("", "-20261102080000")
    receipts = workroom.receipts()
    for receipt in receipts:
        for suffix in suffixes:
            path = workroom.letter(receipt, suffix)
            path.parent.mkdir(exist_ok=True)
            path.write_text(receipt.name, "utf-8")
    list(workroom.expire(datetime.date(2027, 6, 1), 30))
    (waiting,) = (one for one in receipts if one.stage is FileStage.WAITING)
    letters = [workroom.letter(waiting, suffix) for suffix in suffixes]
    assert sorted(letters[0].parent.iterdir()) == sorted(letters)


@pytest.mark.parametrize(("day", "count"), [(1, 0), (2, 4)])
def test_days_are_counted_from_the_day_of_arrival(workroom, day, count):
    assert len(list(workroom.expire(datetime.date(2026, 12, day), 30))) == count
