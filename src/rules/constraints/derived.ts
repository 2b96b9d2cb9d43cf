import type { Read, ReadObject } from '../reading/values.js';

/**
 * Whether a computed property of an object (`isIntervalLessThanMaxDuration` …) holds; undefined for unknown
 * names.
 */
export function holds(object: ReadObject, name: string): boolean | undefined {
  return RULES.get(name)?.(object);
}

const less =
  (shorter: string, longer: string) =>
  (object: ReadObject): boolean => {
    const a = duration(object.props.get(shorter));
    const b = duration(object.props.get(longer));
    return a === undefined || b === undefined || a < b;
  };

const onlyWithTags =
  (property: string) =>
  (object: ReadObject): boolean => {
    const given = object.props.get(property);
    const tags = object.props.get('tags');
    return given === undefined || given.k === 'null' || (tags?.k === 'list' && tags.items.length > 0);
  };

const RULES: ReadonlyMap<string, (object: ReadObject) => boolean> = new Map([
  ['intervalLessThanMaxDuration', less('interval', 'maxDuration')],
  ['intervalLessThanMaxInterval', less('interval', 'maxInterval')],
  ['maxIntervalLessThanMaxDuration', less('maxInterval', 'maxDuration')],
  ['minIntervalLessThanMaxDuration', less('minInterval', 'maxDuration')],
  ['minIntervalLessThanMaxInterval', less('minInterval', 'maxInterval')],
  ['fallbackOnlyWithTags', onlyWithTags('fallback')],
  ['matchOnlyWithTags', onlyWithTags('match')],
]);

function duration(value: Read | undefined): bigint | undefined {
  return value?.k === 'scalar' && typeof value.value === 'bigint' ? value.value : undefined;
}
