#!/usr/bin/env python3
"""One package's life at Baidu, or at whoever $BWP_ENDPOINT is: bought, waited for, listed, deleted, and refused.

    eval "$(bwp-emulator --env)"; python3 life.py; kill "$BWP_EMULATOR_PID"
"""
import os
import sys
import uuid
from typing import Any

import bwp


def buy(client: bwp.Client, **request: Any) -> str:
    """Asks until the answer is clear; the same token is the same purchase."""
    request["client_token"] = str(uuid.uuid4())  # store it where a crash does not reach it, then call
    for asks_left in (2, 1, 0):
        try:
            return client.create(**request)["packages"][0]["id"]
        except bwp.Unknown as lost:
            print("unknown:", lost)
            if not lost.result["retry_is_safe"] or asks_left == 0:
                raise
    raise AssertionError


def live(client: bwp.Client) -> None:
    id = buy(client, name="life", bandwidth_mbps=20, area_a="china", area_b="asia-pacific", billing="postpaid")
    print("bought", id)
    package = client.wait(id, "ready")["packages"][0]
    print(f"{package['state']}: {package['bandwidth_mbps']} Mbit/s, {package['area_a']} to {package['area_b']}")
    for package in client.list(name="life"):
        print("listed", package["id"])
    client.delete(id)
    print("deleted", id)
    try:
        client.delete(id)
    except bwp.NotDone as refused:
        print(f"not done: {refused} [{refused.result['status']}]")


if __name__ == "__main__":
    try:
        # one attempt for each call, so that a lost answer is seen here; otherwise libbwp asks again by itself
        with bwp.Client(provider="baidu", endpoint=os.environ.get("BWP_ENDPOINT"), max_attempts=1) as client:
            live(client)
    except ValueError as problem:
        sys.exit(f"no client: {problem}")
    except bwp.NotDone as refused:
        sys.exit(f"not done: {refused}")
    except bwp.Unknown as lost:
        print("perhaps bought, with client_token", lost.result["client_token"], file=sys.stderr)
        sys.exit(2)
