import { describe, expect, test } from '@jest/globals';
import { fc } from '../../generated-inputs.js';
import { deployFlows } from '../../../src/deploy-flows/deploy.js';
import type { FlowDeployment } from '../../../src/deploy-flows/deployment.js';
import { callingText, FakeFlows, flowText, inputOf, portsOf } from './fakes.js';

const stage = () => {
  const kestra = new FakeFlows();
  for (const id of ['old', 'same', 'gone', 'gone-too']) kestra.put(flowText(id, 'n'));
  return kestra;
};
const files = {
  'a.yml': flowText('new', 'n'),
  'b.yml': flowText('old', 'n', '    message: hi'),
  'c.yml': flowText('same', 'n'),
  'd.yml': callingText('caller', 'n', ['n', 'new']),
};
const options = { override: true, prune: 'all', onError: 'rollback', concurrency: 1 } as const;
const actions = ({ flows }: FlowDeployment) => flows.map(({ id, action, rollback }) => [id, action, rollback]);

describe('a deployment that fails with `rollback`', () => {
  test('puts back what it changed, and says so', async () => {
    const kestra = stage();
    const before = kestra.sources();
    kestra.before = (request) => {
      if (request === 'DELETE n/gone-too') throw new Error('Kestra refused it.');
    };
    const result = await deployFlows(inputOf(files, options), portsOf(kestra));
    expect(kestra.sources()).toEqual(before);
    expect(actions(result)).toEqual([
      ['new', 'undone', 'undone'],
      ['old', 'undone', 'undone'],
      ['same', 'unchanged', undefined],
      ['caller', 'undone', 'undone'],
      ['gone', 'undone', 'undone'],
      ['gone-too', 'failed', undefined],
    ]);
    expect(result.changed).toBe(false);
    expect(result.flows[0]).not.toHaveProperty('revisionAfter');
    expect(result.flows[1]).toMatchObject({ revisionBefore: 1, revisionAfter: 3 });
    expect(result.failure).toMatchObject({
      reason: 'rolled-back',
      message:
        '1 of 6 flows could not be deleted (n/gone-too): Kestra refused it. 4 changes before it were undone. The server is as it was.',
    });
  });

  test('leaves alone what somebody else changed meanwhile, and says what it could not undo', async () => {
    const kestra = stage();
    const theirs = flowText('old', 'n', '    message: theirs');
    kestra.before = (request) => {
      if (request !== 'POST n/caller') return;
      kestra.put(theirs);
      throw new Error('Kestra refused it.');
    };
    const result = await deployFlows(inputOf(files, options), portsOf(kestra));
    expect(kestra.sources()['n/old']).toBe(theirs);
    expect(result.flows[1]).toMatchObject({ action: 'updated', rollback: 'not-undone' });
    expect(result.flows[1]!.error).toBe(
      'This was not undone. Somebody else changed it meanwhile: it is left as it is now.',
    );
    expect(result.failure?.reason).toBe('rollback-incomplete');
    expect(result.failure?.message).toContain('1 change could not be undone (n/old).');
  });

  test('says which change it could not undo, and why', async () => {
    const kestra = stage();
    let failing = false;
    kestra.before = (request) => {
      if (request === 'POST n/caller') failing = true;
      if (failing) throw new Error('Kestra is gone.');
    };
    const result = await deployFlows(inputOf(files, options), portsOf(kestra));
    expect(actions(result).slice(0, 2)).toEqual([
      ['new', 'created', 'not-undone'],
      ['old', 'updated', 'not-undone'],
    ]);
    expect(result.flows[0]!.error).toBe('This was not undone. Kestra is gone.');
    expect(result.changed).toBe(true);
  });

  test('is undone as well when it is cancelled', async () => {
    const kestra = stage();
    const before = kestra.sources();
    const stop = new AbortController();
    kestra.before = (request) => {
      if (request === 'POST n/new') stop.abort();
    };
    const result = await deployFlows(inputOf(files, options), portsOf(kestra, { signal: stop.signal }));
    expect(kestra.sources()).toEqual(before);
    expect(result.failure?.message).toMatch(/^The run was cancelled: 4 flows were not deployed\. 1 change before it/);
  });

  test('whichever request fails, the server is as it was', async () => {
    const count = await requestsOf(options);
    expect(count).toBeGreaterThanOrEqual(10);
    for (let failing = 0; failing < count; failing++) {
      for (const answerIsLost of [false, true]) {
        const kestra = stage();
        const before = kestra.sources();
        const fault = failOnce(kestra, failing, answerIsLost);
        const result = await deployFlows(inputOf(files, options), portsOf(fault)).catch((error: Error) => error);
        expect([failing, answerIsLost, kestra.sources()]).toEqual([failing, answerIsLost, before]);
        if (result instanceof Error) continue;
        expect(result.failure?.reason).toBe('rolled-back');
        expect(result.changed).toBe(false);
      }
    }
  });
});

