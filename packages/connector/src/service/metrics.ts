/** Counts of what the service did, in the text format that Prometheus reads. */
export class Metrics {
  readonly #answers = new Map<number, number>();
  #underWay = 0;
  #milliseconds = 0;

  /** Requests that are being worked on. */
  get underWay(): number {
    return this.#underWay;
  }

  begin(): void {
    this.#underWay += 1;
  }

  end(status: number, ms: number): void {
    this.#underWay -= 1;
    this.#milliseconds += ms;
    this.#answers.set(status, (this.#answers.get(status) ?? 0) + 1);
  }

  text(): string {
    const answers = [...this.#answers]
      .sort(([a], [b]) => a - b)
      .map(([status, count]) => `halo_connector_answers_total{status="${status}"} ${count}`);
    return `${[
      '# TYPE halo_connector_answers_total counter',
      ...answers,
      '# TYPE halo_connector_seconds_total counter',
      `halo_connector_seconds_total ${(this.#milliseconds / 1000).toFixed(3)}`,
      '# TYPE halo_connector_under_way gauge',
      `halo_connector_under_way ${this.#underWay}`,
    ].join('\n')}\n`;
  }
}
