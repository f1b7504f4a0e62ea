"""An interrupt while Z3 works is not taken for a question that cannot be decided."""

from __future__ import annotations

import pytest
import z3

from checker.proof.encoding.decider import Engine
from checker.proof.encoding.undecided import UndecidedError
from checker.proof.formula import LineInForce, Var


class Stopped:
    """A solver that gives no answer, for a reason."""

    solver = None

    def __init__(self, reason: str) -> None:
        """This one."""
        self.reason = reason

    def reason_unknown(self) -> str:
        """Say why."""
        return self.reason


@pytest.mark.parametrize(
    ("reason", "error"),
    [("canceled", KeyboardInterrupt), ("max. resource limit exceeded", UndecidedError)],
)
def test_why_there_is_no_answer(
    reason: str, error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Z3 takes the interrupt for itself, and says only that it was stopped."""
    monkeypatch.setattr(z3, "Z3_solver_check_assumptions", lambda *_: z3.Z3_L_UNDEF)
    engine = Engine()
    vars(engine)["_solver"] = Stopped(reason)
    with pytest.raises(error):
        engine.possible(Var(LineInForce(7)), ())
