import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { parseOutputFile } from './output-file.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

export type ActionName = 'validate-flows' | 'deploy-flows' | 'deploy-namespace-files';

export interface RunOptions {
  /** As written under `with:`; the defaults of action.yml are filled in as the runner does. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** GITHUB_WORKSPACE and working directory. */
  readonly workspace: string;
  /** More environment, e.g. HTTPS_PROXY. */
  readonly env?: Readonly<Record<string, string>>;
  readonly event?: { readonly name: string; readonly payload: unknown };
  /** Sees the log while it grows. */
  readonly onOutput?: (text: string) => void;
  /** Gets the process once it runs, to signal it. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
  /** Arguments for node, e.g. --max-old-space-size. */
  readonly nodeArguments?: readonly string[];
}

export interface BundleRun {
  readonly exitCode: number | null;
  /** stdout and stderr, as the log shows them. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Parsed JSON report, when the run wrote one. */
  readonly report: unknown;
  readonly durationMs: number;
}

/**
 * Runs a committed bundle as a GitHub runner would: child process, INPUT_*, files for outputs and summary, an
 * event payload.
 */
export async function runBundle(action: ActionName, options: RunOptions): Promise<BundleRun> {
  const folder = await mkdtemp(join(tmpdir(), 'runner-'));
  const file = (name: string) => join(folder, name);
  await Promise.all(['output', 'summary', 'env', 'state', 'path'].map((name) => writeFile(file(name), '')));
  await writeFile(file('event.json'), JSON.stringify(options.event?.payload ?? {}));
  const inputs = { ...(await defaultsOf(action, options.env?.['TEST_GITHUB_TOKEN'] ?? '')), ...options.inputs };
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: options.workspace,
    GITHUB_REPOSITORY: 'acme/flows',
    GITHUB_SHA: '0123456789012345678901234567890123456789',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_API_URL: 'http://127.0.0.1:9',
    GITHUB_RUN_ID: '42',
    GITHUB_EVENT_NAME: options.event?.name ?? 'push',
    GITHUB_EVENT_PATH: file('event.json'),
    GITHUB_OUTPUT: file('output'),
    GITHUB_STEP_SUMMARY: file('summary'),
    GITHUB_ENV: file('env'),
    GITHUB_STATE: file('state'),
    GITHUB_PATH: file('path'),
    RUNNER_TEMP: folder,
    RUNNER_OS: 'Linux',
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    ...options.env,
  };
  try {
    const started = performance.now();
    const { exitCode, log } = await start(action, env, options);
    const durationMs = performance.now() - started;
    const outputs = parseOutputFile(await readFile(file('output'), 'utf8'));
    const summary = await readFile(file('summary'), 'utf8');
    const report: unknown = outputs['report'] ? JSON.parse(await readFile(outputs['report'], 'utf8')) : undefined;
    return { exitCode, log, outputs, summary, report, durationMs };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function start(
  action: ActionName,
  env: Readonly<Record<string, string>>,
  { workspace, onOutput, onStart, nodeArguments = [] }: RunOptions,
): Promise<{ exitCode: number | null; log: string }> {
  return new Promise((resolve, reject) => {
    const bundle = join(root, 'dist', action, 'index.js');
    const child = spawn(process.execPath, [...nodeArguments, bundle], { cwd: workspace, env });
    let log = '';
    const take = (chunk: string) => {
      log += chunk;
      onOutput?.(chunk);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, log }));
    onStart?.((signal) => child.kill(signal));
  });
}

async function defaultsOf(action: ActionName, githubToken: string): Promise<Record<string, string>> {
  const declared = parse(await readFile(join(root, action, 'action.yml'), 'utf8')) as {
    readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  };
  return Object.fromEntries(
    Object.entries(declared.inputs).map(([name, input]) => [
      name,
      (input.default ?? '').replace('${{ github.token }}', githubToken),
    ]),
  );
}
