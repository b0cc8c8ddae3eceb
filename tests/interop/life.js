// Packages that the program bwp takes through their lives, every verb of them, while a recorder keeps what it sends.
'use strict';

const { execFile } = require('child_process');
const path = require('path');
const { punctuation } = require('./wishes');

// What bwp is asked in one life, in this order; "ID" stands for the id that create tells.
function commandsOf(scheme, wishes, number) {
    const prepaid = number % 4 === 3; // cannot be deleted
    const billing = prepaid ? ['--billing=prepaid', '--period=1month', '--auto-pay'] : [`--billing=${scheme.postpaid}`];
    const signs = scheme.tagSigns ?? punctuation;
    const describe = () => wishes.description(scheme).map((text) => `--description=${text}`);
    const name = `--name=${wishes.name(scheme.nameMax)}`;
    const given = Object.entries(wishes.tags(1 + (number % 5), signs)).map(([key, value]) => `--tag=${key}=${value}`);
    const commands = [
        ['create', name, ...describe(), '--bandwidth=10', '--areas=china,asia-pacific', ...billing, ...given],
        ['get', 'ID'],
        ['list', name, ...(scheme.listsByTag ? given : [])],
        ['update', 'ID', `--name=${wishes.name(scheme.nameMax)}`, ...describe()],
        ['resize', 'ID', '--bandwidth=20', '--yes'],
        ['bind', 'ID', `--bound-to=bound-to-${number}`],
        ['unbind', 'ID'],
    ];

    if (scheme.verbs.includes('set_tags')) {
        const more = Object.entries(wishes.tags(1 + (number % 4), signs));

        commands.push(['tag', 'ID', ...more.map(([key, value]) => `${key}=${value}`)]);
        commands.push(['untag', 'ID', ...more.map(([key]) => key)]);
    }
    if (!prepaid)
        commands.push(['delete', 'ID', '--yes']);
    return commands;
}

function run({ bwp, home }, environment, args) {
    const options = {
        env: { HOME: home, XDG_CONFIG_HOME: path.join(home, 'config'), ...environment },
        maxBuffer: 64 << 20,
    };

    return new Promise((resolve) => {
        execFile(bwp, args, options, (error, stdout, stderr) => {
            resolve({ status: error === null ? 0 : error.code, stdout, stderr });
        });
    });
}

// One life with these keys.  Resolves with what is wrong with it, one text for each command that was not done.
async function live(programs, scheme, keys, recorder, commands) {
    const how = ['--json', '--provider', scheme.provider, '--endpoint', recorder.endpoint, ...scheme.options];
    const environment = scheme.environment(keys, recorder.endpoint);
    const wrong = [];
    let id = '';

    for (const [command, ...args] of commands) {
        const given = args.map((arg) => (arg === 'ID' ? id : arg));
        const ended = await run(programs, environment, [command, ...how, ...given]);

        if (ended.status !== 0)
            wrong.push(`bwp ${command} ended with ${ended.status}: ${ended.stderr}${ended.stdout}`);
        if (command === 'create')
            id = JSON.parse(ended.stdout).packages?.[0]?.id ?? 'none';
    }
    return wrong;
}

module.exports = { commandsOf, live };
