"""Names that could be taken for each other, and names that only share a word."""

from __future__ import annotations

import pytest

from dialogues.checks.names import alike, name_key

SEEN_THE_SAME = [
    # capitals and small letters of other scripts, each by its own look
    ("HOPE", "ΗΟΡΕ"),
    ("Health Hub", "Ηealth Ηub"),
    ("Youth Zone", "Υouth Ζone"),
    ("Northern Nest", "Νorthern Νest"),
    ("MAMA ZOO", "ΜΑΜΑ ΖΟΟ"),
    ("Hope", "Норе"),
    ("HOPE", "НОРЕ"),
    ("Sun", "Տսո"),
    ("SOUL", "ՏՕՍԼ"),
    ("HOPE", "ᎻOᏢᎬ"),
    ("HOPE", "ꓧꓳꓑꓰ"),
    # letters that Unicode itself makes plain, or names
    ("Hope", "Ｈｏｐｅ"),
    ("Hope", "𝐇𝐨𝐩𝐞"),
    ("Hope", "ʜᴏᴘᴇ"),
    ("Oslo", "Øsłø"),
    ("Ward 3", "Ward ٣"),
    # Latin letters and digits that are seen as others
    ("All", "AIl"),
    ("Oslo", "0slo"),
    ("Warm Water", "VVarm VVater"),
    ("Modern Home", "Rnodern Horne"),
    # what is the same in small letters, whatever its script
    ("Αθήνα", "ΑΘΗΝΑ"),
    ("Ήπειρος", "ΗΠΕΙΡΟΣ"),
    ("Пламя", "ПЛАМЯ!"),
]
SAID_THE_SAME = [
    ("Ayuda", "Ayuda, S.A."),
    ("Ayuda", "Ayuda S. A. de C. V."),
    ("Casa Luz", "Casa Luz, A.C."),
    ("Ola", "Ola Asociación Civil"),
    ("Bright Future", "Bright Future Inc."),
    ("Bright Future, LLC", "Bright Future Ltd."),
    ("Salud", "Salud 501(c)(3)"),
    ("Kind Hands", "The Kind Hands"),
    ("Kind Hands", "The Kind Hand, Inc."),
    ("Bread & Roses", "Bread and Roses"),
    ("Pan y Rosas", "Pan + Rosas"),
    ("Las Vecinas", "Vecinas"),
    ("Centro de Salud", "Centro para la Salud"),
    ("Ｂright Future ＩＮＣ．", "Bright Future"),
]
OTHERS = [
    ("Alder College", "Alder College Friends"),
    ("River Bank", "River Bank Foundation"),
    ("Vecinas", "Vecinas de Las Lomas"),
    ("Hope House", "Hope Home"),
    ("Hope", "Help"),
    ("Clay House", "Day House"),
    ("Alder Clinic", "Alder School"),
    ("Housing", "LA Housing"),
    ("The A", "The B"),
    ("La", "El"),
    ("Inc", "Ltd"),
    ("Лада", "Нива"),
    ("北京", "上海"),
    ("مدرسة", "مستشفى"),
]


@pytest.mark.parametrize(("one", "other"), SEEN_THE_SAME + SAID_THE_SAME)
def test_names_that_could_be_taken_for_each_other(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_names_that_only_share_a_word(one: str, other: str) -> None:
    assert not alike(one, other)
    assert not alike(other, one)


def test_alike_is_not_the_same() -> None:
    """Only case, width and blanks make no name of its own; the rest is asked."""
    for one, other in SAID_THE_SAME:
        assert name_key(one) != name_key(other)
    assert name_key(" ＨＯＰＥ  house ") == name_key("Hope House")
