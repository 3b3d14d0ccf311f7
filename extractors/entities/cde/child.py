"""The child process that ChemDataExtractor lives in: a JSON object a line in and out, until its input ends.

It is run as a file, not imported, so that nothing of ours is loaded beside it. ChemDataExtractor 2 wants the
network and neural taggers when it is imported, writes logs into the working directory and sets logging up:
here it gets inert stand-ins, empty vocabularies and a folder of its own, and whatever still reaches for the
network or writes elsewhere is refused by an audit hook.

Questions: {"kind": "sentence", "text": "..."} or {"kind": "table", "rows": [["...", ...], ...]}; tokens are
parted by single blanks, and each material is one token CEM<n>. Answers: {"found": [...]}, each with `name`,
`material`, `raw_value`, `low`, `high` in the unit of our records, and `temperature` as printed.
"""

import json
import os
import sys
import tomllib
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import IO, Any

NETWORK = frozenset({"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname"})
INERT = frozenset({"torch", "transformers", "stanza", "boto3", "botocore"})
UNUSED = frozenset({"pandas", "sympy", "selenium", "requests", "bs4", "django"})
"""What ChemDataExtractor and TableDataExtractor import for scraping, files and printing, which no grammar of
ours reaches: two thirds of their start."""
VOCABULARY = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n"
MODELS = Path(__file__).resolve().parent / "data" / "models.toml"


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
    """Answers imports of the neural packages, installed or not: no grammar of ours needs them."""

    def find_spec(self, fullname: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        if fullname.partition(".")[0] not in INERT | UNUSED:
            return None
        return ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return InertModule(spec.name)

    def exec_module(self, _module: ModuleType) -> None: ...


def fence_in(folder: Path) -> None:
    """Make `folder` the world of this process: settings and stub models in it, no file and no network beyond.

    Raises OSError in whoever tries, for the rest of the process's life.
    """
    models = folder / "data" / "models"
    (models / "hf_bert_crf_tagger").mkdir(parents=True, exist_ok=True)
    for name in ("scibert_uncased_vocab-1.0.txt", "scibert_cased_vocab-1.0.txt"):
        _put(models / name, VOCABULARY)
    _put(folder / "config.yml", json.dumps({"data_dir": str(folder / "data")}))
    os.chdir(folder)
    os.environ["CHEMDATAEXTRACTOR_CONFIG"] = str(folder / "config.yml")
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
    sys.meta_path.insert(0, InertFinder())


def _put(path: Path, text: str) -> None:
    """Write a file whole: several of us may start in one folder at a time."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def answer(models: Sequence[Any], question: dict[str, Any], grammar: Any) -> dict[str, Any]:  # noqa: ANN401
    """What ChemDataExtractor finds in a sentence or table; its own errors are answers, too."""
    try:
        wanted = question.get("names")
        models = [(model, row) for model, row in models if wanted is None or row["name"] in wanted]
        if question["kind"] == "table":
            return {"found": list(grammar.read_table(question["rows"], models))}
        return {"found": list(grammar.read_sentence(question["text"], models))}
    except Exception as error:  # noqa: BLE001 (whatever its grammars raise costs this sentence only)
        return {"found": [], "error": f"{type(error).__name__}: {error}"}


def talk(questions: IO[str], answers: IO[str]) -> None:
    """Answer line by line; the first line out says that the grammars are built."""
    # a package of a name: this file is run, not imported, and its folder is where modules are looked for
    import_module("shortcuts").install()
    grammar = import_module("grammar")
    models = grammar.build_models(tomllib.loads(MODELS.read_text(encoding="utf-8"))["model"])
    answers.write('{"ready": true}\n')
    answers.flush()
    for line in questions:
        answers.write(json.dumps(answer(models, json.loads(line), grammar), ensure_ascii=False) + "\n")
        answers.flush()


if __name__ == "__main__":
    spoken = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    sys.stdout = sys.stderr  # ChemDataExtractor prints
    fence_in(Path(sys.argv[1]))
    talk(sys.stdin, spoken)
