import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { commitAll, git } from '../local-runner/git.js';
import { actions, read, root } from './project.js';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly permissions?: Readonly<Record<string, string>>;
        readonly if?: string;
        readonly needs?: string;
        readonly steps: readonly Step[];
      }
    >
  >;
}

const workflow = async (name: string) => parse(await read(`.github/workflows/${name}.yml`)) as Workflow;

let folder: string;
let origin: string;
let checkout: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-'));
  origin = join(folder, 'origin.git');
  checkout = join(folder, 'checkout');
  await mkdir(checkout);
  await git(folder, 'init', '--quiet', '--bare', origin);
  await cp(join(root, 'tools/release'), join(checkout, 'tools/release'), { recursive: true });
  for (const action of actions) await cp(join(root, action, 'action.yml'), join(checkout, action, 'action.yml'));
  await writeFile(join(checkout, '.gitattributes'), '* -text\n');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A commit of this version with its tag, at the remote as well. */
async function release(version: string): Promise<string> {
  await writeFile(join(checkout, 'package.json'), JSON.stringify({ version }));
  const commit = await commitAll(checkout, version);
  if (!(await git(checkout, 'remote')).includes('origin')) await git(checkout, 'remote', 'add', 'origin', origin);
  await git(checkout, 'tag', `v${version}`);
  await git(checkout, 'push', '--quiet', 'origin', `v${version}`);
  return commit;
}

/** The step of the job as it stands in release.yml, run in a checkout of the tag. */
async function runTagsStep(tag: string, ...more: readonly string[]) {
  const { jobs } = await workflow('release');
  const [, command] = /^node (\S+)$/.exec(jobs['tags']!.steps.at(-1)!.run!.trim())!;
  await git(checkout, 'checkout', '--quiet', tag);
  const { status, stdout, stderr } = spawnSync(process.execPath, [command!, ...more], {
    cwd: checkout,
    encoding: 'utf8',
    env: { ...process.env, TAG: tag },
  });
  return { status, log: `${stdout}${stderr}` };
}

async function tagsOf(): Promise<Readonly<Record<string, string>>> {
  const lines = (await git(checkout, 'ls-remote', '--tags', '--refs', origin)).split('\n');
  return Object.fromEntries(lines.map((line) => line.split('\trefs/tags/').reverse() as [string, string]));
}

describe('the variant for Node 24', () => {
  test('is the same commit but for one line in each action.yml, and always the same', async () => {
    const commit = await release('1.2.0');
    expect((await runTagsStep('v1.2.0')).status).toBe(0);
    const tags = await tagsOf();
    const made = tags['v1.2.0-node24']!;
    expect(await git(checkout, 'rev-parse', `${made}^`)).toBe(commit);
    const changed = (await git(checkout, 'diff', '--numstat', commit, made)).split('\n').sort();
    expect(changed).toEqual(actions.map((action) => `1\t1\t${action}/action.yml`).sort());
    for (const action of actions) {
      const before = await readFile(join(checkout, action, 'action.yml'), 'utf8');
      const after = await git(checkout, 'show', `${made}:${action}/action.yml`);
      expect(`${after}\n`).toBe(before.replace("using: 'node20'", "using: 'node24'"));
      expect(after).toContain("using: 'node24'");
    }
    expect(await git(checkout, 'status', '--porcelain')).toBe('');
    expect((await runTagsStep('v1.2.0', '--dry-run')).log).toContain(made);
  });

  test('is not made where an action.yml has no such line', async () => {
    await writeFile(join(checkout, 'deploy-flows/action.yml'), "runs:\n  using: 'node24'\n");
    await release('1.0.0');
    const { status, log } = await runTagsStep('v1.0.0');
    expect(status).not.toBe(0);
    expect(log).toContain('deploy-flows/action.yml has not exactly one line');
    expect(Object.keys(await tagsOf())).toEqual(['v1.0.0']);
  });
});

