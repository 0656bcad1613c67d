import { createHttpClient } from './http-client.js';

const silent: typeof fetch = (_input, init) =>
  new Promise((_resolve, reject) => {
    init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
  });
const answering = (body: string, status = 200): typeof fetch =>
  jest.fn(() => Promise.resolve(new Response(body, { status })));
const gone: typeof fetch = () => Promise.reject(new TypeError('fetch failed'));

const ask = (fetch: typeof globalThis.fetch, patience?: number) =>
  createHttpClient({ baseUrl: 'http://homegroup', fetch, ...(patience && { patience }) })('me.show');
const tell = (fetch: typeof globalThis.fetch) =>
  createHttpClient({ baseUrl: 'http://homegroup', fetch, patience: 1 })('groups.join', {
    params: { id: 'a' },
  });

const again = { code: 'try_again', message: expect.stringContaining('Try again') };
/** Nobody is told that nothing was changed when that is not known. */
const look = { code: 'try_again', message: expect.stringContaining('Look whether it was done') };

describe('createHttpClient', () => {
  it.each([
    ['cannot be reached', gone],
    ['answers with a page', answering('<h1>Bad Gateway</h1>', 502)],
    ['breaks off its answer', answering('{"na')],
  ])('says of a server that %s what may be done', async (_what, fetch) => {
    await expect(ask(fetch)).rejects.toMatchObject(again);
    await expect(tell(fetch)).rejects.toMatchObject(look);
  });

  it('gives up a question that is not answered, and nothing that is to be done', async () => {
    await expect(ask(silent, 1)).rejects.toMatchObject(again);
    const sent = answering('{}');
    await tell(sent);
    expect(sent).toHaveBeenCalledWith(
      expect.anything(),
      expect.not.objectContaining({ signal: expect.anything() }),
    );
  });

  it("keeps the server's own words", async () => {
    const error = { code: 'not_found', message: 'There is no such group.', retryable: false };
    await expect(tell(answering(JSON.stringify({ error }), 404))).rejects.toMatchObject({
      code: 'not_found',
      message: 'There is no such group.',
    });
  });
});
