# bwp batch: what it reads, shows, writes down and tells; and that nothing is bought twice, or lost, whatever ends it.
. "$(dirname "$0")/common.sh"
bwp=$build/bwp
start_emulator
export VOLCENGINE_ACCESS_KEY=emulator-access-key VOLCENGINE_SECRET_KEY=emulator-secret-key
export BWP_ENDPOINT="$endpoint" # what a line's client lacks comes from the surroundings
cd "$dir" || exit 1

# ---- what the tests share ----

# lines COUNT PROVIDER...: a file of purchases, one provider after the other
cat >"$dir/lines.py" <<'P'
import json, sys
count, names = int(sys.argv[1]), sys.argv[2:]
for i in range(count):
    client = {"provider": names[i % len(names)]}
    if client["provider"] == "huawei":
        client["site"] = "china"
    print(json.dumps({"ref": "r%d" % i, "client": client, "arguments": {
        "name": "n%d" % i, "bandwidth_mbps": 5, "area_a": "china", "area_b": "china", "billing": "postpaid"}}))
P
lines() { python3 "$dir/lines.py" "$@"; }
fresh() { # FILE: without a journal, an empty ledger, no faults
    rm -f "$1" "$1.journal" && python3 - "$endpoint" <<'P'
import sys, urllib.request
urllib.request.urlopen(urllib.request.Request(sys.argv[1] + "/emulator/ledger", method="DELETE"))
P
}
batch() { "$bwp" batch "$@"; }
# answers FILE EXPRESSION: whether it holds of the answers there, a list named a, and of the purchases in the ledger, l
answers() {
    python3 - "$endpoint" "$@" <<'P'
import json, sys, urllib.request
from collections import Counter
a = [json.loads(line) for line in open(sys.argv[2])]
l = json.loads(urllib.request.urlopen(sys.argv[1] + "/emulator/ledger").read())["purchases"]
outcomes = Counter(x["result"]["outcome"] for x in a)
ids = [x["result"]["packages"][0]["id"] for x in a if x["result"]["outcome"] == "done"]
whole = sorted(ids) == sorted(x["id"] for x in l)  # each is told once, and nothing else was bought
print(outcomes, len(l), [x["result"]["message"] for x in a if x["result"]["outcome"] != "done"][:3])
sys.exit(not eval("(" + sys.argv[3] + ")"))
P
}
bought() { answers /dev/null "len(l) == $1"; }

# ---- the plan, and the question ----

fresh plan
{
    lines 3 huawei alibaba baidu
    echo '{"client":{"provider":"baidu"},"operation":"list"}'
    echo 'not JSON'
} >plan
try without_a_terminal_a_yes_is_needed says 1 'add --yes' batch plan
planned() { # TEXT...: the plan says all of it, and nothing was sent
    batch plan >out 2>err
    [ $? = 1 ] && [ ! -s out ] && bought 0 && [ ! -e plan.journal ] || return 1
    for text in 'plan: 4 requests to send' 'huawei      create             1           5  spends money' \
        'total              4          15' '1 more cannot be sent:' 'line 5      the line cannot be read'; do
        grep -qF "$text" err || { echo "no $text"; cat err; return 1; }
    done
}
try the_plan_comes_first planned
refused_in_json() {
    batch plan --json >out 2>err
    [ $? = 1 ] && [ ! -s err ] && [ "$(json_field outcome <out)" = not_done ]
}
try with_json_a_refusal_is_json refused_in_json

# terminal WIDTH ANSWER COMMAND...: prints what a terminal of that width gets; - answers nothing
cat >"$dir/terminal.py" <<'P'
import fcntl, os, pty, struct, sys, termios
width, answer, *command = sys.argv[1:]
pid, fd = pty.fork()
if pid == 0:
    sys.stdin.read(1)  # until the width is set
    os.execvp(command[0], command)
fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(width), 0, 0))
os.write(fd, b"\n")
out, asked = b"", False
while True:
    try:
        data = os.read(fd, 65536)
    except OSError:
        break
    if not data:
        break
    out += data
    if b"[y/N]" in out and not asked:
        asked = True
        os.write(fd, answer.encode() + b"\n")
sys.stdout.buffer.write(out)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) + (100 if asked != (answer != "-") else 0))
P
terminal() { python3 "$dir/terminal.py" "$@"; }
on_terminal() { says "$1" "$2" terminal 80 "$3" "$bwp" batch plan; }
try a_terminal_is_asked on_terminal 1 'Send them? [y/N]' n
try a_no_sends_nothing bought 0
try nor_does_it_leave_a_journal [ ! -e plan.journal ]
agreed() { on_terminal 1 '5 lines: 4 done, 1 not done, 0 unknown' y && bought 3; }
try a_yes_sends_them agreed
foreseen() { # what the library will refuse is no request to send, nobody is asked about it, and it may be mended
    fresh seen && { lines 2 baidu && echo '{"ref":"w","client":{"provider":"baidu"},"arguments":{"name":"a","bandwidth_mbps":5,"area_a":"china","area_b":"europe","billing":"postpaid"}}' &&
        echo '{"client":{"provider":"alibaba"},"operation":"wait","arguments":{"id":"i","until":"soon"}}'; } >seen
    batch seen >out 2>err
    [ $? = 1 ] && [ ! -e seen.journal ] && cat err || return 1
    for text in 'seen: 2 requests to send' 'baidu       create             2          10' '2 more cannot be sent:' \
        'line 3      area_b is europe, which baidu does not serve' 'line 4      until is "soon"'; do
        grep -qF "$text" err || { echo "no $text"; return 1; }
    done
    batch seen --yes --json >out 2>err
    [ $? = 1 ] && bought 2 && answers out 'len(a) == 4 and outcomes["not_done"] == 2' && grep '^{"line":3' out |
        grep '"ref":"w"' | grep -qF '"status":"unsupported"' && grep '^{"line":3' out | grep -F '"field":"area_b","provider":"baidu"' &&
        sed -i 's/europe/china/' seen && batch seen --yes --resume --json >out
    bought 3 && answers out 'len(a) == 4 and outcomes["not_done"] == 1' && grep '^{"line":3' out | grep '"outcome":"done"'
}
try what_the_library_will_refuse_is_in_the_plan foreseen
unasked_in_vain() { sed -n 3p seen | sed 's/"a"/"b"/; s/china","billing/europe","billing/' >vain && terminal 80 - "$bwp" batch vain >out; [ $? = 1 ] && grep 'vain: 0 requests' out && [ ! -e vain.journal ]; }
try and_where_nothing_else_is_there_nobody_is_asked unasked_in_vain
bar() { # WIDTH: it moves, fills the line, and never more
    fresh bar && lines 90 huawei alibaba baidu >bar && fault '{"kind":"throttle","times":3,"skip":40}' &&
        terminal "$1" - "$bwp" batch bar --yes >out && python3 - "$1" out <<'P'
import re, sys, unicodedata
width = int(sys.argv[1])
text = re.sub(r"\x1b\[[0-9;]*[mK]", "", open(sys.argv[2], newline="").read())
drawn = [line for line in re.split(r"[\r\n]+", text) if line]
bars = [line for line in drawn if line.startswith("[")]
print(bars[:3], max(map(len, drawn)))
assert max(map(len, drawn)) <= width, "too wide"
assert len(bars) >= 2 and max(map(len, bars)) >= min(width, 170) - 30, "no bar, or a short one"
assert any(re.search(r"#\.+\]  \d+ of 90  [\d.]+/s, \d+s left", line) for line in bars), "no rate, or no time"
assert sum(line.startswith("line ") and "done, " in line for line in drawn) == 90, "results in words"
P
}
for width in 80 200; do try "a_bar_moves_on_a_terminal_of_${width}_columns" bar $width; done
narrow() { # what is cut cannot be read anywhere else
    fresh narrow && { lines 1 huawei && echo '{"operation":"buy","arguments":{}}' && echo '{"client":{"provider":"huawei"},"operation":"list"}' &&
        echo '{"client":{"provider":"baidu"},"operation":"list"}'; } >narrow && terminal 30 - "$bwp" batch narrow --yes >out
    grep -qE 'create: .*done.*, [0-9a-f-]{36}, ' out && grep -qF 'set_tags, remove_tags, delete, whoami' out &&
        grep -qE 'line 4, list: .*, 0 packages' out || { cat out; return 1; }
}
try a_narrow_terminal_gets_whole_ids_and_whole_reasons narrow
whose() { # on a terminal, where a whoami has no package to tell
    fresh whose && echo '{"client":{"provider":"alibaba"},"operation":"whoami"}' >whose && terminal 200 - "$bwp" batch whose --yes >out
    grep -qF 'done' out && grep -qE 'whoami: .*done.*, \*+-key, from environment' out || { cat out; return 1; }
}
try whose_keys_they_are_is_told_in_words whose
quiet() { fresh quiet && lines 3 baidu >quiet && terminal 80 - "$bwp" batch quiet --yes --json >out && [ "$(tr -d '\r' <out | grep -cv '^{"line"')" = 1 ]; } # the terminal's echo
try with_json_a_terminal_gets_lines_of_json_alone quiet

