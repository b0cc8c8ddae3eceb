# What README.md, the EXAMPLES of the man pages and two other READMEs show is tried as it stands there: commands run against
# the emulator, fragments of C compile.  What nobody tried is a failure, so a new block needs a line in shell_line() below.
. "$(dirname "$0")/common.sh"

# ---- blocks ----

# blocks_of FILE NAME: $dir/blocks/NAME.1 and so on, each a block of code, without what sets it off
mkdir -p "$dir/blocks"
blocks_of() {
    case $1 in
    *.md)
        awk -v out="$dir/blocks/$2" '
            function open() { file = out "." ++count; printf "" >file; inside = 1 }
            /^```/ { if (fence) fence = inside = 0; else { open(); fence = 1 } next }
            fence { print >file; next }
            /^    / && !inside && blank { open() }
            /^    / && inside { for (; gap > 0; gap--) print "" >file; print substr($0, 5) >file; next }
            inside && /^$/ { gap++; blank = 1; next }
            { inside = gap = 0; blank = /^$/ }' "$root/$1"
        ;;
    *)
        sed -n '/^\.S[Hh] EXAMPLES/,/^\.S[Hh] SEE/p' "$root/$1" |
            sed -e "s/\\\\(aq/'/g" -e 's/\\-/-/g' -e 's/\\e/\\/g' |
            awk -v out="$dir/blocks/$2" '
                /^\.RS|^\.Bd -literal/ { file = out "." ++count; printf "" >file; next }
                /^\.RE|^\.Ed/ { file = "" }
                file != "" { print >file }'
        ;;
    esac
}

# ---- a place where the commands run as they stand ----

# the shell splits what pkg-config says, so this prefix has no blank in it, whatever TMPDIR has
plain=$(TMPDIR='' mktemp -d)
trap 'finish; rm -rf "$plain"' EXIT
prefix=$plain/usr
work=$dir/work
mkdir -p "$work" "$dir/bin"
ln -s "$build" "$work/build"
ln -s "$root/include" "$root/examples" "$work"
command_is() { printf '#!/bin/sh\n%s\n' "$2" >"$dir/bin/$1" && chmod +x "$dir/bin/$1"; }
command_is sudo 'exec "$@"'
command_is ldconfig 'exit 0'
command_is cc "exec '$(command -v "$cc")' \"\$@\""
command_is pkg-config "exec '$(command -v "$pkg_config")' \"\$@\""
# it was built already, and by whom it was, with what flags, is theirs to say
command_is make "[ \$# = 0 ] || exec $(command -v "${MAKE:-make}") -C '$root' -s BUILD='${BUILD:-build}' prefix='$prefix' \"\$@\""
export PKG_CONFIG_PATH="$prefix/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}"
export LD_LIBRARY_PATH="$prefix/lib" LIBBWP="$build/libbwp.so"

start_emulator
export BWP_ENDPOINT="$endpoint"
order='"name":"hk-sh","bandwidth_mbps":10,"area_a":"china","area_b":"asia-pacific","billing":"postpaid"'
printf '{"client":{"provider":"alibaba"},"arguments":{%s}}\n' "$order" >"$work/orders.jsonl"
printf '{"provider":"alibaba",%s}\n' "$order" >"$work/hk-sh.json"

# run COMMAND: in that place, as a person would type it
run() { (cd "$work" && PATH="$dir/bin:$build:$PATH" timeout 30 sh -ec "$1" </dev/null); }
# the emulator as it was at first
forget() {
    python3 - "$endpoint" <<'P'
import sys, urllib.request
for what in ("ledger", "faults"):
    urllib.request.urlopen(urllib.request.Request(sys.argv[1] + "/emulator/" + what, method="DELETE"))
P
}

# ---- shell ----

made() { grep -q "^$1:" "$root/Makefile" && grep -q "$3" "$root/$2"; } # a target, and who runs what it runs

without_keys() {
    (unset ALIBABA_CLOUD_ACCESS_KEY_ID && run ./first) >"$dir/out"
    [ $? = 1 ] && grep -q 'ALIBABA_CLOUD_ACCESS_KEY_ID' "$dir/out"
}

# a change that may cost, and many purchases, are asked about on a terminal; without one they want --yes
answered() {
    case $1 in *--yes*) run "$1" && return 0 || return 1 ;; esac
    run "$1" >"$dir/out" 2>&1 && return 1
    grep -q -- '--yes' "$dir/out" && run "$1 --yes"
}

id=
bought=
shell_line() { # COMMAND
    line=$(printf '%s' "$1" | sed -e "s|cenbwp-4c2|$id|; s|ACCOUNT_ID|emulator-account|; s|PROJECT_ID|emulator-project|")
    case $line in
    'make demo') made demo tests/scripts/examples_test.sh 'examples/demo.sh' ;;
    'make check') made check tests/run.sh 'passed' ;;
    'make && sudo make install && sudo ldconfig') run "$line" && [ -x "$prefix/bin/bwp" ] ;;
    'sudo apt install ./build/deb/packages/*.deb') made deb .ci/deb 'mkdir "\$folder/packages"' ;;
    'cc first.c '*) rm -f "$work/first" && run "$line" && [ -x "$work/first" ] ;;
    '(eval '*) (unset BWP_ENDPOINT && run "$line") | grep -q '^bought cenbwp-' ;;
    ./first) without_keys && forget && run './first "$BWP_ENDPOINT"' | grep -q '^bought cenbwp-' ;;
    'bwp create ... '*) run "bwp create ${bought#bwp create } ${line#bwp create ... }" ;;
    'bwp create '*) forget && bought=$line && run "$line" ;;
    'bwp batch '* | 'bwp resize '*) answered "$line" ;;
    'bwp '*) run "$line" ;;
    'curl '*) run "curl -sf ${line#curl }" ;;
    *) echo "nobody tried this: $line"; return 1 ;;
    esac
}

# a user need not have curl
lacks_curl() { # TEXT
    case $1 in *curl*) ! command -v curl >/dev/null && echo "skip curl is not installed: $(printf '%s' "$1" | head -n 1)" ;; *) false ;; esac
}

name_of() { printf '%s' "$1" | tr -cs 'A-Za-z0-9' '_' | cut -c 1-60; }

# the lines of a block one by one, without what they say beside themselves
try_lines() { # BLOCK NAME
    sed -e 's/  *# .*$//; /^#/d; /^$/d' "$1" | awk '/\\$/ { sub(/ *\\$/, ""); sub(/^ +/, " "); printf "%s", $0; next } { sub(/^ +/, " "); print }' >"$dir/lines"
    while IFS= read -r line <&9; do
        lacks_curl "$line" && continue
        try "$2_$(name_of "$line")" shell_line "$line"
        lines=$((lines + 1))
    done 9<"$dir/lines"
}

whole() { # BLOCK TEXT: run at once, in a shell of its own, it prints the text
    sed -e 's|^python3 examples|python3 '"'$root'"'/examples|' "$1" >"$dir/whole.sh"
    (unset BWP_ENDPOINT && cd "$work" && PATH="$dir/bin:$build:$PATH" timeout 30 sh -e "$dir/whole.sh" </dev/null) >"$dir/out" 2>&1
    status=$?
    cat "$dir/out"
    [ "$status" = 0 ] && grep -q "$2" "$dir/out"
}
for_a_job() { # BLOCK
    export GITHUB_ENV="$dir/github"
    run "$(cat "$1")" && grep -q '^ALIBABA_CLOUD_ACCESS_KEY_ID=[^'"'"']*$' "$GITHUB_ENV" &&
        kill "$(sed -n 's/^BWP_EMULATOR_PID=//p' "$GITHUB_ENV")"
}
# its options are read before the files that are not there
as_a_service() { run "$(cat "$1")" >"$dir/out" 2>&1; [ $? = 1 ] && grep -q 'emulator.pem' "$dir/out"; }
bought_in_a_script() { forget && run "$(cat "$1")" | grep -qx bought; }

# ---- C ----

# a fragment stands in a function, where what it speaks of is declared; what is handed out is "" or {...} below it
cat >"$dir/head.h" <<'C'
#include <stdio.h>
#include <bwp/bwp.h>
void note(void *user, bwp_result *result);
C
compiles() { # BLOCK
    {
        cat "$dir/head.h"
        echo 'void shown(bwp_client *client, const char *id, bwp_batch *batch, void *user, size_t left, char *error,'
        echo '           const bwp_request *requested, bwp_result *result, bwp_change change);'
        echo 'void shown(bwp_client *client, const char *id, bwp_batch *batch, void *user, size_t left, char *error,'
        echo '           const bwp_request *requested, bwp_result *result, bwp_change change)'
        echo '{'
        echo '    bwp_request request = *requested;'
        echo '    (void)client; (void)id; (void)batch; (void)user; (void)left; (void)error; (void)request; (void)result; (void)change;'
        echo '    {'
        sed -e '/^{"outcome"/d' -e 's/^\(bwp_call_json(.*)\)$/bwp_free(\1);/' "$1"
        echo '    }'
        echo '}'
    } >"$dir/shown.c"
    # shellcheck disable=SC2086
    "$cc" -std=c99 $(printf '%s' "$strict" | sed 's/-Wshadow//') -I"$root/include" -c "$dir/shown.c" -o "$dir/shown.o"
}
answers() { # BLOCK: the call that it shows is answered with the keys that it shows
    {
        cat "$dir/head.h"
        echo 'int main(int argc, char **argv) { char error[BWP_ERROR_SIZE]; bwp_config config = {.struct_size = sizeof config,'
        echo '.provider = "alibaba", .endpoint = argv[argc - 1]}; bwp_client *client = bwp_client_new(&config, error); char *text ='
        sed -n "s/^\(bwp_call_json(.*)\)$/\1;/p" "$1" | sed "s/cenbwp-\.\.\./$id/"
        echo 'puts(text); bwp_free(text); bwp_client_free(client); return 0; }'
    } >"$dir/call.c"
    # shellcheck disable=SC2046
    "$cc" -std=c99 -I"$root/include" "$dir/call.c" "$build/libbwp.a" $("$pkg_config" --libs libcurl libcjson libcrypto) \
        -pthread -o "$dir/call" && "$dir/call" "$BWP_ENDPOINT" >"$dir/answer" &&
        sed -n '/^{/p' "$1" | sed "s/cenbwp-\.\.\./$id/; s/, \.\.\.//g" | python3 -c '
import json, sys
def holds(shown, found):
    if isinstance(shown, dict):
        return all(key in found and holds(value, found[key]) for key, value in shown.items())
    if isinstance(shown, list):
        return len(shown) == len(found) and all(map(holds, shown, found))
    return shown == found
sys.exit(not holds(json.load(sys.stdin), json.load(open(sys.argv[1]))))' "$dir/answer"
}
buy_one() {
    forget && id=$(run 'bwp create --request hk-sh.json --json' | python3 -c 'import json, sys; print(json.load(sys.stdin)["packages"][0]["id"])') &&
        [ -n "$id" ]
}

# ---- one block after another ----

lines=0
try_blocks() { # FILE NAME
    blocks_of "$1" "$2"
    number=1
    while [ -f "$dir/blocks/$2.$number" ]; do
        block=$dir/blocks/$2.$number
        shown=$2_block_$number
        number=$((number + 1))
        lines=$((lines + 1))
        case $shown in emulator* | ffi*) lacks_curl "$(cat "$block")" && continue ;; esac
        case $(cat "$block") in
        '#include '*) cp "$block" "$work/first.c" ;; # compiled and run below, by the commands that the README shows
        'eval '*life.py*) try "${shown}_runs" whole "$block" '^' ;;
        'eval '*/emulator/refused*) try "${shown}_runs" whole "$block" 'refused' ;;
        'eval '*) try "${shown}_buys" whole "$block" '^Bought: test' ;;
        'bwp-emulator --env |'*) try "${shown}_fills_the_environment_of_a_job" for_a_job "$block" ;;
        'bwp-emulator --listen'*) try "${shown}_is_understood" as_a_service "$block" ;;
        'unshare '*)
            if unshare --map-root-user --net true 2>/dev/null && command -v ip >/dev/null; then
                try "${shown}_plays_a_machine" whole "$block" ''
            else
                echo "skip a network of its own cannot be had here: ${shown}"
            fi
            ;;
        'result=$('*) try "${shown}_says_bought" bought_in_a_script "$block" ;;
        'bwp_call_json('*)
            try "${shown}_compiles" compiles "$block"
            try buy_one_to_ask_for buy_one
            try "${shown}_is_answered_so" answers "$block"
            ;;
        bwp_*) try "${shown}_compiles" compiles "$block" ;;
        'bwp list '*)
            try buy_one_to_look_after buy_one
            try_lines "$block" "$shown"
            ;;
        *) try_lines "$block" "$shown" ;;
        esac
    done
    enough() { [ "$number" -gt "$1" ]; }
    try "$2_was_read" enough "$3"
}

try_blocks README.md readme 8
short() { [ "$(grep -c . "$work/first.c")" -le 32 ]; }
try the_first_program_is_short short
strictly() { "$cc" -std=c99 $strict -I"$root/include" -c "$work/first.c" -o "$dir/first.o"; }
try the_first_program_compiles_without_a_warning strictly
try_blocks src/bwp/bwp.1 bwp_1 7
try_blocks src/emulator/bwp-emulator.1 bwp_emulator_1 6
try_blocks lib/libbwp.3 libbwp_3 1
export TOKEN=order-1
"$build/bwp" create --help | sed -n '/^Examples:/,/^[A-DF-Z]/s/^  //p' >"$dir/examples"
try_lines "$dir/examples" help
told() { [ "$(grep -c '^bwp create' "$dir/examples")" -ge 4 ]; }
try the_examples_of_the_help_were_read told
try_blocks src/emulator/README.md emulator 1
try_blocks examples/ffi/README.md ffi 1

# ---- between the lines ----

inline_curl() {
    grep -o '`curl [^`]*`' "$root/README.md" | tr -d '`' >"$dir/curls"
    [ "$(wc -l <"$dir/curls")" -ge 2 ] || return 1
    while IFS= read -r line <&9; do run "curl -sf ${line#curl }" || { echo "$line"; return 1; }; done 9<"$dir/curls"
}
lacks_curl 'curl in README.md' || try what_the_readme_says_of_curl_is_answered inline_curl
words() {
    (cd "$root" && "$build/bwp" --help >"$dir/help" && python3 - "$dir/help" <<'P'
import glob, re, sys
makefile, help = open("Makefile").read(), open(sys.argv[1]).read()
targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
commands = set(re.findall(r"^  bwp ([a-z]+)", help, re.M))
bad = count = 0
for page in [p for p in glob.glob("**/*.md", recursive=True) if not p.startswith("build")]:
    text = open(page).read()
    for kind, known, found in (("make", targets, re.findall(r"`make ([a-z][a-z-]*)[ `]", text)),
                               ("bwp", commands, re.findall(r"`bwp ([a-z]+)[ `]", text))):
        for word in found:
            count += 1
            if word not in known:
                bad += 1
                print(f"{page}: there is no {kind} {word}")
print(count, "words")
sys.exit(bad > 0 or count < 40)
P
    )
}
try each_target_and_command_that_a_page_names_is_there words
unknown() { ! shell_line 'brew install libbwp' && ! shell_line 'cp bwp /usr/bin'; }
try a_command_that_nobody_tried_is_a_failure unknown
many() { [ "$lines" -ge 40 ]; }
try enough_was_tried many
done_testing
