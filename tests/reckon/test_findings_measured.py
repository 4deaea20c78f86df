"""The measures agree with what NAB published, and the findings reach what the decision says they reach."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from benchmarks.findings_nab import read, rows_within, windows_of
from benchmarks.findings_scores import (
    PROFILES,
    Watched,
    average_precision,
    caught,
    nab_normalised,
    nab_raw,
    row_scores,
    vus_pr,
)

NAB = Path(__file__).parents[3] / "shared/data/kpi-anomaly-nab"
with_data = pytest.mark.skipif(not NAB.exists(), reason="NAB's series are not on this machine")

# NAB's repository, results/*/*_standard_scores.csv, row Totals: raw scores over its 116 windows.
TOTALS = {"ARTime": 57.66075157860637, "knncad": 18.54687659285237, "contextOSE": 46.1714682545, "null": -116.0}
# results/ARTime/realAdExchange/ARTime_exchange-2_cpc_results.csv, column S(t)_standard.
ROWS = {
    "2011-07-13 09:00:01": 0.9464478276808512,
    "2011-07-14 13:00:01": 0.8619580337504804,
    "2011-07-17 22:00:01": 0.015544292043913078,
    "2011-07-17 23:00:01": -0.001697396121560073,
    "2011-07-19 21:00:01": -0.06822055160919946,
}


@with_data
@pytest.mark.parametrize("detector", TOTALS)
def test_the_published_scores_come_out_to_a_hundredth(detector):
    published = json.loads((NAB / "published_scores.json").read_text(encoding="utf-8"))
    assert nab_normalised(TOTALS[detector], 116, "standard") == pytest.approx(published[detector]["standard"], abs=0.01)


@with_data
def test_each_row_is_worth_what_is_published():
    name = "realAdExchange/exchange-2_cpc_results.csv"
    times, values = read(NAB / name)
    windows = rows_within(times, windows_of(NAB)[name])
    for at, worth in ROWS.items():
        said = np.zeros(len(values), dtype=bool)
        said[times.index(datetime.fromisoformat(at))] = True
        missed = 0.0 if worth > 0 else -1.0
        assert nab_raw(said, windows, "standard") == pytest.approx(worth + missed, abs=1e-9)


@with_data
@pytest.mark.parametrize("profile", PROFILES)
def test_silence_is_0_and_foresight_100(profile):
    windows = [rows_within(read(NAB / name)[0], spans) for name, spans in list(windows_of(NAB).items())[:4]]
    for spoken, wanted in ((False, 0), (True, 100)):
        raw = 0.0
        for spans in windows:
            said = np.zeros(4032, dtype=bool)
            said[[first for first, _ in spans]] = spoken
            raw += nab_raw(said, spans, profile)
        assert nab_normalised(raw, sum(map(len, windows)), profile) == pytest.approx(wanted)


def test_only_the_earliest_word_in_a_window_counts_and_probation_is_free():
    said = np.zeros(100, dtype=bool)
    said[[3, 50, 51]] = True
    assert nab_raw(said, [(50, 59)], "standard") == pytest.approx(1.0)
    said[20] = True
    assert nab_raw(said, [(50, 59)], "low_fp") == pytest.approx(1.0 - 0.22)


def test_a_row_long_after_a_window_costs_the_whole():
    assert row_scores(100, [(10, 14)])[[9, 10, 27, 60]] == pytest.approx([-1, 1, -1, -1])


def test_average_precision_by_hand():
    labels = np.array([True, False, True, False])
    assert average_precision(np.array([4.0, 3.0, 2.0, 1.0]), labels) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision(np.ones(4), labels) == pytest.approx(0.5)


def test_vus_is_high_for_the_truth_and_low_for_its_opposite():
    labels = np.zeros(300, dtype=bool)
    labels[100:110] = labels[200:205] = True
    truth = labels.astype(float)
    assert vus_pr(truth, labels, 0) == pytest.approx(1.0)
    assert vus_pr(-truth, labels, 20) < 0.2 < vus_pr(truth, labels, 20) < 1.0


def test_alarms_of_all_series_share_one_budget():
    labels = np.array([False, True, True, False, False])
    loud = Watched(np.array([True, False, False, True, True]), np.array([9.0, 0, 0, 8, 7]), ~labels & False, 1)
    right = Watched(np.array([False, True, False, True, False]), np.array([0, 8.5, 0, 1, 0]), labels, 1)
    told = caught([loud, right], 1.0)
    assert (told.recall, told.precision, told.alarms) == (1.0, 0.5, 2)
