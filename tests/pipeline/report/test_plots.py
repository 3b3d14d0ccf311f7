"""Records as points, and the plots that are drawn of them."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from pipeline.report.plots import MOST_MATERIALS, draw_plots
from pipeline.report.points import Point, family_of, list_points, list_series, pair_points, read_families
from pipeline.report.source import Paper

POINT = Point(
    record_id="a", document_id="d", label="Li3YCl6", said="Li3YCl6: 0.5 mS", family="chloride", carrier="Li",
    low=5e-4, high=5e-4, is_computed=False, temperature_k=298.15, circumstances=(), year=2018,
)  # fmt: skip


def paper_of(*records: dict[str, object]) -> Paper:
    whole = {"norm_low": 1e-3, "norm_high": 1e-3, "norm_unit": "S/cm", "property": "ionic_conductivity"}
    rows = tuple({"record_id": f"r{i}", **whole, **record} for i, record in enumerate(records))
    return Paper("d", "paper.pdf", "", "", "", "", 1, 0, rows, {"7": {"year": 2020}}, (), None)


@pytest.mark.parametrize(
    ("elements", "family"),
    [
        ("Li Y Cl", "chloride"),
        ("Li Y Br", "bromide"),
        ("Li Sc I", "iodide"),
        ("Li Y Br Cl", "mixed halide"),
        ("Na Ta O Cl", "oxyhalide"),
        ("Li P S Cl", "sulfide"),  # an argyrodite
        ("Na Zr Si P O", "oxide"),
        ("Na Sb Se", "sulfide"),
        ("Li B H", "other"),
        ("", "other"),
    ],
)
def test_elements_tell_the_family(elements: str, family: str) -> None:
    assert family_of(elements.split()) == family


@pytest.mark.parametrize(
    ("material", "family", "carrier"),
    [
        ("Li3MCl6 (M = Y, Er)", "chloride", "Li"),
        ("LiAlCl4-2xOx", "oxyhalide", "Li"),
        ("Na3-xM2-xCl6", "chloride", "Na"),
        ("PLAOC0.3b", "other", "other"),  # a label, not a formula: L is no element
        ("LiMOxCly (M = Ta, Nb)", "oxyhalide", "Li"),
        ("0.5Na2O2-TaCl5", "oxyhalide", "Na"),
        ("Na-β-Al2O3", "oxide", "Na"),
        ("NASICON", "other", "other"),
        ("AlOCl-nanoLiCl", "other", "other"),
        ("garnets", "other", "other"),
    ],
)
def test_open_formulas_tell_their_family_and_labels_none(material: str, family: str, carrier: str) -> None:
    (point,) = list_points([paper_of({"material": material})], "ionic_conductivity", "S/cm")
    assert (point.family, point.carrier) == (family, carrier)


def test_classes_and_numbers_without_a_logarithm_are_no_points() -> None:
    paper = paper_of({"class": True}, {"norm_low": 0.0, "norm_high": 0.0}, {"norm_unit": "eV"})
    assert list_points([paper], "ionic_conductivity", "S/cm") == []


def test_the_year_is_that_of_the_cited_work() -> None:
    paper = paper_of({"refs": [7]}, {"refs": [8]}, {"refs": []})
    assert [point.year for point in list_points([paper], "ionic_conductivity", "S/cm")] == [2020, None, None]


def test_a_series_needs_two_temperatures_of_one_sample() -> None:
    warm = replace(POINT, temperature_k=350.0, low=2e-3, high=2e-3)
    assert list_series([warm, POINT]) == [(POINT, warm)]
    assert list_series([POINT, POINT]) == []
    assert list_series([POINT, warm, warm]) == []  # two samples under one name
    assert list_series([POINT, replace(warm, circumstances=("bulk",))]) == []
    assert list_series([POINT, replace(warm, low=None)]) == []  # a bound is no point of a line


def test_an_activation_energy_finds_the_one_conductivity_of_its_sample() -> None:
    barrier = replace(POINT, low=0.4, high=0.4)
    other = replace(POINT, circumstances=("annealed",))
    assert list(pair_points([POINT], [barrier])) == [(POINT, barrier)]
    assert list(pair_points([POINT, other], [barrier])) == [(POINT, barrier)]
    assert list(pair_points([POINT, POINT], [barrier])) == []


def test_the_middle_of_a_range_is_geometric_and_that_of_a_bound_its_side() -> None:
    assert replace(POINT, low=1e-4, high=1e-2).middle == pytest.approx(1e-3)
    assert replace(POINT, low=None, high=1e-2).middle == 1e-2


def test_plots_are_svg_and_png_whatever_labels_say() -> None:
    labels = ["$x^", "<b>&", 'Li"3', "\\frac{1}{2}", "Li3YCl6" * 20]
    points = [
        replace(
            POINT,
            label=label,
            record_id=str(i),
            low=None if i == 1 else 1e-4 * 10 ** (i % 3),
            family=family.name,
        )
        for i, label in enumerate(labels)
        for family in read_families()
    ]
    warm = replace(POINT, temperature_k=350.0, label="$", low=1e-2, high=1e-2)
    plots = draw_plots(
        [*points, warm, replace(POINT, label="$")],
        [replace(POINT, label="$x^")],
        None,
        lambda p: f"p.html#r-{p.record_id}",
    )
    assert [plot.name for plot in plots][:2] == ["conductivity-by-material", "conductivity-by-year"]
    assert plots[-1].name == "arrhenius"
    for plot in plots:
        ET.fromstring(plot.svg)  # noqa: S314 (drawn by us)
        ET.fromstring(plot.page_svg)  # noqa: S314
        assert plot.png.startswith(b"\x89PNG")
        assert 'href="p.html#r-' in plot.page_svg


def test_ids_of_plots_do_not_meet_on_a_page() -> None:
    plots = draw_plots([POINT], [], None, lambda _: "p.html#r-a")
    first, second = (set(ET.fromstring(plot.page_svg).iter()) for plot in plots[:2])  # noqa: S314
    ids = [{element.get("id") for element in some} - {None} for some in (first, second)]
    assert not ids[0] & ids[1]


def test_the_plot_by_material_says_what_it_leaves_out() -> None:
    points = [
        replace(POINT, label=f"Li{i}", low=1e-4 * i, high=1e-4 * i) for i in range(1, MOST_MATERIALS + 6)
    ]
    plot = draw_plots(points, [], None, lambda _: "")[0]
    assert "The 5 materials" in plot.caption


def test_nothing_to_draw_gives_no_plot() -> None:
    assert draw_plots([], [], None, lambda _: "") == []


def test_plots_of_the_same_records_are_the_same_to_the_byte() -> None:
    first, second = (draw_plots([POINT], [], None, lambda _: "p.html#r-a") for _ in range(2))
    assert first == second
