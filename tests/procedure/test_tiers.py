"""Default tiers: roles and bodies rank in the order of the stages that they lead."""

from __future__ import annotations

from tests.procedure.makers import HEAD, loaded, stage


def _tiers(text: str, head: str = HEAD) -> dict[str, int | None]:
    procedure = loaded(text, head)
    tiers = {role.name: role.tier for role in procedure.roles}
    return tiers | {body.name: body.tier for body in procedure.bodies}


def test_no_tier_is_written() -> None:
    """One after the other; who leads again keeps the rank; who leads nothing has none."""
    text = (
        stage("led by the manager")
        + stage("led by the manager", name="two")
        + stage("led by the chair", name="three")
        + stage("led by the board", name="four")
    )
    assert _tiers(text) == {"worker": None, "manager": 1, "chair": 2, "board": 3}


def test_who_first_leads_one_stage_together_ranks_alike() -> None:
    """Two roles of one stage are of one rank."""
    text = stage("led by the worker or the manager") + stage("led by the chair", name="two")
    assert _tiers(text) == {"worker": 1, "manager": 1, "chair": 2, "board": None}


def test_some_are_written() -> None:
    """An unwritten one is above all that led before."""
    head = HEAD.replace('role manager "Manager"', 'role manager "Manager", tier 5')
    text = (
        stage("led by the worker")
        + stage("led by the manager", name="two")
        + stage("led by the chair", name="three")
    )
    assert _tiers(text, head) == {"worker": 1, "manager": 5, "chair": 6, "board": None}


def test_a_stage_without_a_lead_ranks_nobody() -> None:
    """The next one takes the next rank."""
    assert _tiers(stage() + stage("led by the chair", name="two"))["chair"] == 1


def test_who_decides_chairs_or_mediates_leads_where_nobody_is_said_to() -> None:
    """The first of these slots that names a role."""
    text = (
        stage("led by the board", "decided by the manager", "chaired by the chair")
        + stage("mediated by the worker", name="two")
        + stage("attended by the chair", name="three")
    )
    assert _tiers(text) == {"worker": 2, "manager": 1, "chair": None, "board": None}


def test_a_written_tier_is_told_apart() -> None:
    """The model says which were written."""
    head = HEAD.replace('role manager "Manager"', 'role manager "Manager", tier 5')
    procedure = loaded(stage("led by the worker"), head)
    assert {r.name: r.tier_stated for r in procedure.roles} == {
        "worker": False,
        "manager": True,
        "chair": False,
    }
