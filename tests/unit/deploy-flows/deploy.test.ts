import { describe, expect, test } from '@jest/globals';
import { deployFlows } from '../../../src/deploy-flows/deploy.js';
import { validateOnServer, type ValidationItem } from '../../../src/validation/server-verdicts.js';
import { FakeFlows, flowText, inputOf, portsOf, refused, repeatedConflict } from './fakes.js';

const actions = (result: Awaited<ReturnType<typeof deployFlows>>) =>
  Object.fromEntries(result.flows.map(({ namespace, id, action }) => [`${namespace}/${id}`, action]));

describe('a deployment of flows', () => {
  test('creates what is missing, updates what differs, leaves what is the same', async () => {
    const kestra = new FakeFlows();
    kestra.put(flowText('same', 'n'));
    kestra.put(flowText('old', 'n'));
    kestra.put(flowText('other', 'n'));
    const files = {
      'a.yml': flowText('new', 'n'),
      'b.yml': flowText('same', 'n'),
      'c.yml': `# a comment\n${flowText('old', 'n', '    message: hi')}`,
    };
    const result = await deployFlows(inputOf(files, { override: true }), portsOf(kestra));
    expect(result.failure).toBeUndefined();
    expect(result.counts).toEqual({ created: 1, updated: 1, unchanged: 1, deleted: 0, failed: 0 });
    expect(result.changed).toBe(true);
    expect(result.flows).toEqual([
      {
        action: 'created',
        namespace: 'n',
        id: 'new',
        file: 'a.yml',
        line: 1,
        revisionAfter: 1,
      },
      expect.objectContaining({ action: 'unchanged', id: 'same' }),
      expect.objectContaining({
        action: 'updated',
        id: 'old',
        line: 2,
        revisionBefore: 1,
        revisionAfter: 2,
        sources: { before: flowText('old', 'n'), after: files['c.yml'] },
      }),
    ]);
    expect(kestra.sources()).toEqual({
      'n/new': files['a.yml'],
      'n/same': files['b.yml'],
      'n/old': files['c.yml'],
      'n/other': flowText('other', 'n'),
    });
  });

  test('lists all conflicts together and writes nothing', async () => {
    const kestra = new FakeFlows();
    for (const id of ['a', 'b', 'same']) kestra.put(flowText(id, 'n'));
    const before = kestra.sources();
    const files = {
      'a.yml': flowText('a', 'n', '    message: x'),
      'b.yml': flowText('b', 'n', '    message: x'),
      'new.yml': flowText('new', 'n'),
      'same.yml': flowText('same', 'n'),
    };
    const result = await deployFlows(inputOf(files), portsOf(kestra));
    expect(result.failure).toEqual({
      reason: 'conflict',
      short: '2 exist there and differ',
      message: '2 flows exist on the server and differ (n/a, n/b). Nothing was deployed.',
      hint: 'Set `override: true` to update them.',
    });
    expect(actions(result)).toEqual({
      'n/a': 'conflict',
      'n/b': 'conflict',
      'n/new': 'skipped',
      'n/same': 'unchanged',
    });
    expect(result.counts.failed).toBe(2);
    expect(kestra.sources()).toEqual(before);
    expect(kestra.writes()).toEqual([]);
  });

  test('takes a flow for the same when only its `revision` line differs', async () => {
    const kestra = new FakeFlows();
    kestra.put(`revision: 3\n${flowText('a', 'n')}`);
    const result = await deployFlows(inputOf({ 'a.yml': `revision: 7\n${flowText('a', 'n')}` }), portsOf(kestra));
    expect(actions(result)).toEqual({ 'n/a': 'unchanged' });
  });

  test('finds a flow under the id that Kestra made of it', async () => {
    const kestra = new FakeFlows();
    kestra.put(flowText('off', 'n'));
    const files = { 'a.yml': flowText('"false"', 'n') };
    const result = await deployFlows(inputOf(files, { override: true }), portsOf(kestra));
    expect(actions(result)).toEqual({ 'n/false': 'updated' });
    expect(kestra.sources()).toEqual({ 'n/false': files['a.yml'] });
  });

  test('reads flow by flow where the export is refused', async () => {
    const kestra = new FakeFlows();
    kestra.put(flowText('a', 'n'));
    kestra.before = (request) => {
      if (request.startsWith('EXPORT')) throw refused();
    };
    const files = { 'a.yml': flowText('a', 'n'), 'b.yml': flowText('b', 'm') };
    const result = await deployFlows(inputOf(files), portsOf(kestra));
    expect(actions(result)).toEqual({ 'n/a': 'unchanged', 'm/b': 'created' });
  });

  test('is not carried out when the server cannot be read', async () => {
    const kestra = new FakeFlows();
    const down = new Error('connection refused');
    kestra.before = () => {
      throw down;
    };
    await expect(deployFlows(inputOf({ 'a.yml': flowText('a', 'n') }), portsOf(kestra))).rejects.toBe(down);
    expect(kestra.writes()).toEqual([]);
  });
});

