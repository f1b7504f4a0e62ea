"""What is written beside the findings: certificates and questions, from the same proofs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.cli import beside, main
from checker.proof.prove import Prover
from tests.cli.samples import BAD, GOOD, write
from tests.output.test_files import below

if TYPE_CHECKING:
    from pathlib import Path

    from checker.answers.verdict import Answer, Promise


def test_no_promise_is_proved_for_the_exports_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With them there are as many proofs as without."""
    source = str(write(tmp_path / "in", good=GOOD))
    monkeypatch.setattr(beside, "cores", lambda: 1)
    before, proved = Prover.prove, []

    def counting(self: Prover, promise: Promise) -> Answer:
        proved.append(promise)
        return before(self, promise)

    monkeypatch.setattr(Prover, "prove", counting)
    assert main(["check", source]) == 0
    alone, proved[:] = [*proved], []
    folders = ("--certificates", str(tmp_path / "c"), "--smtlib", str(tmp_path / "s"))
    assert main(["check", source, *folders]) == 0
    assert proved == alone
    assert len(alone) > 10


@pytest.mark.parametrize("cores", [1, 3])
def test_each_procedure_has_files_of_its_own(
    cores: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Equal names in two folders, names with dots and names that are an ending alone."""
    source = write(tmp_path / "in", good=GOOD, **{"good.v2": GOOD.replace("A good one", "Two")})
    write(source / "north", Good=GOOD.replace("A good one", "North"))
    write(source / "south", **{"": GOOD.replace("A good one", "South")})
    monkeypatch.setattr(beside, "cores", lambda: cores)
    proofs, asked = tmp_path / "proofs", tmp_path / "asked"
    arguments = ["--certificates", str(proofs), "--smtlib", str(asked)]
    assert main(["check", str(source), *arguments]) == 0
    stems = sorted(name.removesuffix(".smt2") for name in below(asked))
    assert [stem.split("-")[0] for stem in stems] == ["Good", "good", "good.v2", "procedure"]
    assert len(below(proofs)) == 4 * len([n for n in below(proofs) if n.startswith("good.v2.")])
    capsys.readouterr()
    assert main(["audit", str(proofs), str(source)]) == 0
    told = capsys.readouterr().out
    assert f"{len(below(proofs))} certificates: {len(below(proofs))} accepted, 0 refused" in told


def test_a_text_that_is_there_twice_has_its_files_once(tmp_path: Path) -> None:
    """They would be the same."""
    source = write(tmp_path / "in", good=GOOD)
    write(source / "north", good=GOOD)
    assert main(["check", str(source), "--smtlib", str(tmp_path / "s")]) == 0
    assert len(below(tmp_path / "s")) == 1


def test_the_procedure_is_not_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor a link in the place of a certificate followed; the findings are printed all the same."""
    source = write(tmp_path / "in", bad=BAD)
    (source / "bad.smt2").hardlink_to(source / "bad.procedure")
    assert main(["check", str(source), "--smtlib", str(source)]) == 2
    captured = capsys.readouterr()
    assert "it is what was read" in captured.err
    assert "1 procedure: " in captured.out
    (source / "bad.smt2").unlink()
    (source / "bad.smt2").symlink_to(source / "bad.procedure")
    assert main(["check", str(source), "--smtlib", str(source)]) == 2
    assert "links are not replaced" in capsys.readouterr().err
    assert (source / "bad.procedure").read_text(encoding="utf-8") == BAD


def test_nothing_is_written_of_what_is_not_proved(tmp_path: Path) -> None:
    """A refuted promise has no certificate."""
    source = str(write(tmp_path / "in", bad=BAD))
    assert main(["check", source, "--certificates", str(tmp_path / "c")]) == 1
    assert "bad.named-role.json" in below(tmp_path / "c")
    assert "bad.every-path-ends.json" not in below(tmp_path / "c")
