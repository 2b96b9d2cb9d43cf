import { describe, expect, test } from '@jest/globals';
import { deployFlows } from '../../../src/deploy-flows/deploy.js';
import type { FlowHistory } from '../../../src/deploy-flows/ports.js';
import { callingText, FakeFlows, flowText, inputOf, portsOf, refused } from './fakes.js';
import { actions, type Files } from './planning.js';

const files: Files = { 'a.yml': flowText('a', 'n') };

/** A flow that starts when another one has run. */
const waitingText = (id: string, namespace: string, waitsFor: readonly [namespace: string, id: string]) =>
  `${flowText(id, namespace)}triggers:\n  - id: w\n    type: io.kestra.plugin.core.trigger.Flow\n    conditions:\n` +
  `      - type: io.kestra.plugin.core.condition.ExecutionFlow\n        namespace: ${waitsFor[0]}\n        flowId: ${waitsFor[1]}\n`;

function serverWith(...sources: readonly string[]): FakeFlows {
  const kestra = new FakeFlows();
  for (const source of sources) kestra.put(source);
  return kestra;
}

const prune = (kestra: FakeFlows, more: Parameters<typeof inputOf>[1] = {}, deployed = files) =>
  deployFlows(inputOf(deployed, { prune: 'all', concurrency: 1, ...more }), portsOf(kestra));

const deletions = (kestra: FakeFlows) => kestra.requests.filter((request) => request.startsWith('DELETE'));

describe('`prune: all` deletes', () => {
  const places = ['n/z', 'n/a', 'n/b', 'n.sub/x', 'nn/y', 'm/y'].map((key) => key.split('/') as [string, string]);

  test.each([
    ['what the namespaces of the deployed flows hold besides', undefined, ['n/b', 'n/z'], 'EXPORT n'],
    ['in a namespace that is named', ['m'], ['m/y'], 'EXPORT n,m'],
    ['in a namespace with all below it', ['n/**'], ['n.sub/x', 'n/b', 'n/z'], 'EXPORT n,n/**'],
    ['in both kinds', ['n.sub/**', 'm'], ['m/y', 'n.sub/x'], 'EXPORT n,m,n.sub/**'],
  ])('%s', async (_what, pruneNamespaces, expected, reading) => {
    const kestra = serverWith(...places.map(([namespace, id]) => flowText(id, namespace)));
    const result = await prune(kestra, { pruneNamespaces });
    expect(deletions(kestra)).toEqual(expected.map((key) => `DELETE ${key}`));
    expect(result.flows.filter(({ action }) => action === 'deleted')).toMatchObject(
      expected.map(() => ({ reason: 'not in the deployed files', revisionBefore: 1 })),
    );
    expect(kestra.requests[0]).toBe(reading);
    expect(result.warnings).toEqual([]);
  });

  test('a flow that calls another before it, and one that waits for another after it', async () => {
    const kestra = serverWith(
      flowText('b', 'n'),
      callingText('z', 'n', ['n', 'b']),
      flowText('y', 'n'),
      waitingText('c', 'n', ['n', 'y']),
      callingText('self', 'n', ['n', 'self'], ['n', 'a'], ['far', 'x']),
    );
    expect((await prune(kestra)).failure).toBeUndefined();
    const order = deletions(kestra);
    expect(order).toHaveLength(5);
    expect(order.indexOf('DELETE n/z')).toBeLessThan(order.indexOf('DELETE n/b'));
    expect(order.indexOf('DELETE n/y')).toBeLessThan(order.indexOf('DELETE n/c'));
  });

  test('nothing when there is nothing to delete, and asks for no callers then', async () => {
    const kestra = serverWith(flowText('a', 'n'));
    expect((await prune(kestra)).changed).toBe(false);
    expect(kestra.requests).toEqual(['EXPORT n']);
  });

  test('nothing when that is more than `maxDelete`', async () => {
    const kestra = serverWith(flowText('b', 'n'), flowText('c', 'n'));
    expect((await prune(kestra, { maxDelete: 1 })).failure?.message).toBe(
      'The plan deletes 2 flows (n/b, n/c), more than `maxDelete` (1). Nothing was changed.',
    );
    expect(kestra.writes()).toEqual([]);
  });

  test('nothing without a look at all flows of the namespaces', async () => {
    const kestra = serverWith(flowText('b', 'n'));
    kestra.before = (request) => {
      if (request === 'EXPORT n') throw refused();
    };
    await expect(prune(kestra)).rejects.toThrow('Unsupported filter');
    expect(kestra.writes()).toEqual([]);
  });
});

