// A server on loopback that stands between a client and the emulator: it keeps what came, byte for byte, and may alter
// it on its way.
'use strict';

const http = require('http');

function read(stream) {
    return new Promise((resolve, reject) => {
        const chunks = [];

        stream.on('data', (chunk) => chunks.push(chunk));
        stream.on('end', () => resolve(Buffer.concat(chunks)));
        stream.on('error', reject);
    });
}

// The headers go on as they came, in names, order and values, so that what was signed is what is judged.
function forward(port, request) {
    return new Promise((resolve, reject) => {
        const options = { host: '127.0.0.1', port, method: request.method, path: request.target, headers: request.raw };
        const upstream = http.request(options, (response) => {
            const { statusCode: status, rawHeaders: raw } = response;

            read(response).then((body) => resolve({ status, raw, body }), reject);
        });

        upstream.on('error', reject);
        upstream.end(request.body);
    });
}

class Recorder {
    constructor(emulatorPort) {
        this.emulatorPort = emulatorPort;
        this.requests = [];  // what came, with its answer
        this.answers = null; // a list of answers to give instead of asking the emulator
        this.holds = false;  // keeps what comes, and answers {} to all of it
        this.alter = null;   // changes a request before it is forwarded; false: it is to be held
        this.server = http.createServer((request, response) => this.take(request, response));
    }

    async open() {
        await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
        this.endpoint = `http://127.0.0.1:${this.server.address().port}`;
    }

    close() {
        this.server.close();
        this.server.closeAllConnections?.();
    }

    async answerTo(request) {
        if (this.answers !== null)
            return this.answers.shift();
        if (this.holds || this.alter?.(request) === false)
            return { status: 200, raw: ['Content-Type', 'application/json'], body: Buffer.from('{}') };
        return forward(this.emulatorPort, request);
    }

    async take(incoming, response) {
        const request = { method: incoming.method, target: incoming.url, headers: incoming.headers };

        request.raw = incoming.rawHeaders;
        request.body = await read(incoming);
        this.requests.push(request);
        try {
            request.answer = await this.answerTo({ ...request, raw: [...request.raw] });
            response.sendDate = false;
            response.writeHead(request.answer.status, request.answer.raw);
            response.end(request.answer.body);
        } catch (error) {
            response.destroy(error);
        }
    }
}

module.exports = { Recorder };
