"""`access-info init`: makes an empty jurisdiction that builds at once, or adds the section to an existing site."""

from __future__ import annotations

import dataclasses
import difflib
import hashlib
import re
import shlex
import shutil
import sys
from collections.abc import Container, Iterator, Mapping
from pathlib import Path

from access_info import __version__
from access_info.changes.git import GitError, Repository
from access_info.cli.generated import generated_files, sample_folder, write_changed
from access_info.cli.parser import SECTION, UsageError
from access_info.cli.printing import print_steps
from access_info.cli.typed import Typed, require_prefix, writing
from access_info.loading.folders import JURISDICTION_FILE, bad_agency_id, is_agency_id
from access_info.model.derived import (
    NATION_KIND,
    SAMPLE,
    json_schemas,
    json_text,
    jurisdiction_starter,
    nation_starter,
    sample_files,
    starter_files,
)
from access_info.model.types import fold
from access_info.model.vocabularies import AGENCY_KINDS
from access_info.problems import Location, quotable
from access_info.program import PROVENANCE, commit_of, provenance_head
from access_info.source.mkdocs_settings import (
    SITE_SETTINGS,
    SiteSettingsError,
    entry_lines,
    inherited_path,
    plugin_setting,
    plugins_kind,
    with_plugin,
)
from access_info.source.replacing import (
    is_backup_copy,
    keep_copy,
    read_present,
    replace_file,
    replace_files,
)

_TEMPLATES = Path(__file__).parents[1] / "templates" / "init"
# If the generator is copied beside the data, its own files of these names are used.
_FROM_PACKAGE = frozenset({"requirements.txt", ".gitignore"})
_MAX_LISTED = 20
_WITH_GENERATOR = """\
- `plugins/`, `scripts/`, `requirements.txt`: bộ dựng, không sửa ở đây; `access-info init --upgrade` thay bằng bản mới.

```sh
python3 scripts/build.py          # dựng trang vào site/
python3 scripts/build.py --serve  # xem thử trong lúc sửa
```

Sau lần chạy đầu có lệnh `.venv/bin/access-info` (Windows: `.venv\\Scripts\\access-info`): `new` thêm cơ quan, `check` kiểm
tra dữ liệu. Cách làm từng việc: thư mục `content/huong-dan/`."""
_WITHOUT_GENERATOR = """\
Cài: `pip install -r requirements.txt`. Thêm cơ quan: `access-info new MÃ --type LOẠI`.
Kiểm tra: `access-info check`. Dựng trang: `mkdocs build`."""


def init_command(options: Typed) -> None:
    """Make a jurisdiction or a nation in an empty folder, upgrade one, or add the section to a site."""
    if options.here:
        if options.nation or options.upgrade:
            raise UsageError("--here không đi với --nation, --upgrade.")
        begin_here(options)
        return
    folder: Path = _folder_to_make(options)
    if options.upgrade:
        _upgrade(folder)
        return
    taken = UsageError(
        f"“{folder}” đã có và không trống; chọn thư mục khác. Là trang MkDocs đã có thì thêm chuyên mục vào đó: "
        "access-info init --here."
    )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise taken
    if options.nation:
        _start_nation(folder, options.name)
        return
    agencies = folder / "agencies"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        agencies.mkdir()  # one of two commands at once makes it, the other is refused
    except FileExistsError:
        raise taken from None
    root = checkout()
    for source in sorted(path for path in _TEMPLATES.rglob("*") if path.is_file()):
        name = source.relative_to(_TEMPLATES).as_posix().replace("dot.", ".")
        if root is not None and name in _FROM_PACKAGE:
            continue
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        text = _filled_template(
            source,
            version=__version__,
            how=_WITHOUT_GENERATOR if root is None else _WITH_GENERATOR,
            nav="" if root is None else navigation(root),
            name=options.name.replace("\\", "\\\\").replace('"', '\\"'),
        )
        target.write_text(text, encoding="utf-8", newline="\n")
    (agencies / JURISDICTION_FILE).write_text(
        jurisdiction_starter(options.name), encoding="utf-8", newline="\n"
    )
    generated = generated_files(agencies, folder / "content")
    if root is not None:
        install_generator(folder, root, generated)
        steps = (
            "Dựng trang lần đầu: python3 scripts/build.py",
            "Tạo cơ quan đầu tiên: .venv/bin/access-info new so-tu-phap --type so",
        )
    else:
        write_changed(generated)
        steps = (
            "Tạo cơ quan đầu tiên: access-info new so-tu-phap --type so",
            "Dựng trang: mkdocs build   (hoặc: access-info build --out site)",
        )
    print_steps(_made_heading(folder), *steps)