describe('nothing is written', () => {
  test('when a document cannot be parsed', async () => {
    const kestra = new FakeFlows();
    const files = { 'a.yml': flowText('a', 'n'), 'b.yml': 'id: b\n  namespace: "n\n' };
    const result = await deployFlows(inputOf(files), portsOf(kestra));
    expect(result.findings).toEqual([expect.objectContaining({ severity: 'error', file: 'b.yml', rule: 'syntax' })]);
    expect(result.failure?.message).toBe('1 of 2 flows is invalid. Nothing was deployed.');
    expect(actions(result)).toEqual({ 'n/a': 'skipped' });
    expect(kestra.requests).toEqual([]);
  });

  test('when a flow has no namespace', async () => {
    const kestra = new FakeFlows();
    const result = await deployFlows(inputOf({ 'a.yml': flowText('a', undefined) }), portsOf(kestra));
    expect(result.findings).toHaveLength(1);
    expect(result.findings[0]).toMatchObject({ severity: 'error', rule: 'identity-missing', file: 'a.yml' });
    expect(kestra.requests).toEqual([]);
  });

  test('when two files hold the same flow; each error names the other file', async () => {
    const kestra = new FakeFlows();
    const files = { 'a.yml': flowText('x', 'n'), 'b.yml': `# b\n${flowText('x', 'n')}` };
    const result = await deployFlows(inputOf(files), portsOf(kestra));
    expect(result.findings.map(({ file, message }) => [file, message])).toEqual([
      ['a.yml', 'This flow and the one in b.yml, line 2, are both n/x.'],
      ['b.yml', 'This flow and the one in a.yml, line 1, are both n/x.'],
    ]);
    expect(kestra.requests).toEqual([]);
  });

  test('when the server calls a flow invalid; the server was read before anything was sent', async () => {
    const kestra = new FakeFlows();
    kestra.put(flowText('b', 'n'));
    const files = { 'a.yml': flowText('a', 'n'), 'b.yml': flowText('b', 'n') };
    const result = await deployFlows(
      inputOf(files),
      portsOf(kestra, {
        validate: (flows) => {
          expect(kestra.requests).toEqual(['EXPORT n']);
          expect(flows).toHaveLength(2);
          return Promise.resolve([
            { severity: 'error', rule: 'x', message: 'Unknown property', origin: 'server', file: 'a.yml', document: 0 },
            { severity: 'warning', rule: 'y', message: 'Careful', origin: 'server', file: 'b.yml' },
          ]);
        },
      }),
    );
    expect(result.flows).toMatchObject([
      { id: 'a', action: 'failed', error: 'Unknown property' },
      { id: 'b', action: 'unchanged' },
    ]);
    expect(result.findings).toHaveLength(2);
    expect(result.failure?.message).toBe('1 of 2 flows is invalid. Nothing was deployed.');
    expect(kestra.writes()).toEqual([]);
  });

  test('and the server is not asked when `validate` is off, but the flow is deployed', async () => {
    const kestra = new FakeFlows();
    const result = await deployFlows(
      inputOf({ 'a.yml': flowText('a', 'n') }, { validate: false }),
      portsOf(kestra, { validate: () => Promise.reject(new Error('asked')) }),
    );
    expect(actions(result)).toEqual({ 'n/a': 'created' });
  });

  test('once the run is told to stop', async () => {
    const kestra = new FakeFlows();
    const files = { 'a.yml': flowText('a', 'n'), 'b.yml': flowText('b', 'n') };
    const result = await deployFlows(inputOf(files), portsOf(kestra, { signal: AbortSignal.abort() }));
    expect(actions(result)).toEqual({ 'n/a': 'skipped', 'n/b': 'skipped' });
    expect(result.failure?.message).toBe('The run was cancelled: 2 flows were not deployed.');
    expect(kestra.writes()).toEqual([]);
  });
});

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
        await validateOnServer(items, { validateFlows }, 8);
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
