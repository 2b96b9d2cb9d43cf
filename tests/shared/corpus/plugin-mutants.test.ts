import { expect, test } from '@jest/globals';
import type { Finding } from '../../../src/findings/finding.js';
import { rangeOf } from '../../../src/flows/positions.js';
import type { ParsedFlow } from '../../../src/flows/tree.js';
import { loadOfficialPlugins } from '../../../src/rules/plugins/load.js';
import { judgeOffline } from '../../../src/validation/judge-offline.js';
import { randomFrom } from '../oracle/random.js';
import { blueprints, parseText } from './blueprints.js';
import { misspelt, type Slip, type Target, targetsOf } from './plugin-mutants.js';

const MUTANTS = 2500;
const SLIPS: readonly Slip[] = ['drop', 'double', 'swap', 'replace', 'word'];
const official = await loadOfficialPlugins();

test(`of ${MUTANTS} misspelt names in plugins, most are found where they stand, and the right name is suggested`, () => {
  const all = blueprints().flatMap((parsed) => targetsOf(parsed, official).map((target) => ({ parsed, target })));
  const random = randomFrom(15);
  const before = new Map<ParsedFlow, ReadonlySet<string>>();
  const tally = { made: 0, found: 0, slips: 0, suggested: 0 };
  while (tally.made < MUTANTS) {
    const { parsed, target } = random.pick(all);
    const slip = random.pick(SLIPS);
    const name = misspelt(target.name, slip, random);
    if (name === undefined || isKnown(target, name)) continue;
    const mutant = withName(parsed.document.source, target, name);
    if (mutant?.ok !== true) continue;
    tally.made++;
    if (!before.has(parsed)) before.set(parsed, new Set(judge(parsed).map(wordsOf)));
    const { startLine } = rangeOf(parsed.document, target.span);
    const found = judge(mutant).filter(
      (finding) => finding.range?.startLine === startLine && !before.get(parsed)!.has(wordsOf(finding)),
    );
    if (found.length > 0) tally.found++;
    if (slip === 'word') continue;
    tally.slips++;
    if (found.some(({ message }) => message.includes(`did you mean "${target.name}"`))) tally.suggested++;
  }
  process.stdout.write(`mutants of plugins: ${JSON.stringify(tally)}\n`);
  expect(tally.found / tally.made).toBeGreaterThanOrEqual(0.9);
  expect(tally.suggested / tally.slips).toBeGreaterThanOrEqual(0.8);
});

function judge(flow: ParsedFlow): readonly Finding[] {
  return judgeOffline([flow], { rules: '1.3', plugins: { official } }).findings.get(flow) ?? [];
}

function wordsOf({ rule, message }: Finding): string {
  return `${rule} ${message}`;
}

/** The flow with another name in this place; undefined when the name is not written there as it is. */
function withName(source: string, { span, name }: Target, other: string): ParsedFlow | undefined {
  const written = source.slice(span.start, span.end);
  const changed = written.replace(name, () => other);
  if (changed === written) return undefined;
  return parseText(source.slice(0, span.start) + changed + source.slice(span.end));
}

/** Another property or type of the catalogue is no mistake. */
function isKnown({ kind, plugin }: Target, name: string): boolean {
  if (kind === 'type') return official.resolveType(name) !== undefined;
  const className = official.resolveType(plugin);
  return kind === 'property' && className !== undefined && official.classOf(className)?.props.has(name) === true;
}
