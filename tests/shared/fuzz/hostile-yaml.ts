import { type Random, randomFrom } from '../oracle/random.js';
import {
  deepFlow,
  deepBlock,
  deepAndWide,
  aliases,
  bigScalar,
  longLine,
  wideMapping,
  wideList,
} from './deep-and-wide.js';
import {
  manyDocuments,
  randomBytes,
  brokenText,
  otherEncoding,
  soup,
  mutant,
  truncated,
  lineEnds,
  marks,
  comments,
  markers,
  hugeFile,
} from './documents-and-bytes.js';
import { tags, directives, complexKeys, pebble, scalars } from './yaml-features.js';
import type { Maker } from './making.js';

/**
 * One input of the fuzzer: what a file of this name might hold when somebody means harm, or a merge went
 * wrong.
 */
export interface Hostile {
  readonly kind: string;
  readonly bytes: Uint8Array;
}

const MAKERS: Readonly<Record<string, readonly [weight: number, make: Maker]>> = {
  'deep flow style': [8, deepFlow],
  'deep block style': [5, deepBlock],
  'deep and wide': [2, deepAndWide],
  aliases: [8, aliases],
  'big scalar': [2, bigScalar],
  'long line': [4, longLine],
  'wide mapping': [2, wideMapping],
  'wide list': [2, wideList],
  'many documents': [2, manyDocuments],
  'random bytes': [10, randomBytes],
  'no UTF-8': [8, brokenText],
  'other encoding': [3, otherEncoding],
  'indicator soup': [25, soup],
  mutant: [70, mutant],
  truncated: [12, truncated],
  'line ends': [8, lineEnds],
  'byte order marks': [6, marks],
  tags: [12, tags],
  directives: [8, directives],
  'complex keys': [10, complexKeys],
  expressions: [5, pebble],
  'comments only': [4, comments],
  markers: [12, markers],
  scalars: [15, scalars],
};

const LOTS = Object.entries(MAKERS).flatMap(([kind, [weight]]) => Array.from({ length: weight }, () => kind));

/** The input of this kind; of any, by weight, when none is named. */
function hostileYaml(random: Random, wanted?: string): Hostile {
  const kind = wanted ?? (random.below(1000) === 0 ? 'huge file' : random.pick(LOTS));
  const made = kind === 'huge file' ? hugeFile(random) : MAKERS[kind]![1](random);
  return { kind, bytes: typeof made === 'string' ? Buffer.from(made) : made };
}

/** The input of this number: the same seed gives the same. */
export function hostileInput(seed: number, index: number): Hostile {
  return hostileYaml(randomFrom(seed + index * 7919));
}
