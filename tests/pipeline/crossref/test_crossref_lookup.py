"""Look-ups against a made-up Crossref on loopback: found, refused, busy, broken, slow, away."""

import json
import sqlite3
from pathlib import Path

import pytest

from extractors.model.errors import WrongUsage
from pipeline.cli.app import run_command
from pipeline.crossref import Service, resolve_dois, resolve_run
from pipeline.export import read_tables
from pipeline.serialise import dump_line
from tests.pipeline.crossref.conftest import Answer, FakeCrossref, offer
from tests.pipeline.crossref.test_crossref_works import OFFERED, PRINTED

BUSY = Answer(status=429, headers=(("Retry-After", "0"),))
BROKEN = Answer(status=500)


def hurried(address: str, **changes: object) -> Service:
    """A service asked with little patience, so that tests are quick."""
    return Service(
        **{"address": address, "timeout_s": 2.0, "first_wait_s": 0.01, "interval_s": 0.0} | changes  # type: ignore[arg-type]
    )


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "crossref.sqlite"


def entry(number: int = 7, **changes: object) -> dict[str, object]:
    return PRINTED | {"number": number, "key": str(number), "document_id": "d"} | changes


def dois(rows: list[dict[str, object]]) -> list[object]:
    return [row["resolved_doi"] for row in rows]


def test_what_is_found_stands_beside_what_is_printed(crossref: FakeCrossref, cache: Path):
    crossref.answers = [offer(OFFERED | {"page": "3457"}, OFFERED)]
    printed = entry(8, doi="10.1/printed")
    rows, lookup = resolve_dois([entry(), printed], hurried(crossref.address), cache)
    assert dois(rows) == ["10.9999/made.up", None]
    assert rows[0].get("doi") is None
    assert rows[1] == printed | {"resolved_doi": None}
    assert (lookup.wanted, lookup.found, lookup.unanswered) == (1, 1, 0)


@pytest.mark.parametrize("changes", [{"page": "3457-3463"}, {"issued": {"date-parts": [[2018]]}}])
def test_a_near_miss_is_no_match(changes: dict[str, object], crossref: FakeCrossref, cache: Path):
    crossref.answers = [offer(OFFERED | changes)]
    rows, lookup = resolve_dois([entry()], hurried(crossref.address), cache)
    assert dois(rows) == [None]
    assert lookup.unanswered == 0


def test_the_question_says_who_asks_and_only_what_is_bibliographic(crossref: FakeCrossref, cache: Path):
    resolve_dois([entry()], hurried(crossref.address, mailto="name@example.org"), cache)
    asked = crossref.questions[0]
    assert asked["path"] == "/works"
    assert asked["query.bibliographic"] == "Müller Weiß Journal of Materials Chemistry A 12 3456 2020"
    assert asked["filter"] == "from-pub-date:2019,until-pub-date:2021"
    assert asked["mailto"] == "name@example.org"
    assert "DOI" in asked["select"].split(",")
    assert crossref.agents[0].startswith("ionlit/")
    assert "mailto:name@example.org" in crossref.agents[0]


def test_a_busy_service_is_asked_again_when_it_says(crossref: FakeCrossref, cache: Path):
    crossref.answers = [Answer(status=429, headers=(("Retry-After", "1"),)), offer(OFFERED)]
    rows, _ = resolve_dois([entry()], hurried(crossref.address), cache)
    assert dois(rows) == ["10.9999/made.up"]
    assert crossref.times[1] - crossref.times[0] >= 0.8


def test_waits_double_with_every_try(crossref: FakeCrossref, cache: Path):
    crossref.answers = [BROKEN, Answer(status=503), BUSY, offer(OFFERED)]
    rows, _ = resolve_dois([entry()], hurried(crossref.address, first_wait_s=0.05), cache)
    assert dois(rows) == ["10.9999/made.up"]
    waits = [after - before for before, after in zip(crossref.times, crossref.times[1:], strict=False)]
    assert [wait >= least for wait, least in zip(waits, (0.04, 0.08, 0.16), strict=True)] == [True] * 3


