import { describe, expect, test } from '@jest/globals';
import { deployFlows } from '../../../src/deploy-flows/deploy.js';
import { editFlows } from '../../../src/deploy-flows/edited-flows.js';
import { planEdits } from '../../../src/deploy-flows/edits.js';
import { prepareFlows } from '../../../src/deploy-flows/prepare.js';
import type { Finding } from '../../../src/findings/finding.js';
import { callingText, FakeFlows, flowText, inputOf, parseFiles, portsOf } from './fakes.js';
import { actions, deploy } from './planning.js';

describe('an edit that is refused', () => {
  const anchored = 'triggers:\n  - &t\n    id: t\n    type: x\n';
  const refusals = (text: string) => planEdits(parseFiles({ 'a.yml': text }), { disableTriggers: true }).findings;

  test('is an error at its place, with a way out', () => {
    expect(refusals(`${flowText('b', 'n')}---\n${flowText('a', 'n')}${anchored}`)).toEqual([
      {
        severity: 'error',
        rule: 'edit-refused',
        message: 'The trigger is written with an anchor or an alias, so that `disabled: true` cannot be put there.',
        hint: 'Write it out at this place.',
        origin: 'local',
        file: 'a.yml',
        range: expect.objectContaining({ startLine: 14 }) as unknown,
        document: 1,
        flow: { namespace: 'n', id: 'a' },
      },
    ]);
  });

  test.each([
    ['an id', flowText('a', 'n').replace('id: a\n', '')],
    ['a namespace', flowText('a', undefined)],
  ])('names no flow without %s', (_what, text) => {
    expect(refusals(text + anchored)[0]).not.toHaveProperty('flow');
  });

  test('of a flow that shall stay disabled keeps everything from being written', async () => {
    const kestra = new FakeFlows();
    kestra.put(`${flowText('a', 'n')}disabled: true\n`);
    const text = `${flowText('a', 'n', '    message: x')}labels: {a: &no false}\ndisabled: *no\n`;
    const result = await deploy(kestra, { 'a.yml': text }, { keepDisabled: true, override: true });
    expect(result.findings).toMatchObject([
      {
        rule: 'edit-refused',
        message:
          'The value of `disabled` is written with an anchor or an alias, so that `disabled: true` cannot be put there.',
      },
    ]);
    expect(result.failure?.reason).toBe('findings');
    expect(kestra.writes()).toEqual([]);
  });
});

test('a document that cannot be parsed is left to the checks', () => {
  const broken = parseFiles({ 'a.yml': 'id: a\nnamespace: [\n' });
  const nothing = { edits: new Map(), findings: [], templated: [] };
  expect(planEdits(broken, { namespacePrefix: 'x', disableTriggers: true })).toEqual(nothing);
});

describe('references between flows that hold an expression', () => {
  const notices = (...calls: readonly (readonly [string, string])[]) =>
    prepareFlows(parseFiles({ 'a.yml': callingText('a', 'n', ...calls) }), { namespacePrefix: 'x' }, () => []).notices;

  test.each([
    [[['{{ a }}', 'b']], '1 reference between flows holds an expression and was left as written: {{ a }}/b in n/a.'],
    [
      [
        ['{{ a }}', 'b'],
        ['{{ a }}', 'c'],
      ],
      '2 references between flows hold an expression and were left as written: {{ a }}/b in n/a, {{ a }}/c in n/a.',
    ],
  ] as const)('are named: %j', (calls, notice) => {
    expect(notices(...calls)).toEqual([notice]);
    expect(notices(['n', 'b'])).toEqual([]);
  });
});

describe('the place of a finding in the file as it lies there', () => {
  /** Two documents of a file, in another order than they stand; "old" and "two" become longer in them. */
  const text = '\uFEFFid: one old two end\n---\nid: old\nx: 1\n';
  function edit() {
    const flows = parseFiles({ 'a.yml': text, 'b.yml': 'id: b\n' }).toReversed();
    return editFlows(flows, ({ document: { source } }) => {
      const at = [source.indexOf('old'), source.indexOf('two')].filter((start) => start !== -1);
      return at.map((start) => ({ start, end: start + 3, text: 'longer' }));
    });
  }
  const place = (line: number, column: number, file = 'a.yml') => {
    const range = { startLine: line, startColumn: column, endLine: line, endColumn: column };
    const finding: Finding = { severity: 'error', rule: 'r', message: 'm', origin: 'local', file, range };
    const { startLine, startColumn } = edit().toAuthored(finding).range!;
    return [startLine, startColumn];
  };

  test('the edits are made', () => {
    const { flows } = edit();
    expect(flows.map((flow) => flow.edited.document.source)).toEqual([
      'id: b\n',
      'id: longer\nx: 1\n',
      'id: one longer longer end\n',
    ]);
    expect(flows[1]!.edited.document.file.text).toBe('\uFEFFid: one longer longer end\n---\nid: longer\nx: 1\n');
    expect(flows[0]!.edited).toBe(flows[0]!.authored);
  });

  test.each([
    ['at the start of the file', [1, 1], [1, 1]],
    ['before an edit', [1, 8], [1, 8]],
    ['at an edit', [1, 9], [1, 9]],
    ['in an edit', [1, 10], [1, 10]],
    ['in what an edit has more', [1, 14], [1, 12]],
    ['at its end', [1, 15], [1, 12]],
    ['behind it', [1, 16], [1, 13]],
    ['in the next edit', [1, 17], [1, 14]],
    ['behind the next edit', [1, 23], [1, 17]],
    ['between the documents', [2, 2], [2, 2]],
    ['in the second document', [3, 1], [3, 1]],
    ['behind the second edit', [3, 11], [3, 8]],
    ['in the line below', [4, 4], [4, 4]],
  ])('%s', (_what, [line, column], expected) => {
    expect(place(line!, column!)).toEqual(expected);
  });

  test.each([
    [5, 5],
    [6, 11],
    [8, 13],
  ])('behind an edit that is shorter, without a mark at the start: %d', (column, expected) => {
    const { toAuthored } = editFlows(parseFiles({ 'a.yml': 'id: abcdef end\n' }), () => [
      { start: 4, end: 10, text: 'x' },
    ]);
    const range = { startLine: 1, startColumn: column, endLine: 1, endColumn: column };
    const finding: Finding = { severity: 'error', rule: 'r', message: 'm', origin: 'local', file: 'a.yml', range };
    expect(toAuthored(finding).range?.startColumn).toBe(expected);
  });

  test('is what it is in a file without an edit, or where there is none', () => {
    expect(place(1, 5, 'b.yml')).toEqual([1, 5]);
    const finding: Finding = { severity: 'error', rule: 'r', message: 'm', origin: 'local', file: 'a.yml' };
    expect(edit().toAuthored(finding)).toEqual(finding);
  });
});

