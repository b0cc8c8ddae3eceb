# The bindings of examples/ffi and examples/cpp live the same life in every language, and say the same of it.
home=$HOME # where npm and rustup keep their settings
. "$(dirname "$0")/../scripts/common.sh"
export RUSTUP_HOME="${RUSTUP_HOME:-$home/.rustup}"
export GOCACHE="$build/ffi/go-cache" GOFLAGS=-mod=mod GOPROXY=off GOTOOLCHAIN=local # nothing is fetched

# language | what .ci/deps knows that it needs | its folder below examples, which build and run stand in
languages='
python|python3|ffi/python
node|node npm|ffi/node
lua|luajit lua-cjson|ffi/lua
go|go|ffi/go
rust|rustc|ffi/rust
ruby|ruby|ffi/ruby
perl|platypus|ffi/perl
cpp|c++|cpp
'

# build_LANGUAGE: without a warning, or as near to that as the language has it; run_LANGUAGE: one life
build_python() { python3 -W error -c 'import ast,sys; [ast.parse(open(name).read(), name) for name in sys.argv[1:]]' *.py; }
run_python() { python3 -W error life.py; }

build_node() { node --check bwp.mjs && node --check life.mjs; }
run_node() { node "$build/ffi/node/life.mjs"; }

build_lua() { luajit -b bwp.lua "$dir/bwp.raw" && luajit -b life.lua "$dir/life.raw"; }
run_lua() { luajit life.lua; }

build_go() { [ -z "$(gofmt -l .)" ] && go vet ./... && go build -o "$build/ffi/life-go" ./life; }
run_go() { "$build/ffi/life-go"; }

build_rust() { rustc --edition 2021 -D warnings -L "$place/lib" -o "$build/ffi/life-rust" life.rs; }
run_rust() { "$build/ffi/life-rust"; }

build_ruby() { ruby -wc bwp.rb 2>"$dir/said" && ruby -wc life.rb 2>>"$dir/said" && ! grep . "$dir/said"; }
run_ruby() { ruby -w life.rb; }

build_perl() { perl -c life.pl; }
run_perl() { perl life.pl; }

build_cpp() {
    c++ -std=c++17 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -I"$place/include" life.cc -L"$place/lib" -lbwp \
        -o "$build/ffi/life-cpp"
}
run_cpp() { "$build/ffi/life-cpp"; }

