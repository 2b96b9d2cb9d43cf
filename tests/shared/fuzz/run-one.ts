import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FilesError } from '../../../src/errors.js';
import { discoverFiles } from '../../../src/files/discover.js';
import { readFlowFile } from '../../../src/files/read.js';
import type { Finding } from '../../../src/findings/finding.js';
import { unreadableFile } from '../../../src/validation/unreadable-files.js';
import { validateFlows } from '../../../src/validate-flows/validate.js';
import { brokenPromises, wrongFindings } from './invariants.js';
import { checkFiles } from '../../../src/validation/check-flows.js';

/** What became of one input. */
export interface Outcome {
  readonly findings: readonly Finding[];
  /** The run was refused, in these words. */
  readonly refused?: string;
  /** Milliseconds of processor time that the pipeline took, without the checks of this harness. */
  readonly cpuMs: number;
  readonly broken: readonly string[];
}

/**
 * One file through everything that happens to it offline: found, read, split, parsed, checked, judged by both
 * generations of rules.
 */
export async function runOne(workspace: string, bytes: Uint8Array, check = true): Promise<Outcome> {
  const name = 'flow.yml';
  await writeFile(join(workspace, name), bytes);
  const before = process.cpuUsage();
  const spent = () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  try {
    const options = { workspace, roots: [name], include: ['**/*.yml'], exclude: [], input: 'directory' };
    const { files } = discoverFiles(options);
    const read = readFlowFile(workspace, files[0]!);
    if (!('text' in read)) {
      const findings = [unreadableFile(read.path, read)];
      const text = Buffer.from(bytes).toString('utf8');
      return { findings, cpuMs: spent(), broken: wrongFindings({ path: name, text }, findings) };
    }
    const input = { checked: checkFiles([read], []), rules: '1.3', upgradeTo: '2.0', concurrency: 1 } as const;
    const { findings } = await validateFlows(input, undefined, { isRefusal: () => false, isBreakdown: () => false });
    const cpuMs = spent();
    return { findings, cpuMs, broken: check ? brokenPromises(read, findings) : [] };
  } catch (error) {
    if (error instanceof FilesError) return { findings: [], refused: error.message, cpuMs: spent(), broken: [] };
    throw error;
  }
}
