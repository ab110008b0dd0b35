# SPDX-License-Identifier: MIT
"""A ledger cannot flatter: a verdict is what its tests' last results give, and nothing else."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from bench.cells.cell import Cell
from bench.cells.expand import expand
from bench.cells.ledger.claim import SHOWN, Claim, Verdict
from bench.cells.ledger.reading import Ledger, read_ledgers
from bench.cells.ledger.results import Came, Result, last_results
from bench.cells.ledger.settled import Row, rows
from bench.cli.show.mistakes import mistakes
from bench.definitions.loader import load_machines
from bench.errors import BenchError
from bench.report.claims import claims_data, claims_page, claims_summary, stale, story
from tests import ROOT
from tests.mutate import broken, mutations

MACHINES = load_machines(ROOT / "machines")
CELLS = expand(["tests"], MACHINES, ROOT)
OURS = read_ledgers(ROOT)
ROW = "E-01:\n  claim: it works\n  observe: that it does\n"
CLAIM = Claim(
    name="E-09",
    claim="seven bytes",
    observe="the size",
    on=("x86_64", "aarch64"),
    shows=Verdict.REPRODUCED,
)
TEST = "tests/com/first.py:First.test_exit_code"


def ledgers(tmp_path: Path, text: str) -> tuple[Ledger, ...]:
    (tmp_path / "tests/claims").mkdir(parents=True)
    (tmp_path / "tests/claims/a.yaml").write_text(text)
    return read_ledgers(tmp_path)


def row(results: Mapping[str, Came], claim: Claim = CLAIM) -> Row:
    cells = [cell for cell in CELLS if cell.name.startswith(TEST)]
    came = {name: Result(result) for name, result in results.items()}
    return rows([claim], cells, MACHINES, came)[0]


GREEN = {f"{TEST}[q35]": Came.GREEN, f"{TEST}[virt]": Came.GREEN}


def test_rows_are_read(tmp_path: Path) -> None:
    more = "E-02:\n  claim: why\n  observe: it\n  on: [i386]\n  shows: in part\n  part: so\n"
    [ledger] = ledgers(tmp_path, f"source: a book\n{ROW}{more}")
    assert (ledger.name, ledger.source) == ("a", "a book")
    first, second = ledger.claims
    assert (first.name, first.claim, first.shows) == ("E-01", "it works", None)
    assert (second.on, second.shows, second.part) == (("i386",), Verdict.IN_PART, "so")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("E-01: 1\n", "a.yaml:1: E-01: says nothing; give it the keys claim and observe"),
        ("E-01:\n  claim: a\n", "a.yaml:1: E-01: observe: is missing"),
        (f"{ROW}  verdict: reproduced\n", "a.yaml:4: E-01: verdict: is not a key of a claim"),
        (f"{ROW}  shows: red\n", 'a.yaml:4: E-01: shows: "red" is not what tests can show'),
        (f"{ROW}  shows: reproduced\n", "a.yaml:1: E-01: on: is missing; write the architectures"),
        (f"{ROW}  on: [x86]\n  shows: refuted\n", "a.yaml:4: E-01: on[0]: "),
        (f"{ROW}  on: [i386]\n  shows: in part\n", "a.yaml:1: E-01: part: is missing"),
        (f"{ROW}  part: a\n", "a.yaml:4: E-01: part: is for shows: in part; leave it out"),
        (f"{ROW}  by: [tests/a.py]\n", "a.yaml:4: E-01: by[0]: "),
        (
            f"{ROW}  on: [i386]\n  shows: refuted\n  untestable: no\n",
            "a.yaml:6: E-01: untestable: does not go with shows",
        ),
        (f"{ROW}{ROW}", "a.yaml:4: "),
    ],
)
def test_a_mistake_has_its_line(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(BenchError) as caught:
        ledgers(tmp_path, text)
    assert f"tests/claims/{complaint}" in str(caught.value)


def test_bench_check_finds_it(tmp_path: Path) -> None:
    (tmp_path / "avocado.cfg").write_text("[bench]\nbase = none\n")
    with pytest.raises(BenchError):
        ledgers(tmp_path, "E-01: 1\n")
    (tmp_path / "tests/a.py").write_text("import bench\n")
    assert mistakes([tmp_path / "tests/a.py"], tmp_path)[0].startswith(
        "tests/claims/a.yaml:1: E-01"
    )
    assert mistakes([], tmp_path) == []


def test_a_row_stands_once(tmp_path: Path) -> None:
    (tmp_path / "tests/claims").mkdir(parents=True)
    for name in ("a", "b"):
        (tmp_path / f"tests/claims/{name}.yaml").write_text(ROW)
    with pytest.raises(BenchError, match=r"b\.yaml:1: E-01: stands in a\.yaml; name it once"):
        read_ledgers(tmp_path)


@pytest.mark.parametrize(
    ("changed", "verdict", "why"),
    [
        ({}, Verdict.REPRODUCED, ""),
        ({f"{TEST}[q35]": Came.RED}, Verdict.RED, "red on x86_64"),
        ({f"{TEST}[pc]": Came.RED}, Verdict.RED, "red on x86_64"),
        ({f"{TEST}[pc]": Came.SKIPPED}, Verdict.REPRODUCED, ""),
        ({f"{TEST}[virt]": Came.SKIPPED}, Verdict.NOT_SETTLED, "skip on aarch64"),
        ({f"{TEST}[virt]": Came.NOT_RUN}, Verdict.NOT_SETTLED, "not run on aarch64"),
    ],
)
def test_a_verdict_needs_a_green_cell_on_each_architecture_and_no_red_one(
    changed: dict[str, Came], verdict: Verdict, why: str
) -> None:
    found = row(GREEN | changed)
    assert (found.verdict, found.why) == (verdict, why)


def test_an_architecture_without_a_test_is_not_settled() -> None:
    found = row(GREEN, CLAIM.model_copy(update={"on": ("x86_64", "i386")}))
    assert (found.verdict, found.why) == (Verdict.NOT_SETTLED, "no test on i386")


def test_each_test_of_a_row_counts() -> None:
    cells = [cell for cell in CELLS if "E-09" in cell.claims]
    [found] = rows([CLAIM], cells, MACHINES, {name: Result(came) for name, came in GREEN.items()})
    assert (found.verdict, found.why) == (Verdict.NOT_SETTLED, "not run on x86_64")


def test_a_measurement_needs_a_figure(tmp_path: Path) -> None:
    claim = CLAIM.model_copy(update={"shows": Verdict.MEASURED, "on": ("x86_64",)})
    assert row(GREEN, claim).why == "no figure on x86_64"
    figure = {"name": "a", "values": {"P50": 1.5}, "unit": "s", "n": 9, "accelerator": "tcg"}
    (tmp_path / "figures.json").write_text(json.dumps([figure]))
    cells = [cell for cell in CELLS if cell.name == f"{TEST}[q35]"]
    results = {f"{TEST}[q35]": Result(Came.GREEN, tmp_path)}
    [found] = rows([claim], cells, MACHINES, results)
    assert found.verdict is Verdict.MEASURED
    assert str(found.figures("x86_64")[0]) == "a: P50 1.5 s (N=9, tcg)"


def test_tests_of_pytests_count_with_all_their_parameters() -> None:
    claim = CLAIM.model_copy(update={"on": (), "by": ("tests/a.py::test_b",)})

    def verdict(**came: Came) -> Verdict:
        results = {f"tests/a.py::test_b[{name}]": Result(each) for name, each in came.items()}
        return rows([claim], [], MACHINES, results)[0].verdict

    assert verdict() is Verdict.NOT_SETTLED
    assert verdict(x=Came.GREEN, y=Came.GREEN) is Verdict.REPRODUCED
    assert verdict(x=Came.GREEN, y=Came.SKIPPED) is Verdict.NOT_SETTLED
    assert verdict(x=Came.GREEN, y=Came.RED) is Verdict.RED


def all_of(came: Mapping[str, Came]) -> tuple[Row, ...]:
    """Our ledgers' rows, by what came of tests."""
    claims = [claim for ledger in OURS for claim in ledger.claims]
    results = {name: Result(each) for name, each in came.items()}
    return rows(claims, CELLS, MACHINES, results)


