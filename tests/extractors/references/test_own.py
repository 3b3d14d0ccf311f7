"""The paper's own title, authors, journal, year and DOI."""

import numpy as np
import pytest

from extractors.model.document import Passage
from extractors.model.geometry import Box
from extractors.model.layout import BlockKind
from extractors.model.rich import SUP, RichText, plain_rich
from extractors.references import read_bibliography
from extractors.references.own import find_people

BOX = Box(0, 0, 1, 1)
TITLE = "On the motion of ions through a lattice of cages"


def passage(kind: BlockKind, text: str, page: int = 1) -> Passage:
    return Passage(kind, plain_rich(text), page, BOX)


def raise_marks(text: str) -> RichText:
    """Text in which what stands between carets is raised: `Ada Lind^a,b^`."""
    flat, scripts, on = "", [], False
    for char in text:
        if char == "^":
            on = not on
            continue
        flat += char
        scripts.append(SUP if on else 0)
    plain = plain_rich(flat)
    return RichText(flat, np.array(scripts, np.uint8), plain.styles, plain.boxes, plain.pages, plain.doubtful)


FRONT = (
    passage(BlockKind.FURNITURE, "Cite this: RSC Adv., 2017, 7, 41359"),
    passage(BlockKind.TITLE, TITLE),
    passage(BlockKind.AUTHORS, "Ada Lind, Boris P. Falk and C. van der Moser"),
    passage(BlockKind.FURNITURE, "DOI: 10.1039/c7ra07722j"),
)


def test_front_page():
    own = read_bibliography(FRONT, {})
    assert (own.title, own.journal, own.year, own.doi) == (TITLE, "RSC Adv.", 2017, "10.1039/c7ra07722j")
    assert own.authors == ("Ada Lind", "Boris P. Falk", "C. van der Moser")


@pytest.mark.parametrize(
    ("line", "journal", "year"),
    [
        ("Nature Communications | (2022)13:4470", "Nature Communications", 2022),
        ("Batteries 2018, 4, 33; doi:10.3390/batteries4030033", "Batteries", 2018),
        (
            "npj Computational Materials (2019) 5:19 ; https://doi.org/10.1038/x",
            "npj Computational Materials",
            2019,
        ),
        ("Journal of Power Sources 273 (2015) 1056–1064", "Journal of Power Sources", 2015),
        ("Adv. Energy Mater. 2020, 10, 1903719", "Adv. Energy Mater.", 2020),
        ("PHYSICAL REVIEW B 56, 1354 (1997)", "PHYSICAL REVIEW B", 1997),
        ("J. Mater. Chem. A, 2014, 2, 13407–13414 | 13407", "J. Mater. Chem. A", 2014),
    ],
)
def test_running_lines(line: str, journal: str, year: int):
    own = read_bibliography([passage(BlockKind.FURNITURE, line)], {})
    assert (own.journal, own.year) == (journal, year)


def test_marks_of_affiliations_are_no_names():
    people = find_people(raise_marks("Ada Lind,^a^ Boris Falk *^a,b^ and Jean-Noël Chotard^c,1^"))
    assert people == ("Ada Lind", "Boris Falk", "Jean-Noël Chotard")


def test_a_list_of_authors_goes_on_behind_raised_marks():
    front = [
        passage(BlockKind.AUTHORS, "Ada Lind, Boris Falk,"),
        passage(BlockKind.FOOTNOTE, "1,2"),
        passage(BlockKind.HEADING, "Carla Moser & Dora Roe"),
        passage(BlockKind.PARAGRAPH, "We look at ions in cages."),
    ]
    assert read_bibliography(front, {}).authors == ("Ada Lind", "Boris Falk", "Carla Moser", "Dora Roe")


def test_metadata_fill_what_the_front_lacks():
    metadata = {
        "Title": TITLE,
        "Author": "A. Lind and B. Falk",
        "Subject": "RSC Advances (2017), 7, 1-2, doi:10.1039/C7RA07722J",
    }
    own = read_bibliography([], metadata)
    assert (own.title, own.authors, own.journal, own.year) == (
        TITLE,
        ("A. Lind", "B. Falk"),
        "RSC Advances",
        2017,
    )
    assert own.doi == "10.1039/c7ra07722j"


def test_a_title_read_in_part_is_made_whole_from_metadata():
    front = [passage(BlockKind.TITLE, "ions through a lattice of cages")]
    assert read_bibliography(front, {"Title": TITLE}).title == TITLE


@pytest.mark.parametrize(
    "title", ["Microsoft Word - final.docx", "untitled", "paper.dvi", "PAPER", "123-456", "doi:10.1/x"]
)
def test_titles_of_programs_are_none(title: str):
    assert read_bibliography([], {"Title": title}).title == ""


def test_the_address_of_a_download_is_no_doi():
    front = [
        passage(
            BlockKind.FURNITURE,
            "Downloaded from http://press.org/article-pdf/doi/10.1098/rsos.1/95/rsos.1.pdf",
        )
    ]
    assert read_bibliography(front, {}).doi == ""


def test_a_cite_this_line_is_read_as_an_entry():
    line = f"Cite this article: Lind A. 2017 {TITLE}. R. Soc. open sci. 4: 170824. http://dx.doi.org/10.1098/rsos.170824"
    own = read_bibliography([passage(BlockKind.FURNITURE, line)], {})
    assert (own.title, own.journal, own.year, own.authors) == (TITLE, "R. Soc. open sci.", 2017, ("Lind A",))
    assert own.doi == "10.1098/rsos.170824"


def test_nothing_gives_nothing():
    assert read_bibliography([], {}).title == ""
