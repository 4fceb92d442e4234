"""Writing the files of a site: reuse the last build's where they are still right, write the others."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import itertools
import json
import os
import posixpath
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from access_info.exports import web_form
from access_info.exports.catalogue.records import CatalogueRecord
from access_info.exports.documents.judged import ReportedAgencies, ReportedAgency, in_order
from access_info.loading import LoadedAgency, load_agency
from access_info.loading.folders import FILES_FOLDER, read_folder
from access_info.model.as_of import AsOf
from access_info.model.items import Item
from access_info.pages.province.site_pages import FormTexts, form_page
from access_info.pages.rendering import paths
from access_info.pages.rendering.environment import SOURCE, Texts, load_texts
from access_info.pages.rendering.site import law_in_force
from access_info.pipeline.incremental import reuse
from access_info.pipeline.incremental.agency_build import AgencyBuild
from access_info.pipeline.incremental.contributions import CATALOGUED
from access_info.pipeline.incremental.memory import Memory
from access_info.pipeline.incremental.reuse import Hashes, Published
from access_info.pipeline.preparation.agency import (
    AgencyTask,
    prepare_agency,
    read_rendered,
)
from access_info.pipeline.preparation.open_data import open_data_page
from access_info.pipeline.preparation.prepare import Prepared, contributed
from access_info.pipeline.preparation.workers import MIN_TASKS, work
from access_info.pipeline.publish.catalogue import (
    catalogue_record,
    following_parts,
    write_agency_part,
)
from access_info.pipeline.publish.filling import Filling, ShellOf, needed_shells, trails
from access_info.pipeline.publish.output import write_below
from access_info.pipeline.publish.shared_files import (
    ROBOTS,
    SITEMAP,
    SharedFiles,
    SharedProducer,
    shared_producers,
    write_shared_files,
)
from access_info.pipeline.publish.site_files import (
    SiteAssets,
    commit_words,
    content_digests,
    manifest_key,
    site_signer,
    write_manifest,
)
from access_info.search import SearchRecord
from access_info.source.replacing import read_present

# The state of the processes that write a site's files.


@dataclasses.dataclass(frozen=True)
class Writing:
    """The state that workers need to write a site's files.

    Attributes:
        prepared: The site.
        out: The new output folder.
        previous: The site as it was last published, whose files can be linked, or `None`.
        spare: The output folder before that, whose folders can be moved away, or `None`.
        task: What is needed to render an agency that was not rendered yet.
        filling: Shells, and texts known only once all agencies are read.
        last: Memory of the last builds: which files they wrote.
        shell_key: Hash of everything that all pages have in common.
        catalogue: What all parts of the data catalogue have in common.
        following: Agency → the folder of the part of the catalogue after its own; none where all of it
            is in one file.
    """

    prepared: Prepared
    out: Path
    previous: Path | None
    spare: Path | None
    task: AgencyTask
    filling: Filling
    last: Memory
    shell_key: str
    catalogue: CatalogueRecord | None
    following: Mapping[str, str]


class HashedFiles:
    """Writes files and hashes each on the way, so that none must be read again for the manifest."""

    def __init__(self, out: Path) -> None:
        """Start without files, to be written below an output folder."""
        self._out = out
        self._hashes: dict[str, Hashes] = {}

    def write(self, name: str, content: bytes) -> None:
        """Write a file at a path below the output folder."""
        write_below(self._out, name, content)
        self._hashes[name] = hashlib.sha256(content).digest()

    def copy(self, source: Path, name: str, mtime_ns: int) -> None:
        """Copy an attachment to a path below the output folder, and give the copy its time of change."""
        target = self._out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        os.utime(target, ns=(mtime_ns, mtime_ns))
        self._hashes[name] = reuse.hash_of(target)

    def add(self, names: Iterable[str]) -> None:
        """Take in files that were written already."""
        self._hashes.update((name, reuse.hash_of(self._out / name)) for name in names)

    def published(self, key: str) -> Published:
        """Return the record of the written files, by which later builds recognise them.

        Args:
            key: Hash of all that they were made from.
        """
        names = sorted(self._hashes)
        files = reuse.metadata_below(self._out, names)
        return Published(key, files, b"".join(map(self._hashes.__getitem__, names)))


# Drafts of report and letter about all agencies for the oversight office, and the results as
# tables.

Contents = dict[str, bytes]


def papers_key(prepared: Prepared) -> str:
    """Hash all that the drafts about all agencies are made from; "" if the site offers no drafts."""
    context = prepared.build_context
    if not context.features.papers:
        return ""
    parts = [context.key, prepared.options.as_of.isoformat()]
    parts += [f"{build.standing} {build.summary!r}" for build in prepared.builds.values()]
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def write_papers(prepared: Prepared, out: Path) -> Iterator[str]:
    """Write the drafts about all agencies and yield their paths below the output folder.

    They are made in a child process, whose end frees the memory of the libraries they need.
    """
    context, options = prepared.build_context, prepared.options
    if not context.features.papers:
        return
    jobs = options.jobs if len(prepared.names) >= MIN_TASKS else 1
    makers = (_report_draft, _letter_draft, _result_tables)
    for contents in work(_make_paper, makers, state=_reported(prepared), jobs=jobs, in_one=True):
        for name, content in contents.items():
            yield write_below(out, context.urls.shared(f"{paths.PAPERS}/{name}"), content)


def _make_paper(
    reported: ReportedAgencies, make: Callable[[ReportedAgencies, Texts], Contents]
) -> Contents:
    """Run one of the makers of drafts in a worker; return file name → content."""
    return make(reported, load_texts())


# These modules, and the library for workbooks, are imported only where a site offers drafts.
def _report_draft(reported: ReportedAgencies, words: Texts) -> Contents:
    """Make the draft of the report about all agencies."""
    from access_info.exports.documents.report import (  # noqa: PLC0415
        report_of,
        report_paper,
    )
    from access_info.exports.documents.word import docx_bytes  # noqa: PLC0415

    return {paths.REPORT: docx_bytes(report_paper(report_of(reported, words), words))}


def _letter_draft(reported: ReportedAgencies, words: Texts) -> Contents:
    """Make the draft of one letter to all agencies that miss a duty; nothing if none does."""
    from access_info.exports.documents.letter import letter_to_all  # noqa: PLC0415
    from access_info.exports.documents.word import docx_bytes  # noqa: PLC0415

    letter = letter_to_all(reported, words)
    return {} if letter is None else {paths.LETTER_TO_ALL: docx_bytes(letter)}


def _result_tables(reported: ReportedAgencies, words: Texts) -> Contents:
    """Make the tables of all agencies' results, as XLSX and CSV."""
    from access_info.exports.documents.report_tables import results_csv, results_xlsx  # noqa: PLC0415

    return {
        f"{paths.RESULTS}.xlsx": results_xlsx(reported, words),
        f"{paths.RESULTS}.csv": results_csv(reported, words),
    }


