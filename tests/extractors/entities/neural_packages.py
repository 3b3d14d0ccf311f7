"""Packages in the place of torch, transformers and ChemDataExtractor's model of compound names.

They have the names, signatures and shapes that ChemDataExtractor calls, and a model that knows two compounds.
The real ones are gigabytes; what they find is not tested here, but that they are found, loaded, asked with
the printed words, and left alone where they fail.
"""

from pathlib import Path

TORCH = """
from contextlib import nullcontext as no_grad
from types import SimpleNamespace
LongTensor = list
Tensor = list
cuda = SimpleNamespace(is_available=lambda: False)
BoolTensor = FloatTensor = device = dtype = list
Size = tuple
from torch import nn
"""
NN = """
from types import SimpleNamespace
class Module:
    def __init__(self, *a, **k): ...
    def forward(self, *a): ...
    def extra_repr(self): ...
    def register_parameter(self, *a): ...
    def forward_on_instances(self, *a): ...
    def eval(self): return self
class Linear(Module): ...
class Dropout(Module): ...
utils = SimpleNamespace(rnn=SimpleNamespace(pad_sequence=lambda rows, batch_first, padding_value: rows))
"""
TRANSFORMERS = """
import json
from pathlib import Path
WORDS = ["[CLS]", "[SEP]"]
class _Vocabulary:
    def __getitem__(self, word):
        WORDS.append(word)
        return len(WORDS) - 1
class _Pieces:
    vocab = _Vocabulary()
    def tokenize(self, word): return [word]
class BertTokenizer:
    cls_token_id, sep_token_id = 0, 1
    wordpiece_tokenizer = _Pieces()
    @classmethod
    def from_pretrained(cls, path, **named):
        Path(path, "vocab.txt").read_text()
        return cls()
class PretrainedConfig:
    def __init__(self, **named): ...
class PreTrainedModel:
    @classmethod
    def from_pretrained(cls, path):
        told = json.loads(Path(path, "config.json").read_text())
        return _Model(told["compounds"])
class _Model:
    def __init__(self, compounds): self.compounds = compounds
    def eval(self): return self
    def forward_on_instances(self, batch):
        rows = [[WORDS[i] for i in ids[1:-1]] for ids in batch["input_ids"]]
        return [{"tags": ["B-CEM" if w in self.compounds else "O" for w in row]} for row in rows]
AutoConfig = AutoModel = DataCollatorWithPadding = object
DataCollatorForTokenClassification = DefaultDataCollator = object
"""


def install(site: Path, home: Path, *, config: str = '{"compounds": ["LiPON", "Li3YCl6"]}') -> dict[str, str]:
    """Write the packages and the model's folder; gives the environment in which a process finds them."""
    for name, text in (("torch", TORCH), ("torch/nn", NN), ("transformers", TRANSFORMERS)):
        (site / name).mkdir(parents=True, exist_ok=True)
        (site / name / "__init__.py").write_text(text, encoding="utf-8")
    model = home / "models" / "hf_bert_crf_tagger"
    model.mkdir(parents=True)
    (model / "vocab.txt").write_text("[PAD]\n", encoding="utf-8")
    (model / "config.json").write_text(config, encoding="utf-8")
    settings = home / "settings.yml"
    settings.write_text(f"data_dir: {home}\n", encoding="utf-8")
    return {"PYTHONPATH": str(site), "CHEMDATAEXTRACTOR_CONFIG": str(settings)}
