import { describe, expect, test } from '@jest/globals';
import { deployFlows } from '../../../src/deploy-flows/deploy.js';
import { callingText, FakeFlows, flowText, inputOf, portsOf } from './fakes.js';
import { repository, kestra, deploy, deleted, onServer, a, b, c } from './removing.js';

describe('a flow stays on the server', () => {
  test('when a file is split into several, or several are joined', async () => {
    await repository.commit({ 'flows/all.yml': `${a}---\n${b}` });
    await deploy();
    await repository.commit({ 'flows/all.yml': null, 'flows/a.yml': a, 'flows/b.yml': b });
    expect(deleted(await deploy())).toEqual([]);
    await repository.commit({ 'flows/joined.yml': `${b}---\n${a}`, 'flows/a.yml': null, 'flows/b.yml': null });
    expect(deleted(await deploy())).toEqual([]);
  });

  test('when a second directory has taken it over', async () => {
    await repository.commit({ 'flows/a.yml': a, 'flows/b.yml': b, 'other/c.yml': c });
    await deploy();
    await repository.move('flows/a.yml', 'other/a.yml');
    await repository.commit();
    const result = await deploy();
    expect([deleted(result), result.warnings]).toEqual([[], []]);
  });

  test('when a new file that is not committed has taken it over', async () => {
    await repository.commit({ 'flows/a.yml': a, 'flows/b.yml': b });
    await deploy();
    await repository.commit({ 'flows/a.yml': null });
    await repository.write({ 'generated/a.yml': `# made by a step\n${a}` });
    expect(deleted(await deploy())).toEqual([]);
  });

  test('when it is only left out by `exclude`, or gone from the disk only', async () => {
    await repository.commit({ 'flows/a.yml': a, 'flows/b.yml': b, 'flows/c.yml': c });
    await deploy();
    expect(deleted(await deploy({ exclude: ['a.yml'] }))).toEqual([]);
    await repository.write({ 'flows/c.yml': null });
    expect(deleted(await deploy())).toEqual([]);
  });

  test('when the repository never held it there', async () => {
    await repository.commit({ 'flows/a.yml': a, 'other/b.yml': b });
    for (const source of [b, c, flowText('x', 'm')]) kestra.put(source);
    await repository.commit({ 'other/b.yml': null });
    expect(deleted(await deploy())).toEqual([]);
  });

  test('when only another branch held it', async () => {
    await repository.commit({ 'flows/a.yml': a });
    await repository.git('checkout', '--quiet', '-b', 'side');
    await repository.commit({ 'flows/b.yml': b });
    await deploy();
    await repository.git('checkout', '--quiet', 'main');
    expect(deleted(await deploy())).toEqual([]);
  });

  test('when somebody has edited it on the server: with a warning', async () => {
    await repository.commit({ 'flows/a.yml': a, 'flows/b.yml': b });
    await deploy();
    const removal = await repository.commit({ 'flows/a.yml': null });
    kestra.put(`${a}    message: by hand\n`);
    const result = await deploy();
    expect(deleted(result)).toEqual([]);
    expect(result.failure).toBeUndefined();
    expect(result.warnings).toEqual([
      `n/a was removed in ${removal.slice(0, 7)} (flows/a.yml), but is kept: on the server it differs from every version that this repository held (edited there, or deployed with other inputs). Delete it in Kestra if it is not needed any more.`,
    ]);
  });

  test('when a file that cannot be read names it: with a warning', async () => {
    await repository.commit({ 'flows/a.yml': a, 'flows/b.yml': b, 'chart/x.yml': 'id: a\nnamespace: n\n{{ if }}\n' });
    await deploy();
    await repository.commit({ 'flows/a.yml': null });
    const result = await deploy();
    expect(deleted(result)).toEqual([]);
    expect(result.warnings[0]).toMatch(
      /^n\/a was removed in \w{7}, but is kept: chart\/x\.yml names it and cannot be read/,
    );
  });

  test('when a forced namespace makes it the same as one that another file defines', async () => {
    await repository.commit({ 'flows/a.yml': a, 'flows/b.yml': b, 'other/a.yml': flowText('a', 'prod') });
    await deploy({ namespace: 'prod' });
    await repository.commit({ 'flows/a.yml': null });
    expect(deleted(await deploy({ namespace: 'prod' }))).toEqual([]);
  });
});

