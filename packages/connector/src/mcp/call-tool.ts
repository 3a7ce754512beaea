import type { HaloClient } from 'halopsa';
import type { ErrorCode } from 'halopsa-catalogue/errors';
import type { Effect } from '../action.js';
import { type Failure, failureJson, failureOf } from '../failure.js';
import type { JsonObject } from '../json.js';
import { conform, conformObject } from '../schema/conform.js';
import type { Validator } from '../schema/validator.js';
import { maskedNotice, withoutHeld } from '../without-held.js';
import { answerWithoutNulls } from './announced-schema.js';
import type { Audit } from './audit.js';
import type { Continuation, Cursors } from './cursors.js';
import { digestOf } from './digest.js';
import { fitBudget } from './fit-budget.js';
import type { PlanTokens, Refusal } from './plan-tokens.js';
import { type Policy, permits } from './policy.js';
import { rehearse } from './rehearse.js';
import { type ListPart, splitAnswer } from './split-answer.js';
import type { Tool, ToolContext } from './tool.js';
import { announcedOutput } from './tool-description.js';
import { fence, type Notice } from './untrusted-text.js';

/** Shows a message to the person and returns their answer, until the signal aborts. */
type Ask = (message: string, signal: AbortSignal | undefined) => Promise<Approval>;

/** What a person said, or that they said nothing in time. */
export type Approval = 'approved' | 'refused' | 'unanswered';

/** What calls of one session have in common. */
export interface Session {
  readonly id: string;
  readonly client: HaloClient;
  readonly policy: Policy;
  readonly plans: PlanTokens;
  readonly cursors: Cursors;
  readonly validator: Validator;
  readonly audit: Audit;
  /** Bytes of an answer at the most. */
  readonly budget: number;
  /** Asks the person, where the client can; undefined where it cannot. */
  readonly ask: (() => Ask | undefined) | undefined;
}

/** The result of a tool call over the protocol. */
export interface ToolAnswer extends JsonObject {
  readonly content: readonly { readonly type: 'text'; readonly text: string }[];
  readonly structuredContent?: JsonObject;
  readonly isError?: boolean;
}

