// Tests as tests/scripts print them, and what was counted for each of the vendors' packages.
'use strict';

const counts = {};
let passed = 0, failed = 0;

// what: signed, taken or refused
function count(name, what, number = 1) {
    counts[name] ??= { signed: 0, taken: 0, refused: 0 };
    counts[name][what] += number;
}

// A test passes if it has something to show and nothing was wrong.
function test(name, shown, wrong) {
    const good = shown > 0 && wrong.length === 0;

    console.log(`${good ? 'ok' : 'not ok'} ${name}`);
    if (shown === 0)
        console.log('    there was nothing to show');
    for (const text of wrong.slice(0, 3))
        console.log(text.replace(/^/gm, '    '));
    if (good)
        passed++;
    else
        failed++;
}

// What was thrown, which is no Error in every package.
function describe(error) {
    return error instanceof Error ? error.stack : JSON.stringify(error);
}

// true if nothing failed
function summarise() {
    for (const [name, { signed, taken, refused }] of Object.entries(counts)) {
        const { version } = require(`${name}/package.json`);

        console.log(`  ${`${name} ${version}`.padEnd(44)} ${String(signed).padStart(5)} signed alike ` +
            `${String(taken).padStart(5)} taken ${String(refused).padStart(5)} altered and refused`);
    }
    console.log(`${passed} passed, ${failed} failed`);
    return failed === 0;
}

module.exports = { count, test, describe, summarise };
