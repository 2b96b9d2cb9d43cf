import { describe, expect, test } from '@jest/globals';
import { deployFlows } from '../../../src/deploy-flows/deploy.js';
import type { FlowDeployment, FlowDeploymentInput } from '../../../src/deploy-flows/deployment.js';
import { callingText, FakeFlows, flowText, inputOf, portsOf, refused } from './fakes.js';

type Files = Readonly<Record<string, string>>;
const deploy = (kestra: FakeFlows, files: Files, more: Partial<FlowDeploymentInput> = {}) =>
  deployFlows(inputOf(files, more), portsOf(kestra));
const actions = ({ flows }: FlowDeployment) =>
  Object.fromEntries(flows.map(({ namespace, id, action }) => [`${namespace}/${id}`, action]));

describe('a dry run', () => {
  const files = {
    'a.yml': flowText('new', 'n'),
    'b.yml': flowText('same', 'n'),
    'c.yml': flowText('old', 'n', '    message: hi'),
  };
  const stage = () => {
    const kestra = new FakeFlows();
    for (const id of ['same', 'old', 'left']) kestra.put(flowText(id, 'n'));
    return kestra;
  };

  test('writes nothing, and says what there is to do', async () => {
    const kestra = stage();
    const result = await deploy(kestra, files, { dryRun: true, override: true, prune: 'all' });
    expect(kestra.writes()).toEqual([]);
    expect(actions(result)).toEqual({
      'n/new': 'created',
      'n/same': 'unchanged',
      'n/old': 'updated',
      'n/left': 'deleted',
    });
    expect(result.counts).toEqual({ created: 1, updated: 1, unchanged: 1, deleted: 1, failed: 0 });
    expect(result.changed).toBe(true);
    expect(result.failure).toBeUndefined();
    expect(result.flows[2]!.sources).toEqual({ before: flowText('old', 'n'), after: files['c.yml'] });
    expect(result.flows[3]).toMatchObject({ reason: 'not in the deployed files' });
  });

  test('that finds nothing to do says so', async () => {
    const result = await deploy(stage(), { 'b.yml': flowText('same', 'n') }, { dryRun: true });
    expect(result.changed).toBe(false);
    expect(result.failure).toBeUndefined();
  });

  test('fails where the deployment would: with the difference to what is there', async () => {
    const result = await deploy(stage(), files, { dryRun: true });
    expect(result.failure?.reason).toBe('conflict');
    expect(actions(result)).toMatchObject({ 'n/new': 'created', 'n/old': 'conflict' });
    expect(result.flows[2]!.sources?.before).toBe(flowText('old', 'n'));
  });

  test('gives the digest with which exactly its plan is deployed, and no other', async () => {
    const kestra = stage();
    const { planDigest } = await deploy(kestra, files, { dryRun: true, override: true });
    const again = await deploy(
      kestra,
      { ...files, 'x/a.yml': files['a.yml'], 'a.yml': '' },
      { dryRun: true, override: true },
    );
    expect(again.planDigest).toBe(planDigest);

    const other = await deploy(kestra, { ...files, 'a.yml': `${files['a.yml']}# x\n` }, { override: true, planDigest });
    expect(other.failure?.reason).toBe('plan');
    kestra.put(flowText('old', 'n', '    message: by hand'));
    const drifted = await deploy(kestra, files, { override: true, planDigest });
    expect(drifted.failure?.reason).toBe('plan');
    expect(kestra.writes()).toEqual([]);

    kestra.put(flowText('old', 'n'));
    const deployed = await deploy(kestra, files, { override: true, planDigest });
    expect(deployed.failure).toBeUndefined();
    expect(deployed.planDigest).toBe(planDigest);
    expect(deployed.counts).toMatchObject({ created: 1, updated: 1 });
  });

  test('with a digest, what somebody changes during the deployment is not overwritten', async () => {
    const kestra = stage();
    const { planDigest } = await deploy(kestra, files, { dryRun: true, override: true });
    kestra.before = (request) => {
      if (request === 'GET n/old') kestra.put(flowText('old', 'n', '    message: by hand'));
    };
    const result = await deploy(kestra, files, { override: true, planDigest });
    expect(result.flows[2]).toMatchObject({ action: 'failed' });
    expect(result.flows[2]!.error).toMatch(/^Somebody changed n\/old on the server during this run/);
    expect(kestra.sources()['n/old']).toContain('by hand');
  });
});

