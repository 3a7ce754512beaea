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

/** Shows a message to the person and gives what they said to it, until the signal aborts. */
type Ask = (message: string, signal: AbortSignal | undefined) => Promise<Approval>;

/** What a person said, or that they said nothing in time. */
export type Approval = 'approved' | 'refused' | 'unanswered';

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
  readonly ask: (() => Ask | undefined) | undefined;
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
    const plan = await approve(tool, { input: ready, token, effect, signal: context.signal }, session);
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
  readonly signal: AbortSignal | undefined;
}

/** Nothing where the call is approved, else the plan that has to be approved first. */
async function approve(tool: Tool, { input, token, effect, signal }: Wanted, session: Session): Promise<JsonObject | undefined> {
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
  const approval = await ask(preview, signal);
  if (approval === 'approved') return undefined;
  throw approval === 'refused'
    ? new RefusedError(`${tool.name}: the person did not approve it. Nothing was changed.`, 'Ask what they would rather have.')
    : new RefusedError(`${tool.name}: the person did not answer in time. Nothing was changed.`, 'Call again once they are there.');
}

const reasons: Readonly<Record<Refusal, string>> = {
  unknown: 'it is none of this server',
  expired: 'it has expired',
  used: 'it was used before',
  'other payload': 'it was given for another payload, tool or session',
};

/** What will be written, as far as a person can read it: every member shows, a long text and a long list in part. */
function previewOf(tool: Tool, input: JsonObject, effect: Effect): string {
  const whole = makeVisible(input, new Set());
  const notices = new Set<Notice>();
  const shown = JSON.stringify(fitBudget(whole, 4000, notices));
  const cut = notices.size > 0 ? ` [cut: all of it has ${JSON.stringify(whole).length} characters]` : '';
  return `${tool.title} will ${effect === 'delete' ? 'DELETE' : 'write'} in Halo: ${shown}${cut}`;
}

function answerOf(tool: Tool, output: JsonObject, session: Session): ToolAnswer {
  const notices = new Set<Notice>();
  const schema = announcedOutput(tool, session.policy);
  const fitted = fitBudget(makeVisible(output, notices), session.budget, notices) as JsonObject;
  const structuredContent = conformObject({ ...fitted, ...(notices.size > 0 ? { notices: [...notices] } : {}) }, schema);
  return { content: [{ type: 'text', text: fence(JSON.stringify(structuredContent)) }], structuredContent };
}

const failedAnswer = (failure: Failure): ToolAnswer => ({ isError: true, content: [{ type: 'text', text: failureText(failure) }] });

/** What went wrong; a message may quote what others wrote, so that it is made visible and fenced as well. */
export function failureText({ message, nextStep, errors }: Failure): string {
  const told = makeVisible({ error: message, ...(errors ? { errors } : {}), ...(nextStep ? { next_step: nextStep } : {}) }, new Set());
  return fence(JSON.stringify(fitBudget(told, 4000, new Set())));
}
