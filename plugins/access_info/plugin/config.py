"""The plugin's options in `mkdocs.yml`: their types, defaults and messages.

MkDocs loads this whenever it starts; slow parts of the program are imported only to check a value that
needs them. `run_validation` and `post_validation` are MkDocs's: the one checks a value by itself, the
other once all options are known.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, TypeVar

from mkdocs.config import base
from mkdocs.config.base import ValidationError

_TEXTS = Path(__file__).parents[1] / "locale"


T = TypeVar("T")


def settings_folder(config: base.Config) -> Path:
    """Return the folder of `mkdocs.yml`, from which relative paths in it start."""
    return Path(config.config_file_path).parent if config.config_file_path else Path.cwd()


class _Option(base.BaseConfigOption[T]):
    """The base of our options: MkDocs's, with a default value."""

    def __init__(self, default: T | None = None) -> None:
        """Take the default value."""
        super().__init__()
        self.default = default


class _Text(_Option[str]):
    """An option that is a text; empty by default.

    Attributes:
        wrong: Message for a value that is no text.
    """

    wrong = "“{value}” không dùng được; viết một địa chỉ trong dấu nháy"

    def run_validation(self, value: object) -> str:
        """Return the text, "" for nothing; refuse a number, a list, a mapping."""
        if value is not None and not isinstance(value, str):
            raise ValidationError(self.wrong.format(value=value))
        return value or ""


class _File(_Text):
    """The path of a file, relative to `mkdocs.yml`; the file need not exist yet."""

    wrong = "phải là đường dẫn một tệp, ví dụ truoc/manifest.json"

    def post_validation(self, config: base.Config, key_name: str) -> None:
        """Make the path absolute, since MkDocs may run in another folder."""
        if value := config[key_name]:
            config[key_name] = (settings_folder(config) / value).resolve().as_posix()


class _Folder(_File):
    """The path of a folder, relative to `mkdocs.yml`."""

    wrong = "phải là đường dẫn một thư mục, ví dụ agencies"

    def __init__(self, default: str = "", *, later: bool = False) -> None:
        """Take the default; `later` allows a folder that does not exist yet."""
        super().__init__(default)
        self._later = later

    def post_validation(self, config: base.Config, key_name: str) -> None:
        """Make the path absolute; refuse a folder that does not exist, unless it may come later."""
        value = config[key_name]
        super().post_validation(config, key_name)
        if value and not self._later and not Path(config[key_name]).is_dir():
            raise ValidationError(
                f"không có thư mục “{value}” (tính từ chỗ đặt mkdocs.yml). "
                "Sửa đường dẫn, hoặc chạy access-info init --here để tạo"
            )


class _Prefix(_Option[str]):
    """A path below the site's root: `tiep-can-thong-tin`, `bo/tiep-can`; "" is the root."""

    def run_validation(self, value: object) -> str:
        """Return the path without slashes around it; refuse all but small letters, digits, hyphens."""
        text = str(value or "").strip("/")
        if text and not re.fullmatch(r"[a-z0-9-]+(/[a-z0-9-]+)*", text):
            raise ValidationError(
                f"“{value}” không dùng làm địa chỉ được; viết chữ thường không dấu, số và gạch "
                "nối, ví dụ tiep-can-thong-tin"
            )
        return text


class _Day(_Option[str]):
    """A day as `YYYY-MM-DD`, or "" for today."""

    def run_validation(self, value: object) -> str:
        """Return the day as text; refuse text that is no day."""
        text = str(value or "")
        if not text:
            return text
        from access_info.pipeline import day_of_build  # noqa: PLC0415 - slow to load

        try:
            day_of_build(text, {})
        except ValueError:
            raise ValidationError(
                f"“{value}” không phải ngày; viết năm-tháng-ngày, ví dụ 2026-11-24"
            ) from None
        return text


class _Layout(_Option[str]):
    """The name of a layout of addresses (`Layout`): `auto`, `single`, `many`."""

    def run_validation(self, value: object) -> str:
        """Return the name; refuse one that is not in `Layout`, loaded only for values other than `auto`."""
        if value == self.default:
            return str(value)
        from access_info.pipeline import Layout  # noqa: PLC0415 - slow to load

        if value not in tuple(Layout):
            raise ValidationError(f"“{value}” không có; chọn một trong: {', '.join(Layout)}")
        return str(value)


class _YesNo(_Option[bool]):
    """An option that is true or false."""

    def run_validation(self, value: object) -> bool:
        """Return the value; refuse all but true and false, such as the text “có”."""
        if not isinstance(value, bool):
            raise ValidationError(f"“{value}” không dùng được; viết true hoặc false")
        return value


class _Languages(_Option[list[str]]):
    """A list of tags of languages that have a file of texts; by default all of them."""

    def run_validation(self, value: object) -> list[str]:
        """Return the tags once each, without Vietnamese, which is always offered; refuse unknown ones."""
        if value is None:
            return []
        known = self.default or []
        if not isinstance(value, list) or any(item not in known for item in value):
            raise ValidationError(f"“{value}” không dùng được; chọn trong: {', '.join(known)}")
        return list(dict.fromkeys(item for item in value if item != "vi"))


