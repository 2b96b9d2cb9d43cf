import { describe, expect, test } from '@jest/globals';
import { fc } from '../generated-inputs.js';
import { runBundle } from '../local-runner/run-bundle.js';
import { makeWorkspace } from '../local-runner/workspace.js';
import { kestra } from './stage.js';

const lineEnd = fc.constantFrom('\n', '\r\n');
const comment = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replace(/[\p{C}\p{Z}]/gu, ' '));

/**
 * Flows as people write them: comments, quotes, blank lines, a byte order mark, Windows line ends, any text.
 */
const flowText = fc
  .record({
    bom: fc.boolean(),
    end: lineEnd,
    comment,
    quote: fc.constantFrom('', "'", '"'),
    message: comment,
    blank: fc.nat(2),
  })
  .map(({ bom, end, comment, quote, message, blank }) => (id: string, namespace: string) => {
    const quoted = JSON.stringify(message);
    const lines = [
      `# ${comment}`,
      `id: ${quote}${id}${quote}   # ${comment}`,
      `namespace: ${quote}${namespace}${quote} # ${comment}`,
      ...Array<string>(blank).fill(''),
      'tasks:',
      '  - id: "t"',
      '    type: io.kestra.plugin.core.log.Log',
      `    message: ${quoted}`,
      '',
    ];
    return (bom ? '\uFEFF' : '') + lines.join(end);
  });

describe('what the server holds is what the file holds', () => {
  test('flows, but for the one edit that was asked for', async () => {
    const server = await kestra();
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(flowText, { minLength: 1, maxLength: 20 }), fc.boolean(), async (texts, force) => {
        const authored = server.sub(`authored.round-${round}`);
        const forced = server.sub(`forced.round-${round++}`);
        const files = Object.fromEntries(
          texts.map((text, index) => [`f${index}.yml`, text(`flow-${index}`, authored)]),
        );
        const workspace = await makeWorkspace(files);
        const run = await runBundle('deploy-flows', {
          workspace: workspace.path,
          inputs: { ...server.inputs, ...(force ? { namespace: forced } : {}) },
        });
        await workspace.remove();
        expect(run.outputs).toMatchObject({ created: String(texts.length) });
        for (const [index, text] of texts.entries()) {
          const namespace = force ? forced : authored;
          expect((await server.flow(namespace, `flow-${index}`))?.source).toBe(text(`flow-${index}`, namespace));
        }
      }),
      { numRuns: 6 },
    );
  });
});
