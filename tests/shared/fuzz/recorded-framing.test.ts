import { describe, expect, test } from '@jest/globals';
import { sendable, splitDocuments } from '../../../src/flows/documents.js';
import { identityOf } from '../../../src/flows/identity.js';
import { parseFlow } from '../../../src/flows/parse-flow.js';
import { readRecordings } from '../replay/recordings.js';

interface Entry {
  readonly index: number;
  readonly flow?: string;
  readonly constraints?: string;
}

/** As Kestra splits a body; Java leaves out the empty parts at the end, but for an empty body. */
function serverSplit(body: string): readonly string[] {
  const parts = body.trim().split(/\n+---/);
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts;
}

describe.each(['recordings', 'recordings-2.0'] as const)('bodies that were validated by a server (%s)', (folder) => {
  const recorded = readRecordings(folder).filter(
    ({ request, response }) =>
      request.path.endsWith('/flows/validate') && request.body !== undefined && response.status === 200,
  );

  test('there are some', () => {
    expect(recorded.length).toBe(13);
  });

  test.each(
    recorded.map(({ name, request, response }) => [name, request.body!, response.json as readonly Entry[]] as const),
  )('%s', (_name, body, answer) => {
    // The model of the server's splitting that the tests of values use is the server's.
    expect(serverSplit(body).length).toBe(answer.length);
    const documents = splitDocuments({ path: 'body.yml', text: body });
    const sent = documents.map(sendable);
    if (sent.some(({ alone }) => alone)) {
      // Not a marker to YAML, but the server would split there: asked alone, and its answer does not fit.
      expect(documents.length).toBeLessThan(answer.length);
      return;
    }
    // What holds no flow we do not send, and the server calls empty.
    const filled = answer.filter(({ constraints }) => !/No content to map due to end-of-input/.test(constraints ?? ''));
    expect(documents.length).toBe(filled.length);
    const again = sent.map(({ text }) => text).join('\n---\n');
    expect(documents.length === 0 ? [] : serverSplit(again).map((part) => part.trim())).toEqual(
      sent.map(({ text }) => text.trim()),
    );
    documents.forEach((document, at) => {
      const parsed = parseFlow(document);
      const { flow } = filled[at]!;
      if (flow !== undefined) expect(parsed.ok && identityOf(parsed.root).id).toBe(flow);
    });
  });
});
