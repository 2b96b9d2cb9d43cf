import { describe, expect, test } from '@jest/globals';
import { RULE_GROUPS, ruleOf } from '../../../src/findings/rules/all-rules.js';
import type { Rule } from '../../../src/findings/rules/rule.js';
import type { Finding } from '../../../src/findings/finding.js';
import { validateFlows } from '../../../src/validate-flows/validate.js';
import { type Unreadable, unreadableFile } from '../../../src/validation/unreadable-files.js';
import { checkFiles } from '../../../src/validation/check-flows.js';

const RULES: readonly (readonly [id: string, rule: Rule])[] = Object.values(RULE_GROUPS).flatMap((group) =>
  Object.entries(group),
);
const TOO_DEEP = `id: a\nvalue: ${'['.repeat(200_000)}`;

/** Says about every document what the server of a rule would say. */
const serverSaying = (answer: object) => ({
  validateFlows: (body: string) =>
    Promise.resolve(
      body.split('\n---\n').map((text, index) => ({
        index,
        outdated: false,
        flow: /^id: (.*)$/m.exec(text)?.[1] ?? '',
        namespace: 'company.team',
        ...answer,
      })),
    ),
  exportSources: () => Promise.resolve(['id: load\nnamespace: company.team\n']),
});

const listing = (paths: readonly string[]) => ({
  onServer: () => Promise.resolve(paths),
  inherits: false,
  inCheckout: () => Promise.resolve(['flow.yaml']),
});

/** Judged offline, but for the files that a server has. */
function withoutAnswer({ by: { rules = '1.3', namespaceFiles } = {}, ...rule }: Rule): Rule {
  return { ...rule, by: { rules, ...(namespaceFiles === undefined ? {} : { namespaceFiles }) } };
}

async function judge({ by = {} }: Rule, text: string): Promise<readonly Finding[]> {
  const unreadable = by.unreadable === undefined ? [] : [unreadableFile('flow.yaml', by.unreadable as Unreadable)];
  const files = by.unreadable === undefined ? [{ path: 'flow.yaml', text }] : [];
  const server = by.answer === undefined ? undefined : serverSaying(by.answer);
  const namespaceFiles = by.namespaceFiles === undefined ? undefined : listing(by.namespaceFiles);
  const checked = checkFiles(files, unreadable);
  const input = { checked, rules: by.rules ?? '1.3', concurrency: 1, namespaceFiles } as const;
  return (await validateFlows(input, server, { isRefusal: () => false, isBreakdown: () => false })).findings;
}

describe.each(RULES)('%s', (id, rule) => {
  test('its example triggers it and nothing else', async () => {
    const findings = await judge(rule, rule.example ?? TOO_DEEP);
    expect([...new Set(findings.map((finding) => finding.rule))].sort()).toEqual([...(rule.also ?? []), id].sort());
    expect(findings.map(({ severity }) => severity)).toContain(rule.severity);
  });

  test('with the fix there is nothing to report', async () => {
    if (rule.fixed !== undefined) expect(await judge(withoutAnswer(rule), rule.fixed)).toEqual([]);
    // Only what no flow can show has no example of a fix.
    else expect(rule.by?.unreadable ?? rule.by?.tooDeep ?? rule.by?.answer).toBeDefined();
  });

  test('says what it means and what to do in sentences', () => {
    for (const text of [rule.meaning, rule.fix]) expect(text).toMatch(/^[A-Z`][^]*\.$/);
  });
});

test('what a newer Kestra will find is explained by the same rule', () => {
  expect(ruleOf('upgrade-unknown-property')).toBe(ruleOf('unknown-property'));
  expect(ruleOf('upgrade-nothing')).toBeUndefined();
});
