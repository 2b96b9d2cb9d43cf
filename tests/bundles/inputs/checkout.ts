import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { commitAll } from '../../local-runner/git.js';
import { makeWorkspace } from '../../local-runner/workspace.js';

type Files = Readonly<Record<string, string>>;

/** A folder with files; a repository of two commits where it held others one commit earlier. */
export async function checkOut(files: Files, earlier?: Files): ReturnType<typeof makeWorkspace> {
  if (earlier === undefined) return makeWorkspace(files);
  const workspace = await makeWorkspace(earlier);
  await commitAll(workspace.path);
  for (const name of Object.keys(earlier)) await rm(join(workspace.path, name));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(workspace.path, name)), { recursive: true });
    await writeFile(join(workspace.path, name), content);
  }
  await commitAll(workspace.path);
  return workspace;
}
