"""What plans mean, as CSV and as YAML."""

from conftest import Reader

from sweep.options import against


def test_rows_are_crossed_with_seeds(jobs: Reader) -> None:
    found = jobs("subject,seeds,threads,minutes\nParity_All,1..3,,2\n\nPrev1,5 7,2\n")
    assert [(job.site, job.name, job.threads, job.minutes) for job in found] == [
        ("seed-1", "Parity_All", 1, 2),
        ("seed-2", "Parity_All", 1, 2),
        ("seed-3", "Parity_All", 1, 2),
        ("seed-5", "Prev1", 2, 30),
        ("seed-7", "Prev1", 2, 30),
    ]


def test_variants_have_sites_of_their_own(jobs: Reader) -> None:
    found = jobs("subject,variant,options\nPrev1,,\nPrev1,quick,--budget 2m\n")
    assert [job.site for job in found] == ["seed-1", "quick-seed-1"]
    assert found[1].options == ("--budget", "2m")


def test_yaml_is_subjects_by_seeds_by_variants(jobs: Reader) -> None:
    text = """
subjects:
  - Parity_All
  - subject: ones.safetensors
    options: [--letters, 01, --title, "a b"]
seeds: [1, 2]
variants: {plain: "", quick: --budget 2m}
"""
    found = jobs(text, "plan.yaml")
    assert len(found) == 8
    assert found[0].site == "plain-seed-1"
    # As it is written: YAML's own number would be 1.
    assert found[4].options == ("--letters", "01", "--title", "a b")
    assert found[6].options == ("--letters", "01", "--title", "a b", "--budget", "2m")


def test_the_same_table_in_both_forms_gives_the_same_jobs(jobs: Reader) -> None:
    yaml = "subjects: [Parity_All, x.py]\nseeds: 1..2\nthreads: 3\nmemory: 500\n"
    assert jobs(yaml, "p.yml") == jobs("subject,seeds,threads,memory\nParity_All,1..2,3,500\nx.py,1..2,3,500\n")


def test_names_of_files_are_made_safe_and_their_paths_are_kept(jobs: Reader) -> None:
    found = jobs("subject\na b.csv\n$(touch mark).jsonl\n{n}.txt\n")
    assert [(job.subject, job.name) for job in found] == [
        ("a b.csv", "a_b"),
        ("$(touch mark).jsonl", "__touch_mark_"),
        ("{n}.txt", "_n_"),
    ]


def test_a_path_may_lead_out_but_its_name_does_not(jobs: Reader) -> None:
    assert [(job.subject, job.name) for job in jobs("subject\n../outer.csv\n")] == [("../outer.csv", "outer")]


def test_options_keep_their_words(jobs: Reader) -> None:
    (job,) = jobs("subject,options\nones.safetensors,\"--letters 'a b' --answers=-,+ --against x.py --wrong-rows\"\n")
    assert job.options == ("--letters", "a b", "--answers=-,+", "--against", "x.py", "--wrong-rows")
    assert against(job.options) == "x.py"
    assert against(("--against=x.py",)) == "x.py"
    assert against(()) is None


def test_windows_line_ends_and_a_mark_do_not_matter(jobs: Reader) -> None:
    assert jobs(b"\xef\xbb\xbfsubject,seeds\r\nPrev1,2\r\n") == jobs("subject,seeds\nPrev1,2\n")