asked_in_json() { # the plan is shown to whoever is asked
    fresh plan && lines 3 huawei alibaba baidu >plan && says 1 'plan: 3 requests to send' terminal 80 n "$bwp" batch plan --json && bought 0
}
try but_nobody_is_asked_without_the_plan asked_in_json

# ---- lines ----

# each gets a result that says why, and the others go on
cat >wrong <<'END'
what_is_no_json|it is not JSON|{"arguments":
what_is_no_object|has to be a JSON object|[1]
an_unknown_member|argments|{"argments":{}}
a_key_twice|name stands twice|{"client":{"provider":"baidu"},"arguments":{"name":"a","name":"b"}}
an_unknown_operation|it has to be one of create, get|{"operation":"buy"}
a_client_that_is_no_object|client has to be an object|{"client":"baidu"}
an_unknown_provider|it has to be huawei, alibaba|{"client":{"provider":"mars"}}
no_provider|provider is missing|{"arguments":{}}
an_unknown_field_of_a_client|regoin|{"client":{"provider":"baidu","regoin":"x"}}
a_key_in_a_client|secret_key stands in client|{"client":{"provider":"baidu","secret_key":"s3cret"}}
a_key_in_arguments|auth_token stands in arguments|{"client":{"provider":"baidu"},"arguments":{"auth_token":"s3cret"}}
a_request_without_areas|area_a is missing|{"client":{"provider":"baidu"},"arguments":{"name":"a","bandwidth_mbps":5}}
END
printf 'bytes_that_are_no_utf8|not valid UTF-8|{"ref":"\377"}\n' >>wrong
printf 'brackets_without_end|levels deep|%s\n' "$(printf '%0100d' 0 | tr 0 '[')" >>wrong
printf 'a_line_that_is_too_long|longer than 1 MiB|%s\n' "$(head -c 1100000 /dev/zero | tr '\0' x)" >>wrong
printf 'a_nul|it has|{"ref":"a\0b"}\n' >>wrong
fresh bad
cut -d '|' -f 3- <wrong >bad
lines 1 baidu >>bad
batch bad --yes --json >out
said() { # LINE TEXT
    grep "^{\"line\":$1," out >answer && grep '"outcome":"not_done","status":"argument"' answer | cut -c 1-400 | grep -F "$2" ||
        { cut -c 1-400 answer; return 1; }
}
number=0
while IFS='|' read -r name text _; do
    number=$((number + 1))
    try "${name}_is_told" said $number "$text"
done <<END
$(cut -c 1-200 wrong | tr -d '\000')
END
others() { bought 1 && answers out "len(a) == $number + 1"; }
try and_the_others_go_on others
unsaid() { ! grep -q s3cret out bad.journal; }
try no_key_is_shown unsaid
many() { fresh bad && yes x | head -n 100001 >bad && says 1 'more than 100000 lines' batch bad --yes; }
try too_many_lines_are_refused many
large() { fresh bad && head -c 68000000 /dev/zero >bad && says 1 'larger than 64 MiB' batch bad --yes; }
try a_file_that_is_too_large_is_refused large
rm -f bad
try a_file_that_is_not_there_is_named says 1 'none cannot be opened' batch none --yes
try no_file_is_named says 1 'FILE is missing' batch
try standard_input_has_no_journal says 1 'FILE cannot be standard input' batch -- -
pipe() { rm -f pipe && mkfifo pipe && says 1 'pipe is no regular file' timeout 10 "$bwp" batch pipe --yes && [ ! -e pipe.journal ]; }
try nor_has_a_pipe pipe
standard() { lines 1 baidu | says 1 'is no regular file' batch /dev/stdin --yes && bought 0; }
try by_whatever_name standard
marked() { fresh marked && { printf '\357\273\277' && lines 2 baidu; } >marked && batch marked --yes --json >out && bought 2; }
try a_byte_order_mark_is_passed_over marked
empty() { fresh empty && printf '\n \n\r\n' >empty && batch empty && [ ! -e empty.journal ]; }
try nothing_to_do_is_done empty
settings() { # what means nothing to a provider is not for its lines; what a client says goes over the options
    fresh set && lines 3 alibaba baidu huawei | sed 's/, "site": "china"//' >set &&
        BWP_SITE=international BWP_PROJECT=p batch set --yes --json --site china >out && bought 3
}
try options_are_for_the_lines_that_they_mean_something_to settings
own() { fresh own && lines 1 baidu | sed "s|\"provider\"|\"endpoint\": \"$endpoint\", \"provider\"|" >own &&
    batch own --yes --endpoint http://127.0.0.1:1 --json >out && bought 1; }
try a_client_goes_over_an_option own
all_operations() {
    fresh ops && lines 1 alibaba >ops && batch ops --yes --json >out || return 1
    id=$(python3 -c 'import json; print(json.load(open("out"))["result"]["packages"][0]["id"])') && rm -f ops ops.journal
    for more in '"get"' '"update","name":"x"' '"resize","bandwidth_mbps":9' '"bind","bound_to":"cen-1"' \
        '"set_tags","tags":{"a":"b"}' '"remove_tags","tags":["a"]' '"unbind"' '"wait","until":"ready"' '"delete"'; do
        operation=${more%%,*} rest=
        [ "$operation" = "$more" ] || rest=",${more#*,}"
        echo "{\"operation\":$operation,\"arguments\":{\"id\":\"$id\"$rest}}" >ops
        batch ops --yes --json --provider alibaba >out || { cat out; return 1; }
        rm -f ops ops.journal
    done
    echo '{"operation":"list"}' >ops && batch ops --yes --json --provider alibaba >out
}
try every_operation_can_be_a_line all_operations

# ---- exit status ----

fresh status
lines 2 baidu >status
try all_done_is_zero says 0 '2 done' batch status --yes
one_lost() {
    fresh status && lines 3 huawei >status && fault '{"kind":"cut_after"}' && fault '{"kind":"refuse","code":"CC.1","status":403}'
    says 2 '1 done, 1 not done, 1 unknown' batch status --yes
}
try an_unknown_one_is_two one_lost
in_part() {
    fresh status && lines 2 alibaba | sed 's/"name"/"bind_to": "cen-1", "name"/' >status &&
        fault '{"kind":"refuse","verb":"bind","code":"InvalidOperation.CenInstanceStatus","status":400,"message":"no"}' &&
        says 3 '1 done, 1 done in part, 0 not done' batch status --yes
}
try one_in_part_is_three in_part

# ---- the journal ----

fresh file
lines 4 huawei alibaba baidu >file
batch file --yes --json >first
mode() { ls -l file.journal | grep '^-rw-------'; }
try the_journal_is_its_owners_alone mode
no_secrets() { ! grep -qE 'emulator-(access|secret)-key' file.journal && grep -q '"state":"started","client_token":"[0-9a-f-]*"' file.journal; }
try the_journal_has_tokens_and_no_secrets no_secrets
before_it_was_sent() { # started comes first, with the token that the ledger has
    python3 - "$endpoint" <<'P'
import json, sys, urllib.request
seen, tokens = {}, {}
for entry in map(json.loads, open("file.journal")):
    assert len(entry["sum"]) == 64
    seen.setdefault(entry["line"], []).append(entry["state"])
    tokens.setdefault(entry["line"], entry.get("client_token"))
assert seen == {n: ["started", "finished"] for n in (1, 2, 3, 4)}, seen
for purchase in json.loads(urllib.request.urlopen(sys.argv[1] + "/emulator/ledger").read())["purchases"]:
    assert purchase["client_token"] in tokens.values()
P
}
try each_line_is_started_and_finished_there before_it_was_sent
try a_journal_that_is_there_is_not_written_over says 1 'Add --resume' batch file --yes
again() { batch file --yes --resume --json >second && sort first >a && sort second >b && diff a b && bought 4; }
try what_is_finished_is_told_again_and_not_sent again
unasked() { batch file --resume >out 2>err; [ $? = 0 ] && ! grep -q 'y/N' err; }
try and_nobody_is_asked unasked
added() { lines 6 huawei alibaba baidu | tail -n 2 >>file && batch file --yes --resume --json >out && bought 6 && answers out whole; }
try new_lines_at_the_end_are_sent added
changed() {
    cp file kept && sed '2s/"bandwidth_mbps": 5/"bandwidth_mbps": 500/' kept >file && says 1 'line 2 is not what it was' batch file --yes --resume &&
        head -n 3 kept >file && says 1 'line 4 is not what it was' batch file --yes --resume && mv kept file && bought 6
}
try a_line_that_changed_sends_nothing changed
torn() { # the last entry is cut off anywhere: its line is started, or new, and is taken up
    cp file.journal whole
    for cut in 1 40 300; do
        head -c $(($(wc -c <whole) - cut)) whole >file.journal && batch file --yes --resume --json >out && answers out "whole and len(a) == 6" &&
            python3 -c 'import json; [json.loads(line) for line in open("file.journal")]' || return 1
    done
    mv whole file.journal
}
try a_torn_last_entry_is_passed_over torn
spoiled() {
    cp file.journal whole && sed '3s/^.\{30\}/{"garbage":/' whole >file.journal && says 1 'file.journal, line 3, is no entry' batch file --yes --resume &&
        bought 6 && mv whole file.journal
}
try an_entry_that_is_spoiled_sends_nothing spoiled
by_link() {
    fresh place && mkdir -p links && lines 2 baidu >place && ln -sf ../place links/name && batch links/name --yes --json >out && [ -e place.journal ] &&
        says 1 'place.journal is there' batch place --yes && says 0 '2 done' batch place --resume --yes &&
        says 1 'place.journal is there' batch links/name --yes && bought 2 && [ ! -e links/name.journal ]
}
try a_link_has_the_journal_of_its_file by_link
begun() { fresh begun && lines 1 baidu >begun && says 1 'begun.journal is not there: no earlier run of this file is known' batch begun --resume &&
    batch begun --resume --yes >out 2>err && batch begun --resume >out 2>err && ! grep 'is not there' err; }
try that_there_is_nothing_to_resume_is_said begun
unprinted() {
    fresh unprinted && lines 2 baidu >unprinted && batch unprinted --yes --json 2>err >/dev/full
    [ $? = 1 ] && cat err && grep -q 'with --resume they are told again' err && bought 2 &&
        batch unprinted --resume --json >out && answers out 'whole and len(a) == 2'
}
try results_that_are_lost_are_no_success unprinted
linked() { fresh link && lines 1 baidu >link && ln -s file.journal link.journal && says 1 'nothing was sent' batch link --yes --resume && rm link.journal; }
try a_journal_is_never_a_link linked
piped() { mkfifo link.journal && says 1 'nothing was sent' timeout 10 "$bwp" batch link --yes --resume && rm link.journal; }
try nor_a_pipe piped
long_name() { name=$(printf '%0250d' 0 | tr 0 x) && lines 1 baidu >"$name" && says 1 'nothing was sent' batch "$name" --yes && bought 0; }
try a_journal_that_cannot_be_made_sends_nothing long_name

# ---- scenes with signals, limits and many processes ----

cat >"$dir/play.py" <<'P'
import fcntl, hashlib, json, os, pty, random, re, resource, signal, subprocess, sys, time, urllib.request
from collections import Counter

bwp, endpoint, scene, *more = sys.argv[1:]


def control(method, path, body=None):
    request = urllib.request.Request(endpoint + "/emulator/" + path, json.dumps(body).encode() if body else None, method=method)
    return json.loads(urllib.request.urlopen(request).read() or b"{}")


def purchases():
    return control("GET", "ledger")["purchases"]


def write(path, count, *providers, **more):
    for name in (path, path + ".journal"):
        if os.path.exists(name):
            os.unlink(name)
    with open(path, "w") as file:
        for i in range(count):
            client = {"provider": providers[i % len(providers)]}
            if client["provider"] == "huawei":
                client["site"] = "china"
            billing = "postpaid_95" if client["provider"] == "volcengine" else "postpaid"
            arguments = {"name": "n%d" % i, "bandwidth_mbps": 5, "area_a": "china", "area_b": "china", "billing": billing}
            file.write(json.dumps({"client": client, "arguments": {**arguments, **more}}) + "\n")


def as_usual():
    """Whoever runs the tests may ignore some of them, which is inherited."""
    for name in ("SIGINT", "SIGTERM", "SIGXFSZ"):
        signal.signal(getattr(signal, name), signal.SIG_DFL)


def start(path, *options, **popen):
    popen = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "preexec_fn": as_usual, **popen}
    if "--settle-ms" not in options:  # the emulator carries out at once what it was not told to be late with
        options += "--settle-ms", "1"
    return subprocess.Popen([bwp, "batch", path, "--yes", *options], text=True, **popen)


def ends(process, status):
    out, err = process.communicate(timeout=120)
    answers = [json.loads(line) for line in (out or "").splitlines()]
    print("exit", process.returncode, err, Counter((a["result"]["outcome"], a["result"]["status"]) for a in answers))
    assert process.returncode == status, "exit status"
    return answers, err


def outcomes(answers):
    return Counter(a["result"]["outcome"] for a in answers)


def agrees(answers, count):
    """Every line was bought once, and its answer says which package it is."""
    ledger = purchases()
    told = [a["result"]["packages"][0]["id"] for a in answers if a["result"]["outcome"] == "done"]
    assert len(ledger) == count, "%d purchases for %d lines" % (len(ledger), count)
    assert len({p["name"] for p in ledger}) == count, "one was bought twice"
    assert sorted(told) == sorted(p["id"] for p in ledger), "what is told is not what was bought"
    assert sorted(a["line"] for a in answers) == list(range(1, count + 1)), "not one answer for each line"


def entries(path):
    with open(path) as file:
        return [json.loads(line) for line in file.read().split("\n")[:-1]]


def started(line, token=""):
    """What the journal has of a line before it is sent."""
    client = json.loads(line)["client"]
    to = json.dumps({**client, "endpoint": endpoint}, separators=(",", ":"))
    return {"line": 1, "sum": hashlib.sha256(line.encode()).hexdigest(), "state": "started", "client_token": token,
            "to": hashlib.sha256(to.encode()).hexdigest(), "at": int(time.time())}


def until(condition):
    for _ in range(6000):
        if condition():
            return
        time.sleep(0.01)
    sys.exit("it never came to that")


control("DELETE", "ledger")
if scene == "kill":  # PROVIDER ROUNDS LINES: killed at random points, resumed until it ends
    provider, rounds, lines = more[0], int(more[1]), int(more[2])
    seed = int(os.environ.get("BWP_TEST_SEED", time.time_ns() % 1000000))
    random.seed(seed)
    print("seed", seed)
    kills = total = 0
    for _ in range(rounds):
        control("DELETE", "ledger")
        write("kill", lines, provider)
        # one answer never comes, so that the first run cannot end before it is killed, however fast the machine is
        control("POST", "faults", {"kind": "stall_after", "verb": "create", "ms": 600000, "times": 1})
        process = start("kill", "--resume", "--json", stdout=subprocess.DEVNULL)
        until(lambda: len(purchases()) >= random.randrange(1, lines))
        process.kill()
        process.communicate()
        kills += 1
        control("DELETE", "faults")
        for _ in range(20):
            process = start("kill", "--resume", "--json", stdout=subprocess.DEVNULL)
            try:
                process.wait(random.uniform(0, 0.02 + lines * 0.0006))
                break
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                kills += 1
        agrees(ends(start("kill", "--resume", "--json"), 0)[0], lines)
        total += len(purchases())
    print("%s: %d rounds, %d lines, %d times killed, %d purchases" % (provider, rounds, rounds * lines, kills, total))
    with open("kills", "a") as file:
        file.write("%s: %d rounds, %d lines, %d times killed, %d purchases\n" % (provider, rounds, rounds * lines, kills, total))
    assert kills >= rounds, "not killed once in each round"
elif scene == "interrupt":
    write("stalled", 90, "huawei", "alibaba", "baidu")
    control("POST", "faults", {"kind": "stall_after", "ms": 600000, "times": 200})
    process = start("stalled", "--job", "june's")
    until(lambda: len(purchases()) >= 50)
    process.send_signal(getattr(signal, more[0]))
    answers, err = ends(process, 2)
    assert outcomes(answers) == {"unknown": 50, "not_done": 40} and "bwp batch stalled --resume --job 'june'\\''s'\n" in err
    assert all(a["result"]["status"] == "cancelled" for a in answers)
    control("DELETE", "faults")
    agrees(ends(start("stalled", "--resume"), 0)[0], 90)
elif scene == "twice":  # a second signal ends it at once, whatever standard output does
    write("stalled", 3, "baidu")
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    try:
        while True:
            os.write(writer, b"#" * 4096)
    except BlockingIOError:
        os.set_blocking(writer, True)
    process = start("stalled", stdout=writer)
    until(lambda: os.path.exists("stalled.journal") and any(e["state"] == "finished" for e in entries("stalled.journal")))
    process.send_signal(signal.SIGINT)
    time.sleep(1.2)  # a copy of the first one, if it came sooner
    process.send_signal(signal.SIGINT)
    _, err = ends(process, 2)
    assert "go on with --resume" in err
    os.close(writer)
    os.close(reader)
    agrees(ends(start("stalled", "--resume"), 0)[0], 3)
elif scene == "gone_reader":  # nobody reads: nothing more is sent
    write("gone", 300, "alibaba")
    reader, writer = os.pipe()
    os.close(reader)
    process = start("gone", stdout=writer)
    os.close(writer)
    _, err = ends(process, 1)
    assert "cannot be written to standard output" in err and len(purchases()) < 300
    agrees(ends(start("gone", "--resume"), 0)[0], 300)
elif scene == "full_disk":  # the journal may not grow: what does not stand there is not sent
    write("full", 200, "alibaba", "baidu")
    process = start("full", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (int(more[0]), int(more[0]))))
    answers, err = ends(process, 1)
    assert "full.journal cannot be written" in err and len(answers) == 200
    tokens = {e["client_token"] for e in entries("full.journal") if e["state"] == "started"}
    ledger = purchases()
    assert len(ledger) < 200 and {p["client_token"] for p in ledger} <= tokens, "sent, and not written"
    assert outcomes(answers)["done"] == len(ledger)
    agrees(ends(start("full", "--resume"), 0)[0], 200)
