/** Tells a run to whoever watches: results on stdout, in lines or as JSON, and progress on stderr. */

import type { BundleRecord } from '../bundle/records.ts';
import type { Campaign, CampaignEvent } from './campaign.ts';
import type { JudgingOptions } from './options.ts';
import type { Output } from './output.ts';
import { openProgress, type Progress } from './progress.ts';
import { type Detail, ResultLines } from './result-lines.ts';

/** Takes the events of a campaign as they come; disposing of it clears the progress line. */
export class Audience implements Disposable {
  readonly #output: Output;
  readonly #former: Campaign['former'];
  readonly #progress: Progress;
  /** Undefined where stdout belongs to JSON. */
  readonly #lines: ResultLines | undefined;

  constructor(
    output: Output,
    { quiet, verbose, json }: JudgingOptions,
    { former }: Pick<Campaign, 'former'>,
  ) {
    const detail: Detail = quiet === true ? -1 : verbose > 1 ? 2 : verbose === 1 ? 1 : 0;
    this.#output = output;
    this.#former = former;
    this.#progress = openProgress(output, quiet === true);
    this.#lines = json === true ? undefined : new ResultLines(output, detail);
  }

  tell(event: CampaignEvent): void {
    if (event.e === 'standing') this.#progress.show(event.standing);
    else if (event.e === 'note' || event.e === 'lacking')
      this.#output.note(`sockspec: ${event.text}`);
    else if (event.e === 'record') this.#record(event.record);
    else if (this.#lines !== undefined) {
      const former = this.#former(event.header.env);
      this.#lines.environment(event.header, former?.verdicts ?? []);
    }
  }

  #record(record: BundleRecord): void {
    if (this.#lines === undefined) this.#output.line(JSON.stringify(record));
    else if (record.t === 'verdict') this.#lines.verdict(record);
  }

  [Symbol.dispose](): void {
    this.#progress.close();
  }
}
