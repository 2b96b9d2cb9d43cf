// Pictures of the summaries of typical runs, for the README:
//   npm run pictures -- --libraries DIR [--browser PATH]
// DIR is a node_modules folder that holds marked and mermaid (npm install --prefix … marked mermaid), the
// browser a Chromium. The bundles must be built.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { renderPage } from './page.js';
import { typicalRuns } from './runs.js';

const { values } = parseArgs({
  options: { libraries: { type: 'string' }, browser: { type: 'string', default: 'chromium' } },
});
if (values.libraries === undefined) throw new Error('Give --libraries: a node_modules folder with marked and mermaid.');
const images = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'pictures-'));
const browse = async (...options: string[]) =>
  promisify(execFile)(
    values.browser,
    ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--virtual-time-budget=20000', ...options],
    { maxBuffer: 64 * 1024 * 1024 },
  );
for (const { name, markdown } of await typicalRuns()) {
  const page = join(folder, `${name}.html`);
  await writeFile(page, await renderPage(markdown, resolve(values.libraries)));
  const { stdout } = await browse('--dump-dom', `file://${page}`);
  const height = /<title>(\d+)<\/title>/.exec(stdout)?.[1];
  if (height === undefined) throw new Error(`The page of ${name} did not get ready.`);
  await browse(`--screenshot=${images}${name}.png`, `--window-size=980,${height}`, `file://${page}`);
  console.log(`docs/images/${name}.png, ${height} pixels high`);
}
await rm(folder, { recursive: true });
