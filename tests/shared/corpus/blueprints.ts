import { readdirSync, readFileSync } from 'node:fs';
import { parseSource } from '../../flow-source.js';
import type { ParsedDocument, ParsedFlow } from '../../../src/flows/tree.js';

const FOLDER = new URL('../../../../shared/corpus/blueprints/', import.meta.url);

/** A blueprint as the library shows it: what it says about itself under `extend` is not part of the flow. */
export function parseText(text: string, path = 'flow.yaml'): ParsedFlow {
  const parsed = parseSource(text, path);
  if (!parsed.ok || parsed.root.kind !== 'mapping') return parsed;
  return { ...parsed, root: { ...parsed.root, entries: parsed.root.entries.filter(({ key }) => key !== 'extend') } };
}

/** Every blueprint, by the name of its file. */
export function blueprints(): readonly ParsedDocument[] {
  return readdirSync(FOLDER)
    .sort()
    .map((file) => parseText(readFileSync(new URL(file, FOLDER), 'utf8'), file))
    .filter((parsed): parsed is ParsedDocument => parsed.ok);
}