test('with `continue`, whichever request fails, the report is what is on the server', async () => {
  const how = { ...options, onError: 'continue' } as const;
  const count = await requestsOf(how);
  for (let failing = 0; failing < count; failing++) {
    const kestra = stage();
    const before = kestra.sources();
    const result = await deployFlows(inputOf(files, how), portsOf(failOnce(kestra, failing, false))).catch(
      () => undefined,
    );
    const expected: Record<string, string> = { ...before };
    for (const { namespace, id, action, file } of result?.flows ?? []) {
      if (action === 'created' || action === 'updated')
        expected[`${namespace}/${id}`] = files[file as keyof typeof files];
      if (action === 'deleted') delete expected[`${namespace}/${id}`];
    }
    expect([failing, kestra.sources()]).toEqual([failing, expected]);
  }
});

test('with `stop`, nothing starts after a failure', async () => {
  const kestra = stage();
  kestra.before = (request) => {
    if (request === 'GET n/old') throw new Error('no');
  };
  const result = await deployFlows(inputOf(files, { ...options, onError: 'stop' }), portsOf(kestra));
  expect(actions(result).map(([, action]) => action)).toEqual([
    'created',
    'failed',
    'unchanged',
    'skipped',
    'skipped',
    'skipped',
  ]);
  expect(result.failure?.message).toBe(
    '1 of 6 flows could not be deployed (n/old): no. 3 flows were not reached after that.',
  );
});

test('no flow is written before one that it calls, unless they form a circle', async () => {
  const graph = fc
    .integer({ min: 1, max: 9 })
    .chain((size) =>
      fc.array(fc.uniqueArray(fc.nat(size - 1), { maxLength: 3 }), { minLength: size, maxLength: size }),
    );
  await fc.assert(
    fc.asyncProperty(graph, fc.integer({ min: 1, max: 4 }), async (calls, concurrency) => {
      const kestra = new WatchedFlows();
      const sources = calls.map((list, n) => [
        `${n}.yml`,
        list.length === 0
          ? flowText(`f${n}`, 'n')
          : callingText(`f${n}`, 'n', ...list.map((to) => ['n', `f${to}`] as const)),
      ]);
      await deployFlows(inputOf(Object.fromEntries(sources), { concurrency }), portsOf(kestra));
      const { ended } = kestra;
      const reaches = (from: number, to: number, seen = new Set<number>()): boolean =>
        calls[from]!.some((next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))));
      for (const [from, list] of calls.entries()) {
        for (const to of list) {
          if (from !== to && !reaches(to, from))
            expect(ended.indexOf(`f${to}`)).toBeLessThan(ended.indexOf(`f${from}`));
        }
      }
    }),
    { numRuns: 60 },
  );
});

/** How many requests a deployment takes when nothing fails. */
async function requestsOf(how: Parameters<typeof inputOf>[1]): Promise<number> {
  const kestra = stage();
  await deployFlows(inputOf(files, how), portsOf(kestra));
  return kestra.requests.length;
}

/** The server, but one request fails: before it has done anything, or when only its answer is lost. */
function failOnce(kestra: FakeFlows, failing: number, answerIsLost: boolean): FakeFlows {
  let count = 0;
  const methods = ['exportSources', 'exportAllSources', 'getFlow', 'createFlow', 'updateFlow', 'deleteFlow'] as const;
  return Object.fromEntries(
    methods.map((name) => [
      name,
      async (...args: never[]) => {
        const fails = count++ === failing;
        if (fails && !answerIsLost) throw new Error('no');
        const answer: unknown = await (kestra[name] as (...given: never[]) => Promise<unknown>).apply(kestra, args);
        if (fails) throw new Error('no answer');
        return answer;
      },
    ]),
  ) as unknown as FakeFlows;
}

/** Knows in which order creations ended. */
class WatchedFlows extends FakeFlows {
  readonly ended: string[] = [];

  override async createFlow(source: string): ReturnType<FakeFlows['createFlow']> {
    const flow = await super.createFlow(source);
    this.ended.push(flow.id);
    return flow;
  }
}
