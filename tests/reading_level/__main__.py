"""Prints the reading level: `uv run python -m tests.reading_level [LANGUAGE …]`."""

from __future__ import annotations

import sys
from collections import Counter

from tests.reading_level.grades import MEASURES
from tests.reading_level.of_phrases import EXCEPTIONS, HIGHEST_GRADE, SHORTEST, grades, over, whole

LISTED = 15


def main(languages: list[str]) -> None:
    for language in languages or list(MEASURES):
        found = grades(language)
        by_grade = Counter(min(13, max(0, int(grade))) for grade in found.values())
        print(f"{language}: everything as one text is grade {whole(language):.1f}")
        print(f"    {len(found)} phrases of at least {SHORTEST} words, limit grade {HIGHEST_GRADE:g}")
        print("    grade    " + "".join(f"{g:>5}" for g in sorted(by_grade)))
        print("    phrases  " + "".join(f"{by_grade[g]:>5}" for g in sorted(by_grade)))
        print(f"    over the limit: {len(over(language))}, let off by name: {_let_off(language)}")
        for key, grade in sorted(found.items(), key=lambda one: -one[1])[:LISTED]:
            mark = "  " + EXCEPTIONS[language, key] if (language, key) in EXCEPTIONS else ""
            print(f"    {grade:5.1f}  {key}{mark}")


def _let_off(language: str) -> int:
    return sum(one == language for one, _ in EXCEPTIONS)


if __name__ == "__main__":
    main(sys.argv[1:])
