import { describe, expect, test } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { annotationsIn } from '../local-runner/annotations.js';
import { runBundle } from '../local-runner/run-bundle.js';
import { flowIn } from '../flow-source.js';
import { flowFiles, kestra, workspaceOf, writes } from './stage.js';

const DEMO = fileURLToPath(new URL('../../action-test-fixtures/demo/kestra/flows/', import.meta.url));

/** The flows of the demo, in namespaces below one of the test's own. */
async function demoIn(namespace: string): Promise<Record<string, string>> {
  const names = (await readdir(DEMO, { recursive: true })).filter((name) => /\.ya?ml$/.test(name));
  const texts = await Promise.all(names.map((name) => readFile(join(DEMO, name), 'utf8')));
  return Object.fromEntries(
    names.map((name, index) => [name, texts[index]!.replaceAll(/\bcompany\.(?=\w)/g, `${namespace}.company.`)]),
  );
}

describe('deploy-flows', () => {
  test('creates the demo flows byte for byte, and leaves them alone the second time', async () => {
    const { inputs, ...server } = await kestra();
    const files = await demoIn(server.namespace);
    const workspace = await workspaceOf(files);
    const first = await runBundle('deploy-flows', { workspace, inputs });
    expect(first.log).toContain('6 created');
    expect(first.exitCode).toBe(0);
    expect(first.outputs).toMatchObject({ changed: 'true', created: '6', updated: '0', unchanged: '0', failed: '0' });
    const held = await server.flow(`${server.namespace}.company.billing`, 'reminder');
    expect(held?.source).toContain('CR LF"\r\n');
    expect(Object.values(files)).toContain(held?.source);

    const before = writes(server).length;
    const again = await runBundle('deploy-flows', { workspace, inputs });
    expect(again.exitCode).toBe(0);
    expect(again.outputs).toMatchObject({ changed: 'false', created: '0', unchanged: '6' });
    expect(writes(server)).toHaveLength(before);
  });

  test('links each flow into Kestra and names its revision', async () => {
    const { inputs, namespace, url, tenant } = await kestra();
    const flow = flowIn(namespace);
    await runBundle('deploy-flows', { workspace: await workspaceOf({ 'a.yml': flow('a') }), inputs });
    const run = await runBundle('deploy-flows', {
      workspace: await workspaceOf({ 'a.yml': flow('a', 'message: changed') }),
      inputs: { ...inputs, override: 'true' },
    });
    const link = `${url}/ui/${tenant}/flows/edit/${namespace}/a`;
    expect(run.outputs).toMatchObject({ changed: 'true', updated: '1' });
    expect(run.report).toMatchObject({
      flows: [{ action: 'updated', file: 'a.yml', namespace, id: 'a', revisionBefore: 1, revisionAfter: 2 }],
    });
    expect(run.summary).toContain(link);
  });

  test('one flow of three that differs is written, and no other', async () => {
    const { inputs, namespace, ...server } = await kestra();
    const files = flowFiles(namespace, 3);
    await runBundle('deploy-flows', { workspace: await workspaceOf(files), inputs });
    const before = writes(server).length;
    const changed = flowIn(namespace)('flow-1', 'message: changed');
    const run = await runBundle('deploy-flows', {
      workspace: await workspaceOf({ ...files, 'f/flow-1.yml': changed }),
      inputs: { ...inputs, override: 'true' },
    });
    expect(run.outputs).toMatchObject({ changed: 'true', updated: '1', unchanged: '2', created: '0' });
    expect(writes(server).slice(before)).toEqual([expect.objectContaining({ method: 'PUT' })]);
    expect(await server.flow(namespace, 'flow-1')).toMatchObject({ source: changed, revision: 2 });
    expect(await server.flow(namespace, 'flow-2')).toMatchObject({ revision: 1 });
  });

  test('without override all conflicts are listed and nothing is written', async () => {
    const { inputs, namespace, ...server } = await kestra();
    await runBundle('deploy-flows', { workspace: await workspaceOf(flowFiles(namespace, 3)), inputs });
    const before = writes(server).length;
    const run = await runBundle('deploy-flows', {
      workspace: await workspaceOf({ ...flowFiles(namespace, 3, 'changed'), 'new.yml': flowIn(namespace)('new') }),
      inputs,
    });
    expect(run.exitCode).toBe(1);
    expect(run.log).toMatch(/3 flows exist on the server and differ/);
    for (const id of ['flow-0', 'flow-1', 'flow-2']) expect(run.log).toContain(id);
    expect(run.log).toContain('override: true');
    expect(writes(server)).toHaveLength(before);
  });

  test('the validation gate keeps an invalid flow, and everything with it, off the server', async () => {
    const { inputs, namespace, ...server } = await kestra();
    const flow = flowIn(namespace);
    const workspace = await workspaceOf({ 'a.yml': flow('a'), 'b.yml': flow('b', 'mesage: hi') });
    const run = await runBundle('deploy-flows', { workspace, inputs });
    expect(run.exitCode).toBe(1);
    expect(writes(server)).toEqual([]);
    expect(annotationsIn(run.log)).toContainEqual(
      expect.objectContaining({ level: 'error', file: 'b.yml', line: 6, column: 5 }),
    );
  });

  test('a forced namespace changes its value and no other byte', async () => {
    const server = await kestra();
    const prod = server.sub('prod');
    const source = `\uFEFF# kept\r\nid: a\r\nnamespace: 'old.place' # why\r\ntasks:\r\n  - {id: t, type: io.kestra.plugin.core.log.Log, message: "ü"}\r\n`;
    const run = await runBundle('deploy-flows', {
      workspace: await workspaceOf({ 'a.yml': source, 'b.yml': flowIn('else.where')('b') }),
      inputs: { ...server.inputs, namespace: prod },
    });
    expect(run.exitCode).toBe(0);
    expect((await server.flow(prod, 'a'))?.source).toBe(source.replace('old.place', prod));
    expect((await server.flow(prod, 'b'))?.source).toBe(flowIn(prod)('b'));
  });

  test('two flows that collide in the forced namespace are an error, and nothing is written', async () => {
    const { inputs, ...server } = await kestra();
    const run = await runBundle('deploy-flows', {
      workspace: await workspaceOf({ 'a.yml': flowIn('one')('same'), 'b.yml': flowIn('two')('same') }),
      inputs: { ...inputs, namespace: server.namespace },
    });
    expect(run.exitCode).toBe(1);
    expect(run.log).toContain('a.yml');
    expect(run.log).toContain('b.yml');
    expect(writes(server)).toEqual([]);
  });

  test.each([1, 100, 250])(
    'a first deploy of %i flows, and the next one, stay within their requests',
    async (count) => {
      const { inputs, namespace, ...server } = await kestra();
      const workspace = await workspaceOf(flowFiles(namespace, count));
      await runBundle('deploy-flows', { workspace, inputs });
      const first = server.requests.length;
      expect(first).toBeLessThanOrEqual(4 + Math.ceil(count / 100) + count);
      expect(writes(server)).toHaveLength(count);

      await runBundle('deploy-flows', { workspace, inputs });
      expect(server.requests.length - first).toBeLessThanOrEqual(4 + Math.ceil(count / 100));
      expect(writes(server)).toHaveLength(count);
    },
  );
});
