"""What the catalogue says of itself, and what all its datasets share."""

from __future__ import annotations

from collections.abc import Iterator

from access_info.exports.catalogue.profile import VIETNAM
from access_info.exports.catalogue.records import (
    AgencyRecord,
    CatalogueRecord,
    Contact,
    Publisher,
    Referent,
)
from access_info.legal.packs import LawPack
from access_info.model.declarations.types import is_web_address
from access_info.pages.rendering.code_addresses import code_addresses
from access_info.pages.rendering.paths import CATALOGUE, LAWS, OPEN_DATA
from access_info.pages.rendering.site import SiteContext
from access_info.pipeline.preparation.options import Options
from access_info.pipeline.preparation.page_data import jurisdiction_address

_AREA, _TERMS = "dia-ban", "giay-phep"


def address_notice(options: Options) -> str:
    """Say that a site has no catalogue since it does not know its own address; "" when it has.

    Args:
        options: What was built.
    """
    if options.site_url or not options.downloads:
        return ""
    return (
        "Chưa biết địa chỉ của trang trên mạng nên không có danh mục dữ liệu để cổng khác tự lấy, không có tin mới "
        "để theo dõi. Ghi địa chỉ ở site_url trong mkdocs.yml, hoặc thêm --site-url khi dựng bằng access-info."
    )


def catalogue_record(site: SiteContext, law: LawPack, lone: AgencyRecord | None) -> CatalogueRecord:
    """Describe the catalogue.

    Args:
        site: What pages share.
        law: The law in force.
        lone: The site's only agency, which publishes the catalogue too; `None` where there are several.
    """
    urls, texts, place = site.urls, site.texts, site.place
    home, page = urls.absolute(urls.site("")), urls.absolute(urls.site(OPEN_DATA))
    name = place.name or (lone.publisher.name if lone else texts["site.section"])
    office = place.oversight
    kind = place.kind
    scheme = Referent(
        address=f"{urls.absolute(urls.site(LAWS))}#cac-diem", name=texts["catalogue.points"]
    )
    return CatalogueRecord(
        address=f"{page}#{CATALOGUE}",
        page=page,
        title=texts.plain("catalogue.title", name=name),
        description=texts.plain("catalogue.text", name=name),
        publisher=lone.publisher
        if lone
        else Publisher(
            address=jurisdiction_address(site),
            name=name,
            code=place.official_code or "",
            level=kind.level or "",
        ),
        contact=Contact(
            name=(office and office.name) or name,
            phone=(office and office.phone) or "",
            email=(office and office.email) or "",
            page=page,
        ),
        law=Referent(
            address=urls.absolute(urls.site(f"{LAWS}/{law.slug}")),
            name=law.full_name,
            code=law.number,
        ),
        area=Referent(address=f"{home}#{_AREA}", name=place.name, code=place.unit_code or "")
        if kind.is_area and place.name
        else Referent(address=VIETNAM, name=texts["catalogue.country"]),
        licence=_licence(site, page),
        scheme=scheme,
        points={point.code: point for point in _points(site, scheme.address)},
        review_days=(place.freshness.days if place.freshness else None) or 0,
        language=texts.language,
    )


def _points(site: SiteContext, scheme: str) -> Iterator[Referent]:
    """Yield points of the laws, and kinds of information within their limits, where data refer to them."""
    address_of = code_addresses(site)
    for pack in (*site.framework.packs, *site.framework.supplements):
        codes = [("subject", point.id, point.short_title) for point in pack.points]
        codes += [
            ("accessRights", f"{pack.id}-{kind.id}", kind.title) for kind in pack.conditional_kinds
        ]
        for column, code, name in codes:
            address = site.urls.site_url + address_of(column, code)
            yield Referent(address=address, name=name, code=code, scheme=scheme)


def _licence(site: SiteContext, page: str) -> Referent | None:
    """Return the terms of re-use at an address: their own, or that of the page that states them."""
    terms = site.place.licence
    if not terms:
        return None
    if is_web_address(terms):
        return Referent(address=terms)
    return Referent(address=f"{page}#{_TERMS}", name=site.texts["catalogue.terms"], words=terms)