def _made_heading(folder: Path) -> str:
    return f"Đã tạo {folder.as_posix()}. Việc tiếp theo, trong thư mục ấy:"


def _folder_to_make(options: Typed) -> Path:
    """Return the folder to make or to upgrade; fill in a name in the options if none was typed.

    Raises:
        UsageError: Options do not go together, or no folder was typed.
    """
    if options.nation and options.upgrade:
        raise UsageError(
            "--nation không đi với --upgrade: nơi giữ trang cả nước không mang bộ dựng."
        )
    options.refuse(("apply", "id", "type", "prefix", "agencies"), "chỉ đi với --here.")
    if options.folder is None:
        raise UsageError(
            "Thiếu thư mục sẽ tạo: access-info init THƯ_MỤC. Thêm chuyên mục vào trang MkDocs đang có ở đây: "
            "access-info init --here."
        )
    options.name = options.name or "Địa bàn mới"
    folder: Path = options.folder
    return folder


def _start_nation(folder: Path, name: str) -> None:
    """Write the file of a nation's members, with a sample and a schema beside it; print the next steps."""
    sample = folder / "mau"
    schema = json_text(json_schemas()[NATION_KIND.name])
    files = {
        folder / NATION_KIND.sample: nation_starter(name),
        folder / ".gitignore": "/.cache/\n/.site-*\n/site/\n",
        sample / NATION_KIND.sample: sample_files()[NATION_KIND.sample],
        sample / "schema" / f"{NATION_KIND.name}.json": schema,
    }
    for path, text in files.items():
        replace_file(path, text)
    print_steps(
        _made_heading(folder),
        f"Ghi các tỉnh vào {NATION_KIND.sample}: mã, tên, địa chỉ trang của từng tỉnh",
        f"Dựng trang: access-info nation build {NATION_KIND.sample} --out site",
    )


def _upgrade(folder: Path) -> None:
    """Replace the generator in a jurisdiction's repository by this version; print what changed."""
    root = checkout()
    if root is None:
        raise UsageError(
            "Bản đang chạy cài từ gói nên không mang theo bộ dựng. Sửa số phiên bản trong "
            "requirements.txt rồi cài lại."
        )
    if not (folder / "agencies" / JURISDICTION_FILE).is_file():
        raise UsageError(
            f"“{folder}” không phải kho của một địa bàn: không có agencies/_dia-ban.yml."
        )
    if folder.resolve() == root:
        raise UsageError(f"“{folder}” chính là kho của bản đang chạy.")
    agencies = folder / "agencies"
    with writing(agencies, "init --upgrade"):
        generated = generated_files(agencies, folder / "content")
        changed, copies = install_generator(folder, root, generated)
    print(f"Đã nâng lên phiên bản {__version__}: {len(changed)} tệp thay đổi.")
    for line in _changed_files(changed, copies):
        print(line)
    if changed:
        print_steps(
            "Việc tiếp theo, trong thư mục ấy:",
            "Đọc CHANGELOG.md, rồi dựng thử: python3 scripts/build.py",
            "Xem lại bằng git diff rồi ghi nhận bằng git commit.",
        )


def _changed_files(changed: list[str], copies: Mapping[str, str]) -> list[str]:
    """Return the lines that list the files that an upgrade replaced.

    Args:
        changed: All replaced files.
        copies: Those edited by hand → the copies beside them with their old content; all are listed.
    """
    lines = []
    if copies:
        lines += [
            "Những tệp sau không đúng như bộ dựng đã ghi, có thể đã sửa tay; nội dung cũ giữ ở tệp bên cạnh:",
            *(f"  {quotable(name)} → {quotable(copy)}" for name, copy in copies.items()),
            "So từng tệp ấy với tệp mới, chép lại phần còn cần, rồi xóa tệp đuôi .cu. Tệp đuôi .cu không được",
            "đọc, không lên trang và git không ghi nhận, nên để lại cũng không hỏng gì.",
        ]
    others = [name for name in changed if name not in copies]
    if others:
        lines.append("Tệp của bộ dựng đã thay:" if copies else "Các tệp ấy:")
        lines += [f"  {quotable(name)}" for name in others[:_MAX_LISTED]]
    if len(others) > _MAX_LISTED:
        lines.append(f"  và {len(others) - _MAX_LISTED} tệp nữa, xem bằng git status.")
    return lines


