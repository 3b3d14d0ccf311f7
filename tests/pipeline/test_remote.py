"""Papers and run folders at addresses, in fsspec's memory."""

import json
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from extractors.model.errors import IonlitError, UnreadableFile, WrongUsage
from extractors.settings import Settings
from pipeline.cli.app import run_command
from pipeline.dataset import load_dataset
from pipeline.reading import read_paper
from pipeline.remote import bring_papers, is_address, open_out
from pipeline.run import Report, carry_out, plan_run, read_one_by_one

ODD = "sub/../b: 1\n" + "x" * 120 + ".pdf"


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[fsspec.AbstractFileSystem]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    files = fsspec.filesystem("memory")
    files.store.clear()
    yield files
    files.store.clear()


def run(places: list[str], out: str) -> tuple[Report, list[str]]:
    """A run without Prefect, and the names of the papers that it read."""
    read: list[str] = []
    found, called = bring_papers(places)
    with open_out(out) as folder:
        plan = plan_run(found, folder, Settings(extractors=("rules",)), called)
        reader = read_one_by_one(read_paper)
        return carry_out(plan, reader, lambda outcome: read.append(outcome.file)), read


@pytest.mark.parametrize("place", ["papers", "/a/b.pdf", "a:b", "C:\\papers", "papers/**/*.pdf"])
def test_paths_are_no_addresses(place: str):
    assert not is_address(place)
    assert bring_papers([place]) == ((Path(place),), {})


def test_a_run_reads_from_an_address_and_keeps_its_dataset_at_one(memory, samples: Path, tmp_path: Path):
    paper = (samples / "research-paper" / "paper.pdf").read_bytes()
    memory.pipe({"/papers/a.pdf": paper, f"/papers/{ODD}": b"no PDF", "/papers/notes.txt": b"x"})
    report, read = run(["memory://papers"], "memory://out/mine")
    assert min(read) == "memory:///papers/a.pdf"
    assert len(read) == 2
    assert [outcome.status for outcome in report.outcomes].count("failed") == 1
    names = set(memory.find("/out/mine"))
    assert {"/out/mine/records.jsonl", "/out/mine/manifest.json"} < names
    assert sum(name.startswith("/out/mine/documents/") for name in names) == 1
    assert not [name for name in names if name.endswith(".part")]
    (tmp_path / "records.jsonl").write_bytes(memory.cat("/out/mine/records.jsonl"))
    assert len(load_dataset(tmp_path)) == report.records > 0


def test_another_machine_goes_on_with_what_lies_at_the_address(
    memory, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    memory.pipe({"/papers/a.pdf": (samples / "research-paper" / "paper.pdf").read_bytes()})
    assert len(run(["memory://papers"], "memory://out")[1]) == 1
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))
    report, read = run(["memory://papers/*.pdf"], "memory://out")
    assert read == []
    assert report.unchanged == 1


def break_off(folder: Path) -> None:
    (folder / "documents").mkdir()
    (folder / "documents" / "k.jsonl").write_text("{}\n")
    (folder / "documents" / ".k.jsonl.1.part").write_text("{")
    raise KeyboardInterrupt


def test_a_run_that_breaks_off_sends_what_it_read(memory):
    with pytest.raises(KeyboardInterrupt), open_out("memory://out") as folder:
        break_off(folder)
    assert memory.find("/out") == ["/out/documents/k.jsonl"]


def test_a_paper_that_changed_is_fetched_again(memory):
    memory.pipe({"/papers/a.pdf": b"one"})
    ((path,), _) = bring_papers(["memory://papers/a.pdf"])
    memory.pipe({"/papers/a.pdf": b"two"})
    assert bring_papers(["memory://papers/a.pdf"])[0] == (path,)
    assert path.read_bytes() == b"two"


def test_an_address_without_papers_is_told(memory):
    with pytest.raises(UnreadableFile, match="holds no PDF file"):
        bring_papers(["memory://papers"])


def test_what_a_storage_raises_is_one_error(memory, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object, **__: object) -> None:
        raise RuntimeError("no credentials")

    monkeypatch.setattr(type(memory), "isfile", refuse)
    with pytest.raises(IonlitError, match="no credentials"):
        bring_papers(["memory://papers"])


def test_a_kind_of_address_that_is_none_is_told(memory):
    with pytest.raises(WrongUsage, match="no kind of place"):
        bring_papers(["nowhere://papers"])


def test_a_missing_package_is_named(memory, capsys: pytest.CaptureFixture[str]):
    told = "Install none_such to access Some storage"
    fsspec.register_implementation("some", "none_such.Files", clobber=True, errtxt=told)
    assert run_command(["run", "some://bucket/papers"]) == 2
    err = capsys.readouterr().err
    assert "Install none_such" in err
    assert err.count("\n") == 1


def test_local_places_are_left_alone(tmp_path: Path):
    with open_out(str(tmp_path / "out")) as folder:
        assert folder == tmp_path / "out"
    assert json.dumps(list(tmp_path.iterdir())) == "[]"
