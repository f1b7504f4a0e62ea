"""The language reference: its examples are read without a mistake, and show every word there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.language.tables import grammar_text
from checker.procedure.from_syntax import load_text

PAGE = (Path(__file__).parents[2] / "grammar" / "REFERENCE.md").read_text(encoding="utf-8")
FENCES = re.findall(r"^```procedure *(\w*)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
WHOLE = FENCES[0][1]
_HEAD, _REST = re.split(r"\n\n", WHOLE, maxsplit=1)


def placed(where: str, text: str) -> str:
    """A whole text that holds an example in the place that it is written for."""
    inside = "".join(f"  {line}\n" for line in text.splitlines())
    match where:
        case "":
            return text
        case "head":
            return f"{_HEAD.splitlines()[0]}\n{inside}\n{_REST}"
        case "role":
            return f'{WHOLE}\nrole example "Example"\n{inside}'
        case "stage":
            return f'{WHOLE}\nstage example "Example"\n{inside}'
        case "ending":
            return f'{WHOLE}\nending example "Example", by agreement\n{inside}'
        case _:
            assert where == "declared"
            return f"{WHOLE}\n{text}"


@pytest.mark.parametrize(("where", "text"), FENCES, ids=[f"{n}" for n in range(len(FENCES))])
def test_examples(where: str, text: str) -> None:
    """What the reference shows is right."""
    whole = placed(where, text)
    procedure, diagnostics = load_text(whole, "example.procedure")
    assert [(d.message, whole[slice(*d.span)]) for d in diagnostics] == []
    assert procedure is not None


def test_every_word_of_the_language_is_shown() -> None:
    """Each word that the grammar knows stands in some example."""
    rules = re.sub(r"//.*", "", grammar_text())
    words = {w.lower() for w in re.findall(r'(?<![\[\w])"([a-z][a-z\' -]*)"', rules)}
    examples = "\n".join(re.sub(r"#.*", "", text) for _, text in FENCES)
    shown = set(re.findall(r"[a-z][a-z'-]*", re.sub(r'"[^"\n]*"', "", examples)))
    assert len(words) > 100
    assert sorted(words - shown) == []
