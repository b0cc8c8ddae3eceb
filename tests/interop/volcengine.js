// Volcengine Cloud Enterprise Network, and BytePlus as its other site, as @volcengine/openapi signs and sends it.
'use strict';

const { Service, Signer } = require('@volcengine/openapi');

const operations = {
    create: ['CreateCenBandwidthPackage', (wish) => ({
        CenBandwidthPackageName: wish.name,
        Description: wish.description,
        LocalGeographicRegionSetId: 'China',
        PeerGeographicRegionSetId: 'Asia',
        Bandwidth: wish.mbps,
        BillingType: 4,
        ClientToken: wish.token,
        ...tagsOf(wish),
    })],
    get: ['DescribeCenBandwidthPackageAttributes', (wish) => ({ CenBandwidthPackageId: wish.id })],
    list: ['DescribeCenBandwidthPackages', (wish) => ({ CenBandwidthPackageName: wish.name, PageSize: 50 })],
    update: ['ModifyCenBandwidthPackageAttributes', (wish) => ({
        CenBandwidthPackageId: wish.id,
        CenBandwidthPackageName: wish.name,
        Description: wish.description,
    })],
    resize: ['ModifyCenBandwidthPackageAttributes', (wish) => ({
        CenBandwidthPackageId: wish.id,
        Bandwidth: wish.mbps,
    })],
    bind: ['AssociateCenBandwidthPackage', (wish) => ({ CenBandwidthPackageId: wish.id, CenId: wish.boundTo })],
    unbind: ['DisassociateCenBandwidthPackage', (wish) => ({ CenBandwidthPackageId: wish.id, CenId: wish.boundTo })],
    set_tags: ['TagResources', (wish) => ({ ...oneResource(wish), ...tagsOf(wish) })],
    remove_tags: ['UntagResources', (wish) => ({
        ...oneResource(wish),
        ...numbered('TagKeys', '', Object.keys(wish.tags)),
    })],
    delete: ['DeleteCenBandwidthPackage', (wish) => ({ CenBandwidthPackageId: wish.id })],
};

function oneResource(wish) {
    return { 'ResourceIds.1': wish.id, ResourceType: 'cenbandwidthpackage' };
}

// The package takes parameters by the names that they are sent under.
function numbered(name, member, list) {
    return Object.fromEntries(list.map((item, i) => [`${name}.${i + 1}${member}`, item]));
}

function tagsOf({ tags }) {
    return { ...numbered('Tags', '.Key', Object.keys(tags)), ...numbered('Tags', '.Value', Object.values(tags)) };
}

function verbOf(request) {
    const query = new URL(request.target, 'http://host').searchParams;
    const found = Object.entries(operations).find(([, [action]]) => action === query.get('Action'))?.[0];

    return found === 'update' && query.has('Bandwidth') ? 'resize' : found;
}

// The signer adds time and token by itself, and signs every header that it is given but a few.  Its own client gives it
// no Host, which is then sent without being signed.
function signFor(region) {
    return (request, { accessKey: accessKeyId, secretKey, securityToken: sessionToken }) => {
        const { pathname, searchParams } = new URL(request.target, 'http://host');
        const { method, headers: { host, 'x-date': date, authorization } } = request;
        const theirs = { method, pathname, params: Object.fromEntries(searchParams), region, headers: { host } };
        const when = new Date(date.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));

        new Signer(theirs, 'cen').addAuthorization({ accessKeyId, secretKey, sessionToken }, when);
        return [['Authorization', theirs.headers.Authorization, authorization]];
    };
}

function openFor(region) {
    return (endpoint, { accessKey: accessKeyId, secretKey, securityToken: sessionToken }) => {
        const keys = { accessKeyId, secretKey, sessionToken };
        const place = { protocol: 'http:', host: new URL(endpoint).host, serviceName: 'cen', region };
        const service = new Service({ ...place, ...keys });

        return async (verb, wish) => {
            const [action, parametersFor] = operations[verb];
            const given = JSON.parse(JSON.stringify(parametersFor(wish))); // without what is undefined
            const { ResponseMetadata, Result } = await service.createAPI(action, { Version: '2020-04-01' })(given);

            if (ResponseMetadata.Error !== undefined)
                throw ResponseMetadata.Error;
            return {
                id: Result.CenBandwidthPackageId,
                name: Result.CenBandwidthPackageName,
                description: Result.Description,
            };
        };
    };
}

function scheme(name, site, region, prefix) {
    return {
        name,
        provider: 'volcengine',
        options: ['--site', site],
        environment: ({ accessKey, secretKey, securityToken }) => ({
            [`${prefix}_ACCESS_KEY`]: accessKey,
            [`${prefix}_SECRET_KEY`]: secretKey,
            [`${prefix}_SESSION_TOKEN`]: securityToken,
        }),
        verbs: Object.keys(operations),
        verbOf,
        postpaid: 'postpaid_95',
        nameMax: 120,
        descriptionMax: 240,
        signers: [{ package: '@volcengine/openapi', name: 'volcengine_openapi', sign: signFor(region) }],
        clients: [{
            package: '@volcengine/openapi',
            name: `volcengine_openapi_at_${name}`,
            open: openFor(region),
            codeOf: (error) => error.Code,
            covers: ['query', 'signature'],
        }],
        signedHeaders: (request) => request.headers.authorization.match(/SignedHeaders=([^,]*)/)[1].split(';'),
        refusals: /^(SignatureDoesNotMatch|InvalidAccessKey|InvalidActionOrVersion|MissingParameter)$/,
    };
}

module.exports = [
    scheme('volcengine', 'china', 'cn-beijing', 'VOLCENGINE'),
    scheme('byteplus', 'international', 'ap-southeast-1', 'BYTEPLUS'),
];
