"""Certificates are accepted for what is proved, and refused for anything else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from checker.answers.certificate import CERTIFIED, digest_of, named, slug, written
from checker.answers.verdict import Promise
from checker.audit import Auditor, Standing
from checker.cli import main
from checker.procedure.from_syntax import load_text
from checker.proof.certify import certificate
from checker.proof.prove import Prover
from tests.audit.mutations import mutations
from tests.audit.run import OTHER_LINE, certificates, judged, run
from tests.proof.faults import FAULTS
from tests.proof.meaning_cases import CASES

ROOT = Path(__file__).resolve().parents[2]
FIVE = sorted((ROOT / "procedures").glob("*.procedure"))


@pytest.mark.parametrize("path", FIVE, ids=[p.stem for p in FIVE])
def test_the_five(path: Path) -> None:
    """Every proof about the five is accepted, and every change of it refused."""
    text = path.read_text(encoding="utf-8")
    auditor = Auditor(text, path.name)
    proofs = certificates(text)
    for proof in proofs:
        assert judged(auditor, proof).standing is Standing.ACCEPTED
        for what, changed in mutations(proof):
            refused = judged(auditor, changed).standing is Standing.REFUSED
            assert refused or OTHER_LINE.search(what) or changed in proofs, what


def test_the_cases() -> None:
    """So is every proof about the small procedures that define what is meant."""
    accepted = 0
    for case in CASES:
        for proof in certificates(case.text):
            auditor = Auditor(case.text, "case.procedure")
            assert judged(auditor, proof).standing is Standing.ACCEPTED, case.says
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
    judgement = judged(Auditor(f"{text}\n", "case.procedure"), proof)
    assert judgement.standing is Standing.REFUSED
    assert judgement.reason == "it was made for another text"


@pytest.mark.parametrize("thing", [None, [], {}, "proved", 7, {"version": 1}])
def test_what_is_no_certificate(thing: object) -> None:
    """It is refused, and never an error."""
    auditor = Auditor(CASES[0].text, "case.procedure")
    assert judged(auditor, thing).standing is Standing.REFUSED


def test_a_text_that_cannot_be_read() -> None:
    """It has no proofs."""
    proof = certificates(CASES[0].text)[0]
    assert (
        judged(Auditor("nonsense", "x.procedure"), proof).reason == "the procedure cannot be read"
    )


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
        "from checker.audit import Auditor\n"
        "from tests.audit.run import certificates, judged\n"
        f"text = {text!r}\n"
        "proofs = [p for p in certificates(text) if p['check'] == 'every-path-ends']\n"
        "print([judged(Auditor(text, 'x.procedure'), proof) for proof in proofs])\n"
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
    assert len(files) >= 7
    capsys.readouterr()
    assert main(["audit", str(folder), str(ROOT / "procedures")]) == 0
    assert capsys.readouterr().out.endswith(
        f"{len(files)} certificates: {len(files)} accepted, 0 refused\n"
    )
    proof = json.loads(files[0].read_text(encoding="utf-8"))
    proof["verdict"] = "proved-if-guided"
    files[0].write_text(json.dumps(proof), encoding="utf-8")
    files[1].write_text("{", encoding="utf-8")
    assert main(["audit", str(folder), str(ROOT / "procedures")]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith(f"{files[0].name}: ")
    assert "proved-if-guided: refused: " in told[0]
    assert told[1] == f"{files[1].name}: refused: it is no JSON"
    lost = named(files[1].name)
    assert isinstance(lost, Promise)
    assert {line.split(":")[1] for line in told if ": no certificate: missing: " in line} == {
        f" {proof['check']}",
        f" {lost.value}",
    }
    count = len(files)
    assert told[-1] == f"{count} certificates: {count - 2} accepted, 2 refused, 2 missing"


def test_certificates_of_other_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A certificate whose text is not given is refused; without certificates nothing is done."""
    main(["check", str(FIVE[0]), "--certificates", str(tmp_path)])
    capsys.readouterr()
    assert main(["audit", str(tmp_path), str(FIVE[1])]) == 1
    assert "no file among the paths is the text of `" in capsys.readouterr().out
    (tmp_path / "empty").mkdir()
    assert main(["audit", str(tmp_path / "empty"), str(ROOT / "procedures")]) == 2
    (tmp_path / "bad.procedure").write_bytes(b"\xff\xfe\x00")
    assert main(["audit", str(tmp_path), str(tmp_path / "bad.procedure"), "nowhere"]) == 2


TEXT = """procedure p "A case"
role worker "Worker", on each side
stage one "One"
  led by the worker of the raising side, with their counterpart
  this stage must end within 1 working day
  if agreed, go to done
  if not resolved, the case must go to board
ending done "Agreed", by agreement
ending board "The board", by referral
"""


