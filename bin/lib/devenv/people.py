"""People who use a server through its proxy, each from an address of their own, as other computers do."""

import re

import requests
import urllib3


class From(requests.adapters.HTTPAdapter):
    """Comes from an address of its own among those of this machine, as other people's computers do."""

    def __init__(self, address):
        self.address = address
        super().__init__()

    def init_poolmanager(self, *args, **kwargs):
        # Nothing is tried twice: what is refused or reset has to show.
        retries = urllib3.Retry(0, read=False, redirect=0)
        super().init_poolmanager(*args, source_address=(self.address, 0), retries=retries, **kwargs)


class Person:
    """Somebody at a `site`, an object with its address ``url`` and the file ``pem`` of its certificate."""

    def __init__(self, site, address):
        self.site, self.web = site, requests.Session()
        self.web.trust_env = False
        self.web.verify = str(site.pem)
        self.web.mount("https://", From(address))

    def get(self, path, **options):
        return self.web.get(self.site.url + path, allow_redirects=False, timeout=600, **options)

    def post(self, path, **options):
        return self.web.post(self.site.url + path, allow_redirects=False, timeout=600, **options)

    def login(self, login, password=None, **options):
        page = self.get("/web/login")
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
        form = {"login": login, "password": password or login, "csrf_token": token}
        return self.post("/web/login", data=form, **options)

    def call(self, model, method, *args, **kwargs):
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        answer = self.post(f"/web/dataset/call_kw/{model}/{method}", json={"params": params})
        answer.raise_for_status()
        return answer.json()["result"]
