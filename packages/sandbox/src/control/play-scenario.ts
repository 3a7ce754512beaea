import type { Control } from './levers.js';
import type { Scenario, ScenarioStep } from './scenario.js';

/** Plays a scenario on the sandbox's clock; resolves once its last step is done. */
export async function playScenario(scenario: Scenario, control: Control): Promise<void> {
  const start = control.clock.now();
  for (const step of [...scenario.steps].sort((a, b) => (a.at ?? 0) - (b.at ?? 0))) {
    const wait = start + (step.at ?? 0) - control.clock.now();
    if (wait > 0) await control.clock.sleep(wait);
    take(step, control);
  }
}

function take(step: ScenarioStep, control: Control): void {
  if (step.seed) control.seed(step.seed);
  for (const [resource, records] of Object.entries(step.records ?? {}))
    for (const record of records) control.put(resource, record);
  if (step.clearFaults) control.faults.clear();
  for (const fault of step.faults ?? []) control.faults.add(fault);
  if (step.latency !== undefined) control.setLatency(step.latency);
  if (step.rateLimit !== undefined) control.setRateLimit(step.rateLimit);
  if (step.expireTokens) control.expireTokens();
  if (step.revokeTokens) control.revokeTokens();
}
