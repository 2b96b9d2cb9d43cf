import { describe, expect, test } from '@jest/globals';
import { deployFlows } from '../../../src/deploy-flows/deploy.js';
import { FakeFlows, flowText, inputOf, portsOf, repeatedConflict } from './fakes.js';

const wanted = flowText('a', 'n', '    message: wanted');
const before = flowText('a', 'n');
const how = { override: true, onError: 'rollback', concurrency: 1 } as const;

/** Deploys one flow to a server whose requests fail, or change it as somebody else would. */
async function deploy(stored: readonly string[], faults: Readonly<Record<string, (kestra: FakeFlows) => unknown>>) {
  const kestra = new FakeFlows();
  for (const source of stored) kestra.put(source);
  const seen = new Set<string>();
  kestra.before = (request) => {
    const fault = faults[request];
    if (fault === undefined || seen.has(request)) return;
    seen.add(request);
    fault(kestra);
  };
  const result = await deployFlows(inputOf({ 'a.yml': wanted }, how), portsOf(kestra));
  return { kestra, result };
}

function fail(message = 'Kestra is gone.'): never {
  throw new Error(message);
}

describe('a rollback leaves alone what somebody else wrote, though it is the same', () => {
  test('when it was created first, and could not be read back', async () => {
    const { kestra, result } = await deploy([], {
      'POST n/a': (server) => server.put(wanted),
      'GET n/a': () => fail(),
    });
    expect(kestra.sources()).toEqual({ 'n/a': wanted });
    expect(kestra.writes()).toEqual(['POST n/a']);
    expect(result.flows[0]).toMatchObject({ action: 'failed', error: 'Flow id already exists' });
    expect(result.flows[0]).not.toHaveProperty('rollback');
  });

  test('when the flow could not be read before the update', async () => {
    const { kestra, result } = await deploy([before], {
      'GET n/a': (server) => {
        server.put(wanted);
        fail();
      },
    });
    expect(kestra.sources()).toEqual({ 'n/a': wanted });
    expect(kestra.writes()).toEqual([]);
    expect(result.flows[0]).toMatchObject({ action: 'failed', error: 'Kestra is gone.' });
    expect(result.failure?.reason).toBe('rolled-back');
  });

  test('and does not bring back what somebody else deleted', async () => {
    const kestra = new FakeFlows();
    kestra.put(flowText('gone', 'n'));
    let failed = false;
    kestra.before = (request) => {
      if (request !== 'GET n/gone' || failed) return;
      failed = true;
      kestra.stored.delete('n/gone');
      fail();
    };
    await deployFlows(inputOf({ 'a.yml': wanted }, { ...how, prune: 'all' }), portsOf(kestra));
    expect(kestra.sources()).toEqual({});
    expect(kestra.writes()).toEqual(['POST n/a', 'DELETE n/a']);
  });
});

describe('a rollback takes back what was written all the same', () => {
  test('when only the answer to the update was lost', async () => {
    const { kestra } = await deploy([before], {
      'PUT n/a': (server) => {
        server.put(wanted);
        fail();
      },
    });
    expect(kestra.sources()).toEqual({ 'n/a': before });
  });

  test('when the create was repeated, met its own success, and could not read it back', async () => {
    const { kestra } = await deploy([], {
      'POST n/a': (server) => {
        server.put(wanted);
        throw repeatedConflict();
      },
      'GET n/a': () => fail(),
    });
    expect(kestra.sources()).toEqual({});
  });
});
