"""The language reference: its examples are read without a mistake, and show every word there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lark import Token
from lark.lexer import PatternStr

from checker.language.diagnostics import SourceText
from checker.language.lines import statements
from checker.language.tables import load_parser
from checker.language.terms import Outcome
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
    """Each word that the grammar knows, and each rule of it, stands in some example: as what it is,
    and not as a name.
    """
    parser = load_parser()
    lines = (raw.mask for where, text in FENCES for raw in statements(source(placed(where, text))))
    trees = [parser.parse(line) for line in lines]
    read = {str(tree.data) for each in trees for tree in each.iter_subtrees()}
    stand = {token.type for each in trees for token in each.scan_values(is_token)}
    words = {t.name for t in parser.terminals if isinstance(t.pattern, PatternStr)}
    rules = {str(rule.alias or rule.origin.name) for rule in parser.rules}
    assert len(words) > 100
    assert sorted(words - stand) == []
    assert sorted(rule for rule in rules - read if not rule.startswith("_")) == []


def source(text: str) -> SourceText:
    """A text as it is read."""
    return SourceText(text, "example.procedure")


def is_token(found: object) -> bool:
    """Whether it is a word, and no tree."""
    return isinstance(found, Token)


def test_outcomes_are_told() -> None:
    """Each, in the words in which it is written."""
    told = re.split(r"^### Outcomes$|^### Moves$", PAGE, flags=re.MULTILINE)[1]
    assert [each for each in Outcome if f"`{each.value}`" not in told] == []
