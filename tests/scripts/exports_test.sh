# What the shared library exports is what the header declares and the map lists: no more, no less.
. "$(dirname "$0")/common.sh"

nm -D --defined-only "$build/libbwp.so" | awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | sort -u >"$dir/exported"
tr '\n' ' ' <"$root/include/bwp/bwp.h" | grep -oE 'BWP_API [^;(]*\(' | grep -oE 'bwp_[a-z0-9_]+ *\($' | tr -d ' (' |
    sort -u >"$dir/declared"
sed -n 's/^ *\(bwp_[a-z0-9_]*\);$/\1/p' "$root/lib/libbwp.map" | sort >"$dir/listed"

try the_map_lists_what_the_header_declares diff "$dir/declared" "$dir/listed"
try the_library_exports_what_the_map_lists diff "$dir/listed" "$dir/exported"
enough() { [ "$(wc -l <"$dir/declared")" -ge 40 ]; }
try the_header_was_read enough
soname() { readelf -d "$build/libbwp.so" | grep -q 'SONAME.*\[libbwp\.so\.1\]'; }
try the_soname_is_that_of_the_abi soname
needs() {
    readelf -d "$build/libbwp.so" | sed -n 's/.*(NEEDED).*\[\(.*\)\].*/\1/p' | grep -vE '^(libcurl|libcjson|libcrypto|libc|libpthread|libm|ld-linux)'
}
only_three() { ! needs; }
try nothing_else_is_linked only_three
writable() { # constants that hold pointers are in .data.rel.ro, which is read-only once loaded
    nm --format=sysv "$build/libbwp.so" | tr -d ' ' | awk -F'|' '$7 == ".data" || $7 == ".bss" { sub(/\.[0-9]+$/, "", $1); print $1 }'
}
allowed='completed|__dso_handle|__TMC_END__|_edata|_end|__bss_start|is_ready|lock'
no_global_state() { ! writable | grep -vE "^($allowed)$"; }
try no_writable_global_state_but_one_time_initialisation no_global_state
done_testing
