import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import type { StoredIndex } from '../namespace-files/compare.js';
import type { Target } from '../namespace-files/plan-targets.js';
import { digestOf, type DigestLine } from '../plan/digest.js';
import type { FileDeploymentInput, FileDeploymentPorts, FilePlan } from './deployment.js';
import type { Content } from './ports.js';
import type { Before } from './results.js';

/** What the server holds where the plan changes something, and the digest of the plan. */
export interface ExaminedPlan {
  /** By path in the namespace, as the plan has it. */
  readonly before: ReadonlyMap<string, Before>;
  /** Only where contents were read for it. */
  readonly digest?: string;
}

type Ports = Pick<FileDeploymentPorts, 'server' | 'contentOf'>;

/** Longer texts are not shown as a diff, nor are more of them than this. */
const MAX_TEXT = 64 * 1024;
export const MAX_TEXTS = 50;

/**
 * Reads what the plan would change, as far as somebody wants to know: sizes as they are known, texts of small
 * files for a diff, and for a digest every content on both sides.
 */
export async function examinePlan(
  plan: FilePlan,
  stored: StoredIndex,
  input: Pick<FileDeploymentInput, 'namespace' | 'concurrency' | 'dryRun' | 'planDigest' | 'onError'>,
  ports: Ports,
): Promise<ExaminedPlan> {
  const needsDigest = input.dryRun || input.planDigest !== undefined;
  const before = new Map<string, Before>();
  const found = new Map<string, string>();
  const changed = plan.changes.filter(({ kind }) => kind === 'update' || kind === 'conflict');
  // What is kept for a rollback is read right before it is overwritten, and shown from there.
  const isReadLater = input.onError === 'rollback' && plan.conflicts.length === 0;
  const texts = new Set(changed.filter(({ desired }) => isSmall(desired, stored)).slice(0, MAX_TEXTS));
  const limit = pLimit(input.concurrency);

  await limit.map(needsDigest ? changed : isReadLater ? [] : [...texts], async (change) => {
    const { desired } = change;
    const read = await readStored(desired.path, input.namespace, texts.has(change) ? MAX_TEXT : 0, ports);
    if (read === undefined) return;
    found.set(desired.path, read.fingerprint);
    before.set(desired.path, { bytesBefore: read.size, ...(await textsBeside(read.text, desired, ports)) });
  });
  await limit.map(needsDigest ? plan.deletions : [], async ({ stored: path }) => {
    const read = await readStored(path, input.namespace, 0, ports);
    if (read === undefined) return;
    found.set(path, read.fingerprint);
    before.set(path, { bytesBefore: read.size });
  });
  for (const path of [...changed.map(({ desired }) => desired.path), ...plan.deletions.map((one) => one.stored)]) {
    const size = stored.sizeOf(path);
    if (!before.has(path) && size !== undefined) before.set(path, { bytesBefore: size });
  }
  return { before, ...(needsDigest ? { digest: await digest(plan, found, input, ports) } : {}) };
}

async function digest(
  plan: FilePlan,
  found: ReadonlyMap<string, string>,
  { concurrency }: Pick<FileDeploymentInput, 'concurrency'>,
  { contentOf }: Ports,
): Promise<string> {
  const writes = await pLimit(concurrency).map(plan.changes, async ({ kind, desired }): Promise<DigestLine> => {
    const wanted = (await hashed(contentOf(desired.file.path, desired.file.size).open())).digest('hex');
    return { kind, key: desired.path, found: kind === 'unchanged' ? wanted : found.get(desired.path), wanted };
  });
  const deletions = plan.deletions.map(({ stored: key }): DigestLine => ({
    kind: 'delete',
    key,
    found: found.get(key),
  }));
  return digestOf([...writes, ...deletions]);
}

/** A file of the server: its size and fingerprint, and its text when it is one and not longer than that. */
interface StoredContent {
  readonly size: number;
  readonly fingerprint: string;
  readonly text: string | undefined;
}

/** undefined: there is none. */
async function readStored(
  path: string,
  namespace: string,
  maxText: number,
  { server }: Ports,
): Promise<StoredContent | undefined> {
  let read: StoredContent | undefined;
  await server.readFile(namespace, path, async (pieces) => {
    let size = 0;
    const chunks: Uint8Array[] = [];
    const hash = await hashed(pieces, (piece) => {
      size += piece.length;
      if (size <= maxText) chunks.push(piece);
    });
    read = {
      size,
      fingerprint: hash.digest('hex'),
      text: size <= maxText ? textOf(Buffer.concat(chunks)) : undefined,
    };
  });
  return read;
}

async function hashed(pieces: AsyncIterable<Uint8Array>, onPiece?: (piece: Uint8Array) => void) {
  const hash = createHash('sha256');
  for await (const piece of pieces) {
    hash.update(piece);
    onPiece?.(piece);
  }
  return hash;
}

/** The two texts of a file that is overwritten, when both are small ones. */
export async function textsOf(
  former: Content,
  desired: Target,
  ports: Pick<FileDeploymentPorts, 'contentOf'>,
): Promise<Pick<Before, 'texts'>> {
  if (former.size > MAX_TEXT || desired.file.size > MAX_TEXT) return {};
  return textsBeside(textOf(await bytesOf(former)), desired, ports);
}

async function textsBeside(
  before: string | undefined,
  { file }: Target,
  { contentOf }: Pick<FileDeploymentPorts, 'contentOf'>,
): Promise<Pick<Before, 'texts'>> {
  if (before === undefined) return {};
  const after = textOf(await bytesOf(contentOf(file.path, file.size)));
  return after === undefined ? {} : { texts: { before, after } };
}

async function bytesOf(content: Content): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const piece of content.open()) chunks.push(piece);
  return Buffer.concat(chunks);
}

function isSmall({ file, path }: Target, stored: StoredIndex): boolean {
  return file.size <= MAX_TEXT && (stored.sizeOf(path) ?? 0) <= MAX_TEXT;
}

function textOf(bytes: Buffer): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
