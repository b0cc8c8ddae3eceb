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
try batch_c_compiles build_c batch
try loop_c_compiles build_c loop
# shellcheck disable=SC2046
build_cc() {
    c++ -std=c++17 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -I"$root/include" "$root/examples/cpp/life.cc" \
        "$build/libbwp.a" $("$pkg_config" --libs libcurl libcjson libcrypto) -pthread -o "$dir/life-cc"
}
try life_cc_compiles build_cc
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
three() { [ "$(purchases)" = 3 ]; }
try three_packages_were_bought three
lost_twice() {
    python3 - "$endpoint" <<'P'
import sys, urllib.request
urllib.request.urlopen(urllib.request.Request(sys.argv[1] + "/emulator/faults", b'{"kind":"cut_after","times":2}', method="POST"))
P
    "$dir/unknown" "$dir/token" "$endpoint" >"$dir/out" && grep -q '^bought csnBp-' "$dir/out" && [ "$(grep -c '^[0-9]' "$dir/out")" = 3 ]
}
try unknown_c_asks_again_until_it_is_known lost_twice
four() { [ "$(purchases)" = 4 ]; }
try and_bought_once four
cc_lives() { BWP_ENDPOINT=$endpoint "$dir/life-cc" | grep -q '^deleted csnBp-' && [ "$(purchases)" = 6 ]; }
try life_cc_buys_once_and_deletes cc_lives
life() { # PROVIDER BIND_TO HOW-MANY-CALLS-ARE-DONE
    "$dir/life" "$1" "$2" "$endpoint" >"$dir/out" 2>&1 || { cat "$dir/out"; return 1; }
    [ "$(grep -c '^[a-z]* *done$' "$dir/out")" = "$3" ] && [ "$(grep -c ": [12]0 Mbit/s, bound to $2$" "$dir/out")" = 2 ]
}
try life_c_at_huawei life huawei cc-1 8
try life_c_at_alibaba life alibaba cen-1 8
try life_c_at_baidu_which_changes_no_tags life baidu csn-1 7
try life_c_at_volcengine life volcengine cen-1 8
gone() { [ "$(grep -c '"verb":"delete"' "$dir/ledger")" = 5 ]; }
try and_each_of_them_was_deleted gone
many() { # PROGRAM PROVIDER PREFIX-OF-AN-ID
    before=$(purchases)
    "$dir/$1" "$2" 60 "$endpoint" >"$dir/out" 2>&1 || { cat "$dir/out"; return 1; }
    [ "$(grep -c "done $3" "$dir/out")" = 60 ] && [ "$(purchases)" = $((before + 60)) ]
}
try batch_c_buys_sixty many batch alibaba cenbwp-
try loop_c_buys_sixty_in_a_loop_around_poll many loop baidu csnBp-
if "$pkg_config" --exists libuv; then
    # shellcheck disable=SC2046
    build_uv() {
        "$cc" -std=c99 -D_GNU_SOURCE $strict -I"$root/include" $("$pkg_config" --cflags libuv) \
            "$root/examples/loop_uv.c" "$build/libbwp.a" \
            $("$pkg_config" --libs libcurl libcjson libcrypto libuv) -pthread -o "$dir/loop_uv"
    }
    try loop_uv_c_compiles build_uv
    try loop_uv_c_buys_sixty_in_a_loop_of_libuv many loop_uv baidu csnBp-
else
    echo 'skip libuv is not installed: loop_uv.c'
fi
lost() {
    fault '{"kind":"cut_after","provider":"huawei"}'
    "$dir/batch" huawei 3 "$endpoint" >"$dir/out" 2>&1
    [ $? = 2 ] && [ "$(grep -c ': done ' "$dir/out")" = 2 ] && [ "$(grep -c ': unknown ' "$dir/out")" = 1 ]
}
try batch_c_ends_with_2_where_nobody_knows lost
no_provider() { "$dir/life" nobody x >"$dir/out" 2>&1; [ $? = 1 ] && grep -q '^provider is "nobody"' "$dir/out"; }
try life_c_without_a_provider_is_not_done no_provider
demo() {
    sh "$root/examples/demo.sh" "$build" >"$dir/demo" && for word in Bought Resized Bound Unbound Deleted; do
        [ "$(grep -c "^$word: " "$dir/demo")" = 4 ] || return 1
    done
}
try the_demo_takes_a_package_through_its_life_at_four_clouds demo
done_testing
