# The README's first program is compiled from the README's own text, and buys.
. "$(dirname "$0")/common.sh"

sed -n '/^```c$/,/^```$/p' "$root/README.md" | sed '/^```/d' >"$dir/first.c"
short() { [ "$(grep -c . "$dir/first.c")" -le 32 ]; }
try the_first_program_is_short short
# shellcheck disable=SC2046
build_it() {
    "$cc" -std=c99 $strict -I"$root/include" "$dir/first.c" "$build/libbwp.a" \
        $("$pkg_config" --libs libcurl libcjson libcrypto) -pthread -o "$dir/first"
}
try the_first_program_compiles_without_a_warning build_it

says_what_is_missing() {
    "$dir/first" >"$dir/out"
    [ $? = 1 ] && grep -q 'ALIBABA_CLOUD_ACCESS_KEY_ID' "$dir/out"
}
try without_keys_it_names_the_environment says_what_is_missing
start_emulator
buys() { "$dir/first" "$endpoint" >"$dir/out" && grep -q '^bought cenbwp-' "$dir/out"; }
try with_keys_it_buys buys
once() { [ "$(purchases)" = 1 ]; }
try it_bought_once once
done_testing
