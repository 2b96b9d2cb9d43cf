import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { startLocalKestra } from '../local-kestra/server.js';
import { runWorkflow } from './act.js';

/** The workflow of Kestra's 1.3 release post as it stands there. */
const workflow = readFileSync(new URL('./release-post.yml', import.meta.url), 'utf8');
const action = 'kestra-io/github-actions@main';
const token = 'release-post-token';

let server: Awaited<ReturnType<typeof startLocalKestra>>;
beforeEach(async () => {
  server = await startLocalKestra({ edition: 'EE', tokens: [token], tenants: ['main'] });
});
afterEach(() => server.close());

const secrets = () => ({ KESTRA_HOSTNAME: server.url, KESTRA_API_TOKEN: token });

describe('the workflow of the release post', () => {
  test('runs as it is: flows validated and deployed, files uploaded', async () => {
    const run = await runWorkflow({ workflow, action, secrets: secrets() });
    expect(run.log).toContain('6 created');
    expect(run.exitCode).toBe(0);
    expect(server.flows()).toHaveLength(6);
    expect(server.file('engineering', '/config/eng.yaml')).toBeDefined();
    expect(run.log).not.toContain(token);
  });

  test('a wrong flow makes its validate job fail with an annotation on the right line, and nothing is deployed', async () => {
    const wrong = [
      'id: wrong',
      'namespace: company.team',
      'tasks:',
      '  - id: hello',
      '    type: io.kestra.plugin.core.log.Log',
      '    mesage: hi',
      '',
    ].join('\n');
    const run = await runWorkflow({ workflow, action, secrets: secrets(), files: { 'kestra/flows/wrong.yml': wrong } });
    expect(run.exitCode).not.toBe(0);
    expect(run.log).toMatch(/kestra\/flows\/wrong\.yml/);
    expect(run.log).toMatch(/file=kestra\/flows\/wrong\.yml,line=6,|kestra\/flows\/wrong\.yml[^\n]*6/);
    expect(server.flows()).toHaveLength(0);
  });
});
