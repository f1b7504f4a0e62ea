"""Answers that are worked out once."""

from __future__ import annotations

from checker.procedure.remember import remembering


class Asked:
    """What notes each question that it has to work out."""

    def __init__(self, most: int) -> None:
        """Numbers up to `most` have a half."""
        self.most = most
        self.worked_out: list[int] = []

    @remembering
    def half(self, number: int) -> list[int] | None:
        """The half of a number, in a list; None where it has none."""
        self.worked_out.append(number)
        return [number // 2] if number <= self.most else None

    @remembering
    def more(self, number: int) -> int:
        """The next number."""
        return number + 1


def test_each_object_keeps_its_own_answers() -> None:
    """The same answer to an equal question, and no other object's or method's."""
    one, other = Asked(9), Asked(7)
    assert one.half(8) is one.half(8)
    assert one.more(8) == 9
    assert one.half(6) == [3]
    assert other.half(8) is None
    assert one.worked_out == [8, 6]
    assert other.worked_out == [8]


def test_nothing_is_worked_out_anew() -> None:
    """None is an answer, too."""
    asked = Asked(1)
    assert (asked.half(2), asked.half(2)) == (None, None)
    assert asked.worked_out == [2]
