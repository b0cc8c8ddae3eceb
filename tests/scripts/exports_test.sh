# What the shared library exports is what the header declares and the map lists: no more, no less.
. "$(dirname "$0")/common.sh"

if ! command -v readelf >/dev/null; then
    echo "skip readelf is not installed, or this is no system for it"
    exit 0
fi

nm -D --defined-only --with-symbol-versions "$build/libbwp.so" | awk '$2 != "A" { sub(/@+/, " ", $3); print $3 }' | sort >"$dir/exported"
tr '\n' ' ' <"$root/include/bwp/bwp.h" | grep -oE 'BWP_API [^;(]*\(' | grep -oE 'bwp_[a-z0-9_]+ *\($' | tr -d ' (' |
    sort -u >"$dir/declared"
# a line for each name, with its node: bwp_create LIBBWP_1.0
awk '/^[^ ].*{$/ { node = $1 } /^ *bwp_[a-z0-9_]*;$/ { sub(/;/, ""); print $1, node }' "$root/lib/libbwp.map" | sort >"$dir/listed"
cut -d' ' -f1 "$dir/listed" >"$dir/names"

try the_map_lists_what_the_header_declares diff "$dir/declared" "$dir/names"
try the_library_exports_what_the_map_lists diff "$dir/listed" "$dir/exported"
# A node is called after a release that is out or next, and each names the one before it.
nodes() {
    number=$(sed -nE 's/^#define BWP_VERSION_(MAJOR|MINOR) *([0-9]*)$/\2/p' "$root/include/bwp/version.h" | tr '\n' ' ')
    awk -v "number=$number" '
        BEGIN { split(number, now, " ") }
        /^[^ ].*{$/ {
            node = $1
            if (node !~ /^LIBBWP_[0-9]+\.[0-9]+$/) { print node " is not called after a release"; bad = 1 }
            split(substr(node, 8), release, ".")
            if (release[1] > now[1] + 0 || release[1] == now[1] && release[2] > now[2] + 0) { print node " is not out yet"; bad = 1 }
        }
        /^}/ {
            if ($0 != "}" (last == "" ? "" : " " last) ";") { print node " has to end in } " last ";"; bad = 1 }
            last = node
        }
        END { exit bad || last == "" }' "$root/lib/libbwp.map"
}
try each_release_has_a_node_of_its_own nodes
twice() { [ -z "$(uniq -d "$dir/names")" ]; }
try every_name_stands_in_one_node twice
enough() { [ "$(wc -l <"$dir/declared")" -ge 40 ]; }
try the_header_was_read enough
soname() { readelf -d "$build/libbwp.so" | grep -q 'SONAME.*\[libbwp\.so\.1\]'; }
try the_soname_is_that_of_the_abi soname
bound_at_start() { readelf -d "$1" | grep -q 'FLAGS.*NOW'; }
try no_foreign_function_is_looked_up_later bound_at_start "$build/libbwp.so"
try nor_in_the_program bound_at_start "$build/bwp"
needs() {
    readelf -d "$build/libbwp.so" | sed -n 's/.*(NEEDED).*\[\(.*\)\].*/\1/p' | grep -vE '^(libcurl|libcjson|libcrypto|libc|libpthread|libm|ld-linux)'
}
only_three() { ! needs; }
try nothing_else_is_linked only_three
writable() { # constants that hold pointers are in .data.rel.ro, which is read-only once loaded; a static in a function is called
    # NAME.NUMBER by gcc and FUNCTION.NAME by clang
    nm --format=sysv "$build/libbwp.so" | tr -d ' ' | awk -F'|' '$7 == ".data" || $7 == ".bss" { sub(/\.[0-9]+$/, "", $1); sub(/^.*\./, "", $1); print $1 }'
}
allowed='completed|__dso_handle|__TMC_END__|_edata|_end|__bss_start|is_ready|lock'
no_global_state() { ! writable | grep -vE "^($allowed)$"; }
try no_writable_global_state_but_one_time_initialisation no_global_state
# As make builds it: what another compiler, its flags or its machine make of it is not the same to the byte.
case $(uname -m)-$("$cc" -dumpversion) in x86_64-12*) ;; *) echo 'skip the size of the library is known with gcc 12 on x86-64'; done_testing ;; esac
if ! grep -q -- '-O2 -g .* -flto=auto -flto-partition=one ' "$build/settings"; then
    echo 'skip the library was not made as a whole with the flags of the Makefile: its size'
    done_testing
fi
small() { strip -o "$dir/stripped" "$build/libbwp.so" && wc -c <"$dir/stripped" && [ "$(wc -c <"$dir/stripped")" -lt 200000 ]; }
try it_is_as_small_as_the_changelog_says small
done_testing
