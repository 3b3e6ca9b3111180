"""Looks through a folder of guides: everything that is wrong, with file, line and remedy, or the set that it is.

A folder has the guides (`result.yaml` …: which questions, in which order) and a file of words for each language
(`words/en.yaml`: how they are said). Who may read an answer is part of the method and cannot be changed in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dialogues import house_rules, phrases
from dialogues.guides import check_words, guides, yaml_lines
from dialogues.guides.check_prompts import Asked, check_guide
from dialogues.guides.faults import Fault
from dialogues.guides.guide_set import MAY_BE_LEFT_OUT, GuideSet, made

WORDS = "words/"
_AGAIN = "Take it from a fresh copy: tablekeeper guides copy OTHERDIR."


@dataclass(frozen=True, slots=True)
class Checked:
    """What a folder comes to. There is a set only where nothing but warnings was found."""

    guides: GuideSet | None
    faults: tuple[Fault, ...]

    @property
    def problems(self) -> tuple[Fault, ...]:
        """The faults without the warnings."""
        return tuple(f for f in self.faults if not f.warning)


def file_names() -> tuple[str, ...]:
    """The files of a folder: a guide for each element, and the words of each language."""
    spoken = (f"{WORDS}{language}.yaml" for language in phrases.languages())
    return (*(f"{element}.yaml" for element in sorted(guides())), *spoken)


def check(files: Mapping[str, bytes]) -> Checked:
    """Judges the files of a folder by their names within it (others than YAML are left out by the caller)."""
    faults: list[Fault] = []
    for name in sorted(set(files) - set(file_names())):
        faults.append(_unknown(name))
    asked: dict[str, Asked] = {}
    for element in sorted(guides()):
        file = f"{element}.yaml"
        if file not in files:
            faults.append(Fault(file, 0, "it is missing", _AGAIN))
            continue
        for one in check_guide(files[file], file, element, faults):
            if one.id in asked:
                said = f"{one.id} stands twice, first in {asked[one.id].file}, line {asked[one.id].line}"
                faults.append(Fault(file, one.line, said, "Keep one of them."))
            else:
                asked[one.id] = one
    _lost(asked, files, faults)
    words = _words(files, asked, faults)
    found = tuple(sorted(faults))
    if any(not fault.warning for fault in found):
        return Checked(None, found)
    own = {id: one.own for id, one in asked.items() if one.own is not None}
    return Checked(made(tuple(asked), own, words), found)


def _unknown(name: str) -> Fault:
    if name.startswith(WORDS):
        code = name.removeprefix(WORDS).rpartition(".")[0]
        known = ", ".join(phrases.languages())
        said = f"Tablekeeper does not speak {code!r}, so nobody would read it"
        return Fault(
            name, 0, said, f"Delete the file; it speaks {known}. docs/languages.md says how to add one."
        )
    known = ", ".join(file_names())
    return Fault(name, 0, "no file of this name is read", f"Delete or rename it; what is read: {known}.")


def _lost(asked: Mapping[str, Asked], files: Mapping[str, bytes], faults: list[Fault]) -> None:
    """The method's questions that stand nowhere any more; of a file that could not be read nothing is said."""
    unread = {f.file for f in faults if not f.warning}
    for element, guide in sorted(guides().items()):
        file = f"{element}.yaml"
        if file not in files or file in unread:
            continue
        for prompt in guide.prompts:
            if prompt.id not in asked and prompt.id not in MAY_BE_LEFT_OUT:
                said = f"{prompt.id} is missing, and the method works with its answers"
                left = ", ".join(MAY_BE_LEFT_OUT)
                remedy = f"Put its line back ({_AGAIN.lower().rstrip('.')}). Only {left} may be left out."
                faults.append(Fault(file, 1, said, remedy))
    own = [one for one in asked.values() if one.own is not None]
    most = house_rules.OWN_QUESTIONS.value
    for one in own[most:]:
        said = f"{one.id} is one question of your own too many: {most} are the most"
        faults.append(Fault(one.file, one.line, said, "Leave out those that you need least."))


def _words(
    files: Mapping[str, bytes], asked: Mapping[str, Asked], faults: list[Fault]
) -> dict[str, dict[str, str]]:
    own = tuple(id for id, one in asked.items() if one.own is not None)
    found = {}
    for language in phrases.languages():
        file = f"{WORDS}{language}.yaml"
        if file not in files:
            remedy = f"{_AGAIN} People who read {language} need every question in it."
            faults.append(Fault(file, 0, f"the words of a language are missing ({language})", remedy))
            continue
        root = yaml_lines.read(files[file], file)
        if isinstance(root, Fault):
            faults.append(root)
        else:
            found[language] = check_words.check_words(root, file, language, own, faults)
    return found
