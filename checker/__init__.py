"""Stagecheck: checks a staged procedure before it is published, and draws its flowchart.

`docs/from-python.md` shows how to call it. Each name is loaded when it is first asked for, so that
a command loads no more than it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checker.answers.verdict import Verdict
    from checker.interface import (
        Checked,
        CheckVerdict,
        Drawn,
        Form,
        Found,
        Problem,
        Step,
        check,
        checks,
        draw,
        explain,
    )

__all__ = [
    "CheckVerdict",
    "Checked",
    "Drawn",
    "Form",
    "Found",
    "Problem",
    "Step",
    "Verdict",
    "check",
    "checks",
    "draw",
    "explain",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401, each name has its own type above
    """A name of the interface, loaded when it is first asked for."""
    if name not in __all__:
        raise AttributeError(f"module `checker` has no attribute `{name}`")
    from checker import interface
    from checker.answers import verdict

    return getattr(verdict if name == "Verdict" else interface, name)