describe('nothing is deleted', () => {
  test('when a file cannot be parsed, or a write fails', async () => {
    await repository.commit({ 'flows/a.yml': a, 'flows/b.yml': b });
    await deploy();
    await repository.commit({ 'flows/a.yml': null, 'flows/broken.yml': 'id: "x\n' });
    expect(deleted(await deploy())).toEqual([]);
    await repository.commit({ 'flows/broken.yml': c });
    kestra.before = (request) => {
      if (request === 'POST n/c') throw new Error('no');
    };
    const result = await deploy();
    expect(deleted(result)).toEqual([]);
    expect(onServer()).toEqual(['n/a', 'n/b']);
    expect(result.flows.at(-1)).toMatchObject({ id: 'a', action: 'skipped' });
  });

  test('when there are more than `maxDelete`', async () => {
    await repository.commit({ 'flows/a.yml': a, 'flows/b.yml': b, 'flows/c.yml': c });
    await deploy();
    await repository.commit({ 'flows/a.yml': null, 'flows/b.yml': null, 'flows/new.yml': flowText('new', 'n') });
    const result = await deploy({ maxDelete: 1 });
    expect(result.failure?.message).toBe(
      'The plan deletes 2 flows (n/a, n/b), more than `maxDelete` (1). Nothing was changed.',
    );
    expect(onServer()).toEqual(['n/a', 'n/b', 'n/c']);
  });

  test('when a flow that stays calls it: the callers are named', async () => {
    await repository.commit({ 'flows/a.yml': a, 'flows/b.yml': b });
    await deploy();
    kestra.put(callingText('caller', 'far.away', ['n', 'a']));
    await repository.commit({ 'flows/a.yml': null, 'flows/b.yml': callingText('b', 'n', ['n', 'a']) });
    const result = await deploy();
    expect(result.failure?.message).toBe(
      '1 flow that the plan deletes is still needed: n/a is named by n/b, far.away/caller. Nothing was changed.',
    );
    expect(onServer()).toEqual(['far.away/caller', 'n/a', 'n/b']);
  });

  test('but callers that go too do not matter, and go first', async () => {
    const calling = callingText('b', 'n', ['n', 'a']);
    await repository.commit({ 'flows/a.yml': a, 'flows/b.yml': calling, 'flows/c.yml': c });
    await deploy();
    await repository.commit({ 'flows/a.yml': null, 'flows/b.yml': null });
    kestra.requests.length = 0;
    expect(deleted(await deploy())).toEqual(['n/a', 'n/b']);
    expect(kestra.writes()).toEqual(['DELETE n/b', 'DELETE n/a']);
  });

  test('when somebody edits it between the plan and its deletion', async () => {
    await repository.commit({ 'flows/a.yml': a, 'flows/b.yml': b });
    await deploy();
    await repository.commit({ 'flows/a.yml': null });
    kestra.before = (request) => {
      if (request === 'GET n/a') kestra.put(`${a}    message: by hand\n`);
    };
    const result = await deploy();
    expect(result.flows.at(-1)).toMatchObject({ action: 'failed' });
    expect(onServer()).toEqual(['n/a', 'n/b']);
  });
});

test('`all` takes the namespaces that are named, and those below with /**', async () => {
  const names = ['team', 'team.x', 'team.x.y', 'teams'];
  let server: FakeFlows;
  const stage = () => {
    server = new FakeFlows();
    for (const name of names) server.put(flowText('left', name));
  };
  const files = { 'a.yml': flowText('a', 'team') };
  const prune = async (pruneNamespaces?: readonly string[]) => {
    stage();
    return deleted(await deployFlows(inputOf(files, { prune: 'all', pruneNamespaces }), portsOf(server)));
  };
  expect(await prune()).toEqual(['team/left']);
  expect(await prune(['team.x'])).toEqual(['team.x/left']);
  expect(await prune(['team/**'])).toEqual(['team.x.y/left', 'team.x/left', 'team/left']);
});
