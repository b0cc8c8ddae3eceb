# The life of a package at each cloud, by the program bwp: every verb, its exit status, what it prints, what it refuses.
. "$(dirname "$0")/common.sh"
bwp=$build/bwp
start_emulator

# run VERB WORD...: at the cloud of the moment
run() {
    verb=$1
    shift
    # shellcheck disable=SC2086
    "$bwp" "$verb" --endpoint "$endpoint" --provider $cloud "$@"
}
least='--bandwidth 5 --areas china,china'
terms="$least --billing postpaid"
package() { # KEY of the first package in the JSON of a result
    python3 -c 'import json,sys
value = json.load(sys.stdin)["packages"][0][sys.argv[1]]
print(value if isinstance(value, str) else json.dumps(value, sort_keys=True))' "$1"
}
shows() { # KEY VALUE: what get says now
    got=$(run get "$id" --json | package "$1")
    [ "$got" = "$2" ] || { echo "$1 is $got, not $2"; return 1; }
}
changes() { wc -l <"$dir/ledger" | tr -d ' '; }
bought() {
    # shellcheck disable=SC2086
    run create --name life $terms --wait --json >"$dir/bought" && id=$(package id <"$dir/bought") &&
        [ "$(package state <"$dir/bought")" = ready ] && [ "$(wc -l <"$dir/bought")" = 1 ]
}
renamed() { says 0 Updated run update "$id" --name 生活 && shows name 生活; }
resized() { says 0 Resized run resize "$id" --bandwidth 9 --yes && shows bandwidth_mbps 9; }
is_bound() { says 0 Bound run bind "$id" --bound-to "$network" && shows bound_to "$network"; }
is_unbound() { says 0 Unbound run unbind "$id" && shows bound_to ''; }
deleted() { says 0 Deleted run delete "$id" --yes && says 1 'Not seen' run get "$id"; }
listed() {
    run list --name 生活 --json >"$dir/list" && [ "$(package id <"$dir/list")" = "$id" ] &&
        says 0 '1 package at' run list --name 生活 && says 0 'There is no such package' run list --name life
}
tagged() {
    says 0 Tagged run tag "$id" env=prod team=网络 && says 0 "$id" run list --tag env=prod --tag team=网络 &&
        says 0 Untagged run untag "$id" team && says 0 'There is no such package' run list --tag team=网络
}
rehearsed() {
    before=$(changes)
    for words in "update $id --name x" "resize $id --bandwidth 7" "bind $id --bound-to $network" \
        "unbind $id --bound-to $network" "delete $id" "get $id" list "wait $id --until ready"; do
        # shellcheck disable=SC2086
        says 0 'Nothing was sent' run $words --dry-run || return 1
    done
    # shellcheck disable=SC2086
    says 0 'Nothing was sent' run find --name life $terms --dry-run && [ "$(changes)" = "$before" ]
}
found() {
    # shellcheck disable=SC2086
    says 0 "$id" run find --name life $terms && says 0 "$id" run find --name life $terms --since 2h
}
# One line with the keys of every other result.
in_json() {
    for words in "get $id" list "wait $id --until ready" "update $id --name life" "unbind $id" 'get a/b' 'get'; do
        # shellcheck disable=SC2086
        run $words --json >"$dir/json" 2>"$dir/stderr"
        [ ! -s "$dir/stderr" ] && [ "$(wc -l <"$dir/json")" = 1 ] || { echo "$words"; cat "$dir/json" "$dir/stderr"; return 1; }
        python3 - "$dir/json" <<'P' || return 1
import json, sys
keys = list(json.load(open(sys.argv[1])))
assert keys[:4] == ["outcome", "status", "message", "field"] and keys[-2:] == ["request", "packages"], keys
P
    done
}

