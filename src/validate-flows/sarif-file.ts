import type { Stats } from 'node:fs';
import { lstat, mkdir, realpath, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { FilesError } from '../errors.js';
import { isInside } from '../files/inside.js';
import type { RenderContext, RunReport } from '../report/model.js';
import { renderSarif } from '../report/sarif.js';
import type { Run } from '../actions/run.js';

/** Where rules are explained; code scanning links to it. */
const INFORMATION = 'https://kestra.io/docs/workflow-components';

/** The absolute path of the SARIF file. @throws FilesError when it would lie outside the workspace */
export function sarifPath(workspace: string, path: string): string {
  const target = resolve(workspace, path);
  if (target === resolve(workspace) || !isInside(workspace, target)) {
    throw new FilesError(`\`sarif\` "${path}" lies outside the workspace.`, {
      hint: 'Give a path relative to the root of the checkout, for example kestra.sarif.',
    });
  }
  return target;
}

/**
 * Writes the findings for code scanning.
 * @throws FilesError when a link in the workspace would lead the writing elsewhere
 */
export async function writeSarif(report: RunReport, path: string, context: RenderContext, run: Run): Promise<void> {
  const { workspace } = run.context;
  const target = sarifPath(workspace, path);
  const folder = dirname(target);
  const isLink = (await lstatOf(target))?.isSymbolicLink() === true;
  // No folder is made behind a link either.
  if (isLink || !isInside(await realpath(workspace), await realpath(await existingFolder(folder))))
    throw new FilesError(`\`sarif\` "${path}" leads through a link.`);
  await mkdir(folder, { recursive: true });
  await writeFile(target, renderSarif(report, INFORMATION, context));
}

/** The folder itself, or the nearest above it that is there. */
async function existingFolder(folder: string): Promise<string> {
  let existing = folder;
  while ((await lstatOf(existing)) === undefined) existing = dirname(existing);
  return existing;
}

function lstatOf(path: string): Promise<Stats | undefined> {
  return lstat(path).catch(() => undefined);
}
