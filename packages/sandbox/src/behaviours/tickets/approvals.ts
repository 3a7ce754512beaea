import { formatHaloDate } from 'halopsa-ground';
import { bareString, notFound } from '../../http/refusal.js';
import { json } from '../../http/reply.js';
import type { Behaviour, Context, Handler } from '../../resources/contract.js';
import { demandRecord, objectsOf } from '../../resources/demand.js';
import { readBody, upsertRecord } from '../../resources/upsert.js';
import type { HaloRecord, HaloValue, WritableRecord } from '../../store/port.js';

const PENDING = 0;
const ACCEPTED = 1;
const REJECTED = 2;

const approvalsOf = (ticketId: HaloValue, context: Context): HaloRecord[] =>
  [...context.records('ticketApprovals').matching('ticket_id', Number(ticketId))].sort(
    (a, b) => Number(a.seq) - Number(b.seq),
  );

/** The approvals of a ticket count 1, 2, 3, and a post of a ticket and a number that are known answers that approval. */
const write: Handler = async (call) => {
  const { model, query, context } = call;
  const stored = (await readBody(call)).map((record) => {
    const known = approvalsOf(record.ticket_id, context).find(({ seq }) => seq === record.seq);
    return upsertRecord({ ...record, id: known?.id }, model, context);
  });
  return json(query.flag('returnall') === true ? stored : (stored.at(-1) ?? []), 201);
};

/** Approvals of tickets: asked for one by one or by a process, answered once, and each answer changes the ticket. */
export const ticketApprovals: Behaviour = {
  ids: ['approvals.by-ticket-and-number', 'approvals.answered-once', 'approvals.change-ticket'],
  resource: 'ticketApprovals',
  rules: {
    extraFields: { id: 'int' },
    keyOf: (approval) => `${approval.ticket_id}-${approval.seq}`,
    filters: {
      mine: (value, _query, context) =>
        value === 'true'
          ? (approval) =>
              approval.agent_id === context.session.agentId && approval.result === PENDING
          : undefined,
    },
    operations: {
      upsert: write,
      get: ({ params, context }) => {
        const approvals = approvalsOf(params.id, context);
        const current = approvals.find(({ result }) => result === PENDING) ?? approvals.at(-1);
        if (!current) throw notFound();
        return json(current);
      },
      deleteStep: ({ params, context }) => {
        const approval = approvalsOf(params.id, context).find(
          ({ seq }) => seq === Number(params.seq),
        );
        if (!approval) throw notFound();
        context.records('ticketApprovals').remove(`${approval.ticket_id}-${approval.seq}`);
        return json(approval);
      },
    },
    prepare: ({ before, patch, next }, context) => {
      demandRecord('tickets', next.ticket_id, context);
      if (before) checkAnswer(before, next);
      else begin(next, context);
      if (before?.result === PENDING && next.result !== PENDING) {
        next.dateapproved = formatHaloDate(context.clock.now());
        next.approval_inprogress = false;
      }
      // The ticket first: where its type does not allow the status, the approval stays as it was.
      if (!before || (before.result === PENDING && next.result !== PENDING))
        setStatus(next.ticket_id, statusAfter(next, context), context);
      if (Number(patch.agent_id) > 0)
        next.agent_name = demandRecord('agents', patch.agent_id, context).name;
    },
    written: (approval, before, context) => {
      if (before?.result === PENDING && approval.result === ACCEPTED) startNext(approval, context);
    },
  },
};

function checkAnswer(before: HaloRecord, next: WritableRecord): void {
  if (![PENDING, ACCEPTED, REJECTED].includes(Number(next.result)))
    throw bareString('The approval result is not valid');
  if (before.result !== PENDING && next.result !== before.result)
    throw bareString('An approval result has already been submitted');
}

function begin(next: WritableRecord, context: Context): void {
  next.seq = Number(approvalsOf(next.ticket_id, context).at(-1)?.seq ?? 0) + 1;
  Object.assign(next, {
    result: PENDING,
    approval_inprogress: true,
    datetime: formatHaloDate(context.clock.now()),
  });
  next.requestor_agent_id ??= context.session.agentId;
  if (!(Number(next.approval_process_id) > 0)) return;
  const process = demandRecord('approvalProcesses', next.approval_process_id, context);
  const [first] = stepsOf(process);
  const step =
    next.step_id === undefined ? first : stepsOf(process).find(({ id }) => id === next.step_id);
  if (!step) throw bareString('The approval process has no steps');
  Object.assign(next, {
    approval_process_name: process.name,
    step_id: step.id,
    step_name: step.name,
  });
  if (Number(step.agent_id_or_cab_id) > 0) next.agent_id ??= step.agent_id_or_cab_id;
}

const stepsOf = (process: HaloRecord | undefined): HaloRecord[] =>
  objectsOf(process?.steps).sort((a, b) => Number(a.sequence ?? a.id) - Number(b.sequence ?? b.id));

const stepOf = (
  { approval_process_id: process, step_id: step }: HaloRecord,
  context: Context,
): HaloRecord | undefined =>
  stepsOf(context.records('approvalProcesses').get(Number(process))).find(({ id }) => id === step);

/** The status that the step of an approval has for its ticket. */
function statusAfter(approval: HaloRecord, context: Context): HaloValue {
  const step = stepOf(approval, context);
  if (approval.result === PENDING) return step?.statusawaitingapproval;
  return approval.result === ACCEPTED ? step?.statusafteraccept : step?.statusafterreject;
}

/** An acceptance starts the step that follows. */
function startNext(
  { ticket_id, approval_process_id, requestor_agent_id, step_id }: HaloRecord,
  context: Context,
): void {
  const steps = stepsOf(context.records('approvalProcesses').get(Number(approval_process_id)));
  const next = steps[steps.findIndex(({ id }) => id === step_id) + 1];
  if (next && step_id !== undefined)
    startApproval(
      { ticket_id, approval_process_id, requestor_agent_id, step_id: next.id },
      context,
    );
}

function setStatus(ticketId: HaloValue, status: HaloValue, context: Context): void {
  if (Number(status ?? 0) > 0)
    upsertRecord(
      { id: ticketId, status_id: status, _by_action: true },
      context.model('tickets'),
      context,
    );
}

function startApproval(approval: HaloRecord, context: Context): void {
  upsertRecord(approval, context.model('ticketApprovals'), context);
}

/** An action whose outcome has an approval process starts it for the ticket. */
export const outcomesStartApprovals: Behaviour = {
  ids: ['approvals.started-by-outcome'],
  priority: 'following',
  resource: 'actions',
  rules: {
    written: (action, before, context) => {
      if (before) return;
      const process = Number(
        context.records('outcomes').get(Number(action.outcome_id))?.approval_process_id ?? 0,
      );
      if (process > 0)
        startApproval(
          { ticket_id: action.ticket_id, approval_process_id: process, actionnumber: action.id },
          context,
        );
    },
  },
};
