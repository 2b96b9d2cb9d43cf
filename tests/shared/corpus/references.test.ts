import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { ParsedDocument } from '../../../src/flows/tree.js';
import { findWrongReferences } from '../../../src/lint/references/find-references.js';
import { spanInScalar } from '../../../src/flows/scalar-offsets.js';
import { readingOf, templatesOf } from '../../../src/lint/templates.js';
import { catalogueOf } from '../../../src/rules/catalogue/catalogue.js';
import { contextFor } from '../../../src/rules/kestra-checks.js';
import type { RuleSetName } from '../../../src/rules/verdict.js';
import { blueprints, parseText } from './blueprints.js';

const CORE = new URL('../../../../shared/corpus/kestra-core/', import.meta.url);

/** The test flows of Kestra itself. */
function testFlows(): readonly ParsedDocument[] {
  return ['valid', 'invalid'].flatMap((kind) =>
    readdirSync(new URL(`${kind}/`, CORE))
      .sort()
      .map((file) => parseText(readFileSync(new URL(`${kind}/${file}`, CORE), 'utf8'), file))
      .filter((parsed): parsed is ParsedDocument => parsed.ok),
  );
}

/** What is found in a flow, as "file rule name". */
function found(flows: readonly ParsedDocument[], rules: RuleSetName): readonly string[] {
  const all = new Set<string>();
  for (const { document, root } of flows) {
    if (root.kind !== 'mapping') continue;
    const context = { ...contextFor(catalogueOf(rules), root, document.source), reported: [] };
    for (const { rule, target } of findWrongReferences(context)) {
      const name = 'span' in target ? document.source.slice(target.span.start, target.span.end) : '?';
      all.add(`${document.file.path} ${rule} ${name}`);
    }
  }
  return [...all];
}

/**
 * Each looked at: mistakes of the blueprints, of which the first two would fail when they run, and the third
 * wherever nobody adds the variables.
 */
const IN_BLUEPRINTS = [
  'argocd-single-tenant-wave-rollout.yaml value-outside-loop value',
  'salesforce-postgres-sync.yml unknown-variable postgres_url',
  'salesforce-postgres-sync.yml unknown-variable postgres_username',
  'salesforce-postgres-sync.yml unknown-variable postgres_password',
  'vm-event-based-cleanup.yaml value-outside-loop value',
];

/** Flows of Kestra's tests that are never run, or are meant to fail at just this, or to be refused for it. */
const MEANT_TO_FAIL = [
  'all-flowable.yaml value-outside-loop value',
  'disable-flowable.yaml value-outside-loop value',
  'flow-with-optional-outputs.yml unknown-output invalid',
  'if-condition-fail.yaml unknown-input run',
  'inputs-key-with-subtraction-symbol-validation.yaml dashed-reference server-fqn',
  'outputs-key-with-subtraction-symbol-validation.yaml dashed-reference produce-output',
  'parallel-fail-with-flowable.yaml unknown-variable nonexistent_variable',
  'task-runif.yml unknown-output notexists',
  'variables-invalid.yaml unknown-input invalid',
  'working-directory-invalid-runif.yaml unknown-output failed',
  'duplicate-parallel.yaml unknown-output t2',
];
/** Kestra's test gives inputs that are not declared; a server leaves those out. */
const GIVEN_BY_THE_TEST = [
  'task-flow-dynamic.yaml unknown-input namespace',
  'task-flow-dynamic.yaml unknown-input flowId',
];

test('blueprints: what expressions name is there, but for the mistakes that are known', () => {
  expect(found(blueprints(), '1.3')).toEqual(IN_BLUEPRINTS);
});

test('the test flows of Kestra name what is there, but for those that are meant to fail', () => {
  const accepted = [...MEANT_TO_FAIL, ...GIVEN_BY_THE_TEST].sort();
  expect([...found(testFlows(), '1.3')].sort()).toEqual(accepted);
});

test('by the rules of 2.0 there is nothing else', () => {
  const accepted = new Set([...IN_BLUEPRINTS, ...MEANT_TO_FAIL, ...GIVEN_BY_THE_TEST]);
  expect(found([...blueprints(), ...testFlows()], '2.0').filter((one) => !accepted.has(one))).toEqual([]);
});

/** A letter of the name twice: no other name of a flow is spelt so. */
const misspelt = (name: string) => `${name[0]}${name[0]}${name.slice(1)}`;

/** Every flow with one name of an input, a variable or a task misspelt, and where. */
function* slips(flows: readonly ParsedDocument[]): Generator<{ readonly text: string; readonly wrong: string }> {
  for (const { document, root } of flows) {
    if (root.kind !== 'mapping') continue;
    for (const { node } of templatesOf('1.3', root)) {
      for (const { path, missing } of readingOf(node).references) {
        const [variable, name] = path;
        if (!/^(inputs|vars|outputs)$/.test(variable!.name) || name === undefined || missing !== undefined) continue;
        const { start, end } = spanInScalar(document.source, node, name.start, name.end);
        const wrong = misspelt(name.name);
        yield { text: document.source.slice(0, start) + wrong + document.source.slice(end), wrong };
      }
    }
  }
}

test('names of the blueprints that are misspelt are found, each at its place', () => {
  const known = new Set(IN_BLUEPRINTS);
  let made = 0;
  const missed: string[] = [];
  for (const { text, wrong } of slips(blueprints())) {
    const flow = parseText(text, 'flow');
    if (!flow.ok) continue;
    made++;
    const names = found([flow], '1.3').filter((one) => !known.has(one));
    if (!names.some((one) => one.endsWith(` ${wrong}`))) missed.push(wrong);
  }
  process.stdout.write(`misspelt names: ${made}, found: ${made - missed.length}\n`);
  expect(made).toBeGreaterThan(700);
  // A project of dbt brings tasks of its own.
  expect(missed.length / made).toBeLessThan(0.01);
});
