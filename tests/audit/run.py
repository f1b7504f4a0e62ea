"""Certificates of random procedures: `python -m tests.audit.run --count 20000 --seed 1`.

Every promise that is proved of a random procedure is certified and audited, its writer's own among
them. Of one certificate of each procedure every single field is changed in turn, and has to be
refused: but for a change that makes it the certificate of another promise, and for a line that is
exchanged for another one which keeps the part as well. What it then says is true, as the engine has
seen, with that set alone and with each line of it left out; how often that comes up is printed.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from multiprocessing import Pool
from random import Random
from typing import TYPE_CHECKING, Any

from checker.answers.certificate import CERTIFIED, Subject, digest_of, read, slug, written
from checker.answers.verdict import Promise, Verdict
from checker.audit import Auditor, Judgement, Standing
from checker.procedure.from_syntax import load_text
from checker.proof.certify import certificate
from checker.proof.prove import Prover
from checker.proof.settled import settled_promise, settled_require
from tests.audit.mutations import mutations
from tests.proof.strategies import random_promises

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.answers.verdict import Answer

OTHER_LINE = re.compile(r"support \d+: (line \d+|stage \S+)$")


def answers(text: str) -> dict[Subject, Answer]:
    """The answer on each promise of a text of which there may be a certificate."""
    procedure, _ = load_text(text, "random.procedure")
    if procedure is None:
        return {}
    prover = Prover(procedure)
    found: dict[Subject, Answer] = {each: settled_promise(prover, each) for each in CERTIFIED}
    for require in procedure.requires:
        found[require.line.number] = settled_require(prover, require)
    return found


def certificates(
    text: str, answered: Mapping[Subject, Answer] | None = None
) -> list[dict[str, Any]]:
    """A certificate of every promise that is proved of a text, as it is read back from JSON."""
    procedure, _ = load_text(text, "random.procedure")
    if procedure is None:
        return []
    digest, found = digest_of(text), []
    for subject, answer in (answers(text) if answered is None else answered).items():
        number = subject if isinstance(subject, int) else None
        found.append(certificate(procedure, digest, answer, number))
    return [json.loads(written(each)) for each in found if each is not None]


def judged(auditor: Auditor, proof: object) -> Judgement:
    """What the audit says of a certificate that is read from a file."""
    certificate = read(json.dumps(proof).encode())
    if isinstance(certificate, str):
        return Judgement(Standing.REFUSED, certificate)
    return auditor.judge(certificate)


def examine(text: str, random: Random, tally: Counter[str]) -> list[str]:
    """Audit all certificates of a text, and every change of one of them; what is wrong."""
    wrong = []
    answered = answers(text)
    proofs = certificates(text, answered)
    auditor = Auditor(text, "random.procedure")
    for proof in proofs:
        judgement = judged(auditor, proof)
        if judgement.standing is Standing.UNCHECKED:
            tally["too large"] += 1
            continue
        tally[f"{proof['check']} {proof['verdict']}"] += 1
        if judgement.standing is Standing.REFUSED:
            wrong.append(f"{proof['check']} is refused: {judgement.reason}\n{text}")
    given = {proof["require"] or Promise(proof["check"]) for proof in proofs}
    for subject in auditor.subjects:
        lacking = auditor.lacking(subject) if subject not in given else None
        if lacking is None or lacking.standing is not Standing.MISSING:
            continue
        if answered[subject].verdict is Verdict.UNKNOWN:  # for want of a table that is not needed
            tally["not decided, and kept"] += 1
        else:
            wrong.append(f"{slug(subject)} is said to be kept: {lacking.reason}\n{text}")
    if proofs:
        chosen = random.choice(proofs)
        for what, changed in mutations(chosen):
            accepted = judged(auditor, changed).standing is Standing.ACCEPTED
            tally["changed, and still true" if accepted else "changed, and refused"] += 1
            if accepted and not OTHER_LINE.search(what) and changed not in proofs:
                wrong.append(f"{chosen['check']} is accepted with {what}\n{text}")
    return wrong


def run(seed: int, count: int) -> tuple[Counter[str], list[str]]:
    """Examine so many random procedures."""
    random, tally = Random(seed), Counter[str]()  # noqa: S311
    wrong = []
    for _ in range(count):
        wrong += examine(random_promises(random), random, tally)
    return tally, wrong


def _job(arguments: tuple[int, int]) -> tuple[Counter[str], list[str]]:
    return run(*arguments)


def main() -> int:
    """Run as a command; 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    block = 100
    jobs = [(given.seed * 1_000_003 + i, block) for i in range(-(-given.count // block))]
    tally, wrong = Counter[str](), []
    with Pool(given.jobs) as pool:
        for counted, found in pool.imap_unordered(_job, jobs):
            tally.update(counted)
            wrong += found
    for what, times in sorted(tally.items()):
        print(f"{times:8} {what}")
    for each in wrong[:5]:
        print(each)
    print(f"wrong: {len(wrong)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
