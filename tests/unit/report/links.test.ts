import { describe, expect, test } from '@jest/globals';
import { commitUrl, fileUrl, flowUrl } from '../../../src/report/links.js';
import type { ChangeAction, RenderContext } from '../../../src/report/model.js';
import { flowDeployment } from './reports.js';

const sources = new Map<string, string>();
const at = { githubUrl: 'https://git.hub', repository: 'a/b', sha: 'abc', sources };
const without = (key: keyof typeof at) => ({ ...at, [key]: undefined }) as unknown as RenderContext;

test('a file, at the commit of the repository that it is in', () => {
  expect(fileUrl(at, 'f/a b.yml', 3)).toBe('https://git.hub/a/b/blob/abc/f/a%20b.yml?plain=1#L3');
  for (const key of ['githubUrl', 'repository', 'sha'] as const) expect(fileUrl(without(key), 'a.yml')).toBeUndefined();
  expect(fileUrl(at, 'f/a.yml')).toBe('https://git.hub/a/b/blob/abc/f/a.yml');
  const repositories = [
    { folder: 'f', url: 'https://x' },
    { folder: 'g', sha: 'def' },
  ];
  expect(fileUrl({ ...at, repositories }, 'f/a.yml')).toBeUndefined();
  expect(fileUrl({ ...at, repositories }, 'g/a.yml')).toBeUndefined();
  expect(fileUrl({ ...at, repositories }, 'gg/a.yml')).toBe('https://git.hub/a/b/blob/abc/gg/a.yml');
});

test('a commit', () => {
  expect(commitUrl(at, 'c0ffee')).toBe('https://git.hub/a/b/commit/c0ffee');
  for (const key of ['githubUrl', 'repository'] as const) expect(commitUrl(without(key), 'c0ffee')).toBeUndefined();
});

describe('a flow in the UI of Kestra is linked where it is', () => {
  const url = 'https://k.example/ui/main/flows/edit/a.b/x%2Fy';
  const link = (action: ChangeAction, dryRun: boolean, revisionBefore?: number) =>
    flowUrl({ sources, kestraUrl: 'https://k.example' }, flowDeployment({ dryRun }), {
      action,
      namespace: 'a.b',
      id: 'x/y',
      ...(revisionBefore === undefined ? {} : { revisionBefore }),
    });

  test.each<[ChangeAction, boolean, number | undefined, boolean]>([
    ['created', false, undefined, true],
    ['created', true, undefined, false],
    ['updated', false, undefined, true],
    ['updated', true, undefined, true],
    ['unchanged', false, undefined, true],
    ['unchanged', true, undefined, true],
    ['conflict', true, undefined, true],
    ['deleted', false, 4, false],
    ['deleted', true, 4, true],
    ['failed', false, undefined, false],
    ['failed', false, 4, true],
  ])('%s (dry run: %p, revision before: %p): %p', (action, dryRun, before, isLinked) => {
    expect(link(action, dryRun, before)).toBe(isLinked ? url : undefined);
  });

  test('and nowhere without a server, or where it must not be named', () => {
    const flow = { action: 'unchanged', namespace: 'n', id: 'i' } as const;
    expect(flowUrl({ sources }, flowDeployment(), flow)).toBeUndefined();
    const offline = flowDeployment({ kestra: undefined } as object);
    expect(flowUrl({ sources, kestraUrl: 'https://k.example' }, offline, flow)).toBeUndefined();
  });
});
