// Alibaba CEN as its three packages sign and send it: ACS3-HMAC-SHA256, which they call V3, and RPC signature v1.
'use strict';

const crypto = require('crypto');
const OpenApi = require('@alicloud/openapi-client');
const OpenApiUtil = require('@alicloud/openapi-util').default;
const Pop = require('@alicloud/pop-core').RPCClient;
const { RuntimeOptions, default: TeaUtil } = require('@alicloud/tea-util');

const version = '2017-09-12';

const operations = {
    create: ['CreateCenBandwidthPackage', (wish) => ({
        Name: wish.name,
        Description: wish.description,
        Bandwidth: wish.mbps,
        GeographicRegionAId: 'China',
        GeographicRegionBId: 'Asia-Pacific',
        BandwidthPackageChargeType: 'POSTPAY',
        AutoPay: true,
        ClientToken: wish.token,
        Tag: tagList(wish.tags),
    })],
    get: ['DescribeCenBandwidthPackages', (wish) => ({ Filter: [{ Key: 'CenBandwidthPackageId', Value: [wish.id] }] })],
    list: ['DescribeCenBandwidthPackages', (wish) => ({
        Filter: [{ Key: 'Name', Value: [wish.name, 'another'] }],
        PageSize: 50,
    })],
    update: ['ModifyCenBandwidthPackageAttribute', (wish) => ({
        CenBandwidthPackageId: wish.id,
        Name: wish.name,
        Description: wish.description,
    })],
    resize: ['ModifyCenBandwidthPackageSpec', (wish) => ({ CenBandwidthPackageId: wish.id, Bandwidth: wish.mbps })],
    bind: ['AssociateCenBandwidthPackage', (wish) => ({ CenBandwidthPackageId: wish.id, CenId: wish.boundTo })],
    unbind: ['UnassociateCenBandwidthPackage', (wish) => ({ CenBandwidthPackageId: wish.id, CenId: wish.boundTo })],
    set_tags: ['TagResources', (wish) => ({
        ResourceType: 'BandwidthPackage',
        ResourceId: [wish.id],
        Tag: tagList(wish.tags),
    })],
    remove_tags: ['UntagResources', (wish) => ({
        ResourceType: 'BandwidthPackage',
        ResourceId: [wish.id],
        TagKey: Object.keys(wish.tags),
    })],
    delete: ['DeleteCenBandwidthPackage', (wish) => ({ CenBandwidthPackageId: wish.id })],
};