describe('a flow that is disabled on the server', () => {
  const enabled = flowText('a', 'n');
  const disabled = `${enabled}disabled: true\n`;

  test('and enabled again by the run is a warning that says how to keep it so', async () => {
    const kestra = new FakeFlows();
    kestra.put(disabled);
    const result = await deploy(kestra, { 'a.yml': `---\n${enabled}` }, { override: true });
    expect(result.findings).toEqual([
      {
        severity: 'warning',
        rule: 'flow-reenabled',
        message: 'n/a is disabled on the server; deploying it enables it again.',
        hint: 'Put `disabled: true` into the file, or set `keepDisabled: true`, when it is meant to stay disabled.',
        origin: 'local',
        file: 'a.yml',
        range: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 1 },
        flow: { namespace: 'n', id: 'a' },
        document: 0,
      },
    ]);
  });

  test.each([
    ['the file disables it as well', `${disabled}# x\n`, disabled],
    ['it only has the word', enabled, `${enabled}# disabled\n`],
    ['it is enabled there in so many words', enabled, `${enabled}disabled: false\n`],
    ['what is there cannot be read', enabled, `${enabled}disabled: [\n`],
  ])('is none when %s', async (_what, text, held) => {
    const kestra = new FakeFlows();
    kestra.stored.set('n/a', { namespace: 'n', id: 'a', revision: 1, source: held });
    for (const keepDisabled of [false, true]) {
      const result = await deploy(kestra, { 'a.yml': text }, { override: true, dryRun: true, keepDisabled });
      expect([result.findings, result.notices]).toEqual([[], []]);
    }
  });

  test('and stays so is named, with the others', async () => {
    const kestra = new FakeFlows();
    kestra.put(disabled);
    kestra.put(disabled.replace('id: a', 'id: b'));
    const files = { 'a.yml': enabled, 'b.yml': flowText('b', 'n', '    message: x') };
    const result = await deploy(kestra, files, { override: true, keepDisabled: true });
    expect(result.notices).toEqual(['2 flows are disabled on the server and stay so: n/a, n/b.']);
    expect(actions(result)).toEqual({ 'n/a': 'unchanged', 'n/b': 'updated' });
    expect(kestra.sources()['n/a']).toBe(disabled);
  });

  test('and calls for no word about a subflow that stays disabled, only about one that the run enables', async () => {
    const says = (id: string) =>
      ({
        severity: 'warning',
        rule: 'x',
        message: `The subflow '${id}' is disabled in namespace 'n'.`,
        origin: 'server',
        file: 'caller.yml',
      }) as const;
    const validate = () => Promise.resolve(['kept', 'idle', 'live'].map(says));
    const kestra = new FakeFlows();
    kestra.put(`${flowText('kept', 'n')}disabled: true\n`);
    const files = {
      'kept.yml': flowText('kept', 'n'),
      'idle.yml': `${flowText('idle', 'n')}disabled: true\n`,
      'live.yml': flowText('live', 'n'),
    };
    const result = await deployFlows(inputOf(files, { keepDisabled: true }), portsOf(kestra, { validate }));
    expect(result.findings.map(({ message }) => message)).toEqual([says('kept').message, says('idle').message]);
  });
});

describe('before anything is asked', () => {
  const local = (severity: 'error' | 'warning') => (): readonly Finding[] => [
    { severity, rule: 'r', message: 'm', origin: 'local', file: 'a.yml', document: 0 },
  ];

  test.each([
    ['error', { 'n/a': 'failed' }, [], 'findings'],
    ['warning', { 'n/a': 'created' }, ['POST n/a'], undefined],
  ] as const)('an %s of the checks', async (severity, expected, writes, reason) => {
    const kestra = new FakeFlows();
    const ports = portsOf(kestra, { checkLocally: local(severity) });
    const result = await deployFlows(inputOf({ 'a.yml': flowText('a', 'n') }), ports);
    expect(actions(result)).toEqual(expected);
    expect(result).toMatchObject({ calls: [], warnings: [], findings: [{ severity }] });
    expect(result.failure?.reason).toBe(reason);
    expect(kestra.writes()).toEqual(writes);
  });

  test('the server is not asked for its verdict once the run is told to stop', async () => {
    const asked: unknown[] = [];
    const validate = (flows: unknown) => {
      asked.push(flows);
      return Promise.resolve([]);
    };
    const input = inputOf({ 'a.yml': flowText('a', 'n') });
    await deployFlows(input, portsOf(new FakeFlows(), { validate, signal: AbortSignal.abort() }));
    expect(asked).toEqual([]);
    await deployFlows(input, portsOf(new FakeFlows(), { validate, signal: new AbortController().signal }));
    expect(asked).toHaveLength(1);
  });
});
