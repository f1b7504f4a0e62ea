"""The build hook: what takes longer to make than to use is made when the package is built.

These are the language's parse tables and the compiled templates of the pages. The wheel carries
them; an editable install finds them in the checkout.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TABLES = "checker/language/tables.bin"
TEMPLATES = "checker/output/templates/*.bin"


class TablesHook(BuildHookInterface[BuilderConfig]):
    """Write them before the wheel, or the editable install, is put together."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make them with the Lark and the Jinja of the build environment, which are pinned.

        An editable install reads the grammar from the checkout, so nothing is copied for it.
        """
        sys.path.insert(0, self.root)
        try:
            from checker.language.tables import write_tables
            from checker.output.page import compile_templates
        finally:
            sys.path.remove(self.root)
        write_tables(Path(self.root) / TABLES)
        compile_templates()
        if version == "editable":
            self.build_config.target_config["force-include"] = {}
        else:
            build_data["artifacts"] += [TABLES, TEMPLATES]
