import { describe, expect, test } from '@jest/globals';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { annotationsIn } from '../local-runner/annotations.js';
import { runBundle } from '../local-runner/run-bundle.js';
import { flowIn } from '../flow-source.js';
import { kestra, workspaceOf } from './stage.js';

const fixtures = fileURLToPath(new URL('../../action-test-fixtures/', import.meta.url));
const flow = flowIn('company.team');

describe('validate-flows', () => {
  test('the demo project is valid without a server', async () => {
    const run = await runBundle('validate-flows', {
      workspace: join(fixtures, 'demo'),
      inputs: { directory: './kestra/flows' },
    });
    expect(run.log).toContain('Flows: 6 valid offline (rules of Kestra 1.3)');
    expect(run.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({ valid: 'true', flows: '6', errors: '0' });
    expect(run.report).toMatchObject({ schemaVersion: 1, action: 'validate-flows', valid: true });
  });

  const places = [
    ['flows/duplicate-key.yml', 8, 1],
    ['flows/duplicate-task.yml', 11, 13],
    ['flows/syntax.yml', 6, undefined],
    ['flows/unknown-property.yml', 7, 5],
  ] as const;

  test('each defect is annotated on its line without a server', async () => {
    const run = await runBundle('validate-flows', { workspace: join(fixtures, 'invalid') });
    const errors = annotationsIn(run.log).filter(({ level, file }) => level === 'error' && file !== undefined);
    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ valid: 'false', flows: '4', errors: '4' });
    for (const [file, line, column] of places) {
      const [found, ...more] = errors.filter((error) => error.file === file);
      expect(more).toEqual([]);
      expect(found).toMatchObject(column === undefined ? { file, line } : { file, line, column });
    }
  });

  test('with a server the same defects are on the same lines, each reported once', async () => {
    const server = await kestra();
    const run = await runBundle('validate-flows', {
      workspace: join(fixtures, 'invalid'),
      inputs: server.inputs,
    });
    const errors = annotationsIn(run.log).filter(({ level, file }) => level === 'error' && file !== undefined);
    expect(run.exitCode).toBe(1);
    for (const [file, line, column] of places) {
      const [found, ...more] = errors.filter((error) => error.file === file);
      expect(more).toEqual([]);
      expect(found).toMatchObject(column === undefined ? { file, line } : { file, line, column });
    }
  });

  test('a finding in the second flow of a file with a byte order mark and CRLF stands on its own line', async () => {
    const server = await kestra();
    for (const inputs of [{}, server.inputs]) {
      const run = await runBundle('validate-flows', { workspace: join(fixtures, 'mixed'), inputs });
      expect(run.outputs).toMatchObject({ valid: 'false', flows: '3', errors: '1' });
      expect(annotationsIn(run.log)).toContainEqual(
        expect.objectContaining({ level: 'error', file: 'flows/two.yaml', line: 13, column: 5 }),
      );
    }
  });

  test.each([
    [1, 3],
    [100, 3],
    [101, 4],
    [250, 5],
  ])('validating %i flows takes at most %i requests', async (count, requests) => {
    const server = await kestra();
    const workspace = await workspaceOf(
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`flow-${index}.yml`, flow(`flow-${index}`)])),
    );
    const run = await runBundle('validate-flows', { workspace, inputs: server.inputs });
    expect(run.outputs).toMatchObject({ valid: 'true', flows: String(count) });
    expect(server.requests.length).toBeLessThanOrEqual(requests);
    expect(server.requests.every(({ method, path }) => method === 'GET' || path.endsWith('/flows/validate'))).toBe(
      true,
    );
  });

  test('the first request with credentials is a GET', async () => {
    const server = await kestra();
    const workspace = await workspaceOf({ 'a.yml': flow('a') });
    await runBundle('validate-flows', { workspace, inputs: server.inputs });
    expect(server.requests.find(({ headers }) => headers.authorization !== undefined)?.method).toBe('GET');
  });

  test('a comment or a directive above the marker, and a comment behind the last one, are no flows to the server', async () => {
    const server = await kestra();
    const workspace = await workspaceOf({
      'a.yml': `# Copyright\n# Acme\n---\n${flow('a')}`,
      'b.yml': `%YAML 1.1\n---\n${flow('b', 'mesage: hi')}`,
      'c.yml': `# one\r\n\r\n--- # two\r\n${flow('c').replaceAll('\n', '\r\n')}---\r\n# end\r\n`,
    });
    const run = await runBundle('validate-flows', { workspace, inputs: server.inputs });
    expect(run.outputs).toMatchObject({ flows: '3', errors: '1' });
    expect(annotationsIn(run.log)).toContainEqual(
      expect.objectContaining({ level: 'error', file: 'b.yml', line: 8, column: 5 }),
    );
    expect(server.requests.filter(({ path }) => path.endsWith('/flows/validate'))).toHaveLength(1);
  });

  test('verdicts that come back twice are sorted out', async () => {
    const server = await kestra({ faults: [{ path: '/flows/validate', nth: 1, effect: 'duplicate-entries' }] });
    const workspace = await workspaceOf({
      'a.yml': flow('a'),
      'b.yml': flow('b', 'mesage: hi'),
      'c.yml': flow('c'),
    });
    const run = await runBundle('validate-flows', { workspace, inputs: server.inputs });
    expect(run.outputs).toMatchObject({ errors: '1' });
    expect(annotationsIn(run.log)).toContainEqual(expect.objectContaining({ level: 'error', file: 'b.yml', line: 6 }));
  });

  test('where the server breaks down, it is asked again in halves', async () => {
    const server = await kestra({ faults: [{ path: '/flows/validate', nth: 1, effect: 'status', status: 500 }] });
    const workspace = await workspaceOf({ 'a.yml': flow('a'), 'b.yml': flow('b', 'mesage: hi') });
    const run = await runBundle('validate-flows', { workspace, inputs: server.inputs });
    expect(run.outputs).toMatchObject({ flows: '2', errors: '1', failureReason: 'findings' });
    expect(server.requests.filter(({ path }) => path.endsWith('/flows/validate'))).toHaveLength(3);
  });

  test.each([
    ['error', 0],
    ['warning', 1],
    ['never', 0],
  ])('failOn: %s ends with %i when there are only warnings', async (failOn, exitCode) => {
    const workspace = await workspaceOf({
      'a.yml': flow('a', 'message: "{{ inputs.name"'),
    });
    const run = await runBundle('validate-flows', { workspace, inputs: { failOn } });
    expect(run.outputs).toMatchObject({ errors: '0', warnings: '1' });
    expect(run.exitCode).toBe(exitCode);
  });

  test('failOn: never succeeds with errors, too', async () => {
    const run = await runBundle('validate-flows', {
      workspace: join(fixtures, 'invalid'),
      inputs: { failOn: 'never' },
    });
    expect(run.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({ valid: 'false', errors: '4' });
  });

  test.each([
    ['../schema.json', '`pluginSchema` "../schema.json" lies outside the workspace.'],
    ['/etc/hosts', '`pluginSchema` "/etc/hosts" lies outside the workspace.'],
    ['linked.json', 'The symbolic link linked.json leads outside the workspace.'],
    ['missing.json', '`pluginSchema` "missing.json" does not exist.'],
  ])('a plugin schema is read inside the workspace only: %s', async (pluginSchema, reason) => {
    const outside = await workspaceOf({ 'schema.json': '{}' });
    const workspace = await workspaceOf({ 'a.yml': flow('a') });
    await symlink(join(outside, 'schema.json'), join(workspace, 'linked.json'));
    const run = await runBundle('validate-flows', { workspace, inputs: { pluginSchema, directory: 'a.yml' } });
    expect(run.exitCode).toBe(1);
    expect(run.log).toContain(reason);
  });

  test('plugins outside the core are judged by the catalogue that lies beside the bundle', async () => {
    const task = (type: string, more = '') => `  - id: ${more === '' ? 'a' : 'b'}\n    type: ${type}\n${more}`;
    const workspace = await workspaceOf({
      'a.yml': `id: a\nnamespace: company.team\ntasks:\n${task('io.kestra.plugin.scripts.python.Scrpt')}${task('io.kestra.plugin.ee.acme.Thing', '    any: 1 # kestra-ignore: deprecated\n')}`,
    });
    const run = await runBundle('validate-flows', { workspace, inputs: { directory: 'a.yml' } });
    expect(run.exitCode).toBe(0);
    expect(annotationsIn(run.log)).toContainEqual(
      expect.objectContaining({
        level: 'warning',
        title: 'Kestra: unknown-type',
        line: 5,
        message: expect.stringContaining('did you mean "io.kestra.plugin.scripts.python.Script"?'),
      }),
    );
    expect(run.log).toContain('1 plugin type was not checked (io.kestra.plugin.ee.acme.Thing)');
    expect(run.report).toMatchObject({ counts: { errors: 0, warnings: 1, notices: 1, silenced: 0 } });
  });

  test('upgradeTo warns about what the next version refuses', async () => {
    const workspace = await workspaceOf({
      'a.yml': `${flow('a')}  - id: each\n    type: io.kestra.plugin.core.flow.ForEach\n    values: [1]\n    tasks:\n      - id: x\n        type: io.kestra.plugin.core.log.Log\n        message: x\n`,
    });
    const run = await runBundle('validate-flows', { workspace, inputs: { upgradeTo: '2.0' } });
    expect(run.exitCode).toBe(0);
    expect(annotationsIn(run.log)).toContainEqual(
      expect.objectContaining({ level: 'warning', file: 'a.yml', line: 8 }),
    );
  });

  test('files without a flow, and folders without files, are errors that say what was looked for', async () => {
    const empty = await runBundle('validate-flows', { workspace: await workspaceOf({ 'a.yml': '# nothing here\n' }) });
    expect(empty.exitCode).toBe(1);
    expect(annotationsIn(empty.log)).toContainEqual(
      expect.objectContaining({ level: 'error', file: 'a.yml', line: 1 }),
    );
    const none = await runBundle('validate-flows', { workspace: await workspaceOf({ 'a.txt': '' }) });
    expect(none.exitCode).toBe(1);
    expect(none.log).toMatch(/No file matches/);
    expect(none.outputs).toMatchObject({ valid: 'false' });
  });

  test('the same flow twice is an error that names the other file', async () => {
    const workspace = await workspaceOf({ 'a.yml': flow('same'), 'b/c.yaml': flow('same') });
    const run = await runBundle('validate-flows', { workspace });
    expect(run.exitCode).toBe(1);
    expect(run.log).toMatch(/a\.yml/);
    expect(annotationsIn(run.log)).toContainEqual(expect.objectContaining({ level: 'error', file: 'b/c.yaml' }));
  });

  test('all wrong inputs are reported at once', async () => {
    const run = await runBundle('validate-flows', {
      workspace: await workspaceOf({ 'a.yml': flow('a') }),
      inputs: { failOn: 'maybe', timeout: 'soon', server: 'https://kestra.acme.com/ui/main/flows', user: 'only-me' },
    });
    expect(run.exitCode).toBe(1);
    for (const part of ['failOn', 'timeout', 'https://kestra.acme.com', '/ui']) expect(run.log).toContain(part);
  });
});
