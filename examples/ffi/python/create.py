#!/usr/bin/env python3
"""Buys one bandwidth package through the JSON door of libbwp, with nothing but ctypes.

usage: create.py CONFIG REQUEST [TOKEN_FILE]

CONFIG and REQUEST are JSON, as in bwp.h; keys may come from the environment.  The one rule of a careful buyer: choose
a client token, store it, then call.  With TOKEN_FILE that is done here: run again with the same file, it asks for the
same purchase, and a provider that knows client tokens (bwp providers says which) sells it once.
"""
import ctypes
import ctypes.util
import json
import os
import sys
import uuid

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


def stored_token(path):
    """The token in the file, or a new one that is in it, for good, before this returns."""
    try:
        with open(path, "x") as file:
            file.write(str(uuid.uuid4()))
            file.flush()
            os.fsync(file.fileno())
        folder = os.open(os.path.dirname(os.path.abspath(path)), os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    except FileExistsError:
        pass
    with open(path) as file:
        return str(uuid.UUID(file.read()))  # a file that is not whole was never bought with


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    request = json.loads(sys.argv[2])
    try:
        client = Client(**json.loads(sys.argv[1]))
        if len(sys.argv) == 4:
            request["client_token"] = stored_token(sys.argv[3])
    except (OSError, ValueError) as problem:
        sys.exit(f"not bought: {problem}")
    result = client.call("create", **request)
    client.close()
    if result["outcome"] == "done":
        print("bought", result["packages"][0]["id"])
    else:
        print(result["outcome"].replace("_", " "), "-", result["message"], file=sys.stderr)
    if result["outcome"] == "unknown" and result["client_token"]:
        print("ask again with client_token", result["client_token"], file=sys.stderr)
    sys.exit({"done": 0, "not_done": 1}.get(result["outcome"], 2))
