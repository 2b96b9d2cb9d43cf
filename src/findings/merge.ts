import type { Finding, Severity } from './finding.js';

/**
 * Rules whose local verdict stands whatever the server says: validation does not see them, a deployment trips
 * over them.
 */
const OURS = new Set([
  'duplicate-key',
  'identity-missing',
  'identity-not-text',
  'deleted-flow',
  'duplicate-flow',
  'not-a-flow',
  'empty-document',
  'yaml-syntax',
  'yaml-limit',
  'not-utf8',
]);

/**
 * What our rules and the server say about one document, each problem once. The server decides: of a flow that
 * it accepts an error of ours is a warning, but for those that it cannot see. Of one that it refuses it may
 * not have come to ours yet: it stops at the first thing that it cannot read, and accepts what stands before.
 */
export function mergeFindings(own: readonly Finding[], server: readonly Finding[]): readonly Finding[] {
  const stop = server.find(({ severity }) => severity === 'error');
  const kept = unreportedOf(own, server).map(({ finding, shared }): Finding => {
    if (finding.severity !== 'error' || shared || OURS.has(finding.rule)) return finding;
    if (stop === undefined || isPassed(finding, stop)) {
      return { ...comeTo(finding), severity: 'warning', hint: 'The server accepts it.' };
    }
    if (finding.afterLine === undefined && !isOfReading(stop)) return finding;
    return stop.range === undefined ? finding : { ...finding, afterLine: stop.range.startLine };
  });
  return sortFindings([...kept, ...server]);
}

/** The finding as one that Kestra does not stop before. */
function comeTo(finding: Finding): Finding {
  const { afterLine, ...reached } = finding;
  return afterLine === undefined ? finding : reached;
}

/** What Kestra refuses while it reads a flow, in the order of the document. */
function isOfReading({ original }: Finding): boolean {
  return /^(?:Unrecognized field |Invalid type: |Illegal \w+ source: )/.test(original ?? '');
}

/** Whether a server that stopped there has read what we would refuse. */
function isPassed(finding: Finding, stop: Finding): boolean {
  if (!isOfReading(finding)) return false;
  if (!isOfReading(stop)) return true;
  const [here, there] = [finding.range, stop.range];
  if (here === undefined || there === undefined) return false;
  return (
    here.startLine < there.startLine || (here.startLine === there.startLine && here.startColumn < there.startColumn)
  );
}

/** What our own checks and the offline rules say about one document, each problem once, ours first. */
export function mergeOwn(local: readonly Finding[], offline: readonly Finding[]): readonly Finding[] {
  const errors = local.filter(({ severity }) => severity === 'error');
  const kept = withoutRepeatsOf(errors, offline);
  // What is only a warning to our checks may be an error to a version of Kestra.
  const warnings = local.filter(({ severity }) => severity !== 'error');
  return [...errors, ...unreportedOf(warnings, kept).map(({ finding }) => finding), ...kept];
}

function withoutRepeatsOf(local: readonly Finding[], offline: readonly Finding[]): readonly Finding[] {
  // Of an identity that is wrong, nothing more needs to be reported.
  const keys = local
    .filter(({ rule }) => rule.startsWith('identity-'))
    .map(({ message }) => (message.includes('`id') ? 'id: ' : 'namespace: '));
  return unreportedOf(offline, local)
    .map(({ finding }) => finding)
    .filter(({ original }) => !keys.some((key) => original?.startsWith(key) === true));
}

interface Unreported {
  readonly finding: Finding;
  /** The server says these words too, of another place. */
  readonly shared: boolean;
}

/**
 * Our findings that are none of the server's. Each of the server's answers for one of ours: the one with its
 * words at its place, else one with its words (placed otherwise), else one at its place that means the same.
 */
