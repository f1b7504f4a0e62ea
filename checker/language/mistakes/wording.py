"""Mistakes in words: strengths, outcomes, moves, names, and words that are not the language's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.language.diagnostics import Diagnostic, Span
from checker.language.mistakes.duties import (
    must_not,
    no_strength,
    other_verb,
    own_words,
    soon,
    strength,
    without_the,
)
from checker.language.suggest import did_you_mean
from checker.language.terms import STRENGTHS
from checker.language.vocabulary import OUTCOMES, TITLED

if TYPE_CHECKING:
    from checker.language.mistakes.trouble import Recogniser, Trouble

_WRITTEN_SO = {
    "resolved": "agreed",
    "unresolved": "not resolved",
    "disagreed": "not agreed",
    "unjustified": "not justified",
}
_WORDS = "|".join(words.replace(" ", r"\s+") for words in (*OUTCOMES, *_WRITTEN_SO))
_OUTCOME = re.compile(rf"(?:{_WORDS})(?![\w-])")
_AFTER_NO = tuple(words.removeprefix("no ") for words in OUTCOMES if words.startswith("no "))
_MOVING = {"escalate", "proceed", "move", "return", "pass", "continue", "advance", "escalates"}
_TAKES_THE = {"raising", "other", "meeting", "notice", "answer", "decision", "same", "next"}
_TAKES_THE_TOO = {"lead", "case", "last", "start", "sooner", "end", "board's", "procedure"}
_PROMISE_STARTS = (2, 3)
_OPENS_AN_ITEM = {"the", "each", "both", "their", "someone"}


def citation(case: Trouble) -> Diagnostic | None:
    """Something after a citation, a second citation included."""
    if case.piece(case.at - 1).kind != "citation" or not case.odd.text:
        return None
    second = case.odd.kind == "citation"
    return Diagnostic(
        "a line has one citation" if second else "a citation ends its line",
        case.span(case.at) if second else case.span(case.at - 1),
        "keep the one that shows it best, or write two lines"
        if second
        else "put it after everything else",
    )


def outcome_first(case: Trouble) -> Diagnostic | None:
    """An outcome line without `if`."""
    match = _OUTCOME.match(case.raw.mask)
    if match is None or case.raw.mask.startswith("decided by"):
        return None
    words = " ".join(match[0].split())
    better = f"if {_WRITTEN_SO.get(words, words)}"
    return Diagnostic(
        "a line about an outcome starts with `if`",
        Span(case.raw.start, case.raw.start + match.end()),
        f"write `{better}, …`",
        edit=better,
    )


def outcome_after(case: Trouble) -> Diagnostic | None:
    """`when no answer`: there `no` is taken for a fact."""
    head = case.piece(0).text
    if head not in {"when", "unless", "whenever"} or case.piece(case.at - 1).text != "no":
        return None
    if case.odd.text not in _AFTER_NO:
        return Diagnostic(
            f"`no` stands before {' and '.join(f'`{word}`' for word in _AFTER_NO)} alone",
            case.span(case.at - 1, min(case.at, len(case.pieces) - 1)),
            "write `not` before a fact; silence is the outcome `no answer`",
        )
    words = f"no {case.odd.text}"
    return Diagnostic(
        f"`{words}` is how a stage turns out, and `{head}` speaks of facts",
        case.span(0, case.at),
        f"write `if {words}`",
        edit=f"if {words}",
    )


def moving(case: Trouble) -> Diagnostic | None:
    """A move in words of its own: `if agreed, escalate to step-2`, `if agreed, then go to …`."""
    if "GO" not in case.expected or case.at == 0 or not case.odd.name_like:
        return None
    if case.odd.text == "then":
        return Diagnostic("`then` has no meaning here", case.span(case.at), "delete it", edit="")
    if case.odd.text not in _MOVING | {"goto"}:
        return None
    last = case.at + (case.piece(case.at + 1).text == "to")
    return Diagnostic(
        f"`{case.written(case.at, last)}` is not how a move is written",
        case.span(case.at, last),
        "write `go to`",
        edit="go to",
    )


def goer(case: Trouble) -> Diagnostic | None:
    """`the manager must go to step-2`: it is the case that goes."""
    if case.odd.text != "go" or case.piece(case.at - 1).text not in STRENGTHS:
        return None
    word = case.piece(case.at - 1).text
    return Diagnostic(
        "it is the case that goes to a stage",
        case.span(case.at),
        f"write `the case {word} go to …`, or `the ROLE {word} take the case to …`",
    )


def going(case: Trouble) -> Diagnostic | None:
    """A move without `go to`: `if agreed, resolved`."""
    if "GO" not in case.expected or case.at == 0 or not case.odd.name_like:
        return None
    ends = case.piece(case.at + 1)
    if case.at + 1 < len(case.pieces) and ends.kind != "citation":
        return None
    return Diagnostic(
        f"`{case.written(case.at)}` stands without `go to`",
        case.span(case.at),
        f"write `go to {case.odd.text}`",
        edit=f"go to {case.odd.text}",
    )


def the(case: Trouble) -> Diagnostic | None:
    """A missing `the` before a word of the language."""
    word = case.odd.text
    if "THE" not in case.expected or word not in _TAKES_THE | _TAKES_THE_TOO:
        return None
    return Diagnostic(
        f"`{case.written(case.at)}` stands without `the`",
        case.span(case.at),
        f"write `the {word}`",
        edit=f"the {word}",
    )


def this_stage(case: Trouble) -> Diagnostic | None:
    """`stage must end …`: a declaration of a stage is followed by a name."""
    if case.piece(0).text != "stage" or case.piece(1).text not in STRENGTHS:
        return None
    return Diagnostic(
        f"`{case.written(0)}` stands without `this`",
        case.span(0),
        "write `this stage`",
        edit="this stage",
    )


def the_next(case: Trouble) -> Diagnostic | None:
    """`go to next stage`: there `next` is taken for a name."""
    if case.odd.text != "stage" or case.piece(case.at - 1).text != "next":
        return None
    return Diagnostic(
        "`next stage` stands without `the`",
        case.span(case.at - 1, case.at),
        "write `the next stage`",
        edit="the next stage",
    )


def misspelt(case: Trouble) -> Diagnostic | None:
    """A word that is nearly one that could stand here."""
    word = case.odd
    if not word.name_like or word.text in case.all_words:
        return None
    if case.at == 0 and case.piece(1).text in STRENGTHS:
        return None
    near = did_you_mean(word.text, case.words - {"take"})
    if near is None:
        return None
    return Diagnostic(
        f"`{case.written(case.at)}` is not a word that can stand here",
        case.span(case.at),
        f"did you mean `{near}`?",
        edit=near,
    )


def title(case: Trouble) -> Diagnostic | None:
    """A title without quotes."""
    if "STRING" not in case.expected or case.piece(0).text not in TITLED:
        return None
    if not case.odd.name_like or any(p.kind == "string" for p in case.pieces[case.at :]):
        return None
    last = case.run(case.at, ())
    return Diagnostic(
        "own words stand without quotes",
        case.span(case.at, last),
        f'write `"{case.written(case.at, last)}"`',
        edit=f'"{case.written(case.at, last)}"',
    )


def spaces(case: Trouble) -> Diagnostic | None:
    """A space in a name: `role line manager "…"`, `the line manager must …`."""
    if case.before != "NAME" or not case.odd.name_like or case.odd.text in case.all_words:
        return None
    last = case.run(case.at, case.words)
    after = case.piece(last + 1)
    fits = after.text in case.words if after.text else "$END" in case.expected
    if not fits and not (after.kind == "string" and "STRING" in case.expected):
        return None
    first = case.at - 1
    declaring = first == 1 and case.piece(0).text in TITLED
    if case.apart(first) or (case.piece(first).text in case.all_words and not declaring):
        return None
    better = "-".join(p.text for p in case.pieces[first : last + 1])
    return Diagnostic(
        f"there is a space in the name `{case.written(first, last)}`",
        case.span(first, last),
        f"a name is joined with hyphens: `{better}`",
        edit=better,
    )


def misspelt_before(case: Trouble) -> Diagnostic | None:
    """A word that was taken for a name, since it is misspelt: `… withn 2 days`."""
    word = case.piece(case.at - 1)
    if case.before != "NAME" or word.text in case.all_words:
        return None
    near = did_you_mean(word.text, case.words_before)
    if near is None:
        return None
    return Diagnostic(
        f"`{case.written(case.at - 1)}` is not a word that can stand here",
        case.span(case.at - 1),
        f"did you mean `{near}`?",
        edit=near,
    )


def repeated(case: Trouble) -> Diagnostic | None:
    """The same word twice in a row."""
    if not case.odd.text or case.odd.text != case.piece(case.at - 1).text:
        return None
    return Diagnostic(
        f"`{case.written(case.at)}` stands here twice",
        case.span(case.at),
        "delete one of the two",
        edit="",
    )


def comma_list(case: Trouble) -> Diagnostic | None:
    """`A, B and C`: what stands in a list is joined by a word throughout."""
    if not {"AND", "OR"} & case.expected or "GO" in case.expected or not case.odd.text:
        return None
    opens = case.odd.text in _OPENS_AN_ITEM or case.odd.text not in case.all_words
    if not case.apart(case.at - 1) or not opens:
        return None
    joint = "and" if "AND" in case.expected else "or"
    return Diagnostic(
        "a comma does not join the parts of a list",
        case.span(case.at - 1, case.at),
        f"write `{joint}` in its place",
    )


def quoted_name(case: Trouble) -> Diagnostic | None:
    """Own words where a name is wanted."""
    if case.odd.kind != "string" or "NAME" not in case.expected:
        return None
    if case.at == 1 and case.piece(0).text in TITLED:
        return Diagnostic(
            "a name comes before the title",
            case.span(case.at),
            f"write `{case.piece(0).text} NAME {case.written(case.at)}`, with a name of your own",
        )
    name = "-".join(re.findall(r"[a-z0-9]+", case.odd.text.lower()))
    return Diagnostic(
        "own words stand where a name is wanted",
        case.span(case.at),
        f"write the name that was declared, without quotes{f': `{name}`?' if name else ''}",
    )


def number_first(case: Trouble) -> Diagnostic | None:
    """A name that starts with a figure."""
    if "NAME" not in case.expected or not case.odd.text[:1].isdigit():
        return None
    return Diagnostic(
        f"`{case.written(case.at)}` is not a name",
        case.span(case.at),
        "a name starts with a letter: `step-2`, not `2`",
    )


def promise(case: Trouble) -> Diagnostic | None:
    """Something after `require that` that no promise starts with."""
    if case.piece(0).text != "require" or case.at not in _PROMISE_STARTS or not case.odd.text:
        return None
    return Diagnostic(
        "no promise starts like this",
        case.span(_PROMISE_STARTS[0], case.at),
        "start it with `every case`, `no case`, `some case can reach`, `whenever FACT, the case`, "
        "`every stage has a`, `at every stage, WHO must` or another of the language reference",
    )


FIRST: tuple[Recogniser, ...] = (
    citation,
    outcome_first,
    outcome_after,
    repeated,
    this_stage,
    the_next,
    the,
)
"""Those that are tried before limits are looked at."""

WORDING: tuple[Recogniser, ...] = (
    strength,
    must_not,
    moving,
    goer,
    soon,
    other_verb,
    misspelt,
    misspelt_before,
    comma_list,
    going,
    title,
    spaces,
    own_words,
    no_strength,
    without_the,
    quoted_name,
    number_first,
    promise,
)
"""The rest, in the order in which they are tried."""