def _reported(prepared: Prepared) -> ReportedAgencies:
    """Return all agencies with their findings, from which the drafts are made."""
    context, as_of = prepared.build_context, prepared.options.as_of
    agencies = [
        ReportedAgency(
            id=name,
            name=summary.name,
            short_name=summary.short_name,
            type=summary.type,
            findings=findings,
        )
        for name, summary in prepared.summaries.items()
        if (findings := prepared.builds[name].findings) is not None
    ]
    return ReportedAgencies(
        as_of=as_of,
        place=context.place,
        law=context.framework.in_force(as_of),
        framework=context.framework,
        agencies=in_order(agencies),
    )


# The web form by which staff edit data: its page, its scripts, its settings.

_NAMES = {"github": "GitHub", "gitlab": "GitLab"}
# Page of the forge where a user makes the access token that the form asks for.
_TOKENS = {
    "github": "https://{host}/settings/personal-access-tokens/new",
    "gitlab": "https://{host}/-/user_settings/personal_access_tokens",
}


def write_form(out: Path, prepared: Prepared) -> None:
    """Write the folder of the web form, if the options ask for one.

    In a preview its settings also hold the data files, so that the form can be tried without a
    forge.
    """
    context, options = prepared.build_context, prepared.options
    if options.form is None:
        return
    forge = options.form.forge
    folder = out / context.urls.shared(paths.FORM)
    shutil.copytree(options.form.bundle, folder, dirs_exist_ok=True)
    # An agency that has ended publishes nothing any more.
    summaries = [summary for summary in prepared.summaries.values() if not summary.ended]
    texts = FormTexts(
        forge=_forge_name(forge),
        origins=() if options.preview else forge.origins,
        token=_TOKENS[forge.kind].format(host=forge.host),
        trial=options.preview,
    )
    write_below(folder, "index.html", form_page(summaries, context.site, texts))
    title = context.place.name or "Tiếp cận thông tin"
    common = web_form.common_form(context.framework, forge=forge, on=options.as_of, title=title)
    _write_settings(folder, "cau-hinh.json", common | {"trial": options.preview})
    year = options.as_of.year
    for summary in summaries:
        read = read_folder(options.agencies / summary.id)
        about_agency = web_form.AgencyForm(
            id=summary.id,
            name=summary.short_name,
            texts=frozenset(read.texts),
            ids=tuple(_row_ids(load_agency(read))),
            year=year,
            attachments=_attachments(context.urls, summary.id),
        )
        form = web_form.agency_form(about_agency, folder=forge.folder)
        if options.preview:
            form["texts"] = _data_texts(forge, options.agencies, summary.id, read.texts)
        _write_settings(folder, f"co-quan/{summary.id}.json", form)
    form = web_form.jurisdiction_form(title, folder=forge.folder, year=year)
    if options.preview:
        form["texts"] = _data_texts(forge, options.agencies, "", ["_dia-ban.yml"])
    _write_settings(folder, f"co-quan/{web_form.JURISDICTION}.json", form)


