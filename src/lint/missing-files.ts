import { nearestName } from '../rules/nearest-name.js';
import type { RuleProblem } from '../rules/verdict.js';
import type { FileReference } from './file-references.js';

/** Paths of files, asked by what flows name. */
export class FilePaths {
  readonly #paths: ReadonlySet<string>;

  /** @param paths absolute, inside a namespace */
  constructor(readonly paths: readonly string[]) {
    this.#paths = new Set(paths);
  }

  /** Whether the named file is among them. */
  has({ path, inAnyFolder }: Pick<FileReference, 'path' | 'inAnyFolder'>): boolean {
    return this.#paths.has(path) || (inAnyFolder && this.paths.some((one) => one.endsWith(path)));
  }

  /** Whether there is a folder of that path. */
  hasFolder({ path, inAnyFolder }: Pick<FileReference, 'path' | 'inAnyFolder'>): boolean {
    const folder = `${path}/`;
    return this.paths.some((one) => one.startsWith(folder) || (inAnyFolder && one.includes(folder)));
  }
}

/** Names that are compared for "did you mean": more would take seconds. */
const COMPARED = 5000;

/** The problem of a file that a flow names and that is nowhere. */
export function missingFile(reference: FileReference, known: FilePaths, nowhereElse: string): RuleProblem {
  const { kind, namespaces, path, target, written } = reference;
  const where = namespaces.join(', ');
  const outcome = kind === 'read' ? 'reading it fails when the flow runs' : '`include` takes nothing by it';
  const text = `There is no namespace file ${path} in ${where}${nowhereElse}: ${outcome}.`;
  return { rule: 'unknown-file', severity: 'warning', text, target, hint: hintOf(), answer: 'none' };

  function hintOf(): string {
    if (kind === 'include' && known.hasFolder(reference)) return `Write \`${written}/**\` to take the folder.`;
    const near = nearestName(path, known.paths.slice(0, COMPARED));
    if (near !== undefined)
      return `Did you mean \`${written.endsWith(path) ? written.slice(0, -path.length) + near : near.slice(1)}\`?`;
    return 'Correct the path, or upload the file with deploy-namespace-files.';
  }
}
