import { describe, expect, test } from '@jest/globals';
import { annotationsIn } from '../local-runner/annotations.js';
import { runBundle } from '../local-runner/run-bundle.js';
import { onDouble } from './on-double.js';
import { flowIn } from '../flow-source.js';
import { kestra, localKestra, workspaceOf } from './stage.js';

const log = (id: string, more = '', message = 'message: hi', namespace = 'company.team') =>
  `${flowIn(namespace)(id, message)}${more}`;

const errorsOn = (text: string) =>
  annotationsIn(text)
    .filter(({ level, file }) => level === 'error' && file !== undefined)
    .map(({ file, line, column, message }) => ({ place: `${file}:${line}:${column}`, message }));

test('an alias where an object belongs has its error at the alias, with a server as without', async () => {
  const server = await kestra();
  const workspace = await workspaceOf({ 'a.yml': `variables:\n  r: &r x\n${log('a', '    retry: *r\n')}` });
  for (const inputs of [{}, server.inputs]) {
    const run = await runBundle('validate-flows', { workspace, inputs });
    expect(errorsOn(run.log).map(({ place }) => place)).toEqual(['a.yml:9:12']);
  }
});

describe('a failed deployment names files and reasons', () => {
  const filesIn = (namespace: string) => {
    const flow = flowIn(namespace);
    return { 'flows/a.yml': `# a\n${flow('a')}`, 'flows/b.yml': flow('b'), 'flows/c.yml': flow('c') };
  };

  onDouble('Permissions of Enterprise Edition.')(
    'a refusal that is the same for all is read once, in the headline too',
    async () => {
      const server = await localKestra({ edition: 'EE', tokens: ['token-1234'], denied: ['CREATE'] });
      const run = await runBundle('deploy-flows', {
        workspace: await workspaceOf(filesIn(server.namespace)),
        inputs: server.inputs,
      });
      expect(run.exitCode).toBe(1);
      const [error, ...more] = errorsOn(run.log);
      expect(more).toEqual([]);
      expect(error).toMatchObject({ place: 'flows/a.yml:2:1' });
      expect(error!.message).toMatch(/^tests\.\w+\/a and 2 more flows: .*403/);
      const headline = annotationsIn(run.log).find(({ file, level }) => level === 'error' && file === undefined);
      expect(headline!.message).toMatch(/3 of 3 flows could not be deployed \([^)]*\): .*403/);
      expect(headline!.message.match(/\(403\)/g)).toHaveLength(1);
    },
  );

  test('each failure of its own stands on its file and line', async () => {
    const server = await kestra({
      faults: [
        { method: 'POST', path: '/flows', nth: 1, effect: 'status', status: 400 },
        { method: 'POST', path: '/flows', nth: 2, effect: 'html' },
      ],
    });
    const run = await runBundle('deploy-flows', {
      workspace: await workspaceOf(filesIn(server.namespace)),
      inputs: { ...server.inputs, concurrency: '1', retries: '0' },
    });
    expect(run.exitCode).toBe(1);
    expect(errorsOn(run.log).map(({ place }) => place)).toEqual(['flows/a.yml:2:1', 'flows/b.yml:1:1']);
  });

  test('conflicts stand on their files', async () => {
    const server = await kestra();
    const inputs = server.inputs;
    await runBundle('deploy-flows', { workspace: await workspaceOf(filesIn(server.namespace)), inputs });
    const flow = flowIn(server.namespace);
    const files = filesIn(server.namespace);
    const changed = { ...files, 'flows/a.yml': `# b\n${flow('a')}`, 'flows/b.yml': `\n\n${flow('b')}` };
    const run = await runBundle('deploy-flows', { workspace: await workspaceOf(changed), inputs });
    expect(run.exitCode).toBe(1);
    expect(errorsOn(run.log)).toEqual([
      { place: 'flows/a.yml:2:1', message: expect.stringContaining(`${server.namespace}/a: Exists on the server`) },
      { place: 'flows/b.yml:3:1', message: expect.stringContaining(`${server.namespace}/b: Exists on the server`) },
    ]);
  });
});

test('files without a flow are none of the flows that are counted', async () => {
  const server = await kestra();
  const workspace = await workspaceOf({
    'a.yml': log('a', '', 'mesage: hi'),
    'b.yml': log('b'),
    'c.yml': '# nothing\n',
    'd.yml': Buffer.from([0x69, 0xff]),
  });
  const inputs = server.inputs;
  const deployed = await runBundle('deploy-flows', { workspace, inputs });
  expect(deployed.log).toMatch(/2 files have no flow that can be read/);
  expect(deployed.log).not.toMatch(/[34] of 2 flows/);
  const checked = await runBundle('validate-flows', { workspace, inputs });
  expect(checked.log).toMatch(/1 of 2 (flows )?is invalid/);
});

