import { describe, expect, test } from '@jest/globals';
import { deployFlows } from '../../../src/deploy-flows/deploy.js';
import type { ValidationItem } from '../../../src/validation/batches.js';
import { validateOnServer } from '../../../src/validation/server-verdicts.js';
import { FakeFlows, flowText, inputOf, portsOf, repeatedConflict } from './fakes.js';
import { actions } from './actions-of.js';

describe('while the deployment runs', () => {
  test('a stop lets the write under way end and starts no other', async () => {
    const kestra = new FakeFlows();
    const stop = new AbortController();
    kestra.before = (request) => {
      if (request === 'POST n/b') stop.abort();
    };
    const files = { 'a.yml': flowText('a', 'n'), 'b.yml': flowText('b', 'n'), 'c.yml': flowText('c', 'n') };
    const result = await deployFlows(inputOf(files, { concurrency: 1 }), portsOf(kestra, { signal: stop.signal }));
    expect(actions(result)).toEqual({ 'n/a': 'created', 'n/b': 'created', 'n/c': 'skipped' });
    expect(Object.keys(kestra.sources())).toEqual(['n/a', 'n/b']);
  });

  test('one failure does not hold up the others', async () => {
    const kestra = new FakeFlows();
    kestra.before = (request) => {
      if (request === 'POST n/b') throw new Error('Kestra refused it.');
    };
    const files = { 'a.yml': flowText('a', 'n'), 'b.yml': flowText('b', 'n'), 'c.yml': flowText('c', 'n') };
    const result = await deployFlows(inputOf(files, { concurrency: 1 }), portsOf(kestra));
    expect(result.flows).toMatchObject([
      { id: 'a', action: 'created' },
      { id: 'b', action: 'failed', error: 'Kestra refused it.' },
      { id: 'c', action: 'created' },
    ]);
    expect(result.failure?.message).toBe('1 of 3 flows could not be deployed (n/b): Kestra refused it.');
  });

  test('a flow that somebody deletes before its update is created, never PUT', async () => {
    const kestra = new FakeFlows();
    kestra.put(flowText('a', 'n'));
    kestra.before = (request) => {
      if (request === 'GET n/a') kestra.stored.delete('n/a');
    };
    const files = { 'a.yml': flowText('a', 'n', '    message: x') };
    const result = await deployFlows(inputOf(files, { override: true }), portsOf(kestra));
    expect(kestra.writes()).toEqual(['POST n/a']);
    expect(actions(result)).toEqual({ 'n/a': 'created' });
  });

  test('a flow that somebody made the same meanwhile is left alone', async () => {
    const kestra = new FakeFlows();
    const source = flowText('a', 'n', '    message: x');
    kestra.put(flowText('a', 'n'));
    kestra.before = (request) => {
      if (request === 'GET n/a') kestra.put(source);
    };
    const result = await deployFlows(inputOf({ 'a.yml': source }, { override: true }), portsOf(kestra));
    expect(kestra.writes()).toEqual([]);
    expect(result.flows).toMatchObject([{ action: 'unchanged', revisionBefore: 2, revisionAfter: 2 }]);
  });

  describe('a flow comes into being before its creation:', () => {
    const source = flowText('a', 'n');
    const deployMeeting = async (meanwhile: string, override: boolean, repeated = false) => {
      const kestra = new FakeFlows();
      kestra.before = (request) => {
        if (request !== 'POST n/a') return;
        kestra.put(meanwhile);
        if (repeated) throw repeatedConflict();
      };
      const result = await deployFlows(inputOf({ 'a.yml': source }, { override }), portsOf(kestra));
      return { kestra, flow: result.flows[0]! };
    };

    test('the same one is unchanged', async () => {
      const { flow } = await deployMeeting(source, false);
      expect(flow).toMatchObject({ action: 'unchanged', revisionAfter: 1 });
    });

    test('the same one is ours when our own request was repeated', async () => {
      const { flow } = await deployMeeting(source, false, true);
      expect(flow).toMatchObject({ action: 'created', revisionAfter: 1 });
    });

    test('nothing there on reading it back is a failure, never a success', async () => {
      const kestra = new FakeFlows();
      kestra.before = (request) => {
        if (request === 'POST n/a') throw repeatedConflict();
      };
      const result = await deployFlows(inputOf({ 'a.yml': source }), portsOf(kestra));
      expect(kestra.requests.slice(-2)).toEqual(['POST n/a', 'GET n/a']);
      expect(result.flows).toMatchObject([{ action: 'failed', error: 'Flow id already exists' }]);
      expect(result).toMatchObject({ changed: false, counts: { created: 0, failed: 1 } });
    });

    test('another one is kept without `override`', async () => {
      const other = flowText('a', 'n', '    message: theirs');
      const { kestra, flow } = await deployMeeting(other, false);
      expect(flow).toMatchObject({ action: 'failed' });
      expect(flow.error).toMatch(/differs\. Set `override: true`/);
      expect(kestra.sources()).toEqual({ 'n/a': other });
    });

    test('another one is updated with `override`', async () => {
      const { kestra, flow } = await deployMeeting(flowText('a', 'n', '    message: theirs'), true);
      expect(flow).toMatchObject({ action: 'updated', revisionBefore: 1, revisionAfter: 2 });
      expect(kestra.requests.slice(-3)).toEqual(['POST n/a', 'GET n/a', 'PUT n/a']);
    });
  });

  test('callees go before callers, cycles and all, and the calls are told', async () => {
    const call = (type: string, id: string) => [
      `    type: io.kestra.plugin.core.${type}`,
      '    namespace: n',
      `    flowId: ${id}`,
    ];
    const caller = (id: string, callee: string) =>
      [`id: ${id}`, 'namespace: n', 'tasks:', '  - id: t', ...call('flow.Subflow', callee), ''].join('\n');
    const files = {
      '1.yml': caller('main', 'middle'),
      '2.yml': caller('middle', 'leaf'),
      '3.yml': flowText('leaf', 'n'),
      '4.yml': caller('ping', 'pong'),
      '5.yml': caller('pong', 'ping'),
    };
    const kestra = new FakeFlows();
    const result = await deployFlows(inputOf(files, { concurrency: 8 }), portsOf(kestra));
    const order = kestra.writes().map((request) => request.slice('POST n/'.length));
    expect(order.filter((id) => ['main', 'middle', 'leaf'].includes(id))).toEqual(['leaf', 'middle', 'main']);
    expect(result.counts.created).toBe(5);
    expect(result.calls).toEqual([
      { from: 'n/main', to: 'n/middle' },
      { from: 'n/middle', to: 'n/leaf' },
      { from: 'n/ping', to: 'n/pong' },
      { from: 'n/pong', to: 'n/ping' },
    ]);
  });

  test('progress counts the writes', async () => {
    const told: string[] = [];
    const kestra = new FakeFlows();
    kestra.put(flowText('same', 'n'));
    const files = { 'a.yml': flowText('a', 'n'), 'b.yml': flowText('b', 'n'), 'c.yml': flowText('same', 'n') };
    const onProgress = (done: number, total: number) => void told.push(`${done}/${total}`);
    await deployFlows(inputOf(files), portsOf(kestra, { onProgress }));
    expect(told).toEqual(['1/2', '2/2']);
  });
});

