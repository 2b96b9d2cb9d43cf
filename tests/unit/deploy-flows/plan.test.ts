import { describe, expect, test } from '@jest/globals';
import { deployFlows } from '../../../src/deploy-flows/deploy.js';
import { callingText, FakeFlows, flowText, inputOf, portsOf, refused } from './fakes.js';
import { deploy, actions } from './planning.js';

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

test('a plan takes at most four requests and one per hundred flows, references and pruning included', async () => {
  const kestra = new FakeFlows();
  const files = Object.fromEntries(
    Array.from({ length: 250 }, (_, n) => [`f${n}.yml`, callingText(`flow-${n}`, `team.${n % 5}`, ['other', 'x'])]),
  );
  kestra.put(flowText('left', 'team.0'));
  await deploy(kestra, files, { dryRun: true, prune: 'all', validate: false });
  expect(kestra.requests).toEqual(['EXPORT team.0,team.1,team.2,team.3,team.4,other', 'EXPORT']);
});
