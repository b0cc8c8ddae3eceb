# The emulator as other people's tests use it: its options, its files, its words for a shell, and what it remembers.
. "$(dirname "$0")/common.sh"
program=$build/bwp-emulator
bwp=$build/bwp
ten='--bandwidth 10 --areas china,china --billing postpaid'

# says STATUS TEXT COMMAND...: that exit status, and that text in what it prints
says() {
    want=$1
    text=$2
    shift 2
    timeout 60 "$@" >"$dir/out" 2>&1
    got=$?
    cat "$dir/out"
    [ "$got" = "$want" ] || { echo "exit status $got, not $want"; return 1; }
    grep -qF -- "$text" "$dir/out" || { echo "does not say: $text"; return 1; }
}
# until COMMAND...: waits for it to succeed, half a minute at most
until_it() {
    tries=0
    until "$@" 2>/dev/null; do
        tries=$((tries + 1))
        [ "$tries" -le 300 ] || { echo "never: $*"; return 1; }
        sleep 0.1
    done
}
ask() { # METHOD PATH [BODY]: what the emulator itself answers
    python3 - "$BWP_ENDPOINT" "$@" <<'P'
import os, ssl, sys, urllib.error, urllib.request
base, method, path = sys.argv[1:4]
body = sys.argv[4].encode() if len(sys.argv) > 4 else None
trust = ssl.create_default_context(cafile=os.environ.get("BWP_CA_FILE"))
trust.verify_flags |= ssl.VERIFY_X509_STRICT
handlers = [urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=trust)]
try:
    answer = urllib.request.build_opener(*handlers).open(urllib.request.Request(base + path, body, method=method), timeout=30)
except urllib.error.HTTPError as error:
    answer = error
sys.stdout.buffer.write(answer.read())
P
}
# json EXPRESSION: of the JSON on standard input, which is called j
json() { python3 -c 'import json,sys; j = json.load(sys.stdin); print(eval(sys.argv[1]))' "$1"; }
buy() { "$bwp" create --endpoint "$BWP_ENDPOINT" "$@"; }
# begin OPTION...: the emulator as a child, with its endpoint and keys in the environment
begin() {
    [ -z "$emulator" ] || kill "$emulator" # left by a test that failed
    rm -f "$dir/began"
    "$program" --port-file "$dir/began" "$@" >"$dir/said" 2>"$dir/complained" &
    emulator=$!
    until_it test -s "$dir/began" || return 1
    export BWP_ENDPOINT="http://127.0.0.1:$(cat "$dir/began")"
    export BCE_ACCESS_KEY_ID=emulator-access-key BCE_SECRET_ACCESS_KEY=emulator-secret-key
    export ALIBABA_CLOUD_ACCESS_KEY_ID=emulator-access-key ALIBABA_CLOUD_ACCESS_KEY_SECRET=emulator-secret-key
    unset BWP_CA_FILE
}
end() {
    kill "$emulator" && wait "$emulator"
    status=$?
    emulator=
    return "$status"
}
# begin_env OPTION...: the emulator in the background, where its output has to end, or whoever reads it would hang
begin_env() {
    [ -z "$emulator" ] || kill "$emulator"
    "$program" --env "$@" 2>&1 | timeout 60 cat >"$dir/environment" || { echo 'its output does not end'; return 1; }
    eval "$(cat "$dir/environment")" && emulator=$BWP_EMULATOR_PID
}
end_env() {
    kill "$BWP_EMULATOR_PID" && emulator= && until_it not_there
}
not_there() { ! ask GET /emulator/clock >"$dir/gone" 2>&1; }

# ---- the command line ----

