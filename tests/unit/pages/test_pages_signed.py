"""What pages say of signatures, in every state; never that one is valid."""

from __future__ import annotations

import pytest

from access_info.model.agency import AgencyProfile
from access_info.model.registry import Agency, Attachment
from access_info.model.signatures import FileSignature, FileSignatureState
from access_info.pages.agency.links import signature_words
from access_info.pages.rendering.environment import load_texts

S = FileSignatureState
LAN = FileSignature(S.INTACT, "Lê Lan", "2026-09-03")
MAI = FileSignature(S.INTACT, "Trần Mai", "2026-09-04")
STAMP = FileSignature(S.INTACT, "Máy Mẫu", "2026-09-05", stamp=True)


@pytest.mark.parametrize(
    ("signatures", "words"),
    [
        ((), ""),
        (
            (LAN,),
            "Có chữ ký của Lê Lan (ghi ngày 03/9/2026), nguyên vẹn; chưa kiểm tra được chứng thư",
        ),
        (
            (LAN, STAMP, MAI),
            (
                "Có chữ ký của Lê Lan (ghi ngày 03/9/2026) và Trần Mai (ghi ngày 04/9/2026), nguyên vẹn; "
                "chưa kiểm tra được chứng thư"
            ),
        ),
        (
            (STAMP,),
            (
                "Có chữ ký của máy cấp dấu thời gian Máy Mẫu (ghi ngày 05/9/2026), nguyên vẹn; chưa "
                "kiểm tra được chứng thư"
            ),
        ),
        (
            (FileSignature(S.INTACT, "Lê Lan", root="Gốc Mẫu"),),
            (
                "Có chữ ký của Lê Lan, nguyên vẹn; chứng thư do Gốc Mẫu cấp, chưa kiểm tra được có bị thu "
                "hồi không"
            ),
        ),
        (
            (FileSignature(S.CHANGED, "Lê Lan"), FileSignature(S.INTACT, "Trần Mai")),
            (
                "Có chữ ký của Lê Lan; tệp được sửa thêm sau khi ký. Có chữ ký của Trần Mai, nguyên vẹn; "
                "chưa kiểm tra được chứng thư"
            ),
        ),
        ((FileSignature(S.UNREADABLE),), "Có chữ ký số nhưng không đọc được"),
        ((FileSignature(S.PRESENT),), "Có chữ ký số, chưa kiểm tra được"),
        (
            (FileSignature(S.BROKEN),),
            "Có chữ ký của người không ghi tên, nhưng nội dung không còn đúng như khi ký",
        ),
    ],
)
def test_words_of_signatures(signatures, words):
    assert signature_words(signatures, load_texts()) == words
    assert "hợp lệ" not in words
    assert bool(signature_words(signatures, load_texts("en"))) == bool(words)


def test_a_file_s_facts_for_catalogues():
    agency = Agency(
        "so-mau",
        AgencyProfile.model_validate({"ten": "Sở Mẫu", "loai": "so"}),
        attachments={"tep/a.pdf": Attachment(12, 0, "ab", (LAN, FileSignature(S.CHANGED)))},
        withheld=frozenset({"tep/b.pdf"}),
    )
    file = agency.published_file("a.pdf")
    assert file == agency.published_file("tep/a.pdf")
    assert (file.path, file.format, file.size, file.digest) == ("tep/a.pdf", "PDF", 12, "ab")
    assert [signature.state for signature in file.signatures][-1] is S.CHANGED
    assert agency.published_file("b.pdf") is None
    assert agency.published_file("Đang rà soát") is None
