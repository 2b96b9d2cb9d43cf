import { describe, expect, test } from '@jest/globals';
import { UsageError } from '../../../src/errors.js';
import { checkVersions } from '../../../src/validate-flows/check-versions.js';

const offline = true;

describe('versions that make no sense are not taken silently', () => {
  test.each([
    [{ offline }, []],
    [{ offline, kestraVersion: '1.2' }, []],
    [{ offline, upgradeTo: '2.0' }, []],
    [{ offline, kestraVersion: '1.3', upgradeTo: '2.0' }, []],
    [{ offline, kestraVersion: '0.19' }, ['older than the oldest']],
    [{ offline, kestraVersion: '1.7' }, ['not known: judged like 1.3']],
    [{ offline, kestraVersion: '3.1' }, ['newer than the newest']],
    [{ offline, upgradeTo: '2.4' }, ['newer than the newest']],
    [{ offline: false, serverVersion: '0.24.3' }, ['The server is Kestra 0.24.3, older']],
    [{ offline: false, serverVersion: 'develop' }, []],
    [{ offline: false, serverVersion: '1.3.31', kestraVersion: '1.1' }, ['has no effect with a server']],
    [{ offline: false, serverVersion: '2.0.0', upgradeTo: '2.0' }, ['The server is 2.0.0 already']],
  ])('%j', (versions, expected) => {
    const notices = checkVersions(versions);
    expect(notices).toHaveLength(expected.length);
    expected.forEach((part, index) => expect(notices[index]).toContain(part));
  });

  test.each([
    { offline, upgradeTo: '1.3' },
    { offline, kestraVersion: '1.1', upgradeTo: '1.3' },
    { offline, kestraVersion: '2.0', upgradeTo: '1.3' },
    { offline, kestraVersion: '2.0', upgradeTo: '2.0' },
  ])('%j is an error', (versions) => {
    expect(() => checkVersions(versions)).toThrow(UsageError);
    expect(() => checkVersions(versions)).toThrow(/`upgradeTo` is .* Allowed is a newer generation/);
  });
});

describe('what is said', () => {
  const known = 'Known: 1.0 to 1.3, and 2.0.';

  test.each([
    [
      { offline, kestraVersion: '0.9' },
      `\`kestraVersion\` is 0.9, older than the oldest rules that are known: judged like 1.0. ${known}`,
    ],
    [
      { offline, kestraVersion: '10.1' },
      `\`kestraVersion\` is 10.1, newer than the newest rules that are known: judged like 2.0. ${known}`,
    ],
    [
      { offline, kestraVersion: '1.10' },
      `\`kestraVersion\` is 1.10, a line that is not known: judged like 1.3. ${known}`,
    ],
    [
      { offline, upgradeTo: '3' },
      `\`upgradeTo\` is 3, newer than the newest rules that are known: judged like 2.0. ${known}`,
    ],
    [
      { offline: false, serverVersion: '1.4.0' },
      `The server is Kestra 1.4.0, a line that is not known: judged like 1.3. ${known}`,
    ],
  ])('%j', (versions, notice) => {
    expect(checkVersions(versions)).toEqual([notice]);
  });

  test('a version that is none says nothing', () => {
    expect(checkVersions({ offline, kestraVersion: 'build-0.1' })).toEqual([]);
    expect(checkVersions({ offline: false })).toEqual([]);
  });
});
