// One package's life at Baidu, or at whoever $BWP_ENDPOINT is: bought, waited for, listed, deleted, and refused.
import { randomUUID } from 'node:crypto';
import { Client, NotDone, Unknown } from './bwp.mjs';

// Asks until the answer is clear; the same token is the same purchase.
async function buy(client, request) {
  const client_token = randomUUID(); // store it where a crash does not reach it, then call
  for (let asks = 1; ; asks++) {
    try {
      return (await client.create({ ...request, client_token })).packages[0].id;
    } catch (lost) {
      if (!(lost instanceof Unknown)) throw lost;
      console.log(`unknown: ${lost.message}`);
      if (!lost.result.retry_is_safe || asks === 3) throw lost;
    }
  }
}

async function live(client) {
  const id = await buy(client, {
    name: 'life', bandwidth_mbps: 20, area_a: 'china', area_b: 'asia-pacific', billing: 'postpaid',
  });
  console.log(`bought ${id}`);
  const [seen] = (await client.wait(id, 'ready')).packages;
  console.log(`${seen.state}: ${seen.bandwidth_mbps} Mbit/s, ${seen.area_a} to ${seen.area_b}`);
  for (const each of (await client.list({ name: 'life' })).packages) console.log(`listed ${each.id}`);
  await client.delete(id);
  console.log(`deleted ${id}`);
  try {
    await client.delete(id);
  } catch (refused) {
    if (!(refused instanceof NotDone)) throw refused;
    console.log(`not done: ${refused.message} [${refused.result.status}]`);
  }
}

let client;
try {
  // one attempt for each call, so that a lost answer is seen here; otherwise libbwp asks again by itself
  client = new Client({ provider: 'baidu', endpoint: process.env.BWP_ENDPOINT, max_attempts: 1 });
} catch (problem) {
  console.error(`no client: ${problem.message}`);
  process.exit(1);
}
try {
  await live(client);
} catch (problem) {
  if (problem instanceof Unknown) {
    console.error(`perhaps bought, with client_token ${problem.result.client_token}`);
    process.exitCode = 2;
  } else {
    console.error(`not done: ${problem.message}`);
    process.exitCode = 1;
  }
} finally {
  await client.close();
}
