"""Reading what a command was given: each file alone, so that a broken one stops no other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from checker.cli.beside import Beside, spread
from checker.cli.failures import attempt
from checker.cli.loaded import Loaded, Text
from checker.cli.progress import Progress
from checker.cli.streams import coloured, warn
from checker.language.diagnostics import SourceText, Unreadable
from checker.output.formats import Manner
from checker.output.report import Broken, Failed, Unread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from checker.cli.exports import Exported, Exports
    from checker.cli.inputs import Input
    from checker.cli.store.results import Results
    from checker.review.findings import Review

S = TypeVar("S")
T = TypeVar("T")

MANY = 8
"""From so many texts on, each process takes its share; fewer are done before another has begun."""
LONG = 200
"""From so many stages on, a text takes another process, where the texts are few."""
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
    return load(Text(source, file.stem)) if isinstance(source, SourceText) else source


def load(text: Text) -> Loaded | Unread:
    """The model of a text, without checking it, or what keeps it from being read."""
    return attempt(text.source.path, "be read", partial(_load, text))


def _load(text: Text) -> Loaded | Broken:
    from checker.procedure.from_syntax import load_text

    source = text.source
    procedure, diagnostics = load_text(source.text, source.path)
    if procedure is None or diagnostics:
        return Broken.of(source, diagnostics)
    return Loaded(source, procedure, text.stem)


def known_or_read(file: Input, results: Results, *, dated: bool) -> Review | Text | Unread:
    """What the checks said of the same text before; else the text, or what keeps it from being
    read.
    """
    source = read_file(file)
    if not isinstance(source, SourceText):
        return source
    look_up = partial(results.review_of, source, dated=dated)
    return attempt(file.path, "be looked up", look_up) or Text(source, file.stem)


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


def each_of(
    job: Callable[[S, bool], T], given: Sequence[S | Unread], processes: int
) -> list[T | Unread]:
    """What the job gives for each that could be read, with a bar that shows how far it is.

    A few are worked on here, one after another: the job is told whether there is another process to
    be had for each. Of many, at most so many processes take their shares.
    """
    items = [each for each in given if not isinstance(each, Unread)]
    used = max(1, min(processes, len(items))) if len(items) >= MANY else 1
    spare = used < processes
    if used > 1:
        _prepare()
    progress = Progress(len(items), used)
    found = iter(spread(progress.follow(lambda item: job(item, spare)), items, used))
    progress.end()
    return [each if isinstance(each, Unread) else next(found) for each in given]


def reviews_of(
    given: Sequence[Text | Review | Unread],
    processes: int,
    results: Results,
    *,
    dated: bool = True,
) -> list[Review | Unread]:
    """What the checks say of each, or what keeps it from being checked, in the same order.

    What is known already is taken as it is, and what is new is kept in `results`. `dated`: whether
    the longest real waits are wanted, too.
    """

    def reviewed(text: Text, spare: bool) -> Review | Unread:  # noqa: FBT001
        loaded = load(text)
        if not isinstance(loaded, Loaded):
            return loaded
        return review_of(loaded, results, dated=dated, spare=spare)

    texts = [each for each in given if isinstance(each, Text)]
    found = iter(each_of(reviewed, texts, processes))
    return [next(found) if isinstance(each, Text) else each for each in given]


def review_of(
    loaded: Loaded, results: Results, *, dated: bool = True, spare: bool = False
) -> Review | Failed:
    """What the checks say of a text; `spare`: a long one takes another process."""
    job = partial(_review, loaded, results, dated=dated, beside=spare and is_long(loaded))
    return attempt(loaded.source.path, "be checked", job)


def reviews_and_exports_of(
    given: Sequence[Text | Unread], processes: int, wanted: Exports, *, dated: bool = True
) -> list[tuple[Review, Exported] | Unread]:
    """As `reviews_of`, with what each review's proofs are exported as."""

    def both(text: Text, _spare: bool) -> tuple[Review, Exported] | Unread:  # noqa: FBT001
        loaded = load(text)
        if not isinstance(loaded, Loaded):
            return loaded
        job = partial(_review_and_export, loaded, wanted, dated=dated)
        return attempt(loaded.source.path, "be checked", job)

    return each_of(both, given, processes)


def _prepare() -> None:
    """Load what every process needs, before there are several."""
    from checker.language.tables import load_parser
    from checker.review.catalogue import checks

    load_parser()
    checks()


def is_long(loaded: Loaded) -> bool:
    """Whether a text is worth another process of its own."""
    return len(loaded.procedure.stages) >= LONG


def _review(loaded: Loaded, results: Results, *, dated: bool, beside: bool) -> Review:
    from checker.review.examine import examined

    if beside:
        review = _reviewed_beside(loaded, dated=dated)
    else:
        review = examined(loaded.procedure, loaded.source, dated=dated)
    results.keep_review(review, dated=dated)
    return review


def _reviewed_beside(loaded: Loaded, *, dated: bool) -> Review:
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
    return whole


def _review_and_export(loaded: Loaded, wanted: Exports, *, dated: bool) -> tuple[Review, Exported]:
    from checker.cli.exports import exported
    from checker.review.context import Context
    from checker.review.examine import examined

    context = Context(loaded.procedure, loaded.source)
    review = examined(loaded.procedure, loaded.source, dated=dated, context=context)
    return review, exported(context, loaded, wanted)


def tell_broken(broken: Unread, manner: Manner) -> None:
    """Say on the error stream what is wrong with an input."""
    import sys

    from checker.output.broken import broken_in_words

    colour = manner is Manner.FULL and coloured(sys.stderr)
    warn(broken_in_words(broken, manner, colour=colour), styled=colour)
