"""What ways of judging make of data, under the small laws made up for tests."""

from __future__ import annotations

import datetime

import pytest
from assessment_cases import SMALL_LAWS, laws, small_laws
from imagined_agencies import Imagined

from access_info.assessment.duties import Assessor
from access_info.assessment.findings import (
    Lack,
    PartStatus,
    Spot,
    Status,
    distinct_phrases,
    joined_phrases,
)
from access_info.legal.vocabularies import WAYS
from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.verification import Novelty

DAY = datetime.date(2026, 11, 24)
PROFILE = {"ten": "Sở Mẫu", "loai": "so"}


def _judgement(item, way, **place):
    agency = Imagined(PROFILE, (item,), place=place, framework=small_laws())
    judgements = [
        judgement for finding in agency.on(DAY).findings for judgement in finding.judgements
    ]
    (judgement,) = [judgement for judgement in judgements if judgement.part.way == way]
    return judgement


def test_the_small_laws_use_every_way_of_judging_and_every_kind_of_novelty():
    used = {part.way for duty in small_laws().obligations for part in duty.parts}
    assert used == set(WAYS)
    assert {kind.novelty for _, kind in small_laws().packs[1].kinds} == set(Novelty)


@pytest.mark.parametrize(
    ("frequency", "last", "due"),
    [
        ("hang-ngay", "2026-11-20", "2026-11-23"),
        ("hang-ngay", "2026-08-28", "2026-09-03"),
        ("hang-tuan", "2026-11-16", "2026-11-29"),
        ("hang-tuan", "2026-11-15", "2026-11-22"),
        ("Hằng tháng", "2026-10-31", "2026-11-30"),
        ("hang-thang", "2025-12-01", "2026-01-31"),
        ("hang-quy", "2026-07-01", "2026-12-31"),
        ("hang-quy", "2026-10-01", "2027-03-31"),
        ("sau-thang", "2026-06-30", "2026-12-31"),
        ("Sáu tháng một lần", "2026-07-01", "2027-06-30"),
        ("hang-nam", "2025-01-01", "2026-12-31"),
    ],
)
def test_the_next_change_is_due_by_the_end_of_the_next_period(frequency, last, due):
    item = {"ma": "2026-001", "ten": "Lịch", "tan_suat": frequency, "ngay_cap_nhat": last}
    judgement = _judgement(item, "theo-tan-suat")
    assert judgement.due == datetime.date.fromisoformat(due)
    over = judgement.due < DAY
    assert judgement.status is (PartStatus.OVERDUE if over else PartStatus.MET)


@pytest.mark.parametrize("frequency", ["khi-co-thay-doi", "Một lần", "lúc nào rảnh"])
def test_other_frequencies_set_no_date(frequency):
    item = {"ma": "2026-001", "ten": "Lịch", "tan_suat": frequency}
    judgement = _judgement(item, "theo-tan-suat")
    assert judgement.status is PartStatus.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("timing", "published", "status"),
    [
        # Created on Monday 3 Aug 2026: the law's five working days end on the 10th.
        (None, "2026-08-10", PartStatus.MET),
        (None, "2026-08-11", PartStatus.OVERDUE),
        ("Thường xuyên", "2026-08-11", PartStatus.OVERDUE),
        ("Kịp thời, đầy đủ", "2026-08-11", PartStatus.OVERDUE),
        ("Trong thời hạn 10 ngày, kể từ ngày ký ban hành", "2026-08-13", PartStatus.MET),
        ("Trong thời hạn 10 ngày, kể từ ngày ký ban hành", "2026-08-14", PartStatus.OVERDUE),
        ("Trong 03 ngày làm việc sau khi ban hành", "2026-08-06", PartStatus.MET),
        ("Trong 03 ngày làm việc sau khi ban hành", "2026-08-07", PartStatus.OVERDUE),
        ("Ngay khi có thay đổi", "2026-08-11", PartStatus.UNKNOWN),
        ("Chậm nhất ngày 15 của tháng đầu quý sau", "2026-10-15", PartStatus.UNKNOWN),
        ("Trong 05 ngày làm việc kể từ ngày có hiệu lực", "2026-09-01", PartStatus.UNKNOWN),
        ("Trong 0 ngày kể từ ngày ban hành", "2026-08-11", PartStatus.UNKNOWN),
    ],
)
def test_words_of_a_row_about_its_timing(timing, published, status):
    item = {
        "ma": "2026-001",
        "ten": "Kế hoạch",
        "ngay_ban_hanh": "2026-08-03",
        "ngay_cong_khai": published,
    }
    item |= {"thoi_diem": timing} if timing else {}
    judgement = _judgement(item, "dung-thoi-diem")
    assert judgement.status is status


COPY = {"dia_chi": ["https://mau.example/a"]}