def _attachments(urls: paths.Urls, agency: str) -> str:
    """Return the relative link from the form's page to the folder of an agency's attachments."""
    folder = urls.attachment(agency, FILES_FOLDER)
    return f"{quote(posixpath.relpath(folder, urls.shared(paths.FORM)))}/"


def _row_ids(agency: LoadedAgency) -> Iterator[str]:
    """Yield every id that the agency's lists use."""
    for row in agency.rows:
        yield row.record.id
        if isinstance(row.record, Item):
            yield from (document.id for document in row.record.documents)


def _forge_name(forge: web_form.Forge) -> str:
    """Return the forge's name for people: “GitHub” for github.com, else “GitLab (git.tinh.example)”."""
    name = _NAMES[forge.kind]
    return name if forge.host == f"{name.lower()}.com" else f"{name} ({forge.host})"


def _data_texts(
    forge: web_form.Forge, agencies: Path, agency: str, names: Iterable[str]
) -> dict[str, str]:
    """Return the text of an agency's YAML files, by path in the repository.

    Args:
        forge: Names the folder of agencies in the repository.
        agencies: That folder on this machine.
        agency: Folder name of the agency; "" for files of the jurisdiction.
        names: Names of the files.
    """
    texts = {}
    for name in names:
        path = agencies / agency / name
        if path.suffix == ".yml" and path.is_file():
            key = "/".join(part for part in (forge.folder, agency, name) if part)
            texts[key] = path.read_text(encoding="utf-8-sig")
    return texts


