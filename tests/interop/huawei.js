// Huawei Cloud Connect as @huaweicloud/huaweicloud-sdk-core signs and sends it.
'use strict';

const { ClientBuilder } = require('@huaweicloud/huaweicloud-sdk-core/ClientBuilder');
const { GlobalCredentials } = require('@huaweicloud/huaweicloud-sdk-core');
const { AKSKSigner } = require('@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner');
const log4js = require('log4js');

// The client logs each refusal as well as it throws it, and here they are meant to come.
log4js.configure({
    appenders: { none: { type: 'stderr' } },
    categories: { default: { appenders: ['none'], level: 'off' } },
});

const account = 'emulator-account';
const packages = '/v3/{domain_id}/ccaas/bandwidth-packages';

// method, what follows the path of a package, and the body that a wish becomes
const operations = {
    create: {
        method: 'POST',
        body: (wish) => ({
            bandwidth_package: {
                project_id: 'emulator-project',
                name: wish.name,
                description: wish.description,
                local_area_id: 'Chinese-Mainland',
                remote_area_id: 'Asia-Pacific',
                bandwidth: wish.mbps,
                charge_mode: 'bandwidth',
                billing_mode: 3,
                tags: pairs(wish.tags),
            },
        }),
    },
    get: { method: 'GET', of: '' },
    list: { method: 'GET', query: (wish) => ({ name: [wish.name], limit: 10 }) },
    update: { method: 'PUT', of: '', body: ({ name, description }) => ({ bandwidth_package: { name, description } }) },
    resize: { method: 'PUT', of: '', body: ({ mbps }) => ({ bandwidth_package: { bandwidth: mbps } }) },
    bind: { method: 'POST', of: '/associate', body: binding },
    unbind: { method: 'POST', of: '/disassociate', body: binding },
    set_tags: { method: 'POST', of: '/tag', body: (wish) => ({ tags: pairs(wish.tags) }) },
    remove_tags: { method: 'POST', of: '/untag', body: (wish) => ({ tags: pairs(wish.tags) }) },
    delete: { method: 'DELETE', of: '' },
};

function binding(wish) {
    return { bandwidth_package: { resource_id: wish.boundTo, resource_type: 'cloud_connection' } };
}

function pairs(tags) {
    return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

function verbOf(request) {
    const { pathname } = new URL(request.target, 'http://host');
    const [, , , , , id, action] = pathname.split('/');

    if (pathname === '/v3/auth/domains')
        return 'account';
    if (action !== undefined)
        return { associate: 'bind', disassociate: 'unbind', tag: 'set_tags', untag: 'remove_tags' }[action];
    if (id === undefined)
        return { POST: 'create', GET: 'list' }[request.method];
    if (request.method === 'PUT')
        return request.body.includes('"bandwidth":') ? 'resize' : 'update';
    return { GET: 'get', DELETE: 'delete' }[request.method];
}

// What a request carries besides what it says; the vendor's client adds the like of it after it has signed.
const unsigned = ['authorization', 'user-agent', 'accept', 'content-length'];

function sign(request, keys) {
    const url = new URL(request.target, 'http://host');
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !unsigned.includes(name)));
    const query = {};

    for (const name of new Set(url.searchParams.keys()))
        query[name] = url.searchParams.getAll(name);
    headers['X-Sdk-Date'] = headers['x-sdk-date']; // the signer looks for it under this name only
    delete headers['x-sdk-date'];
    const theirs = AKSKSigner.sign({
        endpoint: `http://${headers.host}${url.pathname}`,
        method: request.method,
        headers,
        queryParams: query,
        // It hashes what JSON.stringify() makes of the data, so that our JSON has to be the same to the byte.
        data: request.body.length > 0 ? JSON.parse(request.body) : undefined,
    }, { getAk: () => keys.accessKey, getSk: () => keys.secretKey });

    return [['Authorization', theirs.Authorization, request.headers.authorization]];
}

function open(endpoint, keys) {
    const credentials = new GlobalCredentials({ ak: keys.accessKey, sk: keys.secretKey, domainId: account });

    if (keys.securityToken !== '')
        credentials.withSecurityToken(keys.securityToken);
    const client = new ClientBuilder((hcClient) => hcClient).withEndpoint(endpoint).withCredential(credentials).build();

    return async (verb, wish) => {
        const { method, of, query, body } = operations[verb];
        const answer = await client.sendRequest({
            method,
            url: of !== undefined ? `${packages}/{id}${of}` : packages,
            contentType: 'application/json',
            headers: {},
            pathParams: of !== undefined ? { domain_id: account, id: wish.id } : { domain_id: account },
            queryParams: query !== undefined ? query(wish) : {},
            data: body !== undefined ? body(wish) : undefined,
        });
        const one = answer.bandwidth_package ?? answer.bandwidth_packages?.[0];

        return one !== undefined ? { id: one.id, name: one.name, description: one.description } : {};
    };
}

module.exports = [{
    name: 'huawei',
    provider: 'huawei',
    options: ['--site', 'international', '--project', 'emulator-project'],
    environment: ({ accessKey, secretKey, securityToken }, endpoint) => ({
        HUAWEICLOUD_SDK_IAM_ENDPOINT: endpoint,
        HUAWEICLOUD_SDK_AK: accessKey,
        HUAWEICLOUD_SDK_SK: secretKey,
        HUAWEICLOUD_SDK_SECURITY_TOKEN: securityToken,
    }),
    verbs: Object.keys(operations),
    errands: ['account'], // which is not given, so that IAM is asked before each verb
    verbOf,
    postpaid: 'postpaid',
    nameMax: 50,
    descriptionMax: 80,
    signers: [{ package: '@huaweicloud/huaweicloud-sdk-core', name: 'huaweicloud_sdk_core', sign }],
    clients: [{
        package: '@huaweicloud/huaweicloud-sdk-core',
        name: 'huaweicloud_sdk_core',
        open,
        codeOf: (error) => error.errorCode,
        covers: ['path', 'query', 'body', 'length', 'signature'],
    }],
    signedHeaders: (request) => request.headers.authorization.match(/SignedHeaders=([^,]*)/)[1].split(';'),
    refusals: /^APIGW\.0(301|101)$/, // the second where another path is that of no API
}];
