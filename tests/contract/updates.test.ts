import { afterEach, describe, expect, test } from '@jest/globals';
import nock from 'nock';
import { InvalidRequestError, NotFoundError, ServerError } from '../../src/kestra/errors.js';
import { failureOf, messageAndHint } from '../kestra-failure.js';
import { acceptCredentials, API, FLOW, JSON_TYPE, jsonError, SERVER, setUp, withoutNetwork } from './support.js';
import { ONE, reset, methodsOf } from './counting-calls.js';

withoutNetwork();

describe('updateFlow: a PUT of a missing flow takes a server down', () => {
  /** A client that has read the flow. */
  async function afterReading(options: Parameters<typeof setUp>[0] = {}): Promise<ReturnType<typeof setUp>> {
    nock(SERVER).get(ONE).query(true).reply(200, FLOW);
    const setup = setUp(options);
    await setup.client.getFlow('company.etl', 'load');
    return setup;
  }
  const update = ({ client }: ReturnType<typeof setUp>) => client.updateFlow('company.etl', 'load', 'x');

  test('is not sent for a flow that was not read', async () => {
    const setup = setUp();
    await expect(update(setup)).rejects.toThrow('company.etl/load was not read before it is updated');
    expect(setup.calls).toEqual([]);
  });

  test('is not sent for a flow that was not there, or was deleted by this client', async () => {
    const setup = await afterReading();
    nock(SERVER).get(ONE).query(true).reply(404, jsonError('Not Found'), JSON_TYPE);
    await setup.client.getFlow('company.etl', 'load');
    await expect(update(setup)).rejects.toThrow('was not read');

    const other = await afterReading();
    nock(SERVER).delete(ONE).reply(204);
    await other.client.deleteFlow('company.etl', 'load');
    await expect(update(other)).rejects.toThrow('was not read');
  });

  test('is sent for a flow that this client created, and again after it was updated', async () => {
    acceptCredentials();
    nock(SERVER).post(`${API}/flows`).reply(200, FLOW);
    nock(SERVER).put(ONE).twice().reply(200, FLOW);
    const setup = setUp();
    await setup.client.createFlow('x');
    await update(setup);
    await update(setup);
    expect(methodsOf(setup)).toEqual(['GET', 'POST', 'PUT', 'PUT']);
  });

  const stored = (more: object) =>
    nock(SERVER)
      .get(ONE)
      .query(true)
      .reply(200, { ...FLOW, ...more });
  const lost: readonly (readonly [string, () => void])[] = [
    ['a reset', () => nock(SERVER).put(ONE).replyWithError(reset())],
    ['no answer in time', () => nock(SERVER).put(ONE).delay(5000).reply(200, FLOW)],
    ...[408, 500, 502, 504].map((status) => [`a ${status}`, () => nock(SERVER).put(ONE).reply(status)] as const),
  ];

  describe.each(lost)('without an answer – %s – the flow is read first', (name, lose) => {
    const lostAfterReading = async () => {
      // Long enough for all but the one that never comes.
      const setup = await afterReading({ timeoutMs: name === 'no answer in time' ? 500 : 5000 });
      lose();
      return setup;
    };
    afterEach(() => nock.abortPendingRequests());

    test('as wanted: it was updated', async () => {
      const setup = await lostAfterReading();
      stored({ source: 'x', revision: 8 });
      expect(await update(setup)).toMatchObject({ source: 'x', revision: 8 });
      expect(methodsOf(setup)).toEqual(['GET', 'PUT', 'GET']);
    });

    test('still what it was: it is sent once more', async () => {
      const setup = await lostAfterReading();
      stored({});
      nock(SERVER)
        .put(ONE)
        .reply(200, { ...FLOW, revision: 8 });
      expect(await update(setup)).toMatchObject({ revision: 8 });
      expect(methodsOf(setup)).toEqual(['GET', 'PUT', 'GET', 'PUT']);
    });

    test('still what it was after the second time: it failed', async () => {
      const setup = await lostAfterReading();
      stored({});
      lose();
      stored({});
      await expect(update(setup)).rejects.toThrow();
      expect(methodsOf(setup)).toEqual(['GET', 'PUT', 'GET', 'PUT', 'GET']);
    });

    test('gone: says so, and is not sent', async () => {
      const setup = await lostAfterReading();
      nock(SERVER).get(ONE).query(true).reply(404, jsonError('Not Found'), JSON_TYPE);
      expect(messageAndHint(await failureOf(update(setup)))).toBe(
        'The flow company.etl/load was deleted by somebody else while it was updated. Run the step again.',
      );
      expect(methodsOf(setup)).toEqual(['GET', 'PUT', 'GET']);
      await expect(update(setup)).rejects.toThrow('was not read');
    });

    test('changed by somebody else: says so, and is not sent', async () => {
      const setup = await lostAfterReading();
      stored({ source: 'y', revision: 9 });
      expect(messageAndHint(await failureOf(update(setup)))).toBe(
        'The flow company.etl/load was changed by somebody else while it was updated: it is at revision 9 now. Look at it in Kestra, then run the step again.',
      );
      expect(methodsOf(setup)).toEqual(['GET', 'PUT', 'GET']);
    });

    test('cannot be read: nobody knows', async () => {
      const setup = await lostAfterReading();
      nock(SERVER).get(ONE).query(true).reply(500);
      const error = await failureOf(update(setup));
      expect(error.hint).toBe(
        'Kestra could not be asked whether it was updated. Look at the flow, then run the step again.',
      );
      expect(methodsOf(setup)).toEqual(['GET', 'PUT', 'GET']);
      await expect(update(setup)).rejects.toThrow('was not read');
    });
  });

  test('is not sent once more when the run is stopped', async () => {
    const stop = new AbortController();
    const setup = await afterReading({ stop: stop.signal });
    nock(SERVER)
      .put(ONE)
      .reply(() => {
        stop.abort();
        return [502];
      });
    stored({});
    await expect(update(setup)).rejects.toThrow('502');
    expect(methodsOf(setup)).toEqual(['GET', 'PUT', 'GET']);
  });

  test('is looked after on a connection of its own, within ten seconds', async () => {
    const fresh: string[] = [];
    const setup = await afterReading({
      timeoutMs: 60_000,
      fetchFresh: (input, init) => {
        fresh.push(`${init?.method} ${String(input)}`);
        return globalThis.fetch(input, init);
      },
    });
    nock(SERVER).put(ONE).replyWithError(reset());
    stored({ source: 'x' });
    await update(setup);
    expect(fresh).toEqual([`GET ${SERVER}${ONE}?source=true`]);
    expect(methodsOf(setup)).toEqual(['GET', 'PUT']);
  });

  test.each([429, 503])('after %i the flow is read before it is sent again', async (status) => {
    const setup = await afterReading();
    nock(SERVER).put(ONE).reply(status);
    nock(SERVER).get(ONE).query(true).reply(200, FLOW);
    nock(SERVER)
      .put(ONE)
      .reply(200, { ...FLOW, revision: 8 });
    expect(await update(setup)).toMatchObject({ revision: 8 });
    expect(methodsOf(setup)).toEqual(['GET', 'PUT', 'GET', 'PUT']);
  });

  test('after 503 a flow that is gone is not sent again', async () => {
    const setup = await afterReading();
    nock(SERVER).put(ONE).reply(503);
    nock(SERVER).get(ONE).query(true).reply(404, jsonError('Not Found'), JSON_TYPE);
    expect(await failureOf(update(setup))).toBeInstanceOf(ServerError);
    expect(methodsOf(setup)).toEqual(['GET', 'PUT', 'GET']);
  });

  test('a flow is known by namespace and id', async () => {
    const setup = await afterReading();
    await expect(setup.client.updateFlow('company.etl', 'other', 'x')).rejects.toThrow('was not read');
    await expect(setup.client.updateFlow('company', 'load', 'x')).rejects.toThrow('was not read');
  });

  test('403: names the permission', async () => {
    const setup = await afterReading();
    nock(SERVER).put(ONE).reply(403, jsonError('Forbidden'), JSON_TYPE);
    expect((await failureOf(update(setup))).hint).toContain('Give the account FLOW with UPDATE on the namespace');
  });

  test('404: says who may have deleted it', async () => {
    const setup = await afterReading();
    nock(SERVER).put(ONE).reply(404, jsonError('Not Found'), JSON_TYPE);
    const error = await failureOf(update(setup));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(messageAndHint(error)).toBe(
      'Kestra answered 404 when asked to update the flow company.etl/load: Not Found. The flow was deleted by somebody else in the meantime. Run the step again.',
    );
    await expect(update(setup)).rejects.toThrow('was not read');
  });

  test('a refused source leaves the flow there: another may be sent', async () => {
    const setup = await afterReading();
    nock(SERVER).put(ONE).reply(422, jsonError('Invalid entity: x'), JSON_TYPE);
    nock(SERVER).put(ONE).reply(200, FLOW);
    expect(await failureOf(update(setup))).toBeInstanceOf(InvalidRequestError);
    expect(await update(setup)).toMatchObject({ revision: 7 });
  });
});
