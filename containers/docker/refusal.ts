/** What an engine cannot do here: no mistake of the code, so one line and a remedy. */

export class ContainerRefusal extends Error {
  override readonly name = 'ContainerRefusal';
  readonly reason: string;
  readonly remedy: string;

  constructor(reason: string, remedy: string) {
    super(`${reason}; ${remedy}`);
    this.reason = reason;
    this.remedy = remedy;
  }
}
