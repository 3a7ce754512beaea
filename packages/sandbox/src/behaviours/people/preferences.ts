import { readRecords } from '../../http/body.js';
import { notFound } from '../../http/refusal.js';
import { json } from '../../http/reply.js';
import type { Behaviour, Handler } from '../../resources/contract.js';
import { demandRecord } from '../../resources/demand.js';
import { upsertRecord } from '../../resources/upsert.js';
import { route } from '../route.js';

/** A user's language and look, kept on the user. */
const setPreferences: Handler = async ({ request, model, context }) => {
  const [sent = {}] = await readRecords(request);
  const id = sent.id ?? context.session.userId;
  if (id === undefined) throw notFound();
  const { lang, theme } = sent;
  const patch = {
    id,
    ...(lang !== undefined && { lang: String(lang) }),
    ...(theme !== undefined && { theme: String(theme) }),
  };
  const user = upsertRecord(
    { ...patch, id: demandRecord('users', id, context).id },
    model,
    context,
  );
  return json({ id: user.id, lang: Number(user.lang ?? 0), theme: user.theme }, 201);
};

export const usersPreferences: Behaviour = route('users.preferences', 'users', { setPreferences });
