"""The typed, frozen model of a procedure: what a text says, with names resolved and defaults told.

A model is separate from the syntax tree: blocks such as ``at every stage`` have been distributed
over the stages that they cover, ``the next stage`` is the stage it names, and every reference is
to something declared. What the text leaves out is absent here too; what it points to and does not
give is a *hole* (``MISSING``, ``Stage.missing``, ``Document.missing``).

A line of the text is known by its number (``Line.number``, from 1). The same line may stand in
several stages; complying with it means complying with it wherever it stands.
"""

from __future__ import annotations

from checker.language.terms import (
    LEADING_SLOTS,
    NOT_RESOLVED,
    Counted,
    Outcome,
    RequireKind,
    Slot,
    Start,
    Strength,
    Unit,
    Verb,
)
from checker.procedure.model.conditions import (
    ALWAYS,
    OUT_OF_HOURS,
    UNDERSTOOD_HARM,
    Atom,
    AtomKind,
    Condition,
    Fact,
    FactKind,
    Literal,
    Reading,
)
from checker.procedure.model.limits import BARE_DAYS, Duration, Limit, StartEvent
from checker.procedure.model.lines import (
    Citation,
    Force,
    Line,
)
from checker.procedure.model.people import (
    Actor,
    ActorKind,
    Agency,
    Body,
    Holder,
    Named,
    Role,
    Side,
)
from checker.procedure.model.procedures import (
    Assumption,
    Closure,
    Entry,
    Header,
    Procedure,
    Require,
    SetAside,
)
from checker.procedure.model.stages import (
    Clock,
    Consultation,
    Duty,
    Ending,
    EndingKind,
    Extension,
    Move,
    Quorum,
    Silence,
    Stage,
    StageLimit,
    Target,
    TargetKind,
    TotalLimit,
    Trigger,
    Waits,
    Who,
)

__all__ = [
    "ALWAYS",
    "BARE_DAYS",
    "LEADING_SLOTS",
    "NOT_RESOLVED",
    "OUT_OF_HOURS",
    "UNDERSTOOD_HARM",
    "Actor",
    "ActorKind",
    "Agency",
    "Assumption",
    "Atom",
    "AtomKind",
    "Body",
    "Citation",
    "Clock",
    "Closure",
    "Condition",
    "Consultation",
    "Counted",
    "Duration",
    "Duty",
    "Ending",
    "EndingKind",
    "Entry",
    "Extension",
    "Fact",
    "FactKind",
    "Force",
    "Header",
    "Holder",
    "Limit",
    "Line",
    "Literal",
    "Move",
    "Named",
    "Outcome",
    "Procedure",
    "Quorum",
    "Reading",
    "Require",
    "RequireKind",
    "Role",
    "SetAside",
    "Side",
    "Silence",
    "Slot",
    "Stage",
    "StageLimit",
    "Start",
    "StartEvent",
    "Strength",
    "Target",
    "TargetKind",
    "TotalLimit",
    "Trigger",
    "Unit",
    "Verb",
    "Waits",
    "Who",
]
