import { describe, expect, test } from '@jest/globals';
import { unreadableFile } from '../../../src/validation/unreadable-files.js';
import { type FlowValidationInput, validateFlows } from '../../../src/validate-flows/validate.js';
import { calls, failures, input, log, said, server } from './validating.js';

describe('validating flows', () => {
  test('a nested subflow that nobody has is a warning; one that the run brings is none', async () => {
    const files = { 'a.yml': log('a', calls('b')), 'b.yml': log('b', calls('gone')) };
    const unknown = ['warning unknown-subflow b.yml:13:17'];
    expect(said(await validateFlows(input(files), undefined, failures))).toEqual(unknown);
    const kestra = server();
    expect(said(await validateFlows(input(files), kestra, failures))).toEqual(unknown);
    expect(kestra.asked).toEqual(['export company', 'validate']);
  });

  test('one that the server has is none, and nobody is asked when every flow is one of the run', async () => {
    const files = { 'a.yml': log('a', calls('there', 'else')) };
    const stored = ['# theirs\nid: there\nnamespace: else\ntasks: []\n'];
    expect(said(await validateFlows(input(files), server(stored), failures))).toEqual([]);
    const kestra = server();
    await validateFlows(input({ 'a.yml': log('a', calls('b')), 'b.yml': log('b') }), kestra, failures);
    expect(kestra.asked).toEqual(['validate']);
  });

  test('a server that does not tell which flows it has is no reason to warn, a broken one fails the run', async () => {
    const files = { 'a.yml': log('a', calls('there', 'else')) };
    expect(said(await validateFlows(input(files), server(new RangeError('403')), failures))).toEqual([]);
    await expect(validateFlows(input(files), server(new Error('no connection')), failures)).rejects.toThrow(
      'no connection',
    );
  });

  test('the server decides: an error that it does not share is a warning, a problem that both see is told once', async () => {
    const files = { 'a.yml': log('a').replace('message', 'mesage') };
    expect(said(await validateFlows(input(files), server(), failures))).toEqual(['warning unknown-property a.yml:6:5']);
    const text =
      'Validation error: Unrecognized field "mesage" (class io.kestra.plugin.core.log.Log), not marked as ignorable (1 known properties: "message")';
    const refusing = server([], () => text);
    expect(said(await validateFlows(input(files), refusing, failures))).toEqual(['error unknown-property a.yml:6:5']);
    const homeless = { 'a.yml': log('a').replace('namespace: company\n', '') };
    const missing = server([], () => 'namespace: must not be null');
    expect((await validateFlows(input(homeless), missing, failures)).findings).toMatchObject([
      { severity: 'error', origin: 'server' },
    ]);
  });

  test('duplicate keys stay errors, although the server does not see them', async () => {
    const files = { 'a.yml': log('a', 'description: one\ndescription: two\n') };
    expect(said(await validateFlows(input(files), server(), failures))).toEqual(['error duplicate-key a.yml:8:1']);
  });

  test('counts what is reported on; identities and references are judged over all files', async () => {
    const files = { 'a.yml': log('same', calls('b')), 'b.yml': log('b'), 'c.yml': log('same') };
    const {
      counts,
      leftOut,
      findings,
      files: listed,
    } = await validateFlows(input(files, { changed: new Set(['a.yml']) }), undefined, failures);
    expect(findings.map(({ rule, file }) => [rule, file])).toEqual([['duplicate-flow', 'a.yml']]);
    expect(counts).toEqual({ files: 1, flows: 1, invalidFlows: 1, errors: 1, warnings: 0, notices: 0, silenced: 0 });
    expect(listed).toEqual([{ path: 'a.yml', flows: [{ namespace: 'company', id: 'same' }] }]);
    expect(leftOut).toBe(2);
  });

  test('upgradeTo warns about what the next version refuses, as an upgrade', async () => {
    const files = { 'a.yml': `${log('a')}listeners: []\n` };
    const now = said(await validateFlows(input(files), undefined, failures));
    const next = said(await validateFlows(input(files, { upgradeTo: '2.0' }), undefined, failures));
    expect(next.filter((line) => !now.includes(line))).toEqual(['warning upgrade-unknown-property a.yml:7:1']);
  });

  test('files without a flow and files that are no text are errors of their own', async () => {
    const unreadable = {
      severity: 'error',
      rule: 'not-utf8',
      message: 'x',
      origin: 'local',
      file: 'z.yml',
      range: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 1 },
    } as const;
    const result = await validateFlows(
      input({ 'a.yml': '# nothing\n' }, { unreadable: [unreadable] }),
      undefined,
      failures,
    );
    expect(said(result)).toEqual(['error empty-document a.yml:1:1', 'error not-utf8 z.yml:2:1']);
    expect(result.counts).toMatchObject({ files: 2, errors: 2 });
  });
});

