"""Reading what a command was given: each file alone, so that a broken one stops no other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from checker.cli.beside import Beside, spread
from checker.cli.failures import attempt
from checker.cli.loaded import Loaded
from checker.cli.progress import Progress
from checker.cli.streams import coloured, warn
from checker.language.diagnostics import SourceText, Unreadable
from checker.output.broken import broken_in_words
from checker.output.formats import Manner
from checker.output.report import Broken, Failed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from checker.cli.exports import Exported, Exports
    from checker.cli.inputs import Input
    from checker.cli.store.results import Results
    from checker.output.report import Unread
    from checker.review.findings import Review

T = TypeVar("T")

LONG = 200
"""From so many stages on, a text that is reviewed alone is reviewed in two processes."""
MOST_TOLD_IN_ALL = 1_000
"""Mistakes that one command tells; of each further text the first is told, the others counted."""
BESIDE = frozenset(
    {
        "no-unreachable-stage",
        "every-outcome-has-a-next-step",
        "silence-has-a-next-step",
        "no-endless-loop",
        "conditions-are-exclusive",
        "limit-for-every-stage",
        "bounded-end",
    }
)
"""Checks that take about as long, together, as all the others."""


def cut(results: Iterable[T | Unread]) -> Iterator[T | Unread]:
    """The same, with no more mistakes than anybody would read."""
    left = MOST_TOLD_IN_ALL
    for each in results:
        if isinstance(each, Broken):
            told = each.cut(max(left, 1))
            left -= len(told.mistakes)
            yield told
        else:
            yield each


def read_file(file: Input) -> SourceText | Unread:
    """The text of one file, or what keeps it from being read."""
    return attempt(file.path, "be read", file.read)


def load_file(file: Input) -> Loaded | Unread:
    """The model of one file, without checking it, or what keeps it from being read."""
    source = read_file(file)
    return load_source(source, file.stem) if isinstance(source, SourceText) else source


def load_source(source: SourceText, stem: str) -> Loaded | Unread:
    """The model of a text, without checking it, or what keeps it from being read."""
    return attempt(source.path, "be read", partial(_load, source, stem))


def _load(source: SourceText, stem: str) -> Loaded | Broken:
    from checker.procedure.from_syntax import load_text

    procedure, diagnostics = load_text(source.text, source.path)
    if procedure is None or diagnostics:
        return Broken.of(source, diagnostics)
    return Loaded(source, procedure, stem)


def known_or_loaded(file: Input, results: Results, *, dated: bool) -> Review | Loaded | Unread:
    """What the checks said of the same text before; else its model, or what keeps it from being
    read.
    """
    source = read_file(file)
    if not isinstance(source, SourceText):
        return source
    look_up = partial(results.review_of, source, dated=dated)
    return attempt(file.path, "be looked up", look_up) or load_source(source, file.stem)


def parted(results: Iterable[T | Unread]) -> tuple[list[T], list[Unread]]:
    """What was got, and what was not, each in its order."""
    got: list[T] = []
    unread: list[Unread] = []
    for each in results:
        if isinstance(each, Broken | Unreadable | Failed):
            unread.append(each)
        else:
            got.append(each)
    return got, unread


def reviews_of(
    given: Sequence[Loaded | Review], processes: int, results: Results, *, dated: bool = True
) -> list[Review | Failed]:
    """What the checks say of each, in the same order, worked out in at most so many processes.

    What is known already is taken as it is, and what is new is kept in `results`. `dated`: whether
    the longest real waits are wanted, too.
    """
    new = [each for each in given if isinstance(each, Loaded)]
    if len(new) == 1 and processes > 1 and len(new[0].procedure.stages) >= LONG:
        job = partial(_review_beside, new[0], results=results, dated=dated)
        found = [attempt(new[0].source.path, "be checked", job)]
    else:
        found = _each(partial(_review, results=results, dated=dated), new, processes)
    others = iter(found)
    return [next(others) if isinstance(each, Loaded) else each for each in given]


def reviews_and_exports_of(
    readable: Sequence[Loaded], processes: int, wanted: Exports, *, dated: bool = True
) -> list[tuple[Review, Exported] | Failed]:
    """As `reviews_of`, with what each review's proofs are exported as."""
    return _each(partial(_review_and_export, wanted=wanted, dated=dated), readable, processes)


def _each(
    job: Callable[[Loaded], T], readable: Sequence[Loaded], processes: int
) -> list[T | Failed]:
    """What the job gives for each text, or how it failed, with a bar that shows how far it is."""

    def tried(loaded: Loaded) -> T | Failed:
        return attempt(loaded.source.path, "be checked", partial(job, loaded))

    progress = Progress(len(readable), max(1, min(processes, len(readable))))
    found = spread(progress.follow(tried), readable, processes)
    progress.end()
    return found


def _review_beside(loaded: Loaded, *, results: Results, dated: bool) -> Review:
    """A long text reviewed in two processes: each takes some of the checks."""
    from checker.review.catalogue import checks
    from checker.review.examine import examined, said_by

    procedure, source = loaded.procedure, loaded.source
    names = [check.name for check in checks() if check.name in BESIDE]
    others = [check.name for check in checks() if check.name not in BESIDE]
    progress = Progress(len(others) + 1)
    with Beside(lambda: said_by(procedure, source, names)) as beside:
        ours = said_by(procedure, source, others, progress.step)
        whole = examined(procedure, source, ours | beside.result(), dated=dated)
    progress.end()
    results.keep_review(whole, dated=dated)
    return whole


def _review(loaded: Loaded, *, results: Results, dated: bool) -> Review:
    from checker.review.examine import examined

    review = examined(loaded.procedure, loaded.source, dated=dated)
    results.keep_review(review, dated=dated)
    return review


def _review_and_export(loaded: Loaded, *, wanted: Exports, dated: bool) -> tuple[Review, Exported]:
    from checker.cli.exports import exported
    from checker.review.context import Context
    from checker.review.examine import examined

    context = Context(loaded.procedure, loaded.source)
    review = examined(loaded.procedure, loaded.source, dated=dated, context=context)
    return review, exported(context, loaded, wanted)


def tell_broken(broken: Unread, manner: Manner) -> None:
    """Say on the error stream what is wrong with an input."""
    import sys

    colour = manner is Manner.FULL and coloured(sys.stderr)
    warn(broken_in_words(broken, manner, colour=colour), styled=colour)
