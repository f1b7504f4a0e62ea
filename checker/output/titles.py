"""The eight verdicts as they are shown: a short title each, and what it means in one sentence."""

from __future__ import annotations

from checker.answers.verdict import Ground, Promise, Verdict

TITLES = {
    Verdict.PROVED: "proved",
    Verdict.PROVED_IF_GUIDED: "proved if guidance is followed",
    Verdict.PROVED_IF_ASSUMED: "proved under assumptions",
    Verdict.PROVED_IF_ASSUMED_AND_GUIDED: "proved under assumptions, if guidance is followed",
    Verdict.OPEN: "open",
    Verdict.REFUTED: "refuted",
    Verdict.VACUOUS: "vacuous",
    Verdict.UNKNOWN: "unknown",
}
"""What a verdict is called in a sentence; its slug (`Verdict.value`) is for programs."""

MEANINGS = {
    Verdict.PROVED: "It follows from what must be done, alone.",
    Verdict.PROVED_IF_GUIDED: "It needs the “should” lines that it names.",
    Verdict.PROVED_IF_ASSUMED: "It needs the assumptions that it names.",
    Verdict.PROVED_IF_ASSUMED_AND_GUIDED: (
        "It needs both the “should” lines and the assumptions that it names."
    ),
    Verdict.OPEN: "It hangs on how the text is read where the text leaves something out.",
    Verdict.REFUTED: "No reading keeps it, even where everything is complied with.",
    Verdict.VACUOUS: "What it speaks of can never happen.",
    Verdict.UNKNOWN: "It could not be decided, for the reason that is given.",
}
"""What a verdict means, for readers who meet it for the first time."""

GROUNDS = {
    Ground.MUST: "what must be done",
    Ground.GUIDANCE: "guidance",
    Ground.ASSUMPTION: "an assumption",
    Ground.STANDING: "somebody calling time",
    Ground.READING: "a reading",
}
"""As what a verdict rests on a line, in words."""

MISSION = (Promise.EVERY_PATH_ENDS, Promise.SAME_DAY_ESCALATION, Promise.NAMED_ROLE)
"""The promises that a summary shows, each in a column of its own."""