elif scene == "folder":  # that takes no new file
    os.mkdir("shut")
    write("shut/file", 1, "baidu")
    os.chmod("shut", 0o555)
    os.chmod(".", 0o755)
    process = start("shut/file", preexec_fn=lambda: os.getuid() == 0 and os.setuid(65534))
    answers, err = ends(process, 1)
    assert "cannot be made" in err and not purchases()
elif scene == "locked":
    write("locked", 3, "baidu")
    control("POST", "faults", {"kind": "stall_after", "ms": 600000, "times": 20})
    process = start("locked")
    until(lambda: len(purchases()) == 3)
    _, err = ends(start("locked", "--resume"), 1)
    assert "another bwp batch is at this file" in err
    process.send_signal(signal.SIGTERM)
    ends(process, 2)
elif scene == "machines":  # eight at once, over pieces that overlap, each with a journal of its own
    count, provider = 240, more[0]
    write("whole", count, provider)
    with open("whole") as file:
        lines = file.read().splitlines()
    running = []
    for i in range(8):
        first = i * 30
        mine = [line if first <= n < first + 60 or n < first - 180 else "" for n, line in enumerate(lines)]
        if os.path.exists("piece%d.journal" % i):
            os.unlink("piece%d.journal" % i)
        with open("piece%d" % i, "w") as file:
            file.write("\n".join(mine) + "\n")
        running.append((start("piece%d" % i, "--json", "--job", "june"), [n + 1 for n, line in enumerate(mine) if line]))
    told, run = {}, 0
    for process, numbers in running:
        answers, _ = ends(process, 0)
        assert sorted(a["line"] for a in answers) == numbers
        for a in answers:
            run += 1
            told.setdefault(a["line"], set()).add(a["result"]["packages"][0]["id"])
    ledger = purchases()
    print("%s: 8 processes, %d lines, run %d times, %d purchases" % (provider, count, run, len(ledger)))
    assert len(ledger) == count and {p["id"] for p in ledger} == set().union(*told.values())
    assert all(len(ids) == 1 for ids in told.values()) and len(told) == count
