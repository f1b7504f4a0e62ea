"""The templates' code, compiled once and saved beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import BytecodeCache
from jinja2 import __version__ as jinja_version

from checker.language.saved import save_if_possible, saved

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """The compiled templates in a folder, each used while it fits its text and how it is read."""

    def __init__(self, folder: Path) -> None:
        """`folder`: where they are saved."""
        self._folder = folder

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002
        """The name of the template's file."""
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if its template was compiled before."""
        found = saved(self._target(bucket), _key(bucket))
        if found is not None:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Save what is in the bucket, if it can be saved."""
        save_if_possible(self._target(bucket), _key(bucket), bucket.bytecode_to_string())

    def _target(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.bin"


def _key(bucket: Bucket) -> bytes:
    """What a saved template must carry to be used: what its code hangs on, besides its text and the
    version of Python, which the bucket knows.
    """
    environment = bucket.environment
    read = [environment.trim_blocks, environment.lstrip_blocks, environment.keep_trailing_newline]
    return f"stagecheck template, jinja2 {jinja_version}, read {read}, {bucket.checksum}\n".encode()