@pytest.mark.parametrize(
    ("fields", "documents", "met"),
    [
        ({}, [], False),
        (COPY, [], True),
        (COPY, [{}, {}], True),
        ({}, [COPY, COPY], True),
        ({}, [COPY, {}], False),
        ({}, [{}, COPY], False),
    ],
)
def test_an_item_has_a_digital_copy_itself_or_by_every_document(fields, documents, met):
    below = [
        {"ma": f"2026-10{number}", "ten": f"Văn bản {number}", **each}
        for number, each in enumerate(documents)
    ]
    item = {"ma": "2026-001", "ten": "Báo cáo", **fields} | ({"van_ban": below} if below else {})
    judgement = _judgement(item, "ban-so")
    assert (judgement.status is PartStatus.MET) is met


REVIEWED = {"ngay_ra_soat": "2026-10-01"}


@pytest.mark.parametrize(
    ("fields", "documents", "known"),
    [
        ({}, [], False),
        (REVIEWED, [], True),
        (REVIEWED, [{}, {}], True),
        ({}, [REVIEWED, REVIEWED], True),
        ({}, [REVIEWED, {}], False),
        ({}, [{}, REVIEWED], False),
    ],
)
def test_an_item_was_reviewed_itself_or_by_every_document(fields, documents, known):
    below = [
        {"ma": f"2026-10{number}", "ten": f"Văn bản {number}", **each}
        for number, each in enumerate(documents)
    ]
    item = {"ma": "2026-001", "ten": "Báo cáo", **fields} | ({"van_ban": below} if below else {})
    judgement = _judgement(item, "moi-dong-con-han", ra_soat={"so_ngay": 180})
    assert judgement.status is (PartStatus.MET if known else PartStatus.UNKNOWN)


def test_adding_a_duty_of_a_known_kind_needs_data_only(tmp_path):
    duty = """
  - ma: NV-10
    ten: "Có trang thông tin và rà soát chuyên mục"
    doi_tuong: [so]
    ly_do: "Thử thêm nghĩa vụ."
    phan:
      - {ten: "chuyên mục có ngày kiểm tra", cach: co-truong, truong: [chuyen_muc], kem_theo: [dia_chi, ngay_kiem_tra]}
      - {ten: "đơn vị chịu trách nhiệm", cach: moi-dong, danh_sach: cong-khai, truong: [don_vi]}
      - {ten: "rà soát danh mục hằng năm", cach: dinh-ky, danh_sach: cong-khai, truong: [ngay_ra_soat], so_thang: 12}
    da_kiem_chung: không
"""
    basis = '  - {ma: NV-10, tinh_trang: nghi-dinh, can_cu: "Điều 1", da_kiem_chung: không}\n'
    for name, more in (("nghia-vu.yml", duty), ("luat-92-2002.yml", basis)):
        text = (SMALL_LAWS / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.rstrip("\n") + "\n" + more.lstrip("\n"), encoding="utf-8")
    framework = small_laws(tmp_path)
    item = {"ma": "2026-001", "ten": "Kế hoạch", "ngay_ra_soat": "2025-03-03"}
    place = Jurisdiction()

    def outcome(profile):
        loaded = Imagined(PROFILE | profile, (item,)).loaded()
        finding = Assessor(framework, place).assess(loaded, loaded.agency, AsOf(DAY)).findings[-1]
        return finding.duty, finding.status, finding.due, finding.lacks

    lack = Lack(
        "đơn vị chịu trách nhiệm",
        Spot("cong-khai.yml", ("muc", 0, "don_vi"), "2026-001", "Kế hoạch"),
    )
    begun = Lack("chuyên mục có ngày kiểm tra", Spot("co-quan.yml", ("chuyen_muc",)))
    due = datetime.date(2026, 12, 31)
    section = {"dia_chi": "https://mau.example", "ngay_kiem_tra": "2026-10-01"}
    assert outcome({"chuyen_muc": section}) == ("NV-10", Status.PARTIAL, due, (lack,))
    half = {"dia_chi": "https://mau.example"}
    assert outcome({"chuyen_muc": half}) == ("NV-10", Status.PARTIAL, due, (begun, lack))


def test_every_duty_says_where_the_law_lays_down_the_duty_and_how_firmly():
    for framework in (small_laws(), laws()):
        assessment = Imagined(PROFILE, framework=framework).on(DAY)
        bases = {
            obligation.id: basis for obligation, basis in framework.obligations_of(assessment.law)
        }
        assert [finding.duty for finding in assessment.findings] == list(bases)
        for finding in assessment.findings:
            assert (finding.citation, finding.basis) == (
                bases[finding.duty].citation,
                bases[finding.duty].status,
            )
            # Laid down at least in part: what the law does not say is nobody's breach of it.
            assert finding.in_law is (finding.basis in {"trong-luat", "nghi-dinh", "mot-phan"})
    small = Imagined(PROFILE, framework=small_laws()).on(DAY)
    assert {finding.duty for finding in small.findings if not finding.in_law} == {"NV-03", "NV-06"}


def test_what_several_rows_lack_is_named_once():
    """Fields of one row come apart again; a semicolon in people's own words is theirs."""
    lacking = ["ngày; nơi: “A; B”", "nơi: “A; B”", "ngày", joined_phrases(["tên", "ngày"])]
    assert distinct_phrases(lacking) == ("ngày", "nơi: “A; B”", "tên")
