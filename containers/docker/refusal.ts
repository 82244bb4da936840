/** What an engine cannot do here: no mistake of the code, so one line and a remedy. */

export class ContainerRefusal extends Error {
  override readonly name = 'ContainerRefusal';
  readonly reason: string;
  readonly remedy: string;
  /** `absent`: what is under test has no such thing at all, so nothing is wrong with the setup. */
  readonly kind: 'absent' | 'denied';

  constructor(reason: string, remedy: string, kind: 'absent' | 'denied' = 'denied') {
    super(`${reason}; ${remedy}`);
    this.reason = reason;
    this.remedy = remedy;
    this.kind = kind;
  }
}
