"""The real page in a real Chromium, over a real index or over a fake assistant that can be put into any state."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.web import articles
from tests.web.site import FAKE, ROOT, Site, watch

CHROMIUM = Path("/usr/bin/chromium")
ARTEFACTS = ROOT / "tests" / "artefacts"
# A later list of features takes the place of an earlier one, so that of Playwright is repeated. The rest: windows that
# Chromium renders for its address bar, which nobody sees here.
DISABLED = (
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,"
    "LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,"
    "TcpPortRandomizationWin,OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch,"
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup"
)
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={DISABLED}",
)

CLIPBOARD = ["clipboard-read", "clipboard-write"]
TIMEOUT = 600_000  # milliseconds: a busy machine is no fault of the page
# The first argument is "writable" or "read-only".
CHANGING = "import sys; from qa.web import serve; serve(sys.argv[2], port=0, read_only=sys.argv[1] == 'read-only')"
REAL = "import sys; from qa.web import serve; serve(sys.argv[1], port=0)"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browsers go last: Playwright keeps an event loop running in this thread, and no other test can run one then."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def _fake(index: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    index.mkdir()
    (index / "ready").touch()
    return Site("-m", FAKE, str(index))


def _real(index: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    import qa

    with articles.to_the_letter():
        qa.build_index(articles.write(tmp_path_factory.mktemp("articles")), index)
    return Site("-c", REAL, str(index))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The page over an index of `articles`."""
    index = tmp_path_factory.mktemp("site") / "index"
    site = _real(index, tmp_path_factory)  # or _fake, which needs no model
    yield site
    site.stop()


@pytest.fixture
def states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Path]]:
    """The page over a fake assistant, and the directory whose marker files set its state."""
    directory = tmp_path_factory.mktemp("states")
    site = Site("-m", FAKE, str(directory))
    yield site, directory
    site.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    if not CHROMIUM.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{CHROMIUM} is missing: apt-get install chromium")
        pytest.skip(f"NOT TESTED: the page needs {CHROMIUM} (apt-get install chromium)")
    expect.set_options(timeout=TIMEOUT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(SWITCHES))
        yield browser
        browser.close()


@pytest.fixture
def faults() -> list[str]:
    """What the pages of a test did that they must not: requests to others, console and script errors, dialogs."""
    return []


@pytest.fixture
def visit(chromium: Any, faults: list[str]) -> Iterator[Callable[..., Any]]:
    """Open an address of a site in a fresh browser profile; the test fails when there were `faults`."""
    contexts: list[Any] = []  # closing one twice does nothing

    def opened(site: Site, path: str = "/", beside: Any = None, until: str = "#ask textarea", **options: Any) -> Any:
        """With `beside`, another page of the same profile. `until` is what has to be seen of it."""
        options = {"viewport": {"width": 1400, "height": 900}, **options}
        context = beside.context if beside else chromium.new_context(permissions=CLIPBOARD, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(TIMEOUT)
        watch(page, site.url, faults)
        page.goto(site.url + path)
        page.wait_for_selector(until)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Callable[[Any, str], None]:
    """Keep a picture of the page for people to look at."""

    def taken(page: Any, name: str) -> None:
        ARTEFACTS.mkdir(exist_ok=True)
        page.screenshot(path=str(ARTEFACTS / f"{name}.png"))

    return taken


@pytest.fixture
def open_site(folder: Path) -> Iterator[Callable[..., Site]]:
    """Opens the page of a collection, which the test gives as `folder`, with its index beside it."""
    sites: list[Site] = []

    def opened(mode: str = "writable") -> Site:
        sites.append(Site("-c", CHANGING, mode, str(folder.parent / "index")))
        return sites[-1]

    yield opened
    for site in sites:
        site.stop()
