#!/usr/bin/env python3
"""Buys one bandwidth package through the JSON door of libbwp, with nothing but ctypes.

usage: create.py CONFIG REQUEST    (both JSON, as in bwp.h; keys may come from the environment)
"""
import ctypes
import ctypes.util
import json
import os
import sys

libbwp = ctypes.CDLL(os.environ.get("LIBBWP") or ctypes.util.find_library("bwp") or "libbwp.so.1")
libbwp.bwp_client_new_json.argtypes = [ctypes.c_char_p, ctypes.c_char_p]
libbwp.bwp_client_new_json.restype = ctypes.c_void_p
libbwp.bwp_call_json.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p]
libbwp.bwp_call_json.restype = ctypes.c_void_p  # not c_char_p: the pointer is needed to free it
libbwp.bwp_free.argtypes = [ctypes.c_void_p]
libbwp.bwp_client_free.argtypes = [ctypes.c_void_p]


class Client:
    def __init__(self, **config):
        problem = ctypes.create_string_buffer(256)
        self.handle = libbwp.bwp_client_new_json(json.dumps(config).encode(), problem)
        if not self.handle:
            raise ValueError(problem.value.decode())

    def call(self, operation, **arguments):
        text = libbwp.bwp_call_json(self.handle, operation.encode(), json.dumps(arguments).encode())
        try:
            return json.loads(ctypes.string_at(text))
        finally:
            libbwp.bwp_free(text)

    def close(self):
        libbwp.bwp_client_free(self.handle)
        self.handle = None


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    try:
        client = Client(**json.loads(sys.argv[1]))
    except ValueError as problem:
        sys.exit(f"not bought: {problem}")
    result = client.call("create", **json.loads(sys.argv[2]))
    client.close()
    if result["outcome"] == "done":
        print("bought", result["packages"][0]["id"])
    else:
        print(result["outcome"].replace("_", " "), "-", result["message"], file=sys.stderr)
    sys.exit({"done": 0, "not_done": 1}.get(result["outcome"], 2))
