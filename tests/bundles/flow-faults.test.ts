import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../local-kestra/server.js';
import { type BundleRun, runBundle } from '../local-runner/run-bundle.js';
import { flowIn } from '../flow-source.js';
import { kestra, workspaceOf, writes, type Kestra } from './stage.js';
import { PASSING_FAULTS } from './passing-faults.js';

/** A deployment that creates one flow, updates one and leaves one alone, with something that goes wrong. */
async function deployWith(faults: readonly Fault[]) {
  const server = await kestra({ faults });
  const flow = flowIn(server.namespace);
  await server.createFlow(flow('changed', 'message: before'));
  await server.createFlow(flow('same'));
  const wanted = { changed: flow('changed', 'message: after'), same: flow('same'), fresh: flow('fresh') };
  const files = Object.fromEntries(Object.entries(wanted).map(([id, source]) => [`${id}.yml`, source]));
  const run = await runBundle('deploy-flows', {
    workspace: await workspaceOf(files),
    inputs: { ...server.inputs, override: 'true', concurrency: '1', timeout: '10', retries: '2' },
  });
  return { server, run, wanted };
}

type Wanted = Awaited<ReturnType<typeof deployWith>>['wanted'];

/** What the report says of each flow must be what the server holds. */
async function expectTruth(server: Kestra, run: BundleRun, wanted: Wanted): Promise<void> {
  const { flows = [] } = (run.report ?? {}) as { readonly flows?: readonly { id: keyof Wanted; action: string }[] };
  const before = {
    changed: flowIn(server.namespace)('changed', 'message: before'),
    same: wanted.same,
    fresh: undefined,
  };
  for (const { id, action } of flows) {
    const isThere = ['created', 'updated', 'unchanged'].includes(action);
    const held = (await server.flow(server.namespace, id))?.source;
    expect([id, action, held]).toEqual([id, action, isThere ? wanted[id] : before[id]]);
  }
}

describe('one fault at every request of a deployment', () => {
  test.each(PASSING_FAULTS)('%s, once: the deployment succeeds', async (_name, fault) => {
    const { server: clean } = await deployWith([]);
    const count = clean.requests.length;
    expect(count).toBeGreaterThanOrEqual(5);
    for (let nth = 1; nth <= count; nth++) {
      const { server, run, wanted } = await deployWith([{ path: '/', nth, ...fault }]);
      const request = `${server.requests[nth - 1]?.method} ${server.requests[nth - 1]?.path}`;
      expect([nth, request, run.exitCode, run.outputs['failed']]).toEqual([nth, request, 0, '0']);
      expect(run.outputs).toMatchObject({ created: '1', updated: '1', unchanged: '1' });
      await expectTruth(server, run, wanted);
    }
  });
});

describe('a fault that lasts', () => {
  const faults = [
    ['503', { effect: 'status', status: 503 }],
    ['429', { effect: 'status', status: 429, retryAfter: '0' }],
    ['resets', { effect: 'reset' }],
  ] as const;
  const places = [
    ['reading the flows', { method: 'GET', path: '/flows/export/by-query' }],
    ['validating', { method: 'POST', path: '/flows/validate' }],
    ['creating', { method: 'POST', path: '/flows' }],
    ['updating', { method: 'PUT', path: '/changed' }],
  ] as const;

  test.each(
    places.flatMap(([place, at]) => faults.map(([name, fault]) => [place, name, { ...at, ...fault }] as const)),
  )('while %s: %s: the report is what the server holds', async (place, _name, fault) => {
    const { server, run, wanted } = await deployWith([fault]);
    await expectTruth(server, run, wanted);
    expect(run.exitCode).toBe(1);
    if (place === 'creating' || place === 'updating') expect(run.outputs).toMatchObject({ failed: '1' });
    else expect(writes(server)).toEqual([]);
  });

  test('all answers to creations are lost: what is there was created', async () => {
    const { server, run, wanted } = await deployWith([{ method: 'POST', path: '/flows', effect: 'lose-answer' }]);
    expect([run.exitCode, run.outputs['created'], run.outputs['failed']]).toEqual([0, '1', '0']);
    await expectTruth(server, run, wanted);
  });
});
