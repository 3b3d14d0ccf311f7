"""Files that mean harm, and names that break programs: nothing runs, nothing is fetched."""

import csv
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pikepdf
import pypdfium2.version
import pytest
from pikepdf import Array, Dictionary, Name, String

from extractors.settings import Settings
from pipeline.reading import read_paper
from pipeline.run import Report, carry_out, plan_run, read_one_by_one

PROGRAM = """
import sys
from pathlib import Path
from extractors.settings import Settings
from pipeline.reading import read_paper
from pipeline.run import carry_out, plan_run, read_one_by_one

FORBIDDEN = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "socket.connect")

def judge(event, args):
    if event in FORBIDDEN:
        raise SystemExit(f"{event} {args}")

plan = plan_run([Path(sys.argv[1])], Path(sys.argv[2]), Settings(extractors=("rules",), ocr=False))
sys.addaudithook(judge)
report = carry_out(plan, read_one_by_one(read_paper), lambda outcome: None)
print([outcome.reason for outcome in report.outcomes])
"""


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """An address that notes what is asked of it."""
    asked: list[str] = []

    class Note(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Note) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}", asked
        running.shutdown()


def arm(paper: Path, target: Path, address: str, mark: Path) -> None:
    """A paper that asks its reader to run scripts and programs and to fetch files, in every way at once."""
    with pikepdf.open(paper) as pdf:
        script = Dictionary(S=Name.JavaScript, JS=String(f"app.launchURL('{address}/js', true);"))
        launch = Dictionary(S=Name.Launch, F=String("/bin/sh"), P=String(f"-c 'touch {mark}'"))
        follow = Dictionary(S=Name.URI, URI=String(f"{address}/uri"))
        send = Dictionary(S=Name.SubmitForm, F=Dictionary(FS=Name.URL, F=String(f"{address}/form")))
        remote = Dictionary(S=Name.GoToR, F=Dictionary(FS=Name.URL, F=String(f"{address}/goto")), D=0)
        pdf.Root.OpenAction = Dictionary(**script, Next=Array([launch, follow, send, remote]))
        pdf.Root.AA = Dictionary(WC=script, DS=launch)
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))
        page = pdf.pages[0]
        page.AA = Dictionary(O=Dictionary(**launch, Next=Array([script, send])))
        far = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        far.F = Dictionary(FS=Name.URL, F=String(f"{address}/stream"))
        page.add_resource(far, Name.XObject, Name("/Far"))
        page.contents_add(b"q /Far Do Q")
        pdf.save(target)


def test_nothing_that_a_paper_asks_for_is_run_or_fetched(
    samples: Path, tmp_path: Path, server: tuple[str, list[str]]
):
    address, asked = server
    (tmp_path / "papers").mkdir()
    paper, mark = samples / "research-paper" / "paper.pdf", tmp_path / "mark"
    arm(paper, tmp_path / "papers" / "armed.pdf", address, mark)
    command = [sys.executable, "-c", PROGRAM, str(tmp_path / "papers"), str(tmp_path / "out")]
    told = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (told.returncode, told.stdout) == (0, "['']\n"), told.stderr
    assert asked == []
    assert not mark.exists()


def test_pdfium_is_built_without_a_machine_for_scripts():
    assert not {"V8", "XFA"} & set(pypdfium2.version.PDFIUM_INFO.flags)


def read_all(*paths: Path, out: Path) -> Report:
    plan = plan_run(paths, out, Settings(extractors=("rules",)))
    return carry_out(plan, read_one_by_one(read_paper), lambda _: None)


@pytest.mark.parametrize(
    "name", ["two\nlines.pdf", "=cmd|' '.pdf", "%s {0} \\n.pdf", "x" * 251 + ".pdf", "é.PDF"]
)
def test_any_name_that_a_disk_takes_is_read_and_told_on_one_line(name: str, samples: Path, tmp_path: Path):
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / name).write_bytes((samples / "research-paper" / "paper.pdf").read_bytes())
    report = read_all(tmp_path / "papers", out=tmp_path / "out")
    assert report.failed == ()
    with (tmp_path / "out" / "documents.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert len(rows) == 1
    assert rows[0]["file"].isprintable()
    assert len(list((tmp_path / "out" / "documents").iterdir())) == 1


def test_a_name_that_is_no_text_is_read(samples: Path, tmp_path: Path):
    (tmp_path / "papers").mkdir()
    name = b"caf\xe9.pdf".decode(errors="surrogateescape")
    (tmp_path / "papers" / name).write_bytes((samples / "research-paper" / "paper.pdf").read_bytes())
    assert read_all(tmp_path / "papers", out=tmp_path / "out").failed == ()


def test_links_and_steps_upwards_lead_to_the_papers_and_no_result_outside(samples: Path, tmp_path: Path):
    (tmp_path / "papers" / "below").mkdir(parents=True)
    (tmp_path / "papers" / "round").symlink_to(tmp_path / "papers")
    (tmp_path / "papers" / "paper.pdf").symlink_to(samples / "research-paper" / "paper.pdf")
    upwards = tmp_path / "papers" / "below" / ".." / ".." / "papers" / "paper.pdf"
    before = set(tmp_path.iterdir())
    report = read_all(tmp_path / "papers", upwards, out=tmp_path / "out")
    assert len(report.outcomes) == 1
    assert report.failed == ()
    assert set(tmp_path.iterdir()) - before == {tmp_path / "out"}
