import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));
const demo = join(root, 'action-test-fixtures/demo');
const git = promisify(execFile);
const AUTHOR = ['-c', 'user.name=t', '-c', 'user.email=t@example.com'];

export interface WorkflowRun {
  readonly exitCode: number | null;
  readonly log: string;
}

export interface WorkflowOptions {
  readonly workflow: string;
  /** The repository and ref that the workflow's `uses:` lines name, e.g. "kestra-io/github-actions@main". */
  readonly action: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  readonly event?: 'push' | 'pull_request';
  /** Files that are added to the sample project, or replace files of it. */
  readonly files?: Readonly<Record<string, string>>;
  /** Commits that follow the first one: texts to write, null to remove. */
  readonly commits?: readonly Readonly<Record<string, string | null>>[];
}

/**
 * Runs a workflow in a repository with the sample project as GitHub would, with act on this machine: the
 * named actions are this checkout, nothing else differs.
 */
export async function runWorkflow({
  workflow,
  action,
  secrets,
  vars = {},
  event = 'push',
  files = {},
  commits = [],
}: WorkflowOptions): Promise<WorkflowRun> {
  const folder = await mkdtemp(join(tmpdir(), 'workflow-'));
  try {
    const project = join(folder, 'project');
    const actions = join(folder, 'actions');
    await cp(demo, project, { recursive: true });
    // What a runner downloads of this repository and uses; act copies it for every job, so without
    // node_modules.
    for (const name of ['dist', 'validate-flows', 'deploy-flows', 'deploy-namespace-files']) {
      await cp(join(root, name), join(actions, name), { recursive: true });
    }
    for (const [name, text] of Object.entries({ ...files, '.github/workflows/kestra.yml': workflow })) {
      await mkdir(dirname(join(project, name)), { recursive: true });
      await writeFile(join(project, name), text);
    }
    const home = { HOME: folder, XDG_CACHE_HOME: join(folder, 'cache'), XDG_CONFIG_HOME: join(folder, 'config') };
    const env = { PATH: process.env['PATH'] ?? '', ...home };
    for (const step of [
      ['init', '--quiet', '--initial-branch=main'],
      ['add', '--all'],
      [...AUTHOR, 'commit', '--quiet', '-m', 'flows'],
      ['remote', 'add', 'origin', 'https://github.com/acme/flows.git'],
    ]) {
      await git('git', step, { cwd: project, env });
    }
    for (const changes of commits) {
      for (const [name, text] of Object.entries(changes)) {
        if (text === null) await rm(join(project, name));
        else await writeFile(join(project, name), text);
      }
      await git('git', ['add', '--all'], { cwd: project, env });
      await git('git', [...AUTHOR, 'commit', '--quiet', '-m', 'change'], { cwd: project, env });
    }
    const secretFile = join(folder, 'secrets');
    await writeFile(
      secretFile,
      Object.entries(secrets)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    );
    return await act(project, env, [
      event,
      '--platform=ubuntu-latest=-self-hosted',
      `--local-repository=${action}=${actions}`,
      `--secret-file=${secretFile}`,
      ...Object.entries(vars).map(([name, value]) => `--var=${name}=${value}`),
      '--defaultbranch=main',
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function act(cwd: string, env: Readonly<Record<string, string>>, args: readonly string[]): Promise<WorkflowRun> {
  return new Promise((resolve, reject) => {
    const child = spawn('act', args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let log = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (log += text));
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, log }));
  });
}
