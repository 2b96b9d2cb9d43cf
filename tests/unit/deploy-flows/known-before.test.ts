import { describe, expect, test } from '@jest/globals';
import { keyed, readServerFlows, stateOf } from '../../../src/deploy-flows/actual.js';
import { findSharedIdentities, findUnusable } from '../../../src/deploy-flows/desired.js';
import { digestOfFlows, planFlows } from '../../../src/deploy-flows/plan-flows.js';
import { prepareFlows } from '../../../src/deploy-flows/prepare.js';
import { plannedChange } from '../../../src/deploy-flows/results.js';
import { digestOf, fingerprint } from '../../../src/plan/digest.js';
import { FakeFlows, flowText, parseFiles, portsOf, refused } from './fakes.js';
import { desiredOf, finding, prepared } from './planning.js';

describe('the flows of the server', () => {
  const read = (kestra: FakeFlows, whole = false) =>
    readServerFlows(
      desiredOf({ 'a.yml': flowText('a', 'n'), 'b.yml': flowText('b', 'n') }),
      { namespaces: ['m'], trees: ['t', 'u'], whole },
      kestra,
      { failures: portsOf(kestra).failures, concurrency: 1 },
    );

  test('come by one export, which knows all of the namespaces that were asked for', async () => {
    const kestra = new FakeFlows();
    for (const namespace of ['n', 'm', 't.x', 'other']) kestra.put(flowText('a', namespace));
    const { flows, isComplete } = await read(kestra);
    expect([...flows.keys()]).toEqual(['n/a', 'm/a', 't.x/a']);
    expect(flows.get('n/a')).toEqual({ namespace: 'n', id: 'a', key: 'n/a', source: flowText('a', 'n') });
    expect(['n', 'm', 't', 't.x', 'tt', 'other'].map(isComplete)).toEqual([true, true, true, true, false, false]);
  });

  test('or one by one, and then nothing is known of others', async () => {
    const kestra = new FakeFlows();
    kestra.put(flowText('a', 'n'));
    kestra.before = (request) => {
      if (request.startsWith('EXPORT')) throw refused();
    };
    const { flows, isComplete } = await read(kestra);
    expect([...flows]).toEqual([['n/a', { namespace: 'n', id: 'a', key: 'n/a', source: flowText('a', 'n') }]]);
    expect(isComplete('n')).toBe(false);
    await expect(read(kestra, true)).rejects.toThrow('Unsupported filter');
  });

  test.each([false, true])('not at all when the export fails: all of them needed: %s', async (whole) => {
    const kestra = new FakeFlows();
    kestra.before = (request) => {
      if (request.startsWith('EXPORT')) throw new Error('no answer');
    };
    await expect(read(kestra, whole)).rejects.toThrow('no answer');
  });

  test('have the names that are in their sources; what has none is left out', () => {
    const sources = [flowText('a', 'n'), 'id: broken\nnamespace: [\n', '- list\n', 'id: b\n', 'namespace: n\n'];
    expect([...keyed(sources, () => undefined).keys()]).toEqual(['n/a']);
  });

  test('are missing, the same or different', () => {
    const flows = keyed([flowText('same', 'n'), flowText('other', 'n')], () => undefined);
    const files = { a: flowText('none', 'n'), b: flowText('same', 'n'), c: flowText('other', 'n', '    message: x') };
    const states = desiredOf(files).map((flow) => stateOf(flow, { flows, isComplete: () => true }));
    expect(states).toEqual(['missing', 'same', 'different']);
  });
});

