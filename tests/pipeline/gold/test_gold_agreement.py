"""The agreement of two passes."""

from pipeline.gold.agreement import agreement_to_sheets, compare_passes


def test_two_passes_are_compared_fact_by_fact(tmp_path, claim, write_gold):
    first = [[claim(0.5)], [claim(1.7, material="Li3YBr6")], [claim(2.0, material="LiF")]]
    second = [
        [claim(1.7, material="Li3YBr6", qualifier="~", refs=())],
        [claim(0.5)],
        [claim(9.0, material="NaF")],
    ]
    write_gold(tmp_path / "first" / "paper", first)
    write_gold(tmp_path / "second" / "paper", second)
    write_gold(tmp_path / "first" / "unseen", first)
    (agreement,) = compare_passes(tmp_path / "first", tmp_path / "second")
    assert len(agreement.both) == 2
    assert [fact.first.material for fact in agreement.only_first] == ["LiF"]
    assert [fact.first.material for fact in agreement.only_second] == ["NaF"]
    facts, fields, references, differences = agreement_to_sheets([agreement])
    assert facts.rows[-1][-2:] == (2, 2 / 3)
    shares = {row[0]: row[1:3] for row in fields.rows}
    assert shares["value"] == (2, 2)
    assert shares["qualifier"] == (1, 2)
    assert shares["references"] == (1, 2)
    assert references.rows == (("paper", 1, 1, 1, 1),)
    assert sorted(row[3] for row in differences.rows) == [
        "only in first",
        "only in second",
        "qualifier",
        "references",
    ]


def test_a_pass_agrees_with_itself(tmp_path, claim, write_gold):
    write_gold(tmp_path / "paper", [[claim(0.5), claim(0.5, page=4)], [claim(0.5, page=7)]])
    sheets = agreement_to_sheets(compare_passes(tmp_path, tmp_path))
    assert sheets[0].rows[-1][-1] == 1.0
    assert all(row[-1] == 1.0 for row in sheets[1].rows)
    assert sheets[3].rows == ()
