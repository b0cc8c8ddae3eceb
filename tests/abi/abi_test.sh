# What was promised with a release holds today: its functions, its structs, its numbers, and a program of that day.  Then the
# judge is judged: each way to break a promise, tried on the newest record, has to be seen.
. "$(dirname "$0")/../scripts/common.sh"
. "$root/tests/abi/abi.sh"

library=$build/libbwp.so
releases=$(cd "$root/tests/abi" && ls -d [0-9]*/ 2>/dev/null | tr -d / | sort -V)
if [ -z "$releases" ]; then
    echo "skip no release is recorded; make record-abi records what is here"
    exit 0
fi
if ! command -v abidiff >/dev/null; then
    echo "skip abidiff is not installed; .ci/deps install ci installs it"
    exit 0
fi
if ! readelf -S "$library" | grep -q '\.debug_info'; then
    echo "skip the library is built without -g, so nobody can tell what its functions take"
    exit 0
fi

difference() { abidiff --headers-dir2 "$root/include" --drop-private-types --exported-interfaces-only "$@"; }
# compare OLDER-RECORD NEWER-LIBRARY OLDER-LAYOUT NEWER-LAYOUT: fails on whatever is not an addition; any other status than 0
# counts, for abidiff calls a parameter of another type a change, and only what is gone incompatible
compare() {
    grown "$3" "$4" >"$dir/grown.abignore" && difference --no-added-syms --suppressions "$dir/grown.abignore" "$1" "$2"
}
structs() { broken "$1" "$2" >"$dir/broken"; cat "$dir/broken"; [ ! -s "$dir/broken" ]; }

layout "$root/include" "$dir/today" >"$dir/today.layout"
start_emulator
for release in $releases; do
    record=$root/tests/abi/$release
    layout "$record" "$dir/$release" >"$dir/$release.layout"
    stub "$record" "$record/libbwp.map" "$dir/$release.so"
    # on another machine the numbers of the record are not ours: there the release's header is compiled again
    abi=$record/libbwp.abi
    readelf -h "$library" | grep -q 'Machine:.*X86-64' && readelf -h "$library" | grep -q ELF64 || abi=$dir/$release.so

    try "functions_of_${release}_are_as_they_were" compare "$abi" "$library" "$dir/$release.layout" "$dir/today.layout"
    try "structs_and_numbers_of_${release}_are_as_they_were" structs "$dir/$release.layout" "$dir/today.layout"
    yesterday() {
        mkdir -p "$dir/old" && ln -sf "$dir/$release.so" "$dir/old/libbwp.so" &&
            "$cc" -std=c99 -I"$record" "$root/tests/abi/program.c" -L"$dir/old" -lbwp -o "$dir/program" &&
            readelf -V "$dir/program" | grep -q 'Name: LIBBWP_' && LD_LIBRARY_PATH=$build "$dir/program" "$endpoint" \
                "of-$(echo "$release" | tr . -)"
    }
    try "a_program_of_${release}_runs_with_todays_library" yesterday
    difference "$abi" "$library" >"$dir/said"
    echo "since $release: $(sed -n 's/^Functions changes summary: //p' "$dir/said" | grep . || echo 'no function is another')"
    sed -n "s/^ *\[A\] '\(.*\)'.*/    added: \1/p" "$dir/said"
    diff "$dir/$release.layout" "$dir/today.layout" | sed -nE 's/^> (member|word)/    added: \1/p'
done
[ -z "$emulator" ] || kill "$emulator"
emulator=

# ---- the judge ----

read_whole() { [ "$(grep -c '^member' "$dir/$release.layout")" -ge 72 ] && [ "$(grep -c '^word' "$dir/$release.layout")" -ge 38 ]; }
try the_recorded_header_was_read read_whole

# alter NAME WHAT-TO-DO-TO-THE-HEADER [AND-TO-THE-MAP]: a library and a layout of a header with one thing changed
alter() {
    mkdir "$dir/$1" "$dir/$1/bwp" && cp "$record/bwp/version.h" "$dir/$1/bwp/" &&
        sed "$2" "$record/bwp/bwp.h" >"$dir/$1/bwp/bwp.h" && ! cmp -s "$record/bwp/bwp.h" "$dir/$1/bwp/bwp.h" &&
        sed "${3:-}" "$record/libbwp.map" >"$dir/$1/map" && stub "$dir/$1" "$dir/$1/map" "$dir/$1/so" &&
        layout "$dir/$1" "$dir/$1/program" >"$dir/$1/layout"
}
holds() { compare "$abi" "$dir/$1/so" "$dir/$release.layout" "$dir/$1/layout" && structs "$dir/$release.layout" "$dir/$1/layout"; }
is_seen() { alter "$@" && ! holds "$1"; }
is_taken() { alter "$@" && holds "$1"; }

try a_removed_function_is_seen is_seen removed '/^BWP_API bwp_outcome bwp_resize/d' '/bwp_resize;/d'
try a_parameter_of_another_type_is_seen is_seen parameter 's/\(bwp_batch_step(.*\)int/\1long/'
try a_function_that_returns_another_type_is_seen is_seen returned 's/^BWP_API size_t bwp_batch_step/BWP_API int bwp_batch_step/'
try a_function_in_another_node_is_seen is_seen node '$s/$/ /' \
    '/ bwp_wait;/d; s/^LIBBWP_1.0 {/LIBBWP_0.9 { global: bwp_wait; };\n&/'
try a_reordered_field_is_seen is_seen reordered '/^    const char \*ca_file;/{h;d;}; /^    const char \*proxy;/G'
try a_removed_field_is_seen is_seen gone '/^    const char \*proxy;/d'
try a_field_in_the_middle_is_seen is_seen middle 's/^    const char \*proxy;/    const char *middle;\n&/'
try a_field_of_another_type_is_seen is_seen typed 's/uint32_t    max_attempts;/int32_t     max_attempts;/'
try a_field_in_what_was_padding_is_seen is_seen padded 's/^} bwp_change;/    bool more;\n&/'
try a_field_at_the_end_of_what_does_not_tell_its_size_is_seen is_seen tag 's/^} bwp_tag;/    const char *more;\n&/'
try a_reordered_field_of_a_struct_that_grew_is_seen is_seen both \
    's/^} bwp_config;/    const char *more;\n&/; /^    const char \*ca_file;/{h;d;}; /^    const char \*proxy;/G'
try a_renumbered_enumerator_is_seen is_seen renumbered 's/BWP_ERR_CLOCK  *= 8,/BWP_ERR_CLOCK = 88,/'
try a_removed_enumerator_is_seen is_seen unnamed '/^ *BWP_ERR_CLOCK  *= 8,/d'
try a_field_at_the_end_is_taken is_taken grown 's/^} bwp_filter;/    const char *more;\n&/'
try an_enumerator_more_is_taken is_taken named 's/BWP_ERR_RESPONSE  *= 18/&, BWP_ERR_MORE = 19/'
try a_function_more_is_taken is_taken added 's/^BWP_API void bwp_free(void \*text);/&\nBWP_API void bwp_more(void);/' 's/^ *bwp_free;/&\n    bwp_more;/'
done_testing
