import { classOfType, knownUnionTypes, propertiesOf } from './known-names.js';
import type { RuleSetName } from './verdict.js';

/** What to write instead. `from`: the first generation of rules that takes it. */
interface Replacement {
  readonly from: RuleSetName;
  readonly hint: string;
}

const today = (hint: string): Replacement => ({ from: '1.3', hint });
const later = (hint: string): Replacement => ({ from: '2.0', hint });

/**
 * What to write instead of a type of a plugin or an input that these rules call deprecated or do not know;
 * undefined when nothing is known about it.
 */
export function typeHint(type: string, rules: RuleSetName): string | undefined {
  const current = classOfType('1.3', type) ?? type;
  const replacement = TYPES.get(current);
  if (replacement !== undefined) return hintFor(replacement, rules);
  if (rules === '1.3') {
    if (current !== type) return `Use ${current}.`;
    return isKnown(type, '2.0') && !isKnown(type, '1.3') ? 'It came with Kestra 2.0.' : undefined;
  }
  if (current !== type && classOfType('2.0', current) === current) return `Use ${current}.`;
  if (/\.conditions?\./.test(type)) return CONDITIONS.hint;
  return isKnown(type, '1.3') && !isKnown(type, '2.0') ? GONE : undefined;
}

/**
 * What to write instead of a property of a class that these rules call deprecated or do not know; undefined
 * when nothing is known about it.
 */
export function propertyHint(property: string, className: string, rules: RuleSetName): string | undefined {
  const [old, current] = [propertiesOf('1.3', className), propertiesOf('2.0', className)];
  const isPlugin = old === undefined && className.startsWith('io.kestra.plugin.');
  if (old?.includes(property) === true || (isPlugin && SHARED.has(property))) {
    const replacement = PROPERTIES.get(property);
    if (replacement !== undefined) return hintFor(replacement, rules);
    return rules === '2.0' && current?.includes(property) !== true ? GONE : undefined;
  }
  return rules === '1.3' && current?.includes(property) === true ? 'It came with Kestra 2.0.' : undefined;
}

function hintFor({ from, hint }: Replacement, rules: RuleSetName): string {
  return from === '2.0' && rules === '1.3' ? `Kestra 2.0 refuses it. There: ${hint}` : hint;
}

function isKnown(type: string, rules: RuleSetName): boolean {
  return classOfType(rules, type) !== undefined || knownUnionTypes(rules).includes(type);
}

const GONE = 'It was removed in Kestra 2.0.';
const CONDITIONS = later('Write the conditions as one expression in the `when` property of the trigger.');
const DEFAULTS = later('Write the values on each task, or use a policy (Enterprise Edition).');
const LOOP = later(
  'Use io.kestra.plugin.core.flow.Loop; `taskrun.value` becomes `item.value`, `taskrun.iteration` becomes `item.index`.',
);
const BY_API = later('Use the API, or a task of io.kestra.plugin.kestra.');
const HTTP_TIMEOUT = today('Use `timeout` with `connectTimeout` and `readIdleTimeout`.');
const HTTP_PROXY = today('Use `proxy` with `address`, `port`, `username` and `password`.');

/** Of the classes of a plugin outside the core, which properties they have of Kestra itself. */
const SHARED: ReadonlySet<string> = new Set(['conditions', 'minLogLevel', 'pluginDefaultsRef', 'workerGroup']);

const PROPERTIES: ReadonlyMap<string, Replacement> = new Map([
  ['pluginDefaults', DEFAULTS],
  ['taskDefaults', DEFAULTS],
  ['pluginDefaultsRef', DEFAULTS],
  ['listeners', today('Move it to a flow of its own with a Flow trigger.')],
  ['workerGroup', later('Use `workerSelector` with `tags`.')],
  ['conditions', CONDITIONS],
  ['scheduleConditions', CONDITIONS],
  ['multipleConditions', CONDITIONS],
  ['preconditions', later('Use `dependsOn`, `window` and `mode` of the Flow trigger.')],
  ['timeWindow', later('Use `window`.')],
  ['name', today('Use `id`.')],
  ['options', today('Use `values`.')],
  ['maxAttempt', today('Use `maxAttempts`.')],
  ['delay', today('Use `pauseDuration`.')],
  ['tasks', today('Write the tasks behind the Pause task.')],
  ['minLogLevel', today('Use `logLevel`.')],
  ['backfill', today('Remove it; backfills are started in the UI or by the API.')],
  ['backfills', today('Remove it; backfills are started in the UI or by the API.')],
  ['outputs', today('Remove it; the outputs of the called flow are what counts.')],
  ['extension', today('Use `allowedFileExtensions`.')],
  ['sslOptions', today('Use `options.ssl`.')],
  ['allowFailed', today('Use `options.allowFailed`.')],
  ['basicAuthUser', today('Use `auth` with `type: BASIC` and `username`.')],
  ['basicAuthPassword', today('Use `auth` with `type: BASIC` and `password`.')],
  ['connectTimeout', HTTP_TIMEOUT],
  ['readTimeout', HTTP_TIMEOUT],
  ['readIdleTimeout', HTTP_TIMEOUT],
  ['proxyAddress', HTTP_PROXY],
  ['proxyPort', HTTP_PROXY],
  ['proxyType', HTTP_PROXY],
  ['proxyUsername', HTTP_PROXY],
  ['proxyPassword', HTTP_PROXY],
  ['expiredOnly', later('Use `behavior` with `type: key` and `expiredOnly`.')],
]);

const TYPES: ReadonlyMap<string, Replacement> = new Map([
  ['BOOLEAN', today('Use BOOL.')],
  ['ENUM', today('Use SELECT.')],
  ['io.kestra.plugin.core.flow.ForEach', LOOP],
  ['io.kestra.plugin.core.flow.ForEachItem', LOOP],
  ['io.kestra.plugin.core.flow.EachSequential', LOOP],
  ['io.kestra.plugin.core.flow.EachParallel', LOOP],
  [
    'io.kestra.plugin.core.flow.Template',
    today('Use io.kestra.plugin.core.flow.Subflow; `templateId` becomes `flowId`.'),
  ],
  ['io.kestra.plugin.core.debug.Echo', today('Use io.kestra.plugin.core.log.Log; `format` becomes `message`.')],
  ['io.kestra.plugin.core.log.Fetch', later('Use io.kestra.plugin.kestra.logs.Fetch.')],
  ['io.kestra.plugin.core.state.Set', today('Use io.kestra.plugin.core.kv.Set.')],
  ['io.kestra.plugin.core.state.Get', today('Use io.kestra.plugin.core.kv.Get.')],
  ['io.kestra.plugin.core.state.Delete', today('Use io.kestra.plugin.core.kv.Delete.')],
  ['io.kestra.plugin.core.execution.Count', BY_API],
  ['io.kestra.plugin.core.execution.Resume', BY_API],
  ['io.kestra.plugin.core.trigger.Toggle', BY_API],
  ['io.kestra.plugin.core.storage.Purge', today('Use io.kestra.plugin.core.execution.PurgeExecutions.')],
  [
    'io.kestra.plugin.core.storage.PurgeExecution',
    today('Use io.kestra.plugin.core.storage.PurgeCurrentExecutionFiles.'),
  ],
  ['io.kestra.plugin.core.storage.LocalFiles', today('Use io.kestra.plugin.core.flow.WorkingDirectory.')],
  ['io.kestra.core.models.tasks.runners.types.ProcessTaskRunner', today('Use io.kestra.plugin.core.runner.Process.')],
  ['io.kestra.plugin.core.condition.MultipleCondition', later('Use `dependsOn` of the Flow trigger.')],
]);