/** Something that the policy or the person refuses. */
class RefusedError extends Error {
  readonly code: ErrorCode = 'mcp/refused';
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
export async function callTool(
  tool: Tool,
  given: JsonObject,
  session: Session,
  context: Omit<ToolContext, 'client'>,
): Promise<ToolAnswer> {
  const started = performance.now();
  const noted: Noted = { effect: tool.effect, outcome: 'done' };
  const { digest } = await digestOf(given);
  const log = (outcome: 'done' | 'planned' | 'refused' | 'failed', code?: string): void =>
    session.audit({
      at: new Date().toISOString(),
      session: session.id,
      tool: tool.name,
      effect: noted.effect,
      outcome,
      code,
      payload: digest.slice(0, 16),
      ms: Math.round(performance.now() - started),
    });
  try {
    const { cursor, ...input } = given;
    const done =
      cursor === undefined
        ? await begin(tool, input, { session, context, noted })
        : await goOn(tool, String(cursor), { session, context, noted });
    const { value: output, isMasked } = await withoutHeld(session.client, done.output);
    const notices = new Set(isMasked ? [maskedNotice] : []);
    const answer = answerOf(tool, { ...done, output }, session, notices);
    log(noted.outcome);
    return answer;
  } catch (error) {
    const { value: failure } = await withoutHeld(session.client, failureOf(error));
    log(error instanceof RefusedError ? 'refused' : 'failed', failure.code);
    return failedAnswer(failure);
  }
}

interface Call {
  readonly session: Session;
  readonly context: Omit<ToolContext, 'client'>;
  readonly noted: Noted;
}

/** What a tool gave, with what went before it where it goes on with an earlier answer. */
interface Done extends Pick<Continuation, 'before' | 'source'> {
  readonly output: JsonObject;
  /** The input that gave it; undefined where it changed something, and where nothing can follow. */
  readonly input: JsonObject | undefined;
}

async function begin(tool: Tool, given: JsonObject, call: Call): Promise<Done> {
  const { output, input } = await perform(tool, given, call);
  return {
    output,
    input: call.noted.effect === 'read' ? input : undefined,
    before: {},
    source: Symbol(tool.name),
  };
}

/** What follows on an answer: what is left of it, or the next page. Nothing is changed by that. */
async function goOn(tool: Tool, cursor: string, { session, context, noted }: Call): Promise<Done> {
  noted.effect = 'read';
  const found = session.cursors.find(cursor, tool.name);
  if (!found) {
    throw new RefusedError(
      `${tool.name}: this cursor is not known, or not any more.`,
      'Make the call without it, and follow its cursors.',
    );
  }
  const { next, before, source } = found;
  if (next.kind === 'rest') return { output: next.output, input: next.input, before, source };
  const output = await tool.run({ client: session.client, ...context }, next.input);
  return { output, input: next.input, before, source: Symbol(tool.name) };
}

async function perform(
  tool: Tool,
  given: JsonObject,
  { session, context, noted }: Call,
): Promise<{ output: JsonObject; input: JsonObject }> {
  const { plan_token: token, ...input } = given;
  const checked = await session.validator.check(tool.name, tool.input, input);
  const ready = (await tool.prepare?.(checked)) ?? checked;
  const effect = tool.effectOf?.(ready) ?? tool.effect;
  noted.effect = effect;
  if (!permits(session.policy, effect)) throw refusal(tool, effect);
  if (effect !== 'read') {
    const plan = await approve(
      tool,
      { input: ready, token, effect, signal: context.signal },
      session,
    );
    if (plan) {
      noted.outcome = 'planned';
      return { output: { plan }, input: ready };
    }
  }
  return { output: await tool.run({ client: session.client, ...context }, ready), input: ready };
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
async function approve(
  tool: Tool,
  { input, token, effect, signal }: Wanted,
  session: Session,
): Promise<JsonObject | undefined> {
  const { digest, characters } = await digestOf(input);
  const call = { session: session.id, action: tool.name, digest };
  if (token !== undefined) {
    const refused = session.plans.redeem(String(token), call);
    if (refused)
      throw new RefusedError(
        `${tool.name}: the plan token was not taken: ${reasons[refused]}. Nothing was changed.`,
        'Call without a token for a new plan.',
      );
    return undefined;
  }
  await rehearse(tool, input, { signal });
  const preview = previewOf(tool, input, { effect, characters });
  const ask = session.ask?.();
  if (!ask) {
    const { token: issued, expiresAt } = session.plans.issue(call);
    return { token: issued, expires_at: expiresAt, preview };
  }
  const approval = await ask(preview, signal);
  if (approval === 'approved') return undefined;
  throw approval === 'refused'
    ? new RefusedError(
        `${tool.name}: the person did not approve it. Nothing was changed.`,
        'Ask what they would rather have.',
      )
    : new RefusedError(
        `${tool.name}: the person did not answer in time. Nothing was changed.`,
        'Call again once they are there.',
      );
}

const reasons: Readonly<Record<Refusal, string>> = {
  unknown: 'it is none of this server',
  expired: 'it has expired',
  used: 'it was used before',
  'other payload': 'it was given for another payload, tool or session',
};

/** What will be written, as far as a person can read it: every member shows, a long text and a long list in part. */
function previewOf(
  tool: Tool,
  input: JsonObject,
  { effect, characters }: { effect: Effect; characters: number },
): string {
  const notices = new Set<Notice>();
  const shown = JSON.stringify(fitBudget(input, 4000, notices));
  const isCut = notices.has('long text was cut') || notices.has('lists were cut');
  const cut = isCut ? ` [cut: all of it has ${characters} characters]` : '';
  return `${tool.title} will ${effect === 'delete' ? 'DELETE' : 'write'} in Halo: ${shown}${cut}`;
}

function answerOf(tool: Tool, done: Done, session: Session, notices: Set<string>): ToolAnswer {
  const schema = announcedOutput(tool, session.policy);
  const { head, rest, lists } = splitAnswer(done.output, session.budget, notices as Set<Notice>);
  const next_cursor = rest
    ? restCursor(tool, { ...done, output: rest }, { lists, session })
    : pageCursor(tool, done, session);
  for (const list of lists) notices.add(told(list, done.before));
  const whole = {
    ...head,
    ...(next_cursor ? { next_cursor } : {}),
    ...(notices.size > 0 ? { notices: [...notices] } : {}),
  };
  const structuredContent = conformObject(answerWithoutNulls(whole, schema), schema);
  return {
    content: [{ type: 'text', text: fence(JSON.stringify(structuredContent)) }],
    structuredContent,
  };
}

/** A cursor for what did not fit; what changed something is held as well, and not done again. */
function restCursor(
  tool: Tool,
  { output, input = {}, before, source }: Done,
  { lists, session }: { lists: readonly ListPart[]; session: Session },
): string {
  const seen = Object.fromEntries(
    lists.map(({ path, shown }) => [path, (before[path] ?? 0) + shown]),
  );
  return session.cursors.keep({
    tool: tool.name,
    next: { kind: 'rest', output, input },
    before: { ...pages(before), ...seen },
    source,
  });
}

/** A cursor for the next page of a list; none at its end. */
function pageCursor(
  tool: Tool,
  { output, input, before, source }: Done,
  session: Session,
): string | undefined {
  const page = input && tool.nextPage?.(input, output, before['#'] ?? 0);
  if (!page) return undefined;
  return session.cursors.keep({
    tool: tool.name,
    next: { kind: 'page', input: page.input },
    before: { '#': page.seen },
    source,
  });
}

/** Rows of earlier pages, which go on counting. */
const pages = (before: Continuation['before']): Continuation['before'] =>
  before['#'] === undefined ? {} : { '#': before['#'] };

function told({ path, shown, left }: ListPart, before: Readonly<Record<string, number>>): string {
  const from = before[path] ?? 0;
  if (shown === 0)
    return `${path}: a part of ${from + 1} of ${from + left} is here; call again with cursor for what follows`;
  return `${path}: ${from + 1} to ${from + shown} of ${from + left} are here; call again with cursor for what follows`;
}

const failedAnswer = (failure: Failure): ToolAnswer => ({
  isError: true,
  content: [{ type: 'text', text: failureText(failure) }],
});

/** What went wrong; a message may quote what others wrote, so that it is made visible and fenced as well. */
export function failureText(failure: Failure): string {
  const { message, nextStep, errors, records, candidates, answer } = failure;
  const parts = {
    ...(answer === undefined ? {} : { answer: conform(answer, {}) }),
    ...(errors ? { errors: failureJson(failure).errors } : {}),
    ...(records ? { records: failureJson(failure).records } : {}),
    ...(candidates ? { candidates: failureJson(failure).candidates } : {}),
  };
  const told = { error: message, ...parts, ...(nextStep ? { next_step: nextStep } : {}) };
  return fence(JSON.stringify(fitBudget(told, 4000, new Set())));
}
