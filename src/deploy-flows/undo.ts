import { sameSource } from '../flows/same-source.js';
import type { Attempted, Undone } from '../plan/apply-plan.js';
import type { StoredSource } from './actual.js';
import type { DesiredFlow } from './desired.js';
import { isUnwritten } from './unwritten.js';
import { LOOK_MS, type WrittenFlow, type WritePorts } from './write.js';

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
  const source = result === undefined ? found?.source : result.sourceBefore;
  const now = await server.getFlow(namespace, id);
  if (isSame(now, source)) return UNTOUCHED;
  if (!isSame(now, parsed.document.source)) return result === undefined ? UNTOUCHED : CHANGED;
  const write = async () =>
    source === undefined
      ? void (await server.deleteFlow(namespace, id))
      : await server.updateFlow(namespace, id, source);
  return putBack({ namespace, id, source }, write, { server, failures });
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
  if (now !== undefined) return applied.state === 'failed' || isSame(now, source) ? UNTOUCHED : CHANGED;
  return putBack({ namespace, id, source }, () => server.createFlow(source), { server, failures });
}

/** Writes what was there before. When the answer is lost, the server is asked whether it is there again. */
async function putBack(
  { namespace, id, source }: { readonly namespace: string; readonly id: string; readonly source: string | undefined },
  write: () => Promise<{ readonly revision: number } | void>,
  { server, failures }: Pick<WritePorts, 'server' | 'failures'>,
): Promise<Undone> {
  try {
    return undone(await write());
  } catch (error) {
    if (!failures.isLost(error)) throw error;
    const now = await server.getFlow(namespace, id, LOOK_MS).catch(() => 'unknown' as const);
    if (now === 'unknown' || !isSame(now, source)) throw error;
    return undone(now);
  }
}

/** Whether the server holds a source; undefined: no flow. */
function isSame(now: { readonly source: string } | undefined, source: string | undefined): boolean {
  return now === undefined || source === undefined ? now === source : sameSource(now.source, source);
}

function undone(flow: { readonly revision: number } | undefined | void): Undone {
  return { state: 'undone', ...(flow ? { revision: flow.revision } : {}) };
}
