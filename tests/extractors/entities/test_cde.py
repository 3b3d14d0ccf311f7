"""ChemDataExtractor in its own process: what it reads, what its failures cost, what it may not do."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.entities import find_mentions
from extractors.entities.cde import SecondReader, is_installed, reader
from extractors.entities.cde.questions import ask_sentences, ask_tables
from extractors.extract import Settings, extract_document, read_document
from extractors.model.document import Cell, Passage, Table
from extractors.model.geometry import Box
from extractors.model.layout import BlockKind
from extractors.model.rich import plain_rich
from tests.extractors.entities.neural_packages import install

CASES = Path(__file__).parents[2] / "cases" / "second_reader.tsv"
UNITS = {"ionic_conductivity": "S/cm", "activation_energy": "eV", "electrochemical_window": "V"}
BOX = Box(0, 0, 1, 1)

needs_package = pytest.mark.skipif(not is_installed(), reason="chemdataextractor2 is not installed")


def read_cases():
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [
        pytest.param(row["text"], row["pairs"], id=row["reason"])
        for row in csv.DictReader(lines, delimiter="\t")
    ]


@pytest.fixture(scope="module")
def second(tmp_path_factory):
    with SecondReader(tmp_path_factory.mktemp("second")) as running:
        yield running


def prepare(*texts):
    passages = [Passage(BlockKind.PARAGRAPH, plain_rich(text), 1, BOX) for text in texts]
    return passages, find_mentions(passages)


def ask(second, *texts):
    return second.ask_text(*prepare(*texts)).result()


def make_table(*rows):
    def cells(texts, number):
        return tuple(Cell(plain_rich(text), number, column) for column, text in enumerate(texts))

    body = tuple(cells(texts, number) for number, texts in enumerate(rows[1:]))
    return Table("1", plain_rich(""), (cells(rows[0], 0),), body, rows[0], ("",) * len(body), (), (1,), BOX)


def print_pair(text, pair):
    start, stop = pair.value
    value = f"{pair.low:.6g}" if pair.low == pair.high else f"{pair.low:.6g}..{pair.high:.6g}"
    assert text[start:stop][0].isdigit()
    return f"{text[slice(*pair.material)]} | {value} {UNITS[pair.property]}"


@needs_package
@pytest.mark.parametrize(("text", "expected"), read_cases())
def test_sentences(second, text, expected):
    (pairs,) = ask(second, text)
    assert "; ".join(sorted({print_pair(text, pair) for pair in pairs})) == expected


@needs_package
def test_values_stand_where_they_are_printed(second):
    text = "In 2 steps: the ionic conductivities of Li3YCl6 and Li3ErCl6 are 2 and 2 mS cm⁻¹, respectively."
    (pairs,) = ask(second, text)
    places = {text[slice(*pair.material)]: pair.value for pair in pairs}
    first = text.index("are 2") + 4
    assert places == {"Li3YCl6": (first, first + 1), "Li3ErCl6": (first + 6, first + 7)}


@needs_package
def test_passages_keep_their_pairs(second):
    none, some = ask(second, "Nothing here.", "The conductivity of Li2ZrCl6 is 0.4 mS cm⁻¹.")
    assert not none
    assert len(some) == 1


@needs_package
def test_tables_are_read_cell_by_cell(second):
    table = make_table(
        ("Material", "σ (mS cm−1)", "Ea (eV)"),
        ("Li3YCl6", "0.5", "0.40"),
        ("Li3InCl6", "1.5", "0.33"),
        ("Li2ZrCl6", "0.5", "0.35"),
    )
    (cells,) = second.ask_tables([table]).result()
    found = {(c.property, c.row, c.column): round(c.low, 6) for c in cells if c.low == c.high}
    assert found == {
        ("ionic_conductivity", 0, 1): 0.0005,
        ("ionic_conductivity", 1, 1): 0.0015,
        ("ionic_conductivity", 2, 1): 0.0005,
        ("activation_energy", 0, 2): 0.4,
        ("activation_energy", 1, 2): 0.33,
        ("activation_energy", 2, 2): 0.35,
    }


def test_only_candidates_are_asked():
    passages, sentences = prepare(
        "Li3YCl6 is white. It was pressed at 300 MPa. Li3YCl6 conducts with 0.5 mS cm⁻¹. It takes 1.2 V.",
        "Li3YCl6 has 0.4 eV. " + "Li3YCl6 and more " * 80 + "have 0.4 eV.",
    )
    questions = list(ask_sentences(passages, sentences))
    assert [question.at for question in questions] == [0, 1]
    assert not list(ask_tables([make_table(("Material", "a (Å)"), ("Li3YCl6", "11.2"))]))


@needs_package
def test_a_crash_costs_its_sentence_only(tmp_path):
    text = "The conductivity of Li2ZrCl6 is 0.4 mS cm⁻¹."
    with SecondReader(tmp_path) as second:
        assert ask(second, text)[0]
        os.kill(second.pid, signal.SIGKILL)
        first, again = ask(second, text, text)
        assert (len(first), len(again), second.lost) == (0, 1, 1)


@needs_package
def test_a_hang_costs_its_sentence_only(tmp_path, monkeypatch):
    text = "The conductivity of Li2ZrCl6 is 0.4 mS cm⁻¹."
    with SecondReader(tmp_path) as second:
        assert ask(second, text)[0]
        monkeypatch.setattr(reader, "ANSWER_SECONDS", 0.5)
        os.kill(second.pid, signal.SIGSTOP)
        asked = second.ask_text(*prepare(text))
        assert asked.result() == ((),)
        monkeypatch.undo()
        assert ask(second, text)[0]


@needs_package
def test_one_that_never_starts_is_off(tmp_path, monkeypatch):
    broken = tmp_path / "child.py"
    broken.write_text("raise SystemExit(1)\n")
    monkeypatch.setattr(reader, "CHILD", broken)
    text = "The conductivity of Li2ZrCl6 is 0.4 mS cm⁻¹."
    with SecondReader(tmp_path) as second:
        assert ask(second, *[text] * 8) == ((),) * 8
        assert second.is_off


@needs_package
def test_a_folder_that_cannot_be_had_turns_it_off(tmp_path):
    (tmp_path / "file").write_text("")
    with SecondReader(tmp_path / "file" / "cde") as second:
        assert second.is_off
        assert ask(second, "The conductivity of Li2ZrCl6 is 0.4 mS cm⁻¹.") == ((),)


@needs_package
def test_the_process_ends_with_ours(tmp_path):
    script = (
        "import os, sys; from pathlib import Path; from extractors.entities.cde import SecondReader\n"
        "second = SecondReader(Path(sys.argv[1])); print(second.pid, flush=True); os._exit(1)"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=False
    ).stdout
    for _ in range(100):
        try:
            os.kill(int(told), 0)
        except ProcessLookupError:
            return
        state = Path(f"/proc/{int(told)}/stat")
        if state.is_file() and state.read_text().split()[2] == "Z":
            return
        time.sleep(0.1)
    pytest.fail("the second reader outlived the process that it read for")


REACH_OUT = """
import sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import child
child.fence_in(Path(sys.argv[2]))
import grammar, socket, urllib.request
for reach in (
    lambda: socket.create_connection(("127.0.0.1", 9), timeout=1),
    lambda: socket.getaddrinfo("example.org", 80),
    lambda: urllib.request.urlopen("http://127.0.0.1:9/", timeout=1),
    lambda: open(sys.argv[3], "w"),
):
    try:
        reach()
    except OSError as error:
        assert "the second reader" in str(error), error
    else:
        sys.exit("reached out")