def everything(came: Came, leave_out: str = "") -> dict[str, Came]:
    """That came of each cell and test, but for those of an architecture."""
    nodes = [node for ledger in OURS for claim in ledger.claims for node in claim.by]
    cells = [cell for cell in CELLS if MACHINES[cell.machine].architecture != leave_out]
    return dict.fromkeys([*(cell.name for cell in cells), *nodes], came)


@pytest.mark.parametrize(
    "came", [everything(Came.RED), everything(Came.SKIPPED), everything(Came.NOT_RUN), {}]
)
def test_nothing_is_settled_without_a_green_test(came: dict[str, Came]) -> None:
    found = all_of(came)
    assert not [each.claim.name for each in found if each.verdict in SHOWN]
    assert {each["verdict"] for each in claims_data(found)}.isdisjoint(map(str, SHOWN))


@pytest.mark.parametrize("architecture", ["x86_64", "aarch64", "i386"])
def test_nothing_is_settled_with_an_architecture_missing(architecture: str) -> None:
    for each in all_of(everything(Came.GREEN, architecture)):
        assert each.verdict not in SHOWN or architecture not in each.claim.on, each.claim.name


def test_all_is_settled_that_can_be() -> None:
    """But for measurements, of which there are no figures here, and what lacks a test."""
    found = {each.claim.name: each for each in all_of(everything(Came.GREEN))}
    lacking = {name: each.why for name, each in found.items() if each.why}
    assert lacking == {
        **dict.fromkeys(
            ("A-41", "A-42", "T-33"),
            "no figure on x86_64, no figure on i386, no figure on aarch64",
        ),
    }


