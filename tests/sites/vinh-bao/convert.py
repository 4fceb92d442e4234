"""Makes `agencies/xa-vinh-bao/cong-khai/*.yml` from the two tables in `nguon/`.

Run it after the tables change: `python tests/sites/vinh-bao/convert.py`. Nothing is mended or
guessed: a cell that is empty in the source has no key, and the faults of text recognition stay.
The only thing added is the point of the law, which follows from what the tables hold
(administrative procedures and work processes, 2026 law Art. 17(1)(b)).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from access_info.source.rewriting import dump_yaml

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "nguon"
TARGET = HERE / "agencies" / "xa-vinh-bao" / "cong-khai"
POINT = "l01-d17k1b4"
FIRST_PROCEDURE = 101
KINDS = {"cong_khai": "công khai", "noi_bo": "thủ tục, quy trình nội bộ"}
STATUSES = {"con_hieu_luc": "con-hieu-luc", "bi_bai_bo": "het-hieu-luc"}
HEADING = (
    "# Tệp do convert.py làm ra từ nguon/{name}: sửa bảng nguồn rồi chạy lại, đừng sửa ở đây.\n"
)

Row = dict[str, str]
Entry = dict[str, object]


def decisions(rows: Iterable[Row]) -> Iterator[Entry]:
    """One item for each decision, in the table's order."""
    for number, row in enumerate(rows, start=1):
        kind = f"Nguồn xếp loại: {KINDS[row['loai']]}."
        digest = row["sha256_pdf"]
        yield _filled(
            ma=f"2026-{number:03d}",
            ten=row["trich_yeu"],
            nhom=row["linh_vuc"],
            diem=[POINT],
            so_ky_hieu=row["so_ky_hieu"],
            ngay_ban_hanh=row["ngay_ban_hanh"],
            ngay_cong_khai=row["ngay_dang"],
            dia_chi=_addresses(row["url_bai"], row["url_pdf"]),
            hieu_luc=_filled(tu=row["hieu_luc_tu"]),
            ghi_chu=_sentences(kind, digest and f"Mã băm SHA-256 của tệp PDF: {digest}."),
        )


def procedures(rows: Iterable[Row]) -> Iterator[Entry]:
    """One item for each administrative procedure, in the table's order."""
    for number, row in enumerate(rows, start=FIRST_PROCEDURE):
        yield _filled(
            ma=f"2026-{number:03d}",
            ten=row["ten"],
            nhom=row["linh_vuc"],
            diem=[POINT],
            can_cu=row["quyet_dinh"],
            dia_chi=_addresses(row["url_bai"], row["url_tep"]),
            tinh_trang=STATUSES[row["tinh_trang"]],
            hieu_luc=_filled(tu=row["tu_ngay"], den=row["bai_bo_ngay"]),
            ma_tthc=row["ma_tthc"],
        )


def _filled(**fields: object) -> Entry:
    """The fields that the source fills in."""
    return {key: value for key, value in fields.items() if value}


def _addresses(*addresses: str) -> list[str]:
    """The addresses given, each once: some rows repeat the file's as the article's."""
    return list(dict.fromkeys(address for address in addresses if address))


def _sentences(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _read(name: str) -> list[Row]:
    with (SOURCE / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def _write(name: str, source: str, entries: Iterable[Entry]) -> None:
    content = HEADING.format(name=source) + dump_yaml({"muc": list(entries)})
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / name).write_text(content, encoding="utf-8", newline="\n")


def main() -> None:
    """Writes both files anew."""
    for name, source, convert in (
        ("quyet-dinh.yml", "vinh-bao-quyet-dinh.csv", decisions),
        ("thu-tuc.yml", "vinh-bao-thu-tuc.csv", procedures),
    ):
        _write(name, source, convert(_read(source)))


if __name__ == "__main__":
    main()
