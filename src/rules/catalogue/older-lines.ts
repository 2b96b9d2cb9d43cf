import { isBefore } from '../versions.js';
import type { CatalogueFile, ClassEntry } from './format.js';

type Since = readonly [major: number, minor: number];

/** Types of 1.3 that older lines lack, with the first line that has them; measured on 1.0.3 to 1.2.0. */
const TYPES: Readonly<Record<string, Since>> = {
  'io.kestra.plugin.core.http.SseRequest': [1, 3],
  'io.kestra.plugin.core.kv.Put': [1, 3],
  'io.kestra.plugin.core.namespace.PurgeFiles': [1, 2],
  'io.kestra.plugin.core.storage.PurgeStorage': [1, 3],
};

/** The same for properties that many classes share. */
const SHARED: Readonly<Record<string, Since>> = {
  pluginDefaultsRef: [1, 3],
  assets: [1, 2],
  allowConcurrent: [1, 2],
};

/** The same for properties of one class. */
const PROPERTIES: Readonly<Record<string, Readonly<Record<string, Since>>>> = {
  'io.kestra.core.models.flows.FlowWithSource': { checks: [1, 2], updated: [1, 3] },
  'io.kestra.plugin.core.execution.PurgeExecutions': { batchSize: [1, 1] },
  'io.kestra.plugin.core.http.Download': { params: [1, 1], saveAs: [1, 2] },
  'io.kestra.plugin.core.http.Request': { params: [1, 1] },
  'io.kestra.plugin.core.http.Trigger': { params: [1, 1] },
  'io.kestra.plugin.core.kv.PurgeKV': { behavior: [1, 1] },
  'io.kestra.plugin.core.storage.Split': { regexPattern: [1, 1] },
  'io.kestra.plugin.core.trigger.Webhook': {
    inputs: [1, 1],
    returnOutputs: [1, 1],
    responseCode: [1, 3],
    responseContentType: [1, 3],
  },
};

/** The catalogue of 1.3 without what a version of an older line does not know yet. */
export function asOf(version: string, file: CatalogueFile): CatalogueFile {
  const isMissing = (since: Since | undefined): boolean => since !== undefined && isBefore(version, since);
  const known = Object.entries(file.classes).filter(([name]) => !isMissing(TYPES[name]));
  return { ...file, classes: Object.fromEntries(known.map(([name, entry]) => [name, older(name, entry)])) };

  function older(name: string, entry: ClassEntry): ClassEntry {
    const own = PROPERTIES[name] ?? {};
    const props = Object.entries(entry.props).filter(
      ([property]) => !isMissing(own[property]) && !isMissing(entry.kind === 'model' ? undefined : SHARED[property]),
    );
    return { ...entry, props: Object.fromEntries(props) };
  }
}
