"""`stagecheck audit`: re-check certificates with an engine that shares nothing with the proof."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.cli.options import add_paths

if TYPE_CHECKING:
    import argparse


def add(commands: Any) -> None:  # noqa: ANN401, argparse does not publish the type
    """The command's arguments."""
    parser = commands.add_parser(
        "audit",
        help="re-check certificates that `check --certificates` wrote",
        description="Re-checks each certificate of a folder against the text that it was made for, "
        "with an engine that uses no solver and no part of the proof.",
        epilog="Exit code: 0 all are accepted, 1 one is refused, 2 something could not be read.",
        allow_abbrev=False,
    )
    parser.add_argument("folder", metavar="DIR", help="the folder of the certificates")
    add_paths(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Audit every certificate, a line each."""
    from checker.audit import Auditor
    from checker.cli.inputs import collect
    from checker.cli.options import complain, say
    from checker.language.diagnostics import SourceText
    from checker.language.source import read_source

    inputs = collect(arguments.paths)
    for problem in inputs.problems:
        complain(problem)
    auditors = {}
    unread = len(inputs.problems)
    for file in inputs.files:
        source = read_source(file)
        if isinstance(source, SourceText):
            auditors[file.stem] = Auditor(source.text, source.path)
        else:
            unread += 1
            complain(f"{file}: it cannot be read")
    found = sorted(Path(arguments.folder).glob("*.json"))
    if not found:
        complain(f"{arguments.folder}: there is no certificate", hint="`check --certificates DIR`")
        return 2
    refused = 0
    for file in found:
        stem = file.name.split(".", 1)[0]
        certificate = _read(file)
        if stem not in auditors:
            reason: str | None = f"no file named {stem} is among the paths"
        elif certificate is None:
            reason = "it is no JSON"
        else:
            reason = auditors[stem].refusal(certificate)
        refused += reason is not None
        say(f"{file.name}: {'accepted' if reason is None else f'refused: {reason}'}")
    say(f"{len(found)} certificates: {len(found) - refused} accepted, {refused} refused")
    return 2 if unread else int(refused > 0)


def _read(file: Path) -> object | None:
    """What a certificate's file holds; None where it is no JSON."""
    import json

    try:
        found: object = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return found
