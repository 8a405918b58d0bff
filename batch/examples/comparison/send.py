"""Sends requests as a simple script does, and counts the requests that the sandbox carried out."""
import json
import os
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import local


def read(file):
    with open(file) as lines:
        return [json.loads(line) for line in lines]


def pool(file, threads):
    import requests
    from requests.adapters import HTTPAdapter
    from urllib3 import Retry

    thread = local()
    headers = {"authorization": "Bearer " + os.environ["token"]}

    def send(request):
        if not hasattr(thread, "session"):
            thread.session = requests.Session()
            retry = Retry(total=3, status_forcelist=[502, 503, 504], allowed_methods=None)
            thread.session.mount("http://", HTTPAdapter(max_retries=retry))
        response = thread.session.post(request["url"], json=request["body"], headers=headers)
        return response.status_code

    with ThreadPoolExecutor(int(threads)) as workers:
        print(Counter(workers.map(send, read(file))))


def lines(file, limit):
    for request in read(file)[: int(limit)]:
        print(request["url"], json.dumps(request["body"]), sep="\t")


def count(file, name, rows, seconds):
    bodies = Counter()
    for received in json.load(sys.stdin):
        if received["processed"] and received.get("method") == "POST" and received.get("body"):
            bodies[received["body"].replace(" ", "")] += 1
    sent = [json.dumps(request["body"], separators=(",", ":")) for request in read(file)[: int(rows)]]
    times = Counter(min(bodies[body.replace(" ", "")], 2) for body in sent)
    rate = int(rows) / float(seconds)
    print(f"  {name:34} {rate:6.0f}/s  once {times[1]:5}, more than once {times[2]:4}, never {times[0]:4}")


globals()[sys.argv[1]](*sys.argv[2:])
