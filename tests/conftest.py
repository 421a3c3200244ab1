"""What the tests share: the language pipeline and lists, loaded once."""

import pytest


@pytest.fixture(scope="session")
def tools():
    from kg.extract import load_tools  # here: most tests need none of it

    return load_tools()