describe('the flows of the checkout', () => {
  test('are those with a namespace and an id', () => {
    const texts = ['id: a\n', 'namespace: n\n', '- list\n', 'id: "\n', 'id: ""\nnamespace: n\n'];
    const files = Object.fromEntries(texts.map((text, index) => [`${index}.yml`, text]));
    const { desired, unusable } = prepared({ ...files, 'ok.yml': `# one\n${flowText('a', 'n')}` });
    expect(desired).toMatchObject([{ key: 'n/a', file: 'ok.yml', document: 0, line: 2 }]);
    expect(unusable.map(({ document }) => document.file.path)).toEqual(Object.keys(files));
  });

  test('that share a name are errors at their ids, each naming the other', () => {
    const files = { 'a.yml': `${flowText('x', 'n')}---\n${flowText('y', 'n')}`, 'b.yml': flowText('y', 'n') };
    const [first, second, ...more] = findSharedIdentities(desiredOf(files), undefined);
    expect(first).toEqual({
      severity: 'error',
      rule: 'duplicate-flow',
      message: 'This flow and the one in b.yml, line 1, are both n/y.',
      hint: 'Give one of them another id, or deploy them from different directories into different namespaces.',
      origin: 'local',
      file: 'a.yml',
      range: { startLine: 7, startColumn: 5, endLine: 7, endColumn: 6 },
      flow: { namespace: 'n', id: 'y' },
      document: 1,
    });
    expect(second).toMatchObject({ file: 'b.yml', document: 0, range: { startLine: 1, startColumn: 5 } });
    expect(more).toEqual([]);
  });

  test('that share a name are reported once, where the check of all files has found it', () => {
    const files = { 'a.yml': flowText('x', 'n'), 'b.yml': flowText('x', 'n') };
    const rules = (rule: string) =>
      prepareFlows(parseFiles(files), {}, () => [finding({ rule, document: 0 })]).findings.map(
        (one) => `${one.rule} ${one.file}`,
      );
    expect(rules('duplicate-flow')).toEqual(['duplicate-flow a.yml', 'duplicate-flow b.yml']);
    expect(rules('other')).toEqual(['other a.yml', 'duplicate-flow a.yml', 'duplicate-flow b.yml']);
  });

  test.each([
    ['an error of the document', finding({ document: 1 }), []],
    ['an error that names no document', finding(), []],
    ['an error of another document', finding({ document: 0 }), ['identity-missing']],
    ['an error of another file', finding({ file: 'b.yml', document: 1 }), ['identity-missing']],
    ['a warning', finding({ severity: 'warning', document: 1 }), ['identity-missing']],
  ])('without a name are errors, unless there is one already: %s', (_what, known, expected) => {
    const { unusable } = prepared({ 'a.yml': `${flowText('a', 'n')}---\nid: b\n` });
    const found = findUnusable(unusable, [known]);
    expect(found.map(({ rule }) => rule)).toEqual(expected);
    expect(found).toMatchObject(
      expected.map(() => ({
        severity: 'error',
        message: 'The flow has no `id`, or no `namespace`.',
        origin: 'local',
        file: 'a.yml',
        document: 1,
        range: { startLine: 7, startColumn: 1, endLine: 7, endColumn: 1 },
      })),
    );
  });
});

test('the digest is of what would be on the server: where a flow is kept, of what is there', () => {
  const stored = { old: flowText('old', 'n'), kept: flowText('kept', 'n'), gone: flowText('gone', 'n') };
  const wanted = {
    new: flowText('new', 'n'),
    old: flowText('old', 'n', '    message: x'),
    kept: flowText('kept', 'n', '    message: x'),
  };
  const server = { flows: keyed(Object.values(stored), () => undefined), isComplete: () => true };
  const deletions = [{ stored: server.flows.get('n/gone')!, reason: 'r' }];
  const plan = planFlows(desiredOf(wanted), server, deletions, { override: true, isKept: (key) => key === 'n/kept' });
  expect(digestOfFlows(plan, server)).toBe(
    digestOf([
      { kind: 'create', key: 'n/new', wanted: fingerprint(wanted.new) },
      { kind: 'update', key: 'n/old', wanted: fingerprint(wanted.old), found: fingerprint(stored.old) },
      { kind: 'unchanged', key: 'n/kept', wanted: fingerprint(stored.kept), found: fingerprint(stored.kept) },
      { kind: 'delete', key: 'n/gone', found: fingerprint(stored.gone) },
    ]),
  );
});

describe('a flow of a plan that is not carried out', () => {
  const after = flowText('a', 'n', '    message: x');
  const before = flowText('a', 'n');
  const [flow] = desiredOf({ 'a.yml': `---\n${after}` });
  const server = { flows: keyed([before], () => undefined), isComplete: () => true };
  const head = { namespace: 'n', id: 'a', file: 'a.yml', line: flow!.line };
  const sources = { before, after: flow!.parsed.document.source };

  test.each([
    ['create', 'created', {}],
    ['update', 'updated', { sources }],
    ['unchanged', 'unchanged', {}],
    ['conflict', 'conflict', { sources, error: 'Exists on the server and differs.' }],
    [undefined, 'skipped', {}],
  ] as const)('%s', (kind, action, more) => {
    expect(plannedChange(flow!, kind, server, { findings: [], isPlan: true })).toEqual({ ...head, action, ...more });
  });

  test.each([
    ['its error', finding({ document: 0 }), true],
    ['an error of the file', finding(), true],
    ['an error of another document', finding({ document: 1 }), false],
    ['an error of another file', finding({ file: 'b.yml' }), false],
    ['a warning', finding({ severity: 'warning' }), false],
  ])('has failed by %s', (_what, found, hasFailed) => {
    const change = plannedChange(flow!, 'update', server, { findings: [found], isPlan: false });
    expect(change).toEqual({ ...head, ...(hasFailed ? { action: 'failed', error: 'm' } : { action: 'skipped' }) });
  });
});