Path("own.txt").write_text("inside")
"""


@needs_package
def test_it_reaches_no_network_and_writes_in_its_folder_only(tmp_path):
    folder, outside = tmp_path / "own", tmp_path / "outside.txt"
    folder.mkdir()
    command = [sys.executable, "-c", REACH_OUT, str(reader.CHILD.parent), str(folder), str(outside)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"own"}
    assert {path.name for path in folder.iterdir()} >= {"log.txt", "own.txt"}


def test_without_the_package_the_rules_read_on(monkeypatch, tmp_path, samples):
    monkeypatch.setattr(reader, "is_installed", lambda: False)
    data = (samples / "research-paper" / "paper.pdf").read_bytes()
    with SecondReader(tmp_path) as second:
        assert second.is_off
        both = extract_document(data, settings=Settings(extractors=("rules", "cde")), second=second)
    rules = extract_document(data, settings=Settings(extractors=("rules",)))
    assert both.records == rules.records
    assert "cde.lost" not in {finding.code for finding in both.findings}


@needs_package
def test_agreement_marks_records_and_raises_their_confidence(second, samples):
    data = (samples / "halide-review" / "paper.pdf").read_bytes()
    rules = {r.record_id: r for r in extract_document(data, settings=Settings(extractors=("rules",))).records}
    both = extract_document(data, settings=Settings(extractors=("rules", "cde")), second=second).records
    agreed = [record for record in both if record.extractors == ("rules", "cde")]
    assert len(agreed) > 20
    assert all(r.confidence >= rules[r.record_id].confidence for r in agreed)
    assert any(r.confidence > rules[r.record_id].confidence for r in agreed)
    assert {r.record_id for r in both if "rules" in r.extractors} == set(rules)
    assert all("cde.only" in {f.code for f in r.findings} for r in both if r.extractors == ("cde",))


@needs_package
def test_alone_it_states_only_what_it_found(second, samples):
    data = (samples / "research-paper" / "paper.pdf").read_bytes()
    records = extract_document(data, settings=Settings(extractors=("cde",)), second=second).records
    assert records
    assert {record.extractors for record in records} == {("cde",)}


COMPARE = """
import json, sys, tomllib
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import child
child.fence_in(Path(sys.argv[2]))
if sys.argv[3] == "short":
    import shortcuts
    shortcuts.install()
