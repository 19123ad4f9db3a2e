"""A sweep: reports of many subjects × seeds × options, by Snakemake.

`plan` says what is to be made, `frozen_plan` keeps it where jobs on other machines read it, `report_job` and `site_job` each run
one `glassbox` command, and `overview` writes the page above the sites.
"""
