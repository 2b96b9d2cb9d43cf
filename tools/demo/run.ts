// The three bundles as a runner would start them, on the sample project, against the local Kestra or a real
// one.
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { runBundle, type ActionName } from '../../tests/local-runner/run-bundle.js';
import { startLocalKestra } from '../../tests/local-kestra/server.js';
import { describeServer } from './server-contents.js';
import { ActionsLog } from './actions-log.js';

const { KESTRA_URL, KESTRA_USER, KESTRA_PASSWORD, KESTRA_TOKEN, KESTRA_TENANT } = process.env;
const option = (value: string | undefined) => ({ type: 'string' as const, ...(value ? { default: value } : {}) });
const { values: given } = parseArgs({
  options: {
    server: option(KESTRA_URL),
    user: option(KESTRA_USER),
    password: option(KESTRA_PASSWORD),
    token: option(KESTRA_TOKEN),
    tenant: option(KESTRA_TENANT),
  },
});

const workspace = fileURLToPath(new URL('../../action-test-fixtures/demo/', import.meta.url));
const own = { user: 'demo@kestra.io', password: 'Demo-Passw0rd' };
const local = given.server === undefined ? await startLocalKestra(own) : undefined;
const server = given.server ?? local!.url;
const tenant = given.tenant ?? 'main';
const credentials: Record<string, string> = local
  ? own
  : {
      ...(given.user && { user: given.user }),
      ...(given.password && { password: given.password }),
      ...(given.token && { apiToken: given.token }),
    };
const connection = { server, tenant, ...credentials };

const steps: readonly {
  readonly title: string;
  readonly action: ActionName;
  readonly inputs: Record<string, string>;
}[] = [
  { title: 'Validate the flows, without a server', action: 'validate-flows', inputs: { directory: './kestra/flows' } },
  {
    title: 'Validate the flows on the server',
    action: 'validate-flows',
    inputs: { directory: './kestra/flows', ...connection },
  },
  {
    title: 'Deploy the flows',
    action: 'deploy-flows',
    inputs: { directory: './kestra/flows', override: 'true', ...connection },
  },
  {
    title: 'Upload the namespace files',
    action: 'deploy-namespace-files',
    inputs: {
      localPath: './config',
      namespacePath: 'config',
      namespace: 'company.etl',
      override: 'true',
      ...connection,
    },
  },
  {
    title: 'Deploy the flows again: nothing has changed',
    action: 'deploy-flows',
    inputs: { directory: './kestra/flows', ...connection },
  },
  {
    title: 'Upload the namespace files again: nothing has changed',
    action: 'deploy-namespace-files',
    inputs: { localPath: './config', namespacePath: 'config', namespace: 'company.etl', ...connection },
  },
];

let failed = 0;
try {
  for (const step of steps) {
    console.log(`\n\u001b[1m● ${step.title}\u001b[0m  (${step.action})`);
    const log = new ActionsLog((line) => console.log(line));
    const run = await runBundle(step.action, { workspace, inputs: step.inputs, onOutput: (text) => log.write(text) });
    log.end();
    const outputs = Object.entries(run.outputs).filter(([name]) => name !== 'report');
    console.log(
      `\u001b[2m  outputs: ${outputs.map(([name, value]) => `${name}=${value}`).join(' ')} · ${Math.round(run.durationMs)} ms\u001b[0m`,
    );
    if (run.exitCode !== 0) failed++;
  }
  console.log(`\n\u001b[1m● What ${local ? 'the local Kestra' : server} holds now\u001b[0m`);
  for (const line of await describeServer({ server, tenant, ...credentials }, [
    'company.etl',
    'company.billing',
    'company.ops',
  ])) {
    console.log(`  ${line}`);
  }
} finally {
  await local?.close();
}
console.log(failed === 0 ? '\nAll steps succeeded.' : `\n${failed} of ${steps.length} steps failed.`);
if (failed > 0) process.exitCode = 1;