describe('what is reported of one flow', () => {
  const annotationsOf = async (text: string, inputs: Readonly<Record<string, string>> = {}) => {
    const run = await runBundle('validate-flows', { workspace: await workspaceOf({ 'a.yml': text }), inputs });
    return annotationsIn(run.log)
      .filter(({ file }) => file !== undefined)
      .map(({ level, line, message }) => `${level} ${line} ${message}`);
  };

  test('a type that a plugin has is not called unknown', async () => {
    const text = log('a').replace('io.kestra.plugin.core.log.Log', 'io.kestra.core.tasks.scripts.Bash');
    const reported = await annotationsOf(text.replace('message: hi', 'commands: [ls]'));
    expect(reported.filter((line) => line.startsWith('error'))).toEqual([]);
    expect(reported).toContainEqual(
      expect.stringMatching(/^warning 5 .*left Kestra's core with 0\.11.*shell\.Commands/),
    );
  });

  test.each([
    ['3.5', 'warning'],
    ['99999999999', 'warning'],
    ['1e3', 'error'],
    ['012', 'error'],
    ['off', 'error'],
  ])('id: %s is a %s', async (id, level) => {
    const server = await kestra();
    for (const inputs of [{}, server.inputs]) {
      const reported = await annotationsOf(log(id), inputs);
      expect(reported).toEqual([expect.stringMatching(new RegExp(`^${level} 1 YAML 1.1 reads .id: ${id}.`))]);
    }
  });

  test('functions of the Enterprise Edition are known', async () => {
    expect(await annotationsOf(log('a', '', `message: "{{ assets(namespace='x') }}"`))).toEqual([]);
  });

  test('nothing is called accepted that the server refused', async () => {
    const server = await kestra();
    const text = `${log('a', '', 'mesage: hi')}  - id: hello\n    type: io.kestra.plugin.core.log.Log\n    message: "x"\n`;
    const reported = await annotationsOf(text, server.inputs);
    expect(reported).toContainEqual(expect.stringMatching(/^error 6 .*mesage/));
    expect(reported.join('\n')).not.toContain('accepts it');
  });

  test('an include that the old command line resolved is a warning, in a deployment too', async () => {
    const server = await kestra();
    const text = log('a', '', 'message: "[[> scripts/a.py]]"', server.namespace);
    expect(await annotationsOf(text)).toEqual([
      expect.stringMatching(/^warning 6 .*stored as it stands.*read\('scripts\/a\.py'\)/),
    ]);
    const run = await runBundle('deploy-flows', {
      workspace: await workspaceOf({ 'a.yml': text }),
      inputs: server.inputs,
    });
    expect(run.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({ created: '1' });
    expect(annotationsIn(run.log)).toContainEqual(
      expect.objectContaining({ level: 'warning', file: 'a.yml', line: 6, column: 15 }),
    );
  });
});

test('a file with one flow is stored byte for byte, of several each with the comments above it', async () => {
  const server = await kestra();
  const { namespace } = server;
  const other = server.sub('other');
  const log = flowIn(namespace);
  const alone = `# Copyright Acme\n# two\n---\n# inner\n${log('alone')}`;
  const workspace = await workspaceOf({
    'alone.yml': alone,
    'both.yml': `# Copyright\n---\n${log('first')}--- # second\n# about it\n${log('second')}---\n# third\n---\n${log('third')}`,
  });
  const run = await runBundle('deploy-flows', { workspace, inputs: server.inputs });
  expect(run.outputs).toMatchObject({ created: '4' });
  expect((await server.flow(namespace, 'alone'))?.source).toBe(alone);
  expect((await server.flow(namespace, 'first'))?.source).toBe(`# Copyright\n---\n${log('first')}`);
  expect((await server.flow(namespace, 'second'))?.source).toBe(`--- # second\n# about it\n${log('second')}`);
  expect((await server.flow(namespace, 'third'))?.source).toBe(`# third\n---\n${log('third')}`);
  const again = await runBundle('deploy-flows', { workspace, inputs: server.inputs });
  expect(again.outputs).toMatchObject({ unchanged: '4' });
  const forced = await runBundle('deploy-flows', {
    workspace,
    inputs: { ...server.inputs, namespace: other },
  });
  expect(forced.outputs).toMatchObject({ created: '4' });
  expect((await server.flow(other, 'alone'))?.source).toBe(alone.replace(namespace, other));
});
