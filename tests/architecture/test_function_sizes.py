"""Functions stay short enough to be read at once."""

from __future__ import annotations

import ast

from tests.architecture.test_layers import ROOT, SOURCES

LONGEST = 60


def test_no_function_is_longer_than_sixty_lines() -> None:
    long = []
    for path in (p for p in SOURCES if "migrations/versions" not in p.as_posix()):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONGEST:
                    long.append(f"{path.relative_to(ROOT)}:{node.name} {lines}")
    assert long == []
