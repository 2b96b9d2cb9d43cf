import type { ScalarNode, YamlNode } from '../../../src/yaml/nodes.js';
import type { YamlMark, YamlProblem } from '../../../src/yaml/problem.js';
import { readYaml } from '../../../src/yaml/read-yaml.js';
import type { OracleMark, YamlAnswer } from './oracle.js';

/** Where our reading of a text differs from that of the parser below Kestra, undefined when it does not. */
export function difference(source: string, answer: YamlAnswer): string | undefined {
  const ours = readYaml(source, Infinity);
  const { stop } = answer;
  if (answer.tokens[0]?.[0] === 'START_ARRAY' && stop !== undefined) {
    // Of a document that is a list nothing more is looked at.
    return ours.kind === 'document' && ours.root.kind === 'sequence' ? undefined : `a list: ${ours.kind}`;
  }
  if (stop !== undefined) {
    return ours.kind === 'problem'
      ? problemDifference(ours.problem, answer)
      : `${ours.kind}, but it stops: ${stop.text}`;
  }
  if (ours.kind === 'problem') return lost(answer) ? undefined : `refused: ${JSON.stringify(ours.problem)}`;
  if (ours.kind === 'empty') return answer.tokens.length === 0 ? undefined : 'not empty';
  const theirs = eventLines(answer);
  const lines = nodeLines(ours.root, codePointsOf(source));
  const at = theirs.findIndex((line, index) => line !== lines[index]);
  return at === -1 && theirs.length === lines.length ? undefined : `theirs ${theirs[at]}, ours ${lines[at]}`;
}

/** `!!int -`: Jackson loses the token, and says nothing until it is missed. */
function lost({ tokens }: YamlAnswer): boolean {
  const [last] = tokens.at(-1) ?? [];
  return (
    last === 'FIELD_NAME' || last?.startsWith('START_') === true || !tokens.some(([name]) => name === 'END_OBJECT')
  );
}

function problemDifference(ours: YamlProblem, { error, stop }: YamlAnswer): string | undefined {
  const text = stop!.text;
  const both = `ours ${JSON.stringify(ours)}, theirs ${JSON.stringify(text)}`;
  const last = ours.kind === 'reader' ? undefined : [ours.last.line + 1, ours.last.column + 1];
  if (last !== undefined && (last[0] !== stop!.line || last[1] !== stop!.column)) return `another end: ${both}`;
  switch (ours.kind) {
    case 'structure':
      return text.startsWith('Expected a field name') ? undefined : both;
    case 'scanner':
    case 'parser':
      break;
    default:
      return withoutJavasReason(text) === withoutJavasReason(ours.problem) ? undefined : both;
  }
  if (error?.problem !== ours.problem) return both;
  const isSame =
    (error.context ?? undefined) === ours.context &&
    isAt(error.contextMark, ours.contextMark) &&
    (error.problemMark === undefined || isAt(error.problemMark, ours.mark));
  return isSame ? undefined : `other marks: ${both}`;
}

/** Why text behind `!!int` is no number, Java words by the length of the text. */
function withoutJavasReason(problem: string): string {
  return problem.replace(/^(Invalid base-\d+ number \('[^]*'\)), problem: [^]*$/, '$1');
}

function isAt(theirs: OracleMark | null | undefined, ours: YamlMark | undefined): boolean {
  if (!theirs || ours === undefined) return !theirs && ours === undefined;
  return theirs[1] === ours.line && theirs[2] === ours.column;
}

/** Code points before each UTF-16 unit. */
function codePointsOf(text: string): readonly number[] {
  const counts: number[] = [];
  let count = 0;
  for (const character of text) {
    for (let unit = 0; unit < character.length; unit++) counts.push(count);
    count++;
  }
  return [...counts, count];
}

function nodeLines(node: YamlNode, codePoints: readonly number[]): readonly string[] {
  if (node.kind === 'scalar') {
    const start = node.tag === undefined && node.anchor === undefined ? codePoints[node.span.start] : '';
    return [`${valueOf(node)} ${node.style} ${start}-${codePoints[node.span.end]}`];
  }
  if (node.kind === 'sequence') {
    return [`[ ${node.style}`, ...node.items.flatMap((item) => nodeLines(item, codePoints)), ']'];
  }
  const entries = node.entries.flatMap(({ key, value }) => [`key ${key}`, ...nodeLines(value, codePoints)]);
  return [`{ ${node.style}`, ...entries, '}'];
}

function valueOf({ value, float }: ScalarNode): string {
  if (typeof value === 'string') return `text ${value}`;
  return value === null || typeof value === 'boolean' ? String(value) : `${float ? 'float' : 'int'} ${value}`;
}

const STYLES: Readonly<Record<string, string>> = {
  SINGLE_QUOTED: 'single',
  DOUBLE_QUOTED: 'double',
  LITERAL: 'literal',
  FOLDED: 'folded',
};

/** The same lines from events, with the values that Jackson gives them. */
function eventLines({ events, tokens }: YamlAnswer): readonly string[] {
  const lines: string[] = [];
  const open: { readonly isMap: boolean; wantsKey: boolean }[] = [];
  let next = 0;
  for (const event of events.filter(({ event: name }) => !/^(Stream|Document)/.test(name))) {
    const token = tokens[next++];
    const around = open.at(-1);
    if (event.event.endsWith('End')) {
      open.pop();
      lines.push(event.event === 'MappingEnd' ? '}' : ']');
      continue;
    }
    if (around?.isMap === true && around.wantsKey) {
      around.wantsKey = false;
      lines.push(`key ${event.value}`);
      continue;
    }
    if (around !== undefined) around.wantsKey = true;
    const isMap = event.event === 'MappingStart';
    if (isMap || event.event === 'SequenceStart') {
      open.push({ isMap, wantsKey: true });
      lines.push(`${isMap ? '{' : '['} ${event.flow === true ? 'flow' : 'block'}`);
      continue;
    }
    const isAlias = event.event === 'Alias';
    const hasTag = event.tag !== undefined && event.tag !== null;
    const plain = event.value === '' && !hasTag ? 'absent' : 'plain';
    const style = isAlias ? 'alias' : (STYLES[event.style ?? ''] ?? plain);
    const start = !isAlias && (event.anchor !== undefined || hasTag) ? '' : event.start[0];
    lines.push(`${tokenValue(token, event.value)} ${style} ${start}-${event.end[0]}`);
  }
  return lines;
}

function tokenValue(token: YamlAnswer['tokens'][number] | undefined, text = ''): string {
  switch (token?.[0]) {
    case 'VALUE_NULL':
      return 'null';
    case 'VALUE_TRUE':
      return 'true';
    case 'VALUE_FALSE':
      return 'false';
    case 'VALUE_STRING':
      return `text ${token[1]}`;
    case 'VALUE_NUMBER_INT':
      return `int ${token[2]}`;
    case 'VALUE_NUMBER_FLOAT':
      return `float ${Number(token[2])}`;
    case 'VALUE_EMBEDDED_OBJECT':
      return `text ${text.replace(/\s/g, '')}`;
    default:
      return `${token?.[0]}`;
  }
}
