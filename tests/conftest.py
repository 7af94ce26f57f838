"""What every test may ask for, and what its folder says about it."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.servers import Servers, end_what_killed_runs_left, running_servers
from tools.capabilities import LIST, capabilities
from tools.stack.databases import DatabaseUrls

TESTS = Path(__file__).parent

# Seconds after which a test of this folder hangs rather than works. The last one of a process also ends what the process shared:
# servers, a whole installation, a browser.
PATIENCE = {"unit": 60, "contract": 120, "integration": 120, "e2e": 300, "chaos": 600, "bench": 900}

# Files go to the workers in this order: those with few and long tests first, many short ones to fill up with. The web app comes last,
# because its installation lives in the worker's own process and would stand still while other tests run there.
ORDER = ("chaos", "e2e", "bench", "integration", "contract", "unit", "e2e/web")
# Begun late, these would keep one worker while the other has nothing left to do: they have few tests, but go through every page, or need
# a company of their own that has a past.
FIRST = (
    "test_every_page",
    "test_demo",
    "test_schemathesis",
    "test_credit",
    "test_orders",
    "test_commission",
    "test_invoices",
    "test_statements",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--prove", action="store_true", help="run everything at full length, as `make prove` does")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        end_what_killed_runs_left()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks each test with the name of its folder, bounds its time, and leaves the long ones to `make prove`.

    Raises pytest.UsageError for a capability that the list does not have.
    """
    known = capabilities(LIST.read_text())
    for item in items:
        for marker in item.iter_markers("capability"):
            if unknown := set(marker.args) - known.keys():
                raise pytest.UsageError(f"{item.nodeid}: {LIST.name} has no {', '.join(sorted(unknown))}")
        folder = item.path.relative_to(TESTS).parts[0]
        item.add_marker(folder)
        if item.get_closest_marker("timeout") is None and folder in PATIENCE:
            item.add_marker(pytest.mark.timeout(PATIENCE[folder]))
        if item.get_closest_marker("long") and not config.getoption("--prove"):
            item.add_marker(pytest.mark.skip(reason="long; `make prove` runs it"))
    tests_of = Counter(item.path for item in items)
    items.sort(key=lambda item: (turn(item.path), item.path.stem not in FIRST, -tests_of[item.path]))


def turn(path: Path) -> int:
    """When the tests of this file are handed out; of two folders that hold it, the inner one says so."""
    place = path.relative_to(TESTS).as_posix()
    return max(number for number, folder in enumerate(ORDER) if place.startswith(f"{folder}/"))


@pytest.fixture(scope="session")
def proving(pytestconfig: pytest.Config) -> bool:
    """Whether this is `make prove`: a test that can be short or thorough is thorough then."""
    return bool(pytestconfig.getoption("--prove"))


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """PostgreSQL and NATS, shared by all tests of this process; a test that kills them asks for `own_servers`."""
    with running_servers() as pair:
        yield pair


@pytest.fixture
def own_servers() -> Iterator[Servers]:
    """PostgreSQL and NATS for this test alone."""
    with running_servers() as pair:
        yield pair


@pytest.fixture
def create_database(servers: Servers) -> Iterator[Callable[[str], DatabaseUrls]]:
    """Makes empty databases for services; they go when the test ends."""
    made: list[DatabaseUrls] = []

    def create(service: str) -> DatabaseUrls:
        made.append(servers.create_database(service))
        return made[-1]

    yield create
    for urls in made:
        servers.drop_database(urls)
