import { stat } from 'node:fs/promises';
import { basename, dirname, join, posix, resolve, sep } from 'node:path';
import { Patterns } from '../files/patterns.js';
import { readRegularFile } from '../files/regular-file.js';
import type { FlowFile } from '../flows/source.js';
import { readBlobs } from '../git/blobs.js';
import { HistoryError, listFiles, listTree, openRepository, readHeldFiles, type Repository } from '../git/history.js';
import type { FlowHistory, HeldFlowFile } from './ports.js';

/** Larger files hold no flow that Kestra reads. */
const MAX_BYTES = 6 * 1_048_576;
const YAML = /\.ya?ml$/i;
/** No file lies there: it, or a folder on the way, is gone or something else. */
const NO_FILE: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR']);

export interface HistoryOptions {
  readonly workspace: string;
  readonly directory: readonly string[];
  readonly include: readonly string[];
  readonly exclude?: readonly string[] | undefined;
}

/**
 * The history of the deployed directories, as their Git repositories have it.
 * @throws HistoryError when there is none, or not the whole of it
 */
export async function openGitHistory(options: HistoryOptions): Promise<FlowHistory> {
  const roots = await Promise.all(options.directory.map((directory) => openRoot(options, directory)));
  const repositories = new Map(roots.map(({ repository }) => [repository.root, repository]));
  /** Which repository has a content: directories may lie in several. */
  const home = new Map<string, Repository>();
  const include = new Patterns(options.include, 'include');
  /** Of the files that held flows; a flow may have moved to another folder with its file. */
  const extensions = new Set<string>();
  const mayHoldFlows = (path: string) =>
    YAML.test(path) || extensions.has(extensionOf(path)) || include.decide(path) === true;
  return {
    heldFiles: async () => {
      const files: HeldFlowFile[] = [];
      for (const root of roots) {
        for (const file of await heldBelow(root, options)) {
          files.push(file);
          home.set(file.blob, root.repository);
          extensions.add(extensionOf(file.path));
        }
      }
      return files;
    },
    readContents: async (blobs, onText) => {
      for (const repository of repositories.values()) {
        const own = blobs.filter((blob) => home.get(blob)?.root === repository.root);
        await readBlobs(repository, own, (blob, content) => {
          const text = textOf(content);
          if (text !== undefined) onText(blob, text);
        });
      }
    },
    checkout: async function* () {
      for (const repository of repositories.values()) yield* flowFiles(repository, mayHoldFlows);
    },
  };
}

/** A directory, or a single file, that is deployed. */
interface Root {
  /** As the workflow names it. */
  readonly directory: string;
  readonly isFile: boolean;
  readonly repository: Repository;
}

async function openRoot({ workspace }: HistoryOptions, directory: string): Promise<Root> {
  const path = resolve(workspace, directory);
  const isFile = await stat(path).then(
    (info) => info.isFile(),
    () => false,
  );
  return { directory, isFile, repository: await openRepository(isFile ? dirname(path) : path, directory) };
}

async function heldBelow(
  { directory, isFile, repository }: Root,
  options: HistoryOptions,
): Promise<readonly HeldFlowFile[]> {
  const include = new Patterns(options.include, 'include');
  const exclude = new Patterns(options.exclude ?? [], 'exclude');
  const { folder } = repository;
  const root = isFile ? posix.join(folder, basename(directory)) : folder;
  const isWanted = (inRoot: string) =>
    isFile ||
    (!inRoot.split('/').some((name) => name.startsWith('.')) &&
      include.decide(inRoot) === true &&
      exclude.decide(inRoot) !== true);
  const held = await readHeldFiles(repository, [root]);
  return [...held].flatMap(([path, contents]) => {
    const inRoot = root === '' ? path : path.slice(root.length + 1);
    if (!isWanted(inRoot)) return [];
    const shown = isFile ? directory : posix.join(directory.split(sep).join('/'), inRoot);
    return contents.map((content) => ({ ...content, path: shown }));
  });
}

/**
 * The files of a checkout that may hold flows. What is not on the disk, as in a sparse checkout, is as the
 * commit that is checked out has it; what is too large or no text is left out.
 */
async function* flowFiles(repository: Repository, mayHoldFlows: (path: string) => boolean): AsyncIterable<FlowFile> {
  const committed = await listTree(repository, []);
  const paths = new Set([...(await listFiles(repository)), ...committed.keys()]);
  const notOnDisk = new Map<string, string>();
  for (const path of paths) {
    if (!mayHoldFlows(path)) continue;
    const content = readOnDisk(repository, path);
    const text = content === undefined ? undefined : textOf(content);
    if (text !== undefined) yield { path, text };
    const blob = committed.get(path);
    if (content === undefined && blob !== undefined) notOnDisk.set(path, blob);
  }
  const texts = new Map<string, string | undefined>();
  await readBlobs(repository, [...new Set(notOnDisk.values())], (blob, content) => {
    texts.set(blob, textOf(content));
  });
  for (const [path, blob] of notOnDisk) {
    const text = texts.get(blob);
    if (text !== undefined) yield { path, text };
  }
}

/** @throws HistoryError when a file lies there that cannot be read */
function readOnDisk({ root }: Repository, path: string): Uint8Array | undefined {
  try {
    return readRegularFile(join(root, path), MAX_BYTES);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    if (NO_FILE.has(code)) return undefined;
    throw new HistoryError(
      `"${path}" cannot be read (${code}), and it may define a flow that \`prune: removed\` would delete. Nothing was changed.`,
      { hint: 'Let the user that runs this step read it, or remove it from the checkout.' },
    );
  }
}

function extensionOf(path: string): string {
  return posix.extname(path).toLowerCase();
}

function textOf(content: Uint8Array): string | undefined {
  if (content.length > MAX_BYTES) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}
