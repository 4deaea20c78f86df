"""With the product's own settings the findings reach what docs/decisions/0012 promises, on both sets at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks import findings_business, findings_nab

DATA = Path(__file__).parents[3] / "shared/data"
with_data = pytest.mark.skipif(not (DATA / "kpi-anomaly-nab").exists(), reason="the labelled series are not here")


@with_data
def test_nab_stays_above_58():
    reached = findings_nab.measure(DATA / "kpi-anomaly-nab")
    assert reached["standard"] > 58
    assert reached["low_fp"] < reached["standard"] < reached["low_fn"]


@with_data
def test_business_counters_stay_above_the_plain_rolling_score():
    reached = findings_business.measure(DATA / "kpi-anomaly-business")
    assert reached["average_precision"] > 0.62
    assert reached["recall_at_one_per_series_week"] > 0.5
    assert reached["precision_at_one_per_series_week"] > 0.75
    assert reached["alarms_at_one_per_series_week"] <= 158


def test_a_folder_without_labels_is_answered_with_a_sentence(tmp_path):
    (tmp_path / "labels_windows.json").write_text("{}")
    for benchmark in (findings_nab, findings_business):
        with pytest.raises(SystemExit, match="No labelled"):
            benchmark.measure(tmp_path)
