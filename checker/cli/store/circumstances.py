"""What results hang on beside the text: the program, what it runs on, and the zone of its times."""

from __future__ import annotations

import os
import sys
import zoneinfo
from contextlib import suppress
from hashlib import sha256
from importlib.machinery import PathFinder
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
"""The folder of the program."""
DISTRIBUTION = "stagecheck"
ZONE = "Europe/London"
"""The only zone that the program knows."""
LIBRARIES = {
    "graphviz": "graphviz",
    "jinja2": "jinja2",
    "lark": "lark",
    "msgspec": "msgspec",
    "networkx": "networkx",
    "pygraphviz": "pygraphviz",
    "z3": "z3_solver",
}
"""The libraries that results come from: the name of the package, and of what is installed."""
_SOLVER = "libz3.*"
"""What the file of the solver is called, whatever the system."""


def circumstances(package: Path | None = None) -> tuple[bytes, ...] | None:
    """All of them, each as bytes; None where one cannot be told, as in a development tree.

    `package`: the folder of the program, if it is not the one that runs. The table of bank holidays
    is one of the program's own files.
    """
    try:
        program = program_digest(package or PACKAGE)
        if program is None:
            return None
        versions = [_version(*each) for each in LIBRARIES.items()]
        zone = _zone()
        solver = _solver()
    except (OSError, ValueError):
        return None
    if None in versions or zone is None or solver is None:
        return None
    told = [*filter(None, versions), sys.version, sys.platform, os.uname().machine]
    return program, "\n".join(told).encode(), solver.encode(), sha256(zone).digest()


def program_digest(package: Path) -> bytes | None:
    """The digest of a program's own files as they are installed, whatever their folder is called.

    None for a development tree: no installer has noted there which files are the program's.
    """
    if not any(_notes(package, each) for each in _installed(package.parent, DISTRIBUTION)):
        return None
    found = sha256()
    for parent, folders, names in os.walk(package):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            file = Path(parent, name)
            if name.startswith("."):  # what others leave there
                continue
            for part in (file.relative_to(package).as_posix().encode(), file.read_bytes()):
                found.update(len(part).to_bytes(8, "big") + part)
    return found.digest()


def _installed(folder: Path, distribution: str) -> list[str]:
    """The names of what an installer notes of a distribution in a folder of packages."""
    begin = f"{distribution}-"
    return sorted(
        name
        for name in os.listdir(folder)  # noqa: PTH208, its names are all that is wanted
        if name.endswith(".dist-info") and name.casefold().startswith(begin)
    )


def _notes(package: Path, noted: str) -> bool:
    """Whether an installer has noted that it put the package there."""
    record = package.parent / noted / "RECORD"
    return record.is_file() and f"{package.name}/__init__.py," in record.read_text("utf-8")


def _version(package: str, distribution: str) -> str | None:
    """What is installed of a library, with its version; None where that cannot be told."""
    folder = _folder(package)
    return "\n".join(_installed(folder.parent, distribution)) or None if folder else None


def _folder(package: str) -> Path | None:
    """Where a package would be loaded from."""
    found = PathFinder.find_spec(package)
    return None if found is None or found.origin is None else Path(found.origin).parent


def _solver() -> str | None:
    """The size and the time of each file that the solver's package could load as the solver.

    It looks for the names that it carries in these folders, in this order: what stands in one of
    them may be another solver.
    """
    package = _folder("z3")
    if package is None:
        return None
    own = sorted(file.name for file in (package / "lib").glob(_SOLVER))
    others = [os.environ.get(name, "") for name in ("Z3_LIBRARY_PATH", "PATH", "PYTHONPATH")]
    folders = [Path(), package, package / "lib", Path(sys.prefix, "lib")]
    folders += [Path(each) for path in others if path for each in path.split(os.pathsep)]
    found = []
    for at, folder in enumerate(folders):
        for name in own:
            with suppress(OSError):  # most of them have none
                told = (folder / name).stat()
                found.append(f"{at} {name} {told.st_size} {told.st_mtime_ns}")
    return "\n".join(found) or None


def _zone() -> bytes | None:
    """The zone's data, from where it is loaded: the system's, else the package of zones."""
    for folder in zoneinfo.TZPATH:
        file = Path(folder, ZONE)
        if file.is_file():
            return file.read_bytes()
    package = _folder("tzdata")
    return None if package is None else (package / "zoneinfo" / ZONE).read_bytes()
