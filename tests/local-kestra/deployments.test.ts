import { afterEach, describe, expect, test } from '@jest/globals';
import { fc } from '../generated-inputs.js';
import { serverFailures } from '../../src/actions/server-failures.js';
import { deployFlows } from '../../src/deploy-flows/deploy.js';
import type { FlowDeployment, FlowDeploymentInput } from '../../src/deploy-flows/deployment.js';
import { splitDocuments } from '../../src/flows/documents.js';
import { parseFlow } from '../../src/flows/parse-flow.js';
import { checkLocally } from '../../src/validation/check-flows.js';
import { testClient } from '../test-client.js';
import { credentials, yaml } from './calling.js';
import { type Fault, type LocalKestra, startLocalKestra } from './server.js';

type Flows = Readonly<Record<string, string>>;

const servers: LocalKestra[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** A server with these flows; the faults come behind the requests that put them there. */
async function serverWith(flows: Flows, faults: readonly Fault[] = [], version = '1.3.25'): Promise<LocalKestra> {
  const sources = Object.values(flows);
  const later = faults.map((fault) => ({ ...fault, nth: sources.length + (fault.nth ?? 1) }));
  const server = await startLocalKestra({ ...credentials, faults: later, version });
  servers.push(server);
  const basic = Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64');
  const headers = { authorization: `Basic ${basic}`, ...yaml };
  for (const body of sources) {
    const { status } = await fetch(`${server.url}/api/v1/main/flows`, { method: 'POST', body, headers });
    expect(status).toBe(200);
  }
  return server;
}

/** Deploys through the client and its requests, as the action does. */
function deploy(server: LocalKestra, flows: Flows, more: Partial<FlowDeploymentInput> = {}): Promise<FlowDeployment> {
  const client = testClient({ server: server.url, credentials: { kind: 'basic', ...credentials }, fetch });
  const documents = Object.entries(flows).flatMap(([path, text]) => splitDocuments({ path, text }).map(parseFlow));
  const input = {
    flows: documents,
    override: true,
    validate: false,
    concurrency: 3,
    dryRun: false,
    prune: 'all',
    maxDelete: 100,
    onError: 'continue',
    strictReferences: false,
    keepDisabled: false,
    ...more,
  } as const;
  return deployFlows(input, {
    server: client,
    failures: serverFailures,
    checkLocally,
    validate: () => Promise.resolve([]),
  });
}

const onServer = (server: LocalKestra) =>
  Object.fromEntries(server.flows().map(({ namespace, id, source }) => [`${namespace}/${id}`, source]));
const wanted = (flows: Flows) =>
  Object.fromEntries(Object.entries(flows).map(([path, source]) => [path.replace('.yml', ''), source]));

const NAMES = ['n/a', 'n/b', 'n/c', 'n.m/d', 'n.m/e'];
const source = (key: string, message: string, calls: readonly string[], disabled: boolean, crlf: boolean): string => {
  const [namespace, id] = key.split('/');
  const subflows = calls.flatMap((call, index) => [
    `  - id: call${index}`,
    '    type: io.kestra.plugin.core.flow.Subflow',
    `    namespace: ${call.split('/')[0]}`,
    `    flowId: ${call.split('/')[1]}`,
  ]);
  return [
    `id: ${id} # ${message}`,
    `namespace: "${namespace}"`,
    ...(disabled ? ['disabled: true'] : []),
    'tasks:',
    '  - id: log',
    '    type: io.kestra.plugin.core.log.Log',
    '    message: hello',
    ...subflows,
    '',
  ].join(crlf ? '\r\n' : '\n');
};
/** Some of the flows, in some form; those of one run call each other in any way. */
const flowSet = (least: number) =>
  fc
    .record({
      keys: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: least }),
      forms: fc.array(
        fc.record({
          message: fc.constantFrom('one', 'two'),
          calls: fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 2 }),
          disabled: fc.boolean(),
          crlf: fc.boolean(),
        }),
        { minLength: NAMES.length, maxLength: NAMES.length },
      ),
    })
    .map(({ keys, forms }): Flows =>
      Object.fromEntries(
        keys.map((key) => {
          const { message, calls, disabled, crlf } = forms[NAMES.indexOf(key)]!;
          const others = calls.filter((call) => call !== key && keys.includes(call));
          return [`${key}.yml`, source(key, message, others, disabled, crlf)];
        }),
      ),
    );

