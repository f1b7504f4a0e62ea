"""Texts that are large in one way each: what a program, a broken conversion or a mischief writes.

Each maker takes a size and gives the files of a folder, by their names. `FULL` is the size at which
`python -m tests.benchmarks.large` measures; the tests take a small part of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

HEAD = """procedure large "A large text"
role worker "Worker", on each side
fact harm "a child is at risk of significant harm", can arise, is harm
"""
STAGE = """stage talk "Talk it over"
  led by the worker of the raising side, with their counterpart
  this stage must end within 5 working days
  if agreed, go to resolved
  if not resolved, the case must go to board
  whenever harm, the case must go to board within the same working day
"""
TAIL = """ending resolved "Agreed", by agreement
ending board "Referred to the board", by referral
"""
WIDTH = 9_900
"""Characters of a line that is just read."""


class Large(Struct, frozen=True):
    """One kind of large text: what makes its files, and the size at which it is measured.

    `refused`: the command must end with 2, since the text is beyond a limit or has mistakes.
    """

    make: Callable[[int], dict[str, str]]
    size: int
    refused: bool = True


def _one(text: str) -> dict[str, str]:
    return {"large.procedure": text}


def _lines(line: str) -> Callable[[int], dict[str, str]]:
    """The same line so many times, below a sound head."""
    return lambda size: _one(HEAD + f"{line}\n" * size)


def _numbered(
    line: str, head: str = HEAD, tail: str = STAGE + TAIL
) -> Callable[[int], dict[str, str]]:
    """The line so many times, each with a number of its own in the place of `{}`."""
    return lambda size: _one(head + "".join(f"{line}\n".format(n) for n in range(size)) + tail)


def _in_stage(line: str) -> Callable[[int], dict[str, str]]:
    """The same, in a stage."""
    return _numbered(line, HEAD + STAGE, TAIL)


def _wide(piece: str, before: str = "") -> Callable[[int], dict[str, str]]:
    """So many lines that are each as long as is read, made of one piece."""

    def made(size: int) -> dict[str, str]:
        line = before + piece * ((WIDTH - len(before)) // len(piece))
        return _one(HEAD + STAGE + f"  {line}\n" * size + TAIL)

    return made


def _names(size: int) -> str:
    """A name for each number; no two are near one another by chance alone."""
    letters = ""
    while size or not letters:
        size, rest = divmod(size, 20)
        letters += "bcdfghjklmnpqrstvwxz"[rest] + "aeiou"[rest % 5]
    return letters


def misspelt_names(size: int) -> dict[str, str]:
    """So many roles, and nine in a hundred named once with a slip."""
    roles = [f"leader-of-the-{_names(1000 + n)}-office" for n in range(size)]
    wrong = [name.replace("office", "offcie") for name in roles[::11]]
    declared = "".join(f'role {name} "Leader"\n' for name in roles)
    used = "".join(f"  the {name} must tell the worker\n" for name in wrong)
    return _one(HEAD + declared + STAGE + used + TAIL)


def short_names(size: int) -> dict[str, str]:
    """So many short names, all used with a slip."""
    roles = [_names(8000 + n) for n in range(size)]
    declared = "".join(f'role {name} "Leader"\n' for name in roles)
    used = "".join(f"  the {name}x must tell the worker\n" for name in roles)
    return _one(HEAD + declared + STAGE + used + TAIL)


def own_words(size: int) -> dict[str, str]:
    """One statement with so many conditions in own words."""
    words = "\n    and ".join(f'"condition {n}"' for n in range(size))
    return _one(HEAD + STAGE + f"  when {words}, the worker must tell the worker\n" + TAIL)


def own_words_told(size: int) -> dict[str, str]:
    """One duty about so many things in own words."""
    words = "\n    and ".join(f'"thing {n}"' for n in range(size))
    return _one(HEAD + STAGE + f"  the worker must tell {words}\n" + TAIL)


def continued(size: int) -> dict[str, str]:
    """One statement over so many lines that do not parse."""
    return _one(HEAD + STAGE + "  if agreed\n" + "    and and\n" * size + TAIL)


def at_every_stage(size: int) -> dict[str, str]:
    """So many stages, and as many lines in each of them."""
    stages = "".join(f'stage s{n} "S"\n' for n in range(size))
    lines = "".join(f'  when harm, the worker must tell "w{n}"\n' for n in range(size))
    return _one(f"{HEAD}{STAGE}{stages}at every stage\n{lines}{TAIL}")


def wide_blocks(size: int) -> dict[str, str]:
    """So many stages, and as many blocks that name them all but one."""
    stages = "".join(f'stage s{n} "S"\n' for n in range(size))
    blocks = "".join(f"at every stage except s{n}\n" for n in range(size))
    return _one(HEAD + STAGE + stages + blocks + TAIL)


def later_stages(size: int) -> dict[str, str]:
    """So many stages, each of which may lead to every later one."""
    line = "  at any time, the worker may take the case to any later stage\n"
    return _one(HEAD + STAGE + "".join(f'stage s{n} "S"\n{line}' for n in range(size)) + TAIL)


def totals(size: int) -> dict[str, str]:
    """So many stages, and as many limits on all of them."""
    stages = "".join(f'stage s{n} "S"\n' for n in range(size))
    line = f"stages s0 to s{size - 1} must end within 9 days\n"
    return _one(HEAD + STAGE + stages + line * size + TAIL)


def assumed_readings(size: int) -> dict[str, str]:
    """So many readings, each of which is assumed."""
    readings = "".join(f"reading r{n}, either a{n} or b{n}\n" for n in range(size))
    assumed = "".join(f'assume a{n}, because "so"\n' for n in range(size))
    return _one(HEAD + readings + assumed + STAGE + TAIL)


def options(size: int) -> dict[str, str]:
    """One fact with so many options."""
    found = "\n    or ".join(f'o{n} "option {n}"' for n in range(size))
    return _one(f"{HEAD}fact many, either {found}\n{STAGE}{TAIL}")


def facts_used(size: int) -> dict[str, str]:
    """So many facts, each of which guards a line."""
    facts = "".join(f'fact f{n} "fact {n}", can arise\n' for n in range(size))
    used = "".join(f'  when f{n}, the worker should tell "w{n}"\n' for n in range(size))
    return _one(HEAD + facts + STAGE + used + TAIL)


def chain(size: int) -> dict[str, str]:
    """So many stages with nothing in them but the way to the next."""
    lines = "".join(
        f'stage s{n} "S"\n  if not resolved, go to the next stage\n' for n in range(size)
    )
    return _one(HEAD + lines + STAGE + TAIL)


def no_line_end(size: int) -> dict[str, str]:
    """So many characters and no end of line."""
    return _one('procedure large "' + "word " * (size // 5))


def comment(size: int) -> dict[str, str]:
    """One comment of so many characters."""
    return _one(f"{HEAD}# {'x' * size}\n{STAGE}{TAIL}")


def quoted(size: int) -> dict[str, str]:
    """One quotation of so many characters."""
    return _one(f'{HEAD}stage first "{"word " * (size // 5)}"\n{STAGE}{TAIL}')


def wide_titles(size: int) -> dict[str, str]:
    """So many stages with titles as long as a line may be."""
    title = "word " * (WIDTH // 5 - 10)
    return _one(HEAD + STAGE + "".join(f'stage s{n} "{title}"\n' for n in range(size)) + TAIL)


def indented(size: int) -> dict[str, str]:
    """So many lines, each of them indented as deep as a line is long, with tabs."""
    return _one(HEAD + STAGE + f"{chr(9) * WIDTH}waits\n" * size + TAIL)


def deeper(size: int) -> dict[str, str]:
    """So many lines, each indented deeper than the one above."""
    duty = "the worker must tell the worker\n"
    return _one(HEAD + STAGE + "".join(" " * min(n, WIDTH) + duty for n in range(size)) + TAIL)


def folder_of(*texts: str) -> Callable[[int], dict[str, str]]:
    """So many files, with these texts in turn."""
    return lambda size: {f"p{n}.procedure": texts[n % len(texts)] for n in range(size)}


def mixture(size: int) -> dict[str, str]:
    """Broken files with a thousand mistakes each, beside a sound one."""
    wrong = HEAD + "".join(f"  thus they go on {n}\n" for n in range(1_000))
    broken = {f"p{n}.procedure": wrong for n in range(size)}
    return {**broken, "sound.procedure": HEAD + STAGE + TAIL}


def large_files(size: int) -> dict[str, str]:
    """So many files, each of so many times fifty thousand lines."""
    return {f"p{n}.procedure": "x\n" * 50_000 * size for n in range(size)}


WORDS = "the worker must shout at everyone\n"
LARGE: dict[str, Large] = {
    "short lines, alike": Large(_lines("x"), 1_000_000),
    "short lines, each its own": Large(_numbered("x{}"), 600_000),
    "empty lines": Large(_lines(""), 4_000_000, refused=False),
    "lines of comment": Large(_lines("#"), 2_000_000, refused=False),
    "lines that go on": Large(_lines("and"), 1_000_000),
    "sound lines, alike": Large(_lines("fact f, fixed"), 300_000),
    "one duty again and again": Large(
        lambda size: _one(HEAD + STAGE + "  the worker must tell the worker\n" * size + TAIL),
        60_000,
        refused=False,
    ),
    "misspelt names": Large(misspelt_names, 10_000),
    "short misspelt names": Large(short_names, 50_000),
    "own words": Large(own_words, 10_000),
    "own words told": Large(own_words_told, 100_000, refused=False),
    "continued, and no line": Large(continued, 300_000),
    "square brackets": Large(_wide("["), 500),
    "square brackets closed": Large(_wide("]"), 500),
    "empty citations": Large(_wide("[]"), 500),
    "brackets in brackets": Large(_wide('["a'), 500),
    "round brackets": Large(_wide("("), 500),
    "round brackets closed": Large(_wide(")"), 500),
    "pairs of brackets": Large(_wide("()"), 500),
    "hash signs in quotes": Large(_wide('"#"'), 500),
    "quotation marks": Large(_wide('"" '), 500),
    "curly quotes": Large(_wide("“"), 500),
    "curly quotes in a citation": Large(_wide("“”", "["), 500),
    "single letters": Large(_wide("a "), 500),
    "hyphens": Large(_wide("a-"), 500),
    "plain hyphens": Large(_wide("-"), 500),
    "arrows": Large(_wide("->"), 500),
    "underscores": Large(_wide("a_"), 500),
    "figures": Large(_wide("9"), 500),
    "lists": Large(_wide("the worker and ", "the worker must tell "), 500),
    "promises in a row": Large(_wide("if agreed "), 500),
    "targets": Large(_wide("or resolved ", "if agreed, go to resolved "), 500),
    "emoji": Large(_wide("\N{GRINNING FACE}\u200d"), 300),
    "wide spaces": Large(_wide("\u3000x"), 300),
    "unseen characters": Large(_wide("\u200b"), 500),
    "deep indentation": Large(indented, 500),
    "ever deeper": Large(deeper, 2_000, refused=False),
    "a long comment": Large(comment, 4_900_000),
    "a long quotation": Large(quoted, 4_900_000),
    "long titles": Large(wide_titles, 450, refused=False),
    "no end of line": Large(no_line_end, 4_900_000),
    "100 MB": Large(no_line_end, 100_000_000),
    "roles": Large(_numbered('role r{} "R"'), 19_500, refused=False),
    "roles declared twice": Large(_lines('role twice "R"'), 250_000),
    "agencies": Large(_numbered('agency a{} "A"'), 19_500, refused=False),
    "facts": Large(_numbered('fact f{} "F", can arise'), 4_900, refused=False),
    "facts used": Large(facts_used, 4_900, refused=False),
    "readings": Large(_numbered("reading r{0}, either a{0} or b{0}"), 2_400, refused=False),
    "readings assumed": Large(assumed_readings, 2_400, refused=False),
    "options": Large(options, 150_000, refused=False),
    "events": Large(_numbered('event e{} "E"'), 19_500, refused=False),
    "documents": Large(_numbered('document d{} "D"'), 19_500, refused=False),
    "endings": Large(_numbered('ending e{} "E", by decision'), 19_500, refused=False),
    "stages": Large(_numbered('stage s{} "S"'), 10_000, refused=False),
    "stages in a chain": Large(chain, 10_000, refused=False),
    "any later stage": Large(later_stages, 3_000, refused=False),
    "at every stage": Large(at_every_stage, 3_000, refused=False),
    "blocks of stages": Large(wide_blocks, 10_000, refused=False),
    "totals": Large(totals, 5_000, refused=False),
    "promises": Large(_numbered("require that every case ends within {} days", tail=TAIL), 80_000),
    "promises asked": Large(
        lambda size: _one(
            HEAD + STAGE + TAIL + "require that every case ends within 9 days\n" * size
        ),
        1_000,
        refused=False,
    ),
    "more roles than are read": Large(_numbered('role r{} "R"'), 60_000),
    "more facts than are read": Large(_numbered('fact f{} "F", can arise'), 15_000),
    "more statements than are read": Large(_numbered('role r{} "R"'), 250_000),
    "set aside": Large(_numbered('set aside "w{}", because "b"'), 65_000, refused=False),
    "closures": Large(
        lambda size: _one(
            HEAD.split("\n", 1)[0] + "\n  closed 1 May 2026\n" * size + HEAD + STAGE + TAIL
        ),
        100_000,
    ),
    "unknown roles": Large(_in_stage("  the r{} must tell the worker"), 100_000),
    "unknown stages": Large(_in_stage("  if agreed, go to s{}"), 150_000),
    "words that do not fit": Large(_in_stage("  the worker must shout{} at everyone"), 80_000),
    "words out of place": Large(_in_stage('procedure p{} "P"'), 150_000),
    "lines out of place": Large(_numbered('  deputy d{0}\nbody b{0} "B"'), 80_000),
    "names of the language": Large(_numbered('stage case "C{}"'), 150_000),
    "a name in quotes": Large(
        lambda size: _one(HEAD + STAGE + '  when "harm", the worker must tell the worker\n' * size),
        80_000,
    ),
    "citations that name nothing": Large(
        _in_stage("  the worker must tell the worker [ : ]"), 100_000
    ),
    "empty citations of duties": Large(_in_stage('  the worker must tell "w{}" []'), 100_000),
    "empty quotes": Large(_in_stage('  the worker must tell "" and "w{}"'), 100_000),
    "large numbers": Large(_in_stage("  this stage must end within 9999999{} days"), 80_000),
    "wrong dates": Large(_numbered("  closed 99 May {}"), 150_000),
    "conditions of two kinds": Large(
        _in_stage('  when "a{}" or "b", unless "c" and "d", the worker must tell the worker'),
        50_000,
    ),
    "binary": Large(lambda size: _one("\u00ff\u0001\u001b[31m\n" * size), 600_000),
    "carriage returns": Large(lambda size: _one("\r" * size), 4_900_000),
    "a folder of sound files": Large(folder_of(HEAD + STAGE + TAIL), 500, refused=False),
    "a folder of broken files": Large(folder_of(HEAD + WORDS, HEAD + "xx"), 5_000),
    "a folder of files with many mistakes": Large(mixture, 300),
    "a folder of large files": Large(large_files, 20),
    "a folder of files too large": Large(folder_of("x" * 5_100_000), 10),
    "a folder of empty files": Large(folder_of(""), 10_000),
}


def written(kind: Large, size: int) -> Iterable[tuple[str, bytes]]:
    """The files of a folder, as they are written."""
    return ((name, text.encode()) for name, text in kind.make(size).items())