# `init --here`: the section in a MkDocs site that exists.

_PLUGIN = "access-info"
# The names of settings that MkDocs looks for, in this order.
_SETTINGS = (SITE_SETTINGS, "mkdocs.yaml")
_OTHER_SITES = "Trang của bộ dựng khác (Zensical, Hugo, WordPress…): access-info build --into, xem access-info build --help."
_README = Path(__file__).parents[1] / "templates" / "init-here" / "README.md"
_COMMITTEE, _SHORT = "uy-ban-nhan-dan-", "ubnd-"
_YES = frozenset({"c", "co", "có", "y", "yes"})
_MAX_PARENTS = 10


@dataclasses.dataclass(frozen=True)
class _Plan:
    """The files to write so that a site has the section.

    Attributes:
        settings: The site's `mkdocs.yml`.
        before: Its bytes now.
        after: Its bytes with the plugin.
        agency: The new agency's folder.
        files: New files by path.
    """

    settings: Path
    before: bytes
    after: bytes
    agency: Path
    files: Mapping[Path, str]


def begin_here(options: Typed) -> None:
    """Print what would be added to the site in a folder; add it with `--apply`, or after a yes.

    Raises:
        UsageError: Something is unknown or in the way; the text says what to type.
    """
    folder: Path = options.folder or Path()
    settings = next((folder / name for name in _SETTINGS if (folder / name).is_file()), None)
    if settings is None:
        raise UsageError(
            f"Không có {SITE_SETTINGS} ở “{folder.resolve()}”. Chạy lệnh ở thư mục có {SITE_SETTINGS} của trang. "
            f"Chưa có trang nào: access-info init THƯ_MỤC.\n{_OTHER_SITES}"
        )
    asks = sys.stdin.isatty() and sys.stdout.isatty()
    plan = _plan_of(folder, settings, options, asks=asks)
    for line in _plan_lines(folder, plan):
        print(line)
    question = "Ghi như trên? Gõ c rồi Enter để ghi, chỉ Enter để thôi: "
    if not options.apply and not (asks and _answer_to(question).lower() in _YES):
        print("Chưa ghi gì. Thêm --apply để ghi như trên.")
        return
    new: dict[Path, str | bytes] = {plan.settings: plan.after, **plan.files}
    replace_files(new, before={plan.settings: plan.before, **dict.fromkeys(plan.files)})
    print_steps("Đã ghi. Việc tiếp theo:", *_next_steps(folder, plan))


