import type { Catalogue } from '../catalogue/catalogue.js';
import { editDistance } from '../nearest-name.js';
import { isCoreType } from './plugin-kinds.js';

/**
 * Whether Kestra refuses a type whatever plugins are installed: one of the core's packages that the core does
 * not have, one without a package, or one of the core with a slip of the pen in it.
 * @param type of a plugin, unknown to the catalogue
 */
export function isNoPlugin(catalogue: Catalogue, type: string): boolean {
  return isCoreType(type) || !type.includes('.') || isSlipOfCore(catalogue, type);
}

/** Letters that may differ. */
const SLIPS = 2;
/** Of long lists of made-up types not all answers are kept. */
const MOST_ANSWERS = 1000;

function isSlipOfCore(catalogue: Catalogue, type: string): boolean {
  let answers = known.get(catalogue);
  if (answers === undefined || answers.size === MOST_ANSWERS) known.set(catalogue, (answers = new Map()));
  let answer = answers.get(type);
  if (answer === undefined) {
    answer = coreTypes(catalogue).some(
      (name) => Math.abs(name.length - type.length) <= SLIPS && editDistance(type, name, SLIPS) <= SLIPS,
    );
    answers.set(type, answer);
  }
  return answer;
}

const known = new WeakMap<Catalogue, Map<string, boolean>>();

function coreTypes(catalogue: Catalogue): readonly string[] {
  let types = lists.get(catalogue);
  if (types === undefined) {
    const { classes, aliases } = catalogue.file;
    types = [...Object.keys(classes), ...Object.keys(aliases)].filter(isCoreType);
    lists.set(catalogue, types);
  }
  return types;
}

const lists = new WeakMap<Catalogue, readonly string[]>();
