package dev.neonflow.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What PostgreSQL answers is told it; how long it takes over that is not its matter. */
class InUseTest {

  private final SQLException inUse = new SQLException("is being accessed by other users", "55006");
  private int executed;

  /** Refused so often. */
  private InUse.Statement refused(int times, SQLException refusal) {
    return () -> {
      executed++;
      if (executed <= times) {
        throw refusal;
      }
    };
  }

  @Test
  void refusalThatPasses_isOutlasted() throws Exception {
    InUse.outlast(refused(11, inUse), () -> true);
    assertEquals(12, executed);
  }

  @Test
  void refusalThatStays_isToldInTheEnd() {
    SQLException told =
        assertThrows(SQLException.class, () -> InUse.outlast(refused(99, inUse), () -> true));
    assertSame(inUse, told);
    assertEquals(12, executed);
  }

  @Test
  void somebodyConnected_isToldAtOnce() {
    assertThrows(SQLException.class, () -> InUse.outlast(refused(99, inUse), () -> false));
    assertEquals(1, executed);
  }

  @Test
  void anotherFailure_isToldAtOnce() {
    SQLException full = new SQLException("could not extend file", "53100");
    SQLException told =
        assertThrows(SQLException.class, () -> InUse.outlast(refused(99, full), () -> true));
    assertSame(full, told);
    assertEquals(1, executed);
  }
}
