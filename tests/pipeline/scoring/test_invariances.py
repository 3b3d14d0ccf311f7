"""What may not change a score, on made-up documents of many facts."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.scoring.tally import Counts, draw_counts, f1_of, precision_of, recall_of, tally_micro

MATERIALS = ("Li3YCl6", "Li3InCl6", "Li3ErCl6", "LiTaOCl4")
VALUES = (0.5, 0.51, 5.0, 1.7)

facts = st.lists(
    st.tuples(st.sampled_from(MATERIALS), st.sampled_from(VALUES), st.integers(1, 3)), max_size=8
)


def numbers(score):
    return [(t.mode, t.scope, t.name, t.counts.tp, t.counts.fp, t.counts.fn, t.f1) for t in score.tallies]


def build(claim, drawn):
    return [claim(value, material=material, page=page) for material, value, page in drawn]


@settings(max_examples=60, deadline=None)
@given(gold=facts, predicted=facts, chance=st.randoms())
def test_the_order_of_facts_and_records_does_not_matter(claim, score_of, gold, predicted, chance):
    rows, records = build(claim, gold), build(claim, predicted)
    first = score_of([[row] for row in rows], records)
    chance.shuffle(rows)
    chance.shuffle(records)
    second = score_of([[row] for row in rows], records)
    assert numbers(first) == numbers(second)
    assert sorted(e.kind for e in first.errors) == sorted(e.kind for e in second.errors)


@settings(max_examples=60, deadline=None)
@given(gold=facts, predicted=facts)
def test_strict_is_within_formula_is_within_soft_and_counts_add_up(claim, score_of, gold, predicted):
    score = score_of([[row] for row in build(claim, gold)], build(claim, predicted))
    found = [score.tally(mode).counts for mode in ("strict", "formula", "soft")]
    assert found[0].tp <= found[1].tp <= found[2].tp
    for counts in found:
        assert counts.tp + counts.fn == len(gold)
        assert counts.tp + counts.fp + counts.repeats == len(predicted)


@settings(max_examples=60, deadline=None)
@given(gold=facts)
def test_gold_against_itself_is_perfect_and_copies_change_nothing(claim, score_of, gold):
    rows = build(claim, dict.fromkeys(gold))
    once, twice = score_of([[row] for row in rows], rows), score_of([[row] for row in rows], rows + rows)
    for score in (once, twice):
        assert score.tally("strict").f1 == (1.0 if rows else None)
        assert score.tally("strict").precision == (1.0 if rows else None)
    assert numbers(once) == numbers(twice)
    assert twice.tally("strict").counts.repeats == len(rows)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_intervals_hold_the_score_and_are_the_same_each_time(tp, fp, fn):
    counts = Counts(tp, fp, fn)
    tally = tally_micro("soft", "all", "", counts)
    assert tally == tally_micro("soft", "all", "", counts)
    drawn = draw_counts(counts)
    assert (sum(drawn) == tp + fp + fn).all()
    for ratio, interval in (
        (precision_of(counts), tally.precision_interval),
        (recall_of(counts), tally.recall_interval),
        (f1_of(counts), tally.f1_interval),
    ):
        if ratio is not None and interval is not None and tp + fp + fn >= 5:
            assert interval[0] - 0.15 <= ratio <= interval[1] + 0.15


def test_intervals_narrow_with_more_facts():
    few, many = (tally_micro("soft", "all", "", Counts(8 * n, 2 * n, 3 * n)).f1_interval for n in (1, 50))
    assert many[1] - many[0] < (few[1] - few[0]) / 3


def test_the_name_of_a_record_does_not_matter(claim, score_of):
    rows = [[claim(0.5)], [claim(1.7)]]
    one = score_of(rows, [claim(0.5), claim(1.7)])
    other = score_of(rows, [replace(claim(1.7), key="zzz"), replace(claim(0.5), key="")])
    assert numbers(one) == numbers(other)
