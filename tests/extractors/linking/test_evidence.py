"""How sure a link is: fitted weights that the code still knows, and plain links above loose ones."""

import pytest

from extractors.linking import paragraph
from extractors.linking.evidence import find_evidence, load_weights
from tests.extractors.linking.bank import read_bank, read_paragraphs
from tests.extractors.linking.reading import read_records, read_statements, to_passages


def test_every_weight_is_of_evidence_that_the_code_gives(monkeypatch) -> None:
    seen: set[str] = set()

    def record(*link_and_sentence) -> float:
        seen.update(find_evidence(*link_and_sentence))
        return 0.5

    monkeypatch.setattr(paragraph, "rate_link", record)
    for case in (*read_bank("develop"), *read_paragraphs("develop")):
        read_statements(to_passages(case.text))
    unknown = set(load_weights()) - seen
    # weights were fitted on curated papers, too, which hold a few things that the banks do not
    assert len(unknown) < 0.05 * len(load_weights()), sorted(unknown)


@pytest.mark.parametrize(
    ("surer", "looser", "reason"),
    [
        (
            "Li3YCl6 (0.5 mS cm−1) was pressed.",
            "Li3YCl6 was pressed. The sample reaches 0.5 mS cm−1.",
            "a bracket behind the name against a sentence that only refers back",
        ),
        (
            "The conductivity of Li3YCl6 is 0.5 mS cm−1.",
            "With Li3YCl6, LiCl and YCl3 at hand, and after milling for a long time, 0.5 mS cm−1 was seen.",
            "the property's own material against one of several names far away",
        ),
    ],
)
def test_a_plain_link_is_surer_than_a_loose_one(surer: str, looser: str, reason: str) -> None:
    (plain,), loose = read_records(surer), read_records(looser)
    assert all(plain.confidence > record.confidence for record in loose), reason
    assert 0 < plain.confidence < 1
