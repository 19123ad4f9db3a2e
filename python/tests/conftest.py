"""Reports to test on: one that is made here and, where the variable GLASSBOX_REPORTS names a site, those of that site.

CI names one; without it, tests of real reports are skipped, and pytest says so.
"""

import os
import shutil
from pathlib import Path

import pytest
import tiny_report

SITE = os.environ.get("GLASSBOX_REPORTS")


def site_reports() -> list[Path]:
    """The folders of the site's reports; raises where a site is named that has none."""
    if SITE is None:
        return []
    folders = sorted(path.parent for path in Path(SITE).glob("reports/*/audit.json"))
    if not folders:
        raise RuntimeError(f"GLASSBOX_REPORTS names {SITE}, which has no reports")
    return folders


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """An honest report of parity."""
    return tiny_report.write(tmp_path / "Hand_Parity")


@pytest.fixture(params=["made here", "Binary_Addition"])
def honest(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of an honest report that may be altered."""
    if request.param == "made here":
        return tiny_report.write(tmp_path / "Hand_Parity")
    found = [folder for folder in site_reports() if folder.name == request.param]
    if not found:
        pytest.skip("GLASSBOX_REPORTS names no site with a report of Binary_Addition")
    return Path(shutil.copytree(found[0], tmp_path / "Binary_Addition"))
