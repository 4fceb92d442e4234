"""The table of producers: what each is values from is what it declares, no more and no less."""

from __future__ import annotations

import dataclasses

import pytest
from judged_agencies import DAY, DEMO

from access_info.model.registry import Agency
from access_info.pipeline.preparation.agency import PRODUCERS, AgencyTask, Made
from access_info.pipeline.preparation.context import Options, read_build_context
from access_info.pipeline.preparation.inspection import inspect_agency

DATA = {field.name for field in dataclasses.fields(Agency)}


class RecordedAgency(Agency):
    """An agency that notes which parts of its data are looked at."""

    def __getattribute__(self, name):
        if name in DATA:
            object.__getattribute__(self, "__dict__").setdefault("looked_at", set()).add(name)
        return super().__getattribute__(name)


def looked_at(agency):
    """Return what was looked at since the last call."""
    notes = vars(agency).setdefault("looked_at", set())
    seen = {*notes}
    notes.clear()
    return seen


@pytest.fixture(scope="module")
def readings(tmp_path_factory):
    """What each producer looks at, in the agencies of the demo: name → parts of the data."""
    options = Options(
        agencies=DEMO, as_of=DAY, site_url="https://mau.example/", papers=True, languages=("en",)
    )
    context, problems = read_build_context(options)
    assert context is not None, problems
    task = AgencyTask(options, context, tmp_path_factory.mktemp("store"))
    readings = {producer.name: set() for producer in PRODUCERS}
    for name in context.published:
        inspection = inspect_agency(task.inspections, name)
        assert inspection.agency is not None
        data = {part: getattr(inspection.agency, part) for part in DATA}
        agency = RecordedAgency(**data)
        vars(inspection)["agency"] = agency
        values = {"concepts": task.concepts, "site": task.site}
        values |= {"earlier": context.earlier, "framework": context.framework}
        values |= {"agency": agency, "as_of": inspection.as_of, "inspection": inspection}
        values["translations"] = task.translations
        for producer in PRODUCERS:
            looked_at(agency)
            values[producer.name] = producer.make(**{key: values[key] for key in producer.inputs})
            readings[producer.name] |= looked_at(agency)
    return readings


def test_producers_read_what_they_declare(readings):
    assert len(readings) > 10
    for producer in PRODUCERS:
        assert readings[producer.name] <= producer.reads, producer.name


def test_producers_declare_no_more_than_they_read(readings):
    """What is declared and never read would make a page anew for nothing."""
    judged = {producer.name for producer in PRODUCERS if "inspection" in producer.inputs}
    for producer in PRODUCERS:
        if producer.name in judged:
            assert producer.reads == DATA, "what it is judged by are the files themselves"
        else:
            assert readings[producer.name] == producer.reads, producer.name


def test_a_producer_takes_what_stands_above_it():
    given = [*Made.__annotations__]
    names = [producer.name for producer in PRODUCERS]
    known = {*given} - {*names}
    for producer in PRODUCERS:
        assert {*producer.inputs} <= known, producer.name
        known.add(producer.name)
    assert known == {*given}
