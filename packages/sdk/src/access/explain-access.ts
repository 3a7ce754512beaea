import type { Operation } from 'halopsa-catalogue';
import { findOperation, findResource } from 'halopsa-catalogue/lookup';
import { shown } from '../codec/shown.js';
import { HaloAPIError } from '../errors/api-error.js';
import { HaloUsageError } from '../errors/usage-error.js';

/** Why a call was refused, or whether one would be. */
export interface AccessExplanation {
  readonly operation: string;
  /** Scope that the operation is taken to need; Halo publishes no such list. */
  readonly needs: string;
  /** Scopes that the token carries, where the server names them. */
  readonly granted: readonly string[];
  /** Whether one of the granted scopes covers the need; undefined where the server names none. */
  readonly covered: boolean | undefined;
  /** What that means, and what to change, for a person. */
  readonly explanation: string;
}

/** Explains a 401 or 403, or what an operation needs, from the catalogue and the scopes of the token. */
export function explainAccess(subject: unknown, scope: string | undefined): AccessExplanation {
  const id =
    subject instanceof HaloAPIError
      ? subject.operation
      : typeof subject === 'string'
        ? subject
        : shown(subject);
  const operation = findOperation(id);
  const resource = operation && findResource(operation.resource);
  if (!operation || !resource)
    throw new HaloUsageError(
      `${id} is not an operation of the catalogue`,
      'Give an error of a call, or an id such as tickets.list.',
    );
  const needs = operation.safety === 'read' ? resource.scope.read : resource.scope.write;
  const granted = scope?.split(' ').filter((one) => one !== '') ?? [];
  const covered = granted.length === 0 ? undefined : granted.some((one) => covers(one, needs));
  const status = subject instanceof HaloAPIError ? subject.status : undefined;
  return {
    operation: id,
    needs,
    granted,
    covered,
    explanation: explain({ operation, needs, covered, status }),
  };
}

/** `all` covers everything, `admin` all but nothing less, and the right to edit that to read. */
function covers(granted: string, needed: string): boolean {
  if (granted === 'all' || granted === needed) return true;
  if (granted === 'admin') return needed !== 'all';
  return needed.startsWith('read:') && granted === needed.replace('read:', 'edit:');
}

interface Finding {
  readonly operation: Operation;
  readonly needs: string;
  readonly covered: boolean | undefined;
  readonly status: number | undefined;
}

function explain({ operation, needs, covered, status }: Finding): string {
  if (covered === false)
    return `The token lacks the scope ${needs}. Ask for it, and tick it on the Permissions tab of the application in Halo.`;
  const detail = status === 401 && /\{/.test(operation.path);
  const refused = detail
    ? 'Some detail routes of Halo answer 401 for a missing permission although the token is good.'
    : status === 401
      ? 'The token was refused, a fresh one too.'
      : status === 403
        ? 'The token is good, and what it may do falls short.'
        : `This takes the scope ${needs}.`;
  const advice =
    "The agent's role narrows what the scopes allow: check the role of the agent that the application logs in as, and its login type (agent, not user).";
  return status === undefined ? refused : `${refused} ${advice}`;
}
