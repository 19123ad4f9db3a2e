"""The front page of one site: runs one `glassbox site`, once the site holds the plan's reports and no others.

usage: python -m sweep.site_job <site> <threads>        (in the folder of the sweep)

Exit status: 0 it is woven; 2 a report is missing, or could not be woven.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from sweep.frozen_plan import FrozenPlan
from sweep.glassbox_program import Program
from sweep.refusal import Refusal
from sweep.verdict import Verdict


def settle(sweep: Path, site: str, plan: FrozenPlan) -> None:
    """Takes away reports that are not, or no longer, the plan's."""
    verdicts = [Verdict.read(sweep, site, name) for name in plan.sites.get(site, {})]
    pages = {(sweep / verdict.page).parent: verdict for verdict in verdicts if verdict is not None}
    for page, verdict in pages.items():
        if not (page / "index.html").is_file():
            kept = sweep / Verdict.place(site, verdict.name)
            raise Refusal(f"{page}: the report is gone; remove {kept} too, and run the sweep again.")
    for folder in sorted((sweep / "sites" / site / "reports").glob("*")):
        if folder not in pages:
            shutil.rmtree(folder)


def main(arguments: list[str]) -> int:
    """The command line."""
    site, threads = arguments
    sweep = Path.cwd()
    try:
        settle(sweep, site, FrozenPlan.read(sweep))
    except Refusal as refusal:
        print(f"error: {refusal}", file=sys.stderr)
        return 2
    words = [str(Program().command), "site", f"--site={sweep / 'sites' / site}", f"--jobs={threads}", "--quiet"]
    return subprocess.run(words, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