def test_every_row_of_the_sources_is_there() -> None:
    found = [claim.name for ledger in OURS for claim in ledger.claims]
    wanted = [f"{letter}-{number:02}" for letter, most in (("A", 86), ("E", 46), ("T", 38))
              for number in range(1, most + 1)]  # fmt: skip
    assert found == wanted


def test_every_test_of_a_row_is_there() -> None:
    named = {claim for cell in CELLS for claim in cell.claims}
    known = {claim.name: claim for ledger in OURS for claim in ledger.claims}
    assert named <= set(known)
    for claim in known.values():
        for node in claim.by:
            path, _, function = node.partition("::")
            assert f"def {function}(" in (ROOT / path).read_text(), node


def test_every_row_that_shows_something_was_seen_red() -> None:
    """Its counter-example was tried, and is still one: the text that it replaces is there."""
    found = mutations()
    assert set(found) == {claim.name for ledger in OURS for claim in ledger.claims if claim.shows}
    for name, mutation in found.items():
        assert set(mutation) == {"in", "from", "to", "seen"}, name
        assert broken((ROOT / mutation["in"]).read_text(), mutation), name


def test_the_newest_result_counts(tmp_path: Path) -> None:
    for number, (name, status) in enumerate(
        (("job-b/results.json", "FAIL"), ("job-a/results.json", "PASS"), ("pytest-1.json", "SKIP"))
    ):
        file = tmp_path / "results" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        tests = [{"name": "a", "status": status}, {"name": name, "status": status}]
        file.write_text(json.dumps({"tests": tests[:1] if number < 2 else tests[1:]}))
        os.utime(file, (number, number))
    (tmp_path / "results/job-c").mkdir()
    (tmp_path / "results/job-c/results.json").write_text("{")  # killed while it wrote
    found = {name: result.came for name, result in last_results(tmp_path).items()}
    assert found == {"a": Came.GREEN, "pytest-1.json": Came.SKIPPED}


def page(found: Row) -> str:
    return claims_page(Ledger("a", "A book", (found.claim,)), [found])


def test_a_page_says_what_came_of_it() -> None:
    green, red = page(row(GREEN)), page(row({f"{TEST}[q35]": Came.RED}))
    assert "**reproduced** on x86_64, aarch64" in green
    assert "[First.test_exit_code](../../tests/com/first.py)" in green
    assert "**red** (red on x86_64, not run on aarch64)" in red
    assert claims_summary([row(GREEN)]) == "1 reproduced"
    assert "avocado run tests/ -t claim:E-09" in story(row(GREEN)).plain


def test_a_stale_page_is_told_by_its_rows() -> None:
    green, red = page(row(GREEN)), page(row({f"{TEST}[q35]": Came.RED}))
    assert [*stale([(green, green)])] == []
    assert [*stale([(green, red)])] == ["its head", "E-09"]
    assert [*stale([("", green)])] == ["its head", "E-09"]
    measured = green.replace("- to be seen", "- here: x86_64, a: P50 1 s (N=1, tcg)\n- to be seen")
    assert measured != green
    assert [*stale([(measured, green)])] == [], "a figure is another one in each run"


def test_cells_name_their_machines() -> None:
    assert all(isinstance(cell, Cell) and cell.machine in MACHINES for cell in CELLS)
