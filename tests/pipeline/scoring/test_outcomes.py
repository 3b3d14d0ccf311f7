"""Every outcome that a pair of gold fact and record can have, made by hand."""

from dataclasses import replace

import pytest

from pipeline.gold.claim import Spot
from pipeline.gold.compare import Mode


def counts(score, mode="formula", scope="all", name=""):
    found = score.tally(mode, scope, name).counts
    return found.tp, found.fp, found.fn, found.repeats


def modes(score):
    return tuple(score.tally(mode).counts.tp for mode in (Mode.STRICT, Mode.FORMULA, Mode.SOFT))


def kinds(score):
    return sorted(error.kind for error in score.errors)


def test_a_perfect_prediction_scores_exactly_one_in_every_mode(claim, score_of):
    score = score_of(
        [[claim(0.5)], [claim(1.7, material="Li3YBr6")]], [claim(0.5), claim(1.7, material="Li3YBr6")]
    )
    for mode in Mode:
        tally = score.tally(mode)
        assert (tally.precision, tally.recall, tally.f1) == (1.0, 1.0, 1.0)
        assert tally.f1_interval == (1.0, 1.0)
        assert score.tally(mode, "macro").f1 == 1.0
    assert score.errors == ()
    assert score.wrong_exponents == ()
    assert all(field.accuracy == 1.0 for field in score.fields)


def test_an_empty_prediction_scores_zero(claim, score_of):
    score = score_of([[claim(0.5)]], [])
    tally = score.tally("formula")
    assert (tally.precision, tally.recall, tally.f1) == (0.0, 0.0, 0.0)
    assert kinds(score) == ["recognition"]


def test_nothing_to_find_and_nothing_given_is_no_score(score_of):
    tally = score_of([], []).tally("formula")
    assert (tally.precision, tally.recall, tally.f1) == (None, None, None)


def test_a_negative_control_is_broken_by_any_record(claim, score_of):
    assert [control.given for control in score_of([], []).controls] == [0]
    score = score_of([], [claim(0.5)])
    assert [(c.property, c.given) for c in score.controls] == [("ionic_conductivity", 1)]
    assert score.tally("formula").precision == 0.0
    assert score.tally("formula").recall is None


def test_a_property_that_gold_did_not_look_for_is_not_scored(claim, score_of):
    score = score_of([[claim(0.5)]], [claim(0.5), claim(0.3, property="activation_energy", norm_unit="eV")])
    assert counts(score) == (1, 0, 0, 0)
    assert score.uncurated == 1


@pytest.mark.parametrize(
    ("change", "strict_formula_soft", "errors"),
    [
        ({"composition": "YLi3Cl6"}, (0, 1, 1), []),
        ({"composition": "Li3YCl5.9"}, (0, 0, 1), ["composition"]),
        ({"composition": "Li3.0005YCl6"}, (0, 1, 1), []),
        ({"composition": ""}, (0, 0, 1), ["composition"]),
        ({"material": "LYC", "composition": "Li3YCl6"}, (1, 1, 1), []),
        ({"material": "HE-LIC", "composition": ""}, (0, 0, 0), ["linking"]),
        ({"material": "Li3YCl5", "composition": "Li3YCl5"}, (0, 0, 0), ["composition"]),
        ({"qualifier": "~"}, (0, 0, 1), ["value"]),
        ({"qualifier": "<", "norm_low": None, "value_low": None}, (0, 0, 1), ["value"]),
        ({"norm_low": 5.03e-4, "norm_high": 5.03e-4}, (0, 0, 1), ["value"]),
        ({"norm_low": 5.2e-4, "norm_high": 5.2e-4}, (0, 0, 0), ["value"]),
        ({"norm_low": 4e-4, "qualifier": "range"}, (0, 0, 0), ["value"]),
        ({"temperature_k": None, "temperature_text": ""}, (0, 0, 1), ["condition"]),
        ({"temperature_k": 303.15, "temperature_text": "30 °C"}, (0, 0, 1), ["condition"]),
        ({"kind": "bulk"}, (1, 1, 1), ["condition"]),
        ({"origin": "computed"}, (1, 1, 1), ["condition"]),
        ({"condition": "as milled"}, (1, 1, 1), ["condition"]),
        ({"refs": ("8",)}, (1, 1, 1), ["reference"]),
        ({"this_work": True}, (1, 1, 1), ["reference"]),
        ({"refs": (), "kind": "bulk", "qualifier": "~"}, (0, 0, 1), ["condition", "reference", "value"]),
    ],
    ids=str,
)
def test_what_a_record_says_otherwise_decides_mode_and_class(
    claim, score_of, change, strict_formula_soft, errors
):
    score = score_of([[claim(0.5)]], [claim(0.5, **change)])
    assert modes(score) == strict_formula_soft
    assert kinds(score) == errors


