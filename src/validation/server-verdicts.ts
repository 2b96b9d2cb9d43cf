import pLimit from 'p-limit';
import { ActionError } from '../errors.js';
import type { ServerVerdict } from '../rules/verdict.js';
import { batchesOf, type ValidationItem } from './batches.js';
import type { FlowServer, ServerFailures } from './ports.js';

/** A verdict and how its lines count. */
export interface PlacedVerdict {
  readonly verdict: ServerVerdict;
  /**
   * Lines that the server saw before the text: the rest of the marker's line, for every but the first
   * document of a request.
   */
  readonly linesBefore: 0 | 1;
}

type Batch = readonly ValidationItem[];
type Answer = Awaited<ReturnType<FlowServer['validateFlows']>>;

/** What the requests of a run share. */
interface Asking {
  /** No more at once than allowed. */
  readonly validate: FlowServer['validateFlows'];
  readonly isBreakdown: ServerFailures['isBreakdown'];
  /** The server has judged something. */
  answered: boolean;
  /** How it broke down at a document that it was asked about alone. */
  breakdown?: unknown;
}

/**
 * The server's verdict on every item, in the order of the items. An answer counts only when it surely belongs
 * to the document: as many entries as documents, each index once, each identity the one that was sent; else
 * the same is asked again in halves, down to one document a request. So is a request at which the server
 * breaks down: one document that it cannot stand must not take the verdicts of the others with it.
 * @throws ActionError when the server's answer to a single document does not fit either
 * @throws what the server's client throws; a breakdown when the server judges nothing at all
 */
export async function validateOnServer(
  items: readonly ValidationItem[],
  server: Pick<FlowServer, 'validateFlows'>,
  { concurrency, failures }: { readonly concurrency: number; readonly failures: Pick<ServerFailures, 'isBreakdown'> },
): Promise<readonly PlacedVerdict[]> {
  const verdicts = new Array<PlacedVerdict>(items.length);
  const limit = pLimit(concurrency);
  const asking: Asking = {
    validate: (body) => limit(() => server.validateFlows(body)),
    isBreakdown: failures.isBreakdown,
    answered: false,
  };
  await Promise.all(
    batchesOf(items).map(async (batch) => {
      const answers = await ask(
        batch.map((index) => items[index]!),
        asking,
      );
      batch.forEach((index, position) => (verdicts[index] = answers[position]!));
    }),
  );
  if (!asking.answered && asking.breakdown !== undefined) throw asking.breakdown;
  return verdicts;
}

async function ask(batch: Batch, asking: Asking): Promise<readonly PlacedVerdict[]> {
  let answer: Answer;
  try {
    answer = await asking.validate(batch.map((item) => item.text).join('\n---\n'));
  } catch (error) {
    if (!asking.isBreakdown(error)) throw error;
    return askAfterBreakdown(batch, asking, error);
  }
  asking.answered = true;
  const fitting = fit(batch, answer);
  if (fitting !== undefined) return fitting;
  if (batch.length === 1) {
    // The server splits this text where YAML does not: that is a defect of the file, and no reason to lose
    // the verdicts on all others.
    if (batch[0]!.alone) return [{ verdict: SPLIT, linesBefore: 0 }];
    throw misfit(batch[0]!, answer);
  }
  return (await Promise.all(halvesOf(batch).map((half) => ask(half, asking)))).flat();
}

/** Half after half: of a server that breaks down at everything, little is asked. */
async function askAfterBreakdown(batch: Batch, asking: Asking, error: unknown): Promise<readonly PlacedVerdict[]> {
  if (batch.length === 1) {
    if (!asking.answered && asking.breakdown !== undefined) throw asking.breakdown;
    asking.breakdown = error;
    return [{ verdict: BREAKDOWN, linesBefore: 0 }];
  }
  const [first, second] = halvesOf(batch);
  const answers = await ask(first, asking);
  return [...answers, ...(await ask(second, asking))];
}

function halvesOf(batch: Batch): readonly [Batch, Batch] {
  const middle = Math.ceil(batch.length / 2);
  return [batch.slice(0, middle), batch.slice(middle)];
}

/** The answer's entries in the order of the batch; undefined when any of them is in doubt. */
function fit(batch: Batch, answer: Answer): readonly PlacedVerdict[] | undefined {
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

const BREAKDOWN: ServerVerdict = {
  outdated: false,
  constraints: 'Kestra answers 500 when it is asked to judge this flow, and judges others: its log says why.',
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
