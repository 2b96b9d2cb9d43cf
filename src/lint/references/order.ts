import { textOf, valueOf } from '../../flows/navigate.js';
import { ancestry, isFlowTask, type Task } from './tasks.js';

/** Why a task cannot use the outputs of another. */
export type Unreachable =
  /** It runs only afterwards. */
  | 'later'
  /** It is the task itself. */
  | 'itself'
  /** Of two branches only one is run. */
  | 'other-branch'
  /** Both are run at the same time. */
  | 'at-once'
  /** No dependency in the Dag makes it wait. */
  | 'not-awaited'
  /** It is inside a Loop of 2.0, which keeps its outputs to itself. */
  | 'inside-loop';

/**
 * Why the outputs of one task can never be there, or nothing makes sure that they are, when another is run;
 * undefined when they can be, or nobody knows.
 */
export function whyUnreachable(reader: Task, target: Task): Unreachable | undefined {
  if (reader === target) return isRepeated(reader.parent) || !isPlain(reader) ? undefined : 'itself';
  const readers = [...ancestry(reader)].reverse();
  const targets = [...ancestry(target)].reverse();
  let shared = 0;
  while (readers[shared] !== undefined && readers[shared] === targets[shared]) shared++;
  const [from, to] = [readers[shared], targets[shared]];
  if (targets.slice(shared).some((one) => one !== target && isFlowTask(one, 'Loop'))) return 'inside-loop';
  // One holds the other: it has its outputs while it runs, or looks at theirs at the end.
  if (from === undefined || to === undefined) return undefined;
  return betweenSiblings(from, to);
}

/** Two tasks of one parent. */
function betweenSiblings(from: Task, to: Task): Unreachable | undefined {
  if (from.list === '?' || to.list === '?' || isRepeated(from.parent)) return undefined;
  const [first, second] = [rank(from), rank(to)];
  if (first !== second) return first < second ? 'later' : undefined;
  if (from.list !== to.list) return 'other-branch';
  const { parent } = from;
  if (from.list !== 'tasks' || parent === undefined) return from.index < to.index ? 'later' : undefined;
  if (isFlowTask(parent, 'Parallel')) return isLimited(parent) ? undefined : 'at-once';
  if (isFlowTask(parent, 'Dag')) {
    if (waitsFor(parent, to.index, from.index)) return 'later';
    return isLimited(parent) || waitsFor(parent, from.index, to.index) ? undefined : 'not-awaited';
  }
  return from.index < to.index ? 'later' : undefined;
}

/** The order of the lists of one parent. Listeners run whenever they run. */
function rank({ list }: Task): number {
  return { errors: 1, finally: 2, afterExecution: 3, listeners: 3 }[list] ?? 0;
}

/** Whether what stands here may have run before, in an earlier round. */
function isRepeated(parent: Task | undefined): boolean {
  return parent !== undefined && [...ancestry(parent)].some((one) => isLoop(one) || isUnknown(one));
}

const isLoop = (task: Task): boolean =>
  isFlowTask(task, 'EachParallel', 'EachSequential', 'ForEach', 'LoopUntil', 'Loop');

const isUnknown = ({ className, list }: Task): boolean => className === undefined || list === '?';

/** Tasks that hold others have outputs while they run; what a plugin looks at afterwards nobody knows. */
function isPlain({ className = 'io.kestra.plugin.core.flow.' }: Task): boolean {
  return !className.startsWith('io.kestra.plugin.core.flow.');
}

/** Some of them wait for others, in their order. */
function isLimited({ node }: Task): boolean {
  const concurrent = textOf(node, 'concurrent');
  return concurrent !== undefined && concurrent !== '0';
}

function waitsFor(dag: Task, one: number, other: number): boolean {
  const items = valueOf(dag.node, 'tasks');
  if (items?.kind !== 'sequence') return true;
  const ids = items.items.map((item) => textOf(valueOf(item, 'task'), 'id'));
  const seen = new Set<number>();
  const open = [one];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (seen.has(index)) continue;
    seen.add(index);
    const names = valueOf(items.items[index], 'dependsOn');
    if (names?.kind === 'sequence') {
      for (const name of names.items) if (name.kind === 'scalar') open.push(ids.indexOf(name.text));
    }
  }
  return seen.has(other) && one !== other;
}