# koffi, in the version that the lock file has, beside a copy of the example; kept for the next time
koffi() {
    at=$build/ffi/node
    lock=$root/examples/ffi/node/package-lock.json
    mkdir -p "$at" && cp "$root"/examples/ffi/node/*.mjs "$root"/examples/ffi/node/*.json "$at" || return 1
    cmp -s "$lock" "$at/node_modules/.bwp-lock" && return
    HOME=$home npm ci --prefix "$at" --ignore-scripts --no-audit --no-fund --fetch-retries 1 >"$dir/npm" 2>&1 &&
        cp "$lock" "$at/node_modules/.bwp-lock" || { cat "$dir/npm"; false; }
}

# arrange [FAULT]: the emulator as it was at its start, but for a fault
arrange() {
    python3 - "$endpoint/emulator/ledger" <<'P' && rm -f "$dir/ledger" && { [ $# = 0 ] || fault "$1"; }
import sys, urllib.request
urllib.request.urlopen(urllib.request.Request(sys.argv[1], method="DELETE"))
P
}

# ends STATUS: how one life ends; what it prints is in $dir/out and $dir/err
ends() {
    "run_$language" >"$dir/out" 2>"$dir/err"
    got=$?
    cat "$dir/out" "$dir/err"
    [ "$got" = "$1" ] || { echo "exit status $got, not $1"; return 1; }
}

done_by() { grep -c "\"verb\":\"$1\"" "$dir/life"; }

cat >"$dir/wanted" <<'T'
unknown: MESSAGE
bought ID
ready: 20 Mbit/s, china to asia-pacific
listed ID
deleted ID
not done: baidu refused it: The specified csnBp does not exist (NoSuchObject) [not_found]
T
lives() {
    arrange '{"kind":"cut_after","provider":"baidu","verb":"create"}' && ends 0 || return 1
    cp "$dir/out" "$build/ffi/$language.out"
    sed 's/csnBp-[a-z0-9]*/ID/; s/^unknown: .* it may have been carried out$/unknown: MESSAGE/' "$dir/out" |
        diff "$dir/wanted" - && [ ! -s "$dir/err" ] && ledger && [ "$(done_by create) $(done_by delete)" = '1 1' ]
}
# the ledger of the emulator, an entry on each line
ledger() {
    python3 - "$endpoint/emulator/ledger" >"$dir/life" <<'P'
import json, sys, urllib.request
ledger = json.load(urllib.request.urlopen(sys.argv[1]))
for entry in ledger["purchases"] + ledger["history"]:
    print(json.dumps(entry, separators=(",", ":")))
P
}
does_not_know() {
    arrange '{"kind":"cut_after","provider":"baidu","verb":"create","times":3}' && ends 2 || return 1
    token=$(sed -n 's/^perhaps bought, with client_token //p' "$dir/err")
    [ "$(grep -c '^unknown: .* it may have been carried out$' "$dir/out")" = 3 ] && [ -n "$token" ] && ledger &&
        [ "$(done_by create)" = 1 ] && grep -qF "\"client_token\":\"$token\"" "$dir/life"
}
is_refused() {
    arrange '{"kind":"refuse","provider":"baidu","verb":"create","code":"InsufficientBalance","message":"Not enough 钱"}' &&
        ends 1 && [ "$(sed 's/(Insuff.*//' "$dir/err")" = 'not done: baidu refused it: Not enough 钱 ' ]
}
has_no_client() {
    (export BWP_ENDPOINT=ftp://x; ends 1) && [ "$(sed 's/^\(no client: endpoint\) .*/\1/' "$dir/err")" = 'no client: endpoint' ]
}

# Every life gives back what it was handed: no client, text or result is left, nor freed twice.  The linked programs meet
# what counts them before the library, the others inside it.
balances() {
    arrange '{"kind":"cut_after","provider":"baidu","verb":"create"}'
    rm -f "$dir/balance"
    counted "run_$language" >"$dir/out" && cat "$dir/balance" && [ "$(cat "$dir/balance")" = 'clients 0, texts 0, results 0' ]
}
counted() {
    (
        export BWP_BALANCE="$dir/balance" LIBBWP=libbalance.so
        case $language in go | rust | cpp) export LD_PRELOAD=libbalance.so ;; esac
        "$@"
    )
}
count_it() {
    "$cc" -std=c11 -D_POSIX_C_SOURCE=200809L $strict -shared -fPIC -pthread -I"$place/include" "$root/tests/ffi/balance.c" \
        -ldl -o "$place/lib/libbalance.so"
}

place=$build/ffi/installed # the same each time, for Go remembers it
install_it() { mkdir -p "$build/ffi" && "${MAKE:-make}" -C "$root" -s install-lib BUILD="${BUILD:-build}" prefix="$place"; }
try the_library_is_installed install_it
try what_counts_is_built count_it
export LD_LIBRARY_PATH="$place/lib" PKG_CONFIG_PATH="$place/lib/pkgconfig"
start_emulator
export BWP_ENDPOINT="$endpoint"
for language in $(printf '%s' "$languages" | cut -d'|' -f1 | grep "${TEST:-.}"); do
    row=$(printf '%s' "$languages" | grep "^$language|")
    # shellcheck disable=SC2086
    if ! sh "$root/.ci/deps" check $(echo "$row" | cut -d'|' -f2) 2>"$dir/reason"; then
        echo "skip $language: $(cat "$dir/reason")"
        continue
    fi
    if [ "$language" = node ] && ! koffi >"$dir/koffi"; then
        if grep -qE 'code (EINTEGRITY|EUSAGE|EJSONPARSE)$' "$dir/npm"; then # our own files are at fault
            try node_gets_koffi_by_its_lock_file koffi
        else
            echo "skip node: npm has no koffi for us: $(grep -m 1 '^npm [a-zA-Z!]* code ' "$dir/npm")"
        fi
        continue
    fi
    if [ "$language" = go ] && echo "$place" | grep -q ' '; then
        echo "skip go: it reads no folder with a blank in it from pkg-config: $place"
        continue
    fi
    cd "$root/examples/${row##*|}" || exit 1
    try "${language}_is_built_without_a_warning" "build_$language"
    try "${language}_buys_once_though_the_answer_is_lost_waits_lists_deletes_and_is_refused" lives
    try "${language}_gives_back_all_that_it_was_handed" balances
    try "${language}_says_with_which_token_it_may_have_bought" does_not_know
    try "${language}_says_what_was_refused" is_refused
    try "${language}_says_why_there_is_no_client" has_no_client
done
done_testing
