import type { HaloClient } from 'halopsa';
import type { Effect } from '../action.js';
import { type Failure, failureOf } from '../failure.js';
import type { JsonObject } from '../json.js';
import { conformObject } from '../schema/conform.js';
import type { Validator } from '../schema/validator.js';
import { type Audit, digestOf } from './audit.js';
import { fitBudget } from './fit-budget.js';
import type { PlanTokens, Refusal } from './plan-tokens.js';
import { type Policy, permits } from './policy.js';
import type { Tool, ToolContext } from './tool.js';
import { announcedOutput } from './tool-description.js';
import { fence, makeVisible, type Notice } from './untrusted-text.js';

/** What calls of one session have in common. */
export interface Session {
  readonly id: string;
  readonly client: HaloClient;
  readonly policy: Policy;
  readonly plans: PlanTokens;
  readonly validator: Validator;
  readonly audit: Audit;
  /** Bytes of an answer at the most. */
  readonly budget: number;
  /** Asks the person, where the client can; undefined where it cannot. */
  readonly ask: (() => ((message: string) => Promise<boolean>) | undefined) | undefined;
}

/** What a tool call gives over the protocol. */
export interface ToolAnswer extends JsonObject {
  readonly content: readonly { readonly type: 'text'; readonly text: string }[];
  readonly structuredContent?: JsonObject;
  readonly isError?: boolean;
}

/** Something that the policy or the person refuses. */
class RefusedError extends Error {
  readonly code: string = 'mcp/refused';
  readonly nextStep: string;

  constructor(message: string, nextStep: string) {
    super(message);
    this.nextStep = nextStep;
  }
}

interface Noted {
  effect: Effect;
  outcome: 'done' | 'planned';
}

/** Calls a tool: checks, plans what changes records, runs, and answers within the budget. Never rejects. */
export async function callTool(tool: Tool, given: JsonObject, session: Session, context: Omit<ToolContext, 'client'>): Promise<ToolAnswer> {
  const started = performance.now();
  const noted: Noted = { effect: tool.effect, outcome: 'done' };
  const log = (outcome: 'done' | 'planned' | 'refused' | 'failed', code?: string): void =>
    session.audit({
      at: new Date().toISOString(),
      session: session.id,
      tool: tool.name,
      effect: noted.effect,
      outcome,
      code,
      payload: digestOf(given),
      ms: Math.round(performance.now() - started),
    });
  try {
    const output = await perform(tool, given, { session, context, noted });
    const answer = answerOf(tool, output, session);
    log(noted.outcome);
    return answer;
  } catch (error) {
    const failure = failureOf(error);
    log(error instanceof RefusedError ? 'refused' : 'failed', failure.code);
    return failedAnswer(failure);
  }
}

interface Call {
  readonly session: Session;
  readonly context: Omit<ToolContext, 'client'>;
  readonly noted: Noted;
}

async function perform(tool: Tool, given: JsonObject, { session, context, noted }: Call): Promise<JsonObject> {
  const { plan_token: token, ...input } = given;
  const checked = session.validator.check(tool.name, tool.input, input);
  const ready = tool.prepare?.(checked) ?? checked;
  const effect = tool.effectOf?.(ready) ?? tool.effect;
  noted.effect = effect;
  if (!permits(session.policy, effect)) throw refusal(tool, effect);
  if (effect !== 'read') {
    const plan = await approve(tool, { input: ready, token, effect }, session);
    if (plan) {
      noted.outcome = 'planned';
      return { plan };
    }
  }
  return tool.run({ client: session.client, ...context }, ready);
}

const refusal = (tool: Tool, effect: Effect): RefusedError =>
  new RefusedError(
    `${tool.name}: this server does not ${effect === 'write' ? 'write' : 'delete'}. Nothing was sent.`,
    `Whoever runs the server can start it with --allow-${effect === 'write' ? 'writes' : 'deletes'}.`,
  );

interface Wanted {
  readonly input: JsonObject;
  readonly token: unknown;
  readonly effect: Effect;
}

/** Nothing where the call is approved, else the plan that has to be approved first. */
async function approve(tool: Tool, { input, token, effect }: Wanted, session: Session): Promise<JsonObject | undefined> {
  const call = { session: session.id, action: tool.name, input };
  if (token !== undefined) {
    const refused = session.plans.redeem(String(token), call);
    if (refused)
      throw new RefusedError(
        `${tool.name}: the plan token was not taken: ${reasons[refused]}. Nothing was changed.`,
        'Call without a token for a new plan.',
      );
    return undefined;
  }
  const preview = previewOf(tool, input, effect);
  const ask = session.ask?.();
  if (!ask) {
    const { token: issued, expiresAt } = session.plans.issue(call);
    return { token: issued, expires_at: expiresAt, preview };
  }
  if (await ask(preview)) return undefined;
  throw new RefusedError(`${tool.name}: the person did not approve it. Nothing was changed.`, 'Ask what they would rather have.');
}

const reasons: Readonly<Record<Refusal, string>> = {
  unknown: 'it is none of this server',
  expired: 'it has expired',
  used: 'it was used before',
  'other payload': 'it was given for another payload, tool or session',
};

function previewOf(tool: Tool, input: JsonObject, effect: Effect): string {
  const shown = JSON.stringify(makeVisible(input, new Set()));
  const cut = shown.length > 4000 ? `${shown.slice(0, 4000)} [${shown.length - 4000} more characters]` : shown;
  return `${tool.title} will ${effect === 'delete' ? 'DELETE' : 'write'} in Halo: ${cut}`;
}

function answerOf(tool: Tool, output: JsonObject, session: Session): ToolAnswer {
  const notices = new Set<Notice>();
  const schema = announcedOutput(tool, session.policy);
  const fitted = fitBudget(makeVisible(output, notices), session.budget, notices) as JsonObject;
  const structuredContent = conformObject({ ...fitted, ...(notices.size > 0 ? { notices: [...notices] } : {}) }, schema);
  return { content: [{ type: 'text', text: fence(JSON.stringify(structuredContent)) }], structuredContent };
}

/** What went wrong; a message may quote what others wrote, so that it is made visible and fenced as well. */
function failedAnswer({ message, nextStep, errors }: Failure): ToolAnswer {
  const told = makeVisible({ error: message, ...(errors ? { errors } : {}), ...(nextStep ? { next_step: nextStep } : {}) }, new Set());
  const text = JSON.stringify(fitBudget(told, 4000, new Set()));
  return { isError: true, content: [{ type: 'text', text: fence(text) }] };
}