def _plan_of(folder: Path, settings: Path, options: Typed, *, asks: bool) -> _Plan:
    """Return the files to write so that a site has the section.

    Args:
        folder: The site's folder.
        settings: Its `mkdocs.yml`.
        options: The command's options.
        asks: Whether somebody sits at the terminal and can be asked for a missing name.

    Raises:
        UsageError: The section is there already, or something is unknown or in the way.
    """
    before = settings.read_bytes()
    data: Path = options.agencies or Path("agencies")
    chosen = {"agencies": data.as_posix(), "prefix": require_prefix(options.prefix or SECTION)}
    try:
        after = text = before.decode("utf-8")
        inherited, here = _inherited_plugins(settings, text), plugins_kind(text)
        if _PLUGIN in (here or inherited).split(" "):
            data = Path(plugin_setting(text, "agencies") or data)
            if (folder / data).exists():
                raise UsageError(
                    f"{settings.name} đã có {_PLUGIN}, dữ liệu ở “{(folder / data).as_posix()}”: chuyên mục đã được "
                    "thêm rồi. Thêm cơ quan: access-info new MÃ --type LOẠI."
                )
        else:
            after = with_plugin(text, _PLUGIN, chosen, inherited=inherited)
    except UnicodeDecodeError:
        raise UsageError(
            f"“{settings}” không lưu ở bảng mã UTF-8. Mở bằng trình soạn thảo, lưu lại dạng UTF-8 rồi chạy lại."
        ) from None
    except SiteSettingsError as error:
        reason = str(error)
        raise UsageError(
            f"{reason[:1].upper()}{reason[1:]}, nên không tự sửa được. Ghi tay những dòng sau vào plugins (chưa có "
            "plugins thì thêm trước đó hai dòng “plugins:” và “  - search”), rồi chạy lại lệnh này để tạo dữ liệu:\n"
            f"{entry_lines(_PLUGIN, chosen)}"
        ) from None
    agencies = folder / data
    if not agencies.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"“{data}” nằm ngoài thư mục của trang; chọn một thư mục trong đó.")
    if agencies.exists() and (not agencies.is_dir() or any(agencies.iterdir())):
        raise UsageError(
            f"“{agencies.as_posix()}” đã có và không trống nên không ghi vào đó. Chọn tên khác: --agencies du-lieu. "
            f"Thư mục ấy đã là dữ liệu của các cơ quan thì chỉ còn phải ghi vào plugins trong {settings.name}:\n"
            f"{entry_lines(_PLUGIN, chosen)}"
        )
    name = (options.name or "").strip()
    if not name and asks:
        name = _answer_to("Tên đầy đủ của cơ quan, ví dụ Ủy ban nhân dân xã Thử: ")
    if not name:
        raise UsageError(
            'Chưa có tên cơ quan. Thêm --name "TÊN", là tên đầy đủ sẽ hiện trên trang, ví dụ --name "Ủy ban nhân dân xã Thử".'
        )
    # “xa-thu” of “Ủy ban nhân dân xã Thử”.
    id_ = options.id or fold(name).removeprefix(_COMMITTEE).removeprefix(_SHORT)
    if not is_agency_id(id_):
        wrong = bad_agency_id(id_, Location("")).message
        raise UsageError(f"{wrong} Thêm --id, ví dụ --id xa-thu.")
    agency = agencies / id_
    stub = starter_files(options.type or _type_by_name(name), name)
    readme = _filled_template(
        _README,
        agencies=data.as_posix(),
        id=agency.name,
        version=__version__,
        settings=settings.name,
    )
    files = {
        agencies / "README.md": readme,
        agencies / JURISDICTION_FILE: jurisdiction_starter(name),
        **{agency / file: content for file, content in stub.items()},
        **sample_folder(agencies),
    }
    return _Plan(settings, before, after.encode("utf-8"), agency, files)


def _filled_template(template: Path, **values: str) -> str:
    """Return a template's text with values in place of its marks: `@@name@@` → the value of `name`."""
    text = template.read_text(encoding="utf-8")
    for hole, value in values.items():
        text = text.replace(f"@@{hole}@@", value)
    return text


def _type_by_name(name: str) -> str:
    """Return an agency's kind by the beginning of its name: `Sở Tư pháp` → `so`.

    Raises:
        UsageError: The names of no kind begin so.
    """
    words = fold(name)
    if words.startswith(_SHORT):
        words = _COMMITTEE + words.removeprefix(_SHORT)
    for kind in AGENCY_KINDS.values():
        if words.startswith(f"{fold(kind.sample_name.rstrip('… '))}-"):
            return kind.id
    choices = "".join(f"\n  --type {kind.id}: {kind.label}" for kind in AGENCY_KINDS.values())
    raise UsageError(f"Chưa rõ “{quotable(name)}” là loại cơ quan nào. Thêm một trong:{choices}")


def _inherited_plugins(settings: Path, text: str) -> str:
    """Return how the settings that a `mkdocs.yml` inherits (`INHERIT`) list plugins; "" if they do not.

    Raises:
        SiteSettingsError: Inherited settings cannot be read, or are too many.
    """
    place = settings
    for _ in range(_MAX_PARENTS):
        above = inherited_path(text)
        if not above:
            return ""
        place = place.parent / above
        try:
            text = place.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise SiteSettingsError(
                f"không đọc được “{above}” mà {settings.name} kế thừa (INHERIT)"
            ) from None
        if kinds := plugins_kind(text):
            return kinds
    raise SiteSettingsError(f"{settings.name} kế thừa (INHERIT) qua quá nhiều tệp")


