import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startLocalKestra } from '../../tests/local-kestra/server.js';
import { type ActionName, runBundle } from '../../tests/local-runner/run-bundle.js';

/** One picture: the summary of a typical run. */
export interface Picture {
  readonly name: string;
  readonly markdown: string;
}

const LOG = 'io.kestra.plugin.core.log.Log';
const flow = (id: string, namespace: string, tasks: string, more = '') =>
  `id: ${id}\nnamespace: ${namespace}\n${more}\ntasks:\n${tasks}`;
const log = (id: string, message: string) => `  - id: ${id}\n    type: ${LOG}\n    message: ${message}\n`;
const call = (id: string, namespace: string) =>
  `  - id: call-${id}\n    type: io.kestra.plugin.core.flow.Subflow\n    namespace: ${namespace}\n    flowId: ${id}\n`;

const before: Readonly<Record<string, string>> = {
  'flows/billing/invoice.yml': flow(
    'invoice',
    'company.billing',
    `${call('load-daily', 'company.etl')}${log('send', 'Sent.')}`,
  ),
  'flows/billing/reminder.yml': flow('reminder', 'company.billing', log('remind', 'Please pay.')),
  'flows/etl/load-daily.yml': flow('load-daily', 'company.etl', log('load', 'Loading.')),
};
const after: Readonly<Record<string, string>> = {
  ...before,
  'flows/billing/invoice.yml': before['flows/billing/invoice.yml']!.replace('Sent.', 'Sent with tax.'),
  'flows/etl/load-daily.yml': flow(
    'load-daily',
    'company.etl',
    `${call('clean', 'company.etl')}${log('load', 'Loading.')}`,
  ),
  'flows/etl/clean.yml': flow('clean', 'company.etl', log('clean', 'Cleaning.')),
};
const broken: Readonly<Record<string, string>> = {
  ...after,
  'flows/billing/invoice.yml': after['flows/billing/invoice.yml']!.replace('    message: Sent', '    mesage: Sent'),
  'flows/etl/clean.yml': flow(
    'clean',
    'company.etl',
    log('clean', '"{{ inputs.day | uper }}"'),
    'inputs:\n  - id: day\n    type: STRING\n',
  ),
  'flows/billing/reminder.yml': `${after['flows/billing/reminder.yml']!}${log('remind', 'Twice.')}`,
};
const old: Readonly<Record<string, string>> = {
  ...after,
  'flows/etl/load-daily.yml': `${after['flows/etl/load-daily.yml']!}triggers:\n  - id: daily\n    type: io.kestra.plugin.core.trigger.Schedule\n    cron: 0 6 * * *\n    conditions:\n      - type: io.kestra.plugin.core.condition.Weekend\n`,
  ...Object.fromEntries(
    ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [
      `flows/etl/step-${name}.yml`,
      flow(`step-${name}`, 'company.etl', log('say', 'hello'), 'inputs:\n  - id: full\n    type: BOOLEAN\n'),
    ]),
  ),
};

/** Runs the bundles as typical workflows do, against the local Kestra. */
export async function typicalRuns(): Promise<readonly Picture[]> {
  const credentials = { user: 'ci@acme.com', password: 'Passw0rd!' };
  const kestra = await startLocalKestra(credentials);
  const run = async (action: ActionName, files: Readonly<Record<string, string>>, inputs: Record<string, string>) => {
    const workspace = await mkdtemp(join(tmpdir(), 'pictures-'));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(workspace, path)), { recursive: true });
      await writeFile(join(workspace, path), text);
    }
    const { summary } = await runBundle(action, { workspace, inputs });
    await rm(workspace, { recursive: true });
    // The address of this machine tells nobody anything.
    return summary
      .replaceAll(kestra.url, 'https://kestra.acme.com')
      .replaceAll(new URL(kestra.url).host, 'kestra.acme.com');
  };
  const server = { server: kestra.url, ...credentials };
  const flows = { directory: './flows', ...server };
  try {
    const validate = await run('validate-flows', broken, { directory: './flows' });
    const upgrade = await run('validate-flows', old, { directory: './flows', upgradeTo: '2.0' });
    await run('deploy-flows', before, flows);
    const conflict = await run('deploy-flows', after, flows);
    const plan = await run('deploy-flows', after, { ...flows, override: 'true', dryRun: 'true' });
    const deploy = await run('deploy-flows', after, { ...flows, override: 'true' });
    return Object.entries({ validate, upgrade, conflict, plan, deploy }).map(([name, markdown]) => ({
      name: `summary-${name}`,
      markdown,
    }));
  } finally {
    await kestra.close();
  }
}
