import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { FilesError } from '../errors.js';
import type { RunReport } from '../report/model.js';
import { renderSarif } from '../report/sarif.js';
import type { Run } from './run.js';

/** Where rules are explained; code scanning links to it. */
const INFORMATION = 'https://kestra.io/docs/workflow-components';

/** The absolute path of the SARIF file. @throws FilesError when it would lie outside the workspace */
export function sarifPath(workspace: string, path: string): string {
  const target = resolve(workspace, path);
  const way = relative(workspace, target);
  if (way === '' || way.startsWith('..') || isAbsolute(way)) {
    throw new FilesError(`\`sarif\` "${path}" lies outside the workspace.`, {
      hint: 'Give a path relative to the root of the checkout, for example kestra.sarif.',
    });
  }
  return target;
}

/** Writes the findings for code scanning. */
export async function writeSarif(report: RunReport, path: string, run: Run): Promise<void> {
  const target = sarifPath(run.context.workspace, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, renderSarif(report, INFORMATION));
}
