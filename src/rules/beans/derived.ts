import type { Read, ReadBean } from '../reading/values.js';

/** Whether a computed property of an object (`isIntervalLessThanMaxDuration` …) holds; undefined for unknown names. */
export function holds(bean: ReadBean, name: string): boolean | undefined {
  return RULES.get(name)?.(bean);
}

const less =
  (shorter: string, longer: string) =>
  (bean: ReadBean): boolean => {
    const a = duration(bean.props.get(shorter));
    const b = duration(bean.props.get(longer));
    return a === undefined || b === undefined || a < b;
  };

const onlyWithTags =
  (property: string) =>
  (bean: ReadBean): boolean => {
    const given = bean.props.get(property);
    const tags = bean.props.get('tags');
    return given === undefined || given.k === 'null' || (tags?.k === 'list' && tags.items.length > 0);
  };

const RULES: ReadonlyMap<string, (bean: ReadBean) => boolean> = new Map([
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