def _write_settings(folder: Path, path: str, data: object) -> None:
    """Write settings for the form's scripts as compact JSON."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    write_below(folder, path, f"{text}\n")


# The shells of a site, each rendered once, and the other texts that are filled into pages.


def filling_of(prepared: Prepared, shell_of: ShellOf) -> Filling:
    """Render each shell that any page needs, and gather the other texts that are filled into pages."""
    context, options = prepared.build_context, prepared.options
    entries = [("", entry) for entry in prepared.site.pages]
    entries += [(name, entry) for name, build in prepared.builds.items() for entry in build.pages]
    edit = bool(options.edit_base)
    shells, embeds = needed_shells(context.urls, entries, edit=edit, embed=options.embed)
    return Filling(
        urls=context.urls,
        shells={
            (language, depth, edit, nav, home): shell_of(
                depth, edit=edit, nav=nav, language=language, home=home
            )
            for language, depth, edit, nav, home in sorted(shells)
        },
        embeds={depth: shell_of.embed(depth) for depth in sorted(embeds)},
        names=prepared.names,
        calls=prepared.calls,
        trails=trails(prepared),
        commits=commit_words(prepared),
        edit_base=options.edit_base,
        ended=frozenset(name for name, item in prepared.summaries.items() if item.ended),
    )


def shell_key(filling: Filling) -> str:
    """Hash all shells: when a frame changes, all pages must be written anew."""
    digest = hashlib.blake2b(filling.edit_base.encode(), digest_size=16)
    for key, shell in (*sorted(filling.shells.items()), *sorted(filling.embeds.items())):
        digest.update(repr(key).encode())
        for part in shell.parts:
            digest.update(part.encode())
    return digest.hexdigest()


# The page about open data, written last, since it shows sizes and first lines of the files.


def write_open_data(prepared: Prepared, filling: Filling, out: Path) -> Iterator[str]:
    """Write the page about open data, and yield its path below the output folder.

    Args:
        prepared: The site.
        filling: Puts the page into its shell.
        out: The output folder, where all data files already are.
    """
    if not prepared.options.downloads:
        return
    as_of = AsOf(prepared.options.as_of)
    summaries, site = [*prepared.summaries.values()], prepared.build_context.site
    page = open_data_page(summaries, site, as_of, out).dated(as_of)
    yield write_below(out, filling.urls.file(page.path), filling.in_shell(page))


# Keys of `Published` files that belong to no agency: the page about open data; styles and scripts;
# drafts; manifest and sums; besides those of `shared_producers` and of the parts of the pages about
# all agencies. No agency's folder has such a name.
OPEN_DATA, ASSETS, DRAFTS, LISTING = "@open-data", "#", "%", "!"


def publish(
    prepared: Prepared,
    shell_of: ShellOf,
    *,
    out: Path,
    previous: Path | None = None,
    spare: Path | None = None,
    last: Memory | None = None,
    may_skip: bool = True,
    documents: Sequence[SearchRecord] = (),
    markdown_pages: Mapping[str, str] | None = None,
) -> dict[str, Published] | None:
    """Write every page, attachment and asset below `out`, or reuse the last builds' files.

    Args:
        prepared: The prepared site; `prepared.stops` must be false.
        shell_of: The source of shells.
        out: Folder to write into.
        previous: The site as the last build left it, whose files can be linked.
        spare: The output folder before that, whose folders can be moved away.
        last: Memory of the last builds.
        may_skip: Whether to write nothing if `previous` is already right.
        documents: Search records of pages that are not made from data.
        markdown_pages: Content of such pages by address, so that browsers notice when their saved
            copies are old.

    Returns:
        The files written, by agency; `None` if `previous` is already what this build would make.

    Raises:
        SigningError: The site is to be signed and cannot be.
    """
    context, fragment_store = prepared.build_context, prepared.fragment_store
    if fragment_store is None:
        raise ValueError("nothing was prepared to publish")
    options = prepared.options
    filling = filling_of(prepared, shell_of)
    site = context.site
    following = following_parts(site, [*prepared.summaries]) if site.has_catalogue else {}
    law = law_in_force(site.framework, AsOf(options.as_of))
    state = Writing(
        prepared=prepared,
        out=out,
        previous=previous,
        spare=spare,
        task=AgencyTask(options, context, fragment_store),
        filling=filling,
        last=last or Memory(),
        shell_key=f"{context.key} {shell_key(filling)}",
        catalogue=catalogue_record(site, law, None) if following else None,
        following=following,
    )
    tasks = [(name, _agency_key(state, prepared.builds[name])) for name in prepared.summaries]
    signer = site_signer(prepared)
    drafts, listing = papers_key(prepared), manifest_key(prepared, signer)
    assets, keys = None, dict[str, str]()
    if may_skip and not prepared.rendered:
        assets = _assets(state, shell_of, markdown_pages or {})
        shared = SharedFiles(prepared, documents, out, state.task, state.last.published)
        for producers in shared_producers(shared):
            keys |= _shared_keys(state, shared, producers, keys)
        keys |= {**dict(tasks), OPEN_DATA: _open_data_key(state, keys)}
        keys |= {ASSETS: assets.key, DRAFTS: drafts, LISTING: listing}
        if _site_is_current(state, keys):
            return None
    tell = functools.partial(options.progress.of, "ghi trang")
    written = work(_publish_agency, tasks, state=state, jobs=options.jobs, tell=tell)
    # `work` starts when its first result is asked for; workers then go on while this process
    # continues.
    begun = list(itertools.islice(written, 1))
    if assets is None:
        assets = _assets(state, shell_of, markdown_pages or {})
    files_about_all = {ASSETS: _publish_assets(state, assets), **_publish_site(state)}
    by_agency = dict(zip((name for name, _ in tasks), [*begun, *written], strict=True))
    published = {**files_about_all, **by_agency}
    shared = SharedFiles(prepared, documents, out, state.task, by_agency)
    keys = {}
    for producers in shared_producers(shared):
        stage = _shared_keys(state, shared, producers, keys)
        published |= _publish_shared(state, shared, producers, stage)
        keys |= stage
    page = functools.partial(write_open_data, prepared, filling, out)
    published[OPEN_DATA] = _publish_about_all(state, OPEN_DATA, _open_data_key(state, keys), page)
    papers = functools.partial(write_papers, prepared, out)
    published[DRAFTS] = _publish_about_all(state, DRAFTS, drafts, papers)
    if not options.preview:
        files = list(write_manifest(prepared, out, published, signer))
        published[LISTING] = _recorded(out, listing, files)
    return published


def _assets(state: Writing, shell_of: ShellOf, markdown_pages: Mapping[str, str]) -> SiteAssets:
    """Write the web form, which is never reused; return the site's styles and scripts, not yet written."""
    write_form(state.out, state.prepared)
    shells = [*state.filling.shells.values(), *state.filling.embeds.values()]
    digests = content_digests(state.prepared, markdown_pages)
    return SiteAssets(state.prepared, shell_of.assets(shells), digests)


