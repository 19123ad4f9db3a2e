"""Every refusal names the file, the line, the value, what was expected, and the mend, in one sentence."""

import pytest
from conftest import Reader

from sweep import bounds
from sweep.refusal import Refusal

CSV = [
    ("subject\nParity_Al\n", "line 2", "“Parity_Al”", "did you mean Parity_All"),
    ("subject\n../x.csv\n", "line 2", "“../x.csv”", "correct the path"),
    ("subject\n../x\n", "line 2", "“../x”", "see “glassbox tasks”"),
    ("subject\na b\n", "line 2", "“a b”", "see “glassbox tasks”"),
    ("subject\n--all\n", "line 2", "“--all”", "write ./--all if it is a file"),
    ("subject\ndir.csv\n", "line 2", "“dir.csv”", "correct the path"),
    ('subject\nPrev1\n"Pre\nv1"\n', "line 3", "“Pre�v1”", "take them out"),
    ("subject\n\x1b[2Jx.csv\n", "line 2", "“�[2Jx.csv”", "take them out"),
    ("subject,seeds\nPrev1,one\n", "line 2", "“one”", "write for example 1..3"),
    ("subject,seeds\nPrev1,3..1\n", "line 2", "“3..1”", "write for example 1..3"),
    ("subject,seeds\nPrev1,1..2 2\n", "line 2", "“1..2 2”", "leave out what is there twice"),
    ("subject,seeds\nPrev1,18446744073709551616\n", "line 2", "“18446744073709551616”", "write for example 1..3"),
    ("subject,seeds\nPrev1,0..18446744073709551615\n", "line 2", "at most 10,000 seeds", "split the row"),
    ("subject,threads\nPrev1,0\n", "line 2", "threads is “0”", "write for example 1"),
    ("subject,threads\nPrev1,٣\n", "line 2", "threads is “٣”", "write for example 1"),
    ("subject,minutes\nPrev1,1e3\n", "line 2", "minutes is “1e3”", "write for example 30"),
    ("subject,memory\nPrev1,99999999\n", "line 2", "memory is “99999999”", "write for example 2000"),
    ("subject,variant\nPrev1,../up\n", "line 2", "variant is “../up”", "write for example quick"),
    ("subject,options\nPrev1,--site x\n", "line 2", "“--site”", "leave it out"),
    ("subject,options\nPrev1,--seed=3\n", "line 2", "“--seed=3”", "in the column seeds"),
    ("subject,options\nPrev1,--model 'rm x'\n", "line 2", "“--model”", "runs no commands"),
    ("subject,options\nPrev1,; rm -rf x\n", "line 2", "“;”", "glassbox help report"),
    ("subject,options\nPrev1,--letters --fresh\n", "line 2", "a value after --letters", "write --letters=VALUE"),
    ("subject,options\nPrev1,--letters\n", "line 2", "a value after --letters", "write --letters=VALUE"),
    ("subject,options\nPrev1,--letters 'a\n", "line 2", "a closed quote", "close it"),
    ("subject,options\nones.safetensors,--letters a,b\n", "line 2", "the row has 3 cells", "quote a cell"),
    ("subject\nPrev1\nPrev1\n", "line 3", "as line 2 does", "a variant of its own"),
    ("subject,size\nPrev1,1\n", "line 1", "“size”", "correct the header"),
    ("subject,subject\nPrev1,1\n", "line 1", "“subject”", "take one of the two out"),
    ("seeds\n1\n", "line 1", "there is no column subject", "begin with a header"),
    ('subject\n"Prev1\n', "line 2", "this is no CSV", "close what is quoted"),
]


@pytest.mark.parametrize(("text", "line", "value", "mend"), CSV)
def test_csv(jobs: Reader, text: str, line: str, value: str, mend: str) -> None:
    _expect(jobs, text, "plan.csv", (line, value, mend))


