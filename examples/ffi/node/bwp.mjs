// libbwp from Node.js, with koffi: copy this file, and `npm install koffi`.
//
//     const client = new Client({ provider: 'baidu' });
//     const result = await client.create({ name: 'bj-hk', bandwidth_mbps: 20, area_a: 'china', ... });
//
// A method for each operation of bwp_call_json(), with the fields that bwp.h lists.  Each resolves to what is known once it
// is done, and rejects with NotDone or Unknown otherwise.  Calls run on threads of koffi's, so the event loop goes on.
import koffi from 'koffi';
import { promisify } from 'node:util';

const lib = koffi.load(process.env.LIBBWP ?? 'libbwp.so.1');
const clientNew = lib.func('void *bwp_client_new_json(const char *config, _Out_ char *errbuf)');
const clientFree = lib.func('void bwp_client_free(void *client)');
koffi.disposable('BwpText', 'str', lib.func('void bwp_free(void *text)')); // freed once it is a string of JavaScript
const callJson = promisify(
  lib.func('BwpText bwp_call_json(void *client, const char *operation, const char *arguments)').async,
);

class BwpError extends Error {
  constructor(result) {
    super(result.message);
    this.name = this.constructor.name;
    this.result = result;
  }
}

/** It did not happen: it never left this machine, or the provider refused it. */
export class NotDone extends BwpError {}

/** It may have happened, and may be billed: ask again with result.client_token if result.retry_is_safe. */
export class Unknown extends BwpError {}

export class Client {
  #handle;
  #running = new Set();

  constructor(config) {
    const problem = Buffer.alloc(256);
    this.#handle = clientNew(JSON.stringify(config), problem);
    if (this.#handle === null) throw new TypeError(problem.toString('utf8', 0, problem.indexOf(0)));
  }

  /** Waits for the calls that are running; those made from now on are not done. */
  async close() {
    const handle = this.#handle;
    this.#handle = null;
    await Promise.allSettled(this.#running);
    clientFree(handle);
  }

  async call(operation, fields = {}) {
    const answer = callJson(this.#handle, operation, JSON.stringify(fields));
    this.#running.add(answer);
    const result = JSON.parse(await answer.finally(() => this.#running.delete(answer)));
    if (result.outcome === 'done') return result;
    throw result.outcome === 'not_done' ? new NotDone(result) : new Unknown(result);
  }

  create(request) { return this.call('create', request); }
  preview(request) { return this.call('preview', request); }
  find(request) { return this.call('find', request); }
  list(filter) { return this.call('list', filter); }
  whoami() { return this.call('whoami'); }
  get(id) { return this.call('get', { id }); }
  wait(id, until, goal) { return this.call('wait', { id, until, ...goal }); }
  update(id, change) { return this.call('update', { id, ...change }); }
  resize(id, change) { return this.call('resize', { id, ...change }); }
  bind(id, change) { return this.call('bind', { id, ...change }); }
  unbind(id, change) { return this.call('unbind', { id, ...change }); }
  setTags(id, change) { return this.call('set_tags', { id, ...change }); }
  removeTags(id, change) { return this.call('remove_tags', { id, ...change }); }
  delete(id, change) { return this.call('delete', { id, ...change }); }
}
