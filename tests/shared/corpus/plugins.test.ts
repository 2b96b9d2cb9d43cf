import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { Finding } from '../../../src/findings/finding.js';
import { findingsOfProblems } from '../../../src/findings/verdict-findings.js';
import { ruleOf } from '../../../src/findings/rules/all-rules.js';
import { splitDocuments } from '../../../src/flows/documents.js';
import { parseFlow } from '../../../src/flows/parse-flow.js';
import type { ParsedFlow } from '../../../src/flows/tree.js';
import { judgePlugins } from '../../../src/rules/plugins/judge-plugins.js';
import { loadOfficialPlugins } from '../../../src/rules/plugins/load.js';
import { judgeOffline } from '../../../src/validation/judge-offline.js';
import { blueprints } from './blueprints.js';

const official = await loadOfficialPlugins();
const OLD_NAME = 'an old name of the type, which still works';
const DEPRECATED = 'deprecated in the sources of the plugin';

/**
 * Every finding about a plugin in the blueprints, each looked at once: what it is about, and why it is
 * right.
 */
const VERDICTS: Readonly<Record<string, string>> = {
  'agent-text-summarizer.yaml:64 unknown-property configuration': 'belongs to the agent, not to its provider',
  'ai-model-router.yaml:60 unknown-property role': 'a message has `type`, not `role`',
  'ai-model-router.yaml:69 unknown-property role': 'a message has `type`, not `role`',
  'argocd-single-tenant-wave-rollout.yaml:271 deprecated maxAttempt': 'the older name of `maxAttempts`',
  'argocd-single-tenant-wave-rollout.yaml:281 deprecated maxAttempt': 'the older name of `maxAttempts`',
  'build-gcp-artifact-registry-image.yaml:11 replaced-type io.kestra.plugin.docker.Build': OLD_NAME,
  'cassandra-to-bigquery.yaml:6 replaced-type io.kestra.plugin.cassandra.Query': OLD_NAME,
  'docker-compose-ephemeral-test.yaml:16 replaced-type io.kestra.plugin.docker.Compose': OLD_NAME,
  'docker-compose-ephemeral-test.yaml:40 replaced-type io.kestra.plugin.docker.Compose': OLD_NAME,
  'docker-compose-ephemeral-test.yaml:58 replaced-type io.kestra.plugin.docker.Compose': OLD_NAME,
  'kvm-scheduled-maintenance-window.yaml:61 unknown-property errors': 'a task has no `errors`; the flow has',
  'multi-cloud-deployment.yaml:74 replaced-type io.kestra.plugin.docker.Build': OLD_NAME,
  'multi-cloud-deployment.yaml:90 replaced-type io.kestra.plugin.docker.Run': OLD_NAME,
  'pubsub-publish-pipeline-events.yaml:17 deprecated fetchOne': DEPRECATED,
  'redis-list-realtime-trigger.yaml:6 replaced-type io.kestra.plugin.cassandra.Query': OLD_NAME,
  'vertex-ai-batch-row-enrichment.yaml:33 deprecated author': DEPRECATED,
};

function findingsIn(flow: ParsedFlow): readonly Finding[] {
  return findingsOfProblems(flow, judgePlugins(flow, '1.3', { official }).problems, '1.3');
}

/** "file:line rule what": what is the first name in the message. */
function shown({ file, range, rule, message }: Finding): string {
  return `${file}:${range?.startLine} ${rule} ${/"([^"]+)"|^(\S+) is replaced/.exec(message)?.slice(1).join('')}`;
}

test('in the blueprints, every finding about a plugin is a true one', () => {
  const findings = blueprints().flatMap(findingsIn);
  expect(findings.map(shown).sort()).toEqual(Object.keys(VERDICTS).sort());
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('most plugins of the blueprints are judged; of the others only the name is known, or they are Enterprise', () => {
  const unjudged = new Set(blueprints().flatMap((flow) => judgePlugins(flow, '1.3', { official }).unjudgedTypes));
  const others = [...unjudged].filter((type) => !type.startsWith('io.kestra.plugin.ee.'));
  expect(others.filter((type) => official.resolveType(type) === undefined)).toEqual([]);
  expect(unjudged.size).toBeLessThan(35);
});

test("Kestra's own flows use no plugins and get no word about any; every rule that is reported is explained", () => {
  const folder = new URL('../../../../shared/corpus/kestra-core/', import.meta.url);
  const flows = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.ya?ml$/.test(path))
    .flatMap((path) => splitDocuments({ path, text: readFileSync(new URL(path, folder), 'utf8') }).map(parseFlow));
  expect(flows.length).toBeGreaterThan(300);
  expect(flows.flatMap(findingsIn).map(shown)).toEqual([]);
  const { findings } = judgeOffline([...flows, ...blueprints()], {
    rules: '1.3',
    plugins: { official },
    upgradeTo: '2.0',
  });
  const rules = new Set([...findings.values()].flat().map(({ rule }) => rule));
  expect(rules.size).toBeGreaterThan(20);
  expect([...rules].filter((rule) => ruleOf(rule) === undefined)).toEqual([]);
});