describe('requests', () => {
  const files = Object.fromEntries(
    Array.from({ length: 250 }, (_, n) => [`f${n}.yml`, flowText(`flow-${n}`, `team.${n % 5}`)]),
  );

  /** A validation that goes to the server as the actions let it, counted. */
  const countedPorts = (kestra: FakeFlows) => {
    const validateFlows = (body: string) => {
      kestra.requests.push('VALIDATE');
      return Promise.resolve(body.split('\n---\n').map((_, index) => ({ index, outdated: false })));
    };
    return portsOf(kestra, {
      validate: async (flows) => {
        const items = flows.map(({ document }): ValidationItem => ({ text: document.source, alone: false, name: '' }));
        await validateOnServer(items, { validateFlows }, { concurrency: 8, failures: { isBreakdown: () => false } });
        return [];
      },
    });
  };

  test('of a first deployment: one export, one validation per 100, one creation a flow', async () => {
    const kestra = new FakeFlows();
    await deployFlows(inputOf(files), countedPorts(kestra));
    expect(kestra.requests).toHaveLength(1 + 3 + 250);
  });

  test('of a second one: no write, and no read of a single flow', async () => {
    const kestra = new FakeFlows();
    for (const source of Object.values(files)) kestra.put(source);
    const result = await deployFlows(inputOf(files, { override: true }), countedPorts(kestra));
    expect(result.changed).toBe(false);
    expect(result.counts.unchanged).toBe(250);
    expect(kestra.requests).toEqual(['EXPORT team.0,team.1,team.2,team.3,team.4', 'VALIDATE', 'VALIDATE', 'VALIDATE']);
  });
});
