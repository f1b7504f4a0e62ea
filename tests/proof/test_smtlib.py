"""What Z3 was asked is exported, and another solver gives the same answers."""

from __future__ import annotations

from pathlib import Path

import cvc5  # type: ignore[import-untyped]
import pytest

from checker.answers.verdict import Promise
from checker.procedure.from_syntax import load_text
from checker.proof.promises import prove_require
from checker.proof.prove import Prover
from checker.proof.smtlib import script
from tests.proof.meaning_cases import CASES
from tests.proof.test_lateness import CHAIN, LANE

ROOT = Path(__file__).resolve().parents[2]
FIVE = sorted((ROOT / "procedures").glob("*.procedure"))


def exported(text: str) -> str:
    """The script of every question that all promises about a text ask."""
    procedure, diagnostics = load_text(text, "x.procedure")
    assert procedure is not None, diagnostics
    prover = Prover(procedure)
    for promise in Promise:
        if promise not in {Promise.REQUIRE, Promise.REQUIRE_IN_TIME, Promise.REACHABLE}:
            prover.prove(promise)
    prover.unreachable()
    prover.never_true()
    for require in procedure.requires:
        prove_require(prover, require)
    assert prover.asked
    return script(prover.asked)


def answers(text: str) -> list[str]:
    """What cvc5 says to each question, in order."""
    solver = cvc5.Solver()
    solver.setOption("incremental", "true")
    parser = cvc5.InputParser(solver)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, text, "queries.smt2")
    said: list[str] = []
    while True:
        command = parser.nextCommand()
        if command.isNull():
            return said
        found = command.invoke(solver, parser.getSymbolManager()).strip()
        said += [found] if found else []


def expected(text: str) -> list[str]:
    """The answers of Z3, in the order of the script."""
    statuses = (line for line in text.splitlines() if line.startswith("(set-info :status"))
    return [line.removeprefix("(set-info :status ").removesuffix(")") for line in statuses]


@pytest.mark.parametrize("path", FIVE, ids=[p.stem for p in FIVE])
def test_the_five(path: Path) -> None:
    """Every question about the five has the same answer."""
    text = exported(path.read_text(encoding="utf-8"))
    assert answers(text) == expected(text)


def test_the_cases() -> None:
    """So has every question about the small procedures with their verdicts."""
    asked = 0
    for case in CASES:
        text = exported(case.text)
        assert answers(text) == expected(text), case.says
        asked += len(expected(text))
    assert asked > len(CASES)


def test_promises_of_the_writer() -> None:
    """So has every question about promises with a limit over several stages."""
    text = exported(
        f"{CHAIN}{LANE}require that every case ends within 12 working days\n"
        "require that every case ends within 11 working days\n"
        "require that whenever harm, the case reaches board or resolved within 1 working day\n"
        "require that stages one to two take at most 2 weeks\n"
        "require that harm never delays board\n"
    )
    assert answers(text) == expected(text)


def test_a_wrong_status_is_seen() -> None:
    """The comparison can fail."""
    text = exported(FIVE[0].read_text(encoding="utf-8"))
    wrong = text.replace(":status sat", ":status unsat", 1)
    assert answers(wrong) != expected(wrong)
