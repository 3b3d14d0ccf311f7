"""The work on one paper: read it, keep its result, and tell how it ended. Runs in a worker process."""

import errno
import hashlib
import time

from extractors.extract import Extraction, extract_document
from extractors.model.errors import IonlitError
from pipeline.halfway import FOLDER, Halfway
from pipeline.inputs import read_bytes
from pipeline.jobs import Job, fail
from pipeline.second import keep_second_reader
from pipeline.serialise import finding_to_dict, record_to_dict, references_to_dicts
from pipeline.store import COMPLETE, PARTIAL, Outcome, Store

LOSSES = "reading."
"""Findings of this stage say that part of the paper could not be read: the result is then partial."""


TOO_LARGE = "needs more memory than a worker may take; raise --memory-limit"

NO_STACK = "can't start new thread"
"""What Python says, as a RuntimeError, where the memory limit leaves no room for a thread's stack."""


def read_paper(job: Job) -> Outcome:
    """Read a paper and store its result; a paper that cannot be read is an outcome with a reason, no error.

    Raises OSError where the result cannot be stored (disk full, read-only): that concerns all papers.
    """
    start = time.perf_counter()
    try:
        second = keep_second_reader(job.settings)
        data = read_bytes(job.path)
        if hashlib.sha256(data).hexdigest() != job.sha256:
            return fail(job, "was changed while the run went on; run again")
        halfway = Halfway(job.store.parent / FOLDER)
        known = halfway.find(job.sha256, job.settings, job.name)
        extraction = extract_document(
            data, file_name=job.name, settings=job.settings, second=second, document=known
        )
    except IonlitError as error:
        return fail(job, f"{error.what}; {error.remedy}" if error.remedy else error.what)
    except MemoryError:
        return fail(job, TOO_LARGE)
    except Exception as error:  # noqa: BLE001 (a fault of ours in one paper must not cost the others)
        if NO_STACK in str(error) or getattr(error, "errno", None) == errno.ENOMEM:
            return fail(job, TOO_LARGE)
        return fail(
            job, f"ionlit failed on it ({type(error).__name__}: {error}); please report it with the file"
        )
    if known is None:
        halfway.keep(job.sha256, job.settings, extraction.document)
    outcome = describe(job, extraction, time.perf_counter() - start)
    Store(job.store).write(
        outcome,
        (record_to_dict(record) for record in extraction.records),
        ({"document_id": outcome.document_id, **row} for row in references_to_dicts(extraction.document)),
    )
    return outcome


def describe(job: Job, extraction: Extraction, seconds: float) -> Outcome:
    """The outcome of a paper that was read."""
    document = extraction.document
    lost = any(finding.code.startswith(LOSSES) for finding in extraction.findings)
    return Outcome(
        key=job.key,
        sha256=job.sha256,
        file=job.name,
        status=PARTIAL if lost else COMPLETE,
        seconds=round(seconds, 3),
        pages=document.page_count,
        records=len(extraction.records),
        references=len(document.references),
        title=document.bibliography.title,
        doi=document.bibliography.doi,
        authors=document.bibliography.authors,
        journal=document.bibliography.journal,
        year=document.bibliography.year,
        findings=tuple(finding_to_dict(finding) for finding in extraction.findings),
        stage_seconds={name: round(spent, 3) for name, spent in extraction.seconds.items()},
    )
