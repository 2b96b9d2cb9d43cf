import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { ParsedFlow } from '../../../src/flows/tree.js';
import { judgeDocument } from '../../../src/rules/judge.js';
import { parseSource } from '../../flow-source.js';
import type { ServerVerdict } from '../../../src/rules/verdict.js';

const CORPUS = new URL('../../../../shared/corpus/', import.meta.url);
const files = readdirSync(new URL('blueprints/', CORPUS));
const recorded = new Map(
  readFileSync(new URL('blueprints.verdicts-1.3.25.jsonl', CORPUS), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ServerVerdict & { readonly file: string })
    .map((verdict) => [verdict.file, verdict] as const),
);

/** A blueprint as the library shows it: what it says about itself under `extend` is not part of the flow. */
function blueprint(file: string): ParsedFlow {
  const source = parse(file);
  if (!source.ok || source.root.kind !== 'mapping') return source;
  return { ...source, root: { ...source.root, entries: source.root.entries.filter(({ key }) => key !== 'extend') } };
}

function parse(file: string): ParsedFlow {
  const text = readFileSync(new URL(`blueprints/${file}`, CORPUS), 'utf8').trim();
  return parseSource(text, file);
}

/** It puts an If into a WorkingDirectory, which Kestra 1.3 refuses. */
const WRONG = 'opa-policy-gate-ci.yaml';

test('a server without their plugins refuses them as recorded', () => {
  const other = files.filter((file) => {
    const { server } = judgeDocument(parse(file), { rules: '1.3', unknownTypes: 'refuse' });
    return server.constraints !== recorded.get(file)?.constraints;
  });
  expect(other).toEqual([]);
});

test('flows of plugins outside the core are accepted, and the plugins named', () => {
  const errors: string[] = [];
  let skipped = 0;
  for (const file of files) {
    const { problems, unjudgedTypes } = judgeDocument(blueprint(file), { rules: '1.3' });
    if (unjudgedTypes.length > 0) skipped++;
    const found = problems.filter(({ severity }) => severity === 'error').map(({ text }) => text);
    if (file !== WRONG) errors.push(...found.map((text) => `${file}: ${text}`));
    else {
      expect(found).toEqual(['policy_gate: Only runnable tasks are allowed as children of a WorkingDirectory task']);
    }
    expect(unjudgedTypes.filter((type) => type.startsWith('io.kestra.plugin.core.'))).toEqual([]);
  }
  expect(errors).toEqual([]);
  expect(skipped).toBeGreaterThan(150);
});
