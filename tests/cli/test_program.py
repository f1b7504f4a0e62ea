"""The command as a whole: help, version, wrong commands, streams."""

from __future__ import annotations

import io
import os
import re
import runpy
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from checker.cli import main
from checker.cli.options import day, iso_date
from checker.cli.program import COMMANDS, parser
from checker.cli.streams import coloured
from tests.cli.samples import BAD, write

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("z3", "networkx", "lark", "jinja2", "graphviz", "pygraphviz", "jsonschema")


def run(*arguments: str, code: str = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, or a piece of Python."""
    given = ["-c", code] if code else ["-m", "checker.cli", *arguments]
    return subprocess.run(
        [sys.executable, *given],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["--version"]])
def test_help_loads_no_more_than_it_needs(arguments: list[str]) -> None:
    """Neither the solver nor a graph library: help comes at once."""
    code = (
        "import sys\nfrom checker.cli import main\n"
        f"try: main({arguments!r})\nexcept SystemExit as end: print(end.code)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = run(code=code)
    assert done.stdout.decode().split("\n")[-3:] == ["0", "[]", ""]


def test_the_first_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """And each command has a help of its own."""
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0
    text = capsys.readouterr().out
    for name in COMMANDS:
        assert re.search(rf"^ +{name} ", text, re.MULTILINE)
        with pytest.raises(SystemExit) as end:
            main([name, "--help"])
        assert end.value.code == 0
        assert f"usage: stagecheck {name}" in capsys.readouterr().out


def test_the_version_is_that_of_the_project(capsys: pytest.CaptureFixture[str]) -> None:
    """As it is installed."""
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert re.fullmatch(r"stagecheck \d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_without_an_installation_there_is_no_version(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says so."""
    from importlib import metadata  # noqa: PLC0415, only this test replaces a part of it

    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == "stagecheck not installed\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "required: COMMAND"),
        (["chekc"], "'chekc'"),
        (["check"], "required: PATH"),
        (["check", "x", "--output-format", "xml"], "'xml'"),
        (["check", "x", "--as-of", "2 March"], "`2 March` is no date; write it as 2026-03-02"),
        (["check", "x", "--output", "json"], "--output"),
        (["report", "x"], "required: --into"),
        (["draw", "x"], "required: -o/--output"),
    ],
)
def test_a_wrong_command_ends_with_two(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what is wrong and where to read more."""
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert words in captured.err
    assert "--help`" in captured.err


def test_the_day_is_the_one_given_or_today() -> None:
    """The only look at a clock."""
    given = parser().parse_args(["check", "x", "--as-of", "2026-03-02"])
    assert day(given) == date(2026, 3, 2) == iso_date("2026-03-02")
    assert abs((day(parser().parse_args(["check", "x"])) - date.today()).days) <= 1  # noqa: DTZ011


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """It is."""
        return True


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not for files, and not where `NO_COLOR` or a dumb terminal says otherwise."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert coloured(Terminal())
    assert not coloured(io.StringIO())
    monkeypatch.setenv("TERM", "dumb")
    assert not coloured(Terminal())
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not coloured(Terminal())


def test_a_reader_who_leaves_early_gets_no_traceback(tmp_path: Path) -> None:
    """As when the output goes to `head`."""
    write(tmp_path, **{f"bad-{number}": BAD for number in range(12)})
    with subprocess.Popen(
        [sys.executable, "-m", "checker.cli", "check", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        errors = process.stderr.read()
        assert process.wait() == 141
    assert errors == b""


def test_a_poor_encoding_is_no_obstacle(tmp_path: Path) -> None:
    """What the stream cannot say is spelt out."""
    text = BAD.replace('stage one "One"', 'stage one "Première étape"')
    write(tmp_path, bad=text)
    done = run("check", str(tmp_path), PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert b"Premi\\xe8re" in done.stdout
    assert done.stderr == b""


def test_the_module_is_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """`python -m checker.cli` ends with the command's own code."""
    monkeypatch.setattr(os, "_exit", sys.exit)  # which would end the tests
    monkeypatch.setattr(sys, "argv", ["stagecheck", "explain", "no-such-check"])
    with pytest.raises(SystemExit) as end:
        runpy.run_module("checker.cli.__main__", run_name="__main__")
    assert end.value.code == 2


def test_a_closed_pipe_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The code is the one that a shell gives for it, and later writing stays silent."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert main(["explain"]) == 141
        stream.write("more")
        stream.flush()


def test_a_full_disk_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The output would be in part; the code says that something was wrong."""
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no device that is always full")
    with full.open("w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        with pytest.raises(SystemExit) as end:
            main(["explain"])
    assert end.value.code == 2
    assert capsys.readouterr().err == (
        "stagecheck: cannot write the output: no space left on device\n"
    )


def test_a_closed_output_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever wants the exit code alone can have it."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert not coloured(sys.stdout)
    assert main(["explain", "named-role"]) == 0
    assert main(["explain", "no-such-check"]) == 2


def test_an_interrupt_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends the program as shells have it."""

    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("checker.review.catalogue.checks", interrupted)
    assert main(["explain"]) == 130
