# Installed under a DESTDIR and a PREFIX with pkg-config's help, the library builds a stranger's program, shared and static.
. "$(dirname "$0")/common.sh"

prefix=$dir/usr
install_it() { "${MAKE:-make}" -C "$root" -s install BUILD="${BUILD:-build}" PREFIX="$1" DESTDIR="$2"; }
try make_install install_it "$prefix" ''

cat >"$dir/stranger.c" <<'C'
#include <stdio.h>
#include <string.h>
#include <bwp/bwp.h>
int main(void)
{
    char error[BWP_ERROR_SIZE];
    bwp_config config = {.struct_size = sizeof config, .provider = "nobody"};
    if (bwp_client_new(&config, error) != NULL || strstr(error, "provider") == NULL)
        return 1;
    printf("%s\n", bwp_version());
    return 0;
}
C
export PKG_CONFIG_PATH="$prefix/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}"
# shellcheck disable=SC2046
shared() { "$cc" "$dir/stranger.c" $("$pkg_config" --cflags --libs libbwp) -o "$dir/shared"; }
static() {
    # the library itself statically, what it needs as the system has it
    "$cc" "$dir/stranger.c" $("$pkg_config" --cflags libbwp) "$prefix/lib/libbwp.a" \
        $("$pkg_config" --libs libcurl libcjson libcrypto) -pthread -o "$dir/static"
}
try a_stranger_links_the_shared_library shared
try a_stranger_runs_with_the_shared_library env LD_LIBRARY_PATH="$prefix/lib" "$dir/shared"
try a_stranger_links_the_static_library static
try a_stranger_runs_with_the_static_library "$dir/static"
needs_no_so() { ! readelf -d "$dir/static" | grep -q libbwp; }
try the_static_program_needs_no_shared_libbwp needs_no_so
requires() { "$pkg_config" --print-requires-private libbwp | grep -q libcurl; }
try pkg_config_names_the_private_dependencies requires
version() { [ "$("$pkg_config" --modversion libbwp)" = "$("$dir/static")" ]; }
try pkg_config_and_library_agree_on_the_version version
try the_installed_program_runs "$prefix/bin/bwp" --version
man_pages() { [ -s "$prefix/share/man/man1/bwp.1" ] && [ -s "$prefix/share/man/man1/bwp-emulator.1" ]; }
try man_pages_are_installed man_pages

staged() {
    install_it /opt/bwp "$dir/stage" && grep -q '^prefix=/opt/bwp$' "$dir/stage/opt/bwp/lib/pkgconfig/libbwp.pc" &&
        ! grep -rq "$dir" "$dir/stage/opt/bwp/lib/pkgconfig"
}
try destdir_is_no_part_of_any_path staged
uninstall() {
    "${MAKE:-make}" -C "$root" -s uninstall BUILD="${BUILD:-build}" PREFIX="$prefix" && [ -z "$(find "$prefix" ! -type d)" ]
}
try make_uninstall_leaves_nothing uninstall
done_testing
