"""What a report is made from: records, papers, references and findings of a run folder or a dataset file."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from extractors.model.errors import UnreadableFile
from pipeline.inputs import find_papers, hash_file
from pipeline.rows import find_file, read_rows
from pipeline.run import MANIFEST, RESULTS
from pipeline.serialise import Json

REFERENCES = "references.jsonl"
ID_LENGTH = 16
"""Characters of a document_id, the head of the file's sha256."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a report; `file` is None where the PDF is gone or is no longer the one that was read."""

    document_id: str
    name: str
    title: str
    doi: str
    status: str
    reason: str
    pages: int
    seconds: float
    records: tuple[Json, ...]
    references: Mapping[str, Json]
    findings: tuple[Json, ...]
    file: Path | None

    @property
    def heading(self) -> str:
        """The title, else the file's name, else what it is known by."""
        return self.title or Path(self.name).name or self.document_id or "a paper without a name"


@dataclass(frozen=True, slots=True)
class Source:
    """Everything a report shows, before anything is drawn."""

    path: Path
    papers: tuple[Paper, ...]
    started: str

    @property
    def records(self) -> Iterator[Json]:
        for paper in self.papers:
            yield from paper.records


def read_source(path: Path, papers: Sequence[Path] = ()) -> Source:
    """Read a run folder, or a records file (.jsonl, .csv, .parquet); raises UnreadableFile, WrongUsage.

    PDF files are looked for where the run read them, and in `papers`; only the right content counts.
    """
    file = find_file(path)
    records = _group(read_rows(file))
    references = _group(_read_lines(file.with_name(REFERENCES)))
    manifest = _read_manifest(file.with_name(MANIFEST))
    listed = {_id_of(row) or f"unread-{i}": row for i, row in enumerate(manifest.get("inputs") or ())}
    for document_id, rows in records.items():
        listed.setdefault(document_id, {"document_id": document_id, "doi": rows[0].get("doi")})
    known = _find_files(papers)
    return Source(
        path,
        tuple(
            replace(
                _paper_of(row, records.get(key, ()), references.get(key, ())),
                document_id=key,
                findings=_read_findings(file.parent / RESULTS, str(row.get("sha256") or "")),
                file=known.get(key) or _find_file(row, key, file.parent),
            )
            for key, row in listed.items()
        ),
        str(manifest.get("started") or ""),
    )


def _paper_of(row: Json, records: Sequence[Json], references: Sequence[Json]) -> Paper:
    return Paper(
        document_id="",
        name=str(row.get("file") or ""),
        title=str(row.get("title") or ""),
        doi=str(row.get("doi") or ""),
        status=str(row.get("status") or ""),
        reason=str(row.get("reason") or ""),
        pages=int(row.get("pages") or 0),
        seconds=float(row.get("seconds") or 0),
        records=tuple(records),
        references={str(entry.get("key") or entry.get("number")): entry for entry in references},
        findings=(),
        file=None,
    )


def _group(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Json]]:
    found: dict[str, list[Json]] = {}
    for row in rows:
        found.setdefault(str(row.get("document_id") or ""), []).append(dict(row))
    return found


def _id_of(row: Json) -> str:
    return str(row.get("document_id") or "") or str(row.get("sha256") or "")[:ID_LENGTH]


def _find_file(row: Json, document_id: str, run: Path) -> Path | None:
    """The PDF that was read, where it still lies: as the run named it, or seen from the run's folder."""
    for name in row.get("files") or [row.get("file") or ""]:
        for path in (Path(name), run / name):
            if name and _is_paper(path, document_id):
                return path
    return None


def _is_paper(path: Path, document_id: str) -> bool:
    try:
        return path.is_file() and hash_file(path).startswith(document_id)
    except (OSError, ValueError):  # names that no file can have
        return False


def _find_files(papers: Sequence[Path]) -> dict[str, Path]:
    found = find_papers(papers)[0] if papers else ()
    return {paper.sha256[:ID_LENGTH]: paper.path for paper in found}


def _read_findings(store: Path, sha256: str) -> tuple[Json, ...]:
    """Findings about the paper as a whole, from its newest stored result."""
    results = sorted(store.glob(f"{sha256[:32]}-*.jsonl"), key=lambda path: path.stat().st_mtime)
    if not sha256.isalnum() or not results:
        return ()
    with results[-1].open(encoding="utf-8") as lines:
        return tuple(json.loads(next(lines, "{}")).get("findings") or ())


def _read_manifest(path: Path) -> Json:
    try:
        manifest = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except ValueError as error:
        raise UnreadableFile("is no JSON", file=str(path), remedy="run ionlit run again") from error
    return manifest if isinstance(manifest, dict) else {}


def _read_lines(path: Path) -> list[Json]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else ()
    return [json.loads(line) for line in lines if line]
