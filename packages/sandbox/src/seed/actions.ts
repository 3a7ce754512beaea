import { below, createRandom } from '../random.js';
import type { HaloRecord, HaloValue } from '../store/port.js';
import type { SeedPlan } from './plan.js';
import { seedTickets } from './tickets.js';

/** The seeded actions: every ticket has been logged, most have been worked on, closed ones were closed. */
export function* seedActions(plan: SeedPlan): Generator<HaloRecord> {
  const random = createRandom('actions');
  for (const ticket of seedTickets(plan)) {
    // Somebody has looked at an unassigned ticket; there are eleven agents at least.
    const {
      id: agentId,
      firstname,
      surname,
    } = plan.agents.find(({ id }) => id === ticket.agent_id) ?? plan.agents[0]!;
    const agent = {
      who: `${firstname} ${surname}`,
      who_type: 1,
      who_agentid: agentId,
      actionby_agent_id: agentId,
    };
    const user = { who: ticket.user_name, who_type: 0, actionby_user_id: ticket.user_id };
    let id = 0;
    const action = (
      outcomeId: number,
      outcome: string,
      note: HaloValue,
      by: HaloRecord,
    ): HaloRecord => {
      id += 1;
      const datetime = id === 1 ? ticket.dateoccurred : ticket.lastactiondate;
      return {
        ticket_id: ticket.id,
        id,
        outcome,
        outcome_id: outcomeId,
        ...by,
        datetime,
        actiondatecreated: datetime,
        note,
        hiddenfromuser: outcomeId === 7,
      };
    };
    yield action(8, 'User Update', ticket.details, user);
    if (below(random, 3) > 0) yield action(2, 'First Response', 'We are looking into this.', agent);
    if (below(random, 3) === 0) yield action(7, 'Internal Note', 'Checked the event log.', agent);
    if (ticket.hasbeenclosed === true)
      yield {
        ...action(6, 'Close', 'Solved and closed.', agent),
        new_status: 9,
        new_status_name: 'Closed',
      };
  }
}
