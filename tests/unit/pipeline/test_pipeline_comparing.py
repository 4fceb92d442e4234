"""Two states of the data compared: what is said of attachments, signatures, waivers and duties."""

from __future__ import annotations

import pytest
import signed_pdfs as pdfs
from province_histories import PLACE, Province, difference, losses

pytestmark = pytest.mark.sampled

FILE = '    - "thu-tuc.txt"\n'
WAIVER = (
    '    mien_tru:\n    - quy_tac: "TT614"\n      vai_tro: "Chánh Văn phòng"\n'
    '      ly_do: "Số của cơ quan"\n      ngay: "2026-11-01"\n      het_han: "2027-03-03"\n'
)
ROW = '- ma: "2026-300"\n  ten: "Quyết định"\n  tep: ["a.pdf"]\n'


@pytest.fixture
def province(tmp_path):
    return Province(tmp_path / "kho", agencies=2)


def compared(province):
    """What the last commit changed, as plain data."""
    return difference(province, "HEAD~1", "HEAD")[1]


def test_a_file_that_was_emptied_is_a_loss_if_anything_leads_there(province):
    province.write("so-1/tep/thua.txt", "Mức thu\n")
    province.commit()
    for name in ("so-1/tep/thua.txt", "so-2/tep/thu-tuc.txt"):
        province.write(name, "\n")
    province.commit()
    assert losses(compared(province)) == [("tep", "so-2", "tep/thu-tuc.txt: nay không còn chữ nào")]


def test_files_are_looked_into_again_when_a_waiver_for_them_goes(province):
    province.write("so-1/tep/thu-tuc.txt", "Gọi số riêng 0912 345 678 để hẹn\n")
    province.edit("so-1/cong-khai.yml", FILE, FILE + WAIVER)
    province.commit()
    assert compared(province)["problems_new"] == []
    province.edit("so-1/cong-khai.yml", WAIVER)
    province.commit()
    (problem,) = compared(province)["problems_new"]
    assert (problem["code"], problem["path"]) == ("TT614", "agencies/so-1/tep/thu-tuc.txt")


def test_a_signature_that_is_lost_is_missed_under_a_new_name_of_the_agency(province):
    signed = pdfs.signed(pdfs.plain_pdf(), name="Mau").decode("ascii")
    province.write("so-2/tep/a.pdf", signed)
    province.edit("so-2/cong-khai.yml", "muc:\n", f"muc:\n{ROW}")
    province.commit()
    province.git("mv", "agencies/so-2", "agencies/so-moi")
    province.write("so-moi/tep/a.pdf", pdfs.plain_pdf("Quyet dinh so 14").decode("ascii"))
    province.write("_dia-ban.yml", f'{PLACE}chuyen_huong:\n- {{tu: "so-2", den: "so-moi"}}\n')
    province.commit()
    (agency,) = compared(province)["agencies"]
    (file,) = agency["files"]
    assert (agency["was"], file["kind"]) == ("so-2", "thay")
    assert file["signed"].startswith("Nay không có chữ ký số; bản trước: có chữ ký của Nguyễn Văn")
    (text,) = agency["texts"]
    assert text["state"] == "doi-chu"


def test_what_an_agency_that_cannot_be_read_does_is_not_called_a_change_of_its_duties(province):
    for number in (1, 2):
        profile = province.read(f"so-{number}/co-quan.yml")
        province.write(f"so-{number}/co-quan.yml", profile.partition("quy_che:")[0])
    province.commit()
    changed = {duty["agency"] for duty in compared(province)["duties"]}
    assert changed == {"so-1", "so-2"}
    for number in (1, 2):
        province.write(f"so-{number}/co-quan.yml", profile.replace("Sở Mẫu 2", f"Sở Mẫu {number}"))
    province.edit("so-1/cong-khai.yml", "muc:", "muc: [")
    province.commit()
    assert {duty["agency"] for duty in compared(province)["duties"]} == {"so-2"}
