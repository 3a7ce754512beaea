import { createRandom, guid } from '../random.js';
import type { Session } from './sessions.js';

/** What an identity token says beside the session. */
export interface IdTokenParts {
  readonly issuer: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The text that the login was asked for with. */
  readonly nonce?: string | undefined;
  /** Signs the token; clients that check it use their own secret. */
  readonly key: string;
}

/** A JWT about the session, signed with the client's secret; its subject is a GUID and not the agent's number. */
export async function idToken(
  session: Session,
  { issuer, now, nonce, key }: IdTokenParts,
): Promise<string> {
  const claims = {
    iss: issuer,
    aud: session.clientId,
    sub: guid(
      createRandom(`subject ${session.tenant} ${session.agentId ?? `user ${session.userId}`}`),
    ),
    iat: Math.floor(now / 1000),
    exp: Math.floor(session.expiresAt / 1000),
    ...(nonce === undefined ? {} : { nonce }),
    ...(session.agentId === undefined ? {} : { agent_id: session.agentId }),
    name: session.applicationName,
  };
  const signed = `${encode(JSON.stringify({ alg: 'HS256', typ: 'JWT' }))}.${encode(JSON.stringify(claims))}`;
  return `${signed}.${await signature(signed, key)}`;
}

async function signature(text: string, key: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(key),
    algorithm,
    false,
    ['sign'],
  );
  return base64Url(
    new Uint8Array(await crypto.subtle.sign('HMAC', imported, new TextEncoder().encode(text))),
  );
}

const encode = (text: string): string => base64Url(new TextEncoder().encode(text));

/** Bytes as base64url without padding. */
export const base64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
