"""What is kept of a paper halfway is used while its stages stay the same, and believed only if it is ours."""

import hashlib
import os
import pickle
import zlib
from pathlib import Path

import pytest

from extractors.model.geometry import Box
from extractors.settings import Settings
from pipeline.halfway import FOLDER, MODULES, Halfway
from pipeline.jobs import Job
from pipeline.reading import read_paper
from pipeline.store import COMPLETE, Store
from pipeline.versions import digest_rules, result_key

RULES = Settings(extractors=("rules",))
BOTH = Settings()


@pytest.fixture
def job(samples: Path, tmp_path: Path) -> Job:
    paper = samples / "research-paper" / "paper.pdf"
    sha256 = hashlib.sha256(paper.read_bytes()).hexdigest()
    return Job("k", paper, "paper.pdf", sha256, tmp_path / "documents", RULES)


def read(job: Job) -> list[str]:
    outcome = read_paper(job)
    assert outcome.status == COMPLETE
    return [*Store(job.store).records(outcome), *Store(job.store).references(outcome)]


def kept(job: Job) -> Path:
    (path,) = (job.store.parent / FOLDER).iterdir()
    return path


def test_a_paper_that_is_kept_is_not_read_again_and_gives_the_same(job: Job, monkeypatch: pytest.MonkeyPatch):
    first = read(job)
    monkeypatch.delattr("extractors.extract.read_document")
    assert read(job) == first
    assert len(first) > 10


def test_other_readers_of_records_use_what_is_kept(job: Job):
    read(job)
    halfway = Halfway(job.store.parent / FOLDER)
    found = halfway.find(job.sha256, BOTH, "new.pdf")
    assert found is not None
    assert found.file_name == "new.pdf"
    assert halfway.find(job.sha256, Settings(ocr=False), "new.pdf") is None
    assert result_key(job.sha256, BOTH) != result_key(job.sha256, RULES)


@pytest.mark.parametrize("damage", [b"", b"x", b"x\ny"])
def test_what_is_damaged_is_read_anew(job: Job, damage: bytes):
    first = read(job)
    kept(job).write_bytes(damage)
    assert read(job) == first
    cut = kept(job).read_bytes()[:-200]
    kept(job).write_bytes(cut)
    assert read(job) == first


class Harm:
    def __reduce__(self) -> object:
        return os.mkdir, ("harm",)


class Outdated:
    """A box as a version wrote it in which boxes had one side only."""

    def __reduce__(self) -> object:
        return Box, (1.0,)


def test_what_fits_no_value_of_today_is_read_anew(job: Job):
    first = read(job)
    key = kept(job).read_bytes().partition(b"\n")[0]
    kept(job).write_bytes(key + b"\n" + zlib.compress(pickle.dumps(Outdated())))
    assert Halfway(job.store.parent / FOLDER).find(job.sha256, RULES, "a") is None
    assert read(job) == first


def test_what_is_not_ours_is_not_believed(job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    read(job)
    key = kept(job).read_bytes().partition(b"\n")[0]
    kept(job).write_bytes(key + b"\n" + zlib.compress(pickle.dumps(Harm())))
    assert Halfway(job.store.parent / FOLDER).find(job.sha256, RULES, "a") is None
    assert not (tmp_path / "harm").exists()


def test_rules_behind_the_halfway_mark_do_not_change_its_key():
    assert digest_rules(MODULES) != digest_rules()
    assert not {"entities", "linking", "assemble"} & set(MODULES)