def _publish_assets(state: Writing, assets: SiteAssets) -> Published:
    """Reuse the last build's styles, scripts and other assets, or write them."""
    taken = _reused(state, ASSETS, assets.key)
    return taken or _recorded(state.out, assets.key, list(assets.write(state.out)))


def _site_keys(state: Writing) -> dict[str, str]:
    """Return for each part of the pages about all agencies a text that changes with frame or content."""
    parts = state.prepared.site.parts.items()
    return {name: f"{state.shell_key} {part.key}" for name, part in parts}


def _site_is_current(state: Writing, keys: Mapping[str, str]) -> bool:
    """Tell whether the published site already is what this build would make: then nothing is written.

    Args:
        state: The state of writing.
        keys: By agency (or `SHARED`, `ASSETS` …) the hash of all that its files are made from; that
            of the pages about all agencies is added here.
    """
    if state.prepared.site_rendered or state.previous is None:
        return False
    published = state.last.published
    if {name: item.key for name, item in published.items()} != {**keys, **_site_keys(state)}:
        return False
    new, old = state.out, state.previous
    if any(read_present(new / name) != read_present(old / name) for name in (SITEMAP, ROBOTS)):
        return False
    return reuse.same_site(new, old, published.values())


def _publish_site(state: Writing) -> dict[str, Published]:
    """Reuse the last build's pages about all agencies, or write them, part by part."""
    published = {}
    for name, key in _site_keys(state).items():
        if name not in state.prepared.site_rendered and (taken := _reused(state, name, key)):
            published[name] = taken
            continue
        files = HashedFiles(state.out)
        for page in state.prepared.render_site_pages([name]):
            if page.kind != paths.OPEN_DATA:  # written later, by `write_open_data`
                content = state.filling.in_shell(page).encode()
                files.write(state.filling.urls.file(page.path), content)
        published[name] = files.published(key)
    return published


