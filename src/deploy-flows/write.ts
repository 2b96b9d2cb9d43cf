import { ActionError } from '../errors.js';
import { sameSource } from '../flows/same-source.js';
import type { StoredSource } from './actual.js';
import type { DesiredFlow } from './desired.js';
import { beforeWrite, UnwrittenError } from './unwritten.js';
import type { FlowServer, ServerFailures, StoredFlow } from '../validation/ports.js';

/** What was done to one flow. */
export interface WrittenFlow {
  readonly action: 'created' | 'updated' | 'unchanged' | 'deleted';
  readonly revisionBefore?: number;
  readonly revisionAfter?: number;
  /** What the server held before, when it was updated or deleted. */
  readonly sourceBefore?: string;
}

export interface WritePorts {
  readonly server: Pick<FlowServer, 'getFlow' | 'createFlow' | 'updateFlow' | 'deleteFlow'>;
  readonly failures: ServerFailures;
  readonly override: boolean;
  /** Only what the plan found may be replaced: whoever changes the server meanwhile is not overwritten. */
  readonly exactly: boolean;
}

/** For a look at a flow whose write got no answer: the server may have stopped to answer at all. */
export const LOOK_MS = 10_000;

/**
 * Creates the flow. When it turns out to exist – somebody was faster, or our own first attempt had arrived –
 * it is read back and compared: the same is fine, another one is updated only with `override`. So it is when
 * the answer is lost, and when the server breaks down: Kestra answers 500 to one of two that create a flow at
 * the same moment.
 */
export async function createFlow(flow: DesiredFlow, ports: WritePorts): Promise<WrittenFlow> {
  const { server, failures } = ports;
  try {
    const created = await server.createFlow(flow.parsed.document.source);
    if (created.namespace !== flow.namespace || created.id !== flow.id) throw new OtherFlowError(flow, created);
    return { action: 'created', revisionAfter: created.revision };
  } catch (error) {
    const isLost = failures.isLost(error);
    if (!isLost && !failures.isConflict(error) && !failures.isBreakdown(error)) throw error;
    // What the create met counts more than why it could not be read: a rollback decides by it.
    const stored = await server.getFlow(flow.namespace, flow.id, LOOK_MS).catch(() => undefined);
    if (stored === undefined) throw error;
    const mayBeOurs = isLost || failures.wasRepeated(error);
    if (mayBeOurs && isSameSource(stored, flow)) return { action: 'created', revisionAfter: stored.revision };
    return replaceStored(flow, stored, undefined, ports);
  }
}

/**
 * Reads the flow, then updates it: only what was read is `PUT`. What is gone meanwhile is created, what is
 * the same meanwhile is left alone.
 */
export async function updateFlow(
  flow: DesiredFlow,
  found: StoredSource | undefined,
  ports: WritePorts,
): Promise<WrittenFlow> {
  const stored = await beforeWrite(ports.server.getFlow(flow.namespace, flow.id));
  if (stored !== undefined) return replaceStored(flow, stored, found, ports);
  if (ports.exactly) throw changed(flow.key);
  return createFlow(flow, ports);
}

/**
 * Reads the flow and deletes it when it is still the one that was planned to go. When the answer is lost, the
 * flow is read again.
 */
export async function deleteFlow(
  { namespace, id, key, source }: StoredSource,
  ports: WritePorts,
): Promise<WrittenFlow> {
  const stored = await beforeWrite(ports.server.getFlow(namespace, id));
  if (stored === undefined) return { action: 'unchanged' };
  if (!sameSource(stored.source, source)) throw changed(key, 'It was not deleted.');
  try {
    await ports.server.deleteFlow(namespace, id);
  } catch (error) {
    const isGone = async () => (await ports.server.getFlow(namespace, id, LOOK_MS)) === undefined;
    if (!ports.failures.isLost(error) || !(await isGone().catch(() => false))) throw error;
  }
  return { action: 'deleted', revisionBefore: stored.revision, sourceBefore: stored.source };
}

/**
 * Puts a flow in the place of the one that is there, as far as that may be replaced.
 * @param found what the plan found there
 */
async function replaceStored(
  flow: DesiredFlow,
  stored: StoredFlow,
  found: StoredSource | undefined,
  ports: WritePorts,
): Promise<WrittenFlow> {
  const { revision } = stored;
  const unchanged = { action: 'unchanged', revisionBefore: revision, revisionAfter: revision } as const;
  if (isSameSource(stored, flow)) return unchanged;
  if (!ports.override) {
    throw new UnwrittenError(`${flow.key} came into being on the server during this run and differs.`, {
      hint: 'Set `override: true` to update it.',
    });
  }
  if (ports.exactly && (found === undefined || !sameSource(stored.source, found.source))) throw changed(flow.key);
  const updated = await ports.server.updateFlow(flow.namespace, flow.id, flow.parsed.document.source);
  // Kestra answers with the old revision when it takes the sources for the same.
  if (updated.revision === revision) return unchanged;
  return {
    action: 'updated',
    revisionBefore: revision,
    revisionAfter: updated.revision,
    sourceBefore: stored.source,
  };
}

function isSameSource({ source }: StoredFlow, { parsed }: DesiredFlow): boolean {
  return sameSource(source, parsed.document.source);
}

/** The answer to a creation is about another flow: what became of the flow is not known. */
class OtherFlowError extends ActionError {
  override readonly reason = 'protocol';

  constructor({ key }: DesiredFlow, answered: Pick<StoredFlow, 'namespace' | 'id'>) {
    super(`Kestra answered the creation of ${key} with another flow, ${answered.namespace}/${answered.id}.`, {
      hint: 'Look for a proxy that changes requests or answers, look at the flow, then run the step again.',
    });
  }
}

function changed(key: string, consequence = 'It was not overwritten.'): UnwrittenError {
  return new UnwrittenError(`Somebody changed ${key} on the server during this run. ${consequence}`, {
    hint: 'Look at the change, then run the step again.',
  });
}
