"""From reference lists to the DOIs that they do not print."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from extractors.model.document import Reference
from extractors.references.journals import find_journal
from pipeline.crossref.answers import Answers
from pipeline.crossref.client import Client, Service, Unanswered
from pipeline.crossref.works import can_be_matched, choose_doi, read_works
from pipeline.rows import read_rows
from pipeline.serialise import Json, dump_line, reference_from_dict
from pipeline.store import replace_file

PATIENCE = 3
"""Entries in a row without an answer, after which the others are not asked for."""

NEGATIVE_DAYS = 90
"""How long "no such work" holds: works are deposited late, and corrected."""

AUTHORS = 8
"""Family names in a question: more of them tell the works of one group apart, but cost length."""

Listener = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Lookup:
    """Entries without DOI that print enough to look it up; those found; those without an answer, and why."""

    wanted: int
    found: int
    unanswered: int
    reason: str = ""


@dataclass(slots=True)
class _Failures:
    """How often the service failed in a row, and whether it is still worth asking."""

    total: int = 0
    in_a_row: int = 0
    reason: str = ""
    final: bool = False

    def note(self, error: Unanswered) -> None:
        self.total += 1
        self.in_a_row += 1
        self.reason = error.reason
        self.final = error.final or self.in_a_row >= PATIENCE


def resolve_dois(
    rows: Iterable[Json], service: Service, cache: Path, listen: Listener = lambda *_: None
) -> tuple[list[Json], Lookup]:
    """The rows of reference lists with `resolved_doi`, null where print has a DOI or no work is surely meant.

    `listen` gets how many entries are done, of how many. What the service does raises nothing: see `Lookup`.
    """
    told = list(rows)
    entries = [reference_from_dict(row) for row in told]
    wanted = [number for number, entry in enumerate(entries) if can_be_matched(entry)]
    dois: dict[int, str] = {}
    failures = _Failures()
    with Answers(cache, service.address) as answers, _Asker(service, answers) as asker:
        for done, number in enumerate(wanted):
            listen(done, len(wanted))
            dois[number] = asker.resolve(entries[number], failures)
    found = sum(map(bool, dois.values()))
    resolved = [row | {"resolved_doi": dois.get(number) or None} for number, row in enumerate(told)]
    return resolved, Lookup(len(wanted), found, failures.total, failures.reason)


def resolve_run(folder: Path, service: Service, cache: Path, listen: Listener = lambda *_: None) -> Lookup:
    """Look up what the references of a run lack, write them anew, and tell the manifest. Raises OSError."""
    path, manifest = folder / "references.jsonl", folder / "manifest.json"
    rows, lookup = resolve_dois(read_rows(path, "references"), service, cache, listen)
    replace_file(path, map(dump_line, rows))
    told = json.loads(manifest.read_text(encoding="utf-8"))
    told["settings"]["resolve_dois"] = service.address
    told["counts"] |= {"resolved_dois": lookup.found, "dois_not_looked_up": lookup.unanswered}
    replace_file(manifest, [json.dumps(told, ensure_ascii=False, indent=1) + "\n"])
    return lookup


def to_question(entry: Reference) -> dict[str, str]:
    """What to ask for an entry: parameters of Crossref's /works, one for all printed forms of the journal.

    Works are asked for from a year before to a year after: many appear online a year before they are printed.
    """
    journal = find_journal(entry.journal)
    families = [family for _, family in entry.parsed_authors[:AUTHORS]]
    source = journal.name if journal else entry.journal
    parts = [*families, entry.title, source, entry.volume, entry.first_page, str(entry.year)]
    year = entry.year or 0
    return {
        "query.bibliographic": " ".join(" ".join(parts).split())[:500],
        "filter": f"from-pub-date:{year - 1},until-pub-date:{year + 1}",
    }


class _Asker:
    """Answers from the disk first; the connection is opened when the first is lacking."""

    def __init__(self, service: Service, answers: Answers) -> None:
        self._service = service
        self._answers = answers
        self._client: Client | None = None

    def __enter__(self) -> "_Asker":
        return self

    def __exit__(self, *_: object) -> None:
        if self._client:
            self._client.__exit__()

    def resolve(self, entry: Reference, failures: _Failures) -> str:
        question = to_question(entry)
        kept = self._answers.find(question)
        doi = choose_doi(entry, read_works(kept[0])) if kept else ""
        if doi or (kept and kept[1] < NEGATIVE_DAYS):
            return doi
        if failures.final:
            failures.total += 1
            return ""
        try:
            self._client = self._client or Client(self._service)
            items = self._client.ask(question)
        except Unanswered as error:
            failures.note(error)
            return ""
        failures.in_a_row = 0
        self._answers.keep(question, items)
        return choose_doi(entry, read_works(items))
