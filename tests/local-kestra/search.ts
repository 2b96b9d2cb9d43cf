import { json, type FullAnswer } from './answer.js';
import type { Call } from './call.js';
import { flowJson } from './flow-json.js';
import type { StoredFlow } from './flow-store.js';
import { illegalArgument, invalidEntity, Refusal } from './refusal.js';

/** GET /flows/search */
export function searchFlows(call: Call): FullAnswer {
  const page = numberOf(call, 'page', 1);
  const size = numberOf(call, 'size', 10);
  const found = sorted(matchingFlows(call), call.query.get('sort'));
  const results = found.slice((page - 1) * size, page * size);
  return json({
    results: results.map((flow) => flowJson(flow, call.settings, { as: 'read', source: false })),
    total: found.length,
  });
}

/** The flows that a request's filters let through. */
export function matchingFlows({ data, query, settings }: Call): readonly StoredFlow[] {
  const tests = [...query].flatMap(([name, value]) => {
    const [, field, operation] = /^filters\[(\w+)\]\[(\w+)\]/.exec(name) ?? [];
    if (field !== undefined && operation !== undefined) return [filterOf(field, operation, value, settings)];
    return settings.isTwo ? [] : legacyFilter(name, value);
  });
  return data.flows.all().filter((flow) => tests.every((test) => test(flow)));
}

type Test = (flow: StoredFlow) => boolean;

function filterOf(field: string, operation: string, value: string, { isReleasedTwo }: Call['settings']): Test {
  const text = field === 'namespace' ? namespaceOf : field === 'flowId' ? idOf : field === 'q' ? bothOf : undefined;
  if (text === undefined) {
    if (field === 'labels' || field === 'scope') return () => true;
    const message = `Unsupported field '${field}'. Expected one of: [${FIELDS.join(', ')}]`;
    throw isReleasedTwo
      ? new Refusal(400, 'invalid-query-filters', `Invalid query filters: ${message}`, [], {}, message)
      : illegalArgument(message);
  }
  const matches = OPERATIONS[operation];
  if (matches === undefined) {
    throw new Refusal(400, 'invalid-query-filters', `Invalid query filters: unknown operation ${operation}`);
  }
  return field === 'q' && operation === 'EQUALS'
    ? (flow) => bothOf(flow).includes(value)
    : (flow) => matches(text(flow), value);
}

const namespaceOf = ({ namespace }: StoredFlow): string => namespace;
const idOf = ({ id }: StoredFlow): string => id;
const bothOf = ({ namespace, id }: StoredFlow): string => `${namespace}.${id}`;

const OPERATIONS: Readonly<Record<string, (text: string, value: string) => boolean>> = {
  EQUALS: (text, value) => text === value,
  NOT_EQUALS: (text, value) => text !== value,
  CONTAINS: (text, value) => text.includes(value),
  STARTS_WITH: (text, value) => text.startsWith(value),
  ENDS_WITH: (text, value) => text.endsWith(value),
  REGEX: (text, value) => new RegExp(`^(?:${value})$`).test(text),
  IN: (text, value) => value.split(',').includes(text),
  NOT_IN: (text, value) => !value.split(',').includes(text),
  PREFIX: (text, value) => text === value || text.startsWith(`${value}.`),
};

/** The flat parameters of 1.x; 2.0 takes no notice of them. */
function legacyFilter(name: string, value: string): readonly Test[] {
  if (name === 'namespace') return [(flow) => OPERATIONS['PREFIX']!(flow.namespace, value)];
  if (name === 'q') return [(flow) => bothOf(flow).includes(value)];
  return [];
}

function sorted(flows: readonly StoredFlow[], sort: string | null): readonly StoredFlow[] {
  if (sort === null) return flows;
  const [field, direction = 'asc'] = sort.split(':');
  const text = field === 'id' ? idOf : field === 'namespace' ? namespaceOf : undefined;
  if (text === undefined || !/^(asc|desc)$/i.test(direction)) throw illegalArgument(`Invalid sort parameter: ${sort}`);
  const sign = direction.toLowerCase() === 'desc' ? -1 : 1;
  return flows.toSorted((a, b) => sign * (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0));
}

function numberOf({ query }: Call, name: string, otherwise: number): number {
  const value = Number(query.get(name) ?? otherwise);
  if (value >= 1) return value;
  const message = 'must be greater than or equal to 1';
  const path = `searchFlows.${name}`;
  throw invalidEntity(`${path}: ${message}`, [{ message, path }]);
}

/** What flows can be filtered by. */
const FIELDS = ['labels', 'q', 'scope', 'flowId', 'namespace'];
