import type { FlowNode, YamlPath } from '../../flows/tree.js';
import { Refusal } from './refusal.js';
import type { ChainStep, Read } from './values.js';

/** More refusals of one reading are not kept: nobody reads them. */
const MOST = 200;

/** Text that could not be read as YAML: what stands there is not known. */
export interface UnreadableText {
  readonly isUnreadable: (node: FlowNode) => boolean;
  /** Among it may be keys of the flow that no flow has. */
  readonly hidesKeys: boolean;
}

/**
 * A reading that goes on behind what Kestra's mapper refuses, as if each of it were mended: what was refused
 * is there and not looked into.
 */
export interface Recovery extends UnreadableText {
  /** In the order in which the mapper comes to them, each place once. */
  readonly refusals: Refusal[];
  /** Where the reading is, as Jackson's reference chain names it. */
  readonly steps: ChainStep[];
  /** Places of which nothing more is said. */
  readonly refused: Set<string>;
}

export function startRecovery({ isUnreadable, hidesKeys }: UnreadableText): Recovery {
  return { refusals: [], steps: [], refused: new Set(), isUnreadable, hidesKeys };
}

/** Keeps a refusal, unless something was refused at its place before. */
function refuse({ refusals, steps, refused }: Recovery, refusal: Refusal): void {
  if (refusals.length >= MOST || !isFirstAt(refused, refusal.target)) return;
  for (let index = steps.length - 1; index >= 0; index--) refusal.within(steps[index]!);
  refusals.push(refusal);
}

/** Whether a place comes up for the first time; from then on it does not. */
export function isFirstAt(refused: Set<string>, target: Refusal['target']): boolean {
  const key = JSON.stringify(target);
  return !refused.has(key) && refused.add(key) !== undefined;
}

interface Recovering {
  readonly recovery?: Recovery | undefined;
}

export function wasRefused({ refused }: Recovery, target: Refusal['target']): boolean {
  return refused.has(JSON.stringify(target));
}

/** Ends the reading; where it goes on, keeps what is refused. */
export function refuseOrThrow({ recovery }: Recovering, refusal: Refusal): void {
  if (recovery === undefined) throw refusal;
  refuse(recovery, refusal);
}

/** Reads a value one step further down: what is refused in there ends the reading, or is kept. */
export function readStep(
  { recovery }: Recovering,
  step: ChainStep,
  node: FlowNode,
  path: YamlPath,
  readAt: (path: YamlPath) => Read,
): Read {
  if (recovery?.isUnreadable(node) === true) return unread(node, path);
  recovery?.steps.push(step);
  try {
    return readAt(path);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (recovery === undefined) throw error.within(step);
    refuse(recovery, error);
    return unread(node, path);
  } finally {
    recovery?.steps.pop();
  }
}

/** A value that is there, and of which nothing else is known. */
export function unread(node: FlowNode, path: YamlPath): Read {
  return { k: 'other', node, path, unread: true };
}
