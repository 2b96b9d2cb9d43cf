import { describe, expect, test } from '@jest/globals';
import { deployFlows } from '../../../src/deploy-flows/deploy.js';
import { FakeFlows, flowText, inputOf, portsOf, refused } from './fakes.js';
import { actions } from './actions-of.js';

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

  test('does not take the flows of a wrong address for missing ones', async () => {
    const kestra = new FakeFlows();
    kestra.before = (request) => {
      if (request.startsWith('EXPORT')) throw refused('Not Found');
    };
    const plan = deployFlows(inputOf({ 'a.yml': flowText('a', 'n') }, { dryRun: true }), portsOf(kestra));
    await expect(plan).rejects.toThrow('Not Found');
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
    expect(result.findings).toEqual([]);
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
