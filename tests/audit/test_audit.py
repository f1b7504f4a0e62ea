"""Certificates are accepted for what is proved, and refused for anything else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from checker.audit import Auditor, audit
from checker.cli import main
from tests.audit.mutations import mutations
from tests.audit.run import OTHER_LINE, certificates, run
from tests.proof.faults import FAULTS
from tests.proof.meaning_cases import CASES

ROOT = Path(__file__).resolve().parents[2]
FIVE = sorted((ROOT / "procedures").glob("*.procedure"))


@pytest.mark.parametrize("path", FIVE, ids=[p.stem for p in FIVE])
def test_the_five(path: Path) -> None:
    """Every proof about the five is accepted, and every change of it refused."""
    text = path.read_text(encoding="utf-8")
    auditor = Auditor(text, path.name)
    for proof in certificates(text):
        assert auditor.refusal(proof) is None
        for what, changed in mutations(proof):
            refused = auditor.refusal(changed) is not None
            assert refused or OTHER_LINE.search(what), what


def test_the_cases() -> None:
    """So is every proof about the small procedures that define what is meant."""
    accepted = 0
    for case in CASES:
        for proof in certificates(case.text):
            assert audit(case.text, "case.procedure", proof) is None, case.number
            accepted += 1
    assert accepted > len(CASES)


def test_random_procedures() -> None:
    """And about random ones; each changed certificate is refused, or true."""
    tally, wrong = run(seed=3, count=25)
    assert wrong == []
    assert tally["changed, and refused"] > 500


def test_a_text_that_has_changed() -> None:
    """A certificate is for one text, to the letter."""
    text = CASES[0].text
    proof = certificates(text)[0]
    assert audit(f"{text}\n", "case.procedure", proof) == (
        "the text has changed since the certificate was made"
    )


@pytest.mark.parametrize("thing", [None, [], {}, "proved", 7, {"version": 1}])
def test_what_is_no_certificate(thing: object) -> None:
    """It is refused, and never an error."""
    assert audit(CASES[0].text, "case.procedure", thing) is not None


def test_a_text_that_cannot_be_read() -> None:
    """It has no proofs."""
    assert audit("nonsense", "x.procedure", {}) == "the procedure cannot be read"


FAULTY = {
    "a consultation without a limit is met": (
        "if not resolved, the case must go to board, after consulting their manager"
    ),
    "otherwise matches everything": "otherwise, the case must go to board",
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_wrong_encoding_cannot_vouch_for_itself(name: str) -> None:
    """What a faulty encoding proves of a text that breaks the promise is refused."""
    lines = [FAULTY[name]]
    if name.startswith("otherwise"):
        lines.append("if not resolved, the worker may take the case to board")
    one = "".join(f"  {line}\n" for line in lines)
    text = CASES[0].text.replace("  if not resolved, the case must go to board\n", one)
    assert text != CASES[0].text
    number = next(i for i, fault in enumerate(FAULTS) if fault.name == name)
    program = (
        "import sys\n"
        "from tests.proof.faults import FAULTS, plant\n"
        f"plant(FAULTS[{number}])\n"
        "from checker.audit import audit\n"
        "from tests.audit.run import certificates\n"
        f"text = {text!r}\n"
        "proofs = [p for p in certificates(text) if p['check'] == 'every-path-ends']\n"
        "print([audit(text, 'x.procedure', proof) for proof in proofs])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True, text=True
    )
    assert "not every part is kept" in done.stdout
    honest = [p for p in certificates(text) if p["check"] == "every-path-ends"]
    assert honest == []


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`check --certificates` writes what `audit` accepts; a changed one is refused by name."""
    folder = tmp_path / "proofs"
    main(["check", str(ROOT / "procedures"), "--certificates", str(folder)])
    files = sorted(folder.glob("*.json"))
    assert len(files) == 8
    capsys.readouterr()
    assert main(["audit", str(folder), str(ROOT / "procedures")]) == 0
    assert capsys.readouterr().out.endswith("8 certificates: 8 accepted, 0 refused\n")
    proof = json.loads(files[0].read_text(encoding="utf-8"))
    proof["verdict"] = "proved-if-guided"
    files[0].write_text(json.dumps(proof), encoding="utf-8")
    files[1].write_text("{", encoding="utf-8")
    assert main(["audit", str(folder), str(ROOT / "procedures")]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith(f"{files[0].name}: refused: ")
    assert told[1] == f"{files[1].name}: refused: it is no JSON"


def test_certificates_of_other_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A certificate whose text is not given is refused; without certificates nothing is done."""
    (tmp_path / "other.named-role.json").write_text("{}", encoding="utf-8")
    assert main(["audit", str(tmp_path), str(ROOT / "procedures")]) == 1
    assert "no file named other is among the paths" in capsys.readouterr().out
    (tmp_path / "empty").mkdir()
    assert main(["audit", str(tmp_path / "empty"), str(ROOT / "procedures")]) == 2
    (tmp_path / "bad.procedure").write_bytes(b"\xff\xfe\x00")
    assert main(["audit", str(tmp_path), str(tmp_path / "bad.procedure"), "nowhere"]) == 2


def test_it_uses_no_proof_and_no_solver(tmp_path: Path) -> None:
    """A whole audit loads neither the room of proofs nor Z3."""
    main(["check", str(FIVE[0]), "--certificates", str(tmp_path)])
    program = (
        "import sys; from checker.cli import main\n"
        f"code = main(['audit', {str(tmp_path)!r}, {str(FIVE[0])!r}])\n"
        "bad = [m for m in sys.modules if m == 'z3' or m.startswith('checker.proof')]\n"
        "sys.exit(9 if bad else code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_questions_are_exported(tmp_path: Path) -> None:
    """One file for each procedure."""
    main(["check", str(ROOT / "procedures"), "--smtlib", str(tmp_path / "smt")])
    files = sorted(path.stem for path in (tmp_path / "smt").glob("*.smt2"))
    assert files == [path.stem for path in FIVE]


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """Code 2, and nothing is written."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    code = main(["check", str(FIVE[0]), "--certificates", str(tmp_path / "file" / "deep")])
    assert code == 2
