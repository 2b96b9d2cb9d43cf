import type { Finding } from '../../../src/findings/finding.js';
import { findingsOfVerdict } from '../../../src/findings/verdict-findings.js';
import type { FlowNode, ParsedFlow, YamlPath } from '../../../src/flows/tree.js';
import type { RuleSetName } from '../../../src/rules/verdict.js';
import { parseText } from '../../flow-source.js';
import { type Mistake, withMistakes } from '../../unit/rules/mistakes.js';
import { type Tree, write } from './mutants.js';
import type { Oracle } from './oracle.js';

/** A flow, and mistakes to be made in it. */
export interface Mistaken {
  readonly flow: Tree;
  readonly mistakes: readonly Mistake[];
}

/** An error of Kestra's, by what of it stays the same while other things are mended. */
export interface KestraError {
  readonly rule: string;
  /** Path, "flow" for the flow itself; of a duplicate its name. */
  readonly place: string;
  /** The property of the object there that it is about, "" for none. */
  readonly property: string;
  /** Kestra's own words, without the way to the place: what defaults give is read in many objects. */
  readonly text: string;
}

/** What the validator reports of a flow while its mistakes are mended one after the other. */
export interface Mending extends Mistaken {
  /** Its answers: to all the mistakes, then to those that are left each time. */
  readonly answers: readonly (readonly KestraError[])[];
  /** Whether nothing can be mended any more, although errors are left. */
  readonly isStuck: boolean;
}

export function sourceOf({ flow, mistakes }: Mistaken): string {
  return write(withMistakes(flow, mistakes)).trim();
}

/**
 * Mends in each flow what the validator reports, one mistake at a time, until the flow is valid. A mistake is
 * reported when an error is gone once it is mended. The validator is asked once a round about all flows.
 */
export async function mendAll(
  flows: readonly Mistaken[],
  rules: RuleSetName,
  oracle: Oracle,
): Promise<readonly Mending[]> {
  const answers = await judgeAll(flows, rules, oracle);
  let mendings = flows.map((mistaken, index) => after({ ...mistaken, answers: [] }, answers[index]));
  for (;;) {
    const trials = mendings.map((mending) => (isOpen(mending) ? mendedOnce(mending) : []));
    if (trials.every(({ length }) => length === 0)) return mendings;
    const judged = await judgeAll(trials.flat(), rules, oracle);
    mendings = mendings.map((mending, index) => {
      const tried = trials[index]!.map((trial) => ({ trial, answer: judged.shift() }));
      if (!isOpen(mending)) return mending;
      const last = mending.answers.at(-1)!;
      const next = tried.findIndex(({ answer }) => answer !== undefined && goneFrom(last, answer).length > 0);
      if (next === -1) return { ...mending, isStuck: true };
      const gone = goneFrom(last, tried[next]!.answer!);
      const answers = [...mending.answers.slice(0, -1), placedAt(mending.mistakes[next]!, gone, last)];
      return after({ ...tried[next]!.trial, answers }, tried[next]!.answer);
    });
  }
}

function isOpen({ answers, isStuck }: Mending): boolean {
  return !isStuck && answers.at(-1)!.length > 0;
}

function after(mending: Omit<Mending, 'isStuck'>, answer: readonly KestraError[] | undefined): Mending {
  if (answer === undefined) return { ...mending, isStuck: true };
  return { ...mending, answers: [...mending.answers, answer], isStuck: false };
}

function mendedOnce({ flow, mistakes }: Mistaken): readonly Mistaken[] {
  return mistakes.map((mistake) => ({ flow, mistakes: mistakes.filter((other) => other !== mistake) }));
}

/** The validator's errors for each flow; undefined where its core itself breaks. */
async function judgeAll(
  flows: readonly Mistaken[],
  rules: RuleSetName,
  { judge }: Oracle,
): Promise<(readonly KestraError[] | undefined)[]> {
  const sources = flows.map(sourceOf);
  return (await judge(sources)).map((verdict, index) => {
    if ('error' in verdict) return undefined;
    const parsed = parseText(sources[index]!);
    return errorsIn(parsed, findingsOfVerdict(parsed, verdict, rules));
  });
}

