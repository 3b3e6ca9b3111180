"""How many years of school a text asks for, in English and Spanish; `python -m tests.reading_level` prints it.

English by Flesch–Kincaid (Kincaid and others 1975), which gives a grade. Spanish by Fernández Huerta
(1959, with Gwillim Law's correction of the sentence term), whose published table gives the grade to a score:
60 to 70 is grade 7 to 8, 70 to 80 grade 6, 80 to 90 grade 5, 90 to 100 grade 4. Syllables of English come
from the CMU dictionary, of Spanish from its rules of spelling.
"""
