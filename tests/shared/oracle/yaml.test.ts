import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { printDifferences, seed } from './compare-mutants.js';
import { generateDocument, generateYaml } from './generated-yaml.js';
import { startYamlOracle } from './oracle.js';
import { randomFrom } from './random.js';
import { mutateText } from './text-mutants.js';
import { difference } from './yaml-difference.js';

const GENERATED = 5000;
const MUTANTS = 3000;

const CORPUS = new URL('../../../../shared/corpus/', import.meta.url);

const corpus = ['kestra-core/valid/', 'kestra-core/invalid/', 'blueprints/'].flatMap((folder) => {
  const files = new URL(folder, CORPUS);
  return readdirSync(files).map((name) => readFileSync(new URL(name, files), 'utf8'));
});

test.each(['1.3.31', '2.0.0'])(
  `the tree of a text is the one that the parser below Kestra %s composes (ORACLE_SEED=${seed})`,
  async (version) => {
    const oracle = await startYamlOracle(version);
    try {
      const random = randomFrom(seed);
      const times = (count: number, make: () => string) => Array.from({ length: count }, make);
      const texts = {
        corpus,
        documents: times(GENERATED, () => generateDocument(random)),
        pieces: times(GENERATED, () => generateYaml(random)),
        mutants: times(MUTANTS, () => mutateText(random.pick(corpus), random)),
      };
      for (const [kind, sources] of Object.entries(texts)) {
        const different: string[] = [];
        let read = 0;
        for (let start = 0; start < sources.length; start += 500) {
          const batch = sources.slice(start, start + 500);
          const answers = await oracle.read(batch);
          batch.forEach((source, index) => {
            if (answers[index]!.stop === undefined) read++;
            const found = difference(source, answers[index]!);
            if (found !== undefined) different.push(`${found}\n    ${JSON.stringify(source.slice(0, 500))}`);
          });
        }
        printDifferences(
          `${version}, seed ${seed}, ${kind}: ${sources.length} texts, ${read} of them read to the end, ${different.length} different`,
          different,
        );
        expect(different).toEqual([]);
        if (kind === 'corpus') expect(read).toBe(sources.length);
        if (kind === 'documents') expect(read).toBeGreaterThan(GENERATED * 0.8);
      }
    } finally {
      await oracle.stop();
    }
  },
  300_000,
);