def test_the_same_value_in_another_unit_is_strictly_right(claim, score_of):
    other = claim(0.5, value_low=5e-4, value_high=5e-4, unit="S cm-1", value_text="5 × 10−4 S cm−1")
    score = score_of([[claim(0.5)]], [other])
    assert modes(score) == (1, 1, 1)
    assert [f.right for f in score.fields if f.field == "unit"] == [0]


def test_swapped_values_are_errors_of_linking(claim, score_of):
    gold = [[claim(1.0)], [claim(10.0, material="Li3InCl6")]]
    score = score_of(gold, [claim(10.0), claim(1.0, material="Li3InCl6")])
    assert modes(score) == (0, 0, 0)
    assert kinds(score) == ["linking", "linking"]
    assert score.wrong_exponents == ()


@pytest.mark.parametrize(
    ("text", "power", "kind"),
    [("0.5 × 10−3 S cm−1", 6, "reading"), ("0.5 × 10−3 S cm−1", 1, "value"), ("0.5 mS cm−1", 3, "value")],
)
def test_a_wrong_power_of_ten_is_counted_on_its_own(claim, score_of, text, power, kind):
    score = score_of([[claim(0.5, value_text=text)]], [claim(0.5 * 10**power)])
    assert [wrong.power for wrong in score.wrong_exponents] == [power]
    assert kinds(score) == [kind]


def test_a_wrong_exponent_beside_the_right_record_is_seen_too(claim, score_of):
    score = score_of([[claim(0.5)]], [claim(0.5), claim(50.0)])
    assert counts(score) == (1, 1, 0, 0)
    assert [wrong.power for wrong in score.wrong_exponents] == [2]


def test_another_value_of_the_same_material_is_no_wrong_exponent(claim, score_of):
    assert score_of([[claim(0.5)]], [claim(30.0)]).wrong_exponents == ()


def test_a_fact_at_two_places_is_one_fact_and_its_second_record_a_repeat(claim, score_of):
    gold = [[claim(0.5, page=1, where="abstract"), claim(0.5, page=3, where="table 2 row 1")]]
    merged = claim(0.5, spots=(Spot(1, "abstract"), Spot(3, "table 2 row 1 col 4")))
    apart = [claim(0.5, page=1, where="abstract"), claim(0.5, page=3, where="table 2 row 1 col 4")]
    for records, repeats in (([merged], 0), (apart, 1)):
        score = score_of(gold, records)
        assert counts(score) == (1, 0, 0, repeats)
        assert counts(score, scope="place", name="text")[:3] == (1, 0, 0)
        assert counts(score, scope="place", name="table")[:3] == (1, 0, 0)


def test_a_repeat_at_a_place_without_gold_is_spurious(claim, score_of):
    for where, page in (("text", 5), ("table 1 row 1", 2), ("table 2 row 9", 3)):
        gold = [[claim(0.5), claim(0.5, page=3, where="table 2 row 1")]]
        score = score_of(gold, [claim(0.5), claim(0.5, page=page, where=where)])
        assert counts(score) == (1, 1, 0, 0), where
        assert kinds(score) == ["spurious"]


def test_a_fact_found_only_in_the_text_is_missed_in_the_table(claim, score_of):
    gold = [[claim(0.5), claim(0.5, page=3, where="table 2 row 1")]]
    score = score_of(gold, [claim(0.5)])
    assert counts(score) == (1, 0, 0, 0)
    assert counts(score, scope="place", name="text")[:3] == (1, 0, 0)
    assert counts(score, scope="place", name="table")[:3] == (0, 0, 1)


def test_a_record_at_the_wrong_medium_is_wrong_there(claim, score_of):
    score = score_of([[claim(0.5)]], [claim(0.5, page=2, where="table 1 row 1")])
    assert counts(score) == (1, 0, 0, 0)
    assert counts(score, scope="place", name="table")[:3] == (0, 1, 0)
    assert counts(score, scope="place", name="text")[:3] == (0, 0, 1)


def test_a_missed_table_fact_is_an_error_of_the_table(claim, score_of):
    assert kinds(score_of([[claim(0.5, where="table 1 row 1")]], [])) == ["table"]


def test_a_missed_fact_on_a_page_with_doubted_glyphs_is_an_error_of_reading(claim, score_of):
    other = claim(9.0, material="LiF", findings=("reading.lost_minus",))
    assert kinds(score_of([[claim(0.5)], [claim(9.0, material="LiF")]], [other])) == ["reading"]


def test_lost_characters_in_a_wrong_value_are_an_error_of_reading(claim, score_of):
    assert kinds(score_of([[claim(0.5)]], [claim(0.8, value_text="0.8 m\x01 cm")])) == ["reading"]


