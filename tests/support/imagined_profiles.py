"""Profiles of agencies out of thin air, under given laws."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from access_info.legal.framework import Framework
from access_info.model.vocabularies import AGENCY_KINDS, Level

Data = dict[str, Any]
# Districts have ended: no newer law binds them.
TYPES = tuple(kind.id for kind in AGENCY_KINDS.values() if kind.level is not Level.DISTRICT)


def points_of(framework: Framework) -> tuple[str, ...]:
    """Ids of the points of two laws, and of the kinds of the newer."""
    return (
        *(point.id for pack in framework.packs for point in pack.points),
        *(kind.id for _, kind in framework.packs[1].kinds),
    )


def some_points(framework: Framework) -> st.SearchStrategy[list[str]]:
    """A few of them, more often such as are new or may be."""
    new = [kind.id for _, kind in framework.packs[1].kinds if kind.may_wait_for_transition]
    return st.lists(st.sampled_from((*points_of(framework), *new)), max_size=3, unique=True)


def optional(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Data]:
    return st.fixed_dictionaries({}, optional=fields)


def profiles(days: st.SearchStrategy[str], framework: Framework) -> st.SearchStrategy[Data]:
    text = st.just("có ghi")
    duties = tuple(duty.id for duty in framework.obligations)
    declared = st.fixed_dictionaries(
        {"diem": st.sampled_from((*points_of(framework), *duties))}, optional={"ly_do": text}
    )
    return st.builds(
        lambda needed, more: needed | more,
        st.fixed_dictionaries({"ten": st.just("Cơ quan Mẫu"), "loai": st.sampled_from(TYPES)}),
        optional(
            thanh_lap=optional(ngay=days),
            dia_chi=text,
            gio_lam_viec=text,
            dau_moi=st.lists(
                optional(
                    don_vi=text,
                    nguoi=text,
                    dien_thoai=text,
                    email=text,
                    quyet_dinh=optional(so=text, ngay=days),
                ),
                max_size=2,
            ),
            tiep_nhan=optional(noi=text, thiet_bi=text, tu_chup=st.sampled_from(("có", "không"))),
            kenh=st.lists(optional(loai=text, dia_chi=text), max_size=1),
            phan_anh=optional(dien_thoai=text),
            tthc=text,
            chuyen_muc=optional(dia_chi=text, ngay_kiem_tra=days),
            quy_che=optional(
                so_ky_hieu=text,
                ngay_ban_hanh=days,
                nguoi_ky=text,
                tep=text,
                noi_dung=st.lists(
                    st.sampled_from(
                        ("dau-moi", "chuyen-giao", "phan-loai", "cap-nhat", "trinh-tu")
                    ),
                    max_size=5,
                ),
            ),
            ho_tro=st.lists(
                optional(
                    doi_tuong=st.sampled_from(
                        ("nguoi-khuyet-tat", "dan-toc-thieu-so", "vung-kho-khan")
                    ),
                    bien_phap=text,
                ),
                max_size=3,
            ),
            hoat_dong=st.lists(
                optional(ngay=days, noi_dung=text, so_nguoi=st.integers(0, 9)), max_size=2
            ),
            khong_phat_sinh=st.lists(declared, max_size=3),
            phat_sinh=some_points(framework),
            don_vi_su_nghiep=st.lists(text, max_size=1),
            cong_cap_tren=text,
            bao_cao=st.lists(optional(ky=text, noi_nhan=text, ngay=days, tep=text), max_size=2),
            ke_hoach_cong_khai=optional(so_ky_hieu=text, ngay=days, tep=text),
        ),
    )
