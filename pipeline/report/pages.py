"""The HTML of a report; Jinja2 is named only here, and escapes everything that is not our own markup."""

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from pipeline.report.against import Against, Judgement
from pipeline.report.crops import Picture
from pipeline.report.plots import Plot
from pipeline.report.source import Paper, Source
from pipeline.report.spots import Spot, mark_plainly
from pipeline.scoring.render import score_to_sheets
from pipeline.serialise import Json
from pipeline.sheets import Sheet, show_cell
from pipeline.views import view_record

DOUBTFUL_BELOW = 0.8
"""A record with less confidence, or with a finding, is stepped to by the key for the next doubtful one."""

EXPONENT = re.compile(r"(?<=10)[−–-]\d+|(?<=\b[a-zA-ZΩ])[−–-]\d\b|(?<=cm|Ωm)[−–-]\d\b|(?<=mol)[−–-]\d\b")
"""What print raises in values: powers of ten, of units."""

SIGNS = {"~": "~ ", "<": "< ", ">": "> ", "<=": "≤ ", ">=": "≥ "}

SMALL, LARGE = 1e-2, 1e4
"""Numbers between are written out, others as a power of ten."""

AMOUNT = re.compile(r"(?<=[A-Za-z)\]])\d+(?:\.\d+)?(?:/\d+)?")
UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a paper: the spot of each record by record_id, pictures by scene, or a fault."""

    spots: Mapping[str, Spot] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    fault: str = ""


def page_name(paper: Paper) -> str:
    """The file of a paper's page, safe whatever a dataset calls its papers."""
    return f"paper-{UNSAFE.sub('-', paper.document_id) or 'unnamed'}.html"


def anchor_of(record: Json) -> str:
    """What stands behind the # of a record's address."""
    return f"r-{UNSAFE.sub('-', str(record.get('record_id') or ''))}"


def write_index(
    source: Source, against: Against | None, plots: Sequence[Plot], links: Mapping[str, str]
) -> str:
    """The page of a run: papers, score, findings by kind, plots, every record. `links` lead to the PDFs."""
    judged = against.papers if against else {}
    records = [
        _row_of(record, paper, judged.get(paper.document_id), links, page_name(paper))
        for paper in source.papers
        for record in paper.records
    ]
    return _render(
        "index.html",
        title=f"Report on {source.path.name or source.path}",
        source=source,
        started=source.started[:16].replace("T", " "),
        papers=[_paper_line(paper, judged.get(paper.document_id)) for paper in source.papers],
        statuses=Counter(paper.status or "no manifest" for paper in source.papers),
        findings=_count_findings(source),
        sheets=_show_sheets(score_to_sheets(against.score)) if against else (),
        gold=against,
        plots=[(plot, Markup(plot.page_svg)) for plot in plots],  # noqa: S704 (drawn by us, escaped there)
        records=records,
        several=True,
        data=None,
        pictures={},
    )


def write_paper(paper: Paper, seen: Seen, judgement: Judgement | None, links: Mapping[str, str]) -> str:
    """The page of one paper: records with pictures and sentences, findings, errors against gold."""
    numbers = {scene: f"p{number}" for number, scene in enumerate(seen.pictures)}
    records = [_row_of(record, paper, judgement, links, "") for record in paper.records]
    errors = _errors_by_record(judgement)
    cited = {str(key) for record in paper.records for key in record.get("refs") or ()}
    return _render(
        "paper.html",
        title=paper.heading,
        paper=paper,
        file=Path(paper.name).name,
        link=links.get(paper.document_id),
        fault=seen.fault,
        findings=[_finding_line(found, links.get(paper.document_id)) for found in paper.findings],
        judgement=judgement,
        records=records,
        several=False,
        data=_to_script(
            {
                "records": {
                    anchor_of(record): _details(record, seen, numbers, errors) for record in paper.records
                },
                "references": {
                    key: _entry(paper.references[key]) for key in sorted(cited & set(paper.references))
                },
                "pictures": {
                    numbers[scene]: [picture.width, picture.height]
                    for scene, picture in seen.pictures.items()
                },
                "pdf": links.get(paper.document_id),
            }
        ),
        pictures={numbers[scene]: picture.png for scene, picture in seen.pictures.items()},
    )


