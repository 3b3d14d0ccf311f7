"""The child process that ChemDataExtractor lives in: a JSON object a line in and out, until its input ends.

It is run as a file, not imported, so that nothing of ours is loaded beside it. ChemDataExtractor 2 wants the
network and neural taggers when it is imported, writes logs into the working directory and sets logging up:
here it gets inert stand-ins, empty vocabularies and a folder of its own, and whatever still reaches for the
network or writes elsewhere is refused by an audit hook.

Where the user has torch, transformers and ChemDataExtractor's model of compound names, these are used,
without network and for reading only. Where they cannot be loaded the stand-ins are used.

Questions: {"kind": "sentence", "text": "..."} or {"kind": "table", "rows": [["...", ...], ...]}; tokens are
parted by single blanks, and each material is one token CEM<n>, whose print stands in "printed". Answers:
{"found": [...]}, each with `name`, `materials`, `raw_value`, `low`, `high` in the unit of our records, and
`temperature` as printed.
"""

import contextlib
import json
import os
import re
import sys
import tomllib
from collections.abc import Collection, Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import IO, Any

import appdirs

NETWORK = frozenset({"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname"})
NEURAL = frozenset({"torch", "transformers"})
"""What the tagger of compound names needs; inert where it or its model is missing."""
INERT = frozenset({"stanza", "boto3", "botocore"})
"""What no grammar of ours needs: parsers of dependencies, and an address to fetch them from."""
UNUSED = frozenset({"pandas", "sympy", "selenium", "requests", "bs4", "django"})
"""What ChemDataExtractor and TableDataExtractor import for scraping, files and printing, which no grammar of
ours reaches: two thirds of their start."""
TAGGER = "hf_bert_crf_tagger"
VOCABULARY = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n"
MODELS = Path(__file__).resolve().parent / "data" / "models.toml"


PLAINLY = "plainly"
"""The argument that leaves the user's tagger alone."""


class _InertType(type):
    def __getattr__(cls, name: str) -> "type[Inert]":
        return _answer_name(name)


class Inert(metaclass=_InertType):
    """Stands for each class and function of the neural packages; called or subclassed, it does nothing."""

    def __init__(self, *_args: object, **_named: object) -> None: ...

    def __call__(self, *_args: object, **_named: object) -> "Inert":
        return self

    def __getattr__(self, name: str) -> "type[Inert]":
        return _answer_name(name)

    def forward(self, *_args: Any, **_named: Any) -> Any:  # noqa: ANN401 (what overrides it may have any types)
        """The one method that ChemDataExtractor declares to override."""
        return self


