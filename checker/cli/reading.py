"""Reading what a command was given: each file alone, so that a broken one stops no other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from checker.cli.beside import Beside, spread
from checker.cli.failures import attempt
from checker.cli.loaded import Loaded
from checker.cli.progress import Progress
from checker.cli.streams import coloured, warn
from checker.language.diagnostics import Unreadable
from checker.output.broken import broken_in_words
from checker.output.formats import Manner
from checker.output.report import Broken, Failed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from checker.cli.exports import Exported, Exports
    from checker.cli.inputs import Input
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


def load_files(files: Iterable[Input]) -> Iterator[Loaded | Unread]:
    """As `load_file` gives each, with no more mistakes than anybody would read."""
    left = MOST_TOLD_IN_ALL
    for file in files:
        found = load_file(file)
        if isinstance(found, Broken):
            found = found.cut(max(left, 1))
            left -= len(found.mistakes)
        yield found


def load_file(file: Input) -> Loaded | Unread:
    """The model of one file, without checking it, or what keeps it from being read."""
    return attempt(file.path, "be read", partial(_load, file))


def _load(file: Input) -> Loaded | Broken | Unreadable:
    from checker.procedure.from_syntax import load_text

    source = file.read()
    if isinstance(source, Unreadable):
        return source
    procedure, diagnostics = load_text(source.text, source.path)
    if procedure is None or diagnostics:
        return Broken.of(source, diagnostics)
    return Loaded(source, procedure, file.stem)


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
    readable: Sequence[Loaded], processes: int, *, dated: bool = True
) -> list[Review | Failed]:
    """What the checks say of each, in the same order, worked out in at most so many processes.

    `dated`: whether the longest real waits are wanted, too.
    """
    if len(readable) == 1 and processes > 1 and len(readable[0].procedure.stages) >= LONG:
        path = readable[0].source.path
        return [attempt(path, "be checked", partial(_review_beside, readable[0], dated=dated))]
    return _each(partial(_review, dated=dated), readable, processes)


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


def _review_beside(loaded: Loaded, *, dated: bool) -> Review:
    """A long text reviewed in two processes: each takes some of the checks."""
    from checker.review import checks, examined, said_by

    procedure, source = loaded.procedure, loaded.source
    names = [check.name for check in checks() if check.name in BESIDE]
    others = [check.name for check in checks() if check.name not in BESIDE]
    progress = Progress(len(others) + 1)
    with Beside(lambda: said_by(procedure, source, names)) as beside:
        ours = said_by(procedure, source, others, progress.step)
        whole = examined(procedure, source, ours | beside.result(), dated=dated)
    progress.end()
    return whole


def _review(loaded: Loaded, *, dated: bool) -> Review:
    from checker.review import examined

    return examined(loaded.procedure, loaded.source, dated=dated)


def _review_and_export(loaded: Loaded, *, wanted: Exports, dated: bool) -> tuple[Review, Exported]:
    from checker.cli.exports import exported
    from checker.review import examined
    from checker.review.context import Context

    context = Context(loaded.procedure, loaded.source)
    review = examined(loaded.procedure, loaded.source, dated=dated, context=context)
    return review, exported(context, loaded, wanted)


def tell_broken(broken: Unread, manner: Manner) -> None:
    """Say on the error stream what is wrong with an input."""
    import sys

    colour = manner is Manner.FULL and coloured(sys.stderr)
    warn(broken_in_words(broken, manner, colour=colour), styled=colour)