class _JsonVersion(_Option[int]):
    """The version of the lists' JSON files: only version 2 is left, version 1 is refused."""

    def run_validation(self, value: object) -> int:
        """Return 2; refuse any other value, so that programs that read version 1 are noticed."""
        if value != self.default or isinstance(value, bool):
            raise ValidationError(
                f"“{value}” không dùng được: tệp JSON chỉ còn bản 2. Bỏ dòng json_version; chương "
                "trình nào còn đọc bản 1 thì sửa theo trang “Thay đổi của tệp dữ liệu”"
            )
        return 2


class _Count(_Option[int]):
    """A number of worker processes; 0 is as many as the machine has."""

    def run_validation(self, value: object) -> int:
        """Return the number, 0 for nothing; refuse all but whole numbers from 0."""
        if value is None or value == 0:
            return 0
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise ValidationError(f"“{value}” không dùng được; viết số từ 1 trở lên")
        return value


class _Forge(_Option[dict[str, str]]):
    """Where the web form sends proposals, as far as the repository's address leaves that open.

    Attributes:
        keys: The settings below the option.
    """

    keys = ("forge", "repo", "branch", "folder", "api", "sign_in", "app_id")

    def run_validation(self, value: object) -> dict[str, str]:
        """Return the settings that are not empty; refuse unknown keys or forges, and unsafe addresses."""
        if value is None or value == {}:
            return {}
        if not isinstance(value, dict) or not set(value) <= set(self.keys):
            raise ValidationError(f"“{value}” không dùng được; các mục: {', '.join(self.keys)}")
        from access_info.exports.web_form import KINDS, WITHOUT_PROPOSALS  # noqa: PLC0415 - as above

        entries = {str(key): str(item or "").strip() for key, item in value.items()}
        known = (*KINDS, *WITHOUT_PROPOSALS)
        if entries.get("forge") not in {None, "", *known}:
            raise ValidationError(f"forge “{entries['forge']}” không có; chọn: {', '.join(known)}")
        for key in ("api", "sign_in"):
            if entries.get(key) and not entries[key].startswith("https://"):
                raise ValidationError(f"{key} “{entries[key]}” phải bắt đầu bằng https://")
        return {key: item for key, item in entries.items() if item}


class AccessInfoConfig(base.Config):
    """The options under `access-info` in `mkdocs.yml`, as MkDocs reads them."""

    agencies = _Folder("agencies")
    """Folder of agencies, relative to `mkdocs.yml`."""

    prefix = _Prefix()
    """Path below the site's root under which all our pages stand."""

    as_of = _Day()
    """Day on which compliance is judged, instead of today."""

    layout = _Layout("auto")
    """`single`: the only agency stands at the root; `many`: always below `co-quan/`."""

    languages = _Languages(sorted({path.stem for path in _TEXTS.glob("*.yml")} - {"vi"}))
    """Languages that the interface is offered in beside Vietnamese."""

    search = _YesNo(default=True)
    """A search of all lists, and a box for it on every page."""

    downloads = _YesNo(default=True)
    """Lists as CSV, XLSX and JSON, and news as feeds."""

    json_version = _JsonVersion(2)
    """Version of the lists' JSON: always 2. The line can go."""

    embed = _YesNo(default=True)
    """Pages that other portals can show in a frame."""

    offline = _YesNo(default=True)
    """Visited pages can be read again without a network."""

    oversight = _YesNo(default=True)
    """Pages that tell who meets which duty, since when, on what evidence."""

    papers = _YesNo(default=False)
    """Drafts of letters and reports for the oversight office, to download from such pages."""

    pdf = _YesNo(default=False)
    """Each list as a PDF file too, among its downloads; needs the extra `pdf`."""

    snapshots = _Folder(later=True)
    """Folder of dated summaries of earlier days (`access-info snapshot`), for trends."""

    links = _Folder(later=True)
    """Folder of dated results of checking links (`access-info check --links`)."""

    previous = _File()
    """The `manifest.json` of what was published before (`access-info manifest --fetch`)."""

    issue_url = _Text()
    """Where an error is reported; `{title}` and `{url}` stand for what it is about."""

    editor = _Forge({})
    """The forge that the form on the web sends proposals to."""

    laws = _Folder()
    """A further folder of law packs."""

    nav = _YesNo(default=True)
    """Adds our entry to the site's navigation."""

    whole_site = _YesNo(default=False)
    """The site is ours alone: notice, 404 page and accessibility cures on every page."""

    cache = _YesNo(default=True)
    """Remembers the last build in `.cache/access-info`, to do only what changed."""

    jobs = _Count()
    """Worker processes; as many as the machine has, up to eight."""


def unknown_options(options: dict[str, Any]) -> list[tuple[str, str]]:
    """List the options that do not exist, each with a message that suggests a known one."""
    known = [name for name, _ in AccessInfoConfig._schema]  # noqa: SLF001 - MkDocs's own way
    unknown = []
    for name in options:
        if name not in known:
            from access_info.model.types import did_you_mean  # noqa: PLC0415 - only after a slip

            hint = did_you_mean(name, known) or f" Các tùy chọn: {', '.join(known)}."
            unknown.append((name, f"không có tùy chọn “{name}”.{hint}"))
    return unknown
