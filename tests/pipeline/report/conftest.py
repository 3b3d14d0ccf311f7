"""A report on the sample papers, and a browser to look at it with."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from extractors.settings import Settings
from pipeline.reading import read_paper
from pipeline.report import Written, write_report
from pipeline.report.write import Wish
from pipeline.run import carry_out, plan_run, read_one_by_one

AXE = "axe-core@4"


@dataclass(frozen=True)
class Reported:
    """A run on copies of the sample papers, and what its report wrote."""

    run: Path
    papers: Path
    written: Written

    def page_of(self, name: str) -> Path:
        """The page of the paper whose file has this name."""
        return next(page for page in self.written.pages if f"{name}.pdf</a>" in page.read_text("utf-8"))


@pytest.fixture(scope="session")
def run_on_samples(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A run folder and the folder with its papers."""
    papers = tmp_path_factory.mktemp("papers")
    for name in ("halide-review", "research-paper"):
        shutil.copy(samples / name / "paper.pdf", papers / f"{name}.pdf")
    out = tmp_path_factory.mktemp("run")
    carry_out(plan_run([papers], out, Settings()), read_one_by_one(read_paper), lambda _: None)
    return out, papers


@pytest.fixture(scope="session")
def reported(
    run_on_samples: tuple[Path, Path], samples: Path, tmp_path_factory: pytest.TempPathFactory
) -> Reported:
    run, papers = run_on_samples
    return Reported(run, papers, write_report(run, tmp_path_factory.mktemp("report"), Wish(gold=samples)))


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Headless Chromium, as distributions package it."""
    selenium = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    from selenium.webdriver.chrome.service import Service

    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    chromedriver = shutil.which("chromedriver")
    if not chromium or not chromedriver:
        pytest.skip("no browser: install chromium and chromium-driver to test reports in one")
    options = selenium.ChromeOptions()
    options.binary_location = chromium
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"):
            options.add_argument(flag)
        options.add_argument(f"--user-data-dir={profile}")
        driver = selenium.Chrome(options=options, service=Service(chromedriver))
        driver.set_page_load_timeout(60)
        yield driver
        driver.quit()


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The source of axe-core: the file that AXE_PATH names, else fetched with npm."""
    known = os.environ.get("AXE_PATH")
    if known:
        return Path(known).read_text("utf-8")
    npm = shutil.which("npm")
    if not npm:
        pytest.skip("no axe-core: install npm, or name axe.min.js in AXE_PATH")
    folder = tmp_path_factory.mktemp("axe")
    command = [npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts", AXE]
    try:
        done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    except subprocess.TimeoutExpired:
        pytest.skip("no axe-core: npm did not answer; name axe.min.js in AXE_PATH")
    if done.returncode:
        pytest.skip("no axe-core: npm could not fetch it; name axe.min.js in AXE_PATH")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
