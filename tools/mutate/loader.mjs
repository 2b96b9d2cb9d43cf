// Loads TypeScript for the runner, with a stand-in for @jest/globals. Each test file gets modules of tests/ of its own,
// as hooks are placed while they load; the modules of src/ are loaded once for all.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';

const jestGlobals = new URL('suite.mjs', import.meta.url).href;

export async function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') {
    return { url: jestGlobals, shortCircuit: true };
  }
  const parent = context.parentURL ?? '';
  const fromSources = /\.ts(\?|$)/.test(parent) && specifier.startsWith('.');
  const resolved = await next(fromSources ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  const testFile = /\?test=\d+$/.exec(parent)?.[0];
  return testFile !== undefined && /\/tests\/.*\.ts$/.test(resolved.url)
    ? { ...resolved, url: `${resolved.url}${testFile}` }
    : resolved;
}

export async function load(url, context, next) {
  if (!/\.ts(\?|$)/.test(url)) {
    return next(url, context);
  }
  const file = fileURLToPath(url);
  const { code } = await transform(await readFile(file, 'utf8'), { loader: 'ts', format: 'esm', sourcefile: file });
  return { format: 'module', source: code, shortCircuit: true };
}
