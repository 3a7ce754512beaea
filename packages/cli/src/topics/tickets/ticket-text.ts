import { oneLine, shownText } from 'halopsa-ground';
import type { Row } from '../../output/printer.js';
import {
  type Fact,
  factsText,
  paragraph,
  type TextStyle,
  textOfParts,
} from '../../output/record-text.js';

/** A ticket with what was done on it, oldest first, and its files. */
export interface Conversation {
  readonly ticket: Row;
  readonly actions: readonly Row[];
  readonly attachments: readonly Row[];
}

/** How a ticket is written. */
export interface TicketStyle extends TextStyle {
  /** The moment as the person reads it; undefined for none. */
  readonly moment: (value: unknown) => string | undefined;
}

/** A ticket as a person reads it. */
export function ticketText(
  { ticket, actions, attachments }: Conversation,
  style: TicketStyle,
): string {
  const { colours } = style;
  const head = colours.bold(oneLine(`#${textOf(ticket['id'])}  ${textOf(ticket['summary'])}`));
  const details = textOf(ticket['details']);
  return textOfParts([
    head,
    factsText(factsOf(ticket, style), style),
    details === '' ? '' : paragraph(details, style),
    ...actions.map((action) => actionText(action, style)),
    attachments.length === 0 ? '' : filesText(attachments, style),
  ]);
}

function factsOf(ticket: Row, { moment }: TicketStyle): readonly Fact[] {
  return [
    ['Status', textOf(ticket['status_name'] ?? ticket['status_id'])],
    [
      'Priority',
      textOf(ticket['priority_name'] ?? nameIn(ticket['priority']) ?? ticket['priority_id']),
    ],
    [
      'Type',
      textOf(ticket['tickettype_name'] ?? nameIn(ticket['tickettype']) ?? ticket['tickettype_id']),
    ],
    ['Client', joined([ticket['client_name'], ticket['site_name']])],
    ['User', joined([ticket['user_name'], ticket['user_email'] ?? ticket['emailaddress']])],
    ['Agent', joined([ticket['agent_name'] ?? ticket['agent_id'], ticket['team']])],
    ['Category', textOf(ticket['category_1'])],
    ['Opened', moment(ticket['dateoccurred'])],
    ['Respond by', moment(ticket['respondbydate'])],
    ['Fix by', moment(ticket['fixbydate'])],
    ['Closed', moment(ticket['dateclosed'])],
  ];
}

function actionText(action: Row, style: TicketStyle): string {
  const { colours, moment } = style;
  const hours = Number(action['timetaken'] ?? 0);
  const head = [
    moment(action['actiondatecreated'] ?? action['datetime']),
    textOf(action['who']),
    textOf(action['outcome']),
    ...(hours > 0 ? [`${hours} h`] : []),
    ...(action['hiddenfromuser'] === true ? ['private'] : []),
  ].filter((part) => part !== undefined && part !== '');
  const note = textOf(action['note']);
  return `${colours.cyan(oneLine(head.join('  ')))}${note === '' ? '' : `\n${paragraph(note, style)}`}`;
}

const filesText = (attachments: readonly Row[], { colours }: TextStyle): string =>
  [
    colours.dim('Files'),
    ...attachments.map(
      (file) =>
        `${textOf(file['id'])}  ${oneLine(textOf(file['filename']))}${sizeOf(file['filesize'])}`,
    ),
  ].join('\n');

const sizeOf = (bytes: unknown): string =>
  typeof bytes === 'number' && bytes > 0 ? `  ${Math.ceil(bytes / 1024)} KB` : '';

const nameIn = (value: unknown): string | undefined => {
  const name = (value as { readonly name?: unknown } | null | undefined)?.name;
  return typeof name === 'string' && name !== '' ? name : undefined;
};

const joined = (values: readonly unknown[]): string =>
  values
    .map(textOf)
    .filter((text) => text !== '')
    .join(', ');

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? shownText(String(value)).trim() : '';