elif scene == "doubt":  # PROVIDER WHAT STATUS OUTCOME PURCHASES: what becomes of a line that a journal has as started
    provider, what, status, outcome, count = more[0], more[1], int(more[2]), more[3], int(more[4])
    prepaid = {"billing": "prepaid", "period": 1, "period_unit": "month", "auto_pay": provider == "baidu"}
    write("doubt", 1, provider, **(prepaid if "prepaid" in what else {}))
    if "bought" in what:
        ends(start("doubt"), 0)
        entry = entries("doubt.journal")[0]
    else:
        with open("doubt") as file:
            entry = started(file.read().rstrip("\n"), "" if provider == "huawei" else "token-1")
    entry["at"] += -21 * 3600 if "old" in what else 3 * 3600 if "future" in what else 0
    with open("doubt.journal", "w") as file:
        file.write(json.dumps(entry) + ("" if "unfed" in what else "\n"))
    if "keyless" in what:
        for name in [name for name in os.environ if name.endswith(("_KEY", "_KEY_ID", "_AK", "_SK"))]:
            del os.environ[name]
    if "refused" in what:
        code = {"huawei": "CC.1053", "alibaba": "Forbidden", "baidu": "AccessDenied"}[provider]
        control("POST", "faults", {"kind": "refuse", "verb": "create", "code": code, "status": 403})
    if "blind" in what:
        control("POST", "faults", {"kind": "refuse", "verb": "list", "code": "x", "status": 403})
    answers, _ = ends(start("doubt", "--resume", "--max-attempts", "1"), status)
    print(answers[0]["result"]["message"])
    assert outcomes(answers) == {outcome: 1} and len(purchases()) == count, len(purchases())
    assert len(entries("doubt.journal")) == (1 if "keyless" in what and "unfed" not in what else 2)
    if "keyless" in what:
        assert answers[0]["result"]["retry_is_safe"] == ("old" not in what and "future" not in what)
