"""What many tests share: the seeds, read and built once."""

from pathlib import Path

import pytest

from geomap import pipeline

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"


@pytest.fixture(scope="session")
def readers():
    """The language model and the gazetteer."""
    return pipeline.load_readers(pipeline.Options())


@pytest.fixture(scope="session")
def seeds_built(tmp_path_factory):
    """What `geomap build seeds/` gives."""
    return pipeline.build([SEEDS], tmp_path_factory.mktemp("seeds") / "output")