def test_a_service_that_asks_for_an_hour_is_left_alone(crossref: FakeCrossref, cache: Path):
    crossref.answers = [Answer(status=429, headers=(("Retry-After", "Wed, 21 Oct 2099 07:28:00 GMT"),))]
    _, lookup = resolve_dois([entry(), entry(8, volume="13")], hurried(crossref.address), cache)
    assert len(crossref.questions) == 1
    assert lookup.unanswered == 2
    assert "patience" in lookup.reason


def test_questions_keep_the_rate_that_the_service_names(crossref: FakeCrossref, cache: Path):
    limits = (("X-Rate-Limit-Limit", "5"), ("X-Rate-Limit-Interval", "1s"))
    crossref.answers = [Answer(headers=limits)]
    rows = [entry(volume=str(volume)) for volume in range(1, 4)]
    resolve_dois(rows, hurried(crossref.address), cache)
    assert crossref.times[2] - crossref.times[0] >= 0.3


@pytest.mark.parametrize(
    "broken",
    [
        BROKEN,
        Answer(status=403),
        Answer(body=b"<html>log in first</html>"),
        Answer(body=b'{"message": []}'),
        Answer(body=b'{"message": {"items": 3}}'),
        Answer(body=b"[" * 100_000),
        Answer(body=b" " * 6_000_000),
        Answer(headers=(("Content-Encoding", "gzip"),)),
        Answer(status=302, headers=(("Location", "http://127.0.0.1:1/"),)),
    ],
)
def test_a_broken_service_is_given_up_after_three_entries(
    broken: Answer, crossref: FakeCrossref, cache: Path
):
    crossref.answers = [broken]
    rows = [entry(volume=str(volume)) for volume in range(1, 9)]
    resolved, lookup = resolve_dois(rows, hurried(crossref.address, tries=2), cache)
    assert dois(resolved) == [None] * 8
    assert lookup.unanswered == 8
    assert lookup.reason
    assert 3 <= len(crossref.questions) <= 6


def test_garbage_among_the_works_costs_itself_only(crossref: FakeCrossref, cache: Path):
    crossref.answers = [offer(None, 3, {}, {"type": []}, {"DOI": None, "type": "journal-article"}, OFFERED)]
    rows, _ = resolve_dois([entry()], hurried(crossref.address), cache)
    assert dois(rows) == ["10.9999/made.up"]


def test_one_failure_does_not_cost_the_entries_behind_it(crossref: FakeCrossref, cache: Path):
    crossref.answers = [Answer(status=400), offer(OFFERED)]
    rows, lookup = resolve_dois([entry(volume="5"), entry()], hurried(crossref.address), cache)
    assert dois(rows) == [None, "10.9999/made.up"]
    assert lookup.unanswered == 1


def test_a_service_that_does_not_answer_in_time_is_given_up(crossref: FakeCrossref, cache: Path):
    crossref.answers = [Answer(delay_s=0.5)]
    _, lookup = resolve_dois([entry()], hurried(crossref.address, timeout_s=0.1, tries=2), cache)
    assert lookup.unanswered == 1
    assert "in time" in lookup.reason
    assert len(crossref.questions) == 2


def test_without_a_network_nothing_is_tried_twice(closed_address: str, cache: Path):
    rows, lookup = resolve_dois(
        [entry(), entry(8, volume="13")], hurried(closed_address, first_wait_s=30.0), cache
    )
    assert dois(rows) == [None, None]
    assert (lookup.unanswered, lookup.reason) == (2, "cannot be reached")


def test_answers_are_kept_on_disk_also_negative_ones(crossref: FakeCrossref, cache: Path):
    crossref.answers = [offer(OFFERED), offer()]
    rows = [entry(), entry(8, volume="13")]
    first, _ = resolve_dois(rows, hurried(crossref.address), cache)
    again, _ = resolve_dois(rows, hurried(crossref.address), cache)
    assert again == first
    assert len(crossref.questions) == 2


