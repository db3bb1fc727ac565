/**
 * Keeps a transaction on its own connection. When the database ends one, postgres.js rejects the transaction, opens the
 * connection again for the next one, and still sends over it whatever the work inside goes on to say: outside any transaction,
 * or inside somebody else's, which it would then commit or roll back.
 */

import type { Sql, TransactionSql } from 'postgres';
import { ConnectionLost } from './lone-connection';

type Work = (tx: TransactionSql) => Promise<unknown>;
type State = {
  over: boolean;
  /** Rejects the transaction at once, where postgres.js would wait until the server closes the connection. */
  readonly giveUp: (fault: unknown) => void;
};

/** Changes the client it is given. */
export function keepTransactionsWhole(client: Sql): Sql {
  const begin = client.begin.bind(client) as (options: string, work: Work) => Promise<unknown>;
  const whole = async (options: string | Work, work?: Work) => {
    const [how, deed] = typeof options === 'string' ? [options, work as Work] : ['', options];
    let giveUp: State['giveUp'] = () => undefined;
    const givenUp = new Promise<never>((_, reject) => {
      giveUp = reject;
    });
    const state: State = { over: false, giveUp };
    try {
      return await Promise.race([begin(how, inside(state, deed)), givenUp]);
    } finally {
      state.over = true;
    }
  };
  return Object.assign(client, { begin: whole });
}

/** Once it is over, postgres.js must not see the work end: it would send a commit or a rollback for it. */
const inside =
  (state: State, work: Work): Work =>
  (tx) =>
    new Promise((resolve, reject) => {
      work(guarded(state, tx)).then(
        (value) => state.over || resolve(value),
        (fault) => state.over || reject(fault),
      );
    });

function guarded(state: State, tx: TransactionSql): TransactionSql {
  const unsafe = (...asked: Parameters<TransactionSql['unsafe']>) => {
    if (state.over) return refusal();
    const query = tx.unsafe(...asked);
    // Before the code that asked hears of it.
    query.catch((fault: unknown) => {
      if (isLost(fault)) state.over = true;
      if (isGivenUp(fault)) state.giveUp(fault);
    });
    return query;
  };
  const savepoint = (work: Work) =>
    state.over ? refusal() : (tx.savepoint as (work: Work) => unknown)(inside(state, work));
  const kept: Readonly<Record<string | symbol, unknown>> = { unsafe, savepoint };
  return new Proxy(tx, {
    get: (target, name) => (name in kept ? kept[name] : Reflect.get(target, name)),
    apply: (target, self, asked) => (state.over ? refusal() : Reflect.apply(target, self, asked)),
  });
}

const lost = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
]);

/** We gave it up together with its pool: nobody reads what the server may still say. */
const isGivenUp = (fault: unknown): boolean => (fault as { code?: string }).code === 'CONNECTION_DESTROYED';

/** The connection is gone, or about to go after the server's last message. */
const isLost = (fault: unknown): boolean => {
  const { code = '', severity } = fault as { code?: string; severity?: string };
  return severity === 'FATAL' || lost.has(code);
};

/** Takes the place of a statement. */
function refusal() {
  const refused = Promise.reject(new ConnectionLost('this transaction is over'));
  refused.catch(() => undefined);
  return Object.assign(refused, { values: () => refused });
}
