#!/bin/sh
# sizes.sh BUILD - what the library weighs, as lines "bytes name": the stripped one and its parts, a static program of
# nothing but a create, the code and constants of each folder of lib/, and what each call adds to a static program that
# looks at one package.  All rooms come with a client, and all changes with one of them: they stand in tables.
set -eu
build=$1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
strip -o "$work/libbwp.so" "$build/libbwp.so"
size=$(wc -c <"$work/libbwp.so")
echo "$size libbwp.so, stripped"
test "$size" -lt 200000 || echo "$((size - 200000)) TOO MANY: gcc 12 and newer have to stay below 200000"
# Sections are listed with their flags; the sum of those that are loaded, and what only pads.
readelf -SW "$work/libbwp.so" | sed 's/^ *\[ *[0-9]*\] *//' |
    while read -r name _ _ _ size _; do
        case $name in
        .text | .rodata | .eh_frame | .eh_frame_hdr | .rela.dyn | .relr.dyn | .data.rel.ro | .dynsym | .dynstr)
            echo "$((0x$size)) section $name"
            ;;
        esac
    done
strip -o "$work/static" "$build/tests/bench/static"
echo "$(wc -c <"$work/static") program with libbwp.a, stripped"
for folder in lib/*/; do
    size "$build/$folder"*.o | awk -v name="${folder%/}" 'NR > 1 { sum += $1 } END { print sum, name }'
done

# weigh FUNCTIONS - the code and data of a static program that keeps these, which are handed to the linker as roots.
weigh() {
    ${CC:-cc} -Wl,--gc-sections $(printf -- '-Wl,-u,%s ' $1) "$work/main.c" "$build/libbwp.a" \
        $(cat "$build/needs/lib.libs") -pthread -o "$work/program"
    size "$work/program" | awk 'NR == 2 { print $1 + $2 }'
}

# call NAME FUNCTIONS - what they add to a program that looks already.
call() {
    echo "$(($(weigh "$look $2") - least)) more with $1"
}

look='bwp_client_new bwp_client_free bwp_result_free bwp_result_message'
echo 'int main(void) { return 0; }' >"$work/main.c"
echo "$(weigh "$look") static program with a client"
look="$look bwp_get"
least=$(weigh "$look")
echo "$least the same with bwp_get"
for verb in list wait find preview create whoami; do
    call "bwp_$verb" "bwp_$verb"
done
call 'bwp_update to bwp_delete' 'bwp_update bwp_resize bwp_bind bwp_unbind bwp_set_tags bwp_remove_tags bwp_delete'
call bwp_call_json bwp_call_json
call bwp_batch_create 'bwp_batch_new bwp_batch_create bwp_batch_step bwp_batch_next bwp_batch_free'
