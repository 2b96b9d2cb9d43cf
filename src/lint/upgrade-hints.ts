import type { FlowNode, YamlPath } from '../flows/tree.js';
import { classOfType } from '../rules/known-names.js';
import type { ProblemTarget } from '../rules/verdict.js';

/** What to do about something that Kestra 2.0 no longer takes; undefined when there is no simple answer. */
export function upgradeHint(root: FlowNode, target: ProblemTarget): string | undefined {
  if (!('path' in target)) return undefined;
  const name = target.path.at(-1);
  if (name !== 'type') return typeof name === 'string' ? PROPERTIES.get(name) : undefined;
  const type = textAt(root, target.path);
  if (type === undefined) return undefined;
  const current = classOfType('1.3', type);
  const known = TYPES.get(current ?? type);
  if (known !== undefined) return known;
  if (current !== undefined && current !== type && classOfType('2.0', current) === current) return `Use ${current}.`;
  return type.includes('.condition') ? CONDITIONS : undefined;
}

function textAt(root: FlowNode, path: YamlPath): string | undefined {
  let node: FlowNode | undefined = root;
  for (const step of path) {
    if (node?.kind === 'mapping') node = node.entries.findLast(({ key }) => key === step)?.value;
    else if (node?.kind === 'sequence' && typeof step === 'number') node = node.items[step];
    else return undefined;
  }
  return node?.kind === 'scalar' ? String(node.value) : undefined;
}

const CONDITIONS = 'Write the conditions as one expression in the `when` property of the trigger.';
const LOOP =
  'Use io.kestra.plugin.core.flow.Loop: `taskrun.value` becomes `item.value`, `taskrun.iteration` becomes `item.index`.';

const PROPERTIES: ReadonlyMap<string, string> = new Map([
  ['pluginDefaults', 'Plugin defaults are gone: write the values on each task, or use a policy (Enterprise Edition).'],
  ['taskDefaults', 'Plugin defaults are gone: write the values on each task, or use a policy (Enterprise Edition).'],
  ['listeners', 'Move it to a flow of its own with a Flow trigger.'],
  ['workerGroup', 'Use `workerSelector` with `tags`.'],
  ['conditions', CONDITIONS],
  ['scheduleConditions', CONDITIONS],
  ['preconditions', 'Use `dependsOn`, `window` and `mode` of the Flow trigger.'],
  ['name', 'Use `id`.'],
  ['options', 'Use `values`.'],
  ['maxAttempt', 'Use `maxAttempts`.'],
  ['delay', 'Use `pauseDuration`.'],
  ['minLogLevel', 'Remove it; `logLevel` says the same.'],
  ['backfill', 'Remove it; backfills are started in the UI or by the API.'],
  ['backfills', 'Remove it; backfills are started in the UI or by the API.'],
  ['outputs', 'Remove it; the outputs of the subflow itself are what counts.'],
  ['extension', 'Use `allowedFileExtensions`.'],
  ['sslOptions', 'Use `options.ssl`.'],
  ['basicAuthUser', 'Use `options.auth` with `type: BASIC` and `username`.'],
  ['basicAuthPassword', 'Use `options.auth` with `type: BASIC` and `password`.'],
  ['expiredOnly', 'Use `behavior` with `type: key` and `expiredOnly`.'],
  ['multipleConditions', CONDITIONS],
  ['timeWindow', 'Use `window`.'],
  ['pluginDefaultsRef', 'Plugin defaults are gone: write the values on the task.'],
]);

const TYPES: ReadonlyMap<string, string> = new Map([
  ['BOOLEAN', 'Use BOOL.'],
  ['ENUM', 'Use SELECT.'],
  ['io.kestra.plugin.core.flow.ForEach', LOOP],
  ['io.kestra.plugin.core.flow.ForEachItem', LOOP],
  ['io.kestra.plugin.core.flow.EachSequential', LOOP],
  ['io.kestra.plugin.core.flow.EachParallel', LOOP],
  ['io.kestra.plugin.core.flow.Template', 'Use io.kestra.plugin.core.flow.Subflow; `templateId` becomes `flowId`.'],
  ['io.kestra.plugin.core.debug.Echo', 'Use io.kestra.plugin.core.log.Log; `format` becomes `message`.'],
  ['io.kestra.plugin.core.log.Fetch', 'Use io.kestra.plugin.kestra.logs.Fetch.'],
  ['io.kestra.plugin.core.state.Set', 'Use io.kestra.plugin.core.kv.Set.'],
  ['io.kestra.plugin.core.state.Get', 'Use io.kestra.plugin.core.kv.Get.'],
  ['io.kestra.plugin.core.state.Delete', 'Use io.kestra.plugin.core.kv.Delete.'],
  ['io.kestra.plugin.core.execution.Count', 'Use the API, or a task of io.kestra.plugin.kestra.'],
  ['io.kestra.plugin.core.execution.Resume', 'Use the API, or a task of io.kestra.plugin.kestra.'],
  ['io.kestra.plugin.core.trigger.Toggle', 'Use the API, or a task of io.kestra.plugin.kestra.'],
  ['io.kestra.plugin.core.storage.Purge', 'Use io.kestra.plugin.core.execution.PurgeExecutions.'],
  ['io.kestra.plugin.core.storage.PurgeExecution', 'Use io.kestra.plugin.core.storage.PurgeCurrentExecutionFiles.'],
  ['io.kestra.plugin.core.storage.LocalFiles', 'Use io.kestra.plugin.core.flow.WorkingDirectory.'],
]);