def _plan_lines(folder: Path, plan: _Plan) -> Iterator[str]:
    """Yield the lines that show which files will be added, and how `mkdocs.yml` will change."""
    yield "Sẽ thêm chuyên mục “Tiếp cận thông tin” vào trang ở đây:"
    yield ""
    samples = [path for path in plan.files if SAMPLE in path.parts]
    for path in plan.files:
        if path not in samples:
            yield f"  tệp mới   {path.relative_to(folder).as_posix()}"
    yield f"  tệp mới   {plan.agency.parent.relative_to(folder).as_posix()}/{SAMPLE}/ ({len(samples)} tệp mẫu, có giải thích)"
    yield ""
    if plan.before == plan.after:
        return
    yield f"  thêm vào  {plan.settings.name}:"
    yield ""
    old, new = (content.decode("utf-8").splitlines() for content in (plan.before, plan.after))
    changes = difflib.unified_diff(old, new, n=2, lineterm="")
    yield from (f"    {line}" for line in list(changes)[3:])
    yield ""


def _answer_to(question: str) -> str:
    """Return the answer that a person at the terminal types to a question; "" without one."""
    try:
        return input(question).strip()
    except EOFError:
        return ""


def _next_steps(folder: Path, plan: _Plan) -> Iterator[str]:
    """Yield the steps that are left to do once the section was added."""
    profile = (plan.agency / "co-quan.yml").relative_to(folder).as_posix()
    root = checkout()
    if root is not None:
        yield f"Cài vào môi trường có mkdocs của trang này: pip install {shlex.quote(str(root))}"
    yield "Xem trang: mkdocs serve"
    yield f"Điền địa chỉ, điện thoại, đầu mối vào {profile}; nhập danh mục: access-info import TỆP --agency {plan.agency.name}"
    listed = read_present(folder / "requirements.txt")
    pin = f"tiep-can-thong-tin=={__version__}"
    if listed is not None and b"tiep-can-thong-tin" not in listed:
        yield f"Thêm vào requirements.txt, để máy tự động dựng trang cũng cài: {pin}"


# The generator, copied beside a jurisdiction's data, so that its repository stands alone.

# The generator's files that a jurisdiction's repository needs: no tests, benchmarks or demo.
_PATHS = (
    ".editorconfig",
    ".gitattributes",
    ".github",
    ".gitignore",
    ".gitlab-ci.yml",
    ".vscode",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "SECURITY.md",
    "content/huong-dan",
    "plugins/access_info",
    "pyproject.toml",
    "requirements.in",
    "requirements.txt",
    "scripts/_apt.py",
    "scripts/_editor.py",
    "scripts/_fetching.py",
    "scripts/_mkdocs.py",
    "scripts/_node.py",
    "scripts/_ocr.py",
    "scripts/_setup.py",
    "scripts/_signing.py",
    "scripts/build.py",
    "scripts/editor",
    "scripts/ocr.py",
    "scripts/requirements/editor.in",
    "scripts/requirements/editor.txt",
)
# Files below these paths that only developers of the generator need.
_LEFT_OUT = frozenset(
    {
        ".github/dependabot.yml",
        ".github/matrix.json",
        ".github/workflows/code.yml",
        ".github/workflows/release.yml",
    }
)
# A line of `sha256sum`: “e3b0c442…(64 digits)  plugins/access_info/__init__.py”.
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")
# In here nothing but the generator's own files may lie: Python would import them.
_PACKAGE = "plugins/access_info/"
_LEFTOVERS = frozenset({"__pycache__", "node_modules", ".cache"})


def checkout() -> Path | None:
    """Return the checkout that this code runs from; `None` if it was installed from a package."""
    root = Path(__file__).resolve().parents[3]
    return root if (root / "scripts" / "build.py").is_file() else None


def navigation(root: Path) -> str:
    """Return the lines of the checkout's `mkdocs.yml` that name its hand-written pages.

    A jurisdiction has these pages too; folders alone would be named without their accents.
    """
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    # “nav:”, the indented lines below it, and “not_in_nav: …” if that comes next.
    match = re.search(r"^nav:\n(?:[ ]+.*\n)+(?:not_in_nav:.*\n)?", text, re.MULTILINE)
    return f"\n{match[0]}" if match else ""