every_option_is_told() {
    "$program" --help >"$dir/help" || return 1
    for option in port listen port-file tls tls-cert tls-key ledger env verbose help version; do
        grep -q -- "--$option " "$dir/help" || { echo "--help leaves out --$option"; return 1; }
        grep -q "^\.It Fl.* -$option" "$root/src/emulator/bwp-emulator.1" || { echo "the man page leaves out --$option"; return 1; }
    done
    [ "$(awk 'length > 80' "$dir/help" | wc -l)" = 0 ]
}
try help_and_man_page_tell_every_option_in_80_columns every_option_is_told
try a_letter_asks_for_help_too says 0 'Usage: bwp-emulator' "$program" -h
try a_letter_asks_for_the_version_too says 0 "bwp-emulator $(release)" "$program" -V
try a_swapped_letter_is_near says 1 '--prot is not an option; did you mean --port?' "$program" --prot 1
try a_missing_letter_is_near says 1 'did you mean --port-file?' "$program" --port-fle=x
guesses_nothing() { says 1 'is not an option; --help lists them all' "$program" "$1"; }
try what_is_far_is_not_suggested guesses_nothing --yes
try nor_a_short_word_with_two_mistakes guesses_nothing --txx
try a_word_without_dashes_is_explained says 1 'every option begins with --' "$program" 8080
try a_flag_takes_no_value says 1 '--tls has a value; it takes none' "$program" --tls=yes
try an_option_without_its_value_is_told says 1 '--port has no value; give N' "$program" --port
try a_port_has_to_be_a_number says 1 '--port is http; it has to be a number from 0 to 65535' "$program" --port http
try a_certificate_needs_its_key says 1 'HTTPS needs both --tls-cert and --tls-key' "$program" --tls-cert x
try two_certificates_are_one_too_many says 1 '--tls is given beside --tls-cert' "$program" --tls --tls-cert x --tls-key y
try an_address_has_to_be_an_address says 1 '--listen is localhost; it has to be an IPv4 or IPv6 address' \
    "$program" --listen localhost
try an_address_has_to_be_of_this_machine says 1 'give an address of this machine' "$program" --listen 192.0.2.1

# ---- for a shell ----

readme_lines() {
    sed -n '/^    eval "$(build\/bwp-emulator --env)"/,/^    kill/p' "$root/README.md" | sed "s|build/|$build/|g" >"$dir/lines"
    [ "$(wc -l <"$dir/lines")" = 3 ] && timeout 60 sh -e "$dir/lines" >"$dir/out" 2>&1
    status=$?
    cat "$dir/out"
    [ "$status" = 0 ] && grep -q '^Bought: test' "$dir/out"
}
try the_three_lines_of_the_readme_buy readme_lines

buys_everywhere() {
    export HUAWEICLOUD_SDK_SECURITY_TOKEN=stale ALIBABA_CLOUD_SECURITY_TOKEN=stale BCE_SESSION_TOKEN=stale
    export VOLCENGINE_SESSION_TOKEN=stale
    begin_env || return 1
    buy --provider huawei --site china --name a $ten && buy --provider alibaba --name a $ten &&
        buy --provider baidu --name a $ten &&
        buy --provider volcengine --name a --bandwidth 10 --areas china,china --billing postpaid_95 &&
        buy --provider volcengine --site international --name b --bandwidth 10 --areas china,china --billing postpaid_95
}
try one_eval_has_the_keys_of_every_cloud buys_everywhere
four() { [ "$(ask GET /emulator/ledger | json 'j["counts"]')" = "{'huawei': 1, 'alibaba': 1, 'baidu': 1, 'volcengine': 2}" ]; }
try and_its_endpoint_is_the_one_that_sold four
try the_process_number_ends_it end_env

without_quotes() {
    # shellcheck disable=SC2046
    (eval $("$program" --env) && kill "$BWP_EMULATOR_PID")
}
try an_eval_without_quotes_works_as_well without_quotes
proxied() {
    export http_proxy=http://127.0.0.1:1 no_proxy=example.com
    begin_env && buy --provider baidu --name a $ten && [ "$no_proxy" = 127.0.0.1,example.com ]
    status=$?
    unset http_proxy no_proxy
    end_env && return "$status"
}
try a_proxy_of_the_user_is_passed_by proxied
failing_eval() {
    BWP_ENDPOINT=https://the.real.cloud.example
    if eval "$("$program" --env --listen 192.0.2.1 2>/dev/null)"; then return 1; fi
    [ -z "${BWP_EMULATOR_PID:-}" ] && [ "$BWP_ENDPOINT" = bwp-emulator-did-not-start ] || return 1
    if eval "$("$program" --env --prot 1 2>/dev/null)"; then return 1; fi
    [ "$BWP_ENDPOINT" = bwp-emulator-did-not-start ] && ! buy --provider baidu --name a $ten
}
try where_it_cannot_start_the_eval_fails_and_no_endpoint_is_left failing_eval

# ---- certificate and address ----

