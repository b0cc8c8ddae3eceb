// The vendors' signers sign again what bwp sent, and have to come to the same bytes.
'use strict';

const { commandsOf, live } = require('./life');
const { count, test } = require('./report');
const { Wishes } = require('./wishes');

// Each life is lived at the emulator with keys that it knows, and once more with others, while the recorder repeats the
// answers of the first time.
async function recordLife(programs, scheme, recorder, commands, known, others) {
    const wrong = [], recorded = [];

    for (const keys of [known, others]) {
        recorder.answers = keys === others ? recorded.map(({ request }) => request.answer) : null;
        recorder.requests = [];
        wrong.push(...await live(programs, scheme, keys, recorder, commands));
        recorded.push(...recorder.requests.map((request) => ({ request, keys, recorder })));
    }
    recorder.answers = null;
    return { wrong, recorded };
}

// One life after another at each recorder, and as many at once as there are recorders.
async function recordLives(programs, scheme, recorders, known, lives, seed) {
    const wishes = new Wishes(seed);
    const waiting = Array.from({ length: lives }, (_, number) => ({
        commands: commandsOf(scheme, wishes, number),
        known: known[number % known.length],
        others: wishes.keys(number % 4 < 2),
    }));
    const wrong = [], recorded = [];

    await Promise.all(recorders.map(async (recorder) => {
        for (let life = waiting.shift(); life !== undefined; life = waiting.shift()) {
            const lived = await recordLife(programs, scheme, recorder, life.commands, life.known, life.others);

            wrong.push(...lived.wrong);
            recorded.push(...lived.recorded);
        }
    }));
    test(`bwp_takes_packages_through_their_lives_at_${scheme.name}`, lives, wrong);
    return recorded;
}

async function compare(scheme, signer, verb, recorded) {
    const ofVerb = recorded.filter(({ request }) => scheme.verbOf(request) === verb);
    const wrong = [];

    for (const { request, keys, recorder } of ofVerb) {
        const differing = (await signer.sign(request, keys, recorder)).filter(([, theirs, ours]) => theirs !== ours);

        wrong.push(...differing.map(([what, theirs, ours]) =>
            `${request.method} ${request.target}\n${what}\n  of theirs: ${theirs}\n  of ours:   ${ours}`));
        if (differing.length === 0)
            count(signer.package, 'signed');
    }
    test(`${signer.name}_signs_${verb}_as_libbwp_does_at_${scheme.name}`, ofVerb.length, wrong);
}

async function checkSigners(programs, scheme, recorders, known, lives, seed) {
    const recorded = await recordLives(programs, scheme, recorders, known, lives, seed);
    const asked = [...scheme.verbs, ...(scheme.errands ?? [])];
    const unknown = recorded.filter(({ request }) => !asked.includes(scheme.verbOf(request)));

    test(`every_request_at_${scheme.name}_is_known`, recorded.length,
        unknown.map(({ request }) => `${request.method} ${request.target}`));
    for (const signer of scheme.signers) {
        for (const verb of asked)
            await compare(scheme, signer, verb, recorded);
    }
}

module.exports = { checkSigners };