function unreportedOf(own: readonly Finding[], server: readonly Finding[]): readonly Unreported[] {
  // A hostile file has many thousand findings: no keys of each are made to be compared with nothing.
  if (server.length === 0) return own.map((finding) => ({ finding, shared: false }));
  const open = new Set(own);
  const answered = new Set<Finding>();
  for (const isSame of [sameWordsAndPlace, sameWords, sameMessageAndPlace, sameRuleAndPlace]) {
    const byKey = new Map<string, Finding[]>();
    for (const finding of open) push(byKey, isSame(finding), finding);
    for (const reported of server) {
      if (answered.has(reported)) continue;
      const found = byKey.get(isSame(reported))?.shift();
      if (found === undefined) continue;
      open.delete(found);
      answered.add(reported);
    }
  }
  const words = new Set(server.map(sameWords));
  return [...open].map((finding) => ({ finding, shared: words.has(sameWords(finding)) }));
}

function push(groups: Map<string, Finding[]>, key: string, finding: Finding): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [finding]);
  else group.push(finding);
}

function sameWordsAndPlace(finding: Finding): string {
  return `${placeOf(finding)} ${sameWords(finding)}`;
}

/** Versions of Kestra differ in the properties that they know: the list does not count. */
function sameWords({ original, message }: Finding): string {
  const text = original ?? message;
  const list = text.indexOf(' known properties: ');
  return (list === -1 ? text : text.slice(0, text.lastIndexOf('(', list))).replace(/\s+/g, ' ').trim();
}

/** Paths are printed differently (`hello.message`, `tasks[hello].message`), but mean the same for people. */
function sameMessageAndPlace(finding: Finding): string {
  return `${placeOf(finding)} ${topicOf(finding) ?? finding.message}`;
}

/**
 * What our own checks and Kestra's validation report in other words: a flow without `id` or `namespace`, a
 * document without flow.
 */
function topicOf({ rule, message, original }: Finding): string | undefined {
  const key =
    rule === 'identity-missing'
      ? /`(id|namespace)`/.exec(message)?.[1]
      : /^(id|namespace): must not be (?:null|blank)$/.exec(original ?? message)?.[1];
  if (key !== undefined) return `identity ${key}`;
  // A document of null is empty for Kestra, and no flow for us.
  return rule === 'not-a-flow' || rule === 'empty-document' ? 'no flow' : undefined;
}

/** The same in other words: another YAML parser, another library for cron. */
function sameRuleAndPlace(finding: Finding): string {
  return `${placeOf(finding)} ${finding.rule} ${MANIFOLD.has(finding.rule) ? finding.message : ''}`;
}

/** An object may have several problems of these, all at its head. */
const MANIFOLD = new Set(['missing-property', 'constraint', 'kestra', 'kestra-internal']);

function placeOf({ range }: Finding): string {
  return `${range?.startLine}:${range?.startColumn}`;
}

/**
 * Without what is only deprecated where the next version refuses it: the same place, and the same to do about
 * it.
 */
export function withoutSuperseded(findings: readonly Finding[]): readonly Finding[] {
  const key = (finding: Finding) => `${placeOf(finding)} ${finding.file}`;
  const refused = new Set(findings.filter(({ rule }) => rule.startsWith('upgrade-unknown-')).map(key));
  return findings.filter((finding) => finding.rule !== 'deprecated' || !refused.has(key(finding)));
}

/** Without repetitions of the same words at the same place. */
export function uniqueFindings(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ file, rule, message, range }) => {
    const key = JSON.stringify([file, rule, message, range]);
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

const ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, notice: 2 };

/**
 * By file, document and place, worst first at one place; behind what Kestra reports at first, what it would
 * come to afterwards.
 */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (a, b) =>
      compare(a.file, b.file) ||
      (a.document ?? 0) - (b.document ?? 0) ||
      Number(a.afterLine !== undefined) - Number(b.afterLine !== undefined) ||
      (a.range?.startLine ?? 0) - (b.range?.startLine ?? 0) ||
      (a.range?.startColumn ?? 0) - (b.range?.startColumn ?? 0) ||
      ORDER[a.severity] - ORDER[b.severity],
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