describe('references', () => {
  test('to flows that are neither deployed nor on the server are warnings at their place', async () => {
    const kestra = new FakeFlows();
    kestra.put(flowText('there', 'other'));
    const files = {
      'a.yml': callingText(
        'a',
        'n',
        ['other', 'there'],
        ['other', 'gone'],
        ['n', 'b'],
        ['{{ flow.namespace }}', 'lost'],
      ),
      'b.yml': flowText('b', 'n'),
    };
    const result = await deploy(kestra, files);
    expect(result.failure).toBeUndefined();
    const lines = files['a.yml'].split('\n');
    expect(result.findings.map(({ severity, message, range }) => [severity, message, range!.startLine])).toEqual([
      [
        'warning',
        'The subflow other/gone is neither deployed by this run nor on the server.',
        lines.indexOf('    flowId: gone') + 1,
      ],
      [
        'warning',
        'The subflow n/lost is neither deployed by this run nor on the server.',
        lines.indexOf('    flowId: lost') + 1,
      ],
    ]);
    expect(kestra.requests[0]).toBe('EXPORT n,other');
  });

  test('with `strictReferences` they are errors, and nothing is written', async () => {
    const kestra = new FakeFlows();
    const result = await deploy(kestra, { 'a.yml': callingText('a', 'n', ['n', 'gone']) }, { strictReferences: true });
    expect(result.failure?.reason).toBe('findings');
    expect(kestra.writes()).toEqual([]);
  });

  test("the server's own word is left out where more is known", async () => {
    const kestra = new FakeFlows();
    const files = { 'a.yml': callingText('a', 'n', ['n', 'gone']), 'b.yml': flowText('b', 'n') };
    const server = (id: string, what: string) =>
      ({
        severity: 'warning',
        rule: 'x',
        message: `${id} ${what}`,
        original: `The subflow '${id}' ${what} in namespace 'n'.`,
        origin: 'server',
        file: 'a.yml',
      }) as const;
    const validate = () =>
      Promise.resolve([
        server('gone', 'not found'),
        server('another', 'not found'),
        server('b', 'is disabled'),
        server('c', 'is disabled'),
      ]);
    const result = await deployFlows(inputOf(files), portsOf(kestra, { validate }));
    expect(result.findings.map(({ message }) => message)).toEqual([
      'The subflow n/gone is neither deployed by this run nor on the server.',
      'another not found',
      'c is disabled',
    ]);
  });

  test('are not judged where the server does not let its flows be read', async () => {
    const kestra = new FakeFlows();
    kestra.before = (request) => {
      if (request.startsWith('EXPORT')) throw refused();
    };
    const result = await deploy(kestra, { 'a.yml': callingText('a', 'n', ['n', 'gone']) });
    expect(result.findings).toEqual([]);
    expect(result.counts.created).toBe(1);
  });

  test('in a circle are named', async () => {
    const files = { 'a.yml': callingText('a', 'n', ['n', 'b']), 'b.yml': callingText('b', 'n', ['n', 'a']) };
    const { notices } = await deploy(new FakeFlows(), files);
    expect(notices).toEqual(['These flows start each other and are deployed together: n/a, n/b.']);
  });
});

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

test('a plan takes at most four requests and one per hundred flows, references and pruning included', async () => {
  const kestra = new FakeFlows();
  const files = Object.fromEntries(
    Array.from({ length: 250 }, (_, n) => [`f${n}.yml`, callingText(`flow-${n}`, `team.${n % 5}`, ['other', 'x'])]),
  );
  kestra.put(flowText('left', 'team.0'));
  await deploy(kestra, files, { dryRun: true, prune: 'all', validate: false });
  expect(kestra.requests).toEqual(['EXPORT team.0,team.1,team.2,team.3,team.4,other', 'EXPORT']);
});