for cloud in 'huawei --site china' alibaba baidu 'volcengine --site international' volcengine; do
    case $cloud in *international) at=byteplus ;; *) at=${cloud%% *} ;; esac
    case $at in huawei) network=cc-1 ;; alibaba | volcengine | byteplus) network=cen-1 ;; *) network=csn-1 ;; esac
    case $at in volcengine | byteplus) terms="$least --billing postpaid_95" ;; *) terms="$least --billing postpaid" ;; esac
    try "bought_and_waited_for_at_$at" bought
    try "found_at_$at" found
    try "looked_at_at_$at" says 0 'Mbit/s         5' run get "$id"
    try "every_verb_answers_in_json_at_$at" in_json
    try "rehearsed_at_$at" rehearsed
    try "renamed_at_$at" renamed
    try "listed_by_its_name_at_$at" listed
    try "resized_at_$at" resized
    try "waited_for_resized_at_$at" says 0 'Reached: 生活, 9 Mbit/s' run wait "$id" --until resized --bandwidth 9
    try "bound_at_$at" is_bound
    try "bound_to_the_same_again_is_done_at_$at" is_bound
    try "waited_for_bound_at_$at" says 0 "bound to       $network" run wait "$id" --until bound --bound-to "$network"
    [ "$at" = baidu ] || try "tagged_and_untagged_at_$at" tagged
    try "unbound_at_$at" is_unbound
    try "unbound_again_is_done_at_$at" is_unbound
    try "not_deleted_unasked_at_$at" says 1 'add --yes' run delete "$id"
    try "nor_resized_at_$at" says 1 "bwp: resize asks before it goes on" run resize "$id" --bandwidth 7
    try "deleted_at_$at" deleted
    try "deleted_again_is_not_found_at_$at" says 1 'Not deleted' run delete "$id" --yes
done
terms="$least --billing postpaid"
cloud=baidu
try tags_at_baidu_are_said_to_be_elsewhere says 1 'tag service' run tag csnBp-1 a=b

# Bad input: one sentence that names what is wrong, and nothing is sent.
before=$(changes)
cloud=alibaba
long=$(printf 'x%.0s' 1 2 3 4 5 6 7 8 9 0 1 2 3)
long=$long$long$long$long$long$long$long$long$long$long
while IFS='|' read -r text words; do
    name=$(echo "$words" | tr -cs 'a-z0-9A-Z\n' _ | cut -c1-60)
    # shellcheck disable=SC2086
    try "refused_$name" says 1 "$text" eval run $words
done <<END
id is missing|get
id is missing|get ''
id is missing|delete --yes
id is no id: it has|get a/../b
id is no id: it has|get 'a?b'
id is no id: it has|get $long
id is no id: it has|delete a%2fb --yes
bwp get takes one ID|get a b
name and description are both missing|update a
--bandwidth is "0"|resize a --bandwidth 0 --yes
of Mbit/s from 1 to 4294967295|resize a --bandwidth -1 --yes
bandwidth_mbps is missing|resize a --yes
bound_to is missing|bind a
bound_to is no id|bind a --bound-to ../x
tags (KEY=VALUE)|tag a
it has to be key=value, such as env=prod|tag a env
KEY=VALUE gives the key "env" twice|tag a env=1 env=2
tags (KEY)|untag a
KEY gives the key "env" twice|untag a env env
KEY is "env=prod"; give the key alone|untag a env=prod
--limit is "0"; it has to be a whole number of packages from 1 to 10000|list --limit 0
from 1 to 10000|list --limit 10001
until is missing; choose ready|wait a
until is "soon"; it has to be "ready"|wait a --until soon
until resized needs the bandwidth|wait a --until resized
goes with until resized only|wait a --until ready --bandwidth 5
goes with until bound only|wait a --until ready --bound-to x
--for is "0s"|wait a --until ready --for 0s
--for is "10 m"|wait a --until ready --for '10 m'
--name is no option of bwp resize|resize a --bandwidth 5 --name x
--tag is no option of bwp tag|tag a --tag a=b
--auto-pay is no option of bwp get|get a --auto-pay
END
# Not looked for is not "not there": a script that buys again on 1 is told so by the exit status alone.
unlooked() { # TEXT WORD...
    says 2 "$@" && grep -q '^Not looked for: ' "$dir/out" || return 1
    shift
    "$@" --json >"$dir/json" 2>"$dir/stderr"
    [ $? = 2 ] && [ ! -s "$dir/stderr" ] && [ "$(json_field outcome <"$dir/json")" != done ] &&
        [ "$(json_field status <"$dir/json")" != not_found ]
}
# shellcheck disable=SC2086
{
    try find_with_a_wrong_option_did_not_look unlooked '--since is "soon"' run find --since soon
    try find_without_keys_did_not_look unlooked ALIBABA_CLOUD_ACCESS_KEY_ID \
        env -u ALIBABA_CLOUD_ACCESS_KEY_ID -u ALIBABA_CLOUD_ACCESS_KEY_SECRET \
        "$bwp" find --endpoint "$endpoint" --provider alibaba --name life $terms
    for word in BWP_TIMEOUT_MS=soon BWP_SIGNATURE=none BWP_CA_FILE=/no-such-file; do
        try "find_with_${word%=*}_did_not_look" unlooked '' \
            env "$word" "$bwp" find --endpoint "$endpoint" --provider alibaba --name life $terms
    done
    try find_without_areas_did_not_look unlooked 'area_a is missing' \
        run find --name life --bandwidth 5 --billing postpaid
    refused_look() {
        fault '{"kind":"refuse","verb":"list","code":"Forbidden","status":403,"message":"no"}'
        says 2 'do not buy again' run find --name life $terms --max-attempts 1
    }
    try find_that_is_refused_is_unknown refused_look
    try find_that_looked_says_so says 1 'it may be bought' \
        "$bwp" find --endpoint "$endpoint" --provider baidu --name never-bought $terms
}
nothing_changed() { [ "$(changes)" = "$before" ]; }
try none_of_these_changed_anything nothing_changed
for cloud in 'huawei --site china' alibaba baidu 'volcengine --site international' volcengine; do
    at=$(echo "$cloud" | tr -cs 'a-z\n' _)
    try "what_is_not_there_is_not_seen_at_$at" says 1 'Not seen' run get nothing-1
    try "nor_unbound_at_$at" says 1 'Not unbound' run unbind nothing-1
