# SPDX-License-Identifier: MIT
"""The ledger of claims: verdicts, mistakes in it, and the page that is made of it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from bench.cells.expand import expand
from bench.cells.ledger import Claim, ClaimVerdict, Row, read_ledger, rows
from bench.definitions.loader import load_machines
from bench.errors import BenchError
from bench.report.claims import claims_data, claims_page, claims_summary
from tests import ROOT

CLAIM = Claim("E-01", "it works", ClaimVerdict.REPRODUCED)


def ledger(tmp_path: Path, text: str) -> tuple[Claim, ...]:
    (tmp_path / "tests/claims").mkdir(parents=True)
    (tmp_path / "tests/claims/a.yaml").write_text(text)
    return read_ledger(tmp_path)


def test_rows_are_read(tmp_path: Path) -> None:
    text = "E-01:\n  claim: it works\n  verdict: refuted\n  note: not so\nE-02:\n  claim: why\n"
    assert ledger(tmp_path, text) == (
        Claim("E-01", "it works", ClaimVerdict.REFUTED, "not so"),
        Claim("E-02", "why", ClaimVerdict.NOT_YET),
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("E-01: 1\n", "a.yaml:1: E-01 says nothing; give it a line `claim:`"),
        (
            "E-01:\n  claim: a\n  verdikt: b\n",
            "a.yaml:3: E-01: verdikt is not a key of a claim; use claim, verdict, note or by",
        ),
        (
            "E-01:\n  claim: a\n  verdict: true\n",
            "a.yaml:3: E-01: there is no verdict 'True'; use reproduced, refuted, measured,"
            " not testable or not yet",
        ),
        ("E-01:\n  claim: a\n  claim: b\n", "a.yaml:3: "),
    ],
)
def test_a_mistake_has_its_line(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(BenchError) as caught:
        ledger(tmp_path, text)
    assert f"tests/claims/{complaint}" in str(caught.value)


@pytest.mark.parametrize(
    ("results", "verdict"),
    [
        ({}, ClaimVerdict.NOT_YET),
        ({"a": ""}, ClaimVerdict.REPRODUCED),
        ({"a": "PASS", "b": "SKIP"}, ClaimVerdict.REPRODUCED),
        ({"a": "PASS", "b": "FAIL"}, ClaimVerdict.RED),
        ({"a": "ERROR"}, ClaimVerdict.RED),
    ],
)
def test_a_verdict_holds_while_its_cells_are_green(
    results: dict[str, str], verdict: ClaimVerdict
) -> None:
    assert Row(CLAIM, results).verdict is verdict


def test_a_file_settles_what_no_cell_can() -> None:
    assert Row(
        Claim("E-44", "a course", ClaimVerdict.REPRODUCED, by="docs/course.md"), {}
    ).verdict is (ClaimVerdict.REPRODUCED)


def test_what_settles_a_claim_is_there() -> None:
    for claim in read_ledger(ROOT):
        assert (ROOT / claim.by).exists(), claim.id


def test_what_cannot_be_tested_needs_no_cell() -> None:
    assert (
        Row(Claim("E-36", "taste", ClaimVerdict.NOT_TESTABLE), {}).verdict
        is ClaimVerdict.NOT_TESTABLE
    )


def test_the_newest_result_counts(tmp_path: Path) -> None:
    machines = load_machines(ROOT / "machines")
    cells = expand(["tests/com/first.py:First.test_exit_code[q35]"], machines, ROOT)
    for number, (run, status) in enumerate((("job-b", "FAIL"), ("job-a", "PASS"))):
        (tmp_path / "results" / run).mkdir(parents=True)
        results = {"tests": [{"name": cells[0].name, "status": status}]}
        file = tmp_path / "results" / run / "results.json"
        file.write_text(json.dumps(results))
        os.utime(file, (number, number))
    (tmp_path / "results/job-c").mkdir()
    (tmp_path / "results/job-c/results.json").write_text("{")  # killed while it wrote
    [row] = rows([Claim("E-09", "seven bytes", ClaimVerdict.REPRODUCED)], cells, tmp_path)
    assert dict(row.results) == {cells[0].name: "PASS"}
    [data] = claims_data([row])
    assert (data["verdict"], data["cells"]) == ("reproduced", {cells[0].name: "PASS"})
    assert claims_summary([row]) == "1 reproduced"


def test_the_page_is_up_to_date() -> None:
    machines = load_machines(ROOT / "machines")
    page = claims_page(rows(read_ledger(ROOT), expand(["tests"], machines, ROOT), ROOT))
    assert (ROOT / "docs/claims.md").read_text() == page, "run bench claims --write"


def test_no_test_names_a_claim_that_there_is_not() -> None:
    """Of the essay, whose rows are all there."""
    machines = load_machines(ROOT / "machines")
    named = {claim for cell in expand(["tests"], machines, ROOT) for claim in cell.claims}
    known = {claim.id for claim in read_ledger(ROOT)}
    assert {claim for claim in named if claim.startswith("E-")} <= known