YAML = [
    ("subjects: [Parity_Al]\n", "line 1", "“Parity_Al”", "did you mean Parity_All"),
    ("seeds: 1\n", "line 1", "there is no key subjects", "list them"),
    ("subjects: Prev1\n", "line 1", "subjects is no list", "begin each line with a dash"),
    ("- Prev1\n", "line 1", "the plan is no mapping", "write keys with colons"),
    ("subjects: [Prev1]\nseed: 1\n", "line 2", "“seed”", "correct it"),
    ("subjects: [Prev1]\nseeds: 1\nseeds: 2\n", "line 3", "“seeds”", "take one of the two out"),
    ("subjects:\n  - {subject: Prev1, jobs: 2}\n", "line 2", "“jobs”", "correct it"),
    ("subjects: [Prev1]\nvariants: {'': ''}\n", "line 2", "“”", "write for example quick"),
    ("subjects: [Prev1]\nvariants: {}\n", "line 2", "0 variants", "name 1 to"),
    ("subjects: [Prev1]\nseeds: {a: 1}\n", "line 2", "seeds is no list", "begin each line"),
    ("subjects: [Prev1]\nseeds: [[1]]\n", "line 2", "a list or a mapping", "write plain values"),
    ("subjects: &a [Prev1]\nseeds: *a\n", "line 2", "an alias", "write it out"),
    ("subjects: " + "[" * 5000 + "\n", "line 1", "more than 8 levels", "write it out"),
    ("subjects: [Prev1\n", "line 2", "this is no YAML", "correct it there"),
    ('subjects:\n  - "Prev1\\n--all"\n', "line 2", "“Prev1�--all”", "take them out"),
    ("subjects: !!python/object/apply:os.system ['touch mark']\n", "line 1", "“touch mark”", "see “glassbox tasks”"),
]


@pytest.mark.parametrize(("text", "line", "value", "mend"), YAML)
def test_yaml(jobs: Reader, text: str, line: str, value: str, mend: str) -> None:
    _expect(jobs, text, "plan.yaml", (line, value, mend))


def _expect(jobs: Reader, text: str, name: str, parts: tuple[str, ...]) -> None:
    with pytest.raises(Refusal) as refusal:
        jobs(text, name)
    message = str(refusal.value)
    assert name in message
    for part in parts:
        assert part in message
    assert "\n" not in message
    assert "\x1b" not in message
    assert message.endswith(".")
    assert len(message) < 600


@pytest.mark.parametrize(
    ("data", "name", "part"),
    [
        (b"subject\n\xff\n", "plan.csv", "line 2: the text is not UTF-8"),
        (b"subject\nPre\x00v1\n", "plan.csv", "line 2"),
        (b"", "plan.csv", "there is no column subject"),
        (b"subject\n", "plan.csv", "there is no subject in it"),
        (b"", "plan.yaml", "there is no subject in it"),
        (b"subjects: [Prev1\x00]\n", "plan.yaml", "control characters"),
        (b"subject\nPrev1\n", "plan.txt", "has to end in .csv, .yaml or .yml"),
        (b"subject\n" + b"x" * (bounds.CELL_LETTERS + 1) + b"\n", "plan.csv", "this is no CSV"),
        (b"x" * (bounds.PLAN_BYTES + 1), "plan.csv", "split it"),
        (b"subject,seeds\nPrev1," + b"1 " * bounds.CELL_LETTERS + b"\n", "plan.csv", "this is no CSV"),
    ],
)
def test_files_that_are_no_plans(jobs: Reader, data: bytes, name: str, part: str) -> None:
    with pytest.raises(Refusal, match=r"\.$") as refusal:
        jobs(data, name)
    assert part in str(refusal.value)


def test_the_number_of_reports_is_bounded(jobs: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "JOBS", 10)
    with pytest.raises(Refusal, match="line 3: these are more than 10 reports; split the plan"):
        jobs("subject,seeds\nPrev1,1..10\nParity_All,1..10\n")
