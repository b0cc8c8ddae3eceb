# The examples build without a warning and buy from the emulator.
. "$(dirname "$0")/common.sh"

start_emulator
# shellcheck disable=SC2046
build_c() {
    "$cc" -std=c99 $strict -I"$root/include" "$root/examples/$1.c" "$build/libbwp.a" \
        $("$pkg_config" --libs libcurl libcjson libcrypto) -pthread -o "$dir/$1"
}
try create_c_compiles build_c create
try unknown_c_compiles build_c unknown
try life_c_compiles build_c life
# shellcheck disable=SC2046
build_cc() {
    c++ -std=c++11 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -I"$root/include" "$root/examples/cpp/create.cc" \
        "$build/libbwp.a" $("$pkg_config" --libs libcurl libcjson libcrypto) -pthread -o "$dir/create-cc"
}
try create_cc_compiles build_cc
keyless() {
    env -u ALIBABA_CLOUD_ACCESS_KEY_ID "$dir/create"
    [ $? = 1 ]
}
try create_c_without_a_key_is_not_done keyless

python() {
    LIBBWP=$build/libbwp.so python3 "$root/examples/ffi/python/create.py" \
        "{\"provider\":\"$1\",\"endpoint\":\"$endpoint\"$2}" "$3"
}
request='"name":"from-python","bandwidth_mbps":10,"area_a":"china","area_b":"asia-pacific","billing":"postpaid"'
try python_buys_at_huawei python huawei ',"site":"international"' "{$request}"
try python_buys_at_alibaba python alibaba '' "{$request,\"tags\":{\"env\":\"prod\"}}"
try python_buys_at_baidu python baidu '' "{$request}"
wrong() {
    python baidu '' '{"nme":"x"}' 2>"$dir/err"
    [ $? = 1 ] && grep -q '"nme" is no field' "$dir/err"
}
try python_is_told_of_a_wrong_key wrong
cc_buys() { "$dir/create-cc" "$endpoint" | grep -q '^bought cenbwp-'; }
try create_cc_buys cc_buys
four() { [ "$(purchases)" = 4 ]; }
try four_packages_were_bought four
lost_twice() {
    python3 - "$endpoint" <<'P'
import sys, urllib.request
urllib.request.urlopen(urllib.request.Request(sys.argv[1] + "/emulator/faults", b'{"kind":"cut_after","times":2}', method="POST"))
P
    "$dir/unknown" "$dir/token" "$endpoint" >"$dir/out" && grep -q '^bought csnBp-' "$dir/out" && [ "$(grep -c '^[0-9]' "$dir/out")" = 3 ]
}
try unknown_c_asks_again_until_it_is_known lost_twice
five() { [ "$(purchases)" = 5 ]; }
try and_bought_once five
life() { # PROVIDER BIND_TO HOW-MANY-CALLS-ARE-DONE
    "$dir/life" "$1" "$2" "$endpoint" >"$dir/out" 2>&1 || { cat "$dir/out"; return 1; }
    [ "$(grep -c '^[a-z]* *done$' "$dir/out")" = "$3" ] && [ "$(grep -c ": [12]0 Mbit/s, bound to $2$" "$dir/out")" = 2 ]
}
try life_c_at_huawei life huawei cc-1 8
try life_c_at_alibaba life alibaba cen-1 8
try life_c_at_baidu_which_changes_no_tags life baidu csn-1 7
try life_c_at_volcengine life volcengine cen-1 8
gone() { [ "$(grep -c '"verb":"delete"' "$dir/ledger")" = 4 ]; }
try and_each_of_them_was_deleted gone
no_provider() { "$dir/life" nobody x >"$dir/out" 2>&1; [ $? = 1 ] && grep -q '^provider is "nobody"' "$dir/out"; }
try life_c_without_a_provider_is_not_done no_provider
demo() {
    sh "$root/examples/demo.sh" "$build" >"$dir/demo" && for word in Bought Resized Bound Unbound Deleted; do
        [ "$(grep -c "^$word: " "$dir/demo")" = 4 ] || return 1
    done
}
try the_demo_takes_a_package_through_its_life_at_four_clouds demo
done_testing
