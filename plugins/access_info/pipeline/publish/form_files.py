"""The form on the web as files of the site: its page, its scripts, its configuration."""

from __future__ import annotations

import json
import posixpath
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from access_info.exports.web_form import (
    JURISDICTION,
    AgencyForm,
    Forge,
    agency_form,
    common_form,
    jurisdiction_form,
)
from access_info.loading import LoadedAgency, load_agency
from access_info.loading.folders import FILES_FOLDER, read_folder
from access_info.model.items import Item
from access_info.pages.province.form_page import FormTexts, form_page
from access_info.pages.rendering.paths import FORM
from access_info.pages.rendering.urls import Urls
from access_info.pipeline.preparation.prepare import Prepared

_NAMES = {"github": "GitHub", "gitlab": "GitLab"}
_TOKENS = {
    "github": "https://{host}/settings/personal-access-tokens/new",
    "gitlab": "https://{host}/-/user_settings/personal_access_tokens",
}


def write_form(out: Path, prepared: Prepared) -> None:
    """Write the form's folder, where a form is wanted.

    In a preview the files themselves go along, so that the form can be tried without a forge.

    Args:
        out: The output folder.
        prepared: The site.
    """
    context, options = prepared.context, prepared.options
    if context is None or options.form is None:
        return
    forge = options.form.forge
    folder = out / context.urls.shared(FORM)
    shutil.copytree(options.form.bundle, folder, dirs_exist_ok=True)
    known_agencies = (build.summary for build in prepared.builds.values())
    # An agency that has ended publishes nothing any more.
    summaries = [summary for summary in known_agencies if summary and not summary.ended]
    texts = FormTexts(
        forge=_forge_name(forge),
        origins=() if options.preview else forge.origins,
        token=_TOKENS[forge.kind].format(host=forge.host),
        trial=options.preview,
    )
    page = form_page(summaries, context.site, texts)
    (folder / "index.html").write_text(page, encoding="utf-8", newline="\n")
    title = context.place.name or "Tiếp cận thông tin"
    common = common_form(context.framework, forge=forge, on=options.as_of, title=title)
    _write(folder / "cau-hinh.json", common | {"trial": options.preview})
    year = options.as_of.year
    for summary in summaries:
        read = read_folder(options.agencies / summary.id)
        known = AgencyForm(
            id=summary.id,
            name=summary.short_name,
            texts=frozenset(read.texts),
            ids=tuple(_ids(load_agency(read))),
            year=year,
            attachments=_attachments(context.urls, summary.id),
        )
        form = agency_form(known, folder=forge.folder)
        if options.preview:
            form["texts"] = _texts(forge, options.agencies, summary.id, read.texts)
        _write(folder / "co-quan" / f"{summary.id}.json", form)
    form = jurisdiction_form(title, folder=forge.folder, year=year)
    if options.preview:
        form["texts"] = _texts(forge, options.agencies, "", ["_dia-ban.yml"])
    _write(folder / "co-quan" / f"{JURISDICTION}.json", form)


def _attachments(urls: Urls, agency: str) -> str:
    """Link from the form's page to the folder of an agency's attachments."""
    folder = urls.attachment(agency, FILES_FOLDER)
    return f"{quote(posixpath.relpath(folder, urls.shared(FORM)))}/"


def _ids(agency: LoadedAgency) -> Iterator[str]:
    """Yield every id that the agency's lists use."""
    for row in agency.rows:
        yield row.record.id
        if isinstance(row.record, Item):
            yield from (document.id for document in row.record.documents)


def _forge_name(forge: Forge) -> str:
    """Name the forge as people do: GitHub for github.com, else with its host."""
    name = _NAMES[forge.kind]
    return name if forge.host == f"{name.lower()}.com" else f"{name} ({forge.host})"


def _texts(forge: Forge, agencies: Path, agency: str, names: Iterable[str]) -> dict[str, str]:
    """Read data files as they stand, by path in the repository."""
    texts = {}
    for name in names:
        path = agencies / agency / name
        if path.suffix == ".yml" and path.is_file():
            key = "/".join(part for part in (forge.folder, agency, name) if part)
            texts[key] = path.read_text(encoding="utf-8-sig")
    return texts


def _write(path: Path, data: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
