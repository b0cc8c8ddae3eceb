# Installed under a prefix and a DESTDIR, the library builds a stranger's program with pkg-config's help, shared and static.
. "$(dirname "$0")/common.sh"

prefix=$dir/usr
make_it() { "${MAKE:-make}" -C "$root" -s BUILD="${BUILD:-build}" "$@"; }
try make_install make_it install PREFIX="$prefix"

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
outside=${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
export PKG_CONFIG_PATH="$prefix/lib/pkgconfig$outside"
# pkg-config escapes a blank for the shell, which has to read its answer: eval
shared() { eval "\"\$cc\" \"\$dir/stranger.c\" $("$pkg_config" --cflags --libs libbwp) -o \"\$dir/shared\""; }
static() { # PREFIX: the library itself statically, what it needs as the system has it
    eval "\"\$cc\" \"\$dir/stranger.c\" $("$pkg_config" --cflags libbwp) \"\$1/lib/libbwp.a\" \
        $("$pkg_config" --libs libcurl libcjson libcrypto) -pthread -o \"\$dir/static\""
}
try a_stranger_links_the_shared_library shared
try a_stranger_runs_with_the_shared_library env LD_LIBRARY_PATH="$prefix/lib" "$dir/shared"
names_its_release() { readelf -V "$dir/shared" | grep -q 'Name: LIBBWP_1\.0 '; }
if command -v readelf >/dev/null; then try a_program_notes_the_release_it_needs names_its_release; fi
try a_stranger_links_the_static_library static "$prefix"
try a_stranger_runs_with_the_static_library "$dir/static"
needs_no_so() { ! readelf -d "$dir/static" | grep -q libbwp; }
try the_static_program_needs_no_shared_libbwp needs_no_so
requires() { "$pkg_config" --print-requires-private libbwp | grep -q libcurl; }
try pkg_config_names_the_private_dependencies requires
# what is compared has numbers only: a candidate serves whoever asks for its release
version() {
    release=$("$dir/static")
    [ "$("$pkg_config" --modversion libbwp)" = "${release%%-*}" ] && [ "$("$pkg_config" --variable=release libbwp)" = "$release" ]
}
try pkg_config_and_library_agree_on_the_version version
try the_installed_program_runs "$prefix/bin/bwp" --version
man_pages() {
    [ -s "$prefix/share/man/man1/bwp.1" ] && [ -s "$prefix/share/man/man1/bwp-emulator.1" ] &&
        [ -s "$prefix/share/man/man3/libbwp.3" ]
}
try man_pages_are_installed man_pages
nothing_left() { [ -z "$(find "$1" ! -type d)" ] && [ -z "$(find "$1" -name 'bwp*')" ]; }
uninstall() { make_it uninstall PREFIX="$prefix" && nothing_left "$prefix"; }
try make_uninstall_leaves_nothing uninstall

staged() {
    make_it install PREFIX=/opt/bwp DESTDIR="$dir/stage" &&
        grep -q '^prefix=/opt/bwp$' "$dir/stage/opt/bwp/lib/pkgconfig/libbwp.pc" && ! grep -rqI "$dir" "$dir/stage/opt/bwp/lib"
}
try destdir_is_no_part_of_any_path staged

# the folders of the GNU coding standards, as Debian and Fedora give them
named() { # FOLDER ASSIGNMENT...
    stage=$dir/$1
    shift
    make_it install DESTDIR="$stage" "$@" && [ -x "$stage/usr/bin/bwp" ] && [ -f "$stage/usr/lib64/libbwp.a" ] &&
        [ -f "$stage/usr/lib64/pkgconfig/libbwp.pc" ] && [ -f "$stage/usr/lib64/cmake/bwp/bwp-config.cmake" ] &&
        [ -f "$stage/usr/include/deep/bwp/bwp.h" ] && [ -f "$stage/usr/share/handbook/man1/bwp.1" ] &&
        [ "$(PKG_CONFIG_PATH=$stage/usr/lib64/pkgconfig "$pkg_config" --variable=libdir libbwp)" = /usr/lib64 ] &&
        make_it uninstall DESTDIR="$stage" "$@" && nothing_left "$stage"
}
try small_names_of_folders_are_honoured named small prefix=/usr exec_prefix=/usr bindir=/usr/bin libdir=/usr/lib64 \
    includedir=/usr/include/deep mandir=/usr/share/handbook
try capital_names_of_folders_are_honoured named capital PREFIX=/usr BINDIR=/usr/bin LIBDIR=/usr/lib64 \
    INCLUDEDIR=/usr/include/deep MANDIR=/usr/share/handbook
try one_folder_is_taken_from_another named derived prefix=/usr libdir='${exec_prefix}/lib64' includedir='$(prefix)/include/deep' \
    datarootdir=/usr/share mandir='$(datarootdir)/handbook'

# A fresh tree, a prefix and a DESTDIR with blanks, on a machine that has neither libmicrohttpd nor a test library.
mkdir "$dir/bin"
cat >"$dir/bin/frugal" <<'S'
#!/bin/sh
case "$*" in *libmicrohttpd* | *cmocka*) echo "asked for: $*" >&2; exit 1 ;; esac
exec "$REAL_PKG_CONFIG" "$@"
S
chmod +x "$dir/bin/frugal"
blank=$dir/an\ other\ place
lib_alone() {
    mkdir "$dir/a tree" && cp -R "$root/Makefile" "$root/.ci" "$root/include" "$root/lib" "$root/pkgconfig" "$dir/a tree" &&
        PATH="$dir/bin:$PATH" REAL_PKG_CONFIG=$pkg_config "${MAKE:-make}" -C "$dir/a tree" -s install-lib BUILD=build \
            CFLAGS=-O0 PKG_CONFIG=frugal PREFIX="$blank" DESTDIR="$dir/a stage"
}
try the_library_installs_without_what_others_need lib_alone
no_programs() {
    [ ! -e "$dir/a stage$blank/bin" ] && [ -f "$dir/a stage$blank/lib/libbwp.so" ] &&
        [ -s "$dir/a stage$blank/share/man/man3/libbwp.3" ]
}
try and_alone no_programs
in_place() { mv "$dir/a stage$blank" "$blank" && PKG_CONFIG_PATH="$blank/lib/pkgconfig$outside" && shared && static "$blank"; }
try a_prefix_may_have_blanks_in_it in_place
try and_its_programs_run env LD_LIBRARY_PATH="$blank/lib" "$dir/shared"
uninstall_blank() { "${MAKE:-make}" -C "$root" -s uninstall PREFIX="$blank" && nothing_left "$blank"; }
try a_prefix_with_blanks_is_left_empty_too uninstall_blank
done_testing