function tagList(tags) {
    return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

// Query and form are one list of parameters.
function parametersOf(request) {
    return Object.fromEntries([
        ...new URL(request.target, 'http://host').searchParams,
        ...new URLSearchParams(request.body.toString()),
    ]);
}

function actionOf(request) {
    return request.headers['x-acs-action'] ?? parametersOf(request).Action;
}

function verbOf(request) {
    const action = actionOf(request);

    if (action === 'DescribeCenBandwidthPackages')
        return Object.values(parametersOf(request)).includes('CenBandwidthPackageId') ? 'get' : 'list';
    return Object.entries(operations).find(([, operation]) => operation[0] === action)?.[0];
}

// ---- the clients: each is opened with keys, and then called with an action and its parameters ----

function tokenOf(keys) {
    return keys.securityToken !== '' ? keys.securityToken : undefined;
}

function openPop(method) {
    return (endpoint, keys) => {
        const client = new Pop({
            endpoint,
            apiVersion: version,
            accessKeyId: keys.accessKey,
            accessKeySecret: keys.secretKey,
            securityToken: tokenOf(keys),
        });

        return (action, parameters) => client.request(action, parameters, { method });
    };
}

// Given keys alone, the client sends and signs one header more, which tells from what kind of source they came; not so
// where it has to ask a source that does not say what it is.
function openOpenApi(signatureAlgorithm, nameless) {
    return (endpoint, { accessKey: accessKeyId, secretKey: accessKeySecret, ...keys }) => {
        const given = { accessKeyId, accessKeySecret, securityToken: tokenOf(keys) };
        const credential = { getCredential: async () => ({ ...given, type: 'access_key' }) };
        const client = new OpenApi.default(new OpenApi.Config({
            endpoint: new URL(endpoint).host,
            protocol: 'http',
            signatureAlgorithm,
            ...(nameless ? { credential } : given),
        }));

        return async (action, parameters) => {
            const params = new OpenApi.Params({
                action,
                version,
                protocol: 'HTTP',
                pathname: '/',
                method: 'POST',
                authType: 'AK',
                style: 'RPC',
                reqBodyType: 'formData',
                bodyType: 'json',
            });
            const request = new OpenApi.OpenApiRequest({ query: OpenApiUtil.query(parameters) });

            return (await client.callApi(params, request, new RuntimeOptions({}))).body;
        };
    };
}

// The same in words: a verb and what is wished for, answered with what is told of the package.
function inWords(open) {
    return (endpoint, keys) => {
        const call = open(endpoint, keys);

        return async (verb, wish) => {
            const [action, parametersFor] = operations[verb];
            const parameters = JSON.parse(JSON.stringify(parametersFor(wish))); // without what is undefined
            const body = await call(action, parameters);
            const one = body.CenBandwidthPackages?.CenBandwidthPackage[0];

            return {
                id: body.CenBandwidthPackageId ?? one?.CenBandwidthPackageId,
                name: one?.Name,
                description: one?.Description,
            };
        };
    };
}

// ---- signing again what bwp sent ----

function signAcs3(request, keys) {
    const { pathname } = new URL(request.target, 'http://host');
    const hash = crypto.createHash('sha256').update(request.body).digest('hex');
    const theirs = OpenApiUtil.getAuthorization(
        { method: request.method, pathname, query: parametersOf(request), headers: request.headers },
        'ACS3-HMAC-SHA256', hash, keys.accessKey, keys.secretKey);

    return [
        ['Authorization', theirs, request.headers.authorization],
        ['x-acs-content-sha256', hash, request.headers['x-acs-content-sha256']],
    ];
}

function signRpc(request, keys) {
    const { Signature, ...parameters } = parametersOf(request);

    return [['Signature', OpenApiUtil.getRPCSignature(parameters, request.method, keys.secretKey), Signature]];
}

// The parameters as a caller writes them: "Tag.1.Key" is a member of { Tag: [{ Key: ... }] }.  What the client adds by
// itself is left out, but for time and nonce, which may be given.
const added = ['Action', 'Version', 'AccessKeyId', 'SecurityToken', 'Signature', 'SignatureMethod', 'SignatureVersion'];

function writtenOut(parameters) {
    const all = {};

    for (const [name, value] of Object.entries(parameters).filter(([name]) => !added.includes(name))) {
        const parts = name.split('.').map((part) => (/^[0-9]+$/.test(part) ? part - 1 : part));
        const last = parts.pop();
        let at = all;

        parts.forEach((part, i) => {
            at[part] ??= typeof (parts[i + 1] ?? last) === 'number' ? [] : {};
            at = at[part];
        });
        at[last] = value;
    }
    return all;
}

// Lets the whole client send the same to where the request came from, and gives back what it sent.
async function resend(request, recorder, call) {
    recorder.holds = true;
    await call(actionOf(request), writtenOut(parametersOf(request)));
    recorder.holds = false;
    return recorder.requests.pop();
}

// It sorts, encodes and signs as we do: the form is the same to the byte.
async function sendPop(request, keys, recorder) {
    const theirs = await resend(request, recorder, openPop('POST')(recorder.endpoint, keys));

    return [
        ['method', theirs.method, request.method],
        ['target', theirs.target, request.target],
        ['Content-Type', theirs.headers['content-type'], request.headers['content-type']],
        ['body', theirs.body.toString(), request.body.toString()],
    ];
}

// Its V3 asks two functions of its packages for time and nonce.  It has all parameters in the query, in RPC v1 too, and
// leaves !'()* there as they are: what is sent differs from ours, what is signed does not.
function sendOpenApi(signatureAlgorithm) {
    return async (request, keys, recorder) => {
        const { getTimestamp } = OpenApiUtil, { getNonce } = TeaUtil;
        const sorted = (one) => JSON.stringify(Object.entries(parametersOf(one)).sort());
        let theirs;

        OpenApiUtil.getTimestamp = () => request.headers['x-acs-date'];
        TeaUtil.getNonce = () => request.headers['x-acs-signature-nonce'];
        try {
            theirs = await resend(request, recorder, openOpenApi(signatureAlgorithm, true)(recorder.endpoint, keys));
        } finally {
            OpenApiUtil.getTimestamp = getTimestamp;
            TeaUtil.getNonce = getNonce;
        }
        return [
            ['method', theirs.method, request.method],
            ['parameters', sorted(theirs), sorted(request)],
            ['Authorization', theirs.headers.authorization, request.headers.authorization],
        ];
    };
}

const shared = {
    provider: 'alibaba',
    environment: ({ accessKey, secretKey, securityToken }) => ({
        ALIBABA_CLOUD_ACCESS_KEY_ID: accessKey,
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: secretKey,
        ALIBABA_CLOUD_SECURITY_TOKEN: securityToken,
    }),
    verbs: Object.keys(operations),
    verbOf,
    postpaid: 'postpaid',
    nameMax: 120,
    descriptionMax: 250,
    listsByTag: true,
    // What is altered may be what an operation, a time or a key is known by, so that no signature is looked at.
    refusals: new RegExp('^(SignatureDoesNotMatch|IncompleteSignature|InvalidVersion|InvalidParameter|' +
        'Missing(Parameter|AccessKeyId)|Invalid(Action|TimeStamp|AccessKeyId|SecurityToken)\\..*)$'),
};

function client(name, folder, open, covers) {
    return { package: folder, name, open: inWords(open), codeOf: (error) => error.code, covers };
}

module.exports = [{
    ...shared,
    name: 'alibaba_acs3',
    options: ['--signature', 'acs3'],
    signers: [
        { package: '@alicloud/openapi-util', name: 'openapi_util', sign: signAcs3 },
        { package: '@alicloud/openapi-client', name: 'openapi_client', sign: sendOpenApi() },
    ],
    clients: [client('openapi_client_v3', '@alicloud/openapi-client', openOpenApi(), ['query', 'signature'])],
    signedHeaders: (request) => request.headers.authorization.match(/SignedHeaders=([^,]*)/)[1].split(';'),
}, {
    ...shared,
    name: 'alibaba_rpc_v1',
    options: ['--signature', 'rpc-v1'],
    signers: [
        { package: '@alicloud/openapi-util', name: 'openapi_util', sign: signRpc },
        { package: '@alicloud/openapi-client', name: 'openapi_client', sign: sendOpenApi('v2') },
        { package: '@alicloud/pop-core', name: 'pop_core', sign: sendPop },
    ],
    clients: [
        client('openapi_client_v2', '@alicloud/openapi-client', openOpenApi('v2'), ['query']),
        client('pop_core_get', '@alicloud/pop-core', openPop('GET'), ['query']),
        client('pop_core_post', '@alicloud/pop-core', openPop('POST'), ['body', 'length']),
    ],
    signedHeaders: () => [],
}];
