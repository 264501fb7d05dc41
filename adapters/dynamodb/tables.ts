/** Names of the tables that a transaction may write to, as deployed. */
export interface TableNames {
  cases: string;
  policies: string;
  commissions: string;
}
