"""Words of the language that the program speaks of in more than one place."""

from __future__ import annotations

from checker.language.terms import Outcome, Unit, Verb

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)

NATIONS = ("england-and-wales", "scotland", "northern-ireland")

VERBS = tuple(verb.value for verb in Verb if verb is not Verb.OWN)

OUTCOMES = ("not resolved", *(outcome.value for outcome in Outcome))
"""The words of outcomes; `not resolved` stands for two of them."""

SOON = ("immediately", "promptly", "quickly", "urgently", "soon", "straightaway", "asap")
"""Words of policies that name no time."""

UNITS = tuple(unit.value for unit in Unit if " " not in unit.value)
"""The plain units, in the plural; `working`, `school` and `calendar` stand before some."""

FIGURES = {
    word: str(figure)
    for figure, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ],
        1,
    )
} | {"fifteen": "15", "twenty": "20", "thirty": "30", "a": "1", "an": "1"}
"""Numbers as policies spell them."""

RESERVED = frozenset(
    [
        "after",
        "agreed",
        "and",
        "any",
        "as",
        "at",
        "because",
        "before",
        "both",
        "by",
        "case",
        "consulting",
        "counterpart",
        "decided",
        "either",
        "every",
        "if",
        "in",
        "independent",
        "instead",
        "justified",
        "last",
        "lead",
        "left",
        "may",
        "missing",
        "more",
        "must",
        "never",
        "no",
        "not",
        "of",
        "on",
        "or",
        "other",
        "procedure",
        "raising",
        "receiving",
        "should",
        "side",
        "some",
        "someone",
        "stages",
        "the",
        "their",
        "tier",
        "timing",
        "to",
        "unless",
        "when",
        "whenever",
        "whoever",
        "will",
        "with",
        "within",
        "all",
        "anybody",
        "anyone",
        "everybody",
        "everyone",
        "nobody",
        "somebody",
        "anything",
        "everything",
        "nothing",
        "it",
        "they",
        "end",
        "ends",
        "ending",
        "hours",
        "next",
        "sides",
        "stage",
        "start",
        "stated",
        "this",
        "time",
        "otherwise",
        "shall",
        "can",
    ]
)
"""Words that cannot be declared as names.

The first lines can stand where a name can, so that the name could never be read; the others would
make a line read as something else.
"""

_TURNED_OUT = tuple(
    dict.fromkeys(
        word
        for word in (outcome.removeprefix("not ") for outcome in OUTCOMES)
        if " " not in word and word not in RESERVED
    )
)
"""Words of outcomes that can stand where a fact can."""

RESERVED_FOR: dict[str, tuple[str, ...]] = {
    "role": ("a",),
    "document": ("each",),
    "track": ("each",),
    "fact": ("out", *_TURNED_OUT),
    "option": ("out", *_TURNED_OUT),
    "event": ("meeting", "notice", "answer", "decision"),
}
"""Words that only one sort of name cannot be."""

TITLED = frozenset(
    {"procedure", "agency", "body", "role", "fact", "event", "document", "track", "stage", "ending"}
)
"""First words of the statements in which a title follows a name."""