import grammar
models = grammar.build_models(tomllib.loads(child.MODELS.read_text())["model"])
for line in sys.stdin:
    print(json.dumps(child.answer(models, json.loads(line), grammar)))
"""


@needs_package
def test_shortcuts_change_no_answer(tmp_path, samples):
    document = read_document((samples / "research-paper" / "paper.pdf").read_bytes())
    told = [case.values[0] for case in read_cases()]
    passages, sentences = prepare(*told)
    asked = [*ask_sentences(passages, sentences), *ask_tables(document.tables)]
    lines = "".join(json.dumps(question.body) + "\n" for question in asked)
    answers = [
        subprocess.run(
            [sys.executable, "-c", COMPARE, str(reader.CHILD.parent), str(tmp_path), way],
            input=lines,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for way in ("long", "short")
    ]
    assert answers[0] == answers[1]
    assert '"raw_value"' in answers[0]
    assert '"error"' not in answers[0]


@needs_package
def test_a_listener_that_dies_costs_no_wait(tmp_path, monkeypatch):
    monkeypatch.setattr(reader, "_listen", lambda *_: None)
    with SecondReader(tmp_path) as second:
        start = time.monotonic()
        assert ask(second, "The conductivity of Li2ZrCl6 is 0.4 mS cm⁻¹.") == ((),)
        assert time.monotonic() - start < 5
        assert second.lost == 1


@needs_package
def test_no_room_for_threads_turns_it_off(tmp_path, monkeypatch):
    def refuse(_self):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(reader.threading.Thread, "start", refuse)
    with SecondReader(tmp_path) as second:
        assert ask(second, "The conductivity of Li2ZrCl6 is 0.4 mS cm⁻¹.") == ((),)
        assert second.is_off
        assert second.lost == 1
        assert second.pid is None or not Path(f"/proc/{second.pid}").exists()


@needs_package
@pytest.mark.parametrize("config", ['{"compounds": ["LiPON", "Li3YCl6"]}', "no model at all"])
def test_the_tagger_of_the_user_is_used_where_it_can_be_loaded(config, tmp_path, monkeypatch):
    for name, value in install(tmp_path / "site", tmp_path / "home", config=config).items():
        monkeypatch.setenv(name, value)
    with SecondReader(tmp_path / "own") as second:
        assert ask(second, "The conductivity of Li3YCl6 is 0.4 mS cm⁻¹.")[0]
        assert second.is_neural == config.startswith("{")
        assert second.lost == 0
    assert {path.name for path in (tmp_path / "home").rglob("*")} == {
        "models", "hf_bert_crf_tagger", "vocab.txt", "config.json", "settings.yml"
    }  # fmt: skip


@needs_package
def test_names_that_only_the_tagger_knows_compete_for_values(tmp_path, monkeypatch, second):
    for name, value in install(tmp_path / "site", tmp_path / "home").items():
        monkeypatch.setenv(name, value)
    with SecondReader(tmp_path / "own") as neural:
        far = "The samples of Li3YCl6 were pressed, and LiPON has a conductivity of 2 mS cm⁻¹."
        passages = [Passage(BlockKind.PARAGRAPH, plain_rich(far), 1, BOX)]
        sentences = find_mentions(passages)
        only = [
            [replace(s, mentions=tuple(m for m in s.mentions if m.text != "LiPON")) for s in sentences[0]]
        ]
        assert second.ask_text(passages, only).result()[0]
        assert not neural.ask_text(passages, only).result()[0]
