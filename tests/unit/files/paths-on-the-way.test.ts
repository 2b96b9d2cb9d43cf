import { expect, test } from '@jest/globals';
import { symlink } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { realpath } from 'node:fs/promises';
import { pathsOnTheWay } from '../../../src/files/paths-on-the-way.js';
import { makeWorkspace } from '../../local-runner/workspace.js';

test('the way to a file passes its folders, every link and what these lead to; a circle ends', async () => {
  const workspace = await makeWorkspace({ 'real/deep/a.yml': 'x' });
  try {
    const root = await realpath(workspace.path);
    await symlink('real/deep', join(root, 'one'));
    await symlink('one', join(root, 'two'));
    await symlink('round', join(root, 'round'));
    const passed = await pathsOnTheWay(join(root, 'two/a.yml'), new Map());
    for (const path of ['two', 'one', 'real', 'real/deep', 'real/deep/a.yml'])
      expect(passed).toContain(join(root, path));
    for (const path of [join(root, 'round'), parse(root).root]) expect(passed).not.toContain(path);
    expect(await pathsOnTheWay(join(root, 'round/a.yml'), new Map())).toContain(join(root, 'round'));
  } finally {
    await workspace.remove();
  }
});
