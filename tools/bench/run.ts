// How long the committed bundles take, each as a process of its own, against the local Kestra: `npm run bench
// -- [--runs N] [--json] [--write] [--machine TEXT]`. `--write` puts the figures into docs/performance.md.
import { cpus } from 'node:os';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type LocalKestra, startLocalKestra } from '../../tests/local-kestra/server.js';
import { makeWorkspace } from '../../tests/local-runner/workspace.js';
import { type Measured, measureBundle, type Row, rowOf, tableOf } from './measure.js';
import { makeLongHistory, source } from './history.js';
import { pageOf } from './page.js';
import { manyFiles, manyFlows, pluginFlows } from './projects.js';

const { values: given } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    machine: { type: 'string' },
  },
});
const RUNS = Number(given.runs);
const FLOWS = 1000;
const FOLDERS = 100;
const PLUGIN_FLOWS = 200;
const FILES = 5000;
const COMMITS = 5000;
/** Round trips: within a data center, and across the internet. */
const LATENCIES_MS = [0, 20];
const LARGE_MB = 500;

const account = { user: 'bench@kestra.io', password: 'Bench-Passw0rd' };
const rows: Row[] = [];
const done = (row: Row) => {
  rows.push(row);
  if (!given.json) process.stderr.write(`${row.what}: ${row.medianMs} ms\n`);
};

async function repeat(what: string, run: () => Promise<Measured>): Promise<void> {
  const runs: Measured[] = [];
  while (runs.length < RUNS) runs.push(await run());
  done(rowOf(what, runs));
}

/**
 * Each run on a server of its own, so that the first deployment is one every time; the requests are those of
 * the last run.
 */
async function onServers(
  steps: readonly { what: string; run: (url: string) => Promise<Measured> }[],
  latencyMs = 0,
): Promise<void> {
  const runs = steps.map((): Measured[] => []);
  let requests: Record<string, number>[] = [];
  for (let round = 0; round < RUNS; round++) {
    const kestra = await startLocalKestra({ ...account, latencyMs });
    try {
      requests = [];
      for (const [at, { run }] of steps.entries()) {
        const before = kestra.requests.length;
        runs[at]!.push(await run(kestra.url));
        requests.push(requestsSince(kestra, before));
      }
    } finally {
      await kestra.close();
    }
  }
  steps.forEach(({ what }, at) => done(rowOf(what, runs[at]!, requests[at])));
}

function requestsSince(kestra: LocalKestra, before: number): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { method } of kestra.requests.slice(before)) counts[method] = (counts[method] ?? 0) + 1;
  return counts;
}

const below = (folder: string, all: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(all).map(([name, text]) => [`${folder}/${name}`, text]));
const workspace = await makeWorkspace({
  ...manyFlows(FLOWS, FOLDERS),
  ...below('files', manyFiles(FILES)),
  ...below('changed', manyFiles(FILES, true)),
  'large.bin': Buffer.alloc(LARGE_MB * 1024 * 1024, 'Kestra'),
  ...pluginFlows(PLUGIN_FLOWS),
});
const { path } = workspace;
const flows = { directory: 'flows' };
const files = { namespace: 'company.files', namespacePath: '/' };
try {
  await repeat('validate-flows: start, nothing to read', () =>
    measureBundle('validate-flows', path, { directory: 'none' }, 'failure'),
  );
  await repeat('deploy-flows: start, nothing given', () => measureBundle('deploy-flows', path, {}, 'failure'));
  await repeat('deploy-namespace-files: start, nothing given', () =>
    measureBundle('deploy-namespace-files', path, {}, 'failure'),
  );
  await repeat(`validate ${FLOWS} flows offline`, () => measureBundle('validate-flows', path, flows));
  await repeat(`validate ${PLUGIN_FLOWS} flows of plugins offline`, () =>
    measureBundle('validate-flows', path, { directory: 'plugins' }),
  );
  await onServers([
    {
      what: `validate ${FLOWS} flows on the server`,
      run: (server) => measureBundle('validate-flows', path, { ...flows, ...account, server }),
    },
    {
      what: `plan of ${FLOWS} flows`,
      run: (server) => measureBundle('deploy-flows', path, { ...flows, ...account, server, dryRun: 'true' }),
    },
    {
      what: `first deployment of ${FLOWS} flows in ${FOLDERS} folders`,
      run: (server) => measureBundle('deploy-flows', path, { ...flows, ...account, server }),
    },
    {
      what: 'the same again, unchanged',
      run: (server) => measureBundle('deploy-flows', path, { ...flows, ...account, server }),
    },
  ]);
  for (const latencyMs of LATENCIES_MS) {
    const upload = (localPath: string) => (server: string) =>
      measureBundle('deploy-namespace-files', path, { ...files, ...account, server, localPath, override: 'true' });
    await onServers(
      [
        { what: `first upload of ${FILES} files, ${latencyMs} ms of latency`, run: upload('files') },
        { what: 'the same again, unchanged', run: upload('files') },
        { what: 'the same again, 1 % changed', run: upload('changed') },
      ],
      latencyMs,
    );
  }
  await onServers([
    {
      what: `first upload of one file of ${LARGE_MB} MB`,
      run: (server) =>
        measureBundle('deploy-namespace-files', path, { ...files, ...account, server, localPath: 'large.bin' }),
    },
  ]);
  const repository = join(path, 'history');
  await makeLongHistory(repository, COMMITS);
  const old = await makeWorkspace({ 'flow-0.yml': source(0, 1000) });
  const pruned = { ...account, directory: 'flows', dryRun: 'true', prune: 'removed', validate: 'false' };
  await onServers([
    {
      what: 'a flow that a later commit removes',
      run: (server) => measureBundle('deploy-flows', old.path, { ...account, server }),
    },
    {
      what: `a plan with prune: removed over ${COMMITS} commits`,
      run: (server) => measureBundle('deploy-flows', repository, { ...pruned, server }),
    },
  ]);
  await old.remove();
} finally {
  await workspace.remove();
}
const machine = given.machine ?? `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;
const measurement = { machine, node: process.version, rows };
if (given.write) await writeFile(new URL('../../docs/performance.md', import.meta.url), pageOf(measurement));
if (given.json) console.log(JSON.stringify(measurement, undefined, 2));
else console.log(`Node ${process.version}, ${machine}\n\n${tableOf(rows)}`);