class InertModule(ModuleType):
    """A module in which every name is `Inert`."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__: list[str] = []

    def __getattr__(self, name: str) -> type[Inert]:
        return _answer_name(name)


def _answer_name(name: str) -> type[Inert]:
    # import and inspect ask for names such as __file__ and must hear that there is none
    if name.startswith("__"):
        raise AttributeError(name)
    return Inert


class InertFinder(MetaPathFinder, Loader):
    """Answers imports of packages that are to stay away, installed or not."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names

    def find_spec(self, fullname: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        if fullname.partition(".")[0] not in self._names:
            return None
        return ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return InertModule(spec.name)

    def exec_module(self, _module: ModuleType) -> None: ...


def find_tagger() -> Path | None:
    """The folder of the user's model of compound names, where all that it needs is there; imports nothing."""
    if not all(find_spec(name) for name in NEURAL):
        return None
    settings = os.environ.get("CHEMDATAEXTRACTOR_CONFIG") or str(
        Path(appdirs.user_config_dir("ChemDataExtractor"), "chemdataextractor.yml")
    )
    data = appdirs.user_data_dir("ChemDataExtractor")
    with contextlib.suppress(OSError, UnicodeDecodeError):
        told = re.search(
            r"^data_dir:\s*[\"']?(.+?)[\"']?\s*$", Path(settings).read_text("utf-8"), re.MULTILINE
        )
        data = told[1] if told else data
    model = Path(data, "models", TAGGER)
    return model.resolve() if (model / "config.json").is_file() and (model / "vocab.txt").is_file() else None


def fence_in(folder: Path, tagger: Path | None = None) -> None:
    """Make `folder` the world of this process: settings and stub models in it, no file and no network beyond.

    `tagger` is the model of compound names that may be read. Raises OSError in whoever tries, for the rest of
    the process's life.
    """
    # a run may have the model where another has not
    data = folder / ("data" if tagger is None else "neural")
    models = data / "models"
    models.mkdir(parents=True, exist_ok=True)
    if tagger is None:
        (models / TAGGER).mkdir(exist_ok=True)
    elif not (models / TAGGER).is_symlink():
        with contextlib.suppress(FileExistsError):
            (models / TAGGER).symlink_to(tagger, target_is_directory=True)
    for name in ("scibert_uncased_vocab-1.0.txt", "scibert_cased_vocab-1.0.txt"):
        _put(models / name, VOCABULARY)
    _put(data / "config.yml", json.dumps({"data_dir": str(data)}))
    os.chdir(folder)
    os.environ["CHEMDATAEXTRACTOR_CONFIG"] = str(data / "config.yml")
    os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"
    inside = str(folder.resolve()) + os.sep

    def judge(event: str, args: tuple[Any, ...]) -> None:
        if event in NETWORK:
            raise OSError("the second reader has no network")
        if event == "open" and args[1] and set("wax+") & set(args[1]):
            target = args[0]
            if isinstance(target, str | bytes) and not os.path.realpath(os.fsdecode(target)).startswith(
                inside
            ):
                raise OSError("the second reader writes in its own folder only")

    sys.dont_write_bytecode = True
    sys.addaudithook(judge)
    sys.meta_path.insert(0, InertFinder(INERT | UNUSED | (frozenset() if tagger else NEURAL)))


def _put(path: Path, text: str) -> None:
    """Write a file whole: several of us may start in one folder at a time."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def answer(
    models: Sequence[Any],
    question: dict[str, Any],
    grammar: Any,  # noqa: ANN401
    tagger: Any = None,  # noqa: ANN401
) -> dict[str, Any]:
    """What ChemDataExtractor finds in a sentence or table; its own errors are answers, too."""
    try:
        if tagger is not None:
            tagger.printed = question.get("printed", {})
        wanted = question.get("names")
        models = [(model, row) for model, row in models if wanted is None or row["name"] in wanted]
        if question["kind"] == "table":
            return {"found": list(grammar.read_table(question["rows"], models))}
        return {"found": list(grammar.read_sentence(question["text"], models))}
    except Exception as error:  # noqa: BLE001 (whatever its grammars raise costs this sentence only)
        return {"found": [], "error": f"{type(error).__name__}: {error}"}


def prepare(*, neural: bool) -> tuple[Any, Any, Any]:
    """The module of grammars, the models, and the user's tagger where it is wanted; raises what they do."""
    # a package of a name: this file is run, not imported, and its folder is where modules are looked for
    import_module("shortcuts").install()
    grammar = import_module("grammar")
    models = grammar.build_models(tomllib.loads(MODELS.read_text(encoding="utf-8"))["model"])
    return grammar, models, grammar.use_neural_tagger() if neural else None


def talk(questions: IO[str], answers: IO[str], prepared: tuple[Any, Any, Any]) -> None:
    """Answer line by line; the first line out says that the grammars are built, and whose tagger is in."""
    grammar, models, tagger = prepared
    answers.write(json.dumps({"ready": True, "neural": tagger is not None}) + "\n")
    answers.flush()
    for line in questions:
        answers.write(
            json.dumps(answer(models, json.loads(line), grammar, tagger), ensure_ascii=False) + "\n"
        )
        answers.flush()


def start() -> None:
    spoken = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    sys.stdout = sys.stderr  # ChemDataExtractor prints
    tagger = None if PLAINLY in sys.argv else find_tagger()
    fence_in(Path(sys.argv[1]), tagger)
    try:
        prepared = prepare(neural=tagger is not None)
    except Exception:
        if tagger is None:
            raise
        # a model that cannot be loaded leaves half of its packages behind: only a new process is clean
        os.execv(sys.executable, [sys.executable, __file__, sys.argv[1], PLAINLY])  # noqa: S606 (ourselves)
    talk(sys.stdin, spoken, prepared)


if __name__ == "__main__":
    start()
