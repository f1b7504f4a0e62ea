"""What `stagecheck check` writes for others to read: certificates, and questions for a solver."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.cli.reading import Loaded


def questions(readable: Sequence[Loaded], folder: Path) -> dict[Path, bytes]:
    """For each procedure a file with every question that its checks put to Z3, as SMT-LIB 2."""
    from checker.proof.smtlib import script
    from checker.review.catalogue import checks
    from checker.review.context import Context

    contents = {}
    for loaded in readable:
        context = Context(loaded.procedure, loaded.source)
        for check in checks():
            check.run(context)
        name = f"{Path(loaded.source.path).stem}.smt2"
        contents[folder / name] = script(context.prover.asked).encode()
    return contents


def certificates(readable: Sequence[Loaded], folder: Path) -> dict[Path, bytes]:
    """For each procedure a file for each promise that is proved of it."""
    from checker.answers.certificate import CERTIFIED, digest_of, slug, written
    from checker.proof.certify import certificate
    from checker.proof.prove import Prover
    from checker.proof.settled import settled_promise

    contents = {}
    for loaded in readable:
        prover, digest = Prover(loaded.procedure), digest_of(loaded.source.text)
        for promise in CERTIFIED:
            found = certificate(loaded.procedure, digest, settled_promise(prover, promise))
            if found is not None:
                name = f"{Path(loaded.source.path).stem}.{slug(promise)}.json"
                contents[folder / name] = written(found)
    return contents
