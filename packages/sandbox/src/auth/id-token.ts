import { createRandom, guid } from '../random.js';
import type { Session } from './sessions.js';

/** A well-formed JWT about the session; its subject is a GUID and not the agent's number, and nothing vouches for it but this sandbox. */
export function idToken(session: Session, issuer: string, now: number): string {
  const seconds = Math.floor(now / 1000);
  const claims = {
    iss: issuer,
    aud: session.clientId,
    sub: guid(createRandom(`subject ${session.tenant} ${session.agentId}`)),
    iat: seconds,
    exp: Math.floor(session.expiresAt / 1000),
    agent_id: session.agentId,
    name: session.applicationName,
  };
  return [
    encode({ alg: 'HS256', typ: 'JWT' }),
    encode(claims),
    encode({ sandbox: guid(createRandom(`${seconds} ${session.clientId}`)) }),
  ].join('.');
}

function encode(value: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