/** The errors among findings that are in Kestra's words. */
export function errorsIn(parsed: ParsedFlow, findings: readonly Finding[]): readonly KestraError[] {
  return findings.flatMap(({ severity, rule, original, range }) => {
    if (severity !== 'error' || original === undefined || !parsed.ok) return [];
    const text = original.replace(/ \(through reference chain: .*$/s, '');
    const duplicates = /^Duplicate .* \[(.*)\]$/.exec(text);
    if (duplicates !== null) return duplicates[1]!.split(', ').map((place) => ({ rule, place, property: '', text }));
    const path = pathAt(parsed.root, offsetOf(parsed, range));
    // What is missing is placed at something else that its object has.
    const place = nameOf(rule.startsWith('missing-') ? path.slice(0, -1) : path);
    return [{ rule, place, property: propertyIn(original), text }];
  });
}

function nameOf(path: YamlPath): string {
  return path.join('.') || 'flow';
}

/** Of a line "path.property: message"; the path may hold the id of a task, which may be mended. */
function propertyIn(original: string): string {
  if (NO_TYPE.test(original) || EXCEPTION.test(original)) return '';
  return /^(?:[^:\n]*\.)?(\w+): (?![^]*reference chain)/.exec(original)?.[1] ?? '';
}

/** Whether two errors are the same one, by where it is or by Kestra's words. */
export function isSameError(one: KestraError, other: KestraError): boolean {
  if (one.text === other.text && !NO_TYPE.test(one.text)) return true;
  if (one.rule !== other.rule || one.property !== other.property) return false;
  if (one.place === other.place) return true;
  return one.rule.startsWith('missing-') && (isIn(one.place, other.place) || isIn(other.place, one.place));
}

/** What an object lacks is placed at something that it has, or at the object itself. */
function isIn(place: string, outer: string): boolean {
  return place.startsWith(`${outer}.`) || (outer === 'flow' && !place.includes('.'));
}

function goneFrom(errors: readonly KestraError[], later: readonly KestraError[]): readonly KestraError[] {
  const keyOf = ({ rule, place, property }: KestraError): string => [rule, place, property].join(' ');
  const left = new Set(later.map(keyOf));
  return errors.filter((error) => !left.has(keyOf(error)));
}

/** Does not tell in which object. */
const NO_TYPE = /^Invalid type: *(?:<null>|null)?$/;

/** Where something is missing Kestra's own code may break, and tells neither what nor where. */
const EXCEPTION = /^Unable to validate the flow: (?:HV000028|Cannot invoke)/;

/** Such an error belongs to the mistake with which it went. */
function placedAt(
  { path }: Mistake,
  gone: readonly KestraError[],
  errors: readonly KestraError[],
): readonly KestraError[] {
  return errors.map((error) => {
    if (!gone.includes(error)) return error;
    const [object, last] = [path.slice(0, -1), path.at(-1)];
    if (NO_TYPE.test(error.text)) return { ...error, place: nameOf(last === 'type' ? object : path) };
    return EXCEPTION.test(error.text)
      ? { ...error, rule: 'missing-property', place: nameOf(object), property: String(last) }
      : error;
  });
}

function offsetOf({ document }: ParsedFlow, range: Finding['range']): number {
  const { startLine, startColumn } = range!;
  const before = document.source.split('\n').slice(0, startLine - 1);
  return before.reduce((sum, line) => sum + line.length + 1, startColumn - 1);
}

/** The way to the innermost entry or item that begins before an offset. */
function pathAt(node: FlowNode, offset: number): YamlPath {
  const children =
    node.kind === 'mapping'
      ? node.entries.map(({ key, keySpan, value }) => ({ step: key, start: keySpan.start, value }))
      : node.kind === 'sequence'
        ? node.items.map((value, step) => ({ step, start: value.span.start, value }))
        : [];
  const inside = children.findLast(({ start }) => start <= offset);
  return inside === undefined ? [] : [inside.step, ...pathAt(inside.value, offset)];
}
