# The examples are made for Windows and buy from an emulator of this system: .ci/cross runs them with Wine.
. "$(dirname "$0")/common.sh"

start_emulator
# shellcheck disable=SC2046
build_exe() {
    "$cc" -std=c99 -static $strict -I"$root/include" "$root/examples/$1.c" "$build/libbwp.a" \
        $("$pkg_config" --libs libcurl libcjson libcrypto) -pthread -o "$dir/$1.exe"
}
for example in create life batch; do try "${example}_c_compiles" build_exe "$example"; done
run() { # EXAMPLE ARGUMENT...: what it says is in $dir/out
    example=$1
    shift
    wine "$dir/$example.exe" "$@" >"$dir/out" 2>&1
    status=$?
    cat "$dir/out"
    return "$status"
}
create() { run create "$endpoint" && grep -q '^bought cenbwp-' "$dir/out"; }
try create_c_buys create
life() { # PROVIDER BIND_TO HOW-MANY-CALLS-ARE-DONE
    run life "$1" "$2" "$endpoint" && [ "$(tr -d '\r' <"$dir/out" | grep -c '^[a-z]* *done$')" = "$3" ]
}
try life_c_at_huawei life huawei cc-1 8
try life_c_at_alibaba life alibaba cen-1 8
try life_c_at_baidu_which_changes_no_tags life baidu csn-1 7
try life_c_at_volcengine life volcengine cen-1 8
many() { run batch "$1" 60 "$endpoint" && [ "$(grep -c ': done ' "$dir/out")" = 60 ]; }
for provider in huawei alibaba baidu; do try "batch_c_buys_sixty_at_$provider" many "$provider"; done
bought() { [ "$(grep -c '"verb":"create"' "$dir/ledger")" = 185 ]; }
try nothing_was_bought_twice bought
nobody_there() { ! run create http://127.0.0.1:9 && grep -q 'nothing was sent' "$dir/out"; }
try where_nobody_listens_nothing_is_bought nobody_there
done_testing