def install_generator(
    folder: Path, root: Path, generated: Mapping[Path, str]
) -> tuple[list[str], dict[str, str]]:
    """Write the generator's files into a jurisdiction's repository, so that they equal the checkout's.

    A file whose content no version of the generator wrote was edited by hand: its content is kept
    as `<file>.cu`. Other files of the jurisdiction stay, except inside the package's folder.

    Args:
        folder: A jurisdiction's repository.
        root: The checkout.
        generated: Texts of generated files, by path below `folder`.

    Returns:
        Files that were written or taken away, by path below the repository, in order; and those of them that
        were edited by hand, with the name of the copy beside each.

    Raises:
        ChangedMeanwhileError: A file was saved by somebody since it was read.
        OSError: A file cannot be written.
    """
    sources = {name: root / name for name in _generator_files(root)}
    wanted = {name: source.read_bytes() for name, source in sources.items()}
    wanted |= {
        path.relative_to(folder).as_posix(): text.encode() for path, text in generated.items()
    }
    listed, ever = _listed_hashes(folder / PROVENANCE), _contents_ever(root)
    changed: list[str] = []
    copies: dict[str, str] = {}
    for name in sorted(wanted.keys() | _generator_files(folder)):
        target, content = folder / name, wanted.get(name)
        present = read_present(target)
        is_listed = not listed or name.startswith(_PACKAGE) or name in listed
        if present == content or (content is None and not is_listed):
            continue  # equal already, or never a file of the generator
        if present is not None and not _is_proven(name, present, listed, ever):
            copies[name] = keep_copy(target, present).name
        if content is None:
            replace_files({target: None}, before={target: present}, sync=False)
        else:
            replace_file(target, content, before=present, sync=False)
            if name in sources:
                shutil.copymode(sources[name], target)
        changed.append(name)
    replace_file(folder / PROVENANCE, as_list(wanted, commit_of(root / _PACKAGE)))
    return changed, copies


def _generator_files(root: Path) -> Iterator[str]:
    """Yield the generator's files in a repository, by path below it."""
    for name in _PATHS:
        path = root / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            below = file.relative_to(root)
            if not file.is_file() or file.is_symlink() or _LEFTOVERS.intersection(below.parts):
                continue
            if below.as_posix() not in _LEFT_OUT and not is_backup_copy(file.name):
                yield below.as_posix()


def _is_proven(
    name: str, content: bytes, listed: Mapping[str, str], ever: Container[tuple[str, str]]
) -> bool:
    """Tell whether a file holds what some version of the generator wrote there.

    Args:
        name: Path below the repository.
        content: The file's bytes now; line ends do not matter, since git may change them.
        listed: Hashes of the generator's files, from the repository's list.
        ever: Names and git's object ids of all contents in the checkout's history.
    """
    plain = _with_line_feeds(content)
    if listed.get(name) == hashlib.sha256(plain).hexdigest():
        return True
    return (name, _git_object_id(plain)) in ever


def as_list(contents: Mapping[str, bytes], commit: str = "") -> str:
    """Return the list of hashes by which a later upgrade knows the generator's own files.

    Args:
        contents: Bytes that the generator wrote, by path below the repository.
        commit: The commit of the generator, or "".
    """
    return provenance_head(commit) + "".join(
        f"{hashlib.sha256(_with_line_feeds(content)).hexdigest()}  {name}\n"
        for name, content in sorted(contents.items())
    )


def _listed_hashes(path: Path) -> dict[str, str]:
    """Return the hashes of the generator's files that a repository's list holds, by path."""
    text = (read_present(path) or b"").decode("utf-8", "replace")
    matches = (_LINE.fullmatch(line) for line in text.splitlines())
    return {match[2]: match[1] for match in matches if match}


def _contents_ever(root: Path) -> frozenset[tuple[str, str]]:
    """Return (name, git's object id) of all files and contents in the checkout's history.

    By these an upgrade knows files that an older version of the generator wrote.
    """
    try:
        repository = Repository(root)
    except GitError:
        return frozenset()
    is_its_root = repository.top.resolve() == root.resolve()
    return frozenset(repository.contents_ever()) if is_its_root else frozenset()


def _with_line_feeds(content: bytes) -> bytes:
    """Return a text with the line ends that git stores; a binary file as it is."""
    return content if b"\0" in content else content.replace(b"\r\n", b"\n")


def _git_object_id(content: bytes) -> str:
    """Return git's object id of a file's content (gitformat-pack(5): SHA-1 over type, size, content)."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
