"""Golden cases of an editor's mistakes: files as typed, and the exact words that come back."""

from __future__ import annotations

import dataclasses
import datetime
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from growing_lists import with_lists
from spoilt_values import windows_1258

from access_info.loading import NATION_FILE
from access_info.loading.folders import PLACE_FOLDER
from access_info.nation.sources import read_nation
from access_info.pipeline import Options, prepare

FOLDER = Path(__file__).parents[1] / "cases"
SNAPSHOTS = "tom-tat"
LINKS = "lien-ket"
PROFILE = 'ten: "Sở Mẫu"\nloai: so\n'


@dataclasses.dataclass(frozen=True)
class Case:
    """One mistake.

    Attributes:
        name: `TTnnn_…`: the code that it is about, and a slug.
        files: Text by path below `agencies/`; every agency but one in `trong` has a profile.
        output: What is printed, paths below `agencies/`.
        settings: `bang_ma` (encoding by path), `loi_tat` (target by path), `lap` (text and how often
            by path), `dai` (mark, text, how often by path), `ong` (pipes) and `trong` (paths of
            profiles that are left out), `tom_tat` and `lien_ket` (text of a dated summary, or of a
            result of checking links, by its file's name), `khong_thu_muc`.
    """

    name: str
    files: dict[str, str]
    output: str
    settings: dict[str, Any]

    @property
    def code(self) -> str:
        return self.name.partition("_")[0]


def golden_cases() -> Iterator[Case]:
    """Every case, by name."""
    for path in sorted(FOLDER.glob("*/TT*.yml"), key=lambda path: path.name):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
        settings = {key: value for key, value in data.items() if key not in {"viec", "tep", "loi"}}
        yield Case(path.stem, data.get("tep") or {}, with_lists(data["loi"]), settings)


def write(case: Case, agencies: Path) -> None:
    """Lays the case's files out."""
    if case.settings.get("khong_thu_muc"):
        return
    settings = case.settings
    texts = dict(case.files)
    for path, (text, count) in settings.get("lap", {}).items():
        texts[path] = text * int(count)
    for path, (mark, text, count) in settings.get("dai", {}).items():
        texts[path] = texts[path].replace(mark, text * int(count))
    for path in list(texts):
        profile = f"{path.partition('/')[0]}/co-quan.yml"
        has_profile = profile.replace(".yml", ".yaml") in texts or profile in settings.get(
            "trong", ()
        )
        if "/" in path and not has_profile and not path.startswith(PLACE_FOLDER):
            texts.setdefault(profile, PROFILE)
    if not _about_profile(case, texts):
        texts["so-mau/co-quan.yml"] = PROFILE
    for path, text in texts.items():
        (agencies / path).parent.mkdir(parents=True, exist_ok=True)
        encoding = settings.get("bang_ma", {}).get(path, "utf-8")
        old = encoding == "windows-1258"
        (agencies / path).write_bytes(windows_1258(text) if old else text.encode(encoding))
    for key, folder in (("tom_tat", SNAPSHOTS), ("lien_ket", LINKS)):
        for path, text in settings.get(key, {}).items():
            file = agencies / ".." / folder / path
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
    for path in settings.get("ong", ()):
        os.mkfifo(agencies / path)
    for path, target in settings.get("loi_tat", {}).items():
        (agencies / path).parent.mkdir(parents=True, exist_ok=True)
        (agencies / path).symlink_to(target)


def _about_profile(case: Case, texts: dict[str, str]) -> bool:
    return any(path.startswith("so-mau/co-quan") for path in texts) or "so-mau/co-quan.yml" in (
        case.settings.get("trong", ())
    )


def printed(agencies: Path, fragment_store: Path) -> str:
    """What `prepare` finds, or the reader of a nation's file, as a terminal shows it.

    Pages are rendered where a free page may have a link that leads to none of them.
    """
    options = Options(
        agencies=agencies,
        as_of=datetime.date(2026, 11, 24),
        jobs=1,
        snapshots=agencies.parent / SNAPSHOTS,
        links=agencies.parent / LINKS,
    )
    nation = agencies / NATION_FILE
    if nation.exists():
        _, problems = read_nation(nation)
    else:
        free = any(agencies.glob("*/trang/*.md"))
        if free:
            fragment_store.mkdir(exist_ok=True)
        problems = prepare(options, fragment_store=fragment_store if free else None).problems
    text = "".join(problem.format(agencies) + "\n" for problem in problems)
    return text.replace(f"{agencies.parent}/", "")
