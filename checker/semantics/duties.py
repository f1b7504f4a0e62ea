"""Duties of a stage or an ending: which of them apply, and what they ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.semantics.values import joined

if TYPE_CHECKING:
    from checker.procedure.model import Duty, Verb
    from checker.semantics.values import Guard, Values


class Duties:
    """The duties of a stage or an ending, compiled for a verb when it is first asked after."""

    def __init__(self, written: tuple[Duty, ...], values: Values) -> None:
        """`values` must know every atom of the verbs that are asked after."""
        self.written = written
        self._values = values
        self._by_verb: dict[Verb, list[tuple[Duty, Guard]]] = {}

    def due(self, verb: Verb, mask: int) -> list[Duty]:
        """The duties of that verb that apply, those that replace others alone."""
        hold = [duty for duty, guard in self._of(verb) if guard.holds(mask)]
        return [duty for duty in hold if duty.instead] or hold

    def unbroken(self, duty: Duty, mask: int) -> bool:
        """Whether a duty is one whatever changes: nothing replaces it."""
        free, own = self._values.free(self.spoken(duty.verb)), self._of(duty.verb)
        others = (guard for each, guard in own if each.instead and not duty.instead)
        return any(each == duty and free.always(guard, mask) for each, guard in own) and all(
            free.never(guard, mask) for guard in others
        )

    def spoken(self, verb: Verb) -> int:
        """The atoms that the duties of a verb speak of."""
        return joined(guard.atoms for _, guard in self._of(verb))

    def _of(self, verb: Verb) -> list[tuple[Duty, Guard]]:
        if verb not in self._by_verb:
            self._by_verb[verb] = [
                (duty, self._values.guard(duty.condition))
                for duty in self.written
                if duty.verb is verb
            ]
        return self._by_verb[verb]


def asks(duty: Duty, wanted: Duty, outcome: str | None) -> bool:
    """Whether a duty asks what a promise does, in words, once an outcome has come about."""
    return (
        duty.verb is wanted.verb
        and duty.actor.covers(wanted.actor)
        and wanted.words in {None, duty.words}
        and all(any(told.covers(one) for told in duty.recipients) for one in wanted.recipients)
        and (not duty.outcomes or outcome in {each.value for each in duty.outcomes})
    )