def test_the_best_partner_is_taken_where_several_would_do(claim, score_of):
    gold = [[claim(0.5, condition="as milled")], [claim(0.5, condition="after sintering", page=4)]]
    records = [claim(0.5, condition="after sintering", page=4), claim(0.5, condition="as milled")]
    assert score_of(gold, records).errors == ()


def test_a_greedy_choice_does_not_cost_a_match(claim, score_of):
    """The first record could take either fact, the second only one of them."""
    gold = [[claim(0.5)], [claim(0.5, temperature_k=300.0)]]
    records = [claim(0.502), claim(0.5, temperature_k=300.0)]
    assert score_of(gold, records).tally("soft").counts.tp == 2


def test_class_statements_are_scored_apart(claim, score_of):
    sulfides = claim(10.0, material="Sulfide-based electrolytes", composition="", is_class=True)
    given = claim(10.0, material="sulfide electrolytes", composition="", is_class=True)
    score = score_of([[claim(0.5)], [sulfides]], [claim(0.5), given])
    assert counts(score) == (1, 0, 0, 0)
    assert counts(score, "soft", "class", "ionic_conductivity") == (1, 0, 0, 0)
    assert counts(score, "strict", "class", "ionic_conductivity") == (0, 1, 1, 0)


def test_references_of_all_places_together_are_right(claim, score_of):
    gold = [[claim(0.5, refs=("7",)), claim(0.5, refs=("9",), page=4)]]
    for refs, right in ((("7",), 1), (("9",), 1), (("7", "9"), 1), (("8",), 0), ((), 0)):
        score = score_of(gold, [claim(0.5, refs=refs)])
        assert [f.right for f in score.fields if f.field == "references"] == [right], refs


def test_a_structure_needs_its_details(claim, score_of):
    def trigonal(**details):
        plain = {"property": "structure", "value_text": "trigonal (P-3m1)", "unit": "", "norm_unit": ""}
        sides = dict.fromkeys(("value_low", "value_high", "norm_low", "norm_high"))
        return claim(**plain, **sides, details=tuple(sorted(details.items())))

    gold = [[trigonal(crystal_system="trigonal", space_group="P-3m1")]]
    assert modes(score_of(gold, [trigonal(crystal_system="Trigonal", space_group="P-3m1")])) == (1, 1, 1)
    assert modes(score_of(gold, [trigonal(crystal_system="trigonal")])) == (0, 0, 1)
    assert modes(score_of(gold, [trigonal(crystal_system="cubic")])) == (0, 0, 0)


def test_micro_weighs_facts_and_macro_documents(claim, document, score_of):
    many = document([[claim(float(i))] for i in range(1, 5)], "many")
    one = document([[claim(0.5)]], "one")
    given = [claim(float(i), document="many") for i in range(1, 5)]
    score = score_of([many, one, document([], "control")], given)
    assert score.tally("formula").recall == 4 / 5
    assert score.tally("formula", "macro").recall == 1 / 2
    assert score.tally("formula", "document", "many").f1 == 1.0
    assert score.tally("formula", "document", "one").f1 == 0.0


def test_stages_do_not_count_one_miss_twice(claim, score_of):
    gold = [[claim(1.0)], [claim(10.0, material="Li3InCl6")], [claim(5.0, material="LiF")]]
    score = score_of(gold, [claim(10.0), claim(1.0, material="Li3InCl6")])
    stages = {(s.stage, s.measure.split(",")[0]): (s.right, s.of) for s in score.stages}
    assert stages["recognition", "values"] == (2, 3)
    assert stages["recognition", "materials"] == (2, 3)
    assert stages["linking", "value to material"] == (0, 2)


def test_each_reader_is_counted_alone_and_where_both_agree(claim, score_of):
    gold = [[claim(0.5)], [claim(1.7, material="Li3YBr6")], [claim(3.0, material="Li3ErCl6")]]
    records = [
        replace(claim(0.5), extractors=("rules", "cde")),
        replace(claim(1.7, material="Li3YBr6"), extractors=("rules",)),
        replace(claim(9.0, material="Li3ErCl6"), extractors=("cde",)),
    ]
    score = score_of(gold, records)
    assert counts(score, scope="reader", name="rules") == (2, 0, 1, 0)
    assert counts(score, scope="reader", name="cde") == (1, 1, 2, 0)
    assert counts(score, scope="reader", name="rules or cde") == counts(score)
    assert counts(score, scope="reader", name="rules and cde") == (1, 0, 2, 0)
    assert counts(score, scope="reader", name="rules, not cde") == (1, 0, 2, 0)


def test_one_reader_has_no_lines_of_readers(claim, score_of):
    score = score_of([[claim(0.5)]], [replace(claim(0.5), extractors=("rules",))])
    assert not [tally for tally in score.tallies if tally.scope == "reader"]