describe('for any flows on the server and in the repository', () => {
  test('a deployment makes the server what the repository is, and a second one plans nothing', async () => {
    await fc.assert(
      fc.asyncProperty(flowSet(0), flowSet(1), async (actual, desired) => {
        const server = await serverWith(actual);
        const plan = await deploy(server, desired, { dryRun: true, pruneNamespaces: ['n/**'] });
        expect(onServer(server)).toEqual(wanted(actual));
        const result = await deploy(server, desired, { pruneNamespaces: ['n/**'], planDigest: plan.planDigest });
        expect(result.failure).toBeUndefined();
        expect(result.counts).toEqual(plan.counts);
        expect(onServer(server)).toEqual(wanted(desired));
        const again = await deploy(server, desired, { pruneNamespaces: ['n/**'] });
        expect(again.changed).toBe(false);
        expect(server.deadlyPuts).toBe(0);
      }),
      { numRuns: 25 },
    );
  });

  test('flows that are disabled there stay so with `keepDisabled`, and a second run finds nothing to do', async () => {
    await fc.assert(
      fc.asyncProperty(flowSet(1), flowSet(1), async (actual, desired) => {
        const server = await serverWith(actual);
        const before = new Map(server.flows().map(({ namespace, id, disabled }) => [`${namespace}/${id}`, disabled]));
        await deploy(server, desired, { keepDisabled: true, prune: 'false' });
        for (const { namespace, id, disabled } of server.flows()) {
          if (before.get(`${namespace}/${id}`) === true) expect(disabled).toBe(true);
        }
        expect((await deploy(server, desired, { keepDisabled: true, prune: 'false' })).changed).toBe(false);
      }),
      { numRuns: 25 },
    );
  });
});

describe.each(['1.3.25', '2.0.0'])('whichever request fails on Kestra %s', (version) => {
  const actual: Flows = {
    'n/a.yml': source('n/a', 'one', [], false, false),
    'n/b.yml': source('n/b', 'one', [], true, false),
    'n/c.yml': source('n/c', 'one', [], false, true),
  };
  const desired: Flows = {
    'n/a.yml': source('n/a', 'two', ['n.m/d'], false, false),
    'n.m/d.yml': source('n.m/d', 'one', [], false, false),
  };
  const effects = [{ effect: 'status', status: 500 }, { effect: 'reset' }, { effect: 'lose-answer' }] as const;
  const options = { pruneNamespaces: ['n/**'], concurrency: 1 } as const;
  const requestsOf = async () => {
    const server = await serverWith(actual, [], version);
    await deploy(server, desired, options);
    return server.requests.length - Object.keys(actual).length;
  };

  test('with `rollback` the server is as it was, or as it should be', async () => {
    const count = await requestsOf();
    expect(count).toBeGreaterThanOrEqual(9);
    for (const effect of effects) {
      for (let nth = 1; nth <= count; nth++) {
        const server = await serverWith(actual, [{ path: '/', nth, ...effect }], version);
        const result = await deploy(server, desired, { ...options, onError: 'rollback' }).catch(() => undefined);
        const expected = wanted(result !== undefined && result.failure === undefined ? desired : actual);
        expect([effect.effect, nth, onServer(server)]).toEqual([effect.effect, nth, expected]);
        expect(result?.failure?.reason ?? 'rolled-back').toBe('rolled-back');
      }
    }
  });

  test('with `continue` the report is what is on the server', async () => {
    const count = await requestsOf();
    for (const effect of effects.slice(0, 2)) {
      for (let nth = 1; nth <= count; nth++) {
        const server = await serverWith(actual, [{ path: '/', nth, ...effect }], version);
        const result = await deploy(server, desired, options).catch(() => undefined);
        const expected: Record<string, string> = { ...wanted(actual) };
        for (const { action, namespace, id, file } of result?.flows ?? []) {
          if (action === 'created' || action === 'updated') expected[`${namespace}/${id}`] = desired[file!]!;
          if (action === 'deleted') delete expected[`${namespace}/${id}`];
        }
        expect([effect.effect, nth, onServer(server)]).toEqual([effect.effect, nth, expected]);
      }
    }
  });
});
