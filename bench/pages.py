"""Time and weight of the pages, on a running demo.

    make demo                                      # in one terminal; 80,000 people
    .venv/bin/python bench/pages.py http://localhost:8000

Seconds are of the whole answer over the loopback, median of 20 after 3 that do not count, one at a time. Bytes are all
that a browser with an empty cache receives for the page, headings included, as Chromium counts them.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import time
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

NOTE = Path(__file__).parent.parent / ".boot" / "chromium"  # where set-up notes the browser it found
PAGES = {
    "koordinator": ("/", "/peta/", "/peta/panas/", "/peta/prioritas/", "/peta/ukur-dulu/"),
    "perencana": ("/", "/peta/", "/peta/panas/", "/peta/pemerintah/6711/", "/data/pegawai/"),
}
COUNTED, WARM_UP = 20, 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    url = parser.parse_args().url.rstrip("/")
    print("| page | as | seconds | first visit, kB | requests |\n|---|---|--:|--:|--:|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        for user, pages in PAGES.items():
            context = signed_in(browser, url, user)
            for page in pages:
                seconds = median_time(context, url + page)
                received, requests = first_visit(browser, context, url + page)
                print(f"| {page} | {user} | {seconds:.3f} | {received / 1000:.0f} | {requests} |", flush=True)
        browser.close()


def chromium() -> str | None:
    return NOTE.read_text() if NOTE.is_file() else shutil.which("chromium")


def signed_in(browser: Browser, url: str, user: str) -> BrowserContext:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{url}/masuk")
    page.get_by_role("button", name=user).click()
    page.wait_for_url(lambda address: "masuk" not in address)
    page.close()
    return context


def median_time(context: BrowserContext, url: str) -> float:
    seconds = []
    for number in range(WARM_UP + COUNTED):
        started = time.perf_counter()
        answer = context.request.get(url)
        answer.body()
        if not answer.ok:
            raise SystemExit(f"{url} answered {answer.status}")
        if number >= WARM_UP:
            seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def first_visit(browser: Browser, context: BrowserContext, url: str) -> tuple[int, int]:
    fresh = browser.new_context(storage_state=context.storage_state())
    page = fresh.new_page()
    client = fresh.new_cdp_session(page)
    client.send("Network.enable")
    received: list[float] = []
    client.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(url, wait_until="networkidle")
    fresh.close()
    return int(sum(received)), len(received)


if __name__ == "__main__":
    main()
