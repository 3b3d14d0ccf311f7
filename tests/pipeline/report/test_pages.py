"""The HTML of reports: everything from papers stays text, what is missing is said."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from pipeline.report import write_report
from pipeline.report.pages import anchor_of, page_name, show_formula, show_number, show_value
from pipeline.report.source import read_source

EVIL = "</script><script>window.hurt = 1</script><img src=x onerror='window.hurt = 1'>\u2028\"'&amp;"


class Elements(HTMLParser):
    """Elements with their attributes, and the text of scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture
def hostile(reported: Any, tmp_path: Path) -> list[Path]:
    """The pages of a dataset in which every text is an attack."""
    rows = [json.loads(line) for line in (reported.run / "records.jsonl").read_text("utf-8").splitlines()[:5]]
    texts = (
        "material",
        "composition",
        "value_text",
        "quote",
        "condition",
        "temperature_text",
        "section",
        "unit",
    )
    for number, row in enumerate(rows):
        row |= dict.fromkeys(texts, EVIL) | {"where": EVIL, "record_id": f"{EVIL}{number}", "doi": EVIL}
        row |= {"document_id": f"../../{EVIL}", "refs": [EVIL], "details": {EVIL: EVIL}, "kind": EVIL}
        row |= {"findings": [{"code": EVIL, "note": EVIL}], "property": "ionic_conductivity", "origin": EVIL}
    (tmp_path / "records.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    entry = {
        "document_id": rows[0]["document_id"],
        "number": EVIL,
        "text": EVIL,
        "doi": "javascript:alert(1)",
    }
    (tmp_path / "references.jsonl").write_text(json.dumps(entry) + "\n", encoding="utf-8")
    inputs = [
        {"document_id": rows[0]["document_id"], "file": EVIL, "title": EVIL, "reason": EVIL, "status": EVIL}
    ]
    (tmp_path / "manifest.json").write_text(json.dumps({"inputs": inputs, "started": EVIL}), encoding="utf-8")
    written = write_report(tmp_path, tmp_path / "report")
    return [written.index, *written.pages]


def test_texts_of_papers_stay_text(hostile: list[Path]) -> None:
    for page in hostile:
        elements = Elements(page.read_text("utf-8")).found
        scripts = [attributes.get("type") for tag, attributes in elements if tag == "script"]
        assert scripts.count(None) == 2  # ours: at the start and at the end
        assert not [tag for tag, _ in elements if tag == "img"]
        assert not [name for _, attributes in elements for name in attributes if name.startswith("on")]
        links = [
            attributes["href"] or "" for tag, attributes in elements if tag == "a" and "href" in attributes
        ]
        assert not [href for href in links if href.startswith(("javascript:", "data:"))]


def test_hostile_names_stay_in_the_folder(hostile: list[Path]) -> None:
    assert len({page.parent for page in hostile}) == 1
    assert all(re.fullmatch(r"[\w.-]+", page.name) for page in hostile)


def test_an_attack_does_nothing_in_a_browser(hostile: list[Path], browser: Any) -> None:
    for page in hostile:
        browser.get(page.as_uri())
        browser.execute_script("document.querySelector('#table tbody tr').click()")
        assert browser.execute_script("return window.hurt === undefined && !document.querySelector('img')")
        links = browser.execute_script("return [...document.links].map(link => link.protocol)")
        assert set(links) <= {"file:", "https:"}


def test_data_in_scripts_is_json_again(reported: Any) -> None:
    for page in reported.written.pages:
        found = re.search(
            r'<script type="application/json" id="data">(.*?)</script>', page.read_text("utf-8")
        )
        data = json.loads(found[1])
        assert set(data) == {"records", "references", "pictures", "pdf"}


def test_each_record_has_an_anchor_of_its_own(reported: Any) -> None:
    for paper in read_source(reported.run).papers:
        page = next(page for page in reported.written.pages if page.name == page_name(paper))
        ids = re.findall(r'<tr id="([^"]+)"', page.read_text("utf-8"))
        assert sorted(ids) == sorted(anchor_of(record) for record in paper.records)
        assert len(set(ids)) == len(ids)


def test_records_and_findings_lead_to_the_page_of_the_pdf(reported: Any) -> None:
    page = reported.page_of("halide-review")
    links = [
        a["href"]
        for tag, a in Elements(page.read_text("utf-8")).found
        if tag == "a" and "#page=" in (a["href"] or "")
    ]
    assert links
    file, number = links[0].split("#page=")
    assert (page.parent / file).resolve() == reported.papers / "halide-review.pdf"
    assert number.isdigit()


def test_errors_stand_by_side(reported: Any) -> None:
    text = "".join(page.read_text("utf-8") for page in reported.written.pages)
    for side in ("Missed", "Wrong", "Spurious"):
        assert re.search(rf"<h3>{side}: \d+</h3>", text)


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("0.51 × 10−3 S cm−1", "0.51 × 10<sup>−3</sup> S cm<sup>−1</sup>"),
        ("12 kJ mol−1", "12 kJ mol<sup>−1</sup>"),
        ("10−5 to 10−4 S cm−1", "10<sup>−5</sup> to 10<sup>−4</sup> S cm<sup>−1</sup>"),
        ("2–3 mS/cm", "2–3 mS/cm"),
        ("<b>", "&lt;b&gt;"),
    ],
)
def test_exponents_of_values_are_raised(printed: str, shown: str) -> None:
    assert show_value(printed) == shown


def test_amounts_of_formulas_are_lowered() -> None:
    assert show_formula("Li2Sc2/3Cl4") == "Li<sub>2</sub>Sc<sub>2/3</sub>Cl<sub>4</sub>"
    assert show_formula("Li2.73Ho1.09Cl6") == "Li<sub>2.73</sub>Ho<sub>1.09</sub>Cl<sub>6</sub>"


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0.00051, "5.1\u2009×\u200910<sup>−4</sup>"), (0.5, "0.5"), (298.15, "298"), (0.0, "0"), (-4.2, "−4.2")],
)
def test_numbers_are_written_as_chemists_do(number: float, shown: str) -> None:
    assert show_number(number) == shown


@pytest.mark.parametrize(
    ("printed", "looked_up", "shown", "found"),
    [
        ("10.1/printed", None, "10.1/printed", False),
        ("", "10.1/found", "10.1/found", True),
        ("10.1/printed", "10.1/found", "10.1/printed", False),
        ("", None, "", False),
    ],
)
def test_a_doi_that_was_looked_up_is_shown_as_such(
    reported: Any, tmp_path: Path, printed: str, looked_up: str | None, shown: str, found: bool
) -> None:
    records = (reported.run / "records.jsonl").read_text("utf-8").splitlines()
    record = next(row for row in map(json.loads, records) if row["refs"])
    (tmp_path / "records.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    entry = {"document_id": record["document_id"], "number": record["refs"][0], "text": "A. Lind, Nature."}
    entry |= {"doi": printed, "resolved_doi": looked_up}
    (tmp_path / "references.jsonl").write_text(json.dumps(entry) + "\n", encoding="utf-8")
    (page,) = write_report(tmp_path, tmp_path / "report").pages
    data = re.search(r'id="data">(.*?)</script>', page.read_text("utf-8"))
    assert data is not None
    (told,) = json.loads(data[1])["references"].values()
    assert (told["doi"], told["found"]) == (shown, found)
