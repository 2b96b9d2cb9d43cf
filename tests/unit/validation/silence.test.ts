import { describe, expect, test } from '@jest/globals';
import { checkFiles, readFlows } from '../../../src/validation/check-flows.js';
import { type IgnoredRule, silence } from '../../../src/validation/silence.js';
import { validateFlows } from '../../../src/validate-flows/validate.js';

const failures = { isRefusal: () => false, isBreakdown: () => false };
const validate = (text: string, ignore: readonly IgnoredRule[] = [], externalFlows: readonly string[] = []) =>
  validateFlows(
    { checked: checkFiles([{ path: 'flows/a.yml', text }], []), rules: '1.3', concurrency: 1, ignore, externalFlows },
    undefined,
    failures,
  );
const reported = async (...given: Parameters<typeof validate>) => {
  const { findings, counts } = await validate(...given);
  return [...findings.map(({ rule, range }) => `${range?.startLine}:${range?.startColumn} ${rule}`), counts.silenced];
};

const ECHO = '    type: io.kestra.plugin.core.debug.Echo';
const flow = (type = ECHO, before = '', more = '    format: Hello\n') =>
  `id: a\nnamespace: b\ntasks:\n  - id: t\n${before}${type}\n${more}`;

describe('a comment', () => {
  test('without one there is a finding', async () => {
    expect(await reported(flow())).toEqual(['5:11 deprecated', 0]);
  });

  test.each([
    ['on the line', flow(`${ECHO} # kestra-ignore: deprecated until May`)],
    ['on the line above', flow(ECHO, '    # kestra-ignore: deprecated\n')],
    ['above other comments', flow(ECHO, '    # kestra-ignore: deprecated\n\n    # an old one\n')],
    ['with several rules', flow(`${ECHO} # kestra-ignore: deprecated`)],
  ])('%s silences', async (_, source) => {
    expect(await reported(source)).toEqual([1]);
  });

  test('is about every line of the value behind the key', async () => {
    const script = '    format: |\n      one\n      {{ broken\n';
    expect(await reported(flow(ECHO, '', script))).toEqual(['5:11 deprecated', '8:7 pebble-syntax', 0]);
    const above = `    # kestra-ignore: deprecated\n${ECHO}\n    # kestra-ignore: pebble-syntax\n${script}`;
    expect(await reported(`id: a\nnamespace: b\ntasks:\n  - id: t\n${above}`)).toEqual([2]);
  });

  test('inside of a value is text', async () => {
    const script = '    format: |\n      # kestra-ignore: pebble-syntax\n      {{ broken\n';
    expect(await reported(flow(ECHO, '    # kestra-ignore: deprecated\n', script))).toEqual(['9:7 pebble-syntax', 1]);
  });

  test.each([
    ['of another rule', flow(`${ECHO} # kestra-ignore: pebble-syntax`), /^There is nothing to silence here/],
    ['of no rule', flow(`${ECHO} # kestra-ignore: deprecatd`), /^There is no rule "deprecatd"/],
    ['that stands elsewhere', flow(ECHO, '    # kestra-ignore: deprecated\n    retry: ~\n'), /^There is nothing/],
    ['that stands below', flow(ECHO, '', '    # kestra-ignore: deprecated\n    format: Hello\n'), /^There is nothing/],
  ])('%s silences nothing and says so', async (_, source, message) => {
    const { findings, counts } = await validate(source);
    expect(findings.map(({ rule }) => rule).sort()).toEqual(['deprecated', 'unused-ignore']);
    expect(findings.find(({ rule }) => rule === 'unused-ignore')).toMatchObject({
      severity: 'notice',
      message: expect.stringMatching(message),
      hint: 'Remove the comment, or correct it.',
      origin: 'local',
    });
    expect(counts.silenced).toBe(0);
  });

  test('never silences what Kestra refuses', async () => {
    const source = flow('    type: io.kestra.plugin.core.log.Logg # kestra-ignore: unknown-type');
    const { findings } = await validate(source);
    expect(findings.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual([
      'error unknown-type',
      'notice unused-ignore',
    ]);
    expect(findings[1]?.message).toBe('What Kestra refuses cannot be silenced: unknown-type.');
  });
});

test('what is wrong in one file is nothing to silence in another', async () => {
  const [wrong, right] = ['io.kestra.plugin.core.log.Logg', 'io.kestra.plugin.core.log.Log'].map(
    (type) => `id: f${type.length}\nnamespace: b\ntasks:\n  - id: t\n    type: ${type}`,
  );
  const files = [
    { path: 'a.yml', text: `${wrong}\n    message: x\n` },
    { path: 'b.yml', text: `${right} # kestra-ignore: unknown-type\n    message: x\n` },
  ];
  const input = { checked: checkFiles(files, []), rules: '1.3', concurrency: 1 } as const;
  const { findings } = await validateFlows(input, undefined, failures);
  expect(findings.map(({ file, message }) => `${file} ${message.split(':')[0]}`)).toEqual([
    expect.stringMatching(/^a\.yml /),
    'b.yml There is nothing to silence here',
  ]);
});

test('a finding without a place is about no line', () => {
  const { flows } = readFlows([{ path: 'a.yml', text: 'id: a # kestra-ignore: deprecated\nnamespace: b\n' }]);
  const finding = { severity: 'warning', rule: 'deprecated', message: 'x', origin: 'server', file: 'a.yml' } as const;
  const { findings } = silence([finding], flows);
  expect(findings.map(({ rule }) => rule)).toEqual(['deprecated', 'unused-ignore']);
});

describe('the input', () => {
  test.each([
    ['everywhere', { rule: 'deprecated' }, [1]],
    ['in the files of a glob', { rule: 'deprecated', glob: 'flows/**' }, [1]],
    ['not in other files', { rule: 'deprecated', glob: 'legacy/**' }, ['5:11 deprecated', 0]],
    ['not another rule', { rule: 'pebble-syntax' }, ['5:11 deprecated', 0]],
  ])('%s', async (_, ignored, expected) => {
    expect(await reported(flow(), [ignored])).toEqual(expected);
  });

  test('never what Kestra refuses', async () => {
    const source = flow('    type: io.kestra.plugin.core.log.Logg');
    expect(await reported(source, [{ rule: 'unknown-type' }])).toEqual(['5:11 unknown-type', 0]);
  });
});

describe('flows that live elsewhere', () => {
  const call =
    'id: a\nnamespace: b\ntasks:\n  - id: t\n    type: io.kestra.plugin.core.flow.Subflow\n    namespace: company.shared\n    flowId: load\n';

  test.each([
    [[], ['7:13 unknown-subflow', 0]],
    [['company.shared/*'], [0]],
    [['company.**'], ['7:13 unknown-subflow', 0]],
    [['company.**/**'], [0]],
    [['company.shared/store'], ['7:13 unknown-subflow', 0]],
  ])('%j', async (globs, expected) => {
    expect(await reported(call, [], globs)).toEqual(expected);
  });
});
