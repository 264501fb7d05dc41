import { Faults } from './faults.ts';
import { Rows } from './rows.ts';
import { Told } from './told.ts';

/** What the parts of one store share. */
export class State {
  readonly cases: Rows;
  readonly policies: Rows;
  readonly commissions: Rows;
  readonly figures: Rows;
  readonly metrics = new Map<string, Map<string, number>>();
  readonly counted = new Set<string>();
  readonly faults = new Faults();
  readonly told = new Told();

  constructor(pageOf: number) {
    this.cases = new Rows(pageOf);
    this.policies = new Rows(pageOf);
    this.commissions = new Rows(pageOf);
    this.figures = new Rows(pageOf);
  }
}
