# What make would do on systems that are not this one: names and options that only those linkers know.
. "$(dirname "$0")/common.sh"

plan() { # SYSTEM GOAL...
    system=$1
    shift
    "${MAKE:-make}" -C "$root" -n -s SYSTEM="$system" BUILD="$dir/nowhere" PREFIX=/usr DESTDIR="$dir/stage" "$@"
}
for system in Linux FreeBSD Darwin; do
    plan "$system" lib install-lib uninstall >"$dir/$system" 2>"$dir/errors" || cat "$dir/errors"
    grep -oE -- '-Wl,[^ ]*|-dynamiclib|-shared|-install_name [^ ]*|-D_[A-Z_]*[^ ]*|libbwp[.0-9a-z]*' "$dir/$system" | sort -u \
        >"$dir/$system.words"
done

is_there() { # SYSTEM WORD...
    system=$1
    shift
    for word in "$@"; do grep -qxF -- "$word" "$dir/$system.words" || { echo "$system has no $word"; return 1; }; done
}
is_not_there() { # SYSTEM PATTERN
    ! grep -E -- "$2" "$dir/$1.words"
}

elf='-shared -Wl,-soname,libbwp.so.1 -Wl,--version-script=lib/libbwp.map -Wl,-z,now libbwp.so libbwp.so.1'
try linux_links_as_elf is_there Linux $elf
try freebsd_links_as_elf is_there FreeBSD $elf -D__BSD_VISIBLE=1
try elf_knows_no_dylib is_not_there Linux 'dylib|dynamiclib|install_name|-U,'
try darwin_links_a_dylib is_there Darwin -dynamiclib '-install_name @rpath/libbwp.1.dylib' -Wl,-U,_SSL_has_pending \
    libbwp.dylib libbwp.1.dylib libbwp.a -D_DARWIN_C_SOURCE
try darwin_is_asked_for_nothing_of_elf is_not_there Darwin '\.so|-shared|soname|version-script|-z,|Bsymbolic'
names_its_place() { grep -q "^install_name_tool -id '/usr/lib/libbwp.1.dylib' .*stage.*/usr/lib'/libbwp.1.*dylib$" "$dir/Darwin"; }
try an_installed_dylib_says_where_it_is names_its_place
leaves_nothing() { # what is installed in lib/ by that name goes with it
    for file in libbwp.dylib libbwp.1.dylib; do grep '^rm -f' "$dir/Darwin" | grep -qF "/$file" || { echo "$file stays"; return 1; }; done
}
try uninstall_knows_the_same_names leaves_nothing
visible() { for system in Linux FreeBSD Darwin; do grep -q -- '-fvisibility=hidden' "$dir/$system" || return 1; done; }
try what_is_not_of_the_api_is_hidden_everywhere visible

# ---- what a compiler can do, which is asked of it ----

# Whether the library is made as a whole is for flags to say that settle it themselves; asked or not, no plan of it fails.
as_a_whole() { plan Linux lib "$@" | grep -q -- ' -flto'; }
not_as_a_whole() { ! as_a_whole "$@"; }
if as_a_whole; then
    for given in CFLAGS='-O2 -fno-lto' CFLAGS='-O2 -fsanitize=address' LDFLAGS=-fuse-ld=lld \
        SANITIZE=-fsanitize=thread LTO=; do
        try "the_library_is_not_made_as_a_whole_with_$given" not_as_a_whole "$given"
    done
    not_on_darwin() { ! grep -q -- ' -flto' "$dir/Darwin"; }
    try nor_on_a_system_that_nobody_tried_it_on not_on_darwin
else
    echo 'skip this compiler does not make the library as a whole: what keeps others from it'
fi
not_packed() { ! plan Linux lib PACKED= | grep -q pack-relative-relocs; }
try relocations_need_not_be_packed not_packed

printf '#!/bin/sh\necho "$*" >>"%s/asked"\nexec "%s" "$@"\n' "$dir" "$(command -v "$cc")" >"$dir/spy"
chmod +x "$dir/spy"
asks() { # GOAL...: with a compiler that keeps a list of what it was asked
    rm -f "$dir/asked"
    plan Linux CC="$dir/spy" "$@" >"$dir/plan" || return 1
    [ -s "$dir/asked" ]
}
asks_nothing() {
    for goal in help clean uninstall check-format docs; do ! asks "$goal" || { echo "make $goal asks"; return 1; }; done
}
try a_goal_that_builds_asks_the_compiler asks lib
try a_goal_that_builds_nothing_asks_nothing asks_nothing
done_testing