def _shared_keys(
    state: Writing,
    shared: SharedFiles,
    producers: Iterable[SharedProducer],
    earlier: Mapping[str, str],
) -> dict[str, str]:
    """Return by name of each producer the hash of all that its files are made from.

    Args:
        state: The state of writing.
        shared: What the producers read.
        producers: Those of one stage.
        earlier: The keys of earlier stages.
    """
    as_of = AsOf(state.task.options.as_of)
    law = law_in_force(shared.site.framework, as_of)
    keys = {}
    for producer in producers:
        key = f"{state.task.context.key} {law.id} {producer.takes(shared)!r} {earlier!r}"
        keys[producer.name] = hashlib.blake2b(key.encode(), digest_size=16).hexdigest()
    return keys


def _publish_shared(
    state: Writing,
    shared: SharedFiles,
    producers: Sequence[SharedProducer],
    keys: Mapping[str, str],
) -> dict[str, Published]:
    """Reuse the last build's files of each producer, or have it write them; return the records by name.

    Args:
        state: The state of writing.
        shared: What the producers read.
        producers: Those of one stage.
        keys: Their keys.
    """
    published = {
        name: taken for name, key in keys.items() if (taken := _reused_about_all(state, name, key))
    }
    todo = [producer for producer in producers if producer.name not in published]
    for producer, names in zip(todo, write_shared_files(shared, todo), strict=True):
        published[producer.name] = _recorded(state.out, keys[producer.name], names)
    return published


def _reused_about_all(state: Writing, name: str, key: str) -> Published | None:
    """Reuse the last build's files about all agencies, if there are any under this key.

    A preview makes them only at its start and then reuses them whatever the key, to be quick.
    """
    last = state.last.published.get(name)
    return _reused(state, name, last.key if state.task.options.preview and last else key)


def _publish_about_all(
    state: Writing, name: str, key: str, write: Callable[[], Iterable[str]]
) -> Published:
    """Reuse the last build's files about all agencies, or make them.

    Args:
        state: The state of writing.
        name: `OPEN_DATA` or `DRAFTS`.
        key: Hash of all that the files are made from.
        write: Writes them and yields their paths.
    """
    return _reused_about_all(state, name, key) or _recorded(state.out, key, write())


def _publish_agency(state: Writing, task: tuple[str, str]) -> Published:
    """Reuse an agency's pages and attachments from the last builds, or write them; run in workers.

    Args:
        state: The state of writing.
        task: Folder name of the agency, and the hash of all that its files are made from.

    Returns:
        The record of the files, by which the next build recognises them.
    """
    name, key = task
    # Pages rendered in this build are new. The others are only rendered if their files cannot be reused.
    if name not in state.prepared.rendered:
        if taken := _reused(state, name, key):
            return taken
        prepare_agency(state.task, name)
    files = HashedFiles(state.out)
    filling, urls, options = state.filling, state.filling.urls, state.task.options
    rendered = read_rendered(state.task.fragment_store or state.out, name)
    framed = {urls.address(page.path).rstrip("/") for page in rendered.pages if page.frames}
    for page in rendered.pages:
        files.write(urls.file(page.path), filling.in_shell(page, name).encode())
        if options.embed and page.frames:
            file = urls.file(urls.framed(name, page.path))
            files.write(file, filling.framed(page, name, framed).encode())
    for file, content in rendered.files.items():
        files.write(file, content)
    for path, attachment in state.prepared.builds[name].attachments.items():
        files.copy(options.agencies / name / path, urls.attachment(name, path), attachment.changed)
    if state.catalogue is not None:
        files.add(_catalogue_part(state, state.catalogue, name, files.published(key)))
    return files.published(key)


