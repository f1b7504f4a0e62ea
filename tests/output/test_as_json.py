"""The report for programs, against its schema."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from jsonschema import Draft202012Validator

from checker.answers.verdict import Ground, Reason, Unclear, Unknown, Verdict
from checker.output.as_json import SCHEMA
from checker.review.findings import Result
from tests.output.made import BROKEN, EVERYTHING, FAILED, GOOD, NINE, UNREADABLE, review_of, written

VALIDATOR = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


@pytest.mark.parametrize("reviews", [[], [GOOD], [EVERYTHING, GOOD]])
def test_what_is_written_fits_the_schema(reviews: list[object]) -> None:
    """With every kind of verdict, support, finding and story, and with none."""
    chosen = [review for review in (EVERYTHING, GOOD) if review in reviews]
    VALIDATOR.validate(json.loads(written("json", chosen)))
    VALIDATOR.validate(json.loads(written("json", chosen, (UNREADABLE, BROKEN, FAILED))))


def test_the_schema_is_one_and_closed() -> None:
    """It is a valid schema, and lists the verdicts and grounds that there are."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert set(schema["$defs"]["verdict"]["enum"]) == {verdict.value for verdict in Verdict}
    grounds = schema["$defs"]["support"]["properties"]["as"]["enum"]
    assert set(grounds) == {ground.value for ground in Ground}
    reasons = schema["$defs"]["unknown"]["properties"]["reason"]["enum"]
    assert set(reasons) == {reason.value for reason in Reason}
    objects = [schema, *schema["$defs"].values()]
    assert all(o["additionalProperties"] is False for o in objects if o.get("type") == "object")


def test_every_result_is_there_kept_or_not() -> None:
    """In order, each with slug, message, line, parts and findings."""
    (procedure,) = json.loads(written("json", [EVERYTHING]))["procedures"]
    assert (procedure["name"], procedure["path"]) == ("leaving", "drafts/leaving.procedure")
    verdicts = procedure["verdicts"]
    assert [v["check"] for v in verdicts] == [result.check for result in EVERYTHING.results]
    assert [v["line"] for v in verdicts] == [None, None, None, None, None, 6]
    (found,) = verdicts[0]["findings"]
    assert (found["line"], found["column"], found["help"]) == (4, 3, "write what follows")
    assert datetime.fromisoformat(found["story"]["sentences"][0]["when"]) == NINE
    assert found["story"]["readings"] == ["line 3 read as later"]
    standing = verdicts[2]["parts"][0]["rests_on"][-1]
    assert standing == {"line": None, "text": "someone calls time in one", "as": "standing"}


def test_why_a_verdict_is_unknown() -> None:
    """The reason, and the lines that are not settled, each with what is not."""
    unknown = Unknown(Reason.MEANING, (Unclear(3, "whether it binds"),))
    result = Result("named-role", Verdict.UNKNOWN, "it is not settled", unknown=unknown)
    found = json.loads(written("json", [review_of(result)]))
    VALIDATOR.validate(found)
    (verdict,) = found["procedures"][0]["verdicts"]
    lines = [{"line": 3, "why": "whether it binds"}]
    assert verdict["unknown"] == {
        "reason": "meaning-not-settled",
        "lines": lines,
        "facts": [],
        "stages": [],
    }


def test_what_was_not_checked_is_there() -> None:
    """Each with its path, what is wrong, and where; the end of a place is not included."""
    report = json.loads(written("json", [GOOD], (UNREADABLE, BROKEN, FAILED)))
    assert len(report["procedures"]) == 1
    none, broken, hard = report["unread"]
    assert none["path"] == "away/none.procedure"
    nowhere = dict.fromkeys(("line", "column", "end_line", "end_column"))
    assert none["mistakes"] == [
        {**nowhere, "message": "there is no such file", "help": "look at its name"}
    ]
    first, second = broken["mistakes"]
    assert (first["line"], first["column"], first["end_line"], first["end_column"]) == (3, 3, 3, 20)
    assert (first["message"], first["help"]) == ("nobody is called so", "name a role")
    assert (second["line"], second["end_line"], second["help"]) == (4, 5, None)
    assert hard["mistakes"][0]["message"] == "it could not be checked"


def test_it_is_ascii_and_survives_a_file_name_that_is_no_text() -> None:
    """Whatever the encoding of the place that it goes to."""
    text = written("json", [review_of(*EVERYTHING.results, path="caf\xe9\udcff.procedure")])
    assert text.isascii()
    assert json.loads(text)["procedures"][0]["path"] == "café?.procedure"
