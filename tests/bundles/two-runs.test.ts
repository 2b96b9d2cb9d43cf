import { expect, test } from '@jest/globals';
import { runBundle } from '../local-runner/run-bundle.js';
import { flowFiles, kestra, workspaceOf } from './stage.js';
import { real } from './where.js';

const ROUNDS = real === undefined ? 2 : 10;

test(`two deployments of 60 flows at the same moment both succeed, ${ROUNDS} rounds`, async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { inputs, namespace, ...server } = await kestra();
    const versions = await Promise.all(
      ['one', 'two'].map(async (message) => {
        const files = flowFiles(namespace, 60, message);
        return { files, workspace: await workspaceOf(files) };
      }),
    );
    const runs = await Promise.all(
      versions.map(({ workspace }) =>
        runBundle('deploy-flows', { workspace, inputs: { ...inputs, override: 'true' } }),
      ),
    );
    for (const run of runs)
      expect([round, run.exitCode, run.outputs['failed'], run.exitCode ? run.log : '']).toEqual([round, 0, '0', '']);
    for (let index = 0; index < 60; index++) {
      const held = await server.flow(namespace, `flow-${index}`);
      expect(versions.map(({ files }) => files[`f/flow-${index}.yml`])).toContain(held?.source);
    }
  }
});
