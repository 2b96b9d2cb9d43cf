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
