import { describe, expect, test } from '@jest/globals';
import { TestRepository } from '../../local-runner/repository.js';
import { callingText, flowText } from './fakes.js';
import { repository, kestra, deploy, deleted, onServer, a, b, c } from './removing.js';

describe('a flow that Git has removed is deleted', () => {
  test('when its file is deleted; the commit is named', async () => {
    await repository.commit({ 'flows/a.yml': a, 'flows/b.yml': b });
    await deploy();
    const removal = await repository.commit({ 'flows/a.yml': null });
    await repository.commit({ 'flows/b.yml': `${b}# later\n` });
    const result = await deploy();
    expect(deleted(result)).toEqual(['n/a']);
    expect(result.flows.at(-1)).toMatchObject({ reason: `removed in ${removal.slice(0, 7)}`, revisionBefore: 1 });
    expect(onServer()).toEqual(['n/b']);
  });

  test('when its document is taken out of a file with several', async () => {
    await repository.commit({ 'flows/all.yml': `${a}---\n${b}---\n${c}` });
    await deploy();
    await repository.commit({ 'flows/all.yml': `${a}---\n${c}` });
    expect(deleted(await deploy())).toEqual(['n/b']);
  });

  test('when its namespace, or its id, is changed inside the file', async () => {
    await repository.commit({ 'flows/a.yml': a, 'flows/b.yml': b });
    await deploy();
    await repository.commit({ 'flows/a.yml': flowText('a', 'm'), 'flows/b.yml': flowText('x', 'n') });
    expect(deleted(await deploy())).toEqual(['n/a', 'n/b']);
    expect(onServer()).toEqual(['m/a', 'n/x']);
  });

  test('when an older version of it is what the server holds', async () => {
    await repository.commit({ 'flows/a.yml': a, 'flows/b.yml': b });
    await deploy();
    await repository.commit({ 'flows/a.yml': `${a}# never deployed\n` });
    await repository.commit({ 'flows/a.yml': null });
    expect(deleted(await deploy())).toEqual(['n/a']);
  });

  test('when the directory lies in a submodule', async () => {
    const module = await TestRepository.make();
    await module.commit({ 'flows/a.yml': a, 'flows/b.yml': b });
    await repository.git('submodule', '--quiet', 'add', module.path, 'module');
    await repository.commit();
    await deploy({ directory: 'module/flows' });
    await module.commit({ 'flows/a.yml': null });
    await repository.git('submodule', '--quiet', 'update', '--remote');
    await repository.commit();
    expect(deleted(await deploy({ directory: 'module/flows' }))).toEqual(['n/a']);
    await module.remove();
  });

  test('when line ends were changed on the way through a checkout', async () => {
    await repository.commit({ 'flows/a.yml': a, 'flows/b.yml': b });
    kestra.put(a.replaceAll('\n', '\r\n'));
    await repository.commit({ 'flows/a.yml': null });
    expect(deleted(await deploy())).toEqual(['n/a']);
  });

  test.each([
    [{ namespace: 'prod' }, 'prod'],
    [{ namespacePrefix: 'stage', disableTriggers: true }, 'stage.n'],
  ])('when it was deployed with %j', async (options, target) => {
    const trigger = 'triggers:\n  - id: t\n    type: io.kestra.plugin.core.trigger.Schedule\n    cron: "* * * * *"\n';
    const calling = `${callingText('a', 'n', ['n', 'b'], ['n', 'elsewhere'])}${trigger}`;
    await repository.commit({ 'flows/a.yml': calling, 'flows/b.yml': b, 'flows/c.yml': c });
    await deploy(options);
    expect(onServer()).toEqual([`${target}/a`, `${target}/b`, `${target}/c`]);
    await repository.commit({ 'flows/a.yml': null, 'flows/b.yml': null });
    expect(deleted(await deploy(options))).toEqual([`${target}/a`, `${target}/b`]);
  });
});

test('a removed flow that somebody edits after the plan is kept', async () => {
  await repository.commit({ 'flows/a.yml': a, 'flows/b.yml': b });
  await deploy();
  await repository.commit({ 'flows/a.yml': null });
  const edited = `${a}# by hand\n`;
  kestra.before = (request) => {
    if (request === 'GET n/a') kestra.put(edited);
  };
  const result = await deploy();
  expect(deleted(result)).toEqual([]);
  expect(kestra.sources()['n/a']).toBe(edited);
  expect(result.flows).toContainEqual(
    expect.objectContaining({
      id: 'a',
      action: 'failed',
      error: expect.stringContaining('Somebody changed n/a on the server during this run. It was not deleted.'),
    }),
  );
});
