"""Small agencies out of thin air, for properties that must hold of any agency."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assessment_cases import in_place, laws, settled
from hypothesis import strategies as st
from imagined_profiles import optional, points_of, profiles, some_points

from access_info.assessment.duties import Assessment, Assessor
from access_info.legal.framework import Framework
from access_info.loading import LoadedAgency, Row
from access_info.loading.folders import AgencyFolder
from access_info.model.agency import AgencyProfile, Correction, YearStatistics
from access_info.model.as_of import AsOf
from access_info.model.items import ConditionalItem, Item
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import Agency, PlacedRow

Data = dict[str, Any]
FIRST = datetime.date(2017, 6, 1)
_FORMS = st.lists(st.sampled_from(("cong-tttdt", "niem-yet", "cong-bao")), max_size=2, unique=True)
_TIMINGS = (
    "Trong 05 ngày làm việc kể từ ngày ban hành",
    "Trong 20 ngày kể từ ngày ký",
    "Trong 05 ngày kể từ ngày có hiệu lực",
    "Thường xuyên",
    "Trong quý I hằng năm",
)
_FREQUENCIES = ("hang-ngay", "hang-tuan", "Hằng tháng", "hang-quy", "sau-thang", "hang-nam", "khac")


@dataclasses.dataclass(frozen=True)
class Imagined:
    """An agency as data of its files, the jurisdiction it lies in, and the laws it is under."""

    profile: Data
    items: tuple[Data, ...] = ()
    conditional: tuple[Data, ...] = ()
    corrections: tuple[Data, ...] = ()
    years: tuple[Data, ...] = ()
    place: Data = dataclasses.field(default_factory=dict)
    framework: Framework = dataclasses.field(default_factory=laws, repr=False)

    def loaded(self, folder: str = "co-quan-mau") -> LoadedAgency:
        """The agency as if it had been read from a folder."""
        items = tuple(map(Item.model_validate, self.items))
        conditional = tuple(map(ConditionalItem.model_validate, self.conditional))
        corrections = tuple(map(Correction.model_validate, self.corrections))
        years = tuple(map(YearStatistics.model_validate, self.years))
        agency = Agency(
            id=folder,
            profile=AgencyProfile.model_validate(self.profile),
            items=items,
            conditional=conditional,
            corrections=corrections,
            statistics=tuple(sorted(years, key=lambda year: -year.year)),
            list_files=("cong-khai.yml",) if items else (),
        )
        rows = (
            *_rows(items, "cong-khai.yml"),
            *_rows(conditional, "co-dieu-kien.yml"),
            *_rows(corrections, "dinh-chinh.yml"),
        )
        where = AgencyFolder(folder, Path(folder), {}, {}, ())
        return LoadedAgency(where, agency, {}, rows, {}, ())

    def on(
        self, day: datetime.date, *predecessors: LoadedAgency, as_of: AsOf | None = None
    ) -> Assessment:
        """All that is found on a day."""
        loaded = self.loaded()
        assert loaded.agency is not None
        place = Jurisdiction.model_validate(self.place)
        assessor = Assessor(in_place(place, self.framework), place)
        return assessor.assess(loaded, loaded.agency, as_of or AsOf(day), predecessors)


def _rows(records: Sequence[Any], file: str) -> tuple[Row, ...]:
    return tuple(PlacedRow(record, file, ("muc", index)) for index, record in enumerate(records))


@st.composite
def agencies(
    draw: Callable[..., Any],
    last: datetime.date,
    framework: Framework,
    days: st.SearchStrategy[str] | None = None,
) -> Imagined:
    """Agencies none of whose dates lies after a day, unless days are given."""
    if days is None:
        days = st.dates(min_value=FIRST, max_value=last).map(str)
    count = draw(st.integers(0, 3))
    items = [draw(_items(days, last, f"2026-{number:03d}", framework)) for number in range(count)]
    ids = [item["ma"] for item in items]
    return Imagined(
        profile=draw(profiles(days, framework)),
        items=tuple(items),
        conditional=tuple(
            {"ma": f"2026-9{number:02d}", **conditional}
            for number, conditional in enumerate(draw(st.lists(_conditional, max_size=2)))
        ),
        corrections=tuple(
            {"ma": f"dc-{number}", **correction}
            for number, correction in enumerate(draw(st.lists(_corrections(days, ids), max_size=2)))
        ),
        years=tuple(
            draw(st.lists(_years(last.year), max_size=2, unique_by=lambda year: year["nam"]))
        ),
        place=draw(_places(framework)),
        framework=framework,
    )


def _periods(days: st.SearchStrategy[str]) -> st.SearchStrategy[Data]:
    both = st.tuples(days, days).map(sorted)
    whole = both.map(lambda pair: {"tu": pair[0], "den": pair[1]})
    return st.one_of(whole, days.map(lambda day: {"tu": day}), days.map(lambda day: {"den": day}))


@st.composite
def _issued(draw: Callable[..., Any], days: st.SearchStrategy[str], last: datetime.date) -> str:
    """A day, or a month or year that is over by the last day."""
    day = draw(days)
    cut = draw(st.sampled_from((10, 10, 10, 7, 4)))
    over = (day[:4], day[:7]) < (f"{last:%Y}", f"{last:%Y-%m}")
    return day[:cut] if over and (cut != 4 or day[:4] < f"{last:%Y}") else day


def _row(
    days: st.SearchStrategy[str], last: datetime.date, framework: Framework
) -> dict[str, st.SearchStrategy[Any]]:
    return {
        "ten": st.just("Kế hoạch"),
        "diem": some_points(framework),
        "so_ky_hieu": st.just("01/KH"),
        "ngay_ban_hanh": _issued(days, last),
        "hinh_thuc": _FORMS,
        "thoi_diem": st.sampled_from(_TIMINGS),
        "ngay_cong_khai": days,
        "thoi_han": st.sampled_from(("Thường xuyên", "Niêm yết 15 ngày")),
        "niem_yet": _periods(days),
        "truyen_thanh": _periods(days),
        "dia_chi": st.just(["https://mau.example/1"]),
        "tep": st.just(["mot.pdf"]),
        "tan_suat": st.sampled_from(_FREQUENCIES),
        "ngay_cap_nhat": days,
        "ngay_ra_soat": days,
        "ra_soat_mat": optional(
            vai_tro=st.just("Văn phòng"), ngay=days, ket_qua=st.just("Không có")
        ),
        "tinh_trang": st.sampled_from(("con-hieu-luc", "het-hieu-luc")),
        "hieu_luc": _periods(days),
    }


@st.composite
def _items(
    draw: Callable[..., Any],
    days: st.SearchStrategy[str],
    last: datetime.date,
    id_: str,
    framework: Framework,
) -> Data:
    fields = _row(days, last, framework)
    item: Data = {"ma": id_, "ten": "Danh mục", **draw(optional(**fields))}
    documents = draw(st.lists(optional(**fields), max_size=2))
    if documents:
        item["van_ban"] = [
            {"ma": f"{id_}-{number}", **document} for number, document in enumerate(documents)
        ]
    return item


_conditional = optional(
    ten=st.just("Hồ sơ"),
    loai=st.sampled_from(("d16k1", "d16k4", "l104-d7k3", "d7k1", "d7k4")),
    nguoi_dong_y=st.just("Người có thông tin"),
    mau=st.just("06"),
)


def _corrections(days: st.SearchStrategy[str], ids: list[str]) -> st.SearchStrategy[Data]:
    return optional(
        muc_lien_quan=st.sampled_from((*ids, "2025-404", "xa-khac/2026-001")),
        phat_hien=optional(ngay=days, boi=st.sampled_from(("Cơ quan tự phát hiện", "Công dân"))),
        ngay_kien_nghi=days,
        ngay_dinh_chinh=days,
        hinh_thuc=_FORMS,
    )


@st.composite
def _years(draw: Callable[..., Any], last: int) -> Data:
    counts = st.integers(0, 3)
    return {
        "nam": draw(st.integers(last - 3, last)),
        **draw(
            optional(
                tiep_nhan=optional(truc_tiep=counts, buu_chinh=counts, mang=counts),
                ket_qua=optional(day_du=counts, tu_choi=optional(d27k3=counts)),
                thoi_gian=optional(dung_han=counts, qua_han=counts),
                khieu_nai=counts,
                khoi_kien=counts,
                chi_phi=counts,
                kho_khan=st.just("Không có"),
            )
        ),
    }


def _places(framework: Framework) -> st.SearchStrategy[Data]:
    kinds = [kind.id for _, kind in framework.packs[1].kinds if kind.may_wait_for_transition]
    return optional(
        ra_soat=optional(so_ngay=st.integers(1, 400)),
        phan_cong=st.lists(
            st.fixed_dictionaries(
                {
                    "diem": st.sampled_from(points_of(framework)),
                    "co_quan": st.sampled_from((["co-quan-mau"], ["so-khac"])),
                }
            ),
            max_size=4,
        ),
        kiem_chung=st.lists(st.sampled_from(kinds), max_size=4, unique=True).map(settled),
    )


@st.composite
def complete_items(draw: Callable[..., Any], day: datetime.date, framework: Framework) -> Data:
    """A row in which nothing is lacking, made public the day it was created, looked at today."""
    created = str(day - datetime.timedelta(days=draw(st.integers(0, 40))))
    item: Data = {
        "ma": "2026-777",
        "ten": "Quyết định",
        "diem": draw(
            st.lists(st.sampled_from(points_of(framework)), min_size=1, max_size=2, unique=True)
        ),
        "so_ky_hieu": "77/QĐ",
        "ngay_ban_hanh": created,
        "hinh_thuc": ["cong-tttdt", "niem-yet"],
        "thoi_diem": "Trong 05 ngày làm việc kể từ ngày ban hành",
        "ngay_cong_khai": created,
        "thoi_han": "Thường xuyên",
        "niem_yet": {"tu": created},
        "don_vi": "Văn phòng",
        "dia_chi": ["https://mau.example/77"],
        "ngay_cap_nhat": str(day),
        "ngay_ra_soat": str(day),
        "ra_soat_mat": {"vai_tro": "Văn phòng", "ngay": created, "ket_qua": "Không có"},
        "tinh_trang": "con-hieu-luc",
    }
    if draw(st.booleans()):
        item["tan_suat"] = draw(st.sampled_from(_FREQUENCIES))
    if draw(st.booleans()):
        item["truyen_thanh"] = {"tu": created}
    return item


COMPLETE_CONDITIONAL: Data = {
    "ma": "2026-999",
    "ten": "Hồ sơ hộ tịch",
    "loai": "d16k1",
    "dieu_kien": "Được đồng ý bằng văn bản",
    "nguoi_dong_y": "Người có thông tin",
    "mau": "06",
    "don_vi": "Văn phòng",
    "can_cu": "Điều 16",
}
