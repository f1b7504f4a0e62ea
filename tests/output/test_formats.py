"""The list of formats is the only one: each has its module, its test of form, and its help."""

from __future__ import annotations

from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest

from checker.cli.program import parser
from checker.output import formats
from checker.output.formats import FORMATS, Format, Manner, format_named
from tests.output.made import EVERYTHING, FAILED, GOOD, UNREADABLE, written

ROOM = Path(formats.__file__).parent


def test_each_module_that_writes_reports_is_in_the_list() -> None:
    """A format cannot be written and forgotten."""
    modules = {path.stem: path.read_text(encoding="utf-8") for path in ROOM.glob("*.py")}
    writing = {name for name, code in modules.items() if "\ndef written(" in code}
    assert writing == {each.module for each in FORMATS}
    assert len({each.name for each in FORMATS}) == len(FORMATS)
    assert [format_named(each.name) for each in FORMATS] == list(FORMATS)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_each_takes_a_report(form: Format) -> None:
    """With and without colour, and what is unread; what text it has ends with a line break."""
    function = import_module(f"checker.output.{form.module}").written
    assert list(signature(function).parameters) == ["report", "colour"]
    for reviews in ([], [EVERYTHING], [EVERYTHING, GOOD]):
        for colour in (False, True):
            text = written(form.name, reviews, (UNREADABLE, FAILED), colour=colour)
            assert text == "" or text.endswith("\n")
            assert ("\x1b" in text) <= (colour and form.colours)
    assert form.manner in Manner


def test_the_command_offers_each(capsys: pytest.CaptureFixture[str]) -> None:
    """By its name, with what it is for; the first is what is taken."""
    for each in FORMATS:
        chosen = parser().parse_args(["check", "x", "--output-format", each.name])
        assert chosen.output_format == each.name
    assert parser().parse_args(["check", "x"]).output_format == FORMATS[0].name
    with pytest.raises(SystemExit):
        parser().parse_args(["check", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    for each in FORMATS:
        assert f"{each.name}: {each.about}" in said