describe('what is counted', () => {
  const files = {
    'a.yml': `${log('a')}---\n${log('b', calls('gone'))}`,
    'bad.yml': log('c').replace('Log\n', 'Logg\n'),
    'broken.yml': 'id: [',
    'old.yml': log('d').replace('core.log.Log', 'core.debug.Echo').replace('message:', 'format:'),
    'unused.yml': log('e').replace('message: x', 'message: x # kestra-ignore: deprecated'),
  };
  const unreadable = [unreadableFile('link.yml', { problem: 'outside' })];

  test('each finding by its severity, each flow once, files that cannot be read as well', async () => {
    const { counts, files: listed } = await validateFlows(input(files, { unreadable }), undefined, failures);
    expect(counts).toEqual({
      files: 6,
      flows: 6,
      invalidFlows: 2,
      errors: 3,
      warnings: 2,
      notices: 1,
      silenced: 0,
    });
    expect(listed).toEqual([
      {
        path: 'a.yml',
        flows: [
          { namespace: 'company', id: 'a' },
          { namespace: 'company', id: 'b' },
        ],
      },
      { path: 'bad.yml', flows: [{ namespace: 'company', id: 'c' }] },
      { path: 'broken.yml', flows: [] },
      { path: 'old.yml', flows: [{ namespace: 'company', id: 'd' }] },
      { path: 'unused.yml', flows: [{ namespace: 'company', id: 'e' }] },
    ]);
  });

  test('only what changed', async () => {
    const changed = new Set(['bad.yml', 'link.yml']);
    const result = await validateFlows(input(files, { unreadable, changed }), undefined, failures);
    expect(result.counts).toMatchObject({ files: 2, flows: 1, invalidFlows: 1, errors: 2, warnings: 0 });
    expect(result.files.map(({ path }) => path)).toEqual(['bad.yml']);
    expect(result.leftOut).toBe(4);
  });

  test('a comment about an upgrade is unused only where one is judged', async () => {
    const text = log('a').replace('message: x', 'message: x # kestra-ignore: upgrade-unknown-type');
    const one = (more: Partial<FlowValidationInput>) =>
      validateFlows(input({ 'a.yml': text }, more), undefined, failures);
    expect(said(await one({}))).toEqual([]);
    expect(said(await one({ upgradeTo: '2.0' }))).toEqual(['notice unused-ignore a.yml:6:16']);
  });

  test('a comment is used by what an upgrade says in its stead at the same place', async () => {
    const text = files['old.yml'].replace('debug.Echo', 'debug.Echo # kestra-ignore: deprecated');
    const result = await validateFlows(input({ 'a.yml': text }, { upgradeTo: '2.0' }), undefined, failures);
    expect(said(result)).toEqual(['warning upgrade-unknown-type a.yml:5:11']);
  });

  test('a flow without a name is in no list', async () => {
    const nameless = 'namespace: company\ntasks: []\n---\nid: x\ntasks: []\n';
    const { files: listed } = await validateFlows(input({ 'a.yml': nameless }), undefined, failures);
    expect(listed).toEqual([{ path: 'a.yml', flows: [] }]);
  });
});

describe('plugins outside the core', () => {
  const http = log('a').replace('core.log.Log', 'fancy.Thing');
  const judged = async (kestra?: ReturnType<typeof server>) => {
    const result = await validateFlows(input({ 'a.yml': http, 'b.yml': log('b') }), kestra, failures);
    return [...result.unjudgedTypes];
  };

  test('are said to be unjudged without a server, which knows its own', async () => {
    expect(await judged()).toEqual(['io.kestra.plugin.fancy.Thing']);
    expect(await judged(server())).toEqual([]);
  });

  test('of the catalogue are judged by it', async () => {
    const text = log('a').replace('core.log.Log\n    message: x', 'scripts.shell.Commands\n    comands: [ls]');
    const { findings, pluginSources } = await validateFlows(
      input({ 'a.yml': log('b'), 'b.yml': text }),
      undefined,
      failures,
    );
    expect(findings.map(({ rule, file }) => `${file} ${rule}`)).toContain('b.yml unknown-property');
    expect(pluginSources.map(({ name }) => name)).toEqual(['plugin-scripts']);
    const accepted = await validateFlows(input({ 'b.yml': text }), server(), failures);
    expect(accepted).toMatchObject({ findings: [], pluginSources: [] });
  });
});

test('a namespace file that nobody has is looked for only where lists of files are given', async () => {
  const files = { 'a.yml': log('a').replace('message: x', 'message: "{{ read(\'x.sql\') }}"') };
  expect(said(await validateFlows(input(files), undefined, failures))).toEqual([]);
  const lists = (onServer: readonly string[]) => ({
    onServer: () => Promise.resolve(onServer),
    inherits: false,
    inCheckout: () => Promise.resolve([]),
  });
  const judged = (onServer: readonly string[]) =>
    validateFlows(input(files, { namespaceFiles: lists(onServer) }), server(), failures);
  expect(said(await judged([]))).toEqual(['warning unknown-file a.yml:6:23']);
  expect(said(await judged(['/x.sql']))).toEqual([]);
});
