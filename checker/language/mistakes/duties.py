"""Mistakes in duties: how strongly, who without `the`, own words without quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.language.diagnostics import Diagnostic
from checker.language.terms import STRENGTHS, Verb
from checker.language.vocabulary import SOON

if TYPE_CHECKING:
    from checker.language.mistakes.trouble import Trouble

_OTHER_STRENGTHS = {"shall", "can", "could", "might", "would", "ought", "shalt", "cannot"}
_WEAK = {"has", "have", "needs", "need", "is", "are", "to"}
_TAIL = {"within", "timing", "in", "on", "to", "with", "before", "instead", "by", "at", "left"}
_POSTS = frozenset(
    {"manager", "officer", "lead", "leader", "chair", "head", "director", "worker", "nurse"}
    | {"practitioner", "supervisor", "professional", "representative", "doctor", "coordinator"}
    | {"board", "committee", "panel", "team", "service", "services", "executive", "agency"}
)
_VERBS = {said: verb.value for verb in Verb for said in verb.synonyms}
"""What policies say, and the verb that the language has for it."""
_LONGEST_PERSON = 3
_OR_WORDS = " if it is a role; put own words in quotes"


def strength(case: Trouble) -> Diagnostic | None:
    """`shall`, and other words that are no strength."""
    word = case.odd.text
    if "MUST" not in case.expected or word not in _OTHER_STRENGTHS | _WEAK:
        return None
    last = case.at + (word in {"has", "have", "needs", "need", "ought"}) * (
        case.piece(case.at + 1).text == "to"
    )
    return Diagnostic(
        f"`{case.written(case.at, last)}` does not say how strongly it binds",
        case.span(case.at, last),
        "write `must`, `should`, `may` or `will`, as the policy does",
    )


def must_not(case: Trouble) -> Diagnostic | None:
    """`must not`: there are no prohibitions."""
    if case.odd.text != "not" or case.piece(case.at - 1).text not in STRENGTHS:
        return None
    return Diagnostic(
        "a duty says what is done, and cannot forbid",
        case.span(case.at - 1, case.at),
        'say what must be done instead: `must "…"`; or promise it: `require that no case …`',
    )


def soon(case: Trouble) -> Diagnostic | None:
    """`immediately`, `promptly`: words that name no time."""
    if case.odd.text not in SOON:
        return None
    better = f'timing "{case.written(case.at)}"'
    fits = "TIMING" in case.expected
    return Diagnostic(
        f"`{case.written(case.at)}` names no time",
        case.span(case.at),
        f"write `{better}`" if fits else f"a line without a limit can end with `{better}`",
        edit=better if fits else None,
    )


def other_verb(case: Trouble) -> Diagnostic | None:
    """`inform the manager`: a verb that the language has by another name."""
    better = _VERBS.get(case.odd.text)
    if better is None or "TELL" not in case.expected:
        return None
    word = case.written(case.at)
    return Diagnostic(
        f"`{word}` is not a verb of the language",
        case.span(case.at),
        f'write `{better}`, or put your own words in quotes: `"{word}"`',
        edit=better,
    )


def own_words(case: Trouble) -> Diagnostic | None:
    """Own words without quotes, after the strength of a duty or in the place of a title."""
    at = next((i for i, p in enumerate(case.pieces) if p.text in STRENGTHS), None)
    if at is None or not at < case.at or not case.odd.name_like:
        return None
    if case.piece(0).text in {"stages", "this"} or case.piece(1).text == "procedure":
        return None
    if case.piece(case.at - 1).text in {"to", "with"} and "THE" in case.expected:
        return None
    plain = case.odd.text not in case.all_words or case.before == "NAME"
    if not plain or case.odd.text in STRENGTHS:
        return None
    first = at + 1 + (case.piece(at + 1).text == "also")
    if case.at > first and case.piece(first).text in case.all_words:
        first += 1
    quoted = [i for i in range(first, case.at) if case.piece(i).kind != "word"]
    first = max(first, *(i + 1 for i in quoted), 0)
    if first > case.at or {"DAYS", "GO"} & case.expected:
        return None
    last = max(case.at, case.run(first, _TAIL))
    return Diagnostic(
        "own words stand without quotes",
        case.span(first, last),
        f'write `"{case.written(first, last)}"`',
        edit=f'"{case.written(first, last)}"',
    )


def no_strength(case: Trouble) -> Diagnostic | None:
    """`the case goes to step-2`, `the manager records …`."""
    if "MUST" not in case.expected or case.at == 0 or not case.odd.name_like:
        return None
    if case.piece(case.at - 1).text == "case":
        help_ = "write `the case must go to STAGE`, or plain `go to STAGE`"
    else:
        help_ = "write `must`, `should`, `may` or `will` before the verb, as the policy does"
    return Diagnostic(
        f"`{case.written(case.at)}` does not say how strongly it binds", case.span(case.at), help_
    )


def _like_a_person(words: str) -> bool:
    """Whether words are two or three names with capitals, none of them of a post."""
    parts = words.split()
    named = len(parts) <= _LONGEST_PERSON and all(re.fullmatch(r"[A-Z][a-z'-]+", p) for p in parts)
    return named and not any(part.lower() in _POSTS for part in parts)


def without_the(case: Trouble) -> Diagnostic | None:
    """A role without `the`: `manager must …`, `led by line manager`."""
    if "THE" not in case.expected or not case.odd.name_like or case.odd.text in case.all_words:
        return None
    last = case.run(case.at, case.all_words)
    after = case.piece(last + 1).text
    if case.at == 0 and after not in {*STRENGTHS, "of", "shall"}:
        return None
    after_to = case.piece(case.at - 1).text in {"to", "with"}
    name = "-".join(p.text for p in case.pieces[case.at : last + 1])
    if last > case.at > 0 and _like_a_person(case.written(case.at, last)):
        return Diagnostic(
            f"`{case.written(case.at, last)}` looks like a person's name",
            case.span(case.at, last),
            f"name the role, as in `the line-manager`, or write `a named person`; as a role it is "
            f"`the {name}`",
        )
    return Diagnostic(
        f"`{case.written(case.at, last)}` stands without `the`",
        case.span(case.at, last),
        f"write `the {name}`{_OR_WORDS if after_to else ''}",
        edit=f"the {name}",
    )
