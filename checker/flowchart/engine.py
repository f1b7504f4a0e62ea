"""Graphviz in this process: DOT to SVG, PDF and PNG, with the fonts that come with the program.

The private Fontconfig file names one folder, so a picture is the same on every machine, and right
on one without fonts. It is read once, when the first text is measured.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from functools import lru_cache
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from checker.flowchart.metrics import FAMILY, FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENVIRONMENT = (
    "FONTCONFIG_FILE",
    "FONTCONFIG_PATH",
    "FONTCONFIG_SYSROOT",
    "PANGO_LANGUAGE",
    "XDG_DATA_HOME",
)


class DrawingError(RuntimeError):
    """Graphviz refused what this program wrote: a bug here."""


@lru_cache(maxsize=1)
def _graphviz() -> tuple[Any, Any, Any]:
    """The binding's graph class and functions and a context whose fonts are loaded."""
    before = {name: os.environ.get(name) for name in _ENVIRONMENT}
    for name in _ENVIRONMENT:
        os.environ.pop(name, None)
    os.environ["FONTCONFIG_FILE"] = str(FOLDER / "fonts.conf")
    os.environ["XDG_DATA_HOME"] = str(FOLDER.parent)
    os.environ["PANGO_LANGUAGE"] = "en"
    try:
        with quiet():
            from pygraphviz import AGraph, graphviz  # noqa: PLC0415  slow, so at first use

            context = graphviz.gvContextWithBuiltins()
            found = (AGraph, graphviz, context)
            _render(found, f'digraph {{ a [fontname="{FAMILY}", label="a"] }}', ("svg",), "dot")
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
    return found


def rendered(dot: str, formats: tuple[str, ...]) -> tuple[bytes, ...]:
    """The drawing in each of the formats, laid out once. Every node has its position already."""
    loaded = _graphviz()
    with quiet():
        return _render(loaded, dot, formats, "nop2")


def _render(
    loaded: tuple[Any, Any, Any], dot: str, formats: tuple[str, ...], layout: str
) -> tuple[bytes, ...]:
    graph_class, functions, context = loaded
    graph = graph_class()
    try:
        with _scratch() as file:  # the binding reads nothing but files
            file.write(dot.encode())
            file.seek(0)
            graph.read(file)
        if functions.gvLayout(context, graph.handle, layout.encode()):
            raise DrawingError("layout failed")
        found = []
        for name in formats:
            _, data = functions.gvRenderData(context, graph.handle, name.encode())
            found.append(bytes(data))
        functions.gvFreeLayout(context, graph.handle)
    finally:
        graph.close()
    return tuple(found)


def _scratch() -> IO[bytes]:
    """A file for the moment, in memory where the system can: temporary folders can be full."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("stagecheck"), "w+b")
    return TemporaryFile()


@contextmanager
def quiet() -> Iterator[None]:
    """Keeps what C libraries print on the standard error stream from the reader."""
    try:
        kept = os.dup(2)
    except OSError:
        yield
        return
    sink = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(sink, 2)
        yield
    finally:
        with suppress(OSError):
            os.dup2(kept, 2)
        os.close(sink)
        os.close(kept)