elif scene == "under_way":  # PROVIDER: killed while its request is on its way at the provider, which carries it out later
    provider = more[0]
    write("late", 1, provider)
    control("POST", "faults", {"kind": "late", "verb": "create", "ms": 1000})
    if provider != "huawei":  # its token is refused the second time
        control("POST", "faults", {"kind": "refuse", "verb": "create", "code": "AccessDenied", "status": 403})
    process = start("late")
    until(lambda: control("GET", "ledger")["requests"][provider] > 0)
    process.kill()
    process.communicate()
    answers, err = ends(start("late", "--resume", "--settle-ms", "3000"), 0)
    assert "what the earlier run sent may still be under way" in err
    agrees(answers, 1)
    refused = [r["code"] for r in control("GET", "refused")["refused"]]
    assert refused == (["AccessDenied"] if provider != "huawei" else []), "it was sent twice: %s" % refused
elif scene == "held":  # a signal ends the wait for what may be under way
    write("held", 1, "huawei")
    with open("held") as file, open("held.journal", "w") as journal:
        journal.write(json.dumps(started(file.read().rstrip("\n"))) + "\n")
    process = start("held", "--resume", "--settle-ms", "600000")
    said = process.stderr.readline()
    while "may still be under way" not in said:
        assert said, "it does not wait"
        said = process.stderr.readline()
    process.send_signal(signal.SIGTERM)
    answers, _ = ends(process, 2)
    assert outcomes(answers) == {"unknown": 1} and answers[0]["result"]["status"] == "cancelled" and not purchases()
    agrees(ends(start("held", "--resume"), 0)[0], 1)
elif scene == "elsewhere":  # what one provider may have sold is not asked of another one, nor at another endpoint
    write("elsewhere", 1, "alibaba")
    with open("elsewhere") as file:
        line = json.loads(file.read())
    del line["client"]
    with open("elsewhere", "w") as file:
        file.write(json.dumps(line) + "\n")
    control("POST", "faults", {"kind": "cut_after", "verb": "create"})
    ends(start("elsewhere", "--provider", "alibaba", "--max-attempts", "1"), 2)
    for other in (("--provider", "baidu"), ("--provider", "alibaba", "--endpoint", endpoint + "/"), ()):
        answers, err = ends(start("elsewhere", "--resume", *other), 1)
        assert not answers and "line 1 was sent to another place" in err and "nothing was sent" in err
    assert len(purchases()) == 1 and len(entries("elsewhere.journal")) == 2
    ends(start("elsewhere", "--resume", "--provider", "alibaba", "--timeout-ms", "20000", "--signature", "rpc-v1"), 0)
    assert len(purchases()) == 1
