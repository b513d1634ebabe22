"""A headless Chromium controlled by the DevTools protocol: enough to log in, click and take screenshots."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from . import browser
from .base import Problem

PATIENCE = 60  # seconds to wait for anything


@contextmanager
def chromium():
    """Start Chromium without windows and with a fresh profile; yield a `Chromium`."""
    browser.ensure()
    profile = tempfile.mkdtemp(prefix="child_plan_chromium_")
    options = ["--headless=new", "--remote-debugging-port=0", "--hide-scrollbars", "--disable-gpu", "--no-first-run"]
    options += ["--disable-dev-shm-usage", "--force-color-profile=srgb", "--lang=vi", f"--user-data-dir={profile}"]
    if os.geteuid() == 0:
        options.append("--no-sandbox")
    process = subprocess.Popen(
        [next(filter(shutil.which, browser.NAMES)), *options, "about:blank"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        port = Path(profile, "DevToolsActivePort")
        until(lambda: port.exists() and port.read_text().count("\n"), "Chromium did not start")
        number, path = port.read_text().split()
        yield Chromium(f"ws://127.0.0.1:{number}{path}")
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(profile, ignore_errors=True)


def until(condition, complaint):
    """Wait until `condition()` is true; raise `complaint` if it takes too long."""
    end = time.monotonic() + PATIENCE
    while not (result := condition()):
        if time.monotonic() > end:
            raise Problem(complaint)
        time.sleep(0.1)
    return result


class Chromium:
    def __init__(self, address):
        import websocket  # from requirements-test.txt

        self.socket = websocket.create_connection(address, timeout=PATIENCE, suppress_origin=True)
        self.messages = 0

    def call(self, method, session=None, **params):
        """Send a command and return its result; events are ignored."""
        self.messages += 1
        message = {"id": self.messages, "method": method, "params": params}
        self.socket.send(json.dumps(message | ({"sessionId": session} if session else {})))
        while (answer := json.loads(self.socket.recv())).get("id") != self.messages:
            pass
        if "error" in answer:
            raise Problem(f"Chromium could not do {method}: {answer['error']['message']}")
        return answer["result"]

    @contextmanager
    def page(self, width, height, phone=False):
        """Open a page with its own cookies."""
        context = self.call("Target.createBrowserContext")["browserContextId"]
        target = self.call("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, session)
        page.resize(width, height, phone)
        try:
            yield page
        finally:
            self.call("Target.disposeBrowserContext", browserContextId=context)


class Page:
    def __init__(self, owner, session):
        self.owner, self.session = owner, session

    def call(self, method, **params):
        return self.owner.call(method, self.session, **params)

    def resize(self, width, height, phone=False):
        self.size = (width, height)
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=phone)
        self.call("Emulation.setTouchEmulationEnabled", enabled=phone)

    def go(self, address):
        self.call("Page.navigate", url=address)

    def run(self, script):
        """Return the value of an expression (or promise) in the page; None while it is loading or if it fails."""
        result = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        return result["result"].get("value")

    def find(self, place):
        """Wait until an element is visible, scroll it to the middle, and return its position.

        ``place`` is a CSS selector, or ``selector >> words`` for the first such element that contains the words.
        """
        selector, _, words = place.partition(" >> ")
        script = f"""(() => {{
            const element = [...document.querySelectorAll({json.dumps(selector)})].find(
                (each) => each.checkVisibility() && each.textContent.includes({json.dumps(words)})
            );
            element?.scrollIntoView({{block: "center"}});
            const box = element?.getBoundingClientRect();
            return box && [box.x + box.width / 2, box.y + box.height / 2];
        }})()"""
        return until(lambda: self.run(script), f"{place} is not on the page")

    def click(self, place):
        x, y = self.find(place)
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def type(self, place, text):
        self.click(place)
        self.call("Input.insertText", text=text)

    def picture(self):
        """Return a screenshot as the bytes of a PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])
