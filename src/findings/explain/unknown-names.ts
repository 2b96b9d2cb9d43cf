import { knownTypes, knownUnionTypes, propertiesOf } from '../../rules/known-names.js';
import { movedType } from '../../rules/moved-types.js';
import { editDistance, nearestName } from '../../rules/nearest-name.js';
import { typeNamed } from '../../rules/plugins/nearest-type.js';
import { isCoreType } from '../../rules/reading/plugin-kinds.js';
import type { RuleSetName } from '../../rules/verdict.js';
import { propertyHint, typeHint } from '../../rules/replacements.js';
import { readInvalidType, readUnknownProperty } from '../kestra-texts.js';
import type { Explainer, Explanation } from './explanation.js';
import { didYouMean, nameOfClass, quoted } from './words.js';

/** `Unrecognized field "mesage" (class …Log), not marked as ignorable (18 known properties: …)`. */
export const explainUnknownProperty: Explainer = (text, rules) => {
  const found = readUnknownProperty(text);
  if (found === undefined) return undefined;
  const { key, className } = found;
  const names = found.known.length > 0 ? found.known : (propertiesOf(rules, className) ?? []);
  const meant = nearestName(key, names);
  const message = `Unknown property ${quoted(key)} on ${nameOfClass(className)}${didYouMean(meant)}`;
  const rule = 'unknown-property';
  if (key === '<<')
    return { rule, message, hint: 'Kestra does not resolve YAML merge keys: write the properties out.' };
  const replacement = propertyHint(key, className, rules);
  if (replacement !== undefined)
    return { rule, message: `Unknown property ${quoted(key)} on ${nameOfClass(className)}.`, hint: replacement };
  if (meant !== undefined || names.length === 0 || names.length > 12) return { rule, message };
  return { rule, message, hint: `Known: ${[...names].sort().join(', ')}.` };
};

/** `Invalid type: …` of a plugin, an input, a retry. */
export const explainUnknownType: Explainer = (text, rules) => {
  const type = readInvalidType(text);
  if (type === undefined) return undefined;
  if (type === '') return { rule: 'missing-type', message: 'A `type` is missing here.' };
  const replacement = typeHint(type, rules);
  if (replacement !== undefined)
    return { rule: 'unknown-type', message: `Unknown type ${quoted(type)}.`, hint: replacement };
  if (!type.includes('.')) return explainShortType(type, rules);
  const meant = nearestClass(type, knownTypes(rules));
  const moved = movedType(type);
  if (moved !== undefined) {
    const message = `Unknown type ${quoted(type)}: it left Kestra's core with 0.11 for ${moved.plugin}, which this server has not.`;
    return { rule: 'unknown-type', message, hint: `Use ${moved.instead}.` };
  }
  return {
    rule: 'unknown-type',
    message: `Unknown type ${quoted(type)}${didYouMean(meant)}`,
    ...(meant === undefined && !isCoreType(type) ? { hint: 'Is the plugin installed on the server?' } : {}),
  };
};

/** Of an input and the like, or of a plugin without its package. */
function explainShortType(type: string, rules: RuleSetName): Explanation {
  const meant = typeNamed(type, knownTypes(rules)) ?? nearestName(type, knownUnionTypes(rules));
  const message = `Unknown type ${quoted(type)}${didYouMean(meant)}`;
  if (meant !== undefined) return { rule: 'unknown-type', message };
  const hint = 'The type of a task, a trigger … is written in full, with its package: `io.kestra.plugin.core.log.Log`.';
  return { rule: 'unknown-type', message, hint };
}

/** Class names are long: what is a slip of the pen is known by the letters alone, not by their share. */
function nearestClass(type: string, candidates: readonly string[]): string | undefined {
  const near = nearestName(type, candidates);
  return near !== undefined && editDistance(near, type) <= 3 ? near : sameName(type, candidates);
}

/** The class was moved to another package. */
function sameName(type: string, candidates: readonly string[]): string | undefined {
  const simple = type.slice(type.lastIndexOf('.') + 1);
  // Old names of the same class are no second candidate.
  const same = candidates.filter((name) => name.startsWith('io.kestra.plugin.') && name.endsWith(`.${simple}`));
  return same.length === 1 ? same[0] : undefined;
}