over_tls() {
    export TMPDIR="$dir/a folder's"
    mkdir "$TMPDIR"
    begin_env --tls && buy --provider baidu --name a $ten && ask GET /emulator/clock
}
try a_new_certificate_is_trusted_by_its_authority over_tls
private() { [ "$(dirname "$(dirname "$BWP_CA_FILE")")" = "$TMPDIR" ] && [ "$(ls -ld "$(dirname "$BWP_CA_FILE")" | cut -c1-10)" = drwx------ ]; }
try the_authority_is_in_a_private_folder private
no_key() { ! grep -rl PRIVATE "$TMPDIR"; }
try and_no_private_key_is_written no_key
try without_the_authority_nobody_trusts_it says 1 'certificate' \
    env -u BWP_CA_FILE "$bwp" create --endpoint "$BWP_ENDPOINT" --provider baidu --name b $ten
leaves_nothing() { end_env && until_it empty; }
empty() { [ -z "$(ls -A "$TMPDIR")" ]; }
try the_folder_goes_at_the_end leaves_nothing
unset TMPDIR
prints_where() {
    "$program" --tls --port-file "$dir/tls" >"$dir/said" &
    emulator=$!
    until_it test -s "$dir/tls" && until_it grep -q . "$dir/said" && ca=$(sed -n 's/^its certificate is signed by //p' "$dir/said")
    grep -q 'BEGIN CERTIFICATE' "$ca" && end && [ ! -e "$ca" ]
}
try without_env_it_prints_where_the_authority_is prints_where

reaches() { # ADDRESS: whether the emulator answers there
    python3 -c 'import socket,sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), 10).close()' "$1" "${BWP_ENDPOINT##*:}" 2>/dev/null
}
loopback_only() { begin && reaches 127.0.0.1 && ! reaches 127.0.0.2 && end; }
try it_listens_on_127_0_0_1_only loopback_only
elsewhere() { begin --listen 127.0.0.2 && reaches 127.0.0.2 && ! reaches 127.0.0.1 && grep -q 'http://127.0.0.2:' "$dir/said" && end; }
try it_listens_where_it_is_told elsewhere
everywhere() { begin --listen 0.0.0.0 && reaches 127.0.0.1 && reaches 127.0.0.2 && grep -q 'every other address' "$dir/said" && end; }
try it_listens_everywhere_where_it_is_told everywhere

# ---- what it says of requests ----

