"""What many tests share: the seeds, read and built once."""

from pathlib import Path

import pytest
from hypothesis import settings
from travels import LAYERS

from geomap import pipeline
from geomap.layers import FORMATS

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"

settings.register_profile("untimed", deadline=None)  # a busy machine is no fault
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def readers():
    """The language model and the gazetteer."""
    return pipeline.load_readers(pipeline.Options())


@pytest.fixture(scope="session")
def seeds_built(tmp_path_factory):
    """What `geomap build seeds/` gives."""
    return pipeline.build([SEEDS], tmp_path_factory.mktemp("seeds") / "output")


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """The made-up travels in every format, `csv` without its mark."""
    folder = tmp_path_factory.mktemp("formats")
    for name, write in FORMATS.items():
        if name != "csv-bom":
            write(LAYERS, folder)
    return folder