elif scene == "keys":  # what one account may have sold is neither asked of another one, nor asked for there again
    def with_keys(provider, access, **more):
        prefix = {"alibaba": "ALIBABA_CLOUD_ACCESS_KEY_%s", "baidu": "BCE_%s", "huawei": "HUAWEICLOUD_SDK_%s"}[provider]
        names = {"alibaba": ("ID", "SECRET"), "baidu": ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY"), "huawei": ("AK", "SK")}[provider]
        return {"env": {**os.environ, prefix % names[0]: access, **more}}

    for provider in ("alibaba", "baidu", "huawei"):
        write("keys", 1, provider)
        control("DELETE", "ledger")
        control("POST", "faults", {"kind": "cut_after", "verb": "create", "provider": provider})
        ends(start("keys", "--max-attempts", "1"), 2)
        others, same = [with_keys(provider, "another-access-kay")], {}
        if provider == "huawei":  # where the account is known, it may have other keys by now
            others = [with_keys(provider, "emulator-access-key", HUAWEICLOUD_SDK_DOMAIN_ID="another-account"),
                      with_keys(provider, "emulator-access-key", HUAWEICLOUD_SDK_PROJECT_ID="another-project")]
            same = with_keys(provider, "emulator-temporary-key", HUAWEICLOUD_SDK_SK="emulator-temporary-secret",
                             HUAWEICLOUD_SDK_SECURITY_TOKEN="emulator-security-token")
        for other in others:
            answers, err = ends(start("keys", "--resume", **other), 1)
            assert not answers and "line 1 was sent with other keys, or for another account or project" in err
        with open("keys.journal") as file:
            assert "access-k" not in file.read()
        assert len(purchases()) == 1 and len(entries("keys.journal")) == 2
        if provider != "huawei":  # the user's word is taken, and the cloud knows no such key
            assert outcomes(ends(start("keys", "--resume", "--same-account", **others[0]), 2)[0]) == {"unknown": 1}
        agrees(ends(start("keys", "--resume", **same), 0)[0], 1)
elif scene == "hang":  # whoever tells whose keys they are does not answer; all are asked at once, and that is said
    write("hang", 1, "huawei", "baidu")
    with open("hang", "a") as file:
        file.writelines(json.dumps({"client": {"provider": "huawei", "site": "china", "project": project}, "operation": "delete",
                                    "arguments": {"id": "x"}}) + "\n" for project in "ab")
    del os.environ["HUAWEICLOUD_SDK_DOMAIN_ID"]
    control("POST", "faults", {"kind": "stall_before", "provider": "iam", "ms": 600000, "times": 3})
    errors, theirs = pty.openpty() if "terminal" in more else os.pipe()
    process = start("hang", stderr=theirs)
    os.close(theirs)
    err, said = "", "waiting to be told whose keys are used at huawei and by 2 more clients ("
    while not re.search(re.escape(said) + "[0-9]+s\\)" + ("\r\033\\[K" + re.escape(said) if "terminal" in more else "\n"), err):
        more_of_it = os.read(errors, 65536).decode()
        assert more_of_it, err
        err += more_of_it
    assert control("GET", "ledger")["requests"]["iam"] == 3
    process.terminate()
    process.communicate()
    assert not purchases() and not os.path.exists("hang.journal")
elif scene == "hang_json":
    write("hang", 1, "huawei")
    del os.environ["HUAWEICLOUD_SDK_DOMAIN_ID"]
    control("POST", "faults", {"kind": "stall_before", "provider": "iam", "ms": 1500})
    answers, err = ends(start("hang", "--json"), 0)
    assert err == "" and outcomes(answers) == {"done": 1}
elif scene == "refused":  # keys that are refused too often are locked: what is known of them is not asked for each line again
    write("refused", 7, "huawei", "huawei", "baidu")
    account = os.environ.pop("HUAWEICLOUD_SDK_DOMAIN_ID")
    answers, err = ends(start("refused", env={**os.environ, "HUAWEICLOUD_SDK_AK": "another-access-kay"}), 1)
    assert outcomes(answers) == {"done": 2, "not_done": 5} and control("GET", "ledger")["requests"]["iam"] == 1
    said = {(a["result"]["status"], a["result"]["field"], a["result"]["message"][:18]) for a in answers if a["line"] not in (3, 6)}
    assert said == {("credentials", "account", "account is missing")}, said
    assert {entry["line"] for entry in entries("refused.journal")} == {3, 6}
    agrees(ends(start("refused", "--resume"), 0)[0], 7)
elif scene == "forbidden":  # who may not ask whose keys they are may still buy
    write("forbidden", 2, "huawei")
    del os.environ["HUAWEICLOUD_SDK_DOMAIN_ID"]
    control("POST", "faults", {"kind": "refuse", "provider": "iam", "code": "APIGW.0302", "status": 403})
    agrees(ends(start("forbidden"), 0)[0], 2)
elif scene == "order":  # a delete that overtook the resize before it would leave nothing to resize
    lines = []
    for provider in ("alibaba", "baidu", "huawei"):
        write("bought", 3, provider)
        for answer in ends(start("bought", "--json"), 0)[0]:
            client = {"provider": provider, **({"site": "china"} if provider == "huawei" else {})}
            package = answer["result"]["packages"][0]["id"]
            lines += [{"client": client, "operation": operation, "arguments": {"id": package, **more}} for operation, more in
                      (("resize", {"bandwidth_mbps": 9}), ("update", {"name": "late-" + package}), ("delete", {}))]
    with open("ordered", "w") as file:
        file.writelines(json.dumps(line) + "\n" for line in sorted(lines, key=lambda line: line["operation"] == "delete"))
    # an answer that stalls is lost in the end: one line may meet all three, and has an attempt left
    control("POST", "faults", {"kind": "stall_before", "verb": "resize", "ms": 300, "times": 3})
    control("POST", "faults", {"kind": "stall_before", "verb": "update", "ms": 100, "times": 3})
    answers, _ = ends(start("ordered", "--max-attempts", "4"), 0)
    assert outcomes(answers) == {"done": 27} and sorted(a["line"] for a in answers) == list(range(1, 28))
elif scene == "overtaken":  # the package would have what the file wanted first, not what it wanted last
    write("bought", 1, "baidu")
    package = ends(start("bought", "--json"), 0)[0][0]["result"]["packages"][0]["id"]
    lines = [{"client": {"provider": "baidu"}, "operation": "resize", "arguments": {"id": package, "bandwidth_mbps": mbps}}
             for mbps in (900, 7)]
    with open("overtaken", "w") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)
    control("POST", "faults", {"kind": "cut_before", "verb": "resize"})
    assert outcomes(ends(start("overtaken", "--max-attempts", "1"), 2)[0]) == {"unknown": 1, "done": 1}
    answers, _ = ends(start("overtaken", "--resume"), 2)
    assert outcomes(answers) == {"unknown": 1, "done": 1}
    assert [a["result"]["retry_is_safe"] for a in answers if a["line"] == 1] == [False]
    got = subprocess.run([bwp, "get", package, "--provider", "baidu", "--json"], check=True, capture_output=True)
    assert json.loads(got.stdout)["packages"][0]["bandwidth_mbps"] == 7