def audited(folder: Path, *paths: Path) -> tuple[int, list[str]]:
    """The code and the lines of one audit."""
    command = [sys.executable, "-m", "checker.cli", "audit", str(folder), *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
    assert not done.stderr
    return done.returncode, done.stdout.splitlines()


def certified(folder: Path, name: str, text: str = TEXT) -> tuple[Path, Path]:
    """A text under a name, and the folder of its certificates."""
    path, proofs = folder / name, folder / "proofs"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    main(["check", str(path), "--certificates", str(proofs), "--output-format", "concise"])
    return path, proofs


def test_a_copy_under_another_name_is_refused(tmp_path: Path) -> None:
    """What a certificate says of itself counts; a name that says otherwise vouches for nothing."""
    path, proofs = certified(tmp_path, "p.procedure")
    lead, ends = proofs / "p.named-role.json", proofs / "p.every-path-ends.json"
    ends.write_bytes(lead.read_bytes())
    code, lines = audited(proofs, path)
    assert code == 1
    told = next(line for line in lines if line.startswith(ends.name))
    assert "named-role, proved: refused: its file's name says another promise" in told
    assert any("every-path-ends: no certificate: missing: it is kept (proved" in n for n in lines)


def test_the_same_twice_is_told(tmp_path: Path) -> None:
    """A second file that says the same adds nothing."""
    path, proofs = certified(tmp_path, "p.procedure")
    (proofs / "zz.json").write_bytes((proofs / "p.named-role.json").read_bytes())
    code, lines = audited(proofs, path)
    assert code == 1
    assert any("refused: it says again what p.named-role.json says" in line for line in lines)


def test_one_text_under_two_names_has_two_certificates(tmp_path: Path) -> None:
    """Both are what `check` writes; a third says the same again, and so does the second where the
    text is given once, by whichever way.
    """
    one, proofs = certified(tmp_path, "p.procedure")
    other, _ = certified(tmp_path, "q.procedure")
    code, lines = audited(proofs, one, other)
    assert code == 0, lines
    assert audited(proofs, one, one)[0] == 1
    (proofs / "zz.json").write_bytes((proofs / "p.named-role.json").read_bytes())
    code, lines = audited(proofs, one, other)
    assert code == 1
    assert [line for line in lines if ": refused: " in line] == [
        f"zz.json: {one}: named-role, proved: refused: it says again what p.named-role.json says"
    ]


def test_a_missing_certificate_is_told(tmp_path: Path) -> None:
    """A promise that is kept, and that nothing certifies; one that is broken needs none."""
    path, proofs = certified(tmp_path, "p.procedure")
    (proofs / "p.bounded-end.json").unlink()
    code, lines = audited(proofs, path)
    assert code == 1
    missing = [line for line in lines if "no certificate" in line]
    reason = "it is kept (proved), and nothing certifies it"
    assert missing == [f"{path}: bounded-end: no certificate: missing: {reason}"]


@pytest.mark.parametrize("name", ["a.b.procedure", ".procedure", "two words.procedure"])
def test_odd_names_of_files(tmp_path: Path, name: str) -> None:
    """A certificate finds its text by the text, whatever the file is called."""
    path, proofs = certified(tmp_path, name)
    code, lines = audited(proofs, path)
    assert code == 0, lines
    assert lines[-1].endswith("accepted, 0 refused")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"version":1,"procedure":[],"sha256":{},"check":[],"verdict":[],"parts":[[]]}',
        b'{"version":1,"procedure":"p","sha256":"","check":["x"],"verdict":"proved","parts":[]}',
        b'{"version":1e400}',
    ],
)
def test_no_content_is_too_odd(tmp_path: Path, content: bytes) -> None:
    """Whatever lies in a certificate's place, the others are audited, and this one is refused."""
    path, proofs = certified(tmp_path, "p.procedure")
    (proofs / "odd.json").write_bytes(content)
    (proofs / "folder.json").mkdir()
    code, lines = audited(proofs, path)
    assert code == 1
    assert sum(": refused: " in line for line in lines) == 2
    assert any(": accepted" in line for line in lines)


UNSETTLED = """procedure p "A case"
role worker "Worker", on each side
role counsellor "Counsellor"
  held by missing
fact danger "danger", fixed
stage one "One"
  led by the worker of the raising side, with their counterpart
  whenever danger, the counsellor must take the case to board within 1 working day
  whenever not danger, the counsellor must take the case to board within 1 working day
  if agreed, go to done
  if not resolved, the case must go to board
ending done "Agreed", by agreement
ending board "The board", by referral
"""


def test_no_proof_rests_on_what_is_not_settled(tmp_path: Path) -> None:
    """A line for somebody who may not be there: no certificate is due, and one is refused."""
    path, proofs = certified(tmp_path, "p.procedure", UNSETTLED)
    code, lines = audited(proofs, path)
    assert code == 0, lines
    procedure, _ = load_text(UNSETTLED, "p.procedure")
    assert procedure is not None
    forged = certificate(
        procedure, digest_of(UNSETTLED), Prover(procedure).prove(Promise.BOUNDED_END)
    )
    assert forged is not None
    (proofs / "p.bounded-end.json").write_bytes(written(forged))
    code, lines = audited(proofs, path)
    assert code == 1
    told = next(line for line in lines if line.startswith("p.bounded-end.json"))
    assert "refused: it turns on line 8, and what that means for this promise" in told


def test_what_cannot_be_checked_is_not_refused(tmp_path: Path) -> None:
    """A text with too many facts to try every value of is told as just that."""
    names = [f"f{chr(ord('a') + n)}" for n in range(22)]
    facts = "".join(f'fact {name} "{name}", can change\n' for name in names)
    moves = "".join(f"  if not resolved and {name}, the case must go to board\n" for name in names)
    text = TEXT.replace("role worker", f"{facts}role worker").replace(
        "  if not resolved", f"{moves}  if not resolved"
    )
    path, proofs = certified(tmp_path, "p.procedure", text)
    code, lines = audited(proofs, path)
    assert code == 1
    assert any(": not checked: the procedure is too large" in line for line in lines)
    assert not any(": refused" in line for line in lines[:-1])


def test_names_of_files_are_read_back() -> None:
    """A row's certificate is not taken for its headline's."""
    assert [named(f"x.{slug(promise)}.json") for promise in CERTIFIED] == list(CERTIFIED)
    assert named(f"x.{slug(23)}.json") == 23
    assert named("x.json") is None
    assert named("x.require-0.json") is None


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