def test_forms_of_one_entry_are_one_question(crossref: FakeCrossref, cache: Path):
    crossref.answers = [offer(OFFERED)]
    forms = [entry(), entry(journal="Journal of Materials Chemistry A"), entry(journal="J MATER CHEM A")]
    rows, _ = resolve_dois(forms, hurried(crossref.address), cache)
    assert dois(rows) == ["10.9999/made.up"] * 3
    assert len(crossref.questions) == 1


def test_failures_and_old_negative_answers_are_asked_again(crossref: FakeCrossref, cache: Path):
    crossref.answers = [Answer(status=400), offer(), offer(OFFERED)]
    for _ in range(2):
        resolve_dois([entry()], hurried(crossref.address), cache)
    with sqlite3.connect(cache) as database:
        database.execute("UPDATE answers SET asked = asked - 91 * 86400")
    database.close()
    rows, _ = resolve_dois([entry()], hurried(crossref.address), cache)
    assert dois(rows) == ["10.9999/made.up"]


def test_kept_answers_need_no_network(crossref: FakeCrossref, cache: Path):
    crossref.answers = [offer(OFFERED)]
    resolve_dois([entry()], hurried(crossref.address), cache)
    crossref.answers = [BROKEN]
    rows, lookup = resolve_dois([entry()], hurried(crossref.address), cache)
    assert dois(rows) == ["10.9999/made.up"]
    assert lookup.unanswered == 0


@pytest.mark.parametrize("damage", ["text", "folder", "closed"])
def test_a_cache_that_cannot_be_used_costs_its_memory_only(
    damage: str, crossref: FakeCrossref, tmp_path: Path
):
    path = tmp_path / "crossref.sqlite"
    if damage == "text":
        path.write_text("no database " * 100)
    elif damage == "folder":
        path.mkdir()
    else:
        (tmp_path / "file").touch()
        path = tmp_path / "file" / "crossref.sqlite"
    crossref.answers = [offer(OFFERED)]
    rows, _ = resolve_dois([entry()], hurried(crossref.address), path)
    assert dois(rows) == ["10.9999/made.up"]


@pytest.mark.parametrize(
    "settings",
    [
        {"address": "api.crossref.org"},
        {"address": "ftp://api.crossref.org"},
        {"address": "http://"},
        {"address": "http://127.0.0.1:99999"},
        {"mailto": "nobody"},
        {"mailto": "a@b\r\nX-Injected: 1"},
    ],
)
def test_what_is_no_address_is_wrong_usage(settings: dict[str, str]):
    with pytest.raises(WrongUsage):
        Service(**settings)


def test_exports_cite_the_doi_that_was_found(crossref: FakeCrossref, cache: Path, tmp_path: Path):
    crossref.answers = [offer(OFFERED)]
    folder = write_run(tmp_path / "run")
    lookup = resolve_run(folder, hurried(crossref.address), cache)
    tables = read_tables(folder)
    assert lookup.found == 1
    assert next(iter(tables.records))["cited_doi"] == "10.9999/made.up"
    first = next(iter(tables.references))
    assert (first["doi"], first["resolved_doi"]) == (None, "10.9999/made.up")
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["settings"] == {"resolve_dois": crossref.address}
    assert manifest["counts"] == {"resolved_dois": 1, "dois_not_looked_up": 0}


def test_bibliographies_have_the_doi_that_was_found(
    crossref: FakeCrossref, cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    crossref.answers = [offer(OFFERED)]
    folder = write_run(tmp_path / "run")
    resolve_run(folder, hurried(crossref.address), cache)
    for layout in ("bibtex", "csl-json"):
        assert run_command(["export", str(folder), "--format", layout]) == 0
        assert "10.9999/made.up" in capsys.readouterr().out


def write_run(folder: Path) -> Path:
    from tests.pipeline.test_export import make_row

    folder.mkdir()
    (folder / "records.jsonl").write_text(dump_line(make_row(document_id="d", refs=[7])), encoding="utf-8")
    (folder / "references.jsonl").write_text(dump_line(entry()), encoding="utf-8")
    manifest = {"inputs": [{"document_id": "d"}], "settings": {}, "counts": {}}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder
