import { createRandom, guid } from '../random.js';
import type { HaloRecord } from '../store/port.js';
import { CLOSED, LOGGED } from '../webhooks/event.js';
import type { SeedPlan } from './plan.js';
import { seedTickets } from './tickets.js';

/** The smallest PNG there is: one point. */
const POINT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg==';
const NOTE = 'VGhlIHByaW50ZXIgc2hvd3MgZXJyb3IgNTAuNC4K';

/** Files on the tickets of the examples: a screenshot on one action, a note on the ticket itself. */
export function seedAttachments(plan: SeedPlan): HaloRecord[] {
  const tickets = seedTickets(plan).filter(({ id }) => id === 1234 || id === 999);
  return tickets.flatMap((ticket, index) => {
    const about = {
      ticket_id: ticket.id,
      unique_id: ticket.id,
      type: 0,
      datecreated: ticket.dateoccurred,
      user_id: ticket.user_id,
      showforusers: true,
    };
    return [
      {
        id: index * 2 + 1,
        ...about,
        filename: 'screenshot.png',
        desc: 'screenshot.png',
        isimage: true,
        action_id: 1,
        ...file('image/png', POINT),
      },
      {
        id: index * 2 + 2,
        ...about,
        filename: 'printer.txt',
        desc: 'printer.txt',
        isimage: false,
        action_id: 0,
        ...file('text/plain', NOTE),
      },
    ];
  });
}

const file = (type: string, base64: string): HaloRecord => ({
  content_type: type,
  data_base64: `data:${type};base64,${base64}`,
  filesize: atob(base64).length,
});

/** A webhook for new and closed tickets. It is disabled: its address is an example, and nothing is sent there. */
export const seedWebhooks = (): HaloRecord[] => [
  {
    id: webhookId(),
    name: 'Tickets to the chat',
    type: 0,
    url: 'https://chat.example/hooks/halo',
    content_type: 'application/json',
    method: 0,
    authentication_type: 0,
    payload_type: 0,
    active: true,
    disabled: true,
  },
];

/** What binds the webhook to its events. */
export const seedNotificationRules = (): HaloRecord[] =>
  [LOGGED, CLOSED].map((eventno, index) => ({
    id: index + 1,
    name: eventno === LOGGED ? 'New ticket to the chat' : 'Closed ticket to the chat',
    type: -2,
    delivery_method: 6,
    eventno,
    webhook_id: webhookId(),
  }));

const webhookId = (): string => guid(createRandom('webhook'));
