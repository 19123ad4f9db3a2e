"""The page above the sites: a table of subjects × sites, each cell a verdict that leads to its report.

usage: python -m sweep.overview        (in the folder of the sweep)
"""

import shutil
import sys
from collections.abc import Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

from sweep.atomic_file import write_atomically
from sweep.frozen_plan import FrozenPlan
from sweep.glassbox_program import ROOT
from sweep.refusal import Refusal
from sweep.report_job import PARTS
from sweep.result_table import CSV_NAME, JSON_NAME, as_csv, as_json
from sweep.verdict import Verdict

# What a browser shows at once without delay.
CELLS_A_PAGE = 3_000
STYLE = """
main { max-width: var(--wide); margin: 0 auto; padding: 1rem var(--edge) 4rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-family: var(--sans); font-size: 0.9rem; }
th, td { padding: 0.3rem 0.9rem 0.3rem 0; border-bottom: 1px solid var(--rule); text-align: left; white-space: nowrap; }
main table tbody tr:last-child > * { border-bottom: 1px solid var(--rule); }
td.number, th.number { text-align: right; }
.fails { color: var(--fails); }
.fails a { color: inherit; }
.soft { color: var(--soft); }
main > .data { font: 0.8rem/1.5 var(--sans); margin: 2rem auto 0; }
"""

DATA = (
    f'<p class="soft data">Every report with its verdict, as data: <a href="{CSV_NAME}" download>CSV</a>, '
    f'<a href="{JSON_NAME}" download>JSON</a>.</p>\n'
)

Results = dict[tuple[str, str], Verdict | None]


def page_name(index: int) -> str:
    """The name of a page by its number, from 0."""
    return "index.html" if index == 0 else f"index-{index + 1}.html"


def pages(plan: FrozenPlan, results: Results) -> list[str]:
    """The pages, the first with the sites' counts."""
    sites = list(plan.sites)
    names = list(dict.fromkeys(job.name for job in plan.jobs))
    rows = max(1, CELLS_A_PAGE // len(sites))
    parts = [names[start : start + rows] for start in range(0, len(names), rows)]
    made = []
    for index, part in enumerate(parts):
        body = _heading(results) + (_counts(sites, plan, results) if index == 0 else "")
        body += _table(part, sites, plan, results) + _links(index, len(parts)) + DATA
        made.append(_document(body))
    return made


def _heading(results: Results) -> str:
    there = [verdict for verdict in results.values() if verdict is not None]
    holding = sum(verdict.status == 0 for verdict in there)
    text = f"{len(there):,} of {len(results):,} reports are made; {holding:,} of them hold."
    return f'<header class="title"><h1>Sweep</h1><p class="subtitle">{text}</p></header>\n'


def _counts(sites: Sequence[str], plan: FrozenPlan, results: Results) -> str:
    rows = []
    for site in sites:
        found = [results[site, name] for name in plan.sites[site]]
        there = [verdict for verdict in found if verdict is not None]
        holding = sum(verdict.status == 0 for verdict in there)
        numbers = (holding, len(there) - holding, len(found) - len(there))
        label = f'<a href="{_link(f"sites/{site}/index.html")}">{escape(site)}</a>' if there else escape(site)
        cells = "".join(f'<td class="number">{number:,}</td>' for number in numbers)
        rows.append(f'<tr><th scope="row">{label}</th>{cells}</tr>')
    titles = ("holds", "fails", "not made")
    heads = "".join(f'<th scope="col" class="number">{title}</th>' for title in titles)
    return _section("sites", "Sites", f'<tr><th scope="col">site</th>{heads}</tr>', rows)


def _table(names: Sequence[str], sites: Sequence[str], plan: FrozenPlan, results: Results) -> str:
    rows = []
    for name in names:
        cells = "".join(_cell(name in plan.sites[site], results.get((site, name))) for site in sites)
        rows.append(f'<tr><th scope="row">{escape(name)}</th>{cells}</tr>')
    heads = "".join(f'<th scope="col">{escape(site)}</th>' for site in sites)
    return _section("reports", "Reports", f'<tr><th scope="col">subject</th>{heads}</tr>', rows)


def _section(key: str, title: str, head: str, rows: Sequence[str]) -> str:
    table = f"<table>\n<thead>{head}</thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody>\n</table>"
    return f'<section aria-labelledby="{key}">\n<h2 id="{key}">{title}</h2>\n<div class="wide">{table}</div>\n</section>\n'


def _cell(is_planned: bool, verdict: Verdict | None) -> str:
    if not is_planned:
        return "<td></td>"
    if verdict is None:
        return '<td class="soft">not made</td>'
    link = f'<a href="{_link(verdict.page)}" title="{escape(verdict.statement)}">{escape(verdict.word)}</a>'
    return f"<td>{link}</td>" if verdict.status == 0 else f'<td class="fails">{link}</td>'


def _link(path: str) -> str:
    return escape(quote(path))


def _links(index: int, count: int) -> str:
    if count == 1:
        return ""
    near = [(index - 1, "← Earlier"), (index + 1, "Later →")]
    links = [f'<a href="{page_name(other)}">{text}</a>' for other, text in near if 0 <= other < count]
    return f"<nav><p>Page {index + 1} of {count}. {' '.join(links)}</p></nav>\n"


def _document(body: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
        '<link rel="icon" href="data:,">\n<link rel="stylesheet" href="assets/theme.css">\n'
        '<script src="assets/theme.js"></script>\n'
        f"<title>Sweep</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f'<header class="bar"><a class="home" href="index.html">Glassbox</a></header>\n<main>\n{body}</main>\n</body>\n</html>\n'
    )


def main() -> int:
    """Writes the pages, the first last, as it is what Snakemake waits for; and takes away those of a longer plan."""
    sweep = Path.cwd()
    try:
        plan = FrozenPlan.read(sweep)
        results = {(job.site, job.name): Verdict.read(sweep, job.site, job.name) for job in plan.jobs}
    except Refusal as refusal:
        print(f"error: {refusal}", file=sys.stderr)
        return 2
    (sweep / "assets").mkdir(exist_ok=True)
    for name in ("theme.css", "theme.js"):
        shutil.copyfile(ROOT / "site/theme" / name, sweep / "assets" / name)
    texts = pages(plan, results)
    write_atomically(sweep / CSV_NAME, as_csv(plan, results))
    write_atomically(sweep / JSON_NAME, as_json(plan, results))
    for index in reversed(range(len(texts))):
        write_atomically(sweep / page_name(index), texts[index])
    for file in sweep.glob("index-*.html"):
        if file.name not in map(page_name, range(len(texts))):
            file.unlink()
    if all(results.values()):
        # What killed and failed jobs left.
        shutil.rmtree(sweep / PARTS, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
