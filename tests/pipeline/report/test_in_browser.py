"""Reports in a real browser: open, sort, filter, search, step, see; light and dark, wide and narrow."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.report import write_report

WIDE, NARROW = (1400, 900), (390, 844)

Look = Callable[..., Any]


@pytest.fixture
def look(browser: Any) -> Iterator[Look]:
    """Opens a page at a size, light or dark, and gives the browser; refuses any fault in its console."""

    def open_page(page: Path, anchor: str = "", size: tuple[int, int] = WIDE, *, dark: bool = False) -> Any:
        metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size == NARROW}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
        browser.get("about:blank")
        browser.get(page.as_uri() + anchor)
        return browser

    yield open_page
    assert [entry for entry in browser.get_log("browser") if "favicon" not in entry["message"]] == []


def rows(browser: Any) -> list[str]:
    return browser.execute_script(
        "return [...document.querySelectorAll('#table tbody tr')].map(row => row.cells[0].textContent.trim())"
    )


def type_into(browser: Any, text: str) -> None:
    from selenium.webdriver.common.by import By

    field = browser.find_element(By.ID, "search")
    field.clear()
    field.send_keys(text)


def press(browser: Any, keys: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(browser).send_keys(keys).perform()


def script(browser: Any, code: str) -> Any:
    return browser.execute_script(code)


def test_the_overview_shows_papers_plots_and_score(look: Look, reported: Any) -> None:
    browser = look(reported.written.index)
    text = script(browser, "return document.body.innerText")
    assert "Papers" in text
    assert "Precision and recall by place" in text
    assert "Records against gold" in text
    assert script(browser, "return document.querySelectorAll('figure svg').length") >= 4


def test_columns_sort_both_ways_by_number(look: Look, reported: Any) -> None:
    browser = look(reported.page_of("halide-review"))
    column = "[...document.querySelectorAll('#table thead th')].find(th => th.textContent == 'Normalised')"
    for order in ("ascending", "descending"):
        script(browser, f"{column}.querySelector('button').click()")
        assert script(browser, f"return {column}.getAttribute('aria-sort')") == order
        cells = script(
            browser,
            f"const i = {column}.cellIndex;"
            "return [...document.querySelectorAll('#table tbody tr')].map(r => r.cells[i].dataset.v)",
        )
        numbers = [float(cell) for cell in cells if cell]
        assert numbers == sorted(numbers, reverse=order == "descending")
        assert len(numbers) > 10
        assert all(cells[: len(numbers)])  # rows without a number stand last, whichever way


def test_search_and_filters_narrow_the_table(look: Look, reported: Any) -> None:
    browser = look(reported.page_of("halide-review"))
    whole = rows(browser)
    type_into(browser, "li3ycl6")
    found = rows(browser)
    assert 0 < len(found) < len(whole)
    type_into(browser, "nothing of that name")
    assert rows(browser) == []
    assert "0 of" in script(browser, "return document.getElementById('count').textContent")
    type_into(browser, "\ue00c")  # Escape
    script(
        browser,
        "const s = document.querySelector('[data-filter=property]'); s.value = 'activation energy';"
        "document.getElementById('search').value = ''; s.dispatchEvent(new Event('input'))",
    )
    assert 0 < len(rows(browser)) < len(whole)


def test_a_chosen_record_shows_its_place_marked_on_the_page(look: Look, reported: Any) -> None:
    page = reported.page_of("halide-review")
    browser = look(page)
    press(browser, "jj")
    size = script(
        browser, "const i = document.querySelector('.place img'); return [i.naturalWidth, i.complete]"
    )
    assert size[0] > 200
    assert size[1] is True
    kinds = script(browser, "return [...document.querySelectorAll('.place i')].map(mark => mark.className)")
    assert "value" in kinds
    inside = script(
        browser,
        "const p = document.querySelector('.place').getBoundingClientRect(),"
        " m = document.querySelector('.place i.value').getBoundingClientRect();"
        "return m.left > p.left - 5 && m.right < p.right + 5 && m.top > p.top - 5 && m.bottom < p.bottom + 5",
    )
    assert inside
    assert script(browser, "return document.querySelectorAll('blockquote mark.value').length") >= 1


def test_keys_step_through_records_and_doubtful_ones(look: Look, reported: Any) -> None:
    browser = look(reported.page_of("halide-review"))
    current = "return [...document.querySelectorAll('#table tbody tr')].findIndex(r => r.ariaCurrent)"
    press(browser, "jjj")
    assert script(browser, current) == 2
    press(browser, "k")
    assert script(browser, current) == 1
    if script(browser, "return document.querySelectorAll('#table tr[data-doubtful]').length"):
        press(browser, "n")
        assert script(browser, "return 'doubtful' in document.querySelector('[aria-current]').dataset")
    press(browser, "/")
    assert script(browser, "return document.activeElement.id") == "search"
    press(browser, "jj")  # letters now, not steps
    assert script(browser, "return document.getElementById('search').value") == "jj"
    press(browser, "\ue00c")
    assert script(browser, "return document.getElementById('detail').hidden")


def test_an_address_with_an_anchor_opens_its_record(look: Look, reported: Any) -> None:
    page = reported.page_of("research-paper")
    anchor = script(look(page), "return document.querySelector('#table tbody tr:last-child').id")
    browser = look(page, f"#{anchor}")
    assert script(browser, "return document.querySelector('[aria-current]').id") == anchor
    assert script(browser, "return document.getElementById('detail').hidden") is False


def test_marks_of_plots_lead_to_records(look: Look, reported: Any) -> None:
    browser = look(reported.written.index)
    href = script(browser, "return document.querySelector('figure svg a').getAttribute('href')")
    name, anchor = href.split("#")
    browser = look(reported.written.index.parent / name, f"#{anchor}")
    assert script(browser, "return document.querySelector('[aria-current]').id") == anchor


def test_nothing_is_fetched(look: Look, reported: Any) -> None:
    browser = look(reported.page_of("halide-review"))
    press(browser, "j")
    fetched = script(browser, "return performance.getEntriesByType('resource').map(entry => entry.name)")
    assert [name for name in fetched if not name.startswith("data:")] == []


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("which", ["index", "paper"])
def test_axe_finds_no_violation(
    look: Look, reported: Any, axe: str, which: str, size: tuple[int, int], *, dark: bool
) -> None:
    page = reported.written.index if which == "index" else reported.page_of("halide-review")
    browser = look(page, size=size, dark=dark)
    if which == "paper":
        press(browser, "j")
    browser.execute_script(axe)
    found = browser.execute_async_script("axe.run().then(arguments[0])")
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found["violations"]] == []


def test_a_phone_shows_no_sideways_scroll(look: Look, reported: Any) -> None:
    for page in (reported.written.index, reported.page_of("halide-review")):
        browser = look(page, size=NARROW)
        assert script(browser, "return document.documentElement.scrollWidth <= innerWidth + 1")


def width_of(browser: Any, selector: str, tries: int = 20) -> float:
    """Width of an element, asked without a script; the numbers of nodes change while a page still loads."""
    from selenium.common.exceptions import WebDriverException

    for attempt in range(tries):
        try:
            root = browser.execute_cdp_cmd("DOM.getDocument", {"depth": 1})["root"]["nodeId"]
            node = browser.execute_cdp_cmd("DOM.querySelector", {"nodeId": root, "selector": selector})
            box = browser.execute_cdp_cmd("DOM.getBoxModel", {"nodeId": node["nodeId"]})
            return float(box["model"]["width"])
        except WebDriverException:
            if attempt == tries - 1:
                raise
            time.sleep(0.25)
    raise AssertionError(selector)


def test_the_table_is_readable_without_scripts(look: Look, reported: Any) -> None:
    browser = look(reported.written.index)
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get(reported.page_of("halide-review").as_uri())
        assert width_of(browser, "#table td.quote") > 100
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_five_thousand_records_open_and_filter(look: Look, reported: Any, tmp_path: Path) -> None:
    lines = (reported.run / "records.jsonl").read_text("utf-8").splitlines()
    first = json.loads(lines[0])["document_id"]
    with (tmp_path / "records.jsonl").open("w", encoding="utf-8") as out:
        for number in range(5000):
            row = json.loads(lines[number % len(lines)])
            out.write(json.dumps(row | {"record_id": f"x{number:05}", "document_id": first}) + "\n")
    written = write_report(tmp_path, tmp_path / "report")
    browser = look(written.pages[0])
    assert "5000" in script(browser, "return document.getElementById('count').textContent")
    code = """const field = document.getElementById('search');
        field.value = arguments[0]; field.dispatchEvent(new Event('input'));
        return document.getElementById('count').textContent"""
    shown = browser.execute_script(code, "li3ycl6")
    assert shown != browser.execute_script(code, "")
