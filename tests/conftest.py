"""Fixtures that all tests share."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real papers beside the checkout; tests that need it are skipped where it is not."""
    if not (CORPUS / "review.pdf").is_file():
        pytest.skip("the corpus of real papers is not beside this checkout")
    return CORPUS


@pytest.fixture(scope="session")
def samples() -> Path:
    """The sample papers that ship with the project."""
    return ROOT / "gold" / "samples"
