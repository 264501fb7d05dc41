/** Names of the tables, as deployed. */
export interface TableNames {
  cases: string;
  policies: string;
  commissions: string;
  metrics: string;
}