def show_formula(text: str) -> Markup:
    """A formula with its amounts lowered."""
    return _wrap(AMOUNT, text, Markup("<sub>{}</sub>"))


def show_value(text: str) -> Markup:
    """A printed value with its exponents raised."""
    return _wrap(EXPONENT, text, Markup("<sup>{}</sup>"))


def show_number(number: float) -> Markup:
    """A normalised number to three digits."""
    if number == 0 or SMALL <= abs(number) < LARGE:
        return escape(f"{number:.3g}".replace("-", "−"))
    mantissa, exponent = f"{number:.2e}".split("e")
    return Markup("{}\u2009×\u200910<sup>{}</sup>").format(
        f"{float(mantissa):g}", str(int(exponent)).replace("-", "−")
    )


def _wrap(pattern: re.Pattern[str], text: str, around: Markup) -> Markup:
    out, last = Markup(), 0
    for found in pattern.finditer(text):
        out += escape(text[last : found.start()]) + around.format(found[0])
        last = found.end()
    return out + escape(text[last:])


def _show_normalised(record: Json) -> Markup:
    """Both sides with the canonical unit; a bound keeps its sign."""
    sides = [side for side in (record.get("norm_low"), record.get("norm_high")) if side is not None]
    if not sides:
        return Markup()
    sign = SIGNS.get(str(record.get("qualifier")), "")
    numbers = Markup(" to ").join(map(show_number, dict.fromkeys(sides)))
    return Markup("{}{} {}").format(sign, numbers, show_value(str(record.get("norm_unit") or "")))


def _row_of(
    record: Json, paper: Paper, judgement: Judgement | None, links: Mapping[str, str], page: str
) -> dict[str, Any]:
    """What the table shows of a record, as `ionlit extract --format table` does, with keys for sorting."""
    view = view_record(record)
    pdf = links.get(paper.document_id)
    doubts = [str(found.get("code")) for found in record.get("findings") or ()]
    sides = [side for side in (record.get("norm_low"), record.get("norm_high")) if side is not None]
    return {
        "view": view,
        "anchor": anchor_of(record),
        "href": f"{page}#{anchor_of(record)}",
        "pdf": f"{pdf}#page={record.get('page')}" if pdf else None,
        "paper": paper.heading,
        "paper_page": page_name(paper),
        "name": show_formula(view["material"]) if record.get("composition") else view["material"],
        "printed": str(record.get("material") or ""),
        "value": show_value(view["printed"]),
        "normalised": _show_normalised(record),
        "norm": sides[-1] if sides else None,
        "kelvin": record.get("temperature_k"),
        "confidence": float(record.get("confidence") or 0),
        "origin": record.get("origin") or "",
        "verdict": judgement.verdicts.get(str(record.get("record_id")), "not judged") if judgement else "",
        "doubtful": bool(doubts) or float(record.get("confidence") or 0) < DOUBTFUL_BELOW,
        "quote": str(record.get("quote") or ""),
    }


def _errors_by_record(judgement: Judgement | None) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for error in (error for side in (judgement.errors.values() if judgement else ()) for error in side):
        if error.record_id:
            found.setdefault(error.record_id, []).append([error.kind, error.gold, error.note])
    return found


def _details(
    record: Json, seen: Seen, numbers: Mapping[str, str], errors: Mapping[str, list[list[str]]]
) -> Json:
    """What the script shows of a chosen record, beside the cells of its row."""
    spot = seen.spots.get(str(record.get("record_id")))
    picture = seen.pictures.get(spot.scene) if spot else None
    shown: Json = {
        "runs": spot.runs if spot else mark_plainly(record),
        "refs": [str(key) for key in record.get("refs") or ()],
        "findings": [[found.get("code"), found.get("note")] for found in record.get("findings") or ()],
        "places": [[place.get("page"), place.get("where")] for place in record.get("other_places") or ()],
        "gold": errors.get(str(record.get("record_id")), []),
        "fields": _fields(record),
        "page": record.get("page"),
    }
    if spot and picture:
        shown["picture"] = numbers[spot.scene]
        shown["marks"] = [[kind, *picture.place(box)] for kind, box in spot.marks]
    return shown


