"""Tests of the Python package. From the sources: PYTHONPATH=src/main/python pytest src/test/python/package."""

import importlib.metadata
import os

import pytest

PLUGIN = "guidecheck._pytest_plugin"
try:
    importlib.metadata.distribution("guidecheck")
    IS_INSTALLED = True
except importlib.metadata.PackageNotFoundError:
    IS_INSTALLED = False

pytest_plugins = ["pytester"] + ([] if IS_INSTALLED else [PLUGIN])


def pytest_collection_modifyitems(items):
    """Tests that take minutes run with GUIDECHECK_THOROUGH=1."""
    if os.environ.get("GUIDECHECK_THOROUGH") != "1":
        for item in items:
            if item.get_closest_marker("thorough"):
                item.add_marker(pytest.mark.skip(reason="runs with GUIDECHECK_THOROUGH=1"))


def pytest_configure(config):
    config.addinivalue_line("markers", "thorough: takes minutes; runs with GUIDECHECK_THOROUGH=1")
    config.addinivalue_line("markers", "torch: needs PyTorch")


@pytest.fixture
def plugin_arguments():
    """Arguments for an inner run of pytest, which then has the plugin."""
    return [] if IS_INSTALLED else ["-p", PLUGIN]