describe('a flow that others name is not deleted', () => {
  const needed = (callers: string) =>
    `1 flow that the plan deletes is still needed: n/b is named by ${callers}. Nothing was changed.`;

  test.each([
    ['one of the run', { 'a.yml': callingText('a', 'n', ['n', 'b']) }, [], 'n/a'],
    ['one of another namespace', files, [callingText('c', 'far', ['n', 'b']), flowText('bare', 'far')], 'far/c'],
    ['both', { 'a.yml': callingText('a', 'n', ['n', 'b']) }, [callingText('c', 'far', ['n', 'b'])], 'n/a, far/c'],
  ])('%s', async (_what, deployed, others, callers) => {
    const kestra = serverWith(flowText('b', 'n'), ...others);
    const { failure } = await prune(kestra, {}, deployed);
    expect(failure).toMatchObject({ reason: 'deletions', message: needed(callers) });
    expect(kestra.writes()).toEqual([]);
  });

  test('though the caller does not name all that is deleted, and names what stays as well', async () => {
    const kestra = serverWith(
      flowText('b', 'n'),
      flowText('other', 'n'),
      callingText('c', 'far', ['n', 'b'], ['n', 'a']),
    );
    expect((await prune(kestra)).failure?.message).toBe(needed('far/c'));
  });

  test('but what the server holds of a deployed flow, or what only has its name in a text, does not count', async () => {
    const kestra = serverWith(
      flowText('b', 'n'),
      callingText('a', 'n', ['n', 'b']),
      flowText('words', 'far', '    message: b'),
      'id: broken\nnamespace: far\nb: [\n',
    );
    const result = await prune(kestra, { override: true });
    expect(actions(result)).toEqual({ 'n/a': 'updated', 'n/b': 'deleted' });
  });

  test('where not all flows can be read, that is a warning; those of the run count', async () => {
    const blind = (...sources: readonly string[]) => {
      const kestra = serverWith(...sources);
      kestra.before = (request) => {
        if (request === 'EXPORT') throw refused();
      };
      return kestra;
    };
    const result = await prune(blind(flowText('b', 'n')));
    expect(actions(result)).toEqual({ 'n/a': 'created', 'n/b': 'deleted' });
    expect(result.warnings).toEqual([
      'Kestra does not let all its flows be read: whether another one names a flow that is deleted could not be checked.',
    ]);
    const called = await prune(blind(flowText('b', 'n')), {}, { 'a.yml': callingText('a', 'n', ['n', 'b']) });
    expect(called.failure?.message).toBe(needed('n/a'));
  });

  test('and when they cannot be read for another reason, nothing is done', async () => {
    const kestra = serverWith(flowText('b', 'n'));
    kestra.before = (request) => {
      if (request === 'EXPORT') throw new Error('no answer');
    };
    await expect(prune(kestra)).rejects.toThrow('no answer');
    expect(kestra.writes()).toEqual([]);
  });
});

describe('files of the directories that are not deployed keep their flows', () => {
  test('when they define them', async () => {
    const kestra = serverWith(flowText('b', 'n'), flowText('c', 'n'));
    const leftOut = { files: [{ path: 'drafts/b.yml', text: flowText('b', 'n') }], unreadable: [] };
    const result = await prune(kestra, { leftOut });
    expect(deletions(kestra)).toEqual(['DELETE n/c']);
    expect(result.warnings).toEqual([
      '1 flow is not deployed, but kept: n/b (drafts/b.yml). `include`, `exclude` or a hidden name leaves these files of `directory` out. To delete a flow of theirs, remove it from the file.',
    ]);
  });

  test('each of them', async () => {
    const kestra = serverWith(flowText('b', 'n'), flowText('c', 'n'));
    const text = `${flowText('b', 'n')}---\n${flowText('c', 'n')}`;
    const result = await prune(kestra, { leftOut: { files: [{ path: 'drafts/b.yml', text }], unreadable: [] } });
    expect(result.warnings).toEqual([
      expect.stringMatching(/^2 flows are not deployed, but kept: n\/b \(drafts\/b\.yml\), n\/c \(drafts\/b\.yml\)\./),
    ]);
  });

  test('when they may define them: what cannot be read keeps all', async () => {
    const kestra = serverWith(flowText('b', 'n'), flowText('c', 'n'));
    const result = await prune(kestra, { leftOut: { files: [], unreadable: ['x.bin'] } });
    expect(deletions(kestra)).toEqual([]);
    expect(result.warnings).toEqual([
      '`prune: all` deletes nothing (2 flows to delete): in `directory` there is what is not deployed and cannot be read, so it may define one of them: x.bin. Make it readable UTF-8, or move it elsewhere.',
    ]);
    expect((await prune(serverWith(), { leftOut: { files: [], unreadable: ['x.bin'] } })).warnings).toEqual([]);
  });

  test('not when they define others', async () => {
    const kestra = serverWith(flowText('b', 'n'));
    const result = await prune(kestra, {
      leftOut: { files: [{ path: 'x.yml', text: flowText('x', 'n') }], unreadable: [] },
    });
    expect([deletions(kestra), result.warnings]).toEqual([['DELETE n/b'], []]);
  });
});

describe('`prune: removed`', () => {
  const gone = flowText('gone', 'elsewhere');
  const history: FlowHistory = {
    heldFiles: () => Promise.resolve([{ path: 'gone.yml', blob: 'b1', endedIn: '0123456789abcdef', age: 1 }]),
    readContents: (blobs, onText) => Promise.resolve(blobs.includes('b1') ? onText('b1', gone) : undefined),
    checkout: async function* () {
      yield { path: 'a.yml', text: files['a.yml']! };
    },
  };
  const withHistory = (kestra: FakeFlows, mode: 'removed' | 'false') =>
    deployFlows(inputOf(files, { prune: mode }), portsOf(kestra, { history }));

  test('deletes what the history lost, in the namespace where it was', async () => {
    const kestra = serverWith(gone, flowText('other', 'elsewhere'), flowText('other', 'n'));
    const result = await withHistory(kestra, 'removed');
    expect(kestra.requests[0]).toBe('EXPORT n,elsewhere');
    expect(actions(result)).toEqual({ 'n/a': 'created', 'elsewhere/gone': 'deleted' });
    expect(result.flows.at(-1)).toMatchObject({ reason: 'removed in 0123456' });
  });

  test('alone asks the history, and needs one', async () => {
    const kestra = serverWith(gone);
    expect(actions(await withHistory(kestra, 'false'))).toEqual({ 'n/a': 'created' });
    expect(actions(await prune(kestra, { prune: 'removed' }))).toEqual({ 'n/a': 'unchanged' });
  });
});
