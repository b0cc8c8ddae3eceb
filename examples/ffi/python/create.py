#!/usr/bin/env python3
"""Buys one bandwidth package, once, whatever happens to this program on the way.

usage: create.py CONFIG REQUEST [TOKEN_FILE]

CONFIG and REQUEST are JSON, as in bwp.h; keys may come from the environment.  The one rule of a careful buyer: choose
a client token, store it, then call.  With TOKEN_FILE that is done here: run again with the same file, it asks for the
same purchase, and a provider that knows client tokens (bwp providers says which) sells it once.
"""
import json
import os
import sys
import uuid

import bwp


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
    try:
        request = json.loads(sys.argv[2])
        with bwp.Client(**json.loads(sys.argv[1])) as client:
            if len(sys.argv) == 4:
                request["client_token"] = stored_token(sys.argv[3])
            print("bought", client.create(**request)["packages"][0]["id"])
    except bwp.Unknown as lost:
        print("unknown -", lost, file=sys.stderr)
        if lost.result["client_token"]:
            print("ask again with client_token", lost.result["client_token"], file=sys.stderr)
        sys.exit(2)
    except (OSError, ValueError, bwp.NotDone) as problem:
        sys.exit(f"not bought: {problem}")
