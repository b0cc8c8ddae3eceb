# The examples keep the one rule of a careful buyer: choose a client token, store it, then call.
. "$(dirname "$0")/common.sh"

# shellcheck disable=SC2046
build_c() {
    "$cc" -std=c99 $strict -I"$root/include" "$root/examples/$1.c" "$build/libbwp.a" \
        $("$pkg_config" --libs libcurl libcjson libcrypto) -pthread -o "$dir/$1"
}
try create_c_compiles build_c create
try unknown_c_compiles build_c unknown
start_emulator

fault() {
    python3 - "$endpoint" "$1" <<'P'
import sys, urllib.request
urllib.request.urlopen(urllib.request.Request(sys.argv[1] + "/emulator/faults", sys.argv[2].encode(), method="POST"))
P
}
python() { LIBBWP=$build/libbwp.so python3 "$root/examples/ffi/python/create.py" "$@"; }
not_done() {
    "$@"
    [ $? = 1 ]
}

create_buys() { "$dir/create" "$endpoint" | grep -q '^bought cenbwp-' && [ "$(purchases)" = 1 ]; }
try create_c_asks_whom_it_is_told_to create_buys
try create_c_refuses_what_is_no_address not_done "$dir/create" --help
try create_c_refuses_more_words not_done "$dir/create" "$endpoint" --dry-run
try unknown_c_wants_a_file_for_its_token not_done "$dir/unknown"

# Every answer of the first run is lost, and so the run ends without one; the second run asks for the same purchase.
resumes() {
    fault '{"kind":"cut_after","times":5}'
    "$dir/unknown" "$dir/token" "$endpoint"
    [ $? = 2 ] && [ "$(purchases)" = 2 ] && "$dir/unknown" "$dir/token" "$endpoint" | grep -q '^bought csnBp-' &&
        [ "$(purchases)" = 2 ] && grep -qF "\"client_token\":\"$(cat "$dir/token")\"" "$dir/ledger"
}
try unknown_c_resumes_from_the_stored_token resumes
torn() {
    head -c 20 "$dir/token" >"$dir/torn"
    not_done "$dir/unknown" "$dir/torn" "$endpoint" && not_done "$dir/unknown" "$dir/nowhere/token" "$endpoint" &&
        [ "$(purchases)" = 2 ]
}
try unknown_c_does_not_buy_without_a_stored_token torn

config="{\"provider\":\"baidu\",\"endpoint\":\"$endpoint\",\"max_attempts\":1}"
request='{"name":"py","bandwidth_mbps":10,"area_a":"china","area_b":"china","billing":"postpaid"}'
python_resumes() {
    fault '{"kind":"cut_after","times":1}'
    python "$config" "$request" "$dir/python-token" 2>"$dir/err"
    [ $? = 2 ] && grep -qF "$(cat "$dir/python-token")" "$dir/err" &&
        python "$config" "$request" "$dir/python-token" | grep -q '^bought csnBp-' && [ "$(purchases)" = 3 ]
}
try create_py_resumes_from_the_stored_token python_resumes
python_says() {
    fault '{"kind":"cut_after","times":1}'
    python "$config" "$request" 2>"$dir/err"
    [ $? = 2 ] && grep -q 'ask again with client_token' "$dir/err"
}
try create_py_names_the_token_of_what_may_have_been_bought python_says
python_reads() { ! python "$config" '{' 2>"$dir/err" && grep -q '^not bought: ' "$dir/err" && ! grep -q Traceback "$dir/err"; }
try create_py_refuses_what_is_no_json python_reads
done_testing
