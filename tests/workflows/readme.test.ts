import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { startLocalKestra } from '../local-kestra/server.js';
import { runWorkflow } from './act.js';

const token = 'readme-token';
const credentials = { user: 'ci@acme.com', password: 'Passw0rd!' };
const documents = [
  'README.md',
  'validate-flows/README.md',
  'deploy-flows/README.md',
  'deploy-namespace-files/README.md',
];

interface Example {
  readonly name: string;
  readonly yaml: string;
}

/** Every YAML block of the documents that uses our actions. */
const examples: readonly Example[] = documents.flatMap((document) => {
  const text = readFileSync(new URL(`../../${document}`, import.meta.url), 'utf8');
  const blocks = [...text.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, yaml]) => yaml!);
  return blocks
    .filter((yaml) => yaml.includes('uses: <owner>/<repo>/'))
    .map((yaml, index) => ({ name: `${document}, example ${index + 1}`, yaml }));
});

type Step = { readonly uses?: string; readonly with?: Readonly<Record<string, unknown>> };

/** A whole workflow as it is; a job or its steps as the workflow that a reader would put them into. */
function workflowOf(yaml: string): string {
  // The tag for Node 24 is this checkout as well, but for one line.
  const named = yaml.replaceAll('<owner>/<repo>', 'acme/kestra-actions').replaceAll('@v1-node24', '@v1');
  const value = parse(named) as readonly Step[] | { readonly jobs?: unknown; readonly steps: readonly Step[] };
  if ('jobs' in value) return named;
  const steps = 'steps' in value ? value.steps : value;
  // act knows our actions and checkout; others would have to be downloaded.
  const own = steps.filter(({ uses = '' }) => /^(acme\/kestra-actions|actions\/checkout)/.test(uses));
  const checkout = own.some(({ uses }) => uses?.startsWith('actions/checkout'))
    ? []
    : [{ uses: 'actions/checkout@v5' }];
  return stringify({ on: 'push', jobs: { job: { 'runs-on': 'ubuntu-latest', steps: [...checkout, ...own] } } });
}

/** Folders that examples name beside those of the sample project. */
const files = Object.fromEntries(
  ['product', 'engineering'].map((name) => [
    `kestra/flows/${name}/${name}.yml`,
    `id: ${name}\nnamespace: company.team\ntasks:\n  - id: hello\n    type: io.kestra.plugin.core.log.Log\n    message: hi\n`,
  ]),
);

let server: Awaited<ReturnType<typeof startLocalKestra>>;
beforeEach(async () => {
  server = await startLocalKestra({ edition: 'EE', ...credentials, tokens: [token], tenants: ['main', 'production'] });
});
afterEach(() => server.close());

test('there are examples', () => {
  expect(examples.length).toBeGreaterThanOrEqual(5);
});

test.each(examples.map((example) => [example.name, example] as const))('%s runs as it is', async (_name, { yaml }) => {
  const workflow = workflowOf(yaml);
  const run = await runWorkflow({
    workflow,
    action: 'acme/kestra-actions@v1',
    files,
    vars: { KESTRA_URL: server.url },
    secrets: {
      KESTRA_USER: credentials.user,
      KESTRA_PASSWORD: credentials.password,
      KESTRA_API_TOKEN: token,
    },
    event: /pull_request/.test(workflow) && !/push/.test(workflow) ? 'pull_request' : 'push',
  });
  if (run.exitCode !== 0) process.stdout.write(run.log);
  expect(run.exitCode).toBe(0);
  const wanted = workflow.match(/uses: acme\/kestra-actions\//g)!.length;
  expect(run.log.match(/Success - Main acme\/kestra-actions\//g)).toHaveLength(wanted);
  expect(run.log).not.toContain(credentials.password);
});
