"""`access-info init --here`: puts the section into a MkDocs site that is there already."""

from __future__ import annotations

import argparse
import dataclasses
import difflib
import json
import shlex
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from access_info import __version__
from access_info.cli.data.generated import json_choices
from access_info.cli.data.generator_install import checkout
from access_info.cli.terminal.typed import SECTION, require_prefix
from access_info.cli.terminal.usage import UsageError
from access_info.loading.folders import JURISDICTION_FILE, bad_agency_id, is_agency_id
from access_info.model.derived import (
    SAMPLE,
    json_schemas,
    jurisdiction_starter,
    sample_files,
    starter_files,
)
from access_info.model.types import fold
from access_info.model.vocabularies import AGENCY_KINDS
from access_info.problems import Location, quotable
from access_info.source import (
    SITE_SETTINGS,
    SiteSettingsError,
    entry_lines,
    inherited_path,
    plugin_setting,
    plugins_kind,
    read_present,
    replace_files,
    with_plugin,
)

_PLUGIN = "access-info"
# As MkDocs looks for them, in this order.
_SETTINGS = (SITE_SETTINGS, "mkdocs.yaml")
_ELSE = "Trang của bộ dựng khác (Zensical, Hugo, WordPress…): access-info build --into, xem access-info build --help."
_README = Path(__file__).parents[2] / "templates" / "init-here" / "README.md"
_COMMITTEE, _SHORT = "uy-ban-nhan-dan-", "ubnd-"
_YES = frozenset({"c", "co", "có", "y", "yes"})
_MOST_PARENTS = 10


@dataclasses.dataclass(frozen=True)
class _Plan:
    """What is written, and what was there.

    Attributes:
        settings: The site's `mkdocs.yml`.
        before: Its bytes now.
        after: Its bytes then.
        agency: The new agency's folder.
        files: New files by path.
    """

    settings: Path
    before: bytes
    after: bytes
    agency: Path
    files: Mapping[Path, str]


def begin_here(options: argparse.Namespace) -> int:
    """Show what would be added to the site in a folder; add it if asked to.

    Raises:
        UsageError: Something is not known, or in the way; the text says what to type.
    """
    folder: Path = options.folder or Path()
    settings = next((folder / name for name in _SETTINGS if (folder / name).is_file()), None)
    if settings is None:
        raise UsageError(
            f"Không có {SITE_SETTINGS} ở “{folder.resolve()}”. Chạy lệnh ở thư mục có {SITE_SETTINGS} của trang. "
            f"Chưa có trang nào: access-info init THƯ_MỤC.\n{_ELSE}"
        )
    asks = sys.stdin.isatty() and sys.stdout.isatty()
    plan = _planned(folder, settings, options, asks=asks)
    for line in _shown(folder, plan):
        print(line)
    if not options.apply and not (asks and _agreed()):
        print("Chưa ghi gì. Thêm --apply để ghi như trên.")
        return 0
    new: dict[Path, str | bytes] = {plan.settings: plan.after, **plan.files}
    replace_files(new, before={plan.settings: plan.before, **dict.fromkeys(plan.files)})
    print("Đã ghi. Việc tiếp theo:")
    for number, step in enumerate(_next_steps(folder, plan), start=1):
        print(f"  {number}. {step}")
    return 0


