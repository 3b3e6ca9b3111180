"""What is wrong with a folder of guides: file, line, what it is and what to do instead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong, or (`warning`) only hard to read. `line` counts from 1; 0 is the whole file."""

    file: str
    line: int
    said: str
    remedy: str
    warning: bool = False

    @property
    def place(self) -> str:
        """ "words/en.yaml, line 3" """
        return f"{self.file}, line {self.line}" if self.line else self.file

    def __str__(self) -> str:
        return f"{self.place}: {self.said}. {self.remedy}"
