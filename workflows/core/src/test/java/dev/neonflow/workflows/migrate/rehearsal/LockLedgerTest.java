package dev.neonflow.workflows.migrate.rehearsal;

import static dev.neonflow.workflows.migrate.rehearsal.LockMode.ACCESS_EXCLUSIVE;
import static dev.neonflow.workflows.migrate.rehearsal.LockMode.SHARE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.workflows.migrate.rehearsal.LockLedger.TableLock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LockLedgerTest {

  private static final int ONE = 1;
  private static final int OTHER = 2;
  private static final TableLock ORDERS = new TableLock(7, SHARE);
  private static final TableLock ORDERS_ALONE = new TableLock(7, ACCESS_EXCLUSIVE);

  private final LockLedger ledger = new LockLedger();
  private final Map<Long, Map<LockMode, HeldLock>> page = ledger.turn();

  private static Map<LockMode, HeldLock> exactly(LockMode mode, long nanos) {
    return Map.of(mode, new HeldLock(mode, Duration.ofNanos(nanos), false));
  }

  private static Map<LockMode, HeldLock> atLeast(LockMode mode, long nanos) {
    return Map.of(mode, new HeldLock(mode, Duration.ofNanos(nanos), true));
  }

  @Test
  void transaction_isHeldFromTheStatementToTheCommit() {
    ledger.after(ONE, Set.of(), 0, 10);
    ledger.after(ONE, Set.of(ORDERS), 10, 20);
    ledger.after(ONE, Set.of(ORDERS), 20, 30);
    ledger.after(ONE, Set.of(), 30, 40);
    assertEquals(Map.of(7L, exactly(SHARE, 30)), page);
  }

  @Test
  void strongerLockLater_isHeldOnlySinceThen() {
    ledger.after(ONE, Set.of(ORDERS), 10, 20);
    ledger.after(ONE, Set.of(ORDERS, ORDERS_ALONE), 20, 30);
    ledger.after(ONE, Set.of(), 30, 31);
    assertEquals(
        Map.of(
            SHARE, new HeldLock(SHARE, Duration.ofNanos(21), false),
            ACCESS_EXCLUSIVE, new HeldLock(ACCESS_EXCLUSIVE, Duration.ofNanos(11), false)),
        page.get(7L));
  }

  @Test
  void heldTwice_countsTheLongest() {
    ledger.after(ONE, Set.of(ORDERS), 0, 10);
    ledger.after(ONE, Set.of(), 10, 20);
    ledger.after(ONE, Set.of(ORDERS), 30, 40);
    ledger.after(ONE, Set.of(), 40, 45);
    assertEquals(Map.of(7L, exactly(SHARE, 20)), page);
  }

  @Test
  void glimpsed_isHeldAtLeastFromTheFirstToTheLastLook() {
    ledger.glimpsed(ONE, Set.of(ORDERS), 10);
    ledger.glimpsed(ONE, Set.of(ORDERS), 30);
    ledger.glimpsed(ONE, Set.of(), 50);
    assertEquals(Map.of(7L, atLeast(SHARE, 20)), page);
  }

  @Test
  void glimpsedBackendThatIsGone_heldToTheLastLook() {
    ledger.glimpsed(ONE, Set.of(ORDERS), 10);
    ledger.after(OTHER, Set.of(ORDERS_ALONE), 10, 20);
    ledger.glimpsed(ONE, Set.of(ORDERS), 30);
    ledger.gone(Set.of(), Set.of(OTHER));
    assertEquals(Map.of(7L, atLeast(SHARE, 20)), page);
  }

  @Test
  void glimpsedAndHeldAfterTheStatement_isHeldSinceItBegan() {
    ledger.glimpsed(ONE, Set.of(ORDERS), 15);
    ledger.after(ONE, Set.of(ORDERS), 10, 20);
    ledger.after(ONE, Set.of(), 20, 25);
    assertEquals(Map.of(7L, exactly(SHARE, 15)), page);
  }

  @Test
  void releasedAtTheEnd_ofAConnectionOrOfAll() {
    ledger.after(ONE, Set.of(ORDERS), 0, 10);
    ledger.after(OTHER, Set.of(ORDERS_ALONE), 0, 10);
    ledger.released(ONE, 20);
    assertEquals(Map.of(7L, exactly(SHARE, 20)), page);
    ledger.close(30);
    assertEquals(2, page.get(7L).size());
  }

  @Test
  void whatWasTakenBefore_isOfThePageBefore() {
    ledger.after(ONE, Set.of(ORDERS), 0, 10);
    Map<Long, Map<LockMode, HeldLock>> next = ledger.turn();
    ledger.after(ONE, Set.of(ORDERS, ORDERS_ALONE), 10, 20);
    ledger.close(30);
    assertEquals(Map.of(7L, exactly(SHARE, 30)), page);
    assertEquals(Map.of(7L, exactly(ACCESS_EXCLUSIVE, 20)), next);
  }
}