def _catalogue_part(
    state: Writing, catalogue: CatalogueRecord, name: str, written: Published
) -> Iterator[str]:
    """Write an agency's part of a divided catalogue; yield the paths of its files."""
    builds, site = {name: state.prepared.builds[name]}, state.prepared.build_context.site
    for _, records in contributed(state.task, builds, CATALOGUED):
        for record in records:
            yield from write_agency_part(
                *(site, catalogue, record, state.out),
                written=written,
                following=state.following[name],
            )


def _recorded(out: Path, key: str, names: Iterable[str]) -> Published:
    """Return the record of files that were just written, by which later builds recognise them.

    Args:
        out: The output folder.
        key: Hash of all that they were made from.
        names: Paths of the files.
    """
    files = reuse.metadata_below(out, names)
    return Published(key, files, reuse.hashes_of(out, files))


def with_current_times(out: Path, published: Mapping[str, Published]) -> dict[str, Published]:
    """Return the records of written files with their times after the output folder was put in place.

    Moving the folder may change them. If another build has replaced the folder meanwhile, the old
    times are kept; the next build then compares contents.

    Args:
        out: The output folder, in place.
        published: Records by agency.
    """
    try:
        return {name: written.with_present_metadata(out) for name, written in published.items()}
    except OSError:
        return dict(published)


def _reused(state: Writing, name: str, key: str) -> Published | None:
    """Move or link an agency's files from an earlier output folder into the new one.

    From the spare, which nobody reads any more, the whole folder is moved, in one step; the published
    site must stay as it is, so its files are linked.

    Args:
        state: The state of writing.
        name: Folder name of the agency, or what the files about all agencies are known by.
        key: Hash of all that its files are made from now.

    Returns:
        The record of the files; `None` if the earlier files have another key or were changed.
    """
    folder = state.filling.urls.folder(name) if name in state.prepared.builds else ""
    spare, last = state.last.spare.get(name), state.last.published.get(name)
    if (
        state.spare is not None
        and spare is not None
        and spare.key == key
        and reuse.move_folder(state.spare, state.out, folder, spare.files, spare.hashes)
    ):
        return spare
    if (
        state.previous is not None
        and last is not None
        and last.key == key
        and reuse.link_files(state.previous, state.out, last.files, last.hashes)
    ):
        return last
    return None


def _agency_key(state: Writing, build: AgencyBuild) -> str:
    """Hash all that an agency's files are made from, to tell whether the last build's can be reused.

    Besides the agency's own data these are names and telephone numbers of the agencies that its pages
    mention, its last commit, and links found dead.
    """
    names = "|".join(
        state.filling.names.get(name, "") + state.filling.calls.get(name, "")
        for name in build.mentions
    )
    span = f"{build.valid_from} {build.valid_to} {build.followed}"
    # Copies of attachments bear their time of change, so a changed attachment is noticed by it.
    files = "|".join(f"{name} {file.changed}" for name, file in build.attachments.items())
    commit = state.filling.commits.get((SOURCE, build.id), "")
    dead = "|".join(f"{address} {day}" for address, day in build.dead_links.items())
    # The agency's part of the catalogue leads on to the next agency's.
    following = state.following.get(build.id)
    key = (
        f"{state.shell_key} {build.fingerprint} {span} {names} {files} {commit} {dead} {following}"
    )
    return hashlib.blake2b(key.encode(), digest_size=16).hexdigest()


def _open_data_key(state: Writing, keys: Mapping[str, str]) -> str:
    """Return a text that changes when the page about open data must be written anew.

    It shows the first lines and sizes of the files about all agencies.

    Args:
        state: The state of writing.
        keys: The keys of these files, by name.
    """
    shown = f"{state.prepared.site.key} {keys!r}".encode()
    digest = hashlib.blake2b(shown, digest_size=16)
    return f"{state.shell_key} {digest.hexdigest()}"
