"""Where heads end and what they stand over."""

from extractors.model.geometry import Box
from tests.extractors.tables.synthetic import make_line, make_page, read


def _page(head: list[tuple[float, float, str]], rules: list[tuple[float, float, float]]) -> list[str]:
    lines = [make_line("Table 1. Values", 40, 60)]
    lines += [make_line(text, x, y) for x, y, text in head]
    lines += [make_line(f"{i}.{j}5", 40 + 80 * j, 120 + 12 * i) for i in range(5) for j in range(4)]
    (table,) = read([make_page(lines, [Box(x0, y, x1, y + 0.5) for x0, x1, y in rules])])
    assert len(table.rows) == 5
    return list(table.paths)


def test_units_in_brackets_below_the_rule_belong_to_the_head() -> None:
    names = [(40.0 + 80 * j, 78.0, name) for j, name in enumerate(("Sample", "T", "sigma", "Ea"))]
    units = [(120.0 + 80 * j, 102.0, unit) for j, unit in enumerate(("(K)", "(S/cm)", "(eV)"))]
    rules = [(40.0, 320.0, y) for y in (66.0, 84.0, 108.0, 180.0)]
    assert _page(names + units, rules) == ["Sample", "T (K)", "sigma (S/cm)", "Ea (eV)"]


def test_a_full_rule_below_spanning_heads_does_not_end_the_head() -> None:
    top = [(72.0, 78.0, "Structure"), (226.0, 78.0, "Transport")]
    low = [(40.0 + 80 * j, 96.0, name) for j, name in enumerate(("group", "axis", "sigma", "Ea"))]
    rules = [(40.0, 320.0, y) for y in (66.0, 84.0, 102.0, 180.0)]
    paths = _page(top + low, rules)
    assert paths == ["Structure / group", "Structure / axis", "Transport / sigma", "Transport / Ea"]


def test_partial_rules_span_the_columns_below_them() -> None:
    top = [(40.0, 84.0, "Sample"), (190.0, 78.0, "sigma in S/cm")]
    low = [(120.0 + 80 * j, 96.0, name) for j, name in enumerate(("25 K", "50 K", "75 K"))]
    rules = [(40.0, 320.0, y) for y in (66.0, 102.0, 180.0)] + [(118.0, 320.0, 84.0)]
    paths = _page(top + low, rules)
    assert paths == ["Sample", "sigma in S/cm / 25 K", "sigma in S/cm / 50 K", "sigma in S/cm / 75 K"]
