import { describe, expect, test } from '@jest/globals';
import { serverUrl } from '../../../src/inputs/server-url.js';

describe('the address of the server', () => {
  test.each([
    ['https://kestra.acme.com/a//ui//', 'https://kestra.acme.com/a'],
    ['https://kestra.acme.com/a//?x=1', 'https://kestra.acme.com/a'],
    ['kestra.acme.com/x://y/api', 'https://kestra.acme.com/x://y'],
  ])('in place of %s, %s is to be written', (given, better) => {
    expect(serverUrl.read(given)).toEqual({ problem: `is not the server's own address. Use ${better}` });
  });

  test.each([
    ['https://kestra.example.com', 'https://kestra.example.com'],
    ['https://kestra.example.com/', 'https://kestra.example.com'],
    ['http://10.0.0.7:8080/tools/kestra//', 'http://10.0.0.7:8080/tools/kestra'],
    ['HTTPS://Kestra.Example.com:443', 'https://kestra.example.com'],
    ['https://kestra.example.com/api-gateway', 'https://kestra.example.com/api-gateway'],
    ['https://kestra.example.com/uikit', 'https://kestra.example.com/uikit'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ])('%s is %s', (given, value) => {
    expect(serverUrl.read(given)).toEqual({ value });
  });

  test.each([
    ['kestra.example.com', 'https://kestra.example.com'],
    ['kestra.example.com:8443/prefix', 'https://kestra.example.com:8443/prefix'],
    ['localhost:8080', 'http://localhost:8080'],
    ['127.0.0.1:8080/', 'http://127.0.0.1:8080'],
  ])('the bare host %s is taken as %s, with a notice', (given, value) => {
    expect(serverUrl.read(given)).toEqual({ value, notice: expect.stringContaining(value) });
  });

  test.each([
    ['https://kestra.acme.com/ui/main/flows', 'Use https://kestra.acme.com'],
    ['https://kestra.acme.com/prefix/ui', 'Use https://kestra.acme.com/prefix'],
    ['https://kestra.acme.com/api/v1/main/flows', 'Use https://kestra.acme.com'],
    ['https://kestra.acme.com/?x=1', 'Use https://kestra.acme.com'],
    ['https://me@kestra.acme.com', '`user` and `password`'],
    ['https://:secret@kestra.acme.com', '`user` and `password`'],
    ['https://kestra.acme.com/#/home', 'Use https://kestra.acme.com'],
    ['ftp://kestra.acme.com', 'only https:// and http://'],
    ['https://me:secret@kestra.acme.com', '`user` and `password`'],
    ['https://', 'is no URL'],
    ['not a host', 'is no URL'],
    ['https://kestra.acme.com\\ui', 'is no URL'],
  ])('%s is refused: %s', (given, problem) => {
    expect(serverUrl.read(given)).toEqual({ problem: expect.stringContaining(problem) });
  });

  test('credentials in the address are not repeated', () => {
    expect(JSON.stringify(serverUrl.read('https://me:secret@kestra.acme.com'))).not.toContain('secret');
  });
});
