import { sameSource } from '../flows/same-source.js';
import type { Attempted, Undone } from '../plan/apply-plan.js';
import type { StoredSource } from './actual.js';
import type { DesiredFlow } from './desired.js';
import { isUnwritten } from './unwritten.js';
import type { WrittenFlow, WritePorts } from './write.js';

const UNTOUCHED: Undone = { state: 'untouched' };
const CHANGED: Undone = {
  state: 'not-undone',
  reason: 'Somebody else changed it meanwhile: it is left as it is now.',
};

/**
 * Puts a flow back as it was before it was written. The server is asked what it holds now: after a lost
 * answer only it knows, and what somebody else wrote meanwhile is left alone.
 * @param found what the plan found
 */
export async function undoWrite(
  { namespace, id, parsed }: DesiredFlow,
  found: StoredSource | undefined,
  applied: Attempted<WrittenFlow>,
  { server, failures }: WritePorts,
): Promise<Undone> {
  if (applied.state === 'failed' && isUnwritten(applied.error, failures)) return UNTOUCHED;
  const result = applied.state === 'done' ? applied.result : undefined;
  if (result?.action === 'unchanged') return UNTOUCHED;
  const before = result === undefined ? found?.source : result.sourceBefore;
  const now = await server.getFlow(namespace, id);
  const isOurs = now !== undefined && sameSource(now.source, parsed.document.source);
  if (before === undefined) {
    if (now === undefined) return UNTOUCHED;
    if (!isOurs) return result === undefined ? UNTOUCHED : CHANGED;
    await server.deleteFlow(namespace, id);
    return { state: 'undone' };
  }
  if (now !== undefined && sameSource(now.source, before)) return UNTOUCHED;
  if (!isOurs) return result === undefined ? UNTOUCHED : CHANGED;
  const { revision } = await server.updateFlow(namespace, id, before);
  return { state: 'undone', revision };
}

/** Brings a deleted flow back, with the source it had. */
export async function undoDeletion(
  { namespace, id, source }: StoredSource,
  applied: Attempted<WrittenFlow>,
  { server, failures }: WritePorts,
): Promise<Undone> {
  if (applied.state === 'failed' && isUnwritten(applied.error, failures)) return UNTOUCHED;
  if (applied.state === 'done' && applied.result.action !== 'deleted') return UNTOUCHED;
  const now = await server.getFlow(namespace, id);
  if (now !== undefined) return applied.state === 'failed' || sameSource(now.source, source) ? UNTOUCHED : CHANGED;
  const { revision } = await server.createFlow(source);
  return { state: 'undone', revision };
}
