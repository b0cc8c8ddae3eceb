# The man pages say what header and programs say: no more, no less.  bwp(1) is compared with bwp's help in cli_test.sh.
. "$(dirname "$0")/common.sh"

page=$root/lib/libbwp.3

# ---- libbwp(3) and the header ----

bare "$root/include" >"$dir/header"
declared "$root/include" | sed 's/$/;/' | sort >"$dir/declared"
# .Ft "const char *" and .Fn name "argument" "argument" make the same line of the synopsis
sed -n '/^\.Sh SYNOPSIS/,/^\.Sh DESCRIPTION/p' "$page" | awk '
    /^\.Ft / { type = substr($0, 5); gsub(/"/, "", type); if (type !~ /\*$/) type = type " " }
    /^\.Fn / {
        name = $2; sub(/^\.Fn [a-z0-9_]* */, ""); gsub(/" "/, ", "); gsub(/"/, "")
        print type name "(" $0 ");"
    }' | sort >"$dir/shown"
try each_function_is_shown_as_it_is_declared diff "$dir/declared" "$dir/shown"
enough() { [ "$(wc -l <"$dir/declared")" -ge 50 ]; }
try the_header_was_read enough

sed -n 's/.*[ *]\(bwp_[a-z0-9_]*\)(.*/\1/p' "$dir/declared" | sort >"$dir/names"
sed -n '/^\.Sh DESCRIPTION/,/^\.Sh STRUCTURES/s/^\.Fn \([a-z0-9_]*\).*/\1/p' "$page" | sort -u >"$dir/told"
try each_function_is_told_of diff "$dir/names" "$dir/told"

# "bwp_config site": a line for each member of a struct, with its struct, in their order
awk '
    /^typedef struct bwp_[a-z_]* {/ { type = $3; next }
    /^}/ { type = "" }
    type != "" && /;/ {
        sub(/;.*/, "")
        if (match($0, /\(\*[a-z_]*\)/)) { print type, substr($0, RSTART + 2, RLENGTH - 3); next }
        count = split($0, part, ",")
        for (i = 1; i <= count; i++) { sub(/ *$/, "", part[i]); sub(/.*[ *]/, "", part[i]); print type, part[i] }
    }' "$dir/header" >"$dir/members"
awk '/^\.Ss bwp_/ { type = $2 } /^\.Sh / { type = "" }
    type != "" && /^\.It Va / { for (i = 3; i <= NF; i++) if ($i != ",") print type, $i }' "$page" >"$dir/members-told"
same_members() { sort "$dir/members" >"$dir/a" && sort "$dir/members-told" >"$dir/b" && diff "$dir/a" "$dir/b"; }
try each_member_of_each_struct_is_told_of same_members
enough_members() { [ "$(wc -l <"$dir/members")" -ge 60 ] && grep -q '^bwp_goal progress$' "$dir/members"; }
try the_structs_were_read enough_members

# "bwp_unit BWP_MONTH": the same of enumerators
awk '
    /^typedef enum bwp_[a-z]* {/ { type = $3 }
    type != "" { for (i = 1; i <= NF; i++) if ($i ~ /^BWP_/) print type, $i }
    /}/ { type = "" }' "$dir/header" >"$dir/words"
awk '/^\.Ss bwp_/ { type = $2 } /^\.Sh / { type = "" } type != "" && /^\.It Dv / { print type, $3 }' "$page" >"$dir/words-told"
try each_word_is_told_of diff "$dir/words" "$dir/words-told"
enough_words() { [ "$(wc -l <"$dir/words")" -ge 35 ] && grep -q '^bwp_unit BWP_YEAR$' "$dir/words"; }
try the_enumerations_were_read enough_words

# the operations of the JSON door, as it lists them itself
cat >"$dir/operations.c" <<'C'
#include <stdio.h>
#include <bwp/bwp.h>
int main(void)
{
    bwp_config  config = {.struct_size = sizeof config, .provider = "baidu", .access_key = "a", .secret_key = "s"};
    char        error[BWP_ERROR_SIZE];
    bwp_client *client = bwp_client_new(&config, error);
    char       *text = bwp_call_json(client, "?", "{}");

    puts(text);
    bwp_free(text);
    bwp_client_free(client);
    return 0;
}
C
# shellcheck disable=SC2046
operations() {
    "$cc" -I"$root/include" "$dir/operations.c" "$build/libbwp.a" $("$pkg_config" --libs libcurl libcjson libcrypto) \
        -pthread -o "$dir/operations" && "$dir/operations" | sed -n 's/.*has to be one of \([a-z_, ]*\)".*/\1/p' |
        tr -d ' ' | tr ',' '\n' | sort >"$dir/has"
    sed -n '/^\.Fa operation$/,/^\.Fa arguments$/p' "$page" | sed -n 's/^\.Li //p' | tr -d ' ;' |
        tr ',' '\n' | sort >"$dir/tells"
    [ "$(wc -l <"$dir/has")" -ge 13 ] && diff "$dir/has" "$dir/tells"
}
try each_operation_of_the_json_door_is_told_of operations

# ---- bwp-emulator(1) and its help ----

"$build/bwp-emulator" --help | sed -n 's/^  \(-[a-zA-Z], \)\{0,1\}--\([a-z-]*\) .*/\2/p' | sort >"$dir/options"
sed -n '/^\.Sh DESCRIPTION/,/^\.Sh KEYS/p' "$root/src/emulator/bwp-emulator.1" | grep '^\.It Fl' |
    grep -o 'Fl \([a-zA-Z] , Fl \)*-[a-z-]*' | sed 's/.*Fl -//' | sort >"$dir/options-told"
try the_emulator_has_the_options_of_its_manual diff "$dir/options" "$dir/options-told"
enough_options() { [ "$(wc -l <"$dir/options")" -ge 11 ]; }
try its_help_was_read enough_options

# ---- what is printed ----

if command -v groff >/dev/null 2>&1; then
    clean() { groff -"$1" -Tutf8 -ww -z "$2" >"$dir/log" 2>&1; cat "$dir/log"; [ ! -s "$dir/log" ]; }
    try libbwp_3_is_well_formed clean mdoc "$page"
    try bwp_emulator_1_is_well_formed clean mdoc "$root/src/emulator/bwp-emulator.1"
    try bwp_1_is_well_formed clean man "$root/src/bwp/bwp.1"
else
    echo 'skip groff is not installed: whether the pages are well formed'
fi
done_testing
