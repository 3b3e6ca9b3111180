"""A text whose block outlasts every ballot, and a rule for it that the table ratified before (docs/method.md 0)."""
