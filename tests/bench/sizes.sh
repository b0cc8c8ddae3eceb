#!/bin/sh
# sizes.sh BUILD - what the library weighs, as lines "bytes name": the stripped one and its parts, a static program of
# nothing but a create, and the machine code of each folder of lib/ and of each file in it that holds more than 2 KB.
set -eu
build=$1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
strip -o "$work/libbwp.so" "$(readlink -f "$build/libbwp.so")"
echo "$(wc -c <"$work/libbwp.so") libbwp.so, stripped"
# Sections are listed with their flags; the sum of those that are loaded, and what only pads.
readelf -SW "$work/libbwp.so" | sed 's/^ *\[ *[0-9]*\] *//' |
    while read -r name _ _ _ size _; do
        case $name in
        .text | .rodata | .eh_frame | .rela.dyn | .relr.dyn | .data.rel.ro | .dynsym | .dynstr)
            echo "$((0x$size)) section $name"
            ;;
        esac
    done
strip -o "$work/static" "$build/tests/bench/static"
echo "$(wc -c <"$work/static") program with libbwp.a, stripped"
for folder in lib/*/; do
    size "$build/$folder"*.o | awk -v name="${folder%/}" 'NR > 1 { sum += $1 } END { print sum, name }'
done
