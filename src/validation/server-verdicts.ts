import pLimit from 'p-limit';
import { ActionError } from '../errors.js';
import type { ServerVerdict } from '../rules/verdict.js';
import type { FlowServer } from './ports.js';

/** A document on its way to `POST /flows/validate`. */
export interface ValidationItem {
  /**
   * Without markers and blank lines around it, so that the server splits the joined text where we joined it.
   */
  readonly text: string;
  /** The text itself holds what the server would take for a marker: it goes in a request of its own. */
  readonly alone: boolean;
  /** As Kestra reads it, where it can be known. */
  readonly identity?: { readonly namespace?: string; readonly id?: string };
  /** For people: which file it is. */
  readonly name: string;
}

/**
 * Kestra 1.3 and 2.0 take far more; a bounded request keeps one slow answer from holding up
 * everything.
 */
const DOCUMENTS_A_REQUEST = 100;
const BYTES_A_REQUEST = 4_000_000;

/** A verdict and how its lines count. */
export interface PlacedVerdict {
  readonly verdict: ServerVerdict;
  /**
   * Lines that the server saw before the text: the rest of the marker's line, for every but the first
   * document of a request.
   */
  readonly linesBefore: 0 | 1;
}

type ValidationServer = Pick<FlowServer, 'validateFlows'>;
type Answer = Awaited<ReturnType<FlowServer['validateFlows']>>;

/**
 * The server's verdict on every item, in the order of the items. An answer counts only when it surely belongs
 * to the document: as many entries as documents, each index once, each identity the one that was sent; else
 * the same is asked again in halves, down to one document a request.
 * @throws ActionError when the server's answer to a single document does not fit either
 */
export async function validateOnServer(
  items: readonly ValidationItem[],
  server: ValidationServer,
  concurrency: number,
): Promise<readonly PlacedVerdict[]> {
  const verdicts = new Array<PlacedVerdict>(items.length);
  const limit = pLimit(concurrency);
  await Promise.all(
    batchesOf(items).map(async (batch) => {
      const answers = await ask(
        batch.map((index) => items[index]!),
        server,
        limit,
      );
      batch.forEach((index, position) => (verdicts[index] = answers[position]!));
    }),
  );
  return verdicts;
}

/** Indexes of the items that share a request. */
function batchesOf(items: readonly ValidationItem[]): readonly (readonly number[])[] {
  const batches: number[][] = [];
  let open: number[] = [];
  let bytes = 0;
  for (const [index, item] of items.entries()) {
    if (item.alone) {
      batches.push([index]);
      continue;
    }
    if (open.length === DOCUMENTS_A_REQUEST || bytes + item.text.length > BYTES_A_REQUEST) {
      open = [];
      bytes = 0;
    }
    if (open.length === 0) batches.push(open);
    open.push(index);
    bytes += item.text.length;
  }
  return batches;
}

async function ask(
  batch: readonly ValidationItem[],
  server: ValidationServer,
  limit: ReturnType<typeof pLimit>,
): Promise<readonly PlacedVerdict[]> {
  const body = batch.map((item) => item.text).join('\n---\n');
  const answer = await limit(() => server.validateFlows(body));
  const fitting = fit(batch, answer);
  if (fitting !== undefined) return fitting;
  if (batch.length === 1) {
    // The server splits this text where YAML does not: that is a defect of the file, and no reason to lose
    // the verdicts on all others.
    if (batch[0]!.alone) return [{ verdict: SPLIT, linesBefore: 0 }];
    throw misfit(batch[0]!, answer);
  }
  const middle = Math.ceil(batch.length / 2);
  const halves = [batch.slice(0, middle), batch.slice(middle)];
  return (await Promise.all(halves.map((half) => ask(half, server, limit)))).flat();
}

/** The answer's entries in the order of the batch; undefined when any of them is in doubt. */
function fit(batch: readonly ValidationItem[], answer: Answer): readonly PlacedVerdict[] | undefined {
  if (answer.length !== batch.length) return undefined;
  const ordered = new Array<PlacedVerdict>(batch.length);
  for (const entry of answer) {
    const item = batch[entry.index];
    if (item === undefined || ordered[entry.index] !== undefined || !isAbout(entry, item)) return undefined;
    const { index, ...verdict } = entry;
    ordered[index] = { verdict, linesBefore: index === 0 ? 0 : 1 };
  }
  return ordered;
}

function isAbout(entry: ServerVerdict, { identity }: ValidationItem): boolean {
  const same = (sent: string | undefined, answered: string | undefined) =>
    sent === undefined || answered === undefined || sent === answered;
  return same(identity?.namespace, entry.namespace) && same(identity?.id, entry.flow);
}

const SPLIT: ServerVerdict = {
  outdated: false,
  constraints: 'Kestra splits this flow at a line that begins with `---`, and cannot judge it. Indent that line.',
};

/** A verdict that does not belong to what was sent. */
class VerdictError extends ActionError {
  override readonly reason = 'protocol';
}

function misfit(item: ValidationItem, answer: Answer): VerdictError {
  return new VerdictError(
    `Kestra's verdict on ${item.name} cannot be trusted: one flow was sent, ${answer.length === 1 ? 'the answer is about another one' : `${answer.length} verdicts came back`}.`,
    { hint: 'Run the step again. If it happens again, look for a proxy that changes requests or answers.' },
  );
}