elif scene == "resize":  # it may cost, and a second order would cost again: the package is looked at
    write("bought", 1, "huawei")
    answers, _ = ends(start("bought", "--json"), 0)
    package = answers[0]["result"]["packages"][0]["id"]
    line = json.dumps({"client": {"provider": "huawei", "site": "china"}, "operation": "resize",
                       "arguments": {"id": package, "bandwidth_mbps": 9}})
    with open("resized", "w") as file:
        file.write(line + "\n")
    with open("resized.journal", "w") as file:
        file.write(json.dumps(started(line)) + "\n")
    history = lambda: len(control("GET", "ledger")["history"])
    answers, _ = ends(start("resized", "--resume"), 2)
    assert outcomes(answers) == {"unknown": 1} and history() == 0
    subprocess.run([bwp, "resize", package, "--bandwidth", "9", "--yes", "--provider", "huawei", "--site", "china"], check=True)
    answers, _ = ends(start("resized", "--resume"), 0)
    assert outcomes(answers) == {"done": 1} and history() == 1
elif scene == "equal":  # WHAT: lines that ask for the same; what one bought is not told of another as well
    line = json.dumps({"client": {"provider": "baidu"}, "arguments": {
        "name": "equal", "bandwidth_mbps": 5, "area_a": "china", "area_b": "china", "billing": "postpaid"}})
    old = lambda number, token, hours=21: {**started(line, token), "line": number, "at": int(time.time()) - hours * 3600}
    if more[0] == "finished":  # the newest of two packages is that of the first line, and the other one is only there once
        write("bought", 1, "baidu", name="equal")
        ends(start("bought", "--json"), 0)
        second = int(time.time())
        until(lambda: int(time.time()) > second)
        write("bought", 1, "baidu", name="equal")
        result = ends(start("bought", "--json"), 0)[0][0]["result"]
        journal = [old(1, "a"), {**old(1, ""), "state": "finished", "result": result}, old(2, "b"), old(3, "c")]
        expected, count = {"done": 2, "unknown": 1}, 2
    elif more[0] == "new":  # the look comes while the second line is bought, and its answer is on its way
        journal, expected, count = [old(1, "a")], {"done": 2}, 2
        control("POST", "faults", {"kind": "throttle", "verb": "list", "ms": 300})
        control("POST", "faults", {"kind": "stall_after", "verb": "create", "ms": 1500, "times": 2})
    else:  # the token of the second line has bought it, and stays unanswered
        write("bought", 1, "baidu", name="equal", client_token="b")
        ends(start("bought", "--json"), 0)
        journal, expected, count = [old(1, "a"), old(2, "b", 1)], {"unknown": 2}, 1
        control("POST", "faults", {"kind": "cut_after", "verb": "create"})
    with open("equal", "w") as file:
        file.write((line + "\n") * (3 if more[0] == "finished" else 2))
    with open("equal.journal", "w") as file:
        file.writelines(json.dumps(entry) + "\n" for entry in journal)
    answers, _ = ends(start("equal", "--resume", *(("--max-attempts", "1") if more[0] == "disputed" else ())), 2 if "unknown" in expected else 0)
    told = [a["result"]["packages"][0]["id"] for a in answers if a["result"]["outcome"] == "done"]
    assert len(purchases()) == count, len(purchases())
    assert len(set(told)) == len(told), "one package is told of two lines"
    assert outcomes(answers) == expected
    if more[0] == "disputed":
        assert outcomes(ends(start("equal", "--resume"), 2)[0]) == {"done": 1, "unknown": 1} and len(purchases()) == 1
elif scene == "options":  # what provider_options ask for may cost, and a look does not show what they did
    write("bought", 1, "huawei")
    package = ends(start("bought", "--json"), 0)[0][0]["result"]["packages"][0]["id"]
    line = json.dumps({"client": {"provider": "huawei", "site": "china"}, "operation": "update",
                       "arguments": {"id": package, "name": "n", "provider_options": {"bandwidth_package": {"extra": 1}}}})
    with open("options", "w") as file:
        file.write(line + "\n")
    with open("options.journal", "w") as file:
        file.write(json.dumps(started(line)) + "\n")
    answers, _ = ends(start("options", "--resume"), 2)
    assert outcomes(answers) == {"unknown": 1} and not answers[0]["result"]["retry_is_safe"]
    assert not control("GET", "ledger")["history"]
elif scene == "no_token":  # of a journal that lost it: as at a provider that knows none
    write("lost", 1, "baidu")
    ends(start("lost"), 0)
    entry = entries("lost.journal")[0]
    with open("lost.journal", "w") as file:
        file.write(json.dumps({**entry, "client_token": ""}) + "\n")
    agrees(ends(start("lost", "--resume"), 0)[0], 1)
else:
    sys.exit("no such scene")
P
play() { python3 "$dir/play.py" "$bwp" "$endpoint" "$@"; }

# BWP_TEST_KILLS=200: that many rounds of 300 lines at each provider, instead of few
for provider in alibaba baidu volcengine huawei; do
    try "killed_at_any_point_it_buys_each_line_once_at_$provider" play kill $provider "${BWP_TEST_KILLS:-3}" \
        "$([ -n "${BWP_TEST_KILLS:-}" ] && echo 300 || echo 120)"
done
[ -z "${BWP_TEST_KILLS:-}" ] || cat kills
for signal in INT TERM; do try "sig${signal}_tells_every_line_and_leaves_a_journal" play interrupt SIG$signal; done
try a_second_signal_ends_it_at_once play twice
try without_a_reader_nothing_more_is_sent play gone_reader
for size in 0 900 9000; do try "a_journal_of_at_most_${size}_bytes_sends_no_more_than_it_holds" play full_disk $size; done
try a_folder_that_takes_no_journal_sends_nothing play folder
try two_at_one_file_are_one_too_many play locked
for provider in alibaba baidu volcengine; do try "eight_machines_buy_each_line_once_at_$provider" play machines $provider; done

