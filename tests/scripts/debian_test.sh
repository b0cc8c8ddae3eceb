# What debian/ repeats of the library is what the library says of itself.
. "$(dirname "$0")/common.sh"

version() { # 1.0.0-rc1 is 1.0.0~rc1 there, which sorts before 1.0.0
    sed -n '1s/^libbwp (\(.*\)-[^-]*) .*/\1/p' "$root/debian/changelog" | grep -Fx "$(release | tr - '~')"
}
try its_changelog_has_the_release version
listed() {
    awk '/^[^ ].*{$/ { node = $1; print node "@" node } /^ *bwp_[a-z0-9_]*;$/ { sub(/;/, ""); print $1 "@" node }' \
        "$root/lib/libbwp.map" | sort >"$dir/map"
    sed -n 's/^ \([A-Za-z0-9_.]*@[A-Za-z0-9_.]*\) .*/\1/p' "$root/debian/libbwp1.symbols" | sort >"$dir/symbols"
    [ -s "$dir/map" ] && diff "$dir/map" "$dir/symbols"
}
try its_symbols_are_those_of_the_map listed
soname() { grep -q "^Package: libbwp$(sed -n 's/^SOVERSION := //p' "$root/Makefile")\$" "$root/debian/control"; }
try its_package_is_called_after_the_soname soname
libcurl() { [ "$(grep -c 'libcurl4-openssl-dev (>= 7.88)' "$root/debian/control")" = 2 ] && grep -q 'libcurl) echo 7.88' "$root/.ci/deps"; }
try the_least_libcurl_is_the_one_that_is_checked_for libcurl
done_testing
