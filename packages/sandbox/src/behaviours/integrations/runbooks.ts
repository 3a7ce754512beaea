import { formatHaloDate } from 'halopsa-ground';
import { bareString, status } from '../../http/refusal.js';
import { guid } from '../../random.js';
import type { Behaviour } from '../../resources/contract.js';
import type { HaloRecord } from '../../store/port.js';

const RUNBOOK = 1;
const PUBLIC = 1;
const SUCCESS = 2;

/** A webhook of type 1 is a runbook; it has a name of its own. */
export const runbookNamesUnique: Behaviour = {
  ids: ['error.runbook-name-unique'],
  resource: 'webhooks',
  rules: {
    prepare: ({ next }, context) => {
      if (next.type !== RUNBOOK) return;
      for (const other of context.records('webhooks').matching('name', next.name))
        if (other.type === RUNBOOK && other.id !== next.id) throw bareString('Name must be unique');
    },
  },
};

/** The server names the edges of a runbook by their result. */
export const runbookEdgesRenamed: Behaviour = {
  ids: ['runbooks.edge-names-rewritten'],
  resource: 'webhooks',
  rules: {
    prepare: ({ next }) => {
      if (next.type !== RUNBOOK || !Array.isArray(next.steps)) return;
      next.steps = (next.steps as HaloRecord[]).map((step) =>
        Array.isArray(step?.actions)
          ? { ...step, actions: (step.actions as HaloRecord[]).map(named) }
          : step,
      );
    },
  },
};

const named = (edge: HaloRecord): HaloRecord =>
  edge?.approval_result === undefined
    ? edge
    : { ...edge, action_name: Number(edge.approval_result) === 1 ? 'Positive' : 'Negative' };

/** A runbook starts from outside only where it may, and each run is listed with its attempts. */
export const runbooksRun: Behaviour = {
  ids: ['runbooks.start-types', 'runbooks.retry-fields'],
  resource: 'automations',
  rules: {
    operations: {
      run: ({ params, context }) => {
        const runbook = context
          .records('webhooks')
          .get(String(Object.values(params)[0]).toLowerCase());
        if (runbook?.type !== RUNBOOK) throw status(404);
        if (runbook.runbook_start_type !== PUBLIC) throw status(401);
        const records = context.records('automations');
        const now = formatHaloDate(context.clock.now());
        const id = records.nextId();
        const attempts = {
          last_attempt_date: now,
          next_retry_date: now,
          retry_attempts_remaining: 3,
          iteration: 1,
        };
        const run = {
          id,
          guid: guid(context.random),
          webhook_id: runbook.id,
          status: SUCCESS,
          steps_executed: 1,
          timestamp: now,
          execution_time: 1,
        };
        records.put(id, { ...run, ...attempts });
        return { status: 200, body: null };
      },
    },
  },
};