begin --verbose || exit 1
ask POST /emulator/faults '{"kind":"refuse","provider":"alibaba","code":"Forbidden.RAM"}' >"$dir/out"
buy --provider alibaba --name a $ten >"$dir/out" 2>&1
BCE_SECRET_ACCESS_KEY=wrong buy --provider baidu --name a $ten >"$dir/out" 2>&1
ask GET /v9/nowhere >"$dir/out"
buy --provider baidu --name a $ten >"$dir/out" 2>&1
refused() { ask GET /emulator/refused | json "$1" | grep -qF -- "$2"; }
try a_refusal_is_recorded_with_its_reason refused 'j["refused"][1]' "'code': 'SignatureDoesNotMatch'"
try and_with_its_address refused 'j["refused"][1]["provider"] + j["refused"][1]["path"]' baidu/v1/csn/bp
try a_refusal_on_purpose_is_marked refused 'j["refused"][0]["fault"] + j["refused"][0]["code"]' refuseForbidden.RAM
try a_path_of_no_cloud_is_recorded refused 'j["refused"][2]["path"] + j["refused"][2]["message"]' '/v9/nowhereno cloud has this path'
try what_was_sold_is_no_refusal refused '(j["count"], len(j["refused"]))' '(3, 3)'
lines() {
    grep -q '^20.* baidu POST /v1/csn/bp 200$' "$dir/complained" &&
        grep -q 'baidu POST /v1/csn/bp 400, refused, SignatureDoesNotMatch: ' "$dir/complained" &&
        grep -q 'alibaba .* 400, refused, Forbidden.RAM: .*, harmed by the fault refuse$' "$dir/complained"
}
try verbose_says_each_request lines
silent() { ! grep -E 'emulator-(access|secret)|[0-9a-f]{64}|clientToken|Signature=' "$dir/complained"; }
try verbose_says_no_key_and_no_signature silent
answers() { ask POST /emulator/faults "$1" | grep -F -- "$2"; }
try a_fault_of_no_kind_lists_them answers '{"kind":"fire"}' 'kind is fire; it has to be cut_before, cut_after,'
try a_fault_at_no_provider_lists_them answers '{"kind":"empty","provider":"x"}' 'provider has to be iam, huawei, alibaba, baidu, volcengine, huawei-metadata, alibaba-metadata or volcengine-metadata'
try a_fault_of_no_verb_lists_them answers '{"kind":"empty","verb":"x"}' 'verb has to be create, get, list, update,'
try a_fault_that_is_no_json_is_told answers '{"kind":05}' 'the body cannot be used: it is not JSON'
ends_lines() {
    for path in ready ledger refused faults clock nothing; do
        [ "$(ask GET "/emulator/$path" | tail -c 1 | od -An -c | tr -d ' ')" = '\n' ] || { echo "$path"; return 1; }
    done
}
try a_control_answer_ends_its_line ends_lines
arranges() { ask POST "/emulator/$1" "$2" | grep -F -- "$3"; } # PATH BODY TEXT
is_ready() { [ "$(ask GET /emulator/ready)" = '{"ready":true}' ]; }
try it_says_that_it_is_ready is_ready
try an_order_to_pay_has_one_name arranges pay '{}' 'give either id, that of a package, or order_id'
try an_order_to_pay_has_to_be_there arranges pay '{"order_id":"x"}' 'order_id is x; there is no order of that id'
try a_lag_is_counted_or_timed arranges lag '{"provider":"baidu"}' 'give looks, how many will not see a new package, or ms'
try a_lag_is_at_a_provider arranges lag '{"provider":"x","looks":1}' 'provider has to be iam, huawei, alibaba, baidu, volcengine, huawei-metadata, alibaba-metadata or volcengine-metadata'
try a_lag_that_is_none_is_told arranges lag '{"looks":-1}' 'looks is -1; it has to be from 0 to'
try a_limit_is_of_a_package arranges limits '{"id":"x","mbps":1}' 'id is x; no package of that id has been sold'
try a_state_has_a_word arranges state '{"id":"x"}' 'status is missing'
try what_is_not_known_is_told arranges state '{"id":"x","status":"a","colour":"b"}' 'colour is not a key here'
try keys_of_a_machine_have_a_mode arranges metadata '{"tokens":"x"}' 'tokens has to be required, optional or none'
try what_a_machine_has_not_is_told arranges metadata '{"tokens":"none","colour":"b"}' 'give tokens, keys_seconds or role'
try what_is_no_object_is_told arranges lag '[]' 'the body has to be a JSON object'
limited() { # a package has no more than its bandwidth to give away
    id=$(ask GET /emulator/ledger | json 'j["purchases"][-1]["id"]')
    arranges limits "{\"id\":\"$id\",\"mbps\":11}" 'mbps is 11, more than the package has' &&
        arranges limits "{\"id\":\"$id\",\"mbps\":10}" '{"done":true}'
}
try a_limit_is_within_the_bandwidth limited
told_in_man() {
    for path in ready ledger refused faults clock pay lag limits state metadata; do
        grep -q "^\.It Li .*/emulator/$path\$" "$root/src/emulator/bwp-emulator.1" || { echo "the man page leaves out $path"; return 1; }
        "$program" --help | grep -qw "$path" || { echo "--help leaves out $path"; return 1; }
    done
}
try help_and_man_page_tell_every_path_of_the_control told_in_man
forgets() { ask DELETE /emulator/ledger >"$dir/out" && refused 'j["count"]' 0; }
try clearing_the_ledger_clears_the_refusals forgets
quiet() { end && begin && buy --provider baidu --name a $ten && end && [ ! -s "$dir/complained" ]; }
try without_verbose_nothing_is_said quiet

# ---- a machine with keys of its own ----

# As the man page has it: where this program may make a network of its own, the services get their addresses there.
cat >"$dir/machine" <<'S'
ip link set lo up && ip address add 169.254.169.254/32 dev lo && ip address add 100.100.100.200/32 dev lo || exit 1
"$program" --listen 169.254.169.254 --port 80 --port-file "$dir/first" >/dev/null &
first=$!
"$program" --listen 100.100.100.200 --port 80 --port-file "$dir/second" >/dev/null &
second=$!
eval "$("$program" --env)"
trap 'kill $first $second "$BWP_EMULATOR_PID"' EXIT
unset HUAWEICLOUD_SDK_AK HUAWEICLOUD_SDK_SK ALIBABA_CLOUD_ACCESS_KEY_ID ALIBABA_CLOUD_ACCESS_KEY_SECRET
tries=0
until [ -s "$dir/first" ] && [ -s "$dir/second" ]; do
    tries=$((tries + 1)) && [ "$tries" -le 300 ] && sleep 0.1 || exit 1
