# A purchase and what happens around it: signals, readers that are slow or gone, files that may not grow.  Whatever
# comes, the program says what it knows: the client token of what may have been bought, the id of what was.
. "$(dirname "$0")/common.sh"
start_emulator

cat >"$dir/play.py" <<'P'
import fcntl, json, os, resource, signal, socket, subprocess, sys, time, urllib.request

bwp, endpoint, scene, *more = sys.argv[1:]


def control(method, path, body=None):
    request = urllib.request.Request(endpoint + path, json.dumps(body).encode() if body else None, method=method)
    return json.loads(urllib.request.urlopen(request).read() or b"{}")


def purchases():
    return control("GET", "/emulator/ledger")["purchases"]


def as_usual():
    """Whoever runs the tests may ignore some of them, which is inherited."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGXCPU", "SIGXFSZ"):
        signal.signal(getattr(signal, name), signal.SIG_DFL)


def create(*options, at=endpoint, provider="alibaba", **popen):
    words = [bwp, "create", "--provider", provider, "--name", scene, "--bandwidth", "10", "--areas", "china,china",
             "--billing", "postpaid", "--endpoint", at, "--max-attempts", "1"]
    popen = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "preexec_fn": as_usual, **popen}
    return subprocess.Popen(words + list(options), text=True, **popen)


def until(condition):
    for _ in range(3000):
        if condition():
            return
        time.sleep(0.01)
    sys.exit("it never came to that")


def stalled(*options, ms=60000, **popen):
    """A purchase whose answer does not come: by now it has been made."""
    control("POST", "/emulator/faults", {"kind": "stall_after", "ms": ms})
    before = len(purchases())
    process = create(*options, **popen)
    until(lambda: len(purchases()) > before)
    return process, purchases()[-1]["client_token"]


def ends(process, status):
    out, err = process.communicate(timeout=60)
    print("exit", process.returncode, "\n--- stdout", out, "\n--- stderr", err)
    assert process.returncode == status, "exit status"
    return out or "", err or ""


def full_pipe():
    reader, writer = os.pipe()
    fcntl.fcntl(writer, 1031, 4096)  # F_SETPIPE_SZ
    os.set_blocking(writer, False)
    size = 0
    try:
        while True:
            size += os.write(writer, b"#" * 512)
    except BlockingIOError:
        os.set_blocking(writer, True)
    return reader, writer, size


def waits_for_its_reader(*options):
    """The answer has come, which the log says, and standard output takes nothing."""
    reader, writer, size = full_pipe()
    process = create("--verbose", *options, stdout=writer)
    os.close(writer)
    log = ""
    while "alibaba: done after" not in log:
        log = process.stderr.readline() or sys.exit("no result was logged")
    return process, reader, size


if scene == "in_flight":  # SIGNAL [--json]
    process, token = stalled(*more[1:])
    process.send_signal(getattr(signal, more[0]))
    out, err = ends(process, 2)
    if "--json" in more:
        result = json.loads(out)
        assert (result["outcome"], result["status"], result["client_token"]) == ("unknown", "cancelled", token)
    else:
        assert err.startswith(f"UNKNOWN (client token {token})")
elif scene == "copies":  # as timeout(1) sends them: one to the process, one to its group
    process, token = stalled("--json")
    process.send_signal(signal.SIGTERM)
    process.send_signal(signal.SIGTERM)
    process.send_signal(signal.SIGHUP)
    result = json.loads(ends(process, 2)[0])
    assert result["client_token"] == token and "sent to" in result["message"]
elif scene == "ignored":
    process, token = stalled("--json", ms=1000, preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    process.send_signal(signal.SIGHUP)
    assert json.loads(ends(process, 2)[0])["status"] != "cancelled"
elif scene == "waiting":  # [--json], for what never comes
    process = subprocess.Popen([bwp, "wait", "bwp-1", "--until", "ready", "--provider", "huawei", "--site", "china",
                                "--endpoint", endpoint, "--verbose", *more], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, preexec_fn=as_usual, text=True)
    while "attempt 1" not in (process.stderr.readline() or sys.exit("it did not look")):
        pass
    process.send_signal(signal.SIGTERM)
    if "--json" in more:
        lines = ends(process, 1)[0].splitlines()
        result = json.loads(lines[0])
        assert len(lines) == 1 and (result["outcome"], result["status"]) == ("not_done", "cancelled")
    else:
        assert ends(process, -signal.SIGTERM)[0] == ""
elif scene == "unsent":  # a server that never answers the handshake: the request cannot have left
    listener = socket.create_server(("127.0.0.1", 0))
    process = create("--json", at="https://127.0.0.1:%d" % listener.getsockname()[1])
    connection, _ = listener.accept()
    connection.recv(1)
    process.send_signal(signal.SIGINT)
    result = json.loads(ends(process, 1)[0])
    assert (result["outcome"], result["status"]) == ("not_done", "cancelled")
elif scene == "slow_reader":
    process, reader, size = waits_for_its_reader(*more)
    process.send_signal(signal.SIGTERM)
    out = b""
    while part := os.read(reader, 65536):
        out += part
    err = ends(process, 0)[1]
    assert purchases()[-1]["id"] in out[size:].decode() + err
elif scene == "stuck_reader":
    process, reader, size = waits_for_its_reader(*more)
    process.send_signal(signal.SIGTERM)
    assert purchases()[-1]["id"] in ends(process, 0)[1]
elif scene == "gone_reader":
    reader, writer = os.pipe()
    os.close(reader)
    process = create(*more, stdout=writer)
    err = ends(process, 0)[1]
    assert purchases()[-1]["id"] in err and err.startswith("bwp: client token " + purchases()[-1]["client_token"])
elif scene == "full_file":
    limit = lambda: (as_usual(), resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)))
    with open(more[0], "w") as file:
        err = ends(create(*more[1:], stdout=file, preexec_fn=limit), 0)[1]
    assert purchases()[-1]["id"] in err and err.startswith("bwp: client token " + purchases()[-1]["client_token"])
else:
    sys.exit("no such scene")
P
play() { python3 "$dir/play.py" "$build/bwp" "$endpoint" "$@"; }

for signal in INT TERM HUP QUIT XCPU; do
    try "sig$(echo $signal | tr A-Z a-z)_in_flight_names_the_token" play in_flight SIG$signal
done
try a_signal_in_flight_with_json_is_a_result play in_flight SIGTERM --json
try copies_of_a_signal_do_not_cut_the_result_short play copies
try a_signal_that_is_ignored_stays_ignored play ignored
try a_wait_in_json_that_is_ended_prints_its_result play waiting --json
try any_other_look_dies_of_its_signal play waiting
try a_signal_before_anything_was_sent_is_not_done play unsent
for json in '' --json; do
    # shellcheck disable=SC2086
    {
        try "a_signal_does_not_take_the_result_from_a_slow_reader$json" play slow_reader $json
        try "a_reader_that_never_reads_does_not_hide_the_id$json" play stuck_reader $json
        try "a_reader_that_went_away_does_not_hide_the_id$json" play gone_reader $json
        try "a_file_that_may_not_grow_does_not_hide_the_id$json" play full_file "$dir/limited" $json
    }
done
done_testing
