// libbwp and the vendors' own packages judge each other.
//   node interop.js BUILD FOLDER [SEED]: the build that is judged, and a folder for what is made on the way
'use strict';

const { spawn } = require('child_process');
const fs = require('fs');
const path = require('path');
const { Recorder } = require('./recorder');
const { describe, summarise, test } = require('./report');
const { checkAltered, checkTaken } = require('./sent');
const { checkSigners } = require('./signed');

// One more vendor is one more file.
const schemes = [...require('./huawei'), ...require('./alibaba'), ...require('./baidu'), ...require('./volcengine')];

const lives = 12, livesOfClients = 6, atOnce = 3;

// The keys of bwp-emulator, the second of them temporary.
const known = [
    { accessKey: 'emulator-access-key', secretKey: 'emulator-secret-key', securityToken: '' },
    {
        accessKey: 'emulator-temporary-key',
        secretKey: 'emulator-temporary-secret',
        securityToken: 'emulator-security-token',
    },
];

// Resolves with its port.  It goes with this process.
async function startEmulator(build, folder) {
    const portFile = path.join(folder, 'port');
    const options = { stdio: ['ignore', 'ignore', 'inherit'] };
    const emulator = spawn(path.join(build, 'bwp-emulator'), ['--port-file', portFile], options);

    process.once('exit', () => emulator.kill());
    for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'])
        process.once(signal, () => process.exit(1));
    while (!fs.existsSync(portFile)) {
        if (emulator.exitCode !== null)
            throw new Error(`bwp-emulator ended with ${emulator.exitCode}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return Number(fs.readFileSync(portFile, 'utf8'));
}

// How much was bought and changed so far, as a text.
async function changesAt(port) {
    const ledger = await (await fetch(`http://127.0.0.1:${port}/emulator/ledger`)).json();

    return `${ledger.purchases.length} purchases and ${ledger.history.length} changes`;
}

async function check(build, folder, port, firstSeed) {
    const programs = { bwp: path.join(build, 'bwp'), home: folder };
    const recorders = Array.from({ length: atOnce }, () => new Recorder(port));
    let seed = firstSeed; // another one each time: a token that comes again brings back what was bought with it

    for (const recorder of recorders)
        await recorder.open();
    for (const scheme of schemes) {
        await checkSigners(programs, scheme, recorders, known, lives, seed++);
        for (const client of scheme.clients) {
            await checkTaken(scheme, client, recorders[0], known, livesOfClients, seed++);
            await checkAltered(scheme, client, recorders[0], known, seed++, () => changesAt(port));
        }
    }
    for (const recorder of recorders)
        recorder.close();
}

// What is installed is what the lock file names, by version and checksum, from whichever registry.
function checkLockFile() {
    const lock = require('./package-lock.json'), { dependencies } = require('./package.json');
    const wrong = Object.entries(lock.packages).filter(([name, { integrity, resolved }]) =>
        name !== '' && (integrity === undefined || resolved !== undefined));
    const loose = Object.entries(dependencies).filter(([, version]) => !/^[0-9]+\.[0-9]+\.[0-9]+$/.test(version));

    test('the_lock_file_names_versions_and_checksums_and_no_registry', Object.keys(lock.packages).length,
        [...wrong, ...loose].map(([name]) => name));
}

async function main([build, folder, seed = 1]) {
    checkLockFile();
    await check(build, folder, await startEmulator(build, folder), Number(seed) * 1000);
    return summarise();
}

main(process.argv.slice(2)).then((good) => process.exit(good ? 0 : 1), (error) => {
    test('the_check_runs_to_its_end', 1, [describe(error)]);
    summarise();
    process.exit(1);
});