done
machine="--bandwidth 10 --areas china,china --billing postpaid --credentials metadata --endpoint $BWP_ENDPOINT --verbose"
"$bwp" create --provider huawei --site china --name machine $machine || exit 1
"$bwp" create --provider alibaba --name machine $machine || exit 1
ALIBABA_CLOUD_ECS_METADATA_DISABLED=true "$bwp" create --provider alibaba $machine && exit 1
exit 0
S
machine() {
    program=$program bwp=$bwp dir=$dir timeout 60 unshare --map-root-user --net sh "$dir/machine" >"$dir/out" 2>&1
    status=$?
    cat "$dir/out"
    [ "$status" = 0 ] && [ "$(grep -c '^Bought: machine' "$dir/out")" = 2 ] &&
        grep -q 'asking for keys at http://169.254.169.254$' "$dir/out" &&
        grep -q 'ALIBABA_CLOUD_ECS_METADATA_DISABLED is true' "$dir/out"
}
if unshare --map-root-user --net ip link set lo up >/dev/null 2>&1; then
    try a_machine_buys_with_keys_of_its_own machine
else
    echo 'skip a network of its own cannot be made here: whether a machine buys with keys of its own'
fi

# ---- the port file ----

stale_at_start() { echo 1 >"$dir/stale" && says 1 'cannot be listened on' "$program" --listen 192.0.2.1 --port-file "$dir/stale" && [ ! -e "$dir/stale" ]; }
try a_stale_port_file_goes_even_where_the_start_fails stale_at_start
gone_at_end() { begin && end && [ ! -e "$dir/began" ]; }
try the_port_file_goes_at_the_end gone_at_end
anothers() { begin && echo 2 >"$dir/new" && mv "$dir/new" "$dir/began" && end && [ "$(cat "$dir/began")" = 2 ]; }
try the_port_file_of_another_stays anothers
no_file() { says 1 'is not a file' "$program" --port-file "$dir" && [ -d "$dir" ]; }
try a_folder_is_no_port_file no_file
predictable() {
    echo precious >"$dir/victim"
    sh -c 'ln -s "$1/victim" "$1/linked.$$"; exec "$2" --port-file "$1/linked"' sh "$dir" "$program" >"$dir/said" &
    emulator=$!
    until_it test -s "$dir/linked" && end && [ "$(cat "$dir/victim")" = precious ]
}
try a_link_under_a_guessed_name_is_not_followed predictable

# ---- the ledger file ----

whole_lines() { # COUNT: as many, and each one JSON
    [ "$(wc -l <"$dir/ledger")" = "$1" ] && python3 -c 'import json,sys; [json.loads(line) for line in sys.stdin]' <"$dir/ledger"
}
closed() {
    rm -f "$dir/ledger" "$dir/began"
    "$program" --verbose --ledger "$dir/ledger" --port-file "$dir/began" >&- 2>&- &
    emulator=$!
    until_it test -s "$dir/began" && BWP_ENDPOINT=http://127.0.0.1:$(cat "$dir/began")
    buy --provider baidu --name a $ten && end && whole_lines 1
}
try closed_outputs_do_not_end_up_in_the_ledger_file closed
long=$(printf '%0128d' 0)
full_disk() {
    rm -f "$dir/ledger" "$dir/began"
    (ulimit -f 1; exec "$program" --ledger "$dir/ledger" --port-file "$dir/began" >/dev/null 2>&1) &
    emulator=$!
    until_it test -s "$dir/began" && BWP_ENDPOINT=http://127.0.0.1:$(cat "$dir/began")
    buy --provider alibaba --name "$long" --description "$long$long" --tag "a=$long" --tag "b=$long" --tag "c=$long" $ten && return 1
    [ ! -s "$dir/ledger" ] || { echo "half a line was left:"; cat "$dir/ledger"; return 1; }
    buy --provider baidu --name a $ten && whole_lines 1
}
try what_a_full_disk_cannot_hold_is_not_sold full_disk
sold_one() { ask GET /emulator/ledger | json 'len(j["purchases"]), j["counts"]["alibaba"]' | grep -qF '(1, 0)' && end; }
try and_the_ledger_agrees_with_its_file sold_one
killed_before() {
    printf '{"provider":"baidu","id' >"$dir/ledger"
    begin --ledger "$dir/ledger" && buy --provider baidu --name a $ten && end
    [ "$(wc -l <"$dir/ledger")" = 2 ] && tail -n 1 "$dir/ledger" | json 'j["name"]'
}
try half_a_line_of_an_earlier_run_is_ended_first killed_before
done_testing
