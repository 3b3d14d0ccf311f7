"""What Python users import: the examples in docstrings and in the README run as they stand."""

import doctest
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from extractors.settings import Settings
from pipeline.reading import read_paper
from pipeline.run import carry_out, plan_run, read_one_by_one

ROOT = Path(__file__).resolve().parents[2]
MODULES = (
    "extractors",
    "pipeline",
    "pipeline.columns",
    "pipeline.dataset",
    "pipeline.export.citations",
    "pipeline.export.optimade",
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_hold(name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0
    assert result.failed == 0


def test_examples_in_the_readme_run(samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    paper = samples / "research-paper" / "paper.pdf"
    (tmp_path / "paper.pdf").write_bytes(paper.read_bytes())
    plan = plan_run([paper], tmp_path / "outputs" / "mine", Settings())
    carry_out(plan, read_one_by_one(read_paper), lambda outcome: None)
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) >= 3
    names: dict[str, object] = {}
    exec("\n".join(blocks), names)  # noqa: S102 (our own README)
    assert len(names["best"]) == len(names["lithium"]) > 0
    assert all(0 <= share <= 1 for share in names["lithium"])


def test_names_are_imported_only_when_they_are_used():
    program = "import extractors, pipeline, sys; print({'pandas', 'spacy', 'pypdfium2'} & set(sys.modules))"
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert told.stdout == "set()\n"


@pytest.mark.parametrize("name", ["extractors", "pipeline"])
def test_everything_that_is_offered_can_be_had(name: str):
    module = importlib.import_module(name)
    assert all(getattr(module, offered) for offered in module.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = module.nothing
