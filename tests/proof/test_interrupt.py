"""A question that is too hard is undecided; an interrupt while Z3 works on one is none of it."""

from __future__ import annotations

import os
import signal
from itertools import combinations
from threading import Timer

import pytest

from checker.procedure.model import Atom
from checker.proof.encoding import decider
from checker.proof.encoding.decider import Engine
from checker.proof.encoding.undecided import UndecidedError
from checker.proof.formula import Formula, Var, conj, disj, negate


def pigeons(count: int) -> Formula:
    """That so many pigeons have a hole each, of one hole fewer: Z3 tries for long."""
    sits = [[Var(Atom(f"p{p}-in-{h}")) for h in range(count - 1)] for p in range(count)]
    housed = [disj(holes) for holes in sits]
    apart = [
        disj((negate(sits[one][hole]), negate(sits[other][hole])))
        for hole in range(count - 1)
        for one, other in combinations(range(count), 2)
    ]
    return conj((*housed, *apart))


def test_a_question_that_is_too_hard(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told of by the facts that it is about; the next question is decided."""
    engine = Engine()
    assert not engine.possible(pigeons(4), ())
    monkeypatch.setattr(decider, "RESOURCE_LIMIT", 20_000)
    engine = Engine()
    with pytest.raises(UndecidedError) as raised:
        engine.possible(pigeons(9), ())
    assert len(raised.value.facts) == 72
    assert raised.value.facts[:2] == ("p0-in-0", "p0-in-1")
    assert engine.possible(Var(Atom("easy")), ())


def test_an_interrupt() -> None:
    """Somebody stops the program while Z3 works: that is no undecided question."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # it may have been ignored
    timer = Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            Engine().possible(pigeons(12), ())
    finally:
        timer.join()
        signal.signal(signal.SIGINT, before)
