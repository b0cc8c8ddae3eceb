#!/bin/sh
# Runs the programs and scripts it is given, one after another, and counts their tests.
#   A program prints as cmocka does; a script prints "ok NAME", "not ok NAME" or "skip REASON" for each of its tests.
set -u
export LC_ALL=C

passed=0
failed=0
skipped=0
logs=${BUILD:-build}/logs
mkdir -p "$logs"

count() { # PATTERN of a line with a number, LOG
    sed -n "s/^\[ *$1 *\] \([0-9][0-9]*\) test.*/\1/p" "$2" | awk '{ n += $1 } END { print n + 0 }'
}

for test in "$@"; do
    log=$logs/$(basename "$test").log
    case $test in
    *.sh)
        sh "$test" >"$log" 2>&1
        status=$?
        good=$(grep -c '^ok ' "$log")
        bad=$(grep -c '^not ok ' "$log")
        skip=$(grep -c '^skip ' "$log")
        ;;
    *)
        # shellcheck disable=SC2086
        ${RUNNER:-} "$test" >"$log" 2>&1
        status=$?
        good=$(count PASSED "$log")
        bad=$(count FAILED "$log")
        skip=$(count SKIPPED "$log")
        ;;
    esac
    # a crash, a leak found at exit, or a program that ran nothing counts as one failure
    if [ "$status" != 0 ] && [ "$bad" = 0 ]; then bad=1; fi
    if [ $((good + bad + skip)) = 0 ]; then bad=1; fi
    passed=$((passed + good))
    failed=$((failed + bad))
    skipped=$((skipped + skip))
    name=$(basename "$test" .sh)
    if [ "$bad" = 0 ]; then
        printf '  %-32s %4d\n' "$name" "$good"
        sed -n 's/^skip /      skipped: /p' "$log"
    else
        printf '  %-32s %4d passed, %d FAILED\n' "$name" "$good" "$bad"
        sed 's/^/      /' "$log" | tail -n 60
    fi
done

if [ "$skipped" = 0 ]; then
    echo "$passed passed, $failed failed"
else
    echo "$passed passed, $failed failed, $skipped skipped"
fi
[ "$failed" = 0 ]