# What was started and did not clearly end.
try with_a_token_it_is_sent_again play doubt alibaba '' 0 done 1
try and_is_the_same_purchase play doubt alibaba bought 0 done 1
try a_no_to_it_says_nothing_about_the_first_time play doubt alibaba 'bought refused blind' 2 unknown 1
try unless_the_first_is_found play doubt alibaba 'bought refused' 0 done 1
try or_excluded play doubt baidu refused 1 not_done 0
try without_a_token_what_was_bought_is_found play doubt huawei bought 0 done 1
try what_is_excluded_is_sent play doubt huawei '' 0 done 1
for provider in huawei baidu; do try "what_is_still_under_way_at_${provider}_is_not_excluded" play under_way $provider; done
try a_signal_ends_the_wait_for_it play held
try what_cannot_be_excluded_stays_unknown play doubt huawei prepaid 2 unknown 0
try as_does_what_cannot_be_looked_for play doubt huawei blind 2 unknown 0
try a_name_in_use_by_nothing_that_is_seen_stays_unknown play doubt huawei refused 2 unknown 0
try what_a_fast_clock_wrote_down_hides_no_purchase play doubt huawei 'bought future' 2 unknown 1
try a_token_from_the_future_is_not_relied_on play doubt baidu 'bought future' 2 unknown 1
try but_sent_where_nothing_is_found play doubt baidu future 0 done 1
try a_last_entry_without_its_line_feed_counts play doubt alibaba 'bought unfed' 0 done 1
try what_is_not_sent_is_safe_with_a_token play doubt baidu 'bought keyless' 2 unknown 1
for age in old future; do try "but_not_with_one_that_is_$age" play doubt baidu "bought keyless $age" 2 unknown 1; done
try what_was_sent_is_not_taken_up_at_another_place play elsewhere
try an_old_token_is_not_relied_on play doubt baidu 'bought old' 0 done 1
try but_looked_for play doubt baidu 'old prepaid' 2 unknown 0
try and_sent_where_that_excludes_it play doubt baidu old 0 done 1
try what_was_sent_with_other_keys_is_not_taken_up play keys
for where in terminal pipe; do try "who_is_waited_for_before_anything_is_sent_is_told_to_a_$where" play hang $where; done
try but_not_with_json play hang_json
try refused_keys_are_refused_once_for_all_lines play refused
try keys_that_may_not_ask_whose_they_are_still_buy play forbidden
try lines_about_one_package_go_in_the_order_of_the_file play order
try what_a_later_line_has_overtaken_is_not_sent_again play overtaken
try a_resize_without_a_token_is_looked_at_and_not_sent_again play resize
try a_token_that_is_lost_is_not_made_anew play no_token
try what_a_look_has_found_for_one_line_is_not_found_for_another play equal finished
try nor_is_what_another_line_is_just_buying play equal new
try nor_what_the_token_of_another_line_may_have_bought play equal disputed
try what_provider_options_may_cost_is_not_sent_again play options

cat >short.c <<'C'
/*
 * The first malloc() fails that comes SHORT_AT behind the third fsync(): the folder, the start, the result, which is then to be told.
 * Or it is the SHORT_OURS-th that the program itself asks for.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
static int syncs, left, ours = -1;
int fsync(int fd)
{
    int (*next)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    const char *at = getenv("SHORT_AT");

    if (++syncs == 3 && at != NULL)
        left = atoi(at);
    return next(fd);
}
static int is_ours(void *caller)
{
    Dl_info  of;
    size_t   size = dladdr(caller, &of) != 0 ? strlen(of.dli_fname) : 0;

    return size >= 4 && strcmp(of.dli_fname + size - 4, "/bwp") == 0;
}
void *malloc(size_t size)
{
    static void *(*next)(size_t);

    if (next == NULL)
        next = (void *(*)(size_t))dlsym(RTLD_NEXT, "malloc");
    if (ours < 0)
        ours = getenv("SHORT_OURS") != NULL ? atoi(getenv("SHORT_OURS")) : 0;
    if (ours > 0 && is_ours(__builtin_return_address(0)) && --ours == 0)
        return NULL;
    return left > 0 && --left == 0 ? NULL : next(size);
}
C
short_of_memory() { # a result is told as a whole, or the exit status says that it was not
    "${CC:-cc}" -shared -fPIC -o short.so short.c -ldl || return 1
    untold=0
    for at in $(seq 1 30); do
        fresh short && lines 1 baidu >short || return 1
        SHORT_AT=$at LD_PRELOAD="$PWD/short.so" "$bwp" batch short --yes --json >out 2>err
        status=$?
        if [ $status = 0 ]; then answers out 'whole and len(a) == 1' || return 1; fi
        [ $status = 0 ] || untold=$((untold + 1))
        batch short --yes --json --resume >out 2>err && answers out 'whole and len(a) == 1' || return 1
    done
    echo "$untold times of 30 it was not told"
    [ "$untold" -gt 0 ]
}
short_in_doubt() { # what a look says that cannot be printed is no outcome of the line, and the next run tells it
    "${CC:-cc}" -shared -fPIC -o short.so short.c -ldl && : >untold || return 1
    for at in $(seq 30 5 75); do
        fresh short && lines 1 huawei >short && fault '{"kind":"cut_after","verb":"create"}' && ! batch short --yes >out 2>&1 || return 1
        SHORT_OURS=$at LD_PRELOAD="$PWD/short.so" "$bwp" batch short --yes --json --resume --settle-ms 1 >out 2>err
        grep -F 'not enough memory to print the result' out >>untold
        if grep -q '^{"line".*"result":{"outcome":"not_done"' out; then cat out; return 1; fi
        batch short --yes --json --resume --settle-ms 1 >out 2>err && answers out 'whole and len(l) == 1' || return 1
    done
    cat untold
    [ -s untold ] && ! grep -v '"result":{"outcome":"unknown"' untold
}
# the sanitizers have a malloc() of their own
nm "$bwp" | grep -q __asan_init || try what_cannot_be_told_for_lack_of_memory_is_no_success short_of_memory
nm "$bwp" | grep -q __asan_init || try nor_does_it_make_a_line_in_doubt_clear short_in_doubt

jobs() { # the same token wherever the line is run, another for another job or another line
    token_of() { python3 -c 'import json,sys; print(json.loads(open(sys.argv[1]).readline())["client_token"])' "$1.journal"; }
    fresh one && lines 1 baidu >one && cp one two && { echo; cat one; } >three && batch one --yes --job j --json >out &&
        rm -f two.journal three.journal && batch two --yes --job j --json >out && [ "$(token_of one)" = "$(token_of two)" ] && bought 1 &&
        batch three --yes --job j --json >out && [ "$(token_of three)" != "$(token_of one)" ] && rm two.journal &&
        batch two --yes --job k --json >out && [ "$(token_of two)" != "$(token_of one)" ]
}
try a_job_makes_the_same_tokens_everywhere jobs
try a_job_with_a_line_feed_is_refused says 1 '--job has to be' batch one --yes --job "$(printf 'a\nb')"
example() { # of the manual, with smaller pieces
    fresh orders.jsonl && lines 40 alibaba baidu >orders.jsonl && rm -f piece.* || return 1
    seq 1 10 31 | xargs -P 4 -I N sh -c '
        sed "N,$((N + 9))!s/.*//" orders.jsonl >piece.N &&
        "$0" batch piece.N --job june --yes --resume >piece.N.out' "$bwp" && cat piece.*.out >out && answers out "whole and len(a) == 40"
}
try the_example_of_the_manual_buys_each_line_once example
done_testing