describe('the tags of a release', () => {
  test('the major moves with the newest release of its own, never back and never for another major', async () => {
    const first = await release('1.0.0');
    await runTagsStep('v1.0.0');
    expect(await tagsOf()).toMatchObject({ v1: first });
    const second = await release('1.10.0');
    await runTagsStep('v1.10.0');
    const third = await release('2.0.0');
    await runTagsStep('v2.0.0');
    const patch = await release('1.9.1');
    const { status, log } = await runTagsStep('v1.9.1');
    expect(status).toBe(0);
    expect(log).toContain('v1.9.1 is not the newest of v1');
    const tags = await tagsOf();
    expect(tags).toMatchObject({ v1: second, v2: third, 'v1.9.1': patch });
    expect(tags['v1.9.1-node24']).toBeDefined();
    expect(await git(checkout, 'rev-parse', `${tags['v1-node24']}^`)).toBe(second);
  });

  test.each(['v1.1.0-rc.1', 'v1.1', 'v1', '1.1.0', 'v1.1.0-node24', ''])('%j is no release', async (tag) => {
    await release('1.1.0');
    await git(checkout, 'tag', 'v1.1.0-rc.1');
    const { status, log } = spawnTags(tag);
    expect(status).not.toBe(0);
    expect(log).toContain('is no release');
  });

  test('a tag that is not the version of package.json, and a push that fails, fail the job', async () => {
    await release('1.1.0');
    await git(checkout, 'tag', 'v1.2.0');
    expect(spawnTags('v1.2.0').log).toContain('package.json says 1.1.0');
    await rm(origin, { recursive: true });
    expect(spawnTags('v1.1.0').status).not.toBe(0);
  });

  test('a dry run pushes nothing', async () => {
    await release('1.0.0');
    const { status, log } = await runTagsStep('v1.0.0', '--dry-run');
    expect(status).toBe(0);
    expect(log).toMatch(/would push \S+:refs\/tags\/v1\.0\.0-node24/);
    expect(Object.keys(await tagsOf())).toEqual(['v1.0.0']);
  });

  function spawnTags(tag: string) {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/release/publish-tags.mjs'], {
      cwd: checkout,
      encoding: 'utf8',
      env: { ...process.env, TAG: tag },
    });
    return { status, log: `${stdout}${stderr}` };
  }
});

describe('the workflows that write', () => {
  test('a release starts with a published release, and its tests run without a right to write', async () => {
    const { on, permissions, jobs } = await workflow('release');
    expect(on).toEqual({ release: { types: ['published'] } });
    expect(permissions).toEqual({ contents: 'read' });
    expect(jobs['check']).not.toHaveProperty('permissions');
    expect(jobs['check']!.if).toContain('!github.event.release.prerelease');
    expect(jobs['check']!.steps.map(({ run }) => run)).toEqual(expect.arrayContaining(['npm ci', 'npm test']));
    expect(jobs['tags']).toMatchObject({ needs: 'check', permissions: { contents: 'write' } });
    expect(jobs['tags']!.steps.some(({ run = '' }) => run.includes('npm'))).toBe(false);
  });

  test('the bundles of dependency updates are rebuilt, and only the last step has a token', async () => {
    const { on, permissions, jobs } = await workflow('rebuild-dist');
    expect(on).toEqual({ push: { branches: ['dependabot/npm_and_yarn/**'] } });
    expect(permissions).toEqual({ contents: 'read' });
    const { steps } = jobs['rebuild']!;
    expect(steps.map(({ run }) => run)).toEqual(expect.arrayContaining(['npm ci --ignore-scripts', 'npm run build']));
    expect(steps.filter(({ env }) => env !== undefined)).toEqual([steps.at(-1)]);
    const started = [...steps.at(-1)!.run!.matchAll(/gh workflow run (\S+)\.yml/g)].map(([, name]) => name!);
    expect(started.length).toBeGreaterThan(0);
    for (const name of started) expect((await workflow(name)).on).toHaveProperty('workflow_dispatch');
  });

  test('no checkout leaves its credentials behind', async () => {
    for (const name of ['release', 'rebuild-dist', 'ci', 'check-dist']) {
      const steps = Object.values((await workflow(name)).jobs).flatMap((job) => job.steps);
      for (const { uses, with: inputs } of steps)
        if (uses?.startsWith('actions/checkout@')) expect(inputs).toMatchObject({ 'persist-credentials': false });
    }
  });
});

test.each(actions)('the description of %s is short enough for the Marketplace', async (action) => {
  const { description } = parse(await read(`${action}/action.yml`)) as { readonly description: string };
  expect(description.length).toBeLessThan(125);
});
