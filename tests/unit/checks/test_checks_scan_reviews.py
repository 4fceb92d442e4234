"""Which review stands for which scan: by its hash where a proposal brings it, else by its name too."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from loaded_program import laws_of_today

from access_info.checks import check_agency
from access_info.checks.scan_reviews import scans_of
from access_info.loading import load_agency
from access_info.loading.folders import read_folder
from access_info.model.as_of import AsOf
from access_info.scanning import AttachmentScan, MarkKind, ScanMark

FRAMEWORK, _ = laws_of_today()
DAY = datetime.date(2026, 11, 24)
DIGEST, OTHER = "a" * 64, "b" * 64
PROFILE = 'ten: "Sở Mẫu"\nloai: so\n'
ROW = 'muc:\n- ma: "2026-001"\n  ten: "Quyết định"\n  tep: ["a.pdf"]\n'
WHO = {"vai_tro": "Chánh Văn phòng", "ngay": "2026-09-03", "ket_qua": "Không có"}


def review(*entries, indent=2, **changes):
    """A review as it stands in a row."""
    pad = " " * indent
    lines = [f"{pad}ra_soat_mat:"]
    lines += [f'{pad}  {key}: "{value}"' for key, value in {**WHO, **changes}.items() if value]
    lines += [f"{pad}  tep:"] if entries else []
    for entry in entries:
        pairs = ", ".join(f'{key}: "{value}"' for key, value in entry.items())
        lines.append(f"{pad}  - {{{pairs}}}")
    return "\n".join(lines) + "\n"


def codes(tmp_path, rows, *, new=False, profile=PROFILE, as_of=None, kind=MarkKind.SCAN):
    """What is told of one attachment, `a.pdf`."""
    loaded = written(tmp_path, rows, profile)
    problems = check_agency(
        loaded,
        framework=FRAMEWORK,
        agencies=frozenset({"so-mau"}),
        as_of=as_of or AsOf(DAY),
        scan=lambda _: AttachmentScan(DIGEST, 10, "pdf", marks=(ScanMark(kind, "", "2 trang"),)),
        new_files=frozenset({"tep/a.pdf"} if new else ()),
    ).problems
    return [problem.code for problem in problems if problem.code != "TT661"]


def written(tmp_path, rows, profile=PROFILE):
    folder = tmp_path / "so-mau"
    (folder / "tep").mkdir(parents=True)
    (folder / "tep" / "a.pdf").write_bytes(b"%PDF")
    (folder / "co-quan.yml").write_text(profile, encoding="utf-8")
    (folder / "cong-khai.yml").write_text(rows, encoding="utf-8")
    return load_agency(read_folder(folder))


EXACT, NAMED = {"ten": "a.pdf", "bam": DIGEST}, {"ten": "a.pdf"}
STALE = {"ten": "a.pdf", "bam": OTHER}


@pytest.mark.parametrize(
    ("reviewed", "there", "brought"),
    [
        ("", ["TT662"], ["TT663"]),
        (review(EXACT), [], []),
        (review({"bam": DIGEST}), [], []),
        (review({"ten": "a.pdf", "bam": DIGEST.upper()}), [], []),
        (review(NAMED), [], ["TT663"]),
        (review(), [], ["TT663"]),
        (review(STALE), ["TT664"], ["TT663"]),
        (review(STALE, EXACT), ["TT664"], ["TT664"]),
        (review(EXACT, ket_qua=""), ["TT662"], ["TT663"]),
        (review(EXACT, vai_tro=""), ["TT662"], ["TT663"]),
        (review(EXACT, ngay="2026-11-25"), ["TT662"], ["TT663"]),
    ],
)
def test_which_review_stands(tmp_path, reviewed, there, brought):
    assert codes(tmp_path / "co-san", ROW + reviewed) == there
    assert codes(tmp_path / "moi", ROW + reviewed, new=True) == brought


DOCUMENT = 'muc:\n- ma: "2026-001"\n  ten: "Loại"\n  van_ban:\n  - ma: "2026-002"\n    ten: "Văn bản"\n    tep: ["a.pdf"]\n'


@pytest.mark.parametrize(
    ("rows", "profile"),
    [
        (DOCUMENT + review(EXACT, indent=4), PROFILE),
        ("muc: []\n", f'{PROFILE}quy_che:\n  tep: "a.pdf"\n' + review(EXACT)),
        ("muc: []\n", f'{PROFILE}bao_cao:\n- ky: "2026"\n  tep: "a.pdf"\n' + review(EXACT)),
        ("muc: []\n", f'{PROFILE}ke_hoach_cong_khai:\n  tep: "a.pdf"\n' + review(EXACT)),
        # Another row may speak of the file: the bytes are the same.
        (ROW + '- ma: "2026-002"\n  ten: "Khác"\n' + review(EXACT), PROFILE),
    ],
)
def test_a_review_stands_wherever_a_file_can(tmp_path, rows, profile):
    assert codes(tmp_path / "co", rows, profile=profile, new=True) == []
    without = [text.replace(f', bam: "{DIGEST}"', "") for text in (rows, profile)]
    assert codes(tmp_path / "thieu", without[0], profile=without[1], new=True) == ["TT663"]


def test_an_older_review_stands_for_the_files_of_its_own_row_alone(tmp_path):
    rows = ROW + '- ma: "2026-002"\n  ten: "Khác"\n' + review()
    assert codes(tmp_path, rows) == ["TT662"]


@pytest.mark.parametrize(
    ("entries", "reviewed"),
    [
        ((), ["tep/a.pdf", "tep/b.pdf"]),
        ((NAMED,), ["tep/a.pdf"]),
        ((EXACT,), ["tep/a.pdf"]),
        ((STALE,), []),
        ((EXACT, {"ten": "b.pdf"}), ["tep/a.pdf", "tep/b.pdf"]),
    ],
)
def test_a_review_that_lists_files_leaves_out_others_of_the_row(tmp_path, entries, reviewed):
    both = ROW.replace('"a.pdf"', '"a.pdf", "b.pdf"')
    folder = written(tmp_path, both + review(*entries)).folder.path
    (folder / "tep" / "b.pdf").write_bytes(b"%PDF")

    def scan(path):
        digest = DIGEST if path.name == "a.pdf" else "c" * 64
        return AttachmentScan(digest, 10, "pdf", marks=(ScanMark(MarkKind.SCAN),))

    scans = scans_of(load_agency(read_folder(folder)), scan, AsOf(DAY))
    assert [each.name for each in scans if each.review is not None] == reviewed


def test_a_file_that_is_no_scan_needs_no_review_but_a_wrong_hash_is_told(tmp_path):
    kind = MarkKind.NO_TEXT_LAYER
    assert codes(tmp_path / "a", ROW, new=True, kind=kind) == []
    assert codes(tmp_path / "b", ROW + review(STALE), new=True, kind=kind) == ["TT664"]


def test_a_review_of_tomorrow_makes_the_pages_hold_until_then(tmp_path):
    as_of = AsOf(DAY)
    codes(tmp_path, ROW + review(EXACT, ngay="2026-11-25"), as_of=as_of)
    assert as_of.span[1] == DAY


def test_a_scan_that_was_taken_down_is_not_asked_for(tmp_path):
    profile = f'{PROFILE}tep_da_rut:\n- tep: "a.pdf"\n  ngay: "2026-10-01"\n  ly_do: "Nhầm"\n'
    assert "TT662" not in codes(tmp_path, "muc: []\n", profile=profile)


def test_a_name_that_tells_of_a_person_is_not_repeated(tmp_path):
    loaded = written(tmp_path, "muc: []\n")
    secret = loaded.folder.path / "tep" / "cccd 079285123456.pdf"
    (loaded.folder.path / "tep" / "a.pdf").rename(secret)
    problems = check_agency(
        load_agency(read_folder(loaded.folder.path)),
        framework=FRAMEWORK,
        agencies=frozenset({"so-mau"}),
        as_of=AsOf(DAY),
        scan=lambda _: AttachmentScan(DIGEST, 1, "pdf", marks=(ScanMark(MarkKind.SCAN),)),
        new_files=frozenset({"tep/cccd 079285123456.pdf"}),
    ).problems
    assert {problem.code for problem in problems} == {"TT611", "TT663"}
    for problem in problems:
        assert "079285123456" not in problem.format(tmp_path)


def test_scans_are_listed_with_who_looked_and_when(tmp_path):
    loaded = written(tmp_path, ROW + review(EXACT))
    scanned = AttachmentScan(DIGEST, 10, "pdf", marks=(ScanMark(MarkKind.SCAN, "trang 2–3"),))
    (scan,) = scans_of(loaded, lambda _: scanned, AsOf(DAY))
    assert (scan.name, scan.pages, scan.replaced) == ("tep/a.pdf", "trang 2–3", False)
    assert scan.review is not None
    assert scan.review.role == WHO["vai_tro"]
    plain = dataclasses.replace(scanned, marks=())
    assert list(scans_of(loaded, lambda _: plain, AsOf(DAY))) == []
