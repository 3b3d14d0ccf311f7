"""Journals: one key for all forms of a title, another for another journal."""

import pytest

from extractors.references.journals import find_journal, journal_key


@pytest.mark.parametrize("printed", ["Phys. Rev.", "J. Phys. Chem.", "J. Mater. Chem."])
def test_a_section_is_another_journal(printed: str):
    whole, section = find_journal(printed), find_journal(f"{printed} A")
    assert whole is not None
    assert section is not None
    assert (section.abbreviation, section.name) == (f"{whole.abbreviation} A", f"{whole.name} A")


@pytest.mark.parametrize(
    "printed",
    ["Angew. Chem., Int. Ed.", "Angew Chem Int Ed", "Angewandte Chemie International Edition"],
)
def test_forms_of_a_title_are_one_journal(printed: str):
    journal = find_journal(printed)
    assert journal is not None
    assert journal.abbreviation == "Angew. Chem. Int. Ed."


@pytest.mark.parametrize("printed", ["", ".", "of the", "A"])
def test_titles_without_words_have_a_key_too(printed: str):
    assert find_journal(printed) is None
    assert journal_key(printed) == journal_key(journal_key(printed))
