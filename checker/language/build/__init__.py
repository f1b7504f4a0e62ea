"""From parse trees to statements: one builder a rule of the grammar."""
