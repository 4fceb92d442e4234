"""What machines read in the head of the page about open data: its files, and the catalogue."""

from __future__ import annotations

from collections.abc import Sequence

from access_info.exports.dataset import Dataset, Party
from access_info.exports.published_sets import SetLevel
from access_info.exports.structured import DatasetAbout, Download, Organisation, catalog_ld
from access_info.legal.packs import LawPack
from access_info.pages.rendering.paths import (
    CATALOGUE,
    CATALOGUE_TURTLE,
    DATA_PACKAGE,
    OPEN_DATA,
)
from access_info.pages.rendering.site import SiteContext, catalogue_link
from access_info.pages.rendering.summary import AgencySummary
from access_info.pipeline.preparation.data_pages.set_places import (
    SetPlace,
    WrittenFiles,
    file_address,
)
from access_info.pipeline.preparation.open_data import law_party
from access_info.pipeline.preparation.page_data import (
    file_link,
    jurisdiction_address,
    license_address,
    script,
)


def catalogue_head(
    summaries: Sequence[AgencySummary],
    sets: Sequence[SetPlace],
    written: WrittenFiles,
    site: SiteContext,
    law: LawPack,
) -> str:
    """Render what machines read: the files, and the catalogue with the sets of the whole site."""
    urls, texts, place = site.urls, site.texts, site.place
    path = urls.site(OPEN_DATA)
    named = [(file.media_type, name) for each in sets for file, name in each.files.items()]
    if site.has_catalogue:
        named += [
            ("text/turtle", urls.shared(CATALOGUE_TURTLE)),
            ("application/json", urls.shared(DATA_PACKAGE)),
        ]
    head = catalogue_link(site, path) + "".join(
        file_link(media_type, urls.relative_file(path, name)) for media_type, name in named
    )
    if not urls.site_url:
        return head
    publisher, address = site_publisher(summaries, site), urls.absolute(path)
    about = DatasetAbout(
        publisher=publisher,
        catalog=f"{address}#{CATALOGUE}",
        license=license_address(site),
        place=place.name or "",
    )
    title = texts["open_data.title"]
    data = catalog_ld(
        name=texts.plain("site.home_title_of", name=place.name) if place.name else title,
        description=texts["open_data.description"],
        address=f"{address}#{CATALOGUE}",
        page=address,
        publisher=publisher,
        license=about.license,
        datasets=[
            (
                Dataset(
                    kind=each.of.columns,
                    title=f"{texts[each.of.title]} – {publisher.name}",
                    publisher=Party(name=publisher.name),
                    law=law_party(law, urls),
                    landing_page=f"{address}#{each.of.name}",
                    modified=written.modified(each.path("json")),
                ),
                about,
                texts[each.of.description],
                [
                    Download(
                        address=file_address(site, name),
                        media_type=file.media_type,
                        size=written.size(name),
                    )
                    for file, name in each.files.items()
                ],
            )
            for each in sets
            if each.files and not (urls.single and SetLevel.AGENCY in each.of.levels)
        ],
    )
    return head + script(data)


def site_publisher(summaries: Sequence[AgencySummary], site: SiteContext) -> Organisation:
    """Name who answers for the data of the whole site: a lone agency, else the jurisdiction."""
    urls = site.urls
    if urls.single:
        name = next((each.name for each in summaries if each.id == urls.single), "")
        return Organisation(address=urls.absolute(urls.agency(urls.single)), name=name)
    return Organisation(
        address=jurisdiction_address(site),
        code=site.place.official_code or "",
        name=site.place.name or site.texts["site.section"],
    )