def _planned(folder: Path, settings: Path, options: argparse.Namespace, *, asks: bool) -> _Plan:
    """Make everything that is to be written; nothing is."""
    before = settings.read_bytes()
    data: Path = options.agencies or Path("agencies")
    chosen = {"agencies": data.as_posix(), "prefix": require_prefix(options.prefix or SECTION)}
    try:
        after = text = before.decode("utf-8")
        inherited, here = _inherited(settings, text), plugins_kind(text)
        if _PLUGIN in (here or inherited).split(" "):
            data = Path(plugin_setting(text, "agencies") or data)
            _refuse_begun(folder / data, settings)
        else:
            after = with_plugin(text, _PLUGIN, chosen, inherited=inherited)
    except UnicodeDecodeError:
        raise UsageError(
            f"“{settings}” không lưu ở bảng mã UTF-8. Mở bằng trình soạn thảo, lưu lại dạng UTF-8 rồi chạy lại."
        ) from None
    except SiteSettingsError as error:
        raise UsageError(_by_hand(str(error), chosen)) from None
    agencies = folder / data
    if not agencies.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"“{data}” nằm ngoài thư mục của trang; chọn một thư mục trong đó.")
    if agencies.exists() and (not agencies.is_dir() or any(agencies.iterdir())):
        raise UsageError(
            f"“{agencies.as_posix()}” đã có và không trống nên không ghi vào đó. Chọn tên khác: --agencies du-lieu. "
            f"Thư mục ấy đã là dữ liệu của các cơ quan thì chỉ còn phải ghi vào plugins trong {settings.name}:\n"
            f"{entry_lines(_PLUGIN, chosen)}"
        )
    name = (options.name or (_typed_name() if asks else "")).strip()
    if not name:
        raise UsageError(
            'Chưa có tên cơ quan. Thêm --name "TÊN", là tên đầy đủ sẽ hiện trên trang, ví dụ --name "Ủy ban nhân dân xã Thử".'
        )
    agency = agencies / _agency_id(options.id or _short_id(name))
    stub = starter_files(options.type or _type_of(name), name)
    readme = _README.read_text(encoding="utf-8")
    for hole, value in (("agencies", data.as_posix()), ("id", agency.name)):
        readme = readme.replace(f"@@{hole}@@", value)
    readme = readme.replace("@@version@@", __version__).replace("@@settings@@", settings.name)
    files = {
        agencies / "README.md": readme,
        agencies / JURISDICTION_FILE: jurisdiction_starter(name),
        **{agency / file: content for file, content in stub.items()},
        **{agencies / SAMPLE / file: content for file, content in sample_files().items()},
    }
    for kind, schema in json_schemas(json_choices()).items():
        shown = json.dumps(schema, ensure_ascii=False, indent=2)
        files[agencies / SAMPLE / "schema" / f"{kind}.json"] = f"{shown}\n"
    return _Plan(settings, before, after.encode("utf-8"), agency, files)


def _agency_id(typed: str) -> str:
    if not is_agency_id(typed):
        raise UsageError(
            bad_agency_id(typed, Location("")).message + " Thêm --id, ví dụ --id xa-thu."
        )
    return typed


def _short_id(name: str) -> str:
    """Make an id of a name: “xa-thu” of “Ủy ban nhân dân xã Thử”."""
    return fold(name).removeprefix(_COMMITTEE).removeprefix(_SHORT)


def _type_of(name: str) -> str:
    """Tell an agency's kind by how its name begins.

    Raises:
        UsageError: No kind's names begin so.
    """
    words = fold(name)
    if words.startswith(_SHORT):
        words = _COMMITTEE + words.removeprefix(_SHORT)
    for kind in AGENCY_KINDS.values():
        if words.startswith(f"{fold(kind.sample_name.rstrip('… '))}-"):
            return kind.id
    choices = "".join(f"\n  --type {kind.id}: {kind.label}" for kind in AGENCY_KINDS.values())
    raise UsageError(f"Chưa rõ “{quotable(name)}” là loại cơ quan nào. Thêm một trong:{choices}")


def _inherited(settings: Path, text: str) -> str:
    """Return how the files that the settings are based on list plugins; "" where none does."""
    place = settings
    for _ in range(_MOST_PARENTS):
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


def _refuse_begun(agencies: Path, settings: Path) -> None:
    """Raise if a site has the plugin and its data: there is nothing left to begin."""
    if agencies.exists():
        raise UsageError(
            f"{settings.name} đã có {_PLUGIN}, dữ liệu ở “{agencies.as_posix()}”: chuyên mục đã được thêm rồi. Thêm cơ "
            "quan: access-info new MÃ --type LOẠI."
        )


def _by_hand(reason: str, chosen: Mapping[str, str]) -> str:
    return (
        f"{reason[:1].upper()}{reason[1:]}, nên không tự sửa được. Ghi tay những dòng sau vào plugins (chưa có plugins "
        "thì thêm trước đó hai dòng “plugins:” và “  - search”), rồi chạy lại lệnh này để tạo dữ liệu:\n"
        f"{entry_lines(_PLUGIN, chosen)}"
    )


def _shown(folder: Path, plan: _Plan) -> Iterator[str]:
    """Yield the lines that say what is going to be written."""
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


def _typed_name() -> str:
    try:
        return input("Tên đầy đủ của cơ quan, ví dụ Ủy ban nhân dân xã Thử: ")
    except EOFError:
        return ""


def _agreed() -> bool:
    try:
        answer = input("Ghi như trên? Gõ c rồi Enter để ghi, chỉ Enter để thôi: ")
    except EOFError:
        return False
    return answer.strip().lower() in _YES


def _next_steps(folder: Path, plan: _Plan) -> Iterator[str]:
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