done

# Exit status 3: bought, and something asked besides was not done.
cloud=alibaba
try an_unpaid_order_is_not_waited_for says 3 'the order waits for your payment' \
    run create --bandwidth 5 --areas china,china --billing prepaid --period 1month --wait
refused_bind() {
    fault '{"kind":"refuse","verb":"bind","code":"InvalidOperation.CenInstanceStatus","status":400,"message":"no"}'
    # shellcheck disable=SC2086
    says 3 'Bought' run create --name bound $terms --bind-to cen-1 && grep -q '^  but ' "$dir/out"
}
try bought_and_not_bound_is_three refused_bind
lag() { control lag "{\"ms\":$1}" >/dev/null; }
lag 60000
# shellcheck disable=SC2086
try bought_and_not_ready_in_time_is_three says 3 'not reached in time' run create --name slow $terms --wait --for 1s
late_in_json() {
    # shellcheck disable=SC2086
    run create --name slow $terms --wait --for 1s --json >"$dir/late" 2>"$dir/stderr"
    [ $? = 3 ] && [ ! -s "$dir/stderr" ] && [ "$(json_field outcome <"$dir/late")" = done ] &&
        [ "$(json_field status <"$dir/late")" = timeout ] && [ "$(json_field field <"$dir/late")" = wait ] &&
        package id <"$dir/late" | grep -q cenbwp-
}
try and_the_package_stands_in_its_json late_in_json
interrupted() {
    # shellcheck disable=SC2086
    "$bwp" create --endpoint "$endpoint" --provider alibaba --name signalled $terms --wait >"$dir/signalled" 2>&1 &
    pid=$!
    while ! grep -q 'waiting until ready' "$dir/signalled" && kill -0 "$pid"; do sleep 0.05; done
    kill -TERM "$pid"
    wait "$pid"
    got=$?
    cat "$dir/signalled"
    [ "$got" = 3 ] && grep -q '^Bought: signalled' "$dir/signalled"
}
try a_wait_that_is_ended_tells_what_was_bought interrupted
lag 0
lost() {
    fault '{"kind":"cut_after","verb":"list"}'
    says 1 'Not listed' run list --max-attempts 1
}
try a_lost_look_is_not_done lost

# What was only to be seen is not done where it cannot be seen.
unseen() { # STATUS WORD...: with a standard output that is full, and with none
    want=$1
    shift
    for form in '' --json; do
        # shellcheck disable=SC2086
        run "$@" $form >/dev/full 2>"$dir/full"
        got=$?
        # shellcheck disable=SC2086
        run "$@" $form >&- 2>"$dir/closed"
        echo "$got $?" | grep -qx "$want $want" && grep -q 'cannot be written' "$dir/full" "$dir/closed" ||
            { cat "$dir/full" "$dir/closed"; return 1; }
    done
}
try a_list_that_cannot_be_written_is_not_done unseen 1 list
# shellcheck disable=SC2086
try a_rehearsal_that_cannot_be_written_is_not_done unseen 1 create --name slow $terms --dry-run
tokenless() { ! grep -q 'client token' "$dir/full" "$dir/closed"; }
try nor_does_it_have_a_client_token tokenless
# shellcheck disable=SC2086
try but_what_was_bought_is_done unseen 0 create --name full $terms
# shellcheck disable=SC2086
try and_a_find_that_cannot_be_written_is_unknown unseen 2 find --name full $terms

# Tables: cells, not characters; cut where there is an edge, whole in a pipe.
cloud='huawei --site china'
for name in 香港-上海的带宽包 plain 'a name of some length that goes on and on for ever'; do
    run create --name "$name" --bandwidth 10 --areas china,asia-pacific --billing postpaid --bind-to cc-1 --tag env=prod \
        >/dev/null
