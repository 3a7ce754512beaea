import { HaloUsageError } from 'halopsa';
import type { Action } from '../action.js';
import { answered } from '../schema/conform.js';
import { deleteAction, inputOf, listAction, selected } from './action-kinds.js';

const resource = 'attachments';
/** A file travels inside JSON, so that it has to fit into memory and into what platforms take. */
const mostBytes = 20 * 1024 * 1024;

function addAttachment(): Action {
  const output = selected(resource);
  return {
    name: 'add_attachment',
    title: 'Add Attachment',
    description: 'Puts a file on a ticket, or on one action of it.',
    toolset: 'tickets',
    effect: 'write',
    safety: 'unsafe',
    scopes: ['edit:tickets'],
    layout: 'flat',
    input: inputOf(
      {
        ticket_id: { type: 'integer' },
        action_id: { type: 'integer' },
        file_name: { type: 'string', minLength: 1, maxLength: 255 },
        content_base64: {
          type: 'string',
          description: 'The file, base64-encoded; 20 MiB at the most.',
        },
      },
      ['ticket_id', 'file_name', 'content_base64'],
    ),
    output,
    run: async (client, input, { signal, whole }) => {
      const data = decodeBase64(String(input.content_base64));
      const file = { name: String(input.file_name), data, ticket_id: Number(input.ticket_id) };
      const place = input.action_id === undefined ? {} : { action_id: Number(input.action_id) };
      return answered(
        { ...(await client.attachments.put({ ...file, ...place }, { signal })) },
        output,
        whole,
      );
    },
  };
}

/** Node takes anything for base64 and drops what is not, so that a wrong text would become a broken file. */
function decodeBase64(text: string): Uint8Array {
  const plain = text.replace(/^data:[^,]*;base64,/, '').replace(/\s+/g, '');
  if (plain.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) {
    throw new HaloUsageError(
      'content_base64 is not base64',
      'Encode the file and run it again; nothing was sent.',
    );
  }
  if ((plain.length / 4) * 3 > mostBytes)
    throw new HaloUsageError(
      'the file has more than 20 MiB',
      'Put it on the ticket in Halo; nothing was sent.',
    );
  return Buffer.from(plain, 'base64');
}

function getAttachment(): Action {
  return {
    name: 'get_attachment',
    title: 'Get Attachment',
    description: 'Reads a file that was put on a ticket.',
    toolset: 'tickets',
    effect: 'read',
    safety: 'read',
    scopes: ['read:tickets'],
    operation: 'attachments.get',
    layout: 'flat',
    input: inputOf({ id: { type: 'integer' } }, ['id']),
    output: inputOf(
      {
        id: { type: 'integer' },
        file_name: { type: 'string' },
        bytes: { type: 'integer' },
        content_base64: { type: 'string' },
      },
      ['id', 'file_name', 'bytes', 'content_base64'],
    ),
    run: async (client, { id }, { signal }) => {
      const file = await client.attachments.download(Number(id), { signal, maxBytes: mostBytes });
      const bytes = await file.bytes();
      return {
        id,
        file_name: file.name,
        bytes: bytes.length,
        content_base64: Buffer.from(bytes).toString('base64'),
      };
    },
  };
}

/** Files on tickets. */
export const fileActions: readonly Action[] = [
  listAction({
    toolset: 'tickets',
    resource,
    name: 'get_ticket_attachments',
    title: 'Get Ticket Attachments',
    description: 'Lists the files on a ticket.',
    filters: ['ticket_id', 'action_id'],
    rows: 'attachments',
  }),
  getAttachment(),
  addAttachment(),
  deleteAction({
    toolset: 'tickets',
    resource,
    name: 'delete_attachment',
    title: 'Delete Attachment',
    description: 'Deletes one file.',
  }),
];
