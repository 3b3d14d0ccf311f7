"""Which offered work is taken for the one that an entry cites: the surely right one, or none."""

from typing import Any

import pytest

from extractors.model.document import Reference
from pipeline.crossref.works import can_be_matched, choose_doi, read_works
from pipeline.serialise import reference_from_dict

PRINTED = {
    "key": "7",
    "kind": "article",
    "parsed_authors": [["A. B.", "Müller"], ["C.", "Weiß"]],
    "title": "",
    "journal": "J. Mater. Chem. A",
    "year": 2020,
    "volume": "12",
    "first_page": "3456",
}
OFFERED = {
    "DOI": "10.9999/Made.Up",
    "type": "journal-article",
    "title": ["A made-up conductor Li<sub>3</sub>XCl<sub>6</sub>"],
    "author": [{"family": "Muller", "given": "Anna Beate"}],
    "container-title": ["Journal of Materials Chemistry A"],
    "volume": "12",
    "page": "3456-3463",
    "issued": {"date-parts": [[2020, 4]]},
}


LONG_TITLE = "A made-up conductor of chlorine and sodium. II"


def make_entry(**changes: object) -> Reference:
    return reference_from_dict(PRINTED | changes)


def choose(printed: dict[str, object], *offered: dict[str, Any]) -> str:
    return choose_doi(make_entry(**printed), read_works(OFFERED | changes for changes in offered))


@pytest.mark.parametrize(
    ("printed", "offered"),
    [
        ({}, {}),
        ({"journal": "J Mater Chem A"}, {}),
        ({}, {"container-title": [], "short-container-title": ["J. Mater. Chem. A"]}),
        ({"journal": "J. Made-Up Ions"}, {"short-container-title": ["J. Made-up Ions"]}),
        ({"first_page": "045301"}, {"page": "45301", "article-number": "45301"}),
        ({"first_page": "e1902345"}, {"page": "1902345"}),
        ({"first_page": "A2387"}, {"page": "A2387–A2392"}),
        ({"first_page": "4503"}, {"page": "1-9", "article-number": "4503"}),
        ({"year": 2021}, {"published-print": {"date-parts": [[2021, 1]]}}),
        ({}, {"author": [{"family": "Anna", "given": "Müller"}]}),
        (
            {"parsed_authors": [["J.", "van der Berg"]]},
            {"author": [{"family": "Berg", "given": "J. van der"}]},
        ),
        ({"parsed_authors": []}, {}),
        ({}, {"author": []}),
        ({"journal": "Unknown J.", "title": "A Made-Up Conductor Li3XCl6"}, {}),
        ({"first_page": "1", "title": "A made-up conductor Li3XCl6"}, {"page": "1-9"}),
        ({"volume": ""}, {}),
        ({"volume": ""}, {"volume": None}),
        ({"volume": "", "title": "A made-up conductor Li3XCl6"}, {}),
        ({"volume": "", "first_page": "", "title": LONG_TITLE}, {"title": [LONG_TITLE]}),
        ({"first_page": "", "title": LONG_TITLE}, {"title": [LONG_TITLE.upper()], "page": None}),
    ],
)
def test_agreement_in_all_that_identifies_a_work_gives_its_doi(
    printed: dict[str, object], offered: dict[str, object]
):
    assert choose(printed, offered) == "10.9999/made.up"


@pytest.mark.parametrize(
    ("printed", "offered", "reason"),
    [
        ({}, {"page": "3457-3463"}, "the neighbour in the same issue"),
        ({}, {"page": "S3456"}, "a supplement counts its own pages"),
        ({}, {"issued": {"date-parts": [[2019]]}}, "another year"),
        ({}, {"volume": "13"}, "another volume"),
        ({}, {"volume": None}, "no volume is no agreement"),
        ({}, {"page": "n/a-n/a"}, "no page is no agreement"),
        ({}, {"issued": {"date-parts": [[None]]}}, "no year is no agreement"),
        ({}, {"container-title": ["Journal of Materials Chemistry C"]}, "the sister journal"),
        ({}, {"author": [{"family": "Maller", "given": "Anna"}]}, "another first author"),
        ({"journal": "Unknown J."}, {}, "no title to stand in for the journal"),
        ({"journal": "Unknown J.", "title": "Another conductor altogether"}, {}, "another title"),
        ({"journal": "Unknown J.", "title": OFFERED["title"][0], "parsed_authors": []}, {}, "no author"),
        ({"first_page": "1"}, {"page": "1-9"}, "all articles of the volume begin on page 1"),
        ({"volume": ""}, {"author": []}, "without volume nobody says that it is the author"),
        ({"volume": ""}, {"page": "3457"}, "without volume, another page"),
        ({"volume": ""}, {"container-title": ["Journal of Materials Chemistry C"]}, "the sister journal"),
        ({"volume": "", "title": "Another conductor altogether"}, {}, "without volume, another title"),
        ({"volume": "", "first_page": "1"}, {"page": "1-9"}, "without volume, page 1"),
        (
            {"first_page": "", "title": LONG_TITLE},
            {"title": [LONG_TITLE + "I"]},
            "another part of the series",
        ),
        ({"first_page": "", "title": LONG_TITLE}, {"title": [LONG_TITLE], "volume": "13"}, "another volume"),
        (
            {"first_page": "", "title": LONG_TITLE, "journal": "Unknown J."},
            {"title": [LONG_TITLE]},
            "without page, another journal",
        ),
        ({"first_page": "", "title": "Editorial"}, {"title": ["Editorial"]}, "a title of many works"),
        ({}, {"type": "component"}, "a figure of the article"),
        ({}, {"type": "peer-review"}, "a review of the article"),
        ({}, {"DOI": "10.9999/with blank"}, "no DOI"),
        ({}, {"DOI": 17}, "no DOI at all"),
        ({}, {"author": "Müller", "container-title": "J", "issued": [2020], "page": 3456}, "garbage"),
    ],
)
def test_anything_less_gives_nothing(printed: dict[str, object], offered: dict[str, object], reason: str):
    assert choose(printed, offered) == "", reason


def test_two_works_that_agree_give_nothing():
    assert choose({}, {}, {"DOI": "10.9999/twin"}) == ""
    assert (
        choose({}, {}, {"DOI": "10.9999/MADE.UP"}, {"DOI": "10.9999/near", "page": "1"}) == "10.9999/made.up"
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"doi": "10.1/printed"},
        {"year": None},
        {"volume": "", "parsed_authors": []},
        {"volume": "", "journal": "", "title": LONG_TITLE},
        {"first_page": ""},
        {"first_page": "", "title": "Editorial"},
        {"first_page": "", "title": LONG_TITLE, "parsed_authors": []},
        {"kind": "book"},
        {"journal": ""},
    ],
)
def test_entries_with_a_doi_or_too_little_print_are_not_asked_for(changes: dict[str, object]):
    assert can_be_matched(make_entry())
    assert not can_be_matched(make_entry(**changes))
