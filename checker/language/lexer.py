"""Lark's contextual lexer, for a language whose terminals are nearly all words.

It gives the tokens, and tells the errors, of Lark's own, and is ready sooner: Lark writes one
regular expression for each set of terminals that a state of the parser accepts, of which there are
hundreds. Here a state has a list of terminals, made when the state is first come to, and no more is
compiled than the few terminals that are expressions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lark.lexer import BasicLexer, ContextualLexer, PatternStr, Scanner, UnlessCallback

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from lark.common import LexerConf
    from lark.lexer import AbstractBasicLexer, TerminalDef
    from lark.utils import TextSlice


class _Terminals:
    """The terminals of the language in the order in which Lark tries them."""

    def __init__(self, conf: LexerConf) -> None:
        """Compile the expressions among them, and find the words that each of these matches."""
        self.root = BasicLexer(conf)
        self._places = {each.name: (at, each) for at, each in enumerate(self.root.terminals)}
        words = [each for each in self.root.terminals if isinstance(each.pattern, PatternStr)]
        self.matches: dict[str, Callable[..., Any]] = {}
        self.matched: dict[str, dict[str, str]] = {}
        for each in self.root.terminals:
            if isinstance(each.pattern, PatternStr):
                continue
            compiled = conf.re_module.compile(each.pattern.to_regexp(), conf.g_regex_flags)
            self.matches[each.name] = compiled.match
            self.matched[each.name] = {
                word.pattern.value: word.name
                for word in words
                if word.priority == each.priority and compiled.fullmatch(word.pattern.value)
            }

    def among(self, names: Iterable[str]) -> list[TerminalDef]:
        """Those with such names."""
        found = sorted(self._places[name] for name in names if name in self._places)
        return [each for _, each in found]


class _Words(Scanner):
    """The words that an expression matches as well: where it does, the word is meant."""

    def __init__(self, terminals: Mapping[str, str]) -> None:
        """`terminals`: of each word the terminal that it is."""
        self._terminals = terminals

    def fullmatch(self, text: str) -> str | None:
        """The terminal of a text that is such a word; None where it is none."""
        return self._terminals.get(text)


class _Scanner(Scanner):
    """What stands at a place: the first of some terminals, tried one by one."""

    def __init__(self, terminals: Sequence[TerminalDef], known: _Terminals) -> None:
        """`terminals` in the order in which they are tried."""
        self.allowed_types = {each.name for each in terminals}
        self._tried = [
            (each.name, each.pattern.value, known.matches.get(each.name)) for each in terminals
        ]

    def match(self, text: TextSlice[str], at: int) -> tuple[str, str] | None:
        """The text that stands there and the name of its terminal; None where none does."""
        whole, end = text.text, text.end
        for name, word, match in self._tried:
            if match is None:
                if whole.startswith(word, at, end):
                    return word, name
            elif found := match(whole, at, end):
                return found[0], name
        return None


class _StateLexer(BasicLexer):
    """The lexer of the states that accept the same terminals."""

    def __init__(self, known: _Terminals, names: Iterable[str]) -> None:
        """`names`: those of the terminals that are accepted, or ignored."""
        root = known.root
        self.newline_types, self.ignore_types = root.newline_types, root.ignore_types
        self.terminals_by_name, self.callback = root.terminals_by_name, {}
        accepted = known.among(names)
        meant = {each.name for each in accepted}
        taken = set()
        for each in accepted:
            words = {w: n for w, n in known.matched.get(each.name, {}).items() if n in meant}
            if words:
                self.callback[each.name] = UnlessCallback(_Words(words))
                taken |= {*words.values()}
        self._scanner = _Scanner([each for each in accepted if each.name not in taken], known)


class _Lexers(dict[int, "AbstractBasicLexer"]):
    """The lexer of each state of the parser, made when the state is first come to."""

    def __init__(self, known: _Terminals, accepted: Mapping[int, Collection[str]]) -> None:
        """`accepted`: the names of the terminals that each state accepts."""
        self._known, self._accepted = known, accepted
        self._alike: dict[frozenset[str], _StateLexer] = {}

    def __missing__(self, state: int) -> _StateLexer:
        names = frozenset(self._accepted[state])
        found = self._alike.get(names)
        if found is None:
            found = _StateLexer(self._known, names | self._known.root.ignore_types)
            self._alike[names] = found
        self[state] = found
        return found


class LazyLexer(ContextualLexer):
    """Lark's contextual lexer, ready sooner; for Lark's `_plugins`, by which it takes others."""

    def __init__(
        self,
        conf: LexerConf,
        states: Mapping[int, Collection[str]],
        always_accept: Collection[str] = (),
    ) -> None:
        """As Lark makes its own: `states` says which terminals each state accepts."""
        assert not always_accept  # noqa: S101, that is for a lexer of indentation
        known = _Terminals(conf)
        self.root_lexer, self.lexers = known.root, _Lexers(known, states)
