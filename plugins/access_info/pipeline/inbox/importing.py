"""A file → the agency's lists in the work tree, without the rows that the secrecy gate catches."""

from __future__ import annotations

import dataclasses
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from access_info.imports.lists.applying import write_all
from access_info.imports.lists.read.items import NewItem, Row
from access_info.imports.lists.run import Import, run_import
from access_info.legal.framework import Framework
from access_info.loading import LoadedAgency, load_agency
from access_info.loading.folders import JURISDICTION_FILE, read_folder
from access_info.pipeline.preparation.all_agencies import in_full, judge_each
from access_info.pipeline.preparation.options import Options
from access_info.problems import Problem, Withheld, errors
from access_info.source import Plain

# What one row hid from the gate, the next reading shows; a list that goes on doing so is refused.
_MOST_ROUNDS = 4


@dataclasses.dataclass(frozen=True)
class WithheldRow:
    """A row that stays out, with what the gate says of it.

    Attributes:
        where: Where it stands: `Bảng 1, hàng 5`.
        problem: What must not be published; it quotes nothing of it.
    """

    where: str
    problem: Problem


@dataclasses.dataclass(frozen=True)
class Imported:
    """A file, imported into the work tree.

    Attributes:
        run: The import, without the rows that stay out.
        withheld_rows: The rows that stay out.
        caught: What the gate found that no row could be told of, so that nothing was written.
    """

    run: Import
    withheld_rows: tuple[WithheldRow, ...] = ()
    caught: tuple[Problem, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether the work tree was changed."""
        return self.run.changes and not self.caught and not errors(self.run.problems)


def import_file(original: Path, agency: str, framework: Framework, options: Options) -> Imported:
    """Import a file into an agency's lists, and leave out what must not be published.

    Nothing of a row that is left out is on disk when this returns.

    Args:
        original: The file.
        agency: The agency's id.
        framework: The laws.
        options: Which data, as of which day.
    """
    loaded = load_agency(read_folder(options.agencies / agency))
    run = _run(original, loaded, framework, options, frozenset())
    withheld_rows: dict[Row, tuple[WithheldRow, ...]] = {}
    unplaced: list[Problem] = []
    for _ in range(_MOST_ROUNDS):
        if errors(run.problems) or not run.changes:
            return Imported(run, _in_order(withheld_rows))
        write_all(run.files)
        caught = _caught(run, options.agencies / agency, options)
        caught_rows, unplaced = _rows_of(run, loaded.folder.path, caught)
        if not caught_rows and not unplaced:
            return Imported(run, _in_order(withheld_rows))
        _put_back(run)
        if not caught_rows:
            return Imported(run, _in_order(withheld_rows), tuple(unplaced))
        withheld_rows |= caught_rows
        run = _run(original, loaded, framework, options, frozenset(withheld_rows))
    return Imported(run, _in_order(withheld_rows), tuple(caught))


def foreseen_rows(run: Import, loaded: LoadedAgency, options: Options) -> tuple[WithheldRow, ...]:
    """Tell what the gate would say of an import's rows; the agency's own files stay as they are.

    Args:
        run: The import, not written.
        loaded: The agency as it is.
        options: Which data, as of which day.
    """
    if not run.changes:
        return ()
    with tempfile.TemporaryDirectory(prefix="nhap-thu-") as room:
        agencies = Path(room).resolve()
        settings = options.agencies / JURISDICTION_FILE
        if settings.is_file():
            shutil.copyfile(settings, agencies / JURISDICTION_FILE)
        folder = agencies / run.agency
        # What rows say is asked for: attachments need not be looked into again.
        shutil.copytree(
            loaded.folder.path, folder, symlinks=True, ignore=shutil.ignore_patterns("tep")
        )
        for file in run.files:
            if file.changes:
                path = folder / file.path.relative_to(loaded.folder.path)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(file.text, encoding="utf-8", newline="\n")
        there = dataclasses.replace(options, agencies=agencies, cache=None)
        caught_rows, _ = _rows_of(run, folder, _caught(run, loaded.folder.path, there))
    return _in_order(caught_rows)


def _run(
    original: Path,
    loaded: LoadedAgency,
    framework: Framework,
    options: Options,
    without: frozenset[Row],
) -> Import:
    return run_import(
        original,
        loaded,
        framework,
        name=None,
        sheet=None,
        as_of=options.as_of,
        allow_removal=False,
        without=without,
    )


def _put_back(run: Import) -> None:
    for file in run.files:
        if file.changes and file.before is not None:
            file.path.write_bytes(file.before)
        elif file.changes:
            file.path.unlink()


def _caught(run: Import, own: Path, options: Options) -> list[Problem]:
    """List what the gate says of the files that the import wrote.

    Args:
        run: The import.
        own: The agency's folder, which the import is for.
        options: Which data: those that the files were written to.
    """
    folder = options.agencies / run.agency
    written = {file.path.relative_to(own).as_posix() for file in run.files if file.changes}
    judged = judge_each(options, in_full, only=frozenset({run.agency}))
    return [
        problem
        for problem in judged.problems
        if problem.withheld is not None
        and problem.withheld.file in written
        and Path(problem.location.path).is_relative_to(folder)
    ]


def _rows_of(
    run: Import, agency: Path, caught: list[Problem]
) -> tuple[dict[Row, tuple[WithheldRow, ...]], list[Problem]]:
    """Find the file's rows that are new or changed and that the gate caught, and what stands under them.

    Rows that the gate caught before, and that the file leaves as they were, are not the sender's.

    Args:
        run: The import.
        agency: The agency's folder, with the files written.
        caught: What the gate says.

    Returns:
        The rows, and what the gate says of no row, such as of a whole file.
    """
    items = dict(_touched(run))
    folder = load_agency(read_folder(agency))
    caught_rows: dict[Row, tuple[WithheldRow, ...]] = {}
    unplaced: list[Problem] = []
    for problem in caught:
        ids = list(_ids_at(folder, problem.withheld)) if problem.withheld is not None else []
        if not ids:
            unplaced.append(problem)
        for item in (items[identifier] for identifier in ids if identifier in items):
            row = WithheldRow(f"{item.table}, hàng {item.row}", problem)
            caught_rows[item.place] = (*caught_rows.get(item.place, ()), row)
    for plan in run.plans:
        for item, parent in plan.new:
            if parent is not None and parent.place in caught_rows:
                withheld_rows = [
                    WithheldRow(f"{item.table}, hàng {item.row}", row.problem)
                    for row in caught_rows[parent.place]
                ]
                caught_rows.setdefault(item.place, tuple(withheld_rows))
    return caught_rows, unplaced


def _touched(run: Import) -> Iterator[tuple[str, NewItem]]:
    """Yield the ids that the file adds or changes, each with the row that does."""
    for plan in run.plans:
        for at, (item, _) in enumerate(plan.new):
            yield run.ids.get((plan.name, at), ""), item
        for match in plan.changed:
            yield match.existing.id, match.row


def _ids_at(loaded: LoadedAgency, withheld: Withheld) -> Iterator[str]:
    """Yield the ids of the row at a withheld place and of those under it; none for a whole file."""
    document = loaded.documents.get(withheld.file)
    value: Plain = document.data if document is not None and withheld.keys else None
    for key in withheld.keys:
        if isinstance(value, dict) and isinstance(key, str):
            value = value.get(key)
        elif isinstance(value, list) and isinstance(key, int) and key < len(value):
            value = value[key]
        else:
            value = None
    below = value.get("van_ban") if isinstance(value, dict) else None
    for row in (value, *(below if isinstance(below, list) else ())):
        if isinstance(row, dict) and isinstance(row.get("ma"), str):
            yield str(row["ma"])


def _in_order(withheld_rows: dict[Row, tuple[WithheldRow, ...]]) -> tuple[WithheldRow, ...]:
    return tuple(
        dict.fromkeys(row for place in sorted(withheld_rows) for row in withheld_rows[place])
    )
