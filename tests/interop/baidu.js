// Baidu Cloud Smart Network as @baiducloud/sdk signs and sends it.
'use strict';

const { Auth, BceBaseClient } = require('@baiducloud/sdk');

// what follows the path, the key in the query that tells what is done, and the body that a wish becomes
const operations = {
    create: {
        method: 'POST',
        body: (wish) => ({
            name: wish.name,
            interworkType: 'center',
            bandwidth: wish.mbps,
            geographicA: 'China',
            geographicB: 'Asia-Pacific',
            billing: { paymentTiming: 'Postpaid', billingMethod: 'ByBandwidth' },
            tags: Object.entries(wish.tags).map(([tagKey, tagValue]) => ({ tagKey, tagValue })),
        }),
    },
    get: { method: 'GET', ofOne: true },
    list: { method: 'GET', query: { maxKeys: 10 } },
    update: { method: 'PUT', ofOne: true, body: (wish) => ({ name: wish.name }) },
    resize: { method: 'PUT', ofOne: true, query: { resize: '' }, body: (wish) => ({ bandwidth: wish.mbps }) },
    bind: { method: 'PUT', ofOne: true, query: { bind: '' }, body: (wish) => ({ csnId: wish.boundTo }) },
    unbind: { method: 'PUT', ofOne: true, query: { unbind: '' }, body: (wish) => ({ csnId: wish.boundTo }) },
    delete: { method: 'DELETE', ofOne: true },
};

function verbOf(request) {
    const url = new URL(request.target, 'http://host');
    const action = ['resize', 'bind', 'unbind'].find((name) => url.searchParams.has(name));

    if (action !== undefined)
        return action;
    if (url.pathname === '/v1/csn/bp')
        return { POST: 'create', GET: 'list' }[request.method];
    return { GET: 'get', PUT: 'update', DELETE: 'delete' }[request.method];
}

// The page of this service has host and x-bce-* signed; left to itself the signer adds content-type and content-length.
function sign(request, keys) {
    const [, , timestamp, lifetime] = request.headers.authorization.split('/');
    const url = new URL(request.target, 'http://host');
    const theirs = new Auth(keys.accessKey, keys.secretKey).generateAuthorization(
        request.method, url.pathname, Object.fromEntries(url.searchParams), request.headers,
        Date.parse(timestamp) / 1000, Number(lifetime), ['host']);
    const compared = [['Authorization', theirs, request.headers.authorization]];

    if (request.body.length > 0) // which no signature covers
        compared.push(['body', JSON.stringify(JSON.parse(request.body)), request.body.toString()]);
    return compared;
}

function open(endpoint, keys) {
    const client = new BceBaseClient({
        endpoint,
        credentials: { ak: keys.accessKey, sk: keys.secretKey },
        sessionToken: keys.securityToken !== '' ? keys.securityToken : undefined,
    }, 'csn');

    return async (verb, wish) => {
        const { method, ofOne, query, body } = operations[verb];
        const answer = await client.sendRequest(method, ofOne ? `/v1/csn/bp/${wish.id}` : '/v1/csn/bp', {
            params: { ...query, ...(wish.token !== undefined && method !== 'GET' ? { clientToken: wish.token } : {}) },
            headers: {},
            body: body !== undefined ? JSON.stringify(body(wish)) : null,
        });
        const { csnBpId, name } = answer.body;

        return { id: csnBpId, name };
    };
}

module.exports = [{
    name: 'baidu',
    provider: 'baidu',
    options: [],
    environment: ({ accessKey, secretKey, securityToken }) => ({
        BCE_ACCESS_KEY_ID: accessKey,
        BCE_SECRET_ACCESS_KEY: secretKey,
        BCE_SECURITY_TOKEN: securityToken,
    }),
    verbs: Object.keys(operations),
    verbOf,
    postpaid: 'postpaid',
    nameMax: 120,
    tagSigns: '-_ /.',
    signers: [{ package: '@baiducloud/sdk', name: 'baiducloud_sdk', sign }],
    clients: [{
        package: '@baiducloud/sdk',
        name: 'baiducloud_sdk',
        open,
        codeOf: (error) => error.code,
        covers: ['path', 'query', 'length', 'signature'], // bce-auth-v1 covers no body, and this client its length
    }],
    signedHeaders: (request) => request.headers.authorization.split('/')[4].split(';'),
    refusals: /^(SignatureDoesNotMatch|InvalidAccessKeyId|IamSignatureInvalid|InvalidHTTPAuthHeader|InvalidURI)$/,
}];
