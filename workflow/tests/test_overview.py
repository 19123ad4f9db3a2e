"""The page above the sites."""

from html.parser import HTMLParser

import pytest

from sweep import overview
from sweep.frozen_plan import FrozenPlan
from sweep.overview import Results, page_name, pages
from sweep.plan import Job
from sweep.verdict import Verdict


def job(site: str, name: str) -> Job:
    return Job(site, name, name, 1, (), 1, 30, 2000)


def verdict(site: str, name: str, status: int) -> Verdict:
    word = "formula" if status == 0 else "unsolved"
    return Verdict(site, name, f"sites/{site}/reports/{name}/index.html", status, word, 'a <b> "c"', "kind", {})


JOBS = (job("seed-1", "A"), job("seed-1", "B"), job("seed-2", "A"), job("seed-2", "C"))
PLAN = FrozenPlan("build", "/", {}, JOBS)
RESULTS: Results = {
    ("seed-1", "A"): verdict("seed-1", "A", 0),
    ("seed-1", "B"): verdict("seed-1", "B", 1),
    ("seed-2", "A"): verdict("seed-2", "A", 0),
    ("seed-2", "C"): None,
}


def test_every_report_has_a_cell_and_statements_are_text() -> None:
    (page,) = pages(PLAN, RESULTS)
    assert "3 of 4 reports are made; 2 of them hold." in page
    assert page.count('/index.html" title="a &lt;b&gt; &quot;c&quot;">') == 3
    assert '<td class="fails"><a href="sites/seed-1/reports/B/index.html"' in page
    assert page.count("<td></td>") == 2
    assert '<td class="soft">not made</td>' in page
    HTMLParser().feed(page)


def test_large_tables_are_split(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "CELLS_A_PAGE", 2)
    texts = pages(PLAN, RESULTS)
    assert len(texts) == 3
    assert page_name(0) == "index.html"
    assert 'href="index.html"' in texts[1]
    assert 'href="index-3.html"' in texts[1]
    assert "Page 2 of 3" in texts[1]
    assert "seed-1</th>" in texts[2]
