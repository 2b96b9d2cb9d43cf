import { isMissing, propOf, textOf } from '../reading/values.js';
import { type ConstraintCheck, violation } from './check.js';

/** 1.x: values of plugin defaults that no property of the plugin takes. A prefix of a type is no plugin. */
export const checkPluginDefault: ConstraintCheck = (one, context) => {
  const type = textOf(propOf(one, 'type'));
  const values = propOf(one, 'values');
  if (isMissing(values)) {
    return [violation('missing-property', "Invalid Plugin Default: No 'values' provided", one)];
  }
  const className = type === undefined ? undefined : context.resolveType(type);
  const known = className === undefined ? undefined : context.propertiesOf(className);
  if (known === undefined || values?.k !== 'map') return [];
  const names = new Set([...known, ...ALWAYS_THERE].map((name) => name.toLowerCase()));
  const unknown = values.entries.filter(([key]) => !names.has(key.toLowerCase()));
  if (unknown.length === 0) return [];
  const messages = unknown.map(([key]) => `No property '${key}' exists in plugin '${type}'`);
  return [
    {
      ...violation('unknown-default', `Invalid Plugin Default: ${messages.join(', ')}`),
      target: { path: unknown[0]![1].path, part: 'key' },
    },
  ];
};

/** What the server finds by calling names of methods, and is no property. */
const ALWAYS_THERE = ['class', 'flowable', 'sendToWorkerTask'];
