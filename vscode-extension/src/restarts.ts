/** How often a server that ends unasked is started again: at most `most` times within `within` milliseconds. Pure. */
export class Restarts {
  private ends: number[] = [];

  constructor(
    readonly most = 3,
    readonly within = 3 * 60_000,
    private readonly now: () => number = Date.now,
  ) {}

  /** The server has ended: may it be started again? */
  again(): boolean {
    const time = this.now();
    this.ends = [...this.ends.filter((end) => time - end < this.within), time];
    return this.ends.length <= this.most;
  }

  forget(): void {
    this.ends = [];
  }
}
