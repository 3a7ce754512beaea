import { readRecords } from '../../http/body.js';
import { json } from '../../http/reply.js';
import type { Behaviour, Handler } from '../../resources/contract.js';
import type { HaloRecord, HaloValue } from '../../store/port.js';
import { route } from '../route.js';

/** A template with the fields of a ticket in place of their names after a dollar sign. */
const preview: Handler = async ({ request, context }) => {
  const [sent = {}] = await readRecords(request);
  const template = { ...context.records('emailTemplates').get(Number(sent.id)), ...sent };
  const ticket = context.records('tickets').get(Number(sent.ticket_to_preview));
  const filled = (text: HaloValue): string =>
    String(text ?? '').replaceAll(/\$([a-z_]+\w*)/gi, (name, field: string) =>
      String(ticket?.[field.toLowerCase()] ?? name),
    );
  const {
    subject,
    header_text: header,
    body_html: html,
    body_text: text,
    body_sms: sms,
  } = template as HaloRecord;
  return json(
    {
      ...template,
      preview_subject: filled(header ?? subject),
      preview_body: filled(html ?? text),
      preview_sms: filled(sms),
    },
    201,
  );
};

export const emailTemplatesPreview: Behaviour = route('email-templates.preview', 'emailTemplates', {
  preview,
});
