import { describe, expect, test } from '@jest/globals';
import { deployFlows } from '../../../src/deploy-flows/deploy.js';
import { callingText, FakeFlows, flowText, inputOf, portsOf } from './fakes.js';
import { deploy, actions } from './planning.js';

describe('namespaces that move', () => {
  const trigger = [
    'triggers:',
    '  - id: t',
    '    type: io.kestra.plugin.core.trigger.Flow',
    '    preconditions:',
    '      id: p',
    '      flows:',
    "        - namespace: 'dev'   # kept",
    '          flowId: b',
    '        - {namespace: dev, flowId: elsewhere}',
    '      where:',
    '        - id: w',
    '          filters:',
    '            - {field: NAMESPACE, type: EQUAL_TO, value: dev}',
    '            - {field: FLOW_ID, type: EQUAL_TO, value: b}',
    '    conditions:',
    '      - type: io.kestra.plugin.core.condition.ExecutionFlow',
    '        namespace: "dev"',
    '        flowId: b',
    '',
  ].join('\n');
  const files = {
    'a.yml':
      `\uFEFF${callingText('a', 'dev', ['dev', 'b'], ['dev', 'elsewhere'], ['{{ vars.stage }}', 'b'], ['{{flow.namespace}}', 'b'])}${trigger}`.replaceAll(
        '\n',
        '\r\n',
      ),
    'b.yml': flowText('b', 'dev'),
  };

  test.each([
    [{ namespacePrefix: 'stage' }, 'stage.dev'],
    [{ namespace: 'prod' }, 'prod'],
  ])('with %j take the references between the deployed flows along, and no other byte', async (options, target) => {
    const kestra = new FakeFlows();
    const result = await deploy(kestra, files, options);
    expect(result.failure).toBeUndefined();
    const expected = files['a.yml']
      .replace('namespace: dev\r\ntasks', `namespace: ${target}\r\ntasks`)
      .replace('    namespace: dev\r\n    flowId: b', `    namespace: ${target}\r\n    flowId: b`)
      .replace("'dev'", `'${target}'`)
      .replace('value: dev', `value: ${target}`)
      .replace('"dev"', `"${target}"`);
    expect(kestra.sources()).toEqual({
      [`${target}/a`]: expected,
      [`${target}/b`]: flowText('b', target),
    });
    expect(result.notices).toContain(
      '1 reference between flows holds an expression and was left as written: {{ vars.stage }}/b in dev/a.',
    );
    expect(result.calls).toEqual([
      { from: `${target}/a`, to: `${target}/b` },
      { from: `${target}/b`, to: `${target}/a` },
    ]);
  });

  test('need a namespace to put the prefix before', async () => {
    const kestra = new FakeFlows();
    const result = await deploy(kestra, { 'a.yml': flowText('a', undefined) }, { namespacePrefix: 'stage' });
    expect(result.findings).toEqual([expect.objectContaining({ rule: 'identity-missing' })]);
    expect(kestra.requests).toEqual([]);
  });
});

describe('flows that are disabled on the server', () => {
  const enabled = flowText('a', 'n');
  const disabled = `${enabled}disabled: true`;
  const stage = () => {
    const kestra = new FakeFlows();
    kestra.put(disabled);
    return kestra;
  };

  test('are enabled again, which is named in a warning', async () => {
    const kestra = stage();
    const result = await deploy(kestra, { 'a.yml': `# c\n${enabled}` }, { override: true });
    expect(result.findings).toEqual([
      expect.objectContaining({
        severity: 'warning',
        rule: 'flow-reenabled',
        file: 'a.yml',
        range: expect.objectContaining({ startLine: 2 }),
      }),
    ]);
    expect(kestra.sources()['n/a']).toBe(`# c\n${enabled}`);
  });

  test('stay as they are with `keepDisabled` when nothing else differs', async () => {
    const kestra = stage();
    const result = await deploy(kestra, { 'a.yml': enabled }, { keepDisabled: true });
    expect(actions(result)).toEqual({ 'n/a': 'unchanged' });
    expect(result.notices).toEqual(['1 flow is disabled on the server and stays so: n/a.']);
    expect(kestra.writes()).toEqual([]);
  });

  test('are updated and stay disabled with `keepDisabled` when more differs', async () => {
    const kestra = stage();
    const text = `${enabled}---\n${flowText('b', 'n')}`;
    const options = { keepDisabled: true, override: true };
    const result = await deploy(kestra, { 'a.yml': text.replace('type', 'x: y\n    type') }, options);
    expect(actions(result)).toEqual({ 'n/a': 'updated', 'n/b': 'created' });
    const expected = enabled.replace('id: a\n', 'id: a\ndisabled: true\n').replace('type', 'x: y\n    type');
    expect(kestra.sources()['n/a']).toBe(expected);
    const again = await deploy(kestra, { 'a.yml': text.replace('type', 'x: y\n    type') }, options);
    expect(again.changed).toBe(false);
  });

  test('keep the place of a finding although a line was put in', async () => {
    const kestra = stage();
    const text = `${enabled}---\n${flowText('b', 'n', '    x: y')}`;
    const input = inputOf({ 'a.yml': text.replace('type', 'x: y\n    type') }, { keepDisabled: true, override: true });
    const validate = () =>
      Promise.resolve([
        {
          severity: 'warning',
          rule: 'x',
          message: 'm',
          origin: 'server',
          file: 'a.yml',
          range: { startLine: 14, startColumn: 5, endLine: 14, endColumn: 6 },
        } as const,
      ]);
    const result = await deployFlows(input, portsOf(kestra, { validate }));
    expect(result.findings[0]!.range!.startLine).toBe(13);
  });
});

test('triggers that cannot be disabled for certain keep everything from being written', async () => {
  const kestra = new FakeFlows();
  const text = `${flowText('a', 'n')}triggers:\n  - &t\n    id: t\n    type: x\n`;
  const result = await deploy(kestra, { 'a.yml': text, 'b.yml': flowText('b', 'n') }, { disableTriggers: true });
  expect(result.findings).toEqual([
    expect.objectContaining({
      rule: 'edit-refused',
      severity: 'error',
      range: expect.objectContaining({ startLine: 8 }),
    }),
  ]);
  expect(kestra.requests).toEqual([]);
});
