"""A browser and the pages it is shown."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from selenium.webdriver.remote.webelement import WebElement

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # the tests change the address more often than people do
    "--disable-ipc-flooding-protection",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
)


@pytest.fixture(scope="session")
def pages() -> Path:
    """Give the folder of the pages."""
    return Path(os.environ["OMNIMEDIA_PAGES"])


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """Start a browser of its own, with a profile that nobody used before."""
    options = webdriver.ChromeOptions()
    options.binary_location = os.environ["OMNIMEDIA_CHROMIUM"]
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService(executable_path=os.environ["OMNIMEDIA_CHROMEDRIVER"])
    browser = webdriver.Chrome(options=options, service=service)
    browser.set_window_size(1280, 900)
    yield browser
    browser.quit()


class Page:
    """A page that is open."""

    def __init__(self, driver: webdriver.Chrome, folder: Path, name: str, address: str = "") -> None:
        """Open it anew, and wait until it is ready."""
        self.driver = driver
        self.questions: list[dict[str, Any]] = json.loads((folder / f"{name}.json").read_text("utf-8"))
        driver.get("about:blank")
        self.url = (folder / f"{name}.html").absolute().as_uri()
        driver.get(self.url + address)
        if name != "empty":
            self.wait(lambda: driver.execute_script("return document.documentElement.dataset.ready") == "yes")

    def wait(self, until: Callable[[], object]) -> None:
        """Wait for something to become true."""
        WebDriverWait(self.driver, 10, poll_frequency=0.02).until(lambda _: until())

    def run(self, script: str, *arguments: object) -> Any:  # noqa: ANN401
        """Run a script in the page."""
        return self.driver.execute_script(script, *arguments)

    def one(self, css: str) -> WebElement:
        """Find the first element that fits."""
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def all(self, css: str) -> list[WebElement]:
        """Find every element that fits."""
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def text(self, css: str) -> str:
        """Read what an element says, seen or not."""
        return str(self.run("return document.querySelector(arguments[0]).textContent", css))

    def choose(self, css: str, text: str) -> None:
        """Choose the option with a text."""
        Select(self.one(css)).select_by_visible_text(text)

    def chosen(self, css: str) -> str:
        """Read the text of the option that is chosen."""
        chosen = "return document.querySelector(arguments[0]).selectedOptions[0].textContent"
        return str(self.run(chosen, css))

    def options(self, css: str) -> list[str]:
        """List the options that can be chosen."""
        options = "return [...document.querySelector(arguments[0]).options]"
        return list(self.run(f"{options}.filter(one => !one.disabled).map(one => one.text)", css))

    def go(self, address: str) -> None:
        """Go to a question by its address."""
        self.run("location.hash = arguments[0]", address)
        # the event that the page hears comes after this
        self.driver.execute_async_script("const done = arguments[0]; setTimeout(() => setTimeout(done));")

    def gallery(self, side: int = 0) -> list[str]:
        """List the ids of the gallery of a side."""
        ids = "document.querySelectorAll('.side')[arguments[0]].querySelectorAll('.primary .id')"
        return list(self.run(f"return [...{ids}].map(id => id.textContent)", side))

    def errors(self) -> list[str]:
        """List what the console complains about."""
        return [f"{entry['level']}: {entry['message']}" for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """List every address that was asked for since this was last asked."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        sent = (one for one in messages if one["method"] == "Network.requestWillBeSent")
        return [str(one["params"]["request"]["url"]) for one in sent]


@pytest.fixture
def page(driver: webdriver.Chrome, pages: Path) -> Iterator[Callable[..., Page]]:
    """Open a page by its name; afterwards nothing was wrong with it and nobody was asked for anything."""
    driver.get("about:blank")
    driver.get_log("browser")
    driver.get_log("performance")
    opened: list[Page] = []

    def open_page(name: str, address: str = "") -> Page:
        opened.append(Page(driver, pages, name, address))
        return opened[-1]

    yield open_page
    for one in opened[-1:]:
        assert one.errors() == []
        own = {one.url for one in opened} | {"about:blank"}
        asked = [url for url in one.requests() if not url.startswith("data:image/")]
        assert [url for url in asked if url.split("#")[0] not in own] == []
