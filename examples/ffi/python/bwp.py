"""libbwp from Python 3.8 and newer, with ctypes alone: copy this file.

    with bwp.Client(provider="baidu") as client:
        result = client.create(name="bj-hk", bandwidth_mbps=20, area_a="china", ...)
        print(result["packages"][0]["id"])

A method for each operation of bwp_call_json(), with the fields that bwp.h lists.  Each returns what is known once it is
done, and raises NotDone or Unknown otherwise.  Threads may share a client; close it when no call is running.
"""
from __future__ import annotations

import ctypes
import json
import os
import weakref
from typing import Any, Dict, List, TypedDict

_lib = ctypes.CDLL(os.environ.get("LIBBWP", "libbwp.so.1"))
_lib.bwp_client_new_json.argtypes = [ctypes.c_char_p, ctypes.c_char_p]
_lib.bwp_client_new_json.restype = ctypes.c_void_p
_lib.bwp_call_json.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p]
_lib.bwp_call_json.restype = ctypes.c_void_p  # not c_char_p: the pointer is needed to free it
_lib.bwp_free.argtypes = [ctypes.c_void_p]
_lib.bwp_free.restype = None
_lib.bwp_client_free.argtypes = [ctypes.c_void_p]
_lib.bwp_client_free.restype = None


class Package(TypedDict):
    id: str
    name: str
    description: str
    status: str  # the provider's own word
    state: str  # what it means: "ready", "pending", "stopped" or "other"
    bandwidth_mbps: int
    area_a: str
    area_b: str
    billing: str
    order_id: str
    created_at: str
    updated_at: str
    expires_at: str
    bound_to: str
    resource_group: str
    tags: Dict[str, str]
    provider: Dict[str, Any]  # all the provider said


class Result(TypedDict):
    outcome: str
    status: str  # not "ok" although done: bought, and what field names was not done besides
    message: str
    field: str
    provider: str
    provider_code: str
    request_id: str
    order_id: str
    client_token: str
    http_status: int
    attempts: int
    retry_is_safe: bool
    awaits_payment: bool
    request: Dict[str, Any]
    packages: List[Package]


class Error(Exception):
    def __init__(self, result: Result) -> None:
        super().__init__(result["message"])
        self.result = result


class NotDone(Error):
    """It did not happen: it never left this machine, or the provider refused it."""


class Unknown(Error):
    """It may have happened, and may be billed: ask again with result["client_token"] if result["retry_is_safe"]."""


class Client:
    def __init__(self, **config: Any) -> None:
        problem = ctypes.create_string_buffer(256)
        self._handle = _lib.bwp_client_new_json(json.dumps(config).encode(), problem)
        if not self._handle:
            raise ValueError(problem.value.decode())
        self._free = weakref.finalize(self, _lib.bwp_client_free, self._handle)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._handle = None  # a call made from now on is not done
        self._free()

    def call(self, operation: str, **arguments: Any) -> Result:
        text = _lib.bwp_call_json(self._handle, operation.encode(), json.dumps(arguments).encode())
        try:
            result: Result = json.loads(ctypes.string_at(text))
        finally:
            _lib.bwp_free(text)
        if result["outcome"] == "done":
            return result
        raise NotDone(result) if result["outcome"] == "not_done" else Unknown(result)

    def create(self, **request: Any) -> Result:
        return self.call("create", **request)

    def preview(self, **request: Any) -> Result:
        return self.call("preview", **request)

    def find(self, **request: Any) -> Result:
        return self.call("find", **request)

    def list(self, **filter: Any) -> List[Package]:
        return self.call("list", **filter)["packages"]

    def whoami(self) -> Dict[str, Any]:
        return self.call("whoami")["whoami"]  # type: ignore[typeddict-item]

    def get(self, id: str) -> Package:
        return self.call("get", id=id)["packages"][0]

    def wait(self, id: str, until: str, **goal: Any) -> Result:
        return self.call("wait", id=id, until=until, **goal)

    def change(self, operation: str, id: str, **change: Any) -> Result:
        """operation is "update", "resize", "bind", "unbind", "set_tags" or "remove_tags"."""
        return self.call(operation, id=id, **change)

    def delete(self, id: str, **change: Any) -> Result:
        return self.call("delete", id=id, **change)