def _fields(record: Json) -> list[list[str]]:
    """The fields of the contract that say something and have no place of their own on the page."""
    view = view_record(record)
    details = {str(name): str(value) for name, value in (record.get("details") or {}).items()}
    variables = ", ".join(f"{name} = {value}" for name, value in (record.get("variables") or {}).items())
    told = {
        "as printed": f"{record.get('material') or ''}",
        "composition": record.get("composition"),
        "variables": variables,
        "property": view["property"],
        "value": view["printed"],
        "normalised": view["normalised"],
        "temperature": view["T"],
        "kind": record.get("kind"),
        "origin": record.get("origin"),
        "condition": record.get("condition"),
        "place": view["place"] + (f", section {record['section']}" if record.get("section") else ""),
        "confidence": f"{float(record.get('confidence') or 0):.2f}",
        "found by": ", ".join(record.get("extractors") or ()),
        "record": record.get("record_id"),
        **details,
    }
    return [[name, str(value)] for name, value in told.items() if value]


def _entry(reference: Json) -> Json:
    printed, found = str(reference.get("doi") or ""), str(reference.get("resolved_doi") or "")
    return {
        "text": str(reference.get("text") or ""),
        "doi": printed or found,
        "found": bool(found and not printed),
    }


def _paper_line(paper: Paper, judgement: Judgement | None) -> dict[str, Any]:
    return {
        "paper": paper,
        "file": Path(paper.name).name,
        "page": page_name(paper),
        "findings": len(paper.findings) + sum(len(record.get("findings") or ()) for record in paper.records),
        "errors": {side: len(found) for side, found in judgement.errors.items()} if judgement else None,
    }


def _finding_line(found: Json, link: str | None) -> dict[str, Any]:
    page = found.get("page")
    return {
        "code": found.get("code"),
        "note": found.get("note"),
        "page": page,
        "href": f"{link}#page={page}" if link and page else None,
    }


def _count_findings(source: Source) -> list[tuple[str, int, int]]:
    """Code, how often, in how many papers; the commonest first."""
    counts: Counter[str] = Counter()
    papers: dict[str, set[str]] = {}
    for paper in source.papers:
        for found in (
            *paper.findings,
            *(f for record in paper.records for f in record.get("findings") or ()),
        ):
            counts[str(found.get("code"))] += 1
            papers.setdefault(str(found.get("code")), set()).add(paper.document_id)
    return [(code, count, len(papers[code])) for code, count in counts.most_common()]


def _show_sheets(sheets: Sequence[Sheet]) -> list[tuple[Sheet, list[list[str]]]]:
    """Numbers of the score; its lists of errors stand on the pages of the papers."""
    kept = [sheet for sheet in sheets if sheet.title not in ("Errors", "Negative controls that were broken")]
    return [(sheet, [[show_cell(cell) for cell in row] for row in sheet.rows]) for sheet in kept]


def _render(name: str, **values: Any) -> str:  # noqa: ANN401 (whatever a template shows)
    start, script, style = (_read_part(part) for part in ("start.js", "report.js", "report.css"))
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (start, script)]
    environment = Environment(
        loader=PackageLoader("pipeline.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template(name)
    shown: str = page.render(
        **values,
        hashes=hashes,
        start=Markup(start),  # noqa: S704 (our own files)
        script=Markup(script),  # noqa: S704
        style=Markup(style),  # noqa: S704
    )
    # halves of surrogate pairs, which broken fonts give, cannot be written
    return shown.encode("utf-8", "replace").decode("utf-8")


def _read_part(name: str) -> str:
    return files("pipeline.report").joinpath(f"templates/{name}").read_text(encoding="utf-8")


def _to_script(value: object) -> Markup:
    """JSON that can stand in a script element: nothing in it can end the element or begin another."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704 (no character that HTML knows is left)
