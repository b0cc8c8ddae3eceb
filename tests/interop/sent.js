// The vendors' clients send to the emulator, which has to take what they sign, and to refuse it once a byte is another.
'use strict';

const { count, describe, test } = require('./report');
const { Wishes, punctuation } = require('./wishes');

// ---- taken ----

// What a client asks for next in the life of one package.
function renew(wish, verb, scheme, wishes) {
    wish.token = wishes.token();
    if (verb === 'create' || verb === 'update') {
        wish.name = wishes.name(scheme.nameMax);
        [wish.description] = wishes.description(scheme);
    }
    if (verb === 'create' || verb === 'set_tags')
        wish.tags = wishes.tags(1 + wishes.random(4), scheme.tagSigns ?? punctuation);
    wish.mbps = verb === 'resize' ? 20 : 10;
}

// What was asked for is what is told, to the letter.
function differs(wish, answer) {
    return answer.name !== wish.name || (wish.description ?? '') !== (answer.description ?? '');
}

async function checkTaken(scheme, client, recorder, known, lives, seed) {
    const wishes = new Wishes(seed);
    const taken = Object.fromEntries(scheme.verbs.map((verb) => [verb, { shown: 0, wrong: [] }]));

    for (let number = 0; number < lives; number++) {
        const send = client.open(recorder.endpoint, known[number % known.length]);
        const wish = { boundTo: `${client.name}-${number}` };

        for (const verb of scheme.verbs) {
            renew(wish, verb, scheme, wishes);
            try {
                const answer = await send(verb, wish);

                if (verb === 'create')
                    wish.id = answer.id;
                if (verb === 'get' && differs(wish, answer))
                    taken[verb].wrong.push(`asked for ${JSON.stringify(wish)}\ngot ${JSON.stringify(answer)}`);
                taken[verb].shown++;
                count(client.package, 'taken');
            } catch (error) {
                taken[verb].wrong.push(describe(error));
            }
        }
    }
    for (const [verb, { shown, wrong }] of Object.entries(taken))
        test(`the_emulator_takes_${verb}_from_${client.name}`, shown, wrong);
}

// ---- altered ----

// Another digit for a digit and another letter for a letter, never a part of %XX, so that the text stays well formed.
function changed(text, wishes) {
    const places = [...text.matchAll(/%[0-9A-Fa-f]{2}|[0-9A-Za-z]/g)].filter((match) => match[0].length === 1);

    if (places.length === 0)
        return text;
    const { index } = places[wishes.random(places.length)];
    const other = { 9: '0', z: 'a', Z: 'A' }[text[index]] ?? String.fromCharCode(text.charCodeAt(index) + 1);

    return text.slice(0, index) + other + text.slice(index + 1);
}

// Replaces what fits the pattern in one header, if the request has it.
function changeHeader(request, name, pattern, wishes) {
    const at = request.raw.findIndex((text, i) => i % 2 === 0 && text.toLowerCase() === name) + 1;

    if (at > 0)
        request.raw[at] = request.raw[at].replace(pattern, (text) => changed(text, wishes));
}

const alterations = {
    path(request, wishes) {
        request.target = request.target.replace(/^[^?]*/, (path) => changed(path, wishes));
    },
    query(request, wishes) {
        request.target = request.target.replace(/\?.*/, (query) => changed(query, wishes));
    },
    body(request, wishes) {
        request.body = Buffer.from(changed(request.body.toString(), wishes));
    },
    // one blank more, and its length
    length(request) {
        const at = request.raw.findIndex((text) => text.toLowerCase() === 'content-length') + 1;

        if (request.body.length > 0) {
            request.body = Buffer.concat([request.body, Buffer.from(' ')]);
            request.raw[at] = String(request.body.length);
        }
    },
    signature(request, wishes) {
        changeHeader(request, 'authorization', /[0-9a-f]{64}$/, wishes);
    },
};

// The last digit of a date is one of its seconds; else the last letter.
function alterHeader(name) {
    return (request, wishes) => changeHeader(request, name, /[0-9](?=Z?$)|[A-Za-z](?=[^A-Za-z]*$)/, wishes);
}

function textOf(request) {
    return JSON.stringify([request.target, request.raw, request.body.toString('base64')]);
}

// Sends every verb and alters it on its way, unless the keys are what is altered.  Resolves with verb and code of each
// refusal, "" where it was taken; a request in which there is nothing to alter goes no further.
async function sendAltered(scheme, client, recorder, keys, wish, alter, wishes) {
    const codes = [];

    for (const verb of scheme.verbs) {
        let altered = true;

        recorder.alter = alter && ((request) => {
            const before = textOf(request);

            alter(request, wishes);
            altered = textOf(request) !== before;
            return altered;
        });
        try {
            await client.open(recorder.endpoint, keys)(verb, { ...wish, name: wishes.name(9), token: wishes.token() });
            codes.push([verb, '', altered]);
        } catch (error) {
            codes.push([verb, client.codeOf(error) ?? describe(error), altered]);
        }
    }
    recorder.alter = null;
    return codes.filter(([, , altered]) => altered);
}

function checkRefused(scheme, client, what, codes) {
    const wrong = codes.filter(([, code]) => !scheme.refusals.test(code));

    count(client.package, 'refused', codes.length - wrong.length);
    test(`the_emulator_refuses_${what}_of_${client.name}`, codes.length,
        wrong.map(([verb, code]) => (code === '' ? `${verb} was taken` : `${verb} was refused as ${code}`)));
}

async function checkAltered(scheme, client, recorder, known, seed, changes) {
    const wishes = new Wishes(seed);
    const [plain, temporary] = known;
    const wish = { boundTo: 'never-bound' };
    const send = (keys, alter) => sendAltered(scheme, client, recorder, keys, wish, alter, wishes);

    renew(wish, 'create', scheme, wishes);
    wish.id = (await client.open(recorder.endpoint, plain)('create', wish)).id;
    await client.open(recorder.endpoint, temporary)('get', wish);
    const headers = scheme.signedHeaders(recorder.requests.at(-1)).filter((name) => name !== 'content-length');
    const before = await changes();

    for (const name of headers)
        checkRefused(scheme, client, `another_${name.replaceAll('-', '_')}`, await send(temporary, alterHeader(name)));
    for (const what of client.covers)
        checkRefused(scheme, client, `another_${what}`, await send(plain, alterations[what]));
    for (const [what, key] of Object.entries(temporary)) {
        const name = what.replace(/[KT]/, (letter) => `_${letter.toLowerCase()}`);

        checkRefused(scheme, client, `another_${name}`, await send({ ...temporary, [what]: changed(key, wishes) }));
    }
    test(`nothing_altered_of_${client.name}_was_done`, 1, await changes() === before ? [] : ['the ledger has grown']);
}

module.exports = { checkTaken, checkAltered };
