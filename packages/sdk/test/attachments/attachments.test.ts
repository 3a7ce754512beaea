import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HaloAPIError, HaloConnectionError, HaloUsageError } from 'halopsa';
import { verifies } from 'halopsa-testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mediaTypeOf } from '../../src/attachments/media-type.js';
import { startTenant, type Tenant } from '../tenant.js';

let tenant: Tenant;
let folder: string;
beforeAll(async () => {
  tenant = await startTenant();
  folder = await mkdtemp(join(tmpdir(), 'halo-files-'));
});
beforeEach(() => tenant.sandbox.control.requestLog.clear());
afterAll(async () => {
  await tenant[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
const calls = (): (string | undefined)[] =>
  tenant.sandbox.control.requestLog.list().flatMap(({ operation }) => (operation?.startsWith('attachments') ? [operation] : []));
const newTicket = (): ReturnType<Tenant['halo']['tickets']['create']> => tenant.halo.tickets.create({ summary: 'Files' });

describe(`put ${verifies('attachments.base64-upload', 'attachments.raw-bytes', 'attachments.list-by-ticket')}`, () => {
  it('knows no type of an ending that is the name of something every object has', () => {
    expect(mediaTypeOf('a.constructor')).toBe('application/octet-stream');
  });

  it('takes bytes, a buffer, a blob, a stream, pieces and a path', async () => {
    const { id: ticket_id } = await newTicket();
    const path = join(folder, 'from-disk.txt');
    await writeFile(path, 'héllo');
    const data = bytes('héllo');
    const pieces = async function* (): AsyncGenerator<Uint8Array> {
      yield data.slice(0, 2);
      yield data.slice(2);
    };
    for (const source of [data, data.buffer, new Blob([data]), new Blob([data]).stream(), pieces(), path]) {
      const { id } = await tenant.halo.attachments.put({ name: 'a.txt', data: source, ticket_id });
      expect(await (await tenant.halo.attachments.download(id)).text()).toBe('héllo');
    }
  });

  it('sends what it belongs to, the description and who may see it', async () => {
    const { id: ticket_id } = await newTicket();
    const { id: action_id } = tenant.sandbox.control.put('actions', { ticket_id, outcome: 'Note', note: 'See the log.' });
    const file = { name: 'log.txt', data: bytes('x'), ticket_id, action_id: Number(action_id), description: 'The log', showforusers: true };
    const made = await tenant.halo.attachments.put(file);
    expect(made).toMatchObject({ filename: 'log.txt', ticket_id, action_id, desc: 'The log', note: 'The log', showforusers: true });
    expect(calls()).toEqual(['attachments.upsert']);
  });

  it('is larger than one call of a function may be, and arrives whole', async () => {
    const { id: ticket_id } = await newTicket();
    const data = Uint8Array.from({ length: 200_000 }, (_, index) => index % 251);
    const { id } = await tenant.halo.attachments.put({ name: 'big.bin', data, ticket_id });
    const download = await tenant.halo.attachments.download(id);
    expect(Buffer.compare(Buffer.from(await download.bytes()), Buffer.from(data))).toBe(0);
    expect(download).toMatchObject({ name: 'big.bin', contentType: 'application/octet-stream' });
  });

  it(`sends an image that belongs to nothing as a form ${verifies('attachments.image-multipart')}`, async () => {
    const image = (await tenant.halo.attachments.put({ name: 'logo.png', data: bytes('PNG') })) as unknown as { id: string; link: string };
    expect(calls()).toEqual(['attachments.uploadImage']);
    expect(image.link).toContain(`/attachment/image/${image.id}`);
    const response = (await tenant.halo.resource('attachments').call('getImage', { params: { id: image.id }, raw: true })) as Response;
    expect([response.headers.get('content-type'), await response.text()]).toEqual(['image/png', 'PNG']);
  });

  it(`sends a large file by a presigned address, without the token ${verifies('attachments.presigned-flow')}`, async () => {
    const { id: ticket_id } = await newTicket();
    const data = new Uint8Array(15_000_000).fill(7);
    const made = await tenant.halo.attachments.put({ name: 'dump.bin', data, ticket_id, description: 'Dump' });
    expect(calls()).toEqual(['attachments.presignedUrl', 'attachments.presignedUploadComplete']);
    expect(made).toMatchObject({ filename: 'dump.bin', ticket_id, filesize: 15_000_000, desc: 'Dump' });
    expect(await tenant.halo.attachments.put({ name: 'small.txt', data: bytes('s'), ticket_id, via: 'presigned' })).toMatchObject({
      filesize: 1,
    });
  });

  it('refuses a file without a name, without an owner, or that is not there', async () => {
    const put = tenant.halo.attachments.put;
    await expect(put({ name: '', data: bytes('x'), ticket_id: 1 })).rejects.toThrow('the file has no name');
    await expect(put({ name: 'a.txt', data: bytes('x') })).rejects.toThrow('a.txt belongs to nothing');
    const missing = put({ name: 'a.txt', data: join(folder, 'nowhere.txt'), ticket_id: 1 });
    await expect(missing).rejects.toThrow(HaloUsageError);
    await expect(missing).rejects.toThrow('(ENOENT)');
    expect(calls()).toEqual([]);
  });
});

describe('a presigned upload that fails', () => {
  const file = { name: 'f.bin', data: bytes('f'), ticket_id: 1234, via: 'presigned' as const };
  const withStore =
    (answer: () => Promise<Response>): typeof fetch =>
    (input, init) =>
      init?.method === 'PUT' ? answer() : fetch(input, init);

  it('at the store says that nothing is attached', async () => {
    const refused = tenant.client({ fetch: withStore(async () => new Response(null, { status: 403 })) });
    await expect(refused.attachments.put(file)).rejects.toMatchObject({
      code: 'halo/upload',
      status: 403,
      nextStep: expect.stringContaining('nothing is attached'),
    });
    const lost = tenant.client({ fetch: withStore(() => Promise.reject(new TypeError('no route'))) });
    await expect(lost.attachments.put(file)).rejects.toThrow(HaloConnectionError);
    const aborted = AbortSignal.abort(new Error('enough'));
    await expect(lost.attachments.put(file, { signal: aborted })).rejects.toThrow('enough');
  });

  it('for want of an address or of a proof says so', async () => {
    const noAddress = tenant.client({
      fetch: (input, init) => (String(input).includes('GetS3') ? Promise.resolve(Response.json([{ a: 1 }])) : fetch(input, init)),
    });
    await expect(noAddress.attachments.put(file)).rejects.toMatchObject({
      code: 'halo/upload',
      nextStep: expect.stringContaining("via: 'base64'"),
    });
    const noProof = tenant.client({
      fetch: (input, init) => (String(input).includes('UploadComplete') ? Promise.resolve(Response.json([])) : fetch(input, init)),
    });
    await expect(noProof.attachments.put(file)).rejects.toMatchObject({ code: 'halo/ambiguous-write' });
  });
});

describe('download', () => {
  it('writes all files of a ticket, beside files that are there already', async () => {
    const ticket = await newTicket();
    for (const text of ['one', 'two']) await ticket.addAttachment('same.txt', bytes(text));
    await ticket.addAttachment('../../escape.txt', bytes('kept in'));
    const target = join(folder, 'ticket');
    const saved = await tenant.halo.attachments.downloadAll(ticket, `${target}/`);
    expect(saved.map(({ path }) => path)).toEqual(['same.txt', 'same (2).txt', 'escape.txt'].map((name) => join(target, name)));
    expect(await readFile(saved[1]!.path, 'utf8')).toBe('two');
    expect(await tenant.halo.attachments.downloadAll(ticket.id, join(folder, 'again'))).toHaveLength(3);
  });

  it('streams, and can be left early', async () => {
    const ticket = await newTicket();
    const { id } = await ticket.addAttachment('s.txt', bytes('streamed'));
    expect(await new Response((await tenant.halo.attachments.download(id)).stream()).text()).toBe('streamed');
    await (await tenant.halo.attachments.download(id)).stream().cancel();
    for await (const part of await tenant.halo.attachments.download(id)) {
      expect(part.length).toBeGreaterThan(0);
      break;
    }
  });

  it('that breaks off leaves no file behind', async () => {
    const cut: typeof fetch = async (input, init) =>
      String(input).includes('/Attachment/')
        ? new Response('half', { headers: { 'content-length': '8', 'content-disposition': 'attachment; filename="cut.txt"' } })
        : fetch(input, init);
    const file = await tenant.client({ fetch: cut }).attachments.download(1);
    const target = join(folder, 'cut');
    await expect(file.saveTo(target)).rejects.toThrow('the download of cut.txt broke off');
    await expect(readFile(join(target, 'cut.txt'))).rejects.toThrow('ENOENT');
  });

  it('ends when the caller says so', async () => {
    const { id } = await (await newTicket()).addAttachment('a.txt', bytes('x'));
    const controller = new AbortController();
    const file = await tenant.halo.attachments.download(id, { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(file.bytes()).rejects.toThrow('enough');
  });

  it(`follows a link to the file store without the token ${verifies('attachments.link-expires')}`, async () => {
    const seen: (string | null)[] = [];
    const answer =
      (record: object, store: Response): typeof fetch =>
      async (input, init) => {
        if (String(input).startsWith('https://store.example/')) {
          seen.push(new Headers(init?.headers).get('authorization'));
          return store;
        }
        return String(input).includes('/Attachment/5') ? Response.json(record) : fetch(input, init);
      };
    const record = { id: 5, filename: 'hosted.txt', download_url: 'https://store.example/x' };
    const hosted = tenant.client({ fileStores: ['store.example'], fetch: answer(record, new Response('from the store')) });
    const file = await hosted.attachments.download(5);
    expect([file.name, await file.text(), seen]).toEqual(['hosted.txt', 'from the store', [null]]);
    const expired = tenant.client({ fileStores: ['store.example'], fetch: answer(record, new Response(null, { status: 403 })) });
    await expect(expired.attachments.download(5)).rejects.toMatchObject({
      code: 'halo/download',
      nextStep: expect.stringContaining('download again'),
    });
    const empty = tenant.client({ fetch: answer({ id: 5, filename: 'gone.txt' }, new Response()) });
    await expect(empty.attachments.download(5)).rejects.toThrow(HaloAPIError);
    const json = tenant.client({ fetch: answer({ any: 'file' }, new Response()) });
    expect(await (await json.attachments.download(5)).text()).toBe('{"any":"file"}');
  });
});
