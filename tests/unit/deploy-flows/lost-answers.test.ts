import { describe, expect, test } from '@jest/globals';
import { deployFlows } from '../../../src/deploy-flows/deploy.js';
import { FakeFlows, flowText, inputOf, LostError, portsOf } from './fakes.js';

const source = flowText('a', 'n');

/** A deployment whose one write gets no answer: `meanwhile` is what became of it. */
async function deployLosing(write: 'POST' | 'DELETE', meanwhile: (kestra: FakeFlows) => void) {
  const kestra = new FakeFlows();
  if (write === 'DELETE') {
    kestra.put(source);
    kestra.put(flowText('gone', 'n'));
  }
  kestra.before = (request) => {
    if (!request.startsWith(write)) return;
    meanwhile(kestra);
    throw new LostError('The connection broke off.');
  };
  return { kestra, result: await deployFlows(inputOf({ 'a.yml': source }, { prune: 'all' }), portsOf(kestra)) };
}

describe('a creation whose answer is lost', () => {
  test('has succeeded when the flow is there', async () => {
    const { result } = await deployLosing('POST', (kestra) => kestra.put(source));
    expect(result.flows).toMatchObject([{ action: 'created', revisionAfter: 1 }]);
    expect(result.failure).toBeUndefined();
  });

  test('has failed when it is not', async () => {
    const { result } = await deployLosing('POST', () => undefined);
    expect(result.flows).toMatchObject([{ action: 'failed', error: 'The connection broke off.' }]);
  });

  test('has failed when another flow is there, which is kept', async () => {
    const other = flowText('a', 'n', '    message: theirs');
    const { kestra, result } = await deployLosing('POST', (server) => server.put(other));
    expect(result.flows).toMatchObject([{ action: 'failed' }]);
    expect(kestra.sources()).toEqual({ 'n/a': other });
  });

  test('has failed when nobody can say', async () => {
    const kestra = new FakeFlows();
    kestra.before = (request) => {
      if (/^(POST|GET)/.test(request)) throw new LostError('The connection broke off.');
    };
    const { flows } = await deployFlows(inputOf({ 'a.yml': source }), portsOf(kestra));
    expect(flows).toMatchObject([{ action: 'failed', error: 'The connection broke off.' }]);
  });
});

test.each(['n/b', 'm/a'])('a creation that is answered with %s has failed', async (answered) => {
  const kestra = new FakeFlows();
  const [namespace, id] = answered.split('/') as [string, string];
  const create = kestra.createFlow.bind(kestra);
  kestra.createFlow = async (text) => ({ ...(await create(text)), namespace, id });
  const { flows } = await deployFlows(inputOf({ 'a.yml': source }), portsOf(kestra));
  const message = `Kestra answered the creation of n/a with another flow, ${answered}.`;
  expect(flows).toMatchObject([{ action: 'failed', error: expect.stringContaining(message) }]);
});

describe('a deletion whose answer is lost', () => {
  test('has succeeded when the flow is gone', async () => {
    const { result } = await deployLosing('DELETE', (kestra) => kestra.stored.delete('n/gone'));
    expect(result.flows).toMatchObject([{ action: 'unchanged' }, { action: 'deleted', revisionBefore: 1 }]);
    expect(result.failure).toBeUndefined();
  });

  test('has failed when it is there', async () => {
    const { kestra, result } = await deployLosing('DELETE', () => undefined);
    expect(result.flows).toMatchObject([{ action: 'unchanged' }, { action: 'failed' }]);
    expect(Object.keys(kestra.sources())).toEqual(['n/a', 'n/gone']);
  });
});

describe('an answer that is lost while something is put back', () => {
  const old = flowText('a', 'n', '    message: old');
  const gone = flowText('gone', 'n');

  /** The last write is refused, so that all is put back; of that, `lost` gets no answer. */
  async function rollBack(stored: readonly string[], lost: string, meanwhile: (kestra: FakeFlows) => void) {
    const kestra = new FakeFlows();
    for (const text of stored) kestra.put(text);
    let isRefused = false;
    kestra.before = (request) => {
      if (isRefused && request === lost) {
        meanwhile(kestra);
        throw new LostError('The connection broke off.');
      }
      if (request !== 'POST n/last' && request !== 'DELETE n/last') return;
      isRefused = true;
      throw new Error('Kestra refused it.');
    };
    const last = flowText('last', 'n');
    const files = { 'a.yml': source, ...(stored.includes(last) ? {} : { 'b.yml': last }) };
    const options = { override: true, prune: 'all', onError: 'rollback', concurrency: 1 } as const;
    const { flows } = await deployFlows(inputOf(files, options), portsOf(kestra));
    return flows.map(({ id, rollback, revisionAfter }) => [id, rollback, revisionAfter]);
  }

  const nothing = () => undefined;

  test.each([
    ['a creation', [], 'DELETE n/a', (kestra: FakeFlows) => kestra.stored.delete('n/a'), ['a', 'undone', undefined]],
    ['an update', [old], 'PUT n/a', (kestra: FakeFlows) => kestra.put(old), ['a', 'undone', 3]],
  ])('%s is undone when the flow is as before', async (_what, stored, lost, putBack, undone) => {
    expect((await rollBack(stored, lost, putBack))[0]).toEqual(undone);
    expect((await rollBack(stored, lost, nothing))[0]![1]).toBe('not-undone');
  });

  test('a deletion is undone when the flow is there again', async () => {
    const stored = [source, gone, flowText('last', 'n')];
    const undone = await rollBack(stored, 'POST n/gone', (kestra) => kestra.put(gone));
    expect(undone).toContainEqual(['gone', 'undone', 1]);
    const lost = await rollBack(stored, 'POST n/gone', nothing);
    expect(lost.map(([id, rollback]) => [id, rollback])).toContainEqual(['gone', 'not-undone']);
  });

  test('nothing is undone when nobody can say', async () => {
    const silent = await rollBack([], 'DELETE n/a', (kestra) => {
      kestra.stored.delete('n/a');
      kestra.before = () => {
        throw new LostError('The connection broke off.');
      };
    });
    expect(silent[0]![1]).toBe('not-undone');
  });
});