done
fits() { # WIDTH
    (export COLUMNS="$1" NO_COLOR=1; on_terminal 0 - STATUS "$bwp" list) >"$dir/table" || return 1
    python3 - "$1" "$dir/table" <<'P'
import ast, sys, unicodedata
def width(text): return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
lines = ast.literal_eval(open(sys.argv[2]).read().split(" ", 1)[1]).decode().splitlines()
assert max(map(width, lines)) <= int(sys.argv[1]), [width(line) for line in lines]
rows = [line for line in lines if "ACTIVE" in line or "STATUS" in line]
assert len(rows) == 4
assert len({width(line[:max(line.find("ACTIVE"), line.find("STATUS"))]) for line in rows}) == 1, "not in columns"
assert all("\x1b" not in line for line in lines)
P
}
whole() { run list | tee "$dir/whole" | grep -q 'goes on and on for ever' && grep -q 'env=prod' "$dir/whole"; }
try a_table_in_a_pipe_is_whole whole
exported() { (export COLUMNS=80; whole); }
try and_stays_so_with_columns_exported exported

# on_terminal STATUS ANSWER TEXT COMMAND...: what it prints there has that text, \e for an escape; - answers nothing
cat >"$dir/terminal.py" <<'P'
import os, pty, sys
status, answer, text, *command = sys.argv[1:]
pid, fd = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
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
got = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
print(got, out)
sys.exit(got != int(status) or asked != (answer != "-") or text.replace("\\e", "\x1b") not in out.decode())
P
on_terminal() { python3 "$dir/terminal.py" "$@" --endpoint "$endpoint" --provider huawei --site china; }
for columns in 80 120 200; do try "a_table_fits_${columns}_columns" fits $columns; done
minus() { (export COLUMNS=-5 NO_COLOR=1; on_terminal 0 - 'no room for' "$bwp" list); }
try a_width_below_nothing_is_that_of_the_terminal minus
try a_terminal_gets_colours on_terminal 0 - '\e[32mACTIVE\e[0m' env TERM=xterm NO_COLOR= "$bwp" list
try but_not_with_no_color on_terminal 0 - '  ACTIVE  ' env TERM=xterm NO_COLOR=1 COLUMNS=200 "$bwp" list
id=$(run list --name plain --json | package id)
try a_wait_moves_on_a_terminal on_terminal 0 - 'waiting until ready (0s): ACTIVE, 10 Mbit/s' "$bwp" wait "$id" --until ready
try the_question_shows_what_it_is_about on_terminal 1 n '(plain, 10 Mbit/s between china and asia-pacific) at huawei?' \
    "$bwp" delete "$id"
try a_no_deletes_nothing says 0 plain run get "$id"
try a_resize_asks_as_well on_terminal 1 '' 'to 20 Mbit/s at huawei?' "$bwp" resize "$id" --bandwidth 20
try and_says_what_is_at_stake on_terminal 1 n 'This may cost more. [y/N]' "$bwp" resize "$id" --bandwidth 20
try a_resize_to_nothing_is_not_asked_about on_terminal 1 - 'bandwidth_mbps is missing' "$bwp" resize "$id"
try nor_is_what_no_package_is_called on_terminal 1 - 'id is no id: it has' "$bwp" delete a/../b
try nor_a_delete_without_keys on_terminal 1 - 'HUAWEICLOUD_SDK_AK' \
    env -u HUAWEICLOUD_SDK_AK -u HUAWEICLOUD_SDK_SK "$bwp" delete "$id"
nowhere() { python3 "$dir/terminal.py" "$@"; }
try nor_a_delete_at_no_provider nowhere 1 - 'provider is missing' "$bwp" delete "$id"
try without_a_terminal_the_fault_comes_first_as_well says 1 'provider is missing' "$bwp" delete "$id"
try and_so_it_does_with_a_wrong_request says 1 'bandwidth_mbps is missing' run resize "$id"
run unbind "$id" >/dev/null
try a_yes_deletes on_terminal 0 y 'Deleted: ' "$bwp" delete "$id"

unpaid() { # a resize of what was bought in advance
    run create --name in-advance --bandwidth 5 --areas china,china --billing prepaid --period 1month --auto-pay --json \
        >"$dir/bought" && id=$(package id <"$dir/bought") &&
        says 0 Ordered run resize "$id" --bandwidth 20 --yes && grep -q 'waits for your payment' "$dir/out" &&
        ! grep -q Resized "$dir/out"
}
try an_unpaid_resize_is_ordered unpaid
done_testing
