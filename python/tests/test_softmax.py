"""Softmax regression, on points whose answer is known."""

import numpy as np

from glassbox.check.deadline import Deadline
from glassbox.check.softmax import Softmax


def test_a_border_is_found_though_one_point_lies_far_off() -> None:
    points = np.array([[0.0], [0.1], [0.2], [0.4], [0.5], [0.6], [0.8], [0.9], [30.0]])
    labels = np.repeat([0, 1, 2], 3)
    probe = Softmax.fit(points, np.array([7, 8, 9]), labels, Deadline(60))
    assert probe is not None
    assert probe.read(points).tolist() == [7, 7, 7, 8, 8, 8, 9, 9, 9]


def test_opposite_corners_are_told_apart_by_no_border() -> None:
    corners = np.array([[0.0, 0], [1, 1], [0, 1], [1, 0]])
    probe = Softmax.fit(corners, np.array([0, 1]), np.array([0, 0, 1, 1]), Deadline(60))
    assert probe is not None
    assert probe.read(corners).tolist() != [0, 0, 1, 1]


def test_a_score_for_each_memory_reads_what_none_for_each_value_can() -> None:
    """The network keeps a and a xor b: nothing linear has b alone, and the four memories lie at four corners."""
    random = np.random.default_rng(1)
    a, b = random.integers(0, 2, 400), random.integers(0, 2, 400)
    points = np.stack([a, a ^ b], axis=1) + 0.1 * random.random((400, 2))
    alone = Softmax.fit(points, np.array([0, 1]), b, Deadline(60))
    jointly = Softmax.fit(points, np.arange(4), 2 * a + b, Deadline(60))
    assert alone is not None
    assert jointly is not None
    assert np.mean(alone.read(points) != b) > 0.2
    assert (jointly.read(points) % 2 == b).all()


def test_what_lies_too_far_off_has_no_variance_and_is_not_fitted() -> None:
    points = np.array([[1e300], [-1e300], [0.0]])
    assert Softmax.fit(points, np.arange(3), np.arange(3), Deadline(60)) is None


def test_too_many_values_are_not_fitted() -> None:
    assert Softmax.fit(np.arange(65.0)[:, np.newaxis], np.arange(65), np.arange(65), Deadline(60)) is None
