"""`stagecheck audit`: re-check certificates with an engine that shares nothing with the proof."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from checker.cli.options import add_paths

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Collection, Iterator

    from checker.answers.certificate import Certificate, Subject
    from checker.audit import Auditor, Judgement
    from checker.cli.inputs import Input
    from checker.output.report import Unread


T = TypeVar("T")


def add(commands: Any) -> None:  # noqa: ANN401, argparse does not publish the type
    """The command's arguments."""
    parser = commands.add_parser(
        "audit",
        help="re-check certificates that `check --certificates` wrote",
        description="Re-checks each certificate of a folder against the text that it was made for, "
        "with an engine that uses no solver and no part of the proof. What a certificate says of "
        "itself counts, not what its file is called; a promise that is kept and has no certificate "
        "is told. Where a text has too many facts to try each of their values, each part of a "
        "promise is looked at apart, and what that leaves open is told.",
        epilog="Exit code: 0 all are accepted and none is missing, 1 one is refused, missing or "
        "could not be checked, 2 something could not be read.",
        allow_abbrev=False,
    )
    parser.add_argument("folder", metavar="DIR", help="the folder of the certificates")
    add_paths(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Audit every certificate, a line each; then what has none."""
    from collections import Counter

    from checker.answers.verdict import Promise
    from checker.audit import Judgement, Standing
    from checker.cli.reading import tell_broken
    from checker.cli.streams import complain, say
    from checker.output.formats import Manner
    from checker.words.text import counted

    auditors, unread = _auditors(arguments.paths)
    found = sorted(Path(arguments.folder).glob("*.json"))
    if not found:
        complain(f"{arguments.folder}: there is no certificate", hint="`check --certificates DIR`")
        return 2
    tally = Counter[Standing]()
    accepted: dict[tuple[str, Subject], list[str]] = {}
    unchecked: set[tuple[str, Subject]] = set()
    for file in found:
        certificate = _read(file)
        if isinstance(certificate, str):
            what, judgement = "", Judgement(Standing.REFUSED, certificate)
        else:
            what, judgement = _judged(certificate, auditors, unread)
            named = (certificate.sha256, certificate.subject)
            if judgement.standing is Standing.ACCEPTED:
                before, (places, _) = accepted.get(named, []), auditors[certificate.sha256]
                other = before[0] if len(before) >= len(places) else None
                judgement = _contradicted(file.name, certificate, other) or judgement
            if judgement.standing is Standing.ACCEPTED:
                accepted.setdefault(named, []).append(file.name)
            elif judgement.standing is Standing.UNCHECKED:
                unchecked.add(named)
        tally[judgement.standing] += 1
        say(f"{file.name}: {what}{_told(judgement)}")
    for path, subject, judgement in _lacking(auditors, unchecked.union(accepted), unread):
        tally[judgement.standing] += 1
        what = subject.value if isinstance(subject, Promise) else f"require, line {subject}"
        say(f"{path}: {what}: no certificate: {_told(judgement)}")
    for each in unread:
        tell_broken(each, Manner.FULL)
    others = (Standing.MISSING, Standing.UNCHECKED)
    more = "".join(f", {tally[each]} {each.value}" for each in others if tally[each])
    judged = f"{tally[Standing.ACCEPTED]} accepted, {tally[Standing.REFUSED]} refused{more}"
    say(f"{counted(len(found), 'certificate')}: {judged}")
    return 2 if unread else int(tally.total() > tally[Standing.ACCEPTED])


def _auditors(paths: list[str]) -> tuple[dict[str, tuple[list[str], Auditor]], list[Unread]]:
    """By its hash, each text with all places where it stands; and what could not be read."""
    from checker.audit import Auditor
    from checker.cli.failures import attempt
    from checker.cli.inputs import collect
    from checker.cli.reading import parted
    from checker.language.diagnostics import Unreadable

    def auditor_of(file: Input) -> tuple[str, Auditor] | Unreadable:
        source = file.read()
        if isinstance(source, Unreadable):
            return source
        return source.path, Auditor(source.text, source.path)

    inputs = collect(paths)
    found, unread = parted(
        attempt(file.path, "be read", partial(auditor_of, file)) for file in inputs.files
    )
    auditors: dict[str, tuple[list[str], Auditor]] = {}
    for path, auditor in found:
        places, _ = auditors.setdefault(auditor.digest, ([], auditor))
        if path not in places:
            places.append(path)
    return auditors, [*inputs.problems, *unread]


def _judged(
    certificate: Certificate, auditors: dict[str, tuple[list[str], Auditor]], unread: list[Unread]
) -> tuple[str, Judgement]:
    """What a certificate says, in words, and what the audit says of it."""
    from checker.audit import Judgement, Standing

    line = "" if certificate.require is None else f" of line {certificate.require}"
    said = f"{certificate.check.value}{line}, {certificate.verdict.value}"
    if certificate.sha256 not in auditors:
        reason = f"no file among the paths is the text of `{certificate.procedure}` it was made for"
        return f"{said}: ", Judgement(Standing.REFUSED, reason)
    (path, *_), auditor = auditors[certificate.sha256]
    judgement = _tried(path, partial(auditor.judge, certificate), unread)
    return f"{path}: {said}: ", judgement


def _contradicted(name: str, certificate: Certificate, other: str | None) -> Judgement | None:
    """Why a true certificate stands under a name that makes it look like another one; `other`: the
    one that says the same already.
    """
    from checker.answers.certificate import named
    from checker.audit import Judgement, Standing

    if named(name) not in {None, certificate.subject}:
        reason = "its file's name says another promise, as if that were certified"
        return Judgement(Standing.REFUSED, reason)
    if other is not None:
        return Judgement(Standing.REFUSED, f"it says again what {other} says")
    return None


def _lacking(
    auditors: dict[str, tuple[list[str], Auditor]],
    told: Collection[tuple[str, Subject]],
    unread: list[Unread],
) -> Iterator[tuple[str, Subject, Judgement]]:
    """The promises that are, or may be, kept, and of which no certificate is told already."""
    for digest, ((path, *_), auditor) in auditors.items():
        for subject in auditor.subjects:
            if (digest, subject) in told:
                continue
            judgement = _tried(path, partial(auditor.lacking, subject), unread)
            if judgement is not None:
                yield path, subject, judgement


def _tried(path: str, job: Callable[[], T], unread: list[Unread]) -> T | Judgement:
    """What the job gives; where the program fails, `unread` gets that, and nothing was checked."""
    from checker.audit import Judgement, Standing
    from checker.cli.failures import attempt
    from checker.output.report import Failed

    found = attempt(path, "be audited", job)
    if not isinstance(found, Failed):
        return found
    unread.append(found)
    return Judgement(Standing.UNCHECKED, "the program failed")


def _told(judgement: Judgement) -> str:
    reason = "" if judgement.reason is None else f": {judgement.reason}"
    return f"{judgement.standing.value}{reason}"


def _read(file: Path) -> Certificate | str:
    """The certificate in a file, or why there is none."""
    from checker.answers.certificate import read

    if not file.is_file():
        return "it is no file"
    try:
        return read(file.read_bytes())
    except OSError as error:
        return f"it cannot be read: {(error.strerror or 'the system refuses').lower()}"
