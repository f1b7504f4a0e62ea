"""The build hook: the language's parse tables are computed once, when the package is built.

Building the tables takes longer than parsing with them, so the wheel carries them as
`checker/language/tables.bin`; an editable install finds them in the checkout.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TABLES = "checker/language/tables.bin"


class TablesHook(BuildHookInterface[BuilderConfig]):
    """Write the parse tables before the wheel, or the editable install, is put together."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compute the tables with the Lark of the build environment, which is pinned.

        An editable install reads the grammar from the checkout, so nothing is copied for it.
        """
        sys.path.insert(0, self.root)
        try:
            from checker.language.tables import write_tables
        finally:
            sys.path.remove(self.root)
        write_tables(Path(self.root) / TABLES)
        if version == "editable":
            self.build_config.target_config["force-include"] = {}
        else:
            build_data["artifacts"].append(TABLES)
