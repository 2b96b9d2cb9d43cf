import { describe, expect, test } from '@jest/globals';
import { parseSource } from '../../flow-source.js';
import { findUnknownFiles } from '../../../src/validation/unknown-files.js';

const flow = (expression: string, more = '') => {
  const source = `id: a\nnamespace: company.team\ntasks:\n  - id: t\n    type: io.kestra.plugin.core.log.Log\n    message: "${expression}"\n${more}`;
  return parseSource(source, 'a.yml');
};
const reading = (path: string, more?: string) => flow(`{{ read('${path}') }}`, more);
const filling = (namespace: string) =>
  flow('hello', `  - id: up\n    type: io.kestra.plugin.git.SyncNamespaceFiles\n    namespace: "${namespace}"\n`);
const including = (entry: string) =>
  flow('x', `    namespaceFiles:\n      namespaces: [company, company.team]\n      include: ["${entry}"]\n`);

interface Stage {
  readonly server?: Readonly<Record<string, readonly string[] | Error>>;
  readonly checkout?: readonly string[] | undefined;
  readonly inherits?: boolean;
  readonly allFlows?: readonly ReturnType<typeof flow>[];
}

async function judge(flows: readonly ReturnType<typeof flow>[], stage: Stage = {}) {
  const { server = {}, inherits = false, allFlows = flows } = stage;
  const asked: string[] = [];
  const found = await findUnknownFiles(
    flows,
    {
      onServer: (namespace) => {
        asked.push(namespace);
        const paths = server[namespace] ?? [];
        return paths instanceof Error ? Promise.reject(paths) : Promise.resolve(paths);
      },
      inherits,
      inCheckout: () => {
        asked.push('checkout');
        return Promise.resolve('checkout' in stage ? stage.checkout : ['a.yml']);
      },
    },
    { isRefusal: (error) => error instanceof RangeError },
    { rules: '1.3', concurrency: 2, allFlows },
  );
  return { asked, findings: [...found.values()].flat() };
}

describe('files that flows name', () => {
  test('nobody is asked when no flow names one', async () => {
    expect(await judge([flow('hello')])).toEqual({ asked: [], findings: [] });
  });

  test('one that is nowhere is a warning at its place, with what may be meant', async () => {
    const server = { 'company.team': ['/sql/load.sql', '/other'] };
    const { asked, findings } = await judge([reading('sql/laod.sql')], { server });
    expect(asked).toEqual(['company.team', 'checkout']);
    expect(findings).toMatchObject([
      {
        rule: 'unknown-file',
        severity: 'warning',
        file: 'a.yml',
        range: { startLine: 6, startColumn: 23, endColumn: 37 },
        message:
          'There is no namespace file /sql/laod.sql in company.team, and none in the checkout that could become it: reading it fails when the flow runs.',
        hint: 'Did you mean `sql/load.sql`?',
      },
    ]);
  });

  test('one request a namespace, however many flows name files of it', async () => {
    const server = { 'company.team': ['/a', '/b'] };
    const { asked, findings } = await judge([reading('a'), reading('b'), reading('/b')], { server });
    expect({ asked, findings }).toEqual({ asked: ['company.team'], findings: [] });
  });

  test.each([
    ['the checkout has a file of that name', { checkout: ['any/where/x.sql'] }],
    ['the checkout is too large to be looked through', { checkout: undefined }],
    ['the server does not tell', { server: { 'company.team': new RangeError('403') } }],
    ['it is a folder', { server: { 'company.team': ['/x.sql/y'] } }],
    ['a namespace above has it and hands it down', { server: { company: ['/x.sql'] }, inherits: true }],
  ])('no warning when %s', async (_why, stage: Stage) => {
    expect((await judge([reading('x.sql')], stage)).findings).toEqual([]);
  });

  test('a namespace above counts only where files are handed down', async () => {
    const server = { company: ['/x.sql'] };
    expect((await judge([reading('x.sql')], { server })).findings).toHaveLength(1);
    const { asked } = await judge([reading('y.sql')], { server, inherits: true });
    expect(asked).toEqual(['company.team', 'company', 'checkout']);
  });

  test.each([
    ['company.team', 0],
    ['elsewhere', 1],
    ['{{ inputs.team }}', 0],
  ])('a flow of the run brings files into %s', async (namespace, warnings) => {
    const { findings } = await judge([reading('x.sql')], { allFlows: [filling(namespace)] });
    expect(findings).toHaveLength(warnings);
  });

  test('one namespace of several that a flow of the run brings files into is enough', async () => {
    expect((await judge([including('x.py')], { allFlows: [filling('company')] })).findings).toEqual([]);
  });

  test('what is in the namespace itself is looked for nowhere else', async () => {
    const server = { 'company.team': ['/x.sql'] };
    expect((await judge([reading('x.sql')], { server, inherits: true })).asked).toEqual(['company.team']);
  });

  test('documents that are no flows name no files and bring none', async () => {
    const [broken, list] = ['id: [', '- a'].map((source) => parseSource(source, 'b.yml'));
    expect((await judge([broken!, list!, reading('x.sql')])).findings).toHaveLength(1);
  });

  test('a server that fails fails the run', async () => {
    await expect(judge([reading('x')], { server: { 'company.team': new Error('down') } })).rejects.toThrow('down');
  });

  test('a flow of which nothing is certain names nothing', async () => {
    expect((await judge([flow("{{ read(inputs.x) }} {{ read('x'")])).asked).toEqual([]);
  });
});

describe('include', () => {
  test.each([
    ['main.py', { 'company.team': ['/deep/main.py'] }, undefined],
    ['main.py', { company: ['/main.py'] }, undefined],
    ['/main.py', { company: ['/deep/main.py'] }, 'Correct the path, or upload the file with deploy-namespace-files.'],
    ['scripts', { company: ['/scripts/main.py'] }, 'Write `scripts/**` to take the folder.'],
    ['scripts/man.py', { company: ['/scripts/main.py'] }, 'Did you mean `scripts/main.py`?'],
    ['/scripts/man.py', { company: ['/scripts/main.py'] }, 'Did you mean `/scripts/main.py`?'],
  ])('%s with %j', async (entry, server, hint) => {
    const { findings } = await judge([including(entry)], { server });
    expect(findings.map((finding) => finding.hint)).toEqual(hint === undefined ? [] : [hint]);
    if (hint !== undefined)
      expect(findings[0]!.message).toMatch(/ in company, company\.team, .* takes nothing by it\.$/);
  });
});
